"""GMNS (General Modeling Network Specification): a network as a folder of ``node.csv``, ``link.csv``, ``config.csv``.

The columns of GMNS 0.96 (https://github.com/zephyr-data-specs/GMNS, ``spec/*.schema.json``) come first, Kordon's own
follow; GMNS allows further columns. Units: ``length`` km, ``free_speed`` km/h, ``toll`` USD/t. ``capacity`` is in
tonnes/day each way on one lane, because freight is not counted in passenger cars; ``vdf_fftt`` is the free-flow time
in minutes, as tools that read GMNS networks expect it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kordon.errors import InputError
from kordon.world.io.files import Cells, number, read_rows, staged_folder, text_of, write_csv
from kordon.world.io.rows import Draft, list_cell, points_of, provenance_cell, provenance_of
from kordon.world.io.wkt import line_from_wkt, line_to_wkt
from kordon.world.network import Network
from kordon.world.records import DemandRow

FILES = ("config.csv", "node.csv", "link.csv", "demand.csv")
"""The files of a folder that Kordon writes."""

NODE_COLUMNS = ("node_id", "x_coord", "y_coord", "node_type", "zone_id", "place", "cc", "mode")
LINK_COLUMNS = (
    "link_id", "from_node_id", "to_node_id", "directed", "geometry", "dir_flag", "length", "facility_type", "capacity",
    "free_speed", "lanes", "allowed_uses", "toll", "vdf_fftt", "kind", "mode", "cc", "post", "corridors", "length_km",
    "time_h", "cost_usd_t", "capacity_t_day", "gauge_mm", "provenance",
)  # fmt: skip
DEMAND_COLUMNS = ("o_zone_id", "d_zone_id", "volume", "cargo", "choke_usd_t")
CONFIG = {
    "dataset_name": "Kordon network", "long_length": "km", "speed": "km/h", "crs": "EPSG:4326",
    "geometry_field_format": "WKT", "currency": "USD", "version_number": "0.96", "id_type": "string",
}  # fmt: skip

KM_PER_UNIT = {
    "km": 1.0, "kilometer": 1.0, "kilometers": 1.0, "kilometre": 1.0, "kilometres": 1.0, "m": 0.001, "meter": 0.001,
    "meters": 0.001, "metre": 0.001, "metres": 0.001, "mi": 1.609344, "mile": 1.609344, "miles": 1.609344,
    "ft": 0.0003048, "foot": 0.0003048, "feet": 0.0003048,
}  # fmt: skip
"""Kilometres per unit of length; the mile and the foot are the international ones, by definition."""

HOURS_A_DAY = 24.0

MODE_WORDS = {
    "rail": "rail", "train": "rail", "ferry": "sea", "ship": "sea", "waterway": "inland_water", "barge": "inland_water",
}  # fmt: skip
"""Words of ``allowed_uses`` and ``facility_type`` that stand for another mode than the road."""


def write_gmns(
    network: Network, folder: Path, *, demand: Iterable[DemandRow] = (), tags: Mapping[str, Sequence[str]] | None = None
) -> None:
    """Write a network to a folder, with ``demand.csv`` when rows are given and further link columns (``tags``)."""
    demand = tuple(demand)
    tags = dict(tags or {})
    if clash := sorted(set(tags) & set(LINK_COLUMNS)):
        raise ValueError(f"the tag {clash[0]!r} is a column already")
    with staged_folder(folder, FILES) as fresh:
        write_csv(fresh / "config.csv", list(CONFIG), iter([list(CONFIG.values())]))
        write_csv(fresh / "node.csv", NODE_COLUMNS, _nodes(network))
        write_csv(
            fresh / "link.csv", [*LINK_COLUMNS, *tags], _links(network, tuple(tags.values()), folder / "link.csv")
        )
        if demand:
            rows = ([r.origin, r.destination, repr(r.t_day), r.cargo, text_of(r.choke_usd_t)] for r in demand)
            write_csv(fresh / "demand.csv", DEMAND_COLUMNS, rows)


def _nodes(network: Network) -> Iterator[list[str]]:
    for i, name in enumerate(network.node_id):
        zone = network.node_mode[i] == "zone"
        yield [
            name, repr(float(network.node_lon[i])), repr(float(network.node_lat[i])), "centroid" if zone else "",
            name if zone else "", network.node_place[i], network.node_cc[i], network.node_mode[i],
        ]  # fmt: skip


def _links(network: Network, tags: Sequence[Sequence[str]], path: Path) -> Iterator[list[str]]:
    for i, name in enumerate(network.link_id):
        length, hours = float(network.length_km[i]), float(network.time_h[i])
        capacity = text_of(float(network.capacity_t_day[i]))
        mode, kind = network.link_mode[i], network.link_kind[i]
        yield [
            name, network.node_id[network.tail[i]], network.node_id[network.head[i]], "1",
            line_to_wkt(points_of(network, i)), "1", repr(length), f"{mode} {kind}", capacity,
            f"{length / hours:.6g}" if length > 0 and hours > 0 else "", "1", mode, repr(float(network.cost_usd_t[i])),
            repr(hours * 60), kind, mode, network.link_cc[i], network.link_post[i],
            list_cell(network.link_corridors[i], f"{path}: link {name}"), repr(length), repr(hours),
            repr(float(network.cost_usd_t[i])), capacity, str(int(network.gauge_mm[i])),
            provenance_cell(network.provenance[i]), *(tag[i] for tag in tags),
        ]  # fmt: skip


def read_gmns(folder: Path, *, t_day_per_capacity: float | None = None) -> Network:
    """Return the network of a GMNS folder, Kordon's own or anybody's.

    A folder without Kordon's columns is read so: mode from ``allowed_uses`` or ``facility_type`` (``road`` when they
    say nothing Kordon knows), time from ``vdf_fftt`` (minutes) or ``length`` over ``free_speed``, cost from ``toll``,
    ``directed`` 0 gives a link each way (ids ``x`` and ``x#back``). ``capacity`` times ``lanes`` is in vehicles an hour
    there: it is multiplied by ``t_day_per_capacity``, by default 24 hours times the load of a truck of
    ``conversions.csv``, which the provenance of each link calls assumed. Lengths follow ``long_length`` of
    ``config.csv``. Raises :class:`InputError` that names file, row and field.
    """
    if not folder.is_dir():
        raise InputError("no such folder", where=str(folder), mend="name a folder with node.csv and link.csv")
    unit = _unit(folder / "config.csv")
    draft = Draft(str(folder / "node.csv"))
    for line, row in read_rows(folder / "node.csv", ("node_id", "x_coord", "y_coord")):
        where = f"{folder / 'node.csv'}: row {line}"
        lon, lat = (number(where, name, row[name]) for name in ("x_coord", "y_coord"))
        zone = "centroid" in f"{row.get('node_type', '')} {row.get('ctrl_type', '')}".lower()
        draft.add_node(
            where, row["node_id"], row.get("place", row["node_id"]), row.get("cc", ""),
            row.get("mode", "zone" if zone else "road"), lat, lon,
        )  # fmt: skip
    path = folder / "link.csv"
    factor: float | None = t_day_per_capacity
    for line, row in read_rows(path, ("link_id", "from_node_id", "to_node_id")):
        where = f"{path}: row {line}"
        if "time_h" in row:
            _own_link(draft, where, row)
        else:
            if factor is None:
                factor = _truck_factor()
            _other_link(draft, where, row, unit, factor, assumed=t_day_per_capacity is None)
    return draft.network()


def read_tags(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the columns of ``link.csv`` that are neither GMNS' nor Kordon's, as text, in the order of the links."""
    out: dict[str, list[str]] = {}
    for _, row in read_rows(folder / "link.csv"):
        for name, cell in row.items():
            if name not in LINK_COLUMNS:
                out.setdefault(name, []).append(cell)
    return {name: tuple(cells) for name, cells in out.items()}


def _own_link(draft: Draft, where: str, row: Cells) -> None:
    """Add a link with Kordon's columns, exactly as it was written."""
    points = line_from_wkt(where, row.get("geometry", ""))
    draft.add_link(
        where, row["link_id"], row["from_node_id"], row["to_node_id"], kind=row.get("kind", "line"),
        mode=row.get("mode", "road"), cc=row.get("cc", ""), post=row.get("post", ""),
        corridors=tuple(part for part in row.get("corridors", "").split(";") if part),
        length_km=number(where, "length_km", row.get("length_km", "")), time_h=number(where, "time_h", row["time_h"]),
        cost_usd_t=number(where, "cost_usd_t", row.get("cost_usd_t", ""), default=0.0),
        capacity_t_day=number(where, "capacity_t_day", row.get("capacity_t_day", ""), default=math.inf),
        gauge_mm=number(where, "gauge_mm", row.get("gauge_mm", ""), default=0.0),
        provenance=provenance_of(where, row.get("provenance", "")), shape=points[1:-1],
    )  # fmt: skip


def _other_link(draft: Draft, where: str, row: Cells, unit: float, factor: float, *, assumed: bool) -> None:
    """Add a link of a network that somebody else made."""
    length_km = number(where, "length", row.get("length", ""), default=0.0, low=0.0) * unit
    told = row.get("vdf_fftt", "").strip()
    minutes = number(where, "vdf_fftt", told, low=0.0) if told else None
    if minutes is not None:
        hours = minutes / 60
    elif length_km == 0:
        hours = 0.0
    else:
        hours = length_km / (number(where, "free_speed", row.get("free_speed", ""), low=1e-9) * unit)
    lanes = number(where, "lanes", row.get("lanes", ""), default=1.0, low=0.0)
    capacity = number(where, "capacity", row.get("capacity", ""), default=math.inf, low=0.0)
    said = {
        "length": "published", "time": "published" if minutes is not None else "estimated",
        "cost": "published" if row.get("toll", "").strip() else "none",
        "capacity": "none" if math.isinf(capacity) else "assumed" if assumed else "estimated",
        "source": Path(draft.file).parent.name,
    }  # fmt: skip
    if not math.isinf(capacity):
        said["note"] = f"capacity: {factor:g} t/day for one vehicle an hour"
    points = line_from_wkt(where, row.get("geometry", ""))
    backward = row.get("dir_flag", "").strip() == "-1"
    shape = points[1:-1][::-1] if backward else points[1:-1]
    both = row.get("directed", "1").strip().lower() in ("0", "false", "no")
    for name, tail, head, line in (
        (row["link_id"], row["from_node_id"], row["to_node_id"], shape),
        (f"{row['link_id']}#back", row["to_node_id"], row["from_node_id"], shape[::-1]),
    )[: 2 if both else 1]:
        draft.add_link(
            where, name, tail, head, kind="line", mode=_mode(row), length_km=length_km, time_h=hours,
            cost_usd_t=number(where, "toll", row.get("toll", ""), default=0.0, low=0.0),
            capacity_t_day=capacity if math.isinf(capacity) else capacity * lanes * factor, provenance=said, shape=line,
        )  # fmt: skip


def _mode(row: Cells) -> str:
    words = f"{row.get('allowed_uses', '')} {row.get('facility_type', '')}".lower()
    return next((mode for word, mode in MODE_WORDS.items() if word in words), "road")


def _unit(path: Path) -> float:
    """Return the kilometres in the ``long_length`` of a ``config.csv``; 1 without one."""
    if not path.exists():
        return 1.0
    for line, row in read_rows(path):
        name = row.get("long_length", "").strip().lower()
        if name and name not in KM_PER_UNIT:
            raise InputError(f"long_length is {name!r}", where=f"{path}: row {line}", mend="expected km, m, mi or ft")
        return KM_PER_UNIT.get(name, 1.0)
    return 1.0


def _truck_factor() -> float:
    from kordon.world.demand import conversion

    return HOURS_A_DAY * conversion("truck_t").factor
