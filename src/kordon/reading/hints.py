# ruff: noqa: E501
"""States that a text names in any way: as noun, adjective ('Lithuanian vehicles'), capital or first part of a compound.

A claim's places leave out states that only act or give goods their adjective; to tell whether two claims are about one thing
these still say much. Nothing here sets a slot of a claim.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib import resources

_PAIRS = {"中俄": "CN RU", "俄中": "RU CN", "中哈": "CN KZ", "哈中": "KZ CN", "中蒙": "CN MN", "中越": "CN VN", "中吉": "CN KG", "中欧": "CN", "俄哈": "RU KZ", "哈俄": "KZ RU"}  # fmt: skip
"""Short forms of two states side by side, as in '中俄界河'; one-letter forms alone are too common to count."""


@lru_cache(maxsize=4)
def _patterns(lang: str) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """Return a pattern that finds stems of states' names, and the states of each stem."""
    text = resources.files("kordon.reading").joinpath("data/states.csv").read_text(encoding="utf-8")
    states: dict[str, list[str]] = {}

    def add(stem: str, cc: str) -> None:
        if len(stem) > (1 if lang == "zh" or stem.isupper() else 2) and cc not in states.setdefault(stem, []):
            states[stem].append(cc)

    for row in csv.DictReader(text.splitlines()):
        cc = row["cc"]
        if lang == "zh":
            for name in row["zh"].split(";"):
                add(name, cc)
            continue
        columns = {"ru": ("ru", "ru_adj", "capital_ru"), "kk": ("kk", "ru", "capital_ru")}.get(
            lang, ("en", "en_adj", "capital_en")
        )
        for column in columns:
            for name in filter(None, row[column].split(";")):
                short = name if name.isupper() else name.lower().replace("ё", "е")
                add(short[:-1] if column in ("ru", "capital_ru") and short[-1:] in "аяйьо" else short, cc)
    if lang == "zh":
        for pair, codes in _PAIRS.items():
            states[pair] = codes.split()
    # The longest first, so that 'Guinea-Bissau' is not 'Guinea'; a name in capitals ('РФ') only as a whole word.
    stems = sorted((s for s in states if s), key=lambda s: (-len(s), s))
    if lang == "zh":
        return re.compile("|".join(map(re.escape, stems))), {s: tuple(states[s]) for s in stems}
    whole = "|".join(re.escape(s) for s in stems if s.isupper())
    begun = "|".join(re.escape(s) for s in stems if not s.isupper())
    return re.compile(rf"\b(?:(?P<whole>{whole})\b|(?i:(?P<begun>{begun})))"), {s: tuple(states[s]) for s in stems}


def states_named(text: str, lang: str) -> frozenset[str]:
    """Return the codes of the states that a text names."""
    pattern, states = _patterns(lang if lang in ("ru", "kk", "zh") else "en")
    out: set[str] = set()
    for match in pattern.finditer(text.replace("ё", "е")):
        found = match.group()
        out.update(states.get(found) or states.get(found.lower(), ()))
    return frozenset(out)
