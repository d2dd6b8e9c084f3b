"""What a measure touches: links, toll points, freight."""

from __future__ import annotations

import numpy as np
import pytest

from kordon.model import Freight, Where
from kordon.scenario.match import Sides, carries, extent, states_of, toll_points
from worlds import WorldBuilder, tiny_world

WORLD = tiny_world()
SIDES = Sides(WORLD.network)
IDS = np.array(WORLD.network.link_id)


def ids(where: Where, both_ways: bool = True) -> set[str]:
    return set(IDS[extent(where, SIDES, both_ways=both_ways)])


def test_an_empty_where_is_everything() -> None:
    assert len(ids(Where())) == WORLD.network.n_links


def test_a_territory_holds_its_links_and_its_borders() -> None:
    touched = ids(Where(territories=("KZ",)))
    assert "border:khorgos:rail:CN>KZ" in touched
    assert "line:road:almaty:road>aktobe:road" in touched
    assert "line:rail:urumqi:rail>khorgos:rail:CN" not in touched


def test_a_border_is_every_post_between_two_states_and_may_be_one_way() -> None:
    assert ids(Where(borders=(("KZ", "RU"),))) == {
        f"border:{post}:{mode}:{a}>{b}"
        for post, mode in (("syrym", "road"), ("shagan", "road"), ("petropavl", "rail"))
        for a, b in (("KZ", "RU"), ("RU", "KZ"))
    }
    one_way = ids(Where(borders=(("KZ", "RU"),), modes=("road",)), both_ways=False)
    assert one_way == {"border:syrym:road:KZ>RU", "border:shagan:road:KZ>RU"}


def test_fields_narrow_each_other() -> None:
    assert ids(Where(posts=("khorgos",), modes=("rail",))) == {"border:khorgos:rail:CN>KZ", "border:khorgos:rail:KZ>CN"}
    assert ids(Where(posts=("khorgos",), territories=("RU",))) == set()


def test_a_place_is_every_link_that_ends_there() -> None:
    touched = ids(Where(places=("vladivostok",), modes=("sea",)))
    assert "line:sea:tianjin:sea>vladivostok:sea" in touched
    assert not any("novosibirsk" in link for link in touched)


@pytest.mark.parametrize(
    "where",
    [
        Where(posts=("khorgos",)), Where(borders=(("CN", "KZ"),)), Where(territories=("KZ",)), Where(places=("almaty",)),
        Where(corridors=("north_rail",)), Where(),
    ],
)  # fmt: skip
def test_a_through_trip_meets_a_measure_once(where: Where) -> None:
    """Urumqi - Khorgos - Almaty - Petropavl - Moscow by rail: every kind of place is met exactly once."""
    trip = [
        "connector:urumqi>urumqi:rail", "line:rail:urumqi:rail>khorgos:rail:CN", "border:khorgos:rail:CN>KZ",
        "line:rail:khorgos:rail:KZ>almaty:rail", "line:rail:almaty:rail>petropavl:rail:KZ", "border:petropavl:rail:KZ>RU",
        "line:rail:petropavl:rail:RU>moscow:rail", "connector:moscow:rail>moscow",
    ]  # fmt: skip
    links = [WORLD.network.link(link) for link in trip]
    assert toll_points(where, SIDES).entering[links].sum() == pytest.approx(1.0)


def test_freight_that_starts_inside_meets_a_territory_on_the_way_out() -> None:
    points = toll_points(Where(territories=("KZ",)), SIDES)
    out = [WORLD.network.link(link) for link in ("line:road:almaty:road>aktobe:road", "border:syrym:road:KZ>RU")]
    assert points.inside == {"KZ"}
    assert points.leaving[out].tolist() == [0.0, 1.0]
    assert points.entering[out].tolist() == [0.0, 0.0]


def test_a_ship_meets_a_gate_once() -> None:
    b = WorldBuilder()
    b.city("a", "CN", 0, 0, modes=("sea",), kind="port")
    b.city("suez", "GE", 0, 5, modes=("sea",), kind="strait")
    b.city("z", "RU", 0, 9, modes=("sea",), kind="port")
    b.line("a", "suez", "sea", 100, gate="suez")
    b.line("suez", "z", "sea", 100, gate="suez")
    world = b.build()
    points = toll_points(Where(posts=("suez",)), Sides(world.network))
    for trip in (["a:sea>suez:sea", "suez:sea>z:sea"], ["z:sea>suez:sea", "suez:sea>a:sea"]):
        assert points.entering[[world.network.link(f"line:sea:{leg}") for leg in trip]].sum() == 1.0
    closed = extent(Where(posts=("suez",)), Sides(world.network))
    assert closed.sum() == 4


def test_which_freight_is_meant() -> None:
    states = states_of(Where(posts=("syrym",)), WORLD, SIDES)
    assert states == {"KZ", "RU"}
    assert carries(Freight(scope="bilateral"), "KZ", "RU", "grain", states)
    assert not carries(Freight(scope="transit"), "KZ", "RU", "grain", states)
    only_kz = states_of(Where(territories=("KZ",)), WORLD, SIDES)
    assert carries(Freight(either_end=("RU",), scope="transit"), "CN", "RU", "general", only_kz)
    assert not carries(Freight(either_end=("RU",), scope="transit"), "KZ", "RU", "general", only_kz)
    assert not carries(Freight(either_end=("RU",)), "CN", "PL", "general", only_kz)
    assert carries(Freight(origins=("CN",), destinations=("RU",), cargo=("grain",)), "CN", "RU", "grain", only_kz)
    assert not carries(Freight(cargo=("grain",)), "CN", "RU", "general", only_kz)
