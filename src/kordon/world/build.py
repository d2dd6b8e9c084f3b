"""Compile places, posts, corridors and link tables into one multimodal :class:`~kordon.world.network.Network`.

A place where freight can start or end gets a zone node and one node per mode that reaches it; connectors join the two
and transfers join modes. A border post gets one node per side and mode, joined by a border link each way. At a port the
quay stands between land and ship: its berth link carries the capacity of the port, and where other ships call as well,
ferries have a berth of their own. Where a sea link passes a gate (strait, canal, cape) it carries the gate's id as its
post, so that closing the gate removes it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

import numpy as np

from kordon.errors import DataError
from kordon.world.csvtable import Row, number, read_table
from kordon.world.network import Network
from kordon.world.rates import Point, pipeline_t_day, polyline_km, read_rates, shape_of
from kordon.world.records import Corridor, Place, Post
from kordon.world.sea import basin_of, sea_rows
from kordon.world.tables import posts_on, read_ports
from kordon.world.tag import tag_corridors

NO_ZONE = frozenset({"post", "strait", "junction"})
"""Kinds of places where no freight starts or ends."""

LATER = frozenset({"planned", "building"})

SEASONAL_SHARE = 0.5
"""Share of the year that a seasonal road post is open (assumed): ice roads end in March, barges run in summer."""


@dataclass(slots=True)
class Link:
    """One directed link before it becomes a row of columns; ``tail`` and ``head`` are node ids."""

    id: str
    tail: str
    head: str
    kind: str
    mode: str
    cc: str
    post: str
    length_km: float
    time_h: float
    cost_usd_t: float
    capacity_t_day: float
    gauge_mm: int
    provenance: dict[str, str]
    shape: tuple[Point, ...] = ()


@dataclass(slots=True)
class _Draft:
    """Nodes and links as they grow: node id -> (place, state, mode, latitude, longitude)."""

    nodes: dict[str, tuple[str, str, str, float, float]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    modes_at: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    ferries: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Capacity of the ferry lines of ports where other ships call as well, t/day each way."""

    def node(self, place: Place, mode: str, cc: str = "") -> str:
        """Return the id of a node, adding it when it is new; ``cc`` is the side at a post."""
        name = place.id if mode == "zone" else f"{place.id}:{mode}:{cc}" if cc else f"{place.id}:{mode}"
        if name not in self.nodes:
            self.nodes[name] = (place.id, cc or place.cc, mode, place.lat, place.lon)
        if mode not in ("zone", "transfer"):
            self.modes_at[place.id].add(mode)
        return name


def build_network(
    places: Mapping[str, Place],
    posts: Mapping[str, Post],
    corridors: Mapping[str, Corridor],
    *,
    include_planned: bool = False,
    include_closed: bool = False,
    on: dt.date | None = None,
) -> Network:
    """Return the compiled network.

    Without ``on`` it is the ordinary state: what the tables call open, dated closures of ``post_status.csv`` left
    aside, seasonal waterways open with their capacity averaged over the year. With ``on`` dated changes and seasons of
    that day hold. Planned and closed posts and links are left out unless asked for.
    """
    if on is not None:
        posts = posts_on(posts, on)
    usable = {
        p.id: p
        for p in posts.values()
        if (p.status != "closed" or include_closed) and (p.status not in LATER or include_planned)
    }
    draft = _Draft()

    def keep(row: Row) -> bool:
        status = row["status"]
        if status in LATER:
            return include_planned
        return status == "open" or (include_closed and status in ("closed", "idle"))

    def known(row: Row, table: str) -> bool:
        for end in ("from_place", "to_place"):
            if row[end] not in places:
                raise DataError(f"data/{table}.csv: {row['from_place']} - {row['to_place']}: {row[end]!r} is no place")
        return all(row[end] not in posts or row[end] in usable for end in ("from_place", "to_place"))

    for mode in ("rail", "road"):
        for row in read_table(f"links_{mode}"):
            if keep(row) and known(row, f"links_{mode}"):
                _add_land(draft, row, mode, places, usable)
    for row in read_table("links_water"):
        if keep(row) and known(row, "links_water") and _in_season(row, on):
            _add_water(draft, row, places, usable)
    deep_sea = {end.id for leg in sea_rows(places) for end in (leg.tail, leg.head) if end.id in places}
    for row in read_table("links_ferry"):
        if keep(row) and known(row, "links_ferry") and _in_season(row, on):
            _add_ferry(draft, row, places, deep_sea)
    _add_sea(draft, places, posts, usable)
    flows: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in read_table("links_pipeline"):
        if keep(row) and known(row, "links_pipeline"):
            _add_pipeline(draft, row, places, usable, flows)
    for post in usable.values():
        if post.kind != "gate":
            _add_border(draft, post, places[post.id], flows)
    for place_id in list(draft.modes_at):
        place = places.get(place_id)
        if place is not None and place.kind not in NO_ZONE:
            _add_handling(draft, place)
    return _compile(draft, {c.id: c for c in corridors.values() if c.status not in LATER or include_planned})


