"""Patterns by language, compiled when a text of that language is first read."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kordon.reading.lang import own


class Patterns(dict[str, re.Pattern[str]]):
    """Language -> compiled pattern, English's for a language without one.

    By ``[]`` alone: ``get`` and ``in`` know only what was asked for before.
    """

    def __init__(self, sources: Mapping[str, str]) -> None:
        super().__init__()
        self._sources = sources

    def __missing__(self, lang: str) -> re.Pattern[str]:
        found = self[lang] = re.compile(own(self._sources, lang))
        return found
