# ruff: noqa: E501
"""What the tables know of places: records of the world's own tables as names, states with adjectives, sides of posts."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources

from kordon.reading.places.model import Name
from kordon.world.gazetteer import names
from kordon.world.names import fold


def rows(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of reading/data."""
    text = resources.files("kordon.reading").joinpath(f"data/{table}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


CITY_STATES = frozenset(("SG", "HK", "DJ", "MO"))
"""States that a freight report means as a port or a town."""


@lru_cache(maxsize=1)
def state_codes() -> frozenset[str]:
    """Return the codes of the states that data/states.csv knows with adjectives and capitals."""
    return frozenset(row["cc"] for row in rows("states"))


LATIN = re.compile(r"^[a-zà-žʻ' -]+$", re.I)
HAN = re.compile(r"^[\u3400-\u9fff]+$")
_KEPT = frozenset(
    [
        "post",
        "port",
        "terminal",
        "city",
        "station",
        "junction",
        "strait",
        "canal",
        "corridor",
        "pipeline",
        "region",
        "sea",
        "river",
        "field",
        "plant",
        "settlement",
        "bloc",
        "gate",
        "zone",
        "refinery",
        "town",
    ]
)
_ORDINARY = frozenset(("куча", "шар", "починки", "луговая", "shar"))
"""Junctions whose names are words of every day: a capital at the head of a sentence makes no place of them."""
_WHAT = {
    "city": "settlement",
    "town": "settlement",
    "junction": "station",
    "canal": "strait",
    "gate": "strait",
    "field": "plant",
    "refinery": "plant",
    "bloc": "region",
}


def own_name(fields: Mapping[str, object], key: str, lang: str) -> Name | None:
    """Return a record of Kordon's own tables as a name, None for states (they have their own table) and unknown kinds."""
    what = str(fields.get("what", ""))
    if what not in _KEPT and not (what == "state" and fields.get("cc") not in state_codes()):
        return None
    if what == "junction" and key in _ORDINARY:
        return None
    local = {"ru": "name_ru", "kk": "name_kk", "zh": "name_zh"}.get(lang, "name")
    shown = str(fields.get(local) or key)
    if what in ("post", "corridor", "pipeline") or fold(shown) != key:
        shown = key if lang == "zh" else re.sub(r"(?:^|(?<=[ -]))\w", lambda m: m.group().upper(), key)
    lat, lon = fields.get("lat"), fields.get("lon")
    kind = str(fields["kind"])
    if fields.get("cc") in CITY_STATES and what == "state":
        kind, what = "point", "port"
    return Name(
        shown, kind, _WHAT.get(what, what), str(fields.get("cc", "")), lat if isinstance(lat, float) else None,
        lon if isinstance(lon, float) else None, str(fields["id"]), weight=10 if fields.get("kind") == "corridor" or what in ("post", "port", "strait", "terminal") else 9,
    )  # fmt: skip


def paired(fields: Mapping[str, object], key: str) -> bool:
    """Whether a key is a post's two-sided title ('Termez - Hairatan'): in a text each side is a name of its own."""
    if fields.get("what") != "post":
        return False
    titles = (str(fields.get(column) or "") for column in ("name", "name_ru"))
    return any(" - " in title and fold(re.sub(r"\s*\(.*?\)", "", title)) == fold(key) for title in titles)


@lru_cache(maxsize=1)
def sides_of() -> dict[str, tuple[str, str]]:
    """Return the two states of each two-sided post by its id."""
    return {post: (str(f["cc"]), str(f["cc_other"])) for post, f in _two_sided().items()}


def _two_sided() -> dict[str, Mapping[str, object]]:
    """Return the records of two-sided posts by id, in the order of their names."""
    found = (fields for hits in names().own.values() for fields in hits)
    return {str(f["id"]): f for f in found if f.get("what") == "post" and f.get("cc_other")}


@lru_cache(maxsize=1)
def _sides() -> dict[str, tuple[str, ...]]:
    """Return the states of each name of two-sided posts: from titles where the two names differ, and from sides.csv first."""
    out: dict[str, tuple[str, ...]] = {}
    for row in rows("sides"):
        for name in row["names"].split(";"):
            out[fold(name)] = (*out.get(fold(name), ()), row["cc"])
    for fields in _two_sided().values():
        for column in ("name", "name_ru"):
            parts = re.sub(r"\s*\(.*?\)", "", str(fields.get(column) or "")).split(" - ")
            if len(parts) == 2 and parts[0] != parts[1]:
                for part, cc in zip(parts, (str(fields["cc"]), str(fields["cc_other"])), strict=True):
                    key = fold(part)
                    out[key] = (*out.get(key, ()), *([cc] if cc not in out.get(key, ()) else []))
    return out


def side(name: str, post: str, cc: str) -> str:
    """Return the state on whose side of the border a post's name lies, ``cc`` where that is not known."""
    key = fold(name)
    states = sides_of().get(post, ())  # a name that no table of the world has goes by its spelling alone
    for tail in ("", "公路口岸", "铁路口岸", "口岸"):
        for known in _sides().get(key[: len(key) - len(tail)], ()) if key.endswith(tail) else ():
            if known in states or not states:
                return known
    return cc
