# ruff: noqa: E501
"""The words of a sentence as the learned models see them: names, figures and dates replaced by what they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from kordon.reading.lang.zh import simplify
from kordon.reading.rules import View

NEAR = 7.0
"""Weighted distance up to which two concepts, or two classes, make a pair."""
Span = tuple[int, int]


def title(view: View) -> bool:
    """Whether a sentence is the first of its text and does not end as a sentence does."""
    sentence = view.sentence
    return sentence.block == 0 and view.text[sentence.end - 1 : sentence.end] not in '.!?。！？»”"'


@lru_cache(maxsize=16_384)
def stem(low: str, keys: frozenset[str], lang: str) -> str:
    """Return one form for all forms of a word: of its candidate lemmas the shortest."""
    if lang == "kk":
        return low[:6]
    short = min(keys - {low} or keys, key=lambda key: (len(key), key))
    return short[:-1] if lang == "en" and short.endswith("e") and len(short) > 3 else short


def covers(view: View) -> dict[int, tuple[str, int]]:
    """Return, by first token, what stands for a name, a figure or a date, and its last token."""
    cover: dict[int, tuple[str, int]] = {}
    taken: set[int] = set()

    def lay(word: str, first: int, last: int) -> None:
        if not taken & set(range(first, last + 1)):
            cover[first] = (word, last)
            taken.update(range(first, last + 1))

    for place in view.places:
        what = "state's" if place.place.form == "adjective" else place.place.what or place.place.kind
        lay(f"<{what}>", place.first, place.last)
    for when in view.whens:
        inside = [k for k, token in enumerate(view.line) if when.a <= token.start < when.b]
        if inside:
            lay("<date>", inside[0], inside[-1])
    for amount in view.amounts:
        lay(f"<qty.{amount.unit}>", amount.first, amount.last)
    return cover


def masked(view: View) -> list[tuple[str, int, int]]:
    """Return what a sentence is made of, with its tokens: words (Chinese: characters), and what stands for names, figures, dates.

    Of punctuation only what parts clauses is kept, in Chinese all of it.
    """
    cover = covers(view)
    chinese = view.lang == "zh"
    out: list[tuple[str, int, int]] = []
    k = 0
    while k < len(view.line):
        token = view.line[k]
        if k in cover:
            word, last = cover[k]
            out.append((word, k, last))
            k = last + 1
            continue
        if token.word:
            out.append((simplify(token.text) if chinese else stem(token.low, token.keys, view.lang), k, k))
        elif token.text[0].isdigit():
            out.append(("<number>", k, k))
        elif chinese:
            out.append((token.text, k, k))
        elif token.text in ',;:—–-?!()«»"“”':
            out.append((f"<{token.text}>", k, k))
        k += 1
    return out


def near_pairs(
    named: Mapping[Span, list[str]], view: View, overlapping: bool
) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Yield the pairs of names whose words stand near each other, in order, with the tokens of both (far apart: of the first).

    ``overlapping``: whether words that share a token make a pair too.
    """
    spans = sorted(named)
    for index, a in enumerate(spans):
        for b in spans[index + 1 :]:
            if b[0] <= a[1] and not overlapping:
                continue
            if view.at[b[0]] - view.at[a[1]] > NEAR:
                break
            span = (a[0], b[1]) if b[1] - a[0] < 4 else a
            for one in named[a]:
                for two in named[b]:
                    yield one, two, span
