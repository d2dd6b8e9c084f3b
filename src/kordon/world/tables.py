"""Read places, posts, ports, gates and corridors from their tables into records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from kordon.errors import DataError
from kordon.model import Figure, Provenance
from kordon.world.csvtable import Row, day, number, provenance, read_table, split
from kordon.world.records import Corridor, Place, Post

EU_RAIL_CC = frozenset({"PL", "SK", "HU", "RO"})
"""States where wagons of 1520 mm change to 1435 mm at the outer border of the EU."""


@dataclass(frozen=True, slots=True)
class Port:
    """A sea port: basin, size, draught where it binds, capacity of its berths each way.

    ``wait_h``, ``wait_off_h``: further hours of what goes to a ship and of what comes off it.
    """

    id: str
    basin: str
    size: str
    draught_m: float | None
    capacity_t_day: Figure
    provenance: Provenance
    wait_h: float = 0.0
    wait_off_h: float = 0.0


@dataclass(frozen=True, slots=True)
class PostStatus:
    """A dated change at a post: closed or restricted from ``start`` to ``end`` (None: not known to have ended)."""

    post: str
    start: dt.date | None
    end: dt.date | None
    status: str
    capacity_t_day: float | None
    provenance: Provenance

    def in_force(self, on: dt.date) -> bool:
        """Whether the change holds on a day."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


@lru_cache(maxsize=1)
def read_places() -> Mapping[str, Place]:
    """Return the places by id, posts and ports among them."""
    return MappingProxyType(
        {
            row["id"]: Place(
                id=row["id"],
                name_en=row["name_en"],
                name_ru=row["name_ru"],
                name_kk=row["name_kk"],
                name_zh=row["name_zh"],
                cc=row["cc"],
                kind=row["place_kind"],
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                aliases=split(row["aliases"]),
                locode=row["locode"],
                provenance=provenance(row),
            )
            for row in read_table("places")
        }
    )


@lru_cache(maxsize=1)
def _defaults() -> Mapping[tuple[str, str, str], Row]:
    return {(r["mode"], r["regime"], r["size"]): r for r in read_table("post_defaults")}


def _union() -> Mapping[str, str]:
    from kordon.world.territories import read_territories

    return {cc: t.customs_union for cc, t in read_territories().items()}


def post_regime(row: Row, union: Mapping[str, str]) -> tuple[str, str]:
    """Return (mode, regime) of ``post_defaults.csv`` that stands in for what a row of ``posts.csv`` leaves open."""
    if row["post_kind"] == "gate":
        return "sea", "gate"
    if row["post_kind"] == "pipeline":
        return "pipeline", "line"
    a, b = row["cc_a"], row["cc_b"]
    eaeu = union.get(a) == union.get(b) == "EAEU"
    if "road" in split(row["modes"]):
        europe = "EU" in (union.get(a), union.get(b)) or {a, b} <= {
            "RS",
            "MK",
            "UA",
            "MD",
            "TR",
            "GB",
            "NO",
            "BY",
            "RU",
        }
        return "road", "eaeu" if eaeu else "china" if "CN" in (a, b) else "europe" if europe else "other"
    if eaeu:
        return "rail", "eaeu"
    if row["gauge_a_mm"] == row["gauge_b_mm"] or {row["gauge_a_mm"], row["gauge_b_mm"]} == {"1520", "1524"}:
        return "rail", "same_gauge"
    return "rail", "europe_gauge" if EU_RAIL_CC & {a, b} else "gauge_break"


def _figure(row: Row, default: Row, column: str, prefix: str, unit: str) -> Figure:
    value, low, high = number(row[column]), number(row.get(f"{column}_low", "")), number(row.get(f"{column}_high", ""))
    source = provenance(row, prefix)
    if value is None:
        value = float(default[column])
        low, high = number(default.get(f"{column}_low", "")), number(default.get(f"{column}_high", ""))
        kind = default["kind"] if column != "capacity_t_day" else "assumed"
        said = f"by kind of post: {default['mode']}, {default['regime']}, {default['size']}"
        text = default["source"] if kind != "assumed" else f"{said}: {default['source']}"
        note = default["note"] if kind == "assumed" else f"{said}; {default['note']}"
        source = Provenance.model_validate({"kind": kind, "source": text, "date": default["source_date"], "note": note})
    return Figure(value=value, unit=unit, low=low, high=high, provenance=source)


