# ruff: noqa: E501
"""Which ways the traffic of a claim may go: the states at either end, and what speaks for each end and for both together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kordon.reading.attach.mentions import Mention
from kordon.reading.attach.roles import joint
from kordon.reading.attach.roles import listed as in_list
from kordon.reading.attach.story import MOST_KEPT, Story, related
from kordon.reading.attach.words import beside, clause_breaks, meanings, side
from kordon.reading.drafts import Draft, Way
from kordon.reading.learned.meanings import classed
from kordon.reading.places import sides_of
from kordon.reading.rules import View

Span = tuple[int, int]

_TRADE = (
    ("inward", re.compile(r"ввоз|ввез|импорт|закуп|покупа|\bimport|\bbuy|\bbought|\bpurchas|进口|進口|采购|採購|购买|әкелу|әкелін|сатып ал|кіргіз|импорт", re.I)),
    ("outward", re.compile(r"вывоз|вывез|экспорт|прода[жвн]|\bexport|\bsell|\bsold|出口|外销|шығар|әкету|сыртқа|экспорт", re.I)),
    ("entry", re.compile(r"въезд|въех|заезд|ввод|\benter|\bentry|\binbound|入境|进境|進境|кіру|кірет|кірге|кіріс", re.I)),
    ("exit", re.compile(r"выезд|выех|\bexit|\bleav|\boutbound|出境|离境|шығу|шыға|шығыс", re.I)),
    ("transit", re.compile(r"транзит|\btransit|过境|過境", re.I)),
    ("bound", re.compile(r"в сторону|в направлении|\bbound\b|-bound|toward|方向|бағыт|驶往|开往|發往|发往|运往|運往", re.I)),
    ("sent", re.compile(r"отправ|отгру|поставк|поставля|\bsend|\bsent\b|\bship(?:s|ped|ment)|\bsuppl|deliver|жөнелт|жібер|жеткіз|发运|發運|供应|输往", re.I)),
    ("arriving", re.compile(r"прибы|приход|поступа|получ|\barriv|\breceiv|\breach|келген|келет|келіп|抵达|抵達|到达|来自", re.I)),
)  # fmt: skip
"""Words of trade and passage by what they say of the side that speaks."""
_MEANT = frozenset(
    ("export", "import", "transit", "entry", "exit", "toward", "both_ways", "side", "turn_back", "return_to")
)
"""Classes of meaning that do the same."""
_NO_WAY = frozenset(("sent", "arriving", "^turn_back", "^return_to"))
"""Words of trade and passage that alone tell no way over a post."""
_HOME = {"ru": "RU", "kk": "KZ", "zh": "CN"}
"""The state that a text of a language speaks of when it says 'exports' and names none."""
_STANDING = frozenset(("named", "city", "seat", "capital, located", "border pair", "visit"))
"""Cues of names that only say where something is, if their role says no more."""
MOST_STATES = 8


@dataclass(frozen=True, slots=True)
class Course:
    """A possible way: the places in the list of states of its two ends (-1 for an open end), and what speaks for both together."""

    origin: int
    to: int
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Courses:
    """The ways that a claim's traffic may go, and what speaks for none at all."""

    states: tuple[Way, ...]
    courses: tuple[Course, ...]
    no_way: tuple[str, ...]
    together: frozenset[tuple[str, str]] = frozenset()
    """Pairs of states that stand in one list ('to Russia and Belarus') or shared an end of a way before."""


@dataclass(slots=True)
class _State:
    span: Span
    mark: str
    """How it stands to the claim: 'named as from', 'far side', 'before'."""
    where: str
    """The same, coarser."""
    features: list[str]
    at: int = -1
    """Its first token in the sentence."""


