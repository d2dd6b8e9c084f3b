# ruff: noqa: E501
"""Times told from the day of publication: day words, weekdays, weeks, edges, quarters, seasons, counts of days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from kordon.model import DatePrecision
from kordon.reading.dates.days import add_months, count_of, last_day, ordinal_of, weekday
from kordon.reading.dates.modules import module_of
from kordon.reading.dates.parts import is_end, is_middle, is_start, is_until, shift_of, third_of, year_shift
from kordon.reading.dates.when import Context, Role, When

_WEEK = re.compile(r"нед|week|апта|[个個]?(?:周|星期|週)")
_HOUR = re.compile(r"час|hour|сағат|[个個]?小[时時]")
_FORTNIGHT = re.compile(r"fortnight")
_MONTH = re.compile(r"мес|month|ай|[个個]?月")
_YEAR = re.compile(r"год|лет|year|жыл|年|去年|былтыр|last year|прошл")
_QUARTER = re.compile(r"кварт|quarter|тоқсан|季")
_HALF = re.compile(r"полугод|полгод|half|h$|жарты|半年")


def _length(unit: str) -> int:
    """Return the days of a unit."""
    for pattern, days in ((_FORTNIGHT, 14), (_WEEK, 7), (_HALF, 182), (_QUARTER, 91), (_MONTH, 30), (_YEAR, 365)):
        if pattern.match(unit):
            return days
    return 1


def _precision(days: int) -> DatePrecision:
    return "day" if days == 1 else "third" if days in (7, 14) else "month" if days < 365 else "year"


def _back(day: dt.date, count: float, days: int) -> dt.date:
    """Return the day so many units back; whole months and years by the calendar."""
    if days == 30 and count == int(count):
        begin = add_months(day, -int(count))
        return begin.replace(day=min(day.day, last_day(begin.year, begin.month).day))
    if days == 182 and count == int(count):
        begin = add_months(day, -6 * int(count))
        return begin.replace(day=min(day.day, last_day(begin.year, begin.month).day))
    if days == 365 and count == int(count):
        return day.replace(year=day.year - int(count), day=min(day.day, 28))
    return day - dt.timedelta(days=int(count * days))


def day_word(c: Context) -> Iterator[When]:
    """Resolve 'вчера', 'today', 'накануне', 'overnight', '次日'."""
    word, table = c.part("word"), module_of(c.lang).DAY_WORDS
    shift = table.get(word)
    if shift is None:
        shift = next((value for key, value in table.items() if word.startswith(key)), 0)
    yield c.at(c.published + dt.timedelta(days=shift) if c.published else None, "day")


_STANDS_SINCE = re.compile(r"\w(?:нн|т)(?:ый|ая|ое|ые|ого|ой|ую|ых)\s+$")
"""A Russian participle before a day: 'закрытый с воскресенья' looks back, whatever the sentence plans."""


def week_day(c: Context) -> Iterator[When]:
    """Resolve a weekday to the nearest past one, or the next one when the verb is future; '上周三' to that of its week."""
    name, rel = c.part("dow"), c.part("rel")
    if c.lang == "zh":
        index = min("一二三四五六日天".index(name[-1]), 6)
    else:
        short = name[:3] if c.lang == "en" else name
        short = short[:4] if c.lang == "ru" else short  # 'пятничный' is of 'пятница'
        index = next(
            i for i, stem in enumerate(module_of(c.lang).DAYS) if stem.startswith(short) or name.startswith(stem)
        )
    if c.published is None:
        yield c.make(c.role, None, None)
        return
    shift = shift_of(rel) if rel else 0
    if c.lang == "zh" and rel:
        monday = c.published - dt.timedelta(days=c.published.weekday())
        yield c.at(monday + dt.timedelta(days=7 * shift + index), "day")
        return
    ahead = c.future or c.bound in ("until", "before") or (c.bound == "by" and c.future is not False)
    lead = c.low[c.a : c.b]
    if c.over and c.future is not True:
        ahead = False
    elif lead.startswith(("starting", "начиная", "effective", "beginning", "from ")):
        ahead = c.published.weekday() != index
    elif lead.startswith(("since", "ever since")) or lead.endswith("бері") or _STANDS_SINCE.search(c.low[: c.a]):
        ahead = False
    coming = shift > 0 or (c.bound in ("until", "before") and c.published.weekday() == index and bool(ahead))
    day = weekday(index, c.published, bool(ahead), shift < 0, coming)
    if c.bound == "by" and day <= c.published:
        yield c.make("at", day, "day")
        return
    yield c.at(day, "day")


def weekend(c: Context) -> Iterator[When]:
    """Resolve 'в минувшие выходные', 'over the weekend', '上周末' to the Saturday and Sunday nearest on the verb's side."""
    if c.published is None:
        yield c.open()
        return
    shift = shift_of(c.part("rel")) if c.part("rel") else 0
    ahead = shift > 0 or (c.future is True and shift == 0)
    back = (c.published.weekday() - 5) % 7
    saturday = c.published + dt.timedelta(days=-back if not ahead or back < 2 else 7 - back)
    if c.bound in ("until", "before"):
        yield c.make("until", saturday + dt.timedelta(days=1), "day")
    else:
        yield c.make("since" if c.role == "since" else "at", saturday, "day")


