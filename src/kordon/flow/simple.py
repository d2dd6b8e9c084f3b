"""The same equilibrium by the plainest code that is correct: small problems, and a second opinion in tests.

Path-based gradient projection (R. Jayakrishnan, W. K. Tsai, J. N. Prashker, S. Rajadhyaksha, A faster path-based
algorithm for traffic assignment, *Transportation Research Record* 1443, 1994) over numpy arrays, pair by pair.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from kordon.flow.graph import Bools, Floats, Ints
from kordon.flow.problem import Paths, Problem, Solution

Links = NDArray[np.int32]


def cheapest_paths(problem: Problem, cost: Floats) -> tuple[Floats, list[Links | None]]:
    """Return per pair the cheapest cost and its links in order of travel (None where there is no way)."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    graph = problem.graph
    n = graph.n_split
    tail, head = graph.departure[graph.tail], graph.head
    distance = np.full(problem.n_pairs, np.inf)
    paths: list[Links | None] = [None] * problem.n_pairs
    for k in range(problem.n_classes):
        pairs = np.flatnonzero(problem.cls == k)
        if not len(pairs):
            continue
        usable = np.flatnonzero(np.isfinite(cost[k]))
        order = usable[np.lexsort((cost[k][usable], head[usable], tail[usable]))]
        best = {}
        for a in order[::-1]:
            best[int(tail[a]), int(head[a])] = int(a)
        keep = np.array(sorted(best.values()), np.int64)
        matrix = csr_matrix((cost[k][keep], (tail[keep], head[keep])), shape=(n, n))
        origins, row = np.unique(problem.origin[pairs], return_inverse=True)
        labels, before = dijkstra(matrix, indices=graph.departure[origins], return_predecessors=True)
        for p, r in zip(pairs, row, strict=True):
            if problem.origin[p] == problem.destination[p]:
                distance[p], paths[p] = 0.0, np.zeros(0, np.int32)
                continue
            node = int(problem.destination[p])
            distance[p] = labels[r, node]
            if not np.isfinite(distance[p]):
                continue
            links = []
            while before[r, node] >= 0:
                links.append(best[int(before[r, node]), node])
                node = int(before[r, node])
            paths[p] = np.array(links[::-1], np.int32)
    return distance, paths


