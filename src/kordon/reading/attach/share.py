# ruff: noqa: E501
"""The sharing out: which of the places, dates and figures found belong to which claim, by the learned weights."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from kordon.reading.attach import earlier as earlier_places
from kordon.reading.attach import places as near_places
from kordon.reading.attach.amounts import amount_pairs
from kordon.reading.attach.course import way_of
from kordon.reading.attach.dates import DatePair, date_pairs
from kordon.reading.attach.mentions import LOOSE, Mention, mentions
from kordon.reading.attach.model import Question, Weights, weights
from kordon.reading.attach.places import Pair
from kordon.reading.attach.roles import joins_list, told
from kordon.reading.attach.story import Story
from kordon.reading.attach.ways import courses
from kordon.reading.attribution import Speaker
from kordon.reading.dates import When
from kordon.reading.drafts import Dated, Draft
from kordon.reading.learned.model import probability
from kordon.reading.numbers import Amount
from kordon.reading.rules import View
from kordon.reading.sequence import Net, Offer, layout, net
from kordon.reading.slots import PlaceRole, RolePlace

Log = Callable[[str, Draft, Any, Sequence[str]], None]
"""Called with the question, the draft, the candidate and its features, for training."""
CORRIDOR = 0.3
"""Threshold for a corridor that the sentence names: such a name is never an actor, and few texts to learn from have one."""
END = 0.3
"""Least probability of each of two states that are named as the ends of one way, to be taken together."""
WEAK_END = 0.1
"""The same where every other place of the claim rather belongs to another claim of the sentence."""
LEAST = 0.4
"""A claim none of whose places reaches the threshold takes the likeliest, if it is this likely."""
LEAST_SENTENCES = 3
"""Shorter texts have no story that the net could tell, and it learnt from few of them."""
SHORT, SHORT_LEAST = 0.55, 0.35
"""Threshold and least probability in such texts, which have no other places that a claim could mean instead."""
LEAST_LOOSE = 0.6
"""Least probability of a word that no rule knows for a place."""
SETTLED = {"place": "settled place", "earlier place": "settled earlier place"}
"""The questions that join what the weights and the net say of a place, by that of the weights alone."""

Scored = tuple[float, Question, Pair]
"""A possible place with its probability by a question."""


@dataclass
class Sharing:
    """Shares out what the sentences of one article hold, in order; ``story`` remembers those that came before.

    When all sentences are read, :meth:`settle` chooses the places of all claims anew, with the net that sees the whole article.
    """

    weights: Weights = field(default_factory=weights)
    log: Log | None = None
    story: Story = field(default_factory=Story)
    net: Net | None = field(default_factory=net)
    ways: bool = True
    """Whether to tell the ways of traffic, which training does without until it knows the places."""
    sentences: int = LEAST_SENTENCES
    """How many sentences the article has."""
    read: list[tuple[View, list[Mention], list[Draft]]] = field(default_factory=list)
    """The sentences so far with their names and the claims that stand."""
    offered: dict[int, tuple[Draft, list[Scored]]] = field(default_factory=dict)
    """For each draft, by its identity, the places that it may take."""

    @property
    def short(self) -> bool:
        """Whether the text is too short for the net."""
        return self.sentences < LEAST_SENTENCES

    @property
    def loose(self) -> bool:
        """Whether to offer words that only may name a place: where the weights have learnt of them, and not to a line or two."""
        return not self.short and f"cue {LOOSE}" in self.weights["place"].weights

    def sentence(self, view: View, drafts: list[Draft], speaker: Speaker) -> None:
        """Give each draft of a sentence its places, dates and figures."""
        named = mentions(view, speaker, self.loose)
        self._places(view, drafts, named)
        self._dates(view, drafts, speaker)
        self.amounts(view, drafts)

    def named(
        self, draft: Draft, places: Sequence[tuple[int, int]], whens: Sequence[When], amounts: Sequence[Amount]
    ) -> None:
        """Give a draft the places at some tokens, dates and figures: those that somebody else named for it."""
        view = draft.view
        named = mentions(view, draft.speaker)
        pairs = near_places.here(view, [draft], named, Story())[0]
        inside = [p for p in pairs if any(a <= p.mention.hit.first <= b for a, b in places)]
        kept = {p.mention.key: p for p in inside if not p.mention.adjective or p.mention.cue == "soil"}
        draft.places = [self._placed(view, draft, pair, self.weights["place"]) for pair in kept.values()]
        for when in whens:
            if when.start and draft.start is None:
                draft.start = Dated(when.start, when, when.why)
            if when.end and draft.end is None:
                draft.end = Dated(when.end, when, when.why)
        draft.whens = list(whens)
        draft.amounts = list(amounts)
        self._ways(draft, named, Story())

    def close(self, view: View, drafts: list[Draft], speaker: Speaker) -> None:
        """Go on to the next sentence; ``drafts`` are those of this one that stand."""
        named = mentions(view, speaker, self.loose)
        self.read.append((view, named, drafts))
        self.story.add(view, named, drafts)

    def settle(self) -> None:
        """Choose the places of all claims once more, with the net; then, in order, tell the ways of their traffic."""
        scored = self._settled()
        if not scored and not self.ways:
            return
        story = Story()
        for view, named, drafts in self.read:
            if scored:
                self._choose(view, drafts, [scored[id(draft)] for draft in drafts])
            for draft in drafts if self.ways else ():
                draft.origin, draft.to = [], []
                self._ways(draft, named, story, drafts)
            story.add(view, named, drafts)

    def offers(self) -> list[Offer]:
        """Return the claims read so far with the places that each may take."""
        return [
            Offer(draft, [pair for _, _, pair in self.offered[id(draft)][1]])
            for _, _, drafts in self.read
            for draft in drafts
        ]

    def _settled(self) -> dict[int, list[Scored]]:
        """Return the possible places of each claim with what weights and net together give them; nothing without a net."""
        offers = self.offers()
        silent = self.net is None or SETTLED["place"] not in self.weights or self.short
        if silent or self.net is None or not any(offer.pairs for offer in offers):
            return {}
        views = [view for view, _, _ in self.read]
        heard = iter(self.net.logits(layout(views, offers, self.net.signs, self.net.features)).tolist())
        own = self.weights["place"]
        out: dict[int, list[Scored]] = {}
        for offer in offers:
            rows = []
            for _, question, pair in self.offered[id(offer.draft)][1]:
                joint = self.weights[SETTLED["place" if question is own else "earlier place"]]
                odds = joint.joined(question.odds(pair.features), next(heard))
                rows.append((probability(odds), replace(question, threshold=joint.threshold), pair))
            out[id(offer.draft)] = rows
        return out

    def amounts(self, view: View, drafts: list[Draft]) -> None:
        """Give each draft its figures."""
        question = self.weights["quantity"]
        offered = amount_pairs(view, drafts)
        chances = [[question.probability(pair.features) for pair in pairs] for pairs in offered]
        best: dict[Amount, float] = {}
        for pairs, row in zip(offered, chances, strict=True):
            for pair, chance in zip(pairs, row, strict=True):
                best[pair.amount] = max(chance, best.get(pair.amount, 0.0))
        for draft, pairs, row in zip(drafts, offered, chances, strict=True):
            draft.amounts = []
            for pair, chance in zip(pairs, row, strict=True):
                self._note("quantity", draft, pair.amount, pair.features)
                if chance >= question.threshold and chance >= best[pair.amount]:  # a figure counts one thing
                    why = f"{pair.amount.why}; {_because(question, pair.features)}"
                    draft.amounts.append(replace(pair.amount, why=why))

    def _places(self, view: View, drafts: list[Draft], named: list[Mention]) -> None:
        own, back = self.weights["place"], self.weights["earlier place"]
        for draft, pairs in zip(drafts, near_places.here(view, drafts, named, self.story), strict=True):
            chances = [own.probability(pair.features) for pair in pairs]
            earlier = earlier_places.before(view, draft, pairs, chances, self.story)
            scored = [(chance, own, pair) for chance, pair in zip(chances, pairs, strict=True)]
            scored += [(back.probability(pair.features), back, pair) for pair in earlier]
            for _, question, pair in scored:
                self._note("place" if question is own else "earlier place", draft, pair, pair.features)
            self.offered[id(draft)] = draft, scored
        self._choose(view, drafts, [self.offered[id(draft)][1] for draft in drafts])

    def _choose(self, view: View, drafts: list[Draft], all_scored: list[list[Scored]]) -> None:
        """Give each draft of a sentence those of its possible places that are likely enough."""
        for draft, scored in zip(drafts, all_scored, strict=True):
            chosen = [item for item in scored if item[0] >= self._threshold(item, draft) or item[2].pointed]
            rivals = [other for other in all_scored if other is not scored and not _ends(other, END)]
            ends = _ends(scored, END)
            if not ends and chosen and all(_rather_theirs(item, rivals) for item in chosen):
                ends = _ends(scored, WEAK_END)
            if ends:  # what has a way of its own leaves a spot to the claim beside it that is likelier to mean it
                chosen = [item for item in chosen if not _rather_theirs(item, rivals)]
            chosen += [item for item in ends if item not in chosen]
            if sum(i[2].earlier is None and i[2].mention.hit.place.kind == "country" for i in chosen) > 1:
                # 'Польша закрыла границу с Белоруссией': two states told here are whole, and no third is meant
                chosen = [i for i in chosen if i[2].earlier is None or i[2].mention.hit.place.kind != "country"]
            sure = [item for item in scored if item[2].mention.cue != LOOSE]
            if not chosen and sure:
                best = max(sure, key=lambda item: item[0])
                chosen = [best] if best[0] >= (SHORT_LEAST if self.short else LEAST) else []
            draft.places, keys = [], set()
            for _, question, pair in sorted(chosen, key=lambda item: (item[2].mention.hit.start, -item[0])):
                if pair.mention.key in keys:
                    continue
                keys.add(pair.mention.key)
                draft.places.append(self._placed(view, draft, pair, question))
            draft.inherited = bool(draft.places) and all(not _within(view, p) for p in draft.places)

    def _threshold(self, item: Scored, draft: Draft) -> float:
        """Return the probability that a candidate must reach."""
        near = self.short and item[2].earlier is None
        least = min(item[1].threshold, SHORT) if near else item[1].threshold
        if item[2].mention.cue == LOOSE:
            return max(least, LEAST_LOOSE)
        if draft.candidate.type == "outlook" and item[2].mention.cue == "actor" and draft.view.has("READY"):
            return min(least, LEAST)  # 'a sign of Astana's readiness to shut ...': whose readiness is told of
        corridor = item[2].earlier is None and item[2].mention.hit.place.kind == "corridor"
        return min(least, CORRIDOR) if corridor else least

    def _placed(self, view: View, draft: Draft, pair: Pair, question: Question) -> RolePlace:
        features = near_places.role_features(view, draft, pair)
        scores = {role: self.weights[f"role {role}"].odds(features) for role in get_args(PlaceRole)}
        likeliest: PlaceRole = max(scores, key=lambda name: (scores[name], name))
        role = told(pair.earlier.view if pair.earlier else view, pair.mention.hit) or likeliest
        if draft.candidate.type == "closure" and pair.earlier is None and _way_round(view, pair.mention):
            role = "via"  # what a closure names as the way round is not closed by it
        before = "; from a sentence before" if pair.earlier else ""
        return RolePlace(pair.mention.hit, role, f"role {role}; {_because(question, pair.features)}{before}")

    def _dates(self, view: View, drafts: list[Draft], speaker: Speaker) -> None:
        for draft, pairs in zip(drafts, date_pairs(view, drafts, speaker, self.story), strict=True):
            for pair in pairs:
                self._note("date", draft, pair, pair.features)
            begin = self._best("start", [p for p in pairs if p.start])
            stop = self._best("end", [p for p in pairs if p.end])
            draft.start = self._dated("start", begin.start, begin) if begin and begin.start else None
            draft.end = self._dated("end", stop.end, stop) if stop and stop.end else None
            if draft.start and draft.end and draft.end.day < draft.start.day:
                draft.end = None
            own = [d.when for d in (draft.start, draft.end) if d and d.when in view.whens]
            draft.whens = [*own, *(p.when for p in pairs if not p.start and not p.end)]

    def _best(self, name: str, pairs: list[DatePair]) -> DatePair | None:
        question = self.weights[name]
        best = max(pairs, key=lambda p: question.odds(p.features), default=None)
        return best if best is not None and question.probability(best.features) >= question.threshold else None

    def _dated(self, name: str, day: dt.date, pair: DatePair) -> Dated:
        return Dated(day, pair.when, f"{pair.when.why}; {_because(self.weights[name], pair.features)}")

    def _ways(self, draft: Draft, named: list[Mention], story: Story, beside_it: Sequence[Draft] = ()) -> None:
        """Give a draft the states that its traffic comes from and goes to; none where nothing tells a way."""
        found = courses(draft.view, draft, [m for m in named if m.cue != LOOSE], story, beside_it)
        self._note("way", draft, found, ())
        draft.origin, draft.to, draft.way_why = way_of(found, self.weights)

    def _note(self, question: str, draft: Draft, candidate: Any, features: Sequence[str]) -> None:
        if self.log is not None:
            self.log(question, draft, candidate, features)


def _ends(scored: Sequence[Scored], least: float) -> list[Scored]:
    """Return both ends of a way that a sentence names in full ('trucks from China to Russia'), if neither is unlikely."""
    states = [
        item
        for item in scored
        if item[2].earlier is None and item[2].mention.cue == "named" and item[2].mention.hit.place.kind == "country"
    ]
    for one, other in itertools.pairwise(states):
        roles = {one[2].mention.role, other[2].mention.role}
        apart = other[2].mention.hit.first - one[2].mention.hit.last
        if roles == {"from", "to"} and apart <= 3 and min(one[0], other[0]) >= least:
            return [one, other]
    return []


def _way_round(view: View, mention: Mention) -> bool:
    """Whether a name is the way that traffic is sent instead, or stands in one list with it: 'объезд через посты A и B'."""
    if not view.has("DIVERT"):
        return False
    if mention.role == "via":
        return True
    begin = mention.hit.start
    for hit in reversed([hit for hit in view.places if hit.last < mention.hit.first]):
        if not joins_list(view.text[hit.end : begin]):
            break
        begin = hit.start
    return bool(_THROUGH.search(view.text[view.sentence.start : begin].lower()))


_THROUGH = re.compile(
    r"(?:через|via|through|by way of|over to) (?:(?:the )?(?:[а-яё]+ные )?(?:погран|авто)?(?:пост|пункт|переход|порт|станци|мост|терминал|crossing|post|port|checkpoint)\w*(?: пропуска)? )?(?:of |at )?[«“\"]?$"
)


def _rather_theirs(item: Scored, rivals: Sequence[Sequence[Scored]]) -> bool:
    """Whether a spot is likelier to be the place of another claim of the sentence."""
    mention = item[2].mention
    return mention.firm and any(
        o[2].mention.key == mention.key and o[0] > item[0] and o[0] >= o[1].threshold for r in rivals for o in r
    )


def _within(view: View, place: RolePlace) -> bool:
    return view.sentence.start <= place.hit.start < view.sentence.end


def _because(question: Question, features: Sequence[str]) -> str:
    return f"attachment model: {question.reason(features) or 'likelier than any other'}"
