import numpy as np
import pytest

from kordon.world import load_world
from kordon.world.costs import fixed_costs
from kordon.world.tastes import MODE_SPREAD, PORT_USD_T, POST_USD_T, SINGLE, TASTES, quantiles, taste_costs, taste_of


@pytest.fixture(scope="module")
def world():
    return load_world()


@pytest.fixture(scope="module")
def added(world):
    cargo = list(world.cargo.values())
    money = fixed_costs(world.network, cargo)
    return {c.id: k for k, c in enumerate(cargo)}, money, taste_costs(world.network, cargo, money)


def test_quantiles_have_mean_one_and_the_spread_of_their_distributions():
    wait, factor = quantiles()
    assert wait.mean() == pytest.approx(1.0)
    assert factor.mean() == pytest.approx(1.0)
    assert wait.std() == pytest.approx(1.0, rel=0.25)
    assert np.log(factor).std() == pytest.approx(MODE_SPREAD, rel=0.1)


def test_each_post_takes_every_quantile_once(world, added):
    row, _, extra = added
    net = world.network
    at = next(
        a for a in range(net.n_links)
        if net.link_post[a] == "syrym_mashtakovo" and net.link_kind[a] == "border" and net.link_mode[a] == "road"
    )  # fmt: skip
    wait, _ = quantiles()
    assert sorted(extra[row["general"], :, at]) == pytest.approx(sorted(POST_USD_T["road"] * wait))
    assert extra[row["general"], :, at].mean() == pytest.approx(POST_USD_T["road"])


def test_nothing_falls_below_zero_and_single_classes_have_no_taste(world, added):
    row, money, extra = added
    assert (money[:, None, :] + extra >= -1e-9).all()
    for name in SINGLE:
        assert not extra[row[name]].any()
        assert taste_of("tengiz", "rotterdam", name, 0) == 0
    assert extra[row["food"]].max() > PORT_USD_T


def test_tastes_are_spread_over_origins_and_do_not_depend_on_order(world):
    zones = sorted({r.origin for r in world.demand if r.cargo == "general"})
    found = [taste_of(zone, "moscow", "general", 0) for zone in zones]
    assert set(found) <= set(range(TASTES))
    assert len(set(found)) == TASTES
    assert found == [taste_of(zone, "moscow", "general", 0) for zone in zones]
    two = {taste_of("tashkent", r.destination, "food", 0) for r in world.demand}
    assert len(two) <= 2
