# ruff: noqa: E501, SIM102
"""Quantities: numbers in digits and words, multipliers, ranges, bounds, units, what they measure, per which period."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from kordon.reading.lang import analyser
from kordon.reading.lang.zh import simplify
from kordon.reading.text import Token, tokens

_WORDS: dict[str, dict[str, float]] = {
    "ru": {
        "один": 1, "два": 2, "двое": 2, "оба": 2, "три": 3, "трое": 3, "четыре": 4, "четверо": 4, "пять": 5, "пятеро": 5, "шесть": 6, "семь": 7,
        "восемь": 8, "девять": 9, "десять": 10, "одиннадцать": 11, "двенадцать": 12, "тринадцать": 13,
        "четырнадцать": 14, "пятнадцать": 15, "шестнадцать": 16, "семнадцать": 17, "восемнадцать": 18,
        "девятнадцать": 19, "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "шестьдесят": 60,
        "семьдесят": 70, "восемьдесят": 80, "девяносто": 90, "сто": 100, "двести": 200, "триста": 300, "четыреста": 400,
        "пятьсот": 500, "шестьсот": 600, "семьсот": 700, "восемьсот": 800, "девятьсот": 900, "полтора": 1.5, "дюжина": 12,
    },
    "en": {
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
        "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
        "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
        "ninety": 90, "dozen": 12, "half": 0.5,
    },
    "kk": {
        "бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "сегіз": 8, "тоғыз": 9, "он": 10, "жиырма": 20,
        "отыз": 30, "қырық": 40, "елу": 50, "алпыс": 60, "жетпіс": 70, "сексен": 80, "тоқсан": 90, "жүз": 100,
    },
    "zh": {},
}  # fmt: skip
_MULTIPLIERS: dict[str, dict[str, float]] = {
    "ru": {"тыс": 1e3, "тысяча": 1e3, "млн": 1e6, "миллион": 1e6, "млрд": 1e9, "миллиард": 1e9, "трлн": 1e12},
    "en": {"thousand": 1e3, "million": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "bln": 1e9, "k": 1e3,
           "hundred": 1e2, "trillion": 1e12, "dozen": 12},
    "kk": {"мың": 1e3, "млн": 1e6, "миллион": 1e6, "млрд": 1e9, "миллиард": 1e9},
    "zh": {},
}  # fmt: skip
_BOUNDS: dict[str, dict[str, tuple[str, ...]]] = {
    "ru": {
        "at_least": ("более", "свыше", "больше", "не менее", "не меньше", "минимум", "как минимум", "по меньшей мере", "превысил", "превысила", "превысило", "превысили", "превышает", "превышают", "превысит", "от"),
        "at_most": ("до", "не более", "не больше", "максимум", "менее", "меньше", "не выше", "не превышает", "не превышают", "не дольше"),
        "approx": ("около", "примерно", "порядка", "почти", "приблизительно", "ориентировочно", "где-то", "в среднем", "практически", "без малого"),
    },
    "en": {
        "at_least": ("more than", "over", "at least", "above", "exceeding", "exceeded", "exceeds", "exceed", "no less than", "no fewer than", "upwards of", "in excess of", "not less than", "a minimum of", "greater than", "surpassed", "topped", "from"),
        "at_most": ("up to", "no more than", "at most", "less than", "fewer than", "under", "below", "a maximum of", "not more than", "as many as", "as much as", "as long as", "maximum of"),
        "approx": ("about", "around", "some", "nearly", "almost", "roughly", "approximately", "an estimated", "circa", "close to", "an average of", "on average", "approx"),
    },
    "kk": {"at_least": ("кемінде", "астам"), "at_most": ("дейін",), "approx": ("шамамен", "жуық", "жуығы")},
    "zh": {"at_least": ("超过", "超", "逾", "至少", "不少于", "多达"), "at_most": ("最多", "不超过", "至多", "高达", "不足"), "approx": ("约", "大约", "近", "将近", "左右", "平均")},
}  # fmt: skip
_PERIODS: dict[str, tuple[tuple[str, str], ...]] = {
    "ru": (
        (r"в сутки|в день|ежесуточно|ежедневно|за сутки|за день|суточн\w+|/сут\w*", "day"), (r"в неделю|еженедельно|за неделю", "week"),
        (r"в месяц|ежемесячно|за месяц|за прошлый месяц", "month"), (r"в квартал|за квартал|за \w+ квартал|в \w+ квартале", "quarter"),
        (r"за (?:\w+ )?полугодие|за полгода|в \w+ полугодии", "half_year"),
        (r"в год|ежегодно|за год|годовых|за прошлый год|за 20\d\d год|в 20\d\d году|по итогам года", "year"), (r"в час|ежечасно", "hour"),
    ),
    "en": (
        (r"per day|a day|daily|each day|every day|/day|bpd|b/d|per 24 hours|in the past 24 hours", "day"), (r"per week|a week\b(?! ago)|weekly|each week", "week"),
        (r"per month|a month\b(?! ago)|monthly|each month", "month"), (r"per quarter|quarterly|in the \w+ quarter", "quarter"),
        (r"in the (?:first|second) half|first-half|half-year|six months", "half_year"),
        (r"per year|a year\b(?! (?:ago|earlier))|annually|annual|yearly|each year|per annum|in 20\d\d\b|last year", "year"), (r"per hour|an hour|hourly", "hour"),
    ),
    "kk": ((r"тәулігіне|күніне|күн сайын", "day"), (r"аптасына", "week"), (r"айына", "month"), (r"жылына|жыл сайын|жылы", "year")),
    "zh": ((r"每天|每日|日均|单日", "day"), (r"每周|周均", "week"), (r"每月|月均", "month"), (r"上半年|下半年", "half_year"), (r"每年|年均|全年", "year")),
}  # fmt: skip
_CURRENCY_SIGN = {"$": "usd", "€": "eur", "₽": "rub", "₸": "kzt", "¥": "cny"}
_CURRENCY_WORD = {"usd": "usd", "us$": "usd", "eur": "eur", "rub": "rub", "kzt": "kzt", "cny": "cny", "rmb": "cny"}
_DASHES = frozenset("-–—−‑~")
_SKIP = re.compile(r"^(?:фут\w*|foot|ft|й|го|му|м|х|ти|летн\w*|st|nd|rd|th)$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity in a sentence: value in base units, the tokens it covers, its offsets, and the entries that made it."""

    value: float | tuple[float, float]
    unit: str
    qual: str | None
    of: str
    period: str | None
    first: int
    last: int
    start: int
    end: int
    why: str


