# ruff: noqa: E501
"""Calendar dates: what a match with a day, a month or a year resolves to. Relative times are in :mod:`relative`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from kordon.model import DatePrecision
from kordon.reading.dates import relative
from kordon.reading.dates.days import (
    count_of,
    far_back,
    last_day,
    month_number,
    near_day,
    near_span,
    near_year,
    ordinal_of,
    safe_date,
)
from kordon.reading.dates.parts import add_shift, is_end, is_start, is_until, third_of, year_shift
from kordon.reading.dates.when import Context, When


def _year_of(c: Context, month: int, day: int, future: bool | None) -> int | None:
    """Return the year said beside a month, else the one that puts it nearest the publication date."""
    said = c.part("year")
    if said and not said.isdigit():
        said = "20" + "".join(
            str("〇一二三四五六七八九".find(d.replace("零", "〇").replace("○", "〇"))) for d in said[-2:]
        )
    if said:
        year = int(said)
        return year + 2000 if year < 100 else year
    if c.part("roc"):
        return int(c.part("roc")) + 1911
    if c.part("rel") and c.published:
        return c.published.year + year_shift(c.part("rel"))
    return near_year(month, day, c.published, future)


def full(c: Context) -> Iterator[When]:
    """Resolve '12 сентября 2025 года', 'September 12', '2025-09-12', '12.09.2025', '12–15 қыркүйек'."""
    month = int(c.part("mon")) if c.part("mon") else month_number(c.part("month"), c.lang)
    first = ordinal_of(c.part("day"), c.lang)
    last = int(c.part("day2")) if c.part("day2") else None
    if first is None or not 1 <= month <= 12 or not 1 <= first <= 31:
        return
    lean = c.future
    if c.role == "until" and c.lang != "zh":
        lean = None if c.future is False and not far_back(month, first, c.published, 120) else True
    elif c.role == "until" or (c.role == "since" and c.future is False and far_back(month, first, c.published)):
        lean = None
    year = _year_of(c, month, first, lean)
    if year is None:
        yield c.make(c.role, None, None)
        return
    begin = safe_date(year, month, first)
    if begin is None:
        return
    if last is not None:
        yield c.make("range", begin, "day", safe_date(year, month, last))
        return
    yield day_in_role(c, begin)


def day_in_role(c: Context, day: dt.date) -> When:
    """Return a day as the words bound it: 'к 15 мая' is an end only where the clause looks ahead."""
    if c.bound == "by" and c.published and day <= c.published and c.future is not True:
        return c.make("at", day, "day")
    if c.bound == "asof" and (c.published is None or day <= c.published):
        return c.make("at", day, "day")
    return c.at(day, "day")


def slashed(c: Context) -> Iterator[When]:
    """Resolve '5/3/2026': the day comes first unless that is no month's number."""
    first, second, year = int(c.part("day")), int(c.part("mon")), int(c.part("year"))
    day = safe_date(year, second, first) or safe_date(year, first, second)
    if day:
        yield day_in_role(c, day)


def two_months(c: Context) -> Iterator[When]:
    """Resolve 'с 12 сентября по 3 октября', 'from 12 September to 3 October', '9月28日至10月3日'."""
    if c.lang == "zh":
        m1, m2 = month_number(c.part("mon"), "zh"), int(c.part("mon2"))
    else:
        m1 = month_number(c.part("month"), c.lang) if c.part("month") else 0
        m2 = month_number(c.part("month2"), c.lang)
        m1 = m1 or m2
    first = ordinal_of(c.part("day"), c.lang)
    if not 1 <= m1 <= 12 or not 1 <= m2 <= 12 or first is None:
        return
    if c.lang == "zh":
        year1 = _year_of(c, m1, first, c.future)
        year2 = int(c.part("year2")) if c.part("year2") else None
        if year2 is None and year1 is not None:
            year2 = year1 + 1 if c.part("rel2") or m2 < m1 else year1
    else:
        year2 = int(c.part("year2")) if c.part("year2") else None
        if c.part("year") and not year2:
            year2 = int(c.part("year")) + (m2 < m1)
        elif not year2 and c.published:
            year2 = near_span((m1, first), (m2, int(c.part("day2"))), c.published, c.future) + (m2 < m1)
        year1 = None if year2 is None else int(c.part("year")) if c.part("year") else year2 - (m1 > m2)
    if year1 is None or year2 is None:
        return
    begin, finish = safe_date(year1, m1, first), safe_date(year2, m2, int(c.part("day2")))
    if begin:
        yield c.make("range", begin, "day", finish)


