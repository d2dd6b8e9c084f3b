"""Claims beside the tables: same mechanism, same place or states, same direction, same time, figures that agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kordon.brief.statement_rows import (
    MOST_ROWS,
    Draft,
    Verdict,
    cites,
    day,
    picks,
    said,
    split_later,
    state_name,
    states_of,
    tell,
)
from kordon.model import Claim, ClaimPlace, Quantity, Report, only_way_round
from kordon.risk.near import distance_km
from kordon.risk.words import MECHANISM, listed, scope
from kordon.world.load import World
from kordon.world.records import KnownEvent

STOPS = frozenset(
    ["border_closure", "sea_closure", "port_closure", "holiday_closure", "booking_suspension", "rail_acceptance_stop",
     "border_blockade", "energy_flow_halt", "maintenance"]
)  # fmt: skip
FAMILY: dict[str, frozenset[str]] = {
    "border_queue": frozenset(["border_queue", "border_blockade", "border_closure", "cargo_detention", "capacity_cut"]),
    "inspection": frozenset(["control_step", "border_queue", "inspection"]),
    "detention": frozenset(["cargo_detention"]),
    "closure": STOPS,
    "reopening": STOPS | {"relief_step", "import_ban_lifted", "capacity_increase"},
    "sanction": frozenset(["sanctions_step", "policy_statement", "financial_restriction"]),
    "payment_refusal": frozenset(["financial_restriction"]),
    "attack": frozenset(["port_attack", "energy_attack", "sea_closure"]),
    "labour_action": frozenset(["border_blockade"]),
    "military_activity": frozenset(["military_exercise", "military_plan", "military_escalation", "war"]),
    "infrastructure": frozenset(["agreement", "capacity_increase", "maintenance", "capacity_cut"]),
}
"""Types of sourced events that bear on a type of claim."""

KIN: dict[str, frozenset[str]] = {
    "border_queue": frozenset(["border_queue"]),
    "inspection": frozenset(["control_step", "inspection"]),
    "infrastructure": frozenset(["agreement", "capacity_increase"]),
}
"""The nearest kinds, which a finding names first."""

AT_KM = 60.0
"""A row this near to a named point is at it."""
AROUND_KM = 300.0
"""Rows on attacks this near to a named place count when none is at it: reports name a region by its city."""
BEFORE_DAYS, AFTER_DAYS = 120, 45
"""A row bears on a claim without a date when it began or went on within this many days before the report."""
SLACK = 0.1
"""Figures that differ by up to a tenth agree."""

_UNIT_FIGURES = {
    "trucks": ("trucks", "peak_trucks"), "trains": ("trains", "trains_at_brest"), "wagons": ("wagons",),
    "ships": ("ships_waiting",), "days": ("delay",), "hours": ("delay",), "percent": ("share_inspected",),
    "km": ("queue", "length"), "minutes": ("avg_check_minutes_ru",),
}  # fmt: skip
_PER_DAY = {"trucks": "trucks/day", "trains": "trains/day"}


@dataclass(frozen=True, slots=True)
class Aim:
    """What one check asks of a claim: one named place, or one pair of states of its direction."""

    place: ClaimPlace | None
    origin: str
    to: str
    states: frozenset[str]

    def words(self, world: World) -> str:
        """Return 'at Atyrau' or 'China to Russia'."""
        if self.place is not None:
            return f"at {place_name(world, self.place)}"
        if self.origin and self.to:
            return f"{state_name(world, self.origin)} to {state_name(world, self.to)}"
        named = listed(state_name(world, cc) for cc in sorted(self.states))
        return f"concerning {named}" if named else "at a place that is not named"


def place_name(world: World, place: ClaimPlace) -> str:
    """Return the English name of a claim's place where the tables have one, else the name in the report."""
    for table in (world.posts, world.places, world.corridors):
        if place.id in table:
            return str(table[place.id].name_en)
    if place.kind == "country" and place.cc in world.territories:
        return world.territories[place.cc].name_en
    from kordon.world.gazetteer import lookup

    hits = lookup(place.name, lang="ru") if place.id else ()
    known = next((hit.name for hit in hits if hit.id == place.id), "")
    return known or place.name


