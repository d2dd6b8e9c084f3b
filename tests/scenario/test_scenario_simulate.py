"""What a scenario does: closures, capacity, delay, inspection, price, demand, rules; the tables of the outcome."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from kordon.model import Freight, Measure, Outcome, Provenance, Scenario, Where
from kordon.scenario import baseline, compare, simulate
from kordon.scenario.compile import Inputs, compile_scenario
from kordon.scenario.losses import losses
from kordon.world import World
from kordon.world.records import Rule
from worlds import WorldBuilder, tiny_world

ON = dt.date(2025, 10, 7)
WORLD = tiny_world()


def scenario(*measures: Measure) -> Scenario:
    return Scenario(id="t", name="t", measures=measures)


def run(*measures: Measure, world: World = WORLD, ranges: bool = False, runs: int = 0, seed: int = 0) -> Outcome:
    return simulate(world, scenario(*measures), on=ON, gap=1e-8, ranges=ranges, runs=runs, seed=seed)


def close(**where: object) -> Measure:
    return Measure(kind="closure", where=Where(**where))  # type: ignore[arg-type]


def flow(outcome: Outcome, kind: str, element: str, cargo: str = "all") -> tuple[float, float]:
    for row in outcome.flows:
        if (row.element_kind, row.element, row.cargo) == (kind, element, cargo):
            return row.base_t_day, row.scenario_t_day
    return 0.0, 0.0


def test_nothing_changes_without_measures() -> None:
    outcome = run()
    assert outcome.added_unserved_t_day == 0
    assert outcome.shifts == outcome.losses == ()
    for row in outcome.flows:
        assert row.base_t_day == row.scenario_t_day
    for row in outcome.cargo:
        assert row.loss_usd_month == row.added_days == row.added_usd_t == row.displaced_t_day == 0


def test_a_state_closed_to_transit_of_another_lets_the_rest_pass() -> None:
    freight = Freight(either_end=("RU",), scope="transit")
    outcome = run(Measure(kind="closure", where=Where(territories=("KZ",)), freight=freight))
    relation = {(row.cargo, row.origin, row.destination): row for row in outcome.cargo}
    moved = relation["general", "CN", "RU"]
    assert moved.affected_t_day > 0
    assert moved.displaced_t_day == pytest.approx(moved.affected_t_day)
    assert moved.loss_usd_month > 0
    assert relation["general", "KZ", "RU"].displaced_t_day == 0
    assert flow(outcome, "post", "naushki")[1] > flow(outcome, "post", "naushki")[0]
    assert {row.to_corridor for row in outcome.shifts} <= {"mongolia", "far_east"}
    assert outcome.added_unserved_t_day == pytest.approx(0, abs=1e-6)


def test_freight_without_a_way_is_unserved_and_shown() -> None:
    outcome = run(close(territories=("KZ",)))
    relation = {(row.cargo, row.origin, row.destination): row for row in outcome.cargo}
    assert relation["general", "RU", "KZ"].unserved_t_day == pytest.approx(3_000)
    assert relation["grain", "KZ", "RU"].unserved_t_day == pytest.approx(900)
    assert any(row.to_corridor == "unserved" for row in outcome.shifts)
    served = sum(row.demand_t_day - row.unserved_t_day - row.base_unserved_t_day for row in outcome.cargo)
    assert served + outcome.scenario_unserved_t_day == pytest.approx(outcome.demand_t_day)
    # the loss of freight that is not shipped is its choke price less what it paid before
    row = relation["grain", "KZ", "RU"]
    both = compare(WORLD, scenario(close(territories=("KZ",))), on=ON, gap=1e-8)
    pair = next(p for p in range(len(both.ground.rows)) if both.ground.describe(p) == ("grain", "KZ", "RU"))
    paid = both.base.mean(both.base.path_usd)[pair] + both.base.compiled.vot[
        both.base.compiled.pair_class[pair]
    ] * both.base.mean(both.base.path_days)[pair]  # fmt: skip
    assert row.loss_usd_month == pytest.approx(30 * 900 * (300 - paid), rel=1e-6)


def test_a_closed_post_carries_nothing_and_says_so() -> None:
    outcome = run(close(posts=("khorgos",), modes=("rail",)))
    row = next(r for r in outcome.posts if r.post == "khorgos" and r.mode == "rail")
    assert row.base_t_day > 0
    assert row.scenario_t_day == 0
    assert row.scenario_capacity_t_day == 0
    road = next(r for r in outcome.posts if r.post == "khorgos" and r.mode == "road")
    assert road.scenario_capacity_t_day == road.capacity_t_day


def test_capacity_zero_is_a_closure_and_one_is_nothing() -> None:
    zero = run(Measure(kind="capacity", where=Where(posts=("khorgos",), modes=("rail",)), factor=0.0))
    shut = run(close(posts=("khorgos",), modes=("rail",)))
    assert [r.scenario_t_day for r in zero.posts] == pytest.approx([r.scenario_t_day for r in shut.posts])
    one = run(Measure(kind="capacity", where=Where(posts=("khorgos",)), factor=1.0))
    assert all(r.base_t_day == pytest.approx(r.scenario_t_day, abs=1e-3) for r in one.posts)


def test_less_capacity_makes_a_queue() -> None:
    outcome = run(Measure(kind="capacity", where=Where(posts=("petropavl",)), factor=0.1))
    row = next(r for r in outcome.posts if r.post == "petropavl")
    assert row.scenario_capacity_t_day == pytest.approx(0.1 * (row.capacity_t_day or 0))
    assert row.scenario_delay_days > row.base_delay_days
    assert row.scenario_t_day < row.base_t_day


def test_capacity_for_some_freight_counts_its_share_of_the_load() -> None:
    """Tonnes that take 1 / factor of their room: c / (s / f + 1 - s), s the share of that freight before."""
    measure = Measure(
        kind="capacity", where=Where(posts=("petropavl",)), freight=Freight(cargo=("grain",)), factor=0.5
    )  # fmt: skip
    base = baseline(WORLD, ON, gap=1e-8)
    compiled = compile_scenario(WORLD, scenario(measure), ON, mix=base)
    a = WORLD.network.link("border:petropavl:rail:KZ>RU")
    grain = np.array([base.compiled.ground.describe(p)[0] == "grain" for p in range(len(base.compiled.ground.rows))])
    share = base.volume_of(grain)[a] / base.volume[a]
    assert 0 < share < 1
    assert compiled.effects.capacity[a] == pytest.approx(40_000 / (share / 0.5 + 1 - share))


def test_a_place_without_a_capacity_is_squeezed_from_what_moved_there() -> None:
    measure = Measure(kind="capacity", where=Where(places=("vladivostok",), modes=("sea",)), factor=0.3)
    outcome = run(close(territories=("KZ", "MN")), measure)
    assert flow(outcome, "mode", "sea")[1] > 0  # nothing moved there before, so nothing binds
    b = WorldBuilder()
    b.city("a", "CN", 0, 0, modes=("sea",), kind="port")
    b.city("z", "RU", 0, 9, modes=("sea",), kind="port")
    b.line("a", "z", "sea", 100)
    b.ship("a", "z", "general", 1_000, 500)
    world = b.build()
    outcome = run(Measure(kind="capacity", where=Where(places=("z",)), factor=0.3), world=world)
    row = outcome.cargo[0]
    assert row.added_days > 5
    assert row.demand_t_day == 1_000


def test_delay_inspection_and_price_add_what_they_say() -> None:
    where = Where(posts=("khorgos", "syrym", "petropavl"))
    base = run()
    for measure, days, usd in (
        (Measure(kind="delay", where=where, freight=Freight(origins=("RU",)), delay_days=0.5), 0.5, 0.0),
        (Measure(kind="inspection", where=where, freight=Freight(origins=("RU",)), share=0.25, delay_days=2), 0.5, 0.0),
        (Measure(kind="price", where=where, freight=Freight(origins=("RU",)), usd_per_t=3.0), 0.0, 3.0),
    ):
        outcome = run(measure)
        row = next(r for r in outcome.cargo if (r.origin, r.destination) == ("RU", "KZ"))
        assert row.added_days == pytest.approx(days, abs=1e-3)
        assert row.added_usd_t == pytest.approx(usd, abs=1e-3)
        assert row.affected_t_day == pytest.approx(row.demand_t_day)
        vot = WORLD.cargo["general"].vot_usd_t_day.value
        assert row.loss_usd_month == pytest.approx(30 * row.demand_t_day * (usd + vot * days), rel=0.01)
    assert base.losses == ()


def test_a_delay_over_a_border_holds_one_way_only() -> None:
    where = Where(posts=("syrym", "petropavl", "shagan"), borders=(("KZ", "RU"),))
    outcome = run(Measure(kind="delay", where=where, delay_days=2, both_ways=False))
    relation = {(row.cargo, row.origin, row.destination): row for row in outcome.cargo}
    assert relation["general", "KZ", "RU"].added_days == pytest.approx(2, abs=0.05)
    assert relation["general", "RU", "KZ"].added_days == pytest.approx(0, abs=0.05)


def test_demand_is_compared_at_the_changed_demand() -> None:
    outcome = run(Measure(kind="demand", freight=Freight(origins=("KZ",), cargo=("grain",)), factor=2.0))
    row = next(r for r in outcome.cargo if r.cargo == "grain" and r.origin == "KZ")
    assert row.demand_t_day == 1_800
    assert row.displaced_t_day == pytest.approx(0, abs=1e-6)
    assert outcome.demand_t_day == pytest.approx(run().demand_t_day + 900)
    assert any("changed demand" in note for note in outcome.left_out)


def test_a_rule_measure_forbids_what_the_rule_names() -> None:
    b = WorldBuilder()
    b.rules.append(
        Rule(
            id="ban", effect="prohibited", authority="A", act="B", text_en="t", cargo=("grain",), hs=(), origins=("CN",),
            destinations=(), via=(), modes=(), posts=(), post_kind="", start=dt.date(2030, 1, 1), end=None,
            transit_exempt=True, provenance=Provenance(kind="assumed"),
        )
    )  # fmt: skip
    b.city("a", "CN", 0, 0)
    b.city("z", "CN", 0, 9)
    b.line("a", "z", "road", 100)
    b.ship("a", "z", "grain", 100, 500)
    b.ship("a", "z", "general", 100, 500)
    outcome = run(Measure(kind="rule", rule="ban"), world=b.build())
    assert {row.cargo: row.unserved_t_day for row in outcome.cargo} == pytest.approx({"grain": 100, "general": 0})


def test_rules_in_force_keep_third_country_freight_off_bilateral_posts() -> None:
    b = WorldBuilder()
    b.city("a", "CN", 44, 80)
    b.city("m", "KZ", 48, 67)
    b.city("z", "RU", 55, 60)
    b.post("cn_kz", "CN", "KZ", 44, 79, third_country=True)
    b.post("kz_ru", "KZ", "RU", 51, 60, third_country=False)
    b.line("a", "cn_kz:CN", "road", 10)
    b.line("cn_kz:KZ", "m", "road", 10)
    b.line("m", "kz_ru:KZ", "road", 10)
    b.line("kz_ru:RU", "z", "road", 10)
    b.ship("a", "z", "general", 100, 900)
    b.ship("m", "z", "general", 100, 900)
    world = b.build()
    world.__dict__["rules"] = (
        Rule(
            id="bilateral", effect="prohibited", authority="A", act="B", text_en="t", cargo=(), hs=(), origins=(),
            destinations=(), via=(), modes=(), posts=(), post_kind="bilateral", start=None, end=None, transit_exempt=False,
            provenance=Provenance(kind="assumed"),
        ),
    )  # fmt: skip
    state = baseline(world, ON)
    unserved = {state.compiled.ground.describe(p)[1]: state.unserved[p] for p in range(2)}
    assert unserved == {"CN": 100.0, "KZ": 0.0}


def test_measures_out_of_date_are_left_out_and_named() -> None:
    past = Measure(kind="closure", where=Where(territories=("KZ",)), end=dt.date(2025, 10, 6))
    future = Measure(kind="closure", where=Where(territories=("KZ",)), start=dt.date(2025, 10, 8))
    outcome = run(past, future)
    assert outcome.added_unserved_t_day == 0
    assert sum("not in force" in note for note in outcome.left_out) == 2
    last_day = Measure(kind="closure", where=Where(territories=("KZ",)), end=ON)
    assert run(last_day).added_unserved_t_day > 0


def test_losses_are_shared_between_both_ends_and_transit_moves_between_states() -> None:
    both = compare(
        WORLD, scenario(Measure(kind="closure", where=Where(territories=("KZ",)),
                                freight=Freight(either_end=("RU",), scope="transit"))), on=ON, gap=1e-8,
    )  # fmt: skip
    found = losses(both)
    total = both.loss_usd_day.sum() * 30
    assert found.total == pytest.approx(total)
    assert found.transit["KZ"] > 0 > found.transit["MN"]


def test_ranges_hold_the_central_value_and_name_a_driver() -> None:
    outcome = run(close(territories=("KZ",)), ranges=True)
    assert outcome.losses
    for row in outcome.losses:
        for figure in (row.shipper_usd_month, row.transit_usd_month, row.total_usd_month):
            assert figure.low is not None
            assert figure.high is not None
            assert figure.low <= figure.value <= figure.high
            assert figure.provenance.kind == "estimated"
        assert row.total_usd_month.value == pytest.approx(row.shipper_usd_month.value + row.transit_usd_month.value)
        assert row.driver
    assert outcome.manifest.options["main_driver"]


def test_draws_repeat_with_their_seed_and_differ_with_another() -> None:
    measure = close(territories=("KZ",))
    one, same, other = (run(measure, ranges=True, runs=4, seed=seed) for seed in (1, 1, 2))
    assert one.model_dump_json() == same.model_dump_json()
    highs = [[row.total_usd_month.high for row in outcome.losses] for outcome in (one, other)]
    assert highs[0] != highs[1]


def test_an_outcome_comes_out_the_same_twice_and_in_a_new_world() -> None:
    measure = close(posts=("khorgos",))
    assert run(measure).model_dump_json() == run(measure, world=tiny_world()).model_dump_json()


def test_a_mitigating_measure_never_beats_the_baseline_it_restores() -> None:
    hit = Measure(kind="capacity", where=Where(posts=("petropavl",)), factor=0.2)
    mend = Measure(kind="capacity", where=Where(posts=("petropavl",)), factor=5.0)
    loss = [sum(r.loss_usd_month for r in run(*m).cargo) for m in ((hit,), (hit, mend))]
    assert loss[0] > 0
    assert loss[1] == pytest.approx(0, abs=1e-3 * loss[0])


@pytest.mark.parametrize(("name", "value"), [("capacity", 2.0), ("weather", 0.0)])
def test_inputs_refuse_nonsense(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=name):
        Inputs({name: value})


def test_shifts_name_ways_and_set_off_what_goes_to_and_fro() -> None:
    outcome = run(close(posts=("khorgos", "dostyk")))
    rows = {(row.cargo, row.from_corridor, row.to_corridor): row.t_day for row in outcome.shifts}
    assert rows
    assert not {(c, b, a) for c, a, b in rows} & set(rows)
    known = {*WORLD.corridors, "unserved", "other", *(f"via:{post}" for post in WORLD.posts)}
    known |= {f"via:{place}" for place in WORLD.places}
    assert {way for _, a, b in rows for way in (a, b)} <= known
