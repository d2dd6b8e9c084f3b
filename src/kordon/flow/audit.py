"""Checks of an answer by code that shares nothing with the solver: scipy's Dijkstra and plain sums."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kordon.flow.graph import Floats
from kordon.flow.problem import Problem


def shortest_costs(problem: Problem, cost: Floats) -> Floats:
    """Return per pair the cheapest cost in USD/t under given link costs (K x A), inf where there is no way."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    graph = problem.graph
    out = np.full(problem.n_pairs, np.inf)
    n = graph.n_split
    tail, head = graph.departure[graph.tail], graph.head
    # of parallel links the cheapest counts; a sparse matrix would add them up
    order = np.lexsort((head, tail))
    begin = np.flatnonzero(np.diff(tail[order], prepend=-1) | np.diff(head[order], prepend=-1))
    rows, columns = tail[order][begin], head[order][begin]
    for k in range(problem.n_classes):
        pairs = np.flatnonzero(problem.cls == k)
        if not len(pairs):
            continue
        least = np.minimum.reduceat(cost[k][order], begin)
        keep = np.isfinite(least)
        matrix = csr_matrix((least[keep], (rows[keep], columns[keep])), shape=(n, n))
        origins, row = np.unique(problem.origin[pairs], return_inverse=True)
        labels = dijkstra(matrix, indices=graph.departure[origins])
        out[pairs] = labels[row, problem.destination[pairs]]
    out[problem.origin == problem.destination] = 0.0
    return out


def audit_gap(problem: Problem, link_flow: Floats, unserved: Floats) -> float:
    """Return ``(TSTT - SPTT) / TSTT`` of link flows (K x A, t/day) and unserved demand (per pair, t/day)."""
    volume = problem.pce @ link_flow
    cost = problem.cost(volume)
    cheapest = shortest_costs(problem, cost)
    linked = np.isfinite(cheapest)
    used = link_flow > 0
    if not np.isfinite(cost[used]).all():
        return float("inf")
    choked = linked & (unserved > 0)
    if np.isinf(problem.choke[choked]).any():
        return float("inf")
    paid = float((cost[used] * link_flow[used]).sum() + (problem.choke[choked] * unserved[choked]).sum())
    due = float((problem.demand * np.minimum(cheapest, problem.choke))[linked].sum())
    return (paid - due) / paid if paid > 0 else 0.0


def node_balance(problem: Problem, link_flow: Floats, served: Floats) -> NDArray[np.float64]:
    """Return per class and node what flows in and starts, less what flows out and ends (t/day): 0 if conserved."""
    graph = problem.graph
    out = np.zeros((problem.n_classes, graph.n_nodes))
    for k in range(problem.n_classes):
        np.add.at(out[k], graph.head, link_flow[k])
        np.add.at(out[k], graph.tail, -link_flow[k])
        mine = problem.cls == k
        np.add.at(out[k], problem.origin[mine], served[mine])
        np.add.at(out[k], problem.destination[mine], -served[mine])
    return out
