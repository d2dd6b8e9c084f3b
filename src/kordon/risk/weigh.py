"""Weigh claims and sourced events into a zone for every territory, post and corridor."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from kordon.model import HORIZONS_DAYS, Claim, Event, Evidence, Report, SubjectKind, Zone, ZoneColour
from kordon.risk import change, words
from kordon.risk.combine import Odds, Placed, Triple, confirmed, contradicted, moved, odds_of, probabilities, pushes
from kordon.risk.near import Nearness, Subject
from kordon.risk.statement import Statement, from_claims, from_known_events, from_tables
from kordon.risk.tables import weight
from kordon.world.load import World

State = Callable[[Sequence[Placed], int, int], Triple]
"""Probabilities of one subject given its evidence, a horizon and a shift of the day."""


def weigh(
    world: World,
    *,
    reports: Sequence[Report] = (),
    claims: Sequence[Claim] = (),
    events: Sequence[Event] = (),
    as_of: dt.date,
) -> tuple[Zone, ...]:
    """Return the zone of every territory, post and corridor as known on ``as_of``.

    Territories come first, then posts, then corridors, each in the order of its table. Claims of reports published
    after ``as_of`` and rows of the tables whose source is younger are not used. Without evidence a zone is grey with
    the reason that nothing is known. The rule, with every weight, is in ``docs/risk.md``.
    """
    placed = place(
        world,
        [*from_claims(reports, claims, events, as_of, world), *from_known_events(world, as_of),
         *from_tables(world, as_of)],
    )  # fmt: skip
    zones: dict[Subject, Zone] = {}
    for cc, territory in world.territories.items():
        key: Subject = ("territory", cc)
        zones[key] = _zone(key, territory.name_en, placed.get(key, []), as_of, [])
    for post in world.posts.values():
        key = ("post", post.id)
        zones[key] = _zone(key, post.name_en, placed.get(key, []), as_of, [])
    for corridor in world.corridors.values():
        key = ("corridor", corridor.id)
        parts = [zones[part] for part in parts_of(world, corridor.waypoints) if part in zones]
        zones[key] = _zone(key, corridor.name_en, placed.get(key, []), as_of, parts)
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


def _zone(key: Subject, name: str, items: Sequence[Placed], as_of: dt.date, parts: Sequence[Zone]) -> Zone:
    kind, subject = key
    worst = _worst(parts, prior_of(kind))

    def state(found: Sequence[Placed], days: int, shift: int) -> Triple:
        start: Odds = odds_of(prior_of(kind))
        push = moved(found, as_of, days, shift=shift)
        own = probabilities((start[0] + push[0], start[1] + push[1]))
        # a corridor is as open as its own evidence says, and no more open than its worst part
        if worst is not None and worst.probabilities[days][0] < own[0]:
            return worst.probabilities[days]
        return own

    now = state(items, 0, 0)
    confirmation = confirmed(items, as_of)
    colour = colour_of(now, confirmation)
    evidence = _evidence(items, as_of)
    if worst is not None:
        evidence += [e for e in worst.evidence if e.kind != "absence"][:3]
    if not evidence:
        evidence = [_absence(kind, as_of)]
    return Zone(
        subject_kind=kind, subject=subject, name=name, as_of=as_of, colour=colour,
        probabilities={days: _rounded(state(items, days, 0)) for days in HORIZONS_DAYS},
        reason=_reason(kind, now, colour, confirmation, items, as_of, worst), evidence=tuple(evidence),
        would_change=change.would_change(key, items, as_of, colour, state, colour_of, worst.name if worst else ""),
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


def _evidence(items: Sequence[Placed], as_of: dt.date) -> list[Evidence]:
    """Return the evidence, the strongest first; plans with the strength of the horizon where they count most."""
    rows = []
    for item in items:
        s = item.statement
        strength = max(item.strength(as_of, days) for days in (HORIZONS_DAYS if s.planned else (0,)))
        strength *= contradicted(item, items, as_of)
        if strength < weight("part", "drop_below"):
            continue
        restricted, closed = pushes(s)
        direction: Literal["open", "restricted", "closed"] = "closed" if closed > restricted else "restricted"
        if s.opens:
            direction = "open"
        rows.append(
            Evidence(
                kind=s.kind, ref=s.ref, text=s.text, source_class=s.source_class, weight=round(min(1.0, strength), 4),
                pushes=direction, date=s.known if s.known > dt.date.min else None, source=s.source,
            )
        )  # fmt: skip
    return sorted(rows, key=lambda e: (-e.weight, e.ref))


def _absence(kind: SubjectKind, as_of: dt.date) -> Evidence:
    return Evidence(
        kind="absence", ref="", weight=0.0, pushes="restricted", date=as_of,
        text=f"no claim and no sourced row about this {kind} is known up to {as_of.isoformat()}",
    )  # fmt: skip


def _reason(
    kind: SubjectKind, now: Triple, colour: ZoneColour, confirmation: float, items: Sequence[Placed], as_of: dt.date,
    worst: Zone | None,
) -> str:  # fmt: skip
    chances = f"open {words.percent(now[0])}, restricted {words.percent(now[1])}, closed {words.percent(now[2])}"
    ranked = sorted(items, key=lambda i: (-i.strength(as_of, 0) * contradicted(i, items, as_of), i.statement.ref))
    live = [i for i in ranked if i.strength(as_of, 0) * contradicted(i, items, as_of) >= weight("part", "drop_below")]
    if not items and worst is None:
        return f"Nothing known: no claim and no sourced row up to {as_of.isoformat()}; without evidence it stays grey."
    against = [i for i in live if not i.statement.opens]
    for_open = [i for i in live if i.statement.opens]
    because = ""
    if colour == "green":
        head = "Open"
        because = words.listed([i.statement.text for i in for_open], 1)
    else:
        if colour == "red":
            head = "Closed is likely" if now[2] >= weight("colour", "red_closed") else "Free passage is very unlikely"
        elif now[0] < 0.5:
            head = "Restricted or closed is likelier than open"
        elif now[0] >= weight("colour", "green_open") and confirmation < weight("colour", "green_confirmed"):
            last = max((i.statement.known for i in items if i.statement.opens), default=None)
            head = (
                f"Not confirmed as open: the last confirmation, of {last.isoformat()}, is too old or too weak"
                if last else "Not confirmed as open"
            )  # fmt: skip
        else:
            head = "Uncertain"
        shown = [i.statement.text for i in against][:2]
        because = "; ".join(shown)
    if worst is not None:
        because = "; ".join(filter(None, (because, f"worst part: {worst.name} ({worst.colour})")))
    limits = words.listed((i.statement.scope for i in against[:4]), 2) if colour != "green" else ""
    text = f"{head} ({chances})" + (f": {because}" if because else "")
    return f"{text}. Said of: {limits}." if limits else f"{text}."
