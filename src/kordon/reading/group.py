# ruff: noqa: E501
"""Claims into events, within and across reports: same mechanism, overlapping place and direction, near in time.

Pairs of one type that may be one event are weighed (:mod:`kordon.reading.sameness`), then joined by the mean of all pairs
between two groups (:mod:`kordon.reading.clusters`). Relays of one origin count once; figures that disagree stay, each with
its claim; a closure and its reopening are linked, never merged.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from kordon.model import (
    Certainty,
    Claim,
    ClaimPlace,
    ClaimStatus,
    Direction,
    Event,
    Report,
    SourceClass,
    only_way_round,
)
from kordon.reading.clusters import Pair, cluster
from kordon.reading.lang import analyser
from kordon.reading.sameness import COARSE, features, gap_days, place_relation, score, spot_relation, weights
from kordon.reading.traits import Pile, Traits, distance_km, shingles
from kordon.world.names import romanise

LEAST = 0.2
"""Mean log-odds above which two groups are joined: the best of a grid under cross-validation."""
SURE, ABSENT = 3.0, -1.5
"""Bounds of one pair's log-odds, and what a pair counts that was not compared: none outweighs all others."""
GAP_DAYS, FAR_DAYS, FAR_KM = 60, 120, 1500.0
"""Beyond the first two claims are not compared; beyond the others no third claim may bring them together."""
MOST_COMPARED = 40
"""Earlier claims that one is compared with, the latest first: bounds time and memory where one place fills the news."""
_LINK_DAYS = 400
_EVER = 10_000_000
_STRENGTH: dict[Certainty, int] = {"asserted": 2, "denied": 1, "hedged": 0}


def group(reports: Sequence[Report], claims: Sequence[Claim]) -> tuple[tuple[Claim, ...], tuple[Event, ...]]:
    """Return the claims with ``event`` set, and the events that they form, in order of their first report.

    The order of reports and claims changes nothing. An event's id is made of its first claim's, so that it stays when
    later reports join.
    """
    published = {report.id: report.published for report in reports}
    texts = {report.id: report for report in reports}
    groups = grouped(reports, claims)
    events = [_event([t.claim for t in members], published, texts) for members in groups]
    linked = _link(events, groups)
    owner = {claim_id: event.id for event in linked for claim_id in event.claims}
    return tuple(claim.model_copy(update={"event": owner[claim.id]}) for claim in claims), tuple(linked)


def grouped(
    reports: Sequence[Report], claims: Sequence[Claim], weigh: Mapping[str, float] | None = None
) -> list[list[Traits]]:
    """Return the groups of claims that are one event each, oldest first; ``weigh`` replaces the weights that Kordon ships."""
    weigh = weights() if weigh is None else weigh
    pile = Pile(reports, claims)
    families: dict[str, list[Traits]] = {}
    for traits in pile.ordered(claims):
        families.setdefault(traits.family, []).append(traits)
    out: list[list[Traits]] = []
    for line in families.values():
        pairs, full = candidates(line)
        scores = {
            (i, j): max(-SURE, min(SURE, score(features(line[i], line[j], pile.rarity), weigh))) for i, j in pairs
        }
        apart = partial(_never, line)
        found = cluster(len(line), scores, absent=None if full else ABSENT, least=LEAST, forbidden=apart)
        out += [[line[i] for i in members] for members in found]
    return sorted(out, key=lambda members: members[0].order)


# ------------------------------------------------------------------------------------------- candidates


def candidates(line: Sequence[Traits]) -> tuple[list[Pair], bool]:
    """Return the pairs (low, high) of one family's claims that may be one event, and whether some had to be left out.

    ``line`` is in order of publication. Claims are compared within a report, and where their dates lie near and they share
    a state, a place or the lack of one.
    """
    begin = np.array([t.window[0] if t.window else -_EVER for t in line], dtype=np.int64)
    end = np.array([t.window[1] if t.window else _EVER for t in line], dtype=np.int64)
    reports = {t.claim.report: k for k, t in enumerate(line)}
    report = np.array([reports[t.claim.report] for t in line], dtype=np.int64)
    out: list[Pair] = []
    full = False
    for j, t in enumerate(line):
        near = (begin[:j] <= end[j] + GAP_DAYS) & (end[:j] >= begin[j] - GAP_DAYS) | (report[:j] == report[j])
        mine = 0
        for i in np.flatnonzero(near)[::-1].tolist():
            if plausible(line[i], t):
                mine += 1
                if mine > MOST_COMPARED:
                    full = True
                    break
                out.append((i, j))
    return out, full


