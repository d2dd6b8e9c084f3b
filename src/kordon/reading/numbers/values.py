# ruff: noqa: E501
"""Values: a number at a token, in digits or words, with its multiplier and its range, in four languages."""

from __future__ import annotations

import re

from kordon.reading.lang import own
from kordon.reading.numbers.words import MULTIPLIERS, WORDS
from kordon.reading.text import Token

DASHES = frozenset("-–—−‑~～")
_KK_END = re.compile(
    r"(?:ға|ге|қа|ке|дан|ден|тан|тен|нан|нен|да|де|та|те|ды|ді|ты|ті|ны|ні|ның|нің|дың|дің|тың|тің|ы|і|сы|сі|ын|ін|нің|ына|іне|ға|дай|дей|тай|тей)$"
)


_KK_NO_NUMBER = frozenset(
    ("үшін", "бірге", "бірде", "бірден", "онда", "одан", "онан", "бірі", "бірін", "біріне", "бірінің", "онды", "бесік")
)


_KK_SAIL = re.compile(r"жүз(?:г?ген|кен|іп|е[дтр]|у|ді(?!ң)|се|бе|ме|деген|деп)")
"""Forms of 'to sail' (and 'hundreds'), which begin like 'жүз', a hundred."""


def number_value(text: str, lang: str) -> float | None:
    """Return the value of a number in digits: decimal comma in Russian and Kazakh, grouping comma in English."""
    s = re.sub(r"[ \u00a0\u2009\u202f]", "", text)
    if s.count(",") + s.count(".") > 1:
        if "," in s and "." in s:
            last = max(s.rfind(","), s.rfind("."))
            s = re.sub(r"[.,]", "", s[:last]) + "." + s[last + 1 :]
        elif re.fullmatch(r"\d{1,3}(?:[.,]\d{2,4})*[.,]\d{3,4}", s):
            s = re.sub(r"[.,]", "", s)
        else:
            return None
    elif "," in s:
        s = s.replace(",", "") if lang in ("en", "zh") and re.fullmatch(r"\d{1,4},\d{3,4}", s) else s.replace(",", ".")
    elif lang in ("ru", "kk") and re.fullmatch(r"[1-9]\d{0,2}\.000", s):
        s = s.replace(".", "")
    try:
        value = float(s)
    except ValueError:
        return None
    return value if value < 1e15 else None


def scale(line: list[Token], i: int, lang: str) -> tuple[float, int]:
    """Return the multiplier at token ``i`` and the index after it."""
    table = own(MULTIPLIERS, lang)
    factor, j = 1.0, i
    while j < len(line):
        key = next((k for k in _keys(line[j], lang) if k in table), None)
        if key is None or (key in ("m", "k") and (j == 0 or line[j].start != line[j - 1].end)):
            break
        factor *= table[key]
        j += 1
        if j < len(line) and line[j].text == "." and key in ("тыс", "млн", "млрд", "трлн"):
            j += 1
    return factor, j


def _keys(token: Token, lang: str) -> tuple[str, ...]:
    """Return the forms of a token that number words may match: in Kazakh also without its case ending."""
    if lang == "kk":
        if token.low in _KK_NO_NUMBER or _KK_SAIL.match(token.low):
            return ()
        bare = _KK_END.sub("", token.low)
        return (token.low, bare, *sorted(token.keys))
    return (token.low, *sorted(token.keys))


def plain(line: list[Token], i: int, lang: str) -> tuple[float, int] | None:
    """Return the unscaled number at token ``i`` (digits or words) and the index after it."""
    token = line[i]
    if token.text[0].isdigit():
        value = number_value(token.text, lang)
        return None if value is None else (value, i + 1)
    if lang == "en" and (pair := _couple(line, i)):
        return 2.0, pair
    words = own(WORDS, lang)
    total, j = 0.0, i
    while j < len(line):
        key = next((k for k in _keys(line[j], lang) if k in words), None)
        if key is None:
            break
        value = words[key]
        if lang == "ru" and key in _COLLECTIVE:
            if j > i and line[j].low.endswith(("ов", "ка", "ен", "ни", "н", "ны")) and 0 < total < 10:
                total *= value
                j += 1
                break
            if j > i or not _collective_alone(line, j):
                break
        if lang == "kk" and key == "жүз" and 0 < total < 10:
            total *= 100
        elif lang == "kk" and key == "жүз" and 0 < total % 1000 < 10:
            total += (total % 1000) * 99
        elif (j > i and (value >= total > 0 and total < 100)) or (
            j > i and lang == "ru" and not _descending(total, value)
        ):
            break
        else:
            total += value
        j += 1
        if lang == "kk" and line[j - 1].low not in words and key == "он":
            break
    if j == i:
        return _bare_multiplier(line, i, lang)
    if (
        lang == "en"
        and [t.low for t in line[j : j + 1]] == ["and"]
        and j + 1 < len(line)
        and line[j - 1].low in ("hundred", "thousand")
    ):
        rest = plain(line, j + 1, lang)
        if rest is not None:
            return total + rest[0], rest[1]
    if lang == "en" and [t.low for t in line[j : j + 3]] == ["and", "a", "half"]:
        return total + 0.5, j + 3
    if lang == "ru" and [t.low for t in line[j : j + 2]] == ["с", "половиной"]:
        return total + 0.5, j + 2
    if lang == "kk" and j < len(line) and line[j].low == "жарым":
        return total + 0.5, j + 1
    return total, j


