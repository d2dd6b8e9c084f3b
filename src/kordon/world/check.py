"""Check the world: one function per check, each named for what it finds.

A check takes the world and yields :class:`Finding` records that name the file, the row and the mend. ``check`` runs
them all; ``kordon world check`` prints them. The bundled tables are clean; the checks are for whoever edits them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from kordon.world.checkshape import links_outside_their_state, places_outside_their_state
from kordon.world.checktables import TABLE_CHECKS
from kordon.world.csvtable import read_table
from kordon.world.finding import Finding
from kordon.world.load import World
from kordon.world.territories import same_customs_area

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""

CIRCUITY = {"rail": (0.99, 1.60), "road": (0.99, 1.60), "sea": (0.85, 8.0), "inland_water": (0.99, 3.5)}
"""Least and greatest length over great-circle distance, by mode. The rail and road bounds were measured on an
independent network (docs/world.md); sea ways round capes and rivers wind more, and the point of a strait may lie a
little off the line that ships take."""

SHORT_KM = 40.0
"""Links shorter than this are not held to the circuity: the rounding of coordinates would decide."""


_OPEN_BORDERS = {"CH", "AT", "DE", "FR", "IT"}
_WITH_POSTS = {"RU", "KZ", "BY", "KG", "AM"}


def check(world: World) -> tuple[Finding, ...]:
    """Return everything that the checks find, in the order of the checks; empty when the world is clean.

    What ``data/check_exceptions.csv`` accepts, with its reason, is left out; an exception that nothing needs any more
    is itself a finding.
    """
    accepted = {(row["check"], row["row"]): False for row in read_table("check_exceptions")}
    found: list[Finding] = []
    for function in CHECKS:
        for finding in function(world):
            keys = [
                key for key in ((finding.check, finding.row), (finding.check, _reverse(finding.row))) if key in accepted
            ]
            if keys:
                accepted[keys[0]] = True
            else:
                found.append(finding)
    found += [
        Finding("check_exceptions", "check_exceptions.csv", row, f"{name} no longer finds it", "remove the exception")
        for (name, row), used in accepted.items()
        if not used
    ]
    return tuple(found)


def _reverse(row: str) -> str:
    """Return the id of the link of the other direction."""
    mode, _, ends = row.partition(":")
    tail, _, head = ends.partition(">")
    return f"{mode}:{head}>{tail}"


def great_circle_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Return the great-circle distance in km (haversine formula)."""
    a, b = math.radians(lat_a), math.radians(lat_b)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, h)))


def unknown_ids(world: World) -> Iterator[Finding]:
    """Find corridors, posts, demand and events that name a place, state or cargo class that is not there."""
    places, states = world.places, world.territories
    for corridor in world.corridors.values():
        for waypoint in corridor.waypoints:
            if waypoint not in places:
                yield _unknown("unknown_ids", "corridors.csv", corridor.id, "waypoint", waypoint)
    for post in world.posts.values():
        if post.id not in places:
            yield _unknown("unknown_ids", "posts.csv", post.id, "place", post.id)
        for cc in (post.cc_a, post.cc_b):
            if cc and cc not in states:
                yield _unknown("unknown_ids", "posts.csv", post.id, "state", cc)
    for place in places.values():
        if place.cc and place.cc not in states:
            yield _unknown("unknown_ids", "places.csv", place.id, "state", place.cc)
    zones = {z for z, mode in zip(world.network.node_id, world.network.node_mode, strict=True) if mode == "zone"}
    for row in world.demand:
        for end in (row.origin, row.destination):
            if end not in zones:
                yield _unknown("unknown_ids", "demand.csv", f"{row.origin} - {row.destination}", "zone", end)
        if row.cargo not in world.cargo:
            yield _unknown("unknown_ids", "demand.csv", f"{row.origin} - {row.destination}", "cargo class", row.cargo)
    for event in world.events:
        for place_id in event.place_ids:
            if place_id not in places and place_id not in states and place_id not in world.corridors:
                yield _unknown("unknown_ids", "events.csv", event.id, "place", place_id)


def _unknown(name: str, file: str, row: str, what: str, value: str) -> Finding:
    return Finding(name, file, row, f"{what} {value!r} is unknown", f"add it to its table or correct {row}")


def islands(world: World) -> Iterator[Finding]:
    """Find zones from which freight reaches nothing, or which nothing reaches, by road, rail or ship.

    Pipelines carry one cargo one way and are left out; a field or plant that only a pipeline joins is no island.
    """
    network = world.network
    keep = np.array([not m.endswith("pipeline") for m in network.link_mode], dtype=np.bool_)
    tail, head = network.tail[keep], network.head[keep]
    graph = csr_array((np.ones(tail.size), (tail, head)), shape=(network.n_nodes, network.n_nodes))
    _, label = connected_components(graph, directed=True, connection="strong")
    main = Counter(label.tolist()).most_common(1)[0][0]
    piped = {network.node_place[int(n)] for ends in (network.tail[~keep], network.head[~keep]) for n in ends}
    for node, mode in enumerate(network.node_mode):
        place = network.node_place[node]
        if mode == "zone" and label[node] != main and place not in piped:
            yield Finding("islands", "places.csv", place, "is cut off from the rest", "join it by a link each way")


