"""Example consignments: where freight of the relations that a report hits may lawfully go, before and under it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from kordon.model import CargoRow, Outcome, Record, RouteAnswer, Scenario, Zone
from kordon.plan.routes import find_routes
from kordon.plan.under import added_days, closed_links
from kordon.plan.ways import Bools, Floats
from kordon.risk import weigh
from kordon.world.csvtable import read_table
from kordon.world.load import World

DATA = Path(__file__).parent / "data"

EXAMPLES = 6
"""Examples of a brief."""

FROM_SCENARIO = 3
"""Most examples taken from the relations that the scenario hits; the rest is the bundled list."""

LEAST_T_DAY = 20.0
"""A relation with less freight on what the measures touch gives no example."""


class Consignment(Record):
    """One example: what, how much, from where to where, and why it is an example."""

    id: str
    title: str
    origin: str
    destination: str
    cargo: str
    hs: str = ""
    tonnes: float = 20.0
    modes: tuple[str, ...] = ()
    listed: bool = False
    why: str = ""


class Roundabout(Record):
    """An example consignment with its routes now and under scenarios: (label, answer), now first."""

    consignment: Consignment
    title: str
    why: str
    views: tuple[tuple[str, RouteAnswer], ...]


def example_consignments(world: World, outcomes: Sequence[Outcome] = ()) -> tuple[Consignment, ...]:
    """Return six example consignments, among them at least one of listed goods.

    Relations whose freight the central scenario touches most come first, one a cargo class and pair of states, each
    between the two places with the largest demand of that relation. The bundled examples fill up. No example is
    derived from the wording of a report.
    """
    known = [c for c in bundled() if {c.origin, c.destination} <= set(world.places) and c.cargo in world.cargo]
    listed = [c for c in known if c.listed]
    plain = [c for c in known if not c.listed]
    outcome = central(outcomes)
    found: list[Consignment] = []
    if outcome is not None:
        found += _hit_hardest(world, outcome)[:FROM_SCENARIO]
    hit = {cc for c in found for cc in _states(world, c)}
    # of the bundled ones, those between states that the scenario hits first; the order of the table breaks ties
    for pool, most in ((listed, 1), (plain, EXAMPLES)):
        pool = sorted(pool, key=lambda c: -len(hit & _states(world, c)))
        for example in pool[:most]:
            same = any(example.cargo == f.cargo and _states(world, example) == _states(world, f) for f in found)
            if len(found) < EXAMPLES and not same:
                found.append(example)
    return tuple(found)


def ways_round(
    world: World, scenarios: Sequence[Scenario], outcomes: Sequence[Outcome], *, zones: Sequence[Zone] = (), on: dt.date
) -> tuple[Roundabout, ...]:
    """Return the lawful ways of each example consignment now, and under the central and the worst scenario.

    Under a scenario, links that it closes to the freight are not used, and days include the settled queues; 'now'
    includes the queues of the baseline. Refused ways name the rule in every state of affairs.
    """
    chosen = [o for o in (central(outcomes), worst(outcomes)) if o is not None]
    by_id = {scenario.id: scenario for scenario in scenarios}
    zones = zones or weigh(world, as_of=on, explain=False)
    found = []
    for example in example_consignments(world, outcomes):
        ends = world.places[example.origin].cc, world.places[example.destination].cc
        first = chosen[0] if chosen else None
        waits = added_days(world, first, example.cargo, *ends, on, base=True) if first else None
        views = [("Now", _ask(world, example, on, zones, None, waits))]
        done: set[str] = set()
        for outcome in chosen:
            if outcome.scenario.id in done:
                continue
            done.add(outcome.scenario.id)
            shut = closed_links(world, outcome, example.cargo, *ends, on)
            waits = added_days(world, outcome, example.cargo, *ends, on)
            label = by_id.get(outcome.scenario.id, outcome.scenario).name
            views.append((label, _ask(world, example, on, zones, shut, waits)))
        found.append(Roundabout(consignment=example, title=example.title, why=example.why, views=tuple(views)))
    return tuple(found)


def central(outcomes: Sequence[Outcome]) -> Outcome | None:
    """Return the outcome of 'if this report is right', else the last one."""
    for outcome in outcomes:
        if outcome.scenario.id == "reported":
            return outcome
    return outcomes[-1] if outcomes else None


def worst(outcomes: Sequence[Outcome]) -> Outcome | None:
    """Return the outcome of the feared worst case, None when there is none."""
    return next((outcome for outcome in outcomes if outcome.scenario.id == "worst"), None)


@lru_cache(maxsize=1)
def bundled() -> tuple[Consignment, ...]:
    """Return the bundled examples, in the order of the table."""
    return tuple(
        Consignment(
            id=row["id"], title=f"{row['title']}, {float(row['tonnes']):,.0f} t", origin=row["origin"],
            destination=row["destination"], cargo=row["cargo"], hs=row["hs"], tonnes=float(row["tonnes"]),
            modes=tuple(m for m in row["modes"].split(";") if m), listed=row["listed"] == "yes", why=row["note"],
        )
        for row in read_table("consignments", DATA)
    )  # fmt: skip


@lru_cache(maxsize=1)
def shipments() -> dict[str, float]:
    """Return the size of an example consignment by cargo class, t."""
    return {row["cargo"]: float(row["tonnes"]) for row in read_table("shipments", DATA)}


NO_EXAMPLE = ("gas", "dual_use")
"""Classes of which no example is made from flows: gas goes where its pipe goes, and whether listed goods may go depends
on their code and maker, which a flow does not tell. The bundled table has one of them, with its code."""


def _hit_hardest(world: World, outcome: Outcome) -> list[Consignment]:
    """Return one consignment a relation, those with the most freight affected first, each cargo class once."""
    places: dict[tuple[str, str, str], list[tuple[float, str, str]]] = defaultdict(list)
    for pair in world.demand:
        key = (pair.cargo, world.places[pair.origin].cc, world.places[pair.destination].cc)
        places[key].append((pair.t_day, pair.origin, pair.destination))
    rows = sorted(outcome.cargo, key=lambda r: (-_harm(r), r.cargo, r.origin, r.destination))
    found: list[Consignment] = []
    for row in rows:
        pairs = places.get((row.cargo, row.origin, row.destination))
        if not pairs or row.affected_t_day < LEAST_T_DAY or row.cargo in {*NO_EXAMPLE, *(c.cargo for c in found)}:
            continue
        _, origin, destination = max(pairs)
        tonnes = shipments().get(row.cargo, 20.0)
        name = world.cargo[row.cargo].name_en
        way = f"{world.places[origin].name_en} to {world.places[destination].name_en}"
        found.append(Consignment(
            id=f"{row.cargo}_{origin}_{destination}", title=f"{name}, {way}, {tonnes:,.0f} t", origin=origin,
            destination=destination, cargo=row.cargo, tonnes=tonnes,
            why=f"{row.affected_t_day:,.0f} t a day of this cargo between these states use what the scenario touches",
        ))  # fmt: skip
    return found


def _harm(row: CargoRow) -> float:
    return row.affected_t_day + row.displaced_t_day + row.unserved_t_day


def _states(world: World, example: Consignment) -> set[str]:
    return {world.places[place].cc for place in (example.origin, example.destination) if place in world.places}


def _ask(
    world: World, example: Consignment, on: dt.date, zones: Sequence[Zone], shut: Bools | None, waits: Floats | None
) -> RouteAnswer:
    return find_routes(
        world, example.origin, example.destination, cargo=example.cargo, hs=example.hs, tonnes=example.tonnes, on=on,
        modes=example.modes, zones=zones, most=3, closed=shut, extra_days=waits,
    )  # fmt: skip
