"""Compile places, posts, corridors and link tables into one multimodal :class:`~kordon.world.network.Network`.

Every place where freight can start or end gets a zone node and one node per mode that reaches it; connectors join the
two and transfers join modes. A border post gets one node per side and mode, joined by a border link each way.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from kordon.errors import DataError
from kordon.world.csvtable import Row, number
from kordon.world.network import Network
from kordon.world.records import Corridor, Place, Post
from kordon.world.tables import read_links

TRANSFER_HOURS = {
    "road": 8.0,
    "rail": 18.0,
    "sea": 48.0,
    "inland_water": 36.0,
    "oil_pipeline": 12.0,
    "gas_pipeline": 0.0,
}
"""Handling time at one end of a transfer, by mode: assumed (yard and berth dwell vary widely); two ends add up."""

TRANSFER_USD_T = {"road": 3.0, "rail": 4.0, "sea": 8.0, "inland_water": 5.0, "oil_pipeline": 2.0, "gas_pipeline": 0.0}
"""Handling cost at one end of a transfer, by mode: assumed."""

ROAD_CAPACITY_T_DAY = 200_000.0
"""Transfer capacity where no port or terminal figure is known: assumed, so large that the line binds first."""

_Link = tuple[str, int, int, str, str, str, str, float, float, float, float, int, dict[str, str]]
"""id, tail, head, kind, mode, territory, post, km, h, USD/t, t/day, gauge, provenance."""

NO_ZONE = ("post", "strait", "junction")


@dataclass
class _Columns:
    """Growing columns of the network."""

    node_id: list[str] = field(default_factory=list)
    node: dict[str, int] = field(default_factory=dict)
    node_rows: list[tuple[str, str, str, float, float]] = field(default_factory=list)
    links: list[_Link] = field(default_factory=list)
    shapes: list[tuple[tuple[float, float], ...]] = field(default_factory=list)

    def add_node(self, node_id: str, place: Place, cc: str, mode: str) -> int:
        if node_id not in self.node:
            self.node[node_id] = len(self.node_id)
            self.node_id.append(node_id)
            self.node_rows.append((place.id, cc, mode, place.lat, place.lon))
        return self.node[node_id]

    def add_link(
        self, link_id: str, tail: str, head: str, kind: str, mode: str, cc: str, post: str, length: float, hours: float,
        usd_t: float, capacity: float, gauge: int, source: dict[str, str],
        shape: tuple[tuple[float, float], ...] = (),
    ) -> None:  # fmt: skip
        self.links.append(
            (
                link_id,
                self.node[tail],
                self.node[head],
                kind,
                mode,
                cc,
                post,
                length,
                hours,
                usd_t,
                capacity,
                gauge,
                source,
            )
        )
        self.shapes.append(shape)


def build_network(
    places: Mapping[str, Place],
    posts: Mapping[str, Post],
    corridors: Mapping[str, Corridor],
    *,
    include_planned: bool = False,
) -> Network:
    """Return the compiled network. Links and posts that are planned or closed are left out unless asked for."""
    out = _Columns()
    rows = [row for row in read_links() if row["status"] == "open" or include_planned]
    for row in rows:
        for end in ("from_place", "to_place"):
            if row[end] not in places:
                raise DataError(
                    f"data/links_*.csv: {row['from_place']} - {row['to_place']}: place {row[end]!r} is unknown"
                )
    usable = {p.id for p in posts.values() if p.status not in ("closed", "planned") or include_planned}
    rows = [r for r in rows if all(r[e] not in posts or r[e] in usable for e in ("from_place", "to_place"))]
    modes_at: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for end in ("from_place", "to_place"):
            modes_at[row[end]].add(row["mode"])

    for place_id in modes_at:
        place = places[place_id]
        crossing = posts.get(place_id)
        for mode in sorted(modes_at[place_id]):
            if crossing is not None and mode in crossing.modes and mode != "sea":
                for cc in (crossing.cc_a, crossing.cc_b):
                    out.add_node(f"{place_id}:{mode}:{cc}", place, cc, mode)
            else:
                out.add_node(f"{place_id}:{mode}", place, place.cc, mode)
        if place.kind not in NO_ZONE:
            out.add_node(place_id, place, place.cc, "zone")

    for row in rows:
        _add_line(out, row, places, posts)
    for post_id in sorted(usable & set(modes_at)):
        _add_border(out, posts[post_id], modes_at[post_id])
    for place_id in modes_at:
        if places[place_id].kind not in NO_ZONE:
            _add_transfers(out, places[place_id], sorted(modes_at[place_id]))
    place_of = [r[0] for r in out.node_rows]
    tags = _tag_corridors(corridors, out.links, place_of)

    column = list(zip(*out.links, strict=True))
    return Network(
        node_id=tuple(out.node_id),
        node_place=tuple(place_of),
        node_cc=tuple(r[1] for r in out.node_rows),
        node_mode=tuple(r[2] for r in out.node_rows),
        node_lat=np.array([r[3] for r in out.node_rows], dtype=np.float64),
        node_lon=np.array([r[4] for r in out.node_rows], dtype=np.float64),
        tail=np.array(column[1], dtype=np.int32),
        head=np.array(column[2], dtype=np.int32),
        link_id=column[0],
        link_kind=column[3],
        link_mode=column[4],
        link_cc=column[5],
        link_post=column[6],
        link_corridors=tuple(tags),
        length_km=np.array(column[7], dtype=np.float64),
        time_h=np.array(column[8], dtype=np.float64),
        cost_usd_t=np.array(column[9], dtype=np.float64),
        capacity_t_day=np.array(column[10], dtype=np.float64),
        gauge_mm=np.array(column[11], dtype=np.int32),
        provenance=column[12],
        shape=tuple(out.shapes),
    )


def _end(row: Row, end: str, other: str, places: Mapping[str, Place], posts: Mapping[str, Post]) -> str:
    """Return the node at one end of a row: at a post the side that faces the other end."""
    place_id, mode = row[end], row["mode"]
    crossing = posts.get(place_id)
    if crossing is None or mode not in crossing.modes or mode == "sea":
        return f"{place_id}:{mode}"
    sides = (crossing.cc_a, crossing.cc_b)
    far = posts.get(row[other])
    facing = (far.cc_a, far.cc_b) if far is not None else (places[row[other]].cc,)
    for cc in sides:
        if cc in facing:
            return f"{place_id}:{mode}:{cc}"
    raise DataError(
        f"data/links_*.csv: {row['from_place']} - {row['to_place']} ({mode}): {row[other]!r} lies in {facing[0]}, "
        f"on neither side of post {place_id!r} ({sides[0]}, {sides[1]})"
    )


def _add_line(out: _Columns, row: Row, places: Mapping[str, Place], posts: Mapping[str, Post]) -> None:
    a, b = row["from_place"], row["to_place"]
    mode = row["mode"]
    tail, head = _end(row, "from_place", "to_place", places, posts), _end(row, "to_place", "from_place", places, posts)
    ends = [out.node_rows[out.node[n]][1] for n in (tail, head)]
    cc = "" if mode == "sea" else ends[0] if ends[0] == ends[1] else "-".join(ends)
    gate = next((p for p in (a, b) if mode == "sea" and p in posts), "")
    length = float(row["length_km"])
    capacity = number(row["capacity_t_day"])
    source = {
        "length": row["kind"], "time": "estimated", "cost": "estimated",
        "capacity": "assumed" if capacity is not None else "none", "source": row["source"],
    }  # fmt: skip
    shape = tuple((float(p.split(",")[0]), float(p.split(",")[1])) for p in row["shape"].split())
    both = [(a, b, tail, head, shape)] + ([] if row["one_way"] == "yes" else [(b, a, head, tail, shape[::-1])])
    for x, y, t, h, s in both:
        out.add_link(
            f"{mode}:{x}>{y}", t, h, "line", mode, cc, gate, length, length / float(row["speed_km_h"]),
            length * float(row["cost_usd_t_km"]), capacity if capacity is not None else float("inf"),
            int(number(row["gauge_mm"]) or 0), source, s,
        )  # fmt: skip


def _add_border(out: _Columns, post: Post, modes: set[str]) -> None:
    for mode in post.modes:
        if mode == "sea" or mode not in modes:
            continue
        for x, y in ((post.cc_a, post.cc_b), (post.cc_b, post.cc_a)):
            source = {
                "length": "none", "time": post.hours.provenance.kind, "cost": post.fee_usd_t.provenance.kind,
                "capacity": post.capacity_t_day.provenance.kind, "source": post.capacity_t_day.provenance.source,
            }  # fmt: skip
            out.add_link(
                f"border:{post.id}:{mode}:{x}>{y}", f"{post.id}:{mode}:{x}", f"{post.id}:{mode}:{y}", "border", mode,
                f"{post.cc_a}-{post.cc_b}", post.id, 0.0, post.hours.value, post.fee_usd_t.value,
                post.capacity_t_day.value, 0, source,
            )  # fmt: skip


def _add_transfers(out: _Columns, place: Place, modes: list[str]) -> None:
    source = {
        "length": "none",
        "time": "assumed",
        "cost": "assumed",
        "capacity": "assumed",
        "source": "by kind of mode",
    }
    for mode in modes:
        hours, usd = TRANSFER_HOURS[mode] / 2, TRANSFER_USD_T[mode] / 2
        for t, h in ((place.id, f"{place.id}:{mode}"), (f"{place.id}:{mode}", place.id)):
            out.add_link(
                f"connector:{t}>{h}", t, h, "connector", mode, place.cc, "", 0.0, hours, usd, float("inf"), 0, source
            )
    for x in modes:
        for y in modes:
            if x != y:
                out.add_link(
                    f"transfer:{place.id}:{x}>{y}", f"{place.id}:{x}", f"{place.id}:{y}", "transfer", "transfer",
                    place.cc, "", 0.0, TRANSFER_HOURS[x] + TRANSFER_HOURS[y], TRANSFER_USD_T[x] + TRANSFER_USD_T[y],
                    ROAD_CAPACITY_T_DAY, 0, source,
                )  # fmt: skip


def _tag_corridors(
    corridors: Mapping[str, Corridor], links: Sequence[_Link], place_of: Sequence[str]
) -> list[tuple[str, ...]]:
    """Return per link the corridors that run along it: the shortest way by length between neighbouring waypoints."""
    index = {place: i for i, place in enumerate(dict.fromkeys(place_of))}
    best: dict[tuple[str, int, int], float] = {}
    for link in links:
        if link[3] in ("line", "border"):
            key = (link[4], index[place_of[link[1]]], index[place_of[link[2]]])
            best[key] = min(best.get(key, math.inf), max(link[7], 1e-3))
    graphs: dict[str, csr_array] = {}
    for mode in {key[0] for key in best}:
        keys = [key for key in best if key[0] == mode and key[1] != key[2]]
        ends = (
            [key[1] for key in keys] + [key[2] for key in keys],
            [key[2] for key in keys] + [key[1] for key in keys],
        )
        graphs[mode] = csr_array(([best[key] for key in keys] * 2, ends), shape=(len(index), len(index)))
    pairs: dict[tuple[frozenset[int], str], set[str]] = defaultdict(set)
    for corridor in corridors.values():
        for a, b in zip(corridor.waypoints, corridor.waypoints[1:], strict=False):
            ways = []
            for mode in corridor.modes:
                if a in index and b in index and mode in graphs:
                    far, before = dijkstra(graphs[mode], indices=index[a], return_predecessors=True)
                    if math.isfinite(far[index[b]]):
                        ways.append((float(far[index[b]]), mode, before))
            if not ways:
                continue
            _, mode, before = min(ways, key=lambda way: way[0])
            node = index[b]
            pairs[frozenset((node,)), mode].add(corridor.id)
            while node != index[a]:
                pairs[frozenset((node, int(before[node]))), mode].add(corridor.id)
                node = int(before[node])
                pairs[frozenset((node,)), mode].add(corridor.id)
    return [
        tuple(sorted(pairs.get((frozenset((index[place_of[link[1]]], index[place_of[link[2]]])), link[4]), ())))
        if link[3] in ("line", "border")
        else ()
        for link in links
    ]