def dead_ends(world: World) -> Iterator[Finding]:
    """Find nodes that can be entered but not left, or left but not entered (pipelines excepted)."""
    network = world.network
    entered, left = set(network.head.tolist()), set(network.tail.tolist())
    for node, name in enumerate(network.node_id):
        if not network.node_mode[node].endswith("pipeline") and (node in entered) != (node in left):
            way = "left" if node in entered else "entered"
            yield Finding("dead_ends", "links_*.csv", name, f"cannot be {way}", "add the link of the other direction")


def one_way_posts(world: World) -> Iterator[Finding]:
    """Find posts that can be crossed in one direction only, by road or rail."""
    network = world.network
    ways: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for i, kind in enumerate(network.link_kind):
        if kind == "border" and network.link_mode[i] in ("road", "rail"):
            a, b = network.node_cc[network.tail[i]], network.node_cc[network.head[i]]
            ways[network.link_post[i], network.link_mode[i]].add((a, b))
    for (post, mode), found in ways.items():
        if any((b, a) not in found for a, b in found):
            yield Finding("one_way_posts", "posts.csv", post, f"{mode} crosses one way only", "add the other direction")


def unconnected_posts(world: World) -> Iterator[Finding]:
    """Find open posts that no link of the network crosses."""
    crossed = set(world.network.link_post)
    for post in world.posts.values():
        if post.status not in ("closed", "planned") and post.id not in crossed:
            yield Finding("unconnected_posts", "posts.csv", post.id, "no link crosses it", "add links on both sides")


def parallel_links(world: World) -> Iterator[Finding]:
    """Find pairs of links of one mode between the same nodes, of which one could dodge what happens to the other."""
    network = world.network
    seen: dict[tuple[int, int, str], str] = {}
    for i in range(network.n_links):
        key = (int(network.tail[i]), int(network.head[i]), network.link_mode[i])
        if key in seen:
            yield Finding(
                "parallel_links", "links_*.csv", network.link_id[i], f"lies beside {seen[key]}", "keep one of the two"
            )
        seen[key] = network.link_id[i]


def borders_without_a_post(world: World) -> Iterator[Finding]:
    """Find roads and railways that cross a border beside every post, where no control could be simulated.

    Inside one customs union with open borders (the EU, with Switzerland, whose land borders with it are free of checks
    of persons) there are no posts to name; inside the EAEU there are.
    """
    network = world.network
    for i, kind in enumerate(network.link_kind):
        if kind != "line" or network.link_mode[i] not in ("road", "rail") or network.link_post[i]:
            continue
        a, b = network.node_cc[network.tail[i]], network.node_cc[network.head[i]]
        open_border = {a, b} <= _OPEN_BORDERS or (same_customs_area(a, b) and not {a, b} & _WITH_POSTS)
        if a and b and a != b and not open_border:
            yield Finding(
                "borders_without_a_post", f"links_{network.link_mode[i]}.csv", network.link_id[i],
                f"crosses from {a} to {b} at no post", "put a post between its ends",
            )  # fmt: skip


def circuity(world: World) -> Iterator[Finding]:
    """Find links shorter than the great circle or far longer than links of their mode are."""
    network = world.network
    for i, kind in enumerate(network.link_kind):
        bounds = CIRCUITY.get(network.link_mode[i])
        if kind != "line" or bounds is None:
            continue
        points = [
            (float(network.node_lat[network.tail[i]]), float(network.node_lon[network.tail[i]])),
            *network.shape[i],
            (float(network.node_lat[network.head[i]]), float(network.node_lon[network.head[i]])),
        ]
        crow = great_circle_km(*points[0], *points[-1])
        length = float(network.length_km[i])
        if crow < SHORT_KM:
            continue
        if not bounds[0] <= length / crow <= bounds[1]:
            yield Finding(
                "circuity", f"links_{network.link_mode[i]}.csv", network.link_id[i],
                f"{length:.0f} km is {length / crow:.2f} times the great circle of {crow:.0f} km",
                f"correct the length or the coordinates (expected {bounds[0]:.2f} to {bounds[1]:.2f} times)",
            )  # fmt: skip


def territories_of_links(world: World) -> Iterator[Finding]:
    """Find land links whose territory is not that of their ends."""
    network = world.network
    for i, kind in enumerate(network.link_kind):
        if kind not in ("line", "border") or network.link_mode[i] not in ("road", "rail"):
            continue
        ends = {network.node_cc[network.tail[i]], network.node_cc[network.head[i]]}
        if set(network.link_cc[i].split("-")) != ends:
            yield Finding(
                "territories_of_links", f"links_{network.link_mode[i]}.csv", network.link_id[i],
                f"lies in {network.link_cc[i] or 'no state'}, its ends in {' and '.join(sorted(ends))}",
                "correct the state of a place",
            )  # fmt: skip


