"""What is remembered of words and names is bounded: thousands of texts with new words take no more memory."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
from functools import _lru_cache_wrapper

import kordon.reading
from kordon.reading.lang import analyser

MOST = 32_768


def test_every_cache_of_the_reader_is_bounded() -> None:
    sizes = {}
    for module in pkgutil.walk_packages(kordon.reading.__path__, "kordon.reading."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, _lru_cache_wrapper) and value.__module__.startswith("kordon.reading"):
                sizes[f"{module.name}.{name}"] = value.cache_parameters()["maxsize"]
    assert sizes
    assert [name for name, size in sizes.items() if size is None or size > MOST] == []


def test_new_words_drive_out_old_ones() -> None:
    analyse = analyser("kk")
    assert isinstance(analyse, _lru_cache_wrapper)
    for letters in itertools.islice(itertools.product("абвгд", repeat=7), 20_000):
        analyse("".join(letters))
    assert analyse.cache_info().currsize <= 16_384
