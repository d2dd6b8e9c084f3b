"""What is asked of the solver and what it answers: two immutable values."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from kordon.flow.delay import Delay
from kordon.flow.graph import Bools, Floats, Graph, Ints, as_floats, as_ints


@dataclass(frozen=True, eq=False)
class Problem:
    """Freight of K classes that looks for its cheapest ways through a graph of A links, for P pairs.

    The cost of class k on link a, in USD/t, is ``fixed[k, a] + vot[k] * delay_a(sum over k of pce[k] * flow[k, a])``.

    Parameters
    ----------
    graph, delay:
        The links and how long they take.
    fixed:
        USD/t by class and link, K x A (or A, or one number); 0 unless given.
    vot:
        Value of time by class, USD/(t day); 1 unless given, so that costs are days.
    pce:
        Capacity that one tonne of a class takes up; 1 unless given.
    allowed:
        K x A: whether a class may use a link. A closed link is not allowed to any class.
    origin, destination, cls, demand:
        Per pair: nodes, class, tonnes/day.
    choke:
        Per pair: cost in USD/t above which it is not shipped (unserved); inf: it must be shipped.
    """

    graph: Graph
    delay: Delay
    fixed: Floats
    vot: Floats
    pce: Floats
    allowed: Bools
    origin: Ints
    destination: Ints
    cls: Ints
    demand: Floats
    choke: Floats

    def __init__(
        self, graph: Graph, delay: Delay, fixed: ArrayLike | None = None, vot: ArrayLike | None = None,
        pce: ArrayLike | None = None, allowed: ArrayLike | None = None, origin: ArrayLike = (),
        destination: ArrayLike = (), cls: ArrayLike | None = None, demand: ArrayLike = (),
        choke: ArrayLike | None = None,
    ) -> None:  # fmt: skip
        A = graph.n_links
        if len(delay) != A:
            raise ValueError(f"Problem.delay has {len(delay)} rows, expected {A} (links)")
        K = 1
        for given, rank in ((vot, 1), (pce, 1), (fixed, 2), (allowed, 2)):
            if given is not None and np.asarray(given).ndim == rank:
                K = len(np.asarray(given))
                break
        put = partial(object.__setattr__, self)
        put("graph", graph)
        put("delay", delay)
        put("vot", as_floats("Problem.vot", 1.0 if vot is None else vot, (K,), low=0.0))
        put("pce", as_floats("Problem.pce", 1.0 if pce is None else pce, (K,), above=0.0))
        put("fixed", as_floats("Problem.fixed", 0.0 if fixed is None else fixed, (K, A), low=0.0))
        try:
            mask = np.array(np.broadcast_to(np.asarray(True if allowed is None else allowed, dtype=bool), (K, A)))
        except ValueError:
            raise ValueError(f"Problem.allowed has shape {np.asarray(allowed).shape}, expected ({K}, {A})") from None
        mask.setflags(write=False)
        put("allowed", mask)
        P = len(np.atleast_1d(np.asarray(origin)))
        columns = {"origin": (origin, graph.n_nodes), "destination": (destination, graph.n_nodes)}
        columns["cls"] = (np.zeros(P, np.int32) if cls is None else cls, K)
        for name, (values, limit) in columns.items():
            column = as_ints(f"Problem.{name}", values)
            if len(column) != P:
                raise ValueError(f"Problem.{name} has {len(column)} rows, expected {P} (pairs)")
            bad = np.flatnonzero((column < 0) | (column >= limit))
            if len(bad):
                raise ValueError(f"Problem.{name}[{bad[0]}] is {column[bad[0]]}, expected 0 to {limit - 1}")
            put(name, column)
        put("demand", as_floats("Problem.demand", demand, (P,), low=0.0))
        put("choke", as_floats("Problem.choke", np.inf if choke is None else choke, (P,), low=0.0, infinite=True))

    @property
    def n_classes(self) -> int:
        """Number of classes K."""
        return len(self.vot)

    @property
    def n_pairs(self) -> int:
        """Number of pairs P."""
        return len(self.demand)

    def __repr__(self) -> str:
        return (
            f"<Problem: {self.graph.n_links} links, {self.n_classes} classes, {self.n_pairs} pairs, "
            f"{self.demand.sum():g} t/day>"
        )

    def cost(self, volume: ArrayLike) -> Floats:
        """Return the cost of every class on every link, K x A USD/t, inf where not allowed."""
        cost = self.fixed + self.vot[:, None] * self.delay.days(volume)[None, :]
        return np.where(self.allowed, cost, np.inf)

    def closed(self, links: ArrayLike, classes: ArrayLike | None = None) -> Problem:
        """Return the same problem with links removed, for all classes or for some."""
        mask = self.allowed.copy()
        at = np.asarray(links)
        if at.dtype != bool:
            at = as_ints("Problem.closed links", at)
            bad = np.flatnonzero((at < 0) | (at >= self.graph.n_links))
            if len(bad):
                raise ValueError(
                    f"Problem.closed links[{bad[0]}] is {at[bad[0]]}, expected 0 to {self.graph.n_links - 1}"
                )
        if classes is None:
            mask[:, at] = False
        else:
            rows = np.asarray(classes)
            for k in np.flatnonzero(rows) if rows.dtype == bool else rows:
                mask[k, at] = False
        return self.with_(allowed=mask)

    def with_capacity(self, links: ArrayLike, capacity: ArrayLike) -> Problem:
        """Return the same problem with other capacities on some links."""
        return self.with_(delay=self.delay.with_capacity(links, capacity))

    def at_choke(self, choke: ArrayLike) -> Problem:
        """Return the same problem with other choke prices; all else is shared with this one."""
        other = copy.copy(self)
        column = as_floats("Problem.choke", choke, (self.n_pairs,), low=0.0, infinite=True)
        object.__setattr__(other, "choke", column)
        return other

    def with_(self, **changes: Any) -> Problem:
        """Return the same problem with some of its fields changed (``fixed``, ``demand``, ``allowed`` ...)."""
        names = ("graph", "delay", "fixed", "vot", "pce", "allowed", "origin", "destination", "cls", "demand", "choke")
        unknown = sorted(set(changes) - set(names))
        if unknown:
            raise ValueError(f"Problem has no field {unknown[0]!r}")
        return Problem(**{name: changes.get(name, getattr(self, name)) for name in names})


@dataclass(frozen=True, eq=False)
class Paths:
    """Paths that carry flow, ordered by pair, then by falling flow.

    ``pair[i]``, ``flow[i]`` (t/day), ``cost[i]`` (USD/t); its links, in order of travel, are
    ``links[start[i]:start[i + 1]]``.
    """

    pair: Ints
    flow: Floats
    cost: Floats
    start: Ints
    links: Ints

    def __len__(self) -> int:
        return len(self.pair)

    def of(self, i: int) -> Ints:
        """Return the links of path ``i`` in order of travel."""
        return self.links[self.start[i] : self.start[i + 1]]

    def of_pair(self, pair: int) -> range:
        """Return the positions of the paths of one pair, largest flow first."""
        first, last = np.searchsorted(self.pair, [pair, pair + 1])
        return range(int(first), int(last))

    def using(self, links: ArrayLike) -> Ints:
        """Return the positions of the paths that use any of some links."""
        hit = np.isin(self.links, np.asarray(links))
        owner = np.repeat(np.arange(len(self.pair)), np.diff(self.start))
        return np.unique(owner[hit]).astype(np.int32)

    def __repr__(self) -> str:
        return f"<Paths: {len(self)} paths of {len(np.unique(self.pair))} pairs>"


@dataclass(frozen=True, eq=False)
class Solution:
    """An equilibrium: what every class carries where, what is left unserved, and how exact the answer is.

    Parameters
    ----------
    problem:
        What was solved.
    link_flow:
        t/day by class and link, K x A.
    link_volume:
        Capacity taken up per link: sum over classes of ``pce * flow``.
    link_delay:
        Days per link at that volume.
    served, unserved:
        t/day per pair; they sum to the demand.
    od_cost:
        USD/t of the cheapest way per pair at the final flows; inf where there is none.
    cut_off:
        Pairs with no way at all; all of their demand is unserved.
    found:
        The paths with flow, once made; read ``paths``.
    gap:
        ``(TSTT - SPTT) / TSTT``: what freight pays in all above what it would pay if everyone were on a cheapest way
        at these costs, as a share. Demand that is cut off is left out; demand that is unserved because of its choke
        price counts at that price.
    history:
        ``(iteration, seconds, gap)`` per outer iteration.
    """

    problem: Problem
    link_flow: Floats
    link_volume: Floats
    link_delay: Floats
    served: Floats
    unserved: Floats
    od_cost: Floats
    cut_off: Bools
    found: Paths | None = field(repr=False)
    gap: float
    history: tuple[tuple[int, float, float], ...]
    iterations: int
    seconds: float
    converged: bool = True
    state: Any = field(default=None, repr=False)

    @cached_property
    def paths(self) -> Paths:
        """The paths with flow (put together on first use)."""
        if self.found is not None:
            return self.found
        made: Paths = self.state.paths()
        return made

    @cached_property
    def audited_gap(self) -> float:
        """The gap recomputed from the final link flows by code that shares nothing with the solver (on first use)."""
        from kordon.flow.audit import audit_gap

        return audit_gap(self.problem, self.link_flow, self.unserved)

    @property
    def total_cost(self) -> float:
        """USD/day that shipped freight pays in all (unserved demand not counted)."""
        cost = self.problem.fixed + self.problem.vot[:, None] * self.link_delay[None, :]
        return float((cost * self.link_flow).sum())

    @property
    def overload(self) -> Floats:
        """Volume above capacity per link (0 where capacity does not bind)."""
        return np.maximum(self.link_volume - self.problem.delay.capacity, 0.0)

    def without_state(self) -> Solution:
        """Return the same answer without what only a warm start needs (for storing and sending)."""
        return replace(self, found=self.paths, state=None)

    def __repr__(self) -> str:
        return (
            f"<Solution: {self.served.sum():g} t/day served, {self.unserved.sum():g} unserved, "
            f"{int(self.cut_off.sum())} pairs cut off, gap {self.gap:.1e} after {self.iterations} iterations>"
        )
