"""What is planned: routes offered with what they take, routes refused with the rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from kordon.model.figures import Record
from kordon.model.zones import ZoneColour


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
