"""The territory of places and links held against the polygons of the base map, with room for what polygons get wrong.

A polygon never decides where something lies; this check only finds slips of a coordinate or a code. The shapes are
reduced for drawing, ports stand in the water, and borders are not everywhere agreed on: a point counts as outside when
it is farther than :data:`TOLERANCE_KM` from the shape of its state in every viewpoint.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kordon.world.basemap import VIEWPOINTS, LonLat, read_basemap
from kordon.world.finding import Finding
from kordon.world.load import World
from kordon.world.rates import EARTH_RADIUS_KM

TOLERANCE_KM = 60.0
"""Distance outside its state at which a point is a finding: the shapes are drawn with an error of some 10 km, posts
stand on the border, and coordinates of some are rounded to a tenth of a degree."""

LAND = frozenset({"road", "rail"})
AT_SEA = frozenset({"strait", "field"})
"""Kinds of places that may lie off the shore of their state."""

Floats = NDArray[np.float64]


def places_outside_their_state(world: World) -> Iterator[Finding]:
    """Find places whose coordinates lie outside the state in their row."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    names: dict[str, list[str]] = defaultdict(list)
    for place in world.places.values():
        if place.cc and place.kind not in AT_SEA:
            points[place.cc].append((place.lat, place.lon))
            names[place.cc].append(place.id)
    for cc, found in points.items():
        for name, km in zip(names[cc], outside_km(cc, np.array(found)), strict=True):
            if km > TOLERANCE_KM:
                yield Finding(
                    "places_outside_their_state", "places.csv", name, f"lies {km:.0f} km outside {cc}",
                    "correct its coordinates or its state",
                )  # fmt: skip


def links_outside_their_state(world: World) -> Iterator[Finding]:
    """Find roads and railways that are drawn through another state than the one in their row.

    The points of the shape are looked at and, of links that name one state, the node at both ends.
    """
    network = world.network
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    owners: dict[str, list[int]] = defaultdict(list)
    for i, kind in enumerate(network.link_kind):
        cc = network.link_cc[i]
        if kind != "line" or network.link_mode[i] not in LAND or len(cc) != 2:
            continue
        ends = [(float(network.node_lat[n]), float(network.node_lon[n])) for n in (network.tail[i], network.head[i])]
        for point in (ends[0], *network.shape[i], ends[1]):
            points[cc].append(point)
            owners[cc].append(i)
    for cc, found in points.items():
        worst: dict[int, float] = {}
        for i, km in zip(owners[cc], outside_km(cc, np.array(found)), strict=True):
            worst[i] = max(worst.get(i, 0.0), float(km))
        for i, km in worst.items():
            if km > TOLERANCE_KM:
                yield Finding(
                    "links_outside_their_state", f"links_{network.link_mode[i]}.csv", network.link_id[i],
                    f"goes {km:.0f} km outside {cc}", "correct its state, its shape or the coordinates of its ends",
                )  # fmt: skip


def outside_km(cc: str, points: Floats) -> Floats:
    """Return for points (latitude, longitude) the km to the nearest shape of a state, 0 inside.

    The viewpoint that is nearest counts; a state that is on no map, and a point off the map, give 0. Distances are
    taken on a plane around each point, which is exact enough for some tens of km.
    """
    once, back = np.unique(points, axis=0, return_inverse=True)
    best = np.full(len(once), np.inf)
    for viewpoint in VIEWPOINTS:
        shapes = read_basemap(viewpoint).shapes
        rings = [ring for shape in shapes if shape.cc == cc for polygon in shape.polygons for ring in polygon]
        if rings:
            best = np.minimum(best, _distance(rings, once))
    best[np.isinf(best) | ~_on_map(once)] = 0.0
    found: Floats = best[back.reshape(-1)]
    return found


@lru_cache(maxsize=1)
def _frame() -> tuple[float, float, float, float]:
    """Return least and greatest longitude and latitude of the map."""
    rings = [ring for shape in read_basemap().shapes for polygon in shape.polygons for ring in polygon]
    low, high = np.min([r.min(axis=0) for r in rings], axis=0), np.max([r.max(axis=0) for r in rings], axis=0)
    return float(low[0]), float(high[0]), float(low[1]), float(high[1])


def _on_map(points: Floats) -> NDArray[np.bool_]:
    west, east, south, north = _frame()
    lat, lon = points[:, 0], points[:, 1]
    across = ((lon >= west) & (lon <= east)) | (lon + 360 <= east)
    on: NDArray[np.bool_] = across & (lat >= south) & (lat <= north)
    return on


def _distance(rings: Sequence[LonLat], points: Floats) -> Floats:
    """Return km to the nearest edge, 0 for points inside (even-odd rule over all rings)."""
    inside = np.zeros(len(points), dtype=bool)
    nearest = np.full(len(points), np.inf)
    # the map runs on beyond the date line
    for turn in (0.0, 360.0) if max(ring[:, 0].max() for ring in rings) > 180 else (0.0,):
        x, y = points[:, 1] + turn, points[:, 0]
        for ring in rings:
            inside ^= _within(ring, x, y)
        for i in np.flatnonzero(~inside):
            nearest[i] = min(nearest[i], *(_edge_km(ring, x[i], y[i]) for ring in rings))
    return np.where(inside, 0.0, nearest)


def _within(ring: LonLat, x: Floats, y: Floats) -> NDArray[np.bool_]:
    a, b = ring[:-1].T, ring[1:].T
    out = np.zeros(len(x), dtype=bool)
    near = np.flatnonzero((y >= ring[:, 1].min()) & (y <= ring[:, 1].max()))
    for i in near:
        crosses = (a[1] > y[i]) != (b[1] > y[i])
        at = a[0][crosses] + (y[i] - a[1][crosses]) * (b[0] - a[0])[crosses] / (b[1] - a[1])[crosses]
        out[i] = np.count_nonzero(x[i] < at) % 2 == 1
    return out


def _edge_km(ring: LonLat, x: float, y: float) -> float:
    """Return km from a point to the nearest edge of a ring."""
    flat = (ring - (x, y)) * (np.cos(np.radians(y)), 1.0)
    a, step = flat[:-1], np.diff(flat, axis=0)
    size = (step**2).sum(axis=1)
    along = np.clip(np.divide(-(a * step).sum(axis=1), size, out=np.zeros(len(a)), where=size > 0), 0, 1)
    gap = a + along[:, None] * step
    return float(np.sqrt((gap**2).sum(axis=1)).min() * np.radians(1) * EARTH_RADIUS_KM)
