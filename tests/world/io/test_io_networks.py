"""Networks out and in again: nothing is lost; what cannot be read is named by file, row and field."""

from __future__ import annotations

import itertools
import json
import math
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings

from io_samples import assert_same, networks
from kordon import Network
from kordon.errors import InputError
from kordon.flow import solve
from kordon.flow.tables import read_gmns as flow_read_gmns
from kordon.world import load_world
from kordon.world.io import gmns
from kordon.world.io.geojson import _line, _points
from kordon.world.io.wkt import from_wkb, line_from_wkt, line_to_wkb, line_to_wkt

FORMS = ("gmns", "geojson", "geoparquet")
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def trip(form: str, network: Network, path: Path) -> Network:
    getattr(network, f"to_{form}")(path)
    back: Network = getattr(Network, f"from_{form}")(path)
    return back


@pytest.mark.parametrize("form", FORMS)
def test_the_bundled_network_comes_back_as_it_was(form: str, tmp_path: Path) -> None:
    network = load_world().network
    assert_same(network, trip(form, network, tmp_path / "out"))


@pytest.mark.parametrize("form", FORMS)
@given(network=networks())
@few
def test_any_network_comes_back_as_it_was(form: str, network: Network, tmp_path: Path) -> None:
    assert_same(network, trip(form, network, tmp_path / "out"))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_network_gives_the_same_bytes(form: str, tmp_path: Path) -> None:
    network = load_world().network.without(load_world().network.links_where(mode=["sea", "road"]))
    for name in ("a", "b"):
        getattr(network, f"to_{form}")(tmp_path / name)
    files = [tmp_path / "a"] if form == "geojson" else sorted((tmp_path / "a").iterdir())
    for file in files:
        other = tmp_path / "b" if form == "geojson" else tmp_path / "b" / file.name
        assert file.read_bytes() == other.read_bytes()


# ---------------------------------------------------------------------------------------------------- GMNS

NODE = "node_id,x_coord,y_coord,zone_id,node_type\n1,70.0,50.0,1,centroid\n2,71.0,51.0,,\nNA,72.0,50.5,NA,centroid\n"
LINK = (
    "link_id,from_node_id,to_node_id,directed,length,free_speed,capacity,lanes,allowed_uses,toll,geometry\n"
    '1,1,2,1,100,50,10,2,truck,1.5,"LINESTRING (70 50, 70.5 50.6, 71 51)"\n'
    "2,2,NA,false,80,40,,1,rail,,\n"
)


def folder(tmp_path: Path, node: str = NODE, link: str = LINK, config: str = "") -> Path:
    (tmp_path / "node.csv").write_text(node, encoding="utf-8")
    (tmp_path / "link.csv").write_text(link, encoding="utf-8")
    if config:
        (tmp_path / "config.csv").write_text(config, encoding="utf-8")
    return tmp_path


def test_a_network_of_somebody_else(tmp_path: Path) -> None:
    network = Network.from_gmns(folder(tmp_path))
    assert network.node_id == ("1", "2", "NA")
    assert network.node_mode == ("zone", "road", "zone")
    assert network.link_id == ("1", "2", "2#back")
    assert network.link_mode == ("road", "rail", "rail")
    assert network.time_h.tolist() == [2.0, 2.0, 2.0]
    assert network.capacity_t_day.tolist() == [10 * 2 * 24 * 20, math.inf, math.inf]
    assert network.provenance[0]["capacity"] == "assumed"
    assert "480" in network.provenance[0]["note"]
    assert network.provenance[1]["capacity"] == "none"
    assert network.shape[0] == ((50.6, 70.5),)
    assert network.tail[2] == 2
    assert Network.from_gmns(tmp_path, t_day_per_capacity=7).capacity_t_day[0] == 140


@pytest.mark.parametrize(("unit", "km"), [("mi", 160.9344), ("m", 0.1), ("km", 100.0)])
def test_lengths_follow_the_config(unit: str, km: float, tmp_path: Path) -> None:
    network = Network.from_gmns(folder(tmp_path, config=f"long_length,speed\n{unit},x\n"))
    assert network.length_km[0] == pytest.approx(km)
    assert network.time_h[0] == pytest.approx(2.0)


def test_columns_of_others_are_kept(tmp_path: Path) -> None:
    network = load_world().network
    tags = {"surface": tuple(f"s{i}" for i in range(network.n_links))}
    gmns.write_gmns(network, tmp_path / "g", tags=tags)
    assert gmns.read_tags(tmp_path / "g") == tags
    assert_same(network, gmns.read_gmns(tmp_path / "g"))
    with pytest.raises(ValueError, match="length"):
        gmns.write_gmns(network, tmp_path / "h", tags={"length": ()})
    assert not (tmp_path / "h").exists()