def month_span(c: Context) -> Iterator[When]:
    """Resolve 'с апреля по июнь', 'between August and October', '5月至7月' to its first and last day."""
    m1, m2 = month_number(c.part("month"), c.lang), month_number(c.part("month2"), c.lang)
    if not 1 <= m1 <= 12 or not 1 <= m2 <= 12:
        yield c.open()
        return
    said = c.part("year") or c.part("rel")
    year = _year_of(c, m1, 15, c.future) if said or not c.published else None
    if not said and c.published:
        year = near_span((m1, 1), (m2, 28), c.published, c.future)
    if year is None:
        yield c.open()
        return
    if year:
        begin = safe_date(year, m1, 1)
        yield c.make("range", begin, "month", last_day(year + (m2 < m1), m2))


def first_months(c: Context) -> Iterator[When]:
    """Resolve 'in the first six months of 2025', '前八个月', 'за девять месяцев этого года'."""
    count = count_of(c.part("n"), c.lang)
    said = _year_of(c, 1, 15, False)
    if count is None or not 1 < count < 12 or said is None:
        yield c.open()
        return
    yield c.make("range", dt.date(said, 1, 1), "month", last_day(said, int(count)))


def month(c: Context) -> Iterator[When]:
    """Resolve 'в сентябре', 'в конце октября 2025 года', 'в марте прошлого года', 'in early May', 'қазанның басында'."""
    number = month_number(c.part("month"), c.lang)
    if not 1 <= number <= 12:
        return
    if c.lang == "en" and not _english_month(c):
        return
    third = third_of(c.part("part"))
    near = c.part("near")
    year: int | None
    if near and c.published:
        gone = c.published.month - number
        if re.search(
            "last|past|прошл|минувш|өткен", near
        ):  # 'last October' said in November is that of the year before
            year = c.published.year - (0 if gone >= 3 else 1)
        else:
            year = c.published.year + (1 if re.match("next|следующ|келесі|келер", near) and gone >= 0 else 0)
    else:
        lean = c.future
        if c.role == "until":
            lean = None if c.future is False and not far_back(number, third or 15, c.published, 120) else True
        elif c.lang == "ru" and c.low[c.a : c.b].startswith("на "):
            lean = True
        elif not c.match.start() and c.low[c.b : c.b + 1] == ":" and c.future is not True:
            lean = None  # a review of the months: none of them is to come
            if c.published and not c.part("year") and (number, 1) > (c.published.month, c.published.day):
                yield month_in_role(c, c.published.year - 1, number, third)
                return
            if c.published and not c.part("year"):
                yield month_in_role(c, c.published.year, number, third)
                return
        year = _year_of(c, number, third or 15, lean)
    if year is None:
        yield c.make(c.role, None, None)
        return
    yield month_in_role(c, year, number, third)


def month_in_role(c: Context, year: int, number: int, third: int) -> When:
    """Return a month or a third of it as the words bound it."""
    precision: DatePrecision = "third" if third else "month"
    role = c.role
    if c.bound == "by":
        role = "until" if is_end(c.part("part")) else "at"
    if role == "until":
        day = safe_date(year, number, third) if third else None
        if third == 25 or is_end(c.part("part")) or (not third and re.match(r"по\b|through|thru", c.low[c.a : c.b])):
            day = last_day(year, number)
        return c.make(role, day or dt.date(year, number, 1), precision)
    return c.make(role, safe_date(year, number, third or 1), precision)