@lru_cache(maxsize=8)
def _units(lang: str) -> dict[str, list[tuple[tuple[frozenset[str], ...], str, float, str]]]:
    text = resources.files("kordon.reading").joinpath("data/units.csv").read_text(encoding="utf-8")
    index: dict[str, list[tuple[tuple[frozenset[str], ...], str, float, str]]] = {}
    for row in csv.DictReader(text.splitlines()):
        for name in (row[lang] or "").split(";"):
            name = name.strip()
            if not name:
                continue
            if lang == "zh":
                name = simplify(name)
            line = list(tokens(name, 0, len(name), analyser(lang)))
            if not line:
                continue
            pattern = tuple(frozenset((t.low,)) for t in line)
            for key in pattern[0]:
                index.setdefault(key, []).append((pattern, row["unit"], float(row["factor"]), row["of"]))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def number_value(text: str, lang: str) -> float | None:
    """Return the value of a number in digits: decimal comma in Russian and Kazakh, grouping comma in English."""
    s = re.sub(r"[ \u00a0\u2009\u202f]", "", text)
    if s.count(",") + s.count(".") > 1:
        if "," in s and "." in s:
            last = max(s.rfind(","), s.rfind("."))
            s = re.sub(r"[.,]", "", s[:last]) + "." + s[last + 1 :]
        elif re.fullmatch(r"\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}", s):
            s = re.sub(r"[.,]", "", s)
        else:
            return None
    elif "," in s:
        s = s.replace(",", "") if lang in ("en", "zh") and re.fullmatch(r"\d{1,3},\d{3}", s) else s.replace(",", ".")
    elif lang in ("ru", "kk") and re.fullmatch(r"[1-9]\d{0,2}\.000", s):
        s = s.replace(".", "")
    try:
        value = float(s)
    except ValueError:
        return None
    return value if value < 1e15 else None


