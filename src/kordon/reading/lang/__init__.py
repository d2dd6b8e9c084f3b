"""One module per language: how a word becomes match keys and tags. Lexicons lie in ``reading/data``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from typing import TypeVar, cast

from kordon.reading.text import Analyse

LANGUAGES = {"ru": "cyrillic", "en": "latin", "kk": "cyrillic", "zh": "han"}
"""The languages that are read, each with the script of its names."""
_T = TypeVar("_T")


def own(table: Mapping[str, _T], lang: str) -> _T:
    """Return a language's part of a table, English's where the language has none yet."""
    return table[lang if lang in table else "en"]


@lru_cache(maxsize=8)
def analyser(lang: str) -> Analyse:
    """Return the word analyser of a language; languages without a module are read as English."""
    name = lang if lang in LANGUAGES else "en"
    return cast(Analyse, import_module(f"kordon.reading.lang.{name}").analyse)
