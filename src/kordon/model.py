"""The records that every room passes around: frozen, typed, with the unit in the name, no input or output.

Reading fills :class:`Report`, :class:`Claim` and :class:`Event`; weighing fills :class:`Zone`; scenarios are
:class:`Scenario` records of :class:`Measure`; simulation returns an :class:`Outcome`. Every number that a person
will see travels with a :class:`Provenance` or inside a :class:`Figure`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

ProvenanceKind = Literal["published", "estimated", "calibrated", "assumed"]
"""Where a figure came from: a source and date, a method, a target it was fitted to, or nothing better."""

Mode = Literal["road", "rail", "sea", "inland_water", "oil_pipeline", "gas_pipeline", "transfer"]
"""Modes of a link of the network. ``transfer`` joins two modes at one place."""

ClaimType = Literal[
    "border_queue", "inspection", "detention", "closure", "reopening", "trade_ban", "sanction", "payment_refusal",
    "attack", "labour_action", "military_activity", "infrastructure", "capacity", "outlook",
]  # fmt: skip
ClaimStatus = Literal["active", "ended", "planned", "forecast"]
Certainty = Literal["asserted", "hedged", "denied"]
SourceClass = Literal["official", "company", "expert", "media", "anonymous", "author"]
DatePrecision = Literal["day", "third", "month", "year"]
ClaimMode = Literal["road", "rail", "sea", "inland_water", "pipeline", "air"]
ClaimCargo = Literal[
    "general", "containers", "grain", "sugar", "meat", "food", "coal", "crude_oil", "fuel", "gas", "fertiliser",
    "metals", "timber", "electronics", "dual_use", "automotive", "textile", "consumer", "medicine", "tobacco", "other",
]  # fmt: skip
Cause = Literal[
    "security", "inspection", "weather", "low_water", "sanitary", "technical", "accident", "labour", "attack",
    "holiday", "policy", "demand",
]  # fmt: skip
ReportFrame = Literal["news", "official_notice", "company_notice", "opinion"]
ZoneColour = Literal["green", "grey", "red"]
SubjectKind = Literal["territory", "post", "corridor"]
HORIZONS_DAYS: tuple[int, ...] = (0, 7, 30, 90)
"""Horizons of zone probabilities in days: now, and in 7, 30 and 90 days."""

Span = tuple[int, int]
"""Character offsets [begin, end) into the text as read."""


class Record(BaseModel):
    """Base of all records: frozen, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Provenance(Record):
    """Where a figure came from.

    ``source`` is a URL or a citation for *published*, the method for *estimated*, the target for *calibrated* and the
    reason for *assumed*. ``date`` is the date of the source (ISO, possibly only year or month), empty when unknown.
    """

    kind: ProvenanceKind
    source: str = ""
    date: str = ""
    note: str = ""


class Figure(Record):
    """A number with unit, range and provenance. ``low``/``high`` bound it where a range is known."""

    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    provenance: Provenance


# ---------------------------------------------------------------------------------------------- reading


class Report(Record):
    """A text as read: what it says, who published it when, in which language, in which frame."""

    id: str = Field(description="first 12 hex digits of the SHA-256 of the text")
    text: str
    lang: str = Field(description="ISO 639-1 code: ru, en, kk or zh")
    published: dt.date | None = None
    published_from: Literal["text", "option", "metadata", "unknown"] = "unknown"
    title: str = ""
    outlet: str = ""
    origin: str = Field(default="", description="file name or URL that the user gave; '-' for standard input")
    frame: ReportFrame = "news"
    fetched: dt.datetime | None = None


class Attribution(Record):
    """Who says it: the speaker closest to the fact, and the relays that passed it on (nearest first)."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    source_class: SourceClass = Field(alias="class", serialization_alias="class")
    name: str = ""
    chain: tuple[str, ...] = ()


class ClaimPlace(Record):
    """A place of a claim. ``id`` is Kordon's own place or territory id where it has one (not written to JSON)."""

    name: str
    cc: str = Field(description="ISO 3166-1 alpha-2 of the state, empty at sea")
    lat: float | None = None
    lon: float | None = None
    kind: Literal["country", "point", "area", "corridor"]
    role: Literal["at", "from", "to", "via"] = "at"
    id: str = Field(default="", exclude=True)


