"""Scenarios that reports give rise to: what is confirmed, what is reported, what is feared, and the legs beyond.

The four are nested: each takes up what the one before holds (figures for one thing are joined). The same rules hold for
every report and every state.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from kordon.model import Claim, Event, Freight, Measure, Mode, Provenance, Report, Scenario, Where
from kordon.scenario.effects import measures_of
from kordon.scenario.match import Sides
from kordon.scenario.merge import merge
from kordon.scenario.said import Atlas, Said, Spot, from_claim, from_event, in_force
from kordon.scenario.sites import ends

if TYPE_CHECKING:
    from kordon.world import World

SPEAK_FOR_IT = ("official", "company")
"""Classes of source whose word counts as confirmation: authorities, and those who run the element or the traffic."""

SOON_DAYS = 180
"""A plan further ahead is not part of the feared worst case of today."""

HARDER = ("detention", "closure", "inspection", "trade_ban", "payment_refusal", "sanction", "outlook", "border_queue")
NO_POLICY = ("weather", "low_water", "technical", "accident", "labour", "holiday", "attack", "demand")
WEIGHT = {"outlook": 3.0, "closure": 2.0, "detention": 1.5, "border_queue": 0.5}
LEAST_FEAR = 2.0
"""Weight of claims from which a state is feared to close to another's freight: more than one plain claim."""


def from_claims(
    world: World, reports: Sequence[Report], claims: Sequence[Claim], events: Sequence[Event], *, as_of: dt.date
) -> tuple[Scenario, ...]:
    """Return the scenarios that reports give rise to, mildest first.

    * ``confirmed``: only what authorities or those who run the element assert as in force, in the reports or in the
      bundled table of sourced events (rows about the same posts, places or borders);
    * ``reported``: besides, every claim of the reports that speaks of the present, taken at its word;
    * ``worst``: besides, what is planned or feared: the state that holds up freight closed to the other's freight, or,
      where no state does, the elements that are slowed closed altogether;
    * ``worst_plus``: besides, the further legs (corridors, seas, states) that the reports fear for; only where any is.

    Ended and denied claims never become measures. A claim that names no element of the network changes nothing; it is
    named in the description.
    """
    atlas, sides = Atlas(world, as_of), Sides(world.network)
    by_id = {report.id: report for report in reports}
    group_of = {claim_id: event.id for event in events for claim_id in event.claims}
    told = [from_claim(claim, by_id.get(claim.report), atlas) for claim in claims]
    told = [replace(said, group=group_of.get(said.ref, said.group)) for said in told]
    told = _placed(told, atlas)
    table = _related([from_event(event, atlas) for event in world.events], told, atlas)
    here = [s for s in (*told, *table) if s.certainty == "asserted" and s.source_class in SPEAK_FOR_IT]
    confirmed = _build(_standing(here, here, as_of), atlas, sides)
    present = _standing([s for s in told if s.type != "outlook"], told, as_of)
    taken = _build(present, atlas, sides)
    place = {said.ref: i for i, said in enumerate(told)}
    taken.idle.sort(key=lambda ref: place[ref])
    reported = merge([*taken.measures, *confirmed.measures], world)
    fear = _fear(told, atlas, world)
    near, far = _planned(told, as_of, fear, atlas)
    planned = _build(near, atlas, sides)
    escalated = fear.measures if fear.measures else _closed_outright(reported)
    worst = merge([*reported, *planned.measures, *escalated], world)
    plural = len(reports) > 1
    source = "these reports are" if plural else "this report is"
    made = [
        Scenario(
            id="confirmed", name="Only what is officially confirmed",
            description="Measures that authorities or operators assert as in force on the day, in the reports or in "
            "the bundled table of sourced events.", measures=merge(confirmed.measures, world),
        ),
        Scenario(
            id="reported", name=f"If {source} right",
            description="Every claim about the present taken at its word, whoever says it, besides what is confirmed."
            + taken.left_out(), measures=reported,
        ),
        Scenario(
            id="worst", name="Feared worst case: " + (fear.title or "what is slowed closes altogether"),
            description="What is reported, what is planned within half a year, and the step that is feared: "
            + (fear.title or "elements that are slowed close altogether") + ".", measures=worst,
        ),
    ]  # fmt: skip
    legs, names = _legs(far, fear, atlas, world)
    if legs:
        made.append(
            Scenario(
                id="worst_plus", name=f"Feared worst case, then the next legs: {', '.join(names)}",
                description="The feared worst case with the further legs closed that the reports fear for.",
                measures=merge([*worst, *legs], world),
            )
        )  # fmt: skip
    return tuple(made)


