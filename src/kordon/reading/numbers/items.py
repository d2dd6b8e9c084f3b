# ruff: noqa: E501
"""Counted things without a unit of their own are items; 'a week', 'суток' without a number is one of them."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources

from kordon.reading.numbers.units import Unit
from kordon.reading.text import Token

_EN_ONE = {
    "week": ("days", 7.0), "fortnight": ("days", 14.0), "day": ("days", 1.0), "month": ("months", 1.0), "year": ("years", 1.0), "hour": ("hours", 1.0),
}  # fmt: skip
_EN_TAKING = frozenset(
    ("for", "lost", "lose", "loses", "takes", "took", "take", "taking", "wait", "waited", "waiting", "within", "least", "about", "another", "than", "nearly", "almost",
     "adds", "added", "adding", "add", "cost", "costs", "spend", "spent", "over", "under", "around", "roughly", "up")
)  # fmt: skip


def one_unit(line: list[Token], i: int, lang: str) -> tuple[float, str, str, int] | None:
    """Return (value, unit, of, last token) of one unit of time without a number: 'lost a week', '半年', 'half an hour'."""
    token = line[i]
    if lang == "en" and token.low in ("a", "an", "half") and i + 1 < len(line):
        half = token.low == "half"
        j = i + 2 if half and line[i + 1].low in ("a", "an") else i + 1
        if j >= len(line) or line[j].low not in _EN_ONE or (half and j == i + 1):
            return None
        lead = line[i - 1].low if i else ""
        after = line[j + 1].low if j + 1 < len(line) else ""
        if after in ("ago", "earlier", "before", "later", "on", "from") or (lead not in _EN_TAKING and not half):
            return None
        unit, value = _EN_ONE[line[j].low]
        if half and unit == "years":
            unit, value = "months", 12.0
        if half and unit == "hours":
            unit, value = "minutes", 60.0
        return value * (0.5 if half else 1.0), unit, "delay", j
    if lang == "zh" and token.text == "半" and i + 1 < len(line) and (i == 0 or line[i - 1].text not in "上下前后後一多过過"):
        rest = "".join(t.text for t in line[i + 1 : i + 4])
        for word, unit, value, size in (("年", "months", 6.0, 1), ("个月", "days", 15.0, 2), ("個月", "days", 15.0, 2), ("小时", "minutes", 30.0, 2), ("个小时", "minutes", 30.0, 3), ("小時", "minutes", 30.0, 2), ("天", "hours", 12.0, 1)):
            if rest.startswith(word):
                return value, unit, "delay", i + size
    return None


@lru_cache(maxsize=8)
def _never(lang: str) -> frozenset[str]:
    """Return nouns that are counted and are no freight matter (data/no_items.csv)."""
    text = resources.files("kordon.reading").joinpath("data/no_items.csv").read_text(encoding="utf-8")
    return frozenset(word for row in csv.DictReader(text.splitlines()) if row["lang"] == lang for word in row["words"].split())


def counted_thing(line: list[Token], j: int, lang: str, value: float) -> Unit | None:
    """Return 'items' for a number before a plural noun that no unit names: '28,000 slots', 'пять дочерних структур'."""
    if value != int(value) or value < 2 or lang == "zh":
        return None
    never = _never(lang)
    if lang == "en":
        for k in range(j, min(len(line), j + 4)):
            token = line[k]
            if not token.word or token.low in _EN_STOP:
                return None
            if token.low.endswith("s") and len(token.low) > 3 and not token.low.endswith(("ss", "us", "is", "'s", "ous")) and not token.text.isupper():
                following = line[k + 1] if k + 1 < len(line) else None
                if following is not None and following.low.endswith("s") and following.word and following.low not in _EN_STOP and following.start - token.end == 1 and len(following.low) > 3:
                    continue
                return None if token.keys & never or token.low in never else ("items", 1.0, "volume", k, "a counted noun")
        return None
    if lang == "ru":
        for k in range(j, min(len(line), j + 4)):
            token = line[k]
            if not token.word or token.glued:
                return None
            if "noun" in token.tags and "gent" in token.tags and "adj" not in token.tags:
                if token.keys & never or token.text[0].isupper():
                    return None
                return "items", 1.0, "volume", k, "a counted noun"
            if not token.tags & {"adj", "participle"}:
                return None
    return None


_EN_STOP = frozenset(
    ("of", "in", "on", "at", "to", "from", "for", "and", "or", "by", "with", "as", "is", "was", "are", "were", "has", "have", "had", "per", "the", "this", "that", "its", "than",
     "after", "before", "since", "until", "while", "which", "who", "said", "will", "would", "may", "could", "a", "an", "times", "his", "her", "their", "does", "says", "percent", "points", "others", "us")
)  # fmt: skip
