import numpy as np
import pytest

from kordon.world import load_world
from kordon.world.costcheck import compare_rates
from kordon.world.costs import (
    allowed_modes,
    choice_constants,
    fixed_costs,
    line_rates,
    link_ranges,
    rate,
    surcharges,
    war_risk,
)
from kordon.world.measure import way_between


@pytest.fixture(scope="module")
def world():
    return load_world()


def test_costs_are_finite_and_no_less_than_nothing(world):
    costs = fixed_costs(world.network, list(world.cargo.values()))
    assert costs.shape == (len(world.cargo), world.network.n_links)
    assert np.isfinite(costs).all()
    assert (costs >= 0).all()


def test_most_specific_rate_wins():
    assert rate("road", "general", "RU") == line_rates()["road", "", "RU"]
    assert rate("road", "general", "PL") == line_rates()["road", "", "EU"]
    assert rate("rail", "coal", "KZ") == line_rates()["rail", "coal", ""], "bulk has tariff classes of its own"
    assert rate("rail", "coal", "PL") == line_rates()["rail", "coal", "EU"], (
        "those of the 1520 mm railways hold there only"
    )
    assert rate("rail", "coal", "PL:1520") == rate("rail", "coal", "LV:1520") == line_rates()["rail", "coal", ""]
    assert rate("rail", "general", "PL:1520") == line_rates()["rail", "", "EU"]
    assert rate("rail", "general", "KZ") == line_rates()["rail", "", "KZ"]
    assert rate("sea", "grain", "caspian") == line_rates()["sea", "grain", "caspian"]
    assert rate("transfer", "general", "KZ") is None


def test_every_rate_has_a_range_around_its_value():
    for figure in line_rates().values():
        assert figure.low is not None
        assert figure.high is not None
        assert figure.low <= figure.value <= figure.high
        assert figure.provenance.source
        if figure.provenance.kind == "published":
            assert figure.provenance.source.startswith("http")
    for low, high in link_ranges().values():
        assert 0 < low <= 1 <= high


def test_published_rates_come_out(world):
    checks = compare_rates(world.network)
    assert len(checks) >= 7
    assert [c.id for c in checks if not c.holds] == []


@pytest.mark.parametrize(
    ("origin", "destination", "cargo", "low", "high"),
    [
        ("azov", "izmit", "grain", 23, 29),  # 26 USD/t for 3,000 t from Azov to the Sea of Marmara, August 2024
        ("novorossiysk", "mersin", "grain", 15, 25),  # 15 to 20 in 2019, 4 USD/t of war risk since
        ("novorossiysk", "rotterdam", "coal", 23, 35),  # 26 in 2019, with the same
    ],
)
def test_bulk_by_sea_costs_about_what_brokers_tell(world, origin, destination, cargo, low, high):
    """Freight of the ship alone: line-haul and days in port, what the quays take aside."""
    net = world.network
    way = way_between(net, origin, destination, modes=["sea"])
    berths = [f"berth:{origin}:quay>{origin}:sea", f"berth:{destination}:sea>{destination}:landing"]
    cost = fixed_costs(net, [world.cargo[cargo]])[0]
    handling = surcharges()["handling_factor", "bulk"].value
    port = sum(cost[net.link(b)] - handling * net.cost_usd_t[net.link(b)] for b in berths)
    assert low <= sum(cost[a] for a in way.links) + port <= high


def test_gas_and_crude_keep_to_their_modes(world):
    net = world.network
    gas, crude = allowed_modes(net, [world.cargo["gas"], world.cargo["crude_oil"]])
    mode = np.array(net.link_mode)
    assert set(mode[gas]) == {"gas_pipeline"}
    assert "road" not in set(mode[crude])
    heads = np.array(net.node_mode)[net.head[crude & (mode == "transfer")]]
    assert "road" not in set(heads)


def test_light_freight_pays_for_space(world):
    general, electronics = fixed_costs(world.network, [world.cargo["general"], world.cargo["electronics"]])
    line = (np.array(world.network.link_kind) == "line") & (np.array(world.network.link_mode) == "road")
    assert np.allclose(electronics[line], 1.5 * general[line])


def test_war_risk_is_charged_on_the_links_of_the_port(world):
    net = world.network
    assert war_risk()["novorossiysk"].value == pytest.approx(4.0)
    costs = fixed_costs(net, [world.cargo["grain"]])[0]
    touching = [
        a
        for a in np.flatnonzero((np.array(net.link_mode) == "sea") & (np.array(net.link_kind) == "line"))
        if "novorossiysk" in (net.node_place[net.tail[a]], net.node_place[net.head[a]])
    ]
    assert touching
    assert all(costs[a] >= 4.0 for a in touching)


def test_the_constant_of_a_port_lies_on_its_berths_and_not_on_ships_that_pass(world):
    cargo = list(world.cargo.values())
    found = choice_constants(world.network, cargo, {"baku_alat": 7.0})
    grain, oil = (next(k for k, c in enumerate(cargo) if c.id == name) for name in ("grain", "oil_products"))
    names = np.array(world.network.link_id)
    assert set(names[found[grain] != 0]) == {
        "berth:baku_alat:quay>baku_alat:sea", "berth:baku_alat:sea>baku_alat:landing",
    }  # fmt: skip
    assert set(found[grain][found[grain] != 0]) == {7.0}
    assert not found[oil].any(), "liquids have terminals of their own"
