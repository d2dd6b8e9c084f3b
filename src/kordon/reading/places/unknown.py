# ruff: noqa: E501
"""Names that no table knows, beside the words that show a place: 'the X crossing', 'станция X', 'X бекеті', 'X口岸'.

The patterns of a language are those of ``unknown_<lang>``, loaded with the first text of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kordon.reading.patterns import Patterns
from kordon.reading.places.declension import norm
from kordon.reading.places.model import Name, PlaceHit
from kordon.reading.places.settlements import found_settlement
from kordon.reading.places.unknown_parts import Candidate
from kordon.reading.text import Token


def unknown_names(lang: str, line: list[Token], text: str, hits: list[PlaceHit]) -> list[PlaceHit]:
    """Return the places of a sentence that only the words around them show, none of them over a known place.

    They have no coordinates, and a state only where the sentence names one alone.
    """
    out: list[PlaceHit] = []
    states = {h.place.cc for h in hits if h.place.what == "state"}
    cc = next(iter(states)) if len(states) == 1 else ""
    for a, b, shown, kind, why in _candidates(lang, line, text, hits):
        at = [k for k, token in enumerate(line) if a <= token.start < b]
        if not at or any(h.start < b and a < h.end for h in [*hits, *out]):
            continue
        what = {"area": "region", "corridor": "corridor"}.get(kind, "post")
        name = Name(shown, kind, what, cc, None, None, "", weight=1)
        town = found_settlement(norm(shown), lang, 5_000) if kind == "point" else None
        if town is not None and (town.cc == cc or (not cc and town.weight > 3)):
            name = replace(name, cc=town.cc, lat=town.lat, lon=town.lon)
        out.append(PlaceHit(at[0], at[-1], line[at[0]].start, line[at[-1]].end, name, why))
    return out


_ROADS = Patterns({
    "ru": r"(?:(?:(?i:трасс)\w+|(?i:автодорог)\w+|(?i:автомагистрал)\w+|(?i:шоссе)|(?i:дорог)\w+|(?i:участ)\w+)\s+(?:федерального значения\s+)?[«\"]?|\b(?:на|по|вдоль|через) )(?P<name>[МРАКЕMPAKE]-?\d{1,3})(?![\d-])",
    "en": r"(?P<name>\b(?:[AEGMNRS]|DK|AH|NH)[-–]?\d{1,3})(?= (?:motorway|highway|road|expressway|trunk road)\b)|(?:motorway|highway|\b(?:on|along|off|via|across) the) (?P<name2>(?:[AEMNRS]|DK|AH|NH)[-–]?\d{1,3})\b|"
        r"\b(?:[Tt]he|[A-Z][a-z]+(?:'s|’s)) (?:[AM]\d{1,4}/)?(?P<name3>(?!A3[1-8]0|M23)(?:[AEM]|DK|AH|NH)[-–]?\d{1,3})\b(?! (?:rebels?|fighters|movement|group|jet|aircraft|airliner|visa|money))",
    "kk": r"(?P<name>[АМРКЕAMPKEGS][-–]?\d{1,3})(?= (?:«[^»]{3,40}» )?(?:жолы|жолда|тас жол|тасжолы|трассасы|автожолы|күре жолы)\w*)",
    "zh": r"(?P<name>(?:[AEGMNRSXYH]|AH)-?\d{1,4}(?:线|線|国道|國道|省道|高速(?!公路)))|(?P<name2>[AEGMNRS]-?\d{1,4})(?=(?:高速公路|公路|联邦公路))",
})  # fmt: skip
"""Roads by number: 'трасса Р-217', 'the M5 motorway', 'M-8 жолы'."""


def _roads(lang: str, text: str, begin: int, end: int) -> Iterator[Candidate]:
    for match in _ROADS[lang].finditer(text, begin, end):
        group = next(group for group, found in match.groupdict().items() if found)
        yield *match.span(group), match.group(group), "corridor", "a road by its number"


def _candidates(lang: str, line: list[Token], text: str, hits: list[PlaceHit]) -> Iterator[Candidate]:
    begin, end = line[0].start, line[-1].end
    yield from _roads(lang, text, begin, end)
    if lang == "zh":
        from kordon.reading.places.unknown_zh import chinese_names

        yield from chinese_names(masked(text, begin, end, hits), begin, end)
    elif lang == "ru":
        from kordon.reading.places.unknown_ru import russian_names

        yield from russian_names(text, begin, end, line, hits)
    elif lang == "kk":
        from kordon.reading.places.unknown_kk import kazakh_names

        yield from kazakh_names(text, begin, end, hits)
    else:
        from kordon.reading.places.unknown_en import english_names

        yield from english_names(text, begin, end, hits)


def masked(text: str, begin: int, end: int, hits: list[PlaceHit]) -> str:
    """Return a text with commas for the names of a sentence that are known, so that another may begin right after one."""
    chars = list(text[begin:end])
    for hit in hits:
        chars[hit.start - begin : hit.end - begin] = "，" * (hit.end - hit.start)
    return text[:begin] + "".join(chars) + text[end:]


def no_name(lang: str, word: str) -> bool:
    """Whether a capitalised word is known to name no place: a body, a firm, a month."""
    if lang == "ru":
        from kordon.reading.places.unknown_ru import no_name as known
    elif lang == "kk":
        from kordon.reading.places.unknown_kk import no_name as known
    else:
        from kordon.reading.places.unknown_en import no_name as known
    return known(word)
