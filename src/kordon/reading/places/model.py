"""A name of a place as the index knows it, and a name found in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one place as the index knows it."""

    name: str
    kind: str
    what: str
    cc: str
    lat: float | None
    lon: float | None
    id: str
    form: str = "name"
    """``name``, ``adjective`` (of a state) or ``capital`` (metonym of a state)."""
    weight: int = 0
    city: str = ""
    """For a capital's name: the city, should the words around it mean the city."""


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A name found at tokens ``[first, last]``."""

    first: int
    last: int
    start: int
    end: int
    place: Name
    why: str
