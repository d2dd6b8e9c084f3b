"""Which way a path goes: the landmarks it passes, the corridor it belongs to, a signature to tell ways apart.

*Landmarks* are border posts, gates (straits and canals) and ports where freight changes between sea and land. Two paths
go the same way when they pass the same landmarks by the same modes; which street they take between is no matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kordon.scenario.ground import Ground, remember
from kordon.scenario.match import Bools, Floats, leaving_gate

if TYPE_CHECKING:
    from kordon.scenario.assigned import Assigned

Longs = NDArray[np.int64]
PIPED = ("oil_pipeline", "gas_pipeline")
OTHER = "other"
"""What paths outside every named corridor are filed under."""

VIA = "via:"
"""Before the first border post or port of a path outside every named corridor, to tell such paths apart."""

UNSERVED = "unserved"


@dataclass(frozen=True)
class Landmarks:
    """Per link the number of its landmark (-1: none); per corridor which links mark it and which it runs along."""

    names: tuple[str, ...]
    of_link: Longs
    corridors: tuple[str, ...]
    marks: Bools
    along: Bools
    piped: Bools


def landmarks(base: Ground) -> Landmarks:
    """Return the landmarks of a world's network; computed once per world."""
    return remember(base.world, "landmarks", lambda: _find(base))


def _find(base: Ground) -> Landmarks:
    net, sides = base.network, base.sides
    sea = np.array([mode == "sea" for mode in net.node_mode])
    zone = net.zone_mask()
    ashore = (sea[net.tail] != sea[net.head]) & np.isin(sides.kind, ("transfer", "connector"))
    ashore &= ~(zone[net.tail] & zone[net.head])
    passed = (sides.post != "") & ~leaving_gate(sides)
    name = np.where(passed, sides.post, np.where(ashore, sides.tail_place, ""))
    names = tuple(sorted(set(name) - {""}))
    index = {key: i for i, key in enumerate(names)}
    of_link = np.array([index.get(key, -1) for key in name], dtype=np.int64)
    corridors = tuple(base.world.corridors)
    piped = np.zeros(len(corridors), dtype=np.bool_)
    marks = np.zeros((len(corridors), net.n_links), dtype=np.bool_)
    along = np.zeros_like(marks)
    for c, key in enumerate(corridors):
        corridor = base.world.corridors[key]
        modes = {*corridor.modes, "transfer"}
        piped[c] = bool(set(corridor.modes) & {"pipeline", *PIPED})
        if piped[c]:
            modes |= set(PIPED)
        fits = np.isin(sides.mode, tuple(modes))
        along[c] = net.links_where(corridors=[key])
        marks[c] = (of_link >= 0) & fits & (np.isin(name, corridor.waypoints) | along[c])
    return Landmarks(names, of_link, corridors, marks, along, piped)


def corridor_of_paths(state: Assigned) -> Longs:
    """Return per path the number of its corridor in ``landmarks().corridors``, -1 for none.

    A path belongs to the corridor that holds most of its landmarks and whose landmarks it uses most of; at least half
    of its landmarks must be the corridor's (for a path without any, half of its length).
    """
    base = state.compiled.ground
    marks = landmarks(base)
    length = np.maximum(state.along(base.network.length_km.astype(np.float64)), 1e-9)
    total = state.along((marks.of_link >= 0).astype(np.float64))
    in_pipe = state.path_touches(np.isin(base.sides.mode, PIPED))
    best = np.full(len(total), 0.0)
    chosen = np.full(len(total), -1, dtype=np.int64)
    for c in range(len(marks.corridors)):
        hits = state.along(marks.marks[c].astype(np.float64))
        share = state.along(np.where(marks.along[c], base.network.length_km, 0.0)) / length
        own = max(1, len(set(marks.of_link[marks.marks[c]])))
        mine = np.divide(hits, total, out=np.zeros_like(hits), where=total > 0)
        score = np.where(
            total > 0,
            np.where(mine >= 0.5, mine * (0.5 + 0.5 * np.minimum(1.0, hits / own)) + 0.1 * share, 0.0),
            np.where(share >= 0.5, share, 0.0),
        )
        if marks.piped[c]:
            # a train to the port at the end of a pipeline is not on the pipeline
            score = np.where(in_pipe, score, 0.0)
        better = score > best + 1e-12
        best[better], chosen[better] = score[better], c
    return chosen