def test_the_engine_settles_an_exported_network(tmp_path: Path) -> None:
    world = load_world()
    rows = [row for row in world.demand if row.cargo == "food"]
    world.network.to_gmns(tmp_path / "g", demand=rows)
    read = flow_read_gmns(tmp_path / "g")
    assert read.problem.graph.n_links == world.network.n_links
    assert read.problem.demand.sum() == pytest.approx(sum(row.t_day for row in rows))
    assert solve(read.problem, gap=1e-3).unserved.sum() == 0


def test_spec_columns_come_with_the_units_of_the_config(tmp_path: Path) -> None:
    network = load_world().network
    network.to_gmns(tmp_path / "g")
    rows = [row for _, row in gmns.read_rows(tmp_path / "g" / "link.csv")]
    for i in (0, 100, network.n_links - 1):
        assert float(rows[i]["length"]) == network.length_km[i]
        assert float(rows[i]["vdf_fftt"]) == pytest.approx(network.time_h[i] * 60)
        assert rows[i]["capacity"] == rows[i]["capacity_t_day"]
        assert rows[i]["directed"] == "1"
        if rows[i]["free_speed"]:
            assert float(rows[i]["free_speed"]) == pytest.approx(network.length_km[i] / network.time_h[i], rel=1e-5)


BAD_GMNS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "no column": ({"node": "node_id,x_coord\n1,2\n"}, ("node.csv", "y_coord")),
    "text for a number": ({"node": NODE.replace("71.0", "east")}, ("node.csv: row 3", "x_coord", "east")),
    "off the globe": ({"node": NODE.replace("51.0", "151.0")}, ("node.csv: row 3", "151")),
    "not a number": ({"node": NODE.replace("51.0", "nan")}, ("node.csv: row 3", "y_coord")),
    "twice": ({"node": NODE + "2,1,1,,\n"}, ("node.csv: row 5", "'2'", "twice")),
    "too few cells": ({"node": NODE + "9,1\n"}, ("node.csv: row 5", "2 cells")),
    "no such node": ({"link": LINK.replace("2,2,NA", "2,2,NO")}, ("link.csv: row 3", "to_node_id", "'NO'")),
    "no speed": ({"link": LINK.replace("100,50,", "100,,")}, ("link.csv: row 2", "free_speed")),
    "negative": ({"link": LINK.replace("100,50,", "-1,50,")}, ("link.csv: row 2", "length")),
    "no capacity": ({"link": LINK.replace("50,10,", "50,0,")}, ("link.csv: row 2", "capacity")),
    "no line": ({"link": LINK.replace("LINESTRING (70 50,", "CIRCLE (70 50,")}, ("link.csv: row 2", "geometry")),
    "too many columns": ({"node": NODE.partition("\n")[0] + ",a" * 3000 + "\n"}, ("node.csv: row 1", "3005 columns")),
    "a header twice": ({"node": NODE.replace("zone_id", "node_id")}, ("node.csv: row 1", "node_id", "twice")),
    "open quote": ({"link": LINK + '"3,1,2'}, ("link.csv: row",)),
    "unit": ({"config": "long_length\nparsec\n"}, ("config.csv: row 2", "parsec")),
    "only a header": (
        {"node": "node_id,x_coord,y_coord\n", "link": LINK.partition("\n")[0] + "\n"},
        ("node.csv", "no nodes"),
    ),
    "empty": ({"link": ""}, ("link.csv", "empty")),
}


@pytest.mark.parametrize("name", BAD_GMNS)
def test_a_bad_row_is_named(name: str, tmp_path: Path) -> None:
    parts, words = BAD_GMNS[name]
    with pytest.raises(InputError) as caught:
        Network.from_gmns(folder(tmp_path, **parts))
    for word in words:
        assert word in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.mend


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "node.csv").write_bytes(b"node_id,x_coord,y_coord\n\xff\xfe,1,2\n")
    with pytest.raises(InputError, match="UTF-8"):
        Network.from_gmns(tmp_path)
    with pytest.raises(InputError, match="no such folder"):
        Network.from_gmns(tmp_path / "nothing")