def network_on(
    places: Mapping[str, Place], posts: Mapping[str, Post], corridors: Mapping[str, Corridor], on: dt.date
) -> Network:
    """Return the network as it stood on a day (:func:`build_network` with ``on``)."""
    return build_network(places, posts, corridors, on=on)


def _in_season(row: Row, on: dt.date | None) -> bool:
    if on is None or not row["season_start"]:
        return True
    return row["season_start"] <= on.strftime("%m-%d") <= row["season_end"]


def _end(
    draft: _Draft, place_id: str, mode: str, cc: str, places: Mapping[str, Place], posts: Mapping[str, Post]
) -> str:
    """Return the node of a place for a link in ``cc``: at a post the side that lies there."""
    post = posts.get(place_id)
    if post is None or post.kind == "gate" or mode not in post.modes:
        return draft.node(places[place_id], mode)
    if cc not in (post.cc_a, post.cc_b):
        raise DataError(f"data/links_{mode}.csv: a link in {cc} ends at post {place_id} ({post.cc_a}, {post.cc_b})")
    return draft.node(places[place_id], mode, cc)


def _measured(row: Row, mode: str, cc: str, ends: tuple[Place, Place]) -> tuple[float, tuple[Point, ...], str]:
    """Return length, shape and kind of provenance of a row: its own figure, else polyline times circuity."""
    shape = shape_of(row.get("shape", ""))
    length = number(row["length_km"])
    if length is not None:
        return length, shape, row["kind"]
    straight = polyline_km([(ends[0].lat, ends[0].lon), *shape, (ends[1].lat, ends[1].lon)])
    return max(straight * read_rates().circuity(mode, cc), 1.0), shape, "estimated"


def _both(draft: _Draft, link: Link, *, two_way: bool = True) -> None:
    draft.links.append(link)
    if two_way:
        back = Link(
            link.id, link.head, link.tail, link.kind, link.mode, link.cc, link.post, link.length_km, link.time_h,
            link.cost_usd_t, link.capacity_t_day, link.gauge_mm, link.provenance, link.shape[::-1],
        )  # fmt: skip
        draft.links.append(back)


def _add_land(draft: _Draft, row: Row, mode: str, places: Mapping[str, Place], posts: Mapping[str, Post]) -> None:
    rates, cc = read_rates(), row["cc"]
    a, b = places[row["from_place"]], places[row["to_place"]]
    tail, head = (_end(draft, p.id, mode, cc, places, posts) for p in (a, b))
    length, shape, said = _measured(row, mode, cc, (a, b))
    kind = rates.link_class(mode, row["link_class"])
    rate = rates.rate(mode, cc)
    capacity = number(row["capacity_t_day"])
    source = {
        "length": said, "time": rate.speed_kind, "cost": rate.rate_kind,
        "capacity": kind["kind"] if capacity is None else row["capacity_kind"], "source": row["source"],
        "note": row["note"],
    }  # fmt: skip
    _both(
        draft,
        Link(
            mode, tail, head, "line", mode, cc, "", length, length / (rate.speed_km_h * float(kind["speed_factor"])),
            length * rate.usd_t_km * float(kind["cost_factor"]),
            float(kind["capacity_t_day"]) if capacity is None else capacity,
            int(number(row.get("gauge_mm", "")) or 0), source, shape,
        ),
    )  # fmt: skip


