"""What would turn a zone: the weakest statement that changes its colour, and the day on which silence does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import get_args

from kordon.model import SourceClass, ZoneColour
from kordon.risk.combine import Placed, Weighed
from kordon.risk.near import Subject
from kordon.risk.statement import Statement
from kordon.risk.tables import weight
from kordon.risk.words import SPEAKER

Colour = Callable[[Weighed, int], ZoneColour]
"""Colour of one subject given its evidence, and days of silence."""

TRIED = (
    ("closure", False, "that traffic has stopped"),
    ("border_queue", False, "of a queue"),
    ("reopening", True, "that it works normally"),
)
"""Hypothetical statements that are tried: mechanism, whether it opens, words."""

SILENCE_DAYS = (7, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365, 545, 730)
"""Days ahead at which the zone is looked at with nothing new said; the day of the turn is then sought between two."""


def would_change(key: Subject, now: Weighed, colour: ZoneColour, colour_of: Colour, worst: str = "") -> tuple[str, ...]:
    """Return sentences, each tried by computing the zone again with one more statement, or with nothing new said."""
    found = []
    classes = sorted(get_args(SourceClass), key=lambda c: weight("class", c))
    for type_, opens, what in TRIED:
        for said_by in classes:
            more = Weighed([*now.items, Placed(_hypothetical(type_, opens, said_by, now.as_of), 1.0)], now.as_of)
            turned = colour_of(more, 0)
            if turned != colour and not (opens and turned == "red"):
                who = SPEAKER[said_by].rstrip(",").replace(", naming no source", "")
                found.append(f"word from {who} {what} would make it {turned}")
                break
    day = _turns_by_silence(now, colour, colour_of)
    if day is not None:
        found.append(f"with nothing new said it turns {day[1]} on {day[0].isoformat()}")
    if worst:
        found.append(f"it is no better than its worst part, {worst}; what changes that zone changes this one")
    if not found:
        found.append(f"no single statement about this {key[0]} would turn it; several sources together could")
    return tuple(found)


def _hypothetical(type_: str, opens: bool, said_by: SourceClass, as_of: dt.date) -> Statement:
    strength = weight("class", said_by) * weight("certainty", "asserted")
    return Statement(
        "", "claim", type_, opens, strength, False, False, said_by, f"{said_by}:?", as_of + dt.timedelta(days=1), as_of,
        None, None, (), frozenset(), frozenset(), "", "", "",
    )  # fmt: skip


def _turns_by_silence(now: Weighed, colour: ZoneColour, colour_of: Colour) -> tuple[dt.date, ZoneColour] | None:
    """Return the first day on which the colour differs when nothing more is said, and that colour."""
    if not now.items:
        return None
    before = 0
    for days in SILENCE_DAYS:
        if colour_of(now, days) != colour:
            low, high = before, days
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if colour_of(now, middle) == colour else (low, middle)
            return now.as_of + dt.timedelta(days=high), colour_of(now, high)
        before = days
    return None