def _scale(line: list[Token], i: int, lang: str) -> tuple[float, int]:
    """Return the multiplier at token ``i`` and the index after it."""
    table = _MULTIPLIERS[lang]
    factor, j = 1.0, i
    while j < len(line):
        key = next((k for k in line[j].keys if k in table), None)
        if key is None or (key in ("m", "k") and j > 0 and line[j].start != line[j - 1].end):
            break
        factor *= table[key]
        j += 1
        if j < len(line) and line[j].text == "." and key in ("тыс", "млн", "млрд", "трлн"):
            j += 1
    return factor, j


def _plain(line: list[Token], i: int, lang: str) -> tuple[float, int] | None:
    """Return the unscaled number at token ``i`` (digits or words) and the index after it."""
    token = line[i]
    if token.text[0].isdigit():
        value = number_value(token.text, lang)
        return None if value is None else (value, i + 1)
    words = _WORDS[lang]
    total, j = 0.0, i
    while j < len(line):
        key = next((k for k in line[j].keys if k in words), None)
        if key is None or (j > i and words[key] >= total and total > 0 and total < 100):
            break
        total += words[key]
        j += 1
    if j == i:
        if lang == "ru" and "тысяча" in token.keys and token.low in ("тысяча", "тысячу", "тысяче", "тысячей"):
            return 1.0, i
        if lang == "ru" and token.low in ("миллион",):
            return 1.0, i
        if lang == "en" and token.low in ("a", "an") and i + 1 < len(line) and line[i + 1].low in _MULTIPLIERS["en"]:
            return 1.0, i + 1
        return None
    if lang == "en" and [t.low for t in line[j : j + 3]] == ["and", "a", "half"]:
        return total + 0.5, j + 3
    if lang == "ru" and [t.low for t in line[j : j + 2]] == ["с", "половиной"]:
        return total + 0.5, j + 2
    return total, j


def _unit(line: list[Token], i: int, lang: str) -> tuple[str, float, str, int, str] | None:
    """Return (unit, factor, of, last token, entry) found at or shortly after token ``i``."""
    index = _units(lang)
    if lang == "en" and i < len(line) and line[i].low in ("ft", "foot", "footer"):
        return None
    reach = 4 if lang != "zh" else 1
    for step in range(reach):
        j = i + step
        if j >= len(line):
            return None
        token = line[j]
        best: tuple[str, float, str, int, str] | None = None
        size = 0
        for key in token.keys | {token.low}:
            for pattern, unit, factor, of in index.get(key, ()):
                if len(pattern) > size and all(
                    j + n < len(line) and (part & (line[j + n].keys | {line[j + n].low}))
                    for n, part in enumerate(pattern)
                ):
                    if len(pattern) == 1 and unit in ("tonnes", "m", "days") and token.low in ("т", "м", "mt") and step:
                        continue
                    size = len(pattern)
                    best = (unit, factor, of, j + len(pattern) - 1, " ".join(min(part) for part in pattern))
        if best:
            return best
        if not token.word and token.text not in '-«"':
            return None
        if token.text[0].isdigit():
            return None
        if lang == "ru" and token.word and not (token.tags & {"adj", "participle"} or _SKIP.match(token.low)):
            if not (
                token.low in ("стандартных", "груженых", "метрических")
                or (step == 0 and token.low.endswith(("ых", "их", "ого", "ой")))
            ):
                return None
        if lang == "en" and token.low in _STOPPERS:
            return None
    return None


