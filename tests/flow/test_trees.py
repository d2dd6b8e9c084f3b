"""Trees against scipy's: grown from nothing and repaired, on costs that differ by many orders of magnitude."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kordon.flow import Delay, Graph, Problem
from kordon.flow.audit import shortest_costs
from kordon.flow.engine import State


def scattered(seed: int) -> Problem:
    draw = np.random.default_rng(seed)
    n = int(draw.integers(3, 200))
    links, pairs = int(n * draw.uniform(1, 6)), int(draw.integers(1, 30))
    cost = np.exp(draw.normal(0, draw.choice([0.1, 1, 4, 12]), links)) * (draw.random(links) > 0.15)
    return Problem(
        Graph(n, draw.integers(0, n, links), draw.integers(0, n, links), draw.random(n) > 0.1), Delay.constant(cost),
        origin=draw.integers(0, n, pairs), destination=draw.integers(0, n, pairs), demand=np.ones(pairs),
    )  # fmt: skip


def check(state: State, problem: Problem, factor: np.ndarray) -> None:
    wanted = shortest_costs(problem, problem.cost(np.zeros(problem.graph.n_links)) * factor)[state.pairs]
    assert np.array_equal(np.isinf(wanted), np.isinf(state.pair_cost))
    finite = np.isfinite(wanted)
    assert np.allclose(state.pair_cost[finite], wanted[finite], rtol=1e-13, atol=0)
    for g in range(len(state.sizes)):
        order = state.orders[g, : state.sizes[g]]
        rank = np.full(len(state.preds[g]), -1)
        rank[order] = np.arange(len(order))
        assert len(set(order.tolist())) == len(order)
        before = state.ends[1][state.preds[g, order[1:]]]
        assert np.all(rank[before] >= 0)
        assert np.all(rank[before] < np.arange(1, len(order)))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_trees_grown_and_repaired_have_the_labels_of_dijkstra(seed: int) -> None:
    problem, draw = scattered(seed), np.random.default_rng(seed)
    state = State(problem)
    groups = np.arange(len(state.sizes), dtype=np.int32)
    even = np.ones(problem.graph.n_links)
    state.look(groups)
    check(state, problem, even)
    for share in (0.05, 0.5, 1.0):
        changed = draw.random(len(even)) < share
        factor = np.where(changed, draw.lognormal(0, 1, len(even)), 1.0)
        state.look(groups, factor[state.link])
        check(state, problem, factor)
