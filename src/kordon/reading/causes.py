# ruff: noqa: E501
"""Why: the cause that a text gives for a claim, in its own sentence, in one of those before or in the headline.

A mention of a cause is a word of the lexicon's ``CAUSE`` lists or of a class of meaning that stands for one ('firing practice' for
security). Which of the mentioned causes is the claim's, if any, is learnt: ``data/causes.json`` holds one weight a feature, made by
``scripts/train_causes.py``; the probability of a cause is the logistic of bias and weights. The words of the mention are its evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import cast, get_args

from kordon.model import Cause
from kordon.reading.attach.model import Question, load
from kordon.reading.drafts import Draft
from kordon.reading.learned.meanings import classed
from kordon.reading.lexicon import Hit
from kordon.reading.rules import Candidate, View
from kordon.reading.slots import Span

KINDS = cast(tuple[Cause, ...], get_args(Cause))
BEFORE = 3
"""Sentences before the claim's in which its cause may stand."""
_SELF = {
    "inspection": ("inspection",),
    "labour_action": ("labour",),
    "attack": ("attack",),
    "military_activity": ("security",),
    "sanction": ("policy",),
}
"""Causes that a type names already: an inspection is not held because of inspections."""
_MEANING: dict[str, Cause] = {
    "weather_bad": "weather", "collapse_natural": "weather", "low_water": "low_water", "accident": "accident", "fire": "accident",
    "repair": "technical", "break_down": "technical", "strike_work": "labour", "union": "labour", "protest": "labour",
    "lockout": "labour", "wage": "labour", "attack": "attack", "drone": "attack", "explosion": "attack", "sabotage": "attack",
    "piracy": "attack", "debris": "attack", "threat": "security", "war": "security", "exercise": "security", "firing": "security",
    "warning_nav": "security", "air_alarm": "security", "holiday": "holiday", "sanction": "policy", "compliance": "policy",
    "requirement": "policy", "new_rule": "policy", "check": "inspection", "scan": "inspection", "open_box": "inspection",
    "thorough": "inspection", "tighten": "inspection", "health": "sanitary", "demand": "demand",
}  # fmt: skip
_REACH = 7.0
"""Weighted distance up to which 'because of' belongs to a word after it."""


_OUTRIGHT = 0.6
"""Share of the threshold that does where 'because of' stands just before the cause in the claim's own sentence."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A cause that may be a claim's: the words that name it and the features of the pair."""

    kind: Cause
    span: Span
    entry: str
    features: tuple[str, ...]


def mentions(candidate: Candidate, view: View, before: Sequence[View], first: View) -> list[Mention]:
    """Return the causes that a claim's sentence, those before it (nearest last) and the headline name, one for each cause."""
    out = []
    own = _named(view, candidate)
    earlier = [(ago, _named(other, None)) for ago, other in enumerate(reversed(before[-BEFORE:]), start=1)]
    heading = _named(first, None) if first is not view and first not in before[-BEFORE:] else {}
    here = len(own)
    for kind in KINDS:
        if kind in _SELF.get(candidate.type, ()):
            continue
        features: list[str] = []
        where: tuple[View, Hit] | None = None
        if kind in own:
            hit, gap = own[kind]
            where = (view, hit)
            near = "near" if gap <= 4 else "mid" if gap <= 10 else "far"
            side = "before" if hit.first < candidate.head.first else "after"
            because = _because(view, hit)
            features += [
                "here", f"here {kind}", f"here {kind} {candidate.type}", f"here {near}", f"here {near} {kind}", f"here {near} {side} {view.lang}",
                f"here {because}", f"here {because} {kind}", f"here {because} {near}", f"here {because} {view.lang}", f"here {because} {candidate.type}",
                f"here by {'a class' if hit.concept == '' else 'the lexicon'}", f"here by {hit.entry} {view.lang}", f"here among {min(here, 3)}",
            ]  # fmt: skip
        for ago, named in earlier:
            if kind in named:
                hit = named[kind][0]
                block = "paragraph" if before[-ago].sentence.block == view.sentence.block else "other paragraph"
                because = _because(before[-ago], hit)
                also = "also here" if where is not None else "not here"
                features += [
                    f"ago {ago}", f"ago {ago} {kind}", f"ago {kind} {candidate.type}", f"ago {ago} {block} {also}", f"ago {because} {also}",
                    f"ago {ago} {candidate.type} {also}", f"ago {also} others here {min(here, 2)}",
                ]  # fmt: skip
                where = where or (before[-ago], hit)
        if kind in heading:
            also = "also" if where is not None else "only"
            features += [f"headline {also}", f"headline {kind} {also}", f"headline {kind} {candidate.type}"]
            where = where or (first, heading[kind][0])
        if where is not None:
            features += [f"{kind} {candidate.type} {view.lang}", f"{kind} {candidate.type}"]
            at, hit = where
            entry = hit.entry if hit.concept else at.text[slice(*at.span(hit))]
            out.append(Mention(kind, at.span(hit), entry, tuple(features)))
    return out


