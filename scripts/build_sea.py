"""Derive the small sea network of Kordon from the data of searoute 1.6 (Apache-2.0, credited in the docs).

Run with the ``tables`` dependency group installed::

    python scripts/build_sea.py src/kordon/world/data

Reads ``ports.csv``, ``gates.csv`` and ``places.csv``; writes ``links_sea.csv`` and fills length and shape in
``links_ferry.csv``. Only data of searoute are used, not its router. Ports snap to the nearest sea node of their own
basin. Kept is the union of shortest ways between all pairs of ports with nothing closed, and with each gate closed in
turn, so that distances stay exact in all these cases; chains of degree two are contracted, their points thinned for
drawing (Douglas and Peucker 1973, Cartographica 10:112-122), their kilometres kept. Lengths are sums of great circles.
"""

from __future__ import annotations

import csv
import heapq
import itertools
import math
import sys
from collections import defaultdict
from pathlib import Path

from searoute.data.marnet_dict import edge_list

Point = tuple[float, float]
"""Latitude, longitude in degrees."""

EARTH_KM = 6371.0088
RIVER = ((45.6, 48.9), (38.9, 48.6))
"""Latitudes and longitudes of the Volga-Don rivers in searoute: they are our inland waterways, not sea."""

ARCTIC_LAT = 67.5
"""North of this line and east of 70 E lies the Northern Sea Route, which the gate closes."""

THIN_KM = 12.0
"""Points nearer than this to the thinned line go."""

CASPIAN = ((36.0, 47.5), (46.5, 55.0))

BRUNSBUETTEL, HOLTENAU = (53.888, 9.145), (54.367, 10.157)
CANALS: list[tuple[str, Point, Point, float, tuple[Point, ...]]] = [
    ("kiel_canal", BRUNSBUETTEL, HOLTENAU, 98.6, ((54.06, 9.31), (54.18, 9.42), (54.29, 9.66), (54.33, 9.88)))
]
"""Canals that the data of searoute lack: gate, both mouths, km, points between for drawing.

The length of the Kiel Canal is published (https://docslib.org/doc/4662727/the-kiel-canal-a-major-waterway-of-international-importance-2-3).
"""

MOUTH_KM = 15.0
"""A mouth of a canal is joined to every sea node nearer than this, or to the nearest one."""


