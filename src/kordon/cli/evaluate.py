"""``kordon evaluate``: score the reader on labelled texts."""

from __future__ import annotations

from pathlib import Path

import click

from kordon.cli.common import json_option, print_json, print_table, progress


@click.command("evaluate")
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@json_option
def command(gold: Path, as_json: bool) -> None:
    """Read the texts in GOLD (a folder or JSON Lines file of labelled texts) and score claims against the labels."""
    from kordon.reading.evaluate import evaluate

    with progress("reading") as report_progress:
        scores = evaluate(gold, progress=report_progress)
    if as_json:
        print_json(scores)
        return
    print_table(
        "Scores",
        ["measure", "value"],
        [[k, f"{v:.3f}" if isinstance(v, float) else str(v)] for k, v in scores.items()],
    )