def _named(view: View, candidate: Candidate | None) -> dict[Cause, tuple[Hit, float]]:
    """Return for each cause that a sentence names the mention nearest to the claim's heads (the first without a claim)."""
    found: list[tuple[Cause, Hit]] = [
        (cast(Cause, hit.concept.split(".")[1]), hit) for hit in view.concepts.get("CAUSE", ())
    ]
    found += [(_MEANING[name], Hit("", first, last, name)) for name, first, last in classed(view) if name in _MEANING]
    out: dict[Cause, tuple[Hit, float]] = {}
    for kind, hit in found:
        if candidate is None:
            gap = float(hit.first)
        else:
            if candidate.head.first <= hit.first <= candidate.head.last:
                continue
            gap = min(view.distance(hit, head) for head in candidate.heads) - (
                100.0 if _because(view, hit) != "bare" else 0.0
            )
        if kind not in out or gap < out[kind][1]:
            out[kind] = (hit, gap)
    if candidate is None:
        return out
    return {kind: (hit, min(view.distance(hit, head) for head in candidate.heads)) for kind, (hit, _) in out.items()}


def _because(view: View, hit: Hit) -> str:
    """Return how a word that makes a cause stands to a mention: just before it, before it, after it, or not at all."""
    best = "bare"
    for because in view.concepts.get("BECAUSE", ()):
        if because.last < hit.first and view.at[hit.first] - view.at[because.last] <= _REACH:
            best = (
                "just because"
                if view.at[hit.first] - view.at[because.last] <= 2.5
                else "because"
                if best == "bare"
                else best
            )
        elif because.first > hit.last and view.at[because.first] - view.at[hit.last] <= 4 and best == "bare":
            best = "then because"
    return best


@lru_cache(maxsize=1)
def weights() -> Question:
    """Return the weights that Kordon ships."""
    text = resources.files("kordon.reading").joinpath("data/causes.json").read_text(encoding="utf-8")
    return load(text, "reading/data/causes.json")["cause"]


_LEADS: dict[str, Cause] = {"attack": "attack", "labour_action": "labour", "inspection": "inspection"}
_LED = {
    "closure": ("attack", "labour_action"),
    "border_queue": ("labour_action", "inspection", "attack"),
    "capacity": ("labour_action", "attack"),
}


def leader(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """Return the claim that may have brought another about: an attack, strike or inspection of the same place told just before."""
    kinds = _LED.get(draft.candidate.type, ())
    own = {(p.hit.place.id or p.hit.place.name) for p in draft.places if p.hit.place.kind == "point"}
    for other in reversed(earlier):
        if other.view is not draft.view and other.view not in draft.before[-2:]:
            break
        if other.candidate.type in kinds and own & {(p.hit.place.id or p.hit.place.name) for p in other.places}:
            return other
    return None


def cause_of(draft: Draft) -> tuple[Cause, Span, str] | None:
    """Return the cause of a claim with its words and the reason: one that the text names, else the claim that led to it."""
    found = cause(draft.candidate, draft.view, draft.before, draft.first or draft.view)
    if found is not None and _elsewhere(draft, found[1]):
        found = None
    found = found or _in_head(draft)
    led = draft.led_by
    if found is None and led is not None:
        head = led.candidate.head
        return (
            _LEADS[led.candidate.type],
            led.view.span(head),
            f"'{head.entry}': the claim of {led.candidate.type} just before, of the same place",
        )
    return found


def _in_head(draft: Draft) -> tuple[Cause, Span, str] | None:
    """Return the cause that the words of a closure are themselves: 'a landslide cut the road', 'сход лавины перекрыл трассу'."""
    view = draft.view
    if draft.candidate.type != "closure":
        return None
    for head in draft.candidate.heads:
        for hit in view.concepts.get("CAUSE", ()):
            if head.first <= hit.first <= head.last:
                kind = cast(Cause, hit.concept.split(".")[1])
                return kind, view.span(hit), f"'{hit.entry}': the words of the claim name its cause"
    return None


def _elsewhere(draft: Draft, span: Span) -> bool:
    """Whether a cause stands in a sentence before that speaks of other spots only, while the claim's own sentence names its spot."""
    view = draft.view
    if view.sentence.start <= span[0] < view.sentence.end or view.has("BECAUSE"):
        return False
    there = next((v for v in draft.before if v.sentence.start <= span[0] < v.sentence.end), None)
    if there is None:
        return False
    own, theirs = (
        {p.place.id or p.place.name for p in v.places if p.place.kind == "point" and p.place.form != "adjective"}
        for v in (view, there)
    )
    taken = {p.hit.place.id or p.hit.place.name for p in draft.places}
    return bool(own & taken) and bool(theirs) and not theirs & (own | taken)


def cause(candidate: Candidate, view: View, before: Sequence[View], first: View) -> tuple[Cause, Span, str] | None:
    """Return the likeliest cause of a claim with its words and the reason, None when none is likely enough."""
    asked = weights()
    scored = [(asked.probability(m.features), m) for m in mentions(candidate, view, before, first)]
    best = max(scored, key=lambda item: item[0], default=None)
    if best is None:
        return None
    odds, found = best
    if odds < (asked.threshold * _OUTRIGHT if "here just because" in found.features else asked.threshold):
        return None
    return found.kind, found.span, f"'{found.entry}' ({odds:.2f}): {asked.reason(found.features)}"
