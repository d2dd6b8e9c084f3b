"""The module of a language's time expressions: ``dates/<code>.py``."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType


@lru_cache(maxsize=8)
def module_of(lang: str) -> ModuleType:
    """Return the module of a language, English's where it has none yet."""
    name = f"kordon.reading.dates.{lang}"
    return import_module(name if find_spec(name) else "kordon.reading.dates.en")
