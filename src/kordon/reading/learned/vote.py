# ruff: noqa: E501
"""Which claims stand: the rules' candidates and the learned scores, joined.

The scores know what the rules propose (it is among their features), so a high score next to a candidate of the rules says that
such a candidate is mostly right. A candidate of the rules goes only when its score is very low; a claim that no rule
proposes is added where the score is high.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from kordon.model import ClaimType, SourceClass
from kordon.reading.attribution import Speaker
from kordon.reading.attribution.speaker import name_of, phrase_of
from kordon.reading.learned.features import article_features, features
from kordon.reading.learned.model import Head, heads, nets, probability
from kordon.reading.learned.mood import source_features, sources_of, turned
from kordon.reading.learned.passage import TYPES, Heard, listen
from kordon.reading.learned.scene import Features, Scene
from kordon.reading.lexicon import Hit
from kordon.reading.rules import Candidate, View


@dataclass(frozen=True, slots=True)
class Bar:
    """Least probabilities: for a candidate of the rules to stand, for a claim that no rule proposes, and for one beside another."""

    keep: float
    add: float
    beside: float


ARTICLE = Bar(0.28, 0.28, 0.38)
"""For an article. What a rule proposes must be as likely as what none does; of four such bars this one had the best type F1 over
nine sets of labelled texts (0.858; 0.855 with 0.33 and 0.42, 0.856 with 0.22, 0.25 and 0.33)."""
COLUMN = Bar(0.01, 0.5, 0.6)
"""For a column of opinion. The corpus holds few, and scores are less sure of their long sentences: the rules weigh more."""
LINES = Bar(0.015, 0.5, 0.9)
"""For a line or two, which hold too little to learn their subject from."""
FOREIGN = Bar(0.85, 0.85, 0.85)
"""For what seems to state nothing codeable: only what is all but certain."""
EASE: dict[str, float] = {"outlook": 0.8, "sanction": 0.75, "reopening": 0.85, "labour_action": 0.85}
"""By what the bars of an article for claims that no rule proposes are multiplied: lower where much was missed and little was wrong."""
STRANGE = Bar(0.97, 0.97, 0.97)
"""For an article that more likely states nothing than anything."""
ABOUT = {True: 0.98, False: 0.3}
"""Least probability that a text states anything codeable, for an article and for a line or two."""

SURE = 0.3
"""Odds from which a claim stands though it lacks what its type mostly requires, or says nothing beyond the last of its type."""

HEADING_SURE = 0.3
"""Odds from which a headline's claim stands though the text says the same again."""

HEARD = 0.45
"""Share of the passage nets in the log-odds of a type, beside the linear model and its nets."""

UNTOLD = 0.5
"""Least probability of a source where no word tells of one: a speaker that goes on, a notice without its issuer. In a text of a
line or two a body that is named without a word of telling acts, and is no source."""
GOES_ON = 6
"""Sentences over which a speaker is remembered that goes on so."""

_LEARNED = "learned"
_SHOWN = 4
"""Features that an explanation names."""
_NO_HEAD = ("PLACE", "QTY", "SPK", "MODE", "SAY", "ACCORDING", "CITING", "FIRST", "NEGATION", "HEDGE")
"""Concepts that never are what happens, however much they speak for it."""


def decide(scenes: Sequence[Scene], frame: str = "news") -> list[list[Candidate]]:
    """Return, for each sentence, the candidates that stand; without learned weights those of the rules.

    ``frame`` is what the report is: news, a notice, opinion.
    """
    known = heads()
    head = known.get("claims")
    if head is None:
        return [scene.proposed if scene.relevant else [] for scene in scenes]
    listened = listen(nets(), scenes)
    about = known["article"].odds(article_features(scenes))["about"] if "article" in known else 1.0
    long = len(scenes) > 2
    bar = (
        STRANGE
        if long and about < 0.5
        else FOREIGN
        if about < ABOUT[long]
        else LINES
        if not long
        else COLUMN
        if frame == "opinion"
        else ARTICLE
    )
    return [_standing(head, scenes, index, bar, listened) for index in range(len(scenes))]


