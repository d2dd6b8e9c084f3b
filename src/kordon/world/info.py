"""Count the world: sizes of the tables and the network, and what share of its figures is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from kordon.world.csvtable import read_table
from kordon.world.load import World

KINDS = ("published", "calibrated", "estimated", "assumed")


def info(world: World) -> dict[str, Any]:
    """Return counts of tables, nodes and links, and per figure the share of rows by provenance (0..1).

    Shares of ``length`` and ``cost`` and ``time`` run over line links, one link one vote, ``capacity`` over links that
    have one, ``post_*`` over land border posts. ``length_on_land`` leaves the sea out and weighs each link with its km.
    """
    network = world.network
    posts = Counter(post.kind for post in world.posts.values())
    land = [post for post in world.posts.values() if post.kind == "border"]
    lines = [i for i, kind in enumerate(network.link_kind) if kind == "line"]
    return {
        "territories": len(world.territories),
        "places": dict(sorted(Counter(p.kind for p in world.places.values()).items())),
        "posts": dict(sorted(posts.items())),
        "posts_multilateral": sum(p.third_country is True and p.kind == "border" for p in world.posts.values()),
        "posts_bilateral": sum(p.third_country is False and p.kind == "border" for p in world.posts.values()),
        "posts_both_sides": sum(p.side_a is not None and p.side_b is not None for p in land),
        "posts_one_side": sum((p.side_a is None) != (p.side_b is None) for p in land),
        "posts_opening": sum(bool(p.opening) for p in land),
        "posts_open_hours": sum(p.open_h_day is not None for p in land),
        "gates": posts["gate"],
        "corridors": len(world.corridors),
        "ports": len(read_table("ports")),
        "cargo": len(world.cargo),
        "demand_rows": len(world.demand),
        "rules": len(world.rules),
        "events": len(world.events),
        "flows": len(world.flows),
        "nodes": dict(sorted(Counter(network.node_mode).items())),
        "rows": {
            name: len(read_table(f"links_{name}")) for name in ("rail", "road", "pipeline", "ferry", "water", "sea")
        },
        "links": dict(sorted(Counter(network.link_kind).items())),
        "line_links": dict(sorted(Counter(network.link_mode[i] for i in lines).items())),
        "share": {
            "length": _shares(network.provenance[i]["length"] for i in lines),
            "length_on_land": _shares_by_km(world, lines),
            "time": _shares(network.provenance[i]["time"] for i in lines),
            "cost": _shares(network.provenance[i]["cost"] for i in lines),
            "capacity": _shares(network.provenance[i]["capacity"] for i in lines),
            "post_capacity": _shares(_border(world, "capacity_t_day")),
            "post_hours": _shares(_border(world, "hours")),
            "post_fee": _shares(_border(world, "fee_usd_t")),
            "coordinates": _shares(p.provenance.kind for p in world.places.values()),
        },
    }


def _border(world: World, figure: str) -> Iterable[str]:
    return (getattr(post, figure).provenance.kind for post in world.posts.values() if post.kind == "border")


def _shares_by_km(world: World, lines: Iterable[int]) -> dict[str, float]:
    """Return the share of the kilometres of roads, railways, pipelines and rivers by provenance of the length."""
    network = world.network
    km: dict[str, float] = dict.fromkeys(KINDS, 0.0)
    for i in lines:
        if network.link_mode[i] != "sea":
            km[network.provenance[i]["length"]] += float(network.length_km[i])
    return {kind: round(km[kind] / sum(km.values()), 4) for kind in KINDS if km[kind]}


def _shares(kinds: Iterable[str]) -> dict[str, float]:
    """Return the share of each kind of provenance, figures that do not exist (kind ``none``) left out."""
    found = Counter(kind for kind in kinds if kind in KINDS)
    total = max(found.total(), 1)
    return {kind: round(found[kind] / total, 4) for kind in KINDS if found[kind]}
