"""What every record is made of: the base of all records, figures and where they came from."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

ProvenanceKind = Literal["published", "estimated", "calibrated", "assumed"]
"""Where a figure came from: a source and date, a method, a target it was fitted to, or nothing better."""
Mode = Literal["road", "rail", "sea", "inland_water", "oil_pipeline", "gas_pipeline", "transfer"]
"""Modes of a link of the network. ``transfer`` joins two modes at one place."""
Span = tuple[int, int]
"""Character offsets [begin, end) into the text as read."""


class Record(BaseModel):
    """Base of all records: frozen, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Provenance(Record):
    """Where a figure came from.

    ``source`` is a URL or a citation for *published*, the method for *estimated*, the target for *calibrated* and the
    reason for *assumed*. ``date`` is the date of the source (ISO, possibly only year or month), empty when unknown.
    """

    kind: ProvenanceKind
    source: str = ""
    date: str = ""
    note: str = ""


class Figure(Record):
    """A number with unit, range and provenance. ``low``/``high`` bound it where a range is known."""

    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    provenance: Provenance
