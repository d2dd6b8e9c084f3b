"""BACI: the balanced trade statistics of the CEPII.

One row per year ``t``, exporter ``i``, importer ``j`` and product ``k`` (HS, six digits), with value ``v`` (thousand
USD) and quantity ``q`` (tonnes, often unknown): https://www.cepii.fr/DATA_DOWNLOAD/baci/doc/baci_webpage.html.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from kordon.errors import InputError
from kordon.world.io.files import read_rows
from kordon.world.io.trade import Progress, Sums, Trade, silent, state_codes
from kordon.world.io.tradecsv import Block, blame, coded, real, stream, year_of


def read_country_codes(path: Path) -> Mapping[str, str]:
    """Return ISO alpha-2 codes by numeric code of a ``country_codes_V*.csv`` that comes with BACI.

    Columns ``country_code, country_iso2``; rows whose second is not two letters (regions) are passed over. The code of
    Namibia is ``NA``.
    """
    out: dict[str, str] = {}
    for line, row in read_rows(path, ("country_code", "country_iso2")):
        code = row["country_code"].strip()
        if not (code.isascii() and code.isdigit()):
            raise InputError(f"country_code is {code!r}", where=f"{path}: row {line}", mend="expected a number")
        cc = row["country_iso2"].strip()
        if len(cc) == 2 and cc.isalpha():
            out[code.zfill(3)] = cc
    return out


def read_baci(path: Path, *, countries: Path | None = None, progress: Progress = silent) -> Trade:
    """Return the trade of a BACI file; ``countries`` is the list of country codes that comes with it.

    Without the list the codes of ``trade_codes.csv`` hold. Raises :class:`InputError` that names row and field.
    """
    own = dict(state_codes()) | (dict(read_country_codes(countries)) if countries else {})
    sums = Sums(own)
    columns = {name: name for name in ("t", "i", "j", "k", "v", "q")}
    stream(path, columns, _baci_block(sums), progress)
    return sums.trade("baci", path, balanced=True)


def _baci_block(sums: Sums) -> Callable[[Path, Block], None]:
    def product(path: Path) -> Callable[[str], int]:
        def place(text: str) -> int:
            code = text.strip()
            if not (code.isascii() and code.isdigit() and len(code) in (5, 6)):
                blame(path, "k", lambda cell: cell.strip() == code, "expected an HS code of six digits")
            return sums.cargo(code.zfill(6))  # a spreadsheet has eaten the zero before chapters 01 to 09

        return place

    def state(path: Path, column: str) -> Callable[[str], int]:
        def place(text: str) -> int:
            if not (text.isascii() and text.strip().isdigit()):
                blame(path, column, lambda cell: cell == text, "expected a numeric country code")
            return sums.state(text)

        return place

    def take(path: Path, block: Block) -> None:
        years = coded(block["t"], year_of(path, "t"))
        origin, destination = coded(block["i"], state(path, "i")), coded(block["j"], state(path, "j"))
        cargo = coded(block["k"], product(path))
        kusd, tonnes = np.nan_to_num(real(path, "v", block["v"])), real(path, "q", block["q"])
        sums.read += len(years)
        sums.note_unknown(block["i"], origin == 0, kusd)
        sums.note_unknown(block["j"], destination == 0, kusd)
        for year in np.unique(years):
            rows = years == year
            sums.add(int(year), "X", 6, origin[rows], destination[rows], cargo[rows], tonnes[rows], kusd[rows])

    return take
