# ruff: noqa: E501
"""Which places of its own sentence a claim may take, and which role a place has."""

from __future__ import annotations

from dataclasses import dataclass

from kordon.reading.attach.mentions import LOOSE, Mention
from kordon.reading.attach.roles import joint
from kordon.reading.attach.story import Earlier, Story, related
from kordon.reading.attach.words import beside, clause_breaks, gap_class, matching, meanings, rivalry, side
from kordon.reading.drafts import Draft, gap_to
from kordon.reading.places import sides_of
from kordon.reading.rules import View


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim's possible place with the features that speak for and against it; ``earlier`` when it stands before."""

    mention: Mention
    features: tuple[str, ...]
    earlier: Earlier | None = None
    pointed: bool = False
    """Whether 'this route' or 'the said port' of the sentence can only mean it: the last named before that is of the kind."""


def here(view: View, drafts: list[Draft], named: list[Mention], story: Story) -> list[list[Pair]]:
    """Return for each draft the places of its own sentence with their features; loose names count for themselves alone."""
    firm = [m for m in named if m.cue != LOOSE]
    out = _offered(view, drafts, firm, story)
    for m in named[len(firm) :]:
        for pairs, more in zip(out, _offered(view, drafts, [*firm, m], story), strict=True):
            pairs.append(more[-1])
    return out


def _offered(view: View, drafts: list[Draft], named: list[Mention], story: Story) -> list[list[Pair]]:
    around = [_around(view, named, m) for m in named]
    gaps = [[gap_to(view, draft, m.hit.first, m.hit.last) for draft in drafts] for m in named]
    kinds = [m.hit.place.kind for m in named]
    out: list[list[Pair]] = []
    for d, draft in enumerate(drafts):
        ranked = sorted(range(len(named)), key=lambda k: (gaps[k][d], k))
        pairs = []
        for k, m in enumerate(named):
            fit = matching(gaps, kinds, k, d)
            same = [r for r in ranked if named[r].hit.place.kind == m.hit.place.kind]
            features = [
                *around[k],
                *_pair_features(view, draft, m, gaps[k], d, story),
                f"rank {min(ranked.index(k), 3)} of {min(len(named), 4)}",
                f"rank among {m.hit.place.kind} {min(same.index(k), 3)} of {min(len(same), 3)}",
                f"claim is {fit}",
                f"claim is {fit} is {m.hit.place.kind}",
                f"claim is {fit} cue {m.cue}",
                f"claim is {fit} breaks {min(clause_breaks(view, draft, m.hit.first), 2)} is {m.hit.place.kind}",
            ]
            pairs.append(Pair(m, tuple(features)))
        out.append(pairs)
    return out


def _around(view: View, named: list[Mention], m: Mention) -> list[str]:
    """Return what speaks for a place whichever claim it is."""
    place = m.hit.place
    words = beside(view, m.hit.first, m.hit.last)
    others = [o for o in named if o.key != m.key and o.hit.first != m.hit.first]
    firm = [o for o in others if o.firm and o.cue in ("named", "city")]
    states = [o for o in others if o.hit.place.what == "state" and o.cue in ("named", "soil", "border pair")]
    out = [
        f"is {place.what}",
        f"cue {m.cue}",
        f"cue {m.cue} is {place.what}",
        f"as {m.role} is {place.what}",
        *words,
        *(f"{word} is {place.kind}" for word in words),
        *(f"{word} is {place.kind}" for word in meanings(view, m.hit.first, m.hit.last)),
        f"firm beside {min(len(firm), 2)} is {place.what}",
        f"firm beside {min(len(firm), 2)} cue {m.cue} as {m.role}",
        f"states beside {min(len(states), 2)} is {place.what}",
    ]
    if m.covered:
        out.append(f"within the speaker's words is {place.what}")
    out.append(f"known as {known_as(m)} is {place.what} {view.lang}")
    if place.form == "capital":
        out.append("capital as a state")
    if firm and place.kind in ("country", "area"):
        owners = {cc for o in firm for cc in (o.hit.place.cc, *sides_of().get(o.hit.place.id, ()))}
        out.append(f"{'holds' if place.cc in owners else 'holds no'} firm place is {place.what} cue {m.cue}")
    if any(o.key == m.key and o is not m for o in named):
        out.append(f"named twice is {place.kind}")
    if view.sentence.title or view.sentence.block == 0:
        out.append(f"headline or first lines is {place.kind}")
    if m.hit.first < 2:
        out.append(f"opens the sentence is {place.kind} {view.lang}")
    joint = [o for o in others if o.hit.place.kind == place.kind and abs(o.hit.first - m.hit.last) <= 3]
    if joint:
        out.append(f"in a list is {place.what}")
    return out


