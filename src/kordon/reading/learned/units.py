# ruff: noqa: E501
"""A sentence as a row of units, as the passage nets read it: each word with its classes, its concepts and what the rules see in it.

A unit is a word (Chinese: a character), or what stands for a name, a figure or a date. It is given as a bag of names: ``w:ru:...`` the
word, ``p:`` its beginning, ``^`` its classes of meaning and ``#`` its concepts, shared by all languages, ``?`` the candidates that the
rules put on it, ``tag.`` and ``when.`` marks of verbs and dates. Before the words stands a unit of the sentence itself, ``@``.
"""

from __future__ import annotations

from collections.abc import Sequence

from kordon.reading.lang import own
from kordon.reading.learned.meanings import classed
from kordon.reading.learned.scene import Scene
from kordon.reading.learned.words import Span, masked, title
from kordon.reading.rules import View

Bag = list[str]
LEXICAL = ("w:", "p:", "b:", "e:")
"""Beginnings of the names of what belongs to one language: a word, its beginning, a pair of characters, a Kazakh ending."""
_PREFIX = {"ru": (5,), "en": (5,), "kk": (5, 4)}
_ENDING = 3


def units(scenes: Sequence[Scene], index: int) -> tuple[list[Bag], list[Span]]:
    """Return the bags of a sentence, that of the sentence itself first, and the tokens of each of the others."""
    scene = scenes[index]
    view = scene.view
    more = _marks(scene)
    bags = [_whole(scenes, index)]
    spans: list[Span] = []
    line = masked(view)
    for k, (word, first, last) in enumerate(line):
        bag: set[str] = set()
        for at in range(first, last + 1):
            bag |= more[at]
        if word[0] == "<":
            bag.add(word)
            if word == "<date>":
                bag |= _dated(view, view.line[first].start)
        elif view.lang == "zh":
            bag.add(f"w:zh:{word}" if view.line[first].word else f"<{word}>")
            after = line[k + 1][0] if k + 1 < len(line) else "<"
            if view.line[first].word and after[0] != "<" and view.line[first + 1].word:
                bag.add(f"b:zh:{word}{after}")
        else:
            bag |= _spelt(view, word, first)
        bags.append(sorted(bag))
        spans.append((first, last))
    return bags, spans


def _spelt(view: View, word: str, at: int) -> set[str]:
    token = view.line[at]
    lang = view.lang
    bag = {f"w:{lang}:{word}"}
    bag |= {f"p:{lang}:{word[:size]}" for size in own(_PREFIX, lang) if len(word) > size}
    if lang == "kk" and len(token.low) > 2 * _ENDING:
        bag.add(f"e:kk:{token.low[-_ENDING:]}")
    for tag in token.tags:
        bag |= {f"tag.{tag}", f"tag.{tag}.{lang}"}
    return bag


def _marks(scene: Scene) -> list[set[str]]:
    """Return, for each token, its classes, concepts and the candidates that have it for their head."""
    view = scene.view
    out: list[set[str]] = [set() for _ in view.line]
    gate = "" if scene.relevant else "!"
    marks = [(f"^{name}", first, last) for name, first, last in classed(view)]
    marks += [(f"#{concept}", hit.first, hit.last) for concept, hits in view.concepts.items() for hit in hits]
    for candidate in scene.proposed:
        head = candidate.head
        rule = candidate.rule.removeprefix("lift_")
        for name in (f"?{gate}{candidate.type}", f"?{gate}{candidate.type}/{rule}"):
            marks.append((name, head.first, head.last))
    for name, first, last in marks:
        for at in range(first, last + 1):
            out[at].add(name)
    return out


def _dated(view: View, begin: int) -> set[str]:
    """Return what the dates that hold an offset are: their role, ahead or past, how long ago."""
    out: set[str] = set()
    for when in view.whens:
        if not when.a <= begin < when.b:
            continue
        out.add(f"when.{when.role}")
        if view.published and when.start:
            out.add("when.later" if when.start > view.published else "when.past")
        if view.published and (when.end or when.start):
            out.add(f"age.{age((view.published - (when.end or when.start or view.published)).days)}")
    return out


def age(days: int) -> str:
    """Return how long ago a day was, in words coarse enough to learn from."""
    return "ahead" if days < 0 else next((str(most) for most in (2, 7, 21, 60, 200) if days <= most), "old")


def _whole(scenes: Sequence[Scene], index: int) -> Bag:
    """Return what a sentence is as a whole: its language, where it stands, what the rules say of it."""
    scene = scenes[index]
    view = scene.view
    out = {f"@{view.lang}", f"@by.{scene.by}", "@later" if index else "@first"}
    if title(view):
        out.add("@title")
    if not scene.relevant:
        out.add("@passed")
    if index and scenes[index - 1].view.sentence.block != view.sentence.block:
        out.add("@block")
    gate = "" if scene.relevant else "!"
    out |= {f"@raw.{kind}" for kind in scene.raw} | {f"@?{gate}{candidate.type}" for candidate in scene.proposed}
    return sorted(out)
