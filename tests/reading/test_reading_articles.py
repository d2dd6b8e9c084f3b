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
        "type_f1": 0.80, "places_f1": 0.66, "dates_f1": 0.70, "quantity_f1": 0.74, "attribution_accuracy": 0.86,
        "b_cubed_f1": 0.95, "offsets_valid": 1.0,
    },
    "articles_held_out": {
        "type_f1": 0.77, "places_f1": 0.59, "dates_f1": 0.61, "quantity_f1": 0.70, "attribution_accuracy": 0.71,
        "b_cubed_f1": 0.90, "offsets_valid": 1.0,
    },
    "articles_held_out_2": {
        "type_f1": 0.76, "places_f1": 0.53, "dates_f1": 0.56, "quantity_f1": 0.64, "attribution_accuracy": 0.72,
        "offsets_valid": 1.0,
    },
}  # fmt: skip


@pytest.fixture(scope="module", params=FLOORS)
def scored(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    return request.param, evaluate(DATA / f"{request.param}.jsonl", draws=10)


def test_floors(scored: tuple[str, dict[str, Any]]) -> None:
    name, scores = scored
    short = {measure: scores[measure] for measure, floor in FLOORS[name].items() if scores[measure] < floor}
    assert not short, f"{name}: below its floor: {short}"
