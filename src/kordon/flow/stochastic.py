"""Stochastic equilibrium: freight spreads over its ways by a path-size logit, at the costs that it makes itself.

For freight that does not go all-or-nothing, and for calibration, which needs an answer that changes smoothly.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from kordon.flow.compiled import Longs
from kordon.flow.engine import Progress, State, addresses
from kordon.flow.equilibrium import solve
from kordon.flow.graph import Floats, Ints, as_floats
from kordon.flow.problem import Paths, Problem, Solution

_STALLED = 40


@dataclass(frozen=True, eq=False)
class Stochastic:
    """A stochastic equilibrium on given path sets.

    ``paths`` holds every path of the choice sets with its flow, ``path_size`` its path-size factor, ``share`` of its
    pair's demand. ``expected_cost`` per pair: the logsum, USD/t (inf where there is no way and no choke price).
    ``residual``: tonnes that would go elsewhere if all chose anew at the present costs, as a share of demand that has
    a choice. The rest is as in :class:`Solution`.
    """

    problem: Problem
    paths: Paths
    path_size: Floats
    share: Floats
    link_flow: Floats
    link_volume: Floats
    link_delay: Floats
    served: Floats
    unserved: Floats
    expected_cost: Floats
    residual: float
    history: tuple[tuple[int, float, float], ...]
    iterations: int
    seconds: float
    converged: bool

    def __repr__(self) -> str:
        return f"<Stochastic: {len(self.paths)} paths, residual {self.residual:.1e} after {self.iterations} iterations>"


@dataclass(frozen=True, eq=False)
class _Choice:
    """Alternatives of all pairs: paths over links, and not to ship (no links) where there is a choke price."""

    pair: Longs
    first: Longs
    start: Longs
    links: Ints
    fixed: Floats
    size: Floats = field(repr=False)
    path_size: Floats = field(repr=False)


def solve_logit(
    problem: Problem, theta: ArrayLike, *, path_size: float = 1.0, start: Solution | None = None, draws: int = 0,
    spread: float = 0.3, seed: int = 0, residual: float = 1e-8, most: int = 500, progress: Progress | None = None,
) -> Stochastic:  # fmt: skip
    """Return the flows at which every pair's freight is shared out by a path-size logit at the costs that result.

    Share of path r: ``S_r ** path_size * exp(-theta * cost_r)`` over the sum of that over the pair's paths, with the
    path size ``S_r = sum over its links of (length_a / length_r) / (paths of the pair that use a)``, lengths being
    costs without load. Not to ship is one more alternative, at the choke price and of size 1.

    Parameters
    ----------
    theta:
        Dispersion in t/USD, one number or one per class; the larger, the closer to the user equilibrium.
    path_size:
        Weight of the path-size term; 0 is the multinomial logit.
    start:
        A user equilibrium of the same problem, whose path sets are taken over; solved first if not given.
    draws, spread, seed:
        How many times all link costs are multiplied by lognormal noise of deviation ``spread``, to add each pair's
        cheapest path to its set. 0: the paths of the user equilibrium only.
    residual:
        Stop when the fixed-point residual is at most this.

    Notes
    -----
    M. Ben-Akiva, M. Bierlaire, Discrete choice methods and their applications to short term travel decisions, 1999
    (path size); C. Fisk, Some developments in equilibrium traffic assignment, 1980 (the convex function whose optimum
    this is); gradient projection over paths as in H. Tan, M. Du, C. Yu, A multiple-path gradient projection method for
    solving the logit-based stochastic user equilibrium model, 2020, here pair of paths by pair of paths.
    """
    began = time.perf_counter()
    rate = as_floats("solve_logit theta", theta, (problem.n_classes,), above=0.0)
    if path_size < 0 or draws < 0 or spread <= 0:
        raise ValueError(
            f"solve_logit: path_size is {path_size}, draws {draws} and spread {spread}, expected at least 0, 0, above 0"
        )
    base = start if start is not None else solve(problem, gap=1e-4)
    if base.problem is not problem or base.state is None:
        raise ValueError("solve_logit: start is the answer of another problem, expected one of this problem")
    choice = _choices(base, path_size, draws, spread, seed)
    cls = problem.cls.astype(np.int64)
    dispersion, vot, pce = rate[cls], problem.vot[cls], problem.pce[cls]
    P, A = problem.n_pairs, problem.graph.n_links
    owner, length = choice.pair, np.diff(choice.start)
    row = np.repeat(np.arange(len(owner)), length)
    delay = problem.delay

    def shares(days: Floats) -> tuple[Floats, Floats]:
        along = np.bincount(row, weights=days[choice.links], minlength=len(owner))
        cost = choice.fixed + vot[owner] * along
        utility = choice.size - dispersion[owner] * cost
        top = np.full(P, -np.inf)
        np.maximum.at(top, owner, utility)
        weight = np.exp(utility - top[owner])
        total = np.bincount(owner, weights=weight, minlength=P)
        with np.errstate(divide="ignore"):
            logsum = np.where(total > 0, -(top + np.log(total)) / dispersion, np.inf)
        return weight / total[owner], logsum

    def load(flow: Floats) -> Floats:
        weights = (flow * pce[owner])[row]
        return np.asarray(np.bincount(choice.links, weights=weights, minlength=A), dtype=np.float64)

    from kordon.flow.logit import LEAST, settle_logit

    flow = problem.demand[owner] * shares(base.link_delay)[0]
    kind = np.where(delay.depends, delay.kind, 0).astype(np.int8)
    law = np.vstack([delay.free_days, delay.capacity, delay.p1, delay.p2])
    plug, keep = addresses(problem, False)
    stamp, cost = np.zeros(A + 1, np.int64), np.zeros(len(owner))
    offered = np.bincount(owner, minlength=P) > 0
    moving = max(float(problem.demand[offered].sum()), 1e-300)
    history: list[tuple[int, float, float]] = []
    found, best, best_at, logsum = np.inf, np.inf, 0, np.full(P, np.inf)
    kept = flow
    for iteration in range(1, most + 1):
        volume = load(flow)
        days, slope, _ = delay.evaluate(volume)
        share, logsum = shares(days)
        found = float(np.abs(flow - problem.demand[owner] * share).sum()) / moving
        history.append((iteration, time.perf_counter() - began, found))
        if progress:
            done = np.log(max(found, 1e-16)) / np.log(residual)
            progress(f"residual {found:.1e}", float(min(1.0, max(0.0, done))))
        if found < 0.9 * best:
            best, best_at = found, iteration
            kept = flow
        if found <= residual or iteration - best_at > _STALLED:
            break
        flow = np.maximum(flow, LEAST)
        for _ in range(4):
            settle_logit(choice.first, choice.start, choice.links, choice.fixed, choice.size, vot, pce, dispersion,
                         flow, cost, volume, days, slope, kind, law, plug, stamp)  # fmt: skip
        # rounding of many small shifts must not change a pair's total
        total = np.bincount(owner, weights=flow, minlength=P)
        flow = flow * (problem.demand / np.where(total > 0, total, 1.0))[owner]
    del keep
    if found > residual:
        flow = kept
        days = delay.days(load(flow))
        share, logsum = shares(days)
        found = float(np.abs(flow - problem.demand[owner] * share).sum()) / moving
    return _answer(problem, choice, flow, found, residual, logsum, history, began)


def _answer(
    problem: Problem, choice: _Choice, flow: Floats, found: float, residual: float, logsum: Floats,
    history: list[tuple[int, float, float]], began: float,
) -> Stochastic:  # fmt: skip
    shipped = np.diff(choice.start) > 0
    P = problem.n_pairs
    unserved = np.bincount(choice.pair[~shipped], weights=flow[~shipped], minlength=P).astype(np.float64)
    none = np.bincount(choice.pair, minlength=P) == 0
    unserved[none] = problem.demand[none]
    unserved[problem.origin == problem.destination] = 0.0
    kept = np.flatnonzero(shipped)
    kept = kept[np.lexsort((-flow[kept], choice.pair[kept]))]
    length = np.diff(choice.start)[kept]
    begin = np.concatenate([[0], np.cumsum(length)])
    links = choice.links[np.arange(begin[-1]) + np.repeat(choice.start[kept] - begin[:-1], length)]
    link_flow = np.zeros((problem.n_classes, problem.graph.n_links))
    np.add.at(link_flow, (np.repeat(problem.cls[choice.pair[kept]], length), links), np.repeat(flow[kept], length))
    volume = problem.pce @ link_flow
    days = problem.delay.days(volume)
    rows = np.repeat(np.arange(len(kept)), length)
    along = np.bincount(rows, weights=days[links], minlength=len(kept))
    cost = choice.fixed[kept] + problem.vot[problem.cls[choice.pair[kept]]] * along
    pair = choice.pair[kept].astype(np.int32)
    demand = problem.demand[pair]
    paths = Paths(pair, flow[kept], cost, begin.astype(np.int32), links.astype(np.int32))
    expected = np.where(problem.origin == problem.destination, 0.0, logsum)
    return Stochastic(
        problem, paths, choice.path_size[kept], flow[kept] / np.where(demand > 0, demand, 1.0), link_flow, volume, days,
        problem.demand - unserved, unserved, expected, found, tuple(history), len(history),
        time.perf_counter() - began, found <= residual,
    )  # fmt: skip


def _choices(base: Solution, weight: float, draws: int, spread: float, seed: int) -> _Choice:
    """Return the path sets: paths with flow, every pair's cheapest path, cheapest paths under drawn costs."""
    problem = base.problem
    state: State = base.state.copy()
    found = [(base.paths.pair.astype(np.int64), np.diff(base.paths.start).astype(np.int64), base.paths.links)]
    groups = np.arange(len(state.sizes), dtype=np.int32)
    draw = np.random.default_rng(seed)
    for turn in range(draws + 1):
        noise = np.ones(problem.graph.n_links)
        if turn:
            noise = draw.lognormal(0.0, spread, problem.graph.n_links)
        found.append(_cheapest(state, groups, noise))
    pair = np.concatenate([part[0] for part in found])
    length = np.concatenate([part[1] for part in found])
    links = np.concatenate([part[2] for part in found]).astype(np.int64)
    # equal paths are found by a hash of their links and their place in the path; a pair keeps the first of them
    start = np.concatenate([[0], np.cumsum(length)])
    code = np.random.default_rng(1).integers(1, 2**62, problem.graph.n_links, dtype=np.uint64)
    place = np.arange(start[-1]) - np.repeat(start[:-1], length)
    mixed = code[links] * (2 * place + 1).astype(np.uint64)
    mark = np.add.reduceat(mixed, start[:-1]) if len(pair) else np.zeros(0, np.uint64)
    alike = np.lexsort((mark, pair))
    first = np.ones(len(pair), bool)
    first[1:] = (pair[alike][1:] != pair[alike][:-1]) | (mark[alike][1:] != mark[alike][:-1])
    kept = np.sort(alike[first])
    choke = np.flatnonzero(np.isfinite(problem.choke) & (problem.origin != problem.destination))
    pair = np.concatenate([pair[kept], choke])
    size = np.concatenate([length[kept], np.zeros(len(choke), np.int64)])
    begin = np.concatenate([start[:-1][kept], np.zeros(len(choke), np.int64)])
    order = np.argsort(pair, kind="stable")
    pair, size, begin = pair[order], size[order], begin[order]
    at = np.concatenate([[0], np.cumsum(size)])
    pool = links[np.arange(at[-1]) + np.repeat(begin - at[:-1], size)].astype(np.int32)
    rows = np.repeat(np.arange(len(pair)), size)
    cls = problem.cls[pair]
    fixed = np.bincount(rows, weights=problem.fixed[cls[rows], pool], minlength=len(pair)).astype(np.float64)
    fixed[size == 0] = problem.choke[pair[size == 0]]
    path_size = _path_sizes(problem, pair, rows, pool, size)
    first_of = np.searchsorted(pair, np.arange(problem.n_pairs + 1)).astype(np.int64)
    return _Choice(pair, first_of, at.astype(np.int64), pool, fixed, weight * np.log(path_size), path_size)


