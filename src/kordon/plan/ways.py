"""The cheapest way through the network for one cargo class: a label-setting search over links that are open and lawful.

Shortest ways by the algorithm of Dijkstra (1959) on generalised cost, USD/t: out-of-pocket cost plus value of time
times days. Zone nodes are never crossed. What a way must pass (``via``) is met in the order given, by searching a
layered copy of the network: a link that meets the next one leads one layer up.
"""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kordon.world.network import Network
from kordon.world.records import Cargo

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Longs = NDArray[np.int64]
Path = tuple[int, ...]
"""Link indices in the order of travel, connectors included."""

LEAST_USD_T = 1e-9
"""Added to every link: a sparse graph holds no edge of no weight."""


class Columns:
    """Columns of a network as arrays, for masks; made once per network."""

    def __init__(self, network: Network) -> None:
        self.post = np.array(network.link_post, dtype=object)
        self.cc = np.array(network.link_cc, dtype=object)
        self.mode = np.array(network.link_mode, dtype=object)
        self.kind = np.array(network.link_kind, dtype=object)
        self.node_cc = np.array(network.node_cc, dtype=object)
        self.is_zone = network.zone_mask()
        self.moves = np.isin(self.kind, ["line", "border"])
        self._states: dict[str, Bools] = {}

    def inside(self, cc: str) -> Bools:
        """Return the mask of links inside a state or across its border (land only)."""
        if cc not in self._states:
            codes = {text: cc in text.split("-") for text in set(self.cc)}
            self._states[cc] = np.array([codes[text] for text in self.cc], dtype=np.bool_)
        return self._states[cc]


_KNOWN: dict[int, tuple[weakref.ref[Network], Columns, dict[str, tuple[Floats, Bools]]]] = {}


def _known(network: Network) -> tuple[Columns, dict[str, tuple[Floats, Bools]]]:
    found = _KNOWN.get(id(network))
    if found is None or found[0]() is not network:
        if len(_KNOWN) > 8:
            _KNOWN.clear()
        found = _KNOWN[id(network)] = (weakref.ref(network), Columns(network), {})
    return found[1], found[2]


def columns(network: Network) -> Columns:
    """Return the columns of a network as arrays."""
    return _known(network)[0]


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
    def cost(self) -> Floats:
        """Generalised cost per link, USD/t."""
        return np.asarray(self.fixed_usd_t + self.vot_usd_t_day * self.days, dtype=np.float64)

    @cached_property
    def _order(self) -> Longs:
        """Links sorted by tail, head, cost and number: of parallel links the cheapest comes first."""
        net = self.network
        return np.lexsort((np.arange(net.n_links), self.cost, net.head, net.tail)).astype(np.int64)

    def total(self, path: Path) -> float:
        """Return the generalised cost of a way, USD/t."""
        return float(self.cost[list(path)].sum())

    def cheapest(self, origin: int, destination: int, closed: Bools, via: Sequence[Bools] = ()) -> Path | None:
        """Return the links of the cheapest way from one zone node to another, None when there is none.

        ``closed``: mask of links that may not be used; ``via``: masks of links of which one each must be used, in
        order. The same question always has the same answer: links are searched in a fixed order.
        """
        net, zone = self.network, columns(self.network).is_zone
        usable = self.allowed & ~closed
        usable &= ~(zone[net.head] & (net.head != destination)) & ~(zone[net.tail] & (net.tail != origin))
        links = self._order[usable[self._order]]
        if not links.size:
            return None
        tail, head = net.tail[links].astype(np.int64), net.head[links].astype(np.int64)
        n, layers = net.n_nodes, len(via)
        if layers:
            links, tail, head = _layered(links, tail, head, n, via, destination)
        path = self._search(links, tail, head, (layers + 1) * n, origin, layers * n + destination)
        return tuple(int(link) for link in path) if path is not None else None

    def _search(self, links: Longs, tail: Longs, head: Longs, size: int, origin: int, goal: int) -> list[int] | None:
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import dijkstra

        first = np.ones(len(links), dtype=np.bool_)
        first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
        links, tail, head = links[first], tail[first], head[first]
        start = np.zeros(size + 1, dtype=np.int32)
        np.cumsum(np.bincount(tail, minlength=size), out=start[1:])
        graph = csr_array((self.cost[links] + LEAST_USD_T, head.astype(np.int32), start), shape=(size, size))
        distance, before = dijkstra(graph, indices=origin, return_predecessors=True)
        if not np.isfinite(distance[goal]):
            return None
        path: list[int] = []
        node = goal
        while node != origin:
            previous = int(before[node])
            row = slice(int(start[previous]), int(start[previous + 1]))
            path.append(int(links[row][int(np.searchsorted(head[row], node))]))
            node = previous
        return path[::-1]


def _layered(
    links: Longs, tail: Longs, head: Longs, n: int, via: Sequence[Bools], destination: int
) -> tuple[Longs, Longs, Longs]:
    """Return the links of a network copied once per thing to pass; a link that meets the next one leads up."""
    layers = len(via)
    parts: list[tuple[Longs, Longs, Longs]] = []
    for layer in range(layers + 1):
        up = np.full(len(links), layer, dtype=np.int64)
        for step in range(layer, layers):
            up[(up == step) & via[step][links]] += 1
        keep = (head != destination) | (up == layers)
        parts.append((links[keep], layer * n + tail[keep], up[keep] * n + head[keep]))
    every, tails, heads = (np.concatenate([part[i] for part in parts]) for i in range(3))
    # parallel links of one layer may lead to different layers, so that heads are no longer sorted within a tail
    order = np.argsort(heads, kind="stable")
    order = order[np.argsort(tails[order], kind="stable")]
    return every[order], tails[order], heads[order]


def ways_for(network: Network, cargo: Cargo, extra_days: Floats | None = None) -> Ways:
    """Return the network as a cargo class sees it. ``extra_days`` adds time per link (queues of a scenario)."""
    from kordon.world.costs import allowed_modes, fixed_costs

    known = _known(network)[1]
    if cargo.id not in known:
        known[cargo.id] = (
            np.asarray(fixed_costs(network, [cargo])[0], dtype=np.float64),
            np.asarray(allowed_modes(network, [cargo])[0], dtype=np.bool_),
        )
    fixed, allowed = known[cargo.id]
    days = network.time_h / 24.0
    if extra_days is not None:
        days = days + extra_days
    return Ways(network, fixed, days, allowed, cargo.vot_usd_t_day.value)
