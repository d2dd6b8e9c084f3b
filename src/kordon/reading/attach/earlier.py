# ruff: noqa: E501
"""Places that the sentences before named, and what speaks for a claim's taking one of them over."""

from __future__ import annotations

from kordon.reading.attach.mentions import LOOSE
from kordon.reading.attach.nouns import (
    POINTERS,
    THIS,
    TWO_SIDES,
    common_noun,
    demonstrated,
    fits,
    free_nouns,
    named_again,
    nouns_of,
)
from kordon.reading.attach.places import Pair, known_as
from kordon.reading.attach.story import Story, content, related, used_in
from kordon.reading.attach.words import cut
from kordon.reading.drafts import Draft
from kordon.reading.places import sides_of
from kordon.reading.rules import View

MOST_EARLIER = 10
"""How many places of earlier sentences a claim may choose from, the last named first."""


def before(view: View, draft: Draft, own: list[Pair], chances: list[float], story: Story) -> list[Pair]:
    """Return the places that earlier sentences named, with their features, for a draft whose own places have ``chances``."""
    known = {pair.mention.key for pair in own}
    earlier = [
        item
        for key, item in reversed(story.last.items())
        if key not in known and (item.mention.cue != LOOSE or key in story.taken)
    ]
    names = sum(pair.mention.cue != LOOSE for pair in own)
    chosen = earlier[:MOST_EARLIER]
    chosen += [item for item in earlier[MOST_EARLIER:] if item.mention.key == story.first_firm]
    kind = draft.candidate.type
    best = max(chances, default=-1.0)
    state = "none" if best < 0 else str(int(best * 4))
    firm = max((c for p, c in zip(own, chances, strict=True) if p.mention.firm), default=-1.0)
    spot = "no spot" if firm < 0 else "weak spot" if firm < 0.4 else "spot"
    land = max((c for p, c in zip(own, chances, strict=True) if p.mention.hit.place.kind == "country"), default=-1.0)
    soil = "no state" if land < 0.4 else "state"
    named_states = {
        p.mention.hit.place.cc
        for p, c in zip(own, chances, strict=True)
        if c >= 0.4 and p.mention.hit.place.kind == "country"
    }
    pointed = {what for concept, kinds in POINTERS.items() if view.concepts.get(concept) for what in kinds}
    meant = demonstrated(view, chosen)
    this = "pointing" if THIS.search(view.text, view.sentence.start, view.sentence.end) else "not pointing"
    last_claim = story.claims[-1][0] if story.claims else -9
    ranks: dict[str, int] = {}
    out = []
    of_last = {key for key, uses in story.taken.items() if uses[-1][0] == last_claim}
    total = max(1, len(story.claims))
    rivals = sum(item.mention.key in of_last for item in chosen)
    kinds_of_last = "/".join(sorted({key[2] for key in of_last}))
    after = common_noun(view, draft)
    opening = _opening(view)
    mine = content(view)
    distinct = min(len(story.taken), 4)
    places_here = {k for hit in view.places for k in range(hit.first, hit.last + 1)}
    said = frozenset(
        key for k, t in enumerate(view.line) if t.word and k not in places_here for key in (t.low, *t.keys)
    )
    free = free_nouns(view)
    pairwise = TWO_SIDES.search(view.text, view.sentence.start, view.sentence.end)
    elements = {hit.concept for hit in view.hits if hit.concept.startswith("ELEMENT.") and hit.first not in places_here}
    likely = [p.mention for p, c in zip(own, chances, strict=True) if c >= 0.4]
    own_keys = {m.key for m in likely}
    own_ccs = {cc for m in likely if m.firm for cc in (m.hit.place.cc, *sides_of().get(m.hit.place.id, ())) if cc}
    roles = "/".join(sorted({m.role for m in likely})) or "nowhere"
    main = story.main()
    for item in chosen:
        m = item.mention
        place = m.hit.place
        rank = ranks[place.kind] = ranks.get(place.kind, -1) + 1
        what_rank = ranks[f"a {place.what}"] = ranks.get(f"a {place.what}", -1) + 1
        ago = min(story.number - item.number, 5)
        taken = story.taken.get(m.key, [])
        use = "never taken"
        if taken:
            near = taken[-1][0]
            alike = any(t == kind or related(t, kind) for _, t, _ in used_in(taken, near))
            use = f"taken by {'the last' if near == last_claim else 'an older'} {'alike' if alike else 'other'} claim"
        point = "pointed at" if place.what in pointed else "other pointed at" if pointed else "nothing pointed at"
        block = "paragraph" if item.view.sentence.block == view.sentence.block else "other paragraph"
        features = [
            f"is {place.what}",
            f"{kind} is {place.what}",
            f"cue {m.cue} is {place.kind}",
            f"ago {ago} is {place.kind}",
            f"ago {ago} {block}",
            f"rank {min(rank, 3)} is {place.kind}",
            f"rank {min(rank, 3)} ago {ago} is {place.kind}",
            use,
            f"{use} is {place.what}",
            f"{use} ago {ago}",
            f"{use} {spot} best {state}",
            f"{use} {this} {spot}",
            f"{use} {kind}",
            f"{point} is {place.what}",
            f"{point} {spot} {use}",
            f"{spot} {soil} is {place.what}",
            f"{spot} {kind} is {place.kind}",
            f"best {state} is {place.kind}",
            f"best {state}",
            f"{this} is {place.kind} {spot}",
            f"{view.lang} is {place.kind}",
            f"named {min(story.times[m.key], 3)} times is {place.kind}",
            f"then as {m.role} is {place.kind}",
            f"known as {known_as(m)} is {place.what}",
            f"{use} of {min(rivals, 3)} that it took {spot}",
            f"{use} took {kinds_of_last} is {place.kind}",
            f"{use} took {kinds_of_last} is {place.kind} {kind}",
            f"taken by share {int(4 * len(taken) / total)} is {place.kind}",
            f"taken by share {int(4 * len(taken) / total)} best {state} {spot}",
            f"speaks of {after} is {place.what}",
            f"speaks of {after} {use} {spot}",
            f"{view.lang} {use} {spot}",
            f"{min(names, 3)} names here {use}",
            f"{opening} {use}",
            f"{opening} ago {min(ago, 3)} {use}",
            f"{distinct} places taken {use} {spot}",
            f"{distinct} places taken {use} best {state}",
            f"{'the main place' if m.key == main else 'no main place'} {use} {spot}",
            f"{'the main place' if m.key == main else 'no main place'} ago {min(ago, 3)} is {place.kind}",
            f"{min(names, 3)} names here best {state} {use} ago {min(ago, 2)}",
        ]
        if taken:
            number, then, was = taken[-1]
            pair = {k for k, uses in story.taken.items() if k != m.key and used_in(uses, number)}
            features += [
                f"was {was} own {roles} {use}",
                f"was {was} own {roles} is {place.kind} {kind}",
                f"{'its pair is named here' if pair & own_keys else 'its pair is not' if pair else 'alone then'} {use} own {roles}",
                f"{'its pair is named here' if pair & own_keys else 'its pair is not' if pair else 'alone then'} is {place.kind}",
            ]
            features += [f"{then} then {kind} now {use}", f"{then} then {kind} now ago {min(ago, 2)} {spot}"]
            shared = max(_shared(mine, story.words.get(n, frozenset())) for n, _, _ in taken[-3:])
            features += [
                f"shares {shared} words with its claims",
                f"shares {shared} words with its claims {use} {spot}",
            ]
        shared = _shared(mine, story.words.get(item.number, frozenset()))
        features += [f"shares {shared} words is {place.kind}", f"shares {shared} words {use} ago {min(ago, 3)}"]
        if m.hit.place.what == "state" and len(of_last) > 1 and m.key in of_last:
            features.append(f"one of the last claim's pair {soil}")
        nouns = elements & nouns_of(item)
        state_rank = sum(n < story.first.get(m.key, 9) for key, n in story.first.items() if key[2] == "country")
        noun = (
            "a word of its name is said again"
            if named_again(item, said)
            else "its noun is said again"
            if nouns
            else "another noun is said"
            if elements
            else "no noun is said"
        )
        began = story.first.get(m.key, 9)
        earliest = min((n for key, n in story.first.items() if key[2] == m.key[2]), default=9)
        features += [
            f"first named in {min(began, 3)} is {place.kind} {spot}",
            f"first named in {min(began, 3)} {use}",
            f"{point} is {place.what} {'first' if began == earliest else 'not first'} of its kind",
            f"{noun} {use}",
            *(
                [
                    f"two sides are said is {place.what}",
                    f"two sides are said {'among the first' if state_rank < 2 else 'later'} is {place.kind} {use}",
                ]
                if pairwise
                else ()
            ),
            f"{fits(free, place.what)} is {place.what}",
            f"{fits(free, place.what)} {use}",
            f"{fits(free, place.what)} {spot} {use} {'last' if what_rank == 0 else 'older'} of its kind",
            f"{fits(free, place.what)} {'first' if began == earliest else 'not first'} of its kind is {place.kind}",
            f"{noun} {spot} is {place.kind}",
            f"{noun} {spot} {use} ago {min(ago, 3)}",
            f"{noun} {'first' if began == earliest else 'not first'} of its kind",
            f"own {roles} {use} is {place.kind}",
            f"own {roles} {kind} {use}",
        ]
        if place.kind == "country" and own_ccs:
            features.append(f"{'holds' if place.cc in own_ccs else 'holds no'} own spot {use}")
        if m.key == story.first_firm:
            features += ["first spot of the article", f"first spot of the article {spot} {use}"]
        if item.view.sentence.title:
            features.append(f"in the headline is {place.kind}")
        if named_states:
            sides = {place.cc, *sides_of().get(place.id, ())} - {""}
            features.append(
                f"{'lies' if sides & named_states else 'lies not'} in a state named here is {place.what} {spot}"
            )
        if view.text[max(0, view.sentence.start - 4) : view.sentence.start].rstrip()[-1:] in (";", "；"):
            features.append(f"after a semicolon {use}")
        out.append(Pair(m, tuple(features), item, item is meant))
    return out


def _shared(one: frozenset[str], other: frozenset[str]) -> int:
    """Return how much two sentences speak of one thing: 0 to 3."""
    return min(3, len(one & other))


def _opening(view: View) -> str:
    """Return the first word of a sentence, which often tells whether it goes on with the one before."""
    for token in view.line:
        if token.word:
            return f"{view.lang} opens {cut(token.low)}" + (
                view.line[1].low if view.lang == "zh" and len(view.line) > 1 else ""
            )
    return "opens with no word"
