"""The weights of the rule, read from ``risk/data``: every number that moves a zone stands there with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kordon.errors import DataError
from kordon.world.csvtable import read_table

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One row of ``types.csv``: how far a certain, fresh statement moves the log-odds, and how it ages."""

    type: str
    family: str
    restricted: float
    closed: float
    open_restricted: float
    open_closed: float
    half_life_days: float
    persist_days: float
    span: str


@dataclass(frozen=True, slots=True)
class EventType:
    """How a type of the table of sourced events reads as a mechanism. ``type`` is empty when it says nothing."""

    type: str
    certainty: str
    status: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The largest push of a family: the strengths of its statements saturate towards it."""

    restricted: float
    closed: float
    open_restricted: float
    open_closed: float


@lru_cache(maxsize=1)
def mechanisms() -> Mapping[str, Mechanism]:
    """Return the mechanisms by type."""
    return {
        row["type"]: Mechanism(
            type=row["type"], family=row["family"], restricted=float(row["restricted"]), closed=float(row["closed"]),
            open_restricted=float(row["open_restricted"]), open_closed=float(row["open_closed"]),
            half_life_days=float(row["half_life_days"]), persist_days=float(row["persist_days"]), span=row["span"],
        )
        for row in read_table("types", DATA)
    }  # fmt: skip


@lru_cache(maxsize=1)
def scales() -> Mapping[str, Scale]:
    """Return the largest pushes by family, with room for a closure of part of the cargo (see ``part,cargo``)."""
    rest, part = 1 - weight("part", "cargo"), weight("part", "cargo_restricted")
    found: dict[str, Scale] = {}
    for m in mechanisms().values():
        old = found.get(m.family, Scale(0, 0, 0, 0))
        found[m.family] = Scale(
            max(old.restricted, m.restricted, part * m.restricted + rest * m.closed), max(old.closed, m.closed),
            max(old.open_restricted, m.open_restricted), max(old.open_closed, m.open_closed),
        )  # fmt: skip
    return found


@lru_cache(maxsize=1)
def event_types() -> Mapping[str, EventType]:
    """Return how types of the table of sourced events read, by type."""
    return {
        row["event_type"]: EventType(row["type"], row["certainty"], row["status"])
        for row in read_table("event_types", DATA)
    }


@lru_cache(maxsize=1)
def _weights() -> Mapping[tuple[str, str], float]:
    return {(row["group"], row["key"]): float(row["value"]) for row in read_table("weights", DATA)}


def weight(group: str, key: str | int) -> float:
    """Return one weight of ``weights.csv``; raises :class:`DataError` naming what is missing."""
    try:
        return _weights()[(group, str(key))]
    except KeyError:
        raise DataError(f"risk/data/weights.csv: no row {group},{key}") from None
