"""Example consignments as cards: routes offered, ways refused with the rule, now and under a scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kordon.brief.record import ConsignmentCard, ObligationLine, RefusalLine, RouteLine, RouteView
from kordon.brief.scenariocards import simulated
from kordon.brief.sources import SourceBook
from kordon.brief.words import (
    MODES,
    Names,
    days_range,
    kilometres,
    listed,
    number,
    usd_per_t_range,
)
from kordon.model import Leg, OfferedRoute, RefusedRoute, RouteAnswer

MOST_OFFERED = 3
MOST_REFUSED = 3
COSTED = "length, time and cost summed over the links of the route; range of the link costs and border times"


def consignment_card(
    index: int,
    title: str,
    views: Sequence[tuple[str, RouteAnswer]],
    names: Names,
    book: SourceBook,
    *,
    why: str = "",
) -> ConsignmentCard:
    """Return one consignment with its routes in each state of affairs. ``views``: (label, answer), now first."""
    first = views[0][1]
    way = f"{names.place(first.origin)} to {names.place(first.destination)}"
    cargo = names.cargo(first.cargo)
    hs = f" (HS {first.hs})" if first.hs else ""
    shown = [(label, answer, answer.offered[:MOST_OFFERED]) for label, answer in views]
    duties = _obligations([route for _, _, routes in shown for route in routes], book)
    letters = {(o.effect, o.text, o.act): o.letter for o in duties}
    rows = [tuple(_offered(r, letters, names) for r in routes) for _, _, routes in shown]
    return ConsignmentCard(
        number=index, anchor=f"consignment-{index}", title=title or f"{number(first.tonnes)} t, {way}",
        cargo=f"{cargo}{hs}", why=why,
        views=tuple(
            RouteView(
                label=label, as_first=bool(i and lines and lines == rows[0]), offered=lines,
                blocked_by=answer.blocked_by,
            )
            for i, ((label, answer, _), lines) in enumerate(zip(shown, rows, strict=True))
        ),
        obligations=duties, refused=_refused([r for _, answer in views for r in answer.refused], names, book),
    )  # fmt: skip


def _obligations(routes: Sequence[OfferedRoute], book: SourceBook) -> tuple[ObligationLine, ...]:
    """Return what the routes ask for, each once, lettered in the order in which the routes first ask for it."""
    found: dict[tuple[str, str, str], ObligationLine] = {}
    for duty in (duty for route in routes for duty in route.obligations):
        key = (duty.effect, duty.text, duty.act)
        if key not in found:
            letter = chr(97 + len(found) % 26) * (1 + len(found) // 26)
            found[key] = ObligationLine(
                letter=letter, effect=duty.effect, text=duty.text, act=duty.act, refs=book.cite(duty.source)
            )
    return tuple(found.values())


def _offered(route: OfferedRoute, letters: Mapping[tuple[str, str, str], str], names: Names) -> RouteLine:
    waits = [
        f"{names.place(k) if k in names.world.posts else names.state(k)} {colour}"
        for k, colour in route.zones.items() if colour != "green"
    ]  # fmt: skip
    asked = sorted({letters[o.effect, o.text, o.act] for o in route.obligations}, key=lambda x: (len(x), x))
    return RouteLine(
        way=_way(route.legs, names), legs=tuple(_leg(leg, names) for leg in route.legs),
        posts=tuple(names.place(p) for p in route.posts), states=tuple(names.state(s) for s in route.states),
        length_km=simulated(kilometres(route.length_km), route.length_km, "km", method=COSTED),
        days=simulated(days_range(route.days_low, route.days_high), route.days, "days", route.days_low,
                       route.days_high, COSTED),
        usd_per_t=simulated(usd_per_t_range(route.usd_per_t_low, route.usd_per_t_high), route.usd_per_t, "USD/t",
                            route.usd_per_t_low, route.usd_per_t_high, COSTED),
        obligations=tuple(asked), caution=listed(waits, 6), note=route.note,
    )  # fmt: skip


def _leg(leg: Leg, names: Names) -> str:
    mode = MODES.get(leg.mode, leg.mode)
    return f"{mode} {names.place(leg.from_place)} to {names.place(leg.to_place)}, {kilometres(leg.length_km)}"


def _way(legs: Sequence[Leg], names: Names) -> str:
    """Return the ends of the legs as one chain: 'Almaty → Aktau by rail → Baku by sea'."""
    if not legs:
        return ""
    parts = [names.place(legs[0].from_place)]
    parts += [
        f"{names.place(leg.to_place)} by {MODES.get(leg.mode, leg.mode)}" for leg in legs if leg.mode != "transfer"
    ]
    return " → ".join(parts)


def _refused(routes: Sequence[RefusedRoute], names: Names, book: SourceBook) -> tuple[RefusalLine, ...]:
    """Return the refusals, one a rule and place where it bites: a ban seen from a second post says nothing new."""
    found: dict[tuple[str, str], list[RefusedRoute]] = {}
    for route in routes:
        found.setdefault((route.rule, route.where), []).append(route)
    lines = []
    for same in found.values():
        first = same[0]
        ways = list(dict.fromkeys(_chain(route, names) for route in same))
        where = names.place(first.where) if first.where in names.world.posts else names.state(first.where)
        lines.append(
            RefusalLine(
                ways=tuple(ways[:MOST_REFUSED]), more=max(0, len(ways) - MOST_REFUSED), where=where,
                rule=first.rule_text or first.rule, act=first.act, authority=first.authority,
                refs=book.cite(first.source),
            )
        )  # fmt: skip
    return tuple(lines)


def _chain(route: RefusedRoute, names: Names) -> str:
    states = " - ".join(names.state(s) for s in route.states)
    modes = listed(MODES.get(m, m) for m in route.modes)
    return f"{states} ({modes})" if modes else states
