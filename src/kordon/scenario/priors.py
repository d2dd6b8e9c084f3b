"""What a claim does to freight when it states no figure of its own: a small table of priors, and areas of the sea.

The priors are our judgement (``data/priors.csv``); a figure that the claim itself carries replaces them.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kordon.errors import DataError
from kordon.model import Provenance

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
    from kordon.world.csvtable import read_table

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


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of ``scenario/data/<name>.csv``; raises :class:`DataError` when its columns are not as stated."""
    with (DATA / "schema" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        expected = [row["attribute"] for row in csv.DictReader(stream, strict=True)]
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        rows: list[dict[str, str]] = list(csv.DictReader(stream, strict=True))
    for number, row in enumerate(rows, start=2):
        if list(row) != expected or None in row.values():
            raise DataError(f"scenario/data/{name}.csv: row {number} differs from its schema")
    return rows


@lru_cache(maxsize=1)
def priors() -> Mapping[str, Prior]:
    """Return the priors by type of claim."""

    def number(cell: str) -> float | None:
        return float(cell) if cell else None

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
        for row in read_rows("priors")
    }


@lru_cache(maxsize=1)
def areas() -> tuple[Area, ...]:
    """Return the areas of the sea that Kordon can tell apart."""

    def parts(cell: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in cell.split(";") if part.strip())

    return tuple(
        Area(row["id"], parts(row["names"]), parts(row["members"]), parts(row["modes"])) for row in read_rows("areas")
    )


def area_called(name: str) -> Area | None:
    """Return the area of that name or id, whatever its case; None when there is none."""
    key = name.strip().casefold()
    for area in areas():
        if key == area.id or key in (spelling.casefold() for spelling in area.names):
            return area
    return None
