"""Numbers, plurals, dates and quotations of the page."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kordon.brief import words
from kordon.brief.claimcards import gist
from kordon.model import ClaimPlace, Report
from kordon.reading import read as claims_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0 t/day"),
        (0.4, "0 t/day"),
        (3, "under 10 t/day"),
        (41_234, "41,000 t/day"),
        (999, "1,000 t/day"),
        (1_260_000, "1.3 million t/day"),
        (-520, "−520 t/day"),
    ],
)
def test_tonnes(value: float, text: str) -> None:
    assert words.tonnes(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "USD 0"),
        (12, "about USD 0"),
        (-900, "about USD 0"),
        (45_300, "USD 45,000"),
        (7_140_000, "USD 7.1 million"),
        (-2_000_000, "−USD 2 million"),
        (999_999_999, "USD 1 billion"),
        (1.24e9, "USD 1.2 billion"),
    ],
)
def test_money(value: float, text: str) -> None:
    assert words.money(value) == text


def test_ranges_say_the_unit_once() -> None:
    assert words.money_range(1.2e8, 3.4e8) == "USD 120 million to 340 million".replace(" million to", " to")
    assert words.money_range(9e5, 2e6) == "USD 900,000 to USD 2 million"
    assert words.money_range(2e6, 1e6) == "USD 1 to 2 million"
    assert words.days_range(15, 24) == "15 to 24 days"
    assert words.usd_per_t_range(170, 260) == "USD 170 to 260/t"


@pytest.mark.parametrize(("n", "text"), [(0, "no claims"), (1, "1 claim"), (2, "2 claims"), (1200, "1,200 claims")])
def test_counted(n: int, text: str) -> None:
    assert words.counted(n, "claim") == text


def test_dates_are_as_exact_as_they_are_known() -> None:
    day = dt.date(2025, 9, 25)
    assert words.date_words(day, "day") == "25 September 2025"
    assert words.date_words(day, "third") == "late September 2025"
    assert words.date_words(day, "month") == "September 2025"
    assert words.date_words(day, "year") == "2025"
    assert words.date_words(None) == ""
    assert words.dates_words(dt.date(2025, 9, 24), dt.date(2025, 10, 16)) == "24 September to 16 October 2025"
    assert words.dates_words(dt.date(2025, 10, 6), dt.date(2025, 10, 7)) == "6 to 7 October 2025"
    assert words.dates_words(dt.date(2024, 12, 30), dt.date(2025, 1, 2)) == "30 December 2024 to 2 January 2025"


def test_listed() -> None:
    assert words.listed([]) == ""
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "", "b", "c"]) == "a, b and c"
    assert words.listed("abcdef", 3) == "a, b, c and 3 more"


@given(st.floats(-1e12, 1e12, allow_nan=False), st.integers(1, 4))
def test_rounding_moves_a_number_by_less_than_half_a_unit_of_its_last_digit(value: float, digits: int) -> None:
    rounded = words.significant(value, digits)
    assert math.isclose(rounded, value, rel_tol=0.51 * 10 ** (1 - digits), abs_tol=1e-300)


@given(st.text(max_size=400), st.integers(0, 420), st.integers(0, 420), st.integers(1, 200))
def test_a_quotation_is_always_the_words_between_its_offsets(text: str, a: int, b: int, most: int) -> None:
    quote, (begin, end), _ = words.quotation(text, (min(a, b), max(a, b)), most)
    assert text[begin:end] == quote
    assert len(quote) <= most
    assert quote == quote.strip() or len(quote) == most or "\u2028" not in quote


@pytest.mark.parametrize(
    ("value", "days", "usd"),
    [
        (5.2, "5.2 days longer", "USD 5.2/t dearer"),
        (-0.4, "0.4 days shorter", "USD 0.4/t cheaper"),
        (0.0, "no longer", "no dearer"),
    ],
)
def test_differences_say_their_direction(value: float, days: str, usd: str) -> None:
    assert words.longer(value) == days
    assert words.dearer(value) == usd


def test_places_are_named_in_english_where_the_gazetteer_knows_them(world: Any) -> None:
    names = words.Names(world)
    for read, cc, kind, english in (
        ("ЕС", "", "area", "European Union"),
        ("Каспий", "", "area", "Caspian Sea"),
        ("Башкирия", "RU", "area", "Bashkortostan"),
        ("里海", "", "area", "Caspian Sea"),
        ("Неведомград", "RU", "point", "Неведомград"),
    ):
        assert names.read(ClaimPlace(name=read, cc=cc, kind=kind)) == english  # type: ignore[arg-type]


def test_a_way_outside_corridors_is_named_by_its_first_landmark(world: Any) -> None:
    names = words.Names(world)
    post = next(iter(world.posts.values()))
    assert names.corridor(f"via:{post.id}") == f"by way of {post.name_en}"


def test_the_way_round_is_told_as_such(world: Any) -> None:
    text = (
        "С 4 августа пост Сырым на трассе Уральск - Самара закрыт. Объезд предложен через посты Таскала и Аксай. "
        "Очередь у поста за неделю выросла."
    )
    found = claims_of(Report(id="r", text=text, lang="ru", published=dt.date(2025, 9, 24)))
    (claim,) = [claim for claim in found if any(place.role == "via" for place in claim.places)]
    assert gist(claim, words.Names(world)) == "Planned: freight sent another way via Taskala - Ozinki and Aksai"
