# ruff: noqa: E501
"""Status, certainty and class of source as the learned heads see them, after the rules have had their say.

What the rules found is among the features, so a head only differs from them where the words around make that likely.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kordon.model import Certainty, ClaimStatus
from kordon.reading.lang import own
from kordon.reading.learned.features import conceptual, lexical
from kordon.reading.learned.meanings import classed, meant
from kordon.reading.learned.model import Head, heads, nets, probability
from kordon.reading.learned.passage import heard
from kordon.reading.learned.scene import NOWHERE, Features
from kordon.reading.learned.units import age
from kordon.reading.lexicon import Hit
from kordon.reading.rules import Candidate, View

PLAIN = {"status": "active", "certainty": "asserted", "source": "author"}
"""The value that stands where nothing marks another."""
_TO = {"status": -0.1, "certainty": -0.5, "denied": 0.0, "source": 0.1}
"""By how much a marked value must lead the rules' one to take its place; a doubt unmarked costs more than one too many."""
_BACK = {"status": 0.4, "certainty": 0.8, "source": 0.6}
"""By how much the plain value must lead a marked one of the rules."""
_ACROSS = 0.2
"""By how much one marked value must lead another."""
_LEAST = 0.22
"""Least probability of a marked value."""
_RHETORIC = 0.75
"""Least probability of a marked value in a column of opinion, where doubts and threats are mostly turns of speech."""
HEARD = {"status": 0.25, "certainty": 0.0, "source": 0.3}
"""Share of the passage nets in the log-odds, beside the linear head; of doubts and denials they say nothing that it does not know better."""
_CLOSE = 9.0
"""Weighted distance from the head up to which a concept counts as near."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A value that takes the place of the rules', with the words that say so."""

    value: str
    span: tuple[int, int] | None
    why: str
    odds: float
    """The probability of the value."""


def mood_features(view: View, candidate: Candidate, status: str, certainty: str, why: str, later: bool) -> Features:
    """Return the features for status and certainty of a candidate, given what the rules make of them."""
    out: Features = {}
    mark = why.rsplit("'", 1)[-1].strip() if "'" in why else why
    for name in (
        f"!{candidate.type}", f"!={status}", f"!={certainty}", f"!={status}/{certainty}", f"!{candidate.type}={status}",
        f"!{candidate.type}={certainty}", f"!={status}/{mark}",
    ):  # fmt: skip
        out[name] = NOWHERE
    if later:
        out["!later"] = NOWHERE
        out[f"!later={status}"] = NOWHERE
    for when in view.whens:
        out[f"!when.{when.role}"] = NOWHERE
        if when.start and view.published and not later:
            out["!when.past" if when.start <= view.published else "!when.ahead"] = NOWHERE
        if view.published and (when.end or when.start):
            old = age((view.published - (when.end or when.start or view.published)).days)
            for name in (f"!age.{old}", f"!{candidate.type}.age.{old}", f"!age.{when.role}.{old}"):
                out[name] = NOWHERE
    head = candidate.head
    for concept, hits in view.concepts.items():
        for hit in hits:
            out.setdefault(f"!{concept}", (hit.first, hit.last))
            if view.distance(hit, head) <= _CLOSE:
                side = "<" if hit.last < head.first else ">" if hit.first > head.last else "="
                out.setdefault(f"!{side}{concept}", (hit.first, hit.last))
                out.setdefault(f"!{candidate.type}{side}{concept}", (hit.first, hit.last))
    for name, first, last in classed(view):
        out.setdefault(f"!^{name}", (first, last))
        if view.distance(Hit("", first, last, ""), head) <= _CLOSE:
            side = "<" if last < head.first else ">" if first > head.last else "="
            out.setdefault(f"!{side}^{name}", (first, last))
    for k in range(max(0, head.first - 4), min(len(view.line), head.last + 5)):
        for tag in view.line[k].tags:
            out.setdefault(f"!near.{tag}.{view.lang}", (k, k))
    return lexical(view) | out


@dataclass(frozen=True, slots=True)
class Sources:
    """What the rules make of the sources of a whole text, counted once: a report mostly rests on one, and names it once."""

    classes: Sequence[str]
    """The class of each sentence."""
    last: Sequence[int]
    following: Sequence[int]
    """The sentence before and after each that has a source of its own, -1 for none."""
    spoken: Sequence[str]
    """The classes of the speakers' words in each sentence."""
    whole: Sequence[str]
    """Features of the whole text, to be told with the class of a sentence."""
    first: str


