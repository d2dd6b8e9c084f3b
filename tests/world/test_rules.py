"""Rules as a forwarder would ask: may this go, which way not, and what must be done."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kordon.errors import DataError
from kordon.model import Provenance
from kordon.world import csvtable, rules
from kordon.world.load import World, load_world
from kordon.world.records import Rule
from kordon.world.rules import Forbidden, forbidden, listed, obligations, read_goods_lists, read_rules

ON = dt.date(2025, 10, 7)
WORLD = load_world()
IC = "854231"


def ask(cargo: str, hs: str, origin: str, destination: str, on: dt.date = ON) -> Forbidden:
    return forbidden(WORLD, cargo, hs, origin, destination, on)


def duties(cargo: str, hs: str, origin: str, destination: str, *touched: str, modes: tuple[str, ...] = ("road",),
           posts: tuple[str, ...] = (), on: dt.date = ON) -> dict[str, str]:  # fmt: skip
    found = obligations(WORLD, cargo, hs, origin, destination, touched, posts, modes, on)
    return {duty.rule: duty.effect for duty in found}


def test_the_priority_list_has_fifty_codes_in_six_tiers() -> None:
    codes = [good for good in read_goods_lists() if good.list == "chpl"]
    assert len({good.hs for good in codes}) == 50
    assert {good.tier for good in codes} == {"1", "2", "3.A", "3.B", "4.A", "4.B"}
    assert listed("8542.31")[0].tier == "1"
    assert listed("8542")
    assert not listed("85")
    assert not listed("100199")


@pytest.mark.parametrize("origin", ["DE", "PL", "US", "GB", "JP", "TW", "KR", "CH", "CA"])
@pytest.mark.parametrize("destination", ["RU", "BY"])
def test_listed_goods_from_controlling_states_are_prohibited(origin: str, destination: str) -> None:
    by_code, by_class = ask("dual_use", IC, origin, destination), ask("dual_use", "", origin, destination)
    assert by_code.everything is not None
    assert by_class.everything is not None
    assert by_code.everything.rule.act
    assert by_code.everything.rule.authority
    assert destination in by_code.everything.rule.destinations


def test_eu_act_is_named() -> None:
    hit = ask("dual_use", IC, "DE", "RU").everything
    assert hit is not None
    assert "833/2014" in hit.rule.act
    assert hit.rule.authority == "European Union"
    assert hit.rule.provenance.source.startswith("https://")


def test_before_the_controls_nothing_was_prohibited() -> None:
    assert ask("dual_use", IC, "DE", "RU", dt.date(2021, 6, 1)).everything is None


def test_eu_goods_for_kazakhstan_may_not_cross_russia() -> None:
    answer = ask("dual_use", IC, "DE", "KZ")
    assert answer.everything is None
    assert set(answer.territories) == {"RU", "BY"}
    assert answer.territories["RU"].rule.id == "eu_transit_ru_listed"
    found = duties("dual_use", IC, "DE", "KZ", "TR", "GE", "AZ", "KZ")
    assert found["eu_12g"] == "licence"


def test_plain_goods_of_the_eu_may_cross_russia() -> None:
    assert not ask("food", "1905", "DE", "KZ").territories


def test_chinese_goods_for_russia_are_not_prohibited_as_such() -> None:
    answer = ask("dual_use", IC, "CN", "RU")
    assert answer.everything is None
    assert {"KZ", "MN", "CN", "RU"}.isdisjoint(answer.territories)
    assert {"DE", "PL", "JP", "US"} <= set(answer.territories), "not through the territory of a controlling state"
    found = duties("dual_use", IC, "CN", "RU", "CN", "KZ", "RU")
    assert found["cn_dual_use"] == "licence"
    assert found["us_secondary_ru"] == "unknown"
    assert found["listed_goods_origin"] == "unknown"
    assert found["kz_transit_control_2025"] == "inspected"
    assert "kz_transit_control_2025" not in duties("dual_use", IC, "CN", "RU", "CN", "MN", "RU")


def test_reexport_from_kazakhstan_asks_for_the_origin() -> None:
    found = duties("dual_use", IC, "KZ", "RU", "KZ", "RU")
    assert found["listed_goods_origin"] == "unknown"
    assert found["kz_106_groups"] == "licence"
    assert "listed_goods_unknown_state" not in found


def test_unknown_is_unknown_and_not_free() -> None:
    found = duties("dual_use", IC, "VN", "RU", "VN", "RU")
    assert found["listed_goods_unknown_state"] == "unknown"
    assert "listed_goods_unknown_state" not in duties("dual_use", IC, "CN", "RU", "CN", "RU")
    assert "listed_goods_unknown_state" not in duties("grain", "1001", "VN", "RU", "VN", "RU")


def test_wheat_import_ban_of_kazakhstan() -> None:
    def road(day: dt.date) -> bool:
        answer = ask("grain", "100199", "RU", "KZ", day)
        return answer.everything is not None or "syrym_mashtakovo" in answer.posts

    assert not road(dt.date(2023, 4, 9))
    assert road(dt.date(2023, 4, 10))
    assert road(dt.date(2024, 4, 11))
    assert road(dt.date(2024, 4, 12))
    assert road(dt.date(2024, 8, 20))
    assert ask("grain", "100199", "RU", "KZ", dt.date(2024, 12, 31)).everything is not None
    assert not ask("grain", "100199", "RU", "KZ", dt.date(2025, 1, 1)).everything
    assert not road(ON)


def test_road_ban_leaves_rail_to_licensed_buyers() -> None:
    day = dt.date(2023, 12, 1)
    answer = ask("grain", "100199", "RU", "KZ", day)
    rail = [post for post in WORLD.posts.values() if "KZ" in (post.cc_a, post.cc_b) and post.modes == ("rail",)]
    assert rail
    assert not {post.id for post in rail} & set(answer.posts)
    assert (
        duties("grain", "100199", "RU", "KZ", "RU", "KZ", modes=("rail",), on=day)["kz_wheat_import_rail"] == "licence"
    )


def test_transit_of_wheat_was_exempt() -> None:
    answer = ask("grain", "100199", "RU", "UZ", dt.date(2024, 10, 1))
    assert answer.everything is None
    assert not answer.territories
    assert {hit.rule.id for hit in answer.posts.values()} == {"kz_ru_multilateral_posts"}
    assert ask("grain", "100390", "RU", "KZ", dt.date(2024, 10, 1)).everything is None, "barley was free"


def test_sugar_bans_were_on_export_and_not_on_import() -> None:
    for day in (dt.date(2022, 6, 1), dt.date(2024, 7, 1)):
        assert ask("food", "170199", "KZ", "RU", day).everything is not None
        assert ask("food", "170199", "RU", "KZ", day).everything is None or day < dt.date(2022, 9, 1)
        assert ask("food", "", "KZ", "RU", day).everything is None, "the class is wider than sugar"
        part = duties("food", "", "KZ", "RU", "KZ", "RU", on=day)
        assert "unknown" in {effect for rule, effect in part.items() if rule.startswith("kz_sugar")}
    for day in (dt.date(2022, 11, 23), dt.date(2024, 6, 13), dt.date(2024, 9, 1), ON):
        assert ask("food", "170199", "KZ", "RU", day).everything is None


def test_russian_ban_on_kazakh_wheat() -> None:
    assert ask("grain", "1001", "KZ", "RU", dt.date(2025, 4, 23)).everything
    assert ask("grain", "1001", "KZ", "RU", dt.date(2025, 10, 20)).everything
    assert not ask("grain", "1001", "KZ", "RU", dt.date(2025, 10, 21)).everything
    assert not ask("grain", "1001", "KZ", "AZ", ON).everything, "transit is another matter"
    assert duties("grain", "1001", "KZ", "TR", "KZ", "RU", modes=("rail", "sea"))["ru_kz_plants_transit"] == "inspected"


def test_fuel_of_kazakhstan_leaves_by_rail_only() -> None:
    answer = ask("oil_products", "2710", "KZ", "KG")
    assert "kordai_ak_zhol" in answer.posts
    assert "lugovaya_chaldovar" not in answer.posts
    assert answer.everything is None


def test_bilateral_posts_are_for_the_two_states() -> None:
    bilateral = {p.id for p in WORLD.posts.values() if {p.cc_a, p.cc_b} == {"KZ", "RU"} and p.third_country is False}
    assert bilateral
    assert set(ask("general", "", "CN", "RU").posts) == bilateral
    assert not ask("general", "", "KZ", "RU").posts
    assert "syrym_mashtakovo" not in ask("general", "", "CN", "RU").posts
    unknown = [p.id for p in WORLD.posts.values()
               if {p.cc_a, p.cc_b} == {"KZ", "RU"} and "road" in p.modes and p.third_country is None]  # fmt: skip
    for post in unknown:
        assert duties("general", "", "CN", "RU", "KZ", "RU", posts=(post,))["kz_ru_multilateral_posts"] == "unknown"
        assert "kz_ru_multilateral_posts" not in duties("general", "", "KZ", "RU", "KZ", "RU", posts=(post,))


def test_food_of_the_eu_and_oil_for_the_eu() -> None:
    assert ask("food", "0406", "FR", "RU").everything
    assert not ask("food", "0406", "FR", "RU", dt.date(2014, 8, 6)).everything
    assert not ask("food", "220421", "FR", "RU").everything
    crude = ask("crude_oil", "2709", "RU", "NL")
    assert crude.everything is None
    assert "sea" in crude.modes
    assert "oil_pipeline" not in crude.modes
    assert ask("crude_oil", "2709", "RU", "DE").everything
    kazakh = ask("crude_oil", "2709", "KZ", "DE")
    # oil that only passes Russia is exempt
    assert not kazakh.everything
    assert not kazakh.modes
    assert not kazakh.territories
    assert ask("oil_products", "", "RU", "IT").everything


def test_obligations_of_2026() -> None:
    before, after = dt.date(2026, 5, 31), dt.date(2026, 6, 1)
    assert "ru_spot" not in duties("general", "", "KZ", "RU", "KZ", "RU", on=before)
    assert duties("general", "", "KZ", "RU", "KZ", "RU", on=after)["ru_spot"] == "inspected"
    assert "ru_spot" not in duties("general", "", "CN", "RU", "CN", "KZ", "RU", on=after), "not for transit from China"
    assert "eaeu_seals_stage1" not in duties("electronics", "8471", "CN", "RU", "KZ", "RU", on=dt.date(2026, 2, 10))
    assert "eaeu_seals_stage1" in duties("electronics", "8471", "CN", "RU", "KZ", "RU", on=dt.date(2026, 2, 11))


def test_iran_is_a_question_of_us_sanctions() -> None:
    assert duties("general", "", "RU", "IN", "RU", "AZ", "IR", modes=("rail", "sea"))["us_iran"] == "unknown"


def _rule(**changes: Any) -> Rule:
    base = Rule(
        id="test", effect="prohibited", authority="A", act="B", text_en="C.", cargo=(), hs=(), origins=("CN",),
        destinations=("KZ",), via=(), modes=(), posts=(), post_kind="", start=None, end=None, transit_exempt=True,
        provenance=Provenance(kind="assumed"),
    )  # fmt: skip
    return replace(base, **changes)


def _with(*given: Rule) -> World:
    return cast(World, SimpleNamespace(rules=given, posts=WORLD.posts, territories=WORLD.territories))


def test_transit_exemption_is_honoured() -> None:
    assert not forbidden(_with(_rule()), "general", "", "CN", "RU", ON)
    answer = forbidden(_with(_rule(transit_exempt=False)), "general", "", "CN", "RU", ON)
    assert set(answer.territories) == {"KZ"}
    assert answer.everything is None


def test_a_rule_about_a_port_closes_the_port() -> None:
    answer = forbidden(_with(_rule(destinations=(), posts=("aktau",))), "general", "", "CN", "AZ", ON)
    assert set(answer.posts) == {"aktau"}


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(WORLD.cargo)), st.sampled_from(["RU", "KZ", "CN", "DE", "US", "IR", "UZ", "TR", "BY"]),
    st.sampled_from(["RU", "KZ", "CN", "DE", "US", "IR", "UZ", "TR", "BY"]),
    st.dates(dt.date(2020, 1, 1), dt.date(2027, 1, 1)),
)  # fmt: skip
def test_answers_name_rules_in_force_that_concern_the_freight(
    cargo: str, origin: str, destination: str, on: dt.date
) -> None:
    answer = ask(cargo, "", origin, destination, on)
    hits = [hit for hit in (answer.everything, *answer.territories.values(), *answer.posts.values()) if hit]
    for hit in hits:
        assert hit.rule.effect == "prohibited"
        assert hit.rule.in_force(on)
        assert not hit.rule.origins or origin in hit.rule.origins
    assert {origin, destination}.isdisjoint(answer.territories)
    touched = (origin, destination, "KZ", "RU", "IR")
    for duty in obligations(WORLD, cargo, "", origin, destination, touched, (), ("road", "rail"), on):
        assert duty.effect in ("inspected", "licence", "unknown")
        assert duty.text
        assert duty.act
        assert duty.source


def test_every_rule_says_where_it_comes_from() -> None:
    for rule in read_rules():
        assert all((rule.act, rule.authority, rule.provenance.source)), rule.id
        if rule.provenance.kind == "published":
            assert rule.provenance.source.startswith("http"), rule.id
    assert len({rule.id for rule in read_rules()}) == len(read_rules())


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("effect", "allowed", "effect 'allowed'"),
        ("origins", "XX", "state 'XX'"),
        ("hs", "@nowhere", "goods list 'nowhere'"),
        ("cargo", "toys", "cargo class 'toys'"),
        ("end", "2001-01-01", "ends before it starts"),
        ("vehicles", "RU", "vehicles and vehicles_in"),
        ("transit_exempt", "maybe", "transit_exempt"),
    ],
)
def test_broken_rows_are_named(
    column: str, value: str, message: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = csvtable.read_table("rules")[:1]
    rows[0] = {**rows[0], column: value}
    monkeypatch.setattr(rules, "read_table", lambda name: rows if name == "rules" else csvtable.read_table(name))
    read_rules.cache_clear()
    try:
        with pytest.raises(DataError, match=f"eu_chpl_ru: .*{message}"):
            read_rules()
    finally:
        read_rules.cache_clear()


def trucks(plate: str, *states: str) -> set[str]:
    found = obligations(WORLD, "general", "", states[0], states[-1], states, (), ("road",), ON, vehicle=plate)
    return {duty.rule for duty in found} & {"ru_eu_trucks", "eu_ru_by_trucks_in", "eu_ru_by_trucks_out"}


def test_rules_on_trucks_go_by_the_plate_once_it_is_known() -> None:
    assert trucks("", "DE", "PL", "BY", "RU") == {"ru_eu_trucks", "eu_ru_by_trucks_out"}
    assert trucks("DE", "DE", "PL", "BY", "RU") == {"ru_eu_trucks"}
    assert trucks("RU", "DE", "PL", "BY", "RU") == {"eu_ru_by_trucks_in"}
    assert not trucks("KZ", "DE", "PL", "BY", "RU", "KZ")
    assert trucks("PL", "TR", "GE", "RU", "KZ") == {"ru_eu_trucks"}
    assert not trucks("RU", "CN", "KZ", "RU")


def test_a_ban_on_plates_closes_the_road_posts_of_its_states() -> None:
    rule = next(rule for rule in WORLD.rules if rule.id == "ru_eu_trucks")
    ban = replace(rule, effect="prohibited")
    world = cast(World, SimpleNamespace(rules=(ban,), posts=WORLD.posts))
    shut = forbidden(world, "general", "", "TR", "KZ", ON, vehicle="DE").posts
    assert "syrym_mashtakovo" in shut
    assert all("RU" in (WORLD.posts[p].cc_a, WORLD.posts[p].cc_b) for p in shut)
    assert not forbidden(world, "general", "", "TR", "KZ", ON, vehicle="KZ")


def test_columns_are_documented() -> None:
    for name in ("rules", "goods_lists", "events", "flows", "memberships", "treaties"):
        with (csvtable.DATA / "schema" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            assert all(row["description"] for row in csv.DictReader(stream)), name


def test_listed_goods_for_kaliningrad_keep_off_the_road() -> None:
    kybartai = "chernyshevskoye_kybartai"
    assert ask("metals", "7208", "RU", "RU").posts[kybartai].rule.id == "eu_kaliningrad_road"
    assert kybartai in ask("general", "", "RU", "RU").posts, "without a code the class is taken as listed"
    assert kybartai not in ask("food", "1001", "RU", "RU").posts
    assert kybartai not in ask("general", "6109", "RU", "RU").posts, "clothes are not among the goods named"
    assert "kybartai_nesterov_rail" not in ask("metals", "7208", "RU", "RU").posts
    assert kybartai not in ask("metals", "7208", "RU", "RU", dt.date(2022, 7, 12)).posts
