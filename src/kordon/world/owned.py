"""The names of Kordon's own tables: posts, ports, cities, corridors, territories, regions and waters, folded.

They are taken from the rows as they stand: who only looks names up makes no record of a post or a place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kordon.world.csvtable import read_table, split
from kordon.world.names import fold
from kordon.world.settlements import Settlement, read_settlements

# The smaller the rank, the earlier a hit of the same name is returned. Big towns of the gazetteer file rank 4, small 8.
RANK_NAME = 0
RANK_AREA = 1
RANK_PART = 2
RANK_SIDE = 5
RANK_METONYM = 6

_AREAS = {"region", "bloc", "sea", "lake", "river"}
_SMALL_WORDS = {
    "rail", "road", "ж/д", "авто", "порт", "port", "город", "city", "bridge", "line", "btk", "plan", "station",
    "rail node", "under construction", "iletsk line", "rzd-run on kz territory", "btc terminal", "tm-uz gas border",
    "gas", "planned", "нпз", "sound",
}  # fmt: skip
_TAILS = re.compile(r"\s+(gas fields|gas field|field|pumping station|station|rail node|bridge|port|city)$")


@dataclass(frozen=True)
class OwnNames:
    """``hits``: folded name -> fields of hits; ``spellings``: (id, what) -> spellings in use, case-folded."""

    hits: Mapping[str, tuple[dict[str, Any], ...]]
    spellings: Mapping[tuple[str, str], frozenset[str]]
    adopted: Mapping[str, tuple[dict[str, Any], ...]]
    """Settlement id -> own cities and ports that are this settlement, so that its other names reach them too."""


@lru_cache(maxsize=1)
def own_names() -> OwnNames:
    """Return the names of all own tables; raises :class:`kordon.errors.DataError` when a table is broken."""
    hits: dict[str, dict[tuple[str, str], dict[str, Any]]] = defaultdict(dict)
    spellings: dict[tuple[str, str], set[str]] = defaultdict(set)
    adopted: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for fields, named in _entries():
        key = (fields["id"], fields["what"])
        for name, rank in named:
            folded = fold(name)
            if len(folded) < 2:
                continue
            spellings[key].add(name.strip().casefold())
            old = hits[folded].get(key)
            if old is None or old["rank"] > rank:
                hits[folded][key] = {**fields, "rank": rank}
        settlement = fields.pop("settlement", None)
        if settlement is not None:
            adopted[settlement].append({**fields, "rank": RANK_NAME})
    for found in hits.values():
        for entry in found.values():
            entry.pop("settlement", None)
    return OwnNames(
        hits={k: tuple(v.values()) for k, v in hits.items()},
        spellings={k: frozenset(v) for k, v in spellings.items()},
        adopted={k: tuple(v) for k, v in adopted.items()},
    )


Entry = tuple[dict[str, Any], list[tuple[str, int]]]


def _entries() -> Iterator[Entry]:
    extra: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in read_table("gazetteer_names"):
        kind = "corridor" if row["target"] == "corridor" else "place"
        extra[kind, row["id"]].append(row["name"])
    yield from _places(extra)
    yield from _corridors(extra)
    yield from _territories()
    yield from _regions()


def _places(extra: Mapping[tuple[str, str], list[str]]) -> Iterator[Entry]:
    posts = {row["id"]: row for row in read_table("posts")}
    places = {row["id"]: row for row in read_table("places")}
    order = {"city": 0, "port": 1}
    for place in sorted(places.values(), key=lambda row: order.get(row["place_kind"], 2)):
        post = posts.get(place["id"])
        what = "post" if post and place["place_kind"] != "strait" else place["place_kind"]
        rank, part = (RANK_SIDE, RANK_SIDE) if what == "post" else (RANK_NAME, RANK_PART)
        full = [place["name_en"], place["name_ru"], place["name_kk"], place["name_zh"]]
        named = [(n, RANK_NAME) for n in full if n]
        aliases = [*split(place["aliases"]), *(split(post["aliases"]) if post else ())]
        aliases += extra.get(("place", place["id"]), ())
        named += [(n, rank) for n in aliases]
        named += [(n, part) for whole in [*full, *aliases] for n in _parts(whole)]
        fields = {
            "id": place["id"], "name": place["name_en"], "cc": place["cc"],
            "lat": float(place["lat"]), "lon": float(place["lon"]), "kind": "point", "what": what,
            "name_ru": place["name_ru"], "name_kk": place["name_kk"], "name_zh": place["name_zh"],
            "cc_other": post["cc_b" if post["cc_a"] == place["cc"] else "cc_a"] if post and what == "post" else "",
        }  # fmt: skip
        if what in ("city", "port"):
            here = _settlement(fields, [n for n, r in named if r <= RANK_PART])
            if here is not None:
                fields["population"] = here.population
                fields["settlement"] = here.id
                fields["name_zh"] = fields["name_zh"] or here.name_zh
        yield fields, named


def _parts(name: str) -> Iterator[str]:
    """Yield the names inside a compound one: both sides of a post, names in brackets, without kind words.

    What stands in brackets is a name if it has a capital and is no state ('Astara (Iran)', 'Ust-Luga (rail)').
    """
    inside = [piece for group in re.findall(r"\(([^)]*)\)", name) for piece in re.split(r",\s*", group) if piece]
    inside = [p for p in inside if (p != p.lower() or p == p.upper()) and fold(p) not in _state_names()]
    plain = " - ".join([re.sub(r"\([^)]*\)", " - ", name), *inside])
    sides = [_TAILS.sub("", s.strip(" -")).strip() for s in re.split(r"\s+[-–—/]\s+|/(?!д)|\s+-\s*|;", plain)]
    for side in sides:
        if len(side) > 1 and side != name and side.casefold() not in _SMALL_WORDS:
            yield side


@lru_cache(maxsize=1)
def _state_names() -> frozenset[str]:
    """Return the folded names of all territories."""
    return frozenset(
        fold(row[name])
        for row in read_table("territories")
        for name in ("name_en", "name_ru", "name_kk", "name_zh")
        if row[name]
    )


def _settlement(fields: Mapping[str, Any], names: list[str]) -> Settlement | None:
    """Return the largest settlement of one of the names within about 50 km of an own city or port."""
    near = [
        s
        for name in names
        for s in read_settlements().find(fold(name))
        if s.cc == fields["cc"] and abs(s.lat - fields["lat"]) < 0.45 and abs(s.lon - fields["lon"]) < 0.7
    ]
    return max(near, key=lambda s: s.population, default=None)


def _corridors(extra: Mapping[tuple[str, str], list[str]]) -> Iterator[Entry]:
    for row in read_table("corridors"):
        whole = row["name_en"] + (f", {row['branch']}" if row["branch"] else "")
        fields = {
            "id": row["id"], "name": whole, "name_ru": row["name_ru"], "cc": "",
            "lat": None, "lon": None, "kind": "corridor", "what": "corridor",
        }  # fmt: skip
        names = [whole, row["name_en"], row["name_ru"], *split(row["aliases"])]
        yield fields, [(n, RANK_NAME) for n in [*names, *extra.get(("corridor", row["id"]), ())] if n]


def _territories() -> Iterator[Entry]:
    for row in read_table("territories"):
        fields = {
            "id": row["cc"], "name": row["name_en"], "cc": row["cc"],
            "lat": float(row["lat"]), "lon": float(row["lon"]), "kind": "country", "what": "state",
            "name_ru": row["name_ru"], "name_kk": row["name_kk"], "name_zh": row["name_zh"],
        }  # fmt: skip
        stands_for = split(row["metonyms"])
        names = [row["name_en"], row["name_ru"], row["name_kk"], row["name_zh"]]
        named = [(n, RANK_NAME) for n in names]
        named += [(n, RANK_METONYM if n in stands_for else RANK_NAME) for n in split(row["aliases"]) + stands_for]
        yield fields, named


def _regions() -> Iterator[Entry]:
    for row in read_table("regions"):
        kind = "corridor" if row["what"] == "corridor" else "area" if row["what"] in _AREAS else "point"
        fields = {
            "id": row["id"], "name": row["name_en"], "cc": row["cc"], "lat": float(row["lat"]),
            "lon": float(row["lon"]), "kind": kind, "what": row["what"],
            "name_ru": row["name_ru"], "name_kk": row["name_kk"], "name_zh": row["name_zh"],
        }  # fmt: skip
        names = [row["name_en"], row["name_ru"], row["name_kk"], row["name_zh"], *split(row["aliases"])]
        yield fields, [(n, RANK_AREA) for n in names if n]