_GLUED = (
    ("час", "hours", 1.0), ("суточ", "days", 1.0), ("дневн", "days", 1.0), ("недел", "days", 7.0), ("километр", "km", 1.0),
    ("тонн", "tonnes", 1.0), ("процент", "percent", 1.0), ("минут", "minutes", 1.0), ("месячн", "months", 1.0),
)  # fmt: skip


def _glued_unit(line: list[Token], i: int, lang: str) -> tuple[str, float, str, int, str] | None:
    """Read the unit inside '48-часовая забастовка' and '12-километровая очередь'."""
    if lang != "ru" or i >= len(line) or not line[i].glued:
        return None
    for stem, unit, factor in _GLUED:
        if line[i].low.startswith(stem):
            return unit, factor, "queue" if unit == "km" else "delay", i, line[i].low
    return None


_STOPPERS = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "to",
        "from",
        "for",
        "and",
        "or",
        "by",
        "with",
        "as",
        "is",
        "was",
        "are",
        "were",
        "has",
        "have",
        "had",
        "per",
        "a",
        "the",
        "this",
        "that",
        "it",
        "its",
        "than",
        "after",
        "before",
        "since",
        "until",
        "while",
        "which",
        "who",
        "who's",
        "said",
        "will",
        "would",
        "may",
        "could",
        "percent",
    ]
)


def amounts(line: list[Token], lang: str, text: str, taken: list[tuple[int, int]]) -> list[Amount]:
    """Return the quantities of a sentence. ``taken`` are spans (of dates) whose numbers are no quantities."""
    out: list[Amount] = []
    n = len(line)
    i = 0
    while i < n:
        token = line[i]
        if any(a <= token.start < b for a, b in taken):
            i += 1
            continue
        sign = _CURRENCY_SIGN.get(token.text) or _CURRENCY_WORD.get(token.low)
        if token.low == "us" and i + 1 < n and line[i + 1].text == "$":
            i += 1
            continue
        multiple = _multiple(line, i, lang)
        if multiple is not None:
            value, j = multiple
            out.append(
                Amount(
                    value, "times", None, "volume", None, i, j, token.start, line[j].end, f"'{token.low}' is a multiple"
                )
            )
            i = j + 1
            continue
        if lang == "ru" and i and line[i - 1].low == "на" and token.low in _ONE_OF:
            unit, value = _ONE_OF[token.low]
            out.append(Amount(value, unit, None, "delay", None, i, i, token.start, token.end, f"one '{token.low}'"))
            i += 1
            continue
        start = i
        money = ""
        if sign and i + 1 < n and line[i + 1].text[0].isdigit():
            money, start = sign, i + 1
        change = _change(line, start, lang)
        if change is not None:
            (low, high, k), found2 = change, None
            found2 = _unit(line, k, lang)
            if money:
                found2 = (money, 1.0, "price", k - 1, money)
            if found2 is not None:
                unit, factor, of, last, entry = found2
                last = max(last, k - 1)
                period = _period(text, line, i, last, lang)
                for value, a, b in ((low, i, start), (high, k - 1, last)):
                    out.append(
                        Amount(
                            _tidy(value * factor),
                            unit,
                            None,
                            of,
                            period,
                            a,
                            b,
                            line[a].start,
                            line[b].end,
                            f"unit {unit} by '{entry}', a change",
                        )
                    )
                i = last + 1
                continue
        parsed = _chinese(line, start, text) if lang == "zh" else _number(line, start, lang)
        if parsed is None:
            i += 1
            continue
        value, j, spread = parsed
        if spread is not None and any(a <= line[j - 1].start < b for a, b in taken):
            i = j
            continue
        if token.glued and not money:  # 'Сила Сибири-2'
            i = j
            continue
        if lang in ("ru", "en") and value == 1 and spread is None and not token.text[0].isdigit() and j == start + 1:
            i = j
            continue  # 'одна фура', 'one truck' is an article, not a count
        found = (money, 1.0, "price", j - 1, money) if money else _glued_unit(line, j, lang) or _unit(line, j, lang)
        if found is None and lang == "ru":
            found = _inverted(line, start, lang)
        if found is None:
            found = _elliptic(line, i, j, lang, out)
        if found is None or _ordinal(line, start, j, found, lang):
            i = max(j, i + 1)
            continue
        unit, factor, of, last, entry = found
        last = max(last, j - 1)
        amount: float | tuple[float, float] = value * factor
        if spread is not None:
            lo, hi = sorted((value * factor, spread * factor))
            amount = (_tidy(lo), _tidy(hi))
        else:
            amount = _tidy(value * factor)
        qual, first = _bound(line, i, last, lang, text)
        if isinstance(amount, tuple) and qual in ("at_most", "at_least"):
            qual = None
        period = _period(text, line, i, last, lang)
        if unit == "barrels" and entry in ("bpd", "b d"):
            period = "day"
        if unit == "m3" and entry == "bcm":
            amount = (amount[0] * 1e9, amount[1] * 1e9) if isinstance(amount, tuple) else amount * 1e9
        out.append(
            Amount(
                amount,
                unit,
                qual,
                of,
                period,
                min(first, i),
                last,
                line[i].start,
                line[last].end,
                f"unit {unit} by '{entry}'",
            )
        )
        i = last + 1
    return _hours_and_minutes(out, line)


