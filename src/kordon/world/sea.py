"""The sea: legs between ports, junctions and gates, derived from the data of searoute 1.6 (Apache-2.0).

``scripts/build_sea.py`` keeps only the ways that Eurasian freight needs. The Caspian is not in here: its lines are in
``links_ferry.csv``, joined to the world's sea only by the Volga-Don canal (``links_water.csv``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kordon.world.csvtable import read_table
from kordon.world.rates import Point, great_circle_km, shape_of
from kordon.world.records import Place

BLACK_SEA = (40.9, 47.4, 27.3, 42.2)
"""South, north, west, east of the box whose legs are priced as Black Sea feeders."""


@dataclass(frozen=True, slots=True)
class SeaEnd:
    """One end of a leg: a port, a gate, or a junction of the open sea (no state)."""

    id: str
    cc: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class SeaLeg:
    """One undirected leg: ends, length, the gate that it passes (or ``""``), points between for drawing."""

    tail: SeaEnd
    head: SeaEnd
    length_km: float
    gate: str
    shape: tuple[Point, ...]


def basin_of(point: Point) -> str:
    """Return the basin whose rates hold at a point: ``black``, or ``""`` for the open sea."""
    south, north, west, east = BLACK_SEA
    return "black" if south <= point[0] <= north and west <= point[1] <= east else ""


def sea_rows(places: Mapping[str, Place]) -> list[SeaLeg]:
    """Return the legs of the sea. A gate that is passed by one leg only becomes a node in the middle of that leg."""
    rows = read_table("links_sea")
    single = {gate for gate, n in Counter(r["gate"] for r in rows if r["gate"]).items() if n == 1}
    legs: list[SeaLeg] = []
    for row in rows:
        a, b = (
            SeaEnd(name, places[name].cc if name in places else "", float(row[f"{end}_lat"]), float(row[f"{end}_lon"]))
            for end in ("from", "to")
            for name in (row[f"{end}_node"],)
        )
        length, shape = float(row["length_km"]), shape_of(row["shape"])
        if row["gate"] in single and row["gate"] in places:
            place = places[row["gate"]]
            middle = SeaEnd(place.id, place.cc, place.lat, place.lon)
            to, fro = (great_circle_km((e.lat, e.lon), (middle.lat, middle.lon)) for e in (a, b))
            first = length * to / max(to + fro, 1e-6)
            legs.append(SeaLeg(a, middle, first, row["gate"], ()))
            legs.append(SeaLeg(middle, b, length - first, row["gate"], ()))
        else:
            legs.append(SeaLeg(a, b, length, row["gate"], shape))
    return legs
