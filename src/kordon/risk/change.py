"""What would turn a zone: the weakest statement that changes its colour, and the day on which silence does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import get_args

from kordon.model import SourceClass, ZoneColour
from kordon.risk.combine import Placed, Triple, confirmed
from kordon.risk.near import Subject
from kordon.risk.statement import Statement
from kordon.risk.tables import weight
from kordon.risk.words import SPEAKER

State = Callable[[Sequence[Placed], int, int], Triple]
Colour = Callable[[Triple, float], ZoneColour]

TRIED = (
    ("closure", False, "that traffic has stopped"),
    ("border_queue", False, "of a queue"),
    ("reopening", True, "that it works normally"),
)
"""Hypothetical statements that are tried: mechanism, whether it opens, words."""

HORIZON_DAYS = 730
"""How far ahead silence is followed."""


def would_change(
    key: Subject,
    items: Sequence[Placed],
    as_of: dt.date,
    colour: ZoneColour,
    state: State,
    colour_of: Colour,
    worst_part: str = "",
) -> tuple[str, ...]:
    """Return sentences, each tried by computing the zone again with one more statement, or with nothing new said."""
    found = []
    classes = sorted(get_args(SourceClass), key=lambda c: weight("class", c))
    for type_, opens, what in TRIED:
        for said_by in classes:
            more = [*items, Placed(_hypothetical(type_, opens, said_by, as_of), 1.0)]
            turned = colour_of(state(more, 0, 0), confirmed(more, as_of))
            if turned != colour and not (opens and turned == "red"):
                who = SPEAKER[said_by].rstrip(",").replace(", naming no source", "")
                found.append(f"word from {who} {what} would make it {turned}")
                break
    day = _turns_by_silence(items, as_of, colour, state, colour_of)
    if day is not None:
        when, turned = day
        found.append(f"with nothing new said it turns {turned} on {when.isoformat()}")
    if worst_part:
        found.append(f"it is no better than its worst part, {worst_part}; what changes that zone changes this one")
    if not found:
        kind = key[0]
        found.append(f"no single statement about this {kind} would turn it; several sources together could")
    return tuple(found)


def _hypothetical(type_: str, opens: bool, said_by: SourceClass, as_of: dt.date) -> Statement:
    strength = weight("class", said_by) * weight("certainty", "asserted")
    return Statement(
        "", "claim", type_, opens, strength, False, False, said_by, f"{said_by}:?", as_of + dt.timedelta(days=1), as_of,
        None, None, (), frozenset(), frozenset(), "", "", "",
    )  # fmt: skip


def _turns_by_silence(
    items: Sequence[Placed], as_of: dt.date, colour: ZoneColour, state: State, colour_of: Colour
) -> tuple[dt.date, ZoneColour] | None:
    """Return the first day on which the colour differs when nothing more is said, and that colour."""
    if not items:
        return None

    def at(days: int) -> ZoneColour:
        return colour_of(state(items, 0, days), confirmed(items, as_of, shift=days))

    step = 16
    before = 0
    for days in range(step, HORIZON_DAYS + step, step):
        if at(days) != colour:
            low, high = before, days
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if at(middle) == colour else (low, middle)
            return as_of + dt.timedelta(days=high), at(high)
        before = days
    return None
