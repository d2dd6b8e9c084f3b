# ruff: noqa: E501
"""Classes of meaning: words of four languages under the same names, so that what is learnt of one word holds for its kin.

``data/senses/<lang>.txt`` holds a line for each class, ``class: word | word | two words``: Russian and English dictionary forms,
beginnings of Kazakh words (``газ!газет`` but not that), runs of Chinese characters. A class is no concept of the rules: it only says that words mean much
the same, and what follows from it is learnt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources

from kordon.errors import DataError
from kordon.reading.lang.zh import simplify
from kordon.reading.text import Token

_WHOLE = 3
"""Letters up to which a Kazakh entry must be a stem of the word, not merely its beginning."""
_LONGEST = 9
"""Characters of the longest Chinese entry."""
Entries = dict[str, list[tuple[tuple[str, ...], str]]]
"""First word (of a Kazakh one the first three letters) -> the words of an entry and its class."""


@lru_cache(maxsize=8)
def entries(lang: str) -> Entries:
    """Return the entries of a language, read once; none for a language without a table."""
    path = resources.files("kordon.reading").joinpath(f"data/senses/{lang}.txt")
    if not path.is_file():
        return {}
    out: Entries = defaultdict(list)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        name, colon, words = line.partition(":")
        if not colon:
            raise DataError(f"reading/data/senses/{lang}.txt line {number}: no class before a colon")
        for entry in words.split("|"):
            parts = tuple(entry.split())
            if parts:
                out[parts[0][:3] if lang == "kk" else parts[0]].append((parts, name))
    return dict(out)


@lru_cache(maxsize=4096)
def _meant(part: str) -> tuple[str, tuple[str, ...]]:
    """Return a beginning and the beginnings of other words that it does not mean."""
    begin, *apart = part.split("!")
    return begin, tuple(apart)


def senses(line: Sequence[Token], lang: str) -> list[tuple[str, int, int]]:
    """Return the classes of the words of a sentence, each with its first and last token, in order.

    A phrase silences what lies within it and belongs to the same class only; Chinese takes the longest entries.
    """
    if lang == "zh":
        return sorted(set(_runs(line)), key=lambda hit: (hit[1], hit[2], hit[0]))
    table = entries(lang)
    found: set[tuple[str, int, int]] = set()
    for k, token in enumerate(line):
        if not token.word:
            continue
        if lang == "kk":
            rows = table.get(token.low[:3], ())
            found |= {
                (name, k, k + len(parts) - 1)
                for parts, name in rows
                if k + len(parts) <= len(line) and all(_begins(line[k + n], part) for n, part in enumerate(parts))
            }
            continue
        for key in token.keys:
            for parts, name in table.get(key, ()):
                last = k + len(parts) - 1
                if last == k or (
                    last < len(line) and all(part in line[k + n].keys for n, part in enumerate(parts[1:], start=1))
                ):
                    found.add((name, k, last))
    return sorted(found, key=lambda hit: (hit[1], hit[2], hit[0]))


def _begins(token: Token, part: str) -> bool:
    begin, apart = _meant(part)
    if apart and token.low.startswith(apart):
        return False
    return token.low.startswith(begin) if len(begin) > _WHOLE else begin in token.keys


def _runs(line: Sequence[Token]) -> Iterator[tuple[str, int, int]]:
    """Yield the classes of a Chinese sentence: the longest entry at each character that does not lie within a longer one."""
    table = entries("zh")
    signs = [simplify(token.text) if token.word and len(token.text) == 1 else "\n" for token in line]
    reached = 0
    for k in range(len(signs)):
        for size in range(min(_LONGEST, len(signs) - k), 0, -1):
            rows = table.get("".join(signs[k : k + size]))
            if rows and k + size > reached:
                reached = k + size
                for _, name in rows:
                    yield name, k, k + size - 1
                break
