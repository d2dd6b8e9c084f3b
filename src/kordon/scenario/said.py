"""What is said, in one form: claims of reports and rows of the bundled table of events, with places as elements.

An *element* is something a measure can touch: posts and gates, places, corridors, borders or a territory.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kordon.model import Claim, ClaimPlace, Provenance, Quantity, Report
from kordon.scenario.match import Floats
from kordon.scenario.priors import area_called, priors

if TYPE_CHECKING:
    from kordon.world import World
    from kordon.world.records import KnownEvent

TIME_IN_DAYS: Mapping[str, float] = {"minutes": 1 / 1440, "hours": 1 / 24, "days": 1.0, "months": 30.0, "years": 365.0}
COUNTED = ("trucks", "wagons", "trains", "ships", "containers", "tonnes", "barrels", "m3")
MODES: Mapping[str, tuple[str, ...]] = {
    "road": ("road",), "rail": ("rail",), "sea": ("sea",), "inland_water": ("inland_water",),
    "pipeline": ("oil_pipeline", "gas_pipeline"), "air": (),
}  # fmt: skip
TABLE_TYPES: Mapping[str, str] = {
    "cargo_detention": "detention", "border_closure": "closure", "border_blockade": "labour_action",
    "sea_closure": "closure", "port_closure": "closure", "rail_acceptance_stop": "closure", "export_ban": "trade_ban",
    "import_ban": "trade_ban", "port_attack": "attack", "energy_attack": "attack", "vessel_attack": "attack",
    "shipping_attack": "attack", "capacity_cut": "capacity", "capacity_increase": "capacity",
    "sanctions_step": "sanction", "official_denial": "denial", "strike": "labour_action", "maintenance": "capacity",
    "production_outage": "capacity", "port_accident": "capacity", "holiday_closure": "closure",
    "financial_restriction": "payment_refusal", "booking_suspension": "closure", "energy_flow_halt": "closure",
    "import_ban_lifted": "reopening", "natural_hazard": "closure",
}  # fmt: skip
"""Types of the table that are not types of claims."""

NEAR_KM = 80.0
"""How far an element may lie from a point that the network does not hold."""


@dataclass(frozen=True)
class Spot:
    """One place of a statement as an element: ``kind`` is post (gates too), place, corridor, area or territory."""

    kind: str
    ids: tuple[str, ...]
    name: str
    role: str = "at"
    modes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """One statement with its places resolved and its figures in days, shares and tonnes."""

    ref: str
    type: str
    status: str
    certainty: str
    source_class: str
    spots: tuple[Spot, ...]
    origins: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None
    modes: tuple[str, ...] = ()
    cargo: tuple[str, ...] = ()
    cause: str = ""
    waits_days: tuple[float, ...] = ()
    shares: tuple[float, ...] = ()
    counts: tuple[tuple[float, str], ...] = ()
    capacities: tuple[tuple[float, str], ...] = ()
    partial: bool = False
    report: str = ""
    said_on: dt.date | None = None
    known: dt.date | None = None
    group: str = ""
    only_air: bool = False
    provenance: Provenance = field(default=Provenance(kind="assumed"))

    @property
    def territories(self) -> tuple[str, ...]:
        """States named as the place of it."""
        return tuple(dict.fromkeys(cc for s in self.spots if s.kind == "territory" and s.role in _HERE for cc in s.ids))

    def of_kind(self, kind: str) -> tuple[Spot, ...]:
        """Return the spots of one kind that are the place of it, not the ends of a way."""
        return tuple(s for s in self.spots if s.kind == kind and s.role in _HERE)


_HERE = ("at", "via")


class Atlas:
    """Names of a world as elements: which ids are posts, gates, places of the network, corridors or territories."""

    def __init__(self, world: World, as_of: dt.date) -> None:
        self.world = world
        self.as_of = as_of
        net = world.network
        self.gates = frozenset(net.link_post) - {""} - frozenset(world.posts)
        self.in_network = frozenset(net.node_place)
        self.port_sites = [
            (place.id, place.lat, place.lon, place.cc, place.kind)
            for place in world.places.values()
            if place.id in self.in_network and place.id not in world.posts
        ]
        self.neighbours = {frozenset((post.cc_a, post.cc_b)) for post in world.posts.values()}
        self._by_ontology = {
            name: tuple(c.id for c in world.cargo.values() if name in c.ontology)
            for name in {o for c in world.cargo.values() for o in c.ontology}
        }

    @cached_property
    def passing_t_day(self) -> Floats:
        """Tonnes a day on each link of the settled network without measures."""
        from kordon.scenario.simulate import baseline

        return baseline(self.world, self.as_of).tonnes

    def spot(self, place: ClaimPlace, claim_type: str) -> Spot | None:
        """Return the element that a place of a claim is, None when the world holds nothing of it."""
        known = self._known(place.id, place.name, place.role)
        if known is not None:
            return known
        if place.kind == "corridor" and place.id:
            sisters = self._sisters(place.id)
            if sisters:
                return Spot("corridor", sisters, place.name, place.role)
        area = area_called(place.name)
        if area is not None:
            members = tuple(m for m in area.members if m in self.gates or m in self.in_network)
            return Spot("area", members, area.id, place.role, area.modes)
        if place.kind == "country":
            return Spot("territory", (place.cc,), place.cc, place.role) if place.cc in self.world.territories else None
        for hit in self._lookup(place):
            known = self._known(hit, place.name, place.role)
            if known is not None:
                return known
        near = self.near(place, claim_type)
        if near:
            return Spot("place", near, place.name, place.role)
        return Spot("territory", (place.cc,), place.cc, place.role) if place.cc in self.world.territories else None

    def _known(self, id_: str, name: str, role: str) -> Spot | None:
        if not id_:
            return None
        if id_ in self.world.posts or id_ in self.gates:
            return Spot("post", (id_,), name, role)
        if id_ in self.world.corridors:
            return Spot("corridor", self.branches(id_), name, role)
        if id_ in self.world.territories:
            return Spot("territory", (id_,), id_, role)
        if id_ in self.in_network:
            return Spot("place", (id_,), name, role)
        return None

    def _lookup(self, place: ClaimPlace) -> list[str]:
        try:
            from kordon.world.gazetteer import lookup
        except ImportError:
            return []
        return [hit.id for hit in lookup(place.name) if not place.cc or not hit.cc or hit.cc == place.cc]

    def _sisters(self, corridor_id: str) -> tuple[str, ...]:
        """Return the corridors whose id begins like that of a family, say ``instc_all``."""
        stem = corridor_id.split("_")[0]
        return tuple(key for key in self.world.corridors if key.split("_")[0] == stem)

    def branches(self, corridor_id: str) -> tuple[str, ...]:
        """Return a corridor with its sister branches (the same name, or the same stem of the id)."""
        mine = self.world.corridors[corridor_id]
        stem = corridor_id.split("_")[0]
        return tuple(
            key
            for key, other in self.world.corridors.items()
            if key == corridor_id or other.name_en == mine.name_en or (key.split("_")[0] == stem and len(stem) > 3)
        )

    def near(self, place: ClaimPlace, claim_type: str) -> tuple[str, ...]:
        """Return the places of the network that stand for a point or region: the nearest, or for an attack every
        refinery, port and terminal about it."""
        if place.lat is None or place.lon is None:
            return ()
        reach = 3 * NEAR_KM if place.kind == "area" else NEAR_KM
        found = sorted(
            (km, key, kind)
            for key, lat, lon, cc, kind in self.port_sites
            if (km := distance_km(place.lat, place.lon, lat, lon)) <= reach and (not place.cc or cc == place.cc)
        )
        if claim_type == "attack":
            works = tuple(key for _, key, kind in found if kind in ("refinery", "port", "terminal", "field"))
            return works if place.kind == "area" else works[:1] or tuple(key for _, key, _ in found[:1])
        return tuple(key for _, key, _ in found[:1])

    def cargo(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return cargo classes for the names of the ontology (or for class ids); unknown names say nothing."""
        classes: list[str] = []
        for name in names:
            classes += [name] if name in self.world.cargo else self._by_ontology.get(name, ()) or _word(name)
        return tuple(dict.fromkeys(classes))

    def adjacent(self, a: str, b: str) -> bool:
        """Return whether two states share a post."""
        return frozenset((a, b)) in self.neighbours


