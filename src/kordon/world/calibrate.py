"""Make the demand table: spread the totals, find what cannot be shipped, set choke prices, fit to published counts.

The adjustment to counts follows Spiess (1990), *A gradient approach for the O-D matrix adjustment problem*, in its
multiplicative form: after each equilibrium every row is multiplied by the product, over the counts that it feeds, of
(counted / assigned) to the power of the share of the row that passes the count, damped and bounded. Rows that feed no
count stay as the totals say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from kordon.world.cargo import Part, parts
from kordon.world.costs import allowed_modes, fixed_costs
from kordon.world.csvtable import read_table, split
from kordon.world.demand import spread
from kordon.world.network import Network
from kordon.world.records import Cargo

if TYPE_CHECKING:
    from kordon.flow import Problem, Solution
    from kordon.world.load import World

CHOKE_COST = 1.5
CHOKE_VALUE = 0.25
"""Choke price = CHOKE_COST times the generalised cost of the cheapest way + CHOKE_VALUE times the value: assumed."""

BATCH_T = {"road": 20.0, "rail": 3_000.0, "sea": 8_000.0, "inland_water": 3_000.0}
HORIZON_DAYS = 30.0
"""Batch by mode and horizon of the queue delay, as in the scenarios: assumed."""

Key = tuple[str, str, str]
"""Origin, destination, cargo class."""


@dataclass(frozen=True)
class Count:
    """A published volume that flows are held against. ``links``: masks over the network, one per direction."""

    id: str
    name: str
    t_day: float
    links: NDArray[np.bool_]
    cargo: tuple[str, ...]
    kept_out: bool
    source: str
    note: str


@dataclass(frozen=True)
class Residual:
    """A count beside what the assignment gives, t/day."""

    id: str
    name: str
    published_t_day: float
    assigned_t_day: float
    kept_out: bool
    source: str
    note: str

    @property
    def error(self) -> float:
        """Return assigned over published, minus one."""
        return self.assigned_t_day / self.published_t_day - 1.0


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


def read_counts(network: Network) -> tuple[Count, ...]:
    """Return the published counts of ``demand_counts.csv`` as masks over a network; counts of no link are left out."""
    out = []
    mode = np.array(network.link_mode)
    for row in read_table("demand_counts"):
        posts, modes = split(row["posts"]), split(row["modes"])
        mask = np.isin(mode, modes) if modes else np.ones(network.n_links, dtype=np.bool_)
        if row["links"]:
            mask &= np.isin(np.array(network.link_id), split(row["links"]))
        if posts:
            mask &= np.isin(np.array(network.link_post), posts) & (np.array(network.link_kind) == "border")
        if row["from_cc"]:
            mask &= np.array([network.node_cc[t] == row["from_cc"] for t in network.tail])
        if row["to_cc"]:
            mask &= np.array([network.node_cc[h] == row["to_cc"] for h in network.head])
        if mask.any() and (posts or row["links"] or row["from_cc"]):
            out.append(
                Count(row["id"], row["name"], float(row["t_day"]), mask, split(row["cargo"]),
                      row["kept_out"] == "yes", row["source"], row["note"])
            )  # fmt: skip
    return tuple(out)


def residuals(counts: Sequence[Count], link_flow: NDArray[np.float64], cargo: Sequence[str]) -> tuple[Residual, ...]:
    """Return every count beside the flow on its links; ``link_flow`` is classes x links in t/day."""
    index = {c: i for i, c in enumerate(cargo)}
    out = []
    for count in counts:
        rows = [index[c] for c in count.cargo] if count.cargo else list(range(len(cargo)))
        flow = float(link_flow[rows][:, count.links].sum())
        out.append(Residual(count.id, count.name, count.t_day, flow, count.kept_out, count.source, count.note))
    return tuple(out)


def adjust(
    demand: NDArray[np.float64], share: csr_array, counted: NDArray[np.float64], assigned: NDArray[np.float64],
    prior: NDArray[np.float64], *, step: float = 0.6, bound: float = 3.0,
) -> NDArray[np.float64]:  # fmt: skip
    """Return demand multiplied towards the counts.

    ``share`` (counts x rows) is the share of each row's flow that passes each count; ``counted`` and ``assigned`` are
    per count. Factors are damped by ``step`` and each row stays within ``bound`` times its prior, either way.
    """
    ratio = np.log(np.clip(counted / np.maximum(assigned, 1e-9), 0.2, 5.0))
    moved = demand * np.exp(step * (share.T @ ratio))
    return np.asarray(np.clip(moved, prior / bound, prior * bound), dtype=np.float64)


def prior_rows(world: World) -> tuple[list[Key], NDArray[np.float64], NDArray[np.float64], list[Key]]:
    """Return keys, t/day and choke prices of the spread totals, and the keys that no lawful mode can carry at all."""
    cells = spread(world.places)
    keys = sorted(cells)
    cargo = list(world.cargo.values())
    cost = free_cost(world.network, cargo, keys)
    value: Mapping[str, float] = {c.id: c.value_usd_t.value for c in cargo}
    good = [i for i in range(len(keys)) if np.isfinite(cost[i])]
    lost = [keys[i] for i in range(len(keys)) if not np.isfinite(cost[i])]
    kept = [keys[i] for i in good]
    t_day = np.array([cells[k] for k in kept])
    choke = np.array([CHOKE_COST * cost[i] + CHOKE_VALUE * value[keys[i][2]] for i in good])
    return kept, t_day, choke, lost


@dataclass(frozen=True)
class Calibration:
    """What a calibration did: rows with their prior, residuals before and after, rounds, the gap it was solved to."""

    keys: tuple[Key, ...]
    prior_t_day: NDArray[np.float64]
    t_day: NDArray[np.float64]
    choke_usd_t: NDArray[np.float64]
    before: tuple[Residual, ...]
    after: tuple[Residual, ...]
    rounds: int
    gap: float
    lost: tuple[Key, ...]

    def median_error(self, *, kept_out: bool) -> float:
        """Return the median absolute relative error of the fitted or the kept-out counts after calibration."""
        return float(np.median([abs(r.error) for r in self.after if r.kept_out == kept_out]))


def _split(world: World, keys: Sequence[Key]) -> tuple[tuple[Part, ...], NDArray[np.intp], NDArray[np.intp]]:
    """Return the parts of the classes by value of time, and per pair of the problem its part and its row."""
    pieces = parts(world.cargo.values())
    ids = list(world.cargo)
    pairs = [(p, i) for p, part in enumerate(pieces) for i, key in enumerate(keys) if key[2] == ids[part.of]]
    return pieces, np.array([p for p, _ in pairs], dtype=np.intp), np.array([i for _, i in pairs], dtype=np.intp)


def _by_class(world: World, link_flow: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return link flow of parts (parts x links) summed to classes (classes x links)."""
    out = np.zeros((len(world.cargo), link_flow.shape[1]))
    np.add.at(out, [part.of for part in parts(world.cargo.values())], link_flow)
    return out


