"""One module per language: how a word becomes match keys and tags. Lexicons lie in ``reading/data``."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import cast

from kordon.reading.text import Analyse

LANGUAGES = ("ru", "en", "kk", "zh")


@lru_cache(maxsize=8)
def analyser(lang: str) -> Analyse:
    """Return the word analyser of a language; languages without a module are read as English."""
    name = lang if lang in LANGUAGES else "en"
    return cast(Analyse, import_module(f"kordon.reading.lang.{name}").analyse)
