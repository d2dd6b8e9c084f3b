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

REACH_TRADE, REACH_PAIR = 0.5, 1.0
"""How much a mean is drawn to what is known about more: that of the rows of one class between two states, which counts
see, to the mean of all classes between them; that to no change. In shares of the whole prior: 0 would draw nothing."""

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

    ``trade``: per row the number of its pair of states and class; ``pair``: per trade the number of its pair of states.
    ``lost``: keys that no lawful mode can carry at all.
    """

    keys: tuple[Key, ...]
    t_day: Floats
    low_t_day: Floats
    high_t_day: Floats
    choke_usd_t: Floats
    lost: tuple[Key, ...]
    trade: NDArray[np.int64]
    pair: NDArray[np.int64]


def prior_rows(world: World) -> Prior:
    """Return the spread totals with bounds and choke prices."""
    cells: dict[Key, list[float]] = {}
    for total in read_totals():
        bound = BOUND[total.provenance.kind]
        for key, t_day in spread(world.places, (total,)).items():
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
    trade, pair = _trades([(world.places[o].cc, world.places[d].cc, c) for o, d, c in kept])
    return Prior(kept, t_day, low, high, choke, tuple(lost), trade, pair)


def _trades(freight: Sequence[tuple[str, str, str]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return per row the number of its trade (states and class), and per trade the number of its pair of states."""
    trades = {trade: i for i, trade in enumerate(sorted(set(freight)))}
    pairs = {pair: i for i, pair in enumerate(sorted({trade[:2] for trade in trades}))}
    return np.array([trades[f] for f in freight]), np.array([pairs[trade[:2]] for trade in trades])


def adjust(t_day: Floats, share: csr_array, ratio: Floats, prior: Prior, *, step: float = 0.6) -> Floats:
    """Return rows moved towards the counts, within the bounds of their totals.

    ``share`` (counts x rows) is the share of each row that each count sees, ``ratio`` counted over assigned. Each row
    is multiplied by the mean of the ratios of the counts that see it, weighted by share, to the power of ``step``: the
    gradient of Spiess (1990), *A gradient approach for the O-D matrix adjustment problem*, in the multiplicative form
    of simultaneous balancing, which settles between counts that contradict one another. What no count sees of a row
    moves towards the mean change of the same trade (:func:`_reach`).
    """
    log = np.log(np.clip(ratio, 0.2, 5.0))
    weight = np.asarray(share.sum(axis=0), dtype=np.float64)
    mean = (share.T @ log) / np.maximum(weight, 1.0)
    change = np.log(t_day / prior.t_day) + step * mean
    seen = np.minimum(weight, 1.0)
    change += step * (1.0 - seen) * (_reach(change, seen, prior)[prior.trade] - change)
    return np.asarray(np.clip(prior.t_day * np.exp(change), prior.low_t_day, prior.high_t_day), dtype=np.float64)


def _reach(change: Floats, seen: Floats, prior: Prior) -> Floats:
    """Return per trade the log change to expect of what no count sees of it.

    It is the mean of what counts see (``seen``: share of each row), weighted by tonnes and drawn to the mean of all
    classes between the two states, that to nothing (:data:`REACH_TRADE`, :data:`REACH_PAIR`): two levels of shrinkage,
    after Efron and Morris, Data analysis using Stein's estimator and its generalizations, 1975.
    """
    n, n_pairs = len(prior.pair), int(prior.pair.max(initial=-1)) + 1

    def by_trade(values: Floats) -> Floats:
        return np.asarray(np.bincount(prior.trade, values, n), dtype=np.float64)

    def by_pair(values: Floats) -> Floats:
        return np.asarray(np.bincount(prior.pair, values, n_pairs), dtype=np.float64)

    moved, known, whole = (by_trade(v) for v in (seen * prior.t_day * change, seen * prior.t_day, prior.t_day))
    of_pair = by_pair(moved) / (by_pair(known) + REACH_PAIR * by_pair(whole))
    expected = (moved + REACH_TRADE * whole * of_pair[prior.pair]) / (known + REACH_TRADE * whole)
    return np.asarray(expected, dtype=np.float64)


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