def sources_of(views: Sequence[View], classes: Sequence[str], frame: str) -> Sources:
    """Return the sources of a text; ``classes`` are the rules' own, sentence by sentence."""
    told = [k for k, kind in enumerate(classes) if kind != "author"]
    last, following = [-1] * len(views), [-1] * len(views)
    for k in range(1, len(views)):
        last[k] = k - 1 if classes[k - 1] != "author" else last[k - 1]
    for k in range(len(views) - 2, -1, -1):
        following[k] = k + 1 if classes[k + 1] != "author" else following[k + 1]
    kinds = _ranked(classes[k] for k in told)
    main = kinds[0] if kinds else "none"
    first = classes[told[0]] if told else "none"
    each = [sorted({hit.concept[4:] for hit in view.hits if hit.concept.startswith("SPK.")}) for view in views]
    spoken = ["+".join(kinds) for kinds in each]
    named = _ranked(kind for kinds in each for kind in kinds)
    whole = (
        f"first={first}", f"main={main}.{'only' if len(kinds) < 2 else 'mixed'}", f"main={main}.share.{4 * len(told) // max(1, len(views))}",
        f"main={main}/{frame}", f"kinds={'+'.join(sorted(kinds))}", f"names.first={spoken[0] if spoken else ''}",
        f"names.main={named[0] if named else 'none'}",
    )  # fmt: skip
    return Sources(classes, last, following, spoken, whole, first)


def _ranked(kinds: Iterable[str]) -> list[str]:
    """Return kinds, the most frequent first."""
    return [kind for kind, _ in sorted(Counter(kinds).items(), key=lambda item: (-item[1], item[0]))]


def source_features(views: Sequence[View], sources: Sources, index: int, why: str, frame: str) -> Features:
    """Return the features for the class of source of a sentence, given what the rules make of it (``why``) and of the text."""
    view, classes = views[index], sources.classes
    mine, before = classes[index], classes[index - 1] if index else "none"
    mark = why.rsplit("'", 1)[-1].strip() if "'" in why else why
    block = "" if index and views[index - 1].sentence.block == view.sentence.block else "|"
    last, following = sources.last[index], sources.following[index]
    earlier = "none" if last < 0 else classes[last]
    later = "none" if following < 0 else classes[following]
    ago = earlier if last < 0 else f"{earlier}.{_far(index - last)}"
    ahead = later if following < 0 else f"{later}.{_far(following - index)}"
    parted = "" if last < 0 or views[last].sentence.block == view.sentence.block else "|"
    out: Features = {}
    for name in (
        f"@={mine}", f"@={mine}/{frame}", f"@{frame}", f"@={mine}<{before}{block}", f"@<{before}{block}",
        f"@={mine}/{mark}", f"@={mine}.{view.lang}", f"@at.{min(index, 3)}",
        f"@last={ago}", f"@next={ahead}", f"@={mine}.last={earlier}.next={later}", f"@={mine}.last={ago}{parted}.{view.lang}",
        f"@={mine}.at.{min(index, 4)}.first={sources.first}", f"@={mine}.end.{min(len(views) - 1 - index, 3)}.last={earlier}",
        f"@={mine}.names={sources.spoken[index]}", *(f"@={mine}.{name}" for name in sources.whole),
    ):  # fmt: skip
        out[name] = NOWHERE
    text = view.text[view.sentence.start : view.sentence.end]
    if text[:1] in '«“"—–-' or any(mark in text for mark in '«“"”'):
        out["@quoted"] = NOWHERE
        out[f"@quoted={mine}<{before}"] = NOWHERE
    return lexical(view) | conceptual(view) | meant(view) | out


def _far(sentences: int) -> str:
    return str(sentences) if sentences < 3 else "3" if sentences < 5 else "5"


def turned(
    name: str,
    features: Features,
    view: View,
    value: str,
    column: bool = False,
    beside: Mapping[str, float] | None = None,
) -> Turn | None:
    """Return the value that takes the place of the rules' ``value``, None where theirs stays.

    ``beside`` holds the log-odds of the passage nets.
    """
    head = heads().get(name)
    if head is None:
        return None
    logits = dict(zip(head.outputs, head.logits(features).tolist(), strict=True))
    if beside is not None:
        share = HEARD[name]
        logits = {output: (1 - share) * logit + share * beside[output] for output, logit in logits.items()}
    odds = {output: probability(logit) for output, logit in logits.items()}
    best = max(head.outputs, key=lambda output: odds[output])
    plain = PLAIN[name]
    if value == plain:
        best = max((output for output in head.outputs if output != plain), key=lambda output: odds[output])
    if best == value or odds[best] < odds[value] + _margin(name, value, best):
        return None
    if best != plain and odds[best] < (_RHETORIC if column else _LEAST):
        return None
    words = _words(head, features, best)
    span = None
    quoted = ""
    if words is not None:
        hit = Hit("", words[0], words[1], "")
        span = view.span(hit)
        quoted = f" on '{view.text[span[0] : span[1]]}'"
    return Turn(best, span, f"learned{quoted} ({odds[best]:.2f}, not {value})", odds[best])


