"""The equilibrium on cases whose answer is known, and its invariants on random networks."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from networks import awkward, grid

from kordon.flow import Delay, Graph, Problem, solve, system_optimum
from kordon.flow.audit import node_balance, shortest_costs
from kordon.flow.equilibrium import hold_limits
from kordon.flow.simple import solve_simple

seeds = st.integers(0, 10**6)
GAP = 1e-9


def two_roads(**more: object) -> Problem:
    delay = Delay.bpr([1.0, 1.0], [100.0, 50.0])
    return Problem(Graph(2, [0, 0], [1, 1]), delay, origin=[0], destination=[1], demand=[150.0], **more)  # type: ignore[arg-type]


def braess(bridge: bool) -> Problem:
    # Braess 1968: 10 f on two links, 50 + f on two, 10 + f on the bridge, six travellers
    graph = Graph(4, [0, 0, 1, 2, 1], [1, 2, 3, 3, 2])
    free, alpha = np.array([1e-12, 50, 50, 1e-12, 10]), np.array([1e13, 1 / 50, 1 / 50, 1e13, 1 / 10])
    problem = Problem(graph, Delay.bpr(free, 1.0, alpha, 1.0), origin=[0], destination=[3], demand=[6.0])
    return problem if bridge else problem.closed([4])


def test_braess_closing_the_bridge_makes_everyone_better_off() -> None:
    assert solve(braess(True), gap=1e-12).od_cost == pytest.approx([92.0], rel=1e-9)
    assert solve(braess(False), gap=1e-12).od_cost == pytest.approx([83.0], rel=1e-9)
    assert solve(braess(False), start=solve(braess(True)), gap=1e-12).od_cost == pytest.approx([83.0], rel=1e-9)


def test_the_optimum_leaves_the_bridge_of_braess_empty() -> None:
    best = system_optimum(braess(True), gap=1e-11)
    assert best.total_cost == pytest.approx(6 * 83.0, rel=1e-9)
    assert best.link_volume[4] == pytest.approx(0.0, abs=1e-6)
    assert solve(braess(True), start=best, gap=1e-12).od_cost == pytest.approx([92.0], rel=1e-9)


def test_the_optimum_costs_no_more_than_the_equilibrium() -> None:
    problem = grid(scale=1.5)
    best, settled = system_optimum(problem, gap=1e-9), solve(problem, gap=1e-9)
    assert best.converged
    assert best.total_cost < settled.total_cost
    assert best.audited_gap > 1e-4


def test_flow_splits_by_capacity_on_two_like_roads() -> None:
    answer = solve(two_roads(), gap=1e-12)
    assert answer.link_volume == pytest.approx([100.0, 50.0], rel=1e-9)
    assert answer.od_cost == pytest.approx([1.15], rel=1e-9)
    assert [answer.paths.of(i).tolist() for i in answer.paths.of_pair(0)] == [[0], [1]]


def test_choke_price_leaves_just_so_much_unserved_that_the_rest_pays_it() -> None:
    answer = solve(two_roads(choke=[1.05]), gap=1e-12)
    # 1.05 = 1 + 0.15 z**4
    assert answer.served == pytest.approx([150.0 * (1 / 3) ** 0.25], rel=1e-6)
    assert answer.served + answer.unserved == pytest.approx([150.0])
    assert not answer.cut_off.any()


def test_demand_without_a_way_is_cut_off_and_left_out_of_the_gap() -> None:
    graph = Graph(4, [0, 0, 1], [1, 1, 0])
    problem = Problem(graph, Delay.constant([1.0, 2.0, 1.0]), origin=[0, 0, 2], destination=[1, 3, 1],
                      demand=[5.0, 7.0, 1.0], choke=[np.inf, np.inf, 9.0])  # fmt: skip
    answer = solve(problem)
    assert answer.cut_off.tolist() == [False, True, True]
    assert answer.unserved.tolist() == [0.0, 7.0, 1.0]
    assert answer.gap == 0.0
    assert answer.audited_gap == 0.0
    assert answer.od_cost.tolist() == [1.0, np.inf, np.inf]


def test_a_zone_is_never_crossed_even_when_that_is_shorter() -> None:
    problem = Problem(Graph(4, [0, 1, 0, 2], [1, 3, 2, 3], [False, False, True, False]),
                      Delay.constant([1.0, 1.0, 5.0, 5.0]), origin=[0], destination=[3], demand=[1.0])  # fmt: skip
    assert solve(problem).link_volume.tolist() == [0.0, 0.0, 1.0, 1.0]


def test_alike_classes_answer_as_one_class() -> None:
    one = grid(scale=1.2)
    P = one.n_pairs
    three = one.with_(
        fixed=np.zeros((3, one.graph.n_links)), vot=np.ones(3), pce=np.ones(3),
        allowed=np.ones((3, one.graph.n_links), bool), origin=np.tile(one.origin, 3),
        destination=np.tile(one.destination, 3), cls=np.repeat([0, 1, 2], P), demand=np.tile(one.demand / 3, 3),
        choke=np.full(3 * P, np.inf),
    )  # fmt: skip
    a, b = solve(one, gap=1e-11), solve(three, gap=1e-11)
    assert b.link_volume == pytest.approx(a.link_volume, abs=1e-3)


def test_a_class_with_two_units_per_tonne_takes_up_twice_the_room() -> None:
    answer = solve(two_roads(pce=[2.0]).with_(demand=[75.0]), gap=1e-12)
    assert answer.link_volume == pytest.approx([100.0, 50.0], rel=1e-9)
    assert answer.link_flow[0] == pytest.approx([50.0, 25.0], rel=1e-9)


def test_a_plugged_delay_function_is_followed() -> None:
    class Cubic:
        name = "cubic"

        @staticmethod
        def days(volume: float, free_days: float, capacity: float, p1: float, p2: float) -> float:
            return free_days + p1 * (volume / capacity) ** 3

        @staticmethod
        def slope(volume: float, free_days: float, capacity: float, p1: float, p2: float) -> float:
            return 3 * p1 * volume**2 / capacity**3

        @staticmethod
        def bend(volume: float, free_days: float, capacity: float, p1: float, p2: float) -> float:
            return 6 * p1 * volume / capacity**3

    free = np.array([1.0, 1.0])
    plugged = Delay.plugged(Cubic(), free, [100.0, 50.0], 0.7)
    graph, trip = Graph(2, [0, 0], [1, 1]), {"origin": [0], "destination": [1], "demand": [170.0]}
    mine = solve(Problem(graph, plugged, **trip), gap=1e-11)  # type: ignore[arg-type]
    same = solve(Problem(graph, Delay.bpr(free, [100.0, 50.0], 0.7, 3.0), **trip), gap=1e-11)  # type: ignore[arg-type]
    assert mine.link_volume == pytest.approx(same.link_volume, rel=1e-8)
    assert mine.link_delay == pytest.approx(same.link_delay, rel=1e-8)


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_invariants_on_awkward_networks(seed: int) -> None:
    problem = awkward(seed)
    answer = solve(problem, gap=GAP)
    assert answer.converged
    assert answer.audited_gap <= GAP * 1.01 + 1e-14
    assert np.all(answer.link_flow >= 0)
    assert not answer.link_flow[~problem.allowed].any()
    assert np.array_equal(answer.served + answer.unserved, problem.demand) or (
        answer.served + answer.unserved == pytest.approx(problem.demand, rel=1e-14))  # fmt: skip
    assert np.abs(node_balance(problem, answer.link_flow, answer.served)).max() <= 1e-12 * max(problem.demand.sum(), 1)
    cost = shortest_costs(problem, problem.cost(answer.link_volume))
    assert np.array_equal(np.isinf(cost) & (problem.demand > 0), answer.cut_off)
    finite = np.isfinite(cost)
    assert answer.od_cost[finite] == pytest.approx(cost[finite], rel=1e-9, abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_nobody_gains_by_another_way(seed: int) -> None:
    """Wardrop's first principle per class: what a used path costs above the cheapest is within the gap, in all."""
    problem = awkward(seed)
    answer = solve(problem, gap=GAP)
    paths = answer.paths
    due = np.minimum(answer.od_cost, problem.choke)[paths.pair]
    excess = float((paths.flow * (paths.cost - due)).sum())
    total = float((paths.flow * paths.cost).sum()) + 1e-9
    choked = (answer.unserved > 0) & ~answer.cut_off
    total += float((answer.unserved * np.where(choked, problem.choke, 0.0))[choked].sum())
    assert excess <= GAP * total * 1.01 + 1e-9
    assert np.all(paths.cost >= due - 1e-9 * (1 + due))
    # a pair that leaves demand unserved by choice pays no less than its choke price by road
    assert np.all(answer.od_cost[choked] >= problem.choke[choked] * (1 - 1e-5) - 1e-6)


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_the_compiled_solver_agrees_with_the_plain_one(seed: int) -> None:
    problem = awkward(seed, links=25, pairs=5)
    fast, plain = solve(problem, gap=1e-10), solve_simple(problem, gap=1e-10)
    assert plain.audited_gap <= 2e-10 or not plain.converged
    if plain.converged:
        moves = problem.delay.depends & (problem.delay.slope(fast.link_volume) > 1e-6)
        assert fast.link_volume[moves] == pytest.approx(plain.link_volume[moves], abs=0.02)
        assert fast.link_delay == pytest.approx(plain.link_delay, abs=2e-3)


