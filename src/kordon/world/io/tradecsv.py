"""Stream a CSV of trade statistics block by block, and name the row when one is wrong."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from kordon.errors import InputError
from kordon.world.io.files import MAX_COLUMNS, MB, lines, need, readable
from kordon.world.io.trade import Array, Progress

MAX_BYTES = 16 * 1024 * MB
"""Largest file of trade statistics that is read."""

BLOCK_BYTES = 8 * MB
"""Bytes that are parsed at a time."""

Block = Mapping[str, Any]


def stream(path: Path, columns: Mapping[str, str], take: Callable[[Path, Block], None], progress: Progress) -> None:
    """Hand the file to ``take`` in blocks of columns of text; ``columns`` maps our names to those of the file."""
    pa = need("pyarrow", "parquet", "trade statistics")
    arrow = need("pyarrow.csv", "parquet", "trade statistics")
    readable(path, MAX_BYTES)
    header, width = columns_of(path)
    for name in columns.values():
        if name not in header:
            raise InputError(f"has no column {name!r}", where=f"{path}: row 1", mend="add the column")
    # Comtrade's downloads end every row but the header with a comma: one more cell, always empty
    names = header + [f"#{i}" for i in range(width - len(header))]
    options = {
        "read_options": arrow.ReadOptions(
            column_names=names, skip_rows=1, block_size=BLOCK_BYTES, encoding="latin-1", use_threads=True
        ),
        "parse_options": arrow.ParseOptions(newlines_in_values=False),
        "convert_options": arrow.ConvertOptions(
            include_columns=list(columns.values()), column_types={name: pa.string() for name in columns.values()},
            strings_can_be_null=False, null_values=[], check_utf8=False,
        ),
    }  # fmt: skip
    try:
        with arrow.open_csv(path, **options) as reader:
            for number, batch in enumerate(reader, start=1):
                take(path, {ours: batch.column(theirs) for ours, theirs in columns.items()})
                progress("adding up", min(1.0, number * BLOCK_BYTES / path.stat().st_size))
    except pa.ArrowException as error:
        blame_width(path, len(names))
        raise InputError(f"is not CSV ({str(error)[:80]})", where=str(path), mend="correct it") from None


def columns_of(path: Path) -> tuple[list[str], int]:
    """Return the names of the columns, and the cells of the first row when it has just one more."""
    with path.open(encoding="latin-1", newline="") as text:
        reader = csv.reader(lines(path, text))
        try:
            header = [name.strip().removeprefix("\xef\xbb\xbf") for name in next(reader, [])]
            first = next(reader, [])
        except csv.Error as error:
            raise InputError(f"is not CSV ({error})", where=f"{path}: row 1", mend="correct it") from None
    if len(header) > MAX_COLUMNS:
        raise InputError(f"has {len(header)} columns", where=f"{path}: row 1", mend=f"at most {MAX_COLUMNS} are read")
    if not first:
        raise InputError("holds no rows", where=str(path), mend="give a file with data")
    return header, len(first) if len(first) == len(header) + 1 and not first[-1] else len(header)


def _cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding="latin-1", newline="") as text:
        reader = csv.reader(lines(path, text))
        try:
            for cells in reader:
                if cells:
                    yield reader.line_num, cells
        except csv.Error as error:
            where = f"{path}: row {reader.line_num}"
            raise InputError(f"is not CSV ({error})", where=where, mend="correct it") from None


def blame_width(path: Path, width: int) -> None:
    """Raise :class:`InputError` for the first row with another number of cells than the header."""
    for line, cells in _cells(path):
        if line > 1 and len(cells) != width:
            raise InputError(
                f"has {len(cells)} cells, the header has {width}", where=f"{path}: row {line}",
                mend="add or remove cells",
            )  # fmt: skip


def blame(path: Path, column: str, wrong: Callable[[str], bool], mend: str) -> None:
    """Raise :class:`InputError` for the first row whose cell is wrong: found by a second, slow reading."""
    header, _ = columns_of(path)
    place = header.index(column)
    for line, cells in _cells(path):
        if line > 1 and place < len(cells) and wrong(cells[place]):
            raise InputError(f"{column} is {cells[place].strip()[:40]!r}", where=f"{path}: row {line}", mend=mend)
    raise InputError(f"{column} cannot be read", where=str(path), mend=mend)


def real(path: Path, column: str, values: Any) -> Array:
    """Return a column of text as numbers of 0 or more, nan where it is empty or ``NA``."""
    compute, pa = need("pyarrow.compute", "parquet", "trade statistics"), need("pyarrow", "parquet", "trade statistics")
    text = compute.utf8_trim_whitespace(values)
    missing = compute.is_in(text, value_set=pa.array(["", "NA", "nan", "NaN"]))
    try:
        number = compute.cast(compute.if_else(missing, None, text), pa.float64())
        out: Array = number.to_numpy(zero_copy_only=False)
    except pa.ArrowException:
        blame(path, column, _no_real, "expected a number of 0 or more")
    if not np.all((out >= 0) & np.isfinite(out) | np.isnan(out)):
        blame(path, column, _no_real, "expected a number of 0 or more")
    return out


def _no_real(cell: str) -> bool:
    text = cell.strip()
    if text in ("", "NA", "nan", "NaN"):
        return False
    try:
        return not 0 <= float(text) < math.inf
    except ValueError:
        return True


def coded(values: Any, code: Callable[[str], int]) -> Array:
    """Return a column of text as whole numbers, asking ``code`` once per different text."""
    encoded = values.dictionary_encode()
    table = np.array([code(text) for text in encoded.dictionary.to_pylist()], dtype=np.int64)
    return table[encoded.indices.to_numpy()] if len(table) else np.zeros(0, dtype=np.int64)


def year_of(path: Path, column: str) -> Callable[[str], int]:
    """Return what turns a cell into its year; ``2024`` and the month ``202401`` are understood."""

    def year(text: str) -> int:
        text = text.strip()
        if not (text.isascii() and text.isdigit() and len(text) in (4, 6) and 1900 <= int(text[:4]) <= 2100):
            blame(path, column, lambda cell: cell.strip() == text, "expected a year such as 2024")
        return int(text[:4])

    return year
