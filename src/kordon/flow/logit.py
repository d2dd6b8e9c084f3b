"""The compiled part of the stochastic equilibrium: ways as tree paths, and Newton steps between paths of a pair."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kordon.flow.compiled import Floats, Ints, Longs, compiled
from kordon.flow.kernels import delay

LEAST = 1e-300  # t/day: a path of the set always carries something, or its logarithm would be infinite


@compiled
def trace(
    pairs: Ints, preds: Ints, pair_group: Ints, group: Ints, dest: Ints, tail: Ints, link: Ints, start: Longs,
    links: Ints,
) -> int:  # fmt: skip
    """Write the tree paths of pairs one after the other (in the problem's numbering); return how long they are.

    ``links`` may be too short: then nothing is written beyond it, and the length says how much is needed.
    """
    m = 0
    for i in range(len(pairs)):
        p = pairs[i]
        pred, root = preds[pair_group[p]], group[1, pair_group[p]]
        start[i] = m
        n = dest[p]
        while n != root:
            m += 1
            n = tail[pred[n]]
        if m <= len(links):
            n = dest[p]
            j = m - 1
            while n != root:
                links[j] = link[pred[n]]
                j -= 1
                n = tail[pred[n]]
    start[len(pairs)] = m
    return m


@compiled
def settle_logit(
    first: Longs, start: Longs, links: Ints, fixed: Floats, size: Floats, vot: Floats, pce: Floats, theta: Floats,
    flow: Floats, cost: Floats, volume: Floats, days: Floats, slope: Floats, kind: NDArray[np.int8], law: Floats,
    plug: Longs, stamp: Longs,
) -> None:  # fmt: skip
    """Make one pass over all pairs; shift flow between each path and the one that lags most behind.

    Level of a path: its cost plus ``(ln flow - size) / theta``; in the equilibrium all paths of a pair have the same
    level. The step makes two levels meet, with times taken as linear in what moves.
    """
    for p in range(len(first) - 1):
        r0, r1 = first[p], first[p + 1]
        if r1 - r0 < 2:
            continue
        best, lowest = r0, np.inf
        for r in range(r0, r1):
            t = 0.0
            for j in range(start[r], start[r + 1]):
                t += days[links[j]]
            cost[r] = fixed[r] + vot[p] * t
            level = cost[r] + (np.log(flow[r]) - size[r]) / theta[p]
            if level < lowest:
                best, lowest = r, level
        for r in range(r0, r1):
            if r == best:
                continue
            stamp[0] += 2
            mark = stamp[0]
            for j in range(start[best], start[best + 1]):
                stamp[1 + links[j]] = mark
            apart, steep = 0.0, 0.0
            for j in range(start[r], start[r + 1]):
                a = links[j]
                if stamp[1 + a] == mark:
                    stamp[1 + a] = mark + 1
                else:
                    apart += days[a]
                    steep += slope[a]
            for j in range(start[best], start[best + 1]):
                a = links[j]
                if stamp[1 + a] == mark:
                    apart -= days[a]
                    steep += slope[a]
            gain = fixed[r] - fixed[best] + vot[p] * apart
            gain += (np.log(flow[r]) - size[r] - np.log(flow[best]) + size[best]) / theta[p]
            # the log-odds of the two at which their levels meet, with times linear in what moves: it lies between
            # the present odds and those that fit the present times, and Newton's steps are kept in between
            curve = vot[p] * pce[p] * steep
            total = flow[r] + flow[best]
            odds = np.log(flow[best]) - np.log(flow[r])
            low, high = min(odds, odds + theta[p] * gain), max(odds, odds + theta[p] * gain)
            y = odds
            for _ in range(30):
                part = 1.0 / (1.0 + np.exp(-y))
                wrong = gain - curve * (total * part - flow[best]) - (y - odds) / theta[p]
                if wrong > 0.0:
                    low = max(low, y)
                else:
                    high = min(high, y)
                step = wrong / (curve * total * part * (1.0 - part) + 1.0 / theta[p])
                y = y + step
                if y <= low or y >= high:
                    y = 0.5 * (low + high)
                if abs(step) < 1e-12 * (1.0 + abs(y)):
                    break
            move = total / (1.0 + np.exp(-y)) - flow[best]
            move = max(min(move, flow[r]), -flow[best])
            flow[r] = max(flow[r] - move, LEAST)
            flow[best] = max(flow[best] + move, LEAST)
            for side in range(2):
                q = r if side == 0 else best
                amount = -move * pce[p] if side == 0 else move * pce[p]
                for j in range(start[q], start[q + 1]):
                    a = links[j]
                    if kind[a] != 0 and (
                        (side == 0 and stamp[1 + a] != mark + 1) or (side == 1 and stamp[1 + a] == mark)
                    ):
                        volume[a] += amount
                        days[a], slope[a] = delay(kind[a], law[0, a], law[1, a], law[2, a], law[3, a], volume[a], plug)
