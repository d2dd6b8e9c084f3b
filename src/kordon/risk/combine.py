"""How statements add up: log-odds of closed, and of restricted where not closed, by horizon.

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
"""Log-odds of (restricted among not closed, closed)."""

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
    """Return log-odds of a triple: of restricted among not closed, and of closed."""
    return math.log(triple[1] / triple[0]), math.log(triple[2] / (1.0 - triple[2]))


def probabilities(odds: Odds) -> Triple:
    """Return the triple of log-odds; adds up to 1. Less of either never makes 'closed' likelier or 'open' less so."""
    restricted, closed = _logistic(odds[0]), _logistic(odds[1])
    return (1.0 - closed) * (1.0 - restricted), (1.0 - closed) * restricted, closed


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x)) if x >= 0 else math.exp(x) / (1.0 + math.exp(x))


def pushes(statement: Statement) -> Odds:
    """Return how far the statement, certain and fresh, moves (restricted, closed); both taken off when it opens."""
    m = mechanisms()[statement.type]
    if statement.opens:
        return m.open_restricted, m.open_closed
    if statement.share:
        kept = weight("part", "cargo") * m.closed
        return weight("part", "cargo_restricted") * m.restricted + m.closed - kept, kept
    return m.restricted, m.closed


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


class Weighed:
    """Statements about one subject, weighed together at a day: what they move, what they confirm.

    ``shift`` in the methods looks at the same evidence that many days later with nothing new said.
    """

    def __init__(self, items: Sequence[Placed], as_of: dt.date) -> None:
        self.items = tuple(items)
        self.as_of = as_of
        self._families = tuple(item.family for item in self.items)
        self._left: dict[int, tuple[float, ...]] = {}

    def left(self, shift: int = 0) -> tuple[float, ...]:
        """Return per item what later statements to the contrary leave of it (1: nothing taken away).

        A contrary statement of strength t takes away t * min(1, t / s) of one of strength s: the weaker the
        contradiction beside what it contradicts, the less it removes, so an unnamed source does not undo an official
        notice.
        """
        if shift not in self._left:
            day = self.as_of + dt.timedelta(days=shift)
            strengths = [item.strength(day, 0) for item in self.items]
            self._left[shift] = tuple(self._one(i, strengths) for i in range(len(self.items)))
        return self._left[shift]

    def _one(self, i: int, strengths: Sequence[float]) -> float:
        mine = self.items[i].statement
        if mine.type == "not_built":
            return 1.0
        family, left = self._families[i], 1.0
        for j, other in enumerate(self.items):
            theirs = other.statement
            if theirs.opens == mine.opens or theirs.known <= mine.known or strengths[j] <= 0:
                continue
            if self._families[j] != family and not _across(family, self._families[j], mine.opens):
                continue
            strength = min(1.0, strengths[j])
            left *= 1.0 - strength * (min(1.0, strength / strengths[i]) if strengths[i] > 0 else 1.0)
        return left

    def strength(self, i: int, days: int, *, shift: int = 0) -> float:
        """Return what counts of item ``i`` at a horizon, after contradiction."""
        return self.items[i].strength(self.as_of + dt.timedelta(days=shift), days) * self.left(shift)[i]

    def moved(self, days: int, *, shift: int = 0) -> Odds:
        """Return how far all items together move (restricted, closed) at a horizon."""
        against: dict[str, list[tuple[Placed, float]]] = defaultdict(list)
        in_favour: dict[str, list[tuple[Placed, float]]] = defaultdict(list)
        for i, item in enumerate(self.items):
            strength = self.strength(i, days, shift=shift)
            if strength > 0:
                (in_favour if item.statement.opens else against)[self._families[i]].append((item, strength))
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

    def confirmed(self, *, shift: int = 0) -> float:
        """Return the strength (0..1) of what confirms free passage now: what a green zone needs.

        The strongest statement about the subject itself counts, since many stale confirmations do not make a fresh
        one. Statements about points inside it that are fresh there add up over points: 1 - prod(1 - s).
        """
        best, apart = 0.0, 1.0
        for i, item in enumerate(self.items):
            if not item.statement.opens:
                continue
            strength = self.strength(i, 0, shift=shift)
            best = max(best, strength)
            if item.near < weight("near", "direction") and strength >= weight("colour", "green_confirmed") * item.near:
                apart *= 1.0 - strength
        return max(best, 1.0 - apart)


def _across(family: str, other: str, opens: bool) -> bool:
    """Whether a later statement of another family contradicts: a closure or queue a row that says 'open', and back."""
    if opens:
        return family == "status" and other in ("stop", "slow")
    return family == "stop" and other == "status"


def _share(found: Sequence[tuple[Placed, float]], side: int, largest: float) -> float:
    if largest <= 0:
        return 0.0
    return saturate(
        (item.statement.source_class, item.statement.origin, strength * pushes(item.statement)[side] / largest)
        for item, strength in found
    )
