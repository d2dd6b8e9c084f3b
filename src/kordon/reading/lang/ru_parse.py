# ruff: noqa: E501
"""Russian words by pymorphy3's dictionary. Every edit of this file makes ``data/ru_words.tsv`` stale (see ``ru_stored``)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_LEAST_SCORE = 0.02


@lru_cache(maxsize=1)
def _morph() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


def is_russian(word: str) -> bool:
    """Whether a lower-cased word begins with a Russian letter; others are not parsed."""
    return "а" <= word[:1] <= "я" or word[:1] == "ё"


def parsed(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the lemmas of a lower-cased word (all readings that are not far-fetched) and its verb marks."""
    if not is_russian(word):
        return frozenset((word,)), frozenset()
    parses = _morph().parse(word)[:5]
    keys = {word}
    tags: set[str] = set()
    for index, parse in enumerate(parses):
        if index and parse.score < _LEAST_SCORE:
            break
        lemma = parse.normal_form.replace("ё", "е")
        keys.add(lemma)
        tag = parse.tag
        pos = tag.POS
        if index == 0 or parse.score >= 0.15:
            if pos == "VERB":
                tags.add("finite")
                if tag.tense:
                    tags.add({"past": "past", "pres": "present", "futr": "future"}[tag.tense])
                if tag.aspect == "perf":
                    tags.add("perfective")
            elif pos == "INFN":
                tags.add("infinitive")
            elif pos == "PRTF":
                tags.add("participle")
            elif pos == "PRTS":
                tags |= {"finite", "passive", "past"}
            elif pos == "GRND":
                tags.add("gerund")
            elif pos in {"NOUN", "ADJF", "ADJS", "NPRO", "NUMR"}:
                tags.add({"NOUN": "noun", "ADJF": "adj", "ADJS": "adj", "NPRO": "pron", "NUMR": "num"}[pos])
                if pos == "NOUN" and tag.case:
                    tags.add(str(tag.case))
                if "Fixd" in tag:
                    tags |= {"nomn", "gent", "loct", "accs"}
        if index == 0 and parse.is_known:
            tags.add("known")
        if index == 0 and "Geox" in tag:
            tags.add("geo")
        if index == 0 and ("Name" in tag or "Surn" in tag):
            tags.add("person")
    if "future" in tags and "present" in tags:
        tags.discard("future")  # a homograph: the present is the commoner reading in news
    return frozenset(keys), frozenset(tags)


def lemma(word: str) -> str:
    """Return the dictionary form of the likeliest reading of a lower-cased word; unknown words are guessed by their ending."""
    return str(_morph().parse(word)[0].normal_form).replace("ё", "е")
