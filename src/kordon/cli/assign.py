"""``kordon assign``: the equilibrium engine alone."""

from __future__ import annotations

import csv
import math
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kordon.cli.common import json_option, print_json, print_table, progress
from kordon.errors import InputError

if TYPE_CHECKING:
    from kordon.flow import Solution
    from kordon.flow.tables import Assignment


@click.command("assign")
@click.option("--tntp", nargs=2, type=click.Path(path_type=Path), metavar="NET TRIPS", help="TNTP network and trips.")
@click.option("--gmns", type=click.Path(path_type=Path), metavar="DIR", help="Folder of node, link and demand.csv.")
@click.option("--gap", default=1e-8, show_default=True, type=click.FloatRange(1e-15, 1, min_open=True, max_open=True),
              help="Stop at this gap, (TSTT - SPTT) / TSTT.")  # fmt: skip
@click.option("--toll-weight", default=0.0, show_default=True, type=click.FloatRange(0), help="Cost per unit of toll.")
@click.option("--distance-weight", default=0.0, show_default=True, type=click.FloatRange(0), help="Cost per length.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write from,to,flow,cost here (CSV).")
@click.option("--close-each", metavar="busiest:N", help="Also close each of the N busiest links in turn.")
@click.option("--close-sets", type=click.Path(path_type=Path, dir_okay=False), metavar="SETS.csv",
              help="Also close each set of links (a post, a territory): rows of set,from,to.")  # fmt: skip
@click.option("--together", default=1, show_default=True, type=click.IntRange(1, 5),
              help="Close every choice of so many of those links or sets at once.")  # fmt: skip
@click.option("--exact", type=click.IntRange(0), metavar="N",
              help="Screen the closures by one look each and solve only the N dearest.")  # fmt: skip