def already(c: Context) -> Iterator[When]:
    """Resolve 'уже пять суток', 'третьи сутки', 'for a fifth day', 'day three of', '第三天': it began so long ago."""
    word, unit = c.part("n"), c.part("ord") or c.part("unit")
    nth = bool(c.part("ord"))
    count = count_of(word, c.lang) if word else 1.0
    if count is None:
        found = ordinal_of(word, c.lang)
        count, nth = (float(found), True) if found else (None, False)
    if count is None or c.published is None or count > 400:
        return
    days = _length(unit)
    if nth:
        count -= 1  # the third day of a strike began two days ago
    yield c.make("since", _back(c.published, count, days), _precision(days))


def lasting(c: Context) -> Iterator[When]:
    """Resolve 'have been stuck for nine days', '已经等了6天', 'төрт күннен бері': it began so long ago."""
    since = c.low[c.match.end() :].startswith(" been ") and re.search(r"\b(?:have|has|had) $", c.low[: c.match.start()])
    if (
        c.lang == "en"
        and not since
        and not re.search(
            r"\b(?:have|has|had)\s(?:\w+\s){0,3}?(?:been|stood|waited|queued|lain|sat|idled|spent|gone)\b[^.;]*$|now $|in (?:limbo|line) $",
            c.low[: c.match.start()] + (" now " if c.match.group().startswith("now") else ""),
        )
    ):
        return
    if c.lang == "zh" and (
        re.search(r"时间|時間|平均|等待", c.match.group())
        or c.low[c.match.start() - 1 : c.match.start()] in ("将", "將")
    ):
        return
    if c.lang == "kk" and c.future is True and c.match.group().endswith("бойы"):
        return
    count = count_of(c.part("n"), c.lang)
    if count is None or c.published is None or count > 400:
        return
    days = _length(c.part("unit"))
    long: DatePrecision = "month" if days == 30 else "year" if days == 365 else "day"
    yield c.make("since", _back(c.published, count, days), long)


def ago(c: Context) -> Iterator[When]:
    """Resolve '3 дня назад', 'two weeks ago', 'тремя днями ранее', '三天前'."""
    word, unit = c.part("n"), c.part("unit")
    instrumental = {"днем": (1, 1), "двумя днями": (2, 1), "тремя днями": (3, 1), "неделей": (1, 7), "двумя неделями": (2, 7),
                    "тремя неделями": (3, 7), "месяцем": (1, 30), "двумя месяцами": (2, 30), "годом": (1, 365)}  # fmt: skip
    if c.published is None or _HOUR.match(unit):
        return
    if word in instrumental:
        count, days = instrumental[word]
        yield c.make("at", _back(c.published, count, days), _precision(days))
        return
    amount = count_of(word, c.lang) if word else 1.0
    if amount is None or amount > 400:
        return
    days = _length(unit)
    half = 0.5 if re.search("с половиной|[个個]半月|[个個]半星|年半", c.match.group()) else 0.0
    role: Role = "since" if c.role == "since" else "at"
    yield c.make(role, _back(c.published, amount + half, days), _precision(days))


def ahead(c: Context) -> Iterator[When]:
    """Resolve 'через две недели', 'in three days' time', 'үш күннен кейін', '两周后' where the clause looks ahead."""
    unsaid = c.future is None and c.match.group().startswith("через") and not re.match(r"\s+после", c.low[c.b :])
    if c.future is not True and "time" not in c.match.group() and not unsaid:
        return
    word, unit = c.part("n"), c.part("unit")
    count = count_of(word, c.lang) if word else 1.0
    if _HOUR.match(unit):
        if count is None or count < 24:
            return
        count, unit = count // 24, "day"
    if count is None or c.published is None or count > 400:
        return
    days = _length(unit)
    yield c.make("at", _back(c.published, -count, days), _precision(days))


def within(c: Context) -> Iterator[When]:
    """Resolve 'в течение трёх дней', 'within two weeks', '两周内' of what is to come to its last day."""
    count = count_of(c.part("n"), c.lang) if c.part("n") else 1.0
    unit = c.part("unit")
    if _HOUR.match(unit):
        if count is None or count < 24:
            return
        count, unit = count // 24, "day"
    if c.future is not True or count is None or c.published is None or count > 400:
        return
    days = _length(unit)
    yield c.make("until", _back(c.published, -count, days), _precision(days))