def km(a: Point, b: Point) -> float:
    """Return the great circle between two points."""
    la1, lo1, la2, lo2 = map(math.radians, (*a, *b))
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin((lo2 - lo1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def norm(lon: float) -> float:
    """Return a longitude in [-180, 180)."""
    return (lon + 180) % 360 - 180


def is_river(p: Point) -> bool:
    """Whether a node belongs to the Volga-Don rivers between the Azov and the Caspian Sea."""
    lat, lon = p
    don = lat > 47.05 and 39.3 < lon < 44.9
    volga = lat > 45.75 and 44.0 < lon < 48.9
    return don or volga


def in_caspian(p: Point) -> bool:
    """Whether a point lies in the Caspian Sea."""
    (s, n), (w, e) = CASPIAN
    return s <= p[0] <= n and w <= p[1] <= e


def crosses(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the chord a-b crosses the segment c-d in the plane of latitude and longitude."""
    if abs(a[1] - b[1]) > 180:
        return False

    def side(p: Point, q: Point, r: Point) -> float:
        return (q[1] - p[1]) * (r[0] - p[0]) - (q[0] - p[0]) * (r[1] - p[1])

    return side(c, d, a) * side(c, d, b) <= 0 and side(a, b, c) * side(a, b, d) <= 0


def thin(points: list[Point], tolerance_km: float) -> list[Point]:
    """Return the points that Douglas and Peucker's method keeps."""
    if len(points) < 3:
        return points
    a, b = points[0], points[-1]
    base = max(km(a, b), 1e-6)
    best, at = 0.0, 0
    for i in range(1, len(points) - 1):
        x, y = km(a, points[i]), km(points[i], b)
        s = (x + y + base) / 2
        height = 2 * math.sqrt(max(s * (s - x) * (s - y) * (s - base), 0.0)) / base
        if height > best:
            best, at = height, i
    if best <= tolerance_km:
        return [a, b]
    return thin(points[: at + 1], tolerance_km)[:-1] + thin(points[at:], tolerance_km)


class Sea:
    """The graph: neighbours with km and the gate that the edge crosses."""

    def __init__(self, gates: list[tuple[str, Point, Point]]) -> None:
        self.near: dict[Point, dict[Point, tuple[float, str]]] = defaultdict(dict)
        for (lon, lat), ends in edge_list.items():
            a = (float(lat), norm(float(lon)))
            for (lon_b, lat_b), _ in ends.items():
                b = (float(lat_b), norm(float(lon_b)))
                if a == b or is_river(a) or is_river(b):
                    continue
                gate = next((g for g, c, d in gates if crosses(a, b, c, d)), "")
                self.near[a][b] = self.near[b][a] = (km(a, b), gate)
        for gate, a, b, length, _ in CANALS:
            for mouth in (a, b):
                around = sorted(self.near, key=lambda q, p=mouth: km(p, q))  # type: ignore[misc]
                for q in [q for q in around if km(mouth, q) <= MOUTH_KM] or around[:1]:
                    self.near[mouth][q] = self.near[q][mouth] = (km(mouth, q), "")
            self.near[a][b] = self.near[b][a] = (length, gate)

    def length(self, chain: list[Point]) -> float:
        """Return the kilometres of a chain of neighbours."""
        return sum(self.near[x][y][0] for x, y in itertools.pairwise(chain))

    def nearest(self, p: Point) -> Point:
        """Return the sea node nearest to a port, in its own basin."""
        caspian = in_caspian(p)
        return min((q for q in self.near if in_caspian(q) == caspian), key=lambda q: km(p, q))

    def tree(self, start: Point, closed: frozenset[str]) -> tuple[dict[Point, float], dict[Point, Point]]:
        """Return distances and predecessors from a node with some gates closed (Dijkstra)."""
        far, before, heap = {start: 0.0}, {}, [(0.0, start)]
        while heap:
            d, a = heapq.heappop(heap)
            if d > far[a]:
                continue
            for b, (length, gate) in self.near[a].items():
                if gate in closed:
                    continue
                if d + length < far.get(b, math.inf) - 1e-9:
                    far[b], before[b] = d + length, a
                    heapq.heappush(heap, (d + length, b))
        return far, before


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def main(folder: Path) -> None:
    places = {r["id"]: (float(r["lat"]), float(r["lon"])) for r in read(folder / "places.csv")}
    ports = read(folder / "ports.csv")
    lines = [
        (r["id"], (float(r["lat_1"]), float(r["lon_1"])), (float(r["lat_2"]), float(r["lon_2"])))
        for r in read(folder / "gates.csv")
        if r["lat_1"]
    ]
    sea = Sea(lines)
    at = {r["id"]: sea.nearest(places[r["id"]]) for r in ports}
    world = [r["id"] for r in ports if r["basin"] != "caspian"]

    # The Arctic stays shut while the others are tried: no ordinary service sails it.
    shut = frozenset({"northern_sea_route", "bering"})
    closable = dict.fromkeys([g for g, _, _ in lines] + [g for g, *_ in CANALS])
    cases = [shut, frozenset()] + [shut | {g} for g in closable if g not in shut]
    cases.append(shut | {"suez", "panama"})
    keep: set[frozenset[Point]] = set()
    targets = {at[p] for p in world}
    for start in sorted(targets):
        for closed in cases:
            _, before = sea.tree(start, closed)
            for end in targets:
                node = end
                while node in before:
                    edge = frozenset((node, before[node]))
                    keep.add(edge)
                    node = before[node]
    near: dict[Point, set[Point]] = defaultdict(set)
    for edge in keep:
        a, b = tuple(edge)
        near[a].add(b)
        near[b].add(a)
    gate_of = {e: sea.near[a][b][1] for e in keep for a, b in (tuple(e),)}
    fixed = set(targets) | {p for p in near if len(near[p]) != 2}
    for edge, gate in gate_of.items():
        if gate:
            fixed |= set(edge)

    rows, done = [], set()
    drawn = {(a, b): list(shape) for _, a, b, _, shape in CANALS}
    name = {p: f"sea_{i:03d}" for i, p in enumerate(sorted(fixed))}
    for a in sorted(fixed):
        for first in sorted(near[a]):
            if frozenset((a, first)) in done:
                continue
            chain = [a, first]
            while chain[-1] not in fixed:
                chain.append(next(q for q in near[chain[-1]] if q != chain[-2]))
            length = sea.length(chain)
            gates = {gate_of[frozenset(pair)] for pair in itertools.pairwise(chain)} - {""}
            done |= {frozenset(pair) for pair in itertools.pairwise(chain)}
            b = chain[-1]
            shape = drawn.get((a, b), drawn.get((b, a), [])[::-1]) or thin(chain, THIN_KM)[1:-1]
            rows.append((name[a], name[b], a, b, length, ";".join(sorted(gates)), shape))
    approach = [(r["id"], name[at[r["id"]]], places[r["id"]], at[r["id"]]) for r in ports if r["id"] in world]

    def points(shape: list[Point]) -> str:
        return " ".join(f"{lat:.2f},{lon:.2f}" for lat, lon in shape)

    with (folder / "links_sea.csv").open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(["from_node", "from_lat", "from_lon", "to_node", "to_lat", "to_lon", "length_km", "gate", "shape"])
        for x, y, a, b, length, gate, shape in rows:
            out.writerow(
                [x, f"{a[0]:.3f}", f"{a[1]:.3f}", y, f"{b[0]:.3f}", f"{b[1]:.3f}", f"{length:.1f}", gate, points(shape)]
            )
        for port, node, a, b in approach:
            out.writerow(
                [port, f"{a[0]:.3f}", f"{a[1]:.3f}", node, f"{b[0]:.3f}", f"{b[1]:.3f}", f"{km(a, b):.1f}", "", ""]
            )
    print(f"{len(rows)} links, {len(fixed)} nodes, {len(approach)} approaches")
    for port, _, a, b in approach:
        if km(a, b) > 120:
            print(f"  far approach: {port} {km(a, b):.0f} km")

    ferries = read(folder / "links_ferry.csv")
    trees: dict[Point, tuple[dict[Point, float], dict[Point, Point]]] = {}
    for row in ferries:
        ends = [row["from_place"], row["to_place"]]
        a, b = (at[e] for e in ends)
        _, before = trees.setdefault(a, sea.tree(a, shut))
        chain = [b]
        while chain[-1] != a:
            chain.append(before[chain[-1]])
        chain = [places[ends[0]], *reversed(chain), places[ends[1]]]
        row["length_km"] = f"{sum(km(x, y) for x, y in itertools.pairwise(chain)):.1f}"
        row["shape"] = points(thin(chain, THIN_KM)[1:-1])
    with (folder / "links_ferry.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(ferries[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(ferries)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
