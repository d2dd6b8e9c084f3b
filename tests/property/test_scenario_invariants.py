"""What must hold whatever the network and whatever the scenario."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kordon.model import Freight, Measure, Scenario, Where
from kordon.scenario import compare, load_scenario, named_scenarios
from kordon.scenario.losses import losses
from kordon.scenario.match import carries, extent, states_of
from kordon.scenario.rows import Comparison, cargo_rows, flow_rows, post_rows, shift_rows
from kordon.world import World, load_world
from worlds import TERRITORIES, random_world

ON = dt.date(2025, 10, 7)
GAP = 1e-7


def check(both: Comparison) -> None:
    """Assert conservation, bounds, nothing on a closed element, and tables that add up."""
    for state in (both.base, both.after):
        problem, solution = state.compiled.problem, state.solution
        scale = max(1.0, float(problem.demand.sum()))
        assert solution.served + solution.unserved == pytest.approx(problem.demand, abs=1e-7 * scale)
        assert (solution.link_flow >= -1e-9 * scale).all()
        # nothing on a link that a class may not use
        assert solution.link_flow[~problem.allowed].max(initial=0.0) <= 1e-9 * scale
        _conserved(state, scale)
        assert np.bincount(
            state.path_pair, weights=state.path_flow, minlength=len(problem.demand)
        ) == pytest.approx(solution.served, abs=1e-6 * scale)  # fmt: skip
        assert solution.audited_gap <= 10 * GAP + 1e-12
    rows = cargo_rows(both)
    demand = sum(row.demand_t_day for row in rows)
    unserved = sum(row.unserved_t_day for row in rows)
    assert demand == pytest.approx(both.after.compiled.problem.demand.sum())
    # at equal demand: where a measure changes demand, the baseline's unserved freight changes with it
    before = both.base.unserved * both.scale
    assert unserved == pytest.approx(both.after.unserved.sum() - before.sum(), abs=1e-6 * max(1.0, demand))
    base_served = both.per_group(both.base.served)
    shipped: dict[tuple[str, str, str], float] = {}
    for i, g in enumerate(both.ground.groups):
        relation = (both.ground.cargo[g.cargo].id, g.origin_cc, g.destination_cc)
        shipped[relation] = shipped.get(relation, 0.0) + float(base_served[i])
    for row in rows:
        assert row.displaced_t_day >= 0
        assert row.affected_t_day <= shipped[row.cargo, row.origin, row.destination] + 1e-6 * max(1.0, demand)
    assert losses(both).total == pytest.approx(sum(row.loss_usd_month for row in rows), abs=1e-6 * max(1.0, demand))
    names = {row.element for row in flow_rows(both) if row.element_kind == "post"}
    assert names <= {row.post for row in post_rows(both)}
    assert all(row.t_day > 0 and row.from_corridor != row.to_corridor for row in shift_rows(both))


def _conserved(state, scale: float) -> None:  # type: ignore[no-untyped-def]
    problem, flow = state.compiled.problem, state.solution.link_flow
    for k in range(problem.n_classes):
        balance = np.zeros(problem.graph.n_nodes)
        np.add.at(balance, problem.graph.tail, flow[k])
        np.subtract.at(balance, problem.graph.head, flow[k])
        mine = problem.cls == k
        np.subtract.at(balance, problem.origin[mine], state.served[mine])
        np.add.at(balance, problem.destination[mine], state.served[mine])
        assert np.abs(balance).max() <= 1e-7 * scale


def no_flow_on_closed_elements(both: Comparison, world: World) -> None:
    ground = both.ground
    for measure in both.after.compiled.scenario.measures:
        if measure.kind != "closure":
            continue
        mask = extent(measure.where, ground.sides, both_ways=measure.both_ways)
        states = states_of(measure.where, world, ground.sides)
        met = np.array(
            [
                carries(measure.freight, g.origin_cc, g.destination_cc, ground.cargo[g.cargo].id, states)
                for g in ground.groups
            ],
            dtype=bool,
        )
        assert both.after.tonnes_of(met[ground.group_of])[mask].max(initial=0.0) == 0.0


CODES = list(TERRITORIES)[:4]
SOME_CODES = st.lists(st.sampled_from(CODES), min_size=0, max_size=2, unique=True).map(tuple)
FREIGHT = st.builds(
    Freight, origins=SOME_CODES, destinations=SOME_CODES, either_end=SOME_CODES,
    cargo=st.sampled_from([(), ("grain",), ("general",)]), scope=st.sampled_from(["all", "transit", "bilateral"]),
)  # fmt: skip
PLACES = st.one_of(
    st.builds(Where, territories=st.lists(st.sampled_from(CODES), min_size=1, max_size=2, unique=True).map(tuple)),
    st.builds(
        Where, posts=st.lists(st.sampled_from([f"post{n}" for n in range(6)]), min_size=1, max_size=3).map(tuple)
    ),
    st.builds(Where, borders=st.tuples(st.sampled_from([(CODES[i], CODES[(i + 1) % 4]) for i in range(4)]))),
    st.builds(Where, places=st.tuples(st.sampled_from(["cn0", "kz1", "ru2", "mn0"]))),
    st.builds(Where, modes=st.tuples(st.sampled_from(["road", "rail", "sea"]))),
)
MEASURES = st.one_of(
    st.builds(Measure, kind=st.just("closure"), where=PLACES, freight=FREIGHT),
    st.builds(Measure, kind=st.just("capacity"), where=PLACES, freight=FREIGHT, factor=st.floats(0.0, 3.0)),
    st.builds(Measure, kind=st.just("delay"), where=PLACES, freight=FREIGHT, delay_days=st.floats(0, 20)),
    st.builds(
        Measure, kind=st.just("inspection"), where=PLACES, freight=FREIGHT, delay_days=st.floats(0, 20),
        share=st.floats(0, 1), factor=st.one_of(st.none(), st.floats(0.1, 1)),
    ),
    st.builds(Measure, kind=st.just("price"), where=PLACES, freight=FREIGHT, usd_per_t=st.floats(-5, 60)),
    st.builds(Measure, kind=st.just("demand"), freight=FREIGHT, factor=st.floats(0, 2)),
)  # fmt: skip
WORLDS = {seed: random_world(seed) for seed in range(6)}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(WORLDS)), st.lists(MEASURES, max_size=4))
def test_any_scenario_on_a_random_network(seed: int, measures: list[Measure]) -> None:
    world = WORLDS[seed]
    both = compare(world, Scenario(id="t", name="t", measures=tuple(measures)), on=ON, gap=GAP)
    check(both)
    no_flow_on_closed_elements(both, world)


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(sorted(WORLDS)), PLACES, FREIGHT)
def test_closing_more_never_serves_more(seed: int, where: Where, freight: Freight) -> None:
    """Freight that is cut off stays cut off when more is closed; what has a way at no choke price is served."""
    world = WORLDS[seed]
    one = Scenario(id="a", name="a", measures=(Measure(kind="closure", where=where, freight=freight),))
    two = Scenario(id="b", name="b", measures=(Measure(kind="closure", where=where),))
    cut = [compare(world, s, on=ON, gap=GAP).after.solution.cut_off for s in (one, two)]
    assert (cut[0] <= cut[1]).all()


@pytest.mark.parametrize("name", ["kz_closed_to_ru", "suez_closed", "poland_belarus_closure_2025"])
def test_named_scenarios_on_the_real_network(name: str) -> None:
    assert name in named_scenarios()
    world = load_world()
    both = compare(world, load_scenario(name, world), on=ON, gap=GAP)
    check(both)
    no_flow_on_closed_elements(both, world)
    assert len(both.ground.rows) > 100
