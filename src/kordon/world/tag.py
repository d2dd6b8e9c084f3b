"""Tag links with the corridors that run along them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from kordon.world.records import Corridor


def tag_corridors(
    corridors: Mapping[str, Corridor],
    tail_place: Sequence[str],
    head_place: Sequence[str],
    mode: Sequence[str],
    length_km: Sequence[float],
    post: Sequence[str],
) -> tuple[tuple[str, ...], ...]:
    """Return per link the ids of the corridors along it.

    Between neighbouring waypoints a corridor takes the shortest way by length in one of its modes. ``mode`` is ``""``
    for links that no corridor follows (connectors, transfers). Both directions of a link are tagged.
    """
    index = {place: i for i, place in enumerate(dict.fromkeys([*tail_place, *head_place]))}
    best: dict[tuple[str, int, int], float] = {}
    gates: dict[str, int] = {}
    for a, (t, h, m) in enumerate(zip(tail_place, head_place, mode, strict=True)):
        if m:
            for key in ((m, index[t], index[h]), (m, index[h], index[t])):
                best[key] = min(best.get(key, math.inf), max(length_km[a], 1e-3))
            if post[a] and post[a] not in index:
                gates.setdefault(post[a], index[t])
    graphs: dict[str, csr_array] = {}
    for m in {key[0] for key in best}:
        keys = [key for key in best if key[0] == m and key[1] != key[2]]
        ends = ([key[1] for key in keys], [key[2] for key in keys])
        graphs[m] = csr_array(([best[key] for key in keys], ends), shape=(len(index), len(index)))

    def at(waypoint: str) -> int | None:
        return index.get(waypoint, gates.get(waypoint))

    pairs: dict[tuple[frozenset[int], str], set[str]] = defaultdict(set)
    trees: dict[tuple[str, int], tuple[list[float], list[int]]] = {}
    for corridor in corridors.values():
        for a_id, b_id in pairwise(corridor.waypoints):
            a_at, b_at = at(a_id), at(b_id)
            if a_at is None or b_at is None:
                continue
            ways = []
            for m in corridor.modes:
                if m in graphs:
                    if (m, a_at) not in trees:
                        far, before = dijkstra(graphs[m], indices=a_at, return_predecessors=True)
                        trees[m, a_at] = (far.tolist(), before.tolist())
                    if math.isfinite(trees[m, a_at][0][b_at]):
                        ways.append((trees[m, a_at][0][b_at], m))
            if not ways:
                continue
            _, m = min(ways)
            before = trees[m, a_at][1]
            node = b_at
            pairs[frozenset((node,)), m].add(corridor.id)
            while node != a_at:
                pairs[frozenset((node, before[node])), m].add(corridor.id)
                node = before[node]
                pairs[frozenset((node,)), m].add(corridor.id)
    return tuple(
        tuple(sorted(pairs.get((frozenset((index[t], index[h])), m), ()))) if m else ()
        for t, h, m in zip(tail_place, head_place, mode, strict=True)
    )
