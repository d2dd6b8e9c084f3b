"""Statements: one reason each for or against free passage, from a claim or from a row of a table, not yet placed.

A statement carries its strength after class of source, certainty and status; how near it is to a subject is decided in
:mod:`kordon.risk.near`, how statements add up in :mod:`kordon.risk.combine`.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast, get_args

from kordon.model import Claim, ClaimMode, ClaimPlace, Event, Report, SourceClass
from kordon.risk import words
from kordon.risk.status import status_on, status_span, status_type
from kordon.risk.tables import event_types, mechanisms, weight
from kordon.world.load import World
from kordon.world.records import KnownEvent

WIDE_CARGO = frozenset({"", "general", "containers", "all"})
"""Cargo words that do not narrow a statement to part of the freight."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One reason. ``opens``: it speaks for free passage; ``share``: it is said of part of the cargo only."""

    ref: str
    kind: Literal["claim", "table"]
    type: str
    opens: bool
    strength: float
    share: bool
    planned: bool
    source_class: SourceClass
    origin: str
    known: dt.date
    anchor: dt.date
    start: dt.date | None
    end: dt.date | None
    places: tuple[ClaimPlace, ...]
    states: frozenset[str]
    modes: frozenset[str]
    text: str
    source: str
    scope: str

    def age_factor(self, as_of: dt.date) -> float:
        """Return what is left of the strength at a day: halves every half-life, whole while its stated end is ahead."""
        if self.end is not None and self.end >= as_of and not self.opens:
            return 1.0
        age = max(0, (as_of - self.anchor).days)
        return float(0.5 ** (age / mechanisms()[self.type].half_life_days))

    def horizon_factor(self, as_of: dt.date, days: int) -> float:
        """Return what of the statement counts in ``days`` days: plans count later, states fade with persistence."""
        if self.planned:
            if self.start is not None and self.start > as_of:
                return 1.0 if days >= (self.start - as_of).days else 0.0
            if self.start is not None:
                # the announced day has passed and nobody said that it happened
                return weight("certainty", "hedged")
            return weight("planned", days)
        if self.end is not None and not self.opens and self.end >= as_of:
            return 1.0 if days <= (self.end - as_of).days else weight("part", "after_end")
        return float(0.5 ** (days / mechanisms()[self.type].persist_days))


def known_since(text: str) -> dt.date | None:
    """Return the day by which a source of that date was certainly out: ``2025-10`` is the last day of the month.

    Taking the last day keeps a map 'as known on a day' from using what was published later in the month.
    """
    parts = text.strip().split("-")
    try:
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else 12
        day = int(parts[2]) if len(parts) > 2 else calendar.monthrange(year, month)[1]
        return dt.date(year, month, day)
    except ValueError:
        return None


def from_claims(
    reports: Sequence[Report], claims: Sequence[Claim], events: Sequence[Event], as_of: dt.date, world: World
) -> list[Statement]:
    """Return the statements of the claims known at ``as_of``; relays of one origin inside an event count once."""
    by_report = {report.id: report for report in reports}
    sources = {event.id: len(event.sources) for event in events}
    event_of = {claim_id: event.id for event in events for claim_id in event.claims}
    grouped: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        statement = _from_claim(claim, by_report.get(claim.report), as_of, world)
        if statement is not None:
            grouped[claim.event or event_of.get(claim.id, claim.id)][statement.origin].append(statement)
    found: list[Statement] = []
    for event, origins in grouped.items():
        ordered = sorted(origins.values(), key=lambda group: -max(s.strength for s in group))
        for group in ordered[: max(1, sources.get(event, 0) or len(ordered))]:
            found += group
    return found


def _from_claim(claim: Claim, report: Report | None, as_of: dt.date, world: World) -> Statement | None:
    published = report.published if report else None
    if published is None and report is not None and report.fetched is not None:
        published = report.fetched.date()
    known = published or as_of
    if known > as_of or claim.type not in mechanisms():
        return None
    said_by = claim.attribution.source_class
    outlet = (report.outlet or report.id) if report else claim.report
    origin = f"{said_by}:{(claim.attribution.name or outlet).casefold()}"
    factor = weight("class", said_by) * weight("certainty", claim.certainty) * weight("status", claim.status)
    if report is not None and report.frame == "opinion":
        factor *= weight("frame", "opinion")
    states = {*claim.direction.origin, *claim.direction.to} if claim.direction else set()
    return _make(
        ref=claim.id, kind="claim", type_=claim.type, certainty=claim.certainty, status=claim.status, strength=factor,
        cargo=claim.cargo, source_class=said_by, origin=origin, known=known, start=claim.start, end=claim.end,
        places=claim.places, states=states, modes=frozenset(claim.modes), as_of=as_of,
        text=words.of_claim(claim, known if published else None, world), source=report.origin if report else "",
        scope=words.scope(
            world, claim.direction.origin if claim.direction else (), claim.direction.to if claim.direction else (),
            claim.cargo, claim.modes,
        ),
    )  # fmt: skip


