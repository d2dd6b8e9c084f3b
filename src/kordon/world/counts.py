"""Published volumes that flows are held against, which of them are kept out of the calibration, and what flows give.

A count is a set of links and a set of freight. Freight is counted once, however often its way touches the links: a way
that weaves over a border is one tonne, and so is a tonne that a port lands and loads again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from kordon.world.csvtable import Row, read_table, split
from kordon.world.demand import conversion
from kordon.world.network import Network

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

KEEP_OUT_EVERY = 4
"""Of the counts of a stratum, in the order of the SHA-256 of their ids, the first and every fourth after it."""

BASE_YEAR = 2024
"""The year whose volumes the model is held against."""

WHAT = ("posts", "links", "places", "modes", "from_cc", "to_cc", "origins", "destinations", "either_way", "cargo")
"""Columns that say what is counted."""


@dataclass(frozen=True)
class Count:
    """A published volume: links it is taken on, freight it speaks of, t/day. Lists of states may start with ``!``.

    ``year`` is the year that the figure is of or that the source's own change turned it into. A count of another year
    than :data:`BASE_YEAR` is never held against the model; it is fitted where nothing of the base year is counted
    there, and else ``idle``: shown and nothing more (:func:`superseded`).
    """

    id: str
    name: str
    stratum: str
    t_day: float
    links: Bools
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    either_way: bool
    cargo: tuple[str, ...]
    constant: tuple[str, ...]
    prior: bool
    kept_out: bool
    source: str
    miss: str
    note: str
    year: int = BASE_YEAR
    idle: bool = False

    @property
    def fitted(self) -> bool:
        """Return whether the fit sees this count."""
        return not self.kept_out and not self.idle

    @property
    def judged(self) -> bool:
        """Return whether the model is judged by this count: it is of the base year."""
        return self.year == BASE_YEAR

    @property
    def use(self) -> str:
        """Return what the count is for, in words."""
        if self.kept_out:
            return "kept out"
        if self.idle:
            return f"{self.year}, shown only"
        said = "fitted, in a total" if self.prior else "fitted"
        return said if self.judged else f"{said}, {self.year}"

    def speaks_of(self, cargo: str, origin_cc: str, destination_cc: str) -> bool:
        """Return whether freight of a class from a state to a state is counted."""
        if self.cargo and cargo not in self.cargo:
            return False
        there = _within(origin_cc, self.origins) and _within(destination_cc, self.destinations)
        back = self.either_way and _within(destination_cc, self.origins) and _within(origin_cc, self.destinations)
        return there or back


@dataclass(frozen=True)
class Residual:
    """A count beside what the assignment gives, t/day."""

    count: Count
    assigned_t_day: float

    @property
    def error(self) -> float:
        """Return assigned over published, minus one."""
        return self.assigned_t_day / self.count.t_day - 1.0


def _within(cc: str, states: tuple[str, ...]) -> bool:
    if not states:
        return True
    if states[0].startswith("!"):
        return f"!{cc}" not in states
    return cc in states


def unit_t(unit: str) -> float:
    """Return the tonnes in one unit of a count; a truck is one that crosses, loaded or not."""
    if unit == "truck":
        return conversion("truck_crossing_t").factor
    return conversion(f"{unit.lower()}_t").factor


def _order(ids: Iterable[str]) -> list[str]:
    """Return ids in the order of their SHA-256, which nobody chose."""
    return sorted(ids, key=lambda text: hashlib.sha256(text.encode()).hexdigest())


def kept_out(rows: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """Return the ids of the counts to keep out, by a rule that leaves no choice.

    A count whose figure made a total of the demand (``prior``) is never kept out, as it would test nothing. The others
    are ordered, stratum by stratum, by the SHA-256 of their ids; the first and every fourth after it are kept out.
    Counts that are added later are ordered among themselves (``wave``), so that none changes sides by them; a second
    figure of what was counted before goes with the first. Then those of another year than the base year fall out: the
    model is not judged by them.
    """
    rows = list(rows)
    first: dict[tuple[str, ...], str] = {}
    by_stratum: dict[tuple[str, str], list[str]] = {}
    follows: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: int(row["wave"])):
        if row["prior"] == "yes":
            continue
        what = (row["year"], *(row.get(column, row["id"]) for column in WHAT))
        if row["wave"] != "1" and what in first:
            follows[row["id"]] = first[what]
            continue
        first.setdefault(what, row["id"])
        by_stratum.setdefault((row["wave"], row["stratum"]), []).append(row["id"])
    out = {name for ids in by_stratum.values() for name in _order(ids)[::KEEP_OUT_EVERY]}
    out |= {name for name, lead in follows.items() if lead in out}
    return frozenset(row["id"] for row in rows if row["id"] in out and int(row["year"]) == BASE_YEAR)


def superseded(counts: Sequence[Count]) -> frozenset[str]:
    """Return the ids of counts of another year that a count of the base year replaces.

    It does where it is taken on the same links or on a part of them, and both speak of some freight.
    """
    now = [c for c in counts if c.judged]
    return frozenset(
        c.id for c in counts if not c.judged and any(not (d.links & ~c.links).any() and _share(c, d) for d in now)
    )


def _share(one: Count, other: Count) -> bool:
    """Return whether two counts speak of some freight in common."""
    named = {cc.strip("!") for c in (one, other) for cc in (*c.origins, *c.destinations)} | {"one", "two"}
    kinds = {*one.cargo, *other.cargo} or {"any"}
    return any(one.speaks_of(k, o, d) and other.speaks_of(k, o, d) for k in kinds for o in named for d in named)


def folds(counts: Sequence[Count], n: int, *, everything: bool = False) -> tuple[tuple[Count, ...], ...]:
    """Return the counts n times, a part of them marked as kept out each time.

    Those kept out for good are left out, unless ``everything`` is asked for: then they are treated as all others. The
    parts follow from the same order as :func:`kept_out`: of a stratum, every n-th, figures of the same thing together.
    Counts that made a total are never left out, and idle ones take no part.
    """
    mine = [c for c in counts if everything or not c.kept_out]
    part: dict[str, int] = {}
    for stratum in sorted({c.stratum for c in mine}):
        same: dict[tuple[object, ...], list[str]] = {}
        for c in mine:
            if c.stratum == stratum and not c.idle and not c.prior:
                what = (c.links.tobytes(), c.origins, c.destinations, c.either_way, c.cargo)
                same.setdefault(what, []).append(c.id)
        lead = {_order(ids)[0]: ids for ids in same.values()}
        for i, name in enumerate(_order(lead)):
            part.update(dict.fromkeys(lead[name], i % n))
    return tuple(tuple(replace(c, kept_out=part.get(c.id) == k) for c in mine) for k in range(n))


def read_counts(network: Network) -> tuple[Count, ...]:
    """Return the published counts of ``demand_counts.csv`` on a network; counts without any link are left out."""
    columns = _Columns(network)
    made = ((row, columns.mask(row)) for row in read_table("demand_counts"))
    counts = [
        Count(
            row["id"], row["name"], row["stratum"], float(row["t_day"]), mask, split(row["origins"]),
            split(row["destinations"]), row["either_way"] == "yes", split(row["cargo"]), split(row["constant"]),
            row["prior"] == "yes", row["kept_out"] == "yes", row["source"], row["miss"], row["note"],
            int(row["year"]),
        )
        for row, mask in made
        if mask.any()
    ]  # fmt: skip
    idle = superseded(counts)
    return tuple(replace(c, idle=c.id in idle) for c in counts)


class _Columns:
    """Columns of a network as arrays, to find the links of a count."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.mode = np.array(network.link_mode)
        self.kind = np.array(network.link_kind)
        self.post = np.array(network.link_post)
        self.id = np.array(network.link_id)
        cc, place = np.array(network.node_cc), np.array(network.node_place)
        self.tail_cc, self.head_cc = cc[network.tail], cc[network.head]
        self.tail_place, self.head_place = place[network.tail], place[network.head]
        self.berth = np.array([name.startswith("berth:") for name in network.link_id])
        self.loading = np.array([name.endswith(":quay") for name in network.node_id])[network.tail]

    def mask(self, row: Row) -> Bools:
        if row["places"] and "sea" in split(row["modes"]):
            return self._berths(row)
        mask = np.ones(self.network.n_links, dtype=np.bool_)
        if row["modes"]:
            mask &= np.isin(self.mode, split(row["modes"]))
        if row["links"]:
            mask &= np.isin(self.id, split(row["links"]))
        elif row["places"]:
            places = split(row["places"])
            mask &= (self.kind == "line") & (np.isin(self.tail_place, places) | np.isin(self.head_place, places))
        else:
            mask &= self.kind == "border"
        if row["posts"]:
            mask &= np.isin(self.post, split(row["posts"]))
        if row["from_cc"]:
            mask &= self.tail_cc == row["from_cc"]
        if row["to_cc"]:
            mask &= self.head_cc == row["to_cc"]
        return np.asarray(mask, dtype=np.bool_)

    def _berths(self, row: Row) -> Bools:
        """Return the berths of ports, where ships load (``from_cc``) and unload (``to_cc``): no ship that passes."""
        mask = self.berth & np.isin(self.tail_place, split(row["places"]))
        if row["from_cc"]:
            mask &= self.loading & (self.tail_cc == row["from_cc"])
        if row["to_cc"]:
            mask &= ~self.loading & (self.tail_cc == row["to_cc"])
        return np.asarray(mask, dtype=np.bool_)


