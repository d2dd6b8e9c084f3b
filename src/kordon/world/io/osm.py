"""OpenStreetMap: roads for trucks and railways of a user's extract (PBF), as a routable network.

Ways are cut where they meet, and joined again where nothing meets and nothing changes. Length is measured along the
way; time, cost and capacity come from Kordon's rates by class of road or railway and by state, as for its own links,
and say so. What a truck or train must know besides (weights, heights, gauge, current) is kept as text beside the links.

Tags as the OpenStreetMap wiki describes them: https://wiki.openstreetmap.org/wiki/Key:usage and
https://wiki.openstreetmap.org/wiki/OpenRailwayMap/Tagging. Data are under the ODbL: whoever passes the result on must
credit OpenStreetMap.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kordon.errors import InputError
from kordon.world.io.files import MB, need, readable
from kordon.world.io.rows import Draft, Point
from kordon.world.network import Network
from kordon.world.rates import polyline_km, read_rates

MAX_BYTES = 4096 * MB
"""Largest extract that is read; a large state has about 1,000 MB."""

ROADS = ("motorway", "trunk", "primary", "secondary")
"""Classes of roads that are read by default, with their links (ramps)."""

ALL_ROADS = (*ROADS, "tertiary", "unclassified", "residential")
SHUT = frozenset({"no", "private", "agricultural", "forestry"})
ROUGH = frozenset({"unpaved", "gravel", "fine_gravel", "dirt", "earth", "ground", "sand", "mud", "compacted"})
TAGS = (
    "osm_ways", "osm_class", "name", "ref", "maxweight_t", "maxaxleload_t", "maxheight_m", "hgv", "tolled", "surface",
    "gauge", "electrified", "voltage", "tracks", "usage", "maxspeed",
)  # fmt: skip
"""Columns of :attr:`Extract.tags`."""

SOURCE = "OpenStreetMap (ODbL)"
TONNES = {"": 1.0, "t": 1.0, "tons": 1.0, "kg": 0.001, "st": 0.90718474, "lbs": 0.00045359237, "lb": 0.00045359237}
"""Tonnes in a unit of weight: short ton and pound are exact by definition."""


@dataclass(frozen=True, slots=True)
class Extract:
    """A network read from an extract, text beside its links (a tuple per column of :data:`TAGS`), what was left out."""

    network: Network
    tags: Mapping[str, tuple[str, ...]]
    left_out: Mapping[str, int]


@dataclass(slots=True)
class _Piece:
    """A stretch between two nodes: what it is, its points, whether it may be used from ``a`` to ``b`` only."""

    ways: tuple[int, ...]
    a: int
    b: int
    points: list[Point]
    mode: str
    one_way: bool
    tags: tuple[tuple[str, str], ...]

    def turned(self) -> _Piece:
        return _Piece(self.ways, self.b, self.a, self.points[::-1], self.mode, self.one_way, self.tags)


def read_osm(
    path: Path, *, cc: str = "", roads: Collection[str] = ROADS, rail: bool = True, truck_t: float | None = None
) -> Extract:
    """Return the network of an extract.

    ``cc``: the state it lies in, as the territory is never decided by a polygon. ``roads``: classes of roads, empty for
    none. ``truck_t``: leave out roads whose signed weight limit is below this gross weight. Roads closed to trucks
    (``hgv``, ``motor_vehicle`` or ``access`` = ``no`` or ``private``), sidings, yards and lines out of use are left
    out. Raises :class:`InputError` for a file that is no PBF or is damaged, and when nothing is found.
    """
    osmium = need("osmium", "osm", "OpenStreetMap PBF")
    readable(path, MAX_BYTES)
    if unknown := sorted(set(roads) - set(ALL_ROADS)):
        raise InputError(f"road class {unknown[0]!r} is unknown", mend=f"expected some of {', '.join(ALL_ROADS)}")
    with path.open("rb") as stream:
        if b"OSMHeader" not in stream.read(64):
            raise InputError("is not an OpenStreetMap PBF file", where=str(path), mend="give an extract as .osm.pbf")
    left_out: Counter[str] = Counter()
    try:
        tracker = osmium.IdTracker()
        ways: list[tuple[int, list[int], str, bool, tuple[tuple[str, str], ...]]] = []
        file = osmium.io.File(str(path), "pbf")
        for way in osmium.FileProcessor(file, osmium.osm.WAY).with_filter(
            osmium.filter.KeyFilter("highway", "railway")
        ):
            kept = _kept(dict(way.tags), roads, rail, truck_t, left_out)
            if kept is None:
                continue
            refs = [node.ref for node in way.nodes]
            if len(refs) < 2:
                left_out["ways of one point"] += 1
                continue
            tracker.add_references(way)
            mode, direction, tags = kept
            ways.append((way.id, refs[::-1] if direction < 0 else refs, mode, direction != 0, tags))
        at: dict[int, Point] = {}
        nodes = osmium.FileProcessor(osmium.io.File(str(path), "pbf"), osmium.osm.NODE)
        for node in nodes.with_filter(tracker.id_filter()):
            at[node.id] = (node.location.lat, node.location.lon)
    except (RuntimeError, ValueError, OSError) as error:
        raise InputError(f"is damaged ({str(error)[:80]})", where=str(path), mend="fetch it again") from None
    return _extract(path, cc, _joined(_pieces(ways, at, left_out)), left_out)


def _kept(
    tags: Mapping[str, str], roads: Collection[str], rail: bool, truck_t: float | None, left_out: Counter[str]
) -> tuple[str, int, tuple[tuple[str, str], ...]] | None:
    """Return (mode, direction: 1, 0 both, -1 against the way, tags to keep) of a way, None when it is left out."""
    text = {
        "name": tags.get("name", ""), "ref": tags.get("ref", ""), "maxspeed": tags.get("maxspeed", ""),
        "maxweight_t": tonnes(tags.get("maxweight", "")), "maxaxleload_t": tonnes(tags.get("maxaxleload", "")),
    }  # fmt: skip
    if tags.get("railway") in ("rail", "narrow_gauge"):
        if not rail:
            return None
        if tags.get("service") or tags.get("usage") in ("military", "test", "tourism"):
            left_out["sidings, yards and tourist lines"] += 1
            return None
        text |= {key: tags.get(key, "") for key in ("gauge", "electrified", "voltage", "tracks", "usage")}
        return "rail", 0, _sorted(text | {"osm_class": tags["railway"]})
    name = tags.get("highway", "").removesuffix("_link")
    if name not in roads or tags.get("area") == "yes":
        return None
    if _shut(tags):
        left_out["roads closed to trucks"] += 1
        return None
    if truck_t is not None and text["maxweight_t"] and float(text["maxweight_t"]) < truck_t:
        left_out[f"roads for less than {truck_t:g} t"] += 1
        return None
    text |= {key: tags.get(key, "") for key in ("hgv", "surface")} | {"osm_class": tags["highway"]}
    text["tolled"] = tags.get("toll", "")  # GMNS has a column toll, in money
    text["maxheight_m"] = tags.get("maxheight", "")
    one_way = tags.get("oneway", "")
    if one_way in ("-1", "reverse"):
        direction = -1
    elif one_way in ("yes", "1", "true"):
        direction = 1
    else:
        around = tags.get("junction") in ("roundabout", "circular") or tags["highway"] in ("motorway", "motorway_link")
        direction = 1 if around and one_way not in ("no", "0", "false") else 0
    return "road", direction, _sorted(text)


def _shut(tags: Mapping[str, str]) -> bool:
    """Whether trucks may not use a road: the most special tag that is there decides."""
    for key in ("hgv", "goods", "motor_vehicle", "vehicle", "access"):
        if key in tags:
            return tags[key] in SHUT
    return False


def _sorted(text: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((key, value) for key, value in text.items() if value))


def tonnes(text: str) -> str:
    """Return a signed weight in tonnes as text, empty when it is none: ``7.5``, ``3500 kg``, ``10 st``.

    >>> tonnes("3500 kg")
    '3.5'
    """
    match = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*([a-z]*)", text.strip().lower())
    if not match or match[2] not in TONNES:
        return ""
    return f"{float(match[1].replace(',', '.')) * TONNES[match[2]]:.6g}"


def _pieces(
    ways: Sequence[tuple[int, list[int], str, bool, tuple[tuple[str, str], ...]]], at: Mapping[int, Point],
    left_out: Counter[str],
) -> Iterator[_Piece]:  # fmt: skip
    """Yield the ways cut at every node that two of one mode share, and where points are missing."""
    used: Counter[tuple[str, int]] = Counter()
    for _, refs, mode, _, _ in ways:
        for ref in refs:
            used[mode, ref] += 1
        for ref in (refs[0], refs[-1]):
            used[mode, ref] += 1
    for way, refs, mode, one_way, tags in ways:
        run: list[int] = []
        for ref in refs:
            if ref not in at:
                left_out["points that the extract lacks"] += 1
                if len(run) > 1:
                    yield _piece(way, run, at, mode, one_way, tags)
                run = []
                continue
            run.append(ref)
            if len(run) > 1 and used[mode, ref] > 1:
                yield _piece(way, run, at, mode, one_way, tags)
                run = [ref]
        if len(run) > 1:
            yield _piece(way, run, at, mode, one_way, tags)


def _piece(
    way: int, run: Sequence[int], at: Mapping[int, Point], mode: str, one_way: bool, tags: tuple[tuple[str, str], ...]
) -> _Piece:
    return _Piece((way,), run[0], run[-1], [at[ref] for ref in run], mode, one_way, tags)


def _joined(pieces: Iterator[_Piece]) -> list[_Piece]:
    """Return the pieces with neighbours joined where just two meet that are alike and lead the same way."""
    alive: dict[int, _Piece] = dict(enumerate(pieces))
    at: dict[tuple[str, int], set[int]] = defaultdict(set)
    for i, piece in alive.items():
        at[piece.mode, piece.a].add(i)
        at[piece.mode, piece.b].add(i)
    for (mode, node), ends in list(at.items()):
        if len(ends) != 2:
            continue
        i, k = sorted(ends)
        first, second = alive[i], alive[k]
        if first.tags != second.tags or first.one_way != second.one_way or node in (first.a, second.b):
            # the other order or direction may fit
            if first.a == node and (second.b == node or not (first.one_way or second.one_way)):
                first, second = (second if second.b == node else second.turned()), first
            elif not (first.one_way or second.one_way):
                second = second.turned()
        if (
            first.b != node or second.a != node or first.tags != second.tags or first.one_way != second.one_way
            or first.a == first.b or second.a == second.b or first.a == second.b
        ):  # fmt: skip
            continue
        merged = _Piece(
            first.ways + tuple(w for w in second.ways if w not in first.ways), first.a, second.b,
            first.points + second.points[1:], mode, first.one_way, first.tags,
        )  # fmt: skip
        del alive[k]
        alive[i] = merged
        for end in (merged.a, merged.b):
            at[mode, end] -= {k}
            at[mode, end] |= {i}
        at[mode, node] = set()
    return list(alive.values())


def _extract(path: Path, cc: str, pieces: Sequence[_Piece], left_out: Counter[str]) -> Extract:
    draft = Draft(str(path))
    columns: dict[str, list[str]] = {name: [] for name in TAGS}
    seen: Counter[str] = Counter()
    for piece in pieces:
        if piece.a == piece.b:
            left_out["loops"] += 1
            continue
        ends = []
        for node, (lat, lon) in ((piece.a, piece.points[0]), (piece.b, piece.points[-1])):
            name = f"osm{node}:{piece.mode}"
            if name not in draft.index:
                draft.add_node(str(path), name, f"osm{node}", cc, piece.mode, lat, lon)
            ends.append(name)
        tags = dict(piece.tags) | {"osm_ways": ";".join(map(str, piece.ways))}
        link = _figures(piece, cc, tags)
        ways = ((ends[0], ends[1], piece.points), (ends[1], ends[0], piece.points[::-1]))
        for tail, head, points in ways[: 1 if piece.one_way else 2]:
            name = f"osm:{piece.mode}:{tail.partition(':')[0]}>{head.partition(':')[0]}"
            seen[name] += 1
            if seen[name] > 1:
                name += f"#{seen[name]}"
            draft.add_link(str(path), name, tail, head, cc=cc, shape=points[1:-1], **link)
            for column in TAGS:
                columns[column].append(tags.get(column, ""))
    if not draft.node_id:
        raise InputError("holds no road or railway that was asked for", where=str(path), mend="ask for other classes")
    return Extract(draft.network(), {name: tuple(cells) for name, cells in columns.items()}, dict(left_out))


def _figures(piece: _Piece, cc: str, tags: Mapping[str, str]) -> dict[str, Any]:
    """Return kind, mode, figures, gauge and provenance of a piece."""
    rates = read_rates()
    kind = rates.link_class(piece.mode, _link_class(piece, tags))
    rate = rates.rate(piece.mode, cc)
    length_km = polyline_km(piece.points)
    gauge = re.match(r"\d{3,4}\b", tags.get("gauge", ""))
    return {
        "kind": "line", "mode": piece.mode, "length_km": length_km,
        "time_h": length_km / (rate.speed_km_h * float(kind["speed_factor"])),
        "cost_usd_t": length_km * rate.usd_t_km * float(kind["cost_factor"]),
        "capacity_t_day": float(kind["capacity_t_day"]), "gauge_mm": int(gauge[0]) if gauge else 0,
        "provenance": {
            "length": "estimated", "time": rate.speed_kind, "cost": rate.rate_kind, "capacity": kind["kind"],
            "source": SOURCE, "note": "length along the way",
        },
    }  # fmt: skip


def _link_class(piece: _Piece, tags: Mapping[str, str]) -> str:
    """Return the class of ``link_classes.csv`` that stands for a road or railway."""
    if piece.mode == "rail":
        electric = tags.get("electrified", "no") not in ("", "no")
        several = tags.get("tracks", "1").isdigit() and int(tags.get("tracks", "1")) > 1
        return ("de" if several else "se") if electric else "sd"
    if tags.get("surface") in ROUGH:
        return "p"
    name = tags.get("osm_class", "")
    if name.startswith("motorway") or (name == "trunk" and piece.one_way):
        return "m"
    return "t"
