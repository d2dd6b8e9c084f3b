"""How labels and claims are paired and counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kordon.errors import InputError
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


def _gold(tmp_path: Path, content: str | bytes, name: str = "gold.jsonl") -> Path:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def _claimed(**slots: Any) -> str:
    return json.dumps(_row({"type": "closure", **slots}))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (_claimed(places=["Poti"]), ("claim 1 places 1",)),
        (_claimed(places="Poti"), ("claim 1 places",)),
        (_claimed(places=[{"name": 7}]), ("claim 1 places 1 name",)),
        (_claimed(places=[{"lat": "42"}]), ("claim 1 places 1 lat", "number")),
        (_claimed(places=[{"lat": 42.0, "lon": True}]), ("claim 1 places 1 lon",)),
        (_claimed(places=[{"lat": 142.0, "lon": 3.0}]), ("claim 1 places 1 lat",)),
        (_claimed(quantities=[17]), ("claim 1 quantities 1",)),
        (_claimed(quantities=[{"value": "many"}]), ("claim 1 quantities 1 value",)),
        (_claimed(quantities=[{"value": [1, 2, 3]}]), ("claim 1 quantities 1 value",)),
        (_claimed(quantities=[{"value": float("nan")}]), ("claim 1 quantities 1 value",)),
        (_claimed(quantities=[{"value": 10**400}]), ("claim 1 quantities 1 value",)),
        (_claimed(quantities=[{"value": 2, "unit": ["days"]}]), ("claim 1 quantities 1 unit",)),
        (_claimed(attribution="customs"), ("claim 1 attribution",)),
        (_claimed(attribution={"class": "rumour"}), ("claim 1 attribution class", "official")),
        (_claimed(direction="CN>KZ"), ("claim 1 direction",)),
        (_claimed(direction={"from": "CN"}), ("claim 1 direction from",)),
        (_claimed(start="2026-02-31"), ("claim 1 start", "YYYY-MM-DD")),
        (_claimed(start=20260301), ("claim 1 start",)),
        (_claimed(status="over"), ("claim 1 status", "ended")),
        (_claimed(certainty=["hedged"]), ("claim 1 certainty",)),
        (_claimed(evidence=[0, 4]), ("claim 1 evidence",)),
        (_claimed(evidence={"sentence": [0]}), ("claim 1 evidence sentence",)),
        (_claimed(quote=5), ("claim 1 quote",)),
        (json.dumps(_row({"type": "strike"})), ("claim 1 type", "labour_action")),  # type: ignore[arg-type]
        (json.dumps(_row({})), ("claim 1 type",)),
        (json.dumps({**_row(), "claims": [{"type": "closure"}, 5]}), ("claim 2",)),
        (json.dumps({**_row(), "claims": {}}), ("field claims",)),
        (json.dumps({**_row(), "text": " "}), ("field text",)),
        (json.dumps({**_row(), "text": "1 2 3"}), ("words",)),
        (json.dumps({**_row(), "lang": "de"}), ("field lang", "ru, en, kk, zh")),
        (json.dumps({**_row(), "lang": ["ru"]}), ("field lang",)),
        (json.dumps({**_row(), "published": "5 March"}), ("field published", "YYYY-MM-DD")),
        (json.dumps({**_row(), "published": 2026}), ("field published",)),
        ("[" * 200_000, ("no JSON",)),
        ("[1]", ("no JSON object",)),
    ],
)
def test_broken_gold_is_refused_by_file_line_and_field(tmp_path: Path, line: str, words: tuple[str, ...]) -> None:
    file = _gold(tmp_path, json.dumps(_row()) + "\n" + line)
    with pytest.raises(InputError) as refused:
        evaluate(file)
    message = str(refused.value)
    assert f"{file} line 2" in message
    assert "standard input" not in message
    assert "--lang" not in message
    assert len(message) < 600
    for word in words:
        assert word in message


@pytest.mark.parametrize("content", ["Пост закрыт".encode("cp1251"), bytes(range(128, 256)) * 9])
def test_gold_that_is_no_utf_8_is_refused(tmp_path: Path, content: bytes) -> None:
    file = _gold(tmp_path, content)
    with pytest.raises(InputError, match=r"gold\.jsonl: it is no UTF-8"):
        evaluate(file)


def test_a_byte_order_mark_and_hidden_files_do_not_count(tmp_path: Path) -> None:
    _gold(tmp_path, b"\xef\xbb\xbf" + json.dumps(_row()).encode())
    _gold(tmp_path, json.dumps(_row()), ".gold.jsonl.swp.jsonl")
    (tmp_path / ".git").mkdir()
    _gold(tmp_path / ".git", "no JSON")
    assert evaluate(tmp_path)["reports"] == 1


def test_slots_that_are_not_given_are_not_asked(tmp_path: Path) -> None:
    empty = {"places": None, "quantities": None, "start": None, "attribution": None, "direction": None, "status": ""}
    place = {"places": [{"name": None, "cc": "KZ", "lat": None, "lon": None, "kind": "country"}]}
    row = {**_row({"type": "closure", **empty}, {"type": "closure", **place}), "published": None, "lang": ""}
    assert evaluate(_gold(tmp_path, json.dumps(row)))["gold_claims"] == 2


def test_progress_is_told_for_each_text(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    evaluate(_gold(tmp_path, "\n".join([json.dumps(_row())] * 2)), progress=lambda *step: told.append(step))
    assert told == [("text 1 of 2", 0.0), ("text 2 of 2", 0.5)]
