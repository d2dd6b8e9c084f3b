# ruff: noqa: E501
"""How far two annotators of the same texts agree, by the measures of ``kordon evaluate``: what a reader can at best be held to.

    python scripts/agreement.py [FILE]

FILE is JSON Lines with ``claims`` of one annotator and ``second`` of another (``tests/reading/data/articles_of_the_press.jsonl``
by default). The second is scored as if it had been read, against the first.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from kordon.reading import evaluate
from kordon.reading.alignment import align
from kordon.reading.gold import report_of

ROOT = Path(__file__).resolve().parent.parent
SHOWN = (
    "type_f1", "type_macro_f1", "places_f1", "places_precision", "dates_f1", "quantity_f1", "attribution_accuracy",
    "direction_accuracy", "status_accuracy", "hedged_or_denied_accuracy", "text_places_f1", "text_places_precision",
    "text_dates_f1", "text_quantity_f1",
)  # fmt: skip


class _Slot(SimpleNamespace):
    def model_dump(self) -> dict[str, Any]:
        return dict(self.__dict__)


def as_read(label: dict[str, Any]) -> Any:
    """Return a label in the shape of a claim that was read."""

    def day(slot: str) -> dt.date | None:
        return dt.date.fromisoformat(label[slot]) if label.get(slot) else None

    way = label.get("direction")
    return SimpleNamespace(
        type=label["type"],
        status=label.get("status"),
        certainty=label.get("certainty"),
        attribution=SimpleNamespace(source_class=(label.get("attribution") or {}).get("class")),
        places=[
            _Slot(**{k: p.get(k) for k in ("name", "cc", "kind", "role", "lat", "lon", "id")})
            for p in label.get("places") or []
        ],
        quantities=[_Slot(**{k: q.get(k) for k in ("value", "unit")}) for q in label.get("quantities") or []],
        start=day("start"),
        end=day("end"),
        direction=SimpleNamespace(origin=tuple(way.get("from") or ()), to=tuple(way.get("to") or ())) if way else None,
        evidence=label["evidence"],
    )


def agreement(rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return the scores of the second annotator against the first."""
    sheets = []
    for row in rows:
        report = report_of(str(row.get("id")), row)
        read: list[Any] = [as_read(label) for label in row["second"]]
        sheets.append(evaluate._sheet(report, row["claims"], read, align(row["claims"], read, report.text)))
    return evaluate.scores(sheets)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    default = ROOT / "tests" / "reading" / "data" / "articles_of_the_press.jsonl"
    parser.add_argument("file", nargs="?", type=Path, default=default)
    rows = [json.loads(line) for line in parser.parse_args(arguments).file.read_text(encoding="utf-8").splitlines()]
    parts = {"all": rows} | {lang: [r for r in rows if r["lang"] == lang] for lang in sorted({r["lang"] for r in rows})}
    every = {name: agreement(part) for name, part in parts.items()}
    print("measure".ljust(28) + "".join(name.rjust(8) for name in every))
    for key in SHOWN:
        print(key.ljust(28) + "".join(f"{scores.get(key, float('nan')):8.3f}" for scores in every.values()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