_MULTIPLES = {
    "ru": {"вдвое": 2.0, "втрое": 3.0, "вчетверо": 4.0, "впятеро": 5.0, "вдесятеро": 10.0, "удвоиться": 2.0, "удвоить": 2.0, "утроиться": 3.0, "утроить": 3.0},
    "en": {"doubled": 2.0, "doubling": 2.0, "double": 2.0, "doubles": 2.0, "twofold": 2.0, "tripled": 3.0, "tripling": 3.0, "threefold": 3.0, "trebled": 3.0, "quadrupled": 4.0, "fourfold": 4.0, "fivefold": 5.0, "tenfold": 10.0},
}  # fmt: skip
_ONE_OF = {"сутки": ("days", 1.0), "неделю": ("days", 7.0), "час": ("hours", 1.0), "месяц": ("months", 1.0)}


def _multiple(line: list[Token], i: int, lang: str) -> tuple[float, int] | None:
    """Return the value and last token of a multiple said in a word: 'вдвое', 'doubled', '翻了一番'."""
    token = line[i]
    if lang == "zh":
        rest = "".join(t.text for t in line[i : i + 4])
        size = next(
            (
                n
                for word, n in (("翻了一番", 4), ("翻一番", 3), ("翻番", 2), ("翻倍", 2), ("翻了倍", 3))
                if rest.startswith(word)
            ),
            0,
        )
        return (2.0, i + size - 1) if size else None
    table = _MULTIPLES.get(lang, {})
    key = next((k for k in (token.low, *sorted(token.keys)) if k in table), None)
    following = line[i + 1].low if i + 1 < len(line) else ""
    if (
        key is None
        or following in ("track", "tracking", "standards", "stack", "hull", "decker")
        or (i + 1 < len(line) and line[i + 1].glued)
    ):
        return None
    return table[key], i


def _hours_and_minutes(found: list[Amount], line: list[Token]) -> list[Amount]:
    """Return the amounts with '4 часа 20 минут' as one of 260 minutes."""
    out: list[Amount] = []
    for amount in found:
        last = out[-1] if out else None
        if (
            last is not None and last.unit == "hours" and amount.unit == "minutes" and amount.first - last.last <= 2
            and isinstance(last.value, float) and isinstance(amount.value, float) and amount.value < 60
            and all(not t.text[0].isdigit() and t.text not in ",;(" for t in line[last.last + 1 : amount.first])
        ):  # fmt: skip
            out[-1] = replace(
                last, value=_tidy(last.value * 60 + amount.value), unit="minutes", last=amount.last, end=amount.end
            )
        else:
            out.append(amount)
    return out


