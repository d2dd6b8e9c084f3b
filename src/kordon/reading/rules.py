# ruff: noqa: E501
"""Triggers: which concepts standing near one another in a clause make a claim of which type.

``data/rules.csv`` holds the rules, in order of priority and without a word of any language: a head concept, the argument
concepts it requires within a window, and those that forbid it. Distance counts tokens; commas, conjunctions and
semicolons make it longer, so a window rarely leaves its clause.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import cast, get_args

from kordon.errors import DataError
from kordon.model import ClaimType
from kordon.reading.dates import When
from kordon.reading.lexicon import Hit
from kordon.reading.numbers import Amount
from kordon.reading.places import PlaceHit
from kordon.reading.text import Sentence, Token

_BOUNDARY = {
    ";": 6.0, ":": 2.0, ",": 0.6, "—": 1.5, "–": 1.0, "(": 1.0, ")": 1.0, "，": 1.0, "；": 6.0, "、": 0.2,
    "но": 3.0, "а": 2.0, "однако": 4.0, "который": 1.0, "что": 1.0, "тогда": 3.0, "при": 0.5, "хотя": 4.0, "поэтому": 4.0,
    "while": 4.0, "but": 4.0, "although": 4.0, "which": 1.0, "whereas": 5.0, "however": 4.0, "after": 1.0, "and": 0.5, "и": 0.5,
}  # fmt: skip
_PLACE_CONCEPT = {
    "state": "country", "post": "post", "port": "port", "terminal": "port", "strait": "strait", "corridor": "corridor",
    "pipeline": "pipe", "sea": "area", "river": "area", "region": "area", "station": "point", "settlement": "point", "plant": "point",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One trigger: ``with_`` is a conjunction of alternatives, ``without`` a list that forbids."""

    id: str
    type: ClaimType
    heads: tuple[str, ...]
    with_: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]
    window: float


@dataclass(slots=True)
class View:
    """A sentence with everything found in it; ``at[i]`` is the weighted position of token ``i``."""

    text: str
    lang: str
    sentence: Sentence
    line: list[Token]
    hits: list[Hit]
    places: list[PlaceHit]
    whens: list[When]
    amounts: list[Amount]
    published: dt.date | None = None
    loose: list[PlaceHit] = field(default_factory=list)
    """Words that may name a place though no rule is sure of it; they propose no claim."""
    at: list[float] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    """The commas and colons before each token, a semicolon counted as three."""
    concepts: dict[str, list[Hit]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        position, breaks = 0.0, 0
        scale = 0.6 if self.lang == "zh" else 1.0
        for token in self.line:
            extra = _BOUNDARY.get(token.text if not token.word else token.low, 0.0)
            if not token.word and token.text not in _BOUNDARY:
                position += 0.2 if not token.text[0].isdigit() else scale
            else:
                position += (scale if token.word else 0.4) + extra
            self.at.append(position)
            self.breaks.append(breaks)
            breaks += 3 if token.text in ";；" else token.text in ",，:："
        for hit in self.hits:
            self.concepts[hit.concept].append(hit)
            if "." in hit.concept:
                self.concepts[hit.concept.split(".")[0]].append(hit)
        for place in self.places:
            if place.place.form == "adjective":
                continue
            concept = _PLACE_CONCEPT.get(place.place.what, "point")
            hit = Hit(f"PLACE.{concept}", place.first, place.last, place.place.name)
            self.concepts[hit.concept].append(hit)
            self.concepts["PLACE"].append(hit)
            if place.place.what == "river":
                self.concepts["PLACE.river"].append(hit)
        for amount in self.amounts:
            hit = Hit(f"QTY.{amount.unit}", amount.first, amount.last, amount.unit)
            self.concepts[hit.concept].append(hit)
            self.concepts["QTY"].append(hit)

    def distance(self, a: Hit, b: Hit) -> float:
        """Return the weighted distance between two hits, 0 when they overlap."""
        if a.last < b.first:
            return self.at[b.first] - self.at[a.last]
        if b.last < a.first:
            return self.at[a.first] - self.at[b.last]
        return 0.0

    def near(self, hit: Hit, concepts: tuple[str, ...], window: float, *, apart: bool = True) -> Hit | None:
        """Return the nearest hit of some concepts within a window, not on the words of ``hit`` itself."""
        best: tuple[float, int, Hit] | None = None
        for concept in concepts:
            for other in self.concepts.get(concept, ()):
                if apart and not (other.last < hit.first or other.first > hit.last):
                    continue
                gap = self.distance(hit, other)
                if gap <= window and (best is None or (gap, other.first) < best[:2]):
                    best = (gap, other.first, other)
        return best[2] if best else None

    def has(self, *concepts: str) -> bool:
        """Whether the sentence holds any of some concepts."""
        return any(self.concepts.get(concept) for concept in concepts)

    def span(self, hit: Hit) -> tuple[int, int]:
        """Return the offsets of a hit."""
        return self.line[hit.first].start, self.line[hit.last].end


@dataclass(slots=True)
class Candidate:
    """A possible claim: its type, the words that propose it and the arguments that let it stand."""

    type: ClaimType
    head: Hit
    arguments: list[Hit]
    rule: str
    heads: list[Hit] = field(default_factory=list)
    odds: float = 0.0
    """What the learned scores give it; 0 where none were asked."""


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Return the rules in order of priority."""
    text = resources.files("kordon.reading").joinpath("data/rules.csv").read_text(encoding="utf-8")
    out = []
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        if row["type"] not in get_args(ClaimType):
            raise DataError(f"reading/data/rules.csv row {number}: unknown type {row['type']}")
        groups = tuple(tuple(group.split("|")) for group in row["with"].split("&") if group)
        without = tuple(part for part in row["without"].split("|") if part)
        out.append(
            Rule(
                row["id"],
                cast(ClaimType, row["type"]),
                tuple(row["head"].split("|")),
                groups,
                without,
                float(row["window"]),
            )
        )
    return tuple(out)


def propose(view: View) -> list[Candidate]:
    """Return the candidates of a sentence: for each head word the first rule whose arguments are there."""
    spans: dict[tuple[int, int], set[str]] = defaultdict(set)
    for hit in view.hits:
        spans[hit.first, hit.last] |= {hit.concept, hit.concept.split(".")[0]}
    out: list[Candidate] = []
    for (first, last), concepts in sorted(spans.items()):
        for rule in rules():
            concept = next((head for head in rule.heads if head in concepts), None)
            if concept is None:
                continue
            head = Hit(concept, first, last, next(h.entry for h in view.hits if (h.first, h.last) == (first, last)))
            if rule.without and view.near(head, rule.without, rule.window):
                continue
            arguments = [view.near(head, group, rule.window) for group in rule.with_]
            if all(argument is not None for argument in arguments):
                out.append(Candidate(rule.type, head, [a for a in arguments if a is not None], rule.id, [head]))
                break
    return out
