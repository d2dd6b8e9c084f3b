"""Compiled shortest-path trees from nothing, and the heap that repairs of trees use.

Links are numbered in forward-star order; a closed link costs inf.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kordon.flow.compiled import Bytes, Floats, Ints, inner

BINS = 1024  # a power of two; what lies further ahead waits in one list
BINS_A_LINK = 8.0  # bins to the length of a mean link
FAR = 1 << 50  # the last bin: labels beyond it share it


@inner
def push(keys: Floats, nodes: Ints, size: Any, key: float, node: Any) -> Any:
    """Put a node on a heap of four branches; return the new size."""
    i = size
    while i > 0:
        up = (i - 1) >> 2
        if keys[up] <= key:
            break
        keys[i] = keys[up]
        nodes[i] = nodes[up]
        i = up
    keys[i] = key
    nodes[i] = node
    return size + 1


@inner
def sink(keys: Floats, nodes: Ints, size: Any) -> Any:
    """Put the last entry in the place of the first; return the new size."""
    size -= 1
    key, node = keys[size], nodes[size]
    i = 0
    while True:
        down = 4 * i + 1
        if down >= size:
            break
        least = down
        last = min(down + 4, size)
        for j in range(down + 1, last):
            if keys[j] < keys[least]:
                least = j
        if keys[least] >= key:
            break
        keys[i] = keys[least]
        nodes[i] = nodes[least]
        i = least
    keys[i] = key
    nodes[i] = node
    return size


@inner
def search(
    root: int, p0: int, p1: int, dest: Ints, first: Ints, head: Ints, cost: Floats, width: float, dist: Floats,
    pred: Ints, order: Ints, seen: Bytes, bins: Ints, after: Ints, nodes: Ints, keys: Floats, steps: Ints,
) -> int:  # fmt: skip
    """Grow a tree from nothing up to the farthest of the destinations ``dest[p0:p1]``; return its number of nodes.

    Nodes wait in bins of labels ``width`` wide instead of a heap; a node whose label falls after it was scanned is
    scanned again, so that any width gives exact labels (U. Meyer, P. Sanders, Delta-stepping: a parallelizable shortest
    path algorithm, *Journal of Algorithms* 49 (1), 2003). What lies beyond the last bin waits in one list. ``dist``
    must be inf, ``seen`` 0 and ``bins`` -1 on entry; ``seen`` and ``bins`` are so again on return, ``dist`` outside
    ``order`` as well. Returns -1, with everything put back, if the room for waiting nodes does not do.
    """
    room, mask = len(nodes), len(bins) - 1
    span = mask + 1
    scale = 1.0 / width
    dist[root] = 0.0
    nodes[0], keys[0], after[0] = root, 0.0, -1
    used, near, beyond, current = 1, 1, -1, 0
    next_beyond = FAR  # the first bin that what lies beyond belongs to
    bins[0] = 0
    n_steps, m = 0, 0
    edge = root
    full = False
    while not full:
        if near == 0 or current >= next_beyond:
            # what lay beyond is near now, or all that is left
            if near == 0:
                if beyond < 0:
                    break
                current = next_beyond
            e = beyond
            beyond, next_beyond = -1, FAR
            while e >= 0:
                following = after[e]
                if keys[e] == dist[nodes[e]]:
                    at = int(min(keys[e] * scale, FAR))
                    if at - current < span:
                        after[e] = bins[at & mask]
                        bins[at & mask] = e
                        near += 1
                    else:
                        after[e] = beyond
                        beyond = e
                        next_beyond = min(next_beyond, at)
                e = following
        slot = current & mask
        while bins[slot] >= 0:
            e = bins[slot]
            bins[slot] = after[e]
            near -= 1
            n = nodes[e]
            key = keys[e]
            if key > dist[n]:
                continue
            if n_steps == len(steps):
                full = True
                break
            steps[n_steps] = n
            n_steps += 1
            if seen[n] == 0:
                seen[n] = 1
                m += 1
            if used + first[n + 1] - first[n] > room:
                full = True
                break
            for a in range(first[n], first[n + 1]):
                v = head[a]
                nd = key + cost[a]
                if nd < dist[v]:
                    dist[v] = nd
                    pred[v] = a
                    nodes[used], keys[used] = v, nd
                    at = int(min(nd * scale, FAR))
                    if at - current < span:
                        after[used] = bins[at & mask]
                        bins[at & mask] = used
                        near += 1
                    else:
                        after[used] = beyond
                        beyond = used
                        next_beyond = min(next_beyond, at)
                    used += 1
        if full or dist[edge] * scale < current + 1:
            # that destination is settled: is another one still open?
            edge = -1
            for p in range(p0, p1):
                d = dist[dest[p]]
                if d * scale >= current + 1 and (edge < 0 or d > dist[edge]):
                    edge = dest[p]
            if edge < 0:
                break
        current += 1
    for e in range(used):
        bins[int(min(keys[e] * scale, FAR)) & mask] = -1
        n = nodes[e]
        if seen[n] == 0 or full:
            dist[n] = np.inf
            pred[n] = -1
    # every node after its predecessor: the last time that it was scanned counts
    i = m
    for j in range(n_steps - 1, -1, -1):
        n = steps[j]
        if seen[n] == 1:
            seen[n] = 0
            i -= 1
            order[i] = n
    return -1 if full else m
