# ruff: noqa: E501
"""Names that may be places though no rule is sure of it: capitalised words, towns without a word that leads to them, foreign-sounding runs.

They propose no claim and hide no other name; a claim takes one only where the learned weights find it likely.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from kordon.reading.lexicon import Hit
from kordon.reading.places.declension import nominative, undecline
from kordon.reading.places.model import Name, PlaceHit
from kordon.reading.places.plausible import ORGANISATIONS, ru_person
from kordon.reading.places.settlements import NO_TOWN_ZH, found_settlement
from kordon.reading.places.unknown import masked, no_name
from kordon.reading.text import Token

LEAST_PEOPLE = 1_000
MOST = 6
"""Loose names of one sentence that are kept, the first ones."""
_KK_ENDING = re.compile(
    r"(?:ындағы|індегі|ндағы|ндегі|дағы|дегі|тағы|тегі|ның|нің|дың|дің|тың|тің|нда|нде|да|де|та|те|нан|нен|дан|ден|тан|тен|ға|ге|қа|ке|ды|ді|ты|ті|ны|ні)$"
)
_ARTICLES = frozenset(("al", "el", "ar", "as", "az", "ad", "an", "ash", "at"))
"""What a hyphen joins to an Arabic name: 'al-Qaim'."""
_COMMON = frozenset(("noun", "adj", "finite", "num", "pron"))
_TITLE = frozenset(("mr", "mrs", "ms", "dr", "president", "minister", "general", "captain", "господин", "г-н", "мырза"))


def loose_names(
    lang: str, line: list[Token], text: str, hits: list[PlaceHit], concepts: Collection[Hit]
) -> list[PlaceHit]:
    """Return the words of a sentence that may name a place beside those found, in order, never over one of them."""
    barred = {k for hit in hits for k in range(hit.first, hit.last + 1)}
    barred |= {k for hit in concepts if hit.concept.startswith("SPK.") for k in range(hit.first, hit.last + 1)}
    out: list[PlaceHit] = []
    spans = _chinese(line, text, hits, concepts) if lang == "zh" else _capitals(lang, line, text, barred)
    for i, j in spans:
        if barred & set(range(i, j + 1)):
            continue
        place = _place(lang, line, i, j, text)
        if place is None:
            continue
        barred |= set(range(i, j + 1))
        out.append(PlaceHit(i, j, line[i].start, line[j].end, place, "a word that may name a place"))
    return out[:MOST]


def _place(lang: str, line: list[Token], i: int, j: int, text: str) -> Name | None:
    """Return the settlement of some words, or what they spell; None for a first word that no table knows."""
    shown = text[line[i].start : line[j].end]
    forms = [shown.lower()]
    bare = shown
    if lang == "ru" and i == j:
        forms = list(undecline(line[i].low))
        bare = nominative(shown, line[i - 1].low if i else "", "geo" in line[i].tags)
    elif lang == "kk":
        bare = _KK_ENDING.sub("", shown) if len(shown) > 5 else shown
        forms = [shown.lower(), bare.lower()]
    for form in forms:
        known = found_settlement(form, lang, LEAST_PEOPLE) if len(form) > (1 if lang == "zh" else 3) else None
        if known is not None:
            return replace(known, name=shown) if lang == "zh" else known  # in the characters of the text
    if lang != "zh" and i == 0 and not _opens_an_item(line, j):
        return None
    return Name(bare, "point", "settlement", "", None, None, "", weight=1)


def _opens_an_item(line: list[Token], j: int) -> bool:
    """Whether a colon or a dash follows, as in lists of news by place."""
    return j + 1 < len(line) and line[j + 1].text in ":–—("


def _capitals(lang: str, line: list[Token], text: str, barred: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words that are no name of a body, a person with a title, or a month."""
    k = 0
    while k < len(line):
        token = line[k]
        if (
            k in barred
            or not (_capital(token) or (token.word and token.text.isupper() and k == 0 and _opens_an_item(line, k)))
            or no_name(lang, token.text)
        ):
            k += 1
            continue
        j = k
        while (
            j + 1 < len(line)
            and j - k < 2
            and j + 1 not in barred
            and (line[j + 1].glued or (_capital(line[j + 1]) and line[j + 1].start - line[j].end == 1 and lang != "kk"))
            and not no_name(lang, line[j + 1].text)
        ):
            j += 1
        before = line[k - 1] if k else None
        first = k
        if lang == "en" and token.glued and before is not None and before.low in _ARTICLES:
            first = k - 1
        beside = (before is not None and k > 1 and _capital(before)) or (j + 1 < len(line) and _capital(line[j + 1]))
        person = lang == "ru" and "person" in token.tags and "geo" not in token.tags and beside
        person = person or (lang == "ru" and j == k + 1 and ru_person(text[token.start : line[j].end], token))
        organisation = any(part.low in ORGANISATIONS for part in line[k : j + 2])
        common = lang == "ru" and k == 0 and bool(token.tags & _COMMON) and "geo" not in token.tags
        titled = before is not None and (
            before.low in _TITLE or (before.text == "." and k > 1 and len(line[k - 2].text) == 1)
        )
        if (
            not person
            and not organisation
            and not titled
            and not (common and not _opens_an_item(line, j))
            and line[j].end - token.start > 2
        ):
            yield first, j
        k = j + 1


def _capital(token: Token) -> bool:
    return token.word and token.text[0].isupper() and not (token.text.isupper() and len(token.text) < 6)


def _chinese(
    line: list[Token], text: str, hits: list[PlaceHit], concepts: Collection[Hit]
) -> Iterator[tuple[int, int]]:
    """Yield runs of characters that spell foreign names, towns that a table knows, and what stands alone before a colon."""
    from kordon.reading.places.unknown_zh import chinese_runs

    at = {token.start: k for k, token in enumerate(line)}
    ends = {token.end: k for k, token in enumerate(line)}
    begin, end = line[0].start, line[-1].end
    for a, b in chinese_runs(masked(text, begin, end, hits), begin, end):
        if a in at and b in ends:
            yield at[a], ends[b]
    words = {k for hit in concepts for k in range(hit.first, hit.last + 1)}
    for k in range(len(line)):
        for size in (5, 4, 3, 2):
            j = k + size - 1
            if j < len(line) and all(t.word and len(t.text) == 1 for t in line[k : j + 1]):
                if size == 2 and (words & {k, j} or text[line[k].start : line[j].end] in NO_TOWN_ZH):
                    continue
                key = "".join(
                    min(t.keys) if len(t.keys) == 1 else next(iter(sorted(t.keys - {t.low})), t.low)
                    for t in line[k : j + 1]
                )
                if found_settlement(key, "zh", 10_000 if size > 2 else 100_000) is not None:
                    yield k, j
                    break
