"""What is drawn: maps and charts as records, before they become pictures."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kordon.model import Record, ZoneColour


class Marker(Record):
    """A numbered marker of claims on the map."""

    id: str
    label: str
    name: str
    lat: float
    lon: float
    claims: tuple[int, ...]
    area: bool = False


class ZoneFill(Record):
    """The zone of a territory or post on the map."""

    subject: str
    name: str
    colour: ZoneColour
    lat: float | None = None
    lon: float | None = None


class Town(Record):
    """A place that may be named on the map; the first ones are named first."""

    name: str
    lat: float
    lon: float
    weight: float


class Way(Record):
    """A line of the network: mode and points (lat, lon)."""

    mode: str
    points: tuple[tuple[float, float], ...]


class FlowLine(Record):
    """A way whose load changes between baseline and scenario."""

    mode: str
    name: str
    points: tuple[tuple[float, float], ...]
    before_t_day: float
    after_t_day: float


class MapView(Record):
    """One map: title, the words for those who do not see it, and what is drawn over the base map."""

    id: str
    title: str
    alt: str
    caption: str = ""
    zones: tuple[ZoneFill, ...] = ()
    posts: tuple[ZoneFill, ...] = ()
    markers: tuple[Marker, ...] = ()
    outside: tuple[Marker, ...] = Field(default=(), description="markers that lie outside the part shown")
    lines: tuple[FlowLine, ...] = ()
    towns: tuple[Town, ...] = ()
    window: tuple[float, float, float, float] | None = Field(
        default=None, description="left, top, right, bottom in km of the projection; None: what is drawn"
    )


class Bar(Record):
    """One bar of a chart: segments of one row, or a range with a middle."""

    label: str
    values: tuple[float, ...] = ()
    low: float | None = None
    middle: float | None = None
    high: float | None = None
    text: str = ""


class Chart(Record):
    """One chart. ``stacked`` shows segments by series; ``range`` shows low, middle and high."""

    id: str
    title: str
    alt: str
    kind: Literal["stacked", "range", "grouped"]
    unit: str
    series: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
