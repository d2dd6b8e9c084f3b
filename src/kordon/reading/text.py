# ruff: noqa: E501
"""Text as the rules see it: tokens with match keys, grouped into sentences, offsets always those of the report's text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}(?![\d.]\d))+(?:[.,]\d+)?"  # 12 300: grouping by spaces
    r"|\d+(?:[.,]\d+)*"  # other numbers with points and commas
    r"|[㐀-鿿豈-﫿]"  # a Han character is a token
    r"|[^\W\d_㐀-鿿豈-﫿]+(?:[’'](?!s\b)[^\W\d_]+)?"  # a word; an intraword hyphen ends it
    r"|[’']s\b"
    r"|\S"
)
_WORD = re.compile(r"[^\W\d_]")
_AFTER_SPACE = re.compile(r"\s+")
_TERMINATOR = re.compile(r"[.!?…。！？]+[»\"”’')\]]*")
_ABBREVIATIONS = frozenset(
    [
        "тыс",
        "млн",
        "млрд",
        "трлн",
        "г",
        "гг",
        "ул",
        "им",
        "т",
        "д",
        "е",
        "п",
        "долл",
        "руб",
        "куб",
        "кв",
        "чел",
        "ж",
        "км",
        "м",
        "см",
        "мин",
        "сек",
        "ст",
        "пп",
        "стр",
        "см",
        "напр",
        "др",
        "пр",
        "обл",
        "р",
        "н",
        "о",
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "no",
        "inc",
        "ltd",
        "co",
        "corp",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "vs",
        "approx",
        "u",
        "s",
        "e",
        "g",
        "i",
        "al",
        "gen",
        "gov",
        "sen",
        "rep",
        "capt",
        "lt",
        "col",
        "prof",
        "fig",
        "dept",
        "est",
        "т.е",
        "т.д",
        "т.п",
        "u.s",
        "u.k",
        "e.g",
        "i.e",
        "a.m",
        "p.m",
    ]
)


LONGEST, LONGEST_SPAN, LONGEST_WORD = 300, 2400, 100
"""Most tokens and characters of a sentence, most characters of a token.

The longest of the 108,000 sentences in ``corpus/reading`` has 112 tokens and 670 characters: only what lacks every full stop
is cut, so that the work on a text grows with its length and not with its square.
"""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign. ``keys`` are the forms it may match in a lexicon (lemmas, the lower-cased form)."""

    start: int
    end: int
    text: str
    low: str
    keys: frozenset[str]
    word: bool
    glued: bool = False
    """True when a hyphen joins it to the word before."""
    tags: frozenset[str] = frozenset()
    """Marks that a language gives to verbs: past, present, future, infinitive, participle, passive, finite."""


@dataclass(slots=True)
class Sentence:
    """A sentence: its span in the text and its tokens. ``block`` counts paragraphs from 0."""

    start: int
    end: int
    tokens: list[Token]
    block: int
    title: bool = False
    notes: dict[str, object] = field(default_factory=dict)


Analyse = Callable[[str], tuple[frozenset[str], frozenset[str]]]
"""Lower-cased word -> (match keys, tags)."""


