"""What is read: reports, the claims of their sentences, the events that claims tell of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import ConfigDict, Field

from kordon.model.figures import Record

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


class Report(Record):
    """A text as read: what it says, who published it when, in which language, in which frame."""

    id: str = Field(
        description="first 12 hex digits of the SHA-256 of the text; of text, day and outlet where others print it too"
    )
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


def only_way_round(places: Sequence[ClaimPlace]) -> bool:
    """Whether the places of a closure are just the posts by which freight goes round it, and not what is closed."""
    return bool(places) and all(place.role == "via" and place.kind == "point" for place in places)


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