def known_as(m: Mention) -> str:
    """Return how a place is known: from the world's tables, from the gazetteer of settlements, or from no table."""
    place = m.hit.place
    if not place.id:
        return "no table" if place.kind != "country" else "state"
    source = "settlement" if ":" in place.id else "own table"
    return f"{source}, {'short' if m.hit.end - m.hit.start < (3 if m.hit.first == m.hit.last else 2) else 'long'} name"


def _pair_features(view: View, draft: Draft, m: Mention, gaps: list[float], d: int, story: Story) -> list[str]:
    place, kind = m.hit.place, draft.candidate.type
    breaks = min(clause_breaks(view, draft, m.hit.first), 4)
    rival = rivalry(gaps, d)
    out = [
        f"{kind} is {place.what}",
        f"{kind} cue {m.cue}",
        f"{kind} as {m.role} is {place.kind}",
        f"gap {gap_class(gaps[d])}",
        f"gap {gap_class(gaps[d])} is {place.kind}",
        f"breaks {breaks} {view.lang}",
        f"claim is {rival}",
        f"claim is {rival} is {place.kind}",
        f"claim is {rival} breaks {min(breaks, 2)}",
        f"{side(draft, m.hit.first)} the head {view.lang}",
        f"{side(draft, m.hit.first)} the head cue {m.cue}",
    ]
    out += [f"{kind} {word}" for word in beside(view, m.hit.first, m.hit.last)[3:]]
    main = story.main()
    if main is not None:
        is_main = "the main place" if m.key == main else "another than the main place"
        out += [f"{is_main} is {place.kind}", f"{is_main} cue {m.cue} as {m.role}", f"{is_main} {kind}"]
    before = story.taken.get(m.key)
    if before:
        last = story.number - before[-1][0]
        alike = any(t == kind or related(t, kind) for _, t, _ in before)
        out += [
            f"taken by a claim before is {place.kind}",
            f"taken by {'an alike' if alike else 'another'} claim {min(last, 3)} before is {place.kind}",
        ]
    elif m.key in story.last:
        out.append(f"named before, not taken is {place.kind}")
    return out


def role_features(view: View, draft: Draft, pair: Pair) -> list[str]:
    """Return what speaks for a role of a place that a claim has taken."""
    m = pair.mention
    kind, place = draft.candidate.type, m.hit.place
    where = pair.earlier.view if pair.earlier else view
    at = "before" if pair.earlier else "here"
    words = beside(where, m.hit.first, m.hit.last)
    out = [
        f"{at} as {m.role}",
        f"{at} as {m.role} is {place.kind}",
        f"{at} as {m.role} {kind}",
        f"{kind} is {place.kind}",
        f"cue {m.cue} {kind}",
        f"cue {m.cue} as {m.role}",
        f"{at} cue {m.cue}",
    ]
    pair_of = joint(where, m.hit)
    if pair_of != "alone":
        out += [pair_of, f"{pair_of} {kind}", f"{pair_of} is {place.what}"]
    if not pair.earlier:
        out += [*words, *(f"{word} is {place.kind}" for word in words[:3]), f"{side(draft, m.hit.first)} the head"]
        out += meanings(where, m.hit.first, m.hit.last)
    return out