@click.option("--sweep-gap", default=1e-6, show_default=True,
              type=click.FloatRange(1e-15, 1, min_open=True, max_open=True), help="Gap of those closures.")  # fmt: skip
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 256), help="Threads for the closures.")
@click.option("--cluster", default="", help="Address of a Dask scheduler for the closures.")
@click.option("--resume", type=click.Path(path_type=Path, dir_okay=False), help="File that keeps closures done so far.")
@json_option
def command(
    tntp: tuple[Path, Path] | None, gmns: Path | None, gap: float, toll_weight: float, distance_weight: float,
    out: Path | None, close_each: str | None, close_sets: Path | None, together: int,
    exact: int | None, sweep_gap: float, workers: int, cluster: str, resume: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Settle traffic on a network until nobody gains by another way (user equilibrium)."""
    count = _count(close_each)
    if (tntp is None) == (gmns is None):
        raise InputError("say which network", mend="give either --tntp NET TRIPS or --gmns DIR")
    from kordon.flow import prepare, solve
    from kordon.flow.sweep import busiest
    from kordon.flow.tables import read_gmns, read_tntp, write_flows

    weights: dict[str, Any] = {"toll_weight": toll_weight, "distance_weight": distance_weight}
    try:
        if tntp is not None:
            read = read_tntp(*tntp, **weights)
        else:
            assert gmns is not None
            read = read_gmns(gmns, **weights)
    except OSError as error:
        raise InputError(
            error.strerror or "cannot be read", where=str(error.filename), mend="name a file that exists"
        ) from None
    except ValueError as error:
        raise InputError(str(error)) from None
    if out is not None and not out.parent.is_dir():
        raise InputError("no such folder", where=str(out.parent), mend="make it first")
    sets = _sets(close_sets, read) if close_sets is not None else {}
    with progress("loading the solver") as report:
        report("loading the solver (it is compiled on first use, some seconds)", 0.0)
        loading = prepare()
    with progress("assigning") as report:
        base = solve(read.problem, gap=gap, progress=report)
    closures: list[dict[str, Any]] = []
    seconds = 0.0
    if count or sets:
        began = time.perf_counter()
        graph, names = read.problem.graph, read.node_names
        single = {f"{names[graph.tail[a]]} {names[graph.head[a]]}": (int(a),) for a in busiest(base, count)}
        try:
            closures = _close(base, single | sets, together, exact, progress, gap=sweep_gap, workers=workers,
                              cluster=cluster, resume=resume)  # fmt: skip
        except ValueError as error:
            raise InputError(str(error)) from None
        seconds = time.perf_counter() - began
        for row in closures:
            ends = [(names[graph.tail[a]], names[graph.head[a]]) for a in row.pop("links")]
            row["links"] = [list(pair) for pair in ends]
            if len(ends) == 1:
                row["from"], row["to"] = ends[0]
    if out is not None:
        write_flows(out, read, base)
    facts: dict[str, Any] = {
        "nodes": read.problem.graph.n_nodes, "links": read.problem.graph.n_links, "pairs": read.problem.n_pairs,
        "demand": float(read.problem.demand.sum()), "unserved": float(base.unserved.sum()),
        "seconds": base.seconds, "loading_seconds": loading, "iterations": base.iterations,
        "gap": base.gap, "audited_gap": base.audited_gap,
        "converged": base.converged, "total_cost": base.total_cost,
        "gap_history": [{"iteration": i, "seconds": s, "gap": g} for i, s, g in base.history],
    }  # fmt: skip
    if count or sets:
        facts |= {"closures": closures, "sweep_seconds": seconds, "workers": workers}
    if as_json:
        print_json(facts)
        return
    shown = (
        "nodes",
        "links",
        "pairs",
        "demand",
        "unserved",
        "seconds",
        "iterations",
        "gap",
        "audited_gap",
        "total_cost",
    )
    print_table("Equilibrium", ["what", "value"], [[name, f"{facts[name]:.6g}"] for name in shown])
    if count or sets:
        print_table(
            "Closures", ["closed", "change of total cost", "unserved", "gap"],
            [[c["closed"], f"{c['change']:.6g}", f"{c['unserved']:.6g}", f"{c['gap']:.1e}"] if "change" in c else
             [c["closed"], f"about {c['estimate']:.3g}" if c["estimate"] is not None else "cut off", "", "screened"]
             for c in closures],
        )  # fmt: skip


def _close(
    base: Solution, sets: dict[str, tuple[int, ...]], together: int, exact: int | None, progress: Any, **how: Any
) -> list[dict[str, Any]]:
    """Return one row per closure: its links, and totals or (where only screened) an estimate."""
    from itertools import combinations

    from kordon.flow.sweep import Screened, screened_sweep, sweep

    if together > len(sets):
        raise InputError(f"{together} closures together, but only {len(sets)} to choose from", where="--together",
                         mend="give a smaller number")  # fmt: skip
    chosen = [tuple(names) for names in combinations(sets, together)]
    links = [tuple(sorted({a for name in names for a in sets[name]})) for names in chosen]
    called: dict[tuple[int, ...], str] = {}
    for names, key in zip(chosen, links, strict=True):
        called.setdefault(key, " + ".join(names))
    with progress("closing") as report:
        if exact is None:
            rows = [Screened(row.links, math.nan, row) for row in sweep(base, links, progress=report, **how)]
        else:
            rows = list(screened_sweep(base, links, exact=exact, progress=report, **how))
    out: list[dict[str, Any]] = []
    for row in rows:
        solved = row.exact
        entry: dict[str, Any] = {"closed": called[row.links], "links": row.links}
        if exact is not None:
            entry["estimate"] = row.estimate if math.isfinite(row.estimate) else None
        if solved is not None:
            entry |= {
                "total_cost": solved.total_cost, "change": solved.total_cost - base.total_cost,
                "unserved": solved.unserved, "cut_off": solved.cut_off, "gap": solved.gap,
                "iterations": solved.iterations, "untouched": solved.untouched,
            }  # fmt: skip
        out.append(entry)
    return out


def _sets(path: Path, read: Assignment) -> dict[str, tuple[int, ...]]:
    """Return the sets of links of a CSV file with columns set, from, to (all parallel links between two nodes)."""
    graph, number = read.problem.graph, {name: i for i, name in enumerate(read.node_names)}
    between: dict[tuple[int, int], list[int]] = {}
    for a in range(graph.n_links):
        between.setdefault((int(graph.tail[a]), int(graph.head[a])), []).append(a)
    out: dict[str, list[int]] = {}
    try:
        file = path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", where=str(path), mend="name a file that exists") from None
    with file:
        rows = csv.DictReader(file)
        for name in ("set", "from", "to"):
            if name not in (rows.fieldnames or []):
                raise InputError(f"no column {name!r}", where=str(path), mend="write the header set,from,to")
        for at, row in enumerate(rows, 2):
            ends = tuple((row[name] or "").strip() for name in ("from", "to"))
            key = (number.get(ends[0], -1), number.get(ends[1], -1))
            if key not in between:
                raise InputError(f"no link from {ends[0]!r} to {ends[1]!r}", where=f"{path}: row {at}",
                                 mend="name two nodes that a link joins, in its direction")  # fmt: skip
            out.setdefault((row["set"] or "").strip(), []).extend(between[key])
    if not out:
        raise InputError("no rows", where=str(path), mend="list at least one link as set,from,to")
    return {name: tuple(links) for name, links in out.items()}


def _count(text: str | None) -> int:
    """Return N of ``busiest:N``."""
    if text is None:
        return 0
    word, _, number = text.partition(":")
    if word != "busiest" or not number.isdigit() or int(number) < 1:
        raise InputError(
            f"{text!r} is not understood", where="--close-each", mend="write busiest:N, such as busiest:20"
        )
    return int(number)
