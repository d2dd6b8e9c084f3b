"""The brief as one frozen record: everything that stands on the page, and nothing that is not computed yet.

The page, the PDF and the tables only lay this record out. A number on the page is a :class:`Stated`: words,
the value behind them, the range, and where it came from (``mark``) with the numbers of its sources. The full
outcome tables and the drawing of the network travel with the record but not into ``brief.json``; they are
written beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from kordon.brief.views import Chart, MapView, Way
from kordon.model import (
    Claim,
    Event,
    Manifest,
    Outcome,
    ProvenanceKind,
    Record,
    Span,
    Zone,
    ZoneColour,
)

MARKS: Mapping[ProvenanceKind, tuple[str, str]] = {
    "published": ("P", "published: a source and a date are given"),
    "estimated": ("E", "estimated: by a stated method, the simulation among them"),
    "calibrated": ("C", "calibrated: fitted to published figures"),
    "assumed": ("A", "assumed: no source; a judgement that you may replace"),
}
"""Letter and meaning of each kind of provenance, as in the legend of the page."""


class Stated(Record):
    """A number as it stands on the page: words, value, range, mark of provenance, sources."""

    text: str
    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    mark: ProvenanceKind
    refs: tuple[int, ...] = Field(default=(), description="numbers of sources")
    method: str = Field(default="", description="how it was computed, or why it is assumed")


class Source(Record):
    """One numbered source."""

    number: int
    name: str = Field(description="owner or title; the host name when nothing better is known")
    url: str = ""
    date: str = ""
    note: str = ""


class Sentence(Record):
    """A sentence in Kordon's own voice, with the values that it was computed from."""

    text: str
    about: Literal["claimed", "confirmed", "hit", "cost", "unknown", "lead"]
    follows_from: Mapping[str, float | int | str] = Field(default_factory=dict)
    mark: ProvenanceKind | None = Field(default=None, description="provenance of the figures in the sentence")


class KeyFigure(Record):
    """One number of the strip under the answer."""

    label: str
    figure: Stated


class ReportCard(Record):
    """A report: what it is, and how many claims it makes."""

    number: int
    id: str
    title: str
    outlet: str
    published: dt.date | None
    published_from: str
    language: str
    frame: str
    origin: str
    characters: int
    claims: int


class PlaceLink(Record):
    """A place of a claim: canonical name, state, role, and its marker on the map (if it has a point)."""

    name: str
    cc: str
    role: str
    marker: str = ""


class ClaimCard(Record):
    """A claim as shown: neutral words, the quoted words with offsets, who says it, how certainly."""

    number: int
    anchor: str
    claim: Claim
    report: int = Field(description="number of the report")
    event: int = Field(description="number of the event, 0 when it belongs to none")
    kind: str
    gist: str
    status: str
    certainty: str
    who: str
    quote: str
    span: Span = Field(description="offsets of the quoted words in the text of the report")
    quote_cut: tuple[bool, bool] = Field(default=(False, False), description="cut at its start, at its end")
    lang: str
    places: tuple[PlaceLink, ...]
    when: str
    quantities: tuple[str, ...]


class EventCard(Record):
    """An event: claims about the same thing, with figures that disagree side by side."""

    number: int
    anchor: str
    event: Event
    gist: str
    claims: tuple[int, ...]
    said_by: tuple[str, ...] = Field(description="'official: asserted', one per class of source")
    figures: tuple[tuple[str, int], ...] = Field(description="(figure as stated, number of the claim)")
    conflict: bool = Field(description="whether figures about the same thing differ")


class CheckCard(Record):
    """One statement of a report beside Kordon's tables."""

    number: int
    anchor: str
    report: int
    claim: int = 0
    topic: str
    statement: str
    quote: str
    span: Span
    quote_cut: tuple[bool, bool] = (False, False)
    lang: str
    verdict: Literal["supported", "contradicted", "outdated", "no source found", "opinion"]
    finding: str
    figures: tuple[Stated, ...] = ()
    refs: tuple[int, ...] = ()


class Reason(Record):
    """One piece of evidence behind a zone."""

    text: str
    pushes: str
    weight: float
    source_class: str
    refs: tuple[int, ...] = ()
    claim: int = 0


class ZoneCard(Record):
    """A zone before and after the reports, with reasons."""

    anchor: str
    kind: str
    subject: str
    name: str
    before: ZoneColour | None
    after: ZoneColour
    changed: bool
    moved: float = Field(description="how far the probability of 'open' moved, -1..1")
    open_before: float | None
    probabilities: Mapping[int, tuple[float, float, float]]
    reason: str
    evidence: tuple[Reason, ...]
    more_evidence: int = Field(default=0, description="pieces of evidence beyond those listed")
    would_change: tuple[str, ...]


class MeasureRow(Record):
    """What a scenario changes, in words."""

    text: str
    mark: ProvenanceKind
    refs: tuple[int, ...] = ()
    claims: tuple[int, ...] = ()


class CargoLine(Record):
    """One cargo class of a scenario."""

    cargo: str
    name: str
    affected: Stated
    displaced: Stated
    unserved: Stated
    added_days: Stated
    added_usd_t: Stated
    loss: Stated


