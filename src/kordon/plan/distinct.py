"""Several ways that differ: search again with a post, a transit state or a mode of a found way taken out.

A deviation method after Yen (1971) and Lawler (1972), on the elements that a forwarder chooses between (posts and
gates, states crossed, modes) in place of single links: ways that differ by one parallel road are one way to him.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence

import numpy as np

from kordon.plan.ways import Bools, Path, Ways, columns

Element = tuple[str, str]
"""('post', id), ('state', code) or ('mode', name)."""

SEARCHES = 48
"""Most searches for one question: what bounds its time."""

DEPTH = 4
"""Most elements taken out together."""

OVERLAP = 0.7
"""Share of its length that a way may have in common with one accepted before (first round)."""

OVERLAP_POSTS = 0.97
"""The same for ways that differ by a post only (second round, when there is room left)."""

OVERLAP_INLAND = 0.4
"""Share that two ways without a post may have in common."""

MODE_SHARE = 0.6
"""Share of the offered ways that is filled by the cheapest of each set of modes."""

SLOW, LITTLE = 2.0, 1.5
"""Twice the days to save a third of the cost: no alternative (see :func:`worth_it`). Assumed."""

DETOUR = 4.0
"""A way that costs more than this many times the cheapest one is no alternative."""


class Elements:
    """Posts, states and modes of the links of a network, for taking them out."""

    def __init__(self, ways: Ways) -> None:
        self._net = ways.network
        self._columns = columns(ways.network)
        self._masks: dict[Element, Bools] = {}

    def of_path(self, path: Path, ends: frozenset[str]) -> list[Element]:
        """Return the posts, transit states (not those of the ends) and modes of a way, in the order met."""
        net, moves = self._net, self._columns.moves
        found: dict[Element, None] = {}
        for link in path:
            for cc in net.link_cc[link].split("-"):
                if cc and cc not in ends:
                    found[("state", cc)] = None
            if net.link_post[link]:
                found[("post", net.link_post[link])] = None
            if moves[link]:
                found[("mode", net.link_mode[link])] = None
        return list(found)

    def mask(self, element: Element) -> Bools:
        """Return the mask of links that an element holds."""
        if element not in self._masks:
            kind, name = element
            if kind == "post":
                self._masks[element] = np.asarray(self._columns.post == name, dtype=np.bool_)
            elif kind == "state":
                self._masks[element] = self._columns.inside(name)
            else:
                self._masks[element] = np.asarray(self._columns.moves & (self._columns.mode == name), dtype=np.bool_)
        return self._masks[element]


def candidates(
    ways: Ways, elements: Elements, origin: int, destination: int, closed: Bools, via: Sequence[Bools],
    ends: frozenset[str], searches: int = SEARCHES,
) -> list[tuple[float, Path]]:  # fmt: skip
    """Return ways by rising generalised cost (USD/t), each reached by taking elements of cheaper ones out."""
    first = ways.cheapest(origin, destination, closed, via)
    if first is None:
        return []
    limit = DETOUR * max(ways.total(first), 1e-9)
    found: dict[Path, float] = {}
    heap: list[tuple[float, int, Path, tuple[Element, ...]]] = [(ways.total(first), 0, first, ())]
    seen: set[frozenset[Element]] = {frozenset()}
    spent = 1
    while heap:
        cost, _, path, banned = heapq.heappop(heap)
        if path not in found and simple(ways, path):
            found[path] = cost
        if len(banned) >= DEPTH:
            continue
        for element in elements.of_path(path, ends):
            more = frozenset((*banned, element))
            if more in seen or spent >= searches:
                continue
            seen.add(more)
            shut = closed.copy()
            for taken in more:
                shut |= elements.mask(taken)
            spent += 1
            other = ways.cheapest(origin, destination, shut, via)
            if other is not None and ways.total(other) <= limit:
                heapq.heappush(heap, (ways.total(other), spent, other, (*banned, element)))
    return sorted((cost, path) for path, cost in found.items())


def choose(ways: Ways, found: Sequence[tuple[float, Path]], most: int) -> list[Path]:
    """Return up to ``most`` ways that differ, the cheapest first.

    First the cheapest of each set of modes (by rail, by road, by rail and sea ...), in up to ``MODE_SHARE`` of the
    places; then ways that share at most ``OVERLAP`` of their length with an accepted one; then, where there is room,
    those that cross at least one other post.
    """
    accepted: list[tuple[float, Path]] = []

    def accept(cost: float, path: Path) -> None:
        if len(accepted) < most and all(path != other for _, other in accepted):
            accepted.append((cost, path))

    # one mode throughout first: a shipper asks 'and by road?' before 'and by road to Riga, then by rail?'
    for cost, path in sorted(found, key=lambda f: (len(_modes(ways, f[1])) > 1, f)):
        if len(accepted) < math.ceil(MODE_SHARE * most) and all(modes_differ(ways, path, o) for _, o in accepted):
            accept(cost, path)
    for overlap in (OVERLAP, OVERLAP_POSTS):
        for cost, path in found:
            alike = [other for _, other in accepted if shared(ways, path, other) > overlap]
            if not alike and all(differs(ways, path, other) for _, other in accepted):
                accept(cost, path)
    return [path for _, path in sorted(accepted)]


def worth_it(ways: Ways, found: Sequence[tuple[float, Path]]) -> list[tuple[float, Path]]:
    """Return the ways without those that take far longer than another one that costs little more.

    A way is left out when another takes at most 1 / ``SLOW`` of its days for at most ``LITTLE`` times its USD/t: cargo
    with a low value of time would else be sent round a continent to save a few dollars.
    """
    rows = [
        (sum(float(ways.days[a]) for a in path), sum(float(ways.fixed_usd_t[a]) for a in path)) for _, path in found
    ]
    return [
        pair for pair, (days, usd) in zip(found, rows, strict=True)
        if not any(other * SLOW <= days and other_usd <= LITTLE * usd for other, other_usd in rows)
    ]  # fmt: skip


def simple(ways: Ways, path: Path) -> bool:
    """Whether a way never comes back to a node: going out and back to meet ``--via`` is no route."""
    heads = [int(ways.network.head[link]) for link in path]
    return len(set(heads)) == len(heads)


def posts_of(ways: Ways, path: Path) -> tuple[str, ...]:
    """Return the posts and gates that a way crosses, in order."""
    return tuple(dict.fromkeys(ways.network.link_post[link] for link in path if ways.network.link_post[link]))


def differs(ways: Ways, path: Path, other: Path) -> bool:
    """Whether a forwarder would call two ways different: another post, another mode, or mostly another road."""
    if posts_of(ways, path) != posts_of(ways, other) or modes_differ(ways, path, other):
        return True
    return not posts_of(ways, path) and shared(ways, path, other) <= OVERLAP_INLAND


def modes_differ(ways: Ways, path: Path, other: Path) -> bool:
    """Whether two ways use different modes."""
    return _modes(ways, path) != _modes(ways, other)


def _modes(ways: Ways, path: Path) -> frozenset[str]:
    kinds, modes = ways.network.link_kind, ways.network.link_mode
    return frozenset(modes[a] for a in path if kinds[a] == "line")


def shared(ways: Ways, path: Path, other: Path) -> float:
    """Return the share of a way's length that lies on the other too; of its time where it has no length."""
    common = set(path) & set(other)
    for column in (ways.network.length_km, ways.days):
        total = sum(float(column[link]) for link in path)
        if total > 0:
            return sum(float(column[link]) for link in common) / total
    return 1.0
