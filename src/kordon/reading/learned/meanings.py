# ruff: noqa: E501
"""What the words of a sentence mean and what stands around it, as features that all languages share.

``^rise`` is a word of that class (see ``senses``), ``^rise^queue`` two classes close together in this order. ``~<1#CLOSE`` is a concept of
the sentence before, ``~>3?closure`` a candidate of one of the three after, ``~#CLOSE`` a concept anywhere near, ``~0#CLOSE`` one of
the first sentence: a sentence often says of what only its article tells ('The ban has since been lifted').
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from kordon.reading.learned.scene import NOWHERE, Features, Scene
from kordon.reading.learned.senses import senses
from kordon.reading.learned.words import Span, near_pairs, title
from kordon.reading.rules import View

_FAR = 8
"""Sentences before and after that still count as near."""


def classed(view: View) -> list[tuple[str, int, int]]:
    """Return the classes of the words of a sentence with their tokens; made once for a sentence."""
    made = view.sentence.notes.get("senses")
    if made is None:
        made = view.sentence.notes["senses"] = senses(view.line, view.lang)
    return cast(list[tuple[str, int, int]], made)


def meant(view: View) -> Features:
    """Return the classes of a sentence and the near pairs of them; made once for a sentence."""
    made = view.sentence.notes.get("meant")
    if made is None:
        made = view.sentence.notes["meant"] = _meant(view)
    return cast(Features, made)


def _meant(view: View) -> Features:
    out: Features = {}
    named: dict[Span, list[str]] = {}
    for name, first, last in classed(view):
        out.setdefault(f"^{name}", (first, last))
        named.setdefault((first, last), []).append(name)
    for one, two, span in near_pairs(named, view, overlapping=False):
        out.setdefault(f"^{one}^{two}", span)
    return out


def subject(scenes: Sequence[Scene], index: int) -> Features:
    """Return where a sentence stands and what stands around it: concepts and candidates before, after, near, far, and of the first."""
    out: Features = {}
    view = scenes[index].view
    if index == 0:
        out["~first"] = NOWHERE
    if title(view):
        out["~title"] = NOWHERE
    for k in range(max(0, index - _FAR), min(len(scenes), index + _FAR + 1)):
        if k == index:
            continue
        gap = abs(k - index)
        side = "<" if k < index else ">"
        last = k == index - 1
        block = "" if scenes[k].view.sentence.block == view.sentence.block else "|"
        for candidate in scenes[k].proposed:
            out[f"~{side}{1 if gap == 1 else 3 if gap <= 3 else 8}?{candidate.type}"] = NOWHERE
            out[f"~?{candidate.type}"] = NOWHERE
            if last:
                out[f"~before{block}.{candidate.type}"] = NOWHERE
            if gap <= 3:
                out[f"~{side}?{candidate.type}"] = NOWHERE
        for concept in scenes[k].view.concepts:
            out[f"~#{concept}"] = NOWHERE
            if last:
                out[f"~before.{concept}"] = NOWHERE
            if gap <= 3:
                out[f"~{side}#{concept}"] = NOWHERE
            if gap == 1:
                out[f"~{side}1#{concept}"] = NOWHERE
    if index:
        for concept in scenes[0].view.concepts:
            out[f"~0#{concept}"] = NOWHERE
        for candidate in scenes[0].proposed:
            out[f"~0?{candidate.type}"] = NOWHERE
    return out


def article_classes(scenes: Sequence[Scene]) -> Features:
    """Return the classes that an article holds anywhere."""
    return {f"^{name}": NOWHERE for scene in scenes for name, _, _ in classed(scene.view)}
