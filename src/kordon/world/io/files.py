"""What all formats share: limits on what is read, rows with their numbers, numbers with their names, whole writes."""

from __future__ import annotations

import contextlib
import csv
import importlib
import itertools
import math
import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from kordon.errors import InputError

MB = 2**20

MAX_TABLE_BYTES = 2048 * MB
"""Largest network or demand table that is read: they are held in memory."""

MAX_CELL = 10 * MB
"""Longest cell of a CSV that is read."""

MAX_COLUMNS = 2_000
"""Most columns of a table that is read."""

Cells = dict[str, str]

_SPECIAL = re.compile(r'[",\r\n]')


def need(module: str, extra: str, what: str) -> Any:
    """Return an optional module, imported; raises :class:`InputError` that names the extra which brings it."""
    try:
        return importlib.import_module(module)
    except ImportError:
        package = module.partition(".")[0]
        raise InputError(
            f"{what} needs the package {package}", mend=f'install it with pip install "kordon[{extra}]"'
        ) from None


def readable(path: Path, limit: int = MAX_TABLE_BYTES) -> Path:
    """Return the path of a file that exists, is a file, and is not larger than ``limit`` bytes.

    Raises :class:`InputError` otherwise, also for an empty file.
    """
    try:
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "no such file"
            raise InputError(what, where=str(path), mend="name a file that exists")
        size = path.stat().st_size
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", where=str(path), mend="name a file that exists") from None
    if size == 0:
        raise InputError("the file is empty", where=str(path), mend="name a file with content")
    if size > limit:
        raise InputError(
            f"the file has {size / MB:,.0f} MB, more than the {limit / MB:,.0f} MB that are read",
            where=str(path), mend="cut it into parts",
        )  # fmt: skip
    return path


def read_rows(path: Path, needed: Sequence[str] = (), *, limit: int = MAX_TABLE_BYTES) -> Iterator[tuple[int, Cells]]:
    """Yield ``(line number, cells by column)`` of a CSV with a header: UTF-8, every cell text.

    Raises :class:`InputError` for a file that is not UTF-8 CSV, a header that lacks a needed column or repeats one, and
    a row with another number of cells than the header. Blank lines are passed over.
    """
    readable(path, limit)
    old = csv.field_size_limit(MAX_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(lines(path, stream), strict=True)
            header = [name.strip() for name in next(reader, [])]
            _check_header(path, header, needed)
            for cells in reader:
                if not cells:
                    continue
                if len(cells) != len(header):
                    raise InputError(
                        f"has {len(cells)} cells, the header has {len(header)}",
                        where=f"{path}: row {reader.line_num}", mend="add or remove cells, or quote a cell with commas",
                    )  # fmt: skip
                yield reader.line_num, dict(zip(header, cells, strict=True))
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8 text (byte {error.start})", where=str(path), mend="save it as UTF-8") from None
    except csv.Error as error:
        raise InputError(f"is not CSV ({error})", where=f"{path}: row {reader.line_num}", mend="correct it") from None
    finally:
        csv.field_size_limit(old)


def lines(path: Path, stream: TextIO) -> Iterator[str]:
    """Yield the lines of a text; raises :class:`InputError` for one longer than a cell may be, before it is read."""
    number = 0
    while line := stream.readline(MAX_CELL):
        number += 1
        if len(line) >= MAX_CELL:
            raise InputError("the line is too long", where=f"{path}: row {number}", mend="is this a CSV?")
        yield line


def _check_header(path: Path, header: Sequence[str], needed: Sequence[str]) -> None:
    for name in needed:
        if name not in header:
            raise InputError(f"has no column {name!r}", where=f"{path}: row 1", mend="add the column")
    if len(header) > MAX_COLUMNS:
        raise InputError(f"has {len(header)} columns", where=f"{path}: row 1", mend=f"at most {MAX_COLUMNS} are read")
    for name, times in Counter(header).items():
        if times > 1:
            raise InputError(f"the column {name!r} appears twice", where=f"{path}: row 1", mend="remove one of the two")


def number(
    where: str, field: str, cell: str, *, default: float | None = None, low: float = -math.inf, high: float = math.inf
) -> float:
    """Return the finite number of a cell, ``default`` when it is empty; ``where`` is ``file: row n``.

    Raises :class:`InputError` for text, a number outside ``low`` to ``high``, and an empty cell without default.
    """
    text = cell.strip()
    if not text:
        if default is None:
            raise InputError(f"{field} is empty", where=where, mend="write a number")
        return default
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or "_" in text:
        raise InputError(f"{field} is {text[:60]!r}", where=where, mend="write a finite number with a decimal point")
    if not low <= value <= high:
        raise InputError(f"{field} is {value:g}", where=where, mend=f"expected {_bounds(low, high)}")
    return value


def _bounds(low: float, high: float) -> str:
    if math.isinf(high):
        return f"{low:g} or more"
    return f"{low:g} to {high:g}"


def text_of(value: float) -> str:
    """Return the shortest text that reads back as the same number; empty for infinity, which means 'no limit'."""
    return "" if math.isinf(value) else repr(float(value))


@contextlib.contextmanager
def staged_file(path: Path) -> Iterator[Path]:
    """Yield a path beside ``path`` to write to; it takes its place when all went well and vanishes when not."""
    if path.is_dir():
        raise InputError("is a folder", where=str(path), mend="give the name of a file")
    folder = _parent(path)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=path.suffix, dir=folder)
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror})", where=str(path), mend="give another name") from None
    os.close(handle)
    fresh = Path(name)
    try:
        yield fresh
        fresh.chmod(0o644)
        fresh.replace(path)
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror})", where=str(path), mend="give another name") from None
    finally:
        fresh.unlink(missing_ok=True)


@contextlib.contextmanager
def staged_folder(path: Path, ours: Sequence[str]) -> Iterator[Path]:
    """Yield an empty folder to write to; when all went well its files move into ``path``.

    A folder that holds anything but files named in ``ours`` is refused, so that nobody's files are lost; what an
    earlier export left there is replaced.
    """
    if path.exists() and not path.is_dir():
        raise InputError("is a file, not a folder", where=str(path), mend="give another folder")
    parent = _parent(path)
    try:
        if path.is_dir() and (odd := sorted({entry.name for entry in path.iterdir()} - set(ours))):
            raise InputError(
                f"the folder holds other things ({odd[0]})", where=str(path), mend="give an empty or a new folder"
            )
        fresh = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=parent))
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror})", where=str(path), mend="give another folder") from None
    try:
        yield fresh
        path.mkdir(exist_ok=True)
        written = {entry.name for entry in fresh.iterdir()}
        for name in ours:
            if name not in written:
                (path / name).unlink(missing_ok=True)
        for name in written:
            (fresh / name).chmod(0o644)
            (fresh / name).replace(path / name)
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror})", where=str(path), mend="give another folder") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _parent(path: Path) -> Path:
    parent = path.absolute().parent
    if not parent.is_dir():
        raise InputError("no such folder", where=str(path.parent), mend="make it first")
    return parent


def write_csv(path: Path, header: Sequence[str], rows: Iterator[Sequence[str]]) -> None:
    """Write a CSV in UTF-8 with ``\\n`` line ends; the module csv would leave a lone carriage return unquoted."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        for row in itertools.chain([header], rows):
            stream.write(",".join(map(_quoted, row)) + "\n")


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _SPECIAL.search(cell) else cell
