"""Routes on the bundled world, as a forwarder would check them; and the two commands."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from click.testing import CliRunner, Result
from plan_samples import DAY

from kordon.cli import cli
from kordon.errors import LookupFailed, NothingFound
from kordon.model import CargoRow, Outcome, RouteAnswer, Scenario
from kordon.plan import example_consignments, find_routes
from kordon.plan.places import NEAREST_KM, find_end, find_what
from kordon.world import load_world

WORLD = load_world()


def ask(origin: str, destination: str, cargo: str = "general", **more: Any) -> RouteAnswer:
    return find_routes(WORLD, origin, destination, cargo=cargo, **{"on": DAY, **more})


def kordon(*args: str) -> Result:
    return CliRunner().invoke(cli, args)


# ------------------------------------------------------------------------------------- names


@pytest.mark.parametrize("name", ["Almaty", "almaty", "Алматы", "阿拉木图", "Alma-Ata", "Алма-Ата"])
def test_a_city_is_found_in_every_language(name: str) -> None:
    assert find_end(WORLD, name, "FROM").place == "almaty"


def test_a_settlement_off_the_network_stands_for_the_nearest_place_and_says_so() -> None:
    end = find_end(WORLD, "Talgar", "FROM")
    assert end.place == "almaty"
    assert end.note.startswith("Talghar (KZ)")
    assert "km away" in end.note
    km = int(end.note.split(" km away")[0].rsplit(" ", 1)[1])
    assert km <= NEAREST_KM


def test_an_ambiguous_name_lists_the_candidates_and_a_state_settles_it() -> None:
    with pytest.raises(LookupFailed) as caught:
        find_end(WORLD, "Aleksandrovka", "FROM")
    assert "several places" in str(caught.value)
    assert "KG'" in str(caught.value)
    assert "UA'" in str(caught.value)
    with pytest.raises(LookupFailed, match="km from the nearest place"):
        find_end(WORLD, "San Antonio, US", "FROM")
    assert find_end(WORLD, "Aleksandrovka, KG", "FROM").cc in ("KG", "KZ")
    assert find_end(WORLD, "Moscow, RU", "FROM").place == "moscow"


def test_a_misspelt_name_is_suggested() -> None:
    with pytest.raises(LookupFailed, match="did you mean"):
        find_end(WORLD, "Almatyy", "FROM")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("KZ", "territory"), ("Россия", "territory"), ("syrym_mashtakovo", "post"), ("Сырым", "post"), ("titr", "corridor"),
     ("rail", "mode"), ("pipeline", "mode"), ("Aktau", "place"), ("Suez Canal", "post")],
)  # fmt: skip
def test_what_to_avoid_is_found_by_id_or_name(name: str, kind: str) -> None:
    what = find_what(WORLD, name, "--avoid")
    assert what.kind in (kind, "place" if kind == "post" else kind)
    assert what.links.any()


# ------------------------------------------------------------------------------------- routes


def test_listed_goods_from_the_union_to_russia_are_refused_with_the_act() -> None:
    answer = ask("Hamburg", "Moscow", "8542.31")
    assert answer.cargo == "dual_use"
    assert answer.offered == ()
    assert answer.refused
    assert any("833/2014" in way.act and way.authority == "European Union" for way in answer.refused)
    assert any("833/2014" in line for line in answer.blocked_by)


def test_listed_goods_from_the_union_to_kazakhstan_go_round_russia() -> None:
    answer = ask("Hamburg", "Almaty", "8542.31")
    assert answer.offered
    for route in answer.offered:
        assert not {"RU", "BY"} & set(route.states)
        assert not {"volga_don", "kerch"} & set(route.posts)
    assert any(way.where == "RU" and "RU" in way.states for way in answer.refused)


def test_third_country_freight_keeps_off_bilateral_posts() -> None:
    answer = ask("Urumqi", "Moscow", "electronics", modes=("road",))
    assert answer.offered
    for route in answer.offered:
        for post in route.posts:
            assert WORLD.posts[post].third_country is not False
    assert any(way.rule == "kz_ru_multilateral_posts" for way in answer.refused)
    own = ask("Almaty", "Moscow", "general", modes=("road",))
    assert all(way.rule != "kz_ru_multilateral_posts" for way in own.refused)


def test_wheat_into_kazakhstan_was_banned_in_autumn_2024_and_not_a_year_later() -> None:
    banned = ask("Chelyabinsk", "Kostanay", "1001.99", on=dt.date(2024, 10, 1))
    assert banned.offered == ()
    assert banned.refused
    assert ask("Chelyabinsk", "Kostanay", "1001.99", on=DAY).offered


def test_a_route_stays_on_the_network_that_works() -> None:
    closed = {post.id for post in WORLD.posts.values() if post.status == "planned"}
    for answer in (ask("Urumqi", "Moscow"), ask("Shanghai", "Almaty"), ask("Urumqi", "Astana")):
        for route in answer.offered:
            assert not closed & set(route.posts)
            assert not any(c in ("pos2", "cku_plan") for c in route.corridors)


@pytest.mark.parametrize(
    ("origin", "destination", "modes", "days", "km"),
    [
        # published: almaty_moscow_days 7-9 days (forwarder, before September 2025)
        ("Almaty", "Moscow", ("road",), (5.0, 10.0), (3_700, 4_600)),
        # northern_rail_kz_moscow: length_km_est 8,570 (estimate over waypoints)
        ("Shanghai", "Moscow", ("rail",), (10.0, 21.0), (8_000, 10_800)),
        ("Urumqi", "Moscow", ("rail",), (6.0, 14.0), (4_500, 6_200)),
        ("Chelyabinsk", "Tashkent", ("rail",), (3.0, 9.0), (2_000, 3_000)),
    ],
)  # fmt: skip
def test_days_and_lengths_are_those_of_the_trade(
    origin: str, destination: str, modes: tuple[str, ...], days: tuple[float, float], km: tuple[float, float]
) -> None:
    route = ask(origin, destination, modes=modes).offered[0]
    assert days[0] <= route.days <= days[1]
    assert km[0] <= route.length_km <= km[1]


def test_road_from_urumqi_costs_what_trucks_cost() -> None:
    # published: 9,500 to 10,500 USD a truck China-Moscow (September and October 2025), about 20 t of load
    route = ask("Urumqi", "Moscow", "electronics", modes=("road",)).offered[0]
    assert route.usd_per_t_low < 10_000 / 20 < route.usd_per_t_high


# ------------------------------------------------------------------------------------- commands


def test_route_prints_json_of_the_contract() -> None:
    done = kordon("route", "Urumqi", "Moscow", "--cargo", "general", "--on", "2025-10-07", "--json")
    answer = json.loads(done.stdout)
    assert done.exit_code == 0
    assert {"offered", "refused", "blocked_by"} <= set(answer)
    assert {"legs", "posts", "states", "length_km", "days", "usd_per_t"} <= set(answer["offered"][0])


def test_route_without_a_lawful_way_prints_the_answer_and_says_no() -> None:
    done = kordon("route", "Hamburg", "Moscow", "--cargo", "8542.31", "--on", "2025-10-07", "--json")
    assert isinstance(done.exception, NothingFound)
    answer = json.loads(done.stdout)
    assert answer["offered"] == []
    assert all(way["rule"] and not {"days", "usd_per_t", "rank"} & set(way) for way in answer["refused"])


def test_route_for_people_names_ways_duties_and_refusals() -> None:
    done = kordon("route", "Hamburg", "Almaty", "--cargo", "8542.31", "--on", "2025-10-07")
    assert done.exit_code == 0
    assert "Hamburg to Almaty: 20 t of HS 854231" in done.stdout
    assert "Refused" in done.stdout
    assert "legal advice" in done.stderr


def test_zones_list_every_subject_with_its_evidence() -> None:
    done = kordon("zones", "--as-of", "2025-10-07", "--json")
    zones = json.loads(done.stdout)
    assert done.exit_code == 0
    assert len(zones) == len(WORLD.territories) + len(WORLD.posts) + len(WORLD.corridors)
    assert all(zone["evidence"] and zone["would_change"] for zone in zones)
    red = json.loads(kordon("zones", "--as-of", "2025-10-07", "--colour", "red", "--kind", "corridor", "--json").stdout)
    assert {z["subject"] for z in red} >= {"pos2"}
    table = kordon("zones", "--as-of", "2025-10-07", "--kind", "corridor")
    assert "Middle Corridor" in table.stdout


def test_no_example_of_listed_goods_is_made_from_flows() -> None:
    rows = [
        CargoRow(
            cargo=cargo, origin="CN", destination="RU", demand_t_day=900, affected_t_day=size, displaced_t_day=0,
            unserved_t_day=0, base_unserved_t_day=0, added_days=0, added_usd_t=0, loss_usd_month=0,
        )
        for cargo, size in (("dual_use", 900.0), ("electronics", 400.0))
    ]  # fmt: skip
    outcome = Outcome.model_construct(scenario=Scenario(id="reported", name="r"), cargo=tuple(rows))
    made = example_consignments(WORLD, [outcome])
    assert made[0].cargo == "electronics"
    assert not [c.id for c in made if c.id.startswith("dual_use_")]