def _add_water(draft: _Draft, row: Row, places: Mapping[str, Place], posts: Mapping[str, Post]) -> None:
    mode, cc = "inland_water", row["cc"]
    a, b = places[row["from_place"]], places[row["to_place"]]
    rate = read_rates().rate(mode, "")
    length, shape, said = _measured({**row, "shape": ""}, mode, cc, (a, b))
    gate = next((posts[p.id] for p in (a, b) if p.id in posts and posts[p.id].kind == "gate"), None)
    # A canal is one chamber of locks: the link that leaves its place downstream carries the gate, the other does not.
    gated = gate is not None and row["from_place"] == gate.id
    capacity = gate.capacity_t_day.value if gated and gate is not None else float(row["capacity_t_day"])
    hours = length / rate.speed_km_h + (gate.hours.value if gated and gate is not None else 0.0)
    source = {
        "length": said, "time": rate.speed_kind, "cost": rate.rate_kind, "capacity": row["capacity_kind"],
        "source": row["source"],
    }  # fmt: skip
    post = gate.id if gated and gate is not None else ""
    tail, head = draft.node(a, mode), draft.node(b, mode)
    _both(
        draft,
        Link(
            mode, tail, head, "line", mode, cc, post, length, hours, length * rate.usd_t_km, capacity, 0, source, shape,
        ),
    )  # fmt: skip


def _add_ferry(draft: _Draft, row: Row, places: Mapping[str, Place], deep_sea: Set[str]) -> None:
    """Add a line of ferries. Where other ships call as well it has a berth of its own: freight changes ship ashore."""
    a, b = places[row["from_place"]], places[row["to_place"]]
    rate = read_rates().rate("sea", row["basin"])
    length, capacity = float(row["length_km"]), float(row["capacity_t_day"])
    ends: list[str] = []
    for port in (a, b):
        ends.append(draft.node(port, "sea") if port.id not in deep_sea else f"{port.id}:ferry")
        if port.id in deep_sea:
            draft.nodes[ends[-1]] = (port.id, port.cc, "sea", port.lat, port.lon)
            draft.ferries[port.id] += capacity
    source = {
        "length": row["kind"], "time": rate.speed_kind, "cost": rate.rate_kind, "capacity": row["capacity_kind"],
        "source": row["source"],
    }  # fmt: skip
    _both(
        draft,
        Link(
            "ferry", ends[0], ends[1], "line", "sea", "", "", length,
            length / rate.speed_km_h + (number(row["wait_h"]) or 0.0), length * rate.usd_t_km, capacity, 0, source,
            shape_of(row["shape"]),
        ),
    )  # fmt: skip


def _add_sea(draft: _Draft, places: Mapping[str, Place], posts: Mapping[str, Post], usable: Mapping[str, Post]) -> None:
    for leg in sea_rows(places):
        gate = posts.get(leg.gate)
        if gate is not None and gate.id not in usable:
            continue
        for end in (leg.tail, leg.head):
            name = f"{end.id}:sea"
            if name not in draft.nodes:
                draft.nodes[name] = (end.id, end.cc, "sea", end.lat, end.lon)
            if end.id in places:
                draft.modes_at[end.id].add("sea")
        middle = ((leg.tail.lat + leg.head.lat) / 2, (leg.tail.lon + leg.head.lon) / 2)
        rate = read_rates().rate("sea", basin_of(middle))
        source = {
            "length": "estimated", "time": rate.speed_kind, "cost": rate.rate_kind,
            "capacity": "none" if gate is None else gate.capacity_t_day.provenance.kind,
            "source": "shortest way on the sea network of searoute 1.6 (Apache-2.0)",
        }  # fmt: skip
        capacity = float("inf") if gate is None else gate.capacity_t_day.value
        _both(
            draft,
            Link(
                "sea", f"{leg.tail.id}:sea", f"{leg.head.id}:sea", "line", "sea", "", leg.gate, leg.length_km,
                leg.length_km / rate.speed_km_h, leg.length_km * rate.usd_t_km, capacity, 0, source, leg.shape,
            ),
        )  # fmt: skip


