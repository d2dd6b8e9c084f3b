# ruff: noqa: E501
"""A sentence as named features: its words by language, concepts and classes that all languages share, and what the rules propose.

A feature is present or absent. Each carries the tokens that made it, so that a score can point at words. Names of places,
figures and dates are replaced by what they are (``<port>``, ``<qty.trucks>``, ``<date>``): a model of wording must not learn where
things happened in the texts that it was trained on.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import cast

from kordon.reading.lang.zh import simplify
from kordon.reading.learned.meanings import article_classes, meant, subject
from kordon.reading.learned.scene import NOWHERE, Features, Scene
from kordon.reading.rules import View
from kordon.reading.text import Token

_NEAR = 7.0
"""Weighted distance up to which two concepts make a pair."""


def lexical(view: View) -> Features:
    """Return the features of the words of a sentence, each named with its language; made once for a sentence."""
    made = view.sentence.notes.get("lexical")
    if made is None:
        made = view.sentence.notes["lexical"] = _characters(view) if view.lang == "zh" else _words(view)
    return cast(Features, made)


def _words(view: View) -> Features:
    """Return the candidate lemmas, their beginnings, pairs of neighbours and pairs with one word between."""
    out: Features = {}
    words = _masked(view)
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
    marks: dict[tuple[int, int], set[str]] = {}
    for concept in view.concepts:
        for hit in view.concepts[concept]:
            out.setdefault(f"#{concept}", (hit.first, hit.last))
            marks.setdefault((hit.first, hit.last), set()).add(concept)
    spans = sorted(marks)
    for index, a in enumerate(spans):
        for b in spans[index + 1 :]:
            if view.at[b[0]] - view.at[a[1]] > _NEAR:
                break
            for one in marks[a]:
                for two in marks[b]:
                    out.setdefault(f"#{one}+{two}", (a[0], b[1]) if b[1] - a[0] < 4 else a)
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


def surroundings(scenes: Sequence[Scene], index: int) -> Features:
    """Return where a sentence stands and what stands before it."""
    view = scenes[index].view
    out: Features = {}
    if index == 0:
        out["~first"] = NOWHERE
    if _title(view):
        out["~title"] = NOWHERE
    if index:
        before = scenes[index - 1]
        near = "" if view.sentence.block == before.view.sentence.block else "|"
        for candidate in before.proposed:
            out[f"~before{near}.{candidate.type}"] = NOWHERE
        for concept in before.view.concepts:
            out[f"~before.{concept}"] = NOWHERE
    return out


def features(scenes: Sequence[Scene], index: int) -> Features:
    """Return all features of one sentence of an article."""
    scene = scenes[index]
    own = lexical(scene.view) | conceptual(scene.view) | meant(scene.view)
    return own | ruled(scene) | surroundings(scenes, index) | subject(scenes, index)


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


def _title(view: View) -> bool:
    sentence = view.sentence
    return sentence.block == 0 and view.text[sentence.end - 1 : sentence.end] not in '.!?。！？»”"'


@lru_cache(maxsize=60_000)
def _stem(low: str, keys: frozenset[str], lang: str) -> str:
    """Return one form for all forms of a word: of its candidate lemmas the shortest."""
    if lang == "kk":
        return low[:6]
    stem = min(keys - {low} or keys, key=lambda key: (len(key), key))
    return stem[:-1] if lang == "en" and stem.endswith("e") and len(stem) > 3 else stem


def _masked(view: View) -> list[tuple[str, int, int]]:
    """Return the words of a sentence with their tokens; names, figures and dates as what they are."""
    cover = _covers(view)
    out: list[tuple[str, int, int]] = []
    k = 0
    while k < len(view.line):
        token = view.line[k]
        if k in cover:
            word, last = cover[k]
            out.append((word, k, last))
            k = last + 1
            continue
        if token.word:
            out.append((_stem(token.low, token.keys, view.lang), k, k))
        elif token.text[0].isdigit():
            out.append(("<number>", k, k))
        elif token.text in ',;:—–-?!()«»"“”':
            out.append((f"<{token.text}>", k, k))
        k += 1
    return out


def _covers(view: View) -> dict[int, tuple[str, int]]:
    """Return, by first token, what stands for a name, a figure or a date, and its last token."""
    cover: dict[int, tuple[str, int]] = {}
    taken: set[int] = set()

    def lay(word: str, first: int, last: int) -> None:
        if not taken & set(range(first, last + 1)):
            cover[first] = (word, last)
            taken.update(range(first, last + 1))

    for place in view.places:
        what = "state's" if place.place.form == "adjective" else place.place.what or place.place.kind
        lay(f"<{what}>", place.first, place.last)
    for when in view.whens:
        inside = [k for k, token in enumerate(view.line) if when.a <= token.start < when.b]
        if inside:
            lay("<date>", inside[0], inside[-1])
    for amount in view.amounts:
        lay(f"<qty.{amount.unit}>", amount.first, amount.last)
    return cover


def _characters(view: View) -> Features:
    """Return runs of one to four characters of a Chinese sentence, names and figures replaced by what they are."""
    out: Features = {}
    cover = _covers(view)
    units: list[tuple[str, int, int]] = []
    k = 0
    while k < len(view.line):
        token: Token = view.line[k]
        if k in cover:
            units.append((cover[k][0], k, cover[k][1]))
            k = cover[k][1] + 1
            continue
        text = simplify(token.text) if token.word else "<number>" if token.text[0].isdigit() else token.text
        units.append((text, k, k))
        k += 1
    for size in (1, 2, 3, 4):
        for j in range(len(units) - size + 1):
            run = units[j : j + size]
            if size > 1 and any(word in "，。；：、“”（）" for word, _, _ in run):
                continue
            out.setdefault("zh:" + "".join(word for word, _, _ in run), (run[0][1], run[-1][2]))
    return out
