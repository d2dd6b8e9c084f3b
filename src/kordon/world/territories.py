"""Territories: read the table of states, with their names in four languages, codes and customs unions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from kordon.world.csvtable import number, read_table, split
from kordon.world.records import Territory


@lru_cache(maxsize=1)
def read_territories() -> Mapping[str, Territory]:
    """Return the territories by ISO 3166-1 alpha-2 code, in the order of the table.

    ``aliases`` of a record holds the other names first and the metonyms (capitals and seats of power that stand for
    the state) after them; :func:`metonyms` tells the two apart.
    """
    out: dict[str, Territory] = {}
    for row in read_table("territories"):
        gauge = number(row["gauge_mm"])
        out[row["cc"]] = Territory(
            cc=row["cc"],
            iso3=row["iso3"],
            name_en=row["name_en"],
            name_ru=row["name_ru"],
            name_kk=row["name_kk"],
            name_zh=row["name_zh"],
            customs_union=row["customs_union"],
            gauge_mm=int(gauge) if gauge else None,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            aliases=split(row["aliases"]) + split(row["metonyms"]),
            note=row["note"],
        )
    return MappingProxyType(out)


@lru_cache(maxsize=1)
def metonyms() -> Mapping[str, tuple[str, ...]]:
    """Return per territory code the capitals and seats of power that stand for the state in the news."""
    return MappingProxyType({row["cc"]: split(row["metonyms"]) for row in read_table("territories")})


def same_customs_area(a: str, b: str) -> bool:
    """Return whether two territories lie inside one customs union (or are one territory).

    Goods in free circulation cross such a border without a customs declaration, though checks may still happen.
    """
    if a == b:
        return True
    territories = read_territories()
    first, second = territories.get(a), territories.get(b)
    return bool(first and second and first.customs_union and first.customs_union == second.customs_union)
