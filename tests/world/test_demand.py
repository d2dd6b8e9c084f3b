import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from kordon.errors import DataError
from kordon.world import load_world
from kordon.world.calibrate import Prior, adjust, adjust_constants, free_cost, prior_rows
from kordon.world.costs import choice_constants, read_constants
from kordon.world.demand import conversion, conversions, read_demand, read_totals, spread, zone_weights


@pytest.fixture(scope="module")
def world():
    return load_world()


def test_conversions_have_ranges_and_sources():
    for c in conversions().values():
        assert c.low <= c.factor <= c.high
        assert c.provenance.source
    with pytest.raises(DataError):
        conversion("furlongs")


def test_zones_and_rows_are_zone_nodes(world):
    zones = {p for p, m in zip(world.network.node_place, world.network.node_mode, strict=True) if m == "zone"}
    assert 80 <= len({p for v in zone_weights().values() for p, _ in v}) <= 130
    for row in read_demand():
        assert {row.origin, row.destination} <= zones
        assert row.cargo in world.cargo
        assert row.t_day > 0
        assert row.choke_usd_t > 0
        assert row.origin != row.destination


def test_spreading_keeps_totals(world):
    for total in read_totals():
        cells = spread(world.places, (total,))
        assert sum(cells.values()) * 365 / 1e6 == pytest.approx(total.mt_year)
        assert min(cells.values()) > 0


def test_no_demand_without_any_way(world):
    keys = [(r.origin, r.destination, r.cargo) for r in read_demand()]
    cost = free_cost(world.network, list(world.cargo.values()), keys)
    assert [k for k, c in zip(keys, cost, strict=True) if not np.isfinite(c)] == []


@pytest.mark.parametrize(
    ("origin", "destination", "cargo"),
    [
        ("CN", "RU", "electronics"), ("CN", "RU", "dual_use"), ("RU", "KZ", "food"), ("KZ", "RU", "coal"),
        ("RU", "UZ", "general"), ("CN", "DE", "general"), ("KZ", "CN", "metals"), ("KZ", "NL", "crude_oil"),
        ("RU", "CN", "gas"), ("TM", "CN", "gas"), ("RU", "IN", "general"), ("RU", "IR", "grain"), ("KZ", "UZ", "grain"),
        ("TR", "GE", "general"), ("PK", "AF", "food"), ("AZ", "TR", "crude_oil"),
    ],
)  # fmt: skip
def test_the_flows_at_stake_are_there(world, origin, destination, cargo):
    rows = [
        r
        for r in read_demand()
        if (world.places[r.origin].cc, world.places[r.destination].cc, r.cargo) == (origin, destination, cargo)
    ]
    assert sum(r.t_day for r in rows) > 50


def test_no_zone_loses_all_of_its_freight(world):
    for total in read_totals():
        cells = spread(world.places, (total,))
        weights = dict(total.origins), dict(total.destinations)
        ends = {key[0] for key in cells}, {key[1] for key in cells}
        for side in (0, 1):
            other = set(weights[1 - side])
            assert {place for place, w in weights[side].items() if w > 0 and other != {place}} <= ends[side], total.id


def test_rows_stay_within_the_bounds_of_their_totals(world):
    prior = prior_rows(world)
    rows = {(r.origin, r.destination, r.cargo): r.t_day for r in read_demand()}
    assert set(rows) == set(prior.keys)
    t_day = np.array([rows[key] for key in prior.keys])
    assert (t_day >= prior.low_t_day - 1e-3).all()
    assert (t_day <= prior.high_t_day + 1e-3).all()
    assert len(rows) <= 6000
    assert t_day.sum() == pytest.approx(prior.t_day.sum(), rel=0.1), "all in all the totals are kept"


def test_constants_weigh_in_choices_only_where_they_belong(world):
    net = world.network
    cargo = [world.cargo["general"], world.cargo["crude_oil"]]
    added = choice_constants(net, cargo)
    kind = np.array(net.link_kind)
    known = read_constants()
    assert known
    assert all(name in world.posts or name in world.places for name in known)
    assert max(abs(v) for v in known.values()) <= 50
    assert set(kind[(added != 0).any(axis=0)]) <= {"border", "transfer"}
    berth = np.array([name.startswith("berth:") for name in net.link_id])
    assert berth[(added != 0).any(axis=0) & (kind == "transfer")].all()
    assert not added[1][berth].any(), "liquids use terminals of their own"
    post = next(name for name, v in known.items() if v and name in world.posts)
    on_post = (np.array(net.link_post) == post) & (kind == "border")
    assert added[0][on_post] == pytest.approx(known[post])


@given(st.floats(10, 1e4), st.floats(10, 1e4), st.floats(0.05, 1.0))
@settings(max_examples=100)
def test_adjusting_moves_towards_the_count_and_stays_in_bounds(counted, assigned, share):
    first = np.array([assigned, 5.0])
    keys = (("a", "b", "coal"), ("a", "c", "coal"))
    prior = Prior(keys, first, first / 3, first * 3, first, (), np.arange(len(keys)), np.arange(len(keys)))
    moved = adjust(first, csr_array(np.array([[share, 0.0]])), np.array([counted / assigned]), prior)
    assert moved[1] == pytest.approx(5.0), "a row whose trade feeds no count stays"
    assert first[0] / 3 - 1e-9 <= moved[0] <= first[0] * 3 + 1e-9
    if counted > assigned * 1.0001:
        assert moved[0] > first[0]
    if counted < assigned / 1.0001:
        assert moved[0] < first[0]


def test_what_no_count_sees_moves_with_its_trade_and_less_with_its_pair_of_states():
    first = np.array([100.0, 100.0, 100.0, 100.0])
    keys = (("a", "b", "coal"), ("a", "c", "coal"), ("a", "b", "food"), ("d", "b", "food"))
    # coal and food from one state to another, and food from a third state
    prior = Prior(keys, first, first / 8, first * 8, first, (), np.array([0, 0, 1, 2]), np.array([0, 0, 1]))
    t_day = first
    for _ in range(30):
        share = csr_array(np.array([[1.0, 0.0, 0.0, 0.0]]))
        t_day = adjust(t_day, share, np.array([200.0 / t_day[0]]), prior)
    assert t_day[0] == pytest.approx(200.0, rel=1e-3)
    assert 200.0 > t_day[1] > t_day[2] > 105.0
    assert t_day[3] == pytest.approx(100.0)


def test_constants_move_against_the_error_and_stop_at_a_free_crossing():
    moved = adjust_constants({"a": 1.0}, {"a": 0.5, "b": 3.0, "c": 1.0}, {"b": -1.5}, step_usd_t=2.0)
    assert moved["a"] > 1.0, "more assigned than counted: dearer"
    assert moved["b"] == -1.5, "less assigned than counted: cheaper, down to nothing paid"
    assert moved["c"] == 0.0
