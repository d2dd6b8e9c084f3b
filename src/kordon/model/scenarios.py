"""What is asked: measures, where and for which freight, and scenarios of them."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from kordon.model.figures import Mode, Provenance, Record

MeasureKind = Literal["closure", "capacity", "delay", "inspection", "rule", "demand", "price"]


class Where(Record):
    """What a measure touches. Fields that are given must all match; an empty ``Where`` matches everything.

    ``territories``: links inside or at the border of these states; ``posts``, ``corridors``, ``places`` (all links that
    touch the place, say a port), ``links``: by id; ``borders``: pairs of states, every post between them.
    """

    territories: tuple[str, ...] = ()
    borders: tuple[tuple[str, str], ...] = ()
    posts: tuple[str, ...] = ()
    corridors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    modes: tuple[Mode, ...] = ()


class Freight(Record):
    """Which freight a measure touches: by states of origin and destination, transit or bilateral, and cargo class.

    ``either_end``: states of which at least one must be origin or destination. ``scope``: ``transit`` is freight
    whose origin and destination both lie outside the territory or border states of the measure.
    """

    origins: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    either_end: tuple[str, ...] = ()
    cargo: tuple[str, ...] = Field(default=(), description="cargo class ids; empty: all")
    scope: Literal["all", "transit", "bilateral"] = "all"
    abroad: bool = Field(default=False, description="only freight whose origin and destination are different states")


class Measure(Record):
    """One thing that changes, where, for which freight, from when to when.

    ``closure`` removes links for the freight; ``capacity`` multiplies capacity by ``factor``; ``delay`` adds
    ``delay_days``; ``inspection`` adds ``delay_days`` to the share ``share`` of the freight and lowers capacity by
    ``factor``; ``demand`` multiplies demand by ``factor``; ``price`` adds ``usd_per_t``; ``rule`` forbids the freight
    by ``rule`` (an id in the rule tables).
    """

    kind: MeasureKind
    where: Where = Field(default_factory=Where)
    freight: Freight = Field(default_factory=Freight)
    factor: float | None = Field(default=None, ge=0)
    delay_days: float | None = Field(default=None, ge=0)
    share: float | None = Field(default=None, ge=0, le=1)
    usd_per_t: float | None = None
    rule: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    both_ways: bool = True
    why: str = ""
    evidence: tuple[str, ...] = Field(default=(), description="claim ids or table row ids behind the measure")
    provenance: Provenance = Field(default=Provenance(kind="assumed", source="scenario author"))


class Scenario(Record):
    """Named measures over time."""

    id: str
    name: str
    description: str = ""
    measures: tuple[Measure, ...] = ()
