"""Routes as a specification: lawful ways are offered, the rest is refused with the rule and never costed."""

from __future__ import annotations

import datetime as dt
import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_samples import BILATERAL, DAY, closed_zone, rule, tiny_world, with_hours, world_with

from kordon.errors import LookupFailed
from kordon.model import OfferedRoute, RefusedRoute, RouteAnswer
from kordon.plan import find_routes
from kordon.plan.distinct import OVERLAP_POSTS, Elements, candidates, choose, shared, simple, worth_it
from kordon.plan.ways import Ways, ways_for
from kordon.world.load import World
from worlds import TERRITORIES, WorldBuilder, random_world


def ask(world: World, origin: str = "urumqi", destination: str = "moscow", **more: Any) -> RouteAnswer:
    return find_routes(world, origin, destination, **{"cargo": "general", "on": DAY, **more})


def posts(answer: RouteAnswer) -> set[str]:
    return {post for route in answer.offered for post in route.posts}


# ------------------------------------------------------------------------------------- what is offered


def test_ways_are_offered_with_legs_posts_states_days_and_cost() -> None:
    answer = ask(tiny_world())
    assert len(answer.offered) >= 3
    for route in answer.offered:
        assert route.legs[0].from_place == "urumqi"
        assert route.legs[-1].to_place == "moscow"
        assert all(a.to_place == b.from_place for a, b in pairwise(route.legs))
        assert route.states[0] == "CN"
        assert route.states[-1] == "RU"
        assert route.length_km == pytest.approx(sum(leg.length_km for leg in route.legs))
        assert route.days == pytest.approx(sum(leg.days for leg in route.legs), abs=0.05)
        assert route.usd_per_t == pytest.approx(sum(leg.usd_per_t for leg in route.legs), abs=0.05)
        assert 0 < route.days_low <= route.days <= route.days_high
        assert 0 < route.usd_per_t_low <= route.usd_per_t <= route.usd_per_t_high
        assert [leg.mode for leg in route.legs if leg.mode == "transfer"] == ["transfer"] * (len(route.legs) // 2)


def test_routes_differ_in_posts_or_modes_and_every_mode_gets_a_chance() -> None:
    answer = ask(tiny_world())
    keys = {(r.posts, tuple(leg.mode for leg in r.legs)) for r in answer.offered}
    assert len(keys) == len(answer.offered)
    assert {"rail"} in [{leg.mode for leg in r.legs} for r in answer.offered]
    assert {"road"} in [{leg.mode for leg in r.legs} for r in answer.offered]


def test_the_corridors_of_a_way_are_named() -> None:
    road = ask(tiny_world(), modes=("road",), avoid=("shagan",)).offered[0]
    assert road.corridors[0] == "north_road"
    assert road.legs[0].corridors == ("north_road",)


def test_published_hours_of_a_post_set_the_range_of_days() -> None:
    world = with_hours(tiny_world(), "khorgos", 2, 12, 100)
    wide, plain = (ask(w, modes=("road",), via=("syrym",)).offered[0] for w in (world, tiny_world()))
    assert wide.days == plain.days
    assert wide.days_high == pytest.approx(plain.days_high + (100 - 24) / 24, abs=0.02)
    assert wide.days_low == pytest.approx(plain.days_low - (6 - 2) / 24, abs=0.02)


def test_zones_of_states_and_posts_on_the_way_are_shown() -> None:
    route = ask(tiny_world()).offered[0]
    assert set(route.zones) == {*route.states, *(p for p in route.posts)}
    assert set(route.zones.values()) == {"grey"}


def test_more_than_a_day_of_capacity_is_remarked() -> None:
    assert ask(tiny_world(), tonnes=20).offered[0].note == ""
    assert "more than a day's capacity" in ask(tiny_world(), tonnes=50_000).offered[0].note


def test_a_post_likelier_closed_than_not_is_never_used() -> None:
    answer = ask(tiny_world(), zones=(closed_zone("khorgos"),))
    assert answer.offered
    assert "khorgos" not in posts(answer)
    assert "khorgos" in posts(ask(tiny_world(), zones=(closed_zone("khorgos", 0.4),)))
    everything = ask(tiny_world(), "almaty", "moscow", zones=tuple(closed_zone(p) for p in tiny_world().posts))
    assert everything.offered == ()
    assert everything.blocked_by == ("Petropavl does not work on the day",)


def test_planned_and_closed_posts_are_never_used() -> None:
    from dataclasses import replace

    world = tiny_world()
    world.posts["petropavl"] = replace(world.posts["petropavl"], status="planned")  # type: ignore[index]
    world.posts["syrym"] = replace(world.posts["syrym"], status="closed", status_text="closed since 2025-10-01")  # type: ignore[index]
    assert not {"petropavl", "syrym"} & posts(ask(world))
    assert "syrym" in posts(ask(world, on=dt.date(2025, 9, 1)))


# ------------------------------------------------------------------------------------- what is refused


def no_figures(refused: RefusedRoute) -> bool:
    return not {"days", "usd_per_t", "length_km", "rank", "cost"} & set(type(refused).model_fields)


def test_a_ban_on_everything_refuses_every_way_and_names_the_rule() -> None:
    answer = ask(world_with(rule("no_export", origins=("CN",), destinations=("RU",), cargo=("general",))))
    assert answer.offered == ()
    assert {r.rule for r in answer.refused} == {"no_export"}
    assert answer.blocked_by == ("no_export: Act no_export",)
    for way in answer.refused:
        assert no_figures(way)
        assert way.rule_text == "Text of no_export."
        assert way.source == "https://example.org/rule"
        assert way.states[0] == "CN"
        assert way.states[-1] == "RU"


def test_a_transit_ban_takes_the_state_out_and_offers_the_rest() -> None:
    ban = rule("no_transit", origins=("CN",), via=("KZ",), cargo=("general",), transit_exempt=False)
    answer = ask(world_with(ban), "tianjin", "moscow")
    assert answer.offered
    assert all("KZ" not in route.states for route in answer.offered)
    assert any(way.rule == "no_transit" and way.where == "KZ" and "KZ" in way.states for way in answer.refused)
    assert answer.blocked_by == ()


def test_a_state_is_touched_by_passing_its_canal() -> None:
    b = WorldBuilder()
    for name, cc, lon in (("baku", "AZ", 50.0), ("batumi", "GE", 41.6), ("canal", "RU", 44.0)):
        b.city(name, cc, 45.0, lon, modes=("sea",), kind="port")
    b.line("baku", "canal", "sea", 1_000)
    b.line("canal", "batumi", "sea", 900)
    world = b.build()
    world.__dict__["rules"] = (rule("no_ru", via=("RU",), cargo=("general",), transit_exempt=False),)
    answer = ask(world, "baku", "batumi")
    assert answer.offered == ()
    assert answer.refused[0].states == ("AZ", "RU", "GE")


def test_third_country_freight_may_not_use_a_bilateral_post() -> None:
    world = world_with(BILATERAL)
    third = ask(world, modes=("road",))
    assert "shagan" not in posts(third)
    assert any(way.rule == "bilateral_posts" and way.where == "shagan" for way in third.refused)
    own = ask(world, "almaty", "moscow", modes=("road",))
    assert "shagan" in posts(own)
    assert own.refused == ()


def test_a_rule_outside_its_dates_does_not_bite() -> None:
    ban = rule("season", origins=("CN",), destinations=("RU",), start=dt.date(2025, 1, 1), end=dt.date(2025, 9, 30))
    assert ask(world_with(ban)).offered
    assert not ask(world_with(ban), on=dt.date(2025, 9, 30)).offered


def test_obligations_travel_with_the_route() -> None:
    watched = rule("watched", effect="inspected", via=("KZ",), cargo=("general",))
    answer = ask(world_with(watched), "tianjin", "moscow", most=6)
    for route in answer.offered:
        assert [o.rule for o in route.obligations] == (["watched"] if "KZ" in route.states else [])
    assert {bool(r.obligations) for r in answer.offered} == {True, False}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.data())