class _Built:
    """Measures, and the claims that made none."""

    def __init__(self) -> None:
        self.measures: list[Measure] = []
        self.idle: list[str] = []

    def left_out(self) -> str:
        if not self.idle:
            return ""
        idle = ", ".join(dict.fromkeys(self.idle))
        return f" Without effect on the network, because they name no element or no mechanism: {idle}."


def _build(statements: Iterable[Said], atlas: Atlas, sides: Sides) -> _Built:
    groups: dict[tuple[str, str], list[Said]] = {}
    for said in statements:
        groups.setdefault((said.group, said.type), []).append(said)
    built = _Built()
    for group in groups.values():
        made = measures_of(group, atlas, sides)
        built.measures += made
        used = {ref for measure in made for ref in measure.evidence}
        built.idle += [said.ref for said in group if said.ref not in used and said.report]
    return built


def _standing(statements: Iterable[Said], all_said: Iterable[Said], as_of: dt.date) -> list[Said]:
    """Return the statements in force, less those whose element is said to work again since."""
    reopened = [s for s in all_said if s.type == "reopening" and s.certainty != "denied" and _past(s, as_of)]
    kept = []
    for said in statements:
        if said.type in ("reopening", "denial") or not in_force(said, as_of):
            continue
        if said.type in ("closure", "attack", "labour_action", "border_queue") and any(
            _same_element(said, other) and _not_before(other, said) for other in reopened
        ):
            continue
        kept.append(said)
    return kept


def _past(said: Said, as_of: dt.date) -> bool:
    return said.status in ("active", "ended") and (said.start or said.said_on or as_of) <= as_of


def _not_before(later: Said, earlier: Said) -> bool:
    a, b = later.start or later.said_on, earlier.start or earlier.said_on
    return a is None or b is None or a >= b


def _same_element(one: Said, other: Said) -> bool:
    def elements(said: Said) -> set[str]:
        return {i for s in said.spots if s.kind in ("post", "place", "area", "corridor") for i in s.ids}

    mine, theirs = elements(one), elements(other)
    if mine or theirs:
        return bool(mine & theirs)
    return len(set(one.territories) & set(other.territories)) >= 2


def _placed(told: list[Said], atlas: Atlas) -> list[Said]:
    """Give statements about freight under way, that name no place, the state which their report is about."""
    subjects: dict[str, Counter[str]] = {}
    for said in told:
        for cc in said.territories:
            subjects.setdefault(said.report, Counter())[cc] += 1
    placed = []
    for said in told:
        counted = subjects.get(said.report, Counter())
        named = {*said.origins, *said.destinations}
        ranked = sorted(counted, key=lambda cc, seen=counted: (-seen[cc], cc))  # type: ignore[misc]
        has_place = any(s.role in ("at", "via") for s in said.spots)
        if said.type in ("detention", "inspection", "closure") and not has_place:
            stands = [cc for cc in ranked if any(_between(cc, pair, atlas) for pair in ends(said))][:1]
            if stands:
                said = replace(said, spots=(*said.spots, Spot("territory", (stands[0],), stands[0], "via")))
        elif said.type == "payment_refusal" and len({*said.territories, *named}) == 1:
            partner = [cc for cc in ranked if cc not in {*said.territories, *named}][:1]
            if partner:
                said = replace(said, spots=(Spot("territory", (partner[0],), partner[0]), *said.spots))
        placed.append(said)
    return placed


def _between(cc: str, pair: tuple[str, str], atlas: Atlas) -> bool:
    """Return whether a state lies between two others that it borders."""
    return cc not in pair and all(atlas.adjacent(cc, end) for end in pair)


def _related(rows: list[Said], told: list[Said], atlas: Atlas) -> list[Said]:
    """Return the rows of the table about posts, places or borders that the reports speak of."""
    ids = {i for said in told for spot in said.spots if spot.kind in ("post", "place", "area") for i in spot.ids}
    states = {cc for said in told for cc in (*said.territories, *said.origins, *said.destinations)}
    posts = {
        key for key, post in atlas.world.posts.items() if post.cc_a in states and post.cc_b in states
    }  # fmt: skip
    kept = []
    for row in rows:
        own = {i for spot in row.spots if spot.kind in ("post", "place") for i in spot.ids}
        if own & ids or (own and own <= posts):
            kept.append(row)
    return kept


