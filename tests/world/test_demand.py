import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from kordon.errors import DataError
from kordon.world import load_world
from kordon.world.calibrate import adjust, free_cost, read_counts
from kordon.world.csvtable import read_table
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


def test_every_count_finds_its_links_and_some_are_kept_out(world):
    counts = read_counts(world.network)
    assert len(counts) == len(read_table("demand_counts"))
    assert sum(c.kept_out for c in counts) >= 4
    assert all(c.t_day > 0 and c.source.startswith("http") for c in counts)


@given(st.floats(10, 1e4), st.floats(10, 1e4), st.floats(0.05, 1.0))
@settings(max_examples=100)
def test_adjusting_moves_towards_the_count_and_stays_in_bounds(counted, assigned, share):
    prior = np.array([assigned, 5.0])
    moved = adjust(prior, csr_array(np.array([[share, 0.0]])), np.array([counted]), np.array([assigned]), prior)
    assert moved[1] == pytest.approx(5.0), "a row that feeds no count stays"
    assert prior[0] / 3 - 1e-9 <= moved[0] <= prior[0] * 3 + 1e-9
    if counted > assigned * 1.0001:
        assert moved[0] > prior[0]
    if counted < assigned / 1.0001:
        assert moved[0] < prior[0]
