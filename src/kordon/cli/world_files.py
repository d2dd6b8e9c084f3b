"""``kordon world export`` and ``kordon world import``: networks, demand, trade, codes and extracts as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kordon.cli.common import json_option, parse_date, print_json, print_table, progress, say
from kordon.errors import InputError, LookupFailed, NothingFound

if TYPE_CHECKING:
    from kordon.world import World
    from kordon.world.io.trade import Trade
    from kordon.world.network import Network
    from kordon.world.records import DemandRow

NETWORKS = ("gmns", "geojson", "geoparquet")
DEMANDS = ("csv", "parquet", "omx")
Report = Callable[[str, float], None]


@click.command("export")
@click.argument("form", metavar="FORMAT", type=click.Choice([*NETWORKS, *DEMANDS]))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--cargo", "cargo", help="Only demand of this class (or HS code), and the modes that it can use.")
@click.option("--mode", "modes", multiple=True, help="Only links of this mode (repeat for several).")
@click.option("--on", "on", help="The network as it stands on a day (YYYY-MM-DD); default: the ordinary state.")
@json_option
def export_command(
    form: str, out: Path, cargo: str | None, modes: tuple[str, ...], on: str | None, as_json: bool
) -> None:
    """Write the network (gmns, geojson, geoparquet) or the demand (csv, parquet, omx) to OUT.

    gmns and geoparquet make a folder, the others a file. A GMNS folder holds the demand as well, so that
    `kordon assign --gmns OUT` runs on it.
    """
    from kordon.world import load_world
    from kordon.world.build import network_on
    from kordon.world.cargo import cargo_class

    day = parse_date(on, "--on")
    world = load_world()
    demand: tuple[DemandRow, ...] = world.demand
    usable: tuple[str, ...] = modes
    if cargo is not None:
        name = cargo_class(cargo)[0]
        demand = tuple(row for row in demand if row.cargo == name)
        usable = tuple(mode for mode in world.cargo[name].modes if not modes or mode in modes)
    facts: dict[str, Any] = {"format": form, "out": str(out)}
    if form in DEMANDS:
        if modes or on:
            raise InputError("demand has no mode and no day", where="--mode, --on", mend="leave them out")
        if out.suffix.lower() != f".{form}":
            raise InputError(f"{out.name!r} does not end in .{form}", where="OUT", mend=f"name it {out.stem}.{form}")
        from kordon.world.io.demand import write_demand

        write_demand(demand, out)
        facts |= _demand_facts(demand)
    else:
        network = network_on(world.places, world.posts, world.corridors, day) if day else world.network
        network = _only(network, usable)
        _write_network(form, network, out, demand)
        facts |= _network_facts(network)
        if form == "gmns":
            facts |= _demand_facts(demand)
    _tell(facts, as_json)


@click.command("import")
@click.argument("form", metavar="FORMAT",
                type=click.Choice([*NETWORKS, *DEMANDS, "baci", "comtrade", "locode", "osm"]))  # fmt: skip
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path),
              help="Write what was read: a network as a GMNS folder, .geojson or geoparquet: folder (see --to); demand "
              "as .csv, .parquet or .omx; trade as totals, codes as matches (.csv).")  # fmt: skip
@click.option("--to", "to", type=click.Choice(NETWORKS), default="gmns", show_default=True,
              help="Format of --out for a network.")  # fmt: skip
@click.option("--compare", is_flag=True, help="Trade: beside the bundled demand, by states and class.")
@click.option("--countries", type=click.Path(path_type=Path), help="BACI: the country_codes_V*.csv of the release.")
@click.option("--reports", type=click.Choice(["best", "imports", "exports"]), default="best", show_default=True,
              help="Comtrade: whose report counts.")  # fmt: skip
@click.option("--cc", "cc", default="", help="OSM: the state of the extract (ISO 3166-1, two letters).")
@click.option("--roads", "roads", default="motorway,trunk,primary,secondary", show_default=True,
              help="OSM: classes of roads, with commas; empty for none.")  # fmt: skip
@click.option("--no-rail", is_flag=True, help="OSM: no railways.")
@click.option("--truck-t", "truck_t", type=click.FloatRange(0, 1000),
              help="OSM: leave out roads signed for less than this gross weight in tonnes.")  # fmt: skip
@click.option("--capacity-factor", type=click.FloatRange(0, 1e6, min_open=True),
              help="GMNS of others: t/day for one unit of capacity; default: a truck of 20 t every time.")  # fmt: skip
@json_option
def import_command(
    form: str, path: Path, out: Path | None, to: str, compare: bool, countries: Path | None, reports: str, cc: str,
    roads: str, no_rail: bool, truck_t: float | None, capacity_factor: float | None, as_json: bool,
) -> None:  # fmt: skip
    """Read PATH, check every row, say what it holds and, with --out, write it in a form of Kordon's.

    Networks: gmns, geojson, geoparquet, osm (a PBF extract). Demand: csv, parquet, omx. Trade by state and cargo
    class: baci, comtrade. Codes of places: locode.
    """
    if form in DEMANDS:
        _import_demand(form, path, out, as_json)
    elif form in ("baci", "comtrade"):
        _import_trade(form, path, out, countries, reports, compare, as_json)
    elif form == "locode":
        _import_locode(path, out, as_json)
    else:
        facts: dict[str, Any] = {"format": form, "path": str(path)}
        tags: dict[str, Any] = {}
        if form == "osm":
            from kordon.world.io.osm import read_osm

            classes = tuple(name.strip() for name in roads.split(",") if name.strip())
            with progress("reading the extract"):
                extract = read_osm(path, cc=_state(cc), roads=classes, rail=not no_rail, truck_t=truck_t)
            network, tags = extract.network, dict(extract.tags)
            facts["left_out"] = dict(extract.left_out)
            say("data of OpenStreetMap are under the ODbL; credit OpenStreetMap where you pass them on")
        else:
            network, tags = _read_network(form, path, capacity_factor)
        if not network.n_links:
            raise NothingFound(f"{path}: holds nodes but no links")
        facts |= _network_facts(network)
        if out is not None:
            _write_network(to, network, out, (), tags)
            facts["out"] = str(out)
        _tell(facts, as_json)


def _read_network(form: str, path: Path, factor: float | None) -> tuple[Network, dict[str, Any]]:
    if form == "gmns":
        from kordon.world.io.gmns import read_gmns, read_tags

        return read_gmns(path, t_day_per_capacity=factor), dict(read_tags(path))
    if form == "geojson":
        from kordon.world.io.geojson import read_geojson

        return read_geojson(path), {}
    from kordon.world.io.geoparquet import read_geoparquet

    return read_geoparquet(path), {}


def _write_network(
    form: str, network: Network, out: Path, demand: tuple[DemandRow, ...], tags: dict[str, Any] | None = None
) -> None:
    if form == "gmns":
        from kordon.world.io.gmns import write_gmns

        write_gmns(network, out, demand=demand, tags=tags)
    elif form == "geojson":
        from kordon.world.io.geojson import write_geojson

        write_geojson(network, out)
    else:
        from kordon.world.io.geoparquet import write_geoparquet

        write_geoparquet(network, out)


def _only(network: Network, modes: tuple[str, ...]) -> Network:
    """Return the network with links of these modes only; handling between modes stays."""
    if not modes:
        return network
    known = sorted(set(network.link_mode))
    for mode in modes:
        if mode not in known:
            raise LookupFailed(f"mode {mode!r} is not known", where="--mode", mend=f"one of {', '.join(known)}")
    return network.without(~network.links_where(mode=[*modes, "transfer"]))


def _import_demand(form: str, path: Path, out: Path | None, as_json: bool) -> None:
    from kordon.world.io.demand import read_demand_file, write_demand

    if path.suffix.lower() != f".{form}":
        raise InputError(f"does not end in .{form}", where=str(path), mend="rename it or say another format")
    rows = read_demand_file(path)
    if not rows:
        raise NothingFound(f"{path}: holds no demand")
    facts: dict[str, Any] = {"format": form, "path": str(path)} | _demand_facts(rows)
    if out is not None:
        write_demand(rows, out)
        facts["out"] = str(out)
    _tell(facts, as_json)


def _import_trade(
    form: str, path: Path, out: Path | None, countries: Path | None, reports: Any, compare: bool, as_json: bool
) -> None:
    from kordon.world import load_world
    from kordon.world.io.baci import read_baci
    from kordon.world.io.comtrade import read_comtrade
    from kordon.world.io.trade import write_totals

    with progress("adding up") as report:
        if form == "baci":
            trade = read_baci(path, countries=countries, progress=report)
        else:
            trade = read_comtrade(path, reports=reports, progress=report)
    if not trade.rows:
        raise NothingFound(f"{path}: holds no trade between known states in a cargo class")
    facts: dict[str, Any] = {"format": form, "path": str(path)} | _trade_facts(trade)
    if out is not None:
        write_totals(trade, out)
        facts["out"] = str(out)
    if compare:
        facts["beside"] = _beside(trade, load_world())
    rows = facts.get("beside", [])
    _tell({key: value for key, value in facts.items() if as_json or key != "beside"}, as_json)
    if compare and not as_json:
        print_table(
            "Trade beside the bundled demand, Mt a year", ["from", "to", "cargo", "trade", "Kordon"],
            [[r["origin"], r["destination"], r["cargo"], f"{r['trade_mt']:.2f}", f"{r['demand_mt']:.2f}"]
             for r in rows[:30]],
        )  # fmt: skip


def _beside(trade: Trade, world: World) -> list[dict[str, Any]]:
    import dataclasses

    from kordon.world.io.trade import compare

    cc = {place.id: place.cc for place in world.places.values()}
    rows = compare(trade, ((cc[r.origin], cc[r.destination], r.cargo, r.t_day) for r in world.demand))
    return [dataclasses.asdict(row) for row in rows]


def _import_locode(path: Path, out: Path | None, as_json: bool) -> None:
    import dataclasses

    from kordon.world import load_world
    from kordon.world.io.locode import match_locodes, read_locode, write_matches

    entries = read_locode(path)
    if not entries:
        raise NothingFound(f"{path}: holds no codes")
    matches = match_locodes(load_world().places, entries)
    facts: dict[str, Any] = {
        "format": "locode", "path": str(path), "entries": len(entries), "states": len({e.cc for e in entries}),
        "matched_places": len(matches), "differ_from_known": sum(m.known not in ("", m.code) for m in matches),
    }  # fmt: skip
    if out is not None:
        write_matches(matches, out)
        facts["out"] = str(out)
    if as_json:
        facts["matches"] = [dataclasses.asdict(match) for match in matches]
    _tell(facts, as_json)


def _network_facts(network: Network) -> dict[str, Any]:
    by_mode = {mode: network.link_mode.count(mode) for mode in sorted(set(network.link_mode))}
    return {
        "nodes": network.n_nodes, "links": network.n_links, "links_by_mode": by_mode,
        "length_km": float(network.length_km.sum()), "posts": len(set(network.link_post) - {""}),
        "digest": network.digest(),
    }  # fmt: skip


def _demand_facts(rows: tuple[DemandRow, ...]) -> dict[str, Any]:
    by_cargo: dict[str, float] = {}
    for row in rows:
        by_cargo[row.cargo] = by_cargo.get(row.cargo, 0.0) + row.t_day
    zones = {end for row in rows for end in (row.origin, row.destination)}
    return {"demand_rows": len(rows), "zones": len(zones), "t_day": sum(by_cargo.values()), "t_day_by_cargo": by_cargo}


def _trade_facts(trade: Trade) -> dict[str, Any]:
    by_cargo: dict[str, float] = {}
    for row in trade.rows:
        by_cargo[row.cargo] = by_cargo.get(row.cargo, 0.0) + (row.tonnes + row.tonnes_estimated) / 1e6
    return {
        "rows_read": trade.read, "rows": len(trade.rows), "years": sorted({row.year for row in trade.rows}),
        "states": len({end for row in trade.rows for end in (row.origin, row.destination)}),
        "mt": sum(row.tonnes for row in trade.rows) / 1e6,
        "mt_estimated": sum(row.tonnes_estimated for row in trade.rows) / 1e6, "mt_by_cargo": by_cargo,
        "left_out": dict(trade.left_out), "unclassed_kusd": trade.unclassed_kusd,
        "unknown_states_kusd": dict(trade.unknown_states_kusd),
    }  # fmt: skip


def _state(cc: str) -> str:
    if cc and not (len(cc) == 2 and cc.isascii() and cc.isalpha() and cc.isupper()):
        raise InputError(f"{cc!r} is no code of a state", where="--cc", mend="two capital letters, for instance KZ")
    return cc


def _tell(facts: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print_json(facts)
        return
    rows = []
    for key, value in facts.items():
        if isinstance(value, dict):
            rows += [[f"{key}: {inner}", _cell(number)] for inner, number in value.items()]
        else:
            rows.append([key, _cell(value)])
    print_table("Files", ["what", "value"], rows)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:,.6g}" if isinstance(value, float) else str(value)