def ending(c: Context) -> Iterator[When]:
    """Resolve 'before the month is out', 'for the rest of the year' to its last day."""
    pub, unit = c.published, c.part("unit")
    if pub is None:
        yield c.open()
    elif unit == "week":
        yield c.make("until", pub + dt.timedelta(days=6 - pub.weekday()), "day")
    else:
        yield c.make("until", dt.date(pub.year, 12, 31) if unit == "year" else last_day(pub.year, pub.month), "day")


def bounded(c: Context) -> Iterator[When]:
    """Resolve '年内', '本月内' to the last day of the period."""
    pub = c.published
    if pub is None:
        yield c.open()
        return
    unit = c.part("unit")[-1]
    if unit == "年":
        day = dt.date(pub.year, 12, 31)
    elif unit == "周":
        day = pub + dt.timedelta(days=6 - pub.weekday())
    elif unit == "度":
        day = last_day(pub.year, (pub.month - 1) // 3 * 3 + 3)
    else:
        day = last_day(pub.year, pub.month)
    yield c.make("until", day, "day")


def today(c: Context) -> Iterator[When]:
    """Resolve 'with immediate effect', and a time of day without a day ('к полудню'), to the day of publication."""
    yield c.at(c.published, "day") if c.published else c.open()


def week(c: Context) -> Iterator[When]:
    """Resolve 'last month', 'в начале прошлого месяца', 'until the end of next week'; a bare week stays open."""
    if c.published is None:
        yield c.open()
        return
    unit, part, shift = c.part("unit"), c.part("part"), shift_of(c.part("rel"))
    if _QUARTER.match(unit):
        yield from quarter(c)
        return
    if _WEEK.match(unit):
        monday = c.published + dt.timedelta(days=7 * shift - c.published.weekday())
        if c.role == "until":
            yield c.make("until", monday + dt.timedelta(days=6), "day")
        elif is_start(part) or c.role == "since":
            yield c.make(c.role, monday, "day")
        else:
            # The ontology has no precision for a week: 'last week' stays open with its words kept.
            yield c.make(c.role, None, None)
        return
    begin = add_months(c.published, shift)
    third = third_of(part)
    if c.role == "until" and (not part or is_end(part)):
        yield c.make("until", last_day(begin.year, begin.month), "month")
        return
    yield c.at(begin.replace(day=third or 1), "third" if third else "month")


def edge(c: Context) -> Iterator[When]:
    """Resolve 'с начала года', 'до конца месяца', 'by year-end', 'айдың ортасында', '年底', '月初'."""
    pub = c.published
    if pub is None:
        yield c.open()
        return
    word, unit = c.part("edge"), c.part("unit")
    if c.lang == "zh" and not unit:
        unit = {"年": "年", "岁": "年", "月": "月", "周": "周", "季": "季"}.get(word[0], "年")
        if word in ("以来", "以來") or c.low[c.b - 2 : c.b] in ("以来", "以來", "至今"):
            yield c.make("since", dt.date(pub.year, 1, 1) if unit == "年" else pub.replace(day=1), "month")
            return
    if unit == "date":
        yield c.open()
        return
    shift = shift_of(c.part("rel")) if c.part("rel") else 0
    if _WEEK.match(unit):
        monday = pub + dt.timedelta(days=7 * shift - pub.weekday())
        day = monday if is_start(word) else monday + dt.timedelta(days=2 if is_middle(word) else 4)
        if is_until(c) and not is_middle(word):
            yield c.make("until", monday + dt.timedelta(days=6), "day")
        else:
            yield c.make("since" if c.role == "since" else "at", day, "day")
        return
    if _YEAR.match(unit):
        first, last = dt.date(pub.year + shift, 1, 1), dt.date(pub.year + shift, 12, 31)
    elif _QUARTER.match(unit) or _HALF.match(unit):
        size = 6 if _HALF.match(unit) else 3
        first = add_months(dt.date(pub.year, (pub.month - 1) // size * size + 1, 1), size * shift)
        ends = add_months(first, size - 1)
        last = last_day(ends.year, ends.month)
    else:
        first = add_months(pub, shift)
        last = last_day(first.year, first.month)
    month_long = last.month == first.month
    precision: DatePrecision = "third" if month_long else "month"
    if is_end(word):
        if is_until(c):
            yield c.make("until", last, precision)
        else:
            yield c.make(c.role, last.replace(day=25), "third")
    elif is_middle(word) and not is_start(word):
        middle = first.replace(day=15) if month_long else dt.date(first.year, 6, 1)
        yield c.at(middle, precision)
    else:
        yield c.at(first if not month_long or c.role == "since" else first.replace(day=5), precision)


_QUARTERS = (
    ("iii", 3), ("iv", 4), ("ii", 2), ("i", 1), ("1", 1), ("2", 2), ("3", 3), ("4", 4), ("перв", 1), ("втор", 2), ("трет", 3), ("четв", 4),
    ("first", 1), ("opening", 1), ("second", 2), ("third", 3), ("fourth", 4), ("final", 4), ("бір", 1), ("екі", 2), ("үш", 3), ("төрт", 4),
    ("一", 1), ("二", 2), ("三", 3), ("四", 4), ("上", 1), ("下", 2),
)  # fmt: skip


def quarter(c: Context) -> Iterator[When]:
    """Resolve 'в третьем квартале 2026 года', 'Q3', 'the first half of next year', 'прошлый квартал', '上半年'."""
    pub = c.published
    word = c.part("q")
    half = bool(_HALF.search(c.part("what")))
    size = 6 if half else 3
    nth = next((value for stem, value in _QUARTERS if word.startswith(stem)), 0) if word else 0
    if word == "last":
        nth = 2 if half else 4
    if half and nth > 2:
        nth = 2
    said = c.part("year")
    if nth and said:
        year = int(said) if len(said) == 4 else 2000 + int(said)
    elif pub is None:
        yield c.open()
        return
    elif nth and c.part("rel"):
        year = pub.year + year_shift(c.part("rel"))
    elif nth:
        begin = dt.date(pub.year, size * (nth - 1) + 1, 1)
        year = pub.year
        if c.future is False and begin > pub and c.role != "until":
            year -= 1
        elif c.future is True and begin < pub - dt.timedelta(days=31 * size):
            year += 1
    else:
        year, nth = pub.year, (pub.month - 1) // size + 1 + shift_of(c.part("rel"))
    first = add_months(dt.date(year, 1, 1), size * (nth - 1))
    stop = add_months(first, size - 1)
    part = c.part("part")
    if is_end(part) and not is_until(c):
        yield c.make(c.role, stop, "month")
    elif is_until(c) and not (c.bound == "by" and not part and nth):
        yield c.make("until", last_day(stop.year, stop.month), "month")
    else:
        yield c.make("since" if c.role == "since" else "at", first, "month")


_SEASONS = (
    ("весн", 3), ("лет", 6), ("осен", 9), ("зим", 12), ("spring", 3), ("summer", 6), ("autumn", 9), ("fall", 9), ("winter", 12),
    ("көктем", 3), ("жаз", 6), ("күз", 9), ("қыс", 12), ("春", 3), ("夏", 6), ("秋", 9), ("冬", 12),
)  # fmt: skip


def season(c: Context) -> Iterator[When]:
    """Resolve 'летом 2026 года', 'last autumn', 'былтыр күзде', 'к весне' to its first month."""
    month = next((value for stem, value in _SEASONS if c.part("season").startswith(stem)), 0)
    said, pub = c.part("year"), c.published
    if not month:
        return
    led = c.a < c.match.start() and (c.low[: c.match.start()].endswith("the ") or c.bound != "")
    if c.lang == "en" and not (said or c.part("near") or c.part("rel") or c.part("part") or led):
        return
    if said:
        year = int(said)
    elif pub is None:
        yield c.open()
        return
    elif c.part("rel"):
        year = pub.year + year_shift(c.part("rel"))
    else:
        near = c.part("near")
        shift = shift_of(near) if near else 0
        ends = c.bound in ("until", "before")
        lean = (
            None if ends and c.future is False else False if c.future is False else True if c.future or ends else None
        )
        options = [dt.date(y, month, 1) for y in (pub.year - 1, pub.year, pub.year + 1)]

        if near and shift == 0 and not re.search("past", near):  # 'this autumn' is that of the year
            options = [dt.date(pub.year - (month == 12 and pub.month < 6), month, 1)]
        elif shift > 0:
            options = [day for day in options if day > pub] + [dt.date(pub.year + 2, month, 1)]
        elif shift < 0:
            options = [dt.date(pub.year - 2, month, 1)] + [d for d in options if add_months(d, 3) <= pub]

        def gap(day: dt.date) -> float:
            days = (day + dt.timedelta(days=45) - pub).days
            wrong = (lean is False and days > 50) or (lean is True and days < -30)
            return abs(days) + (1000 if wrong and not shift else 0)

        year = min(options, key=gap).year
    part = c.part("part")
    first = dt.date(year, month, 1)
    if part:
        first = add_months(first, 2 if is_end(part) else 1 if is_middle(part) else 0)
    over = is_end(part)
    if c.bound in ("until", "before"):
        yield c.make("until", last_day(first.year, first.month) if over else first, "month")
    elif over:
        yield c.make("since" if c.role == "since" else "at", first.replace(day=25), "third")
    else:
        yield c.make("since" if c.role == "since" else "at", first, "month")