@settings(max_examples=40, deadline=None)
@given(seeds, seeds)
def test_warm_is_cold(seed: int, change: int) -> None:
    problem, draw = awkward(seed), np.random.default_rng(change)
    base = solve(problem, gap=GAP)
    A = problem.graph.n_links
    for other in (
        problem.closed(draw.integers(0, A, 3)),
        problem.with_capacity([0, 5], [7.0, 90.0]),
        problem.with_(demand=problem.demand * draw.random(problem.n_pairs) * 2),
        problem.with_(fixed=problem.fixed * draw.random(problem.fixed.shape), choke=problem.choke * draw.random()),
        problem.with_(allowed=draw.random(problem.allowed.shape) > 0.15),
    ):
        warm, cold = solve(other, gap=GAP, start=base), solve(other, gap=GAP)
        assert warm.converged
        assert warm.audited_gap <= GAP * 1.01 + 1e-14
        assert np.array_equal(warm.cut_off, cold.cut_off)
        assert not warm.link_flow[~other.allowed].any()
        assert np.abs(node_balance(other, warm.link_flow, warm.served)).max() <= 1e-12 * max(other.demand.sum(), 1)
        assert warm.link_delay == pytest.approx(cold.link_delay, abs=5e-3)


def test_a_closure_of_unused_links_is_answered_at_once() -> None:
    base = solve(grid(), gap=1e-9)
    unused = np.flatnonzero(base.link_volume == 0)
    assert len(unused)
    after = solve(base.problem.closed(unused), gap=1e-6, start=base)
    assert after.iterations == 0
    assert np.array_equal(after.link_volume, base.link_volume)
    assert after.audited_gap <= 1e-9 * 1.01


