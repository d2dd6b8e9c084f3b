"""Trade statistics as sums: tonnes and value by year, state, state and cargo class, whatever file they came from.

:mod:`kordon.world.io.baci` and :mod:`kordon.world.io.comtrade` read the files in blocks; what stays in memory is one
cell per pair of states and class. Where the weight of a row is not known it is estimated from its value at the unit
value of its class in the same file, and kept apart.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from kordon.errors import InputError, LookupFailed
from kordon.world.cargo import cargo_class, read_cargo
from kordon.world.csvtable import read_table
from kordon.world.io.files import staged_file, write_csv

MAX_YEARS = 40
MAX_UNKNOWN = 500
"""Most codes of unknown states that are listed."""

SOURCES = {
    "baci": "https://www.cepii.fr/DATA_DOWNLOAD/baci/doc/baci_webpage.html",
    "comtrade": "https://comtradeplus.un.org/",
}
TOTAL_COLUMNS = ("id", "origin", "destination", "cargo", "mt_year", "kind", "source", "source_date", "note")
"""Columns of ``demand_totals.csv``, which :func:`write_totals` writes."""

Reports = Literal["best", "imports", "exports"]
Array = NDArray[Any]
Progress = Callable[[str, float], None]


def silent(step: str, share: float) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class TradeRow:
    """Trade of a year from state to state in one cargo class.

    ``tonnes`` as the file gives them; ``tonnes_estimated`` for what the file gives by value only; ``reported_by``:
    ``importer``, ``exporter`` or, when the file is balanced already, ``""``.
    """

    year: int
    origin: str
    destination: str
    cargo: str
    tonnes: float
    tonnes_estimated: float
    value_kusd: float
    reported_by: str = ""


@dataclass(frozen=True, slots=True)
class Trade:
    """What a file of trade statistics says: its rows by class, and what was left out and why."""

    source: str
    file: str
    rows: tuple[TradeRow, ...]
    read: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    unclassed_kusd: float = 0.0
    unknown_states_kusd: Mapping[str, float] = field(default_factory=dict)


@lru_cache(maxsize=1)
def state_codes() -> Mapping[str, str]:
    """Return ISO alpha-2 codes by numeric code (three digits) and by ISO alpha-3 code."""
    rows = read_table("trade_codes")
    return {row["code"]: row["cc"] for row in rows} | {row["iso3"]: row["cc"] for row in rows}


# ------------------------------------------------------------------------------------------------- summing


class Sums:
    """Sums by year, flow, depth of the HS, origin, destination and class, in arrays of one size."""

    def __init__(self, codes: Mapping[str, str]) -> None:
        self.states = ("", *sorted(set(codes.values())))
        place = {cc: i for i, cc in enumerate(self.states)}
        self.state_of = {code: place[cc] for code, cc in codes.items()}
        self.classes = (*read_cargo(), "")
        self.class_of: dict[str, int] = {}
        self.shape = (len(self.states), len(self.states), len(self.classes))
        self.cells: dict[tuple[int, str, int], dict[str, Array]] = {}
        self.read = 0
        self.left_out: Counter[str] = Counter()
        self.unknown: dict[str, float] = {}

    def state(self, code: str) -> int:
        """Return the place of a state by its code, 0 when it is not known."""
        code = code.strip()
        return self.state_of.get(code.zfill(3) if code.isdigit() else code, 0)

    def cargo(self, code: str) -> int:
        """Return the place of the class of an HS code, the last when it is in none."""
        if code not in self.class_of:
            try:
                self.class_of[code] = self.classes.index(cargo_class(code)[0])
            except LookupFailed:
                self.class_of[code] = len(self.classes) - 1
        return self.class_of[code]

    def add(
        self, year: int, flow: str, level: int, origin: Array, destination: Array, cargo: Array, tonnes: Array,
        kusd: Array,
    ) -> None:  # fmt: skip
        """Add rows of one year, flow and depth; ``tonnes`` is nan where the weight is not known."""
        key = year, flow, level
        if key not in self.cells:
            if len({y for y, _, _ in (*self.cells, key)}) > MAX_YEARS:
                raise InputError(f"holds more than {MAX_YEARS} years", mend="cut it into parts")
            self.cells[key] = {name: np.zeros(math.prod(self.shape)) for name in ("tonnes", "kusd", "unweighed")}
        cell = (origin * self.shape[1] + destination) * self.shape[2] + cargo
        known = ~np.isnan(tonnes)
        sums, size = self.cells[key], math.prod(self.shape)
        sums["tonnes"] += np.bincount(cell[known], tonnes[known], size)
        sums["kusd"] += np.bincount(cell, kusd, size)
        sums["unweighed"] += np.bincount(cell[~known], kusd[~known], size)

    def note_unknown(self, codes: Any, unknown: Array, kusd: Array) -> None:
        """Note the value of rows whose state is not known, by the code that the file gives."""
        if unknown.any():
            encoded = codes.dictionary_encode()
            value = np.bincount(encoded.indices.to_numpy()[unknown], kusd[unknown], len(encoded.dictionary))
            for place in np.flatnonzero(value)[:MAX_UNKNOWN]:
                code = encoded.dictionary[int(place)].as_py().strip()[:20]
                if code in self.unknown or len(self.unknown) < MAX_UNKNOWN:
                    self.unknown[code] = self.unknown.get(code, 0.0) + float(value[place])

    def trade(self, source: str, path: Path, *, balanced: bool = False, reports: Reports = "best") -> Trade:
        """Return the sums as rows, with estimated tonnes, best report first."""
        rows: list[TradeRow] = []
        unclassed = 0.0
        for year in sorted({year for year, _, _ in self.cells}):
            for by, sums in self._sides(year, balanced, reports):
                unclassed += float(sums["kusd"][..., -1].sum())
                rows += self._rows(year, by, sums)
        rows.sort(key=lambda r: (r.year, r.origin, r.destination, r.cargo))
        return Trade(source, path.name, tuple(rows), self.read, dict(self.left_out), unclassed, dict(self.unknown))

    def _sides(self, year: int, balanced: bool, reports: Reports) -> Iterator[tuple[str, dict[str, Array]]]:
        if balanced:
            yield "", self._deepest(year, "X", reporter=0)
            return
        imports, exports = self._deepest(year, "M", reporter=1), self._deepest(year, "X", reporter=0)
        if reports == "best":
            told = (imports["kusd"].sum(axis=2) > 0)[..., None]
            exports = {name: np.where(told, 0.0, values) for name, values in exports.items()}
        if reports != "exports":
            yield "importer", imports
        if reports != "imports":
            yield "exporter", exports

    def _deepest(self, year: int, flow: str, *, reporter: int) -> dict[str, Array]:
        """Return the sums of a flow at the deepest HS level that each reporter (axis) gives."""
        out = {name: np.zeros(self.shape) for name in ("tonnes", "kusd", "unweighed")}
        free = np.ones(self.shape[0], dtype=bool)
        for level in (6, 4, 2):
            sums = self.cells.get((year, flow, level))
            if sums is None:
                continue
            cube = {name: values.reshape(self.shape) for name, values in sums.items()}
            gives = cube["kusd"].sum(axis=(1 - reporter, 2)) > 0
            take = (free & gives).reshape((-1, 1, 1) if reporter == 0 else (1, -1, 1))
            for name, values in cube.items():
                out[name] += np.where(take, values, 0.0)
            free &= ~gives
        return out

    def _rows(self, year: int, by: str, sums: Mapping[str, Array]) -> Iterator[TradeRow]:
        tonnes, kusd, unweighed = sums["tonnes"], sums["kusd"], sums["unweighed"]
        weighed = (kusd - unweighed).sum(axis=(0, 1))
        price = np.divide(weighed, tonnes.sum(axis=(0, 1)), out=np.full(weighed.shape, np.nan), where=weighed > 0)
        estimated = np.nan_to_num(np.divide(unweighed, price[None, None, :]), nan=0.0, posinf=0.0)
        for o, d, c in zip(*np.nonzero(kusd[1:, 1:, :-1] + tonnes[1:, 1:, :-1]), strict=True):
            cell = o + 1, d + 1, c
            yield TradeRow(
                year, self.states[o + 1], self.states[d + 1], self.classes[c], float(tonnes[cell]),
                float(estimated[cell]), float(kusd[cell]), by,
            )  # fmt: skip


# ------------------------------------------------------------------------------------- beside Kordon's own


@dataclass(frozen=True, slots=True)
class Beside:
    """Mt a year of one class between two states: in the statistics and in Kordon's demand."""

    origin: str
    destination: str
    cargo: str
    trade_mt: float
    demand_mt: float


