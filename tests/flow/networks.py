"""Small random problems with every awkward thing in them, and generated road networks."""

from __future__ import annotations

import numpy as np

from kordon.flow import Delay, Graph, Problem


def awkward(seed: int, *, classes: int = 3, nodes: int = 12, links: int = 40, pairs: int = 8) -> Problem:
    """Return a problem with loops, parallel and zero-time links, a sink, zones and pairs that may be cut off."""
    draw = np.random.default_rng(seed)
    tail, head = draw.integers(0, nodes - 1, links), draw.integers(0, nodes, links)  # the last node is a sink
    tail[-2:], head[-2:] = tail[:2], head[:2]  # parallel
    through = np.ones(nodes, bool)
    through[:3] = False
    free = draw.random(links) * (draw.random(links) > 0.3)
    capacity = draw.random(links) * 50 + 10
    delay = Delay.constant(free)
    for other in (Delay.bpr(free, capacity), Delay.conical(free, capacity), Delay.queue(free, capacity, 30, 0.5)):
        delay = Delay.where(draw.random(links) < 0.5, other, delay)
    destination = draw.integers(0, nodes, pairs)
    destination[0] = nodes - 1
    return Problem(
        Graph(nodes, tail, head, through), delay, fixed=draw.random((classes, links)) * 5,
        vot=draw.random(classes) * 3, pce=draw.random(classes) + 0.5, allowed=draw.random((classes, links)) > 0.1,
        origin=draw.integers(0, nodes, pairs), destination=destination, cls=draw.integers(0, classes, pairs),
        demand=draw.random(pairs) * 40, choke=np.where(draw.random(pairs) < 0.5, np.inf, draw.random(pairs) * 20),
    )  # fmt: skip


def grid(side: int = 8, zones: int = 8, seed: int = 0, scale: float = 1.0) -> Problem:
    """Return a congested grid whose zones hang on connectors and may not be crossed."""
    draw = np.random.default_rng(seed)
    at = np.arange(side * side).reshape(side, side)
    ends = np.vstack([
        np.column_stack([at[:, :-1].ravel(), at[:, 1:].ravel()]), np.column_stack([at[:-1].ravel(), at[1:].ravel()])
    ])  # fmt: skip
    n, streets = side * side, 2 * len(ends)
    spot = draw.choice(n, zones, replace=False)
    zone = n + np.arange(zones)
    tail = np.concatenate([ends[:, 0], ends[:, 1], zone, spot])
    head = np.concatenate([ends[:, 1], ends[:, 0], spot, zone])
    free = np.concatenate([1 + draw.random(streets), np.full(2 * zones, 0.1)])
    capacity = np.concatenate([100 * (1 + 3 * draw.random(streets)), np.ones(2 * zones)])
    delay = Delay.where(np.arange(len(tail)) < streets, Delay.bpr(free, capacity), Delay.constant(free))
    o, d = np.nonzero(~np.eye(zones, dtype=bool))
    return Problem(
        Graph(n + zones, tail, head, np.arange(n + zones) < n), delay, origin=n + o, destination=n + d,
        demand=scale * draw.exponential(40, len(o)),
    )  # fmt: skip
