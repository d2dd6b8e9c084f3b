"""``kordon diff``: two outcomes side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from kordon.cli.common import json_option, print_json, print_table
from kordon.errors import InputError

if TYPE_CHECKING:
    from kordon.model import Outcome

MAX_BYTES = 200_000_000


class Row(TypedDict):
    """One thing that both runs hold."""

    what: str
    first: float
    second: float


@click.command("diff")
@click.argument("first", metavar="RUN")
@click.argument("second", metavar="RUN")
@json_option
def command(first: str, second: str, as_json: bool) -> None:
    """Set two outcomes side by side: RUN is a folder that `kordon simulate --out` wrote, or its outcome.json."""
    one, other = read_outcome(Path(first)), read_outcome(Path(second))
    rows = differences(one, other)
    if as_json:
        print_json({"first": one.scenario.id, "second": other.scenario.id, "same_world": _same(one, other), **rows})
        return
    if not _same(one, other):
        click.echo("note: the two runs rest on different tables, days or gaps", err=True)
    columns = ["what", one.scenario.id, other.scenario.id, "difference"]
    for title, key in (("Sums", "sums"), ("Posts", "posts"), ("Loss, USD a month", "losses")):
        shown = sorted(rows[key], key=lambda row: -abs(row["second"] - row["first"]))[:15]
        cells = [
            [row["what"], f"{row['first']:,.0f}", f"{row['second']:,.0f}", f"{row['second'] - row['first']:+,.0f}"]
            for row in shown
        ]
        print_table(title, columns, cells)


def read_outcome(path: Path) -> Outcome:
    """Return a stored outcome; raises :class:`InputError` for anything else."""
    from pydantic import ValidationError

    from kordon.model import Outcome

    file = path / "outcome.json" if path.is_dir() else path
    try:
        if file.stat().st_size > MAX_BYTES:
            raise InputError("is too large to be an outcome", where=str(file), mend="name another run")
        return Outcome.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        raise InputError("there is no such run", where=str(file), mend="run kordon simulate --out first") from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(file), mend="check path and rights") from None
    except ValidationError:
        raise InputError("is no outcome", where=str(file), mend="name a folder of kordon simulate --out") from None


def differences(one: Outcome, other: Outcome) -> dict[str, list[Row]]:
    """Return the rows of both outcomes that can be compared: sums, load of posts, losses of states."""
    sums = {
        "demand, t/day": "demand_t_day",
        "not shipped in the baseline, t/day": "base_unserved_t_day",
        "not shipped, t/day": "scenario_unserved_t_day",
    }
    return {
        "sums": [
            {"what": key, "first": getattr(one, name), "second": getattr(other, name)} for key, name in sums.items()
        ],
        "posts": _joined(
            *({f"{r.post} ({r.mode}), t/day": r.scenario_t_day for r in run.posts} for run in (one, other))
        ),
        "losses": _joined(*({r.state: r.total_usd_month.value for r in run.losses} for run in (one, other))),
    }


def _joined(first: dict[str, float], second: dict[str, float]) -> list[Row]:
    keys = sorted(set(first) | set(second))
    rows = [Row(what=key, first=first.get(key, 0.0), second=second.get(key, 0.0)) for key in keys]
    return [row for row in rows if abs(row["second"] - row["first"]) > 1e-6]


def _same(one: Outcome, other: Outcome) -> bool:
    keys = ("on", "gap")
    return one.manifest.data_hash == other.manifest.data_hash and all(
        one.manifest.options.get(key) == other.manifest.options.get(key) for key in keys
    )
