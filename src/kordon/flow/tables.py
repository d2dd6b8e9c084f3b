"""Networks of links and trips from files: TNTP and GMNS in, flows out. Errors name file, row and field."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kordon.flow.delay import Delay
from kordon.flow.graph import Graph
from kordon.flow.problem import Problem, Solution


@dataclass(frozen=True)
class Assignment:
    """A problem read from files, with the names of its nodes."""

    problem: Problem
    node_names: tuple[str, ...]


def read_tntp(net: Path, trips: Path, *, toll_weight: float = 0.0, distance_weight: float = 0.0) -> Assignment:
    """Return the problem of a TNTP network and its trip table.

    Cost: ``free_flow_time * (1 + b * (flow / capacity) ** power) + toll_weight * toll + distance_weight * length``.
    Nodes below FIRST THRU NODE may not be crossed. Links whose time is constant
    (b or power 0) may have capacity 0.
    """
    meta, body = _metadata(net)
    n_nodes = _whole(net, meta, "NUMBER OF NODES")
    first_through = _whole(net, meta, "FIRST THRU NODE", 1)
    rows: list[list[float]] = []
    for number, line in body:
        parts = line.replace(";", " ").split()
        if not parts or parts[0].startswith("~"):
            continue
        if len(parts) < 7:
            raise ValueError(f"{net}: row {number} has {len(parts)} fields, expected at least 7 (init to power)")
        values = [_number(net, number, f"field {i + 1}", part) for i, part in enumerate(parts[:9])]
        rows.append(values + [0.0] * (9 - len(values)))
    if not rows:
        raise ValueError(f"{net}: no links after <END OF METADATA>")
    declared = _whole(net, meta, "NUMBER OF LINKS", len(rows))
    if declared != len(rows):
        raise ValueError(f"{net}: NUMBER OF LINKS says {declared}, but {len(rows)} links follow")
    a = np.array(rows)
    for column, name in ((0, "init_node"), (1, "term_node")):
        bad = np.flatnonzero((a[:, column] < 1) | (a[:, column] > n_nodes) | (a[:, column] % 1 != 0))
        if len(bad):
            raise ValueError(
                f"{net}: link {bad[0] + 1}: {name} {a[bad[0], column]:g} is not a node from 1 to {n_nodes}"
            )
    origin, destination, demand = _trips(trips, n_nodes)
    grows = (a[:, 5] > 0) & (a[:, 6] > 0)
    for column, name in ((2, "capacity"),):
        bad = np.flatnonzero(grows & (a[:, column] <= 0))
        if len(bad):
            raise ValueError(f"{net}: link {bad[0] + 1}: {name} is {a[bad[0], column]:g}, expected above 0")
    free = np.where(grows, a[:, 4], a[:, 4] * (1 + np.where(a[:, 6] == 0, a[:, 5], 0.0)))
    try:
        bpr = Delay.bpr(
            free, np.where(grows, a[:, 2], np.inf), np.where(grows, a[:, 5], 0.0), np.where(grows, a[:, 6], 1.0)
        )
        delay = Delay.where(grows, bpr, Delay.constant(free))
        graph = Graph(n_nodes, a[:, 0] - 1, a[:, 1] - 1, np.arange(1, n_nodes + 1) >= first_through)
        fixed = (toll_weight * a[:, 8] + distance_weight * a[:, 3])[None, :]
        problem = Problem(graph, delay, fixed=fixed, origin=origin, destination=destination, demand=demand)
    except ValueError as error:
        raise ValueError(f"{net}: {error}") from None
    return Assignment(problem, tuple(str(i) for i in range(1, n_nodes + 1)))


def read_gmns(folder: Path, *, toll_weight: float = 0.0, distance_weight: float = 0.0) -> Assignment:
    """Return the problem of a GMNS folder: ``node.csv``, ``link.csv`` and ``demand.csv``.

    Link fields: ``from_node_id, to_node_id``; ``vdf_fftt`` (minutes), else ``length`` and ``free_speed``;
    ``capacity`` (per lane) times ``lanes``; ``vdf_alpha, vdf_beta`` (0.15 and 4 unless given); ``toll``;
    ``directed`` 0 adds the way back. Zones are nodes with a ``zone_id``; a ``node_type`` or ``ctrl_type`` of
    ``centroid`` may not be crossed. Demand: ``o_zone_id, d_zone_id, volume``.
    """
    nodes = list(_rows(folder / "node.csv", ("node_id",)))
    index = {row["node_id"]: i for i, (_, row) in enumerate(nodes)}
    if len(index) != len(nodes):
        raise ValueError(f"{folder / 'node.csv'}: node_id is not unique")
    kinds = [f"{row.get('node_type', '')} {row.get('ctrl_type', '')}".lower() for _, row in nodes]
    through = np.array(["centroid" not in kind for kind in kinds], dtype=bool)
    zone: dict[str, int] = {}
    for i, (_, row) in enumerate(nodes):
        if row.get("zone_id") and (row["zone_id"] not in zone or not through[i]):
            zone[row["zone_id"]] = i
    path = folder / "link.csv"
    links: list[tuple[int, int, float, float, float, float, float]] = []
    for number, row in _rows(path, ("from_node_id", "to_node_id")):
        ends = []
        for name in ("from_node_id", "to_node_id"):
            if row[name] not in index:
                raise ValueError(f"{path}: row {number}: {name} {row[name]!r} is not in node.csv")
            ends.append(index[row[name]])
        length = _field(path, number, row, "length", 0.0)
        free = _field(path, number, row, "vdf_fftt", math.nan)
        if math.isnan(free):
            speed = _field(path, number, row, "free_speed", math.nan)
            if math.isnan(speed) or speed <= 0:
                raise ValueError(f"{path}: row {number}: needs vdf_fftt, or length and free_speed above 0")
            free = 60.0 * length / speed
        capacity = _field(path, number, row, "capacity", math.inf) * _field(path, number, row, "lanes", 1.0)
        alpha, beta = _field(path, number, row, "vdf_alpha", 0.15), _field(path, number, row, "vdf_beta", 4.0)
        fixed = toll_weight * _field(path, number, row, "toll", 0.0) + distance_weight * length
        links.append((ends[0], ends[1], free, capacity, alpha, beta, fixed))
        if (row.get("directed") or "1").strip().lower() in ("0", "false"):
            links.append((ends[1], ends[0], free, capacity, alpha, beta, fixed))
    if not links:
        raise ValueError(f"{path}: no links")
    path = folder / "demand.csv"
    trips: list[tuple[int, int, float]] = []
    for number, row in _rows(path, ("o_zone_id", "d_zone_id", "volume")):
        for name in ("o_zone_id", "d_zone_id"):
            if row[name] not in zone:
                raise ValueError(f"{path}: row {number}: {name} {row[name]!r} is no zone_id of node.csv")
        volume = _field(path, number, row, "volume", 0.0)
        if volume < 0:
            raise ValueError(f"{path}: row {number}: volume is {volume:g}, expected at least 0")
        if volume > 0 and row["o_zone_id"] != row["d_zone_id"]:
            trips.append((zone[row["o_zone_id"]], zone[row["d_zone_id"]], volume))
    a, t = np.array(links), np.array(trips).reshape(-1, 3)
    try:
        delay = Delay.bpr(a[:, 2], a[:, 3], a[:, 4], a[:, 5])
        graph = Graph(len(nodes), a[:, 0], a[:, 1], through)
        problem = Problem(graph, delay, fixed=a[None, :, 6], origin=t[:, 0], destination=t[:, 1], demand=t[:, 2])
    except ValueError as error:
        raise ValueError(f"{folder / 'link.csv'}: {error}") from None
    return Assignment(problem, tuple(row["node_id"] for _, row in nodes))


def write_flows(path: Path, assignment: Assignment, solution: Solution) -> None:
    """Write ``from,to,flow,cost`` per link, flow summed over classes, cost of the first class; in full precision."""
    graph = solution.problem.graph
    flow = solution.link_flow.sum(axis=0)
    cost = solution.problem.fixed[0] + solution.problem.vot[0] * solution.link_delay
    names = assignment.node_names
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["from", "to", "flow", "cost"])
        for tail, head, f, c in zip(graph.tail, graph.head, flow, cost, strict=True):
            writer.writerow([names[tail], names[head], repr(float(f)), repr(float(c))])


def _metadata(path: Path) -> tuple[dict[str, str], list[tuple[int, str]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise ValueError(f"{path}: not a text file in UTF-8") from None
    meta: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if "<END OF METADATA>" in line.upper():
            return meta, list(enumerate(lines[number:], number + 1))
        found = re.match(r"\s*<([^>]+)>\s*(\S*)", line)
        if found:
            meta[found[1].strip().upper()] = found[2]
    raise ValueError(f"{path}: no line <END OF METADATA>: not a TNTP file")


def _trips(path: Path, n_nodes: int) -> tuple[list[int], list[int], list[float]]:
    _, body = _metadata(path)
    origin: int | None = None
    rows: tuple[list[int], list[int], list[float]] = ([], [], [])
    for number, line in body:
        text = line.split("~")[0].strip()
        if text.lower().startswith("origin"):
            origin = int(_number(path, number, "origin", text[6:].strip()))
            if not 1 <= origin <= n_nodes:
                raise ValueError(f"{path}: row {number}: origin {origin} is not a node from 1 to {n_nodes}")
            continue
        for part in filter(None, (piece.strip() for piece in text.split(";"))):
            if origin is None:
                raise ValueError(f"{path}: row {number}: trips before the first 'Origin' line")
            to, colon, value = part.partition(":")
            if not colon:
                raise ValueError(f"{path}: row {number}: {part!r} is not 'destination : trips'")
            destination = int(_number(path, number, "destination", to.strip()))
            trips = _number(path, number, "trips", value.strip())
            if not 1 <= destination <= n_nodes:
                raise ValueError(f"{path}: row {number}: destination {destination} is not a node from 1 to {n_nodes}")
            if trips < 0:
                raise ValueError(f"{path}: row {number}: {trips:g} trips, expected at least 0")
            if trips > 0 and destination != origin:
                rows[0].append(origin - 1)
                rows[1].append(destination - 1)
                rows[2].append(trips)
    return rows


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    if not path.exists():
        raise ValueError(f"{path}: no such file (a GMNS folder holds node.csv, link.csv and demand.csv)")
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in needed if name not in (reader.fieldnames or [])]
        if missing:
            raise ValueError(f"{path}: no column {missing[0]!r}")
        for number, row in enumerate(reader, 2):
            yield number, {key: (value or "").strip() for key, value in row.items() if key}


def _field(path: Path, number: int, row: dict[str, str], name: str, default: float) -> float:
    text = row.get(name) or ""
    return _number(path, number, name, text) if text else default


def _number(path: Path, number: int, field: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{path}: row {number}: {field} is {text!r}, expected a number") from None
    if not math.isfinite(value):
        raise ValueError(f"{path}: row {number}: {field} is {text!r}, expected a finite number")
    return value


def _whole(path: Path, meta: dict[str, str], name: str, default: int | None = None) -> int:
    if name not in meta:
        if default is None:
            raise ValueError(f"{path}: no line <{name}>")
        return default
    try:
        return int(meta[name])
    except ValueError:
        raise ValueError(f"{path}: <{name}> is {meta[name]!r}, expected a whole number") from None