def _standing(head: Head, scenes: Sequence[Scene], index: int, bar: Bar, listened: Heard | None) -> list[Candidate]:
    scene = scenes[index]
    found = features(scenes, index)
    odds = _odds(head, found, index, listened)
    out = [c for c in scene.proposed if odds[c.type] >= (bar.keep if scene.relevant else max(bar.keep, bar.add))]
    for candidate in out:
        candidate.odds = odds[candidate.type]
    ruled = {c.type for c in out}
    for kind in sorted(head.outputs, key=lambda output: (-odds[output], output)):
        if kind == "closure" and "reopening" in ruled:
            continue  # 'reopened after a stoppage' tells of one event: of 14 such closures in the corpus 4 were labelled
        ease = EASE.get(kind, 1.0) if bar is ARTICLE else 1.0
        if kind not in ruled and odds[kind] >= ease * (bar.beside if out else bar.add):
            pulls = listened.parts(index, kind) if listened is not None else None
            out.append(learned_candidate(head, scene.view, found, cast(ClaimType, kind), odds[kind], pulls))
    return sorted(out, key=lambda c: c.head.first)


def _odds(head: Head, found: Features, index: int, listened: Heard | None) -> dict[str, float]:
    """Return the probability of each type in a sentence with features ``found``."""
    logits = head.logits(found)
    if listened is not None:
        logits = (1 - HEARD) * logits + HEARD * listened.logits[index]
    return {kind: probability(logit) for kind, logit in zip(head.outputs, logits.tolist(), strict=True)}


def type_odds(scenes: Sequence[Scene], index: int) -> dict[str, float] | None:
    """Return the learned probability of each type in a sentence, None without learned weights."""
    head = heads().get("claims")
    return _odds(head, features(scenes, index), index, listen(nets(), scenes)) if head is not None else None


def is_learned(candidate: Candidate) -> bool:
    """Whether no rule proposed a candidate."""
    return candidate.rule.startswith(_LEARNED)


def learned_candidate(
    head: Head,
    view: View,
    found: Features,
    kind: ClaimType,
    odds: float,
    pulls: Mapping[tuple[int, int], float] | None = None,
) -> Candidate:
    """Return a claim that the words propose: its head are the words with the most weight, its arguments the next ones.

    ``pulls`` is what the passage nets make of each word in its place.
    """
    weight = [0.0] * len(view.line)
    spans: list[tuple[float, tuple[int, int]]] = []
    own = 1.0 if pulls is None else 1 - HEARD
    parts = {name: own * part for name, part in head.parts(found, kind).items()}
    told = [(part, found[name]) for name, part in sorted(parts.items()) if found[name][0] >= 0]
    for span, pull in (pulls or {}).items():
        told.append((HEARD * pull, span))
        begin, end = view.span(Hit("", span[0], span[1], ""))
        parts[f"'{view.text[begin:end]}' here"] = HEARD * pull
    for part, (first, last) in told:
        spans.append((part, (first, last)))
        for k in range(first, last + 1):
            weight[k] += part / (last + 1 - first)
    barred = {
        k for concept in _NO_HEAD for hit in view.concepts.get(concept, ()) for k in range(hit.first, hit.last + 1)
    } | {k for place in view.places for k in range(place.first, place.last + 1)}
    words = [k for k, token in enumerate(view.line) if token.word]
    within = {k for hit in view.hits for k in range(hit.first, hit.last + 1)}
    telling = [k for k in words if k not in barred and (k in within or len(view.line[k].low) > 3 or view.lang == "zh")]
    order = sorted(telling or words or range(len(view.line)), key=lambda k: (-weight[k], k))
    hits: list[Hit] = []
    for k in order:
        hit = _hit(view, k, spans)
        if (weight[k] > 0 or not hits) and all(hit.first > h.last or hit.last < h.first for h in hits):
            hits.append(hit)
        if len(hits) == 4:
            break
    most = sorted(parts.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]
    why = ", ".join(name for name, part in most if part > 0)
    return Candidate(kind, hits[0], hits[1:], f"{_LEARNED} ({odds:.2f}{': ' * bool(why)}{why})", [hits[0]], odds)