def solve_simple(
    problem: Problem, *, gap: float = 1e-8, most: int = 500, progress: Callable[[str, float], None] | None = None
) -> Solution:
    """Return the user equilibrium of a small problem; same meaning as :func:`kordon.flow.solve`."""
    began = time.perf_counter()
    P = problem.n_pairs
    volume = np.zeros(problem.graph.n_links)
    ways: list[list[Links | None]] = [[] for _ in range(P)]  # None is the unserved alternative
    flows: list[list[float]] = [[] for _ in range(P)]
    history: list[tuple[int, float, float]] = []
    cut_off: Bools = np.zeros(P, bool)
    relative, distance = np.inf, np.full(P, np.inf)

    def price(p: int, way: Links | None, days: Floats) -> float:
        if way is None:
            return float(problem.choke[p])
        k = problem.cls[p]
        return float(problem.fixed[k, way].sum() + problem.vot[k] * days[way].sum())

    def settle(p: int) -> float:
        """Shift the flow of one pair towards its cheapest way; return what it paid too much before."""
        k = problem.cls[p]
        days, slope = problem.delay.days(volume), problem.delay.slope(volume)
        costs = [price(p, way, days) for way in ways[p]]
        b = int(np.argmin(costs))
        excess = 0.0
        for i in range(len(costs)):
            if i == b or flows[p][i] <= 0:
                continue
            excess += flows[p][i] * (costs[i] - costs[b])
            a, c = (np.zeros(0, np.int32) if way is None else way for way in (ways[p][i], ways[p][b]))
            apart = np.setxor1d(a, c)
            steep = problem.vot[k] * problem.pce[k] * slope[apart].sum()
            move = flows[p][i] if steep <= 0 else min(flows[p][i], (costs[i] - costs[b]) / steep)
            if costs[i] <= costs[b]:
                continue
            flows[p][i] -= move
            flows[p][b] += move
            volume[a] -= problem.pce[k] * move
            volume[c] += problem.pce[k] * move
        return excess

    iteration = 0
    for iteration in range(1, most + 1):
        np.maximum(volume, 0.0, out=volume)
        days = problem.delay.days(volume)
        distance, paths = cheapest_paths(problem, problem.cost(volume))
        if iteration == 1:
            cut_off = np.isinf(distance) & (problem.demand > 0)
        paid = due = 0.0
        for p in range(P):
            if problem.demand[p] == 0 or cut_off[p]:
                continue
            cheapest = min(distance[p], problem.choke[p])
            new = paths[p] if distance[p] <= problem.choke[p] else None
            total = sum(f * price(p, w, days) for f, w in zip(flows[p], ways[p], strict=True))
            paid, due = paid + total, due + float(problem.demand[p] * cheapest)
            known = any((w is None and new is None) or (w is not None and new is not None and np.array_equal(w, new))
                        for w in ways[p])  # fmt: skip
            if not known:
                ways[p].append(new)
                flows[p].append(0.0 if ways[p][1:] else float(problem.demand[p]))
                if not ways[p][1:] and new is not None:
                    volume[new] += problem.pce[problem.cls[p]] * problem.demand[p]
        if iteration > 1:
            relative = max(0.0, (paid - due) / paid) if paid > 0 else 0.0
            history.append((iteration - 1, time.perf_counter() - began, relative))
            if progress:
                progress(f"gap {relative:.1e}", min(1.0, np.log10(max(relative, 1e-16)) / np.log10(gap)))
            if relative <= gap:
                break
        for _ in range(30):
            excess = sum(settle(p) for p in range(P) if len(ways[p]) > 1)
            if excess <= 0.05 * min(relative, 1.0) * max(paid, 0.0):
                break
        for p in range(P):
            kept = [i for i in range(len(ways[p])) if flows[p][i] > 0 or len(ways[p]) == 1]
            ways[p], flows[p] = [ways[p][i] for i in kept], [flows[p][i] for i in kept]
    served = np.zeros(P)
    link_flow = np.zeros((problem.n_classes, problem.graph.n_links))
    rows: list[tuple[int, float, float, Links]] = []
    volume = np.zeros_like(volume)
    for p in range(P):
        for f, w in zip(flows[p], ways[p], strict=True):
            if w is not None:
                served[p] += f
                link_flow[problem.cls[p], w] += f
    # the unserved alternative by its own flow: demand less served would leave dust of rounding
    unserved = np.array([
        sum(f for f, w in zip(flows[p], ways[p], strict=True) if w is None) if ways[p] else problem.demand[p]
        for p in range(P)
    ], dtype=np.float64)  # fmt: skip
    volume = problem.pce @ link_flow
    days = problem.delay.days(volume)
    for p in range(P):
        ordered = sorted(range(len(flows[p])), key=lambda i, p=p: -flows[p][i])  # type: ignore[misc]
        for i in ordered:
            way = ways[p][i]
            if way is not None and flows[p][i] > 0:
                rows.append((p, flows[p][i], price(p, way, days), way))
    lengths = [len(row[3]) for row in rows]
    pool: Ints = np.concatenate([row[3] for row in rows]).astype(np.int32) if rows else np.zeros(0, np.int32)
    found = Paths(
        np.array([row[0] for row in rows], np.int32), np.array([row[1] for row in rows], np.float64),
        np.array([row[2] for row in rows], np.float64),
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32), pool,
    )  # fmt: skip
    distance = np.where(problem.origin == problem.destination, 0.0, distance)
    return Solution(
        problem, link_flow, volume, days, problem.demand - unserved, unserved, distance, cut_off, found,
        float(relative), tuple(history), len(history), time.perf_counter() - began, bool(relative <= gap),
    )  # fmt: skip
