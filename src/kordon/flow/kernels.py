"""The compiled core: delay functions, and flow shifted between paths.

Imported by ``engine`` when something is solved, never earlier: importing it loads numba. Each function has one
signature, so that there is little to compile; the result is cached beside this file or, where that cannot be written,
in the user's cache folder.

Everything is in volume (tonnes times pce) and USD/t. Links are numbered in forward-star order, zones are split (see
``Graph.departure``), a closed link costs inf.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from kordon.flow.compiled import KEPT_TURNS, Bytes, Floats, Ints, Longs, compiled


@intrinsic  # type: ignore[untyped-decorator]
def _call(typing: Any, address: Any, v: Any, t0: Any, cap: Any, p1: Any, p2: Any) -> Any:
    """Call a compiled ``float(float, float, float, float, float)`` by its address (plug-in delay functions)."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        double = ir.DoubleType()
        pointer = builder.inttoptr(args[0], ir.FunctionType(double, [double] * 5).as_pointer())
        return builder.call(pointer, list(args[1:]))

    return types.float64(types.int64, *[types.float64] * 5), generate


@compiled
def delay(
    kind: int, t0: float, cap: float, p1: float, p2: float, v: float, plug: Longs
) -> tuple[float, float]:  # fmt: skip
    """Return delay and slope of one link; ``plug[0]`` is 1 for marginal delays (system optimum)."""
    d, s, b = t0, 0.0, 0.0
    social = plug[0] == 1
    if v < 0.0:
        v = 0.0
    if kind == 1:
        z = v / cap
        if p2 == 4.0:
            z2 = z * z
            a = t0 * p1
            d = t0 + a * z2 * z2
            s = 4.0 * a * z2 * z / cap
            b = 12.0 * a * z2 / (cap * cap)
        else:
            a = t0 * p1
            if p2 == 0.0 or a == 0.0:
                d = t0 + a
            elif z > 0.0:
                w = a * z ** (p2 - 1.0)
                d = t0 + w * z
                s = w * p2 / cap
                b = s * (p2 - 1.0) / v
            elif p2 == 1.0:
                s = a / cap
    elif kind == 2:
        z = v / cap
        be = (2.0 * p1 - 1.0) / (2.0 * p1 - 2.0)
        root = np.sqrt(p1 * p1 * (1.0 - z) ** 2 + be * be)
        d = t0 * (2.0 + root - p1 * (1.0 - z) - be)
        s = t0 / cap * (p1 - p1 * p1 * (1.0 - z) / root)
        b = t0 / (cap * cap) * p1 * p1 * be * be / (root * root * root)
    elif kind == 3:
        z = v / cap
        m = 8.0 * p2 / (cap * p1)
        root = np.sqrt((z - 1.0) ** 2 + m * z)
        d = t0 + 0.25 * p1 * ((z - 1.0) + root)
        if root > 0.0:
            s = 0.25 * p1 / cap * (1.0 + (z - 1.0 + 0.5 * m) / root)
            b = 0.25 * p1 / (cap * cap) * (m - 0.25 * m * m) / (root * root * root)
        else:
            s = 0.25 * p1 / cap
    elif kind == 4:
        over = p1 + p2 * (v / cap - 1.0)
        if over > 0.0:
            d = t0 + over
            s = p2 / cap
    elif kind >= 16:
        i = 1 + 3 * (kind - 16)
        d = _call(plug[i], v, t0, cap, p1, p2)
        s = _call(plug[i + 1], v, t0, cap, p1, p2)
        if social:
            b = _call(plug[i + 2], v, t0, cap, p1, p2)
    if social:
        return d + v * s, 2.0 * s + v * b
    return d, s