@lru_cache(maxsize=1)
def read_posts() -> Mapping[str, Post]:
    """Return the posts by id: land border posts, pipeline crossings and gates (straits and canals).

    What a row leaves open is filled from ``post_defaults.csv`` by mode, regime and size, and says so.
    """
    out: dict[str, Post] = {}
    union = _union()
    for row in read_table("posts"):
        mode, regime = post_regime(row, union)
        try:
            default = _defaults()[mode, regime, row["size"]]
        except KeyError as missing:
            raise DataError(f"data/posts.csv: {row['id']}: no defaults for {missing}") from missing
        gauges = [number(row[c]) for c in ("gauge_a_mm", "gauge_b_mm")]
        capacity = _figure(row, default, "capacity_t_day", "capacity_", "t/day")
        back = number(row["capacity_back_t_day"])
        hours = {**row, "hours_low": row["hours_low"], "hours_high": row["hours_high"]}
        out[row["id"]] = Post(
            id=row["id"],
            name_en=row["name_en"],
            name_ru=row["name_ru"],
            cc_a=row["cc_a"],
            cc_b=row["cc_b"],
            modes=split(row["modes"]),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            capacity_t_day=capacity if row["capacity_t_day"] else _while_open(capacity, row, default),
            capacity_back_t_day=None if back is None else capacity.model_copy(update={"value": back}),
            hours=_figure(hours, default, "hours", "hours_", "h"),
            fee_usd_t=_figure(row, default, "fee_usd_t", "fee_", "USD/t"),
            gauge_a_mm=int(gauges[0]) if gauges[0] else None,
            gauge_b_mm=int(gauges[1]) if gauges[1] else None,
            third_country={"yes": True, "no": False}.get(row["third_country"]),
            status=row["status"],
            status_text=row["status_text"],
            aliases=split(row["aliases"]),
            provenance=provenance(row),
            kind=row["post_kind"],
            side_a=_side(row, "a"),
            side_b=_side(row, "b"),
            opening=row["opening"],
            open_h_day=number(row["open_h_day"]),
            opening_from=provenance(row, "opening_"),
        )
    return MappingProxyType(out)


def _while_open(capacity: Figure, row: Row, default: Row) -> Figure:
    """Return the default capacity of a post that is open for fewer hours than the default means, in proportion."""
    open_h, meant_h = number(row["open_h_day"]), number(default["open_h_day"])
    if open_h is None or meant_h is None or open_h >= meant_h:
        return capacity
    said = f"{capacity.provenance.note}; open {open_h:g} of the {meant_h:g} h a day that it is meant for"
    source = capacity.provenance.model_copy(update={"note": said})
    return capacity.model_copy(update={"value": capacity.value * open_h / meant_h, "provenance": source})


def _side(row: Row, side: str) -> tuple[float, float] | None:
    """Return latitude and longitude of one side of a post, None where they were not found."""
    lat, lon = number(row[f"lat_{side}"]), number(row[f"lon_{side}"])
    return None if lat is None or lon is None else (lat, lon)


@lru_cache(maxsize=1)
def read_ports() -> Mapping[str, Port]:
    """Return the sea ports by place id, with the capacity of their berths each way."""
    out: dict[str, Port] = {}
    for row in read_table("ports"):
        default = _defaults()["port", "port", row["size"]]
        out[row["id"]] = Port(
            id=row["id"],
            basin=row["basin"],
            size=row["size"],
            draught_m=number(row["draught_m"]),
            wait_h=number(row["wait_h"]) or 0.0,
            wait_off_h=number(row["wait_off_h"] or row["wait_h"]) or 0.0,
            capacity_t_day=_figure(row, default, "capacity_t_day", "capacity_", "t/day"),
            provenance=provenance(row),
        )
    return MappingProxyType(out)


@lru_cache(maxsize=1)
def read_statuses() -> tuple[PostStatus, ...]:
    """Return the dated changes at posts."""
    return tuple(
        PostStatus(
            post=row["post"],
            start=day(row["start"]),
            end=day(row["end"]),
            status=row["status"],
            capacity_t_day=number(row["capacity_t_day"]),
            provenance=provenance(row),
        )
        for row in read_table("post_status")
    )


def posts_on(posts: Mapping[str, Post], on: dt.date) -> Mapping[str, Post]:
    """Return the posts as they stand on a day: status and capacity of ``post_status.csv`` where a row is in force."""
    out = dict(posts)
    for change in read_statuses():
        if change.in_force(on) and change.post in out:
            post = out[change.post]
            capacity = post.capacity_t_day
            if change.capacity_t_day is not None:
                capacity = Figure(value=change.capacity_t_day, unit="t/day", provenance=change.provenance)
            text = change.provenance.note or post.status_text
            back = post.capacity_back_t_day if change.capacity_t_day is None else None
            out[change.post] = replace(
                post, status=change.status, status_text=text, capacity_t_day=capacity, capacity_back_t_day=back
            )
    return MappingProxyType(out)


@lru_cache(maxsize=1)
def read_corridors() -> Mapping[str, Corridor]:
    """Return the corridors by id."""

    def ranged(row: Row, low: str, high: str, unit: str) -> Figure | None:
        a, b = number(row[low]), number(row[high])
        a, b = (a if a is not None else b), (b if b is not None else a)
        if a is None or b is None:
            return None
        return Figure(value=(a + b) / 2, unit=unit, low=a, high=b, provenance=provenance(row))

    out: dict[str, Corridor] = {}
    for row in read_table("corridors"):
        out[row["id"]] = Corridor(
            id=row["id"],
            name_en=row["name_en"] + (f", {row['branch']}" if row["branch"] else ""),
            name_ru=row["name_ru"],
            branch=row["branch"],
            waypoints=split(row["waypoints"]),
            modes=split(row["modes"]),
            length_km=ranged(row, "length_km", "length_km", "km"),
            transit_days=ranged(row, "transit_days_min", "transit_days_max", "days"),
            capacity_mt_year=ranged(row, "capacity_mt_year", "capacity_mt_year", "Mt/year"),
            cost=ranged(row, "cost_min", "cost_max", row["cost_unit"]),
            status=row["status"],
            aliases=split(row["aliases"]),
            note=row["note"],
        )
    return MappingProxyType(out)
