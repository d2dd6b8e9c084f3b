"""Checks of the tables cell by cell: what a cell may hold by its schema, and whether it says where it came from."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import get_args

from kordon.errors import DataError
from kordon.model import ProvenanceKind
from kordon.world.csvtable import DATA, Row, read_table
from kordon.world.finding import Finding
from kordon.world.load import World

KINDS = get_args(ProvenanceKind)
NUMBERS = frozenset({"number", "integer"})
DIMENSIONLESS = ("year", "factor", "share", "pce", "value", "code", "tracks")
"""Ends of the names of numbers that have no unit: years, ratios, and values whose unit is another column."""

WORLDWIDE = frozenset({"trade_codes"})
"""Tables whose states may be any of ISO 3166-1, not only those of ``territories.csv``."""


def table_names() -> tuple[str, ...]:
    """Return the names of the tables that have a schema, in order."""
    return tuple(sorted(path.stem for path in (DATA / "schema").glob("*.csv")))


def read_schema(name: str) -> tuple[Row, ...]:
    """Return the rows of a schema: attribute, type, unit, default, description."""
    import csv

    with (DATA / "schema" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def tables_and_schemas(world: World) -> Iterator[Finding]:
    """Find tables without a schema, schemas without a table, and columns that differ or that nobody described."""
    del world
    tables = {path.stem for path in DATA.glob("*.csv")}
    schemas = set(table_names())
    for name in sorted(tables - schemas):
        yield Finding("tables_and_schemas", f"{name}.csv", "header", "has no schema", f"write data/schema/{name}.csv")
    for name in sorted(schemas - tables):
        yield Finding("tables_and_schemas", f"schema/{name}.csv", "table", "describes no table", "remove it")
    for name in sorted(tables & schemas):
        try:
            read_table(name)
        except DataError as error:
            yield Finding("tables_and_schemas", f"{name}.csv", "header", str(error), "make table and schema agree")
        for row in read_schema(name):
            if not row["description"]:
                yield Finding(
                    "tables_and_schemas", f"schema/{name}.csv", row["attribute"], "has no description", "describe it"
                )


def cells(world: World) -> Iterator[Finding]:
    """Find cells that are not of the type that the schema gives: numbers, dates, flags, states, kinds of provenance."""
    states = set(world.territories)
    for name in table_names():
        schema = read_schema(name)
        for place, row in enumerate(read_table(name), start=2):
            for attribute in schema:
                column = attribute["attribute"]
                if cell := row[column].strip():
                    wrong = _wrong(attribute, column, cell, set() if name in WORLDWIDE else states)
                    if wrong:
                        yield Finding("cells", f"{name}.csv", label(row, place), f"{column} is {cell[:40]!r}", wrong)


def _wrong(attribute: Mapping[str, str], column: str, cell: str, states: set[str]) -> str:
    """Return what was expected instead of a cell; empty when it is right."""
    kind = attribute["type"]
    if kind in NUMBERS and not _number(cell, whole=kind == "integer"):
        return "write a number" if kind == "number" else "write a whole number"
    if kind == "date" and not _date(cell):
        return "write a date: YYYY, YYYY-MM or YYYY-MM-DD"
    if kind == "flag" and cell not in ("yes", "no"):
        return "write yes, no or nothing"
    provenance = attribute["description"].startswith(("published", "provenance"))
    if provenance and (column == "kind" or column.endswith("_kind")):
        return "" if cell in KINDS or cell == "none" else f"write one of {', '.join(KINDS)}"
    if states and column in ("cc", "cc_a", "cc_b") and not set(cell.split("-")) <= states:
        return "write a code of territories.csv"
    return ""


def _number(cell: str, *, whole: bool) -> bool:
    try:
        value = float(cell)
    except ValueError:
        return False
    return math.isfinite(value) and "_" not in cell and (not whole or value == int(value))


def _date(cell: str) -> bool:
    parts = cell.split("-")
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", cell):
        return False
    try:
        dt.date(*[*map(int, parts), 1, 1][:3])
    except ValueError:
        return False
    return True


def units_of_schemas(world: World) -> Iterator[Finding]:
    """Find numbers whose schema names no unit, so that a reader would have to guess."""
    del world
    for name in table_names():
        schema = read_schema(name)
        columns = {row["attribute"] for row in schema}
        for row in schema:
            column = row["attribute"]
            said = row["unit"] or {f"{column}_unit", f"{column.rpartition('_')[0]}_unit", "unit"} & columns
            if row["type"] == "number" and not said and not column.endswith(DIMENSIONLESS):
                yield Finding(
                    "units_of_schemas", f"schema/{name}.csv", column, "is a number without a unit", "name its unit"
                )


def sources_of_rows(world: World) -> Iterator[Finding]:
    """Find figures that are called published without an address, or otherwise without a word on how or why.

    Every column that ends in ``kind`` and has a ``source`` beside it is looked at, in every table.
    """
    del world
    for name in table_names():
        columns = [row["attribute"] for row in read_schema(name)]
        prefixes = [c.removesuffix("kind") for c in columns if c.endswith("kind") and f"{c[:-4]}source" in columns]
        for place, row in enumerate(read_table(name), start=2):
            for prefix in prefixes:
                wrong = _unsourced(row, prefix, columns)
                if wrong:
                    what = f"{prefix}kind is {row[f'{prefix}kind']}, {wrong[0]}"
                    yield Finding("sources_of_rows", f"{name}.csv", label(row, place), what, wrong[1])


def _unsourced(row: Row, prefix: str, columns: list[str]) -> tuple[str, str] | None:
    kind, source = row[f"{prefix}kind"], row[f"{prefix}source"]
    figure = prefix.rstrip("_")
    if figure in columns and not row[figure]:
        return None  # no figure, so no source of it
    note = row.get(f"{prefix}note", "") or row.get("note", "")
    if kind == "published" and "://" not in source:
        return "without an address", "give the URL"
    if kind in ("estimated", "calibrated", "assumed") and not (source or note):
        return "without a word", "say how or why"
    return None


def label(row: Row, place: int) -> str:
    """Return what a row is called in a finding: its id, its two ends, or its number."""
    if row.get("id"):
        return row["id"]
    if row.get("from_place") and row.get("to_place"):
        return f"{row['from_place']} - {row['to_place']}"
    return f"row {place}"


TABLE_CHECKS: tuple[Callable[[World], Iterator[Finding]], ...] = (
    tables_and_schemas, cells, units_of_schemas, sources_of_rows,
)  # fmt: skip
