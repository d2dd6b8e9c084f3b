"""GeoParquet 1.1 (https://geoparquet.org/releases/v1.1.0/): a network as ``nodes.parquet`` and ``links.parquet``.

Geometry is well-known binary in longitude and latitude (OGC:CRS84, the default of the specification). The key
``kordon`` of the file's metadata holds version, units and the digest of the network.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from kordon.errors import InputError
from kordon.world.io.demand import open_parquet
from kordon.world.io.files import need, staged_folder
from kordon.world.io.geojson import HEAD
from kordon.world.io.rows import Draft, points_of
from kordon.world.io.wkt import from_wkb, line_to_wkb, point_to_wkb
from kordon.world.network import Network

FILES = ("nodes.parquet", "links.parquet")
NODE_COLUMNS = ("node_id", "place", "cc", "mode", "geometry")
TEXTS = ("link_id", "from_node_id", "to_node_id", "kind", "mode", "cc", "post")
REALS = ("length_km", "time_h", "cost_usd_t", "capacity_t_day")


def write_geoparquet(network: Network, folder: Path) -> None:
    """Write a network to a folder as two GeoParquet files; a capacity without limit is infinite."""
    pa = need("pyarrow", "parquet", "GeoParquet")
    parquet = need("pyarrow.parquet", "parquet", "GeoParquet")
    lat, lon = network.node_lat.tolist(), network.node_lon.tolist()
    nodes = pa.table({
        "node_id": pa.array(network.node_id, pa.string()), "place": pa.array(network.node_place, pa.string()),
        "cc": pa.array(network.node_cc, pa.string()), "mode": pa.array(network.node_mode, pa.string()),
        "geometry": pa.array([point_to_wkb(point) for point in zip(lat, lon, strict=True)], pa.binary()),
    })  # fmt: skip
    lines = [points_of(network, i) for i in range(network.n_links)]
    names: dict[str, Any] = {
        "link_id": network.link_id, "from_node_id": [network.node_id[i] for i in network.tail],
        "to_node_id": [network.node_id[i] for i in network.head], "kind": network.link_kind, "mode": network.link_mode,
        "cc": network.link_cc, "post": network.link_post,
    }  # fmt: skip
    links = pa.table({
        **{name: pa.array(values, pa.string()) for name, values in names.items()},
        "corridors": pa.array([list(c) for c in network.link_corridors], pa.list_(pa.string())),
        **{name: pa.array(getattr(network, name), pa.float64()) for name in REALS},
        "gauge_mm": pa.array(network.gauge_mm, pa.int32()),
        "provenance": pa.array([list(p.items()) for p in network.provenance], pa.map_(pa.string(), pa.string())),
        "geometry": pa.array([line_to_wkb(line) for line in lines], pa.binary()),
    })  # fmt: skip
    digest = network.digest()
    with staged_folder(folder, FILES) as fresh:
        for name, table, kind, points in (
            ("nodes.parquet", nodes, "Point", list(zip(lat, lon, strict=True))),
            ("links.parquet", links, "LineString", [point for line in lines for point in line]),
        ):
            column: dict[str, Any] = {"encoding": "WKB", "geometry_types": [kind] if points else []}
            if points:
                column["bbox"] = [
                    min(p[1] for p in points), min(p[0] for p in points), max(p[1] for p in points),
                    max(p[0] for p in points),
                ]  # fmt: skip
            geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
            meta = {b"geo": json.dumps(geo).encode(), b"kordon": json.dumps({**HEAD, "digest": digest}).encode()}
            parquet.write_table(table.replace_schema_metadata(meta), fresh / name)


def read_geoparquet(folder: Path) -> Network:
    """Return the network of a folder that :func:`write_geoparquet` wrote, or one with the same columns."""
    if not folder.is_dir():
        raise InputError("no such folder", where=str(folder), mend=f"name a folder with {' and '.join(FILES)}")
    path = folder / "nodes.parquet"
    draft = Draft(str(path))
    for number, row in enumerate(_rows(path, NODE_COLUMNS), start=1):
        where = f"{path}: row {number}"
        point = from_wkb(where, row["geometry"])
        name, place, cc, mode = (_text(where, row, key) for key in NODE_COLUMNS[:-1])
        draft.add_node(where, name, place, cc, mode, *point[0])
    path = folder / "links.parquet"
    for number, row in enumerate(_rows(path, (*TEXTS, "length_km", "time_h", "geometry")), start=1):
        where = f"{path}: row {number}"
        points = from_wkb(where, row["geometry"])
        if len(points) < 2:
            raise InputError("geometry is no line", where=where, mend="write a LineString")
        text = {key: _text(where, row, key) for key in TEXTS}
        draft.add_link(
            where, text["link_id"], text["from_node_id"], text["to_node_id"], kind=text["kind"], mode=text["mode"],
            cc=text["cc"], post=text["post"], corridors=_texts(where, "corridors", row.get("corridors") or []),
            length_km=_real(where, row, "length_km"), time_h=_real(where, row, "time_h"),
            cost_usd_t=_real(where, row, "cost_usd_t", 0.0),
            capacity_t_day=_real(where, row, "capacity_t_day", math.inf), gauge_mm=_real(where, row, "gauge_mm", 0.0),
            provenance=_provenance(where, row.get("provenance")), shape=points[1:-1],
        )  # fmt: skip
    return draft.network()


def _rows(path: Path, needed: tuple[str, ...]) -> list[dict[str, Any]]:
    table = open_parquet(path)
    for name in needed:
        if name not in table.column_names:
            raise InputError(f"has no column {name!r}", where=str(path), mend="add the column")
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def _text(where: str, row: dict[str, Any], key: str) -> str:
    value = row[key]
    if not isinstance(value, str):
        raise InputError(f"{key} is {value!r}", where=where, mend="expected text")
    return value


def _texts(where: str, key: str, values: Any) -> list[str]:
    if not (isinstance(values, list) and all(isinstance(value, str) for value in values)):
        raise InputError(f"{key} is no list of texts", where=where, mend="write a list of ids")
    return values


def _provenance(where: str, value: Any) -> dict[str, str]:
    pairs = value if isinstance(value, list) else []
    try:
        out = dict(pairs)
    except (TypeError, ValueError):
        out = {"": 0}
    if not all(isinstance(part, str) for pair in out.items() for part in pair):
        raise InputError("provenance is no map of texts", where=where, mend="write a map of text to text")
    return out


def _real(where: str, row: dict[str, Any], key: str, default: float | None = None) -> float:
    value = row.get(key)
    if value is None and default is not None:
        return default
    if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
        raise InputError(f"{key} is {value!r}", where=where, mend="expected a number")
    return float(value)
