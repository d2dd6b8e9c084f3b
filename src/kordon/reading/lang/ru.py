"""Russian: lemmas and verb marks of a word form, from the stored analysis where it has the word, else parsed now."""

from __future__ import annotations

from functools import lru_cache

from kordon.reading.lang import ru_parse
from kordon.reading.lang.ru_stored import stored


@lru_cache(maxsize=16_384)
def analyse(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the lemmas of a lower-cased word (all readings that are not far-fetched) and its verb marks."""
    found = stored().get(word)
    return ru_parse.parsed(word) if found is None else found


@lru_cache(maxsize=4096)
def lemma(word: str) -> str:
    """Return the dictionary form of a word's likeliest reading; unknown words are guessed by their ending."""
    return ru_parse.lemma(word)
