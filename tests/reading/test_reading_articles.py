"""Articles in four languages, labelled by somebody who did not know the rules: those that rules were mended on, and
those that nobody who writes rules has read. The floors say that nothing got worse; docs/reading.md has the figures.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kordon.reading.evaluate import evaluate

DATA = Path(__file__).parent / "data"
FLOORS = {
    "articles": {
        "type_f1": 0.84, "places_f1": 0.70, "dates_f1": 0.75, "quantity_f1": 0.80, "attribution_accuracy": 0.87,
        "b_cubed_f1": 0.95, "direction_accuracy": 0.70, "offsets_valid": 1.0,
    },
    "articles_held_out": {
        "type_f1": 0.82, "places_f1": 0.70, "dates_f1": 0.71, "quantity_f1": 0.73, "attribution_accuracy": 0.75,
        "b_cubed_f1": 0.94, "offsets_valid": 1.0,
    },
    "articles_held_out_2": {
        "type_f1": 0.84, "places_f1": 0.65, "dates_f1": 0.67, "quantity_f1": 0.71, "attribution_accuracy": 0.77,
        "hedged_or_denied_accuracy": 0.85, "offsets_valid": 1.0,
    },
    "articles_held_out_3": {
        "type_f1": 0.92, "places_f1": 0.83, "places_precision": 0.80, "dates_f1": 0.82, "quantity_f1": 0.84,
        "attribution_accuracy": 0.85, "direction_accuracy": 0.75, "offsets_valid": 1.0,
    },
    "articles_held_out_4": {
        "type_f1": 0.87, "places_f1": 0.68, "dates_f1": 0.70, "quantity_f1": 0.77, "attribution_accuracy": 0.81,
        "hedged_or_denied_accuracy": 0.82, "offsets_valid": 1.0,
    },
    "articles_held_out_5": {
        "type_f1": 0.89, "places_f1": 0.76, "places_precision": 0.75, "dates_f1": 0.74, "quantity_f1": 0.84,
        "attribution_accuracy": 0.80, "direction_accuracy": 0.78, "hedged_or_denied_accuracy": 0.92, "offsets_valid": 1.0,
    },
    "articles_held_out_6": {
        "type_f1": 0.82, "places_f1": 0.71, "places_precision": 0.75, "dates_f1": 0.65, "quantity_f1": 0.72,
        "attribution_accuracy": 0.77, "direction_accuracy": 0.70, "hedged_or_denied_accuracy": 0.77, "offsets_valid": 1.0,
    },
    "articles_of_the_press": {
        "type_f1": 0.78, "places_f1": 0.55, "places_precision": 0.53, "dates_f1": 0.54, "quantity_f1": 0.59,
        "text_places_f1": 0.68, "text_quantity_f1": 0.72, "attribution_accuracy": 0.68, "offsets_valid": 1.0,
    },
    "articles_of_the_press_2": {
        "type_f1": 0.75, "places_f1": 0.52, "places_precision": 0.59, "quantity_f1": 0.64, "text_places_f1": 0.66,
        "text_quantity_f1": 0.79, "attribution_accuracy": 0.67, "offsets_valid": 1.0,
    },
}  # fmt: skip


@pytest.fixture(scope="module", params=FLOORS)
def scored(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    return request.param, evaluate(DATA / f"{request.param}.jsonl", draws=10)


def test_floors(scored: tuple[str, dict[str, Any]]) -> None:
    name, scores = scored
    short = {measure: scores[measure] for measure, floor in FLOORS[name].items() if scores[measure] < floor}
    assert not short, f"{name}: below its floor: {short}"