def test_a_table_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "node.csv"
    with path.open("wb") as stream:
        stream.truncate(3 * 2**30)  # sparse: takes no room
    with pytest.raises(InputError, match="MB"):
        Network.from_gmns(tmp_path)


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("private")
    with pytest.raises(InputError, match=r"diary\.txt"):
        load_world().network.to_gmns(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["diary.txt"]


def test_an_export_over_an_earlier_one_leaves_nothing_of_it(tmp_path: Path) -> None:
    network, demand = load_world().network, load_world().demand
    network.to_gmns(tmp_path / "g", demand=demand[:5])
    network.to_gmns(tmp_path / "g")
    assert sorted(entry.name for entry in (tmp_path / "g").iterdir()) == ["config.csv", "link.csv", "node.csv"]


def test_a_corridor_that_could_not_be_read_back_is_refused(tmp_path: Path) -> None:
    import dataclasses

    network = load_world().network
    odd = dataclasses.replace(network, link_corridors=(("a;b",), *network.link_corridors[1:]))
    with pytest.raises(InputError, match="a;b"):
        odd.to_gmns(tmp_path / "g")
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------------------------- GeoJSON


def test_geojson_is_as_others_expect_it(tmp_path: Path) -> None:
    network = load_world().network
    network.to_geojson(tmp_path / "n.geojson")
    data = json.loads((tmp_path / "n.geojson").read_text(encoding="utf-8"))
    assert data["type"] == "FeatureCollection"
    assert data["kordon"]["units"]["capacity_t_day"] == "t/day"
    assert len(data["features"]) == network.n_nodes + network.n_links
    kinds = {feature["geometry"]["type"] for feature in data["features"]}
    assert kinds == {"Point", "LineString", "MultiLineString"}
    for feature in data["features"]:
        if feature["geometry"]["type"] == "MultiLineString":
            for part in feature["geometry"]["coordinates"]:
                assert all(abs(a[0] - b[0]) <= 180 for a, b in itertools.pairwise(part))


def test_a_line_is_cut_at_the_antimeridian() -> None:
    geometry = _line([(60.0, 170.0), (62.0, -170.0), (61.0, -160.0)])
    assert geometry["coordinates"] == [[[170.0, 60.0], [180.0, 61.0]], [[-180.0, 61.0], [-170.0, 62.0], [-160.0, 61.0]]]
    assert _points("", geometry) == [(60.0, 170.0), (62.0, -170.0), (61.0, -160.0)]


def feature(element: str = "link", **properties: Any) -> dict[str, Any]:
    row = {
        "element": element, "link_id": "a", "from_node_id": "x", "to_node_id": "x", "kind": "line", "mode": "road",
        "cc": "NA", "post": "", "corridors": [], "length_km": 1, "time_h": 1, "cost_usd_t": 0, "capacity_t_day": None,
        "gauge_mm": 0, "provenance": {}, **properties,
    }  # fmt: skip
    return {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[1, 2], [1, 2]]}, "properties": row}


POINT = {
    "type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]},
    "properties": {"element": "node", "node_id": "x", "place": "x", "cc": "NA", "mode": "road"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("features", "words"),
    [
        (None, ("list of features",)),
        ([POINT, feature("island")], ("feature 2", "element", "island")),
        ([POINT, feature(length_km="long")], ("feature 2", "length_km", "long")),
        ([POINT, feature(time_h=True)], ("feature 2", "time_h")),
        ([POINT, feature(cost_usd_t=10**400)], ("feature 2", "cost_usd_t")),
        (
            [POINT, {**feature(), "geometry": {"type": "LineString", "coordinates": [[10**400, 1], [1, 1]]}}],
            ("geometry",),
        ),
        ([POINT, feature(kind="tunnel")], ("feature 2", "kind", "tunnel")),
        ([POINT, feature(to_node_id="NO")], ("feature 2", "to_node_id", "NO")),
        ([POINT, feature(corridors="a")], ("feature 2", "corridors")),
        ([POINT, feature(provenance=[1])], ("feature 2", "provenance")),
        ([POINT, feature(gauge_mm=1.5)], ("feature 2", "gauge_mm")),
        ([POINT, feature(capacity_t_day=0)], ("feature 2", "capacity_t_day")),
        ([POINT, {"geometry": None, "properties": {"element": "link"}}], ("feature 2", "geometry")),
        ([POINT, 7], ("feature 2", "properties")),
        ([POINT, POINT], ("feature 2", "twice")),
        ([], ("no nodes",)),
    ],
)
def test_a_bad_feature_is_named(features: Any, words: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "n.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        Network.from_geojson(path)
    for word in words:
        assert word in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "[]", '{"features": 1}', '{"a": 1e999}'])
