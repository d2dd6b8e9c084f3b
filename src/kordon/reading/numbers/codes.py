# ruff: noqa: E501
"""Codes of the Harmonised System that name goods: 'код ТН ВЭД 2710', 'HS codes 8542 and 8541', '海关编码8542'. They are no quantities.

The classes are those of a claim, by the titles of the chapters and headings of the Harmonised System (World Customs
Organization, edition of 2022); the longest prefix decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kordon.reading.numbers.units import unit_at
from kordon.reading.patterns import Patterns
from kordon.reading.text import Token

_CLASSES = {
    "meat": "01 02", "food": "03 04 05 07 08 09 11 12 13 14 15 16 1704 18 19 20 21 22 23", "sugar": "17", "tobacco": "24",
    "grain": "10 1201 1202 1204 1205 1206 1207", "coal": "2701 2702 2703 2704 2705", "crude_oil": "2709",
    "fuel": "2706 2707 2708 2710 2712 2713 2714 2715 271112 271113 271114 271119", "gas": "2711", "fertiliser": "31",
    "metals": "26 2844 72 73 74 75 76 78 79 80 81", "timber": "44", "electronics": "84 85 90", "automotive": "87", "medicine": "30",
    "textile": "50 51 52 53 54 55 56 57 58 59 60 61 62 63", "consumer": "64 65 66 67 91 92 94 95 96",
    "other": "06 25 28 29 32 33 34 35 36 37 38 39 40 41 42 43 45 46 47 48 49 68 69 70 71 82 83 86 88 89 93 97",
}  # fmt: skip
_PREFIXES = {prefix: name for name, prefixes in _CLASSES.items() for prefix in prefixes.split()}
_CODE = r"(?:\d{4}(?:[ .]\d{2}(?:[ .]\d{2,4}(?:[ .]\d{1,2})?)?)?|\d{5,10}|\d{2})(?![\d%])(?![.,]\d{1,3}(?!\d))"
_MANY = rf"{_CODE}(?:\s*(?:[,;/、，–—-]|和|及|以及|或|至|到|(?<=\s)(?:и|или|по|до|and|or|to|through|және|мен|бен|пен|немесе))+\s*{_CODE})*"
_EACH = re.compile(_CODE)
_NOUN_RU = r"(?:(?:товарн\w+\s+)?(?:код|позици|субпозици|подсубпозици|групп|глав)\w*)"
_LIST_RU = r"(?:hs|тн\s?вэд)(?:\s+(?:еаэс|тс|рф|россии|вед))?"
_NOUN_EN = r"(?:codes?|headings?|subheadings?|chapters?|numbers?|lines?|items?|classifications?)"
_LIST_EN = r"(?:hs|htsus|hts|taric|harmoni[sz]ed system|harmoni[sz]ed tariff(?: schedule)?)"
_NOUN_KK = r"(?:код|тауар\w* позиция|позиция|топ|тоб)\w*"
_LIST_KK = r"(?:(?:еаэо\s+)?сэқ\s+тн|hs|тн\s?вэд)"
_LEAD = Patterns(
    {
        "ru": rf"(?i)(?<!\w)(?:{_NOUN_RU}\s+{_LIST_RU}|{_LIST_RU}(?:\s+|-){_NOUN_RU}|{_LIST_RU})\W{{0,3}}(?P<codes>{_MANY})|(?<!\w){_NOUN_RU}\s+(?P<codes_>{_MANY})\s+(?:по\s+)?{_LIST_RU}",
        "en": rf"(?i)\b(?:{_LIST_EN}[\s-]*{_NOUN_EN}?|(?:tariff|commodity|cn|schedule b)[\s-]+{_NOUN_EN}|customs[\s-]+(?:tariff[\s-]+)?codes?)\W{{0,3}}(?P<codes>{_MANY})|\b{_NOUN_EN}\s+(?P<codes_>{_MANY})\s+(?:of|in|under)\s+the\s+(?:{_LIST_EN}|tariff|customs)\b",
        "kk": rf"(?i)(?<!\w){_LIST_KK}(?:[\s-]+{_NOUN_KK})?\W{{0,3}}(?P<codes>{_MANY})|(?<![\w.,])(?P<codes_>(?=\d{{4}}){_MANY})\s+{_LIST_KK}(?!\w)",
        "zh": rf"(?i)(?:(?:海关|海關)?商品(?:编码|編碼)|(?:海关|海關|协调制度|協調制度)(?:编码|編碼|税则|稅則|税号|稅號)|税则|稅則|[税稅](?:则号列|号|號|目)|hs\s?(?:编码|編碼|code)?)[为為是第:：\s]{{0,2}}(?P<codes>{_MANY})(?:[项項]下)?",
    }
)
_ENTRY_ZH = re.compile("[项項]下|[等号號的目]")


@dataclass(frozen=True, slots=True)
class Code:
    """A code in a text: the tokens of its digits, its digits, and the class of goods ('' where a chapter holds several)."""

    first: int
    last: int
    digits: str
    cargo: str


def codes(line: list[Token], lang: str, text: str) -> tuple[list[Code], list[tuple[int, int]]]:
    """Return the codes of a sentence, and the offsets of the phrases that hold them, which hold no quantity, date or place."""
    found: list[Code] = []
    taken: list[tuple[int, int]] = []
    if not line:
        return found, taken
    for match in _LEAD[lang].finditer(text, line[0].start, line[-1].end):
        name = "codes" if match.group("codes") else "codes_"
        said = [m.span() for m in _EACH.finditer(text, *match.span(name))]
        end = match.end()
        size = 0
        for a, b in said:
            digits = re.sub(r"\D", "", text[a:b])
            at = [k for k, token in enumerate(line) if token.start < b and a < token.end]
            year = len(digits) == 4 and digits.startswith("20") and digits > "2009"  # chapter 20 ends with heading 2009
            if year or (size and (len(digits) < min(size, 4) or _counted(line, at[-1] + 1, lang, text, b))):
                end = said[said.index((a, b)) - 1][1] if size else 0
                break
            size = size or len(digits)
            found.append(Code(at[0], at[-1], digits, cargo_of(digits)))
        if end:
            taken.append((match.start(), end))
    return found, taken


def _counted(line: list[Token], i: int, lang: str, text: str, end: int) -> bool:
    """Whether the number before token ``i`` counts what follows it: 'под кодом 8542 и 1200 фур'."""
    if i >= len(line) or (lang == "zh" and _ENTRY_ZH.match(text, end)):
        return False
    found = unit_at(line, i, lang)
    return found is not None and found[3] <= i + 1


def cargo_of(digits: str) -> str:
    """Return the class of goods of a code, '' where it is none's or several's."""
    return next((_PREFIXES[digits[:n]] for n in range(min(len(digits), 6), 1, -1) if digits[:n] in _PREFIXES), "")
