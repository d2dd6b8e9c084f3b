# ruff: noqa: E501
"""Arithmetic of days: months by name, the nearest year, weekdays, counts and ordinals in words."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from kordon.reading.lang import own

_MONTHS = {
    "ru": ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"),
    "en": ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    "kk": ("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"),
}  # fmt: skip
_ZH_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_COUNTS: dict[str, dict[str, float]] = {
    "ru": {
        "один": 1, "одну": 1, "одной": 1, "одни": 1, "одного": 1, "одним": 1, "два": 2, "две": 2, "двое": 2, "двух": 2, "двумя": 2, "пару": 2, "три": 3, "трое": 3, "трех": 3, "тремя": 3,
        "четверо": 4, "четыре": 4, "четырех": 4, "четырьмя": 4, "пять": 5, "пяти": 5, "пятью": 5, "шесть": 6, "шести": 6, "шестью": 6, "семь": 7, "семи": 7, "семью": 7, "восемь": 8,
        "восьми": 8, "девять": 9, "девяти": 9, "десять": 10, "десяти": 10, "одиннадцать": 11, "двенадцать": 12, "тринадцать": 13, "четырнадцать": 14,
        "пятнадцать": 15, "шестнадцать": 16, "восемнадцать": 18, "двадцать": 20, "двадцати": 20, "тридцать": 30, "тридцати": 30, "двенадцати": 12, "сорок": 40, "двадцать четыре": 24, "тридцать шесть": 36, "сорок пять": 45, "сорок восемь": 48, "шестьдесят": 60, "семьдесят два": 72, "девяносто": 90, "полторы": 1.5, "полтора": 1.5, "полутора": 1.5, "пол": 0.5,
    },
    "en": {
        "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
        "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20, "thirty": 30, "a couple of": 2,
        "couple of": 2, "a dozen": 12, "half a": 0.5,
    },
    "kk": {
        "бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "сегіз": 8, "тоғыз": 9, "он": 10, "он бір": 11, "он екі": 12,
        "он бес": 15, "жиырма": 20, "отыз": 30, "жарты": 0.5, "бір жарым": 1.5, "екі жарым": 2.5,
    },
}  # fmt: skip
_ORDINALS: dict[str, tuple[tuple[str, int], ...]] = {
    "ru": (("одиннадцат", 11), ("двенадцат", 12), ("тринадцат", 13), ("четырнадцат", 14), ("пятнадцат", 15), ("шестнадцат", 16), ("семнадцат", 17),
           ("восемнадцат", 18), ("девятнадцат", 19), ("перв", 1), ("втор", 2), ("трет", 3), ("четверт", 4), ("пят", 5), ("шест", 6), ("седьм", 7),
           ("восьм", 8), ("девят", 9), ("десят", 10), ("двадцат", 20), ("тридцат", 30)),
    "en": (("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("sixth", 6), ("seventh", 7), ("eighth", 8), ("ninth", 9), ("tenth", 10),
           ("eleventh", 11), ("twelfth", 12), ("thirteenth", 13), ("fourteenth", 14), ("fifteenth", 15), ("sixteenth", 16), ("seventeenth", 17),
           ("eighteenth", 18), ("nineteenth", 19), ("twentieth", 20), ("thirtieth", 30)),
    "kk": (("бірінші", 1), ("екінші", 2), ("үшінші", 3), ("төртінші", 4), ("бесінші", 5), ("алтыншы", 6), ("жетінші", 7), ("сегізінші", 8), ("тоғызыншы", 9),
           ("оныншы", 10), ("жиырмасыншы", 20), ("отызыншы", 30)),
}  # fmt: skip
_TENS = {"двадцать": 20, "тридцать": 30, "twenty": 20, "thirty": 30, "жиырма": 20, "отыз": 30}


def safe_date(year: int, month: int, day: int) -> dt.date | None:
    """Return a date, None when there is no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def last_day(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: dt.date, shift: int) -> dt.date:
    """Return the first day of the month so many months on."""
    month = day.month - 1 + shift
    return dt.date(day.year + month // 12, month % 12 + 1, 1)


def month_number(name: str, lang: str) -> int:
    """Return the number of a month's name in any case form, 0 when it is none."""
    low = name.lower().strip(".")
    if lang == "zh":
        low = low.removesuffix("月份").removesuffix("月")
        found = count_of(low, "zh")
        return int(found) if found and found <= 12 else 0
    if lang == "ru" and re.fullmatch(r"ма[йяею]м?", low):
        return 5
    if lang == "kk" and low.startswith("қыркүйег"):
        return 9
    for index, stem in enumerate(own(_MONTHS, lang), start=1):
        if index == 5 and lang == "ru":
            continue
        if low.startswith(stem):
            return index
    return 0


def near_year(month: int, day: int, published: dt.date | None, future: bool | None) -> int | None:
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
            penalty = 2 * gap if gap <= 60 else 1000  # a past verb may announce what comes soon, not in a year
        if future is True and gap < -20:
            # 'in October' said in November is last month's even beside 'will'; nobody names the coming one so
            penalty = -2 * gap if gap >= -60 else 1000
        options.append((abs(gap) + penalty, year))
    return min(options)[1] if options else None


def near_span(first: tuple[int, int], last: tuple[int, int], published: dt.date, future: bool | None) -> int:
    """Return the year in which a span of (month, day) to (month, day) begins: that it is on, over or to come, as the verb says."""
    options = []
    for year in (published.year - 1, published.year, published.year + 1):
        begin = dt.date(year, first[0], min(first[1], last_day(year, first[0]).day))
        ends = year + (last < first)
        finish = dt.date(ends, last[0], min(last[1], last_day(ends, last[0]).day))
        gap = max(0, (begin - published).days, (published - finish).days)
        wrong = (future is True and finish < published) or (future is False and begin > published)
        options.append((gap * (3 if wrong else 1), year))
    return min(options)[1]


def far_back(month: int, day: int, published: dt.date | None, days: int = 240) -> bool:
    """Whether the last such day lies more than so many days back, so that 'from 1 December' must mean the coming one."""
    if published is None:
        return False
    year = published.year if (month, day) <= (published.month, published.day) else published.year - 1
    last = safe_date(year, month, min(day, calendar.monthrange(year, month)[1]))
    return last is not None and (published - last).days > days


def near_day(day: int, published: dt.date, future: bool | None, *, even: bool = False) -> dt.date | None:
    """Return the day of that number in the publication's month or the month beside it, on the side of the verb.

    ``even`` takes the nearest on either side.
    """
    options = []
    for shift in (-1, 0, 1):
        begin = add_months(published, shift)
        resolved = safe_date(begin.year, begin.month, day)
        if resolved is not None:
            gap = (resolved - published).days
            wrong = gap > 0 if future is not True else gap < 0
            options.append((abs(gap) + ((0 if even else 22) if wrong else 0), resolved))
    return min(options)[1] if options else None


def weekday(index: int, published: dt.date, future: bool | None, last: bool, coming: bool) -> dt.date:
    """Return the nearest past weekday (0 is Monday), the next one where the verb or the words look ahead."""
    back = (published.weekday() - index) % 7
    if coming or (future and not last):
        ahead = (index - published.weekday()) % 7
        return published + dt.timedelta(days=7 if coming and not ahead else ahead)
    if last and back == 0:
        back = 7
    return published - dt.timedelta(days=back)


def count_of(word: str, lang: str) -> float | None:
    """Return a count in digits or words ('5', 'пяти', 'a', '三十'), None when it is none."""
    if re.fullmatch(r"\d{1,4}", word):
        return float(word)
    if re.fullmatch(r"\d{1,3}[.,]5", word):
        return float(word.replace(",", "."))
    if lang == "zh":
        return _chinese(word)
    return own(_COUNTS, lang).get(word)


def _chinese(word: str) -> float | None:
    if word == "半":
        return 0.5
    if not word or any(c not in _ZH_DIGITS and c not in "十廿" for c in word):
        return None
    if "十" in word:
        tens, _, ones = word.partition("十")
        if len(tens) > 1 or len(ones) > 1 or "十" in ones:
            return None
        return float((_ZH_DIGITS[tens] if tens else 1) * 10 + (_ZH_DIGITS[ones] if ones else 0))
    if len(word) == 1:
        return float(_ZH_DIGITS.get(word, 20))
    return float(int("".join(str(_ZH_DIGITS.get(c, 0)) for c in word)))


def ordinal_of(word: str, lang: str) -> int | None:
    """Return an ordinal in words or digits: 'двадцать третьего', 'third', '5-й', 'үшінші', '第三'; None when it is none."""
    digits = re.fullmatch(r"(\d{1,2})(?:-?[а-яa-zәіңғүұқөһ]{1,4})?", word)
    if digits:
        return int(digits.group(1))
    if lang == "zh":
        found = _chinese(word.removeprefix("第"))
        return int(found) if found else None
    tens, _, rest = word.replace("-", " ").partition(" ")
    if rest and tens in _TENS:
        ones = ordinal_of(rest, lang)
        return _TENS[tens] + ones if ones and ones < 10 else None
    if lang == "kk" and word.startswith("он "):
        ones = ordinal_of(word[3:], lang)
        return 10 + ones if ones and ones < 10 else None
    if word in _COUNTS.get(lang, {}):
        return None
    return next((value for stem, value in own(_ORDINALS, lang) if word.startswith(stem)), None)
