"""The bundled world is clean, and every check finds the defect that it is named for."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from kordon.model import Figure, Provenance
from kordon.world import World, load_world
from kordon.world import check as checks
from kordon.world.records import DemandRow


def broken(**parts: Any) -> World:
    """The bundled world with some parts replaced."""
    world = World()
    base = load_world()
    for name in ("territories", "places", "posts", "corridors", "cargo", "network", "demand", "rules", "events", "flows",
                 "memberships"):  # fmt: skip
        world.__dict__[name] = parts.get(name, getattr(base, name))
    return world


def rows(function: Any, world: World) -> set[str]:
    return {finding.row for finding in function(world)}


def test_the_bundled_world_is_clean() -> None:
    assert [str(finding) for finding in checks.check(load_world())] == []


def test_a_finding_is_one_line_with_file_row_and_mend() -> None:
    finding = checks.Finding("units", "posts.csv", "khorgos", "5 apples is out of range", "check its unit")
    assert str(finding) == "posts.csv: khorgos: 5 apples is out of range; check its unit [units]"


def test_unknown_ids() -> None:
    world = load_world()
    row = DemandRow("atlantis", "moscow", "unobtainium", 1.0, 1.0)
    found = {finding.what for finding in checks.unknown_ids(broken(demand=(*world.demand, row)))}
    assert found == {"zone 'atlantis' is unknown", "cargo class 'unobtainium' is unknown"}


def test_islands_and_dead_ends() -> None:
    network = load_world().network
    into = np.array([network.node_place[h] == "ulaanbaatar" for h in network.head])
    out = np.array([network.node_place[t] == "ulaanbaatar" for t in network.tail])
    inside = into & out
    assert "ulaanbaatar" in rows(checks.islands, broken(network=network.without((into | out) & ~inside)))
    assert "ulaanbaatar:rail" in rows(
        checks.dead_ends, broken(network=network.without(np.array([
            network.node_id[t] == "ulaanbaatar:rail" for t in network.tail])))
    )  # fmt: skip


def test_one_way_and_unconnected_posts() -> None:
    network = load_world().network
    border = np.array([
        kind == "border" and post == "syrym_mashtakovo"
        for kind, post in zip(network.link_kind, network.link_post, strict=True)
    ])  # fmt: skip
    first = np.zeros_like(border)
    first[np.flatnonzero(border)[0]] = True
    assert rows(checks.one_way_posts, broken(network=network.without(first))) == {"syrym_mashtakovo"}
    assert "syrym_mashtakovo" in rows(checks.unconnected_posts, broken(network=network.without(border)))


def test_circuity_and_territory() -> None:
    network = load_world().network
    link = next(i for i, m in enumerate(network.link_mode) if m == "rail" and network.length_km[i] > 300)
    length = network.length_km.copy()
    length[link] *= 4
    name = network.link_id[link]
    assert name in rows(checks.circuity, broken(network=dataclasses.replace(network, length_km=length)))
    cc = list(network.link_cc)
    cc[link] = "BR"
    assert rows(checks.territories_of_links, broken(network=dataclasses.replace(network, link_cc=tuple(cc)))) == {name}


def test_parallel_links_and_borders_without_a_post() -> None:
    network = load_world().network
    post = next(i for i, kind in enumerate(network.link_kind) if kind == "border" and network.link_cc[i] == "KZ-RU")
    kind, crossing = list(network.link_kind), list(network.link_post)
    kind[post], crossing[post] = "line", ""
    world = broken(network=dataclasses.replace(network, link_kind=tuple(kind), link_post=tuple(crossing)))
    assert network.link_id[post] in rows(checks.borders_without_a_post, world)
    tail, head = network.tail.copy(), network.head.copy()
    road = [i for i, mode in enumerate(network.link_mode) if mode == "road"][:2]
    tail[road[1]], head[road[1]] = tail[road[0]], head[road[0]]
    world = broken(network=dataclasses.replace(network, tail=tail, head=head))
    assert network.link_id[road[1]] in rows(checks.parallel_links, world)


@pytest.mark.parametrize(
    ("source", "what"),
    [
        (Provenance(kind="published", source="a newspaper"), "is called published without an address"),
        (Provenance(kind="assumed"), "is assumed without a word"),
    ],
)
def test_missing_sources(source: Provenance, what: str) -> None:
    posts = dict(load_world().posts)
    posts["syrym_mashtakovo"] = dataclasses.replace(posts["syrym_mashtakovo"], provenance=source)
    assert [f.what for f in checks.missing_sources(broken(posts=posts)) if f.row == "syrym_mashtakovo"] == [what]


def test_units_and_capacity() -> None:
    posts = dict(load_world().posts)
    absurd = Figure(value=9e9, unit="t/day", provenance=Provenance(kind="assumed", source="a slip"))
    posts["syrym_mashtakovo"] = dataclasses.replace(posts["syrym_mashtakovo"], capacity_t_day=absurd)
    assert rows(checks.units, broken(posts=posts)) == {"syrym_mashtakovo"}
    network = load_world().network
    capacity = network.capacity_t_day.copy()
    capacity[[post == "syrym_mashtakovo" for post in network.link_post]] = 9e9
    world = broken(network=dataclasses.replace(network, capacity_t_day=capacity))
    assert "syrym_mashtakovo" in rows(checks.capacity_behind_a_post, world)


def test_duplicate_names() -> None:
    places = dict(load_world().places)
    places["moskva"] = dataclasses.replace(places["moscow"], id="moskva")
    assert rows(checks.duplicate_names, broken(places=places)) == {"moskva"}


def test_overlapping_rules() -> None:
    world = load_world()
    rule = next(rule for rule in world.rules if rule.effect == "prohibited")
    twin = dataclasses.replace(rule, id="twin", effect="free")
    assert "twin" in rows(checks.overlapping_rules, broken(rules=(*world.rules, twin)))
