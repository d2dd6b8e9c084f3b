"""A network as rows and back: what GMNS, GeoJSON and GeoParquet agree on."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kordon.errors import InputError
from kordon.world.network import LINK_KINDS, Network

Point = tuple[float, float]
"""Latitude, longitude in degrees."""


@dataclass(slots=True)
class Draft:
    """Nodes and links as they are read; :meth:`network` checks them together."""

    file: str
    link_file: str = ""
    node_id: list[str] = field(default_factory=list)
    node_place: list[str] = field(default_factory=list)
    node_cc: list[str] = field(default_factory=list)
    node_mode: list[str] = field(default_factory=list)
    lat: list[float] = field(default_factory=list)
    lon: list[float] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)
    tail: list[int] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    link_id: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    kind: list[str] = field(default_factory=list)
    mode: list[str] = field(default_factory=list)
    cc: list[str] = field(default_factory=list)
    post: list[str] = field(default_factory=list)
    corridors: list[tuple[str, ...]] = field(default_factory=list)
    length_km: list[float] = field(default_factory=list)
    time_h: list[float] = field(default_factory=list)
    cost_usd_t: list[float] = field(default_factory=list)
    capacity_t_day: list[float] = field(default_factory=list)
    gauge_mm: list[int] = field(default_factory=list)
    provenance: list[Mapping[str, str]] = field(default_factory=list)
    shape: list[tuple[Point, ...]] = field(default_factory=list)

    def add_node(self, where: str, name: str, place: str, cc: str, mode: str, lat: float, lon: float) -> None:
        """Add a node; raises :class:`InputError` for an id that is empty or known, and for a point off the globe."""
        if not name:
            raise InputError("node_id is empty", where=where, mend="give the node an id")
        if name in self.index:
            raise InputError(f"node_id {name!r} appears twice", where=where, mend="give every node an id of its own")
        check_point(where, lat, lon)
        self.index[name] = len(self.node_id)
        for column, value in zip(
            (self.node_id, self.node_place, self.node_cc, self.node_mode), (name, place, cc, mode), strict=True
        ):
            column.append(value)
        self.lat.append(lat)
        self.lon.append(lon)

    def add_link(
        self, where: str, name: str, tail: str, head: str, *, kind: str, mode: str, cc: str = "", post: str = "",
        corridors: Sequence[str] = (), length_km: float, time_h: float, cost_usd_t: float, capacity_t_day: float,
        gauge_mm: float = 0, provenance: Mapping[str, str] | None = None, shape: Sequence[Point] = (),
    ) -> None:  # fmt: skip
        """Add a link; raises :class:`InputError` that names the row and the field which cannot be."""
        if not name:
            raise InputError("link_id is empty", where=where, mend="give the link an id")
        if name in self.known:
            raise InputError(f"link_id {name!r} appears twice", where=where, mend="give every link an id of its own")
        self.known.add(name)
        for column, end in (("from_node_id", tail), ("to_node_id", head)):
            if end not in self.index:
                raise InputError(f"{column} {end!r} is no node", where=where, mend="add the node or correct the id")
        if kind not in LINK_KINDS:
            raise InputError(f"kind is {kind!r}", where=where, mend=f"expected one of {', '.join(LINK_KINDS)}")
        for column, value in (("length_km", length_km), ("time_h", time_h), ("cost_usd_t", cost_usd_t)):
            if not (math.isfinite(value) and value >= 0):
                raise InputError(f"{column} is {value}", where=where, mend="expected a number of 0 or more")
        if not capacity_t_day > 0:
            raise InputError(
                f"capacity_t_day is {capacity_t_day:g}", where=where,
                mend="expected more than 0 (leave it empty for no limit, leave the link out when it is closed)",
            )  # fmt: skip
        if not (0 <= gauge_mm < 2**31 and gauge_mm == int(gauge_mm)):
            raise InputError(f"gauge_mm is {gauge_mm:g}", where=where, mend="expected a whole number of mm, or 0")
        for lat, lon in shape:
            check_point(where, lat, lon)
        self.link_id.append(name)
        self.tail.append(self.index[tail])
        self.head.append(self.index[head])
        self.kind.append(kind)
        self.mode.append(mode)
        self.cc.append(cc)
        self.post.append(post)
        self.corridors.append(tuple(corridors))
        self.length_km.append(length_km)
        self.time_h.append(time_h)
        self.cost_usd_t.append(cost_usd_t)
        self.capacity_t_day.append(capacity_t_day)
        self.gauge_mm.append(int(gauge_mm))
        self.provenance.append(dict(provenance or {}))
        self.shape.append(tuple(shape))

    def network(self) -> Network:
        """Return the network; raises :class:`InputError` when there are no nodes."""
        if not self.node_id:
            raise InputError("holds no nodes", where=self.file, mend="give a network with nodes and links")
        return Network(
            node_id=tuple(self.node_id), node_place=tuple(self.node_place), node_cc=tuple(self.node_cc),
            node_mode=tuple(self.node_mode), node_lat=np.array(self.lat, dtype=np.float64),
            node_lon=np.array(self.lon, dtype=np.float64), tail=np.array(self.tail, dtype=np.int32),
            head=np.array(self.head, dtype=np.int32), link_id=tuple(self.link_id), link_kind=tuple(self.kind),
            link_mode=tuple(self.mode), link_cc=tuple(self.cc), link_post=tuple(self.post),
            link_corridors=tuple(self.corridors), length_km=np.array(self.length_km, dtype=np.float64),
            time_h=np.array(self.time_h, dtype=np.float64), cost_usd_t=np.array(self.cost_usd_t, dtype=np.float64),
            capacity_t_day=np.array(self.capacity_t_day, dtype=np.float64),
            gauge_mm=np.array(self.gauge_mm, dtype=np.int32), provenance=tuple(self.provenance),
            shape=tuple(self.shape),
        )  # fmt: skip


def check_point(where: str, lat: float, lon: float) -> None:
    """Raise :class:`InputError` for a point that is not on the globe."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError(
            f"the point ({lat:g}, {lon:g}) is off the globe", where=where,
            mend="expected latitude -90 to 90 and longitude -180 to 180 (WGS 84)",
        )  # fmt: skip


def points_of(network: Network, link: int) -> list[Point]:
    """Return the line of a link, its ends included."""
    ends = [(float(network.node_lat[n]), float(network.node_lon[n])) for n in (network.tail[link], network.head[link])]
    return [ends[0], *network.shape[link], ends[1]]


def list_cell(names: Sequence[str], where: str) -> str:
    """Return names joined by semicolons; raises :class:`InputError` for one that could not be read back."""
    for name in names:
        if not name or ";" in name or name != name.strip():
            raise InputError(f"the id {name!r} cannot be written in a list", where=where, mend="rename it")
    return ";".join(names)


def provenance_cell(provenance: Mapping[str, str]) -> str:
    """Return a provenance as a JSON object in one cell."""
    return json.dumps(dict(provenance), ensure_ascii=False) if provenance else ""


def provenance_of(where: str, cell: str) -> dict[str, str]:
    """Return the provenance of a cell: a JSON object of texts, empty for an empty cell."""
    if not cell.strip():
        return {}
    try:
        value = json.loads(cell)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise InputError(
            f"provenance is {cell[:40]!r}", where=where, mend='expected JSON such as {"length": "assumed"}'
        )
    return value