def _make(
    *, ref: str, kind: Literal["claim", "table"], type_: str, certainty: str, status: str, strength: float,
    cargo: Sequence[str], source_class: SourceClass, origin: str, known: dt.date, start: dt.date | None,
    end: dt.date | None, places: tuple[ClaimPlace, ...], states: set[str], modes: frozenset[str], as_of: dt.date,
    text: str, source: str, scope: str,
) -> Statement | None:  # fmt: skip
    mechanism = mechanisms()[type_]
    opens = certainty == "denied" or status == "ended" or mechanism.restricted + mechanism.closed == 0
    if (
        opens
        and certainty == "denied"
        and type_ in ("reopening", "status_open", "volume", "capacity", "infrastructure")
    ):
        return None  # to deny that something reopened says nothing new about passage
    over = not opens and status == "active" and end is not None and end < as_of
    if over and end is not None:
        if known >= end:
            opens, strength, text = True, strength * weight("status", "ended"), f"over: {text}"
        else:
            # an end that was only foreseen: nobody has said yet that it came
            strength, text = strength * weight("part", "after_end"), f"foreseen to be over: {text}"
    planned = not (certainty == "denied" or status == "ended") and (
        status in ("planned", "forecast") or (start is not None and start > as_of)
    )
    if certainty == "denied" and kind == "table":
        text = f"denied: {text}"
    elif status == "ended" and kind == "table":
        text = f"over: {text}"
    anchor = known
    if opens and end is not None and status == "active" and certainty != "denied":
        anchor = min(max(known, end), as_of)
    elif not opens and start is not None and mechanism.span == "point":
        anchor = min(known, start)
    return Statement(
        ref, kind, type_, opens, min(1.0, strength), bool(cargo) and not WIDE_CARGO & set(cargo), planned,
        source_class, origin, known, anchor, start, end, places, frozenset(states), modes, text, source, scope,
    )  # fmt: skip


def from_known_events(world: World, as_of: dt.date) -> list[Statement]:
    """Return the statements of the bundled table of sourced events that were known at ``as_of``."""
    found = []
    for row in world.events:
        statement = _from_known(row, as_of, world)
        if statement is not None:
            found.append(statement)
    return found


def _from_known(row: KnownEvent, as_of: dt.date, world: World) -> Statement | None:
    reading = event_types().get(row.type)
    if reading is None or not reading.type:
        return None
    known = known_since(row.provenance.date) or row.end or row.start
    if known is None or known > as_of:
        return None
    said_by = source_class(row.source_class or row.status)
    certainty, status = reading.certainty, reading.status
    if any(mark in row.status for mark in ("low_reliability", "disputed", "conflict", "no source")):
        certainty = "hedged" if certainty == "asserted" else certainty
    for state in ("ended", "planned", "forecast"):
        if row.status == state:
            status = state
    if row.status == "denied":
        certainty = "denied"
    start, end = row.start, row.end
    if start is None and end is None and not row.provenance.date:
        return None  # an undated row is a reference for severity, not evidence for a day
    factor = weight("class", said_by) * weight("certainty", certainty) * weight("status", status)
    places = tuple(_place(world, place) for place in row.place_ids) or tuple(
        _place(world, cc) for cc in row.territories
    )
    sides = set(row.direction.replace("->", ";").replace(",", ";").split(";"))
    states = {side.strip() for side in sides if side.strip() in world.territories}
    return _make(
        ref=row.id, kind="table", type_=reading.type, certainty=certainty, status=status, strength=factor,
        cargo=row.cargo, source_class=said_by, origin=f"{said_by}:{row.claimed_by.casefold()}", known=known,
        start=start, end=end, places=places, states=states, modes=frozenset(row.modes) - {"all"}, as_of=as_of,
        text=words.of_known(row, reading.type, known, world), source=row.provenance.source,
        scope=words.scope_of_known(row, world),
    )  # fmt: skip


