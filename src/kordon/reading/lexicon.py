"""Concept lexicons: words and phrases of a language mapped to the concepts that the rules speak of.

A lexicon is ``data/<lang>.lex``: ``[CONCEPT]`` opens a list of entries separated by ``;``. See ``docs/reading.md``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from kordon.errors import DataError
from kordon.reading.lang import analyser
from kordon.reading.lasting import building
from kordon.reading.text import Analyse, Token, as_written, tokens

_SHADOWED = frozenset(
    [
        "QUEUE",
        "QUEUEV",
        "WAIT",
        "EXPECT",
        "RISK",
        "WARN",
        "INSPECT",
        "DETAIN",
        "SEIZE",
        "TURNBACK",
        "NOTPASS",
        "CLOSE",
        "STOP",
        "RESTRICT",
        "NOTWORK",
        "AGROUND",
        "DIVERT",
        "REOPEN",
        "RESUME",
        "LIFT",
        "NORMAL",
        "BAN",
        "QUOTA",
        "SANCTION",
        "TARIFF",
        "PAYMENT",
        "REFUSE",
        "ATTACK",
        "DAMAGE",
        "LABOUR",
        "PROTEST",
        "EXERCISE",
        "DEPLOY",
        "BASE",
        "BUILD",
        "COMMISSION",
        "OPENED",
        "AGREE",
        "PROJECT",
        "VOLUME",
        "CAPACITY",
        "RATE",
        "UP",
        "DOWN",
        "AMOUNT",
        "PLAN",
        "HEDGE",
        "CONDITION",
        "NEGATION",
        "ENDED",
        "PASSENGER",
        "TRAFFIC",
        "DENY",
        "OVER",
        "BECAUSE",
        "CONTROL",
        "TIGHTEN",
        "IMPOSE",
    ]
)
"""Concepts that a longer entry around them silences."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept found at tokens ``[first, last]`` of a sentence, by a lexicon entry."""

    concept: str
    first: int
    last: int
    entry: str

    def near(self, other: Hit) -> int:
        """Return the number of tokens between two hits (0 when they touch or overlap)."""
        return max(0, max(self.first, other.first) - min(self.last, other.last) - 1)


