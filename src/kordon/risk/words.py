"""Reasons in Kordon's own words: neutral, who says what of where and when. Nothing of a report's wording enters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from kordon.model import Claim
from kordon.world.load import World
from kordon.world.records import KnownEvent, Post, PublishedFlow

MECHANISM = {
    "border_queue": "a queue",
    "inspection": "tighter checks",
    "detention": "freight held",
    "closure": "a stop of traffic",
    "reopening": "traffic resumed",
    "trade_ban": "a ban or limit on trade",
    "sanction": "a sanction or listing",
    "payment_refusal": "payments refused or delayed",
    "attack": "an attack",
    "labour_action": "a strike or blockade",
    "military_activity": "military activity",
    "infrastructure": "works or a project",
    "capacity": "a volume or capacity",
    "outlook": "a threat or expectation",
    "capacity_cut": "less capacity",
    "capacity_increase": "more capacity",
    "accident": "an accident",
    "natural_hazard": "a natural hazard",
}

SPEAKER = {
    "official": "an official body",
    "company": "a company or trade body",
    "expert": "an expert",
    "media": "a news outlet",
    "anonymous": "an unnamed source",
    "author": "the author, naming no source,",
}

STATUS = {"active": "", "ended": " that has ended", "planned": " as planned", "forecast": " as expected"}
CERTAINTY = {"asserted": "states", "hedged": "states with doubt", "denied": "denies"}
MODES = {"inland_water": "inland waterway", "oil_pipeline": "oil pipeline", "gas_pipeline": "gas pipeline"}


def state(world: World, cc: str) -> str:
    """Return the name of a state, or its code."""
    territory = world.territories.get(cc)
    return territory.name_en if territory else cc


def listed(items: Iterable[str], most: int = 3) -> str:
    """Return 'a, b and c', cut after ``most`` with the count of the rest."""
    names = list(dict.fromkeys(i for i in items if i))
    if len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def scope(
    world: World, origin: Sequence[str], destination: Sequence[str], cargo: Sequence[str], modes: Sequence[str]
) -> str:
    """Return 'China to Russia, electronics, road': what the statement is limited to, empty when nothing is said."""
    parts = []
    if origin and destination:
        parts.append(f"{listed(state(world, c) for c in origin)} to {listed(state(world, c) for c in destination)}")
    elif origin:
        parts.append(f"from {listed(state(world, c) for c in origin)}")
    elif destination:
        parts.append(f"to {listed(state(world, c) for c in destination)}")
    named = [c.replace("_", " ").split("(")[0].strip() for c in cargo if c not in ("general", "all")]
    if named:
        parts.append(listed(named))
    if modes:
        parts.append(listed(MODES.get(m, m) for m in modes))
    return ", ".join(parts)


def of_claim(claim: Claim, published: dt.date | None, world: World) -> str:
    """Return who says what of where, from a claim's fields alone."""
    direction = claim.direction
    limits = scope(
        world, direction.origin if direction else (), direction.to if direction else (), claim.cargo, claim.modes
    )
    places = []
    for p in claim.places:
        if p.id in world.posts:
            places.append(world.posts[p.id].name_en)
        elif p.id in world.places:
            places.append(world.places[p.id].name_en)
        elif p.id in world.corridors:
            places.append(world.corridors[p.id].name_en)
        else:
            places.append(state(world, p.cc) if p.kind == "country" else p.name)
    where = f" at {listed(places)}" if places else ""
    who = SPEAKER[claim.attribution.source_class]
    if claim.attribution.name:
        who = f"{who} ({claim.attribution.name})"
    when = f"; report of {published.isoformat()}" if published else "; report without a date"
    what = MECHANISM.get(claim.type, claim.type.replace("_", " "))
    return (
        f"{who} {CERTAINTY[claim.certainty]} {what}{STATUS[claim.status]}{where}"
        + (f" ({limits})" if limits else "") + when
    )  # fmt: skip


def scope_of_known(row: KnownEvent, world: World) -> str:
    """Return the scope of a row of the table of sourced events."""
    origin, _, destination = row.direction.partition("->")

    def states(text: str) -> list[str]:
        return [cc for cc in (part.strip() for part in text.split(";")) if cc in world.territories]

    cargo = [c for c in row.cargo if c not in ("general", "all")]
    return scope(world, states(origin), states(destination), cargo, [m for m in row.modes if m != "all"])


def of_known(row: KnownEvent, type_: str, known: dt.date, world: World) -> str:
    """Return who says what of where, from the cells of a row of the table of sourced events."""
    places = []
    for ident in row.place_ids:
        if ident in world.posts:
            places.append(world.posts[ident].name_en)
        elif ident in world.places:
            places.append(world.places[ident].name_en)
        else:
            places.append(state(world, ident))
    where = listed(places or (state(world, cc) for cc in row.territories))
    limits = scope_of_known(row, world)
    span = ""
    if row.start:
        span = f" from {row.start.isoformat()}"
    if row.end:
        span += f" to {row.end.isoformat()}"
    what = MECHANISM.get(type_, type_.replace("_", " "))
    by = f", by {row.claimed_by}" if row.claimed_by else ""
    return f"{what} at {where}{span}" + (f" ({limits})" if limits else "") + f"{by}; known since {known.isoformat()}"


def of_status(post: Post, type_: str, known: dt.date) -> str:
    """Return what the table of posts says of a post."""
    what = {
        "status_open": "works", "status_restricted": "works in part", "status_closed": "does not work",
        "not_built": "is planned or under construction",
    }[type_]  # fmt: skip
    as_known = "" if type_ == "not_built" else f", as known on {known.isoformat()}"
    return f"table of posts: {post.name_en} {what}{as_known}"


def of_flow(flow: PublishedFlow) -> str:
    """Return a published volume as a reason."""
    value = f"{flow.figure.value:,.10g}"
    return f"published volume of {flow.year}: {flow.name}, {value} {flow.figure.unit}".strip()


def percent(share: float) -> str:
    """Return a probability as whole percent; ends are written as bounds."""
    if share < 0.01:
        return "under 1%"
    if share > 0.99:
        return "over 99%"
    return f"{share:.0%}"