def test_text_that_is_no_geojson(text: str, tmp_path: Path) -> None:
    (tmp_path / "n.geojson").write_text(text)
    with pytest.raises(InputError, match=r"n\.geojson"):
        Network.from_geojson(tmp_path / "n.geojson")


def test_capacity_null_means_no_limit(tmp_path: Path) -> None:
    path = tmp_path / "n.geojson"
    path.write_text(json.dumps({"features": [POINT, feature()]}), encoding="utf-8")
    network = Network.from_geojson(path)
    assert network.capacity_t_day.tolist() == [math.inf]
    assert network.node_cc == ("NA",)


# ---------------------------------------------------------------------------------------------- GeoParquet


def test_geoparquet_metadata(tmp_path: Path) -> None:
    network = load_world().network
    network.to_geoparquet(tmp_path / "p")
    for name, kind in (("nodes", "Point"), ("links", "LineString")):
        meta = pq.read_schema(tmp_path / "p" / f"{name}.parquet").metadata
        geo = json.loads(meta[b"geo"])
        assert geo["version"] == "1.1.0"
        column = geo["columns"][geo["primary_column"]]
        assert column["encoding"] == "WKB"
        assert column["geometry_types"] == [kind]
        assert column["bbox"][0] == pytest.approx(min(network.node_lon), abs=1e-9) or name == "links"
        assert json.loads(meta[b"kordon"])["digest"] == network.digest()
    table = pq.read_table(tmp_path / "p" / "nodes.parquet")
    first = table.column("geometry")[0].as_py()
    assert struct.unpack("<BIdd", first) == (1, 1, network.node_lon[0], network.node_lat[0])


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("geometry", b"\x01", ("row 1", "geometry")),
        ("geometry", b"", ("row 1", "geometry")),
        ("geometry", line_to_wkb([(1, 1), (2, 2)])[:-3], ("row 1", "geometry")),
        ("kind", "tunnel", ("row 1", "kind", "tunnel")),
        ("to_node_id", "NO", ("row 1", "to_node_id", "NO")),
        ("length_km", float("nan"), ("row 1", "length_km")),
        ("cc", None, ("row 1", "cc")),
    ],
)
def test_a_bad_cell_of_geoparquet_is_named(column: str, value: Any, words: tuple[str, ...], tmp_path: Path) -> None:
    load_world().network.to_geoparquet(tmp_path / "p")
    path = tmp_path / "p" / "links.parquet"
    table = pq.read_table(path).slice(0, 1)
    place = table.column_names.index(column)
    pq.write_table(table.set_column(place, column, pa.array([value], table.schema.field(column).type)), path)
    with pytest.raises(InputError) as caught:
        Network.from_geoparquet(tmp_path / "p")
    for word in ("links.parquet", *words):
        assert word in str(caught.value)


def test_files_that_are_no_parquet(tmp_path: Path) -> None:
    load_world().network.to_geoparquet(tmp_path / "p")
    path = tmp_path / "p" / "links.parquet"
    path.write_bytes(path.read_bytes()[:-50])
    with pytest.raises(InputError, match="not a Parquet file"):
        Network.from_geoparquet(tmp_path / "p")
    pq.write_table(pa.table({"link_id": ["a"]}), path)
    with pytest.raises(InputError, match="no column"):
        Network.from_geoparquet(tmp_path / "p")
    path.unlink()
    with pytest.raises(InputError, match="no such file"):
        Network.from_geoparquet(tmp_path / "p")


# ------------------------------------------------------------------------------------------- text and bytes


def test_well_known_text_and_binary() -> None:
    line = [(50.0, 70.125), (-0.0, -180.0)]
    assert line_to_wkt(line) == "LINESTRING (70.125 50.0, -180.0 -0.0)"
    assert line_from_wkt("", line_to_wkt(line)) == line
    assert from_wkb("", line_to_wkb(line)) == line
    big = struct.pack(">BII4d", 0, 2, 2, 70.125, 50.0, -180.0, -0.0)
    assert from_wkb("", big) == line
    assert line_from_wkt("", "linestring z (1 2 3, 4 5 6)") == [(2.0, 1.0), (5.0, 4.0)]
    assert line_from_wkt("", "") == []
    huge = struct.pack("<BII", 1, 2, 2**31)
    with pytest.raises(InputError):
        from_wkb("", huge)


def test_arrays_of_a_network_that_was_read_cannot_be_changed(tmp_path: Path) -> None:
    network = trip("gmns", load_world().network, tmp_path / "g")
    with pytest.raises(ValueError, match="read-only"):
        network.length_km[0] = np.float64(1)