def _couple(line: list[Token], i: int) -> int:
    """Return the index after 'a couple of' at token ``i``, 0 where it does not stand there."""
    said = [token.low for token in line[i : i + 3]]
    size = 3 if said == ["a", "couple", "of"] else 2 if said[:2] == ["couple", "of"] else 0
    return i + size if size else 0


_COLLECTIVE = frozenset(("десяток", "сотня", "дюжина"))


def _collective_alone(line: list[Token], j: int) -> bool:
    """Whether 'сотню', 'около сотни', 'десяток' say a number; 'сотни', 'десятки', 'несколько сотен' say none."""
    low = line[j].low
    if low in ("сотню", "сотня", "десяток", "дюжина", "дюжину", "сотней", "десятком"):
        return not (j and line[j - 1].low in ("не", "одну", "одна", "один"))
    return (
        low in ("сотни", "десятка", "дюжины")
        and j > 0
        and line[j - 1].low in ("около", "более", "больше", "свыше", "менее", "меньше", "до", "порядка")
    )


_KK_SPOT = re.compile(r"(?:да|де|та|те|нан|нен|дан|ден|тан|тен)$")
"""Cases of a number that goes no further: 'сағат жетіде алпыс фура' are sixty lorries at seven o'clock."""


def _descending(total: float, value: float) -> bool:
    """Whether a word goes on a Russian number: 'двести тридцать пять', not 'пять десять'."""
    size = 100 if total % 100 == 0 else 10 if total % 10 == 0 else 1
    return value < size


_BEFORE_ONE_THOUSAND = frozenset(
    ("около", "более", "свыше", "менее", "больше", "меньше", "порядка", "до", "ниже", "выше", "почти")
)
_ONE_MILLION = frozenset(f"{stem}{end}" for stem in ("миллион", "миллиард") for end in ("", "а", "у", "ом"))


def _bare_multiplier(line: list[Token], i: int, lang: str) -> tuple[float, int] | None:
    token = line[i]
    if (
        lang == "ru"
        and "тысяча" in token.keys
        and token.low in ("тысяча", "тысячу", "тысяче", "тысячей", "тысячи")
        and (token.low != "тысячи" or (i and line[i - 1].low in _BEFORE_ONE_THOUSAND))
    ):
        return 1.0, i
    if lang == "ru" and token.low in _ONE_MILLION:
        return 1.0, i
    if (
        lang == "kk"
        and token.low in ("мыңға", "мыңнан", "миллионға", "миллионнан")
        and ((i and line[i - 1].word) or (i + 1 < len(line) and line[i + 1].low in ("астам", "аса", "жуық")))
    ):
        return 1.0, i
    if (
        lang == "en"
        and token.low in ("a", "an")
        and i + 1 < len(line)
        and line[i + 1].low in MULTIPLIERS["en"]
        and line[i + 1].low not in ("m", "k")
    ):
        return 1.0, i + 1
    return None


