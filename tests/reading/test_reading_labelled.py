"""The labelled set of our own sentences: a floor under what the reader could do when the floor was set.

The set was written apart from the sentences that the rules were written on; docs/reading.md tells what it scored before
anything was tuned to it. These floors only say that nothing got worse. A label names
both ends of a way, a named post without its states, and every figure that the text states, as in the sets of other hands.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kordon.errors import InputError
from kordon.reading.evaluate import b_cubed, evaluate

GOLD = Path(__file__).parent / "data" / "labelled.jsonl"


@pytest.fixture(scope="module")
def scores() -> dict[str, Any]:
    return evaluate(GOLD, draws=50)


@pytest.mark.parametrize(
    ("measure", "floor"),
    [
        ("type_f1", 0.93), ("type_macro_f1", 0.92), ("places_f1", 0.90), ("places_precision", 0.90), ("dates_f1", 0.85), ("quantity_f1", 0.90),
        ("attribution_accuracy", 0.94), ("direction_accuracy", 0.80), ("status_accuracy", 0.94), ("hedged_or_denied_accuracy", 0.94), ("b_cubed_f1", 0.95), ("offsets_valid", 1.0),
    ],
)  # fmt: skip
def test_floor(scores: dict[str, Any], measure: str, floor: float) -> None:
    assert scores[measure] >= floor


def test_false_alarms(scores: dict[str, Any]) -> None:
    assert scores["false_alarm_share"] <= 0.05


def test_intervals_hold_the_score(scores: dict[str, Any]) -> None:
    assert scores["type_f1_low"] <= scores["type_f1"] <= scores["type_f1_high"]


def test_the_set_is_large_and_in_four_languages() -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 200
    assert {row["lang"] for row in rows} == {"ru", "en", "kk", "zh"}
    assert sum(not row["claims"] for row in rows) >= 40


def test_b_cubed() -> None:
    gold = {"a": "1", "b": "1", "c": "2"}
    assert b_cubed(gold, {"a": "x", "b": "x", "c": "y"}) == 1.0
    merged = b_cubed(gold, {"a": "x", "b": "x", "c": "x"})
    assert merged == pytest.approx(2 * (5 / 9) / (1 + 5 / 9))


def test_broken_gold_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"text": "x"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="claims"):
        evaluate(file)
    with pytest.raises(InputError, match=r"no \.jsonl"):
        evaluate(tmp_path / "nothing_here" if (tmp_path / "nothing_here").mkdir() is None else tmp_path)
