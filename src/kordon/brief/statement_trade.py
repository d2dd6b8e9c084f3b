"""Statements about bans and about capacity: beside the rules with their dates, and beside published volumes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from kordon.brief.statement_claims import amount, sentence_span
from kordon.brief.statement_rows import (
    Draft,
    Verdict,
    cite,
    cites,
    day,
    flow_figure,
    flow_words,
    state_name,
)
from kordon.model import Claim, Figure, Outcome, Provenance, Report, Span
from kordon.risk.words import listed
from kordon.world.load import World
from kordon.world.records import PublishedFlow, Rule

GOODS = {
    "grain": ("10",), "sugar": ("17",), "meat": ("02", "16"), "fuel": ("2710",), "crude_oil": ("2709",),
    "coal": ("2701", "2704"), "timber": ("44",), "metals": ("72", "73", "76"), "dual_use": ("8542",),
    "electronics": ("85", "84"), "fertiliser": ("31",), "food": ("02", "04", "07", "08"),
}  # fmt: skip
"""HS chapters and headings that a word for goods stands for when rules are looked up."""

RECENT_DAYS = 3 * 365
"""A ban that ended longer ago is not what 'recently' can mean."""

_IMPORT = re.compile(r"ввоз|импорт|\bimport|bring in|进口|進口|импорты", re.I)
_EXPORT = re.compile(r"вывоз|экспорт|\bexport|出口", re.I)
_TRANSIT = re.compile(r"транзит|\btransit|过境|過境", re.I)
_MT = {"Mt": 1.0, "Mt/year": 1.0, "kt": 0.001, "t": 1e-6}


def check_ban(world: World, report: Report, claim: Claim, as_of: dt.date) -> list[Draft]:
    """Return the checks of a claim about a ban, one for each kind of goods, beside the rules of the states named."""
    text = report.text[slice(*sentence_span(claim))]
    way = "import" if _IMPORT.search(text) else "export" if _EXPORT.search(text) else ""
    states = [p.cc for p in claim.places if p.kind == "country" and p.cc in world.territories]
    if claim.direction is not None:
        side = {"import": claim.direction.to, "export": claim.direction.origin}.get(way, ())
        states = list(side) or states or [*claim.direction.to, *claim.direction.origin]
    goods = [c for c in claim.cargo if c in GOODS]
    if len(goods) > 1 and "food" in goods:
        goods.remove("food")  # the wider word beside narrower ones
    return [_ban(world, claim, good, way, list(dict.fromkeys(states)), as_of, bool(_TRANSIT.search(text)))
            for good in goods]  # fmt: skip


def _ban(world: World, claim: Claim, good: str, way: str, states: list[str], as_of: dt.date, transit: bool) -> Draft:
    prefixes = GOODS[good]
    about = [r for r in world.rules if r.effect in ("prohibited", "licence") and not r.via and _touches(r, prefixes)]
    mine = [r for r in about if _imposed_by(r, states)]
    same = [r for r in mine if not way or _way(r) == way]
    other = [r for r in mine if way and _way(r) and _way(r) != way]
    same.sort(key=lambda r: r.start or dt.date.min)
    now = [r for r in same if r.in_force(as_of)]
    past = [r for r in same if r.end and r.end < as_of and (as_of - r.end).days <= RECENT_DAYS]
    verdict: Verdict
    if claim.status in ("planned", "forecast"):
        verdict = "supported" if now else "no source found"
        lead = "A rule of this kind is in force." if now else f"No rule of this kind is in the tables on {day(as_of)}."
        shown = now
    elif now:
        verdict, lead, shown = "supported", f"In force on {day(as_of)}.", now
        if claim.status == "ended":
            verdict, lead = "contradicted", f"The rules give it as in force on {day(as_of)}."
    elif past:
        last = max(r.end for r in past if r.end)
        shown = past
        if claim.status == "ended" or claim.certainty == "denied":
            verdict, lead = "supported", f"It was in force and ended on {day(last)}."
        else:
            verdict, lead = "outdated", f"It ended on {day(last)}, {(as_of - last).days} days before {day(as_of)}."
    elif other:
        verdict, shown = "contradicted", other
        lead = f"The bans of this state on these goods in the tables were on {_way(other[0])}, not on {way}."
    else:
        verdict, lead, shown = "no source found", "No rule of these states on these goods is in the tables.", []
    if other and shown is not other and past:
        lead += f" (Another ban was on {_way(other[0])}: {_rule_dates(other[-1])}.)"
    exempt = [r for r in shown if r.transit_exempt]
    if exempt and transit:
        lead += " Transit was exempt."
    whose = listed(state_name(world, cc) for cc in states) or "a state not named"
    return Draft(
        topic="trade_ban",
        span=sentence_span(claim),
        statement=f"A ban on {way or 'trade'} of {good.replace('_', ' ')} by {whose}"
        + (", said to be over." if claim.status == "ended" else ", planned." if claim.status == "planned" else "."),
        verdict=verdict,
        finding=" ".join([lead, *(_rule_words(r) for r in shown[-4:])]),
        claim=claim.id,
        sources=tuple(dict.fromkeys(s for r in shown if (s := cite(r.provenance, r.authority)))),
    )


def _touches(rule: Rule, prefixes: Sequence[str]) -> bool:
    return any(h.startswith(p) or p.startswith(h) for h in rule.hs for p in prefixes)


def _imposed_by(rule: Rule, states: Sequence[str]) -> bool:
    """Whether one of the states imposes a rule: the destination a ban on import, the origin a ban on export."""
    sides = {"import": rule.destinations, "export": rule.origins}.get(_way(rule), ())
    return bool(set(sides) & set(states))


def _way(rule: Rule) -> str:
    """Return whether a rule is a ban on import or on export, by its text; empty when it is neither."""
    text = rule.text_en.lower()
    if text.startswith(("import", "no import")):
        return "import"
    if text.startswith(("export", "no export", "sale")):
        return "export"
    return ""


def _rule_dates(rule: Rule) -> str:
    return f"{day(rule.start)} - {day(rule.end) if rule.end else 'going on'}"


def _rule_words(rule: Rule) -> str:
    modes = f" ({', '.join(rule.modes)})" if rule.modes else ""
    return f"{_rule_dates(rule)}: {rule.text_en.rstrip('.')}{modes} ({rule.authority})."


# ---------------------------------------------------------------------------------------------- capacity


def flows_of(world: World, ident: str, as_of: dt.date) -> list[PublishedFlow]:
    """Return the published figures of a corridor, post or port whose year is over or whose plan was known."""
    found = [f for f in world.flows if ident and (f.corridor == ident or ident in f.via)]
    return [
        f for f in found
        if f.year is None or f.year < as_of.year or (f.year == as_of.year and f.period != "year")
        or "plan" in f.period or "target" in f.period
    ]  # fmt: skip


def _kind(flow: PublishedFlow) -> str:
    period = flow.period.casefold()
    if any(word in period for word in ("plan", "target", "forecast", "quota")):
        return "plan"
    return "capacity" if any(word in period for word in ("capacity", "design")) else "volume"


def check_capacity(
    world: World, corridor: str, span: Span, outcomes: Sequence[Outcome], as_of: dt.date, claim: str = "",
    hedged: bool = False,
) -> Draft:  # fmt: skip
    """Return the check of 'this route can take it': its capacity less its traffic, beside the transit that would move.

    The transit is the published rail transit of the state that the corridor would have to replace, and the tonnes a day
    that the simulated scenarios displace (times 365). Enough means that the room left holds every one of them.
    """
    rows = [f for f in flows_of(world, corridor, as_of) if f.figure.unit in _MT]
    capacity = [f for f in rows if _kind(f) == "capacity" and not f.figure.unit.startswith("k")]
    capacity = [f for f in capacity if not set(f.cargo) & {"containers"} and f.corridor == corridor]
    volume = [f for f in rows if _kind(f) == "volume" and f.period == "year" and f.corridor == corridor]
    newest = max((f.year or 0 for f in volume if (f.year or 0) < as_of.year), default=0)
    volume = [f for f in volume if f.year == newest]
    name = world.corridors[corridor].name_en if corridor in world.corridors else corridor
    statement = f"{'Said with doubt: ' if hedged else ''}The capacity of {name} is enough."
    transit = _transit_beside(world, corridor, as_of)
    capacity.sort(key=lambda f: f.figure.value * _MT[f.figure.unit])  # a chain carries what its narrowest part carries
    most = min((f.figure.value * _MT[f.figure.unit] for f in capacity), default=None)
    published = world.corridors[corridor].capacity_mt_year if corridor in world.corridors else None
    if most is None and published is not None:
        most = published.value
    used = max((f.figure.value * _MT[f.figure.unit] for f in volume), default=0.0)
    moved = [(o, sum(row.displaced_t_day + max(0.0, row.unserved_t_day) for row in o.cargo)) for o in outcomes]
    moved = [(o, t) for o, t in moved if t > 0]
    figures: list[Figure] = [flow_figure(f) for f in [*capacity[:2], *volume, *transit]]
    for outcome, tonnes in moved:
        note = f"tonnes a day that leave their way or are not shipped in '{outcome.scenario.name}', by simulation"
        figures.append(
            Figure(
                value=round(tonnes, -2), unit="t/day",
                provenance=Provenance(
                    kind="estimated", source=f"simulation, gap {outcome.settled.gap:.0e}", note=note
                ),
            )
        )  # fmt: skip
    if most is None:
        finding = f"No published capacity of {name} is in the tables."
        return Draft("capacity", span, statement, "no source found", finding, claim, tuple(figures), cites(rows[:3]))
    room = max(0.0, most - used)
    needs = [(t * 365 / 1e6, f"'{o.scenario.name}' moves {t:,.0f} t a day ({t * 365 / 1e6:.1f} Mt a year)")
             for o, t in moved]  # fmt: skip
    needs += [(f.figure.value * _MT[f.figure.unit], flow_words(f)) for f in transit[:1]]
    parts = [
        f"Capacity: {most:g} Mt a year ({'; '.join(flow_words(f) for f in capacity[:2]) or 'table of corridors'})."
    ]
    if volume:
        parts.append(f"Carried: {'; '.join(flow_words(f) for f in volume)}.")
        if len(volume) > 1:
            parts.append("The two figures count differently and stand side by side.")
        low_room = max(0.0, most - min(f.figure.value * _MT[f.figure.unit] for f in volume))
        span_room = f"{room:.1f}" if abs(low_room - room) < 0.05 else f"{room:.1f} to {low_room:.1f}"
        parts.append(f"Room left: {span_room} Mt a year.")
    if needs:
        parts.append("What would have to move: " + "; ".join(text for _, text in needs) + ".")
    plans = [f for f in rows if _kind(f) == "plan" and f.corridor == corridor]
    if plans:
        parts.append("Planned: " + "; ".join(flow_words(f) for f in plans[:2]) + ".")
    if not needs:
        verdict: Verdict = "no source found"
        parts.append("No volume to hold it against is in the tables.")
    else:
        verdict = "supported" if room >= max(need for need, _ in needs) else "contradicted"
    return Draft("capacity", span, statement, verdict, " ".join(parts), claim, tuple(figures[:9]),
                 cites([*capacity[:2], *volume, *transit, *plans[:1]]))  # fmt: skip


def _transit_beside(world: World, corridor: str, as_of: dt.date) -> list[PublishedFlow]:
    """Return the published transit of the states that a corridor crosses, newest first, largest first."""
    route = world.corridors.get(corridor)
    if route is None:
        return []
    states = [world.places[w].cc for w in route.waypoints if w in world.places]
    names = set(states)
    rows = [
        f for f in world.flows
        if f.figure.unit == "Mt" and f.period == "year" and f.year and f.year < as_of.year
        and "transit" in f.name.casefold() and f.corridor != corridor
        and names & ({f.corridor[:2].upper()} | set(f.via))
    ]  # fmt: skip
    return sorted(rows, key=lambda f: (-(f.year or 0), -f.figure.value))[:2]


def check_amount(world: World, claim: Claim, as_of: dt.date) -> list[Draft]:
    """Return the checks of stated volumes and capacities beside the published figures of the same element."""
    found = []
    for place in claim.places:
        if place.kind == "country" or not place.id:
            continue
        for quantity in claim.quantities:
            if quantity.value is None or quantity.unit not in ("tonnes", "trucks", "trains", "containers"):
                continue
            found.append(_amount(world, claim, place.id, place.name, quantity_index=claim.quantities.index(quantity),
                                 as_of=as_of))  # fmt: skip
    return found


def _amount(world: World, claim: Claim, ident: str, name: str, quantity_index: int, as_of: dt.date) -> Draft:
    quantity = claim.quantities[quantity_index]
    scale = {
        "tonnes": {"Mt": 1e6, "Mt/year": 1e6, "kt": 1e3},
        "containers": {"TEU": 1.0, "kTEU": 1e3, "M TEU": 1e6},
        "trucks": {"trucks/day": 1.0, "vehicles/day": 1.0},
        "trains": {"trains/day": 1.0, "trains": 1.0},
    }
    units = scale.get(quantity.unit, {})
    rows = [f for f in flows_of(world, ident, as_of) if f.figure.unit in units]
    value = quantity.value
    a, b = value if isinstance(value, tuple) else (value or 0.0, value or 0.0)
    near = [f for f in rows if a * 0.9 <= f.figure.value * units[f.figure.unit] <= b * 1.1]
    label = world.corridors[ident].name_en if ident in world.corridors else (
        world.posts[ident].name_en if ident in world.posts else
        world.places[ident].name_en if ident in world.places else name)  # fmt: skip
    statement = f"A volume or capacity of {amount(quantity)} at {label}."
    if near:
        verdict, shown = "supported", near
        finding = "It agrees within a tenth with: " + "; ".join(flow_words(f) for f in near[:3]) + "."
    elif rows:
        shown = sorted(rows, key=lambda f: -(f.year or 0))[:4]
        verdict = "contradicted"
        finding = "The published figures are others: " + "; ".join(flow_words(f) for f in shown) + "."
    else:
        verdict, shown = "no source found", []
        finding = f"No published figure in this unit for {label} is in the tables."
    return Draft("capacity", sentence_span(claim), statement, verdict, finding, claim.id,  # type: ignore[arg-type]
                 tuple(flow_figure(f) for f in shown[:5]), cites(shown))  # fmt: skip
