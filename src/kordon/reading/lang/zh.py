"""Chinese: each Han character is a token; traditional characters match as their simplified form."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def _simplified() -> dict[str, str]:
    text = resources.files("kordon.reading").joinpath("data/zh_traditional.txt").read_text(encoding="utf-8")
    pairs = [pair for line in text.splitlines() if not line.startswith("#") for pair in line.split()]
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


@lru_cache(maxsize=16_384)
def analyse(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the simplified form of a character; a run of Latin letters stays itself."""
    return frozenset((word, "".join(_simplified().get(c, c) for c in word))), frozenset()


def simplify(text: str) -> str:
    """Return the text in simplified characters; its length does not change."""
    table = _simplified()
    return "".join(table.get(c, c) for c in text)
