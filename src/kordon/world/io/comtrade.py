"""UN Comtrade downloads, with the new or the old names of columns.

One row per reporter, partner, flow and product, ``netWgt`` in kg and ``primaryValue`` in USD, with totals over
products, partners, modes of transport and customs procedures mixed in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from kordon.errors import InputError
from kordon.world.io.files import readable
from kordon.world.io.trade import Array, Progress, Reports, Sums, Trade, silent, state_codes
from kordon.world.io.tradecsv import MAX_BYTES, Block, coded, columns_of, real, stream, year_of


def read_comtrade(path: Path, *, reports: Reports = "best", progress: Progress = silent) -> Trade:
    """Return the trade of a UN Comtrade download, new or old column names.

    Totals over modes of transport, customs procedures and second partners are used; their parts, the partner *World*,
    re-exports and re-imports are left out. Of products given at several depths of the HS only the deepest of each
    reporter counts. ``reports``: ``best`` takes what the importer reported and, where a pair has no such report, what
    the exporter did; ``imports`` and ``exports`` take one side only.
    """
    sums = Sums(dict(state_codes()))
    columns = _comtrade_columns(path)
    stream(path, columns, _comtrade_block(sums, columns), progress)
    return sums.trade("comtrade", path, reports=reports)


COMTRADE_NAMES: dict[str, tuple[str, ...]] = {
    "year": ("refYear", "period", "Year"),
    "flow": ("flowCode", "flowDesc", "Trade Flow Code", "Trade Flow"),
    "reporter": ("reporterCode", "reporterISO", "Reporter Code", "Reporter ISO"),
    "partner": ("partnerCode", "partnerISO", "Partner Code", "Partner ISO"),
    "product": ("cmdCode", "Commodity Code"),
    "kg": ("netWgt", "Netweight (kg)"),
    "usd": ("primaryValue", "Trade Value (US$)"),
    "partner2": ("partner2Code", "2nd Partner Code"),
    "transport": ("motCode", "Mode of Transport Code"),
    "customs": ("customsCode", "Customs Proc. Code"),
    "frequency": ("freqCode",),
}
OPTIONAL = frozenset({"partner2", "transport", "customs", "frequency"})
WHOLE = {"partner2": ("0", ""), "transport": ("0", ""), "customs": ("C00", "")}
"""What a column says of the total over its parts."""

FLOWS = {"M": "M", "X": "X", "1": "M", "2": "X", "import": "M", "imports": "M", "export": "X", "exports": "X"}
WORLD = frozenset({"0", "000", "WLD", "W00", ""})


def _comtrade_columns(path: Path) -> dict[str, str]:
    readable(path, MAX_BYTES)
    header, _ = columns_of(path)
    out: dict[str, str] = {}
    for ours, names in COMTRADE_NAMES.items():
        found = next((name for name in names if name in header), "")
        if found:
            out[ours] = found
        elif ours not in OPTIONAL:
            raise InputError(
                f"has no column {names[0]!r}", where=f"{path}: row 1", mend="give a CSV as UN Comtrade writes it"
            )
    return out


def _among(values: Any, words: Collection[str]) -> Array:
    """Return per row 1 where the text is one of the words, else 0."""
    return coded(values, lambda text: int(text.strip() in words))


def _comtrade_block(sums: Sums, columns: Mapping[str, str]) -> Callable[[Path, Block], None]:
    def level(text: str) -> int:
        code = text.strip()
        if not (code.isascii() and code.isdigit()):
            return 0
        size = len(code) + len(code) % 2
        return size if size in (2, 4, 6) else 0

    def product(text: str) -> int:
        code = text.strip()
        return sums.cargo(code.zfill(len(code) + len(code) % 2)) if level(code) else len(sums.classes) - 1

    def flow(text: str) -> int:
        return " MX".index(FLOWS.get(text.strip(), FLOWS.get(text.strip().lower(), " ")))

    frequencies: set[str] = set()

    def take(path: Path, block: Block) -> None:
        n = len(block["year"])
        sums.read += n
        keep = np.ones(n, dtype=bool)

        def drop(why: str, rows: Array) -> None:
            nonlocal keep
            sums.left_out[why] += int((rows & keep).sum())
            keep &= ~rows

        if "frequency" in block:
            frequencies.update(text.strip() for text in block["frequency"].unique().to_pylist())
            if len(frequencies) > 1:
                raise InputError(
                    "holds monthly and yearly rows", where=f"{path}: {columns['frequency']}", mend="keep one of the two"
                )
        flows = coded(block["flow"], flow)
        drop("re-exports, re-imports and other flows", flows == 0)
        for column, words in WHOLE.items():
            if column in block:
                drop(f"parts of a total ({columns[column]})", _among(block[column], words) == 0)
        drop("partner World", _among(block["partner"], WORLD) == 1)
        levels = coded(block["product"], level)
        drop("totals and products that are no HS code", levels == 0)
        years = coded(block["year"], year_of(path, columns["year"]))
        reporter, partner = (coded(block[name], sums.state) for name in ("reporter", "partner"))
        cargo = coded(block["product"], product)
        tonnes, kusd = real(path, columns["kg"], block["kg"]) / 1000, real(path, columns["usd"], block["usd"]) / 1000
        kusd = np.nan_to_num(kusd)
        tonnes = np.where(tonnes > 0, tonnes, np.nan)  # Comtrade writes 0 where the weight is not known
        for name, places in (("reporter", reporter), ("partner", partner)):
            sums.note_unknown(block[name], keep & (places == 0), kusd)
        for year, side, depth in np.unique(np.stack([years, flows, levels], axis=1)[keep], axis=0):
            rows = keep & (years == year) & (flows == side) & (levels == depth)
            ends = (partner[rows], reporter[rows]) if side == 1 else (reporter[rows], partner[rows])
            sums.add(int(year), " MX"[side], int(depth), *ends, cargo[rows], tonnes[rows], kusd[rows])

    return take
