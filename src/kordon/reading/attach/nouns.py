# ruff: noqa: E501
"""Nouns that take a place up again: 'the port', 'this crossing', 'республика', '该口岸', 'the two countries'."""

from __future__ import annotations

import re

from kordon.reading.attach.story import Earlier
from kordon.reading.drafts import Draft
from kordon.reading.learned.meanings import classed
from kordon.reading.rules import View

POINTERS = {
    "ELEMENT.port": ("port", "terminal"),
    "ELEMENT.post": ("post", "station"),
    "ELEMENT.border": ("post", "state"),
    "ELEMENT.sea": ("strait", "sea"),
    "ELEMENT.pipe": ("pipeline",),
    "ELEMENT.terminal": ("terminal", "port"),
    "ELEMENT.rail": ("station", "corridor"),
    "ELEMENT.route": ("corridor",),
    "ELEMENT.road": ("post", "corridor"),
    "ELEMENT.plant": ("plant",),
}
"""Which kinds of place a common noun ('the port', 'the crossing') of a later sentence may mean."""


THIS = re.compile(
    r"\b(?:эт(?:от|ого|ому|им|ом|ой|у|а|их)|данн\w+|указанн\w+|this|the same|here|there|здесь|там|тут|оттуда|туда|осы|сол|бұл|мұнда|онда)\b"
    r"|该|該|当地|當地|这里|這裡|此地|本港|我港|本口岸",
    re.I,
)


_NOUNS = {what: concept for concept, kinds in POINTERS.items() for what in kinds[:1]}


TWO_SIDES = re.compile(
    r"(?:the|both|two)(?: two)? (?:countries|states|sides|neighbours|neighbors|capitals)|bilateral|each other|"
    r"двух стран|обе(?:их|ими|им)? (?:стран|сторон)|двусторонн|взаимн|между странами|两国|兩國|双方|雙方|双边|雙邊|екі ел|екі жақ|екі тарап|екі мемлекет|өзара",
    re.I,
)
"""Words for two states at once: 'trade between the two countries'."""


_MEANT = {
    "post": {"border", "bridge_cross", "station"}, "port": {"port", "terminal"}, "terminal": {"terminal", "port"}, "station": {"station", "railway"},
    "strait": {"strait_canal"}, "sea": {"sea"}, "river": {"river"}, "corridor": {"corridor", "road", "railway", "rail_track"}, "region": {"region"},
    "settlement": {"city", "port"}, "state": {"country_word"}, "plant": {"refinery"}, "pipeline": {"pipeline"},
}  # fmt: skip
"""For each kind of place the classes of the nouns that take it up again."""


_ALL_MEANT = frozenset(name for names in _MEANT.values() for name in names)


def demonstrated(view: View, chosen: list[Earlier]) -> Earlier | None:
    """Return the place that a demonstrative right before a common noun means ('этого пути', 'this crossing', '该口岸')."""
    kinds = {
        what
        for concept, all_kinds in POINTERS.items()
        for hit in view.concepts.get(concept, ())
        if THIS.search(view.text, view.line[max(0, hit.first - 2)].start, view.line[hit.first].start)
        or THIS.match(view.text, view.line[hit.first].start)
        for what in all_kinds
    }
    return next((item for item in chosen if item.mention.hit.place.what in kinds), None)


def common_noun(view: View, draft: Draft) -> str:
    """Return the kind of element or vehicle that stands nearest to a draft's head: what the claim speaks of."""
    best: tuple[float, str] | None = None
    for hit in view.hits:
        if hit.concept.startswith(("ELEMENT.", "VEHICLE.", "BANK", "CUSTOMS")):
            rank = (min(view.distance(hit, head) for head in draft.candidate.heads), hit.concept)
            if rank[0] < 10 and (best is None or rank < best):
                best = rank
    return best[1] if best else "nothing"


def nouns_of(item: Earlier) -> set[str]:
    """Return the common nouns of a place: that of its kind and those that stood beside its name ('the crossing at X')."""
    hit = item.mention.hit
    out = {_NOUNS[hit.place.what]} if hit.place.what in _NOUNS else set()
    for other in item.view.hits:
        if other.concept.startswith("ELEMENT.") and hit.first - 3 <= other.last and other.first <= hit.last + 3:
            out.add(other.concept)
    return out


def named_again(item: Earlier, said: frozenset[str]) -> bool:
    """Whether a sentence has a word of a longer name: 'the road' after 'the Georgian Military Road'."""
    hit, line = item.mention.hit, item.view.line
    if item.view.lang == "zh":
        name = item.view.text[hit.start : hit.end]
        return len(name) > 3 and all(char in said for char in name[-2:])
    words = [line[k] for k in range(hit.first, hit.last + 1) if line[k].word and len(line[k].low) > 3]
    return len(words) > 1 and any(said & {word.low, *word.keys} for word in words)


def free_nouns(view: View) -> frozenset[str]:
    """Return the classes of nouns for places that stand alone, beside no name: 'the port', 'республика'."""
    taken = {k for hit in view.places for k in range(hit.first - 2, hit.last + 3)}
    return frozenset(name for name, first, last in classed(view) if name in _ALL_MEANT and not taken & {first, last})


def fits(free: frozenset[str], what: str) -> str:
    """Return whether a noun that stands alone may mean a kind of place."""
    return (
        "a lone noun fits" if free & _MEANT.get(what, set()) else "a lone noun fits another" if free else "no lone noun"
    )
