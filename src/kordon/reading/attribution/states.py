# ruff: noqa: E501
"""States that speak, and prepositions that say that a state is where something happens."""

from __future__ import annotations

from kordon.reading.attribution.speaker import Speaker
from kordon.reading.lexicon import Hit
from kordon.reading.places import PlaceHit
from kordon.reading.rules import View

_RU = ("в", "на", "из", "через", "с", "со", "к", "от", "до", "по", "для", "у", "между")
_EN = (
    "in", "to", "from", "via", "through", "with", "between", "at", "into", "near", "for", "of", "against", "on", "across", "within",
)  # fmt: skip
LEADS_TO_A_PLACE = frozenset((*_RU, *_EN))
"""Prepositions before a name that is no subject: the state is a place, not who acts or speaks."""


def _subject_state(view: View, hit: PlaceHit, verb: Hit) -> bool:
    if hit.place.what != "state" or hit.place.form == "adjective":
        return False
    previous = view.line[hit.first - 1].low if hit.first else ""
    if previous in LEADS_TO_A_PLACE or previous in ("и", "and"):
        return False
    gap = view.at[verb.first] - view.at[hit.last] if verb.first > hit.last else view.at[hit.first] - view.at[verb.last]
    return gap <= 2.6


def state_speaks(view: View, says: list[Hit]) -> Speaker | None:
    """Return a state that is the subject of a verb of speech, None when there is none."""
    for verb in says:
        for hit in view.places:
            if _subject_state(view, hit, verb):
                a, b = min(hit.start, view.span(verb)[0]), max(hit.end, view.span(verb)[1])
                return Speaker(
                    "official",
                    view.text[hit.start : hit.end],
                    (),
                    (a, b),
                    f"a state speaks: '{verb.entry}'",
                    set(range(hit.first, hit.last + 1)) | {verb.first},
                )
    return None


def state_according(view: View, frames: list[Hit]) -> Speaker | None:
    """Return the state after 'according to', None when there is none."""
    for frame in frames:
        for hit in view.places:
            if 0 <= hit.first - frame.last <= 2 and hit.place.what == "state":
                return Speaker(
                    "official",
                    view.text[hit.start : hit.end],
                    (),
                    (view.span(frame)[0], hit.end),
                    f"'{frame.entry}' and a state",
                    set(range(frame.first, hit.last + 1)),
                )
    return None