@pytest.mark.parametrize("gap", [1e-4, 1e-8, 1e-12])
def test_audited_gap_is_the_reported_gap(gap: float) -> None:
    answer = solve(grid(scale=1.5), gap=gap)
    assert answer.converged
    assert answer.audited_gap == pytest.approx(answer.gap, rel=0.01, abs=2e-15)


def test_bad_values_are_refused_by_name() -> None:
    graph = Graph(2, [0], [1])
    with pytest.raises(ValueError, match=r"Graph.head\[0\] is 5"):
        Graph(2, [0], [5])
    with pytest.raises(ValueError, match=r"Delay.capacity\[0\] is 0, expected above 0"):
        Delay.bpr([1.0], [0.0])
    with pytest.raises(ValueError, match=r"Problem.demand\[0\] is -1"):
        Problem(graph, Delay.constant([1.0]), origin=[0], destination=[1], demand=[-1.0])
    with pytest.raises(ValueError, match=r"Problem.fixed\[0\]\[0\] is nan"):
        Problem(graph, Delay.constant([1.0]), fixed=[[np.nan]])
    with pytest.raises(ValueError, match="gap is 0"):
        solve(Problem(graph, Delay.constant([1.0]), origin=[0], destination=[1], demand=[1.0]), gap=0)


def gates(demand: float, **more: object) -> Problem:
    """Return two ways of 1 and 3 days, each through a gate of 100."""
    delay = Delay.limit([1.0, 3.0], [100.0, 100.0], steepness=0.5)
    return Problem(Graph(2, [0, 0], [1, 1]), delay, origin=[0], destination=[1], demand=[demand], **more)  # type: ignore[arg-type]


def test_a_hard_capacity_is_held_by_the_wait_that_evens_out_the_ways() -> None:
    held = hold_limits(gates(150.0), violation=1e-6)
    assert held.converged
    assert held.solution.link_volume == pytest.approx([100.0, 50.0], rel=1e-5)
    assert held.wait_days == pytest.approx([2.0, 0.0], abs=1e-4)


