"""Out-of-pocket cost of a tonne on a link by cargo class: line-haul, borders, handling, gauge change, war risk.

Time is not in here: the flow engine adds value of time times delay. Rates are looked up by mode, cargo class and state
(``costs_line.csv``), most specific first: class and place, then place, then class, then mode. Containerised classes pay
for space, so a light tonne (``pce`` above 1) pays its ``pce`` times. Border fees come from the posts (the network's own
``cost_usd_t``); a break of gauge adds its own charge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kordon.model import Figure
from kordon.world.csvtable import Row, provenance, read_table
from kordon.world.network import Network
from kordon.world.records import Cargo
from kordon.world.tables import read_places, read_posts
from kordon.world.territories import read_territories

LIQUID = frozenset({"crude_oil", "oil_products", "gas"})
BULK = frozenset({"grain", "metals", "coal"})
BULK_BY_SPACE = LIQUID | BULK
"""Classes that pay by weight; the others pay by space."""

HULL_USD_PER_T = 500.0
"""Hull value per tonne of deadweight, to turn a premium in % of hull value into USD/t: assumed (300-800)."""

SHIP_DRAUGHT_M = {"container": 9.0, "bulk": 12.0, "liquid": 14.0}
"""Draught of loaded ships by kind of freight, m: feeders, Panamax bulkers, Aframax tankers; assumed."""

CASPIAN = (36.0, 47.7, 46.4, 55.0)
"""South, north, west, east of the box that tells links of the Caspian Sea from others."""

BROAD_MM = 1520

AZOV = (45.25, 47.4, 34.8, 39.9)
"""The same of the Sea of Azov, whose ships are small."""


def freight_kind(cargo_id: str) -> str:
    """Return how a class is handled: ``liquid``, ``bulk`` or ``container``."""
    return "liquid" if cargo_id in LIQUID else "bulk" if cargo_id in BULK else "container"


@lru_cache(maxsize=1)
def line_rates() -> Mapping[tuple[str, str, str], Figure]:
    """Return line-haul rates in USD/(t km) by (mode, cargo class or ``""``, place or ``""``)."""
    return {(r["mode"], r["cargo"], r["place"]): _figure(r, "usd_t_km", "USD/(t km)") for r in read_table("costs_line")}


@lru_cache(maxsize=1)
def surcharges() -> Mapping[tuple[str, str], Figure]:
    """Return surcharges by (what, kind of freight): gauge change in USD/t, handling as a factor."""
    return {(r["what"], r["freight"]): _figure(r, "value", "USD/t") for r in read_table("costs_extra")}


@lru_cache(maxsize=1)
def war_risk() -> Mapping[str, Figure]:
    """Return the war-risk premium in USD/t of cargo by port or strait (premium times :data:`HULL_USD_PER_T`)."""
    out = {}
    for row in read_table("war_risk"):
        f = _figure(row, "premium_pct", "% of hull value")
        scale = HULL_USD_PER_T / 100
        low, high = (f.low or 0.0) * scale, (f.high or 0.0) * scale
        out[row["place"]] = Figure(value=f.value * scale, unit="USD/t", low=low, high=high, provenance=f.provenance)
    return out


def _figure(row: Row, column: str, unit: str) -> Figure:
    low, high = float(row["low"]), float(row["high"])
    return Figure(value=float(row[column]), unit=unit, low=low, high=high, provenance=provenance(row))


def rate(mode: str, cargo_id: str, place: str) -> Figure | None:
    """Return the line-haul rate of a mode for a class at a place (state code, or ``caspian``); None when unpriced.

    Of the rows that match, class and place win over place alone, place over class for containers, class over place for
    bulk: a state's row is a rate of container traffic, and bulk has tariff classes of its own. ``PL:1520`` asks for a
    railway of that gauge: there bulk pays the classes of the 1520 mm railways, inside the EU as well.
    """
    rates = line_rates()
    place, _, broad = place.partition(":")
    territory = read_territories().get(place)
    in_eu = territory is not None and territory.customs_union == "EU" and not (broad and cargo_id in BULK_BY_SPACE)
    places = [place, "EU"] if in_eu else [place]
    for p in places:
        if (mode, cargo_id, p) in rates:
            return rates[mode, cargo_id, p]
    by_class = rates.get((mode, cargo_id, ""))
    by_place = next((rates[mode, "", p] for p in places if (mode, "", p) in rates), None)
    found = by_class or by_place if cargo_id in BULK_BY_SPACE else by_place or by_class
    return found or rates.get((mode, "", ""))


def fixed_costs(network: Network, cargo: Sequence[Cargo]) -> NDArray[np.float64]:
    """Return the out-of-pocket cost in USD/t, shape (len(cargo), network.n_links).

    Line links: length times :func:`rate`, times ``pce`` for classes that pay by space; sea links add the war-risk
    premium of the port or strait they touch (a strait is touched twice, so each link pays half). Border links: the
    network's fee, plus the gauge change where the gauge breaks. Connectors and transfers: the network's cost times the
    handling factor of the class; containers pay collection and delivery at both ends of a rail or sea journey, and
    where lorries feed it; bulk pays for the ship's days in port, however short the voyage. A mode without a rate keeps
    the network's own cost.
    """
    columns = _Columns(network)
    out = np.empty((len(cargo), network.n_links))
    for k, c in enumerate(cargo):
        kind = freight_kind(c.id)
        space = c.pce if kind == "container" else 1.0
        handling = surcharges()["handling_factor", kind].value
        gauge = surcharges()["gauge_change", kind if kind == "container" else "bulk"].value
        found = {key: rate(key[0], c.id, key[1]) for key in columns.keys}
        per_km = np.array([f.value if f is not None else np.nan for f in found.values()])[columns.key_of]
        line = np.where(np.isnan(per_km), network.cost_usd_t, per_km * network.length_km * space)
        out[k] = np.where(columns.line, line, network.cost_usd_t * np.where(columns.border, space, handling * space))
        out[k] += columns.gauge_break * gauge * space + columns.risk_usd_t
        if ("door", kind) in surcharges():
            out[k] += columns.rail_door * surcharges()["door", kind].value * space
        if ("sea_door", kind) in surcharges():
            out[k] += columns.sea_door * surcharges()["sea_door", kind].value * space
        if ("voyage", kind) in surcharges():
            out[k] += columns.voyage * surcharges()["voyage", kind].value
    return out


@lru_cache(maxsize=1)
def read_constants() -> Mapping[str, float]:
    """Return the choice constants of posts and ports in USD/t (``choice_constants.csv``), calibrated to counts.

    What a constant stands for is not paid: habits, permits, quotas, waiting that no table holds. It weighs in the
    choice of a way and never in a price that Kordon tells (alternative-specific constants; Ben-Akiva and Lerman 1985).
    """
    return {row["id"]: float(row["usd_t"]) for row in read_table("choice_constants")}


def choice_constants(
    network: Network, cargo: Sequence[Cargo], constants: Mapping[str, float] | None = None
) -> NDArray[np.float64]:
    """Return the constants in USD/t that weigh in the choice of a way, shape (len(cargo), network.n_links).

    A post's constant lies on its border links, a port's on its berths, so that a ship that only passes has no part in
    it; liquids use terminals of their own and are loaded without it.
    """
    known = read_constants() if constants is None else constants
    at_post, at_port = np.zeros(network.n_links), np.zeros(network.n_links)
    for a, kind in enumerate(network.link_kind):
        if kind == "border":
            at_post[a] = known.get(network.link_post[a], 0.0)
        elif network.link_id[a].startswith("berth:"):
            at_port[a] = known.get(network.node_place[network.tail[a]], 0.0)
    return np.array([at_post + (0.0 if c.id in LIQUID else 1.0) * at_port for c in cargo])


def allowed_modes(network: Network, cargo: Sequence[Cargo]) -> NDArray[np.bool_]:
    """Return whether a class can use a link at all, by mode, shape (len(cargo), network.n_links).

    A transfer is usable only when both of its modes are: crude oil is never put on a truck. A canal with a draught
    limit passes only classes whose ships (:data:`SHIP_DRAUGHT_M`) draw no more.
    """
    limit = draught_limits()
    draught = np.array([limit.get(post, np.inf) for post in network.link_post])
    node_mode = np.array(network.node_mode)
    tail, head = node_mode[network.tail], node_mode[network.head]
    link_mode = np.array(network.link_mode)
    out = np.empty((len(cargo), network.n_links), dtype=np.bool_)
    for k, c in enumerate(cargo):
        modes = [*c.modes, "zone"]
        ends = np.isin(tail, modes) & np.isin(head, modes)
        out[k] = np.where(link_mode == "transfer", ends & ("transfer" in c.modes), np.isin(link_mode, c.modes) & ends)
        out[k] &= draught >= SHIP_DRAUGHT_M[freight_kind(c.id)]
    return out


@lru_cache(maxsize=1)
def draught_limits() -> Mapping[str, float]:
    """Return the largest draught in m that passes, by gate, where one is set (``gates.csv``)."""
    return {row["id"]: float(row["draught_m"]) for row in read_table("gates") if row["draught_m"]}


@lru_cache(maxsize=1)
def link_ranges() -> Mapping[str, tuple[float, float]]:
    """Return per mode the low and high factor on cost: the middle (by row) of low/value and high/value of its rates.

    ``transfer`` takes the handling factor's own range. These bound the out-of-pocket cost only, not time.
    """
    out: dict[str, tuple[float, float]] = {}
    by_mode: dict[str, list[Figure]] = {}
    for (mode, _, _), figure in line_rates().items():
        by_mode.setdefault(mode, []).append(figure)
    for mode, figures in by_mode.items():
        low = float(np.median([(f.low or f.value) / f.value for f in figures]))
        high = float(np.median([(f.high or f.value) / f.value for f in figures]))
        out[mode] = (low, high)
    box = surcharges()["handling_factor", "container"]
    out["transfer"] = ((box.low or box.value) / box.value, (box.high or box.value) / box.value)
    return out


def _inside(network: Network, box: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    """Return which links have both ends in a box (south, north, west, east)."""
    south, north, west, east = box
    lat, lon = network.node_lat, network.node_lon
    inside = (lat > south) & (lat < north) & (lon > west) & (lon < east)
    return np.asarray(inside[network.tail] & inside[network.head], dtype=np.bool_)


class _Columns:
    """What the cost of a link depends on, as columns over the links of a network."""

    def __init__(self, network: Network) -> None:
        posts, places = read_posts(), read_places()
        kind = np.array(network.link_kind)
        self.line = kind == "line"
        self.border = kind == "border"
        caspian, azov = (_inside(network, box) for box in (CASPIAN, AZOV))
        keys: dict[tuple[str, str], int] = {}
        key_of = np.zeros(network.n_links, dtype=np.int64)
        for a, mode in enumerate(network.link_mode):
            place = network.link_cc[a].split("-")[0]
            if mode == "sea":
                place = "caspian" if caspian[a] else "azov" if azov[a] else ""
            elif mode == "rail" and network.gauge_mm[a] == BROAD_MM:
                place = f"{place}:{BROAD_MM}"
            key_of[a] = keys.setdefault((mode, place), len(keys))
        self.keys, self.key_of = tuple(keys), key_of
        link_mode, door = np.array(network.link_mode), (kind == "connector").astype(np.float64)
        self.voyage = np.array([name.startswith("berth:") for name in network.link_id]) & ~caspian
        self.rail_door, self.sea_door = door * (link_mode == "rail"), door * (link_mode == "sea")
        # a lorry that brings a box to the yard or the quay is collection as well, wherever the box comes from
        for a in np.flatnonzero(kind == "transfer").tolist():
            ends = {network.node_id[n].rpartition(":")[2] for n in (int(network.tail[a]), int(network.head[a]))}
            if ends in ({"road", "rail"}, {"inland_water", "rail"}):
                self.rail_door[a] = 1.0
            elif ends in ({"road", "quay"}, {"road", "landing"}):
                self.sea_door[a] = 1.0
        broken = {p.id for p in posts.values() if p.gauge_break}
        self.gauge_break = np.array(
            [k == "border" and m == "rail" and p in broken for k, m, p in self._rows(network)], dtype=np.float64
        )
        risk = war_risk()
        self.risk_usd_t = np.zeros(network.n_links)
        for a in np.flatnonzero((np.array(network.link_mode) == "sea") & self.line).tolist():
            for node in (int(network.tail[a]), int(network.head[a])):
                place = network.node_place[node]
                if place in risk:
                    half = 0.5 if places[place].kind == "strait" else 1.0
                    self.risk_usd_t[a] += risk[place].value * half

    @staticmethod
    def _rows(network: Network) -> list[tuple[str, str, str]]:
        return list(zip(network.link_kind, network.link_mode, network.link_post, strict=True))
