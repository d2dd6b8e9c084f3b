"""``kordon world``: what the bundled world holds, whether it is sound, its calibration, files in and out."""

from __future__ import annotations

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
@json_option
def calibrate_command(as_json: bool) -> None:
    """Repeat the calibration of the demand table and show what it reaches."""
    from kordon.world import load_world
    from kordon.world.calibrate import calibrate

    say("settling the network and fitting the demand to the published counts; this takes a quarter of a minute")
    done = calibrate(load_world())
    rows = [
        {
            "count": after.name, "published_t_day": after.published_t_day, "before_t_day": before.assigned_t_day,
            "after_t_day": after.assigned_t_day, "error": after.error, "kept_out": after.kept_out,
        }
        for before, after in zip(done.before, done.after, strict=True)
    ]  # fmt: skip
    summary = {
        "rounds": done.rounds, "gap": done.gap, "median_error_fitted": done.median_error(kept_out=False),
        "median_error_kept_out": done.median_error(kept_out=True), "counts": rows,
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
                f"{row['after_t_day']:,.0f}", f"{row['error']:+.0%}", "kept out" if row["kept_out"] else "fitted",
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
