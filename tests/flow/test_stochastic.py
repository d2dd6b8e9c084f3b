"""The stochastic equilibrium: closed forms, the fixed point by independent code, its limits."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from networks import awkward, grid

from kordon.flow import Delay, Graph, Problem, solve
from kordon.flow.audit import node_balance
from kordon.flow.stochastic import Stochastic, solve_logit

seeds = st.integers(0, 10**6)


def ladder(**more: object) -> Problem:
    """Return three ways of constant cost 1, 1 and 1.2, of which the first two share a link of 0.6."""
    graph = Graph(4, [0, 1, 1, 0], [1, 3, 3, 3])
    return Problem(graph, Delay.constant([0.6, 0.4, 0.4, 1.2]), origin=[0], destination=[3], demand=[100.0], **more)  # type: ignore[arg-type]


def settled_share(answer: Stochastic, theta: float, weight: float) -> np.ndarray:
    """Return what each path's flow should be by the formula, computed path by path in plain Python."""
    problem, paths = answer.problem, answer.paths
    out = np.zeros(len(paths))
    for p in range(problem.n_pairs):
        rows = list(paths.of_pair(p))
        k = problem.cls[p]
        costs = [
            float(problem.fixed[k, paths.of(r)].sum() + problem.vot[k] * answer.link_delay[paths.of(r)].sum())
            for r in rows
        ]
        sizes = [answer.path_size[r] for r in rows]
        if np.isfinite(problem.choke[p]):
            costs, sizes = [*costs, float(problem.choke[p])], [*sizes, 1.0]
        weights = np.array([s**weight * np.exp(-theta * (c - min(costs))) for s, c in zip(sizes, costs, strict=True)])
        for r, share in zip(rows, weights / weights.sum(), strict=False):
            out[r] = problem.demand[p] * share
    return out


def test_logit_of_two_roads_in_closed_form() -> None:
    problem = Problem(Graph(2, [0, 0], [1, 1]), Delay.constant([1.0, 1.5]), origin=[0], destination=[1], demand=[100.0])
    answer = solve_logit(problem, 2.0, draws=60, spread=0.5)
    assert answer.link_volume == pytest.approx([100 / (1 + np.exp(-1)), 100 / (1 + np.exp(1))], rel=1e-9)
    assert answer.expected_cost == pytest.approx([-np.log(np.exp(-2) + np.exp(-3)) / 2], rel=1e-12)


def test_path_size_counts_a_shared_link_once() -> None:
    answer = solve_logit(ladder(), 3.0, draws=40)
    assert len(answer.paths) == 3
    size = {tuple(answer.paths.of(r).tolist()): answer.path_size[r] for r in range(3)}
    assert size == pytest.approx({(0, 1): 0.6 / 2 + 0.4, (0, 2): 0.6 / 2 + 0.4, (3,): 1.0})
    assert answer.paths.flow == pytest.approx(settled_share(answer, 3.0, 1.0), rel=1e-9)
    plain = solve_logit(ladder(), 3.0, draws=40, path_size=0.0)
    assert plain.link_volume[3] < answer.link_volume[3]


def test_a_large_theta_is_the_user_equilibrium() -> None:
    problem = grid(scale=1.5)
    base = solve(problem, gap=1e-9)
    spread = [
        np.abs(solve_logit(problem, theta, start=base).link_volume - base.link_volume).max() for theta in (10.0, 1000.0)
    ]
    assert spread[1] < 0.05 * base.link_volume.max()
    assert spread[1] < spread[0]


def test_freight_stays_at_home_by_its_choke_price() -> None:
    answer = solve_logit(ladder(choke=[1.0]), 5.0, draws=40)
    weights = np.array([0.7 * np.exp(-5.0), 0.7 * np.exp(-5.0), np.exp(-6.0), np.exp(-5.0)])
    assert answer.unserved == pytest.approx([100 * weights[3] / weights.sum()], rel=1e-9)
    assert answer.served + answer.unserved == pytest.approx([100.0])


@settings(max_examples=30, deadline=None)
@given(seeds)
def test_the_fixed_point_by_the_formula(seed: int) -> None:
    problem = awkward(seed)
    answer = solve_logit(problem, 0.8, draws=5, seed=seed, residual=1e-9)
    assert answer.converged
    wanted = settled_share(answer, 0.8, 1.0)
    assert np.abs(answer.paths.flow - wanted).sum() <= 1e-8 * max(problem.demand.sum(), 1.0)
    assert np.abs(node_balance(problem, answer.link_flow, answer.served)).max() <= 1e-12 * max(problem.demand.sum(), 1)
    assert not answer.link_flow[~problem.allowed].any()


def test_the_same_seed_is_the_same_answer() -> None:
    problem = grid()
    one, two = (solve_logit(problem, 1.0, draws=3, seed=7) for _ in range(2))
    assert np.array_equal(one.link_flow, two.link_flow)


def test_bad_values_are_refused() -> None:
    with pytest.raises(ValueError, match=r"theta\[0\] is 0"):
        solve_logit(ladder(), 0.0)
    with pytest.raises(ValueError, match="another problem"):
        solve_logit(ladder(), 1.0, start=solve(grid()))
