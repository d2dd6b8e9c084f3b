"""GeoJSON (RFC 7946): a network as one FeatureCollection, nodes as points first, then links as lines.

A line that crosses the antimeridian is cut there, as RFC 7946 asks (3.1.9); reading joins it again. ``null`` as
capacity means that none binds.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from kordon.errors import InputError
from kordon.world.io.files import MB, readable, staged_file
from kordon.world.io.rows import Draft, Point, points_of
from kordon.world.network import Network

MAX_BYTES = 512 * MB
"""Largest GeoJSON that is read; it is parsed in memory at about ten times its size."""

HEAD = {"format": "kordon-network", "version": 1, "units": {"length_km": "km", "time_h": "h", "cost_usd_t": "USD/t",
        "capacity_t_day": "t/day", "gauge_mm": "mm"}}  # fmt: skip


def write_geojson(network: Network, path: Path) -> None:
    """Write a network as one FeatureCollection, a feature a line."""
    with staged_file(path) as fresh, fresh.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write('{"type": "FeatureCollection", "kordon": ' + json.dumps(HEAD) + ', "features": [\n')
        for i, feature in enumerate(_features(network)):
            stream.write((",\n" if i else "") + json.dumps(feature, ensure_ascii=False, allow_nan=False))
        stream.write("\n]}\n")


def _features(network: Network) -> Iterator[dict[str, Any]]:
    for i, name in enumerate(network.node_id):
        yield {
            "type": "Feature",
            "id": f"node/{name}",
            "geometry": {"type": "Point", "coordinates": [float(network.node_lon[i]), float(network.node_lat[i])]},
            "properties": {
                "element": "node", "node_id": name, "place": network.node_place[i], "cc": network.node_cc[i],
                "mode": network.node_mode[i],
            },
        }  # fmt: skip
    for i, name in enumerate(network.link_id):
        capacity = float(network.capacity_t_day[i])
        yield {
            "type": "Feature",
            "id": f"link/{name}",
            "geometry": _line(points_of(network, i)),
            "properties": {
                "element": "link", "link_id": name, "from_node_id": network.node_id[network.tail[i]],
                "to_node_id": network.node_id[network.head[i]], "kind": network.link_kind[i],
                "mode": network.link_mode[i], "cc": network.link_cc[i], "post": network.link_post[i],
                "corridors": list(network.link_corridors[i]), "length_km": float(network.length_km[i]),
                "time_h": float(network.time_h[i]), "cost_usd_t": float(network.cost_usd_t[i]),
                "capacity_t_day": None if math.isinf(capacity) else capacity, "gauge_mm": int(network.gauge_mm[i]),
                "provenance": dict(network.provenance[i]),
            },
        }  # fmt: skip


def _line(points: list[Point]) -> dict[str, Any]:
    """Return a LineString, or a MultiLineString cut where the line crosses the antimeridian."""
    parts: list[list[list[float]]] = [[[points[0][1], points[0][0]]]]
    for (lat_a, lon_a), (lat_b, lon_b) in pairwise(points):
        if abs(lon_b - lon_a) > 180:
            edge = math.copysign(180.0, lon_a)
            gap = 360 - abs(lon_b - lon_a)
            lat = lat_a + (lat_b - lat_a) * ((180 - abs(lon_a)) / gap if gap else 0.5)
            parts[-1].append([edge, lat])
            parts.append([[-edge, lat]])
        parts[-1].append([lon_b, lat_b])
    if len(parts) == 1:
        return {"type": "LineString", "coordinates": parts[0]}
    return {"type": "MultiLineString", "coordinates": parts}


def read_geojson(path: Path) -> Network:
    """Return the network of a FeatureCollection with Kordon's properties; raises :class:`InputError` otherwise."""
    readable(path, MAX_BYTES)
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError("is not UTF-8 text", where=str(path), mend="save it as UTF-8") from None
    except (ValueError, RecursionError) as error:
        said = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "too deep"
        raise InputError(f"is not JSON ({said})", where=str(path), mend="correct it") from None
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise InputError("has no list of features", where=str(path), mend="give a FeatureCollection")
    draft = Draft(str(path))
    links: list[tuple[str, dict[str, Any], list[Point]]] = []
    for number, feature in enumerate(features, start=1):
        where = f"{path}: feature {number}"
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            raise InputError("has no properties", where=where, mend="give it an element, 'node' or 'link'")
        points = _points(where, feature.get("geometry"))
        match properties.get("element"):
            case "node":
                name, place, cc, mode = (_text(where, properties, key) for key in ("node_id", "place", "cc", "mode"))
                draft.add_node(where, name, place, cc, mode, *points[0])
            case "link":
                links.append((where, properties, points))
            case other:
                raise InputError(f"element is {other!r}", where=where, mend="expected 'node' or 'link'")
    for where, properties, points in links:
        _add_link(draft, where, properties, points)
    return draft.network()