def plausible(a: Traits, b: Traits) -> bool:
    """Whether two claims of one family are worth comparing."""
    if a.claim.report == b.claim.report:
        return True
    gap = gap_days(a, b)
    if gap is not None and gap > GAP_DAYS:
        return False
    if a.states & b.states or not (a.spots or a.countries) or not (b.spots or b.countries):
        return True
    return any(spot_relation(p, q)[0] < 7 for p in a.spots for q in b.spots)


def _never(line: Sequence[Traits], i: int, j: int) -> bool:
    return _contradict(line[i], line[j])


def _contradict(a: Traits, b: Traits) -> bool:
    """Whether two claims can never be one event, whatever others say: other times, far apart, way back, a ban on other goods."""
    gap = gap_days(a, b)
    if gap is not None and gap > FAR_DAYS:
        return True
    if a.origin and a.to and a.origin == b.to and a.to == b.origin:
        return True
    if a.family == "trade_ban" and _other_goods(a.claim, b.claim):
        return True
    one_way_round = a.family == "closure" and only_way_round(a.claim.places) != only_way_round(b.claim.places)
    if one_way_round and not {spot.name for spot in a.spots} & {spot.name for spot in b.spots}:
        return True
    if not a.spots or not b.spots or a.borrowed or b.borrowed or a.states & b.states:
        return False
    return all(p.at and q.at and distance_km(p.at, q.at) > FAR_KM for p in a.spots for q in b.spots)


_WIDE: dict[str, frozenset[str]] = {
    "food": frozenset(("grain", "sugar", "meat")), "fuel": frozenset(("crude_oil", "gas")), "dual_use": frozenset(("electronics",)),
}  # fmt: skip
"""Cargo classes by which reports also mean narrower ones."""


def _other_goods(a: Claim, b: Claim) -> bool:
    """Whether two claims name cargo of which no class is the other's, or part of it."""
    if not a.cargo or not b.cargo or {"general", "other"} & {*a.cargo, *b.cargo}:
        return False
    return not any(x == y or y in _WIDE.get(x, ()) or x in _WIDE.get(y, ()) for x in a.cargo for y in b.cargo)


# ------------------------------------------------------------------------------------------- events


def _stems(name: str) -> str:
    """Return a name's words in Latin letters without their endings, so that its forms and spellings are one."""
    return " ".join(word[: max(3, min(6, len(word) - 2))] for word in romanise(name).split())


def _forms(name: str, lang: str) -> list[frozenset[str]]:
    """Return for each word of a name the forms that make it one with others of its cases: Russian lemmas, Kazakh stems."""
    if lang not in ("ru", "kk"):
        return []
    return [analyser(lang)(word)[0] for word in re.findall(r"\w+", name.lower().replace("ё", "е"))]