class _Fear:
    """The step that the claims let fear: state ``by`` closed to freight of state ``of``."""

    def __init__(self, by: str = "", of: str = "", title: str = "", measures: tuple[Measure, ...] = ()) -> None:
        self.by, self.of, self.title, self.measures = by, of, title, measures


def _fear(told: list[Said], atlas: Atlas, world: World) -> _Fear:
    """Return which state is most feared to close to whose freight, by the weight of the claims about the two."""
    heard: dict[tuple[str, str], dict[tuple[str, str, str], float]] = {}
    voices: dict[tuple[str, str], list[str]] = {}
    for said in told:
        if said.certainty == "denied" or said.status == "ended" or said.type not in HARDER or said.only_air:
            continue
        if said.cause in NO_POLICY:
            continue
        weight = WEIGHT.get(said.type, 1.0)
        for by, share in _acting(said, atlas).items():
            for of, part in _hit(said, by).items():
                if by in world.territories and of in world.territories:
                    # what one report says again of one event in one way is one voice
                    voice, once = heard.setdefault((by, of), {}), (said.report, said.group, said.type)
                    voice[once] = max(voice.get(once, 0.0), weight * share * part)
                    voices.setdefault((by, of), []).append(said.ref)
    # states that are nowhere near each other have no border to close
    near = {pair: sum(voice.values()) for pair, voice in heard.items() if _reaches(*pair, atlas)}
    if not near:
        return _Fear()
    (by, of), most = min(near.items(), key=lambda item: (-item[1], item[0]))
    if most < LEAST_FEAR:
        return _Fear()
    name = f"{world.territories[by].name_en} closed to freight from and to {world.territories[of].name_en}"
    measure = Measure(
        kind="closure", where=Where(territories=(by,)), freight=Freight(either_end=(of,)),
        why=f"Feared step: {name}, transit and bilateral", evidence=tuple(dict.fromkeys(voices[by, of])),
        provenance=Provenance(kind="assumed", source="the step that the claims let fear, taken to its end"),
    )  # fmt: skip
    return _Fear(by, of, name, (measure,))


def _reaches(by: str, of: str, atlas: Atlas) -> bool:
    """Return whether freight of one state can meet the other by land: neighbours, or a neighbour of a neighbour."""
    if atlas.adjacent(by, of):
        return True
    return any(by in pair and any(of in other and pair & other for other in atlas.neighbours) for pair in
               atlas.neighbours)  # fmt: skip


def _acting(said: Said, atlas: Atlas) -> dict[str, float]:
    """Return the states in which a statement happens; a post counts half for each side."""
    found: dict[str, float] = {}
    for spot in said.spots:
        if spot.role not in ("at", "via"):
            continue
        if spot.kind == "territory":
            for cc in spot.ids:
                found[cc] = 1.0
        elif spot.kind == "post":
            for key in spot.ids:
                post = atlas.world.posts.get(key)
                for cc in (post.cc_a, post.cc_b) if post else ():
                    found[cc] = max(found.get(cc, 0.0), 0.5)
        elif spot.kind == "place":
            for key in spot.ids:
                place = atlas.world.places.get(key)
                if place is not None and place.cc:
                    found[place.cc] = 1.0
    ends = {*said.origins, *said.destinations}
    outside = {cc: share for cc, share in found.items() if cc not in ends}
    # a state that is neither end of the freight is the one that stands in its way
    return dict(outside or found)


def _hit(said: Said, by: str) -> dict[str, float]:
    """Return the states whose freight a statement hits: destinations first, then origins, then who else is named."""
    found: dict[str, float] = {}
    for cc in said.origins:
        found[cc] = 0.6
    for cc in said.destinations:
        found[cc] = found.get(cc, 0.0) + 1.0
    if not found:
        found = dict.fromkeys(said.territories, 0.5)
        for spot in said.of_kind("territory"):
            if spot.role == "to":
                found.update(dict.fromkeys(spot.ids, 1.0))
    return {cc: part for cc, part in found.items() if cc != by}