def _tidy(value: float) -> float:
    return float(f"{value:.12g}")


def _ordinal(line: list[Token], start: int, j: int, found: tuple[str, float, str, int, str], lang: str) -> bool:
    """Whether a number is a year, an age or a grade and no amount: '2025 год', 'в 24 часа', '20-foot'."""
    token = line[start]
    if lang == "ru" and j < len(line) and line[j].glued and _glued_unit(line, j, lang):
        return False
    if found[0] in ("years", "days", "months") and re.fullmatch(r"(?:19|20)\d\d", token.text):
        return True
    if (
        lang == "ru"
        and j < len(line)
        and line[j].glued
        and line[j].low in ("е", "го", "му", "м", "й", "я", "ого", "х", "футовый", "футовых")
    ):
        return line[j].low not in ("х",)
    return lang == "en" and found[0] == "years" and found[3] + 1 < len(line) and line[found[3] + 1].low == "old"


def _number(line: list[Token], i: int, lang: str) -> tuple[float, int, float | None] | None:
    """Return (value, next index, upper end of a range or None)."""
    n = len(line)
    first = _plain(line, i, lang)
    if first is None:
        return None
    value, j = first
    factor, j = _scale(line, j, lang)
    if j == i:
        return None
    value *= factor
    joiner = line[j].low if j < n else ""
    after: tuple[float, int] | None = None
    if j + 1 < n:
        if (
            line[j].text in _DASHES
            or (lang == "en" and joiner == "to" and i > 0 and line[i - 1].low == "from" and _steady(line, i))
            or (lang == "ru" and joiner == "до" and i > 0 and line[i - 1].low == "от")
            or (lang == "en" and joiner == "and" and i > 0 and line[i - 1].low == "between")
            or (joiner in ("или", "or", "to") and value < 100 and line[j + 1].text[0].isalnum())
        ):
            after = _plain(line, j + 1, lang)
        elif line[j].glued and line[j].text[0].isdigit():
            after = _plain(line, j, lang)
    if after is None and j < n and line[j].glued:
        after = _plain(line, j, lang)
    if after is None:
        return value, j, None
    upper, k = after
    factor2, k = _scale(line, k, lang)
    if factor == 1.0 and factor2 > 1.0:
        value *= factor2
    upper *= factor2
    return (value, k, upper) if upper > value else (value, j, None)


def _change(line: list[Token], i: int, lang: str) -> tuple[float, float, int] | None:
    """Read 'с 9,5 до 10,5 тыс.' and 'rose from 3 to 5': (old, new, next index)."""
    joiner = {"ru": ("с", "до"), "en": ("from", "to")}.get(lang)
    if joiner is None or not i:
        return None
    back = i - 1 if i and line[i - 1].low in joiner else i - 2 if i > 1 and not line[i - 1].word else -1
    if back < 0 or line[back].low != joiner[0]:
        return None
    if lang == "en" and _steady(line, i):
        return None
    first = _plain(line, i, lang)
    if first is None:
        return None
    old, j = first
    factor, j = _scale(line, j, lang)
    while j < len(line) and line[j].low != joiner[1] and j - i < 4 and line[j].word:
        j += 1
    if j + 1 >= len(line) or line[j].low != joiner[1]:
        return None
    j += 1
    if line[j].text in _CURRENCY_SIGN:
        j += 1
    second = _plain(line, j, lang) if j < len(line) else None
    if second is None:
        return None
    new, k = second
    factor2, k = _scale(line, k, lang)
    return old * (factor if factor > 1 else factor2), new * factor2, k