def source_class(text: str) -> SourceClass:
    """Return the class of source that a cell of a table names; plain 'reported' is media, a bare claim anonymous."""
    folded = text.strip().casefold()
    if folded in get_args(SourceClass):
        return cast(SourceClass, folded)
    if folded.startswith("official"):
        return "official"
    if folded.startswith("reported") or folded.startswith("press"):
        return "media"
    return "anonymous"


def _place(world: World, ident: str) -> ClaimPlace:
    """Return a place of a table row as a place of a statement."""
    if ident in world.territories:
        territory = world.territories[ident]
        return ClaimPlace(name=territory.name_en, cc=ident, lat=territory.lat, lon=territory.lon, kind="country",
                          id=ident)  # fmt: skip
    if ident in world.corridors:
        return ClaimPlace(name=world.corridors[ident].name_en, cc="", kind="corridor", id=ident)
    if ident in world.posts:
        post = world.posts[ident]
        return ClaimPlace(name=post.name_en, cc=post.cc_a, lat=post.lat, lon=post.lon, kind="point", id=ident)
    place = world.places.get(ident)
    if place is None:
        return ClaimPlace(name=ident, cc="", kind="point", id=ident)
    return ClaimPlace(name=place.name_en, cc=place.cc, lat=place.lat, lon=place.lon, kind="point", id=ident)


def from_tables(world: World, as_of: dt.date) -> list[Statement]:
    """Return what the tables of posts, corridors and published volumes say about passage, known at ``as_of``."""
    found: list[Statement] = []
    for post in world.posts.values():
        type_ = status_on(post, as_of)
        known = as_of if type_ == "not_built" else known_since(post.provenance.date)
        if not type_ or known is None or known > as_of or not (post.provenance.source or type_ == "not_built"):
            continue
        start, end = status_span(post.status_text) if type_ == "status_closed" else (None, None)
        statement = _row(f"post:{post.id}", type_, known, (_place(world, post.id),), frozenset(post.modes),
                         words.of_status(post, type_, known), post.provenance.source)  # fmt: skip
        found.append(replace(statement, start=start, end=end))
    for corridor in world.corridors.values():
        if status_type(corridor.status) == "not_built":
            place = ClaimPlace(name=corridor.name_en, cc="", kind="corridor", id=corridor.id)
            text = f"table of corridors: {corridor.name_en} is planned or under construction"
            found.append(_row(f"corridor:{corridor.id}", "not_built", as_of, (place,), frozenset(), text, ""))
    found += _from_flows(world, as_of)
    return found


def _from_flows(world: World, as_of: dt.date) -> list[Statement]:
    found: list[Statement] = []
    for flow in world.flows:
        known = known_since(flow.figure.provenance.date)
        plain = not any(w in flow.period.casefold() for w in ("capacity", "plan", "target", "design", "forecast"))
        if flow.year is None or known is None or known > as_of or not flow.figure.provenance.source or not plain:
            continue
        if flow.figure.value <= 0:
            continue
        anchor = min(known, dt.date(flow.year, 12, 31))
        places = []
        if flow.corridor in world.corridors:
            places.append(_place(world, flow.corridor))
        places += [_place(world, via) for via in flow.via if via in world.territories or via in world.posts]
        for role, ends in (("from", flow.origins), ("to", flow.destinations)):
            states = [_place(world, cc) for cc in ends if cc in world.territories and cc not in flow.via]
            places += [place.model_copy(update={"role": role}) for place in states]
        if places:
            modes = frozenset((flow.mode,)) if flow.mode in get_args(ClaimMode) else frozenset()
            found.append(_row(f"flow:{flow.id}", "volume", known, tuple(places), modes,
                              words.of_flow(flow), flow.figure.provenance.source, anchor))  # fmt: skip
    return found


def _row(
    ref: str, type_: str, known: dt.date, places: tuple[ClaimPlace, ...], modes: frozenset[str], text: str,
    source: str, anchor: dt.date | None = None,
) -> Statement:  # fmt: skip
    mechanism = mechanisms()[type_]
    strength = 1.0 if type_ == "not_built" else weight("class", "media" if type_ == "volume" else "table")
    return Statement(
        ref, "table", type_, mechanism.restricted + mechanism.closed == 0, strength, False, False, "media", ref, known,
        anchor or known, None, None, places, frozenset(), modes, text, source, "",
    )  # fmt: skip
