"""How labels and claims are paired and counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kordon.reading.alignment import same_place, same_quantity
from kordon.reading.evaluate import evaluate, measured

TEXT = "Lorries queue at Khorgos for two days. Khorgos was closed to lorries on 3 March 2026, customs said."


def _label(kind: str, sentence: str, **slots: Any) -> dict[str, Any]:
    a = TEXT.index(sentence)
    return {"type": kind, "evidence": {"sentence": [a, a + len(sentence)]}, **slots}


def _row(*labels: dict[str, Any]) -> dict[str, Any]:
    return {"text": TEXT, "lang": "en", "published": "2026-03-05", "claims": list(labels)}


KHORGOS = {"name": "Khorgos", "cc": "KZ", "kind": "point", "role": "at"}
TWO_DAYS = {"value": 2.0, "unit": "days", "of": "delay"}


@pytest.fixture(scope="module")
def sheet() -> Any:
    first, second = TEXT.split(". ")
    return measured(
        [
            _row(
                _label("inspection", first, places=[KHORGOS], quantities=[TWO_DAYS]),  # the reader says border_queue
                _label("closure", second, places=[KHORGOS], start="2026-03-03"),
            )
        ]
    )[0]


def test_a_claim_of_another_type_loses_its_slots(sheet: Any) -> None:
    assert (sheet.tallies["places"].right, sheet.tallies["places"].missed) == (1, 1)
    assert (sheet.tallies["quantity"].right, sheet.tallies["quantity"].missed) == (0, 1)


def test_a_text_tells_each_place_and_figure_once(sheet: Any) -> None:
    text_places, text_quantity, text_dates = (sheet.tallies[f"text_{x}"] for x in ("places", "quantity", "dates"))
    assert (text_places.right, text_places.spurious, text_places.missed) == (1, 0, 0)
    assert (text_quantity.right, text_quantity.missed) == (1, 0)
    assert (text_dates.right, text_dates.missed) == (1, 0)


def test_a_place_of_a_text_that_is_not_found_is_missed() -> None:
    second = TEXT.split(". ")[1]
    far = {"name": "Poti", "cc": "GE", "lat": 42.15, "lon": 41.67, "kind": "point"}
    tally = measured([_row(_label("closure", second, places=[KHORGOS, far]))])[0].tallies["text_places"]
    assert (tally.right, tally.missed) == (1, 1)


def test_scores_of_texts_are_told_with_their_intervals(tmp_path: Path) -> None:
    rows = [_row(_label("closure", TEXT.split(". ")[1], places=[KHORGOS])) for _ in range(5)]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    scores = evaluate(gold, draws=20)
    assert scores["text_places_f1"] == 1.0
    assert scores["text_places_f1_low"] <= scores["text_places_f1"] <= scores["text_places_f1_high"]


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ({"kind": "country", "cc": "KZ"}, {"kind": "country", "cc": "KZ"}, True),
        ({"kind": "country", "cc": "KZ"}, {"kind": "point", "cc": "KZ", "name": "Aktau"}, False),
        ({"kind": "point", "name": "口岸满洲里"}, {"kind": "point", "name": "满洲里"}, True),
        (
            {"kind": "point", "name": "a", "lat": 43.0, "lon": 51.0},
            {"kind": "point", "name": "b", "lat": 43.3, "lon": 51.2},
            True,
        ),
        (
            {"kind": "point", "name": "a", "lat": 43.0, "lon": 51.0},
            {"kind": "point", "name": "b", "lat": 44.0, "lon": 51.0},
            False,
        ),
    ],
)
def test_same_place(gold: dict[str, Any], found: dict[str, Any], same: bool) -> None:
    assert same_place(gold, found) is same


def test_same_quantity() -> None:
    assert same_quantity({"value": [2.0, 3.0], "unit": "days"}, {"value": (2.0, 3.0), "unit": "days"})
    assert not same_quantity({"value": 2.0, "unit": "days"}, {"value": (2.0, 3.0), "unit": "days"})
    assert not same_quantity({"value": 2.0, "unit": "days"}, {"value": 2.0, "unit": "hours"})
    assert same_quantity({"value": 1000.0, "unit": "trucks"}, {"value": 1003.0, "unit": "trucks"})
