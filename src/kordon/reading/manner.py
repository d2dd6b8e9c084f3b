"""How and of what: modes and cargo of a claim, each with its offsets and its reason."""

from __future__ import annotations

from typing import cast

from kordon.model import ClaimCargo, ClaimMode
from kordon.reading.lexicon import Hit
from kordon.reading.rules import Candidate, View
from kordon.reading.slots import Span


def modes(view: View, candidate: Candidate) -> list[tuple[ClaimMode, Span, str]]:
    """Return the modes near a candidate, else those of its sentence."""
    for window in (12.0, 60.0):
        out: dict[ClaimMode, tuple[Span, str]] = {}
        for hit in view.concepts.get("MODE", ()):
            gap = min(view.distance(hit, head) for head in candidate.heads)
            if gap <= window:
                out.setdefault(cast(ClaimMode, hit.concept.split(".")[1]), (view.span(hit), f"'{hit.entry}'"))
        if out:
            return [(mode, span, why) for mode, (span, why) in sorted(out.items(), key=lambda item: item[1][0])]
    return []


def cargo(view: View, candidate: Candidate) -> list[tuple[ClaimCargo, Span, str]]:
    """Return the cargo classes near a candidate; ``general`` only where nothing narrower is named."""
    out: dict[ClaimCargo, tuple[Span, str]] = {}
    for hit in view.concepts.get("CARGO", ()):
        if hit.concept == "CARGO.general" and _in_a_carrier(view, hit):
            continue
        if min(view.distance(hit, head) for head in candidate.heads) <= 14:
            out.setdefault(cast(ClaimCargo, hit.concept.split(".")[1]), (view.span(hit), f"'{hit.entry}'"))
    if len(out) > 1:
        out.pop("general", None)
    if "crude_oil" in out and "fuel" in out and out["crude_oil"][0] == out["fuel"][0]:
        out.pop("crude_oil")
    return [(name, span, why) for name, (span, why) in sorted(out.items(), key=lambda item: item[1][0])]


_CARRIERS = ("VEHICLE", "MODE", "SPK", "ELEMENT", "FREIGHT")


def _in_a_carrier(view: View, hit: Hit) -> bool:
    """Whether a word for goods is part of a longer one for what carries or keeps them: '货车', 'cargo ship'."""
    longer = [other for name in _CARRIERS for other in view.concepts.get(name, ())]
    if any(o.first <= hit.first and hit.last <= o.last and o.last - o.first > hit.last - hit.first for o in longer):
        return True
    before = view.lang in ("en", "zh")  # 'goods train', 'cargo vessel', '货物列车'
    return before and any(o.first == hit.last + 1 for o in view.concepts.get("VEHICLE", ()))
