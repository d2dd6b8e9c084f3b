"""Compiled shortest-path trees: grown from nothing, repaired where costs changed, and what pairs pay above them.

Links are numbered in forward-star order; a closed link costs inf.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kordon.flow.compiled import Bytes, Floats, Ints, compiled, inner

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
                # what hangs on a node that is scanned again goes behind it, even where rounding hides the difference
                if nd < dist[v] or (nd == dist[v] and pred[v] == a):
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


@compiled
def grow(
    groups: Ints, star: Ints, ends: Ints, costs: Floats, vot: Floats, group: Ints, group_first: Ints,
    preds: Ints, orders: Ints, sizes: Ints, dest: Ints, choke: Floats, left: Floats, demand: Floats,
    path_first: Ints, path_count: Ints, path_next: Ints, path_span: Ints, path_value: Floats, pool: Ints,
    days: Floats, flag: Bytes, pair_cost: Floats, visit: Ints, totals: Floats,
) -> int:  # fmt: skip
    """Repair the trees of some groups at given costs; measure what their pairs pay too much; list pairs to visit.

    A tree is kept as predecessor links and an order in which every node follows its predecessor. Labels are recomputed
    along that order, links that violate them seed a Dijkstra search that only lowers labels, and the order is
    threaded anew only when something changed (after G. Ramalingam and T. Reps, An incremental algorithm for a
    generalization of the shortest-path problem, *Journal of Algorithms* 21 (2), 1996). The search stops at the
    farthest destination with demand: beyond it labels may stay too high, which cannot change a cheapest path.

    Returns the number of pairs in ``visit``; adds to ``totals``: cost of cheapest ways, excess.
    """
    first, head, tail = star, ends[0], ends[1]
    n_nodes = len(first) - 1
    dist = np.full(n_nodes, np.inf)
    moved = np.zeros(n_nodes, np.uint8)
    child = np.empty(n_nodes, np.int32)
    sibling = np.empty(n_nodes, np.int32)
    room = len(head) * 2 + n_nodes + 8
    keys = np.empty(room, np.float64)
    nodes = np.empty(room, np.int32)
    steps = np.empty(room, np.int32)
    after = np.empty(room, np.int32)
    bins = np.full(BINS, -1, np.int32)
    n_visit = 0
    priced, width = -1, 1.0
    for at in range(len(groups)):
        g = groups[at]
        k, root = group[0, g], group[1, g]
        cost, pred, order = costs[k], preds[g], orders[g]
        p0, p1 = group_first[g], group_first[g + 1]
        m = sizes[g]
        fresh = m == 0
        if fresh:
            if k != priced:
                priced, width, open_links = k, 0.0, 0
                for a in range(len(head)):
                    if cost[a] < np.inf:
                        width += cost[a]
                        open_links += 1
                width /= BINS_A_LINK * max(open_links, 1)
                if width <= 0.0:
                    width = 1.0
            m = search(root, p0, p1, dest, first, head, cost, width, dist, pred, order, moved, bins, after, nodes,
                       keys, steps)  # fmt: skip
            fresh = m > 0
            if not fresh:
                order[0] = root
                m = 1
        dist[root] = 0.0
        bound, edge, known = -1.0, root, 0
        if not fresh:
            known = m
            for i in range(1, m):
                n = order[i]
                a = pred[n]
                dist[n] = dist[tail[a]] + cost[a]
            for p in range(p0, p1):
                if dist[dest[p]] > bound:
                    bound = dist[dest[p]]
                    edge = dest[p]
        h = np.int64(0)
        for i in range(known):
            n = order[i]
            dn = dist[n]
            if dn >= bound:
                continue
            for a in range(first[n], first[n + 1]):
                v = head[a]
                nd = dn + cost[a]
                if nd < dist[v]:
                    if pred[v] < 0:
                        order[m] = v
                        m += 1
                    dist[v] = nd
                    pred[v] = a
                    moved[v] = 1
                    h = push(keys, nodes, h, nd, np.int32(v))
        changed = h > 0
        while h > 0:
            key, n = keys[0], nodes[0]
            h = sink(keys, nodes, h)
            if key > dist[n]:
                continue
            if n == edge:
                bound = -1.0
                for p in range(p0, p1):
                    if dist[dest[p]] > bound:
                        bound = dist[dest[p]]
                        edge = dest[p]
            if key >= bound:
                break
            for a in range(first[n], first[n + 1]):
                v = head[a]
                nd = key + cost[a]
                if nd < dist[v]:
                    if pred[v] < 0:
                        order[m] = v
                        m += 1
                    dist[v] = nd
                    pred[v] = a
                    moved[v] = 1
                    if h + 1 >= room:
                        # stale entries pile up only after very many decreases; keep the live ones
                        kept = np.int64(0)
                        for j in range(h):
                            if keys[j] <= dist[nodes[j]]:
                                kept = push(keys, nodes, kept, keys[j], nodes[j])
                        h = kept
                    h = push(keys, nodes, h, nd, np.int32(v))
        if changed:
            for i in range(m):
                child[order[i]] = -1
            for i in range(m - 1, -1, -1):
                n = order[i]
                if n != root:
                    t = tail[pred[n]]
                    sibling[n] = child[t]
                    child[t] = n
            top = 1
            nodes[0] = root
            i = 0
            while top > 0:
                top -= 1
                n = nodes[top]
                order[i] = n
                i += 1
                if n != root:
                    moved[n] |= moved[tail[pred[n]]]
                c = child[n]
                while c >= 0:
                    nodes[top] = c
                    top += 1
                    c = sibling[c]
        sizes[g] = m
        for p in range(p0, p1):
            d = dist[dest[p]]
            pair_cost[p] = d
            if d == np.inf:
                # no way at all: all of it is unserved, and none of it counts in the gap
                path_first[p] = -1
                path_count[p] = 0
                left[p] = demand[p]
                flag[p] = 0
                continue
            if demand[p] == 0.0:
                continue
            best = min(d, choke[p])
            totals[0] += vot[1, k] * demand[p] * best
            if flag[p] & 1:
                if moved[dest[p]] == 0 and d <= choke[p] and not fresh:
                    continue
                flag[p] = 0
            lowest, excess = np.inf, 0.0
            q = path_first[p]
            while q >= 0:
                c = path_value[1, q]
                t = 0.0
                for j in range(path_span[0, q], path_span[0, q] + path_span[1, q]):
                    t += days[pool[j]]
                c += vot[0, k] * t
                if c < lowest:
                    lowest = c
                if c > best:
                    excess += path_value[0, q] * (c - best)
                q = path_next[q]
            cheaper = best < lowest * (1.0 - 1e-15)
            if path_count[p] == 1 and left[p] == 0.0:
                q = path_first[p]
                if path_span[1, q] == 0:
                    if choke[p] <= d:
                        continue
                elif d <= choke[p]:
                    n = dest[p]
                    j = path_span[0, q] + path_span[1, q] - 1
                    while j >= path_span[0, q] and pred[n] == pool[j] and n != root:
                        n = tail[pool[j]]
                        j -= 1
                    if j < path_span[0, q] and n == root:
                        flag[p] = 1
                        continue
                if not cheaper:
                    continue
            totals[1] += vot[1, k] * excess
            flag[p] = 2 if cheaper else 0
            visit[n_visit] = p
            n_visit += 1
        for i in range(m):
            dist[order[i]] = np.inf
            moved[order[i]] = 0
    return n_visit
