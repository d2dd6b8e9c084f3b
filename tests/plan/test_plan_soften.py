"""Example consignments, ways round a scenario, and what would soften it, on the tiny world."""

from __future__ import annotations

import functools

import pytest
from plan_samples import DAY, rule, world_with

from kordon.model import Measure, Outcome, Scenario, Where
from kordon.plan import example_consignments, mitigate, ways_round
from kordon.plan.examples import bundled, central, shipments, worst
from kordon.plan.soften import TRIALS, loss_usd_month
from kordon.plan.under import added_days, closed_links
from kordon.scenario import simulate
from kordon.world import load_world
from worlds import tiny_world

CLOSED = Scenario(id="reported", name="Khorgos road closed", measures=(
    Measure(kind="closure", where=Where(posts=("khorgos",), modes=("road",))),
    Measure(kind="capacity", where=Where(posts=("petropavl",)), factor=0.15),
    Measure(kind="inspection", where=Where(posts=("petropavl",)), share=0.5, delay_days=6, factor=0.9),
))  # fmt: skip
WORST = Scenario(id="worst", name="Kazakhstan closed", measures=(
    Measure(kind="closure", where=Where(territories=("KZ",))),
))  # fmt: skip


@functools.cache
def outcomes() -> tuple[Outcome, ...]:
    world = tiny_world()
    return tuple(simulate(world, scenario, on=DAY, ranges=False) for scenario in (CLOSED, WORST))


# ------------------------------------------------------------------------------------- examples


def test_bundled_examples_are_places_and_cargo_of_the_world() -> None:
    world = load_world()
    zones = {p for p, mode in zip(world.network.node_place, world.network.node_mode, strict=True) if mode == "zone"}
    assert len(bundled()) >= 6
    for example in bundled():
        assert {example.origin, example.destination} <= zones, example.id
        assert example.cargo in world.cargo
        assert example.tonnes > 0
    assert set(shipments()) == set(world.cargo)


def test_six_examples_with_one_refused_whatever_the_report() -> None:
    world = load_world()
    found = example_consignments(world)
    assert len(found) == 6
    assert len({c.id for c in found}) == 6
    answers = {r.consignment.id: r.views[0][1] for r in ways_round(world, (), (), on=DAY)}
    assert set(answers) == {c.id for c in found}
    refused = [a for a in answers.values() if not a.offered]
    assert refused
    assert all(a.refused and a.blocked_by and a.refused[0].rule for a in refused)
    assert any(a.offered for a in answers.values())


def test_relations_that_the_scenario_hits_come_first() -> None:
    first = example_consignments(tiny_world(), outcomes())[0]
    rows = {(r.cargo, r.origin, r.destination): r.affected_t_day for r in outcomes()[0].cargo}
    world = tiny_world()
    key = (first.cargo, world.places[first.origin].cc, world.places[first.destination].cc)
    assert rows[key] == pytest.approx(max(v for k, v in rows.items() if k[0] == first.cargo))
    assert "use what the scenario touches" in first.why


def test_the_central_and_the_worst_outcome_are_told_apart() -> None:
    assert central(outcomes()) is outcomes()[0]
    assert worst(outcomes()) is outcomes()[1]
    assert central(()) is None
    assert worst(outcomes()[:1]) is None


# ------------------------------------------------------------------------------------- under a scenario


def test_a_closed_element_is_not_used_under_the_scenario() -> None:
    world = world_with(rule("listed", origins=("DE",), destinations=("RU",)))
    for example in ways_round(world, (CLOSED, WORST), outcomes(), on=DAY):
        (now, before), (reported, under), (feared, shut) = example.views
        assert (now, reported, feared) == ("Now", CLOSED.name, WORST.name)
        assert before.offered
        for route in under.offered:
            for leg in route.legs:
                assert not (leg.mode == "road" and "khorgos" in leg.posts)
        for route in shut.offered:
            assert "KZ" not in route.states


def test_closures_meet_only_the_freight_they_mean() -> None:
    from kordon.model import Freight

    scenario = Scenario(id="x", name="x", measures=(
        Measure(kind="closure", where=Where(territories=("KZ",)), freight=Freight(scope="transit", cargo=("general",))),
    ))  # fmt: skip
    outcome = outcomes()[0].model_copy(update={"scenario": scenario, "posts": ()})
    world = tiny_world()
    assert closed_links(world, outcome, "general", "CN", "RU", DAY).any()
    assert not closed_links(world, outcome, "grain", "CN", "RU", DAY).any()
    assert not closed_links(world, outcome, "general", "KZ", "RU", DAY).any()


def test_queues_and_checks_add_days_and_never_take_any() -> None:
    world = tiny_world()
    under, base = (added_days(world, outcomes()[0], "general", "CN", "RU", DAY, base=b) for b in (False, True))
    at = world.network.links_where(post=["petropavl"], kind=["border"])
    assert (under >= 0).all()
    assert (base >= 0).all()
    assert (under[at] >= 6 * 0.5 - 1e-9).all()
    row = next(r for r in outcomes()[0].posts if r.post == "petropavl")
    assert row.scenario_delay_days > row.base_delay_days
    rail = world.network.links_where(post=["petropavl"], kind=["border"])
    assert under[rail] == pytest.approx(row.scenario_delay_days - world.network.time_h[rail] / 24)


# ------------------------------------------------------------------------------------- softening


def test_softening_is_tried_by_settling_again_and_sorted_by_what_it_saves() -> None:
    world = tiny_world()
    found = mitigate(world, outcomes()[:1], on=DAY)
    assert 1 <= len(found) <= TRIALS
    saved = [m.loss_usd_month_before - m.loss_usd_month_after for m in found]
    assert saved == sorted(saved, reverse=True)
    assert all(s > 0 for s in saved)
    assert {m.loss_usd_month_before for m in found} == {round(loss_usd_month(outcomes()[0]), 2)}
    assert all(m.unserved_after_t_day <= m.unserved_before_t_day + 1 for m in found)
    assert all(m.provenance.kind == "estimated" and "assumed" in m.provenance.note for m in found)
    assert {"inspection", "petropavl"} <= {m.element for m in found}


def test_a_softening_is_what_the_changed_scenario_gives() -> None:
    world = tiny_world()
    wider = next(m for m in mitigate(world, outcomes()[0], on=DAY) if m.element == "petropavl")
    more = Measure(kind="capacity", where=Where(posts=("petropavl",), modes=("rail",)), factor=1.25)
    again = simulate(world, CLOSED.model_copy(update={"measures": (*CLOSED.measures, more)}), on=DAY, ranges=False)
    assert wider.loss_usd_month_after == pytest.approx(loss_usd_month(again), rel=1e-6)


def test_nothing_is_widened_that_the_scenario_closes() -> None:
    # the road is closed at Khorgos; the railway beside it is not, and takes some of its freight
    widened = mitigate(tiny_world(), outcomes()[:1], on=DAY)
    assert not [m.what for m in widened if m.element == "khorgos" and "by road" in m.what]
    for found in mitigate(tiny_world(), outcomes()[1], on=DAY):
        assert found.element in ("zamyn_uud", "naushki")


def test_no_outcome_no_softening() -> None:
    assert mitigate(tiny_world(), (), on=DAY) == ()
