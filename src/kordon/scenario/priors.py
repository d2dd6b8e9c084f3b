"""What a claim does to freight when it states no figure of its own: a small table of priors, and areas of the sea.

The priors are our judgement (``data/priors.csv``); a figure that the claim itself carries replaces them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kordon.model import Provenance
from kordon.world.csvtable import number, read_table, split

DATA = Path(__file__).parent / "data"
JUDGEMENT = Provenance(kind="assumed", source="prior, our judgement", note="scenario/data/priors.csv")

ASSUMED_TONNES: Mapping[str, float] = {"ships": 8_000.0, "tonnes": 1.0, "m3": 0.85}
"""Tonnes of units that the world's table of conversions does not hold (assumed): a ship, a cubic metre of crude."""

CONVERSIONS: Mapping[str, str] = {
    "trucks": "truck_t", "wagons": "wagon_t", "trains": "train_t", "containers": "teu_t", "barrels": "barrel_t",
}  # fmt: skip
"""Units of claims and their rows in the world's table of conversions."""


@lru_cache(maxsize=1)
def tonnes_of() -> Mapping[str, float]:
    """Return the tonnes that one counted unit stands for."""
    factors = {row["id"]: float(row["factor"]) for row in read_table("conversions")}
    return {**ASSUMED_TONNES, **{unit: factors[row] for unit, row in CONVERSIONS.items()}}


@dataclass(frozen=True, slots=True)
class Prior:
    """Effect of one type of claim: factor on capacity, added days, share of the freight, days it is held in force."""

    type: str
    factor: float | None
    delay_days: float | None
    share: float | None
    lasts_days: int
    factor_range: tuple[float | None, float | None]
    delay_range: tuple[float | None, float | None]
    note: str


@dataclass(frozen=True, slots=True)
class Area:
    """A sea or a group of straits: its names and the ports and gates through which freight reaches it."""

    id: str
    names: tuple[str, ...]
    members: tuple[str, ...]
    modes: tuple[str, ...]


@lru_cache(maxsize=1)
def priors() -> Mapping[str, Prior]:
    """Return the priors by type of claim."""
    return {
        row["type"]: Prior(
            type=row["type"],
            factor=number(row["factor"]),
            delay_days=number(row["delay_days"]),
            share=number(row["share"]),
            lasts_days=int(row["lasts_days"]),
            factor_range=(number(row["factor_low"]), number(row["factor_high"])),
            delay_range=(number(row["delay_low"]), number(row["delay_high"])),
            note=row["note"],
        )
        for row in read_table("priors", DATA)
    }


@lru_cache(maxsize=1)
def areas() -> tuple[Area, ...]:
    """Return the areas of the sea that Kordon can tell apart."""
    return tuple(
        Area(row["id"], split(row["names"]), split(row["members"]), split(row["modes"]))
        for row in read_table("areas", DATA)
    )


def area_called(name: str) -> Area | None:
    """Return the area of that name or id, whatever its case; None when there is none."""
    key = name.strip().casefold()
    for area in areas():
        if key == area.id or key in (spelling.casefold() for spelling in area.names):
            return area
    return None