def _planned(told: list[Said], as_of: dt.date, fear: _Fear, atlas: Atlas) -> tuple[list[Said], list[Said]]:
    """Return what is planned or feared with a mechanism: about the feared step itself, and further away."""
    near: list[Said] = []
    far: list[Said] = []
    for said in told:
        soon = said.start is None or said.start <= as_of + dt.timedelta(days=SOON_DAYS)
        if said.certainty == "denied" or said.only_air or not soon:
            continue
        ahead = said.status in ("planned", "forecast")
        legs = any(s.kind in ("corridor", "area") and s.role in ("at", "via") for s in said.spots)
        away = fear.by and said.type in ("closure", "outlook") and fear.by not in _acting(said, atlas)
        if (said.type == "outlook" or (ahead and said.type == "closure")) and (legs or away):
            far.append(said)
        elif ahead and said.type == "closure" and len(said.territories) > 2 and not ends(said):
            # three states and no way between them: some are the ways round
            continue
        elif ahead and said.type not in ("outlook", "infrastructure", "capacity", "reopening", "military_activity"):
            near.append(replace(said, status="active"))
    return near, far


def _closed_outright(measures: Iterable[Measure]) -> list[Measure]:
    """Return the posts, places and borders that are slowed or hit as closed altogether."""
    made = []
    for measure in measures:
        where = measure.where
        narrow = where.posts or where.places or where.borders
        if narrow and measure.kind in ("capacity", "delay", "inspection") and not (measure.factor or 0) > 1:
            made.append(
                Measure(
                    kind="closure", where=where, freight=measure.freight, both_ways=measure.both_ways,
                    why="Feared step: what is slowed closes altogether", evidence=measure.evidence,
                    provenance=Provenance(kind="assumed", source="the reported trouble, taken to its end"),
                )
            )  # fmt: skip
    return made


def _legs(far: list[Said], fear: _Fear, atlas: Atlas, world: World) -> tuple[list[Measure], list[str]]:
    """Return closures of the further legs for the freight of the state that is hit, and their names."""
    made: list[Measure] = []
    names: list[str] = []
    freight = Freight(either_end=(fear.of,)) if fear.of else Freight()
    assumed = Provenance(kind="assumed", source="a further leg that a report fears for, taken as closed")
    for said in far:
        for spot in said.spots:
            if spot.role not in ("at", "via"):
                continue
            for where, name in _leg(spot, said, fear, world, atlas):
                made.append(
                    Measure(
                        kind="closure", where=where, freight=freight, why=f"Further leg that is feared for: {name}",
                        evidence=(said.ref,), provenance=assumed,
                    )
                )  # fmt: skip
                names.append(name)
    return made, list(dict.fromkeys(names))


def _leg(spot: Spot, said: Said, fear: _Fear, world: World, atlas: Atlas) -> list[tuple[Where, str]]:
    if spot.kind == "area" and spot.ids:
        ports = any(i not in atlas.gates for i in spot.ids)
        modes = cast(tuple[Mode, ...], spot.modes)
        where = Where(places=spot.ids, modes=modes) if ports else Where(posts=spot.ids)
        return [(where, _area_name(spot.name))]
    if spot.kind == "corridor":
        return _corridor_legs(spot, fear, world, atlas)
    if spot.kind == "post" and spot.ids[0] in atlas.gates:
        return [(Where(posts=spot.ids), spot.name)]
    if spot.kind == "territory" and fear.of and spot.ids[0] not in (fear.by, fear.of):
        return [(Where(territories=spot.ids), world.territories[spot.ids[0]].name_en)]
    return []


def _area_name(id_: str) -> str:
    return id_.replace("_", " ").title() if id_ != "caspian" else "Caspian Sea"


def _corridor_legs(spot: Spot, fear: _Fear, world: World, atlas: Atlas) -> list[tuple[Where, str]]:
    """Return the posts and sea legs of a corridor's branches outside the state that is hit; its lines at home stay."""
    posts: list[str] = []
    ports: list[str] = []
    for key in spot.ids:
        for point in world.corridors[key].waypoints[1:-1]:
            if point in world.posts or point in atlas.gates:
                posts.append(point)
            elif point in world.places and point in atlas.in_network and world.places[point].kind in (
                "port", "terminal"
            ) and world.places[point].cc != fear.of:  # fmt: skip
                ports.append(point)
    name = world.corridors[spot.ids[0]].name_en
    if len(spot.ids) > 1:
        # a family of branches goes by what their names share
        name = name.split(",")[0].split(" (")[0]
    found: list[tuple[Where, str]] = []
    if posts:
        found.append((Where(posts=tuple(dict.fromkeys(posts))), name))
    if ports:
        found.append((Where(places=tuple(dict.fromkeys(ports)), modes=("sea",)), name))
    return found