def missing_sources(world: World) -> Iterator[Finding]:
    """Find rows that call a figure published without an address, or give no reason for an assumed one."""
    rows = [
        *(("posts.csv", p.id, f) for p in world.posts.values() for f in (
            p.provenance, p.capacity_t_day.provenance, p.hours.provenance, p.fee_usd_t.provenance,
            *((p.opening_from,) if p.opening else ()))),
        *(("places.csv", p.id, p.provenance) for p in world.places.values()),
        *(("rules.csv", r.id, r.provenance) for r in world.rules),
        *(("events.csv", e.id, e.provenance) for e in world.events),
        *(("flows.csv", f.id, f.figure.provenance) for f in world.flows),
        *(("memberships.csv", f"{m.cc} {m.bloc}", m.provenance) for m in world.memberships),
        *(("cargo.csv", c.id, f.provenance) for c in world.cargo.values() for f in (c.value_usd_t, c.vot_usd_t_day)),
    ]  # fmt: skip
    for file, row, source in rows:
        if source.kind == "published" and "://" not in source.source:
            yield Finding("missing_sources", file, row, "is called published without an address", "give the URL")
        elif source.kind != "published" and not (source.source or source.note):
            yield Finding("missing_sources", file, row, f"is {source.kind} without a word", "say how or why")


def duplicate_names(world: World) -> Iterator[Finding]:
    """Find two places of one state and kind that share a name within 30 km, which are most likely one place."""
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for place in world.places.values():
        groups[place.cc, place.kind, place.name_en.casefold()].append(place.id)
    for ids in groups.values():
        for a, b in pairwise(ids):
            x, y = world.places[a], world.places[b]
            if great_circle_km(x.lat, x.lon, y.lat, y.lon) < 30:
                yield Finding(
                    "duplicate_names", "places.csv", b, f"bears the name of {a}", "merge them or tell them apart"
                )


def capacity_behind_a_post(world: World) -> Iterator[Finding]:
    """Find road and rail posts that can pass far more than the links that lead to them can carry."""
    network = world.network
    reach: dict[int, float] = defaultdict(float)
    for i, kind in enumerate(network.link_kind):
        if kind == "line":
            reach[int(network.tail[i])] += float(network.capacity_t_day[i])
    for i, kind in enumerate(network.link_kind):
        if kind != "border" or network.link_mode[i] not in ("road", "rail"):
            continue
        behind = reach[int(network.head[i])]
        if network.capacity_t_day[i] > 1.5 * behind:
            yield Finding(
                "capacity_behind_a_post", "posts.csv", network.link_post[i],
                f"passes {network.capacity_t_day[i]:.0f} t/day onto links of {behind:.0f} t/day",
                "check the unit of the capacity",
            )  # fmt: skip


def overlapping_rules(world: World) -> Iterator[Finding]:
    """Find two rules of one authority with the same subject whose times overlap and whose effects differ."""
    seen: dict[tuple[object, ...], list[str]] = defaultdict(list)
    rules = {rule.id: rule for rule in world.rules}
    for rule in world.rules:
        key = (
            rule.authority, rule.cargo, rule.hs, rule.origins, rule.destinations, rule.via, rule.modes, rule.posts,
            rule.post_kind,
        )  # fmt: skip
        for other_id in seen[key]:
            other = rules[other_id]
            apart = (rule.end and other.start and rule.end < other.start) or (
                other.end and rule.start and other.end < rule.start
            )
            if not apart and other.effect != rule.effect:
                yield Finding(
                    "overlapping_rules", "rules.csv", rule.id, f"contradicts {other_id} while both are in force",
                    "end one where the other begins",
                )  # fmt: skip
        seen[key].append(rule.id)


def units(world: World) -> Iterator[Finding]:
    """Find figures outside the range that their unit allows: a sign of a wrong unit."""
    for post in world.posts.values():
        for figure, low, high in ((post.capacity_t_day, 1, 2e7), (post.hours, 0, 24 * 60), (post.fee_usd_t, 0, 500)):
            if not low <= figure.value <= high:
                yield Finding(
                    "units", "posts.csv", post.id, f"{figure.value:g} {figure.unit} is out of range", "check its unit"
                )
    for place in world.places.values():
        if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
            yield Finding("units", "places.csv", place.id, "has coordinates off the globe", "check lat and lon")


CHECKS: tuple[Callable[[World], Iterator[Finding]], ...] = (
    unknown_ids, islands, dead_ends, one_way_posts, unconnected_posts, parallel_links, borders_without_a_post, circuity,
    territories_of_links, places_outside_their_state, links_outside_their_state, missing_sources, duplicate_names,
    capacity_behind_a_post, overlapping_rules, units, *TABLE_CHECKS,
)  # fmt: skip
