"""Rules and records for planning tests on the tiny world."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from kordon.model import Figure, Provenance, Zone
from kordon.world.load import World
from kordon.world.records import Rule
from worlds import WorldBuilder, tiny_world

DAY = dt.date(2025, 10, 7)
SOURCE = Provenance(kind="published", source="https://example.org/rule", date="2024-01-01")


def rule(id_: str, **more: Any) -> Rule:
    columns: dict[str, Any] = {
        "effect": "prohibited", "authority": "Authority", "act": f"Act {id_}", "text_en": f"Text of {id_}.", "cargo": (), "hs": (),
        "origins": (), "destinations": (), "via": (), "modes": (), "posts": (), "post_kind": "", "start": None, "end": None,
        "transit_exempt": True, "provenance": SOURCE, **more,
    }  # fmt: skip
    return Rule(id=id_, **columns)


def world_with(*rules: Rule) -> World:
    world = tiny_world()
    world.__dict__["rules"] = rules
    return world


BILATERAL = rule("bilateral_posts", post_kind="bilateral", modes=("road",), via=("KZ", "RU"))


def closed_zone(post: str, p_closed: float = 0.9) -> Zone:
    triple = (1 - p_closed, 0.0, p_closed)
    return Zone(subject_kind="post", subject=post, name=post, as_of=DAY, colour="red", evidence=(), reason="closed",
                probabilities=dict.fromkeys((0, 7, 30, 90), triple))  # fmt: skip


def with_hours(world: World, post: str, low: float, value: float, high: float) -> World:
    figure = Figure(value=value, unit="h", low=low, high=high, provenance=SOURCE)
    world.posts[post] = replace(world.posts[post], hours=figure)  # type: ignore[index]
    return world


__all__ = ["BILATERAL", "DAY", "WorldBuilder", "closed_zone", "rule", "tiny_world", "with_hours", "world_with"]