class Lexicon:
    """Entries of one language, indexed by the keys of their first word."""

    def __init__(self, lang: str, analyse: Analyse | None = None) -> None:
        self.lang = lang
        self._analyse = analyse or analyser(lang)
        self._first: dict[str, list[tuple[tuple[frozenset[str], ...], str, str]]] = defaultdict(list)
        self._beginnings: dict[str, list[tuple[str, tuple[str, ...], str, str]]] = defaultdict(list)
        self._starred: dict[str, list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
        self.entries: dict[str, list[str]] = defaultdict(list)
        path = resources.files("kordon.reading").joinpath(f"data/{lang}.lex")
        concept = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            line = line.split("#")[0].strip()
            if not line:
                continue
            if line.startswith("["):
                concept = line.strip("[]")
                continue
            if not concept:
                raise DataError(f"reading/data/{lang}.lex line {number}: entry before any [CONCEPT]")
            for entry in (part.strip() for part in line.split(";")):
                if entry:
                    self._add(concept, entry)

    def _add(self, concept: str, entry: str) -> None:
        self.entries[concept].append(entry)
        low = entry.lower().replace("ё", "е")
        if "*" in low and " " in low:
            parts = tuple(word for word in low.lstrip("=").replace("-", " ").split())
            self._starred[parts[0][:3]].append((parts, concept, entry))
            return
        begin, *apart = low.split("!")
        if begin.endswith("*"):
            stem = begin[:-1].lstrip("=")
            self._beginnings[stem[:3]].append((stem, tuple(apart), concept, begin))
            return
        exact = low.startswith("=")
        low = low.lstrip("=")
        if self.lang == "zh":
            from kordon.reading.lang.zh import simplify

            low = simplify(low)
        literal = exact or self.lang == "zh"
        words = [
            t for t in tokens(low, 0, len(low), as_written if literal else self._analyse) if t.word or t.text.isdigit()
        ]
        if not words:
            return
        if literal:
            pattern = tuple(frozenset((t.low,)) for t in words)
        else:
            pattern = tuple(_lemma_keys(t, self.lang) for t in words)
        marked = ("=" if exact else "") + low
        for key in pattern[0]:
            self._first[("=" + key) if exact else key].append((pattern, concept, marked))

    def find(self, line: list[Token]) -> list[Hit]:
        """Return the hits in a sentence; longer entries silence shorter ones of the kind that they contain."""
        hits: list[Hit] = []
        seen: set[tuple[str, int, int]] = set()
        n = len(line)
        for i, token in enumerate(line):
            if not token.word:
                continue
            for pattern, concept, entry in self._candidates(token):
                j = i
                if len(pattern) > 1:
                    exact = entry[0] == "="
                    for part in pattern[1:]:
                        j += 1
                        while j < n and (line[j].text in '-–«»"' or (line[j].text == "," and "что" in part)):
                            j += 1
                        if j >= n or not ((line[j].low in part) if exact else (part & line[j].keys)):
                            j = -1
                            break
                    if j < 0:
                        continue
                mark = (concept, i, j)
                if mark not in seen:
                    seen.add(mark)
                    hits.append(Hit(concept, i, j, entry))
            for stem, apart, concept, entry in self._beginnings.get(token.low[:3], ()):
                if token.low.startswith(stem) and not _excepted(token.low, apart) and (concept, i, i) not in seen:
                    seen.add((concept, i, i))
                    hits.append(Hit(concept, i, i, entry))
            for parts, concept, entry in self._starred.get(token.low[:3], ()):
                j = i + len(parts) - 1
                if j < n and all(_begins(line[i + k], part) for k, part in enumerate(parts)):
                    hits.append(Hit(concept, i, j, entry))
        return _silence(hits)

    def _candidates(self, token: Token) -> list[tuple[tuple[frozenset[str], ...], str, str]]:
        out: list[tuple[tuple[frozenset[str], ...], str, str]] = []
        for key in sorted(token.keys):
            out += self._first.get(key, ())
        out += self._first.get("=" + token.low, ())
        return out


def _excepted(word: str, apart: tuple[str, ...]) -> bool:
    """Whether a word that begins as an entry says is another one: 'жел*!желтоқсан' is the wind, not December."""
    return any(word == other[1:] if other.startswith("=") else word.startswith(other) for other in apart)


def _begins(token: Token, part: str) -> bool:
    """Whether a token is a word of a starred entry: it begins so, or is that word in some form."""
    return token.low.startswith(part[:-1]) if part.endswith("*") else part == token.low or part in token.keys


def _lemma_keys(token: Token, lang: str) -> frozenset[str]:
    """Return the keys of an entry's word: the word itself, as entries are lemmas; Russian also its own lemmas."""
    if lang == "ru" and token.low not in {
        "из",
        "за",
        "на",
        "в",
        "по",
        "и",
        "с",
        "от",
        "до",
        "для",
        "под",
        "к",
        "о",
        "об",
        "при",
    }:
        keys = token.keys
        return keys if len(keys) <= 3 else frozenset((token.low,))
    return frozenset((token.low,))


def _silence(hits: list[Hit]) -> list[Hit]:
    spans: dict[tuple[int, int], set[str]] = defaultdict(set)
    for hit in hits:
        spans[hit.first, hit.last].add(hit.concept)
    long_spans = [(a, b, c - {"ENDED"}) for (a, b), c in spans.items() if (b > a and c != {"ENDED"}) or "NONE" in c]
    if not long_spans:
        return hits
    out = []
    for hit in hits:
        if hit.concept == "NONE":
            continue
        size = hit.last - hit.first
        silent = False
        for a, b, concepts in long_spans:
            if a <= hit.first and hit.last <= b:
                family = hit.concept.split(".")[0]
                kin = "." in hit.concept and any(c != hit.concept and c.split(".")[0] == family for c in concepts)
                light = hit.concept in ("NEGATION", "PLAN", "HEDGE", "NEW", "BECAUSE") and (b - a) > size
                if light and hit.concept not in concepts and not concepts <= {"NEGATION", "PLAN", "HEDGE"}:
                    silent = True
                if (
                    ("NONE" in concepts and (b - a) >= size)
                    or ((b - a) > size and kin)
                    or (
                        (b - a) > size
                        and not (hit.concept == "AMOUNT" and "VOLUME" in concepts)
                        and hit.concept in _SHADOWED
                        and hit.concept not in concepts
                        and concepts & _SHADOWED
                    )
                ):
                    silent = True
            if silent:
                break
        if not silent:
            out.append(hit)
    return out


@lru_cache(maxsize=8)
def lexicon(lang: str) -> Lexicon:
    """Return the lexicon of a language, loaded once."""
    with building():
        return Lexicon(lang)


def analysed_words(lang: str) -> set[str]:
    """Return the words of a language's entries whose lemmas a lexicon asks for when it is loaded."""
    asked: set[str] = set()

    def asking(word: str) -> tuple[frozenset[str], frozenset[str]]:
        asked.add(word)
        return as_written(word)

    Lexicon(lang, asking)
    return asked
