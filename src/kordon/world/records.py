"""The nouns of the world: territories, places, posts, corridors, cargo classes, demand, rules and sourced facts.

Each is one row of a table under ``world/data``; the columns of each table are described in ``world/data/schema/``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from kordon.model import Figure, Mode, Provenance


@dataclass(frozen=True, slots=True)
class Territory:
    """A state or territory: codes, names, customs union, main gauge."""

    cc: str
    iso3: str
    name_en: str
    name_ru: str
    name_kk: str
    name_zh: str
    customs_union: str
    gauge_mm: int | None
    lat: float
    lon: float
    aliases: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A named point. ``kind``: city, post, port, terminal, station, junction, field, refinery, strait, zone."""

    id: str
    name_en: str
    name_ru: str
    name_kk: str
    name_zh: str
    cc: str
    kind: str
    lat: float
    lon: float
    aliases: tuple[str, ...] = ()
    locode: str = ""
    provenance: Provenance = Provenance(kind="assumed")


@dataclass(frozen=True, slots=True)
class Post:
    """A border post: the two sides, modes, capacity both ways, hours, fee, whether third-country freight may use it.

    ``kind``: border, pipeline (a crossing of a pipeline) or gate (a strait, canal or cape). ``side_a``, ``side_b``:
    latitude and longitude of the two sides, where found. ``capacity_back_t_day``: from side b to side a where that
    differs from ``capacity_t_day``, else None. ``opening``: when it is open, as published, empty where not found;
    ``open_h_day``: hours a day on average that both sides are open, None where not known.
    """

    id: str
    name_en: str
    name_ru: str
    cc_a: str
    cc_b: str
    modes: tuple[str, ...]
    lat: float
    lon: float
    capacity_t_day: Figure
    hours: Figure
    fee_usd_t: Figure
    gauge_a_mm: int | None
    gauge_b_mm: int | None
    third_country: bool | None
    status: str
    status_text: str = ""
    aliases: tuple[str, ...] = ()
    provenance: Provenance = Provenance(kind="assumed")
    kind: str = "border"
    side_a: tuple[float, float] | None = None
    side_b: tuple[float, float] | None = None
    capacity_back_t_day: Figure | None = None
    opening: str = ""
    open_h_day: float | None = None
    opening_from: Provenance = Provenance(kind="assumed")

    @property
    def gauge_break(self) -> bool:
        """Whether wagons of one side cannot roll on the other."""
        return bool(self.gauge_a_mm and self.gauge_b_mm and self.gauge_a_mm != self.gauge_b_mm)


@dataclass(frozen=True, slots=True)
class Corridor:
    """A named route: ordered places, modes, published length, days, capacity and cost where known."""

    id: str
    name_en: str
    name_ru: str
    branch: str
    waypoints: tuple[str, ...]
    modes: tuple[str, ...]
    length_km: Figure | None
    transit_days: Figure | None
    capacity_mt_year: Figure | None
    cost: Figure | None
    status: str = "open"
    aliases: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cargo:
    """A class of goods. ``modes``: the modes it can use; ``pce``: tonnes of capacity that one tonne takes up.

    ``segments``: parts of its freight by value of time, each (share of tonnes, factor on the value of time).
    """

    id: str
    name_en: str
    name_ru: str
    hs: tuple[str, ...]
    value_usd_t: Figure
    vot_usd_t_day: Figure
    modes: tuple[Mode, ...]
    ontology: tuple[str, ...]
    pce: float = 1.0
    controls: str = ""
    segments: tuple[tuple[float, float], ...] = ((1.0, 1.0),)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: who forbids, licenses, inspects or taxes what, from where to where via where, from when to when.

    Empty tuples match everything. ``effect``: free, inspected, licence, prohibited. ``via``: states of transit;
    ``post_kind``: 'bilateral' when the rule keeps third-country freight off bilateral posts; ``modes``: empty = all;
    ``vehicles``: states of registration of the trucks that the rule is about, ``vehicles_in``: where it holds for them.
    """

    id: str
    effect: str
    authority: str
    act: str
    text_en: str
    cargo: tuple[str, ...]
    hs: tuple[str, ...]
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    via: tuple[str, ...]
    modes: tuple[str, ...]
    posts: tuple[str, ...]
    post_kind: str
    start: dt.date | None
    end: dt.date | None
    transit_exempt: bool
    provenance: Provenance
    tier: str = ""
    note: str = ""
    vehicles: tuple[str, ...] = ()
    vehicles_in: tuple[str, ...] = ()

    def in_force(self, on: dt.date) -> bool:
        """Whether the rule holds on a day. A rule without a start is held to be in force."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """One row of the bundled table of sourced events: one source's statement about one event."""

    id: str
    type: str
    place_ids: tuple[str, ...]
    territories: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None
    direction: str
    cargo: tuple[str, ...]
    modes: tuple[str, ...]
    figures: tuple[tuple[str, Figure], ...]
    claimed_by: str
    source_class: str
    status: str
    summary: str
    provenance: Provenance
    episode: str = ""


@dataclass(frozen=True, slots=True)
class PublishedFlow:
    """One published flow, capacity or count."""

    id: str
    name: str
    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    via: tuple[str, ...]
    corridor: str
    cargo: tuple[str, ...]
    mode: str
    year: int | None
    period: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Membership:
    """A state's place in a bloc or convention."""

    cc: str
    bloc: str
    status: str
    since: str
    until: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty: parties, dates, whether it is in force (``in_force`` None: no), its subject and articles."""

    id: str
    name_en: str
    name_ru: str
    aliases: tuple[str, ...]
    parties: tuple[str, ...]
    signed: dt.date | None
    in_force: dt.date | None
    status: str
    subject: str
    articles: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class DemandRow:
    """Tonnes a day from zone to zone by cargo class, with the choke price above which it is not shipped."""

    origin: str
    destination: str
    cargo: str
    t_day: float
    choke_usd_t: float
    provenance: Provenance = field(default_factory=lambda: Provenance(kind="estimated"))
