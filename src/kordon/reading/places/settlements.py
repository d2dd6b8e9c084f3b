"""Settlements of the gazetteer file: the likeliest of a name, and the namesake that a text means."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from kordon.reading.places.declension import norm, title, undecline
from kordon.reading.places.model import Name
from kordon.reading.text import Token
from kordon.world.gazetteer import names
from kordon.world.names import fold

NO_TOWN_ZH = frozenset(
    [
        "合作",
        "中心",
        "中间",
        "中間",
        "共和",
        "北上",
        "高峰",
        "三条",
        "三條",
        "三次",
        "打通",
        "花园",
        "智慧",
        "向日",
        "联合",
        "聯合",
        "和平",
        "中央",
        "太平",
        "四日",
        "九台",
        "一关",
        "一關",
        "新兴",
        "新興",
        "阿拉",
        "山口",
        "桥头",
        "橋頭",
        "大理",
        "龙江",
        "龍江",
        "万国",
        "东方",
        "東方",
    ]
)
"""Words of every day that are towns as well."""


def nearer(place: Name, lang: str, states: frozenset[str]) -> Name:
    """Return the namesake of a settlement that lies in one of some states, the place itself when there is none."""
    if place.cc in states or ":" not in place.id:
        return place
    for hit in names().get(fold(norm(place.name)), ()):
        if hit.kind == "point" and hit.cc in states and (hit.population >= 5_000 or hit.own):
            return replace(place, cc=hit.cc, lat=hit.lat, lon=hit.lon, id=hit.id)
    return place


def settled(name: str, lang: str) -> Name | None:
    """Return the place that a name in any case form means to the gazetteer, None when it knows none."""
    forms = undecline(norm(name)) if lang == "ru" and " " not in name else (norm(name),)
    return next((found for form in forms if (found := found_settlement(form, lang, 5_000)) is not None), None)


def _alike(own: str, key: str) -> bool:
    """Whether a table's Russian name differs from a guessed nominative only in its ending (and is no Ukrainian one)."""
    return own.lower()[:-2] == key[:-2] and not re.search("[іїєґ]|[сц]ьк", own.lower())


@lru_cache(maxsize=8192)
def found_settlement(key: str, lang: str, least: int) -> Name | None:
    """Return the likeliest settlement of a name with at least so many people."""
    for hit in names().get(fold(key), ()):
        if (
            hit.kind == "point"
            and hit.what in ("settlement", "city", "town", "port", "junction", "station", "terminal")
            and (hit.population >= least or hit.own or (hit.what == "port" and least <= 1_000))
        ):
            own = {"ru": hit.name_ru, "kk": hit.name_kk, "zh": hit.name_zh}.get(lang, "")
            shown = own if own and (lang == "zh" or fold(own) == fold(key) or _alike(own, key)) else title(key)
            return Name(
                shown,
                "point",
                "settlement" if hit.what != "port" else "port",
                hit.cc,
                hit.lat,
                hit.lon,
                hit.id,
                weight=4 if hit.population >= 100_000 else 2,
            )
    return None


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return names().han_beginnings()


def chinese_settlement(line: list[Token], i: int) -> tuple[int, Name] | None:
    """Return a settlement named by two to five Han characters that a place word follows or a preposition leads."""
    if i and line[i - 1].text == "第":
        return None  # '第三条铁路'
    signs: list[str] = []
    for token in line[i : i + 5]:
        if not token.word:
            break
        signs.append(min(token.keys) if len(token.keys) == 1 else next(iter(token.keys - {token.low}), token.low))
        if len(signs) == 2 and fold("".join(signs))[:2] not in _beginnings():
            return None
    for size in range(len(signs), 1, -1):
        j = i + size
        key = "".join(signs[:size])
        after = line[j].text if j < len(line) else ""
        before = line[i - 1].text if i else ""
        if size < 3 and (key in NO_TOWN_ZH or (after == "市" and j + 1 < len(line) and line[j + 1].text in "场場")):
            continue  # '新兴市场'
        if size < 3 and not (
            (after and after in "市港站州口铁县府至—–、两") or (before and before in "在从至往自经由到于距—–、赴抵、")
        ):
            continue
        found = found_settlement(key, "zh", 50_000)
        if found is not None:
            return j - 1, found
    return None
