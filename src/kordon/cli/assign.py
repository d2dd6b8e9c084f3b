"""``kordon assign``: the equilibrium engine alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kordon.cli.common import json_option, print_json, print_table, progress
from kordon.errors import InputError


@click.command("assign")
@click.option("--tntp", nargs=2, type=click.Path(path_type=Path), metavar="NET TRIPS", help="TNTP network and trips.")
@click.option("--gmns", type=click.Path(path_type=Path), metavar="DIR", help="Folder of node, link and demand.csv.")
@click.option("--gap", default=1e-8, show_default=True, type=click.FloatRange(1e-15, 1, min_open=True, max_open=True),
              help="Stop at this gap, (TSTT - SPTT) / TSTT.")  # fmt: skip
@click.option("--toll-weight", default=0.0, show_default=True, type=click.FloatRange(0), help="Cost per unit of toll.")
@click.option("--distance-weight", default=0.0, show_default=True, type=click.FloatRange(0), help="Cost per length.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write from,to,flow,cost here (CSV).")
@click.option("--close-each", metavar="busiest:N", help="Also close each of the N busiest links in turn.")
@click.option("--sweep-gap", default=1e-6, show_default=True,
              type=click.FloatRange(1e-15, 1, min_open=True, max_open=True), help="Gap of those closures.")  # fmt: skip
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 256), help="Threads for the closures.")
@click.option("--cluster", default="", help="Address of a Dask scheduler for the closures.")
@click.option("--resume", type=click.Path(path_type=Path, dir_okay=False), help="File that keeps closures done so far.")
@json_option
def command(
    tntp: tuple[Path, Path] | None, gmns: Path | None, gap: float, toll_weight: float, distance_weight: float,
    out: Path | None, close_each: str | None, sweep_gap: float, workers: int, cluster: str, resume: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Settle traffic on a network until nobody gains by another way (user equilibrium)."""
    count = _count(close_each)
    if (tntp is None) == (gmns is None):
        raise InputError("say which network", mend="give either --tntp NET TRIPS or --gmns DIR")
    from kordon.flow import prepare, solve
    from kordon.flow.sweep import busiest, sweep
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
    loading = prepare()
    with progress("assigning") as report:
        base = solve(read.problem, gap=gap, progress=report)
    closures: list[dict[str, Any]] = []
    seconds = 0.0
    if count:
        import time

        began = time.perf_counter()
        try:
            with progress("closing") as report:
                rows = sweep(base, [[a] for a in busiest(base, count)], gap=sweep_gap, workers=workers,
                             cluster=cluster, resume=resume, progress=report)  # fmt: skip
        except ValueError as error:
            raise InputError(str(error)) from None
        seconds = time.perf_counter() - began
        graph, names = read.problem.graph, read.node_names
        for row in rows:
            a = row.links[0]
            closures.append({
                "from": names[graph.tail[a]], "to": names[graph.head[a]], "total_cost": row.total_cost,
                "change": row.total_cost - base.total_cost, "unserved": row.unserved, "gap": row.gap,
                "iterations": row.iterations, "untouched": row.untouched,
            })  # fmt: skip
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
    if count:
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
    if count:
        print_table(
            "Closures", ["from", "to", "change of total cost", "unserved", "gap"],
            [[c["from"], c["to"], f"{c['change']:.6g}", f"{c['unserved']:.6g}", f"{c['gap']:.1e}"] for c in closures],
        )  # fmt: skip


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