def test_what_does_not_fit_stays_at_home_at_its_choke_price() -> None:
    held = hold_limits(gates(250.0, choke=[10.0]), violation=1e-6)
    assert held.solution.unserved == pytest.approx([50.0], abs=1e-3)
    assert held.wait_days == pytest.approx([9.0, 7.0], abs=1e-3)


def test_what_must_be_shipped_and_does_not_fit_is_said() -> None:
    held = hold_limits(gates(250.0), most=8)
    assert not held.converged
    assert held.violation >= 0.24
    with pytest.raises(ValueError, match="no link of kind limit"):
        hold_limits(two_roads())


def test_two_classes_each_on_its_own_cheapest_ways() -> None:
    """Wardrop's conditions class by class, by scipy's labels at the final costs."""
    one = grid(scale=1.5)
    draw = np.random.default_rng(3)
    fixed = draw.random((2, one.graph.n_links)) * 3
    P = one.n_pairs
    two = one.with_(
        fixed=fixed, vot=[1.0, 0.3], pce=[1.0, 2.0], allowed=np.ones((2, one.graph.n_links), bool),
        origin=np.tile(one.origin, 2), destination=np.tile(one.destination, 2), cls=np.repeat([0, 1], P),
        demand=np.concatenate([one.demand / 2, one.demand / 4]), choke=np.full(2 * P, np.inf),
    )  # fmt: skip
    answer = solve(two, gap=1e-10)
    cost = two.cost(answer.link_volume)
    cheapest = shortest_costs(two, cost)
    for k in range(2):
        mine = two.cls == k
        paid = float((cost[k] * answer.link_flow[k]).sum())
        due = float((cheapest[mine] * two.demand[mine]).sum())
        total = float((cost * answer.link_flow).sum())
        assert -1e-12 * total <= paid - due <= 1.01e-10 * total
    assert np.abs(answer.link_flow[0] - 2 * answer.link_flow[1]).max() > 1.0


def test_a_base_in_other_classes_is_a_start_like_any_other() -> None:
    one = grid(scale=1.5)
    base = solve(one, gap=1e-9)
    split = one.with_(
        fixed=np.zeros((2, one.graph.n_links)), vot=[1.0, 1.0], pce=[1.0, 1.0],
        allowed=np.ones((2, one.graph.n_links), bool), cls=np.arange(one.n_pairs) % 2,
    )  # fmt: skip
    barred = np.ones((2, one.graph.n_links), bool)
    barred[1, np.argsort(-base.link_volume)[:3]] = False
    for other in (split, split.with_(allowed=barred), split.with_(pce=[1.0, 1.5], demand=one.demand * 0.8)):
        warm, cold = solve(other, gap=1e-9, start=base), solve(other, gap=1e-9)
        assert warm.converged
        assert warm.audited_gap <= 1.01e-9
        assert not warm.link_flow[~other.allowed].any()
        assert warm.link_volume == pytest.approx(cold.link_volume, abs=0.05)
        assert np.abs(node_balance(other, warm.link_flow, warm.served)).max() <= 1e-12 * other.demand.sum()
        back = solve(one, gap=1e-9, start=warm)
        assert back.link_volume == pytest.approx(base.link_volume, abs=0.05)


@settings(max_examples=30, deadline=None)
@given(seeds, seeds)
def test_without_congestion_a_closure_makes_no_pair_better_off(seed: int, change: int) -> None:
    problem = awkward(seed)
    free = problem.with_(delay=Delay.constant(problem.delay.free_days))
    base = solve(free, gap=GAP)
    after = solve(free.closed(np.random.default_rng(change).integers(0, problem.graph.n_links, 3)), gap=GAP, start=base)
    assert np.all(after.od_cost >= base.od_cost * (1 - 1e-12))
    assert np.all(base.cut_off <= after.cut_off)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000), st.integers(0, 223))
def test_with_congestion_the_potential_never_falls_when_a_link_is_closed(seed: int, link: int) -> None:
    """Single costs may fall (Braess), but not the convex function that an equilibrium makes least."""
    problem = grid(seed=seed, scale=1.5)
    base = solve(problem, gap=1e-9)
    after = solve(problem.closed([link]), gap=1e-9, start=base)

    def potential(volume: np.ndarray) -> float:
        delay = problem.delay
        rest = np.where(delay.depends, delay.p1 * (volume / delay.capacity) ** delay.p2 / (delay.p2 + 1), 0.0)
        return float((delay.free_days * volume * (1 + rest)).sum())

    assert not after.cut_off.any()
    assert potential(after.link_volume) >= potential(base.link_volume) * (1 - 2e-9)