@compiled
def settle(
    pairs: Ints, begin: int, passes: int, enough: float, part: float, with_tree: bool, ends: Ints, vot: Floats,
    group: Ints, preds: Ints, pair_group: Ints, dest: Ints, choke: Floats, left: Floats, path_first: Ints,
    path_count: Ints, path_next: Ints, path_span: Ints, path_value: Floats, pool: Ints, used: Longs,
    kind: NDArray[np.int8],
    law: Floats, fixed: Floats, volume: Floats, days: Floats, slope: Floats, flag: Bytes, stamp: Longs,
    active: Bytes, plug: Longs, totals: Floats,
) -> int:  # fmt: skip
    """Shift flow of pairs, one after the other, from each costlier path to the cheapest.

    The step is ``min(flow, (c - c_best) / sum of cost derivatives over links in exactly one of the two paths)``, a
    Newton step (Jayakrishnan et al. 1994); link times and slopes follow at once. With ``with_tree`` the group's tree
    path, or the unserved alternative, joins first if it is strictly cheaper. Otherwise up to ``passes`` passes are
    made, every fifth over all pairs and the others over those that still pay too much, until a full pass finds an
    excess of at most ``enough``, or of ``part`` of what the first pass found.

    Returns where to go on when paths need more room, else -1; ``totals[2]``: excess found by the last full pass.
    """
    tail = ends[1]
    n_pairs = len(pairs)
    share = enough / max(n_pairs, 1)
    for turn in range(passes):
        whole = with_tree or turn % 5 == 0
        total = 0.0
        busy = 0
        for at in range(begin, n_pairs):
            p = pairs[at]
            if not whole and active[p] == 0:
                continue
            g = pair_group[p]
            k = group[0, g]
            worth = vot[0, k]
            if with_tree and flag[p] & 2:
                # what the tree path costs now; it may already be known
                pred, root = preds[g], group[1, g]
                length, tree_cost, tree_fixed = 0, 0.0, 0.0
                n = dest[p]
                while n != root:
                    a = pred[n]
                    tree_fixed += fixed[k, a]
                    tree_cost += days[a]
                    length += 1
                    n = tail[a]
                tree_cost = tree_fixed + worth * tree_cost
                if choke[p] < tree_cost:
                    length, tree_cost, tree_fixed = 0, choke[p], choke[p]
                same = False
                q = path_first[p]
                while q >= 0 and not same:
                    if path_span[1, q] == length:
                        same = True
                        n = dest[p]
                        for j in range(path_span[0, q] + length - 1, path_span[0, q] - 1, -1):
                            a = pool[j]
                            if pred[n] != a:
                                same = False
                                break
                            n = tail[a]
                    q = path_next[q]
                if not same:
                    if used[0] + 1 > len(path_next) or used[1] + length > len(pool):
                        return at
                    q = used[0]
                    used[0] += 1
                    path_span[0, q] = used[1]
                    path_span[1, q] = length
                    path_span[2, q] = 0
                    path_value[0, q] = 0.0
                    path_value[1, q] = tree_fixed
                    n = dest[p]
                    for j in range(used[1] + length - 1, used[1] - 1, -1):
                        a = pred[n]
                        pool[j] = a
                        n = tail[a]
                    used[1] += length
                    path_next[q] = path_first[p]
                    path_first[p] = q
                    path_count[p] += 1
            best, lowest = -1, np.inf
            q = path_first[p]
            while q >= 0:
                t = 0.0
                for j in range(path_span[0, q], path_span[0, q] + path_span[1, q]):
                    t += days[pool[j]]
                c = path_value[1, q] + worth * t
                path_value[2, q] = c
                if c < lowest:
                    lowest = c
                    best = q
                q = path_next[q]
            if best < 0:
                continue
            b0, b1 = path_span[0, best], path_span[0, best] + path_span[1, best]
            if left[p] > 0.0:
                path_value[0, best] += left[p]
                for j in range(b0, b1):
                    a = pool[j]
                    if kind[a] != 0:
                        volume[a] += left[p]
                        days[a], slope[a] = delay(kind[a], law[0, a], law[1, a], law[2, a], law[3, a], volume[a], plug)
                left[p] = 0.0
            excess = 0.0
            previous, q = -1, path_first[p]
            while q >= 0:
                following = path_next[q]
                if q == best:
                    previous = q
                    q = following
                    continue
                flow = path_value[0, q]
                if flow > 0.0:
                    excess += flow * (path_value[2, q] - lowest)
                    stamp[2] += 1
                    mark = stamp[2]
                    for j in range(b0, b1):
                        stamp[3 + pool[j]] = mark
                    stamp[2] += 1
                    q0, q1 = path_span[0, q], path_span[0, q] + path_span[1, q]
                    # only links in exactly one of the two paths count; those in both would only add rounding
                    mine, steep = path_value[1, q] - path_value[1, best], 0.0
                    apart = 0.0
                    for j in range(q0, q1):
                        a = pool[j]
                        if stamp[3 + a] == mark:
                            stamp[3 + a] = mark + 1
                        else:
                            apart += days[a]
                            steep += slope[a]
                    for j in range(b0, b1):
                        a = pool[j]
                        if stamp[3 + a] == mark:
                            apart -= days[a]
                            steep += slope[a]
                    mine += worth * apart
                    if mine > 0.0:
                        move = flow
                        if worth * steep * flow > mine:
                            move = mine / (worth * steep)
                        path_value[0, q] = flow - move
                        path_value[0, best] += move
                        for j in range(q0, q1):
                            a = pool[j]
                            if kind[a] != 0 and stamp[3 + a] != mark + 1:
                                volume[a] -= move
                                days[a], slope[a] = delay(
                                    kind[a], law[0, a], law[1, a], law[2, a], law[3, a], volume[a], plug
                                )
                        for j in range(b0, b1):
                            a = pool[j]
                            if kind[a] != 0 and stamp[3 + a] == mark:
                                volume[a] += move
                                days[a], slope[a] = delay(
                                    kind[a], law[0, a], law[1, a], law[2, a], law[3, a], volume[a], plug
                                )
                if with_tree:
                    # a path that lost its flow may be wanted again soon: it stays for some turns
                    path_span[2, q] = path_span[2, q] + 1 if path_value[0, q] <= 0.0 else 0
                if with_tree and path_span[2, q] > KEPT_TURNS:
                    if previous < 0:
                        path_first[p] = following
                    else:
                        path_next[previous] = following
                    path_count[p] -= 1
                else:
                    previous = q
                q = following
            excess *= vot[1, k]
            total += excess
            if excess > share:
                active[p] = 1
                busy += 1
            else:
                active[p] = 0
        if whole:
            totals[2] = total
            if total <= enough:
                break
            if turn == 0 and part * total > enough:
                enough = part * total
                share = enough / max(n_pairs, 1)
        begin = 0
    return -1
