"""Origin-destination demand in and out: long CSV, Parquet, and OMX by cargo class.

The long form has the columns of ``data/schema/demand.csv``: origin, destination, cargo, t_day, choke_usd_t and the
provenance of the row. OMX keeps two matrices a class, ``<cargo>`` (t/day) and ``<cargo>__choke_usd_t``, and a third,
``<cargo>__provenance``, that points into the list of provenances in the attribute ``kordon_provenance``; 0 there means
that there is no such row.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, cast, get_args

import numpy as np

from kordon.errors import InputError
from kordon.model import Provenance, ProvenanceKind
from kordon.world.io.files import MAX_TABLE_BYTES, need, number, read_rows, readable, staged_file, text_of, write_csv
from kordon.world.io.omx import Matrices, read_omx, write_omx
from kordon.world.records import DemandRow

COLUMNS = ("origin", "destination", "cargo", "t_day", "choke_usd_t", "kind", "source", "source_date", "note")
ALIASES = {
    "origin": ("origin", "o_zone_id", "o", "from"),
    "destination": ("destination", "d_zone_id", "d", "to"),
    "cargo": ("cargo", "class", "commodity"),
    "t_day": ("t_day", "volume", "tonnes_day"),
}
"""Other names of columns that are understood, so that a GMNS ``demand.csv`` reads as well."""

SUFFIXES = (".csv", ".parquet", ".omx")
MAX_ROWS = 20_000_000
"""Most rows of a Parquet file that is read: a small file can hold any number of equal ones."""

CHOKE, SOURCE = "__choke_usd_t", "__provenance"
KINDS = get_args(ProvenanceKind)


def write_demand(rows: Iterable[DemandRow], path: Path) -> None:
    """Write rows as CSV, Parquet or OMX, by the suffix of ``path``."""
    rows = tuple(rows)
    match path.suffix.lower():
        case ".csv":
            with staged_file(path) as fresh:
                write_csv(fresh, COLUMNS, (_cells(row) for row in rows))
        case ".parquet":
            _write_parquet(rows, path)
        case ".omx":
            write_omx(to_matrices(rows), path)
        case other:
            raise InputError(f"the suffix {other!r} is no format of demand", where=str(path), mend=_suffixes())


def read_demand_file(path: Path) -> tuple[DemandRow, ...]:
    """Return the rows of a CSV, Parquet or OMX file, by its suffix; raises :class:`InputError` naming row and field."""
    match path.suffix.lower():
        case ".csv":
            return _read_csv(path)
        case ".parquet":
            return _read_parquet(path)
        case ".omx":
            return from_matrices(read_omx(path), str(path))
        case other:
            raise InputError(f"the suffix {other!r} is no format of demand", where=str(path), mend=_suffixes())


def _suffixes() -> str:
    return f"expected one of {', '.join(SUFFIXES)}"


def _cells(row: DemandRow) -> list[str]:
    p = row.provenance
    return [
        row.origin, row.destination, row.cargo, repr(float(row.t_day)), text_of(row.choke_usd_t), p.kind, p.source,
        p.date, p.note,
    ]  # fmt: skip


def _row(
    where: str, origin: str, destination: str, cargo: str, t_day: float, choke: float, kind: str, source: str,
    date: str, note: str,
) -> DemandRow:  # fmt: skip
    for name, value in (("origin", origin), ("destination", destination)):
        if not value:
            raise InputError(f"{name} is empty", where=where, mend="give the id of a zone")
    if not (math.isfinite(t_day) and t_day >= 0):
        raise InputError(f"t_day is {t_day:g}", where=where, mend="expected 0 or more")
    if not choke >= 0:
        raise InputError(f"choke_usd_t is {choke:g}", where=where, mend="expected 0 or more, or empty for no limit")
    if kind not in KINDS:
        raise InputError(f"kind is {kind!r}", where=where, mend=f"expected one of {', '.join(KINDS)}")
    said = Provenance(kind=cast(ProvenanceKind, kind), source=source, date=date, note=note)
    return DemandRow(origin, destination, cargo, t_day, choke, said)


def _read_csv(path: Path) -> tuple[DemandRow, ...]:
    out: list[DemandRow] = []
    names: dict[str, str] = {}
    for line, row in read_rows(path):
        where = f"{path}: row {line}"
        if not names:
            names = _columns(path, list(row))
        value = {field: row[column] for field, column in names.items()}
        out.append(
            _row(
                where, value["origin"], value["destination"], value.get("cargo") or "general",
                number(where, names["t_day"], value["t_day"]),
                number(where, "choke_usd_t", value.get("choke_usd_t", ""), default=math.inf),
                value.get("kind") or "assumed", value.get("source", ""), value.get("source_date", ""),
                value.get("note", ""),
            )
        )  # fmt: skip
    return tuple(out)


def _columns(path: Path, header: Sequence[str]) -> dict[str, str]:
    """Return Kordon's names of the columns that are there, mapped to the names in the file."""
    found: dict[str, str] = {}
    for field in COLUMNS:
        for name in ALIASES.get(field, (field,)):
            if name in header:
                found[field] = name
                break
    for field in ("origin", "destination", "t_day"):
        if field not in found:
            raise InputError(
                f"has no column {field!r}", where=f"{path}: row 1", mend=f"add it (or {', '.join(ALIASES[field][1:])})"
            )
    return found


