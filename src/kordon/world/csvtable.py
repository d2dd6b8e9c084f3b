"""Read the bundled tables: UTF-8 CSV, every cell text, columns as in the schema.

Codes stay text: Namibia is ``NA`` and Norway is ``NO``. A schema is itself a table, ``data/schema/<name>.csv``, with
the columns ``attribute, type, unit, default, description``; it feeds the loader's check and the documentation.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import cast

from kordon.errors import DataError
from kordon.model import Provenance, ProvenanceKind

Row = dict[str, str]

DATA = Path(__file__).parent / "data"
"""The folder of the bundled tables."""


def read_table(name: str, folder: Path = DATA) -> list[Row]:
    """Return the rows of ``<name>.csv`` as dicts of text; raises :class:`DataError` naming row and column.

    ``folder`` is the world's, or another room's with tables and a schema for each of them.

    >>> rows = read_table("territories")
    """
    where = "data" if folder == DATA else f"{folder.parent.name}/data"
    expected = [cells[0] for cells in _read(folder, where, f"schema/{name}.csv")[1:]]
    header, *rows = _read(folder, where, f"{name}.csv") or [[]]
    if header != expected:
        odd = sorted(set(header) ^ set(expected)) or ["their order"]
        raise DataError(f"{where}/{name}.csv: columns differ from {where}/schema/{name}.csv in {', '.join(odd)}")
    return [dict(zip(header, cells, strict=True)) for cells in rows]


def _read(folder: Path, where: str, path: str) -> list[list[str]]:
    """Return the lines of a table that are not empty, its header first, all with the same number of cells."""
    with (folder / path).open(encoding="utf-8", newline="") as stream:
        lines = [cells for cells in csv.reader(stream, strict=True) if cells]
    for number, cells in enumerate(lines, start=1):
        if len(cells) != len(lines[0]):
            raise DataError(f"{where}/{path}: row {number} has another number of cells than the header")
    return lines


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