def number(line: list[Token], i: int, lang: str) -> tuple[float, int, float | None] | None:
    """Return (value, next index, upper end of a range or None)."""
    n = len(line)
    first = _compound(line, i, lang)
    if first is None:
        return None
    value, j, factor = first
    if j == i:
        return None
    joiner = line[j].low if j < n else ""
    after: tuple[float, int] | None = None
    if j + 1 < n:
        if (
            line[j].text in DASHES
            or (lang == "en" and joiner == "to" and i > 0 and line[i - 1].low == "from" and steady(line, i))
            or (lang == "ru" and joiner == "до" and i > 0 and line[i - 1].low == "от")
            or (lang == "en" and joiner == "and" and i > 0 and line[i - 1].low == "between")
            or (lang == "ru" and joiner == "и" and i > 0 and line[i - 1].low == "между")
            or (joiner in ("или", "or", "to", "немесе") and value < 100 and line[j + 1].text[0].isalnum())
            or (joiner in ("или", "or", "to") and _close(line, i, j))
        ):
            after = plain(line, j + 1, lang)
        elif line[j].glued and line[j].text[0].isdigit():
            after = plain(line, j, lang)
    if after is None and j < n and line[j].glued:
        after = plain(line, j, lang)
    if (
        after is None
        and lang == "kk"
        and j < n
        and value < 20
        and not line[i].text[0].isdigit()
        and not _KK_SPOT.search(line[j - 1].low)
    ):
        after = plain(line, j, lang)  # 'екі-үш', 'бес алты күн'
    if after is None:
        return value, j, None
    upper, k = after
    factor2, k = scale(line, k, lang)
    if factor == 1.0 and factor2 > 1.0:
        value *= factor2
    upper *= factor2
    return (value, k, upper) if upper > value else (value, j, None)


def _close(line: list[Token], i: int, j: int) -> bool:
    """Whether two numbers in digits are near enough to be the ends of one range: '400 to 450 goods trucks'."""
    first, second = (
        number_value(token.text, "en") if token.text[0].isdigit() else None for token in (line[i], line[j + 1])
    )
    if first is None or second is None or not steady(line, i) or (i and line[i - 1].low in ("from", "с")):
        return False
    return first < second <= 3 * first


def _compound(line: list[Token], i: int, lang: str) -> tuple[float, int, float] | None:
    """Return (value, next index, last multiplier) of 'две тысячи триста', '1,2 млн', 'екі мың бес жүз'."""
    first = plain(line, i, lang)
    if first is None:
        return None
    value, j = first
    factor, j = scale(line, j, lang)
    total = value * factor
    words = not line[i].text[0].isdigit()
    while factor >= 100 and j < len(line) and not line[j].glued:
        if line[j].text[0].isdigit() == words or (not words and factor < 1000):
            break
        skip = 1 if lang == "en" and line[j].low == "and" else 0
        if j + skip >= len(line):
            break
        rest = plain(line, j + skip, lang)
        if rest is None or rest[1] == j + skip:
            break
        factor2, k = scale(line, rest[1], lang)
        if rest[0] * factor2 >= factor:
            break
        total, j, factor = total + rest[0] * factor2, k, factor2 if factor2 > 1 else 1.0
    return total, j, factor


def change(line: list[Token], i: int, lang: str) -> tuple[float, float, int] | None:
    """Read 'с 9,5 до 10,5 тыс.' and 'rose from 3 to 5': (old, new, next index)."""
    joiner = {"ru": ("с", "до"), "en": ("from", "to")}.get(lang)
    if joiner is None or not i:
        return None
    back = i - 1 if i and line[i - 1].low in joiner else i - 2 if i > 1 and not line[i - 1].word else -1
    if back < 0 or line[back].low != joiner[0]:
        return None
    if lang == "en" and steady(line, i):
        return None
    first = plain(line, i, lang)
    if first is None:
        return None
    old, j = first
    factor, j = scale(line, j, lang)
    while j < len(line) and line[j].low != joiner[1] and j - i < 4 and line[j].word:
        j += 1
    if j + 1 >= len(line) or line[j].low != joiner[1]:
        return None
    j += 1
    if line[j].text in "$€₽₸¥" or line[j].low in ("about", "around", "nearly", "only", "just", "almost"):
        j += 1
    second = plain(line, j, lang) if j < len(line) else None
    if second is None:
        return None
    new, k = second
    factor2, k = scale(line, k, lang)
    return old * (factor if factor > 1 else factor2), new * factor2, k


_CHANGES = frozenset(
    ("rise", "grow", "increase", "fall", "drop", "decline", "cut", "reduce", "raise", "up", "down", "jump", "climb", "double", "expand", "shorten", "slash", "lower",
     "decrease", "lift", "swell", "shrink", "slip", "slide", "go", "come", "dwindle", "soar", "surge", "edge", "improve", "widen", "trim", "push", "bring", "take")
)  # fmt: skip


def steady(line: list[Token], i: int) -> bool:
    """Whether 'from A to B' is a range and not a change ('rose from 3 to 5')."""
    return not any(token.keys & _CHANGES for token in line[max(0, i - 8) : i])
