"""Compiled bookkeeping over paths: closures take their flow, sums by class and link, paths gathered anew."""

from __future__ import annotations

from kordon.flow.compiled import GONE, KEPT_TURNS, Bytes, Floats, Ints, Longs, compiled


@compiled
def rob(
    lost: Bytes, group: Ints, pair_group: Ints, path_first: Ints, path_next: Ints, path_span: Ints,
    path_value: Floats, pool: Ints, left: Floats, flag: Bytes, state: Bytes,
) -> None:  # fmt: skip
    """Take the flow off paths over lost links (by class and link); it is then left without a way.

    ``state`` becomes, per pair: 0 untouched, 1 robbed of flow, 2 idle (no flow on any path that has links).
    """
    for p in range(len(path_first)):
        k = group[0, pair_group[p]]
        idle, robbed = True, False
        q = path_first[p]
        while q >= 0:
            flow = path_value[0, q]
            if flow > 0.0 and path_span[1, q] > 0:
                idle = False
            for j in range(path_span[0, q], path_span[0, q] + path_span[1, q]):
                if lost[k, pool[j]]:
                    if flow > 0.0:
                        robbed = True
                        left[p] += flow
                    path_value[0, q] = 0.0
                    path_span[2, q] = GONE
                    flag[p] = 0
                    break
            q = path_next[q]
        state[p] = 1 if robbed else (2 if idle else 0)


@compiled
def spread(
    group: Ints, pair_group: Ints, path_first: Ints, path_next: Ints, path_span: Ints, path_value: Floats, pool: Ints,
    link: Ints, vot: Floats, flow: Floats, left: Floats,
) -> None:  # fmt: skip
    """Add up t/day by class and link (in the problem's numbering); add to ``left`` what is on choke alternatives."""
    for p in range(len(path_first)):
        k = group[0, pair_group[p]]
        q = path_first[p]
        while q >= 0:
            if path_span[1, q] == 0:
                left[p] += path_value[0, q]
            else:
                tonnes = path_value[0, q] * vot[1, k]
                if tonnes > 0.0:
                    for j in range(path_span[0, q], path_span[0, q] + path_span[1, q]):
                        flow[k, link[pool[j]]] += tonnes
            q = path_next[q]


@compiled
def gather(
    path_first: Ints, path_count: Ints, path_next: Ints, path_span: Ints, path_value: Floats, pool: Ints,
    to_next: Ints, to_span: Ints, to_value: Floats, to_pool: Ints, volume: Floats, used: Longs,
) -> None:  # fmt: skip
    """Copy the paths that carry flow, or did so lately, into fresh arrays in the order of pairs; add up volumes anew.

    Wipes out the rounding that many small shifts leave in the volumes, and puts paths of one pair side by side.
    """
    volume[:] = 0.0
    n, m = 0, 0
    for p in range(len(path_first)):
        q = path_first[p]
        path_first[p] = -1
        path_count[p] = 0
        while q >= 0:
            flow = path_value[0, q]
            if flow > 0.0 or path_span[2, q] <= KEPT_TURNS:
                length = path_span[1, q]
                to_span[0, n] = m
                to_span[1, n] = length
                to_span[2, n] = path_span[2, q]
                to_value[0, n] = flow
                to_value[1, n] = path_value[1, q]
                to_value[2, n] = path_value[2, q]
                for j in range(path_span[0, q], path_span[0, q] + length):
                    to_pool[m] = pool[j]
                    volume[pool[j]] += flow
                    m += 1
                to_next[n] = path_first[p]
                path_first[p] = n
                path_count[p] += 1
                n += 1
            q = path_next[q]
    used[0] = n
    used[1] = m
