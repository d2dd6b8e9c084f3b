"""The solver's memory and its outer loop: trees, paths and link volumes as arrays, worked on by ``kernels``.

A :class:`State` belongs to one problem. Everything in it is in volume (tonnes times pce), links in forward-star order,
pairs sorted by class, origin and destination.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kordon.flow.delay import PLUGGED
from kordon.flow.graph import Bools, Floats, Ints
from kordon.flow.problem import Paths, Problem

Progress = Callable[[str, float], None]
Longs = NDArray[np.int64]

_CHUNKS = 10  # of the first loading: each chunk sees the times that the ones before it made
_INNER = 40  # passes between two looks at the trees, at most
_INNER_SHARE = 0.05  # of the excess that those passes may leave
_INNER_FLOOR = 0.2  # of the excess that the gap allows: no pass need do better
_PARTS = 4  # of a round: each sees the times that the ones before it made
_TURNS = 3  # rounds over the groups that found new ways before all are looked at again
_NEAR = 30.0  # times the gap: the next look may well be the last, so volumes are added up anew before it
_STALLED = 25  # iterations without a better gap: the end of double precision


class State:
    """Trees, paths and volumes of one problem."""

    def __init__(self, problem: Problem, *, marginal: bool = False) -> None:
        from kordon.flow import carry, kernels, trees
        from kordon.flow.compiled import await_aside

        await_aside()
        self.kernels, self.carry, self.grow = kernels, carry, trees.grow
        graph = problem.graph
        first, link = graph.forward_star
        self.star, self.link = first.copy(), link
        place = graph.place
        self.ends = np.vstack([place[graph.head[link]], place[graph.departure[graph.tail[link]]]]).astype(np.int32)
        order = np.lexsort((problem.destination, problem.origin, problem.cls))
        order = order[problem.origin[order] != problem.destination[order]]
        self.pairs = order
        cls, origin = problem.cls[order], problem.origin[order]
        fresh = np.ones(len(order), bool)
        fresh[1:] = (cls[1:] != cls[:-1]) | (origin[1:] != origin[:-1])
        begin = np.flatnonzero(fresh)
        G, P, N = len(begin), len(order), graph.n_split
        self.group = np.vstack([cls[begin], place[graph.departure[origin[begin]]]]).astype(np.int32)
        self.group_first = np.append(begin, P).astype(np.int32)
        self.pair_group = (np.cumsum(fresh) - 1).astype(np.int32)
        self.dest = place[problem.destination[order]]
        self.preds = np.full((G, N), -1, np.int32)
        self.orders = np.empty((G, N), np.int32)
        self.sizes = np.zeros(G, np.int32)
        self.path_first = np.full(P, -1, np.int32)
        self.path_count = np.zeros(P, np.int32)
        self.flag = np.zeros(P, np.uint8)
        self.pair_cost = np.full(P, np.inf)
        self.active = np.zeros(P, np.uint8)
        self.visit = np.empty(P, np.int32)
        self.stamp = np.zeros(graph.n_links + 3, np.int64)
        self.used = np.zeros(2, np.int64)
        self.path_next, self.path_span, self.path_value, self.pool = _rooms(P + 64, 16 * P + 1024)
        self.volume = np.zeros(graph.n_links)
        self.marginal = marginal
        self.due = 0.0
        self.costs = np.empty((0, 0))
        self._load(problem)
        self.left = self.demand.copy()
        self._time()

    def _load(self, problem: Problem) -> None:
        """Take over what may differ between two problems on the same graph with the same pairs."""
        self.problem = problem
        delay, link, order = problem.delay, self.link, self.pairs
        self.fixed = np.take(problem.fixed, link, axis=1)
        self.fixed[~np.take(problem.allowed, link, axis=1)] = np.inf
        self.vot = np.vstack([problem.vot, 1.0 / problem.pce])
        self.choke = problem.choke[order].copy()
        self.demand = (problem.demand * problem.pce[problem.cls])[order].copy()
        self.kind = np.where(delay.depends, delay.kind, 0).astype(np.int8)[link].copy()
        free = np.where(delay.depends, delay.free_days, delay.days(np.zeros(len(delay))))
        self.law = np.vstack([free, delay.capacity, delay.p1, delay.p2])[:, link].copy()
        self.plug, self._keep = addresses(problem, self.marginal)

    def _time(self) -> None:
        """Compute link times and slopes at the present volumes, by the delay functions' own numpy code."""
        delay = self.problem.delay
        spread = np.zeros(len(self.volume))
        spread[self.link] = np.maximum(self.volume, 0.0)
        days, slope, bend = delay.evaluate(spread)
        if self.marginal:
            days, slope = days + spread * slope, 2 * slope + spread * bend
        self.days, self.slope = days[self.link].copy(), slope[self.link].copy()

    def copy(self) -> State:
        """Return a state of its own that may be worked on."""
        other = copy.copy(self)
        n, m = (int(x) for x in self.used)
        other.path_next, other.path_span, other.path_value, other.pool = _rooms(n + n // 8 + 64, m + m // 8 + 1024)
        other.path_next[:n], other.pool[:m] = self.path_next[:n], self.pool[:m]
        other.path_span[:, :n], other.path_value[:, :n] = self.path_span[:, :n], self.path_value[:, :n]
        for name in ("preds", "orders", "sizes", "path_first", "path_count", "flag", "pair_cost", "active", "visit",
                     "stamp", "used", "volume", "left", "days", "slope"):  # fmt: skip
            setattr(other, name, getattr(self, name).copy())
        other.costs = np.empty((0, 0))
        return other

    def __getstate__(self) -> dict[str, Any]:
        kept = self.__dict__.copy()
        for name in ("kernels", "carry", "grow", "plug", "_keep", "costs"):
            kept.pop(name)
        return kept

    def __setstate__(self, kept: dict[str, Any]) -> None:
        from kordon.flow import carry, kernels, trees

        self.__dict__.update(kept)
        self.kernels, self.carry, self.grow = kernels, carry, trees.grow
        self.costs = np.empty((0, 0))
        self.plug, self._keep = addresses(self.problem, self.marginal)

    # -- the four steps ------------------------------------------------------------------------------------------

    def trees(self, groups: Ints, noise: Floats) -> Floats:
        """Return each pair's cheapest cost with all link costs multiplied by some noise; leaves the trees grown."""
        self.sizes[groups], self.preds[groups] = 0, -1
        self.look(groups, noise)
        return self.pair_cost

    def look(self, groups: Ints, noise: Floats | None = None) -> tuple[float, float, Ints]:
        """Repair trees of groups at present times; return cost of cheapest ways, excess, pairs to visit."""
        if self.costs.shape != self.fixed.shape:  # made when it is needed: a state that is kept needs none
            self.costs = np.empty_like(self.fixed)
        costs = self.costs
        for k in np.unique(self.group[0, groups]):
            np.multiply(self.days, self.vot[0, k], out=costs[k])
            costs[k] += self.fixed[k]
            if noise is not None:
                costs[k] *= noise
        totals = np.zeros(3)
        n = self.grow(
            groups, self.star, self.ends, costs, self.vot, self.group, self.group_first, self.preds, self.orders,
            self.sizes, self.dest, self.choke, self.left, self.demand, self.path_first, self.path_count,
            self.path_next, self.path_span, self.path_value, self.pool, self.days, self.flag, self.pair_cost,
            self.visit, totals,
        )  # fmt: skip
        return float(totals[0]), float(totals[1]), self.visit[:n].copy()

    def shift(self, pairs: Ints, *, with_tree: bool, passes: int = 1, enough: float = 0.0, part: float = 0.0) -> float:
        """Shift flow of pairs towards their cheapest paths; return the excess found by the last full pass.

        Stops when that is at most ``enough``, or ``part`` of what the first pass found.
        """
        totals, begin = np.zeros(3), 0
        while begin >= 0:
            begin = self.kernels.settle(
                pairs, begin, passes, enough, part, with_tree, self.ends, self.vot, self.group, self.preds,
                self.pair_group, self.dest, self.choke, self.left, self.path_first, self.path_count, self.path_next,
                self.path_span, self.path_value, self.pool, self.used, self.kind, self.law, self.fixed, self.volume,
                self.days, self.slope, self.flag, self.stamp, self.active, self.plug, totals,
            )  # fmt: skip
            if begin >= 0:
                self._widen()
        return float(totals[2])

    def tidy(self) -> None:
        """Drop paths without flow, put the others side by side, add up volumes and times anew."""
        n, m = (int(x) for x in self.used)
        rooms = _rooms(n + n // 4 + 64, m + m // 4 + 1024)
        self.carry.gather(
            self.path_first, self.path_count, self.path_next, self.path_span, self.path_value, self.pool, *rooms,
            self.volume, self.used,
        )  # fmt: skip
        self.path_next, self.path_span, self.path_value, self.pool = rooms
        self._time()

    def _widen(self) -> None:
        n, m = (int(x) for x in self.used)
        rooms = _rooms(2 * len(self.path_next) + 64, 2 * len(self.pool) + self.ends.shape[1] + 1024)
        rooms[0][:n], rooms[3][:m] = self.path_next[:n], self.pool[:m]
        rooms[1][:, :n], rooms[2][:, :n] = self.path_span[:, :n], self.path_value[:, :n]
        self.path_next, self.path_span, self.path_value, self.pool = rooms

    # -- the loop ------------------------------------------------------------------------------------------------

    def first_load(self) -> None:
        """Put all demand on cheapest ways, group after group, times following."""
        self._round(np.arange(len(self.sizes), dtype=np.int32))

    def _round(self, groups: Ints, parts: int = _CHUNKS) -> tuple[float, bool]:
        """Look at groups part by part, each at the times that the ones before it made, and shift at once.

        Returns the excess found and whether any pair found a way that it did not know.
        """
        found, news = 0.0, False
        parts = min(parts, len(groups))
        for part in range(parts):
            _, excess, visit = self.look(groups[part::parts].copy())
            found += excess
            news = news or bool((self.flag[visit] == 2).any() or (self.left[visit] > 0).any())
            self.shift(visit, with_tree=True)
        return found, news

    def equilibrate(
        self, gap: float, most: int, progress: Progress | None = None, began: float | None = None,
        work: Ints | None = None,
    ) -> tuple[float, list[tuple[int, float, float]]]:  # fmt: skip
        """Iterate until the gap is reached; return it with its history. ``work``: groups to look at first.

        An iteration looks at all groups, which measures the gap, and shifts. Between two iterations, rounds over the
        groups that found something (or that a closure robbed) go on finding and filling new ways at little cost.
        """
        began = time.perf_counter() if began is None else began
        everyone = np.arange(len(self.sizes), dtype=np.int32)
        history: list[tuple[int, float, float]] = []
        best, best_at, reached, clean = np.inf, 0, np.inf, False
        for iteration in range(1, most + 1):
            if work is not None and len(work) and 2 * len(work) <= len(everyone) + 1:
                self._rounds(work, gap)
                clean = False
            if not clean and (reached <= _NEAR * gap or (work is not None and iteration == 1)):
                self.tidy()
                clean = True
            due, excess, visit = self.look(everyone)
            self.due = due
            reached = self._share(due, excess, visit)
            if reached <= gap and not clean:
                self.tidy()
                clean = True
                due, excess, visit = self.look(everyone)
                reached = self._share(due, excess, visit)
            history.append((iteration, time.perf_counter() - began, reached))
            if progress:
                share = np.log(max(reached, 1e-16)) / np.log(gap)
                progress(f"gap {reached:.1e}", float(min(1.0, max(0.0, share))))
            if reached < 0.9 * best:
                best, best_at = reached, iteration
            if reached <= gap or iteration - best_at > _STALLED:
                break
            loads = bool((self.left[visit] > 0).any())
            news = visit[self.flag[visit] == 2]
            self.shift(visit, with_tree=True)
            self._pass(max(_INNER_SHARE * excess, _INNER_FLOOR * gap * due), _INNER_SHARE if loads else 0.0)
            clean = iteration % 8 == 0
            if clean:
                self.tidy()
            work = np.unique(self.pair_group[news])
        return reached, history

    def _pass(self, enough: float, part: float) -> None:
        several = np.flatnonzero(self.path_count > 1).astype(np.int32)
        self.shift(several, with_tree=False, passes=_INNER, enough=enough, part=part)

    def _rounds(self, work: Ints, gap: float) -> None:
        for _ in range(_TURNS):
            excess, news = self._round(work, _PARTS)
            if not news:
                break
            self._pass(max(_INNER_SHARE * excess, _INNER_FLOOR * gap * self.due), _INNER_SHARE)
            if excess <= _INNER_FLOOR * gap * self.due:
                break

    def _share(self, due: float, excess: float, visit: Ints) -> float:
        """Return the gap; all of it as long as freight that has a way is not on it yet."""
        if (self.left[visit] > 0).any():
            return 1.0
        return excess / (due + excess) if due + excess > 0 else 0.0

    # -- a changed problem ---------------------------------------------------------------------------------------

    def fits(self, problem: Problem) -> bool:
        """Whether paths of this state mean something for another problem: the same pairs, in classes of any kind."""
        old = self.problem
        return (
            old.graph is problem.graph
            and np.array_equal(old.origin, problem.origin)
            and np.array_equal(old.destination, problem.destination)
        )  # fmt: skip

    def regrouped(self, problem: Problem) -> State:
        """Return a state of a problem whose pairs are in other classes, with this one's paths and trees.

        A group of the new state takes over the tree of the old group that its first pair was in. Paths over links that
        the new class may not use lose their flow, which is then without a way until the first look.
        """
        new, old = State(problem), self.problem
        old_place = np.empty(old.n_pairs, np.int64)
        old_place[self.pairs] = np.arange(len(self.pairs))
        was = old_place[new.pairs]
        lender = self.pair_group[was[new.group_first[:-1]]]
        new.preds, new.orders = self.preds[lender], self.orders[lender]
        new.sizes = self.sizes[lender]
        n, m = (int(x) for x in self.used)
        new.path_next, new.path_span, new.path_value, new.pool = _rooms(n + n // 8 + 64, m + m // 8 + 1024)
        new.path_next[:n], new.pool[:m] = self.path_next[:n], self.pool[:m]
        new.path_span[:, :n], new.path_value[:, :n] = self.path_span[:, :n], self.path_value[:, :n]
        new.used[:], new.path_first, new.path_count = self.used, self.path_first[was], self.path_count[was]
        new.left, new.due = self.left[was], self.due
        new.days, new.slope, new.volume = self.days.copy(), self.slope.copy(), self.volume.copy()
        shut = ~problem.allowed[:, self.link]
        touch = np.zeros(len(was), np.uint8)
        new.carry.rob(
            shut.view(np.uint8), new.group, new.pair_group, new.path_first, new.path_next, new.path_span,
            new.path_value, new.pool, new.left, new.flag, touch,
        )  # fmt: skip
        new._rescale(old.demand[new.pairs] * old.pce[old.cls[new.pairs]])
        return new

    def moved_to(self, problem: Problem) -> tuple[State, Ints | None, bool]:
        """Return a state of another problem that starts from this one's paths.

        With it come the groups that a closure robs of a path (None: look at all of them) and whether the change
        touches anything at all. Links closed to a class lose their paths there, whose flow is then without a way
        until the first look; everything else keeps its share.
        """
        old, order, link = self.problem, self.pairs, self.link
        if old.n_classes != problem.n_classes or not np.array_equal(old.cls, problem.cls):
            new = self.regrouped(problem)
            return new, new.without_way(), True
        lost = (old.allowed & ~problem.allowed)[:, link]
        opened = bool((problem.allowed & ~old.allowed).any())
        same = not opened and all(
            getattr(old, name) is getattr(problem, name) or np.array_equal(getattr(old, name), getattr(problem, name))
            for name in ("fixed", "vot", "pce", "demand", "choke")
        )  # fmt: skip
        law = ("kind", "free_days", "capacity", "p1", "p2")
        same = same and (old.delay is problem.delay or all(
            np.array_equal(getattr(old.delay, name), getattr(problem.delay, name)) for name in law
        ))  # fmt: skip
        new = self.copy()
        new._load(problem)
        touch = np.zeros(len(order), np.uint8)
        self.carry.rob(
            lost.view(np.uint8), self.group, self.pair_group, new.path_first, new.path_next, new.path_span,
            new.path_value, new.pool, new.left, new.flag, touch,
        )  # fmt: skip
        if same:
            # freight that found no way worth its price has no path to be robbed of, but its tree may change
            idle = np.flatnonzero(touch == 2) if lost.any() else touch[:0]
            seekers = [p for p in idle if self._tree_uses(int(p), lost)]
            robbed = np.flatnonzero(touch == 1)
            if not len(robbed) and not len(seekers):
                return new, None, False
            work = np.unique(self.pair_group[np.concatenate([robbed, np.array(seekers, np.int64)])])
            new.tidy()
            return new, work.astype(np.int32), True
        new._rescale(self.demand)
        return new, new.without_way(), True

    def without_way(self) -> Ints | None:
        """Return the groups with freight that has no way yet, None if there is none."""
        waiting = np.unique(self.pair_group[self.left > 0]).astype(np.int32)
        return waiting if len(waiting) else None

    def _rescale(self, demand: Floats) -> None:
        """Take paths over from a problem with other demand (in volume, per pair as here), prices or values."""
        problem, order = self.problem, self.pairs
        owner = self.owners()
        held = np.flatnonzero(owner >= 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            scale = np.where(demand > 0, self.demand / demand, 0.0)
        # demand is in volume: a class that takes up more room is scaled as well
        self.path_value[0, held] *= scale[owner[held]]
        self.left = np.where(demand > 0, self.left * scale, self.demand)
        # fixed costs of paths under the new prices; the unserved alternative has no links and costs its choke price
        some = held[self.path_span[1, held] > 0]
        start, inner = self._steps(some)
        if len(some):
            cls = np.repeat(problem.cls[order[owner[some]]], np.diff(start))
            along = self.fixed[cls, inner]
            self.path_value[1, some] = np.add.reduceat(np.where(np.isfinite(along), along, 0.0), start[:-1])
        none = held[self.path_span[1, held] == 0]
        self.path_value[1, none] = self.choke[owner[none]]
        must = none[np.isinf(self.choke[owner[none]])]
        np.add.at(self.left, owner[must], self.path_value[0, must])
        self.path_value[0, must] = 0.0
        self.flag[owner[must]] = 0
        self.tidy()

    def _tree_uses(self, pair: int, links: Bools) -> bool:
        g = self.pair_group[pair]
        k, root = self.group[:, g]
        node = int(self.dest[pair])
        while node != root:
            a = int(self.preds[g, node])
            if a < 0:
                return False
            if links[k, a]:
                return True
            node = int(self.ends[1, a])
        return False

    # -- the answer ----------------------------------------------------------------------------------------------

    def owners(self) -> Longs:
        """Return the pair that each path belongs to, -1 for paths no longer in use."""
        owner = np.full(int(self.used[0]), -1, np.int64)
        p, q = np.arange(len(self.path_first)), self.path_first
        while len(p):
            p, q = p[q >= 0], q[q >= 0]
            owner[q] = p
            q = self.path_next[q]
        return owner

    def _steps(self, chosen: Longs) -> tuple[Longs, Ints]:
        """Return, for some paths, where each begins in the joined list of their links, and that list."""
        length = self.path_span[1, chosen].astype(np.int64)
        start = np.concatenate([[0], np.cumsum(length)])
        take = np.arange(start[-1]) - np.repeat(start[:-1] - self.path_span[0, chosen], length)
        return start, self.pool[take]

    def paths(self) -> Paths:
        """Return the paths with flow, in the numbering of the problem."""
        n = int(self.used[0])
        owner = self.owners()
        kept = np.flatnonzero((owner >= 0) & (self.path_value[0, :n] > 0) & (self.path_span[1, :n] > 0))
        pair = self.pairs[owner[kept]]
        flow = self.path_value[0, kept] / self.problem.pce[self.problem.cls[pair]]
        ranked = np.lexsort((-flow, pair))
        kept, pair, flow = kept[ranked], pair[ranked], flow[ranked]
        start, inner = self._steps(kept)
        k = np.repeat(self.problem.cls[pair], np.diff(start))
        along = self.fixed[k, inner] + self.problem.vot[k] * self.days[inner]
        cost = np.add.reduceat(along, start[:-1]) if len(kept) else np.zeros(0)
        return Paths(pair.astype(np.int32), flow, cost, start.astype(np.int32), self.link[inner].astype(np.int32))

    def flows(self) -> tuple[Floats, Floats]:
        """Return t/day by class and link, and what each pair leaves unserved."""
        problem = self.problem
        out: Floats = np.zeros((problem.n_classes, problem.graph.n_links))
        unserved = self.left.copy()
        self.carry.spread(
            self.group, self.pair_group, self.path_first, self.path_next, self.path_span, self.path_value, self.pool,
            self.link, self.vot, out, unserved,
        )  # fmt: skip
        return out, unserved / problem.pce[problem.cls[self.pairs]]


def _rooms(n: int, m: int) -> tuple[Ints, Ints, Floats, Ints]:
    return np.empty(n, np.int32), np.empty((3, n), np.int32), np.empty((3, n)), np.empty(m, np.int32)


def addresses(problem: Problem, marginal: bool) -> tuple[Longs, list[Any]]:
    """Return the marginal switch and the addresses of compiled plug-ins, with what keeps them alive."""
    plug, keep = [int(marginal)], []
    if (problem.delay.kind >= PLUGGED).any():
        import numba as nb

        for function in problem.delay.functions:
            for part in (function.days, function.slope, function.bend):
                made = nb.cfunc("f8(f8,f8,f8,f8,f8)", error_model="numpy")(part)
                keep.append(made)
                plug.append(made.address)
    return np.array(plug, np.int64), keep
