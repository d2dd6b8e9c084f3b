"""Rates of the network: lengths, speeds, reference costs, link classes and handling, looked up in small tables.

Length without a figure = polyline of great circles times the circuity of ``circuity.csv``; time = length / speed;
reference cost = length times rate (``rates.csv``, times the factors of ``link_classes.csv``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kordon.errors import DataError
from kordon.world.csvtable import Row, read_table

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""

BCM_T_YEAR = 700_000.0
"""Tonnes in a billion cubic metres of gas at 0.70 kg/m3 (``conversions.csv``, row ``bcm_t``)."""

Point = tuple[float, float]
"""Latitude, longitude in degrees."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Average speed over day and night in km/h, and reference cost in USD/(t km), each with its kind of provenance."""

    speed_km_h: float
    usd_t_km: float
    speed_kind: str
    rate_kind: str


def great_circle_km(a: Point, b: Point) -> float:
    """Return the great-circle distance in km (haversine formula, mean Earth radius)."""
    la1, lo1, la2, lo2 = map(math.radians, (*a, *b))
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin((lo2 - lo1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, h)))


def polyline_km(points: Sequence[Point]) -> float:
    """Return the length in km of great circles from point to point."""
    return sum(great_circle_km(a, b) for a, b in pairwise(points))


def shape_of(cell: str) -> tuple[Point, ...]:
    """Return the points of a cell ``lat,lon lat,lon ...``."""
    pairs = [pair.split(",") for pair in cell.split()]
    return tuple((float(lat), float(lon)) for lat, lon in pairs)


class Rates:
    """All small tables, read once: ask for :meth:`circuity`, :meth:`rate`, :meth:`link_class`, :meth:`step`."""

    def __init__(self) -> None:
        self._circuity = {(r["mode"], r["cc"]): float(r["factor"]) for r in read_table("circuity")}
        self._rates = {
            (r["mode"], r["scope"]): Rate(float(r["speed_km_h"]), float(r["usd_t_km"]), r["speed_kind"], r["rate_kind"])
            for r in read_table("rates")
        }
        self._classes = {(r["mode"], r["link_class"]): r for r in read_table("link_classes")}
        self._steps = {
            (r["step"], r["what"], r["basin"]): (float(r["hours"]), float(r["usd_t"])) for r in read_table("transfers")
        }
        self._off = {
            (r["step"], r["what"], r["basin"]): float(r["hours_off"]) for r in read_table("transfers") if r["hours_off"]
        }
        from kordon.world.territories import read_territories

        self._union = {cc: t.customs_union for cc, t in read_territories().items()}

    def circuity(self, mode: str, cc: str) -> float:
        """Return length over great circle by mode and state."""
        return self._circuity.get((mode, cc)) or self._circuity[mode, ""]

    def rate(self, mode: str, scope: str) -> Rate:
        """Return speed and reference cost by mode and state (or sea basin); the EU has one row."""
        first = scope.split("-")[0]
        for key in (scope, first, self._union.get(first, "")):
            if key and (mode, key) in self._rates:
                return self._rates[mode, key]
        return self._rates[mode, ""]

    def link_class(self, mode: str, name: str) -> Row:
        """Return the row of a class of road or railway."""
        try:
            return self._classes[mode, name]
        except KeyError:
            raise DataError(f"data/links_{mode}.csv: link_class {name!r} is not in link_classes.csv") from None

    def step(self, step: str, what: str, basin: str = "") -> tuple[float, float] | None:
        """Return hours and USD/t of a handling step, None where there is no such step."""
        return self._steps.get((step, what, basin)) or self._steps.get((step, what, ""))

    def unloading_h(self, basin: str) -> float | None:
        """Return hours from ship to quay in a basin, None where there are no berths: no sailing is waited for."""
        found = self.berth("sea", basin)
        return None if found is None else found[1]

    def berth(self, ship: str, basin: str) -> tuple[float, float, float] | None:
        """Return hours to load, hours to unload and USD/t at a berth of ``sea`` or ``ferry``; None without such a step.

        Ferries have rows of their own where they sail more often than other ships, and else those of all ships.
        """
        for key in (("berth", ship, basin), ("berth", "sea", basin), ("berth", "sea", "")):
            if key in self._steps:
                hours, cost = self._steps[key]
                return hours, self._off.get(key, hours), cost
        return None

    def connector(self, mode: str) -> tuple[float, float, float] | None:
        """Return hours onto a mode, hours off it and USD/t at the ends of a journey, None without such a step."""
        step = self.step("connector", mode)
        return None if step is None else (step[0], self._off.get(("connector", mode, ""), step[0]), step[1])

    def transfer(self, a: str, b: str) -> tuple[float, float, float] | None:
        """Return hours from mode a to mode b, hours back and USD/t at one place; None where nothing is transferred."""
        for what, ahead in ((f"{a}-{b}", True), (f"{b}-{a}", False)):
            step = self.step("transfer", what)
            if step is not None:
                there, back = step[0], self._off.get(("transfer", what, ""), step[0])
                return (there, back, step[1]) if ahead else (back, there, step[1])
        return None


@lru_cache(maxsize=1)
def read_rates() -> Rates:
    """Return the rates, read once per process."""
    return Rates()


def pipeline_t_day(row: Mapping[str, str]) -> float:
    """Return the capacity in t/day of a row in Mt/year or bcm/year."""
    value, unit = float(row["capacity"]), row["capacity_unit"]
    if unit == "Mt/year":
        return value * 1e6 / 365
    if unit == "bcm/year":
        return value * BCM_T_YEAR / 365
    raise DataError(f"data/links_pipeline.csv: {row['pipeline']}: capacity_unit {unit!r}, expected Mt/year or bcm/year")
