"""Independent settlements at the same time: the compiled core of the engine lets other threads run."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

MOST = 4
"""Threads at most: beyond that the parts in plain Python, which run one at a time, decide."""

_inside = threading.local()
"""Set in a thread that works for :func:`side_by_side`."""


def side_by_side(work: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """Return ``work(item)`` for every item, in the order of the items, whatever finishes first.

    Each call must depend on its item alone, so that the number of threads cannot change an answer. The first exception,
    in the order of the items, is raised. Called from such work, it goes item by item: the cores are taken, and each
    settlement under way holds some 200 MB.
    """
    items = list(items)
    threads = 1 if getattr(_inside, "yes", False) else min(len(items), os.cpu_count() or 1, MOST)
    if threads < 2:
        return [work(item) for item in items]
    with ThreadPoolExecutor(threads, initializer=lambda: setattr(_inside, "yes", True)) as pool:
        return list(pool.map(work, items))
