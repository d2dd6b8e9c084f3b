"""Demand: tonnes a day from zone to zone by cargo class, spread from yearly totals between states.

``demand_totals.csv`` holds totals by pair of states (or groups of places) and class; ``zones.csv`` the weight of each
zone in its state. :func:`spread` turns them into origin-destination rows by a doubly constrained gravity model;
``scripts/build_demand.py`` writes the calibrated rows to ``demand.csv``, which :func:`read_demand` returns.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kordon.errors import DataError
from kordon.model import Provenance
from kordon.world.csvtable import provenance, read_table, split
from kordon.world.records import DemandRow, Place
from kordon.world.territories import read_territories

GRAVITY_KM = 2_500.0
"""Distance at which the gravity model's deterrence exp(-d / L) falls to 1/e: assumed. Totals do not depend on it."""

SMALLEST_SHARE = 0.025
"""Cells below this share of a total are dropped and the rest balanced again, to keep the table small."""

KEPT_PER_ZONE = 1
"""The largest cells of every zone of origin and of destination stay, so that no zone loses all of its freight."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """One row of ``conversions.csv``: how many of one unit make how many of another, with range and provenance."""

    id: str
    from_unit: str
    to_unit: str
    factor: float
    low: float
    high: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Total:
    """One row of ``demand_totals.csv``: Mt a year of one class between two groups of weighted places."""

    id: str
    origins: tuple[tuple[str, float], ...]
    destinations: tuple[tuple[str, float], ...]
    cargo: str
    mt_year: float
    provenance: Provenance


@lru_cache(maxsize=1)
def conversions() -> Mapping[str, Conversion]:
    """Return the unit conversions by id."""
    return {
        r["id"]: Conversion(
            r["id"], r["from_unit"], r["to_unit"], float(r["factor"]), float(r["low"]), float(r["high"]), provenance(r)
        )
        for r in read_table("conversions")
    }


def conversion(name: str) -> Conversion:
    """Return one unit conversion; raises :class:`DataError` when the table does not have it."""
    found = conversions().get(name)
    if found is None:
        raise DataError(f"data/conversions.csv: no row {name!r}")
    return found


@lru_cache(maxsize=1)
def zone_weights() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Return per state the zones and their weights."""
    out: dict[str, list[tuple[str, float]]] = {}
    for row in read_table("zones"):
        out.setdefault(row["cc"], []).append((row["place"], float(row["weight"])))
    return {cc: tuple(v) for cc, v in out.items()}


def _group(cell: str) -> tuple[tuple[str, float], ...]:
    zones = zone_weights()
    if cell == "EU":
        members = [cc for cc, t in read_territories().items() if t.customs_union == "EU" and cc in zones]
        size = {"DE": 3.0, "PL": 2.0, "NL": 2.0, "HU": 1.0, "RO": 1.0}
        return tuple((p, w / sum(x for _, x in zones[cc]) * size.get(cc, 0.5)) for cc in members for p, w in zones[cc])
    if cell in zones:
        return zones[cell]
    parts = [part.partition("=") for part in split(cell)]
    return tuple((place, float(weight or 1)) for place, _, weight in parts)


@lru_cache(maxsize=1)
def read_totals() -> tuple[Total, ...]:
    """Return the yearly totals between states and groups of places."""
    return tuple(
        Total(r["id"], _group(r["origin"]), _group(r["destination"]), r["cargo"], float(r["mt_year"]), provenance(r))
        for r in read_table("demand_totals")
    )


def spread(places: Mapping[str, Place], totals: tuple[Total, ...] | None = None) -> dict[tuple[str, str, str], float]:
    """Return t/day by (origin, destination, cargo class), the prior before calibration.

    Each total is spread by a doubly constrained gravity model (Wilson 1967): cell = a_i b_j o_i d_j exp(-km_ij / L),
    balanced so that rows and columns add up to the weights of the zones. Cells inside one zone are empty. Cells below
    :data:`SMALLEST_SHARE` are dropped unless they are the largest of their row or column, and the rest balanced again.
    """
    per_day = 1e6 / conversion("year_days").factor
    out: dict[tuple[str, str, str], float] = {}
    for total in totals if totals is not None else read_totals():
        names = [p for p, _ in total.origins], [p for p, _ in total.destinations]
        for place in (*names[0], *names[1]):
            if place not in places:
                raise DataError(f"data/demand_totals.csv: {total.id}: place {place!r} is unknown")
        cells = _balance(total, places)
        for i, j in zip(*np.nonzero(cells), strict=True):
            key = names[0][i], names[1][j], total.cargo
            out[key] = out.get(key, 0.0) + float(cells[i, j]) * total.mt_year * per_day
    return out


def _balance(total: Total, places: Mapping[str, Place], rounds: int = 200) -> NDArray[np.float64]:
    o = np.array([w for _, w in total.origins])
    d = np.array([w for _, w in total.destinations])
    o, d = o / o.sum(), d / d.sum()
    names = [p for p, _ in total.origins], [p for p, _ in total.destinations]
    km = [[great_circle_km(places[a], places[b]) for b in names[1]] for a in names[0]]
    other = np.array([[a != b for b in names[1]] for a in names[0]])
    kernel = np.where(other, np.exp(-np.array(km) / GRAVITY_KM), 0.0)
    if not kernel.any():
        raise DataError(f"data/demand_totals.csv: {total.id} has no pair of different zones")
    cells = _fit(kernel * o[:, None] * d[None, :], o, d, rounds)
    keep = cells >= SMALLEST_SHARE
    for axis in (0, 1):
        largest = np.argsort(-cells, axis=axis, kind="stable")
        ranks = np.argsort(largest, axis=axis, kind="stable")
        keep |= ranks < KEPT_PER_ZONE
    cells = _fit(np.where(keep, cells, 0.0), o, d, rounds)
    cells[cells < SMALLEST_SHARE / 100] = 0.0
    return np.asarray(cells / cells.sum(), dtype=np.float64)


def _fit(
    cells: NDArray[np.float64], o: NDArray[np.float64], d: NDArray[np.float64], rounds: int
) -> NDArray[np.float64]:
    """Return cells balanced to their margins in turn (iterative proportional fitting); they sum to one."""
    for _ in range(rounds):
        rows = cells.sum(axis=1)
        cells = cells * np.divide(o, rows, out=np.ones_like(o), where=rows > 0)[:, None]
        columns = cells.sum(axis=0)
        cells = cells * np.divide(d, columns, out=np.ones_like(d), where=columns > 0)[None, :]
    return np.asarray(cells / cells.sum(), dtype=np.float64)


def great_circle_km(a: Place, b: Place) -> float:
    """Return the great-circle distance between two places (haversine, mean radius 6371 km)."""
    p, q, r, s = (math.radians(v) for v in (a.lat, a.lon, b.lat, b.lon))
    h = math.sin((r - p) / 2) ** 2 + math.cos(p) * math.cos(r) * math.sin((s - q) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


@lru_cache(maxsize=1)
def read_demand() -> tuple[DemandRow, ...]:
    """Return the origin-destination rows in t/day with their choke prices, calibrated as ``docs/demand.md`` says.

    The choke price is the cost above which a row is not shipped: one and a half times the generalised cost of the
    cheapest way when nothing is congested, plus a quarter of the value of the goods (assumed).
    """
    return tuple(
        DemandRow(
            origin=r["origin"],
            destination=r["destination"],
            cargo=r["cargo"],
            t_day=float(r["t_day"]),
            choke_usd_t=float(r["choke_usd_t"]),
            provenance=provenance(r),
        )
        for r in read_table("demand")
    )
