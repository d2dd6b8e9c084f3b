# ruff: noqa: E501
"""Average-link clustering over the pairs that were compared: one bad link cannot chain two events."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping

Pair = tuple[int, int]
_MOST_ASKED = 20
"""Members of a group that are asked whether a join is forbidden: bounds the work where groups are large."""


def cluster(
    count: int,
    scores: Mapping[Pair, float],
    *,
    absent: float | None,
    least: float,
    forbidden: Callable[[int, int], bool] = lambda i, j: False,
) -> list[list[int]]:
    """Return groups of ``range(count)``, each in rising order, ordered by their first item.

    ``scores`` holds log-odds of pairs (low, high); a pair that it lacks counts as ``absent``, or not at all where that is
    None. The two groups with the highest mean score over the pairs between them are joined as long as that mean exceeds
    ``least``; ties go to the items that come first; groups with a ``forbidden`` pair between them are never joined. Time
    grows with the number of scored pairs times its logarithm, memory with their number.
    """
    members: dict[int, list[int]] = {k: [k] for k in range(count)}
    links: dict[int, dict[int, tuple[float, int]]] = {k: {} for k in range(count)}  # sum and number of scored pairs
    for (i, j), value in scores.items():
        links[i][j] = links[j][i] = (value, 1)
    version = [0] * count
    heap: list[tuple[float, int, int, int, int]] = []

    def offer(i: int, j: int) -> None:
        low, high = min(i, j), max(i, j)
        total, known = links[i][j]
        if absent is None:
            mean = total / known
        else:
            pairs = len(members[i]) * len(members[j])
            mean = (total + absent * (pairs - known)) / pairs
        if mean > least:
            heapq.heappush(heap, (-round(mean, 9), low, high, version[low], version[high]))

    for i, others in links.items():
        for j in others:
            if i < j:
                offer(i, j)
    while heap:
        _, i, j, was_i, was_j = heapq.heappop(heap)
        if i not in members or j not in members or (version[i], version[j]) != (was_i, was_j):
            continue
        if any(forbidden(x, y) for x in members[i][:_MOST_ASKED] for y in members[j][:_MOST_ASKED]):
            continue
        members[i] += members.pop(j)
        version[i] += 1
        gone = links.pop(j)
        del gone[i], links[i][j]
        for k, (total, known) in gone.items():
            before, seen = links[i].get(k, (0.0, 0))
            links[i][k] = links[k][i] = (before + total, seen + known)
            del links[k][j]
        for k in links[i]:
            offer(i, k)
    return [sorted(members[k]) for k in sorted(members)]
