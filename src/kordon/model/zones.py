"""What is weighed: zones of states, posts and corridors, and the evidence behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from kordon.model.figures import Record
from kordon.model.reports import SourceClass

ZoneColour = Literal["green", "grey", "red"]
SubjectKind = Literal["territory", "post", "corridor"]
HORIZONS_DAYS: tuple[int, ...] = (0, 7, 30, 90)
"""Horizons of zone probabilities in days: now, and in 7, 30 and 90 days."""


class Evidence(Record):
    """One reason for a zone: a claim of a report, or a row of the bundled table of sourced events."""

    kind: Literal["claim", "table", "absence"]
    ref: str = Field(description="claim id, or row id of the table")
    text: str = Field(description="in Kordon's own words: who says what, when")
    source_class: SourceClass | None = None
    weight: float = Field(description="how far it moves the probabilities, 0..1, after class, certainty and age")
    pushes: Literal["open", "restricted", "closed"]
    date: dt.date | None = None
    source: str = ""


class Zone(Record):
    """Green, grey or red for a territory, post or corridor at a date, with probabilities by horizon."""

    subject_kind: SubjectKind
    subject: str = Field(description="territory code, post id or corridor id")
    name: str
    as_of: dt.date
    colour: ZoneColour
    probabilities: Mapping[int, tuple[float, float, float]] = Field(
        description="horizon in days -> (open, restricted, closed), adding up to 1"
    )
    reason: str
    evidence: tuple[Evidence, ...]
    would_change: tuple[str, ...] = ()
