# ruff: noqa: E501
"""A resolved time expression, and what a resolver knows about the words that it reads."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from kordon.model import DatePrecision

Role = Literal["at", "since", "until", "range"]
Bound = Literal["", "since", "after", "until", "before", "by", "asof"]


@dataclass(frozen=True, slots=True)
class When:
    """A resolved (or unresolved) time expression at ``[a, b)``. ``role`` says what it bounds."""

    a: int
    b: int
    role: Role
    start: dt.date | None
    end: dt.date | None
    precision: DatePrecision | None
    why: str


@dataclass(frozen=True, slots=True)
class Context:
    """The match that a resolver reads, the day it resolves against, and the bound said beside it."""

    match: re.Match[str]
    published: dt.date | None
    future: bool | None
    """Whether the clause looks ahead (True), back (False) or both ways (None)."""
    lang: str
    low: str
    a: int
    b: int
    bound: Bound
    over: bool = False
    """Whether the clause tells of what is over: 'was shut until Sunday'."""

    def part(self, name: str) -> str:
        """Return a named part of the match, empty when it is not there; ``name_`` is the same part in another branch."""
        found = self.match.groupdict()
        return (found.get(name) or found.get(name + "_") or "").strip()

    @property
    def role(self) -> Role:
        """Return the role that the bound gives: since (also after), until (also before and by), at."""
        if self.bound in ("since", "after"):
            return "since"
        return "until" if self.bound in ("until", "before", "by") else "at"

    def at(self, day: dt.date | None, precision: DatePrecision | None, end: dt.date | None = None) -> When:
        """Return a day in the role that its bound gives it."""
        return self.make(self.role, day, precision, end)

    def make(
        self, role: Role, day: dt.date | None, precision: DatePrecision | None, end: dt.date | None = None
    ) -> When:
        """Return a day in a role: an 'until' puts it at the end."""
        if role == "until":
            return When(self.a, self.b, role, None, day, precision if day else None, "")
        if day and end and end < day:
            end = None
        return When(self.a, self.b, role, day, end, precision if day or end else None, "")

    def open(self) -> When:
        """Return the words as a time that cannot be resolved."""
        return When(self.a, self.b, "at", None, None, None, "")
