"""Read places, posts, corridors and links from their tables into records."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from kordon.errors import DataError
from kordon.model import Figure
from kordon.world.csvtable import Row, number, provenance, read_table, split
from kordon.world.records import Corridor, Place, Post

LINK_TABLES = ("links_rail", "links_road", "links_sea", "links_pipeline")


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


def _figure(row: Row, column: str, unit: str, low: str = "", high: str = "") -> Figure:
    value = number(row[column])
    if value is None:
        raise DataError(f"data/posts.csv: {row['id']}: {column} is empty; give a figure with its provenance")
    prefix = column.split("_")[0]
    return Figure(
        value=value,
        unit=unit,
        low=number(row[low]) if low else None,
        high=number(row[high]) if high else None,
        provenance=provenance(row, f"{prefix}_"),
    )


@lru_cache(maxsize=1)
def read_posts() -> Mapping[str, Post]:
    """Return the border posts, straits and canals by id."""
    out: dict[str, Post] = {}
    for row in read_table("posts"):
        gauges = [number(row[c]) for c in ("gauge_a_mm", "gauge_b_mm")]
        out[row["id"]] = Post(
            id=row["id"],
            name_en=row["name_en"],
            name_ru=row["name_ru"],
            cc_a=row["cc_a"],
            cc_b=row["cc_b"],
            modes=split(row["modes"]),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            capacity_t_day=_figure(row, "capacity_t_day", "t/day"),
            hours=_figure(row, "hours", "h", "hours_low", "hours_high"),
            fee_usd_t=_figure(row, "fee_usd_t", "USD/t"),
            gauge_a_mm=int(gauges[0]) if gauges[0] else None,
            gauge_b_mm=int(gauges[1]) if gauges[1] else None,
            third_country={"yes": True, "no": False}.get(row["third_country"]),
            status=row["status"],
            status_text=row["status_text"],
            aliases=split(row["aliases"]),
            provenance=provenance(row),
        )
    return MappingProxyType(out)


@lru_cache(maxsize=1)
def read_corridors() -> Mapping[str, Corridor]:
    """Return the corridors by id."""

    def ranged(row: Row, low: str, high: str, unit: str) -> Figure | None:
        a, b = number(row[low]), number(row[high])
        if a is None and b is None:
            return None
        a, b = (a if a is not None else b), (b if b is not None else a)
        assert a is not None
        assert b is not None
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


def read_links() -> list[Row]:
    """Return the rows of all link tables."""
    return [row for name in LINK_TABLES for row in read_table(name)]