def _word(name: str) -> tuple[str, ...]:
    from kordon.errors import LookupFailed
    from kordon.world.cargo import cargo_class

    try:
        return (cargo_class(name)[0],) if name != "all" else ()
    except LookupFailed:
        return ()


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Return the great-circle distance in km (haversine, mean Earth radius 6,371 km)."""
    p, q = math.radians(lat_a), math.radians(lat_b)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(h))


def from_claim(claim: Claim, report: Report | None, atlas: Atlas) -> Said:
    """Return a claim with its places resolved and its figures sorted by what they measure."""
    spots = tuple(s for s in (atlas.spot(p, claim.type) for p in claim.places) if s is not None)
    ends_from = tuple(cc for s in spots if s.kind == "territory" and s.role == "from" for cc in s.ids)
    ends_to = tuple(cc for s in spots if s.kind == "territory" and s.role == "to" for cc in s.ids)
    direction = claim.direction
    modes = tuple(dict.fromkeys(m for mode in claim.modes for m in MODES[mode]))
    figures = _figures(claim.quantities, claim.type)
    return Said(
        ref=claim.id, type=claim.type, status=claim.status, certainty=claim.certainty,
        source_class=claim.attribution.source_class, spots=spots,
        origins=(direction.origin if direction else ()) or ends_from,
        destinations=(direction.to if direction else ()) or ends_to,
        start=claim.start, end=claim.end, modes=modes, cargo=atlas.cargo(claim.cargo), cause=claim.cause or "",
        waits_days=figures[0], shares=figures[1], counts=figures[2], capacities=figures[3], report=claim.report,
        partial=any(q.unit in ("terminals", "items") for q in claim.quantities),
        said_on=report.published if report else None, group=claim.event or claim.id,
        only_air=bool(claim.modes) and not modes,
        provenance=Provenance(kind="assumed", source=f"claim {claim.id} taken at its word"),
    )  # fmt: skip


def from_event(event: KnownEvent, atlas: Atlas) -> Said:
    """Return a row of the bundled table of sourced events in the same form."""
    spots = [s for s in (atlas._known(key, key, "at") for key in event.place_ids) if s is not None]
    if not spots:
        spots = [Spot("territory", (cc,), cc) for cc in event.territories if cc in atlas.world.territories]
    left, _, right = event.direction.partition("->")
    states = atlas.world.territories
    waits: list[float] = []
    counts: list[tuple[float, str]] = []
    shares: list[float] = []
    capacities: list[tuple[float, str]] = []
    for name, figure in event.figures:
        if figure.unit.endswith("/day") and name in ("capacity", "limit", "allowed_trucks_per_day"):
            capacities.append((figure.value, figure.unit.removesuffix("/day")))
        elif name in ("delay", "check", "wait") and figure.unit in TIME_IN_DAYS:
            waits.append(figure.value * TIME_IN_DAYS[figure.unit])
        elif name == "share_inspected" and figure.unit in ("%", "percent"):
            shares.append(figure.value / 100.0)
        elif name in COUNTED and "/" not in figure.unit:
            counts.append((figure.value, name))
    return Said(
        ref=event.id, type=TABLE_TYPES.get(event.type, event.type), status="active",
        certainty="denied" if event.type == "official_denial" else _firmness(event), source_class=event.source_class,
        spots=tuple(spots), origins=tuple(cc for cc in left.split(";") if cc in states) if right else (),
        destinations=tuple(cc for cc in right.split(";") if cc in states), start=event.start, end=event.end,
        modes=tuple(dict.fromkeys(m for mode in event.modes for m in MODES.get(mode, ()))),
        cargo=atlas.cargo(event.cargo), waits_days=tuple(waits), shares=tuple(shares), counts=tuple(counts),
        capacities=tuple(capacities), said_on=event.start, group=event.episode or event.id, known=_known_since(event),
        provenance=event.provenance,
    )  # fmt: skip


def in_force(said: Said, as_of: dt.date) -> bool:
    """Return whether a statement holds on a day: inside its dates, or, without an end, as long as its prior lasts."""
    if said.certainty == "denied" or said.status != "active" or said.only_air:
        return False
    if said.known is not None and said.known > as_of:
        return False
    if said.start is not None and said.start > as_of:
        return False
    if said.start is None and not said.report:
        return False
    if said.end is not None:
        return said.end >= as_of
    since = said.start or said.said_on
    prior = priors().get(said.type)
    if since is None:
        return bool(said.report)
    # a report speaks of its own day: what it says without an end is in force when it was published
    since = max(since, said.said_on) if said.report and said.said_on else since
    return prior is not None and (as_of - since).days <= prior.lasts_days


def _firmness(event: KnownEvent) -> str:
    """Return how firm a row is: only what an authority or operator says of its own is asserted."""
    return "asserted" if event.status == "official" else "hedged"


def _known_since(event: KnownEvent) -> dt.date | None:
    """Return the day on which the source of a row spoke (the first of its month or year when only that is known)."""
    parts = [int(part) for part in event.provenance.date.split("-") if part.isdigit()]
    try:
        return dt.date(*[*parts, 1, 1][:3]) if parts else None
    except ValueError:
        return None


Figures = tuple[
    tuple[float, ...], tuple[float, ...], tuple[tuple[float, str], ...], tuple[tuple[float, str], ...]
]  # fmt: skip


def _figures(quantities: Iterable[Quantity], claim_type: str) -> Figures:
    """Return waits in days, shares, counts and capacities of a claim."""
    waits: list[float] = []
    shares: list[float] = []
    counts: list[tuple[float, str]] = []
    capacities: list[tuple[float, str]] = []
    for q in quantities:
        if q.value is None:
            continue
        value = sum(q.value) / 2.0 if isinstance(q.value, tuple) else float(q.value)
        if not math.isfinite(value) or value < 0:
            continue
        if q.unit in TIME_IN_DAYS:
            if q.of == "delay" or (q.of is None and claim_type in ("border_queue", "inspection", "payment_refusal")):
                waits.append(value * TIME_IN_DAYS[q.unit])
        elif q.unit == "percent":
            if q.of == "share" and value <= 100:
                shares.append(value / 100.0)
        elif q.of == "capacity":
            capacities.append((value, q.unit))
        elif q.unit in COUNTED and q.of in (None, "queue", "volume"):
            counts.append((value, q.unit))
    return tuple(waits), tuple(shares), tuple(counts), tuple(capacities)
