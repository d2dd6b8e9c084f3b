# ruff: noqa: E501
"""Whether a draft stands: it has what its type requires, and says more than the text does elsewhere."""

from __future__ import annotations

import re

from kordon.reading.drafts import Draft
from kordon.reading.learned.meanings import classed
from kordon.reading.learned.vote import HEADING_SURE, SURE, is_learned

_ANY_ROAD = frozenset(("дорога", "road", "道路", "жол*", "полоса", "lane", "lanes", "обочина"))
"""Roads that any street may be: without a place or freight words they make no claim."""


def stands(draft: Draft) -> bool:
    """Whether a draft has what its type requires (a place, or freight words that make it one)."""
    kind = draft.candidate.type
    view = draft.view
    if draft.candidate.odds >= SURE:
        return True
    if kind == "capacity":
        moved = (
            draft.candidate.rule == "volume_change"
            and view.has("UP", "DOWN")
            and view.has("FREIGHT", "VEHICLE", "CARGO")
        )
        timed = draft.amounts and all(a.unit in ("hours", "days", "months", "minutes", "years") for a in draft.amounts)
        if timed and draft.candidate.rule in ("volume_change", "level_stated"):
            return False
        return bool(draft.amounts) or (
            bool(draft.places)
            and (
                draft.candidate.head.concept == "CAPACITY"
                or view.has("RECORD")
                or moved
                or (draft.candidate.rule == "rate_level" and view.has("UP", "DOWN"))
            )
        )
    if kind in ("outlook",):
        return bool(draft.places) or (
            view.has("ELEMENT.route", "ELEMENT.post", "ELEMENT.port", "ELEMENT.rail", "TRANSIT", "TRAFFIC.move")
            and view.has("FREIGHT", "VEHICLE", "ELEMENT.port", "ELEMENT.border")
        )
    if kind in ("border_queue", "closure", "reopening", "attack", "military_activity"):
        return (
            bool(draft.places)
            or view.has(
                "ELEMENT.post",
                "ELEMENT.port",
                "VEHICLE",
                "ELEMENT.pipe",
                "ELEMENT.border",
                "TARGET",
                "ELEMENT.rail",
                "ELEMENT.sea",
            )
            or any(h.entry not in _ANY_ROAD for h in view.concepts.get("ELEMENT.road", ()))
        )
    if kind in ("infrastructure",):
        return bool(draft.places) or view.has("ELEMENT.route", "ELEMENT.rail", "ELEMENT.terminal")
    if kind == "sanction":
        return bool(draft.places) or view.has("VEHICLE", "TRADE", "FREIGHT", "CARGO")
    return True


def _mere_fire(draft: Draft) -> bool:
    """Whether scores alone make an attack of a fire: no word of the sentence, of those before or of the headline is hostile."""
    if draft.candidate.type != "attack" or not is_learned(draft.candidate):
        return False
    if not any(name == "fire" for name, _, _ in classed(draft.view)):
        return False
    around = [draft.view, *draft.before, *([draft.first] if draft.first else [])]
    return not any(view.has("ATTACK", "WEAPON", "CAUSE.attack") for view in around)


def unrepeated(drafts: list[Draft]) -> list[Draft]:
    """Drop an attack that is a mere fire, and a headline's claim that says nothing beyond what the text says: same type, no figure, no date, no other state."""
    out: list[Draft] = []
    for index, draft in enumerate(drafts):
        if _mere_fire(draft):
            continue
        bare = not draft.amounts and not draft.start and not draft.end and not draft.whens
        if (
            bare
            and draft.candidate.odds < HEADING_SURE
            and draft.view.sentence.block == 0
            and not re.search(r"[.!?。]$", draft.view.text[draft.view.sentence.start : draft.view.sentence.end])
        ):
            own = {p.hit.place.cc for p in draft.places if p.hit.place.cc}
            twins = (d for d in drafts[index + 1 :] if d.view.sentence.block > 0)
            if any(
                d.candidate.type == draft.candidate.type and own <= {p.hit.place.cc for p in d.places} for d in twins
            ):
                continue
        out.append(draft)
    return out
