"""Measure the network against what is published: length and free-flow days of a corridor, distance of two places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from kordon.world.network import Bools, Network
from kordon.world.records import Corridor


@dataclass(frozen=True, slots=True)
class Way:
    """A way through the network: kilometres, free-flow hours (posts and handling included), link indices."""

    length_km: float
    time_h: float
    links: tuple[int, ...]

    @property
    def days(self) -> float:
        """Free-flow days, without queues, pick-up or delivery."""
        return self.time_h / 24


def corridor_way(network: Network, corridor: Corridor) -> Way | None:
    """Return the quickest way from the first to the last waypoint along the links of a corridor.

    Terminal to terminal, as transit days are published: posts and handling between modes on the way count; loading,
    waiting for a train at the start and unloading at the end do not. None where the corridor is not connected.
    """
    tagged = np.array([corridor.id in tags for tags in network.link_corridors], dtype=np.bool_)
    handling = np.array([kind == "transfer" for kind in network.link_kind], dtype=np.bool_)
    return way_between(network, corridor.waypoints[0], corridor.waypoints[-1], only=tagged | handling)


def way_between(
    network: Network, origin: str, destination: str, *, modes: Sequence[str] = (), only: Bools | None = None,
    by_length: bool = False,
) -> Way | None:  # fmt: skip
    """Return the quickest (or shortest) way between two places, terminal to terminal; None when there is none.

    ``modes`` keeps to these modes and the handling between them.
    """
    place = np.array(network.node_place)
    keep = np.array([kind != "connector" for kind in network.link_kind], dtype=np.bool_)
    if modes:
        allowed = {*modes, "transfer"}
        keep &= np.array([mode in allowed for mode in network.link_mode], dtype=np.bool_)
    if only is not None:
        keep &= only
    chosen = np.flatnonzero(keep)
    weight = (network.length_km if by_length else network.time_h)[chosen] + 1e-9
    graph, index = _graph(network, chosen, weight)
    starts, ends = (np.flatnonzero(place == name) for name in (origin, destination))
    best: tuple[float, int, list[int]] | None = None
    for start in starts:
        far, before = dijkstra(graph, indices=int(start), return_predecessors=True)
        at = int(ends[np.argmin(far[ends])]) if ends.size else int(start)
        if np.isfinite(far[at]) and at != start and (best is None or far[at] < best[0]):
            best = (float(far[at]), at, before.tolist())
    if best is None:
        return None
    _, node, before = best
    links: list[int] = []
    while before[node] >= 0:
        links.append(index[int(before[node]), node])
        node = int(before[node])
    links.reverse()
    return Way(float(network.length_km[links].sum()), float(network.time_h[links].sum()), tuple(links))


def _graph(
    network: Network, chosen: NDArray[np.intp], weight: NDArray[np.float64]
) -> tuple[csr_array, dict[tuple[int, int], int]]:
    """Return the graph with the lightest of parallel links, and which link that is."""
    index: dict[tuple[int, int], int] = {}
    light: dict[tuple[int, int], float] = {}
    for a, w in zip(chosen.tolist(), weight.tolist(), strict=True):
        key = (int(network.tail[a]), int(network.head[a]))
        if w < light.get(key, np.inf):
            light[key], index[key] = w, int(a)
    keys = np.array(list(light), dtype=np.int64).reshape(-1, 2)
    shape = (network.n_nodes, network.n_nodes)
    return csr_array((np.array(list(light.values())), (keys[:, 0], keys[:, 1])), shape=shape), index
