"""What a statement does to freight: its own figures where it carries any, else the prior of its type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from statistics import median

import numpy as np

from kordon.model import Freight, Measure, MeasureKind, Mode, Provenance, Where
from kordon.scenario.match import Sides, extent
from kordon.scenario.priors import JUDGEMENT, Prior, priors, tonnes_of
from kordon.scenario.said import Atlas, Said
from kordon.scenario.sites import Site, sites
from kordon.world.rates import great_circle_km

MAX_WAIT_DAYS = 60.0
MAX_FACTOR = 3.0

VEHICLES: Mapping[Mode, frozenset[str]] = {"road": frozenset({"trucks"}), "rail": frozenset({"trains", "wagons"})}
"""Units of a count that tell the mode of a queue."""

NEIGHBOUR_KM = 500.0
"""How far a post of the same border may lie to be a way past a queue (assumed: about a day's drive)."""

LEAST_USE = 0.01
"""Share of its capacity below which the baseline tells nothing of what passes a post that has a queue (assumed)."""

QUEUE_TO_WAIT = (
    "queue stated, in tonnes by the table of conversions / tonnes a day that pass in the baseline, or the capacity of "
    "posts that it hardly uses (wait = queue / flow: J. D. C. Little, A proof for the queuing formula L = λW, "
    "Operations Research 9 (3), 1961)"
)

SPEAKERS = {
    "official": "an authority", "company": "a company or association", "expert": "an expert", "media": "a news outlet",
    "anonymous": "an unnamed source", "author": "the author",
}  # fmt: skip


def measures_of(group: Iterable[Said], atlas: Atlas, sides: Sides) -> tuple[Measure, ...]:
    """Return the measures of statements about one event; figures that disagree enter by their median.

    Returns nothing for a group that names no element of the world, or whose type moves no freight.
    """
    members = list(group)
    if not members:
        return ()
    build = _EFFECTS.get(members[0].type)
    if build is None:
        return ()
    found: dict[tuple[Where, Freight, bool], tuple[Site, list[Said]]] = {}
    for said in members:
        for site in sites(said, atlas, sides):
            found.setdefault((site.where, site.freight, site.both_ways), (site, []))[1].append(said)
    made: list[Measure] = []
    for site, voices in found.values():
        made += build(site, voices, members, atlas, sides)
    return tuple(made)


def why(voices: Iterable[Said], what: str, site: Site) -> str:
    """Return in Kordon's own words who says what of which element."""
    who = dict.fromkeys(SPEAKERS.get(said.source_class, "a source") for said in voices)
    hedge = " (with a mark of doubt)" if all(said.certainty == "hedged" for said in voices) else ""
    return f"{_capital(' and '.join(who))}{hedge}: {what} ({site.label})" if site.label else _capital(what)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _measure(
    kind: MeasureKind, site: Site, voices: list[Said], what: str, provenance: Provenance, *,
    factor: float | None = None, delay_days: float | None = None, share: float | None = None,
) -> Measure:  # fmt: skip
    return Measure(
        kind=kind, where=site.where, freight=site.freight, both_ways=site.both_ways, factor=factor,
        delay_days=delay_days, share=share, why=why(voices, what, site),
        evidence=tuple(dict.fromkeys(said.ref for said in voices)), provenance=provenance,
    )  # fmt: skip


def _stated(voices: list[Said], note: str) -> Provenance:
    """Return the provenance of a figure that the statements carry: the table's source, else the claims themselves."""
    sourced = [said.provenance for said in voices if said.provenance.kind == "published"]
    if sourced:
        first = sourced[0]
        return Provenance(kind="published", source=first.source, date=first.date, note=note)
    refs = ", ".join(dict.fromkeys(said.ref for said in voices))
    return Provenance(kind="assumed", source=f"as stated in {refs}, taken at its word", note=note)


def _prior(prior: Prior) -> Provenance:
    return JUDGEMENT.model_copy(update={"note": f"{prior.type}: {prior.note}"})


def _throughput_t_day(site: Site, sides: Sides) -> float:
    """Return the capacity of the posts of a site in one direction, t/day (0 where the tables hold none)."""
    net = sides.network
    mask = extent(site.where, sides, both_ways=site.both_ways) & (sides.kind == "border")
    capacity = net.capacity_t_day[mask]
    capacity = capacity[np.isfinite(capacity)]
    return float(capacity.sum()) / (2.0 if site.both_ways else 1.0)


def _section(site: Site, voices: list[Said], atlas: Atlas) -> Site:
    """Return the posts that share a queue of which a count is stated: neighbours on the same border, by road or rail.

    Were only the named post slow, freight would pass beside it and the queue that is reported could not stand: ways in
    use cost alike (Wardrop 1952). Neighbours are the posts of the same two states within :data:`NEIGHBOUR_KM`; where
    the claim names both states as its place, all posts between them.
    """
    posts = [atlas.world.posts[p] for p in site.where.posts if p in atlas.world.posts]
    pairs = {frozenset((post.cc_a, post.cc_b)) for post in posts if post.kind == "border"}
    if len(pairs) != 1 or len(posts) < len(site.where.posts):
        return site
    pair = next(iter(pairs))
    units = {unit for said in voices for _, unit in said.counts}
    modes = site.where.modes or tuple(mode for mode, own in VEHICLES.items() if units & own) or ("road", "rail")
    whole = all(pair <= set(said.territories) for said in voices)
    alike = tuple(
        post.id
        for post in atlas.world.posts.values()
        if frozenset((post.cc_a, post.cc_b)) == pair and post.kind == "border" and set(modes) & set(post.modes)
        and (whole or any(great_circle_km((post.lat, post.lon), (p.lat, p.lon)) <= NEIGHBOUR_KM for p in posts))
    )  # fmt: skip
    where = Where(posts=alike, borders=site.where.borders, modes=modes)
    more = len(set(alike) - {post.id for post in posts})
    return replace(site, where=where, label=f"{site.label} and {more} neighbouring posts" if more else site.label)


def _passing_t_day(site: Site, atlas: Atlas, sides: Sides) -> float:
    """Return what passes a site on an ordinary day, t/day; its capacity where the baseline hardly uses it."""
    mask = extent(site.where, sides, both_ways=site.both_ways) & (sides.kind == "border")
    capacity = _throughput_t_day(site, sides)
    flow = float(atlas.passing_t_day[mask].sum())
    return flow if flow >= LEAST_USE * capacity else capacity


def _tonnes(counts: Iterable[tuple[float, str]]) -> list[float]:
    factors = tonnes_of()
    return [value * factors[unit] for value, unit in counts if unit in factors]


def _queue(site: Site, voices: list[Said], members: list[Said], atlas: Atlas, sides: Sides) -> list[Measure]:
    waits = [w for said in voices for w in said.waits_days]
    if waits:
        days = min(median(waits), MAX_WAIT_DAYS)
        return [_measure("delay", site, voices, "waiting time stated", _stated(voices, "stated wait"), delay_days=days)]
    tonnes = _tonnes(c for said in voices for c in said.counts)
    throughput = _throughput_t_day(site, sides)
    if tonnes and throughput > 0:
        site = _section(site, voices, atlas)
        days = round(min(median(tonnes) / _passing_t_day(site, atlas, sides), MAX_WAIT_DAYS), 2)
        provenance = Provenance(kind="estimated", source=QUEUE_TO_WAIT, note=", ".join(said.ref for said in voices))
        return [_measure("delay", site, voices, "queue stated", provenance, delay_days=days)]
    prior = priors()["border_queue"]
    if throughput > 0:
        return [_measure("capacity", site, voices, "a queue, no wait stated", _prior(prior), factor=prior.factor)]
    what = "a queue, no wait stated"
    return [_measure("delay", site, voices, what, _prior(prior), delay_days=prior.delay_days)]


def _inspection(site: Site, voices: list[Said], members: list[Said], atlas: Atlas, sides: Sides) -> list[Measure]:
    prior = priors()["inspection"]
    shares = [s for said in voices for s in said.shares]
    waits = [w for said in voices for w in said.waits_days]
    share = median(shares) if shares else prior.share
    days = min(median(waits), MAX_WAIT_DAYS) if waits else prior.delay_days
    provenance = _stated(voices, "share or wait as stated; the rest: prior") if shares or waits else _prior(prior)
    factor = prior.factor if site.where.posts or site.where.borders else None
    return [_measure("inspection", site, voices, "checks", provenance, share=share, delay_days=days, factor=factor)]


def _detention(site: Site, voices: list[Said], members: list[Said], atlas: Atlas, sides: Sides) -> list[Measure]:
    """Hold a share of the freight concerned. A quantity stated is spread over thirty days of the posts' capacity."""
    prior = priors()["detention"]
    tonnes = _tonnes(c for said in voices for c in said.counts)
    waits = [w for said in voices for w in said.waits_days]
    days = min(median(waits), MAX_WAIT_DAYS) if waits else prior.delay_days
    throughput = _throughput_t_day(site, sides)
    share, provenance = prior.share, _prior(prior)
    if tonnes and throughput > 0:
        share = round(min(1.0, median(tonnes) / 30.0 / throughput), 4)
        source = "quantity held, spread over 30 days / capacity of the posts"
        provenance = Provenance(kind="estimated", source=source, note=", ".join(said.ref for said in voices))
    return [_measure("inspection", site, voices, "consignments held", provenance, share=share, delay_days=days)]


def _closure(site: Site, voices: list[Said], members: list[Said], atlas: Atlas, sides: Sides) -> list[Measure]:
    shares = [s for said in voices for s in said.shares if 0 < s < 1]
    if shares:
        factor = 1.0 - median(shares)
        stated = _stated(voices, "share that stops as stated")
        return [_measure("capacity", site, voices, "a part of the traffic stops", stated, factor=factor)]
    # a carrier's own suspension stops its own traffic, not the element; railways and operators speak for the element
    private = all(said.source_class == "company" and said.modes == ("sea",) for said in voices)
    if (private or all(said.partial for said in voices)) and not site.where.territories:
        prior = priors()["closure_partial"]
        return [_measure("capacity", site, voices, "a part of the traffic stops", _prior(prior), factor=prior.factor)]
    site = _cut(site, atlas)
    return [_measure("closure", site, voices, "closed", _stated(voices, "closure as stated"))]


def _cut(site: Site, atlas: Atlas) -> Site:
    """Return a closed corridor as its posts and gates closed: the route is cut, its lines at either end stay."""
    points = [p for key in site.where.corridors for p in atlas.world.corridors[key].waypoints]
    posts = tuple(dict.fromkeys(p for p in points if p in atlas.world.posts or p in atlas.gates))
    return replace(site, where=Where(posts=posts, modes=site.where.modes)) if posts else site


def _trade_ban(site: Site, voices: list[Said], members: list[Said], atlas: Atlas, sides: Sides) -> list[Measure]:
    """Close trade of a cargo from and to the states named; transit passes unless both ends and a transit state are."""
    cargo = tuple(dict.fromkeys(c for said in voices for c in said.cargo))
    origins = tuple(dict.fromkeys(cc for said in voices for cc in said.origins))
    destinations = tuple(dict.fromkeys(cc for said in voices for cc in said.destinations))
    here = tuple(dict.fromkeys(cc for said in voices for cc in said.territories))
    if not origins and not destinations:
        if not here or not cargo:
            return []
        freight = Freight(either_end=here, cargo=cargo, abroad=True)
    elif origins and not destinations and here and not set(here) & set(origins):
        freight = Freight(origins=origins, destinations=here, cargo=cargo, abroad=True)
    elif destinations and not origins and here and not set(here) & set(destinations):
        freight = Freight(origins=here, destinations=destinations, cargo=cargo, abroad=True)
    else:
        freight = Freight(origins=origins, destinations=destinations, cargo=cargo, abroad=True)
    if not cargo and not (freight.origins and freight.destinations):
        return []
    # named places of a trade ban say who bans, not where freight passes: the ban holds on every way
    modes = tuple(dict.fromkeys(m for said in voices for m in said.modes))
    clean = Site(Where(modes=modes), freight, True, site.label)  # type: ignore[arg-type]
    return [_measure("closure", clean, voices, "trade barred", _stated(voices, "ban as stated; transit exempt"))]


def _payment(site: Site, voices: list[Said], members: list[Said], atlas: Atlas, sides: Sides) -> list[Measure]:
    prior = priors()["payment_refusal"]
    named = (cc for said in voices for cc in (*said.territories, *said.origins, *said.destinations))
    states = tuple(dict.fromkeys(named))
    waits = [w for said in voices for w in said.waits_days]
    days = min(median(waits), MAX_WAIT_DAYS) if waits else prior.delay_days
    provenance = _stated(voices, "settlement time as stated") if waits else _prior(prior)
    what = "payments refused or late; a delay of settlement, not of transit, counted at the value of time"
    made: list[Measure] = []
    # the bank's state comes first; every other state named trades with it
    for partner in states[1:]:
        for a, b in ((states[0], partner), (partner, states[0])):
            trade = Site(Where(), Freight(origins=(a,), destinations=(b,)), True, f"{a} to {b}")
            made.append(_measure("delay", trade, voices, what, provenance, delay_days=days))
    return made


def _sanction(site: Site, voices: list[Said], members: list[Said], atlas: Atlas, sides: Sides) -> list[Measure]:
    prior = priors()["sanction"]
    if site.where.posts or site.where.places:
        what = "dealings restricted by sanctions"
        return [_measure("capacity", site, voices, what, _prior(prior), factor=prior.factor)]
    # a listing between states without an element or a cargo is not freight; the rule tables hold what is in force
    if site.freight.cargo and (site.freight.origins or site.freight.destinations):
        what = "trade of the goods listed made slower"
        return [_measure("delay", site, voices, what, _prior(prior), delay_days=prior.delay_days)]
    return []


def _stop_or_slow(type_: str, what: str) -> Effect:
    def build(site: Site, voices: list[Said], members: list[Said], atlas: Atlas, sides: Sides) -> list[Measure]:
        if not (site.where.posts or site.where.places or site.where.borders):
            return []
        if type_ == "military_activity" and all(said.start is None for said in voices):
            return []
        prior = priors()[type_]
        shares = [s for said in voices for s in said.shares if 0 < s <= 1]
        if shares:
            stated = _stated(voices, "share of capacity out as stated")
            return [_measure("capacity", site, voices, what, stated, factor=1.0 - median(shares))]
        return [_measure("capacity", site, voices, what, _prior(prior), factor=prior.factor)]

    return build


def _capacity(site: Site, voices: list[Said], members: list[Said], atlas: Atlas, sides: Sides) -> list[Measure]:
    """A new level of capacity against the level that the tables hold; a statement of volume is no measure."""
    if not (site.where.posts or site.where.places):
        return []
    # a level stated for both directions is shared between them, as in the table of posts
    levels = [t / (2.0 if site.both_ways else 1.0) for t in _tonnes(c for said in voices for c in said.capacities)]
    # a level that is not a day's work of vehicles (a year's tonnes, say) is calibration data
    daily = [t for t in levels if t < 1e6]
    if not daily:
        return []
    net = sides.network
    mask = extent(site.where, sides, both_ways=site.both_ways) & (sides.kind == "border")
    finite = net.capacity_t_day[mask & np.isfinite(net.capacity_t_day)]
    if not finite.size:
        return []
    factor = min(median(daily) / float(finite.mean()), MAX_FACTOR)
    if abs(factor - 1.0) < 0.02 or (factor > 1.0 and all(said.cause for said in voices)):
        return []
    return [_measure("capacity", site, voices, "a new level of capacity", _stated(voices, "level stated / level in the "
                     "tables"), factor=factor)]  # fmt: skip


Effect = Callable[[Site, list[Said], list[Said], Atlas, Sides], list[Measure]]
_EFFECTS: dict[str, Effect] = {
    "border_queue": _queue,
    "inspection": _inspection,
    "detention": _detention,
    "closure": _closure,
    "trade_ban": _trade_ban,
    "sanction": _sanction,
    "payment_refusal": _payment,
    "attack": _stop_or_slow("attack", "damage or a stop after an attack"),
    "labour_action": _stop_or_slow("labour_action", "work stopped"),
    "military_activity": _stop_or_slow("military_activity", "military activity"),
    "capacity": _capacity,
    "infrastructure": _capacity,
}
