"""Weigh claims and sourced events into a zone for every territory, post and corridor."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from kordon.model import HORIZONS_DAYS, Claim, Event, Evidence, Report, SubjectKind, Zone, ZoneColour
from kordon.risk import change, words
from kordon.risk.combine import Placed, Triple, Weighed, odds_of, probabilities, pushes
from kordon.risk.near import Nearness, Subject
from kordon.risk.statement import Statement, from_claims, from_known_events, from_tables
from kordon.risk.tables import weight
from kordon.world.load import World

PASSAGE = ("stop", "status")
"""Families that count, said of a state as a whole, for freight that only crosses it.

Bans and payments touch what starts or ends there; queues and checks stand at posts, and count through them.
"""


def weigh(
    world: World,
    *,
    reports: Sequence[Report] = (),
    claims: Sequence[Claim] = (),
    events: Sequence[Event] = (),
    as_of: dt.date,
    explain: bool = True,
) -> tuple[Zone, ...]:
    """Return the zone of every territory, post and corridor as known on ``as_of``.

    Territories come first, then posts, then corridors, each in the order of its table. Claims of reports published
    after ``as_of`` and rows of the tables whose source is younger are not used. Without evidence a zone is grey with
    the reason that nothing is known. ``explain=False`` leaves ``would_change`` empty, which takes a third of the time.
    The rule, with every weight, is in ``docs/risk.md``.
    """
    placed = place(
        world,
        [*from_claims(reports, claims, events, as_of, world), *from_known_events(world, as_of),
         *from_tables(world, as_of)],
    )  # fmt: skip
    zones: dict[Subject, Zone] = {}
    for cc, territory in world.territories.items():
        key: Subject = ("territory", cc)
        zones[key] = _zone(key, territory.name_en, placed.get(key, []), as_of, explain=explain)
    for post in world.posts.values():
        key = ("post", post.id)
        zones[key] = _zone(key, post.name_en, placed.get(key, []), as_of, explain=explain)
    for corridor in world.corridors.values():
        key = ("corridor", corridor.id)
        parts = []
        for part in parts_of(world, corridor.waypoints):
            if part[0] == "post" and part in zones:
                parts.append(zones[part])
            elif part in zones:
                parts.append(_crossed(part, zones[part].name, placed.get(part, []), corridor.modes, as_of))
        worst = _worst(parts, prior_of("corridor"))
        zones[key] = _zone(key, corridor.name_en, placed.get(key, []), as_of, worst, explain=explain)
    return tuple(zones.values())


def place(world: World, statements: Sequence[Statement]) -> Mapping[Subject, list[Placed]]:
    """Return the statements by the subject that they touch, each with its nearness."""
    nearness = Nearness(world)
    found: dict[Subject, list[Placed]] = defaultdict(list)
    for statement in statements:
        for subject, near in nearness.subjects(statement).items():
            item = Placed(statement, near)
            if item.peak >= weight("part", "drop_below"):
                found[subject].append(item)
    return found


def parts_of(world: World, waypoints: Sequence[str]) -> list[Subject]:
    """Return the posts that a corridor passes and the states that it touches."""
    found: dict[Subject, None] = {}
    states: dict[str, None] = {}
    for waypoint in waypoints:
        if waypoint in world.posts:
            found[("post", waypoint)] = None
            post = world.posts[waypoint]
            states |= dict.fromkeys((post.cc_a, post.cc_b))
        elif waypoint in world.places:
            states[world.places[waypoint].cc] = None
    return [*found, *(("territory", cc) for cc in states if cc)]


def colour_of(triple: Triple, confirmation: float) -> ZoneColour:
    """Return the colour: red when closed is likely or free passage very unlikely, green only when confirmed."""
    if triple[2] >= weight("colour", "red_closed") or triple[0] <= weight("colour", "red_open"):
        return "red"
    if triple[0] >= weight("colour", "green_open") and confirmation >= weight("colour", "green_confirmed"):
        return "green"
    return "grey"


def prior_of(kind: SubjectKind) -> Triple:
    """Return the probabilities before anything is known."""
    o, r, c = (weight("prior", f"{kind}_{state}") for state in ("open", "restricted", "closed"))
    return o, r, c


def _zone(
    key: Subject, name: str, items: Sequence[Placed], as_of: dt.date, worst: Zone | None = None, *, explain: bool = True
) -> Zone:
    kind, subject = key

    def state(found: Weighed, days: int, shift: int = 0) -> Triple:
        own = _own(kind, found, days, shift)
        # a corridor is as open as its own evidence says, and no more open than its worst part
        if worst is not None and worst.probabilities[days][0] < own[0]:
            return worst.probabilities[days]
        return own

    def colour_at(found: Weighed, shift: int) -> ZoneColour:
        colour = colour_of(state(found, 0, shift), found.confirmed(shift=shift))
        return "grey" if colour == "green" and worst is not None and worst.colour != "green" else colour

    weighed = Weighed(items, as_of)
    colour = colour_at(weighed, 0)
    evidence = _evidence(weighed)
    if worst is not None:
        have = {e.ref for e in evidence}
        evidence += [e for e in worst.evidence if e.kind != "absence" and e.ref not in have][:3]
    if not evidence:
        evidence = [_absence(kind, as_of)]
    hints: tuple[str, ...] = ()
    if explain and not items and worst is None:
        hints = _nothing_known(kind, as_of)
    elif explain:
        hints = change.would_change(key, weighed, colour, colour_at, worst.name if worst else "")
    return Zone(
        subject_kind=kind, subject=subject, name=name, as_of=as_of, colour=colour,
        probabilities={days: _rounded(state(weighed, days)) for days in HORIZONS_DAYS},
        reason=reason_of(weighed, state(weighed, 0), colour, worst), evidence=tuple(evidence),
        would_change=hints,
    )  # fmt: skip


@lru_cache(maxsize=64)
def _nothing_known(kind: SubjectKind, as_of: dt.date) -> tuple[str, ...]:
    """Return what would change a subject of which nothing is known: the same for all of a kind."""

    def colour_at(found: Weighed, shift: int) -> ZoneColour:
        return colour_of(_own(kind, found, 0, shift), found.confirmed(shift=shift))

    empty = Weighed((), as_of)
    return change.would_change((kind, ""), empty, colour_at(empty, 0), colour_at)


def _own(kind: SubjectKind, found: Weighed, days: int, shift: int) -> Triple:
    start, push = odds_of(prior_of(kind)), found.moved(days, shift=shift)
    return probabilities((start[0] + push[0], start[1] + push[1]))


def _crossed(key: Subject, name: str, items: Sequence[Placed], modes: Sequence[str], as_of: dt.date) -> Zone:
    """Return a state as freight that only crosses it meets it: what is said of the state as a whole, of these modes."""
    have = {"pipeline" if m.endswith("pipeline") else m for m in modes}
    crossing = Weighed(
        [
            i for i in items
            if i.family in PASSAGE and i.near > weight("near", "end_of_flow")
            and (not i.statement.modes or not have or i.statement.modes & have)
        ],
        as_of,
    )  # fmt: skip
    triples = {days: _rounded(_own("territory", crossing, days, 0)) for days in HORIZONS_DAYS}
    return Zone(
        subject_kind="territory", subject=key[1], name=name, as_of=as_of, reason="", probabilities=triples,
        colour=colour_of(triples[0], crossing.confirmed()),
        evidence=tuple(_evidence(crossing)) or (_absence("territory", as_of),),
    )  # fmt: skip


def _worst(parts: Sequence[Zone], prior: Triple) -> Zone | None:
    """Return the part of a corridor in the worst state, if evidence puts it below what is assumed of a corridor."""
    known = [z for z in parts if any(e.kind != "absence" for e in z.evidence) and z.probabilities[0][0] < prior[0]]
    if not known:
        return None
    return min(known, key=lambda z: (z.probabilities[0][0], -z.probabilities[0][2], z.subject_kind, z.subject))


def _rounded(triple: Triple) -> Triple:
    """Return the triple to six decimals, adding up to 1: the same bytes on every machine."""
    restricted, closed = round(triple[1], 6), round(triple[2], 6)
    return round(1.0 - restricted - closed, 6), restricted, closed


def _evidence(weighed: Weighed) -> list[Evidence]:
    """Return the evidence, the strongest first; plans with the strength of the horizon where they count most."""
    rows = []
    for i, item in enumerate(weighed.items):
        s = item.statement
        strength = max(weighed.strength(i, days) for days in (HORIZONS_DAYS if s.planned else (0,)))
        if strength < weight("part", "drop_below"):
            continue
        restricted, closed = pushes(s)
        direction: Literal["open", "restricted", "closed"] = "closed" if closed > restricted else "restricted"
        if s.opens:
            direction = "open"
        rows.append(
            Evidence(
                kind=s.kind, ref=s.ref, text=s.text, source_class=s.source_class, weight=round(min(1.0, strength), 4),
                pushes=direction, date=s.known, source=s.source,
            )
        )  # fmt: skip
    return sorted(rows, key=lambda e: (-e.weight, e.ref))


def _absence(kind: SubjectKind, as_of: dt.date) -> Evidence:
    return Evidence(
        kind="absence", ref="", weight=0.0, pushes="restricted", date=as_of,
        text=f"no claim and no sourced row about this {kind} is known up to {as_of.isoformat()}",
    )  # fmt: skip


def reason_of(weighed: Weighed, now: Triple, colour: ZoneColour, worst: Zone | None) -> str:
    """Return the reason of a zone: what is likely, the strongest evidence, what it is said of."""
    if not weighed.items and worst is None:
        until = weighed.as_of.isoformat()
        return f"Nothing known: no claim and no sourced row up to {until}; without evidence it stays grey."
    chances = f"open {words.percent(now[0])}, restricted {words.percent(now[1])}, closed {words.percent(now[2])}"
    least = weight("part", "drop_below")
    strengths = {i: weighed.strength(i, 0) for i in range(len(weighed.items))}
    ranked = sorted(
        (i for i, s in strengths.items() if s >= least), key=lambda i: (-strengths[i], weighed.items[i].statement.ref)
    )
    live = [weighed.items[i].statement for i in ranked]
    against, in_favour = [s for s in live if not s.opens], [s for s in live if s.opens]
    if colour == "green":
        because = in_favour[0].text if in_favour else ""
        others = len(in_favour) - 1
        more = f"; {others} more {'confirms' if others == 1 else 'confirm'} it" if others > 0 else ""
        return f"Open ({chances}): {because}{more}."
    parts = [s.text for s in against[:2]]
    if worst is not None:
        # what holds the corridor back is said of its part
        telling = [e.text for e in worst.evidence if e.kind != "absence" and e.pushes != "open"][:1]
        parts = ["; ".join([f"worst part: {worst.name} ({worst.colour})", *telling]), *parts[:1]]
    text = f"{_head(weighed, now, colour, worst)} ({chances})" + (f": {'; '.join(parts)}" if parts else "")
    limits = words.listed((s.scope for s in against[:4]), 2)
    return f"{text}. Said of: {limits}." if limits else f"{text}."


def _head(weighed: Weighed, now: Triple, colour: ZoneColour, worst: Zone | None) -> str:
    if colour == "red":
        return "Closed is likely" if now[2] >= weight("colour", "red_closed") else "Free passage is very unlikely"
    if now[0] < 0.5:
        return "Restricted or closed is likelier than open"
    if now[0] >= weight("colour", "green_open") and weighed.confirmed() < weight("colour", "green_confirmed"):
        last = max((i.statement.anchor for i in weighed.items if i.statement.opens), default=None)
        if last is None:
            return "Not confirmed as open"
        return f"Not confirmed as open: the last confirmation, of {last.isoformat()}, is too old or too weak"
    if now[0] >= weight("colour", "green_open") and worst is not None:
        return "Not confirmed as open along its whole length"
    return "Uncertain"