def _write_parquet(rows: Sequence[DemandRow], path: Path) -> None:
    pa = need("pyarrow", "parquet", "Parquet")
    parquet = need("pyarrow.parquet", "parquet", "Parquet")
    columns = {
        "origin": [r.origin for r in rows], "destination": [r.destination for r in rows],
        "cargo": [r.cargo for r in rows], "t_day": [float(r.t_day) for r in rows],
        "choke_usd_t": [float(r.choke_usd_t) for r in rows], "kind": [r.provenance.kind for r in rows],
        "source": [r.provenance.source for r in rows], "source_date": [r.provenance.date for r in rows],
        "note": [r.provenance.note for r in rows],
    }  # fmt: skip
    kinds = {name: pa.float64() if name in ("t_day", "choke_usd_t") else pa.string() for name in COLUMNS}
    units = {b"kordon": json.dumps({"t_day": "t/day", "choke_usd_t": "USD/t"}).encode()}
    table = pa.table({n: pa.array(v, kinds[n]) for n, v in columns.items()}).replace_schema_metadata(units)
    with staged_file(path) as fresh:
        parquet.write_table(table, fresh)


def _read_parquet(path: Path) -> tuple[DemandRow, ...]:
    table = open_parquet(path)
    names = _columns(path, table.column_names)
    columns = {field: table.column(name).to_pylist() for field, name in names.items()}
    out: list[DemandRow] = []
    for i in range(table.num_rows):
        where = f"{path}: row {i + 1}"

        def text(field: str, default: str, i: int = i, where: str = where) -> str:
            value = columns[field][i] if field in columns else None
            if value is not None and not isinstance(value, str):
                raise InputError(f"{field} is {value!r}", where=where, mend="expected text")
            return value or default

        def real(field: str, default: float, i: int = i, where: str = where) -> float:
            value = columns[field][i] if field in columns else None
            if value is None:
                return default
            if not isinstance(value, int | float):
                raise InputError(f"{field} is {value!r}", where=where, mend="expected a number")
            return float(value)

        out.append(
            _row(
                where, text("origin", ""), text("destination", ""), text("cargo", "general"), real("t_day", math.nan),
                real("choke_usd_t", math.inf), text("kind", "assumed"), text("source", ""), text("source_date", ""),
                text("note", ""),
            )
        )  # fmt: skip
    return tuple(out)