def keys_of_paths(state: Assigned) -> tuple[Longs, tuple[str, ...]]:
    """Return per path the number of its way, and the names of the ways.

    A way is a named corridor; outside all of them it is :data:`VIA` and the first border post or port that the path
    passes (straits and canals tell too little), or :data:`OTHER` for a path that passes none.
    """
    base = state.compiled.ground
    marks = landmarks(base)
    corridors, n = state.corridor, len(marks.corridors)
    gates = {post.id for post in base.world.posts.values() if post.kind == "gate"}
    telling = np.array([name not in gates for name in (*marks.names, "")], dtype=np.bool_)
    telling[-1] = False  # the link has no landmark
    of_step = marks.of_link[state.solution.paths.links]
    steps = np.flatnonzero(telling[of_step])
    owner, at = np.unique(state.owner[steps], return_index=True)
    first = np.full(len(corridors), len(marks.names), dtype=np.int64)
    first[owner] = of_step[steps[at]]
    key = np.where(corridors >= 0, corridors, n + first)
    return key, (*marks.corridors, *(VIA + name for name in marks.names), OTHER)


def signatures(state: Assigned) -> NDArray[np.uint64]:
    """Return per path a number that is equal for paths that pass the same landmarks by the same modes."""
    base = state.compiled.ground
    marks = landmarks(base)
    rng = np.random.default_rng(20240501)
    keys = rng.integers(1, 2**63, size=len(marks.names) + 1, dtype=np.uint64)
    keys[-1] = 0
    modes = sorted(set(base.network.link_mode))
    bit = np.array([1 << modes.index(mode) for mode in base.network.link_mode], dtype=np.uint64)
    paths = state.solution.paths
    if not len(paths.pair):
        return np.zeros(0, dtype=np.uint64)
    first = np.asarray(paths.start[:-1], dtype=np.int64)
    passed = np.add.reduceat(keys[marks.of_link[paths.links]], first)
    used = np.bitwise_or.reduceat(bit[paths.links], first)
    return np.asarray(passed + used * np.uint64(0x9E3779B97F4A7C15), dtype=np.uint64)


def by_pair_and_key(state: Assigned, key: NDArray[np.generic]) -> dict[tuple[int, int], float]:
    """Return tonnes a day by (pair, key)."""
    found: dict[tuple[int, int], float] = {}
    for pair, value, flow in zip(state.path_pair.tolist(), key.tolist(), state.path_flow.tolist(), strict=True):
        found[pair, value] = found.get((pair, value), 0.0) + flow
    return found


def displaced(base: Assigned, after: Assigned) -> Floats:
    """Return per pair the tonnes a day that go another way than in the baseline (unserved freight not among them)."""
    scale = _scale(base, after)
    before = by_pair_and_key(base, base.signature)
    now = by_pair_and_key(after, after.signature)
    lost = np.zeros(len(scale))
    for (pair, key), flow in before.items():
        lost[pair] += max(0.0, flow * scale[pair] - now.get((pair, key), 0.0))
    return np.maximum(0.0, lost - np.maximum(0.0, added_unserved(base, after)))


def added_unserved(base: Assigned, after: Assigned) -> Floats:
    """Return per pair the tonnes a day not shipped beyond those not shipped in the baseline, at equal demand."""
    return after.unserved - base.unserved * _scale(base, after)


def _scale(base: Assigned, after: Assigned) -> Floats:
    """Return per pair the factor by which the scenario itself changes demand."""
    before = base.compiled.problem.demand
    return np.divide(after.compiled.problem.demand, before, out=np.ones(len(before)), where=before > 0)
