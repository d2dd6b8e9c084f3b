"""What commands share: the ``--json`` switch, dates, progress on standard error, tables for people."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from kordon.errors import LookupFailed

F = TypeVar("F", bound=Callable[..., Any])


def json_option(function: F) -> F:
    """Add ``--json`` (passed on as ``as_json``)."""
    return click.option(
        "--json",
        "as_json",
        is_flag=True,
        help="Machine-readable answer on standard output, nothing else there.",
    )(function)


def parse_date(text: str | None, option: str) -> dt.date | None:
    """Return the ISO date of an option; raises :class:`LookupFailed` for a date that does not exist."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise LookupFailed(
            f"{text!r} is not a date that exists",
            where=option,
            mend="write YYYY-MM-DD, for instance 2025-10-07",
        ) from None


def print_json(value: Any) -> None:
    """Write one JSON document to standard output (UTF-8, sorted only where the record is)."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def print_json_line(value: Any) -> None:
    """Write one JSON object as a line to standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n")


def say(message: str) -> None:
    """Write a message to standard error as one line, whatever a file name in it holds."""
    click.echo(" ".join(message.split()), err=True)


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table for people on standard output."""
    from rich.console import Console
    from rich.table import Table

    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 120, highlight=False)
    table = Table(title=title, title_justify="left", show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*[str(cell) for cell in row])
    console.print(table, markup=False)


@contextmanager
def progress(label: str) -> Iterator[Callable[[str, float], None]]:
    """Yield ``report(step, share)``; draws a bar on a terminal and writes nothing into a pipe."""
    if not sys.stderr.isatty():
        yield lambda step, share: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task(label, total=1.0)

        def report(step: str, share: float) -> None:
            bar.update(task, description=step, completed=share)

        yield report