def check_claim(world: World, report: Report, claim: Claim, as_of: dt.date) -> list[Draft]:
    """Return the checks of a claim about something that happens: one for each named place or pair of states."""
    family = FAMILY.get(claim.type)
    if family is None:
        return []
    found = [_check(world, report, claim, aim, family, as_of) for aim in _aims(claim)]
    if claim.type in ("border_queue", "inspection", "infrastructure") and any(d.verdict == "supported" for d in found):
        # a road or line is named by its ends: where one place of it is documented, the others are its description
        found = [draft for draft in found if draft.verdict != "no source found"]
    return found


def _aims(claim: Claim) -> list[Aim]:
    states = {p.cc for p in claim.places if p.kind == "country" and p.cc}
    pairs: list[tuple[str, str]] = []
    if claim.direction is not None:
        origin, to = claim.direction.origin, claim.direction.to
        states |= {*origin, *to}
        if origin and to:
            same = len(origin) == len(to)
            pairs = list(zip(origin, to, strict=True)) if same else [(o, t) for o in origin for t in to]
    here = [p for p in claim.places if p.role == "at"] or [p for p in claim.places if p.role == "via"]
    if claim.type == "closure" and only_way_round(here):
        return []  # the way that freight is sent instead is not what is closed
    places = [p for p in here if p.kind in ("point", "area") and p.lat is not None]
    places = [p for p in places if p.id not in ("EU", "caspian_sea")]
    places = places or [p for p in here if p.kind == "corridor" and p.id]
    first = pairs[0] if pairs else ("", "")
    if places and claim.type not in ("sanction", "payment_refusal"):
        return [Aim(place, *first, frozenset(states)) for place in places]
    if pairs:
        return [Aim(None, o, t, frozenset((o, t))) for o, t in dict.fromkeys(pairs)]
    return [Aim(None, "", "", frozenset(states))]


def _check(world: World, report: Report, claim: Claim, aim: Aim, family: frozenset[str], as_of: dt.date) -> Draft:
    place_rows = [
        row
        for row in world.events
        if _where(world, row, aim) and _mode(row, claim) and _when(row, claim, report, as_of)
    ]
    kin = KIN.get(claim.type, family)
    rows = sorted(
        (row for row in place_rows if _kin(row, claim, family)), key=lambda row: (row.type not in kin, _order(row))
    )
    now, later = split_later(rows, as_of)
    lead = ""
    if not now and claim.type in ("closure", "reopening", "attack", "labour_action", "border_queue"):
        begun = [r for r in later if r.start and r.start <= as_of and r.status in ("official", "reported", "conflict")]
        if begun:
            now, later = begun, [row for row in later if row not in begun]
            lead = "The source in the tables is newer than the day of judgement; the event began before it. "
    if claim.type == "attack" and aim.place is not None and not now:
        around = sorted(
            (row for row in world.events if row.type in family and _around(world, row, aim.place)
             and _when(row, claim, report, as_of)), key=_order,
        )  # fmt: skip
        near, near_later = split_later(around, as_of)
        if near:
            now, later = near, list(dict.fromkeys([*later, *near_later]))
            lead = f"Within {AROUND_KM:g} km of the place named: "
    verdict, finding = _judge(world, claim, aim, now, later, place_rows, as_of)
    shown = [*now, *later]
    agree = ""
    if now:
        fits, agree = _quantities(claim.quantities, now)
        if fits is False and verdict == "supported":
            verdict = "contradicted"
    if verdict in ("no source found", "contradicted") and not shown:
        shown = [row for row in place_rows if row in split_later(place_rows, as_of)[0]][:3]
    return Draft(
        topic=claim.type,
        span=sentence_span(claim),
        statement=statement(world, claim, aim),
        verdict=verdict,
        finding=" ".join(part for part in (lead + finding, agree) if part),
        claim=claim.id,
        figures=picks(shown),
        sources=cites([*now[:MOST_ROWS], *later[:2]] or shown),
    )


