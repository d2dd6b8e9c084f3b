"""Claims, reports and table rows for tests, with only what a test cares about said."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kordon.model import Attribution, Claim, ClaimPlace, Direction, Provenance, Report, Zone
from kordon.world.records import KnownEvent

DAY = dt.date(2025, 10, 7)


def report(id_: str = "r1", published: dt.date | None = DAY, frame: str = "news", outlet: str = "") -> Report:
    return Report(id=id_, text="text", lang="en", published=published, frame=frame, outlet=outlet)  # type: ignore[arg-type]


def place(id_: str, cc: str = "", kind: str = "country", **more: Any) -> ClaimPlace:
    return ClaimPlace(name=id_, cc=cc or id_, kind=kind, id=id_, **more)  # type: ignore[arg-type]


def post(id_: str, cc: str = "KZ") -> ClaimPlace:
    return place(id_, cc, "point")


def claim(
    type_: str, *places: ClaimPlace, id_: str = "c1", said_by: str = "official", name: str = "", **more: Any
) -> Claim:
    origin, to = more.pop("from_", ()), more.pop("to", ())
    return Claim(
        id=id_, report=more.pop("report", "r1"), lang="en", type=type_, status=more.pop("status", "active"),  # type: ignore[arg-type]
        certainty=more.pop("certainty", "asserted"), attribution=Attribution(source_class=said_by, name=name),  # type: ignore[arg-type]
        places=places, direction=Direction(origin=origin, to=to) if origin or to else None, evidence={"sentence": (0, 4)},
        **more,
    )  # fmt: skip


def row(id_: str, type_: str, places: tuple[str, ...] = (), territories: tuple[str, ...] = (), *, date: str, said_by: str = "official",
        start: dt.date | None = None, end: dt.date | None = None, **more: Any) -> KnownEvent:  # fmt: skip
    return KnownEvent(
        id=id_, type=type_, place_ids=places, territories=territories, start=start, end=end,
        direction=more.pop("direction", ""), cargo=more.pop("cargo", ()), modes=more.pop("modes", ()), figures=(),
        claimed_by=more.pop("by", id_), source_class=said_by, status=more.pop("status", "active"), summary="",
        provenance=Provenance(kind="published", source="https://example.org/" + id_, date=date), **more,
    )  # fmt: skip


def zone_of(zones: tuple[Zone, ...], subject: str, kind: str = "post") -> Zone:
    return next(z for z in zones if z.subject == subject and z.subject_kind == kind)