def test_no_offered_way_touches_what_a_rule_forbids(seed: int, data: st.DataObject) -> None:
    world = random_world(seed, states=4, cities=2, extra=3, shipments=0)
    zones = sorted({p.id for p in world.places.values() if p.kind != "post"})
    origin, destination = data.draw(st.permutations(zones))[:2]
    ends = {world.places[origin].cc, world.places[destination].cc}
    banned = data.draw(st.sampled_from([cc for cc in list(TERRITORIES)[:4] if cc not in ends] or ["XX"]))
    world.__dict__["rules"] = (
        rule("transit", via=(banned,), cargo=("general",), transit_exempt=False), rule("bilateral", post_kind="bilateral"),
    )  # fmt: skip
    answer = ask(world, origin, destination)
    for route in answer.offered:
        assert banned not in route.states
        for post in route.posts:
            if post in world.posts and world.posts[post].third_country is False:
                assert ends <= {world.posts[post].cc_a, world.posts[post].cc_b}
    for way in answer.refused:
        assert way.rule in ("transit", "bilateral")
        assert way.where == banned if way.rule == "transit" else way.where in way.posts


# ------------------------------------------------------------------------------------- avoid, via, modes


def test_avoid_takes_states_posts_corridors_places_and_modes() -> None:
    world = tiny_world()
    assert all("KZ" not in r.states for r in ask(world, "tianjin", avoid=("KZ",)).offered)
    assert all("KZ" not in r.states for r in ask(world, "tianjin", avoid=("Kazakhstan",)).offered)
    assert "syrym" not in posts(ask(world, avoid=("syrym",)))
    assert all("north_rail" not in r.corridors for r in ask(world, avoid=("north_rail",)).offered)
    assert all("aktobe" not in {leg.to_place for leg in r.legs} for r in ask(world, avoid=("aktobe",)).offered)
    assert all(leg.mode != "rail" for r in ask(world, avoid=("rail",)).offered for leg in r.legs)


