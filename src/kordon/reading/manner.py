"""How and of what: modes, cargo and cause of a claim, each with its offsets and its reason."""

from __future__ import annotations

from typing import cast

from kordon.model import Cause, ClaimCargo, ClaimMode
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
        if min(view.distance(hit, head) for head in candidate.heads) <= 14:
            out.setdefault(cast(ClaimCargo, hit.concept.split(".")[1]), (view.span(hit), f"'{hit.entry}'"))
    if len(out) > 1:
        out.pop("general", None)
    if "crude_oil" in out and "fuel" in out and out["crude_oil"][0] == out["fuel"][0]:
        out.pop("crude_oil")
    return [(name, span, why) for name, (span, why) in sorted(out.items(), key=lambda item: item[1][0])]


_SELF_CAUSE = {"inspection": "inspection", "labour_action": "labour", "attack": "attack"}


def cause(view: View, candidate: Candidate) -> tuple[Cause, Span, str] | None:
    """Return the stated cause: a cause word beside a word that makes it one ('из-за', 'due to')."""
    head = candidate.head
    best: tuple[float, Cause, Hit, str] | None = None
    for because in view.concepts.get("BECAUSE", ()):
        for hit in view.concepts.get("CAUSE", ()):
            name = cast(Cause, hit.concept.split(".")[1])
            if _SELF_CAUSE.get(candidate.type) == name:
                continue
            if head.first <= hit.first <= head.last:
                continue
            gap = (
                view.at[hit.first] - view.at[because.last]
                if hit.first >= because.first
                else view.at[because.first] - view.at[hit.last] + 4
            )
            if gap < 0 or gap > 7:
                continue
            score = gap + 0.3 * min(view.distance(because, h) for h in candidate.heads)
            if best is None or score < best[0]:
                best = (score, name, hit, because.entry)
    if best is not None and best[0] < 11:
        return best[1], view.span(best[2]), f"'{best[2].entry}' after '{best[3]}'"
    if candidate.type in ("closure", "border_queue"):
        causes: tuple[Cause, ...] = ("weather", "low_water", "accident")
        for kind in causes:
            hit2 = view.near(head, (f"CAUSE.{kind}",), 6, apart=False)
            if hit2 is not None and candidate.rule in (
                "close_element",
                "stop_traffic",
                "aground",
                "queue_count",
                "queue_verb",
            ):
                return kind, view.span(hit2), f"'{hit2.entry}' beside the trigger"
    return None
