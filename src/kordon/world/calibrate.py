"""What the calibration of the demand table starts from and how it moves rows and posts; the equilibrium is not here.

:func:`prior_rows` spreads the totals and sets choke prices and bounds; :func:`adjust` moves rows towards counts,
:func:`adjust_constants` the constants of single posts. :mod:`kordon.scenario.calibrate` settles the network in between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from kordon.world.costs import allowed_modes, fixed_costs
from kordon.world.demand import read_totals, spread
from kordon.world.network import Network
from kordon.world.records import Cargo

if TYPE_CHECKING:
    from kordon.world.load import World

Floats = NDArray[np.float64]

CHOKE_COST = 1.5
CHOKE_VALUE = 0.25
"""Choke price = CHOKE_COST times the generalised cost of the cheapest way + CHOKE_VALUE times the value: assumed."""

BOUND = {"published": 1.1, "estimated": 2.0, "calibrated": 2.0, "assumed": 8.0}
"""How many times a row may grow or shrink, by the provenance of the total that it comes from."""

ROW_BOUND = 0.0
REACH = 1.0
REACH_K = 0.5
REACH_PAIR = 1.0

CONSTANT_LIMIT_USD_T = 50.0
"""Largest constant of a post or port, either way."""

Key = tuple[str, str, str]
"""Origin, destination, cargo class."""


def free_cost(network: Network, cargo: Sequence[Cargo], keys: Sequence[Key]) -> NDArray[np.float64]:
    """Return per key the generalised cost in USD/t of the cheapest way without congestion; inf when there is none.

    Generalised cost: out-of-pocket cost plus value of time times free-flow time. Zone nodes are not crossed.
    """
    fixed, allowed = fixed_costs(network, cargo), allowed_modes(network, cargo)
    zone = network.zone_mask()
    out = np.full(len(keys), np.inf)
    for k, c in enumerate(cargo):
        mine = [i for i, key in enumerate(keys) if key[2] == c.id]
        if not mine:
            continue
        use = allowed[k]
        cost = np.maximum(fixed[k] + c.vot_usd_t_day.value * network.time_h / 24.0, 1e-9)
        n = network.n_nodes
        # every zone node is split: freight enters it at n + zone, so that no way leads through it
        head = np.where(zone[network.head], network.head + n, network.head)
        order = np.lexsort((cost[use], head[use], network.tail[use]))
        t, h, v = network.tail[use][order], head[use][order], cost[use][order]
        first = np.ones(len(t), dtype=np.bool_)
        first[1:] = (t[1:] != t[:-1]) | (h[1:] != h[:-1])
        graph = csr_array((v[first], (t[first], h[first])), shape=(2 * n, 2 * n))
        starts = sorted({keys[i][0] for i in mine})
        far = dijkstra(graph, indices=[network.node(s) for s in starts])
        row = {s: i for i, s in enumerate(starts)}
        for i in mine:
            out[i] = far[row[keys[i][0]], network.node(keys[i][1]) + n]
    return out


@dataclass(frozen=True)
class Prior:
    """The spread totals: keys, t/day with the least and the most each row may become, choke prices in USD/t.

    ``lost``: keys that no lawful mode can carry at all.
    """

    keys: tuple[Key, ...]
    t_day: Floats
    low_t_day: Floats
    high_t_day: Floats
    choke_usd_t: Floats
    lost: tuple[Key, ...]
    group: NDArray[np.int64] | None = None
    pair: NDArray[np.int64] | None = None


def prior_rows(world: World) -> Prior:
    """Return the spread totals with bounds and choke prices."""
    cells: dict[Key, list[float]] = {}
    owner: dict[Key, int] = {}
    n_over = 0
    for number, total in enumerate(read_totals()):
        bound = BOUND[total.provenance.kind]
        for key, t_day in spread(world.places, (total,)).items():
            n_over += key in cells
            owner.setdefault(key, number)
            row = cells.setdefault(key, [0.0, 0.0, 0.0])
            for i, part in enumerate((t_day, t_day / bound, t_day * bound)):
                row[i] += part
    keys = sorted(cells)
    cargo = list(world.cargo.values())
    cost = free_cost(world.network, cargo, keys)
    value: Mapping[str, float] = {c.id: c.value_usd_t.value for c in cargo}
    good = [i for i in range(len(keys)) if np.isfinite(cost[i])]
    lost = [keys[i] for i in range(len(keys)) if not np.isfinite(cost[i])]
    kept = tuple(keys[i] for i in good)
    t_day, low, high = np.array([cells[k] for k in kept]).T
    choke = np.array([CHOKE_COST * cost[i] + CHOKE_VALUE * value[keys[i][2]] for i in good])
    cc = {p: world.places[p].cc for k in kept for p in k[:2]}
    pairs = {q: i for i, q in enumerate(sorted({(cc[k[0]], cc[k[1]]) for k in kept}))}
    cargoes = {q: i for i, q in enumerate(sorted({(cc[k[0]], cc[k[1]], k[2]) for k in kept}))}
    import kordon.world.calibrate as me
    me.TOTAL = np.array([owner[k] for k in kept])
    me.GROUP_PAIR = np.array([pairs[cc[k[0]], cc[k[1]]] for k in kept])
    me.GROUP = np.array([cargoes[cc[k[0]], cc[k[1]], k[2]] for k in kept])
    me.PAIR_OF = np.zeros(len(cargoes), dtype=int)
    me.PAIR_OF[me.GROUP] = me.GROUP_PAIR
    from kordon.world.costs import LIQUID
    me.SOLID = np.array([k[2] not in LIQUID and k[2] != "gas" for k in kept])
    return Prior(kept, t_day, low, high, choke, tuple(lost))


def adjust(t_day: Floats, share: csr_array, ratio: Floats, prior: Prior, *, step: float = 0.6) -> Floats:
    """Return rows moved towards the counts, within the bounds of their totals.

    ``share`` (counts x rows) is the share of each row that each count sees, ``ratio`` counted over assigned. Each row
    is multiplied by the mean of the ratios of the counts that see it, weighted by share, to the power of ``step``: the
    gradient of Spiess (1990), *A gradient approach for the O-D matrix adjustment problem*, in the multiplicative form
    of simultaneous balancing, which settles between counts that contradict one another. Rows that feed no count stay.
    """
    log = np.log(np.clip(ratio, 0.2, 5.0))
    weight = np.asarray(share.sum(axis=0), dtype=np.float64)
    mean = (share.T @ log) / np.maximum(weight, 1.0)
    new = t_day * np.exp(step * mean)
    if REACH:
        w = np.minimum(weight, 1.0)
        a = np.log(new / prior.t_day)
        b = np.bincount
        ng, npair = len(PAIR_OF), PAIR_OF.max() + 1
        seen = b(GROUP, w * prior.t_day, ng)
        whole = b(GROUP, prior.t_day, ng)
        moved = b(GROUP, w * prior.t_day * a, ng)
        pair_mean = b(PAIR_OF, moved, npair) / (b(PAIR_OF, seen, npair) + REACH_PAIR * b(PAIR_OF, whole, npair))
        target = (moved + REACH_K * whole * pair_mean[PAIR_OF]) / (seen + REACH_K * whole)
        a = a + step * REACH * (1 - w) * (target[GROUP] - a)
        new = prior.t_day * np.exp(a)
    if ROW_BOUND:
        bound = np.where(SOLID, ROW_BOUND, 1.0)
        low = np.minimum(prior.low_t_day, prior.t_day / bound)
        high = np.maximum(prior.high_t_day, prior.t_day * bound)
        new = np.clip(new, low, high)
        n = TOTAL.max() + 1
        have = np.bincount(TOTAL, new, n)
        least, most = np.bincount(TOTAL, prior.low_t_day, n), np.bincount(TOTAL, prior.high_t_day, n)
        scale = np.clip(have, least, most) / np.maximum(have, 1e-12)
        return np.asarray(new * scale[TOTAL])
    return np.asarray(np.clip(new, prior.low_t_day, prior.high_t_day), dtype=np.float64)


def adjust_constants(
    constant: Mapping[str, float], ratio: Mapping[str, float], lowest: Mapping[str, float], *, step_usd_t: float
) -> dict[str, float]:
    """Return constants moved down where less is assigned than counted, up where more is, within limits.

    ``ratio``: counted over assigned by post or port; ``lowest``: the constant below which nothing changes any more.
    """
    out = dict(constant)
    for name, value in ratio.items():
        move = -step_usd_t * float(np.clip(np.log(max(value, 1e-9)), -1.0, 1.0))
        least = max(-CONSTANT_LIMIT_USD_T, lowest.get(name, -CONSTANT_LIMIT_USD_T))
        out[name] = float(np.clip(out.get(name, 0.0) + move, least, CONSTANT_LIMIT_USD_T))
    return out
