# ruff: noqa: E501
"""What the net sees of a sentence: for each token its word, its ending, its classes of meaning, its concepts, dates and figures.

A name of a place loses its word, so that the net learns where claims happen from what is said and not from which
places the corpus likes; its grammatical ending stays.
"""

from __future__ import annotations

from kordon.reading.learned.meanings import classed
from kordon.reading.rules import View

WORDS = ("w:", "e:")
"""What signs of words and endings begin with; in training many of them are hidden."""


def signs(view: View) -> list[list[str]]:
    """Return the signs of each token of a sentence: 'w:ru…' words, 'e:ru…' endings, 's:' classes, 'c:' concepts and others."""
    line, lang = view.line, view.lang
    out: list[list[str]] = [[] for _ in line]
    named = {k for hit in view.places for k in range(hit.first, hit.last + 1)}
    for k, token in enumerate(line):
        found = out[k]
        if k in named:
            if token.word and lang in ("ru", "kk"):
                found.append(f"e:{lang}{token.low[-3:]}")
        elif not token.word:
            found.append("p:#" if token.text[0].isdigit() else f"p:{token.text[0]}")
        elif lang == "zh":
            found.append(f"w:z{token.low}")
            if k + 1 < len(line) and line[k + 1].word and k + 1 not in named:
                found.append(f"w:z{token.low}{line[k + 1].low}")
        else:
            found.append(f"w:{lang}{min(token.keys, key=lambda key: (len(key), key)) if token.keys else token.low}")
            if lang == "en":
                found.append(f"w:en{token.low}")
            elif len(token.low) > 4:
                found.append(f"e:{lang}{token.low[-3:]}")
        found += [f"t:{tag}" for tag in sorted(token.tags)]
    for name, first, last in classed(view):
        for k in range(first, last + 1):
            out[k].append(f"s:{name}")
    for hit in view.hits:
        for k in range(hit.first, hit.last + 1):
            out[k].append(f"c:{hit.concept}")
    for when in view.whens:
        for k, token in enumerate(line):
            if token.start >= when.a and token.end <= when.b:
                out[k].append(f"d:{when.precision}")
    for amount in view.amounts:
        for k in range(amount.first, amount.last + 1):
            out[k].append(f"q:{amount.unit}")
    return out