def _path_sizes(problem: Problem, pair: Longs, rows: Longs, pool: Ints, size: Longs) -> Floats:
    """Return the path size of every alternative: 1 where it shares no link with another of its pair."""
    empty = problem.delay.days(np.zeros(problem.graph.n_links))
    cls = problem.cls[pair[rows]]
    # a way that costs nothing has every link count the same
    length = problem.fixed[cls, pool] + problem.vot[cls] * empty[pool]
    total = np.bincount(rows, weights=length, minlength=len(pair))
    length = np.where(total[rows] > 0, length, 1.0)
    total = np.bincount(rows, weights=length, minlength=len(pair))
    key = pair[rows] * problem.graph.n_links + pool
    # how many paths of the pair use the link; a path that uses it twice counts once
    _, where = np.unique(key, return_inverse=True)
    users = np.bincount(where)[where]
    out = np.bincount(rows, weights=length / np.where(total[rows] > 0, total[rows], 1.0) / users, minlength=len(pair))
    return np.asarray(np.where(size == 0, 1.0, out), dtype=np.float64)


def _cheapest(state: State, groups: Ints, noise: Floats) -> tuple[Longs, Longs, Ints]:
    """Return pair, length and links of every pair's cheapest path with all link costs multiplied by some noise."""
    from kordon.flow.logit import trace

    distances = state.trees(groups, noise[state.link])
    pairs = np.flatnonzero(np.isfinite(distances)).astype(np.int32)
    start, links = np.zeros(len(pairs) + 1, np.int64), np.empty(0, np.int32)
    for _ in range(2):
        need = trace(pairs, state.preds, state.pair_group, state.group, state.dest, state.ends[1], state.link, start,
                     links)  # fmt: skip
        if need <= len(links):
            break
        links = np.empty(need, np.int32)
    return state.pairs[pairs].astype(np.int64), np.diff(start), links
