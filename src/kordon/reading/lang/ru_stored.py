"""The stored analysis of the words of ``data/ru.lex``, so that loading the lexicon parses none of them.

``data/ru_words.tsv`` is made by ``scripts/store_words.py``. Its first line says what made it (:func:`maker`): the
versions of pymorphy3 and of its dictionary and a hash of the code that turns parses into keys and tags. Where any of
them differs nothing of the file is used and every word is parsed; a word that the file lacks is parsed alone. So
neither another dictionary nor another lexicon can give an analysis that parsing would not give.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path

from kordon.errors import DataError
from kordon.reading.lang import ru_parse

Analysis = tuple[frozenset[str], frozenset[str]]
"""Match keys and tags of a word."""
_PACKAGES = ("pymorphy3", "pymorphy3-dicts-ru")


def maker() -> str:
    """Return what makes an analysis here: packages with their versions and a hash of the code; empty if unknown."""
    try:
        packages = [f"{name} {metadata.version(name)}" for name in _PACKAGES]
        code = Path(ru_parse.__file__).read_bytes().replace(b"\r\n", b"\n")
    except (metadata.PackageNotFoundError, OSError):
        return ""
    return ", ".join([*packages, f"code {hashlib.sha256(code).hexdigest()[:16]}"])


@lru_cache(maxsize=1)
def stored() -> dict[str, Analysis]:
    """Return the stored words with their analysis; none where the file is absent or was made by anything else."""
    path = resources.files("kordon.reading").joinpath("data/ru_words.tsv")
    return loaded(path.read_text(encoding="utf-8"), maker()) if path.is_file() else {}


def loaded(text: str, by: str) -> dict[str, Analysis]:
    """Return the words of a file made ``by`` a maker, none if another made it; raises DataError for a broken line."""
    made, *lines = text.splitlines()
    if not by or made != f"# {by}":
        return {}
    out: dict[str, Analysis] = {}
    sets: dict[str, frozenset[str]] = {}
    for number, line in enumerate(lines, start=2):
        try:
            word, keys, tags = line.split("\t")
        except ValueError:
            raise DataError(f"reading/data/ru_words.tsv line {number}: three cells are word, lemmas and tags") from None
        known = sets.get(tags)
        if known is None:
            known = sets[tags] = frozenset(tags.split())
        out[word] = frozenset((word, *keys.split())), known
    return out


def dumped(words: Iterable[str]) -> str:
    """Return the file for the Russian ones of these words, each parsed now; the same words give the same text."""
    lines = [f"# {maker()}"]
    for word in sorted(filter(ru_parse.is_russian, set(words))):
        keys, tags = ru_parse.parsed(word)
        lines.append("\t".join((word, " ".join(sorted(keys - {word})), " ".join(sorted(tags)))))
    return "\n".join(lines) + "\n"