def compare(
    trade: Trade, demand: Iterable[tuple[str, str, str, float]], *, year: int | None = None
) -> tuple[Beside, ...]:
    """Return trade beside demand, largest first, for the pairs of states that the demand knows.

    ``demand``: (origin state, destination state, class, t/day). ``year``: which of several years; the last when None.
    """
    mine: dict[tuple[str, str, str], float] = {}
    for origin, destination, cargo, t_day in demand:
        if origin != destination:
            key = origin, destination, cargo
            mine[key] = mine.get(key, 0.0) + t_day * 365 / 1e6
    pairs = {(o, d) for o, d, _ in mine}
    when = year if year is not None else max((row.year for row in trade.rows), default=0)
    theirs: dict[tuple[str, str, str], float] = {}
    for row in trade.rows:
        if row.year == when and (row.origin, row.destination) in pairs:
            key = row.origin, row.destination, row.cargo
            theirs[key] = theirs.get(key, 0.0) + (row.tonnes + row.tonnes_estimated) / 1e6
    rows = [Beside(*key, theirs.get(key, 0.0), mine.get(key, 0.0)) for key in sorted({*mine, *theirs})]
    return tuple(sorted(rows, key=lambda r: -max(r.trade_mt, r.demand_mt)))


def write_totals(trade: Trade, path: Path) -> None:
    """Write the trade with the columns of ``demand_totals.csv``: Mt a year by state, state and class."""
    with staged_file(path) as fresh:
        write_csv(fresh, TOTAL_COLUMNS, _totals(trade))


def _totals(trade: Trade) -> Iterator[Sequence[str]]:
    years = {row.year for row in trade.rows}
    for row in trade.rows:
        name = f"{row.origin}_{row.destination}_{row.cargo}".lower() + (f"_{row.year}" if len(years) > 1 else "")
        total = row.tonnes + row.tonnes_estimated
        notes = [f"year {row.year}", f"{row.value_kusd / 1000:.3f} M USD"]
        if row.tonnes_estimated:
            notes.append(f"{row.tonnes_estimated:.1f} t of it estimated from value at the unit value of the class")
        if row.reported_by:
            notes.append(f"reported by the {row.reported_by}")
        kind = "estimated" if row.tonnes_estimated else "published"
        yield [
            name, row.origin, row.destination, row.cargo, f"{total / 1e6:.9g}", kind, SOURCES[trade.source],
            str(row.year), f"{trade.file}: {'; '.join(notes)}",
        ]  # fmt: skip
