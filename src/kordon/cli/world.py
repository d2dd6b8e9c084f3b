"""``kordon world``: what the bundled world holds, whether it is sound, its calibration, files in and out."""

from __future__ import annotations

from pathlib import Path

import click

from kordon.cli.common import json_option, print_json, print_table, say
from kordon.cli.world_files import export_command, import_command
from kordon.errors import NothingFound


@click.group("world")
def command() -> None:
    """The bundled world: its tables, its checks, its calibration, files in and out."""


command.add_command(export_command)
command.add_command(import_command)


@command.command("info")
@json_option
def info_command(as_json: bool) -> None:
    """Count the tables and say what share of lengths, capacities and costs is published, estimated or assumed."""
    from kordon.world import load_world
    from kordon.world.info import info

    summary = info(load_world())
    if as_json:
        print_json(summary)
        return
    rows: list[list[str]] = []
    for key, value in summary.items():
        if isinstance(value, dict):
            rows += [[f"{key}: {inner}", _cell(count)] for inner, count in value.items()]
        else:
            rows.append([key, _cell(value)])
    print_table("The bundled world", ["what", "how many"], rows)


@command.command("check")
@json_option
def check_command(as_json: bool) -> None:
    """Run every check of the tables; exit 1 when one finds something."""
    import dataclasses

    from kordon.world import load_world
    from kordon.world.check import check

    findings = check(load_world())
    if as_json:
        print_json([dataclasses.asdict(finding) for finding in findings])
    else:
        for finding in findings:
            click.echo(str(finding))
        say(f"{len(findings)} findings")
    if findings:
        raise NothingFound("the world is not clean")


@command.command("calibrate")
@click.option("--rounds", type=click.IntRange(0), help="Rounds of fitting; 0 shows the totals as spread.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Write demand.csv and choice_constants.csv."
)
@json_option
def calibrate_command(rounds: int | None, out: Path | None, as_json: bool) -> None:
    """Repeat the calibration of the demand and show every published count beside it; the same tables give the same."""
    from kordon.scenario.calibrate import ROUNDS, calibrate, write_tables
    from kordon.world import load_world

    say("settling the network and fitting the demand to the published counts; this takes half a minute")
    done = calibrate(load_world(), rounds=ROUNDS if rounds is None else rounds)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        write_tables(done, out)
        say(f"wrote {out / 'demand.csv'} and {out / 'choice_constants.csv'}")
    rows = [
        {
            "id": after.count.id, "count": after.count.name, "stratum": after.count.stratum,
            "published_t_day": after.count.t_day, "before_t_day": before.assigned_t_day,
            "after_t_day": after.assigned_t_day, "error": after.error, "kept_out": after.count.kept_out,
            "in_a_total": after.count.prior, "year": after.count.year, "use": after.count.use,
            "source": after.count.source,
        }
        for before, after in zip(done.before, done.after, strict=True)
    ]  # fmt: skip
    summary = {
        "rounds": done.rounds, "gap": done.gap, "median_error_fitted": done.median_error(kept_out=False),
        "median_error_kept_out": done.median_error(kept_out=True), "unserved_t_day": done.unserved_t_day,
        "constants": dict(done.constants), "counts": rows,
    }  # fmt: skip
    if as_json:
        print_json(summary)
        return
    print_table(
        "Published counts beside the settled network, t/day",
        ["count", "published", "before", "after", "error", "use"],
        [
            [
                str(row["count"]), f"{row['published_t_day']:,.0f}", f"{row['before_t_day']:,.0f}",
                f"{row['after_t_day']:,.0f}", f"{row['error']:+.0%}", str(row["use"]),
            ]
            for row in rows
        ],
    )  # fmt: skip
    say(
        f"median absolute error: fitted {summary['median_error_fitted']:.0%}, "
        f"kept out {summary['median_error_kept_out']:.0%}; gap {done.gap:.1e} after {done.rounds} rounds"
    )


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, dict):
        return ", ".join(f"{key} {_cell(inner)}" for key, inner in value.items())
    return str(value)