def as_written(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return a word as its only match key: the analysis of what is matched by the letter."""
    return frozenset((word,)), frozenset()


def raw_tokens(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of tokens of ``text[start:end]``."""
    for match in _TOKEN.finditer(text, start, end):
        a, b = match.span()
        while b - a > LONGEST_WORD:
            yield a, a + LONGEST_WORD
            a += LONGEST_WORD
        yield a, b


def tokens(text: str, start: int, end: int, analyse: Analyse) -> list[Token]:
    """Return the tokens of ``text[start:end]``; a hyphen inside a word glues what follows and is no token."""
    out: list[Token] = []
    glue_at = -1
    for a, b in raw_tokens(text, start, end):
        piece = text[a:b]
        if piece in "-‐‑" and out and out[-1].end == a and b < end and _WORD.match(text[b]):
            glue_at = b
            continue
        low = piece.lower().replace("ё", "е").replace("’", "'")
        is_word = bool(_WORD.match(piece))
        keys, tags = analyse(low) if is_word else (frozenset((low,)), frozenset[str]())
        out.append(Token(a, b, piece, low, keys, is_word, a == glue_at, tags))
    return out


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield paragraphs; a hard-wrapped line continues the one before."""
    lines = list(re.finditer(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+", text))
    lengths = [len(line.group()) for line in lines]
    wrapped = len(lines) > 4 and max(lengths) < 130 and sum(n > 55 for n in lengths) > 0.5 * len(lines)
    begin, previous = -1, None
    for line in lines:
        content = line.group().strip()
        if not content:
            if begin >= 0 and previous is not None:
                yield begin, previous.end()
            begin, previous = -1, None
            continue
        if previous is not None:
            blank = text.count("\n", previous.end(), line.start()) > 1
            open_end = not re.search(r"[.!?…:;。！？]['\"»”)]*\s*$", previous.group())
            joined = not blank and open_end and (content[0].islower() or (wrapped and len(previous.group()) > 55))
            if not joined:
                yield begin, previous.end()
                begin = -1
        if begin < 0:
            begin = line.start()
        previous = line
    if begin >= 0 and previous is not None:
        yield begin, previous.end()


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield sentence spans inside a paragraph."""
    begin = start
    for match in _TERMINATOR.finditer(text, start, end):
        stop = match.end()
        mark = match.group()[0]
        if mark in "。！？":
            yield begin, stop
            begin = stop
            continue
        if stop >= end:
            break
        after = _AFTER_SPACE.match(text, stop, end)
        if after is None:
            continue
        rest = text[after.end() : min(after.end() + 8, end)]
        if not rest:
            break
        if rest[0].islower():
            continue
        if mark == "." and match.group() == ".":
            before = re.search(r"([^\W\d_][\w.]*)$", text[max(begin, match.start() - 12) : match.start()])
            word = before.group(1) if before else ""
            if word.lower().rstrip(".") in _ABBREVIATIONS and not _full_stop_after(word, rest):
                continue
            if len(word) == 1 and word.isupper():
                continue
        yield begin, stop
        begin = stop
    if text[begin:end].strip():
        yield begin, end


def _halves(text: str, spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield sentences cut at semicolons, where both sides are long enough to say something of their own."""
    for begin, end in spans:
        cut = begin
        for match in re.finditer("[;；]", text[begin:end]):
            stop = begin + match.end()
            least = 8 if match.group() == "；" or _HAN.search(text, cut, stop) else 28
            if stop - cut >= least and end - stop >= least:
                yield cut, stop
                cut = stop
        yield cut, end


_HAN = re.compile("[\u3400-\u9fff]")


def _full_stop_after(word: str, rest: str) -> bool:
    """Whether an abbreviation also ends the sentence: '... 5 тыс. Об этом', '... 12 км. Ранее'."""
    if word.lower() in {
        "км",
        "м",
        "см",
        "тыс",
        "млн",
        "млрд",
        "г",
        "гг",
        "руб",
        "долл",
        "т",
        "чел",
        "мин",
        "др",
        "пр",
        "p.m",
        "a.m",
    }:
        return bool(re.match(r"[«\"“]?(?:[A-ZА-ЯЁ][а-яёa-z]+|[ВКСУОИА] [а-яёА-ЯЁ])", rest)) and not rest[0].isdigit()
    return False


def sentences(text: str, analyse: Analyse, begin: int = 0) -> list[Sentence]:
    """Return the sentences of a text with their tokens; what stands before ``begin`` belongs to none of them."""
    out: list[Sentence] = []
    for number, (a, b) in enumerate(_blocks(text)):
        for c, d in _halves(text, _cuts(text, a, b)):
            c = max(c, min(begin, d))
            while c < d and text[c].isspace():
                c += 1
            while d > c and text[d - 1].isspace():
                d -= 1
            if c < d:
                for line in _pieces(tokens(text, c, d, analyse)):
                    out.append(Sentence(line[0].start, line[-1].end, line, number))
    return out


def _pieces(line: list[Token]) -> Iterator[list[Token]]:
    """Yield a sentence's tokens, cut where its words part best when it is longer than any sentence that somebody wrote."""
    begin = 0
    while len(line) - begin > LONGEST or line[-1].end - line[begin].start > LONGEST_SPAN:
        most = bisect_right(line, line[begin].start + LONGEST_SPAN, begin, hi=min(len(line), begin + LONGEST), key=_end)
        at = max(range((begin + most + 1) // 2, most + 1), key=lambda k: (_parting(line, k), k))
        yield line[begin:at]
        begin = at
    yield line[begin:]


def _end(token: Token) -> int:
    return token.end


def _parting(line: list[Token], at: int) -> int:
    """Return how well a sentence may be cut before a token: after a stop, a semicolon, a comma, at a space, elsewhere."""
    before = line[at - 1]
    for rank, signs in enumerate((",，、—–", ";；:：", ".!?…。！？"), start=2):
        if before.text in signs:
            return rank
    return before.end < line[at].start