def test_via_is_met_in_order() -> None:
    world = tiny_world()
    for answer in (ask(world, via=("syrym",)), ask(world, via=("khorgos", "syrym"))):
        assert answer.offered
        assert all("syrym" in r.posts for r in answer.offered)
    assert all("MN" in r.states for r in ask(world, "tianjin", via=("MN",)).offered)
    assert ask(world, via=("syrym", "khorgos")).offered == ()


def test_no_way_out_and_back_is_offered() -> None:
    for answer in (ask(tiny_world(), via=("syrym",)), ask(tiny_world(), "tianjin", via=("rail", "road"))):
        for route in answer.offered:
            places = [leg.to_place for leg in route.legs if leg.mode != "transfer"]
            assert len(places) == len(set(places))


def test_modes_narrow_the_answer_and_nothing_else_says_why() -> None:
    world = tiny_world()
    assert {leg.mode for r in ask(world, modes=("road",)).offered for leg in r.legs} == {"road"}
    none = ask(world, modes=("sea",))
    assert none.offered == ()
    assert "--mode" in none.blocked_by[0]


@pytest.mark.parametrize(
    ("change", "where", "mend"),
    [
        ({"modes": ("zeppelin",)}, "--mode", "one of road"),
        ({"avoid": ("Atlantis Nowhere",)}, "--avoid", "name a state"),
        ({"via": ("Syrim",)}, "--via", "did you mean Syrym"),
        ({"avoid": ("RU",)}, "--avoid", "choose another end"),
        ({"tonnes": 0.0}, "--tonnes", "above 0"),
        ({"tonnes": math.nan}, "--tonnes", "above 0"),
        ({"origin": "Zzzyx Qqq"}, "FROM", "name a city"),
        ({"origin": "Kazakhstan"}, "FROM", "name a city"),
        ({"destination": "urumqi"}, "TO", "another place"),
    ],
)
def test_what_makes_no_sense_is_one_line_with_the_mend(change: dict[str, Any], where: str, mend: str) -> None:
    with pytest.raises(LookupFailed) as caught:
        ask(tiny_world(), **change)
    assert caught.value.where == where
    assert mend in str(caught.value)
    assert "\n" not in str(caught.value)


