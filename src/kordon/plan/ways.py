"""The cheapest way through the network for one cargo class: a label-setting search over links that are open and lawful.

Shortest ways by the algorithm of Dijkstra (1959) on generalised cost, USD/t: out-of-pocket cost plus value of time
times days. Zone nodes are never crossed. What a way must pass (``via``) is met in the order given, by searching a
layered copy of the network: a link that meets the next one leads one layer up.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kordon.world.network import Network
from kordon.world.records import Cargo

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Path = tuple[int, ...]
"""Link indices in the order of travel, connectors included."""


@dataclass(frozen=True)
class Ways:
    """A network seen by one cargo class.

    ``fixed_usd_t`` out-of-pocket cost, ``days`` time, ``allowed`` whether the class can use the link at all; all per
    link. ``vot_usd_t_day`` turns days into USD/t.
    """

    network: Network
    fixed_usd_t: Floats
    days: Floats
    allowed: Bools
    vot_usd_t_day: float

    @cached_property
    def cost(self) -> list[float]:
        """Generalised cost per link, USD/t."""
        return [float(c) for c in self.fixed_usd_t + self.vot_usd_t_day * self.days]

    @cached_property
    def _out(self) -> list[list[tuple[int, int]]]:
        """Per node, its (link, head) pairs for links the class can use."""
        out: list[list[tuple[int, int]]] = [[] for _ in range(self.network.n_nodes)]
        tail, head = self.network.tail.tolist(), self.network.head.tolist()
        for link in np.flatnonzero(self.allowed).tolist():
            out[tail[link]].append((link, head[link]))
        return out

    @cached_property
    def _is_zone(self) -> list[bool]:
        return [mode == "zone" for mode in self.network.node_mode]

    def total(self, path: Path) -> float:
        """Return the generalised cost of a way, USD/t."""
        cost = self.cost
        return sum(cost[link] for link in path)

    def cheapest(self, origin: int, destination: int, closed: Bools, via: Sequence[Bools] = ()) -> Path | None:
        """Return the links of the cheapest way from one zone node to another, None when there is none.

        ``closed``: mask of links that may not be used; ``via``: masks of links of which one each must be used, in
        order. Ties are broken by node number, so the answer never depends on chance.
        """
        shut = closed.tolist()
        masks = [mask.tolist() for mask in via]
        n, layers = self.network.n_nodes, len(masks)
        cost, out, is_zone = self.cost, self._out, self._is_zone
        goal = layers * n + destination
        best: dict[int, float] = {origin: 0.0}
        came: dict[int, tuple[int, int]] = {}
        done: set[int] = set()
        heap: list[tuple[float, int]] = [(0.0, origin)]
        while heap:
            here_cost, state = heapq.heappop(heap)
            if state in done:
                continue
            if state == goal:
                return _trace(came, state, origin)
            done.add(state)
            layer, node = divmod(state, n)
            if is_zone[node] and node != origin:
                continue
            for link, head in out[node]:
                if shut[link] or (is_zone[head] and head != destination):
                    continue
                up = layer
                while up < layers and masks[up][link]:
                    up += 1
                if head == destination and up < layers:
                    continue
                there = up * n + head
                reached = here_cost + cost[link]
                if reached < best.get(there, float("inf")):
                    best[there] = reached
                    came[there] = (state, link)
                    heapq.heappush(heap, (reached, there))
        return None


def _trace(came: dict[int, tuple[int, int]], state: int, origin: int) -> Path:
    links: list[int] = []
    while state != origin:
        state, link = came[state]
        links.append(link)
    return tuple(reversed(links))


def ways_for(network: Network, cargo: Cargo, extra_days: Floats | None = None) -> Ways:
    """Return the network as a cargo class sees it. ``extra_days`` adds time per link (queues of a scenario)."""
    from kordon.world.costs import allowed_modes, fixed_costs

    days = network.time_h / 24.0
    if extra_days is not None:
        days = days + extra_days
    return Ways(
        network, np.asarray(fixed_costs(network, [cargo])[0], dtype=np.float64), days,
        np.asarray(allowed_modes(network, [cargo])[0], dtype=np.bool_), cargo.vot_usd_t_day.value,
    )  # fmt: skip
