# ruff: noqa: E501
"""Dates in a sentence, resolved against the publication date by our own rules; what cannot be resolved stays empty.

Each language lists patterns (``data/<lang>.dates``-like tables below would hide the arithmetic, so they live here as code):
a pattern yields named parts, one resolver turns parts into days. Precision is day, third (5th, 15th, 25th), month or year.
"""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Literal

from kordon.model import DatePrecision
from kordon.reading.datepatterns import KK_DAYS, patterns

Role = Literal["at", "since", "until", "range"]

_MONTHS = {
    "ru": ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"),
    "en": ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    "kk": (
        "қаңтар",
        "ақпан",
        "наурыз",
        "сәуір",
        "мамыр",
        "маусым",
        "шілде",
        "тамыз",
        "қыркүйек",
        "қазан",
        "қараша",
        "желтоқсан",
    ),
}
_RU_DAYS = ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресен")
_EN_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RU_NUM = {"один": 1, "одн": 1, "два": 2, "две": 2, "двое": 2, "двух": 2, "три": 3, "трое": 3, "трех": 3, "четверо": 4, "четыре": 4, "четырех": 4, "пять": 5, "пяти": 5, "шесть": 6, "шести": 6, "семь": 7, "семи": 7, "восемь": 8, "девять": 9, "десять": 10, "десяти": 10, "полторы": 1.5}  # fmt: skip
_RU_ORD = {"втор": 2, "трет": 3, "четверт": 4, "пят": 5, "шест": 6, "седьм": 7, "восьм": 8, "девят": 9, "десят": 10}
_EN_NUM = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "a": 1,
}
_EN_ORD = {
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_THIRD = {"early": 5, "mid": 15, "late": 25}


@dataclass(frozen=True, slots=True)
class When:
    """A resolved (or unresolved) time expression at ``[a, b)``. ``role`` says what it bounds."""

    a: int
    b: int
    role: Role
    start: dt.date | None
    end: dt.date | None
    precision: DatePrecision | None
    why: str


def safe_date(year: int, month: int, day: int) -> dt.date | None:
    """Return a date, None when there is no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_number(name: str, lang: str) -> int:
    """Return the number of a month's name in any case form, 0 when it is none."""
    low = name.lower().strip(".")
    if lang == "ru" and re.fullmatch(r"ма[йяею]м?", low):
        return 5
    for index, stem in enumerate(_MONTHS[lang], start=1):
        if index == 5 and lang == "ru":
            continue
        if low.startswith(stem):
            return index
    return 0


def _near_year(month: int, day: int, published: dt.date | None, future: bool | None) -> int | None:
    """Return the year that puts a day nearest the publication date: not after it for the past, not before for the future."""
    if published is None:
        return None
    options = []
    for year in (published.year - 1, published.year, published.year + 1):
        candidate = safe_date(year, month, min(day, calendar.monthrange(year, month)[1]))
        if candidate is None:
            continue
        gap = (candidate - published).days
        penalty = 0
        if future is False and gap > 3:
            penalty = (
                2 * gap if gap <= 60 else 1000
            )  # a past verb may announce what comes soon, not what comes in a year
        if future is True and gap < -20:
            penalty = 1000
        options.append((abs(gap) + penalty, year))
    return min(options)[1] if options else None


def _far_back(month: int, day: int, published: dt.date | None) -> bool:
    """Whether the last such day lies so far back that 'from 1 December' must mean the coming one."""
    if published is None:
        return False
    year = published.year if (month, day) <= (published.month, published.day) else published.year - 1
    last = safe_date(year, month, min(day, calendar.monthrange(year, month)[1]))
    return last is not None and (published - last).days > 240


def _weekday(index: int, published: dt.date, future: bool | None, last: bool, nxt: bool) -> dt.date:
    back = (published.weekday() - index) % 7
    if nxt or (future and not last):
        ahead = (index - published.weekday()) % 7
        return published + dt.timedelta(days=7 if nxt and not ahead else ahead)
    if last and back == 0:
        back = 7
    return published - dt.timedelta(days=back)


def find_dates(text: str, lang: str, published: dt.date | None, future: bool | None, offset: int = 0) -> list[When]:
    """Return the time expressions of a sentence in order, longest first where they overlap."""
    low = text.lower().replace("ё", "е")
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text).replace("ё", "е")
    found: list[When] = []
    for name, pattern in (*patterns(lang), *_holiday_pattern(lang)):
        for match in pattern.finditer(low):
            for when in _resolve(name, match, published, future, lang, low):
                found.append(
                    When(
                        when.a + offset,
                        when.b + offset,
                        when.role,
                        when.start,
                        when.end,
                        when.precision,
                        f"date pattern {lang}/{name}",
                    )
                )
    found.sort(key=lambda w: (w.a, -(w.b - w.a)))
    found = [_anchored(when, found) for when in found]
    out: list[When] = []
    for when in sorted(found, key=lambda w: (-(w.b - w.a), w.a)):
        if all(when.b <= other.a or when.a >= other.b or (when.a, when.b) == (other.a, other.b) for other in out):
            out.append(when)
    return sorted(out, key=lambda w: w.a)