# ------------------------------------------------------------------------------------- search


def test_the_first_way_is_the_cheapest_of_all() -> None:
    world = tiny_world()
    ways = ways_for(world.network, world.cargo["general"])
    found = everything(ways, "urumqi", "moscow")
    best = min(found, key=lambda row: row[0])
    shortest = ways.cheapest(world.network.node("urumqi"), world.network.node("moscow"), none(world))
    assert shortest is not None
    assert ways.total(shortest) == pytest.approx(best[0])


def none(world: World) -> Any:
    import numpy as np

    return np.zeros(world.network.n_links, dtype=np.bool_)


def everything(ways: Ways, origin: str, destination: str) -> list[tuple[float, tuple[int, ...]]]:
    """Every simple way, by walking them all."""
    net = ways.network
    out: dict[int, list[int]] = {}
    for link in range(net.n_links):
        if ways.allowed[link]:
            out.setdefault(int(net.tail[link]), []).append(link)
    found, goal = [], net.node(destination)

    def walk(node: int, path: tuple[int, ...], seen: frozenset[int]) -> None:
        for link in out.get(node, ()):
            head = int(net.head[link])
            if head == goal:
                found.append((ways.total((*path, link)), (*path, link)))
            elif head not in seen and net.node_mode[head] != "zone":
                walk(head, (*path, link), seen | {head})

    walk(net.node(origin), (), frozenset({net.node(origin)}))
    return found


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_candidates_are_ways_that_rise_in_cost_and_choices_differ(seed: int) -> None:
    world = random_world(seed, states=3, cities=2, extra=3, shipments=0)
    net = world.network
    ways = ways_for(net, world.cargo["general"])
    a, b = net.node("cn0"), net.node("ru1")
    found = candidates(ways, Elements(ways), a, b, none(world), (), frozenset({"CN", "RU"}))
    assert [cost for cost, _ in found] == sorted(cost for cost, _ in found)
    for cost, path in found:
        assert cost == pytest.approx(ways.total(path))
        assert simple(ways, path)
        assert int(net.tail[path[0]]) == a
        assert int(net.head[path[-1]]) == b
        assert all(int(net.head[x]) == int(net.tail[y]) for x, y in pairwise(path))
        assert all(net.node_mode[int(net.head[x])] != "zone" for x in path[:-1])
    chosen = choose(ways, worth_it(ways, found), 4)
    assert len(chosen) <= 4
    for i, path in enumerate(chosen):
        for other in chosen[:i]:
            assert path != other
            assert shared(ways, path, other) <= OVERLAP_POSTS or modes(ways, path) != modes(ways, other)


def modes(ways: Ways, path: tuple[int, ...]) -> set[str]:
    return {ways.network.link_mode[a] for a in path if ways.network.link_kind[a] == "line"}


def test_a_way_twice_as_slow_to_save_little_is_left_out() -> None:
    b = WorldBuilder()
    for name in ("here", "there"):
        b.city(name, "CN", 40.0, 100.0 + len(name), modes=("road", "sea"), kind="port", transfer_usd_t=0, transfer_h=0)
    b.line("here", "there", "road", 300)
    b.line("here", "there", "sea", 6_000)
    answer = ask(b.build(), "here", "there", cargo="grain")
    assert [{leg.mode for leg in r.legs} for r in answer.offered] == [{"road"}]


def test_the_same_question_has_the_same_answer() -> None:
    assert ask(tiny_world()) == ask(tiny_world())


def test_an_offered_route_survives_json() -> None:
    route = ask(tiny_world()).offered[0]
    assert OfferedRoute.model_validate_json(route.model_dump_json()) == route
