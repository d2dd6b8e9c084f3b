"""``kordon brief``: the main job."""

from __future__ import annotations

from pathlib import Path

import click

from kordon.cli.common import json_option, parse_date, print_json, progress, say


@click.command("brief")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@click.option(
    "--out",
    "out",
    default="kordon-brief",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the brief, its data and its pictures.",
)
@click.option("--pdf", is_flag=True, help="Also write brief.pdf.")
@click.option(
    "--as-of",
    "as_of",
    help="Take the world as known on that day (YYYY-MM-DD); default: the newest report's date.",
)
@click.option("--date", "date", help="Publication date for reports that do not carry one.")
@click.option(
    "--lang",
    type=click.Choice(["ru", "en", "kk", "zh"]),
    help="Language of the reports; detected when not given.",
)
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**31 - 1), help="Seed of every draw.")
@json_option
def command(
    reports: tuple[str, ...], out: Path, pdf: bool, as_of: str | None, date: str | None, lang: str | None, seed: int,
    as_json: bool,
) -> None:  # fmt: skip
    """Turn REPORTs (files, folders, URLs, - for standard input) into a brief: one page and the data behind it."""
    from kordon.workspace import Workspace

    workspace = Workspace(seed=seed)
    with progress("reading") as report_progress:
        result = workspace.brief(
            *reports, out=out, pdf=pdf, as_of=parse_date(as_of, "--as-of"), date=parse_date(date, "--date"),
            lang=lang or "", progress=report_progress,
        )  # fmt: skip
    for note in result.notes:
        say(note)
    if as_json:
        print_json(result.brief.model_dump(mode="json", by_alias=True))
    else:
        click.echo(str(result.page))