def _english_month(c: Context) -> bool:
    """Whether 'may' and 'march' are months here: led by a preposition or followed by a year."""
    word = c.part("month").strip(".")
    if word not in ("may", "march", "mar", "jan", "dec", "sep", "oct"):
        return True
    lead = c.low[max(0, c.match.start() - 12) : c.match.start()]
    led = bool(
        re.search(
            r"\b(?:as early as|as late as|in|since|from|until|till|through|by|before|during|of|to|for|and|on)\s+$", lead
        )
    )
    return bool(c.part("part") or c.part("near") or c.part("year") or c.part("rel") or led)


def year(c: Context) -> Iterator[When]:
    """Resolve 'к 2028 году', 'в 2026 году', 'until 2030', 'в прошлом году', 'late next year', '明年底'."""
    rel = c.part("rel")
    if c.lang == "ru" and rel and not c.part("part") and c.a == c.match.start():
        yield c.open()  # 'объём прошлого года' is no date
        return
    said = _year_of(c, 1, 1, None) if c.part("year") else None
    if said is None:
        if c.published is None:
            yield c.open()
            return
        said = c.published.year + year_shift(rel)
    if not 1900 < said < 2200:
        return
    part = c.part("part")
    if is_end(part):
        if is_until(c):
            yield c.make("until", dt.date(said, 12, 31), "month" if c.bound == "by" else "day")
        else:
            yield c.make("at", dt.date(said, 11 if part.startswith("late") else 12, 25), "third")
    elif is_start(part):
        yield c.make(c.role, dt.date(said, 1, 1), "month")
    elif part:
        begin = {"перв": 1, "first": 1, "上": 1, "бір": 1, "春": 3, "夏": 6, "秋": 9, "冬": 12}
        half = next((m for stem, m in begin.items() if part.removeprefix("the ").startswith(stem)), 0)
        middle = re.search(r"серед|mid|орта|中", part)
        yield c.make(c.role, dt.date(said, half or (6 if middle else 7), 1), "month")
    elif c.bound == "by":
        yield c.make("at", dt.date(said, 1, 1), "year")
    elif c.role == "until":
        whole = re.match(r"(?:по|до|through|thru)\b|至|到|直", c.low[c.a : c.b]) or c.lang == "kk"
        yield c.make("until", dt.date(said, 12, 31) if whole else dt.date(said, 1, 1), "year")
    else:
        yield c.make(c.role, dt.date(said, 1, 1), "year")


def number(c: Context) -> Iterator[When]:
    """Resolve '15 числа', 'on the 15th', 'айдың 15-інде', '上月中旬': a day or a third of a month named by relation."""
    rel, pub = c.part("rel"), c.published
    if pub is None:
        yield c.open()
        return
    day = (ordinal_of(c.part("day"), c.lang) or 0) if c.part("day") else 0
    if not rel:
        even = (
            c.role == "until"
            or re.search(r"(?:\b(?:for|to|until) the |, on the )$", c.low[: c.match.start()]) is not None
        )
        found = near_day(day, pub, True if c.role == "until" and c.future is not False else c.future, even=even)
        if found:
            yield day_in_role(c, found)
        return
    if re.match("кажд", rel):
        return
    begin = add_shift(pub, rel)
    third = third_of(c.part("part"))
    if day:
        resolved = safe_date(begin.year, begin.month, day)
        if resolved:
            yield day_in_role(c, resolved)
        return
    yield month_in_role(c, begin.year, begin.month, third)


def days(c: Context) -> Iterator[When]:
    """Resolve 'с 18-го по 20-е', whose month is not said, to the days nearest on the verb's side."""
    first, last = int(c.part("day")), int(c.part("day2"))
    begin = near_day(first, c.published, c.future) if c.published and 1 <= first <= 31 else None
    if begin is None or not 1 <= last <= 31:
        yield c.open()
        return
    month_ = begin if last > first else add_shift(begin, "next")
    yield c.make("range", begin, "day", safe_date(month_.year, month_.month, last))


