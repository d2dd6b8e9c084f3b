"""The slots that need a name: a place with its role, a span of offsets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kordon.reading.places import PlaceHit

PlaceRole = Literal["at", "from", "to", "via"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RolePlace:
    """A place of the event with its role and why it has it."""

    hit: PlaceHit
    role: PlaceRole
    why: str
