"""Hold the cost tables against published freight rates: the cheapest way between two places beside the quoted price."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from kordon.world.cargo import read_cargo
from kordon.world.costs import allowed_modes, fixed_costs
from kordon.world.csvtable import read_table, split
from kordon.world.demand import conversion
from kordon.world.network import Network

NEAR = 0.25
"""How far outside the published range 'near' still holds."""


@dataclass(frozen=True)
class RateCheck:
    """One comparison: cheapest out-of-pocket cost per unit from each origin, beside the published range."""

    id: str
    unit: str
    origins: tuple[str, ...]
    destination: str
    modelled: tuple[float, ...]
    low: float
    high: float
    expect: str
    holds: bool
    source: str
    date: str


def cheapest_usd_t(network: Network, cargo_id: str, origin: str, destination: str, modes: Sequence[str]) -> float:
    """Return the least out-of-pocket cost in USD/t between two places by the given modes; ``inf`` when there is none.

    Starts and ends at zone nodes where the places have them, else at any of their nodes (a border post). Zone nodes in
    between are not crossed.
    """
    cargo = [read_cargo()[cargo_id]]
    usable = allowed_modes(network, cargo)[0] & np.isin(np.array(network.link_mode), [*modes, "transfer"])
    zone = network.zone_mask()

    def nodes(place: str) -> list[int]:
        own = [i for i, p in enumerate(network.node_place) if p == place]
        return [i for i in own if zone[i]] or own

    start, end = nodes(origin), nodes(destination)
    crossed = zone.copy()
    crossed[[*start, *end]] = False
    usable &= ~crossed[network.tail] & ~crossed[network.head]
    cost = np.maximum(fixed_costs(network, cargo)[0][usable], 1e-9)
    best: dict[tuple[int, int], float] = {}
    for t, h, c in zip(network.tail[usable].tolist(), network.head[usable].tolist(), cost.tolist(), strict=True):
        best[t, h] = min(c, best.get((t, h), np.inf))
    ends = tuple(np.array(list(best)).T) if best else (np.array([], int), np.array([], int))
    graph = csr_array((list(best.values()), ends), shape=(network.n_nodes, network.n_nodes))
    far = dijkstra(graph, indices=start)
    return float(np.min(far[:, end]))


def compare_rates(network: Network) -> tuple[RateCheck, ...]:
    """Return every row of ``cost_checks.csv`` with what the tables give for it."""
    out = []
    for row in read_table("cost_checks"):
        modes = split(row["modes"])
        cargo_id = "crude_oil" if "oil_pipeline" in modes else "general"
        per_unit = {"truck": conversion("truck_t").factor, "FEU": conversion("feu_t").factor, "t": 1.0}[row["unit"]]
        origins = split(row["origins"])
        got = []
        for origin in origins:
            stops = [origin, *split(row["via"]), row["destination"]]
            legs = itertools.pairwise(stops)
            got.append(sum(cheapest_usd_t(network, cargo_id, a, b, modes) for a, b in legs) * per_unit)
        low, high = float(row["low"]), float(row["high"])
        if row["expect"] == "bracket":
            holds = min(got) <= high and max(got) >= low
        else:
            room = NEAR if row["expect"] == "near" else 0.0
            holds = low * (1 - room) <= got[0] <= high * (1 + room)
        out.append(
            RateCheck(
                row["id"], row["unit"], origins, row["destination"], tuple(got), low, high, row["expect"], holds,
                row["source"], row["source_date"],
            )
        )  # fmt: skip
    return tuple(out)
