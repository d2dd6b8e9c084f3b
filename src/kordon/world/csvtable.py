"""Read the bundled tables: UTF-8 CSV, every cell text, columns as in the schema.

Codes stay text: Namibia is ``NA`` and Norway is ``NO``. A schema is itself a table, ``data/schema/<name>.csv``, with
the columns ``attribute, type, unit, default, description``; it feeds the loader's check and the documentation.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from kordon.errors import DataError
from kordon.model import Provenance, ProvenanceKind

Row = dict[str, str]

DATA = Path(__file__).parent / "data"
"""The folder of the bundled tables."""


def read_table(name: str) -> list[Row]:
    """Return the rows of ``data/<name>.csv`` as dicts of text; raises :class:`DataError` naming row and column.

    >>> rows = read_table("territories")
    """
    expected = [row["attribute"] for row in _read(f"schema/{name}.csv")]
    rows = list(_read(f"{name}.csv"))
    if rows and list(rows[0]) != expected:
        odd = sorted(set(rows[0]) ^ set(expected)) or ["their order"]
        raise DataError(f"data/{name}.csv: columns differ from data/schema/{name}.csv in {', '.join(odd)}")
    return rows


def _read(path: str) -> Iterator[Row]:
    with (DATA / path).open(encoding="utf-8", newline="") as stream:
        rows = (cells for cells in csv.reader(stream, strict=True) if cells)
        header = next(rows, [])
        for number, cells in enumerate(rows, start=2):
            if len(cells) != len(header):
                raise DataError(f"data/{path}: row {number} has another number of cells than the header")
            yield dict(zip(header, cells, strict=True))


def split(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell that lists things with semicolons."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def number(cell: str) -> float | None:
    """Return the number in a cell, None when it is empty."""
    return float(cell) if cell.strip() else None


def day(cell: str) -> dt.date | None:
    """Return the ISO date in a cell, None when it is empty. ``2024-05`` is the first of May, ``2024`` New Year."""
    cell = cell.strip()
    if not cell:
        return None
    parts = [int(part) for part in cell.split("-")]
    return dt.date(*[*parts, 1, 1][:3])


def provenance(row: Row, prefix: str = "") -> Provenance:
    """Return the provenance in the columns ``<prefix>kind, <prefix>source, <prefix>source_date, <prefix>note``."""
    return Provenance(
        kind=cast(ProvenanceKind, row.get(f"{prefix}kind") or "assumed"),
        source=row.get(f"{prefix}source", ""),
        date=row.get(f"{prefix}source_date", ""),
        note=row.get(f"{prefix}note", ""),
    )
