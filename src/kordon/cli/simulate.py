"""``kordon simulate``: what a scenario does to flows, times, costs and queues."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kordon.cli.common import json_option, parse_date, print_json, print_table, progress, say
from kordon.errors import InputError

if TYPE_CHECKING:
    from kordon.model import Outcome

TABLES = ("flows", "posts", "cargo", "shifts", "losses")


@click.command("simulate")
@click.argument("scenario", metavar="SCENARIO")
@click.option("--on", "on", help="Day of the settled state (YYYY-MM-DD); default: today.")
@click.option(
    "--gap", default=1e-5, show_default=True, type=click.FloatRange(1e-12, 0.1), help="Relative gap to reach."
)
@click.option("--runs", default=0, show_default=True, type=click.IntRange(0, 10_000),
              help="Draws behind the ranges of losses; 0 moves one input at a time.")  # fmt: skip
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**31 - 1), help="Seed of every draw.")
@click.option("--out", "out", type=click.Path(path_type=Path, file_okay=False), help="Folder for outcome.json and CSV.")
@json_option
def command(scenario: str, on: str | None, gap: float, runs: int, seed: int, out: Path | None, as_json: bool) -> None:
    """Run SCENARIO (a YAML file, or a name that `kordon scenarios` lists) until shippers' choices settle."""
    day = parse_date(on, "--on") or dt.date.today()
    from kordon.scenario import load_scenario, simulate
    from kordon.world import load_world

    world = load_world()
    found = load_scenario(scenario, world)
    if out is not None:
        _check_folder(out)
    with progress("simulating") as step:
        outcome = simulate(world, found, on=day, gap=gap, runs=runs, seed=seed, progress=step)
    if out is not None:
        write_tables(outcome, out)
        say(f"wrote {out / 'outcome.json'} and {len(TABLES)} tables")
    if as_json:
        print_json(outcome.model_dump(mode="json", by_alias=True))
    else:
        print_outcome(outcome)


def print_outcome(outcome: Outcome) -> None:
    """Print the outcome for people: the sums, the posts, the shifts, the losses."""
    served = outcome.demand_t_day - outcome.scenario_unserved_t_day
    click.echo(f"{outcome.scenario.name} ({outcome.scenario.id}), settled state on {outcome.manifest.options['on']}")
    click.echo(
        f"demand {outcome.demand_t_day:,.0f} t/day, served {served:,.0f}, not shipped besides the baseline "
        f"{outcome.added_unserved_t_day:,.0f}; "
        f"gap {outcome.settled.gap:.1e} (audited {outcome.settled.audited_gap:.1e})"
    )
    moved = sorted(outcome.posts, key=lambda row: -abs(row.scenario_t_day - row.base_t_day))
    rows = [
        [row.post, row.mode, f"{row.base_t_day:,.0f}", f"{row.scenario_t_day:,.0f}", f"{row.base_delay_days:.1f}",
         "closed" if row.scenario_capacity_t_day == 0 else f"{row.scenario_delay_days:.1f}"]
        for row in moved[:12] if abs(row.scenario_t_day - row.base_t_day) > 1
    ]  # fmt: skip
    print_table("Posts that change most", ["post", "mode", "t/day before", "after", "days before", "after"], rows)
    rows = [[row.cargo, row.from_corridor, row.to_corridor, f"{row.t_day:,.0f}"] for row in outcome.shifts[:12]]
    print_table("Freight that changes its way", ["cargo", "from", "to", "t/day"], rows)
    rows = [
        [row.state, _million(row.shipper_usd_month.value), _million(row.transit_usd_month.value),
         f"{_million(row.total_usd_month.low)} to {_million(row.total_usd_month.high)}", row.driver]
        for row in outcome.losses[:12]
    ]  # fmt: skip
    columns = ["state", "shippers", "transit revenue", "both, range", "what moves it most"]
    print_table("Loss, USD million a month (estimated)", columns, rows)
    for note in outcome.left_out:
        say(f"left out: {note}")


def _million(value: float | None) -> str:
    return "" if value is None else f"{value / 1e6:,.1f}"


def _check_folder(out: Path) -> None:
    """Refuse a folder that holds something else than an outcome."""
    if out.is_dir():
        ours = {"outcome.json", *(f"{name}.csv" for name in TABLES)}
        others = sorted(path.name for path in out.iterdir() if path.name not in ours)
        if others:
            raise InputError(f"holds other files ({others[0]})", where=str(out), mend="name a new or an empty folder")
    elif out.exists():
        raise InputError("is a file", where=str(out), mend="name a folder")


def write_tables(outcome: Outcome, out: Path) -> None:
    """Write outcome.json and one CSV a table; files appear whole or not at all."""
    import csv
    import io
    import os

    out.mkdir(parents=True, exist_ok=True)
    files = {"outcome.json": outcome.model_dump_json(by_alias=True, indent=2) + "\n"}
    for name in TABLES:
        rows = [_flat(row.model_dump(mode="json")) for row in getattr(outcome, name)]
        text = io.StringIO()
        if rows:
            writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        files[f"{name}.csv"] = text.getvalue()
    for name, content in files.items():
        part = out / f".{name}.part"
        part.write_text(content, encoding="utf-8")
        os.replace(part, out / name)


def _flat(row: dict[str, object]) -> dict[str, object]:
    """Spread figures over columns: value, low, high."""
    flat: dict[str, object] = {}
    for key, value in row.items():
        if isinstance(value, dict):
            flat[key] = value["value"]
            flat[f"{key}_low"], flat[f"{key}_high"] = value.get("low"), value.get("high")
        else:
            flat[key] = value
    return flat
