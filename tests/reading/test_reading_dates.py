"""Dates against the day of publication, 7 October 2025 (a Tuesday)."""

from __future__ import annotations

import datetime as dt

import pytest

from kordon.reading.dates import find_dates

DAY = dt.date(2025, 10, 7)


@pytest.mark.parametrize(
    ("lang", "text", "start", "end", "precision"),
    [
        ("ru", "с 3 июня", "2025-06-03", None, "day"),
        ("ru", "в ночь на 7 мая", "2025-05-07", None, "day"),
        ("ru", "в середине сентября", "2025-09-15", None, "third"),
        ("ru", "в начале октября", "2025-10-05", None, "third"),
        ("ru", "в конце сентября", "2025-09-25", None, "third"),
        ("ru", "в марте прошлого года", "2024-03-01", None, "month"),
        ("ru", "уже пять суток", "2025-10-02", None, "day"),
        ("ru", "в прошлый вторник", "2025-09-30", None, "day"),
        ("ru", "до 15 января", None, "2026-01-15", "day"),
        ("ru", "с 12 по 25 сентября", "2025-09-12", "2025-09-25", "day"),
        ("ru", "к 2028-му году", "2028-01-01", None, "year"),
        ("ru", "до конца года", None, "2025-12-31", "month"),
        ("ru", "вчера", "2025-10-06", None, "day"),
        ("ru", "12.09.2025", "2025-09-12", None, "day"),
        ("en", "since September 12", "2025-09-12", None, "day"),
        ("en", "in mid-September", "2025-09-15", None, "third"),
        ("en", "until December 31", None, "2025-12-31", "day"),
        ("en", "from 12 to 25 September", "2025-09-12", "2025-09-25", "day"),
        ("en", "last Tuesday", "2025-09-30", None, "day"),
        ("en", "by 2028", "2028-01-01", None, "year"),
        ("en", "overnight", "2025-10-07", None, "day"),
        ("en", "three days ago", "2025-10-04", None, "day"),
        ("kk", "12 қыркүйекте", "2025-09-12", None, "day"),
        ("kk", "2025 жылдың 31 желтоқсанына дейін", None, "2025-12-31", "day"),
        ("zh", "9月12日起", "2025-09-12", None, "day"),
        ("zh", "2025年10月底", "2025-10-25", None, "third"),
        ("zh", "昨天", "2025-10-06", None, "day"),
    ],
)
def test_expressions(lang: str, text: str, start: str | None, end: str | None, precision: str) -> None:
    (when,) = find_dates(f"{text} ", lang, DAY, None)
    assert (when.start.isoformat() if when.start else None) == start
    assert (when.end.isoformat() if when.end else None) == end
    assert when.precision == precision


def test_weekday_is_the_nearest_past_one_unless_the_verb_is_future() -> None:
    assert find_dates("on Thursday", "en", DAY, False)[0].start == dt.date(2025, 10, 2)
    assert find_dates("on Thursday", "en", DAY, True)[0].start == dt.date(2025, 10, 9)


def test_year_lies_in_the_past_for_past_verbs() -> None:
    assert find_dates("25 декабря", "ru", DAY, False)[0].start == dt.date(2024, 12, 25)
    assert find_dates("25 декабря", "ru", DAY, True)[0].start == dt.date(2025, 12, 25)


@pytest.mark.parametrize("text", ["31 февраля", "99 мая", "30 February 2025"])
def test_days_that_do_not_exist_are_not_invented(text: str) -> None:
    assert all(
        when.precision != "day" or when.start is None
        for when in find_dates(text, "ru" if "ф" in text or "м" in text else "en", DAY, None)
    )


def test_a_period_is_no_start() -> None:
    assert all(when.start is None for when in find_dates("за полугодие", "ru", DAY, None))


def test_without_a_publication_date_nothing_relative_is_resolved() -> None:
    assert find_dates("со вторника", "ru", None, None)[0].start is None
    assert find_dates("12 сентября", "ru", None, None)[0].start is None


@pytest.mark.parametrize(
    ("lang", "text", "future", "start", "end"),
    [
        ("ru", "Пост закроют до китайского Нового года", True, None, "2026-02-17"),
        ("ru", "Запрет действует до Нового года", None, None, "2026-12-31"),
        ("ru", "С Наурыза очередь не убывает", None, "2025-03-21", None),
        ("en", "It has been closed since Christmas", False, "2025-12-25", None),
        ("en", "Trains will resume after the Lunar New Year", True, "2026-02-17", None),
        ("kk", "Наурыз мейрамы күні жабылады", True, "2026-03-21", None),
        ("zh", "春节期间口岸关闭", None, "2026-02-17", None),
    ],
)
def test_holidays(lang: str, text: str, future: bool | None, start: str | None, end: str | None) -> None:
    found = find_dates(text, lang, dt.date(2026, 1, 20), future)
    assert [(str(w.start or "") or None, str(w.end or "") or None) for w in found] == [(start, end)]


@pytest.mark.parametrize(
    ("lang", "text", "day"),
    [
        ("zh", "截至18日上午", "2026-01-18"),
        ("zh", "25日起", "2025-12-25"),
        ("zh", "已经等了6天", "2026-01-14"),
        ("en", "Trucks have been stuck there for nine days", "2026-01-11"),
        ("kk", "кемелер төрт күннен бері тұр", "2026-01-16"),
        ("ru", "Третий день бастуют крановщики", "2026-01-18"),
    ],
)
def test_days_said_without_a_date(lang: str, text: str, day: str) -> None:
    assert [str(w.start) for w in find_dates(text, lang, dt.date(2026, 1, 20), None)] == [day]