def _one_body(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Whether two names, each with its language, are one body's: the same word by word, or one within the other."""
    key, known = _stems(a[0]), _stems(b[0])
    if key and (key == known or (len(key) > 4 and (key in known or known in key))):
        return True
    short, long = sorted((_forms(*a), _forms(*b)), key=len)
    if not short or a[1] != b[1] or (len(short) < 2 and len(long) > 1):
        return False
    return any(all(x & y for x, y in zip(short, long[k:], strict=False)) for k in range(len(long) - len(short) + 1))


def _oblique(name: str, lang: str) -> tuple[bool, int]:
    """Return how far a name is from the nominative: of Russian whether its first noun is in another case, of Kazakh its length."""
    if lang == "kk":
        return False, len(name)
    nouns = (analyser("ru")(word)[1] for word in re.findall(r"\w+", name.lower())) if lang == "ru" else iter(())
    first = next((tags for tags in nouns if "noun" in tags), None)
    return first is not None and "nomn" not in first, 0


@dataclass(slots=True)
class _Origin:
    """One origin of an event: the names under which it was read and the words of its first claim's sentence."""

    names: list[tuple[str, str]]
    words: frozenset[str]
    spoken: bool

    def label(self) -> str:
        """Return the name to show, in the nominative where one was read."""
        same = [name for name in self.names if len(name[0].split()) == len(self.names[0][0].split())]
        return min(same, key=lambda name: _oblique(*name))[0]


def _origins(members: list[Claim], reports: dict[str, Report]) -> tuple[str, ...]:
    """Return the distinct origins of an event: a named speaker once, a copied sentence once, else the report itself.

    Who only passes on what an outlet wrote ('X, citing Y') adds nothing to what Y wrote.
    """
    origins: list[_Origin] = []
    for claim in members:
        report = reports.get(claim.report)
        words = shingles(report.text[slice(*claim.evidence["sentence"])] if report else "")
        said = claim.attribution.name or next(iter(claim.attribution.chain), "")
        label = said or (report.outlet if report else "") or (report.origin if report else "") or claim.report
        name = (label, claim.lang)
        for known in origins:
            if said and _one_body(name, known.names[0]):
                if known.spoken:
                    known.names.append(name)
                break
            if words and known.words and len(words & known.words) / min(len(words), len(known.words)) > 0.7:
                break
            if not said and known.names[0][0] == label:
                break
        else:
            origins.append(_Origin([name], words, bool(said)))
    return tuple(known.label() for known in origins)


def _event(members: list[Claim], published: dict[str, dt.date | None], reports: dict[str, Report]) -> Event:
    order: dict[ClaimStatus, int] = {"ended": 3, "active": 2, "planned": 1, "forecast": 0}
    dated = sorted(members, key=lambda c: published.get(c.report) or dt.date.min)
    latest = published.get(dated[-1].report)
    newest = [c for c in dated if published.get(c.report) == latest]
    status = max(newest, key=lambda c: order[c.status]).status
    kind = Counter(c.type for c in members).most_common(1)[0][0]
    places: dict[tuple[str, str], ClaimPlace] = {}
    for claim in members:
        for place in claim.places:
            places.setdefault((place.id or place.name, place.cc), place)
    origin = tuple(dict.fromkeys(cc for c in members if c.direction for cc in c.direction.origin))
    to = tuple(dict.fromkeys(cc for c in members if c.direction for cc in c.direction.to))
    starts = [c.start for c in members if c.start]
    ends = [c.end for c in members if c.end]
    by_class: dict[SourceClass, Certainty] = {}
    for claim in members:
        known = by_class.get(claim.attribution.source_class)
        if known is None or _STRENGTH[claim.certainty] > _STRENGTH[known]:
            by_class[claim.attribution.source_class] = claim.certainty
    days = [day for day in (published.get(c.report) for c in members) if day]
    causes = [c.cause for c in members if c.cause]
    digest = hashlib.sha256(members[0].id.encode()).hexdigest()[:10]
    return Event(
        id=f"e{digest}", type=kind, status=status, claims=tuple(c.id for c in members),
        reports=tuple(dict.fromkeys(c.report for c in members)), places=tuple(places.values()),
        direction=Direction.model_validate({"from": origin, "to": to}) if origin or to else None,
        start=min(starts) if starts else None, end=max(ends) if ends else None,
        modes=tuple(dict.fromkeys(m for c in members for m in c.modes)),
        cargo=tuple(dict.fromkeys(g for c in members for g in c.cargo)), cause=causes[0] if causes else None,
        first_report=min(days) if days else None, last_report=max(days) if days else None, by_class=by_class,
        sources=_origins(members, reports), figures=tuple((c.id, q) for c in members for q in c.quantities),
    )  # fmt: skip


def _link(events: list[Event], groups: list[list[Traits]]) -> list[Event]:
    """Return the events with reopenings linked to the closures that they lift: the last ones before them at that place."""
    links: dict[int, list[int]] = {i: [] for i in range(len(events))}
    shut = [i for i, event in enumerate(events) if event.type == "closure"]
    for j, event in enumerate(events):
        if event.type != "reopening":
            continue
        near = [(begin, i) for i in shut if (begin := _lifts(groups[j], groups[i])) is not None]
        latest = max(near, default=(0, 0))[0]
        for begin, i in near:
            if latest - begin <= 14:
                links[i].append(j)
                links[j].append(i)
    return [
        event.model_copy(update={"links": tuple(events[k].id for k in sorted(links[i]))})
        for i, event in enumerate(events)
    ]


def _lifts(opened: list[Traits], shut: list[Traits]) -> int | None:
    """Return the day on which a closure began (0 when unknown) that a reopening may lift, None when it cannot."""
    begins = [t.window[0] for t in shut if t.window]
    ends = [t.window[1] for t in opened if t.window]
    if begins and ends and not 0 <= max(ends) - min(begins) <= _LINK_DAYS:
        return None
    for a in opened:
        for b in shut:
            same_mode = not a.claim.modes or not b.claim.modes or set(a.claim.modes) & set(b.claim.modes)
            if same_mode and (a.states & b.states or not a.states or not b.states):
                relation = place_relation(a, b)
                if COARSE[relation] == "spot" or relation in ("same_pair", "same_state", "pair_of_spot"):
                    return min(begins, default=0)
    return None