def chinese_full(c: Context) -> Iterator[When]:
    """Resolve '2026年3月5日起', '3月上旬', '3月5日至8日', '去年12月'."""
    month_ = month_number(c.part("mon"), "zh")
    day = ordinal_of(c.part("day"), "zh") if c.part("day") else 0
    if day is None or not 1 <= month_ <= 12:
        return
    third = third_of(c.part("part"))
    found = _year_of(c, month_, day or third or 15, None if c.role == "until" else c.future)
    if found is None:
        yield c.make(c.role, None, None)
        return
    heading = not c.match.start() and c.low[c.match.end() : c.match.end() + 1] in ("：", ":", "—")
    if not day and heading and c.published and c.future is not True and not (c.part("year") or c.part("rel")):
        found = c.published.year - (month_ > c.published.month)  # a review month by month looks back
    if not day:
        tail = c.low[c.match.end() : c.match.end() + 1]
        if c.role == "until" and not third and (tail in ("前", "止") or not is_end(c.part("part"))):
            before = tail == "前"
            yield c.make("until", dt.date(found, month_, 1) if before else last_day(found, month_), "month")
            return
        yield month_in_role(c, found, month_, third)
        return
    resolved = safe_date(found, month_, day)
    if resolved is None:
        return
    if c.part("day2"):
        yield c.make("range", resolved, "day", safe_date(found, month_, int(c.part("day2"))))
        return
    yield day_in_role(c, resolved)


def day_of_month(c: Context) -> Iterator[When]:
    """Resolve '18日上午', '自20日起', '1日至3日', '上月5日': a day of the publication's month or of the month beside it."""
    day = ordinal_of(c.part("day"), "zh") or 0
    if c.published is None or not 1 <= day <= 31:
        if c.published is None:
            yield c.make(c.role, None, None)
        return
    if c.part("rel"):
        month_ = add_shift(c.published, c.part("rel"))
        begin = safe_date(month_.year, month_.month, day)
    else:
        begin = near_day(
            day,
            c.published,
            c.future,
            even=c.role == "until" or (c.role == "since" and (c.future is True or bool(_DECREED.search(c.low)))),
        )
    if begin is None:
        return
    if c.part("day2"):
        yield c.make("range", begin, "day", safe_date(begin.year, begin.month, int(c.part("day2"))))
    else:
        yield day_in_role(c, begin)


def opened(c: Context) -> Iterator[When]:
    """A time that words name and no arithmetic can resolve ('на днях'), or a period that something was counted over."""
    yield c.open()


_DECREED = re.compile("宣布|宣佈|公告|通知|决定|決定|通告")
"""What is decreed from a day on mostly begins soon."""

RESOLVERS: dict[str, Callable[[Context], Iterator[When]]] = {
    "range": two_months, "zhrange": two_months, "mdrange": two_months, "full": full, "iso": full, "dotted": full,
    "slashed": slashed, "mdy": full, "dmy": full, "month": month, "months": month_span, "firstmonths": first_months, "year": year, "relyear": year,
    "number": number, "days": days, "zhfull": chinese_full, "zhday": day_of_month, "period": opened, "clock": opened, "open": opened,
    "immediate": relative.today, "daytime": relative.today, "bounded": relative.bounded, "ending": relative.ending, "dayword": relative.day_word, "sameday": relative.day_word, "weekday": relative.week_day,
    "weekend": relative.weekend, "already": relative.already, "lasting": relative.lasting, "ago": relative.ago,
    "ahead": relative.ahead, "within": relative.within, "week": relative.week, "edge": relative.edge,
    "quarter": relative.quarter, "season": relative.season,
}  # fmt: skip
