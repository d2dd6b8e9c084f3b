"""Quantities in base units, with bounds, ranges and periods."""

from __future__ import annotations

from typing import Any

import pytest

from kordon.reading.lang import analyser
from kordon.reading.numbers import amounts, number_value
from kordon.reading.text import tokens


def read(text: str, lang: str) -> list[tuple[Any, str, str | None, str | None]]:
    line = tokens(text, 0, len(text), analyser(lang))
    return [(a.value, a.unit, a.qual, a.period) for a in amounts(line, lang, text, [])]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "около 1,8 тыс. грузовиков", (1800.0, "trucks", "approx", None)),
        ("ru", "6,3 млн тонн", (6_300_000.0, "tonnes", None, None)),
        ("ru", "не менее 300 вагонов", (300.0, "wagons", "at_least", None)),
        ("ru", "не более 500 автомобилей в сутки", (500.0, "trucks", "at_most", "day")),
        ("ru", "свыше 12 300 фур", (12300.0, "trucks", "at_least", None)),
        ("ru", "3–4 недели", ((21.0, 28.0), "days", None, None)),
        ("ru", "от двух до пяти суток", ((2.0, 5.0), "days", None, None)),
        ("ru", "в 1,6 раза", (1.6, "times", None, None)),
        ("ru", "полторы тысячи фур", (1500.0, "trucks", None, None)),
        ("ru", "фур триста", (300.0, "trucks", None, None)),
        ("ru", "48-часовую стоянку", (48.0, "hours", None, None)),
        ("ru", "$2,9 тыс.", (2900.0, "usd", None, None)),
        ("en", "51,200 TEU", (51200.0, "containers", None, None)),
        ("en", "more than 700 trucks", (700.0, "trucks", "at_least", None)),
        ("en", "up to seven days", (7.0, "days", "at_most", None)),
        ("en", "12,34,567 tonnes", (1234567.0, "tonnes", None, None)),
        ("en", "between 2,000 and 5,000 trucks", ((2000.0, 5000.0), "trucks", None, None)),
        ("en", "three to four weeks", ((21.0, 28.0), "days", None, None)),
        ("en", "USD 10,500", (10500.0, "usd", None, None)),
        ("en", "480,000 barrels per day", (480000.0, "barrels", None, "day")),
        ("kk", "2,5 мың жүк көлігі", (2500.0, "trucks", None, None)),
        ("zh", "1.5万列班列", (15000.0, "trains", None, None)),
        ("zh", "3億噸貨物", (300_000_000.0, "tonnes", None, None)),
        ("zh", "約兩千輛貨車", (2000.0, "trucks", "approx", None)),
    ],
)
def test_expressions(lang: str, text: str, expected: tuple[Any, ...]) -> None:
    assert read(text, lang) == [expected]


def test_a_change_names_both_ends() -> None:
    assert [a[0] for a in read("подорожала с 9,5 до 10,5 тыс. долларов", "ru")] == [9500.0, 10500.0]
    assert [a[0] for a in read("rose from 14 to 20 days", "en")] == [14.0, 20.0]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "несколько сотен фур"),
        ("ru", "в 2025 году"),
        ("ru", "газопровод Сила Сибири-2"),
        ("ru", "трасса М-5"),
        ("en", "a 40ft container"),
        ("en", "hundreds of trucks"),
    ],
)
def test_what_is_no_quantity(lang: str, text: str) -> None:
    assert read(text, lang) == []


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("1 234,5", "ru", 1234.5),
        ("1,234.5", "en", 1234.5),
        ("1.234.567", "ru", 1234567.0),
        ("2.764", "ru", 2.764),
        ("1..2", "en", None),
    ],
)
def test_number_value(text: str, lang: str, value: float | None) -> None:
    assert number_value(text, lang) == value