def open_parquet(path: Path) -> Any:
    """Return the table of a Parquet file; raises :class:`InputError` when it is none, or opens into too much memory."""
    parquet = need("pyarrow.parquet", "parquet", "Parquet")
    pa = need("pyarrow", "parquet", "Parquet")
    readable(path)
    try:
        with parquet.ParquetFile(path) as file:
            meta = file.metadata
            size = sum(meta.row_group(i).total_byte_size for i in range(meta.num_row_groups))
            if size > MAX_TABLE_BYTES:
                raise InputError(
                    f"unpacks to {size / 2**20:,.0f} MB", where=str(path),
                    mend=f"at most {MAX_TABLE_BYTES / 2**20:,.0f} MB are read; cut it into parts",
                )  # fmt: skip
            if meta.num_rows > MAX_ROWS:
                raise InputError(f"has {meta.num_rows} rows", where=str(path), mend=f"at most {MAX_ROWS} are read")
            table = file.read()
            table.validate(full=True)
            return table
    except (pa.ArrowException, OSError, ValueError):
        raise InputError("is not a Parquet file that can be read", where=str(path), mend="write it again") from None


def to_matrices(rows: Sequence[DemandRow]) -> Matrices:
    """Return the rows as matrices; raises :class:`InputError` when one pair and class appears twice."""
    zones = tuple(sorted({end for row in rows for end in (row.origin, row.destination)}))
    index = {zone: i for i, zone in enumerate(zones)}
    said: dict[Provenance, int] = {}
    out: dict[str, np.ndarray] = {}
    units: dict[str, dict[str, str]] = {}
    for row in rows:
        if row.cargo not in out:
            shape = (len(zones), len(zones))
            out[row.cargo] = np.zeros(shape)
            out[row.cargo + CHOKE] = np.full(shape, np.inf)
            out[row.cargo + SOURCE] = np.zeros(shape, dtype=np.int32)
            units |= {row.cargo: {"units": "t/day"}, row.cargo + CHOKE: {"units": "USD/t"}}
        cell = index[row.origin], index[row.destination]
        if out[row.cargo + SOURCE][cell]:
            raise InputError(
                f"{row.origin} - {row.destination} appears twice", where=f"demand: {row.cargo}", mend="add the rows up"
            )
        out[row.cargo][cell] = row.t_day
        out[row.cargo + CHOKE][cell] = row.choke_usd_t
        out[row.cargo + SOURCE][cell] = said.setdefault(row.provenance, len(said) + 1)
    provenance = json.dumps([p.model_dump() for p in said], ensure_ascii=False)
    return Matrices(zones, out, {"kordon_provenance": provenance}, units)


def from_matrices(matrices: Matrices, file: str) -> tuple[DemandRow, ...]:
    """Return the rows of matrices: Kordon's own with choke price and provenance, anybody's as assumed, cell by cell.

    Rows come by class, then origin, then destination, in the order of the zones.
    """
    known: list[Provenance] = []
    if "kordon_provenance" in matrices.attributes:
        try:
            known = [Provenance.model_validate(p) for p in json.loads(matrices.attributes["kordon_provenance"])]
        except (ValueError, TypeError, RecursionError):
            raise InputError(
                "kordon_provenance is not a list of provenances", where=file, mend="remove the attribute"
            ) from None
    own = [name for name in matrices.tables if not name.endswith((CHOKE, SOURCE))]
    out: list[DemandRow] = []
    for cargo in own:
        values = matrices.tables[cargo]
        choke = matrices.tables.get(cargo + CHOKE)
        said = matrices.tables.get(cargo + SOURCE) if known else None
        present = (said > 0) if said is not None else (values != 0) & ~np.isnan(values)
        for i, j in zip(*np.nonzero(present), strict=True):
            where = f"{file}: {cargo}: {matrices.zones[i]} - {matrices.zones[j]}"
            kind = Provenance(kind="assumed", source=f"matrix {cargo} of {Path(file).name}")
            if said is not None:
                number_ = int(said[i, j])
                if not number_ <= len(known):
                    raise InputError(f"provenance {number_} is not in the list", where=where, mend="write it again")
                kind = known[number_ - 1]
            out.append(
                _row(
                    where, matrices.zones[i], matrices.zones[j], cargo, float(values[i, j]),
                    float(choke[i, j]) if choke is not None else math.inf, kind.kind, kind.source, kind.date, kind.note,
                )
            )  # fmt: skip
    return tuple(out)
