"""The article that Kordon was founded on: all thirteen claims of the ontology's worked example, none as a fact of officials."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kordon.model import Claim, Report
from kordon.reading import load_reports, read


@pytest.fixture(scope="module")
def article(shared: Path) -> Report:
    (report,) = load_reports(str(shared / "seeds" / "2025-10-07-transit-article-ru.txt"))
    return report


@pytest.fixture(scope="module")
def claims(article: Report) -> tuple[Claim, ...]:
    return read(article)


def test_date_and_frame(article: Report, claims: tuple[Claim, ...]) -> None:
    assert (article.published, article.lang) == (dt.date(2025, 10, 7), "ru")
    assert {claim.attribution.source_class for claim in claims} == {"author"}


WORKED: list[tuple[str, str, str, set[str]]] = [
    ("detention", "active", "asserted", {"CN", "RU", "KZ"}),
    ("outlook", "forecast", "hedged", {"KZ"}),
    ("payment_refusal", "active", "asserted", {"KZ", "RU"}),
    ("detention", "active", "asserted", {"oral", "atyrau"}),
    ("closure", "active", "asserted", {"CN", "RU"}),
    ("infrastructure", "planned", "asserted", {"MN"}),
    ("outlook", "forecast", "asserted", {"RU"}),
    ("attack", "active", "asserted", {"novorossiysk"}),
    ("trade_ban", "planned", "asserted", {"KZ"}),
    ("trade_ban", "ended", "asserted", {"KZ"}),
    ("attack", "active", "asserted", {"orenburg"}),
    ("capacity", "active", "hedged", {"titr"}),
]


@pytest.mark.parametrize("row", WORKED)
def test_worked_example(claims: tuple[Claim, ...], row: tuple[str, str, str, set[str]]) -> None:
    kind, status, certainty, places = row
    assert any(
        (claim.type, claim.status, claim.certainty) == (kind, status, certainty)
        and places <= {p.id or p.cc for p in claim.places}
        for claim in claims
    )


def test_dates(claims: tuple[Claim, ...]) -> None:
    assert any(
        c.type == "detention" and c.start == dt.date(2025, 9, 25) and c.start_precision == "third" for c in claims
    )
    assert any(c.type == "trade_ban" and c.start == dt.date(2028, 1, 1) and c.start_precision == "year" for c in claims)


def test_not_far_more_is_read_than_is_there(claims: tuple[Claim, ...]) -> None:
    assert len(claims) <= 21