def courses(view: View, draft: Draft, named: list[Mention], story: Story, beside_it: Sequence[Draft] = ()) -> Courses:
    """Return the ways that a draft's traffic may go.

    The states at its ends are those of its sentence, of its places and of the far sides of its posts, and those of the ways that claims
    before had (``beside_it`` are claims of the same sentence).
    """
    kind = draft.candidate.type
    text = view.text[view.sentence.start : view.sentence.end]
    trade = [name for name, words in _TRADE if words.search(text)]
    trade += sorted({f"^{name}" for name, _, _ in classed(view) if name in _MEANT})
    states: dict[str, _State] = {}
    _here(view, draft, [m for m in named if m.hit.start not in _theirs(view, draft, named, beside_it)], trade, states)
    sides = _of_places(view, draft, trade, states)
    ways = _earlier_ways(draft, story, beside_it)
    if not ways and not _tells_a_way(draft, named, trade):
        return Courses((), (), ("nothing tells a way", kind))  # a bare queue at a post goes neither way
    for rank, (ago, told) in enumerate(ways[:2]):
        how = _likeness(draft, told)
        for name, ends in (("from", told.origin), ("to", told.to)):
            for way in ends:
                put = [f"{name} of the {'last' if rank == 0 else 'second last'} way {how}"]
                put += [f"{put[0]} ago {min(ago, 4)}", f"{put[0]} {kind}"]
                _put(states, way.cc, way.span, f"{name} of a way before", "a way before", put)
    _before(story, states)
    for rank, (cc, state) in enumerate(states.items()):
        if cc == _HOME.get(view.lang):
            state.features += ["home", *(f"home {name}" for name in trade)]
        others = sorted({other.mark for c, other in states.items() if c != cc})
        state.features += [
            f"order {min(rank, 2)} of {min(len(states), 4)}",
            *(f"{state.mark} while {mark}" for mark in others[:4]),
            *(f"{state.mark} {name}" for name in trade),
            f"{state.mark} {kind}",
        ]
    listed = tuple(Way(cc, s.span, tuple(dict.fromkeys(s.features))) for cc, s in states.items())
    found = list(states.items())
    crossed = _crossed(named)
    out = [
        Course(i, k, tuple(_together(found, i, k, kind, trade, sides, ways, draft)))
        for i in range(-1, len(found))
        for k in range(-1, len(found))
        if i != k and (min(i, k) < 0 or (found[i][0], found[k][0]) not in crossed)
    ]
    return Courses(listed, tuple(out), tuple(_no_way(draft, named, listed, trade, ways)), _lists(view, named, ways))


def _crossed(named: list[Mention]) -> set[tuple[str, str]]:
    """Return the pairs that take an end each of two ways told in full: not China to Kazakhstan of 'from China to Russia and from Russia to Kazakhstan'."""
    ends = [m for m in named if m.hit.place.kind == "country" and m.role in ("from", "to")]
    told = {
        (one.hit.place.cc, two.hit.place.cc)
        for one, two in itertools.pairwise(ends)
        if (one.role, two.role) == ("from", "to") and two.hit.first - one.hit.last <= 3
    }
    return {(a, d) for a, b in told for c, d in told if a != d and (a, d) not in told and (a, b) != (c, d)}


def _tells_a_way(draft: Draft, named: list[Mention], trade: list[str]) -> bool:
    """Whether a word of the sentence, or an end that the claim took over, tells of a way.

    Of one post alone neither 'reached', 'delivered' nor who speaks tells which way: what is not in the text stays empty.
    """
    if any(p.role in ("from", "to") for p in draft.places) or any(m.role in ("from", "to", "via") for m in named):
        return True
    if len(draft.places) == 1 and draft.places[0].hit.place.kind != "country":
        return not _NO_WAY.issuperset(trade)
    return bool(trade) or any(m.cue not in _STANDING for m in named)


def _theirs(view: View, draft: Draft, named: list[Mention], beside_it: Sequence[Draft]) -> set[int]:
    """Return where the names stand that are both ends of another claim of the sentence, if this claim has a spot instead.

    'Lorries were held at Oral, and the passage of trucks from China to Russia has ended': the first has no way. The ends are the
    other's when they are its places, or stand in its clause and not in this one's.
    """
    if draft.inherited or not draft.places or any(p.hit.place.kind == "country" for p in draft.places):
        return set()
    out: set[int] = set()
    for other in beside_it:
        states = [p for p in other.places if p.hit.place.kind == "country" and p.role in ("from", "to")]
        if other is not draft and len({p.role for p in states}) == 2:
            out |= {p.hit.start for p in states}
    for one, two in itertools.pairwise(m for m in named if m.hit.place.kind == "country" and m.cue == "named"):
        if {one.role, two.role} != {"from", "to"}:
            continue
        breaks = clause_breaks(view, draft, one.hit.first)
        if any(clause_breaks(view, other, one.hit.first) < breaks for other in beside_it if other is not draft):
            out |= {one.hit.start, two.hit.start}
    return out


def _lists(view: View, named: list[Mention], ways: list[tuple[int, Draft]]) -> frozenset[tuple[str, str]]:
    """Return the pairs of states that stand in one list, or that together were an end of one of the last ways."""
    lists: list[list[str]] = []
    last: Mention | None = None
    for m in named:
        if last is not None and m.hit.first == last.hit.first:
            continue
        if last is not None and in_list(view, last.hit, m.hit):
            lists[-1].append(m.hit.place.cc)
        else:
            lists.append([m.hit.place.cc])
        last = m
    lists += [[way.cc for way in ends] for _, told in ways[:2] for ends in (told.origin, told.to)]
    return frozenset((a, b) for one in lists for a in one for b in one if a != b)


