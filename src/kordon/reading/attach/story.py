"""What an article has named and claimed so far: where a later sentence's 'there' or 'the port' may point."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from kordon.reading.attach.mentions import Mention
from kordon.reading.dates import When
from kordon.reading.drafts import Draft
from kordon.reading.rules import View

Key = tuple[str, str, str]

FAMILIES = (
    frozenset(("border_queue", "closure", "reopening", "inspection", "detention")),
    frozenset(("attack", "closure", "reopening")),
    frozenset(("labour_action", "closure", "border_queue", "reopening")),
    frozenset(("capacity", "infrastructure")),
    frozenset(("trade_ban", "sanction")),
)
"""Types that often tell of one event in turn."""


MOST_KEPT = 300
"""Places and claims of the sentences before that are looked at: more than an article has; a long text costs no more."""


def used_in(uses: list[tuple[int, str, str]], number: int) -> list[tuple[int, str, str]]:
    """Return those of a place's uses, which stand in order, that a sentence made."""
    begin = bisect_left(uses, number, key=lambda use: use[0])
    return uses[begin : bisect_left(uses, number + 1, begin, key=lambda use: use[0])]


def related(a: str, b: str) -> bool:
    """Whether claims of two types often tell of one event."""
    return any(a in family and b in family for family in FAMILIES)


def content(view: View) -> frozenset[str]:
    """Return what a sentence speaks of: stems of longer words (pairs of Chinese characters) and concepts, no names."""
    names = {k for hit in view.places for k in range(hit.first, hit.last + 1)}
    words: set[str] = set()
    for k, token in enumerate(view.line):
        if k in names or not token.word:
            continue
        if view.lang == "zh":
            if k + 1 < len(view.line) and view.line[k + 1].word and k + 1 not in names:
                words.add(token.low + view.line[k + 1].low)
        elif len(token.low) > 4:
            words.add(min(token.keys, key=lambda key: (len(key), key)) if token.keys else token.low)
    return frozenset(
        words | {hit.concept for hit in view.hits if hit.concept.startswith(("CARGO.", "VEHICLE.", "ELEMENT."))}
    )


@dataclass(frozen=True, slots=True)
class Earlier:
    """A place named in an earlier sentence, at its last mention."""

    number: int
    mention: Mention
    view: View


@dataclass(slots=True)
class Story:
    """The names, dates and claims of the sentences read so far, in order."""

    number: int = 0
    last: dict[Key, Earlier] = field(default_factory=dict)
    times: Counter[Key] = field(default_factory=Counter)
    first: dict[Key, int] = field(default_factory=dict)
    """For each place, the sentence that named it first."""
    taken: dict[Key, list[tuple[int, str, str]]] = field(default_factory=dict)
    """For each place, the sentences and types of the claims that took it, and its role in them."""
    claims: list[tuple[int, Draft]] = field(default_factory=list)
    first_firm: Key | None = None
    whens: list[tuple[int, View, When]] = field(default_factory=list)
    """The dates of the sentence before and of the headings."""
    words: dict[int, frozenset[str]] = field(default_factory=dict)
    """What each sentence speaks of."""

    def add(self, view: View, named: list[Mention], drafts: list[Draft]) -> None:
        """Go on to the next sentence, keeping what this one named and claimed."""
        self.words[self.number] = content(view)
        for mention in named:
            self.last.pop(mention.key, None)
            self.last[mention.key] = Earlier(self.number, mention, view)
            self.times[mention.key] += 1
            self.first.setdefault(mention.key, self.number)
            if self.first_firm is None and mention.firm and mention.cue in ("named", "city"):
                self.first_firm = mention.key
        for key in list(self.last)[:-MOST_KEPT]:
            del self.last[key], self.times[key], self.first[key]
            self.taken.pop(key, None)
        for draft in drafts:
            self.claims.append((self.number, draft))
            for item in draft.places:
                place = item.hit.place
                key = (place.id or place.name, place.cc, place.kind)
                self.taken.setdefault(key, []).append((self.number, draft.candidate.type, item.role))
        self.whens = [(self.number, view, when) for when in view.whens]
        self.number += 1

    def main(self) -> Key | None:
        """Return the place that most claims of the text so far took."""
        return max(self.taken, key=lambda key: len(self.taken[key]), default=None)