def _add_pipeline(
    draft: _Draft, row: Row, places: Mapping[str, Place], posts: Mapping[str, Post],
    flows: dict[tuple[str, str], set[str]],
) -> None:  # fmt: skip
    mode, cc = row["mode"], row["cc"]
    a, b = places[row["from_place"]], places[row["to_place"]]
    tail, head = (_end(draft, p.id, mode, cc, places, posts) for p in (a, b))
    rate = read_rates().rate(mode, "")
    length, shape, said = _measured(row, mode, cc, (a, b))
    source = {
        "length": said, "time": rate.speed_kind, "cost": rate.rate_kind, "capacity": row["capacity_kind"],
        "source": row["source"] if row["kind"] != "published" else row["capacity_source"],
    }  # fmt: skip
    two_way = row["two_way"] == "yes"
    if b.id in posts:
        flows[b.id, "in"].add(cc)
    if a.id in posts:
        flows[a.id, "out"].add(cc)
    if two_way and b.id in posts:
        flows[b.id, "out"].add(cc)
    if two_way and a.id in posts:
        flows[a.id, "in"].add(cc)
    _both(
        draft,
        Link(
            mode, tail, head, "line", mode, cc, "", length, length / rate.speed_km_h, length * rate.usd_t_km,
            pipeline_t_day(row), 0, source, shape,
        ),
        two_way=two_way,
    )  # fmt: skip


def _add_border(draft: _Draft, post: Post, place: Place, flows: Mapping[tuple[str, str], set[str]]) -> None:
    """Join the two sides of a post each way; a pipeline only the way its line flows."""
    for mode in post.modes:
        sides = {cc: f"{post.id}:{mode}:{cc}" for cc in (post.cc_a, post.cc_b)}
        if not all(side in draft.nodes for side in sides.values()):
            continue
        for x, y in ((post.cc_a, post.cc_b), (post.cc_b, post.cc_a)):
            if post.kind == "pipeline" and not (
                x in flows.get((post.id, "in"), ()) and y in flows.get((post.id, "out"), ())
            ):
                continue
            source = {
                "length": "none", "time": post.hours.provenance.kind, "cost": post.fee_usd_t.provenance.kind,
                "capacity": post.capacity_t_day.provenance.kind, "source": post.capacity_t_day.provenance.source,
            }  # fmt: skip
            back = post.capacity_back_t_day if x == post.cc_b else None
            # what is open for a part of the year carries that part of its daily capacity over the year
            season = SEASONAL_SHARE if post.status == "seasonal" else 1.0
            draft.links.append(
                Link(
                    "border", sides[x], sides[y], "border", mode, f"{post.cc_a}-{post.cc_b}", post.id, 0.0,
                    post.hours.value, post.fee_usd_t.value, season * (back or post.capacity_t_day).value, 0, source,
                )
            )  # fmt: skip