def _put(states: dict[str, _State], cc: str, span: Span, mark: str, where: str, features: Iterable[str]) -> None:
    if len(cc) != 2 or cc == "EU":
        return
    if cc in states:
        states[cc].features.extend(features)
    elif len(states) < MOST_STATES:
        states[cc] = _State(span, mark, where, list(features))


def _here(view: View, draft: Draft, named: list[Mention], trade: list[str], states: dict[str, _State]) -> None:
    kind = draft.candidate.type
    for m in named:
        place = m.hit.place
        if place.what == "strait":
            continue  # who owns a canal neither sends nor gets what goes through it
        words = beside(view, m.hit.first, m.hit.last)
        mark = f"cue {m.cue} as {m.role}"
        features = [
            mark,
            f"{mark} {kind}",
            f"{mark} is {place.kind}",
            f"cue {m.cue} {kind}",
            f"as {m.role} is {place.what}",
            f"is {place.kind} {kind}",
            *words,
            *(f"{word} {kind}" for word in words[3:]),
            *meanings(view, m.hit.first, m.hit.last),
            *(f"cue {m.cue} {name}" for name in trade),
            *(f"cue {m.cue} {name} {kind}" for name in trade),
            *(f"cue {m.cue} {name} {side(draft, m.hit.first)} the head" for name in trade),
            f"{side(draft, m.hit.first)} the head {view.lang}",
        ]
        if m.covered:
            features += ["of the speaker", *(f"of the speaker {name}" for name in trade)]
        where = (
            "actor" if m.covered or m.cue in ("actor", "speaker's own", "body") else "goods" if m.adjective else "here"
        )
        _put(states, place.cc, (m.hit.start, m.hit.end), mark, where, features)
        if place.cc in states and (states[place.cc].at < 0 or m.role in ("from", "to")):
            state = states[place.cc]
            if state.at < 0 or (m.role in ("from", "to") and not state.mark.endswith((" from", " to"))):
                state.mark, state.where = mark, where
            state.at = m.hit.first if state.at < 0 else state.at


def _of_places(view: View, draft: Draft, trade: list[str], states: dict[str, _State]) -> list[tuple[str, str, str]]:
    """Add the states of a draft's places and of the far sides of its posts; return (near side, far side, kind of place)."""
    kind = draft.candidate.type
    sides = []
    for p in draft.places:
        place, span = p.hit.place, (p.hit.start, p.hit.end)
        if place.what == "strait":
            continue
        where = "here" if view.sentence.start <= p.hit.start < view.sentence.end else "before"
        pair_of = joint(view, p.hit) if where == "here" else "before"
        near = [
            f"its place {pair_of}",
            f"its place {pair_of} {kind}",
            f"its place {p.role} {where}",
            f"its place {p.role} is {place.what}",
            f"its place {p.role} {kind}",
            *(f"its {place.what} {name}" for name in trade),
        ]
        _put(states, place.cc, span, f"its place {p.role}", "its place", near)
        for other in sides_of().get(place.id, ()):
            if other and other != place.cc:
                far = [f"far side of its {place.what}", f"far side {p.role} {kind}", *(f"far side {t}" for t in trade)]
                _put(states, other, span, "far side", "far side", far)
                sides.append((place.cc, other, place.what))
    return sides


def _before(story: Story, states: dict[str, _State]) -> None:
    """Add what earlier sentences say of the states; one that only they name is no end of this claim's way."""
    seen: dict[str, int] = {}
    times: dict[str, int] = {}
    for (_, cc, _), count in story.times.items():
        times[cc] = times.get(cc, 0) + count
    most = max(times.values(), default=0)
    for item in reversed(story.last.values()):
        m = item.mention
        cc = m.hit.place.cc
        if cc not in states or seen.get(cc, 0) > 2:
            continue
        first = cc not in seen
        seen[cc] = seen.get(cc, 0) + 1
        features = [f"before as {m.role}", f"before cue {m.cue}", f"before cue {m.cue} as {m.role}"]
        if first:
            ago = min(story.number - item.number, 4)
            features += [f"before ago {ago}", f"before times {min(times.get(cc, 0), 4)}"]
            features += ["most named"] if times.get(cc, 0) == most else []
        states[cc].features.extend(features)


