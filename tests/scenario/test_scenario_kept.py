"""Settled answers are read back as they were, and anew when anything that they depend on is different."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kordon.model import Measure, Scenario, Where
from kordon.scenario import simulate
from kordon.scenario.simulate import simulate_kept
from worlds import tiny_world

ON = dt.date(2025, 10, 7)
WORLD = tiny_world()
SHUT = Scenario(id="t", name="t", measures=(Measure(kind="closure", where=Where(posts=("khorgos",))),))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KORDON_CACHE", str(tmp_path))
    return tmp_path


def settle(monkeypatch: pytest.MonkeyPatch, scenario: Scenario = SHUT, **more: int) -> tuple[object, int]:
    """Return the answer and how often the network was settled for it."""
    import importlib

    module = importlib.import_module("kordon.scenario.simulate")
    calls: list[str] = []

    def counted(*args: object, **options: object) -> object:
        calls.append("settled")
        return simulate(*args, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(module, "simulate", counted)
        return simulate_kept(WORLD, scenario, on=ON, **more), len(calls)


def test_the_second_answer_is_the_first_read_back(monkeypatch: pytest.MonkeyPatch) -> None:
    first, settled = settle(monkeypatch)
    again, anew = settle(monkeypatch)
    assert (settled, anew) == (1, 0)
    assert first == again == simulate(WORLD, SHUT, on=ON)


def test_another_question_is_settled_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    settle(monkeypatch)
    assert settle(monkeypatch, seed=1)[1] == 1
    assert settle(monkeypatch, SHUT.model_copy(update={"measures": ()}))[1] == 1


def test_a_broken_file_is_settled_anew(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    first, _ = settle(monkeypatch)
    (file,) = folder.glob("settled-*.json.gz")
    whole = file.read_bytes()
    torn = whole[:20] + bytes(255 - byte for byte in whole[20:60]) + whole[60:]
    for broken in (b"", b"no gzip", whole[:-9], whole[:50] + b"x" * 80, torn):
        file.write_bytes(broken)
        answer, anew = settle(monkeypatch)
        assert (answer, anew) == (first, 1)


def test_nothing_is_kept_when_it_is_off_or_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: Path
) -> None:
    monkeypatch.setenv("KORDON_CACHE", "off")
    assert settle(monkeypatch)[1] == settle(monkeypatch)[1] == 1
    assert not list(folder.glob("settled-*"))
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KORDON_CACHE", str(tmp_path / "file"))
    assert settle(monkeypatch)[1] == 1
