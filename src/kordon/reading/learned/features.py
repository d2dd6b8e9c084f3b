# ruff: noqa: E501
"""A sentence as named features: its words by language, concepts and classes that all languages share, and what the rules propose.

A feature is present or absent. Each carries the tokens that made it, so that a score can point at words. Names of places,
figures and dates are replaced by what they are (``<port>``, ``<qty.trucks>``, ``<date>``): a model of wording must not learn where
things happened in the texts that it was trained on.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from kordon.reading.learned.meanings import article_classes, meant, subject
from kordon.reading.learned.scene import NOWHERE, Features, Scene
from kordon.reading.learned.words import Span, masked, near_pairs
from kordon.reading.rules import View


def lexical(view: View) -> Features:
    """Return the features of the words of a sentence, each named with its language; made once for a sentence."""
    made = view.sentence.notes.get("lexical")
    if made is None:
        made = view.sentence.notes["lexical"] = _characters(view) if view.lang == "zh" else _words(view)
    return cast(Features, made)


def _words(view: View) -> Features:
    """Return the candidate lemmas, their beginnings, pairs of neighbours and pairs with one word between."""
    out: Features = {}
    words = masked(view)
    lang = view.lang
    for word, first, last in words:
        out.setdefault(f"{lang}:{word}", (first, last))
        if first == last and word[0] != "<":
            token = view.line[first]
            for key in token.keys:
                out.setdefault(f"{lang}:{key}", (first, first))
            if len(word) > 5:
                out.setdefault(f"{lang}:{word[:5]}*", (first, first))
            if lang == "kk" and len(token.low) > 7:
                out.setdefault(f"{lang}:{token.low[:7]}*", (first, first))
    for (one, first, _), (two, _, last) in pairwise(words):
        out.setdefault(f"{lang}:{one} {two}", (first, last))
    for (one, first, _), (two, _, last) in zip(words, words[2:], strict=False):
        out.setdefault(f"{lang}:{one} _ {two}", (first, last))
    return out


def conceptual(view: View) -> Features:
    """Return the features of the concepts of a sentence, shared by all languages; made once for a sentence."""
    made = view.sentence.notes.get("conceptual")
    if made is None:
        made = view.sentence.notes["conceptual"] = _concepts(view)
    return cast(Features, made)


def _concepts(view: View) -> Features:
    """Return the single concepts, the near pairs of them, the roles of the dates and the marks of the verbs."""
    out: Features = {}
    marks: dict[Span, list[str]] = {}
    for concept in view.concepts:
        for hit in view.concepts[concept]:
            out.setdefault(f"#{concept}", (hit.first, hit.last))
            mine = marks.setdefault((hit.first, hit.last), [])
            if concept not in mine:
                mine.append(concept)
    for one, two, span in near_pairs(marks, view, overlapping=True):
        out.setdefault(f"#{one}+{two}", span)
    for when in view.whens:
        out.setdefault(f"#when.{when.role}", NOWHERE)
        later = bool(when.start and view.published and when.start > view.published)
        out.setdefault("#when.later" if later else "#when.past", NOWHERE)
    for token in view.line:
        for tag in token.tags:
            out.setdefault(f"#tag.{tag}.{view.lang}", NOWHERE)
    return out


def ruled(scene: Scene) -> Features:
    """Return what the rules propose as features."""
    out: Features = {}
    gate = "" if scene.relevant else "!"
    for candidate in scene.proposed:
        span = (candidate.head.first, candidate.head.last)
        rule = candidate.rule.removeprefix("lift_")
        out.setdefault(f"?{gate}{candidate.type}", span)
        out.setdefault(f"?{gate}{candidate.type}/{rule}", span)
        out.setdefault(f"?{gate}{candidate.type}/{rule}/{candidate.head.concept}", span)
    for kind in scene.raw:
        out.setdefault(f"?raw.{kind}", NOWHERE)
    if not scene.proposed:
        out["?none"] = NOWHERE
    if not scene.relevant:
        out["?passed over"] = NOWHERE
    return out


def features(scenes: Sequence[Scene], index: int) -> Features:
    """Return all features of one sentence of an article."""
    scene = scenes[index]
    own = lexical(scene.view) | conceptual(scene.view) | meant(scene.view)
    return own | ruled(scene) | subject(scenes, index)


def article_features(scenes: Sequence[Scene]) -> Features:
    """Return the words and concepts that an article holds anywhere, and how many of its sentences the rules speak of."""
    out: Features = {}
    for scene in scenes:
        for name in lexical(scene.view):
            if " " not in name:
                out[name] = NOWHERE
        for name in scene.view.concepts:
            out[f"#{name}"] = NOWHERE
        for candidate in scene.proposed if scene.relevant else ():
            out[f"?{candidate.type}"] = NOWHERE
    share = sum(bool(scene.proposed and scene.relevant) for scene in scenes) / max(1, len(scenes))
    out[f"?share.{round(4 * share)}"] = NOWHERE
    return out | article_classes(scenes)


def _characters(view: View) -> Features:
    """Return runs of one to four characters of a Chinese sentence, names and figures replaced by what they are."""
    out: Features = {}
    units = masked(view)
    for size in (1, 2, 3, 4):
        for j in range(len(units) - size + 1):
            run = units[j : j + size]
            if size > 1 and any(word in "，。；：、“”（）" for word, _, _ in run):
                continue
            out.setdefault("zh:" + "".join(word for word, _, _ in run), (run[0][1], run[-1][2]))
    return out
