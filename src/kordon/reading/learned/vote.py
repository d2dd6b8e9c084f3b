"""Which claims stand: the rules' candidates and the learned scores, joined.

The scores know what the rules propose (it is among their features), so a high score next to a candidate of the rules says that
such a candidate is mostly right. A candidate of the rules goes only when its score is very low; a claim that no rule
proposes is added where the score is high.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from kordon.model import ClaimType, SourceClass
from kordon.reading.attribution import Speaker
from kordon.reading.learned.features import Features, Scene, article_features, features
from kordon.reading.learned.model import Head, heads
from kordon.reading.learned.mood import source_features, turned
from kordon.reading.lexicon import Hit
from kordon.reading.rules import Candidate, View

KEEP = 0.12
"""Least probability with which a candidate of the rules stands."""
ADD = 0.28
"""Least probability with which a claim is added that no rule proposes."""
ABOUT = 0.92
"""Least probability that an article states anything codeable at all; below it only what is all but certain stands."""
CERTAIN = 0.8

_LEARNED = "learned"
_NO_HEAD = ("PLACE", "QTY", "SPK", "MODE", "SAY", "ACCORDING", "CITING", "FIRST", "NEGATION", "HEDGE")
"""Concepts that never are what happens, however much they speak for it."""


def decide(scenes: Sequence[Scene]) -> list[list[Candidate]]:
    """Return, for each sentence, the candidates that stand."""
    known = heads()
    head = known.get("claims")
    if head is None:
        return [scene.proposed if scene.relevant else [] for scene in scenes]
    about = known["article"].odds(article_features(scenes))["about"] if "article" in known else 1.0
    return [_standing(head, scenes, index, about) for index in range(len(scenes))]


def _standing(head: Head, scenes: Sequence[Scene], index: int, about: float) -> list[Candidate]:
    scene = scenes[index]
    found = features(scenes, index)
    odds = head.odds(found)
    keep, add = (KEEP, ADD) if about >= ABOUT else (CERTAIN, CERTAIN)
    out = [c for c in scene.proposed if odds[c.type] >= (keep if scene.relevant else add)]
    ruled = {c.type for c in out}
    out += [
        learned_candidate(head, scene.view, found, cast(ClaimType, kind), odds[kind])
        for kind in head.outputs
        if kind not in ruled and odds[kind] >= add
    ]
    return sorted(out, key=lambda c: c.head.first)


def learned_candidate(head: Head, view: View, found: Features, kind: ClaimType, odds: float) -> Candidate:
    """Return a claim that the words propose: its head are the words with the most weight, its arguments the next ones."""
    weight = [0.0] * len(view.line)
    for name, part in head.parts(found, kind).items():
        first, last = found[name]
        if first < 0:
            continue
        for k in range(first, last + 1):
            weight[k] += part / (last + 1 - first)
    barred = {
        k
        for concept in _NO_HEAD
        for hit in view.concepts.get(concept, ())
        for k in range(hit.first, hit.last + 1)
    } | {k for place in view.places for k in range(place.first, place.last + 1)}
    words = [k for k, token in enumerate(view.line) if token.word]
    free = [k for k in words if k not in barred] or words or list(range(len(view.line)))
    order = sorted(free, key=lambda k: (-weight[k], k))
    first, *others = [_hit(view, k) for k in order[:4]]
    arguments = [hit for hit, k in zip(others, order[1:], strict=False) if weight[k] > 0 and hit.first != first.first]
    return Candidate(kind, first, arguments, f"{_LEARNED} ({odds:.2f})", [first])


def _hit(view: View, k: int) -> Hit:
    """Return the concept that a token belongs to, the longest one, or the bare word."""
    around = [hit for hit in view.hits if hit.first <= k <= hit.last and not hit.concept.startswith(_NO_HEAD)]
    if around:
        return max(around, key=lambda hit: (hit.last - hit.first, hit.concept))
    return Hit("WORD", k, k, view.line[k].low)


def speakers(views: Sequence[View], ruled: Sequence[Speaker], frame: str) -> list[Speaker]:
    """Return who speaks in each sentence, where the learned head is sure that the rules are wrong another class of source."""
    if "source" not in heads():
        return list(ruled)
    classes = [speaker.source_class for speaker in ruled]
    out: list[Speaker] = []
    for index, (view, speaker) in enumerate(zip(views, ruled, strict=True)):
        found = source_features(views, classes, index, speaker.why, frame)
        turn = turned("source", found, view, speaker.source_class)
        if turn is None:
            out.append(speaker)
            continue
        name, span = _named(view, turn.value)
        source = cast(SourceClass, turn.value)
        out.append(Speaker(source, name, speaker.chain, span or turn.span, turn.why, speaker.tokens))
    return out


def _named(view: View, source: str) -> tuple[str, tuple[int, int] | None]:
    """Return the first words of a sentence that name a speaker of a class, with their offsets."""
    hit = next((hit for hit in view.hits if hit.concept == f"SPK.{source}"), None)
    if hit is None:
        return "", None
    span = view.span(hit)
    return view.text[span[0] : span[1]], span
