"""How statements add up: log-odds of restricted and of closed against open, by horizon.

For a subject, the log-odds start at the prior. Statements about one state of affairs (a *family* of mechanisms) do not
add: their strengths s saturate, 1 - prod(1 - s), over distinct origins inside a class of source, each class up to its
ceiling, then over classes. So ten relays of one origin count once, and all opinions together count less than one
official notice. Families add, up to a cap. A later statement to the contrary takes away its strength from an earlier
one. The formula for independent causes is the noisy-or of Pearl (1988, *Probabilistic Reasoning in Intelligent
Systems*, section 4.3.2).
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kordon.model import SourceClass
from kordon.risk.statement import Statement
from kordon.risk.tables import mechanisms, scales, weight

Odds = tuple[float, float]
"""Log-odds of (restricted, closed) against open."""

Triple = tuple[float, float, float]
"""Probabilities of (open, restricted, closed)."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement about one subject. ``near``: 0..1, how nearly it names it."""

    statement: Statement
    near: float

    @property
    def family(self) -> str:
        """Family of the mechanism."""
        return mechanisms()[self.statement.type].family

    def strength(self, as_of: dt.date, days: int) -> float:
        """Return the strength (0..1) that counts in ``days`` days, before later statements take from it."""
        s = self.statement
        return s.strength * self.near * s.age_factor(as_of) * s.horizon_factor(as_of, days)

    @property
    def peak(self) -> float:
        """Strength when fresh, whatever the horizon: what the statement can amount to."""
        return self.statement.strength * self.near


def odds_of(triple: Triple) -> Odds:
    """Return log-odds of a triple."""
    return math.log(triple[1] / triple[0]), math.log(triple[2] / triple[0])


def probabilities(odds: Odds) -> Triple:
    """Return the triple of log-odds; adds up to 1."""
    top = max(0.0, *odds)
    terms = (math.exp(-top), math.exp(odds[0] - top), math.exp(odds[1] - top))
    total = sum(terms)
    return terms[0] / total, terms[1] / total, terms[2] / total


def pushes(statement: Statement) -> Odds:
    """Return how far the statement, certain and fresh, moves (restricted, closed); both taken off when it opens."""
    m = mechanisms()[statement.type]
    if statement.opens:
        return m.open_restricted, m.open_closed
    if statement.share:
        kept = weight("part", "cargo") * m.closed
        return m.restricted + m.closed - kept, kept
    return m.restricted, m.closed


def contradicted(item: Placed, items: Sequence[Placed], as_of: dt.date) -> float:
    """Return what later statements to the contrary leave of an item (1: nothing taken away).

    A contrary statement of strength t takes away t * min(1, t / s) of one of strength s: the weaker the contradiction
    beside what it contradicts, the less it removes, so an unnamed source does not undo an official notice.
    """
    left = 1.0
    own = item.strength(as_of, 0)
    for other in items:
        if other.statement.opens == item.statement.opens or other.statement.known <= item.statement.known:
            continue
        if item.statement.type == "not_built":
            continue
        same = other.family == item.family
        if item.statement.opens:
            counts = same or (item.family == "status" and other.family in ("stop", "slow"))
        else:
            counts = same or (item.family == "stop" and other.family == "status")
        if counts:
            strength = min(1.0, other.strength(as_of, 0))
            left *= 1.0 - strength * (min(1.0, strength / own) if own > 0 else 1.0)
    return left


def saturate(parts: Iterable[tuple[SourceClass, str, float]]) -> float:
    """Return 1 - prod(1 - s) over origins inside each class up to its ceiling, then over classes.

    ``parts``: (class, origin, strength). Of one origin the strongest counts.
    """
    by_class: dict[SourceClass, dict[str, float]] = defaultdict(dict)
    for said_by, origin, strength in parts:
        by_class[said_by][origin] = max(by_class[said_by].get(origin, 0.0), min(1.0, strength))
    left = 1.0
    for said_by, origins in by_class.items():
        inside = math.prod(1.0 - s for s in origins.values())
        left *= 1.0 - min(weight("ceiling", said_by), 1.0 - inside)
    return 1.0 - left


def moved(items: Sequence[Placed], as_of: dt.date, days: int, *, shift: int = 0) -> Odds:
    """Return how far all items together move (restricted, closed) at a horizon.

    ``shift`` looks at the same evidence that many days later with nothing new said.
    """
    day = as_of + dt.timedelta(days=shift)
    against: dict[str, list[tuple[Placed, float]]] = defaultdict(list)
    in_favour: dict[str, list[tuple[Placed, float]]] = defaultdict(list)
    for item in items:
        strength = item.strength(day, days) * contradicted(item, items, day)
        (in_favour if item.statement.opens else against)[item.family].append((item, strength))
    restricted = closed = open_restricted = open_closed = 0.0
    for family, found in against.items():
        scale = scales()[family]
        restricted += scale.restricted * _share(found, 0, scale.restricted)
        closed += scale.closed * _share(found, 1, scale.closed)
    for family, found in in_favour.items():
        scale = scales()[family]
        open_restricted += scale.open_restricted * _share(found, 0, scale.open_restricted)
        open_closed += scale.open_closed * _share(found, 1, scale.open_closed)
    return (
        min(restricted, weight("cap", "restricted")) - min(open_restricted, weight("cap", "open")),
        min(closed, weight("cap", "closed")) - min(open_closed, weight("cap", "open")),
    )


def _share(found: Sequence[tuple[Placed, float]], side: int, largest: float) -> float:
    if largest <= 0:
        return 0.0
    return saturate(
        (item.statement.source_class, item.statement.origin, strength * pushes(item.statement)[side] / largest)
        for item, strength in found
    )


def confirmed(items: Sequence[Placed], as_of: dt.date, *, shift: int = 0) -> float:
    """Return the strength (0..1) of what confirms free passage now: what a green zone needs."""
    day = as_of + dt.timedelta(days=shift)
    return saturate(
        (i.statement.source_class, i.statement.origin, i.strength(day, 0) * contradicted(i, items, day))
        for i in items
        if i.statement.opens
    )
