# ruff: noqa: E501
"""Whether words can be a place's name where they stand: capitals, no ordinary word, no surname, no company."""

from __future__ import annotations

import re

from kordon.reading.places.model import Name
from kordon.reading.places.words import COMPANY_AFTER, COMPANY_WORDS, EN_PLACE_LEADS, EN_PLACE_NOUNS, LEADS, NO_PLACE_KK, RU_KINDS
from kordon.reading.text import Token


def plausible(lang: str, line: list[Token], i: int, j: int, place: Name, text: str) -> bool:
    """Whether the words can be this name here: capitals where the script has them, no ordinary word, no surname."""
    token = line[i]
    if i and line[i - 1].low.startswith(("доллар", "долл")) and place.cc == "US":
        return False
    if lang != "zh" and _in_company(line, i, j):
        return False
    if lang == "zh":
        return len(text[token.start : line[j].end]) > 1 or (place.what == "state" and _zh_state(line, i, text))
    if place.form == "adjective":
        return lang != "en" or token.text[0].isupper()
    if not token.text[0].isupper():
        return False
    if lang == "kk" and i == j and token.low in NO_PLACE_KK and not (i and line[i - 1].text in '«"“'):
        return False
    if len(token.low) <= 2 and i == j and not token.text.isupper() and place.what != "settlement":
        return False
    if (
        token.low
        in (
            "us",
            "ес",
            "eu",
            "рк",
            "рф",
            "кр",
            "рб",
            "бам",
            "смп",
            "ско",
            "зко",
            "вко",
            "ек",
            "uk",
            "бтк",
            "ктк",
            "cpc",
        )
        and not token.text.isupper()
        and token.low != "u.s"
    ):
        return False
    if (
        lang == "ru"
        and i == j
        and place.kind == "point"
        and "known" in token.tags
        and not token.tags & {"geo"}
    ):
        if "adj" in token.tags and i + 1 < len(line) and line[i + 1].word and line[i + 1].text[0].islower():
            return False
        quoted = i > 0 and line[i - 1].text in '«"“'
        led = i > 0 and line[i - 1].low in LEADS | RU_KINDS
        after = line[j + 1].text if j + 1 < len(line) else ""
        opening = i == 0 and after in tuple(":–—") and place.what in ("post", "port", "station")
        if not quoted and not opening and (not led or i == 0):
            return False
    if (
        lang == "en"
        and place.what in ("region", "sea")
        and i > 1
        and line[i - 1].word
        and line[i - 1].text[0].isupper()
        and line[i - 1].low not in EN_PLACE_LEADS
        and token.start - line[i - 1].end == 1
        and i == j
    ):
        return False  # 'Transit Asia', 'Steppe Europe' are names of firms and papers
    if place.weight < 5:
        if i == j and token.text.isupper() and len(token.text) < 5:
            return False
        previous = line[i - 1] if i else None
        following = line[j + 1] if j + 1 < len(line) else None
        if lang == "ru":
            if previous is not None and (
                ("person" in previous.tags and previous.text[0].isupper())
                or (previous.text == "." and i > 1 and len(line[i - 2].text) == 1)
            ):
                return False
            common = token.tags & {"noun", "adj", "finite", "num", "pron"} and "geo" not in token.tags
            if common and i == 0 and place.weight < 4:
                return False
            if "person" in token.tags and "geo" not in token.tags:
                return False
        if lang == "en":
            if (
                following is not None
                and following.word
                and following.text[0].isupper()
                and following.low not in EN_PLACE_NOUNS
                and following.start - line[j].end == 1
            ):
                return False
            if (
                previous is not None
                and previous.word
                and previous.text[0].isupper()
                and i > 1
                and previous.low not in EN_PLACE_LEADS
                and token.start - previous.end == 1
            ):
                return False
            if i == 0 and place.weight < 3:
                return False
    return True




def _in_company(line: list[Token], i: int, j: int) -> bool:
    """Whether a name stands among more words inside the quotation marks of a company: 'оператор «Евразия Лайн»'."""
    begin = next((k for k in range(i - 1, max(-1, i - 5), -1) if line[k].text in '«»“"„'), -1)
    if begin < 0 or line[begin].text == "»":
        return False
    end = next((k for k in range(j + 1, min(len(line), j + 6)) if line[k].text in '»”"'), -1)
    if end < 0 or (end - begin - 1) <= (j - i + 1) or any(t.text in ",.;:" for t in line[begin + 1 : end]):
        return False
    after = line[end + 1].low if end + 1 < len(line) else ""
    return (begin > 0 and line[begin - 1].low.startswith(COMPANY_WORDS)) or after.startswith(COMPANY_AFTER)


def _zh_state(line: list[Token], i: int, text: str) -> bool:
    """Whether a single Han character stands for a state: only in a pair before 边境, 口岸, 贸易 ('中哈边境')."""
    start = line[i].start
    window = text[max(0, start - 1) : start + 6]
    return bool(re.search(r"[中俄哈蒙][中俄哈蒙](?:边境|邊境|边界|口岸|贸易|铁路|两国|班列|边贸|公路|货运)", window))