def _judge(
    world: World, claim: Claim, aim: Aim, now: Sequence[KnownEvent], later: Sequence[KnownEvent],
    place_rows: Sequence[KnownEvent], as_of: dt.date,
) -> tuple[Verdict, str]:  # fmt: skip
    told = tell(now, later, as_of)
    if claim.status == "forecast":
        return "opinion", f"An expectation; it cannot be held against tables. {told}".strip()
    if now and claim.certainty == "denied":
        return "contradicted", f"The report denies what these rows state. {told}"
    if now and claim.type == "reopening":
        open_ = [row for row in now if row.end is None or row.end > as_of]
        closed = [row for row in now if row not in open_]
        if closed and not open_:
            return "supported", told
        if open_ and not closed and all(row.type in STOPS for row in open_):
            return "contradicted", f"The rows give no end. {told}"
        return "supported", told
    if now:
        over = all(row.end is not None and row.end < as_of for row in now)
        if over and claim.status == "active" and (claim.start is None or claim.type in ("closure", "trade_ban")):
            last = max(row.end for row in now if row.end)
            if claim.type not in ("attack", "payment_refusal", "detention"):
                return "outdated", f"It ended on {day(last)} by the rows. {told}"
        return "supported", told
    if claim.type == "closure":
        passing = [row for row in split_later(place_rows, as_of)[0] if row.type in ("border_queue", "control_step")]
        if passing:
            ordered = sorted(passing, key=_order)
            text = " ".join(said(row) for row in ordered[:4])
            turned = [
                r for r in split_later(place_rows, as_of)[0] if r.type == "cargo_detention" and "->" in r.direction
            ]
            if turned:
                text += " Freight turned back or held: " + " ".join(said(row) for row in turned[:2])
            return (
                "contradicted",
                f"The rows known then describe queues, inspection and delay: passage, and no stop of traffic. {text}",
            )
    if claim.certainty == "denied":
        return "no source found", f"No row states what the report denies {aim.words(world)}. {told}".strip()
    text = f"The event table has no row on {MECHANISM[claim.type]} {aim.words(world)} known on {day(as_of)}."
    return "no source found", f"{text} {told}".strip()


def statement(world: World, claim: Claim, aim: Aim) -> str:
    """Return what a claim says, in neutral words: mechanism, place, freight, time."""
    what = MECHANISM[claim.type].capitalize()
    limits = scope(world, (), (), claim.cargo, claim.modes)
    when = ""
    if claim.start:
        exact = claim.start_precision in (None, "day")
        when = f"from {'' if exact else 'about '}{day(claim.start)}"
    ending = {"planned": " (planned)", "forecast": " (expected)", "ended": " (said to be over)"}.get(claim.status, "")
    verb = {"hedged": "Said with doubt: ", "denied": "Denied: "}.get(claim.certainty, "")
    amounts = listed((amount(q) for q in claim.quantities), 4)
    parts = [f"{what} {aim.words(world)}", limits, amounts, when]
    body = ", ".join(part for part in parts if part) + ending
    return f"{verb}{body[0].lower() + body[1:] if verb else body}."


def amount(quantity: Quantity) -> str:
    """Return 'at least 2,500 trucks'."""
    if quantity.value is None:
        return ""
    value = quantity.value
    text = f"{_plain(value[0])}-{_plain(value[1])}" if isinstance(value, tuple) else _plain(value)
    qual = {"approx": "about ", "at_least": "at least ", "at_most": "at most "}.get(quantity.qual or "", "")
    return f"{qual}{text} {quantity.unit}" + (f" per {quantity.period}" if quantity.period else "")


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:g}"


def sentence_span(claim: Claim) -> tuple[int, int]:
    """Return the span of a claim's sentence."""
    begin, end = claim.evidence["sentence"]
    return int(begin), int(end)


# ---------------------------------------------------------------------------------------------- matching


def _order(row: KnownEvent) -> tuple[int, dt.date]:
    rank = {"official": 0, "reported": 1, "conflict": 1, "claim": 2, "disputed": 3, "low_reliability": 4}[row.status]
    return rank, row.start or dt.date.min


def _where(world: World, row: KnownEvent, aim: Aim) -> bool:
    mine = states_of(world, row)
    if aim.place is not None:
        if aim.place.id and aim.place.id in row.place_ids:
            return True
        if aim.place.kind == "corridor":
            route = world.corridors.get(aim.place.id)
            return route is not None and bool(set(route.waypoints) & set(row.place_ids))
        reach = AT_KM if aim.place.kind == "point" else AROUND_KM
        return _distance(world, row, aim.place) <= reach and (not aim.place.cc or aim.place.cc in mine)
    if aim.origin and aim.to:
        return _flows(row, aim.origin, aim.to, mine)
    if not aim.states:
        return False
    return aim.states <= mine if len(aim.states) > 1 else bool(aim.states & mine)