def _earlier_ways(draft: Draft, story: Story, beside_it: Sequence[Draft]) -> list[tuple[int, Draft]]:
    """Return the claims before that have a way, the last first, with how many sentences ago."""
    told = [(0, other) for other in reversed(beside_it) if other is not draft and (other.origin or other.to)]
    last = story.claims[-MOST_KEPT:]
    told += [(story.number - n, other) for n, other in reversed(last) if other.origin or other.to]
    return told


def _likeness(draft: Draft, told: Draft) -> str:
    """Return how like two claims are: of one type or of types that tell of one event, with a place in common."""
    one, other = draft.candidate.type, told.candidate.type
    mine = {(p.hit.place.id or p.hit.place.name, p.hit.place.cc) for p in draft.places}
    theirs = {(p.hit.place.id or p.hit.place.name, p.hit.place.cc) for p in told.places}
    types = "alike" if one == other else "related" if related(one, other) else "other"
    return f"{types} {'one place' if mine & theirs else 'placeless' if not mine else 'elsewhere'}"


def _together(
    states: list[tuple[str, _State]],
    i: int,
    k: int,
    kind: str,
    trade: list[str],
    sides: list[tuple[str, str, str]],
    ways: list[tuple[int, Draft]],
    draft: Draft,
) -> list[str]:
    """Return what speaks for two ends together, of which one may be open (-1)."""
    if i < 0 or k < 0:
        name, (cc, state) = ("to", states[k]) if i < 0 else ("from", states[i])
        out = [
            f"only {name}",
            f"only {name} {kind}",
            f"only {name} {state.where}",
            f"only {name} {state.mark}",
            f"only {name} of {min(len(states), 3)}",
            *(f"only {name} {state.where} {t}" for t in trade),
        ]
        for _, told in ways[:1]:
            ends = told.origin if name == "from" else told.to
            if len(ends) == 1 and not (told.to if name == "from" else told.origin) and ends[0].cc == cc:
                out.append(f"as the last way {_likeness(draft, told)}")
        return out
    (a, one), (b, other) = states[i], states[k]
    both = f"{one.where} > {other.where}"
    out = [
        f"both of {min(len(states), 4)}",
        f"both {kind}",
        both,
        f"{both} {kind}",
        f"{one.mark} > {other.mark}",
        *(f"{both} {t}" for t in trade),
        *(f"{one.mark} > {other.mark} {t}" for t in trade),
    ]
    if one.at >= 0 and other.at >= 0:
        order = "in order" if one.at < other.at else "against order"
        out += [order, f"{order} {both}", f"{order} {kind}", f"{order} next {abs(i - k) == 1}"]
        out += [f"{order} {t}" for t in trade]
    for near, far, what in sides:
        if {a, b} == {near, far}:
            turn = "out over" if a == near else "in over"
            out += [f"{turn} its {what}", f"{turn} {kind}", *(f"{turn} {t}" for t in trade)]
    for rank, (ago, told) in enumerate(ways[:2]):
        origin, to = {w.cc for w in told.origin}, {w.cc for w in told.to}
        how = f"{'the last' if rank == 0 else 'the second last'} way {_likeness(draft, told)}"
        if a in origin and b in to:
            out += [f"as {how}", f"as {how} ago {min(ago, 4)}", f"as {how} {kind}"]
        elif b in origin and a in to:
            out += [f"against {how}"]
    return out


def _no_way(
    draft: Draft, named: list[Mention], states: tuple[Way, ...], trade: list[str], ways: list[tuple[int, Draft]]
) -> list[str]:
    """Return what speaks for or against a way at all."""
    kind, lang = draft.candidate.type, draft.view.lang
    roles = sorted({m.role for m in named})
    ends = sorted({p.role for p in draft.places})
    out = [
        f"{kind}",
        f"{kind} {lang}",
        f"roles {'/'.join(roles)}",
        f"its roles {'/'.join(ends)}",
        f"its roles {'/'.join(ends)} {kind}",
        f"{min(len(states), 5)} states",
        f"{'inherited' if draft.inherited else 'placed'} {kind}",
        *trade,
        *(f"{t} {kind}" for t in trade),
        f"{min(len(trade), 3)} words of trade",
    ]
    if ways:
        ago, told = ways[0]
        out += [f"a way before {_likeness(draft, told)}", f"a way before {_likeness(draft, told)} ago {min(ago, 4)}"]
    else:
        out.append("no way before")
    return sorted({*out, *(name for way in states for name in way.features)})
