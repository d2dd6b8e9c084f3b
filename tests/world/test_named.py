"""What the founding article names is in the world and connected; corridors come out as published."""

from __future__ import annotations

import numpy as np
import pytest

from kordon.world import load_world
from kordon.world.build import build_network
from kordon.world.csvtable import read_table
from kordon.world.measure import corridor_way, way_between
from kordon.world.rates import great_circle_km, read_rates

WORLD = load_world()
NET = WORLD.network
PLANNED = build_network(WORLD.places, WORLD.posts, WORLD.corridors, include_planned=True)

TERRITORIES = ["RU", "KZ", "CN", "MN", "US", "GB", "UA", "AZ", "TR", "IR", "IN", "UZ", "KG", "TM", "TJ", "AM", "BY"]
CORRIDORS = ["northern_road_kz", "pos2", "titr", "instc_west", "instc_east", "instc_transcaspian"]
PLANTS = ["orenburg_gpp", "orsk_refinery", "ufa_refineries", "salavat_refinery", "samara_refineries"]
PLANTS += ["atyrau_refinery", "shymkent_refinery", "pavlodar_refinery"]
PORTS = ["novorossiysk", "cpc_terminal", "aktau", "kuryk", "baku_alat"]
CITIES = ["oral", "atyrau", "astana", "moscow", "orenburg", "ufa", "yekaterinburg", "chelyabinsk"]


@pytest.mark.parametrize("cc", TERRITORIES)
def test_a_territory_has_names_in_four_languages_and_links_of_its_own(cc: str) -> None:
    territory = WORLD.territories[cc]
    assert all([territory.name_en, territory.name_ru, territory.name_kk, territory.name_zh])
    assert any(cc in NET.link_cc[i].split("-") or NET.node_cc[NET.tail[i]] == cc for i in range(NET.n_links))


@pytest.mark.parametrize("name", CORRIDORS)
def test_a_corridor_is_connected_from_end_to_end(name: str) -> None:
    assert corridor_way(PLANNED, WORLD.corridors[name]) is not None


@pytest.mark.parametrize("place", [*PLANTS, *PORTS, *CITIES])
def test_freight_reaches_and_leaves_a_plant_port_or_city(place: str) -> None:
    zone = NET.node(place)
    assert (NET.tail == zone).any()
    assert (NET.head == zone).any()
    ways = [way_between(NET, place, "moscow"), way_between(NET, "moscow", place)]
    assert place == "moscow" or any(ways)


def test_the_second_power_of_siberia_runs_through_mongolia_once_it_is_built() -> None:
    way = way_between(PLANNED, "urengoy", "beijing", modes=["gas_pipeline"])
    assert way is not None
    assert "MN" in {PLANNED.link_cc[i] for i in way.links}
    today = way_between(NET, "urengoy", "beijing", modes=["gas_pipeline"])
    assert today is None or "MN" not in {NET.link_cc[i] for i in today.links}


@pytest.mark.parametrize("name", [c.id for c in WORLD.corridors.values() if c.transit_days and c.status == "open"])
def test_days_of_a_corridor_lie_inside_their_published_range(name: str) -> None:
    published = WORLD.corridors[name].transit_days
    way = corridor_way(NET, WORLD.corridors[name])
    assert published is not None
    assert way is not None
    assert published.low is not None
    assert published.high is not None
    if name == "black_sea_india":  # the figure is of the sea part: from the quay on, waiting and loading with it
        quay = next(i for i, a in enumerate(way.links) if NET.link_id[a].startswith("berth:"))
        by_sea = sum(NET.time_h[a] for a in way.links[quay:]) / 24
        assert published.low <= by_sea <= published.high
        return
    assert published.low <= way.days <= published.high


def test_a_ferry_from_istanbul_to_novorossiysk_takes_the_published_9_to_12_days() -> None:
    way = way_between(NET, "istanbul", "novorossiysk", modes=["sea"])
    assert way is not None
    ends = ("berth:istanbul:quay>istanbul:sea", "berth:novorossiysk:sea>novorossiysk:landing")
    assert 9 <= way.days + sum(NET.time_h[NET.link(end)] for end in ends) / 24 <= 12


def test_the_sides_of_a_post_lie_close_to_it() -> None:
    sided = [post for post in WORLD.posts.values() if post.side_a or post.side_b]
    assert len(sided) >= 70
    for post in sided:
        for side in (post.side_a, post.side_b):
            assert side is None or great_circle_km(side, (post.lat, post.lon)) < 12, post.id


def test_a_railway_says_tracks_wires_and_operator() -> None:
    for row in read_table("links_rail"):
        if row["link_class"] != "ferry":
            assert row["tracks"] == {"d": "2", "s": "1"}[row["link_class"][0]]
            assert row["electrified"] == {"e": "yes", "d": "no"}[row["link_class"][1]]
        assert row["operator"]


def test_loading_waits_for_a_sailing_and_unloading_does_not() -> None:
    rates = read_rates()
    on = rates.step("berth", "sea", "gulf")
    assert on is not None
    assert rates.unloading_h("gulf") == 24 < on[0]
    assert rates.unloading_h("pacific") == (rates.step("berth", "sea", "pacific") or (0, 0))[0]
    hours = {
        NET.link_id[i]: NET.time_h[i] for i in np.flatnonzero(NET.links_where(kind=["transfer"]))
        if NET.link_id[i].startswith("berth:bandar_abbas")
    }  # fmt: skip
    assert hours["berth:bandar_abbas:quay>bandar_abbas:sea"] == on[0]
    assert hours["berth:bandar_abbas:sea>bandar_abbas:landing"] == 24
