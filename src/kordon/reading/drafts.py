"""A claim in the making: a candidate with what of its sentence belongs to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kordon.model import Claim
from kordon.reading.attribution import Speaker
from kordon.reading.dates import When
from kordon.reading.numbers import Amount
from kordon.reading.rules import Candidate, View
from kordon.reading.slots import RolePlace


@dataclass(frozen=True)
class Traced:
    """A claim with, for each filled slot, the rule or lexicon entry that filled it."""

    claim: Claim
    why: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that a claim begins or ends on, the words that say so and the reason."""

    day: dt.date
    when: When
    why: str


@dataclass(frozen=True, slots=True)
class Way:
    """A state that a claim's traffic may come from or go to, the words that name it and what speaks for either."""

    cc: str
    span: tuple[int, int]
    features: tuple[str, ...]


@dataclass(slots=True)
class Draft:
    """A candidate with its speaker and the places, dates and figures that are its own."""

    candidate: Candidate
    view: View
    speaker: Speaker
    places: list[RolePlace] = field(default_factory=list)
    start: Dated | None = None
    end: Dated | None = None
    whens: list[When] = field(default_factory=list)
    """Time expressions of its sentence that it takes or that could not be resolved."""
    origin: list[Way] = field(default_factory=list)
    to: list[Way] = field(default_factory=list)
    way_why: str = ""
    amounts: list[Amount] = field(default_factory=list)
    inherited: bool = False
    before: Sequence[View] = ()
    """The few sentences before, the nearest last."""
    first: View | None = None
    """The first sentence of the text: its headline, if it has one."""
    led_by: Draft | None = None
    """The claim just before it, of the same place, whose kind of event may have brought it about."""


def gap_to(view: View, draft: Draft, first: int, last: int) -> float:
    """Return the weighted distance from tokens to the nearest head of a draft."""
    best = 1e9
    for head in draft.candidate.heads:
        if last < head.first:
            best = min(best, view.at[head.first] - view.at[last])
        elif first > head.last:
            best = min(best, view.at[first] - view.at[head.last])
        else:
            best = 0.0
    return best