def _add_handling(draft: _Draft, place: Place) -> None:
    """Add the zone of a place, its connectors, transfers between its modes and, at a port, the quay and its berths.

    Freight goes to a ship over the quay and comes off it over the landing: between two land modes it changes by their
    own transfer, which tells what that takes, and never by way of the port.
    """
    rates = read_rates()
    zone = draft.node(place, "zone")
    port = read_ports().get(place.id)
    modes = sorted(draft.modes_at[place.id])
    source = {"length": "none", "time": "assumed", "cost": "assumed", "capacity": "none", "source": "transfers.csv"}
    doors: dict[str, str] = {}
    ashore: dict[str, str] = {}
    ships: dict[str, float] = {}
    for mode in modes:
        if mode == "sea":
            if port is None:
                raise DataError(f"data/ports.csv: {place.id} has sea links and no row")
            quay, landing = f"{place.id}:quay", f"{place.id}:landing"
            for node in (quay, landing):
                draft.nodes[node] = (place.id, place.cc, "transfer", place.lat, place.lon)
            doors["quay"], ashore["quay"] = quay, landing
            ships = {f"{place.id}:sea": port.capacity_t_day.value}
            if place.id in draft.ferries:
                # the ferry berth takes what the lines carry, and no more than the port
                ships[f"{place.id}:ferry"] = min(port.capacity_t_day.value, draft.ferries[place.id])
            for ship, capacity in ships.items():
                berth = rates.berth(ship.rpartition(":")[2], port.basin)
                if berth is None or ship not in draft.nodes:
                    continue
                said = {**source, "capacity": port.capacity_t_day.provenance.kind}
                on, off, cost = berth
                waits = ((quay, ship, on + port.wait_h), (ship, landing, off + port.wait_off_h))
                for tail, head, spent in waits:
                    draft.links.append(
                        Link(
                            "berth", tail, head, "transfer", "transfer", place.cc, "", 0.0, spent, cost, capacity,
                            0, said,
                        )
                    )  # fmt: skip
        else:
            doors[mode] = f"{place.id}:{mode}"
    for door, node in doors.items():
        found = rates.connector(door)
        if found is not None:
            on, off, cost = found
            mode = "sea" if door == "quay" else door
            for tail, head, hours in ((zone, node, on), (ashore.get(door, node), zone, off)):
                draft.links.append(
                    Link(
                        "connector", tail, head, "connector", mode, place.cc, "", 0.0, hours, cost,
                        float("inf"), 0, source,
                    )
                )  # fmt: skip
    if len(ships) > 1:  # from one kind of ship to another freight changes ashore
        draft.links.append(
            Link(
                "transfer", ashore["quay"], doors["quay"], "transfer", "transfer", place.cc, "", 0.0, 0.0, 0.0,
                float("inf"), 0, source,
            )
        )  # fmt: skip
    names = list(doors)
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            found = rates.transfer(a, b)
            if found is not None:
                on, off, cost = found
                there, back = (ashore.get(a, doors[a]), doors[b], on), (ashore.get(b, doors[b]), doors[a], off)
                for tail, head, hours in (there, back):
                    draft.links.append(
                        Link(
                            "transfer", tail, head, "transfer", "transfer", place.cc, "", 0.0, hours, cost,
                            float("inf"), 0, source,
                        )
                    )  # fmt: skip


def _names(draft: _Draft) -> Iterator[str]:
    """Yield the id of each link: its table or kind, then the two ends as ``a>b``; a repeated one gets a number."""
    seen: dict[str, int] = defaultdict(int)
    for link in draft.links:
        if link.kind == "border":
            a, b = (draft.nodes[end][1] for end in (link.tail, link.head))
            name = f"border:{link.post}:{link.mode}:{a}>{b}"
        elif link.kind == "line":
            name = f"{link.id}:{draft.nodes[link.tail][0]}>{draft.nodes[link.head][0]}"
        else:
            name = f"{link.id}:{link.tail}>{link.head}"
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}#{seen[name]}"


def _compile(draft: _Draft, corridors: Mapping[str, Corridor]) -> Network:
    """Return the draft as columns, with corridors tagged."""
    index = {name: i for i, name in enumerate(draft.nodes)}
    rows, links = list(draft.nodes.values()), draft.links
    tags = tag_corridors(
        corridors,
        [rows[index[link.tail]][0] for link in links],
        [rows[index[link.head]][0] for link in links],
        [link.mode if link.kind in ("line", "border") else "" for link in links],
        [link.length_km for link in links],
        [link.post for link in links],
    )
    return Network(
        node_id=tuple(index),
        node_place=tuple(r[0] for r in rows),
        node_cc=tuple(r[1] for r in rows),
        node_mode=tuple(r[2] for r in rows),
        node_lat=np.array([r[3] for r in rows], dtype=np.float64),
        node_lon=np.array([r[4] for r in rows], dtype=np.float64),
        tail=np.array([index[link.tail] for link in links], dtype=np.int32),
        head=np.array([index[link.head] for link in links], dtype=np.int32),
        link_id=tuple(_names(draft)),
        link_kind=tuple(link.kind for link in links),
        link_mode=tuple(link.mode for link in links),
        link_cc=tuple(link.cc for link in links),
        link_post=tuple(link.post for link in links),
        link_corridors=tags,
        length_km=np.array([link.length_km for link in links], dtype=np.float64),
        time_h=np.array([link.time_h for link in links], dtype=np.float64),
        cost_usd_t=np.array([link.cost_usd_t for link in links], dtype=np.float64),
        capacity_t_day=np.array([link.capacity_t_day for link in links], dtype=np.float64),
        gauge_mm=np.array([link.gauge_mm for link in links], dtype=np.int32),
        provenance=tuple(link.provenance for link in links),
        shape=tuple(link.shape for link in links),
    )