def _problem(
    world: World, keys: Sequence[Key], t_day: NDArray[np.float64], choke: NDArray[np.float64]
) -> Problem:  # fmt: skip
    from kordon.flow import Delay, Graph, Problem

    net = world.network
    pieces, part, row = _split(world, keys)
    cargo = [p.cargo for p in pieces]
    share = np.array([p.share for p in pieces])
    free = net.time_h / 24.0
    batch = np.array([BATCH_T.get(m, 0.0) for m in net.link_mode])
    line = (np.array(net.link_kind) == "line") & (np.array(net.link_post) == "")
    queue = Delay.queue(free, net.capacity_t_day, horizon_days=HORIZON_DAYS, burstiness=batch / 2.0)
    return Problem(
        Graph(net.n_nodes, net.tail, net.head, ~net.zone_mask()),
        Delay.where(line, Delay.bpr(free, net.capacity_t_day), queue),
        fixed=fixed_costs(net, cargo), vot=[c.vot_usd_t_day.value for c in cargo], pce=[c.pce for c in cargo],
        allowed=allowed_modes(net, cargo), origin=[net.node(keys[i][0]) for i in row],
        destination=[net.node(keys[i][1]) for i in row], cls=part, demand=t_day[row] * share[part], choke=choke[row],
    )  # fmt: skip


def _shares(
    counts: Sequence[Count], keys: Sequence[Key], row_of: NDArray[np.intp], solution: Solution
) -> csr_array:  # fmt: skip
    """Return counts x rows: the share of each row's flow that passes each count; ``row_of`` is per pair."""
    paths = solution.paths
    of_path = row_of[paths.pair]
    n_links = len(solution.link_volume)
    owner = np.repeat(np.arange(len(paths.pair)), np.diff(paths.start))
    weight = paths.flow[owner]
    total = np.maximum(np.bincount(of_path, paths.flow, minlength=len(keys)), 1e-12)
    rows = []
    for count in counts:
        mask = np.zeros(n_links, dtype=np.bool_)
        mask[count.links] = True
        through = mask[paths.links]
        if count.cargo:
            through &= np.array([keys[i][2] in count.cargo for i in of_path])[owner]
        flow = np.bincount(of_path[owner[through]], weight[through], minlength=len(keys))
        rows.append(np.minimum(flow / total, 1.0))
    return csr_array(np.array(rows))


def calibrate(world: World, *, rounds: int = 12, gap: float = 1e-4) -> Calibration:
    """Return the demand moved towards the counts that are not kept out; nothing is written.

    Every round settles an equilibrium on the world's network without rules and scales the rows (:func:`adjust`). The
    last equilibrium is solved with the demand that is returned, so ``after`` is what that demand gives.
    """
    from kordon.flow import solve

    keys, prior, choke, lost = prior_rows(world)
    counts = read_counts(world.network)
    fitted = [c for c in counts if not c.kept_out]
    cargo = list(world.cargo)
    _, _, row_of = _split(world, keys)
    t_day = prior.copy()
    before: tuple[Residual, ...] = ()
    for _ in range(rounds):
        solution = solve(_problem(world, keys, t_day, choke), gap=gap)
        flow = _by_class(world, solution.link_flow)
        before = before or residuals(counts, flow, cargo)
        now = residuals(fitted, flow, cargo)
        share = _shares(fitted, keys, row_of, solution)
        counted = np.array([r.published_t_day for r in now])
        t_day = adjust(t_day, share, counted, np.array([r.assigned_t_day for r in now]), prior)
    solution = solve(_problem(world, keys, t_day, choke), gap=gap)
    after = residuals(counts, _by_class(world, solution.link_flow), cargo)
    return Calibration(tuple(keys), prior, t_day, choke, before, after, rounds, float(solution.gap), tuple(lost))