class ShiftLine(Record):
    """Tonnes a day that leave one corridor for another."""

    cargo: str
    leaves: str
    goes_to: str
    figure: Stated


class PostLine(Record):
    """A post whose load or delay changes most."""

    name: str
    mode: str
    capacity: Stated | None
    before: Stated
    after: Stated
    delay_before: Stated
    delay_after: Stated
    closed: bool


class LossLine(Record):
    """Loss of one state with its range and what drives the range."""

    state: str
    name: str
    shipper: Stated
    transit: Stated
    total: Stated
    driver: str


class ScenarioCard(Record):
    """A scenario and what it does, beside the baseline."""

    id: str
    anchor: str
    name: str
    description: str
    main: bool = Field(default=False, description="whether the answer is about this scenario")
    measures: tuple[MeasureRow, ...]
    headline: tuple[Sentence, ...]
    displaced: Stated
    unserved: Stated
    added_days: Stated
    added_usd_t: Stated
    loss: Stated
    cargo: tuple[CargoLine, ...]
    shifts: tuple[ShiftLine, ...]
    shifts_other: Stated | None = Field(default=None, description="the sum of the shifts that are not listed")
    posts: tuple[PostLine, ...]
    losses: tuple[LossLine, ...]
    losses_other: int = Field(default=0, description="states whose losses are only in the table")
    base_unserved: Stated
    indifferent: Stated = Field(description="moved between ways of practically equal cost, not counted as moved")
    gap: str
    left_out: tuple[str, ...]
    map: str = ""


class RouteLine(Record):
    """A lawful route as offered."""

    way: str
    legs: tuple[str, ...]
    posts: tuple[str, ...]
    states: tuple[str, ...]
    length_km: Stated
    days: Stated
    usd_per_t: Stated
    obligations: tuple[str, ...] = Field(default=(), description="letters of the card's obligations")
    caution: str = ""
    note: str = ""


class ObligationLine(Record):
    """What a route asks for short of a prohibition: licence, inspection, or an unknown rule."""

    letter: str
    effect: str
    text: str
    act: str
    refs: tuple[int, ...] = ()


class RefusalLine(Record):
    """Ways that exist and are refused by one rule at one place: no cost, no rank, the rule named."""

    ways: tuple[str, ...]
    more: int = Field(default=0, description="further ways refused by the same rule, not listed")
    where: str
    rule: str
    act: str
    authority: str
    refs: tuple[int, ...] = ()


class RouteView(Record):
    """Routes of one consignment in one state of affairs (today, or under a scenario)."""

    label: str
    as_first: bool = Field(default=False, description="the same routes at the same cost as in the first view")
    offered: tuple[RouteLine, ...]
    blocked_by: tuple[str, ...] = ()


class ConsignmentCard(Record):
    """One example consignment: its routes now and under scenarios, what they ask for, and what is refused."""

    number: int
    anchor: str
    title: str
    cargo: str
    why: str = ""
    views: tuple[RouteView, ...]
    obligations: tuple[ObligationLine, ...] = ()
    refused: tuple[RefusalLine, ...] = ()


class SofteningCard(Record):
    """What capacity added at one element buys, by simulation."""

    scenario: str
    name: str
    what: str
    before: Stated
    after: Stated
    saved: Stated
    unserved_before: Stated
    unserved_after: Stated


class Unknown(Record):
    """Something that is not known or was left out."""

    kind: Literal["conflict", "no source", "grey", "left out", "undated", "weak"]
    text: str


class Brief(Record):
    """A brief: the answer and all that stands behind it."""

    version: Literal["1"] = "1"
    title: str
    subtitle: str
    as_of: dt.date
    viewpoint: str = "default"
    answer: tuple[Sentence, ...]
    key_figures: tuple[KeyFigure, ...]
    key_caption: str = Field(default="", description="which scenario the key figures are of")
    leads: Mapping[str, tuple[Sentence, ...]] = Field(description="section -> what stands above it")
    reports: tuple[ReportCard, ...]
    claims: tuple[ClaimCard, ...]
    events: tuple[EventCard, ...]
    checks: tuple[CheckCard, ...]
    zones: tuple[ZoneCard, ...] = Field(description="zones that the reports move or touch, the most moved first")
    zone_counts: Mapping[str, tuple[int, int, int]] = Field(
        description="kind of subject -> how many are green, grey, red after the reports"
    )
    scenarios: tuple[ScenarioCard, ...]
    consignments: tuple[ConsignmentCard, ...]
    softening: tuple[SofteningCard, ...]
    unknowns: tuple[Unknown, ...]
    sources: tuple[Source, ...]
    maps: tuple[MapView, ...]
    charts: tuple[Chart, ...]
    manifest: Manifest
    network: tuple[Way, ...] = Field(default=(), exclude=True, description="all ways, for drawing")
    all_zones: tuple[Zone, ...] = Field(default=(), exclude=True, description="every zone, for zones.csv")
    zones_before: tuple[Zone, ...] = Field(default=(), exclude=True, description="zones without the reports")
    outcomes: tuple[Outcome, ...] = Field(default=(), exclude=True, description="for the outcome tables")

    @property
    def paragraph(self) -> str:
        """The one paragraph that answers."""
        return " ".join(sentence.text for sentence in self.answer)
