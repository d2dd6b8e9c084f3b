"""The Network: places and links as columns, an immutable value.

A *node* is a place seen by one mode (and, at a border post, by one side), for instance ``almaty:rail`` or
``syrym_mashtakovo:road:KZ``; a *zone node* (``almaty``) is where freight starts and ends and may not be crossed. A
*link* is directed. Territory is a column of node and link, never decided by a polygon.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from kordon.world.records import DemandRow

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

LINK_KINDS = ("line", "border", "transfer", "connector")


@dataclass(frozen=True)
class Network:
    """Nodes and directed links as parallel columns.

    Parameters
    ----------
    node_id, node_place, node_cc, node_mode:
        Per node: id, id of the place it belongs to, state (``""`` at sea), mode (``"zone"`` for zone nodes).
    node_lat, node_lon:
        Degrees WGS 84.
    tail, head:
        Per link: node indices.
    link_id, link_kind, link_mode, link_cc, link_post, link_corridors:
        Per link: id; kind, one of ``line``, ``border``, ``transfer``, ``connector``; mode; territory (``"KZ"``; for a
        border link both sides, ``"KZ-RU"``; ``""`` at sea); id of the post it crosses or ``""``; ids of corridors.
    length_km, time_h, cost_usd_t, capacity_t_day:
        Per link: length; free-flow time; out-of-pocket cost per tonne for a reference tonne of general freight;
        capacity in tonnes/day each way (``inf`` where none binds).
    gauge_mm:
        Per link: 0 where gauge has no meaning.
    provenance:
        Per link: ``{"length": kind, "time": kind, "cost": kind, "capacity": kind, "source": url}``.
    shape:
        Per link: intermediate (lat, lon) points for drawing, possibly empty.
    """

    node_id: tuple[str, ...]
    node_place: tuple[str, ...]
    node_cc: tuple[str, ...]
    node_mode: tuple[str, ...]
    node_lat: Floats
    node_lon: Floats
    tail: Ints
    head: Ints
    link_id: tuple[str, ...]
    link_kind: tuple[str, ...]
    link_mode: tuple[str, ...]
    link_cc: tuple[str, ...]
    link_post: tuple[str, ...]
    link_corridors: tuple[tuple[str, ...], ...]
    length_km: Floats
    time_h: Floats
    cost_usd_t: Floats
    capacity_t_day: Floats
    gauge_mm: Ints
    provenance: tuple[Mapping[str, str], ...]
    shape: tuple[tuple[tuple[float, float], ...], ...]
    _index: dict[str, int] = field(default_factory=dict, repr=False, compare=False)
    _link_index: dict[str, int] = field(default_factory=dict, repr=False, compare=False)
    _by_value: dict[str, dict[str, NDArray[np.intp]]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        n, a = len(self.node_id), len(self.link_id)
        for name in ("node_place", "node_cc", "node_mode", "node_lat", "node_lon"):
            if len(getattr(self, name)) != n:
                raise ValueError(f"Network.{name} has {len(getattr(self, name))} rows, expected {n} (nodes)")
        for name in (
            "tail", "head", "link_kind", "link_mode", "link_cc", "link_post", "link_corridors", "length_km", "time_h",
            "cost_usd_t", "capacity_t_day", "gauge_mm", "provenance", "shape",
        ):  # fmt: skip
            if len(getattr(self, name)) != a:
                raise ValueError(f"Network.{name} has {len(getattr(self, name))} rows, expected {a} (links)")
        for name in ("tail", "head"):
            ends = getattr(self, name)
            if a and (ends.min() < 0 or ends.max() >= n):
                raise ValueError(f"Network.{name} names node {int(ends.min())}..{int(ends.max())} of {n}")
        for name in ("length_km", "time_h", "cost_usd_t"):
            column = getattr(self, name)
            bad = np.flatnonzero(~(np.isfinite(column) & (column >= 0)))
            if bad.size:
                i = int(bad[0])
                raise ValueError(f"Network.{name}[{self.link_id[i]}] is {column[i]}, expected a number >= 0")
        bad = np.flatnonzero(~(self.capacity_t_day > 0))
        if bad.size:
            i = int(bad[0])
            raise ValueError(
                f"Network.capacity_t_day[{self.link_id[i]}] is {self.capacity_t_day[i]}, expected > 0; "
                "a closed link is removed with .without()"
            )
        for kind in set(self.link_kind) - set(LINK_KINDS):
            raise ValueError(f"Network.link_kind {kind!r} is unknown, expected one of {', '.join(LINK_KINDS)}")
        object.__setattr__(self, "_by_value", {})  # a copy made by replace() must not keep the old one
        object.__setattr__(self, "_index", {v: i for i, v in enumerate(self.node_id)})
        object.__setattr__(self, "_link_index", {v: i for i, v in enumerate(self.link_id)})
        if len(self._index) != n or len(self._link_index) != a:
            raise ValueError("Network ids repeat: every node id and link id must be unique")
        for value in (self.node_lat, self.node_lon, self.tail, self.head, self.length_km, self.time_h,
                      self.cost_usd_t, self.capacity_t_day, self.gauge_mm):  # fmt: skip
            value.setflags(write=False)

    @property
    def n_nodes(self) -> int:
        """Number of nodes."""
        return len(self.node_id)

    @property
    def n_links(self) -> int:
        """Number of directed links."""
        return len(self.link_id)

    def node(self, node_id: str) -> int:
        """Return the index of a node id; raises KeyError."""
        return self._index[node_id]

    def link(self, link_id: str) -> int:
        """Return the index of a link id; raises KeyError."""
        return self._link_index[link_id]

    def zone_mask(self) -> Bools:
        """Return per node whether it is a zone node (where freight starts and ends, never crossed)."""
        return np.array([m == "zone" for m in self.node_mode], dtype=np.bool_)

    def links_where(self, **columns: Iterable[str]) -> Bools:
        """Return a mask of links whose columns hold one of the given values, e.g. ``links_where(post=["x"])``."""
        mask = np.ones(self.n_links, dtype=np.bool_)
        for name, values in columns.items():
            found = np.zeros(self.n_links, dtype=np.bool_)
            rows = self._rows_by_value(name)
            for value in values:
                if value in rows:
                    found[rows[value]] = True
            mask &= found
        return mask

    def _rows_by_value(self, name: str) -> dict[str, NDArray[np.intp]]:
        """Return per value of a link column the links that hold it; made once, as scenarios ask by the thousand."""
        if name not in self._by_value:
            column = getattr(self, f"link_{name}")
            rows: dict[str, list[int]] = {}
            for i, value in enumerate(column):
                for part in value if name == "corridors" else (value,):
                    rows.setdefault(part, []).append(i)
            self._by_value[name] = {value: np.array(found, dtype=np.intp) for value, found in rows.items()}
        return self._by_value[name]

    def touching(self, cc: str) -> Bools:
        """Return a mask of links that lie inside or cross the border of a state."""
        return np.array([cc in v.split("-") for v in self.link_cc], dtype=np.bool_)

    def without(self, links: Bools) -> Network:
        """Return a network with the masked links removed."""
        keep = ~np.asarray(links, dtype=np.bool_)

        def pick(column: tuple[Any, ...]) -> tuple[Any, ...]:
            return tuple(v for v, k in zip(column, keep, strict=True) if k)

        return replace(
            self, tail=self.tail[keep], head=self.head[keep], link_id=pick(self.link_id),
            link_kind=pick(self.link_kind), link_mode=pick(self.link_mode), link_cc=pick(self.link_cc),
            link_post=pick(self.link_post), link_corridors=pick(self.link_corridors),
            length_km=self.length_km[keep], time_h=self.time_h[keep], cost_usd_t=self.cost_usd_t[keep],
            capacity_t_day=self.capacity_t_day[keep], gauge_mm=self.gauge_mm[keep],
            provenance=pick(self.provenance), shape=pick(self.shape),
        )  # fmt: skip

    def with_capacity(self, links: Bools, factor: float) -> Network:
        """Return a network whose masked links have their capacity multiplied by ``factor`` (> 0)."""
        if not factor > 0:
            raise ValueError(f"factor is {factor}, expected > 0; use .without() to close links")
        capacity = self.capacity_t_day.copy()
        capacity[links] *= factor
        return replace(self, capacity_t_day=capacity)

    def with_delay(self, links: Bools, hours: float) -> Network:
        """Return a network whose masked links take ``hours`` longer."""
        time = self.time_h.copy()
        time[links] += hours
        return replace(self, time_h=time)

    def digest(self) -> str:
        """Return a SHA-256 over ids and numbers: two networks with one digest give one answer."""
        h = hashlib.sha256()
        for column in (self.node_id, self.link_id, self.link_mode, self.link_cc, self.link_post):
            h.update("\x1f".join(column).encode())
        for array in (self.tail, self.head, self.length_km, self.time_h, self.cost_usd_t, self.capacity_t_day):
            h.update(np.ascontiguousarray(array).tobytes())
        return h.hexdigest()

    @classmethod
    def from_gmns(cls, folder: Path | str, *, t_day_per_capacity: float | None = None) -> Network:
        """Return the network of a GMNS folder (:func:`kordon.world.io.gmns.read_gmns`)."""
        from kordon.world.io.gmns import read_gmns

        return read_gmns(Path(folder), t_day_per_capacity=t_day_per_capacity)

    def to_gmns(self, folder: Path | str, *, demand: Iterable[DemandRow] = ()) -> None:
        """Write the network, and demand when given, to a GMNS folder that ``kordon assign --gmns`` reads as well."""
        from kordon.world.io.gmns import write_gmns

        write_gmns(self, Path(folder), demand=demand)

    @classmethod
    def from_geojson(cls, path: Path | str) -> Network:
        """Return the network of a GeoJSON file that :meth:`to_geojson` wrote."""
        from kordon.world.io.geojson import read_geojson

        return read_geojson(Path(path))

    def to_geojson(self, path: Path | str) -> None:
        """Write the network as one GeoJSON FeatureCollection of points and lines."""
        from kordon.world.io.geojson import write_geojson

        write_geojson(self, Path(path))

    @classmethod
    def from_geoparquet(cls, folder: Path | str) -> Network:
        """Return the network of a folder that :meth:`to_geoparquet` wrote."""
        from kordon.world.io.geoparquet import read_geoparquet

        return read_geoparquet(Path(folder))

    def to_geoparquet(self, folder: Path | str) -> None:
        """Write the network as ``nodes.parquet`` and ``links.parquet`` (GeoParquet 1.1)."""
        from kordon.world.io.geoparquet import write_geoparquet

        write_geoparquet(self, Path(folder))

    @classmethod
    def from_osm(cls, path: Path | str, *, cc: str = "") -> Network:
        """Return roads and railways of an OpenStreetMap extract (:func:`kordon.world.io.osm.read_osm`)."""
        from kordon.world.io.osm import read_osm

        return read_osm(Path(path), cc=cc).network

    def __repr__(self) -> str:
        by_mode = {m: self.link_mode.count(m) for m in sorted(set(self.link_mode))}
        modes = ", ".join(f"{m} {n}" for m, n in by_mode.items())
        posts = len(set(self.link_post) - {""})
        return f"<Network: {self.n_nodes} nodes, {self.n_links} links ({modes}), {posts} posts>"