def _hit(view: View, k: int, spans: Sequence[tuple[float, tuple[int, int]]]) -> Hit:
    """Return the concept that a token belongs to, the longest one, or the bare word; of Chinese the run that tells most."""
    around = [hit for hit in view.hits if hit.first <= k <= hit.last and not hit.concept.startswith(_NO_HEAD)]
    if around:
        return max(around, key=lambda hit: (hit.last - hit.first, hit.concept))
    first = last = k
    if view.lang == "zh":
        runs = [(part, span) for part, span in spans if span[0] <= k <= span[1] and 0 < span[1] - span[0] < 4]
        if runs:
            first, last = max(runs)[1]
    return Hit("WORD", first, last, view.text[view.line[first].start : view.line[last].end].lower())


def speakers(scenes: Sequence[Scene], ruled: Sequence[Speaker], frame: str) -> list[Speaker]:
    """Return who speaks in each sentence, with another class where the learned heads are surer of it."""
    if "source" not in heads():
        return list(ruled)
    views = [scene.view for scene in scenes]
    listened = listen(nets(), scenes)
    told = sources_of(views, [speaker.source_class for speaker in ruled], frame)
    short = len(views) <= 2  # nothing around tells whether a body that acts in a line or two is its source too
    out: list[Speaker] = []
    for index, (view, speaker) in enumerate(zip(views, ruled, strict=True)):
        if frame == "opinion" and speaker.source_class == "author":
            out.append(
                speaker
            )  # "as we wrote", irony in quotation marks: the claims of a column are its author's unless it names a speaker
            continue
        found = source_features(views, told, index, speaker.why, frame)
        beside = None
        if listened is not None:
            kind = TYPES[int(listened.logits[index].argmax())]
            beside = listened.moods(index, kind, "source")
        turn = turned("source", found, view, speaker.source_class, beside=beside)
        silent = speaker.source_class == "author" and turn is not None and not _told(view, turn.value, out)
        nameless = speaker.source_class == "anonymous" and _unnamed(view)
        acts = turn is not None and short and view.has(f"SPK.{turn.value}")
        if turn is None or nameless or (silent and (turn.odds < UNTOLD or acts)):
            out.append(speaker)
            continue
        name, span = _named(view, turn.value)
        if silent:  # the speaker goes on with no word of telling: who spoke last of that class
            last = next((one for one in reversed(out[-GOES_ON:]) if one.source_class == turn.value), None)
            name, span = (last.name, None) if last is not None else ("", None)
        elif not name and turn.value != "author":  # another class of the one whom the rules found
            name, span = speaker.name, speaker.span
        source = cast(SourceClass, turn.value)
        out.append(Speaker(source, name, speaker.chain, span or turn.span, turn.why, speaker.tokens))
    return out


_UNNAMED = re.compile(
    r"anonym|unnamed|not (?:to )?be(?:ing)? (?:named|identified)|declined to be (?:named|identified)|"
    r"аноним|не пожелал|пожелавш\w+ остаться|не называя|без имени|атын атамау|есімін (?:жария|ата)|"
    r"[不未](?:愿|願|具|肯)\w{0,2}(?:具名|姓名|身份)|不具名|匿名",
    re.I,
)


def _unnamed(view: View) -> bool:
    """Whether a sentence says that who speaks would not be named: then the source is anonymous, whatever its trade."""
    return _UNNAMED.search(view.text, view.sentence.start, view.sentence.end) is not None


def _told(view: View, source: str, before: Sequence[Speaker]) -> bool:
    """Whether a sentence without a source for the rules has words of telling, a quotation, or goes on with its speaker.

    A body that only acts in a sentence is not the source of it.
    """
    if view.has("SAY", "ACCORDING", "CITING") or (before and before[-1].source_class == source):
        return True
    text = view.text[view.sentence.start : view.sentence.end]
    return text[0] in "–—-" or any(mark in text for mark in '«“"”')


def _named(view: View, source: str) -> tuple[str, tuple[int, int] | None]:
    """Return the first words of a sentence that name a speaker of a class, with their offsets."""
    hit = next((hit for hit in view.hits if hit.concept == f"SPK.{source}"), None)
    if hit is None:
        return "", None
    first, last = phrase_of(view, hit)
    return name_of(view, (first, last)), (view.line[first].start, view.line[last].end)
