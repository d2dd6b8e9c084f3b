"""Generated networks: grids and Delaunay meshes whose zones hang on connectors."""

from __future__ import annotations

from typing import Any

import numpy as np

from kordon.flow import Delay, Graph, Problem


def mesh(kind: str, nodes: int, zones: int, seed: int, load: float = 1.0) -> Problem:
    """Return a congested problem; zone nodes come first and may not be crossed."""
    draw = np.random.default_rng(seed)
    if kind == "grid":
        side = int(np.sqrt(nodes))
        nodes = side * side
        at = np.arange(nodes).reshape(side, side)
        ends: Any = np.vstack([
            np.column_stack([at[:, :-1].ravel(), at[:, 1:].ravel()]), np.column_stack([at[:-1].ravel(), at[1:].ravel()])
        ])  # fmt: skip
        length = np.ones(len(ends))
    else:
        from scipy.spatial import Delaunay

        spot = draw.random((nodes, 2)) * np.sqrt(nodes)
        sides = np.vstack([Delaunay(spot).simplices[:, pick] for pick in ([0, 1], [1, 2], [2, 0])])
        ends = np.unique(np.sort(sides, axis=1), axis=0)
        length = np.hypot(*(spot[ends[:, 0]] - spot[ends[:, 1]]).T)
    streets = 2 * len(ends)
    home, zone = zones + draw.choice(nodes, zones, replace=False), np.arange(zones)
    tail = np.concatenate([ends[:, 0] + zones, ends[:, 1] + zones, zone, home])
    head = np.concatenate([ends[:, 1] + zones, ends[:, 0] + zones, home, zone])
    free = np.concatenate([np.tile(length, 2) * (0.7 + 0.6 * draw.random(streets)), np.full(2 * zones, 0.1)])
    capacity = np.concatenate([500 * (1 + 3 * draw.random(streets)), np.full(2 * zones, 1e9)])
    delay = Delay.bpr(free, capacity, np.where(np.arange(len(tail)) < streets, 0.15, 0.0), 4.0)
    o, d = np.nonzero(~np.eye(zones, dtype=bool))
    total = load * 45 * nodes * np.sqrt(30 / np.sqrt(nodes))
    trips = draw.exponential(1.0, len(o))
    return Problem(
        Graph(nodes + zones, tail, head, np.arange(nodes + zones) >= zones), delay, origin=o, destination=d,
        demand=trips * total / trips.sum(),
    )  # fmt: skip
