"""Roads and railways of an OpenStreetMap extract, made here with osmium."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path

import osmium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from osmium.osm.mutable import Node, Way

from kordon import Network
from kordon.errors import InputError
from kordon.world.io.gmns import read_gmns, read_tags, write_gmns
from kordon.world.io.osm import read_osm, tonnes
from kordon.world.rates import great_circle_km, polyline_km

few = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

POINTS = {1: (43.0, 76.0), 2: (43.1, 76.1), 3: (43.2, 76.2), 4: (43.3, 76.2), 5: (43.4, 76.2), 6: (43.2, 76.4)}
TRUNK = {"highway": "trunk"}


def extract(
    path: Path, *ways: tuple[Sequence[int], Mapping[str, str]], points: Mapping[int, tuple[float, float]] = POINTS
) -> Path:
    path.unlink(missing_ok=True)
    writer = osmium.SimpleWriter(str(path))
    for ref, (lat, lon) in points.items():
        writer.add_node(Node(id=ref, version=1, location=(lon, lat)))
    for number, (refs, tags) in enumerate(ways, start=10):
        writer.add_way(Way(id=number, version=1, nodes=list(refs), tags=dict(tags)))
    writer.close()
    return path


@pytest.fixture
def pbf(tmp_path: Path) -> Path:
    return tmp_path / "x.osm.pbf"


def test_ways_become_links_between_the_places_where_they_meet(pbf: Path) -> None:
    network = read_osm(extract(pbf, ([1, 2, 3, 4], TRUNK), ([6, 3], TRUNK)), cc="KZ").network
    assert set(network.node_id) == {"osm1:road", "osm3:road", "osm4:road", "osm6:road"}
    assert set(network.link_id) == {
        f"osm:road:osm{a}>osm{b}" for a, b in [(1, 3), (3, 1), (3, 4), (4, 3), (6, 3), (3, 6)]
    }
    link = network.link("osm:road:osm1>osm3")
    assert network.length_km[link] == pytest.approx(polyline_km([POINTS[1], POINTS[2], POINTS[3]]), rel=1e-6)
    assert network.shape[link] == (POINTS[2],)
    assert network.link_cc[link] == "KZ"
    assert Network.from_osm(pbf, cc="KZ").digest() == network.digest()
    assert network.provenance[link]["source"] == "OpenStreetMap (ODbL)"
    assert network.time_h[link] == pytest.approx(network.length_km[link] / 25.5)


def test_pieces_of_one_road_are_joined_where_nothing_changes(pbf: Path) -> None:
    two = [([1, 2], TRUNK), ([2, 3], TRUNK)]
    joined = read_osm(extract(pbf, *two))
    assert set(joined.network.node_id) == {"osm1:road", "osm3:road"}
    assert joined.tags["osm_ways"][0] == "10;11"
    # drawn from the other end: the same
    assert read_osm(extract(pbf, ([1, 2], TRUNK), ([3, 2], TRUNK))).network.n_links == 2
    assert read_osm(extract(pbf, ([2, 1], TRUNK), ([2, 3], TRUNK))).network.n_links == 2
    # a weight limit is a change
    apart = read_osm(extract(pbf, ([1, 2], TRUNK), ([2, 3], {**TRUNK, "maxweight": "20"})))
    assert apart.network.n_links == 4


@pytest.mark.parametrize(
    ("tags", "links"),
    [
        ({"oneway": "yes"}, ["osm:road:osm1>osm2"]),
        ({"oneway": "-1"}, ["osm:road:osm2>osm1"]),
        ({"highway": "motorway"}, ["osm:road:osm1>osm2"]),
        ({"highway": "motorway", "oneway": "no"}, ["osm:road:osm1>osm2", "osm:road:osm2>osm1"]),
        ({"junction": "roundabout"}, ["osm:road:osm1>osm2"]),
        ({"highway": "trunk_link"}, ["osm:road:osm1>osm2", "osm:road:osm2>osm1"]),
    ],
)
def test_ways_of_one_direction(tags: dict[str, str], links: list[str], pbf: Path) -> None:
    assert sorted(read_osm(extract(pbf, ([1, 2], TRUNK | tags))).network.link_id) == links


def test_one_way_pieces_are_joined_only_head_to_tail(pbf: Path) -> None:
    one = {**TRUNK, "oneway": "yes"}
    assert read_osm(extract(pbf, ([1, 2], one), ([2, 3], one))).network.link_id == ("osm:road:osm1>osm3",)
    assert read_osm(extract(pbf, ([2, 3], one), ([1, 2], one))).network.link_id == ("osm:road:osm1>osm3",)
    assert read_osm(extract(pbf, ([1, 2], one), ([3, 2], one))).network.n_links == 2


@pytest.mark.parametrize(
    ("tags", "kept"),
    [
        ({"hgv": "no"}, False), ({"access": "private"}, False), ({"access": "no", "hgv": "yes"}, True),
        ({"motor_vehicle": "no"}, False), ({"hgv": "designated"}, True), ({"hgv": "destination"}, True),
        ({"access": "no", "motor_vehicle": "yes"}, True),
    ],
)  # fmt: skip
def test_roads_that_are_closed_to_trucks_are_no_links(tags: dict[str, str], kept: bool, pbf: Path) -> None:
    found = read_osm(extract(pbf, ([1, 2], TRUNK | tags), ([4, 5], TRUNK)))
    assert ("osm1:road" in found.network.node_id) is kept
    assert found.left_out == ({} if kept else {"roads closed to trucks": 1})


def test_weights_are_tonnes_and_can_rule_a_road_out(pbf: Path) -> None:
    ways = [([1, 2], {**TRUNK, "maxweight": "3500 kg"}), ([2, 3], {**TRUNK, "maxweight": "44"}), ([4, 5], TRUNK)]
    found = read_osm(extract(pbf, *ways))
    assert sorted(set(found.tags["maxweight_t"])) == ["", "3.5", "44"]
    heavy = read_osm(extract(pbf, *ways), truck_t=40)
    assert heavy.network.n_links == 4
    assert heavy.left_out == {"roads for less than 40 t": 1}


@pytest.mark.parametrize(
    ("text", "value"),
    [("7.5", "7.5"), ("7,5 t", "7.5"), ("10 st", "9.07185"), ("none", ""), ("", ""), ("12 crates", ""), ("-3", "")],
)
def test_signed_weights(text: str, value: str) -> None:
    assert tonnes(text) == value


def test_railways_with_gauge_and_current(pbf: Path) -> None:
    ways = [
        (
            [1, 3],
            {"railway": "rail", "gauge": "1520", "electrified": "contact_line", "voltage": "25000", "tracks": "2"},
        ),
        ([3, 5], {"railway": "rail", "gauge": "1435;1520", "usage": "main"}),
        ([3, 6], {"railway": "rail", "service": "siding"}),
        ([1, 6], {"railway": "abandoned"}),
        ([1, 4], TRUNK),
    ]
    found = read_osm(extract(pbf, *ways))
    network = found.network
    link = network.link("osm:rail:osm1>osm3")
    assert network.gauge_mm[link] == 1520
    assert network.capacity_t_day[link] == 180_000  # double track, electrified
    assert found.tags["voltage"][link] == "25000"
    other = network.link("osm:rail:osm5>osm3")
    assert network.gauge_mm[other] == 1435
    assert found.tags["gauge"][other] == "1435;1520"
    assert network.capacity_t_day[other] == 45_000  # single track, diesel
    assert found.left_out["sidings, yards and tourist lines"] == 1
    assert "osm6:rail" not in network.node_id
    # a level crossing joins nothing
    assert {"osm1:rail", "osm1:road"} <= set(network.node_id)
    assert set(read_osm(pbf, rail=False).network.link_mode) == {"road"}
    assert set(read_osm(pbf, roads=()).network.link_mode) == {"rail"}


def test_points_outside_the_extract_cut_a_way(pbf: Path) -> None:
    points = {ref: POINTS[ref] for ref in (1, 2, 4, 5)}
    found = read_osm(extract(pbf, ([1, 2, 3, 4, 5], TRUNK), points=points))
    assert found.network.n_links == 4
    assert found.left_out == {"points that the extract lacks": 1}


def test_an_extract_goes_to_gmns_and_back_with_its_tags(pbf: Path, tmp_path: Path) -> None:
    found = read_osm(extract(pbf, ([1, 2], {**TRUNK, "name": "Құлжа, жолы", "surface": "gravel"})), cc="NA")
    write_gmns(found.network, tmp_path / "g", tags=found.tags)
    assert read_gmns(tmp_path / "g").digest() == found.network.digest()
    assert read_tags(tmp_path / "g") == found.tags
    assert read_gmns(tmp_path / "g").node_cc == ("NA", "NA")


@given(data=st.data())
@few
def test_length_is_kept_whatever_the_ways_look_like(data: st.DataObject, pbf: Path) -> None:
    """Between two-way roads nothing is lost or doubled: links add up to twice the ways."""
    points = {i: (40 + i * 0.01, 70 + (i * 7 % 5) * 0.01) for i in range(1, 9)}
    ways = data.draw(st.lists(st.lists(st.integers(1, 8), min_size=2, max_size=5, unique=True), min_size=1, max_size=6))
    found = read_osm(extract(pbf, *((refs, TRUNK) for refs in ways), points=points))
    total = sum(great_circle_km(points[a], points[b]) for refs in ways for a, b in itertools.pairwise(refs))
    loops = found.left_out.get("loops", 0)
    if not loops:
        assert found.network.length_km.sum() == pytest.approx(2 * total, rel=1e-6)
    crossings = {ref for refs in ways for ref in refs}
    assert {int(name[3:].split(":")[0]) for name in found.network.node_id} <= crossings


@pytest.mark.parametrize("content", [b"", b"<osm/>", b"\x00\x00\x00\x0d\x0a\x09OSMHeader" + b"\xff" * 500])
def test_files_that_are_no_extract(content: bytes, pbf: Path) -> None:
    pbf.write_bytes(content)
    with pytest.raises(InputError, match=r"x\.osm\.pbf"):
        read_osm(pbf)


def test_a_file_that_is_cut_off_and_one_without_roads(pbf: Path) -> None:
    extract(pbf, ([1, 2], TRUNK))
    pbf.write_bytes(pbf.read_bytes()[:-20])
    with pytest.raises(InputError, match="damaged"):
        read_osm(pbf)
    with pytest.raises(InputError, match="no road or railway"):
        read_osm(extract(pbf, ([1, 2], {"highway": "footway"})))
    with pytest.raises(InputError, match="track"):
        read_osm(pbf, roads=("track",))
