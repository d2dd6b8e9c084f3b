"""The compiled network of the bundled world, as a forwarder would look at it."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from kordon.errors import DataError
from kordon.world import load_world
from kordon.world.build import build_network
from kordon.world.costs import allowed_modes, fixed_costs
from kordon.world.csvtable import read_table, split
from kordon.world.info import info
from kordon.world.measure import corridor_way, way_between
from kordon.world.network import Network
from kordon.world.rates import Rates, great_circle_km, pipeline_t_day, polyline_km, read_rates
from kordon.world.sea import sea_rows
from kordon.world.tables import PostStatus, posts_on, read_ports, read_statuses

WORLD = load_world()
NET = WORLD.network


def reach(network: Network) -> int:
    graph = csr_array((np.ones(network.n_links), (network.tail, network.head)), shape=(network.n_nodes,) * 2)
    _, label = connected_components(graph, directed=True, connection="strong")
    return int(Counter(label.tolist()).most_common(1)[0][1])


def test_the_tables_are_as_large_as_they_are_said_to_be() -> None:
    counts = info(WORLD)
    assert counts["posts"]["border"] >= 240
    assert counts["gates"] >= 18
    assert counts["rows"]["rail"] >= 700
    assert counts["rows"]["road"] >= 900
    assert counts["rows"]["pipeline"] >= 200
    assert sum(counts["nodes"][m] for m in ("rail", "road")) >= 1500
    assert counts["posts_both_sides"] >= 28
    assert counts["posts_opening"] >= 29 > counts["posts_open_hours"] > 20
    for share in counts["share"].values():
        assert sum(share.values()) == pytest.approx(1.0, abs=0.001)


def test_every_post_and_place_of_the_collected_facts_is_there(shared: Path) -> None:
    with (shared / "facts" / "border_posts.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        assert row["id"] in WORLD.places
        if row["kind"] in ("border", "strait"):
            assert row["id"] in WORLD.posts
    with (shared / "facts" / "nodes.csv").open(encoding="utf-8") as stream:
        assert {row["id"] for row in csv.DictReader(stream)} - {"caspian_north"} <= set(NET.node_place)


def test_every_land_post_that_works_joins_both_sides_both_ways() -> None:
    full = build_network(WORLD.places, WORLD.posts, WORLD.corridors, include_planned=True, include_closed=True)
    ways = Counter((full.link_post[i], full.link_mode[i]) for i, kind in enumerate(full.link_kind) if kind == "border")
    for post in WORLD.posts.values():
        if post.kind == "border":
            for mode in post.modes:
                assert ways[post.id, mode] == 2, (post.id, mode)


def test_everything_but_pipelines_is_strongly_connected() -> None:
    piped = np.array([m.endswith("pipeline") for m in NET.node_mode])
    stranded = NET.n_nodes - reach(NET)
    assert stranded <= int(piped.sum())
    land = NET.without(np.array([m.endswith("pipeline") for m in NET.link_mode]))
    graph = csr_array((np.ones(land.n_links), (land.tail, land.head)), shape=(land.n_nodes,) * 2)
    _, label = connected_components(graph, directed=True, connection="strong")
    main = Counter(label.tolist()).most_common(1)[0][0]
    alone = {NET.node_id[i] for i in range(NET.n_nodes) if label[i] != main and not piped[i]}
    fields = {p.id for p in WORLD.places.values() if p.kind in ("field", "terminal", "refinery", "junction")}
    assert {name.split(":")[0] for name in alone} <= fields


def test_ids_are_unique_and_say_what_they_are() -> None:
    assert "border:dostyk_alashankou_rail:rail:KZ>CN" in NET.link_id
    assert "rail:moscow>yaroslavl" in NET.link_id
    assert NET.node_mode[NET.node("aktau")] == "zone"
    assert NET.node_cc[NET.node("syrym_mashtakovo:road:RU")] == "RU"
    kinds = {NET.link_kind[i] for i, post in enumerate(NET.link_post) if post}
    assert kinds == {"border", "line"}


@pytest.mark.parametrize("gate", ["suez", "bab_el_mandeb", "bosporus", "strait_of_hormuz", "malacca", "kerch"])
def test_closing_a_gate_makes_the_way_longer_or_cuts_it(gate: str) -> None:
    pairs = {
        "suez": ("shanghai", "rotterdam"), "bab_el_mandeb": ("mumbai", "piraeus"), "bosporus": ("poti", "piraeus"),
        "strait_of_hormuz": ("bandar_abbas", "mumbai"), "malacca": ("shanghai", "mumbai"), "kerch": ("azov", "poti"),
    }  # fmt: skip
    a, b = pairs[gate]
    before = way_between(NET, a, b, modes=["sea"], by_length=True)
    assert before is not None
    assert gate in {NET.link_post[i] for i in before.links}
    after = way_between(NET.without(NET.links_where(post=[gate])), a, b, modes=["sea"], by_length=True)
    assert after is None or after.length_km > before.length_km + 50


def test_the_kiel_canal_saves_what_is_published() -> None:
    # about 480 km on average, up to 650 from the German ports of the North Sea (alphaship.shipnext.com)
    skaw = NET.without(NET.links_where(post=["kiel_canal"]))
    for port, least, most in (("rotterdam", 350, 650), ("hamburg", 550, 800)):
        short, long = (way_between(net, "st_petersburg", port, modes=["sea"], by_length=True) for net in (NET, skaw))
        assert short is not None
        assert long is not None
        assert least < long.length_km - short.length_km < most
    canal = NET.links_where(post=["kiel_canal"])
    assert NET.length_km[canal].sum() == pytest.approx(2 * 98.6, abs=0.2)


def test_no_freight_saves_the_wait_for_a_train_by_a_lorry_to_the_yard() -> None:
    rates = read_rates()
    rail, road, change = rates.connector("rail"), rates.connector("road"), rates.transfer("road", "rail")
    assert rail is not None
    assert road is not None
    assert change is not None
    for side in (0, 1):
        assert road[side] + change[side] >= rail[side]
    cargo = list(WORLD.cargo.values())
    cost = fixed_costs(NET, cargo)

    def paid(tail: str, head: str) -> NDArray[np.float64]:
        link = (NET.tail == NET.node(tail)) & (NET.head == NET.node(head))
        return cost[:, np.flatnonzero(link)[0]]

    for yard in ("rail", "quay"):
        direct = paid("istanbul", f"istanbul:{yard}")
        by_lorry = paid("istanbul", "istanbul:road") + paid("istanbul:road", f"istanbul:{yard}")
        assert (by_lorry >= direct - 1e-9).all()


def test_no_freight_changes_from_land_to_land_by_way_of_a_quay() -> None:
    for n, name in enumerate(NET.node_id):
        place, _, door = name.rpartition(":")
        if door == "quay":
            assert {NET.link_id[a].split(":")[0] for a in np.flatnonzero(NET.tail == n)} == {"berth"}, name
        if door == "landing":
            into = {NET.link_id[a].split(":")[0] for a in np.flatnonzero(NET.head == n)}
            assert into == {"berth"}, place


def test_deep_ships_do_not_pass_the_kiel_canal() -> None:
    cargo = list(WORLD.cargo.values())
    allowed = allowed_modes(NET, cargo)
    canal, sound = NET.links_where(post=["kiel_canal"]), NET.links_where(post=["danish_straits"])
    for k, c in enumerate(cargo):
        assert allowed[k, canal].all() == (c.id in {"general", "electronics", "dual_use", "food"})
        assert allowed[k, sound].all() == (c.id != "gas")


def test_the_arctic_is_shut_for_ordinary_freight() -> None:
    assert not NET.links_where(post=["northern_sea_route", "bering"]).any()
    way = way_between(NET, "shanghai", "rotterdam", modes=["sea"], by_length=True)
    assert way is not None
    assert "suez" in {NET.link_post[i] for i in way.links}


def test_the_caspian_meets_the_world_sea_only_in_the_volga_don() -> None:
    way = way_between(NET, "aktau", "constanta", modes=["sea", "inland_water"])
    assert way is not None
    assert "volga_don" in {NET.link_post[i] for i in way.links}
    assert way_between(NET, "aktau", "constanta", modes=["sea"]) is None


PUBLISHED = [
    ("xian", "moscow", "rail", 7251),
    ("xian", "almaty", "rail", 3866),
    ("dostyk_alashankou_rail", "moiynty", "rail", 836),
    ("dostyk_alashankou_rail", "brest_malaszewicze", "rail", 5430),
    ("nur_zholy_khorgos", "zhaisan_sagarchin", "road", 2787),
    ("shanghai", "rotterdam", "sea", 19507),
    ("mumbai", "bandar_abbas", "sea", 2033),
    ("tengiz", "cpc_terminal", "oil_pipeline", 1511),
    ("gedaim", "x_cagp_kz_cn", "gas_pipeline", 1833),
]


@pytest.mark.parametrize(("a", "b", "mode", "km"), PUBLISHED)
def test_published_distances_come_out(a: str, b: str, mode: str, km: float) -> None:
    way = way_between(NET, a, b, modes=[mode], by_length=True)
    assert way is not None
    assert way.length_km == pytest.approx(km, rel=0.05)


def test_the_table_of_published_distances_holds() -> None:
    errors: dict[str, list[float]] = {"fitted": [], "held out": []}
    for row in read_table("distances"):
        stops = [row["from_place"], *split(row["via"]), row["to_place"]]
        ways = [way_between(NET, a, b, modes=[row["mode"]], by_length=True) for a, b in pairwise(stops)]
        assert all(ways), row
        length = sum(way.length_km for way in ways if way)
        errors[row["used"]].append(abs(length / float(row["length_km"]) - 1))
    assert len(errors["fitted"]) + len(errors["held out"]) >= 40
    assert max(errors["fitted"]) < 0.005
    assert float(np.median(errors["held out"])) < 0.05
    assert max(errors["held out"]) < 0.12


@pytest.mark.parametrize(
    "corridor", ["northern_rail_kz", "titr", "suez", "instc_west", "weww_road", "ru_mn_cn", "black_sea_india"]
)
def test_corridors_take_about_the_published_days(corridor: str) -> None:
    days = WORLD.corridors[corridor].transit_days
    way = corridor_way(NET, WORLD.corridors[corridor])
    assert days is not None
    assert days.low is not None
    assert days.high is not None
    assert way is not None
    if corridor == "black_sea_india":  # the figure is of the sea part: from the quay on, waiting and loading with it
        quay = next(i for i, a in enumerate(way.links) if NET.link_id[a].startswith("berth:"))
        by_sea = sum(NET.time_h[a] for a in way.links[quay:]) / 24
        assert days.low * 0.9 <= by_sea <= days.high * 1.1
        return
    assert days.low * 0.9 <= way.days <= days.high * 1.1


def test_every_open_corridor_runs_from_its_first_to_its_last_waypoint() -> None:
    for corridor in WORLD.corridors.values():
        way = corridor_way(NET, corridor)
        assert (way is None) == (corridor.status == "planned"), corridor.id
    later = build_network(WORLD.places, WORLD.posts, WORLD.corridors, include_planned=True)
    for name in ("pos2", "cku_plan"):
        assert corridor_way(later, WORLD.corridors[name]) is not None


def test_dated_changes_hold_on_their_days_only() -> None:
    for day, closed in ((dt.date(2025, 9, 15), True), (dt.date(2025, 10, 7), False)):
        then = build_network(WORLD.places, WORLD.posts, WORLD.corridors, on=day)
        assert bool(then.links_where(post=["brest_malaszewicze"]).any()) is not closed
    busy = posts_on(WORLD.posts, dt.date(2025, 10, 7))["syrym_mashtakovo"]
    assert busy.status == "restricted"
    assert busy.capacity_t_day.value == 10000
    assert WORLD.posts["syrym_mashtakovo"].capacity_t_day.value == 16000
    assert all(change.post in WORLD.posts for change in read_statuses())


def test_a_post_passes_each_way_what_its_row_says() -> None:
    into, out = NET.link("border:sarpi_sarp:road:GE>TR"), NET.link("border:sarpi_sarp:road:TR>GE")
    post = WORLD.posts["sarpi_sarp"]
    assert post.capacity_back_t_day is not None
    assert NET.capacity_t_day[into] == post.capacity_t_day.value == 11080
    assert NET.capacity_t_day[out] == post.capacity_back_t_day.value == 17520
    one = NET.link("border:syrym_mashtakovo:road:KZ>RU"), NET.link("border:syrym_mashtakovo:road:RU>KZ")
    assert NET.capacity_t_day[one[0]] == NET.capacity_t_day[one[1]]


def test_a_default_capacity_shrinks_with_the_hours_that_a_post_is_open() -> None:
    defaults = {(r["mode"], r["regime"], r["size"]): r for r in read_table("post_defaults")}
    full = float(defaults["road", "china", "major"]["capacity_t_day"])
    bakhty = WORLD.posts["bakhty_pokitu"]
    assert bakhty.opening.startswith("daily 07:00-19:00")
    assert bakhty.open_h_day == 9
    assert bakhty.capacity_t_day.value == pytest.approx(full * 9 / 12)
    assert "open 9 of the 12 h" in bakhty.capacity_t_day.provenance.note
    kalzhat = WORLD.posts["kalzhat_dulata"]  # a published figure is what it is
    assert (kalzhat.open_h_day, kalzhat.capacity_t_day.value) == (9, 5000)
    torugart = WORLD.posts["torugart"]  # not known when it is open: the default stands
    assert (torugart.open_h_day, torugart.capacity_t_day.value) == (None, full)


def test_a_restriction_holds_both_ways() -> None:
    post = WORLD.posts["sarpi_sarp"]
    change = PostStatus(post.id, dt.date(2025, 1, 1), None, "restricted", 2000.0, post.provenance)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kordon.world.tables.read_statuses", lambda: (change,))
        held = posts_on(WORLD.posts, dt.date(2025, 2, 1))[post.id]
    assert held.capacity_t_day.value == 2000
    assert held.capacity_back_t_day is None


def test_the_volga_freezes() -> None:
    winter = build_network(WORLD.places, WORLD.posts, WORLD.corridors, on=dt.date(2025, 1, 15))
    assert not winter.links_where(post=["volga_don"]).any()
    summer = build_network(WORLD.places, WORLD.posts, WORLD.corridors, on=dt.date(2025, 7, 15))
    assert summer.links_where(post=["volga_don"]).any()


def test_gas_flows_one_way_unless_the_line_is_reversible() -> None:
    assert "border:x_pos1:gas_pipeline:RU>CN" in NET.link_id
    assert "border:x_pos1:gas_pipeline:CN>RU" not in NET.link_id
    assert {"border:x_sac_uz_kz:gas_pipeline:KZ>UZ", "border:x_sac_uz_kz:gas_pipeline:UZ>KZ"} <= set(NET.link_id)


def test_a_berth_carries_the_capacity_of_its_port() -> None:
    berth = NET.link("berth:aktau:quay>aktau:sea")
    assert NET.capacity_t_day[berth] == read_ports()["aktau"].capacity_t_day.value


def test_lengths_times_and_costs_are_positive_and_finite() -> None:
    line = np.array([kind == "line" for kind in NET.link_kind])
    assert (NET.length_km[line] > 0).all()
    assert (NET.time_h[line] > 0).all()
    assert (NET.cost_usd_t[line] > 0).all()
    assert NET.digest() == build_network(WORLD.places, WORLD.posts, WORLD.corridors).digest()


def test_no_line_is_shorter_than_the_crow_flies() -> None:
    for i in range(NET.n_links):
        if NET.link_kind[i] == "line" and NET.link_mode[i] in ("rail", "road"):
            ends = [(float(NET.node_lat[n]), float(NET.node_lon[n])) for n in (NET.tail[i], NET.head[i])]
            assert NET.length_km[i] >= 0.99 * great_circle_km(*ends) or NET.length_km[i] < 60, NET.link_id[i]


def test_a_gate_passed_by_one_leg_is_a_node_of_its_own() -> None:
    legs = sea_rows(WORLD.places)
    suez = [leg for leg in legs if leg.gate == "suez"]
    assert len(suez) == 2
    assert all("suez" in (leg.tail.id, leg.head.id) for leg in suez)


def test_rates_fall_back_from_state_to_union_to_default() -> None:
    rates = read_rates()
    assert rates.rate("rail", "PL-DE") == rates.rate("rail", "PL") == rates.rate("rail", "FR")
    assert rates.rate("rail", "PK") == rates.rate("rail", "")
    there, back = rates.transfer("road", "rail"), rates.transfer("rail", "road")
    assert there is not None
    assert back == (there[1], there[0], there[2])
    assert rates.transfer("gas_pipeline", "rail") is None
    with pytest.raises(DataError, match="link_class"):
        Rates().link_class("rail", "monorail")


def test_pipeline_units() -> None:
    assert pipeline_t_day({"capacity": "36.5", "capacity_unit": "Mt/year", "pipeline": "x"}) == pytest.approx(100_000)
    with pytest.raises(DataError, match="capacity_unit"):
        pipeline_t_day({"capacity": "1", "capacity_unit": "kb/d", "pipeline": "x"})


def test_great_circles() -> None:
    assert great_circle_km((0, 0), (0, 90)) == pytest.approx(10007.6, abs=0.5)
    assert polyline_km([(0, 0), (0, 45), (0, 90)]) == pytest.approx(10007.6, abs=0.5)


def test_no_freight_changes_between_a_ferry_and_another_ship_at_sea() -> None:
    lines = [(row["from_place"], row["to_place"]) for row in read_table("links_ferry") if row["status"] == "open"]
    tails = {int(NET.tail[a]) for a in range(NET.n_links) if NET.link_id[a].startswith("sea:")}
    shared = {port for line in lines for port in line} & {NET.node_place[node] for node in tails}
    assert shared  # ports of the Black Sea, the Baltic and the Pacific
    for port in shared:
        ferry, landing = NET.node(f"{port}:ferry"), NET.node(f"{port}:landing")
        assert ferry not in tails
        assert {int(NET.head[a]) for a in range(NET.n_links) if int(NET.tail[a]) == ferry} >= {landing}
        berth = NET.link(f"berth:{port}:quay>{port}:ferry")
        assert NET.capacity_t_day[berth] <= read_ports()[port].capacity_t_day.value