def eligible(counts: Sequence[Count], freight: Sequence[tuple[str, str, str]]) -> Bools:
    """Return counts x pairs: whether each count speaks of each pair, given as (class, origin, destination state)."""
    kinds = sorted(set(freight))
    column = {kind: i for i, kind in enumerate(kinds)}
    table = np.array([[count.speaks_of(*kind) for kind in kinds] for count in counts], dtype=np.bool_)
    return np.asarray(table[:, [column[kind] for kind in freight]], dtype=np.bool_)


def touching(counts: Sequence[Count], start: NDArray[np.integer], links: NDArray[np.integer]) -> csr_array:
    """Return paths x counts, 1 where a path touches a link of a count; paths are given as a pool of links."""
    n_paths = len(start) - 1
    n_links = len(counts[0].links) if counts else 0
    paths = csr_array((np.ones(len(links)), links, start), shape=(n_paths, n_links))
    hits = csr_array(paths @ np.array([count.links for count in counts], dtype=np.float64).T)
    hits.data[:] = 1.0
    return hits


def tally(
    counts: Sequence[Count], paths: object, freight: Sequence[tuple[str, str, str]], speaks: Bools | None = None
) -> tuple[Floats, csr_array]:
    """Return t/day per count, and counts x pairs the t/day of each pair that each count sees.

    ``paths`` has ``pair``, ``flow``, ``start`` and ``links`` as in :class:`kordon.flow.Paths`; ``freight`` tells class
    and states of each pair.
    """
    pair = np.asarray(getattr(paths, "pair"), dtype=np.int64)  # noqa: B009
    flow = np.asarray(getattr(paths, "flow"), dtype=np.float64)  # noqa: B009
    hits = touching(counts, np.asarray(getattr(paths, "start")), np.asarray(getattr(paths, "links")))  # noqa: B009
    speaks = eligible(counts, freight) if speaks is None else speaks
    of_pair = csr_array((flow, (pair, np.arange(len(pair)))), shape=(len(freight), len(pair)))
    seen = csr_array((of_pair @ hits).T.multiply(speaks))
    return np.asarray(seen.sum(axis=1), dtype=np.float64), seen