def _steady(line: list[Token], i: int) -> bool:
    """Whether 'from A to B' is a range and not a change ('rose from 3 to 5')."""
    changes = {
        "rise",
        "grow",
        "increase",
        "fall",
        "drop",
        "decline",
        "cut",
        "reduce",
        "raise",
        "up",
        "down",
        "jump",
        "climb",
        "double",
        "expand",
        "shorten",
        "slash",
        "lower",
        "decrease",
    }
    return not any(token.keys & changes for token in line[max(0, i - 8) : i])


_BEFORE_ELLIPSIS = frozenset(
    ["from", "against", "versus", "than", "to", "at", "of", "с", "против", "до", "вместо", "чем"]
)
_COUNTED = {"en": ("number",), "ru": ("количество", "число")}


def _elliptic(
    line: list[Token], i: int, j: int, lang: str, out: list[Amount]
) -> tuple[str, float, str, int, str] | None:
    """Read a number whose unit was said before: 'from 640,000 in September', 'the number of trucks rose to 725 a day'."""
    text = line[i].text
    if lang == "kk" and i and line[i - 1].low.startswith("саны"):
        for k in range(max(0, i - 4), i - 1):  # 'жүк көліктерінің саны 10 мыңға жетті': the unit stands before 'number'
            found = _unit(line, k, lang)
            if found is not None and found[3] < i - 1:
                return found[0], found[1], found[2], j - 1, found[4]
    if lang not in ("ru", "en") or i == 0 or line[i - 1].low not in _BEFORE_ELLIPSIS or not text[0].isdigit():
        return None
    if re.fullmatch(r"(?:19|20)\d\d", text) or (j < len(line) and line[j].text in (":", "/")):
        return None
    if (
        line[i - 1].low in ("from", "against", "versus", "than", "с", "против", "вместо", "чем")
        and out
        and out[-1].unit not in ("percent", "hours", "days")
    ):
        return out[-1].unit, 1.0, out[-1].of, j - 1, "the unit before"
    if line[i - 1].low in ("to", "at", "до", "of"):
        for k, token in enumerate(line[:i]):
            if token.keys & set(_COUNTED[lang]):
                found = _unit(line, k + (2 if lang == "en" else 1), lang)
                if found is not None:
                    return found[0], found[1], found[2], j - 1, found[4]
    return None


def _inverted(line: list[Token], i: int, lang: str) -> tuple[str, float, str, int, str] | None:
    """Read 'фур 300' and 'дней пять' (approximate inversion): the unit stands just before the number."""
    if i == 0 or not line[i - 1].word:
        return None
    index = _units(lang)
    if "gent" not in line[i - 1].tags or (i > 1 and line[i - 2].text[0].isdigit()):
        return None
    for key in line[i - 1].keys:
        for pattern, unit, factor, of in index.get(key, ()):
            if len(pattern) == 1 and unit in ("trucks", "wagons", "trains", "days", "ships"):
                return unit, factor, of, i, key
    return None


