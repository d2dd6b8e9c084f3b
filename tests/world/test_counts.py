import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kordon.flow import Graph, Problem, solve
from kordon.flow.delay import Delay
from kordon.world import load_world
from kordon.world.counts import WHAT, Count, eligible, kept_out, read_counts, superseded, tally, unit_t
from kordon.world.csvtable import read_table, split


def count(name, links, **changes):
    fields = {
        "id": name, "name": name, "stratum": "rail", "t_day": 10.0, "links": np.array(links), "origins": (),
        "destinations": (), "either_way": False, "cargo": (), "constant": (), "prior": False, "kept_out": False,
        "source": "https://example.org", "miss": "", "note": "",
    }  # fmt: skip
    return Count(**{**fields, **changes})


@pytest.fixture(scope="module")
def world():
    return load_world()


@pytest.fixture(scope="module")
def rows():
    return read_table("demand_counts")


def test_every_count_finds_links_and_has_a_source(world, rows):
    counts = read_counts(world.network)
    assert [c.id for c in counts] == [r["id"] for r in rows]
    assert len(counts) >= 45
    assert len({c.id for c in counts}) == len(counts)
    assert all(c.source.startswith("http") for c in counts)
    assert {c.stratum for c in counts} == {"rail", "road", "pipeline", "sea"}


def test_a_port_counts_what_is_loaded_and_landed_and_no_ship_that_passes(world):
    network = world.network
    by_id = {c.id: c for c in read_counts(network)}
    port, into, out = (by_id[name].links for name in ("amirabad_port", "amirabad_in", "amirabad_out"))
    names = [network.link_id[a] for a in np.flatnonzero(port)]
    assert names
    assert all(name.startswith("berth:amirabad:") for name in names)
    assert {name.split(">")[1] for name in np.array(network.link_id)[into]} == {"amirabad:landing"}
    assert {name.split(">")[0] for name in np.array(network.link_id)[out]} == {"berth:amirabad:quay"}
    assert (into | out).sum() == port.sum()


def test_names_of_counts_tell_them_apart(rows):
    assert len({r["name"] for r in rows}) == len(rows)


def test_the_kept_out_counts_follow_from_the_rule(rows):
    assert {r["id"] for r in rows if r["kept_out"] == "yes"} == kept_out(rows)
    assert len(kept_out(rows)) >= 12
    assert not [r["id"] for r in rows if r["kept_out"] == "yes" and (r["prior"] == "yes" or r["year"] != "2024")]


def test_tonnes_a_day_follow_from_figure_unit_and_days(rows):
    for row in rows:
        assert float(row["t_day"]) == pytest.approx(
            float(row["value"]) * unit_t(row["unit"]) / float(row["days"]), abs=1.0
        ), row["id"]
        assert float(row["t_day"]) >= 500, row["id"]


def test_flows_and_constants_named_by_counts_exist(world, rows):
    flows = {f.id for f in world.flows}
    for row in rows:
        assert not row["flow"] or row["flow"] in flows, row["id"]
        for name in split(row["constant"]):
            assert name in world.posts or name in world.places, row["id"]


@given(st.lists(st.text("abcdef", min_size=1, max_size=6), min_size=1, max_size=40, unique=True))
def test_a_quarter_is_kept_out_of_every_stratum(ids):
    blank = dict.fromkeys(WHAT, "")
    rows = [
        {**blank, "posts": i, "id": i, "stratum": "ab"[len(i) % 2], "prior": "no", "wave": "1", "year": "2024"}
        for i in ids
    ]
    out = kept_out(rows)
    for stratum in "ab":
        mine = [r["id"] for r in rows if r["stratum"] == stratum]
        assert len(out & set(mine)) == -(-len(mine) // 4)
    assert not kept_out([{**r, "prior": "yes"} for r in rows])
    assert not kept_out([{**r, "year": "2023"} for r in rows])
    more = [{**r, "id": f"later {r['id']}", "posts": f"later {r['id']}", "wave": "2"} for r in rows]
    assert kept_out([*rows, *more]) & set(ids) == out, "none changes sides by counts that come later"
    both = kept_out([*rows, *({**r, "id": f"{r['id']} again", "wave": "2"} for r in rows)])
    assert all((name in both) == (f"{name} again" in both) for name in ids), "a second figure goes with the first"


def test_a_count_of_another_year_makes_way_for_one_of_the_base_year():
    now = count("now", [True, False, False], origins=("RU",), destinations=("CN",))
    same = count("same", [True, False, False], year=2022)
    wider = count("wider", [True, True, False], year=2023)
    narrower = count("narrower", [True, False, False], year=2023, origins=("CN",), destinations=("RU",))
    elsewhere = count("elsewhere", [False, False, True], year=2025)
    counts = [now, same, wider, narrower, elsewhere]
    assert superseded(counts) == {"same", "wider"}
    assert not same.judged
    assert now.judged
    assert "2022" in same.use


def test_freight_of_a_count():
    transit = count("transit", [True], origins=("!KZ",), destinations=("!KZ",))
    assert transit.speaks_of("coal", "CN", "RU")
    assert not transit.speaks_of("coal", "KZ", "RU")
    both = count("both", [True], origins=("RU",), destinations=("IR", "IN"), either_way=True, cargo=("food",))
    assert both.speaks_of("food", "IR", "RU")
    assert both.speaks_of("food", "RU", "IN")
    assert not both.speaks_of("coal", "RU", "IN")
    assert not both.speaks_of("food", "RU", "AZ")
    found = eligible([transit, both], [("food", "IR", "RU"), ("coal", "KZ", "RU"), ("food", "IR", "RU")])
    assert found.tolist() == [[True, False, True], [True, False, True]]


def test_a_tonne_is_counted_once_however_often_it_touches_the_links():
    graph = Graph(4, [0, 1, 2], [1, 2, 3])
    problem = Problem(graph, Delay.constant([1.0, 1.0, 1.0]), origin=[0, 1], destination=[3, 3], demand=[5.0, 2.0])
    solution = solve(problem, gap=1e-6)
    weave = count("weave", [True, False, True])
    first = count("first", [True, False, False])
    assigned, seen = tally([weave, first], solution.paths, [("coal", "A", "B"), ("coal", "C", "B")])
    assert assigned.tolist() == pytest.approx([7.0, 5.0])
    assert seen.toarray().tolist() == [[5.0, 2.0], [5.0, 0.0]]