def _margin(name: str, value: str, best: str) -> float:
    """Return by how much a value must lead the rules' one; from one marked value to another there is no bonus."""
    if best == PLAIN[name]:
        return _BACK[name]
    to = _TO.get(best, _TO[name])
    return to if value == PLAIN[name] else max(to, _ACROSS)


def _words(head: Head, features: Features, output: str) -> tuple[int, int] | None:
    """Return the tokens of the feature that speaks most for an output."""
    parts = head.parts(features, output)
    shown = [(part, name) for name, part in parts.items() if part > 0 and features[name][0] >= 0]
    return features[max(shown)[1]] if shown else None


def settled_mood(
    view: View,
    candidate: Candidate,
    status: ClaimStatus,
    certainty: Certainty,
    why: str,
    later: bool,
    column: bool = False,
) -> tuple[Turn | None, Turn | None]:
    """Return what takes the place of the rules' status and certainty."""
    if "status" not in heads():
        return None, None
    found = mood_features(view, candidate, status, certainty, why, later)
    listened = heard(nets(), view)

    def beside(name: str) -> dict[str, float] | None:
        return listened[0].moods(listened[1], candidate.type, name) if listened is not None else None

    turn = turned("status", found, view, status, column, beside("status"))
    if turn is not None and turn.value == "forecast" and status == "active" and _only_past(view):
        turn = None
    if turn is not None and turn.value == "planned" and status == "forecast" and view.has("CONDITION"):
        turn = None  # what happens 'in case of' something is no plan
    doubt = turned("certainty", found, view, certainty, column, beside("certainty"))
    if doubt is not None and doubt.value == "denied" and not _gainsaid(view, candidate):
        least = _PLAIN_DENIAL if candidate.rule.startswith("learned") else _RULED_DENIAL
        doubt = doubt if heads()["certainty"].odds(found)["denied"] >= least else None
    return turn, doubt


_PLAIN_DENIAL = 0.7
"""Least probability of a denial in a sentence without any word that denies or negates: 'loading as usual', 'is pure fantasy'."""
_RULED_DENIAL = 0.9
"""The same where a plain word of its type, by a rule, makes the claim: 'suspended', 'had rejected payments'."""
_NEGATING = {
    "en": re.compile(r"\b(?:no|not|never|without|nor|neither|cannot|none|nothing|nobody)\b|n['’]t\b", re.I),
    "ru": re.compile(r"\b(?:не(?! (?:раньше|ранее|позднее|позже|менее|более|только)\b)|нет|ни|без|никак\w+|ничего|никто)\b", re.I),
    "kk": re.compile(r"жоқ|емес|(?:ма|ме|ба|бе|па|пе)(?:ды|ді|йды|йді|ған|ген|й|у|уы|уі|йтын|йтін|с|пты|пті)\w{0,5}\b|сыз\b|сіз\b", re.I),
    "zh": re.compile(
        r"(?:不(?![少断斷久同仅僅但过過明])|[没沒]|未(?!来|來)|[无無](?!人|限期|线|線|锡|錫)|非(?!洲|常)|否)"
    ),
}  # fmt: skip


def _gainsaid(view: View, candidate: Candidate) -> bool:
    """Whether a sentence has a word that denies, negates or calls normal, besides those that make the claim ('may not enter')."""
    ruled = [] if candidate.rule.startswith("learned") else candidate.heads
    heads_at = [(h.first, h.last) for h in ruled]
    for concept in ("NEGATION", "DENY", "NORMAL"):
        if any(not any(a <= h.first and h.last <= b for a, b in heads_at) for h in view.concepts.get(concept, ())):
            return True
    spans = [view.span(head) for head in ruled]
    found = own(_NEGATING, view.lang).finditer(view.text, view.sentence.start, view.sentence.end)
    return any(not any(a <= m.start() < b for a, b in spans) for m in found)


_AHEAD = ("PLAN", "EXPECT", "RISK", "WARN", "CONSEQUENCE", "CONDITION", "GOAL", "READY", "DEMAND")


def _only_past(view: View) -> bool:
    """Whether a Russian or English sentence has past verbs and no word that looks ahead: then it is no forecast."""
    tags = {tag for token in view.line for tag in token.tags}
    if view.lang not in ("ru", "en") or "past" not in tags or "future" in tags or view.has(*_AHEAD):
        return False
    return not any(when.start and view.published and when.start > view.published for when in view.whens)
