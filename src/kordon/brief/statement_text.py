"""Sentences of a report as statement checks see them: match keys, states and named places, and patterns of words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kordon.model import Report, Span
from kordon.reading.lang import LANGUAGES, analyser
from kordon.reading.places import PlaceHit, gazetteer
from kordon.reading.text import Sentence, Token, sentences

_CLAUSE_ENDS = frozenset(',;:—–()«»"')


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the places named in it."""

    text: str
    lang: str
    sentence: Sentence
    places: tuple[PlaceHit, ...]

    @property
    def span(self) -> Span:
        """Return the offsets of the sentence in the text of the report."""
        return self.sentence.start, self.sentence.end

    @property
    def tokens(self) -> list[Token]:
        """Return the tokens of the sentence."""
        return self.sentence.tokens

    @property
    def states(self) -> tuple[str, ...]:
        """Return the states named, as nouns, adjectives or by their capital, in order."""
        return tuple(dict.fromkeys(hit.place.cc for hit in self.places if hit.place.kind == "country"))

    @property
    def future(self) -> bool:
        """Whether the sentence speaks of what is to come and of nothing that was."""
        tags = {tag for token in self.tokens for tag in token.tags}
        words = {token.low for token in self.tokens}
        ahead = "future" in tags or bool(words & {"will", "shall", "would", "could", "may", "might", "может", "могут"})
        return ahead and "past" not in tags


def lines(report: Report) -> tuple[Line, ...]:
    """Return the sentences of a report."""
    lang = report.lang if report.lang in LANGUAGES else "en"
    return tuple(
        Line(report.text, lang, sentence, tuple(gazetteer(lang).find(sentence.tokens, report.text)))
        for sentence in sentences(report.text, analyser(lang))
    )


@lru_cache(maxsize=512)
def _parsed(pattern: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(
        tuple(tuple(phrase.strip().split("_")) for phrase in group.split("|") if phrase.strip())
        for group in pattern.split("&")
    )


def find(pattern: str, line: Line) -> Span | None:
    """Return the span of the words that satisfy a pattern in a sentence, or None.

    ``a|b & c_d`` wants a word with lemma ``a`` or ``b``, and the phrase ``c d`` (other words may stand between two
    words of a phrase, at most two). ``stem*`` matches the beginning of a word.
    """
    if not pattern.strip():
        return None
    begin, end = len(line.text), -1
    for group in _parsed(pattern):
        hit = next((span for phrase in group if (span := _phrase(phrase, line.tokens))), None)
        if hit is None:
            return None
        begin, end = min(begin, hit[0]), max(end, hit[1])
    return begin, end


def _phrase(words: tuple[str, ...], tokens: list[Token]) -> Span | None:
    for i, first in enumerate(tokens):
        if not _is(words[0], first):
            continue
        at, ok = i, True
        for word in words[1:]:
            after = next((j for j in range(at + 1, min(at + 4, len(tokens))) if _is(word, tokens[j])), -1)
            if after < 0:
                ok = False
                break
            at = after
        if ok:
            return first.start, tokens[at].end
    return None


def _is(word: str, token: Token) -> bool:
    if word.endswith("*"):
        return token.low.startswith(word[:-1])
    return word == token.low or word in token.keys


def clause(line: Line, span: Span) -> Span:
    """Return the span widened to the marks of punctuation around it: the part of the sentence that is checked."""
    begin, end = line.span
    for token in line.tokens:
        if token.text in _CLAUSE_ENDS:
            if token.end <= span[0]:
                begin = token.end
            elif token.start >= span[1]:
                end = token.start
                break
    text = line.text
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end