def _bound(line: list[Token], i: int, last: int, lang: str, text: str) -> tuple[str | None, int]:
    """Return the bound word's meaning before (or in Kazakh after) the number, and the token where it begins."""
    before = text[line[max(0, i - 4)].start : line[i].start].lower().replace("ё", "е") if i else ""
    if lang == "zh":
        before = simplify(text[max(line[0].start, line[i].start - 4) : line[i].start])
    after = text[line[last].end : line[last].end + 24].lower()
    inside = text[line[i].start : line[last].end].lower()
    phrases = [(qual, phrase) for qual in ("at_least", "at_most", "approx") for phrase in _BOUNDS[lang][qual]]
    for qual, phrase in sorted(phrases, key=lambda item: -len(item[1])):
        if lang == "zh":
            if before.endswith(phrase) or (qual == "approx" and after.startswith(phrase)):
                return qual, i
            continue
        if lang == "kk":
            if re.search(rf"\b{phrase}\b", inside + after.split(",")[0][:18]) or before.rstrip().endswith(phrase):
                return qual, i
            continue
        if re.search(rf"(?:^|\W){re.escape(phrase)}(?:\s+(?:чем|the|a|in|на|в|уже|как))?\s*[$€(]?\s*$", before):
            if phrase in ("от", "from", "до") and lang in ("ru", "en"):
                if phrase in ("от", "from"):
                    continue
                if phrase == "до" and re.search(
                    r"(?:выраст|вырос|увелич|сократ|сниз|возрос|упа|поднял|поднима|повыс|уменьш|довед|довел|довест|достиг|нараст|расшир|продл|снизил|подорож)\w*[^.;]{0,60}$",
                    text[line[0].start : line[i].start].lower(),
                ):
                    return None, i
            if phrase in ("менее", "более", "больше", "меньше") and re.search(
                r"не\s+$|\bни\s+$", before[: before.rfind(phrase)]
            ):
                return ("at_least" if phrase in ("менее", "меньше") else "at_most"), i
            return qual, i
    if lang == "en" and re.match(r"\s*(?:or more|or longer|and more|-plus|plus)\b", after):
        return "at_least", i
    if lang == "ru" and re.match(r"\s*(?:и более|и выше|и больше)", after):
        return "at_least", i
    if lang == "zh" and re.search(r"(?:多|余)", inside[1:]):
        return "at_least", i
    return None, i


def _period(text: str, line: list[Token], first: int, last: int, lang: str) -> str | None:
    after = text[line[last].end : line[last].end + 28].lower().split(",")[0]
    before = text[max(line[0].start, line[first].start - 28) : line[first].start].lower()
    for pattern, name in _PERIODS[lang]:
        if re.match(rf"\s*(?:грузов |cargo |грузов, )?(?:of \w+ |\w+ )?(?:{pattern})", after):
            return name
    for pattern, name in _PERIODS[lang]:
        if name in ("day", "week", "month", "hour", "half_year", "quarter", "year") and re.search(
            rf"(?:{pattern})\s*(?:\w+\s*){{0,3}}$", before
        ):
            return name
    return None


_ZH_DIGITS = {
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "兩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_ZH_UNITS = {"十": 10, "百": 100, "千": 1000}
_ZH_BIG = {"万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8}


def _chinese(line: list[Token], i: int, text: str) -> tuple[float, int, float | None] | None:
    first = _chinese_one(line, i)
    if first is None:
        return None
    value, j = first
    if j + 1 < len(line) and (line[j].text in _DASHES or line[j].text in "至到"):
        second = _chinese_one(line, j + 1)
        if second is not None and second[0] > value:
            upper, k = second
            big = line[k - 1].text
            if big in _ZH_BIG and line[j - 1].text not in _ZH_BIG:
                value *= _ZH_BIG[big]
            return (value, k, upper) if upper > value else (value, j, None)
    return value, j, None


def _chinese_one(line: list[Token], i: int) -> tuple[float, int] | None:
    n = len(line)
    if i >= n:
        return None
    token = line[i]
    j = i
    if token.text[0].isdigit():
        value = number_value(token.text, "zh")
        if value is None:
            return None
        j = i + 1
    else:
        total, section, digit, seen = 0.0, 0.0, 0.0, False
        while j < n:
            char = line[j].text
            if char in _ZH_DIGITS:
                digit, seen = float(_ZH_DIGITS[char]), True
            elif char in _ZH_UNITS and (seen or char == "十"):
                section += (digit or 1.0) * _ZH_UNITS[char]
                digit, seen = 0.0, True
            else:
                break
            j += 1
        if j == i or not seen:
            return None
        value = total + section + digit
    while j < n:
        char = line[j].text
        if char in _ZH_BIG:
            value *= _ZH_BIG[char]
        elif char in "多余餘几幾来來" and j > i:
            pass
        elif char in ("千", "百") and token.text[0].isdigit():
            value *= _ZH_UNITS[char]
        else:
            break
        j += 1
    return value, j