class Direction(Record):
    """States freight moves from and to (ISO 3166-1 alpha-2)."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    origin: tuple[str, ...] = Field(default=(), alias="from", serialization_alias="from")
    to: tuple[str, ...] = ()


class Quantity(Record):
    """A quantity as stated, in base units (10 thousand trucks -> 10000)."""

    value: float | tuple[float, float] | None
    unit: str
    qual: Literal["approx", "at_least", "at_most"] | None = None
    of: Literal["queue", "delay", "volume", "capacity", "share", "price", "people"] | None = None
    period: str | None = None


class Claim(Record):
    """One sentence-backed statement. ``evidence`` maps each filled slot to offsets in the text.

    ``evidence["sentence"]`` is one span; single-valued slots (``type``, ``start``, ``end``, ``attribution``, ``cause``,
    ``certainty``, ``status``) are one span; list-valued slots (``places``, ``modes``, ``cargo``, ``quantities``,
    ``direction``) are a list of spans parallel to the slot (``direction``: every word that set it).
    """

    id: str
    report: str
    event: str = ""
    lang: str
    type: ClaimType
    status: ClaimStatus
    certainty: Certainty
    attribution: Attribution
    places: tuple[ClaimPlace, ...] = ()
    direction: Direction | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    start_precision: DatePrecision | None = None
    modes: tuple[ClaimMode, ...] = ()
    cargo: tuple[ClaimCargo, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    cause: Cause | None = None
    evidence: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        """Return the claim as the JSON object of the contract (``class``, ``from`` spelt as there)."""
        return self.model_dump(mode="json", by_alias=True)


class Event(Record):
    """Claims about the same thing. Figures that disagree stay side by side, each with its claim."""

    id: str
    type: ClaimType
    status: ClaimStatus
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    places: tuple[ClaimPlace, ...] = ()
    direction: Direction | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    modes: tuple[ClaimMode, ...] = ()
    cargo: tuple[ClaimCargo, ...] = ()
    cause: Cause | None = None
    first_report: dt.date | None = None
    last_report: dt.date | None = None
    by_class: Mapping[SourceClass, Certainty] = Field(
        default_factory=dict, description="what each class of source says at its strongest"
    )
    sources: tuple[str, ...] = Field(default=(), description="distinct origins after relays are collapsed")
    figures: tuple[tuple[str, Quantity], ...] = Field(default=(), description="(claim id, quantity)")
    links: tuple[str, ...] = Field(default=(), description="ids of linked events (a closure and its reopening)")

    def to_json(self) -> dict[str, Any]:
        """Return the event as a JSON object."""
        return self.model_dump(mode="json", by_alias=True)


# ---------------------------------------------------------------------------------------------- risk


class Evidence(Record):
    """One reason for a zone: a claim of a report, or a row of the bundled table of sourced events."""

    kind: Literal["claim", "table", "absence"]
    ref: str = Field(description="claim id, or row id of the table")
    text: str = Field(description="in Kordon's own words: who says what, when")
    source_class: SourceClass | None = None
    weight: float = Field(description="how far it moves the probabilities, 0..1, after class, certainty and age")
    pushes: Literal["open", "restricted", "closed"]
    date: dt.date | None = None
    source: str = ""


class Zone(Record):
    """Green, grey or red for a territory, post or corridor at a date, with probabilities by horizon."""

    subject_kind: SubjectKind
    subject: str = Field(description="territory code, post id or corridor id")
    name: str
    as_of: dt.date
    colour: ZoneColour
    probabilities: Mapping[int, tuple[float, float, float]] = Field(
        description="horizon in days -> (open, restricted, closed), adding up to 1"
    )
    reason: str
    evidence: tuple[Evidence, ...]
    would_change: tuple[str, ...] = ()


# ---------------------------------------------------------------------------------------------- scenario

MeasureKind = Literal["closure", "capacity", "delay", "inspection", "rule", "demand", "price"]


class Where(Record):
    """What a measure touches. Fields that are given must all match; an empty ``Where`` matches everything.

    ``territories``: links inside or at the border of these states; ``posts``, ``corridors``, ``places`` (all links that
    touch the place, say a port), ``links``: by id; ``borders``: pairs of states, every post between them.
    """

    territories: tuple[str, ...] = ()
    borders: tuple[tuple[str, str], ...] = ()
    posts: tuple[str, ...] = ()
    corridors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    modes: tuple[Mode, ...] = ()


class Freight(Record):
    """Which freight a measure touches: by states of origin and destination, transit or bilateral, and cargo class.

    ``either_end``: states of which at least one must be origin or destination. ``scope``: ``transit`` is freight
    whose origin and destination both lie outside the territory or border states of the measure.
    """

    origins: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()
    either_end: tuple[str, ...] = ()
    cargo: tuple[str, ...] = Field(default=(), description="cargo class ids; empty: all")
    scope: Literal["all", "transit", "bilateral"] = "all"
    abroad: bool = Field(default=False, description="only freight whose origin and destination are different states")


class Measure(Record):
    """One thing that changes, where, for which freight, from when to when.

    ``closure`` removes links for the freight; ``capacity`` multiplies capacity by ``factor``; ``delay`` adds
    ``delay_days``; ``inspection`` adds ``delay_days`` to the share ``share`` of the freight and lowers capacity by
    ``factor``; ``demand`` multiplies demand by ``factor``; ``price`` adds ``usd_per_t``; ``rule`` forbids the freight
    by ``rule`` (an id in the rule tables).
    """

    kind: MeasureKind
    where: Where = Field(default_factory=Where)
    freight: Freight = Field(default_factory=Freight)
    factor: float | None = Field(default=None, ge=0)
    delay_days: float | None = Field(default=None, ge=0)
    share: float | None = Field(default=None, ge=0, le=1)
    usd_per_t: float | None = None
    rule: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    both_ways: bool = True
    why: str = ""
    evidence: tuple[str, ...] = Field(default=(), description="claim ids or table row ids behind the measure")
    provenance: Provenance = Field(default=Provenance(kind="assumed", source="scenario author"))


class Scenario(Record):
    """Named measures over time."""

    id: str
    name: str
    description: str = ""
    measures: tuple[Measure, ...] = ()


class FlowRow(Record):
    """Flow of one cargo class on one element (link, post, corridor or state), baseline beside scenario, t/day."""

    element_kind: Literal["link", "post", "corridor", "state", "mode"]
    element: str
    cargo: str = Field(description="cargo class id, or 'all'")
    base_t_day: float
    scenario_t_day: float


class PostRow(Record):
    """Load and delay at a post, baseline beside scenario. Capacity 0 in the scenario means closed to this traffic."""

    post: str
    mode: str
    capacity_t_day: float | None
    base_t_day: float
    scenario_t_day: float
    base_delay_days: float
    scenario_delay_days: float
    scenario_capacity_t_day: float | None


class CargoRow(Record):
    """What happens to one cargo class from one state to another."""

    cargo: str
    origin: str
    destination: str
    demand_t_day: float
    affected_t_day: float = Field(description="tonnes/day that used an element the measures touch")
    displaced_t_day: float = Field(description="tonnes/day that move another way than before")
    unserved_t_day: float = Field(description="tonnes/day not shipped beyond those not shipped in the baseline")
    base_unserved_t_day: float = 0.0
    added_days: float = Field(description="mean added days per served tonne")
    added_usd_t: float = Field(description="mean added out-of-pocket USD per served tonne, time not counted")
    loss_usd_month: float = Field(description="added cost + value of added time + loss on unserved freight, per month")


class LossRow(Record):
    """Loss per month of one state with its range and what drives the range.

    The loss of a relation is shared between the states of origin and destination (share in the manifest); ``transit``
    is lost transit revenue of the states crossed.
    """

    state: str
    shipper_usd_month: Figure
    transit_usd_month: Figure
    total_usd_month: Figure
    driver: str = ""


class ShiftRow(Record):
    """Tonnes a day that leave one way for another (or for 'unserved'), by cargo class.

    A way is the id of a corridor, or ``via:`` and the first border post or port of a path outside every corridor, or
    'other' for a path that passes none.
    """

    cargo: str
    from_corridor: str
    to_corridor: str
    t_day: float


class Convergence(Record):
    """How exact an equilibrium is: relative gap reached, gap recomputed by the audit, history by iteration."""

    gap: float
    audited_gap: float
    history: tuple[float, ...] = ()
    iterations: int = 0
    seconds: float = 0.0


class Manifest(Record):
    """What it takes to rebuild an answer: versions, seed, hashes of the tables, options."""

    kordon: str
    seed: int
    data_hash: str
    versions: Mapping[str, str] = Field(default_factory=dict)
    options: Mapping[str, Any] = Field(default_factory=dict)


class Outcome(Record):
    """Baseline and scenario side by side. All flows in tonnes/day of the settled state."""

    scenario: Scenario
    flows: tuple[FlowRow, ...]
    posts: tuple[PostRow, ...]
    cargo: tuple[CargoRow, ...]
    shifts: tuple[ShiftRow, ...]
    losses: tuple[LossRow, ...]
    demand_t_day: float
    base_unserved_t_day: float
    scenario_unserved_t_day: float
    base: Convergence
    settled: Convergence
    left_out: tuple[str, ...] = Field(default=(), description="what this simulation does not consider, in words")
    manifest: Manifest

    @property
    def added_unserved_t_day(self) -> float:
        """Tonnes/day not shipped in the scenario that were shipped in the baseline."""
        return self.scenario_unserved_t_day - self.base_unserved_t_day


# ---------------------------------------------------------------------------------------------- plan


class Leg(Record):
    """One leg of a route: consecutive links of one mode, with the posts crossed and the states touched."""

    mode: str
    from_place: str
    to_place: str
    length_km: float
    days: float
    usd_per_t: float
    states: tuple[str, ...]
    posts: tuple[str, ...] = ()
    corridors: tuple[str, ...] = ()


class Obligation(Record):
    """What a route asks for short of a prohibition: licence, inspection, seal, notice, or an unknown rule."""

    rule: str
    effect: Literal["inspected", "licence", "unknown"]
    text: str
    act: str
    source: str


class OfferedRoute(Record):
    """A lawful route with what it takes."""

    legs: tuple[Leg, ...]
    posts: tuple[str, ...]
    states: tuple[str, ...]
    length_km: float
    days: float
    days_low: float
    days_high: float
    usd_per_t: float
    usd_per_t_low: float
    usd_per_t_high: float
    corridors: tuple[str, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    zones: Mapping[str, ZoneColour] = Field(default_factory=dict, description="zone of each state and post on the way")
    note: str = ""


class RefusedRoute(Record):
    """A way that exists physically and is refused, naming the rule. It carries no cost and no rank."""

    states: tuple[str, ...]
    posts: tuple[str, ...]
    modes: tuple[str, ...]
    rule: str
    rule_text: str
    act: str
    authority: str
    source: str
    where: str = Field(description="the state or post where the rule bites")


class RouteAnswer(Record):
    """Routes offered and refused, and what blocks the rest."""

    origin: str
    destination: str
    cargo: str
    hs: str = ""
    on: dt.date
    tonnes: float
    offered: tuple[OfferedRoute, ...]
    refused: tuple[RefusedRoute, ...]
    blocked_by: tuple[str, ...] = ()


class Mitigation(Record):
    """What capacity added at one element buys, by simulation."""

    element: str
    name: str
    what: str
    loss_usd_month_before: float
    loss_usd_month_after: float
    unserved_before_t_day: float
    unserved_after_t_day: float
    provenance: Provenance


class StatementCheck(Record):
    """One checkable statement of a report beside Kordon's tables."""

    id: str
    report: str
    span: Span
    claim: str = Field(default="", description="claim id, when the statement is also a claim")
    topic: str
    statement: str = Field(description="what the report says, in Kordon's own neutral words")
    verdict: Literal["supported", "contradicted", "outdated", "no source found", "opinion"]
    finding: str = Field(description="what the tables say")
    figures: tuple[Figure, ...] = ()
    sources: tuple[str, ...] = Field(default=(), description="'title or owner, date, URL', one a source")
