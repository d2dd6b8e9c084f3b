"""Example consignments as cards: routes offered, ways refused with the rule, now and under a scenario."""

from __future__ import annotations

from collections.abc import Sequence

from kordon.brief.record import ConsignmentCard, RefusalLine, RouteLine, RouteView
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
    return ConsignmentCard(
        number=index, anchor=f"consignment-{index}", title=title or f"{number(first.tonnes)} t, {way}",
        cargo=f"{cargo}{hs}", why=why,
        views=tuple(
            RouteView(
                label=label, offered=tuple(_offered(r, names, book) for r in answer.offered[:MOST_OFFERED]),
                refused=tuple(_refused(r, names, book) for r in _distinct(answer.refused)),
                blocked_by=answer.blocked_by,
            )
            for label, answer in views
        ),
    )  # fmt: skip


def _offered(route: OfferedRoute, names: Names, book: SourceBook) -> RouteLine:
    waits = [
        f"{names.place(k) if k in names.world.posts else names.state(k)} {colour}"
        for k, colour in route.zones.items() if colour != "green"
    ]  # fmt: skip
    duties = [(f"{o.effect}: {o.text} ({o.act})" if o.act else f"{o.effect}: {o.text}", book.cite(o.source))
              for o in route.obligations]  # fmt: skip
    return RouteLine(
        way=_way(route.legs, names), legs=tuple(_leg(leg, names) for leg in route.legs),
        posts=tuple(names.place(p) for p in route.posts), states=tuple(names.state(s) for s in route.states),
        length_km=simulated(kilometres(route.length_km), route.length_km, "km", method=COSTED),
        days=simulated(days_range(route.days_low, route.days_high), route.days, "days", route.days_low,
                       route.days_high, COSTED),
        usd_per_t=simulated(usd_per_t_range(route.usd_per_t_low, route.usd_per_t_high), route.usd_per_t, "USD/t",
                            route.usd_per_t_low, route.usd_per_t_high, COSTED),
        obligations=tuple(duties), caution=listed(waits, 6), note=route.note,
    )  # fmt: skip


def _leg(leg: Leg, names: Names) -> str:
    mode = MODES.get(leg.mode, leg.mode)
    return f"{mode} {names.place(leg.from_place)} to {names.place(leg.to_place)}, {kilometres(leg.length_km)}"


def _way(legs: Sequence[Leg], names: Names) -> str:
    """Return the ends of the legs as one chain: 'Almaty - rail - Aktau - sea - Baku'."""
    if not legs:
        return ""
    parts = [names.place(legs[0].from_place)]
    for leg in legs:
        parts += [f"({MODES.get(leg.mode, leg.mode)})", names.place(leg.to_place)]
    return " ".join(parts)


def _refused(route: RefusedRoute, names: Names, book: SourceBook) -> RefusalLine:
    where = names.place(route.where) if route.where in names.world.posts else names.state(route.where)
    modes = listed(MODES.get(m, m) for m in route.modes)
    states = " - ".join(names.state(s) for s in route.states)
    return RefusalLine(
        way=f"{states} ({modes})" if modes else states, where=where, rule=route.rule_text or route.rule,
        act=route.act, authority=route.authority, refs=book.cite(route.source),
    )  # fmt: skip


def _distinct(routes: Sequence[RefusedRoute]) -> list[RefusedRoute]:
    """Keep one refusal a rule and chain of states: the same ban seen from a second post says nothing new."""
    found: dict[tuple[str, tuple[str, ...], str], RefusedRoute] = {}
    for route in routes:
        found.setdefault((route.rule, route.states, route.where), route)
    return list(found.values())