def _anchored(when: When, found: list[When]) -> When:
    """Return a bare day ('29日起') in the month of the full date that the sentence gave just before it."""
    same = when.why.endswith("/sameday")
    if not (when.why.endswith("/zhday") or same) or when.start is None:
        return when
    before = [
        w.start
        for w in found
        if w.why.endswith(("/zhfull", "/zhday")) and w.precision == "day" and w.b <= when.a and w.start
    ]
    if not before:
        return when
    last = before[-1]
    if same:
        return replace(when, start=last)
    for shift in (0, 1):
        month = last.month - 1 + shift
        day = safe_date(last.year + month // 12, month % 12 + 1, when.start.day)
        if day is not None and day >= last:
            return replace(when, start=day)
    return when


def _resolve(
    name: str, match: re.Match[str], published: dt.date | None, future: bool | None, lang: str, low: str
) -> list[When]:
    """Return what a match resolves to; nothing when its arithmetic leaves the calendar."""
    try:
        return list(_RESOLVERS[name](match, published, future, lang, low))
    except (OverflowError, ValueError):
        return []


def _new_year(m: re.Match[str], pub: dt.date | None, future: bool | None, lang: str, low: str) -> Iterator[When]:
    """Resolve 'до Нового года', 'until the New Year' to the last day of the publication's year."""
    yield When(m.start(), m.end(), "until", None, dt.date(pub.year, 12, 31) if pub else None, "day", "")


def _role(m: re.Match[str]) -> Role:
    lead = (m.groupdict().get("lead") or "").strip()
    if lead in (
        "с",
        "со",
        "начиная с",
        "since",
        "from",
        "starting",
        "starting from",
        "as of",
        "effective",
        "beginning",
        "from the",
        "starting on",
        "beginning on",
        "бастап",
    ):
        return "since"
    if lead in (
        "до",
        "по",
        "вплоть до",
        "until",
        "till",
        "through",
        "to",
        "up to",
        "until the",
        "before",
        "не позднее",
        "by",
        "дейін",
    ):
        return "until"
    return "at"


def _make(
    m: re.Match[str], role: Role, day: dt.date | None, precision: DatePrecision | None, end: dt.date | None = None
) -> When:
    if role == "until":
        return When(m.start(), m.end(), role, None, day, precision, "")
    return When(m.start(), m.end(), role, day, end, precision if day or end else None, "")


def _full(m: re.Match[str], pub: dt.date | None, future: bool | None, lang: str, low: str) -> Iterator[When]:
    """Resolve '12 сентября 2025 года', 'September 12', '2025-09-12', '12.09.2025'."""
    g = m.groupdict()
    role = _role(m)
    month = int(g["mon"]) if g.get("mon") else month_number(g["month"], lang)
    first = int(g["day"])
    last = int(g["day2"]) if g.get("day2") else None
    if not 1 <= month <= 12 or not 1 <= first <= 31:
        return
    if g.get("year"):
        year: int | None = int(g["year"])
        if year is not None and year < 100:
            year += 2000
    else:
        lean = (
            None
            if role == "until" or (role == "since" and future is False and _far_back(month, first, pub))
            else future
        )
        year = _near_year(month, first, pub, lean)
    if year is None:
        yield When(m.start(), m.end(), role, None, None, None, "")
        return
    begin = safe_date(year, month, first)
    if begin is None:
        return
    if last is not None:
        finish = safe_date(year, month, last)
        yield When(m.start(), m.end(), "range", begin, finish, "day", "")
        return
    yield _make(m, role, begin, "day")


def _two_months(m: re.Match[str], pub: dt.date | None, future: bool | None, lang: str, low: str) -> Iterator[When]:
    """Resolve 'с 12 сентября по 3 октября', 'from 12 September to 3 October'."""
    g = m.groupdict()
    m1 = month_number(g["month"], lang) if g.get("month") else 0
    m2 = month_number(g["month2"], lang)
    m1 = m1 or m2
    if not m1 or not m2:
        return
    year2 = int(g["year2"]) if g.get("year2") else _near_year(m2, int(g["day2"]), pub, future)
    if year2 is None:
        return
    year1 = int(g["year"]) if g.get("year") else (year2 if m1 <= m2 else year2 - 1)
    begin, finish = safe_date(year1, m1, int(g["day"])), safe_date(year2, m2, int(g["day2"]))
    if begin:
        yield When(m.start(), m.end(), "range", begin, finish, "day", "")


def _month(m: re.Match[str], pub: dt.date | None, future: bool | None, lang: str, low: str) -> Iterator[When]:
    """Resolve 'в сентябре', 'в конце октября 2025 года', 'в марте прошлого года', 'in early May'."""
    g = m.groupdict()
    month = int(g["mon"]) if g.get("mon") else month_number(g["month"], lang)
    if not 1 <= month <= 12:
        return
    part = (g.get("part") or "").strip()
    third = 0
    if re.match(r"нач|early|басы|初|the start|the beginning|start|beginning|перв\w+ декад|上旬|beginning", part):
        third = 5
    elif re.match(r"серед|mid|ортасы|中|втор\w+ декад", part):
        third = 15
    elif re.match(r"кон|late|end|the end|соңы|底|末|下旬|трет\w+ декад|исход", part):
        third = 25
    elif re.match(r"перв\w+ полов|first half", part):
        third = 5
    elif re.match(r"втор\w+ полов|second half", part):
        third = 25
    role = _role(m)
    rel = (g.get("rel") or "").strip()
    if g.get("year"):
        year: int | None = int(g["year"])
    elif rel and pub:
        year = pub.year + (
            -1
            if re.match(r"прошл|last|previous|минувш|өткен|өтк|былтыр|去年", rel)
            else 1
            if re.match(r"следующ|next|будущ|келесі|明年", rel)
            else 0
        )
    else:
        year = _near_year(month, third or 15, pub, None if role == "until" else future)
    if year is None:
        yield When(m.start(), m.end(), role, None, None, None, "")
        return
    if role == "until":
        day = third or (
            calendar.monthrange(year, month)[1]
            if not re.match(r"до|before|by|until|till", (g.get("lead") or "").strip())
            else 1
        )
        if re.match(r"кон|end|the end|соңы|底|末", part):
            day = calendar.monthrange(year, month)[1]
        yield _make(m, role, safe_date(year, month, day), "third" if third else "month")
        return
    yield _make(m, role, safe_date(year, month, third or 1), "third" if third else "month")


def _year(m: re.Match[str], pub: dt.date | None, future: bool | None, lang: str, low: str) -> Iterator[When]:
    """Resolve 'к 2028 году', 'в 2026 году', 'until 2030', 'в прошлом году'."""
    g = m.groupdict()
    rel = g.get("rel") or ""
    if g.get("year"):
        year = int(g["year"])
    elif pub:
        shift = (
            -1
            if re.match(r"прошл|last|минувш|былтыр|өткен|去", rel)
            else 1
            if re.match(r"следующ|next|будущ|келесі|明", rel)
            else 0
        )
        year = pub.year + shift
    else:
        yield When(m.start(), m.end(), "at", None, None, None, "")
        return
    if not 1900 < year < 2200:
        return
    lead = (g.get("lead") or "").strip()
    part = (g.get("part") or "").strip()
    if re.match(r"кон|end|the end|соңы|底|末|late", part):
        if lead in ("до", "к", "until", "till", "by", "through", "to", "before"):
            yield When(
                m.start(),
                m.end(),
                "until",
                None,
                dt.date(year, 12, 31),
                "day" if lead in ("до", "until", "till", "through") else "month",
                "",
            )
        else:
            yield When(m.start(), m.end(), "at", dt.date(year, 12, 1), None, "month", "")
        return
    if re.match(r"нач|early|start|басы|初|the start|the beginning|beginning", part):
        yield When(
            m.start(),
            m.end(),
            "since" if lead in ("с", "since", "from") else "at",
            dt.date(year, 1, 1),
            None,
            "month",
            "",
        )
        return
    if lead in ("к", "by", "қарай"):
        yield When(m.start(), m.end(), "at", dt.date(year, 1, 1), None, "year", "")
        return
    if lead in ("до", "until", "till", "through", "before", "по"):
        yield When(
            m.start(),
            m.end(),
            "until",
            None,
            dt.date(year, 12, 31) if lead in ("through", "по", "до") else dt.date(year, 1, 1),
            "year",
            "",
        )
        return
    yield When(
        m.start(), m.end(), "since" if lead in ("с", "since", "from") else "at", dt.date(year, 1, 1), None, "year", ""
    )


def _day_word(m: re.Match[str], pub: dt.date | None, future: bool | None, lang: str, low: str) -> Iterator[When]:
    """Resolve 'вчера', 'today', 'накануне', 'overnight'."""
    word = m.group("word")
    shift = _DAY_WORDS[lang].get(word)
    if shift is None:
        shift = next((v for k, v in _DAY_WORDS[lang].items() if word.startswith(k)), 0)
    day = pub + dt.timedelta(days=shift) if pub else None
    yield _make(m, _role(m), day, "day")


_DAY_WORDS = {
    "ru": {"сегодня": 0, "вчера": -1, "накануне": -1, "позавчера": -2, "завтра": 1, "послезавтра": 2, "минувшей ночью": 0, "прошлой ночью": 0, "нынешней ночью": 0, "этой ночью": 0, "вечером накануне": -1},
    "en": {"today": 0, "yesterday": -1, "tomorrow": 1, "overnight": 0, "last night": -1, "this morning": 0, "the day before yesterday": -2, "the previous day": -1, "a day earlier": -1, "tonight": 0},
    "kk": {"бүгін": 0, "кеше": -1, "ертең": 1, "бүрсігүні": 2, "алдыңғы күні": -2},
    "zh": {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "明日": 1, "当天": 0, "當天": 0, "当日": 0, "當日": 0, "昨晚": -1, "今晨": 0},
}  # fmt: skip


def _week_day(m: re.Match[str], pub: dt.date | None, future: bool | None, lang: str, low: str) -> Iterator[When]:
    """Resolve a weekday to the nearest past one, or the next one when the verb is future."""
    name = m.group("dow")
    names = {"ru": _RU_DAYS, "en": _EN_DAYS, "kk": KK_DAYS}.get(lang)
    if lang == "zh":
        index = "一二三四五六日天".index(name[-1])
        index = min(index, 6)
    else:
        assert names is not None
        index = next(i for i, stem in enumerate(names) if name.startswith(stem))
    rel = (m.groupdict().get("rel") or "").strip()
    last = bool(re.match(r"прошл|минувш|last|past|previous|өткен|上", rel))
    nxt = bool(re.match(r"следующ|ближайш|next|coming|будущ|келесі|下", rel))
    role = _role(m)
    if pub is None:
        yield When(m.start(), m.end(), role, None, None, None, "")
        return
    ahead = future or role == "until" or (m.groupdict().get("lead") or "").startswith(("starting", "начиная"))
    yield _make(m, role, _weekday(index, pub, ahead, last, nxt), "day")


def _amount(word: str, lang: str) -> float | None:
    if word.isdigit():
        return float(word)
    tables: tuple[dict[str, int], ...] | tuple[dict[str, float], ...]
    if lang == "ru":
        tables = ({k: float(v) for k, v in _RU_NUM.items()}, {k: float(v) for k, v in _RU_ORD.items()})
    else:
        tables = ({k: float(v) for k, v in _EN_NUM.items()}, {k: float(v) for k, v in _EN_ORD.items()})
    for table in tables:
        if word in table:
            return float(table[word])
    if lang == "ru":
        for stem, value in _RU_ORD.items():
            if word.startswith(stem):
                return float(value)
    return None


def _ordinal_word(word: str, lang: str) -> bool:
    """Whether a count is an ordinal ('третий', 'fifth'); 'пять' and 'six' are none."""
    if lang == "ru":
        return _RU_NUM.get(word) is None and any(word.startswith(stem) for stem in _RU_ORD) and word[-1] in "йеюя"
    return word in _EN_ORD


def _day_of_month(m: re.Match[str], pub: dt.date | None, future: bool | None, lang: str, low: str) -> Iterator[When]:
    """Resolve '18日上午', '自20日起', '1日至3日': a day of the publication's month or of the month beside it."""
    g = m.groupdict()
    day, tail = int(g["day"]), low[m.end() : m.end() + 2]
    lead = g.get("lead") or ""
    role: Role = (
        "since" if lead in ("自", "从", "從") or tail[:1] == "起" else "until" if lead in ("至", "到") else "at"
    )
    if pub is None or not 1 <= day <= 31:
        if pub is None:
            yield When(m.start(), m.end(), role, None, None, None, "")
        return
    options = []
    for shift in (-1, 0, 1):
        month = pub.month - 1 + shift
        resolved = safe_date(pub.year + month // 12, month % 12 + 1, day)
        if resolved is None:
            continue
        gap = (resolved - pub).days
        wrong = gap > 0 if future is not True else gap < 0
        options.append((abs(gap) + (40 if wrong else 0), resolved))
    if options:
        begin = min(options)[1]
        if g.get("day2"):
            yield When(
                m.start(), m.end(), "range", begin, safe_date(begin.year, begin.month, int(g["day2"])), "day", ""
            )
        else:
            yield _make(m, role, begin, "day")


def _lasting(m: re.Match[str], pub: dt.date | None, future: bool | None, lang: str, low: str) -> Iterator[When]:
    """Resolve 'have been stuck for nine days', '已经等了6天', 'төрт күннен бері': it began so long ago."""
    if lang == "en" and not re.search(
        r"\b(?:have|has|had)\s(?:\w+\s){0,2}?(?:been|stood|waited|queued|lain|sat|idled)\b[^.;]*$", low[: m.start()]
    ):
        return
    if lang == "zh" and re.search(r"时间|時間|平均", m.group()):
        return
    word, unit = m.group("n"), m.group("unit")
    count = {"zh": _ZH_COUNT, "kk": _KK_COUNT, "en": _EN_NUM}[lang].get(word)
    count = int(word) if word.isdigit() else count
    if count is None or pub is None or count > 400:
        return
    days = 7 if re.match(r"week|апта|周|星期|週", unit) else 30 if re.match(r"month|ай|个月|個月", unit) else 1
    yield When(
        m.start(), m.end(), "since", pub - dt.timedelta(days=count * days), None, "month" if days == 30 else "day", ""
    )


_ZH_COUNT = {
    "一": 1,
    "两": 2,
    "兩": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_KK_COUNT = {"бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "сегіз": 8, "тоғыз": 9, "он": 10}


def _already(m: re.Match[str], pub: dt.date | None, future: bool | None, lang: str, low: str) -> Iterator[When]:
    """Resolve 'уже пять суток', 'третьи сутки', 'for a fifth day', '3 дня назад', 'two weeks ago'."""
    count = _amount(m.group("n"), lang) if m.group("n") else 1.0
    if count is None or pub is None or count > 400:
        return
    unit = m.group("unit")
    days = (
        7
        if re.match(r"нед|week|апта|周|星期", unit)
        else 30
        if re.match(r"мес|month|ай|个月", unit)
        else 365
        if re.match(r"год|лет|year", unit)
        else 1
    )
    if days == 1 and _ordinal_word(m.group("n") or "", lang):
        count -= 1  # the third day of a strike began two days ago
    day = pub - dt.timedelta(days=int(count * days))
    role: Role = "at" if re.search(r"назад|ago|бұрын|前", m.group()) else "since"
    precision: DatePrecision = "day" if days == 1 else "third" if days == 7 else "month" if days == 30 else "year"
    yield When(m.start(), m.end(), role, day, None, precision, "")


def _ahead(m: re.Match[str], pub: dt.date | None, future: bool | None, lang: str, low: str) -> Iterator[When]:
    """Resolve 'через две недели', 'in three days'."""
    count = _amount(m.group("n"), lang) if m.group("n") else 1.0
    if count is None or pub is None or count > 400:
        return
    unit = m.group("unit")
    days = 7 if re.match(r"нед|week", unit) else 30 if re.match(r"мес|month", unit) else 1
    yield When(
        m.start(), m.end(), "at", pub + dt.timedelta(days=int(count * days)), None, "day" if days == 1 else "third", ""
    )


def _week(m: re.Match[str], pub: dt.date | None, future: bool | None, lang: str, low: str) -> Iterator[When]:
    """Resolve 'на прошлой неделе', 'this week', 'с начала месяца', 'до конца месяца', 'last month'."""
    if pub is None:
        yield When(m.start(), m.end(), "at", None, None, None, "")
        return
    rel, unit = m.group("rel"), m.group("unit")
    shift = (
        -1
        if re.match(r"прошл|минувш|last|previous|past|өткен|上", rel)
        else 1
        if re.match(r"следующ|next|coming|будущ|келесі|下", rel)
        else 0
    )
    role = _role(m)
    if re.match(r"нед|week|апта|周|星期", unit):
        sunday = pub + dt.timedelta(days=7 * shift + 6 - pub.weekday())
        # The ontology has no precision for a week: only its end is a day; 'last week' stays open with its words kept.
        yield When(m.start(), m.end(), role, None, sunday if role == "until" else None, "day", "")
        return
    month = pub.month - 1 + shift
    year, month = pub.year + month // 12, month % 12 + 1
    begin = dt.date(year, month, 1)
    if role == "until":
        yield When(
            m.start(), m.end(), role, None, dt.date(year, month, calendar.monthrange(year, month)[1]), "month", ""
        )
        return
    yield When(m.start(), m.end(), role, begin, None, "month", "")


def _edge(m: re.Match[str], pub: dt.date | None, future: bool | None, lang: str, low: str) -> Iterator[When]:
    """Resolve 'с начала года', 'до конца месяца', 'by the end of the year', 'since the start of the month'."""
    if pub is None:
        yield When(m.start(), m.end(), "at", None, None, None, "")
        return
    edge, unit = m.group("edge"), m.group("unit")
    lead = (m.group("lead") or "").strip()
    month_long = bool(re.match(r"мес|month|ай|月", unit))
    if re.match(r"нач|start|beginning|басы|初", edge):
        day = pub.replace(day=1) if month_long else dt.date(pub.year, 1, 1)
        yield When(
            m.start(),
            m.end(),
            "since" if lead in ("с", "since", "from") else "at",
            day,
            None,
            "third" if month_long else "month",
            "",
        )
        return
    last = (
        dt.date(pub.year, pub.month, calendar.monthrange(pub.year, pub.month)[1])
        if month_long
        else dt.date(pub.year, 12, 31)
    )
    if lead in ("до", "к", "until", "by", "till", "through", "before", "to"):
        yield When(m.start(), m.end(), "until", None, last, "third" if month_long else "month", "")
    else:
        yield When(m.start(), m.end(), "at", last.replace(day=25), None, "third", "")


def _quarter(m: re.Match[str], pub: dt.date | None, future: bool | None, lang: str, low: str) -> Iterator[When]:
    """Resolve 'в третьем квартале 2026 года', 'Q3 2026', 'in the first half of 2026', 'летом 2026 года'."""
    g = m.groupdict()
    year = int(g["year"]) if g.get("year") else (pub.year if pub else 0)
    if not year:
        return
    word = g.get("q") or g.get("season") or ""
    month = 0
    for stem, value in (("перв", 1), ("втор", 4), ("трет", 7), ("четв", 10), ("first", 1), ("second", 4), ("third", 7), ("fourth", 10), ("iii", 7), ("iv", 10), ("ii", 4), ("i", 1), ("1", 1), ("2", 4), ("3", 7), ("4", 10), ("весн", 3), ("лет", 6), ("осен", 9), ("зим", 12), ("spring", 3), ("summer", 6), ("autumn", 9), ("winter", 12)):  # fmt: skip
        if word.startswith(stem):
            month = value
            break
    if "полугод" in m.group() or "half" in m.group():
        month = 1 if month == 1 else 7
    if month:
        role: Role = "until" if (g.get("lead") or "").strip() in ("до", "until", "by", "к") else "at"
        day = dt.date(year, month, 1)
        if role == "until":
            stop = min(12, month + (5 if "half" in m.group() or "полугод" in m.group() else 2))
            yield When(
                m.start(), m.end(), role, None, dt.date(year, stop, calendar.monthrange(year, stop)[1]), "month", ""
            )
        else:
            yield When(m.start(), m.end(), role, day, None, "month", "")


def _chinese_full(m: re.Match[str], pub: dt.date | None, future: bool | None, lang: str, low: str) -> Iterator[When]:
    g = m.groupdict()
    tail = low[m.end() : m.end() + 2]
    role: Role = (
        "since"
        if g.get("lead") in ("自", "从", "從") or tail in ("以来", "以來", "起") or tail[:1] == "起"
        else "until"
        if g.get("lead") in ("至", "截至", "到") or tail[:1] in ("前", "止")
        else "at"
    )
    if g.get("lead") == "截至":
        role = "at"
    month, day = int(g["mon"]), int(g["day"]) if g.get("day") else 0
    if not 1 <= month <= 12:
        return
    if g.get("year"):
        year: int | None = int(g["year"])
    elif g.get("rel") and pub:
        year = pub.year + {"去年": -1, "今年": 0, "明年": 1}[g["rel"]]
    else:
        year = _near_year(month, day or 15, pub, None if role == "until" else future)
    if year is None:
        yield When(m.start(), m.end(), role, None, None, None, "")
        return
    part = g.get("part") or ""
    third = 5 if part in ("初", "上旬") else 15 if part in ("中旬", "中") else 25 if part in ("底", "末", "下旬") else 0
    resolved = safe_date(year, month, day or third or 1)
    if resolved:
        if g.get("day2"):
            yield When(m.start(), m.end(), "range", resolved, safe_date(year, month, int(g["day2"])), "day", "")
            return
        yield _make(m, role, resolved, "day" if day else "third" if third else "month")


@lru_cache(maxsize=8)
def _holiday_pattern(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the pattern of a language's holiday names with the prepositions before them."""
    known = sorted((name for *_, found in holidays() for name in found[lang]), key=len, reverse=True)
    leads = _HOLIDAY_LEADS[lang]
    lead = rf"(?:(?P<lead>{leads})\s*(?:the\s+)?)?" if leads else ""
    edge = "" if lang == "zh" else r"\b"
    body = "|".join(re.escape(name) for name in known)
    return (("holiday", re.compile(rf"{edge}{lead}(?P<holiday>{body}){edge}")),) if body else ()


_HOLIDAY_LEADS = {
    "ru": "до|к|с|со|на|в|перед|после",
    "en": "until|till|by|before|since|from|for|over|during|at|after|on",
    "kk": "",
    "zh": "自|从|至|到",
}
_LANGS = ("ru", "en", "kk", "zh")


@lru_cache(maxsize=1)
def holidays() -> tuple[tuple[str, str, str, dict[str, tuple[str, ...]]], ...]:
    """Return the holidays that texts date by: id, fixed month-day, days by year, names by language (data/holidays.csv)."""
    text = resources.files("kordon.reading").joinpath("data/holidays.csv").read_text(encoding="utf-8")
    return tuple(
        (row["id"], row["day"], row["days"], {lang: tuple(filter(None, row[lang].split(";"))) for lang in _LANGS})
        for row in csv.DictReader(text.splitlines())
    )


def _holiday(m: re.Match[str], pub: dt.date | None, future: bool | None, lang: str, low: str) -> Iterator[When]:
    """Resolve 'до Нового года', 'since Nowruz', '春节' to the holiday nearest the publication date on the side of the verb."""
    name = m.group("holiday")
    known = next(((day, days) for _, day, days, found in holidays() if name in found[lang]), None)
    lead = (m.groupdict().get("lead") or "").strip()
    role: Role = (
        "until"
        if lead in ("до", "к", "until", "till", "by", "before", "至", "到")
        else "since"
        if lead in ("с", "со", "since", "from", "自", "从")
        else "at"
    )
    if known is None:
        return
    if pub is None:
        yield When(m.start(), m.end(), role, None, None, None, "")
        return
    if known[0]:
        month, number = (int(part) for part in known[0].split("-"))
        days = [d for year in (pub.year - 1, pub.year, pub.year + 1) if (d := safe_date(year, month, number))]
    else:
        days = [dt.date.fromisoformat(part) for part in known[1].split(";")]
    ahead = True if role == "until" or lead in ("перед", "before", "after", "после") else future
    if ahead is None and role == "since":
        ahead = False
    wrong = {d for d in days if ahead is not None and (d < pub if ahead else d > pub)}
    day = min(days, key=lambda d: abs((d - pub).days) + (400 if d in wrong else 0))
    if abs((day - pub).days) > 370:
        yield When(m.start(), m.end(), role, None, None, None, "")
        return
    if role == "until" and name.startswith(("нов", "new", "the new")):
        day -= dt.timedelta(days=1)  # 'до Нового года' is the last day of the old one
    yield _make(m, role, day, "day")


def _span_only(m: re.Match[str], pub: dt.date | None, future: bool | None, lang: str, low: str) -> Iterator[When]:
    """A period over which something was counted ('за полугодие'): it is no start and no end."""
    yield When(m.start(), m.end(), "at", None, None, None, "")


_RESOLVERS = {
    "period": _span_only, "holiday": _holiday, "sameday": _day_word, "newyear": _new_year,
    "range": _two_months, "full": _full, "iso": _full, "dotted": _full, "mdy": _full, "dmy": _full, "month": _month, "year": _year,
    "relyear": _year, "dayword": _day_word, "weekday": _week_day, "already": _already, "ago": _already, "ahead": _ahead, "week": _week,
    "zhday": _day_of_month, "lasting": _lasting, "clock": _span_only, "edge": _edge, "quarter": _quarter, "season": _quarter, "zhfull": _chinese_full, "mdrange": _two_months,
}  # fmt: skip


"""Times of day: they are no quantities, and no dates by themselves."""