def _flows(row: KnownEvent, origin: str, to: str, mine: frozenset[str]) -> bool:
    if f"{origin}->{to}" in row.direction:
        return True
    plain = "->" not in row.direction
    if {origin, to} <= mine and plain:
        return True
    from_china = any(cargo.startswith("china") for cargo in row.cargo)
    return origin == "CN" and from_china and to in mine and (plain or f"->{to}" in row.direction)


def _around(world: World, row: KnownEvent, place: ClaimPlace) -> bool:
    return _distance(world, row, place) <= AROUND_KM and (not place.cc or place.cc in states_of(world, row))


def _distance(world: World, row: KnownEvent, place: ClaimPlace) -> float:
    best = float("inf")
    if place.lat is None or place.lon is None:
        return best
    for ident in row.place_ids:
        spot = world.posts.get(ident) or world.places.get(ident)
        if spot is not None:
            best = min(best, distance_km(place.lat, place.lon, spot.lat, spot.lon))
    return best


def _when(row: KnownEvent, claim: Claim, report: Report, as_of: dt.date) -> bool:
    if row.start is None:
        return False
    told = report.published or as_of
    first = (claim.start or told) - dt.timedelta(days=AFTER_DAYS if claim.start else BEFORE_DAYS)
    last = (claim.end or claim.start or told) + dt.timedelta(days=AFTER_DAYS)
    if claim.status == "ended":
        first -= dt.timedelta(days=3 * 365)
    if claim.type == "payment_refusal":
        first -= dt.timedelta(days=2 * 365)  # such practices have no end in the rows
    if claim.type == "closure" and claim.start is None and row.end is None:
        first -= dt.timedelta(days=3 * 365)
    end = row.end or (row.start if row.type.endswith("attack") else max(row.start, row.start + dt.timedelta(days=90)))
    return row.start <= last and end >= first


def _kin(row: KnownEvent, claim: Claim, family: frozenset[str]) -> bool:
    """Whether a row is of a kind that bears on a claim; an attack that stopped work for days is a stop as well."""
    if claim.type in ("closure", "reopening") and row.type == "port_attack":
        return any(name == "delay" for name, _ in row.figures)
    return row.type in family


def _mode(row: KnownEvent, claim: Claim) -> bool:
    """Whether a row is about a mode of the claim; rows and claims that name none are about all."""
    mine = {"pipeline" if mode.endswith("pipeline") else mode for mode in row.modes}
    return not claim.modes or not mine or bool(mine & set(claim.modes))


def _quantities(quantities: Sequence[Quantity], rows: Sequence[KnownEvent]) -> tuple[bool | None, str]:
    """Return whether stated amounts agree with some row (None: nothing to compare), and the comparison in words."""
    fits: bool | None = None
    words = []
    for quantity in quantities:
        names = _UNIT_FIGURES.get(quantity.unit, ())
        per_day = bool(quantity.period) and quantity.unit in _PER_DAY
        rivals = [
            (row, f) for row in rows for name, f in row.figures
            if (f.unit == _PER_DAY[quantity.unit] if per_day else name in names)
        ]  # fmt: skip
        if quantity.value is None or not rivals:
            continue
        ok = any(_agree(quantity, f.low or f.value, f.high or f.value) for _, f in rivals)
        fits = ok if fits is None else fits or ok
        low = min(f.low or f.value for _, f in rivals)
        high = max(f.high or f.value for _, f in rivals)
        span = f"{low:,g}" if low == high else f"{low:,g} to {high:,g}"
        verb = "agrees with" if ok else "lies outside"
        words.append(f"The figure of the report ({amount(quantity)}) {verb} the rows ({span} {rivals[0][1].unit}).")
    return fits, " ".join(words)


def _agree(quantity: Quantity, low: float, high: float) -> bool:
    value = quantity.value
    a, b = value if isinstance(value, tuple) else (value or 0.0, value or 0.0)
    if quantity.unit == "hours":
        a, b = a / 24, b / 24
    if quantity.qual == "at_least":
        return high >= a * (1 - SLACK)
    if quantity.qual == "at_most":
        return low <= b * (1 + SLACK)
    return a <= high * (1 + SLACK) and b >= low * (1 - SLACK)