def _add_link(draft: Draft, where: str, row: dict[str, Any], points: list[Point]) -> None:
    corridors, provenance = row.get("corridors", []), row.get("provenance", {})
    if not (isinstance(corridors, list) and all(isinstance(name, str) for name in corridors)):
        raise InputError("corridors is no list of texts", where=where, mend="write a list of ids")
    if not (isinstance(provenance, dict) and all(isinstance(value, str) for value in provenance.values())):
        raise InputError("provenance is no object of texts", where=where, mend='write {"length": "assumed"}')
    capacity = row.get("capacity_t_day")
    draft.add_link(
        where, *(_text(where, row, key) for key in ("link_id", "from_node_id", "to_node_id")),
        kind=_text(where, row, "kind"), mode=_text(where, row, "mode"), cc=_text(where, row, "cc"),
        post=_text(where, row, "post"), corridors=corridors, length_km=_real(where, row, "length_km"),
        time_h=_real(where, row, "time_h"), cost_usd_t=_real(where, row, "cost_usd_t"),
        capacity_t_day=math.inf if capacity is None else _real(where, row, "capacity_t_day"),
        gauge_mm=_real(where, row, "gauge_mm"), provenance=provenance, shape=points[1:-1],
    )  # fmt: skip


def _text(where: str, row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise InputError(f"{key} is {json.dumps(value)[:60]}", where=where, mend="expected text")
    return value


def _real(where: str, row: dict[str, Any], key: str) -> float:
    value = row.get(key)
    try:
        number = math.nan if isinstance(value, bool) or not isinstance(value, int | float) else float(value)
    except OverflowError:
        number = math.nan
    if not math.isfinite(number):
        raise InputError(f"{key} is {json.dumps(value)[:60]}", where=where, mend="expected a number")
    return number


def _points(where: str, geometry: Any) -> list[Point]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    try:
        match kind:
            case "Point":
                return [_point(geometry["coordinates"])]
            case "LineString":
                points = [_point(pair) for pair in geometry["coordinates"]]
            case "MultiLineString":
                points = []
                for part in geometry["coordinates"]:
                    line = [_point(pair) for pair in part]
                    if points and line and _cut(points[-1], line[0]):
                        points.pop()
                        line = line[1:]
                    points += line
            case _:
                raise ValueError
        if len(points) < 2:
            raise ValueError
        return points
    except (KeyError, IndexError, TypeError, ValueError, OverflowError):
        raise InputError(
            f"geometry is no point or line ({kind})", where=where, mend="expected Point, LineString or MultiLineString"
        ) from None


def _point(pair: Any) -> Point:
    lon, lat = float(pair[0]), float(pair[1])
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise ValueError
    return lat, lon


def _cut(end: Point, start: Point) -> bool:
    return end[0] == start[0] and abs(end[1]) == 180 and end[1] == -start[1]
