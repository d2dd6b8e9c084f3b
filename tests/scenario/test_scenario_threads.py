"""Settlements at the same time give what they give one after another."""

from __future__ import annotations

import datetime as dt
import threading
import time

import pytest

from kordon.scenario.ground import ground, remember
from kordon.scenario.threads import side_by_side
from worlds import tiny_world

ON = dt.date(2025, 10, 7)
WORLD = tiny_world()


def test_results_come_in_the_order_of_the_items() -> None:
    def slow_first(item: int) -> int:
        time.sleep(0.02 if item == 0 else 0.0)
        return item * item

    assert side_by_side(slow_first, range(6)) == [0, 1, 4, 9, 16, 25]
    assert side_by_side(slow_first, []) == []


def test_the_first_failure_in_the_order_of_the_items_is_raised() -> None:
    def fails(item: int) -> int:
        if item:
            raise ValueError(str(item))
        return item

    with pytest.raises(ValueError, match=r"^1$"):
        side_by_side(fails, range(4))


def test_what_is_remembered_is_made_once() -> None:
    made: list[int] = []
    key = ("test", object())
    gate = threading.Barrier(4)

    def ask() -> object:
        gate.wait()
        return remember(WORLD, key, lambda: made.append(1) or object())

    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(ask())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len(set(map(id, found))) == 1
    assert ground(WORLD, ON) is ground(WORLD, ON)


def test_work_within_work_stays_in_its_thread() -> None:
    def outer(_: int) -> set[int]:
        return {threading.get_ident(), *side_by_side(lambda __: threading.get_ident(), range(4))}

    assert [len(threads) for threads in side_by_side(outer, range(3))] == [1, 1, 1]
