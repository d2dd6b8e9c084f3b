"""UN/LOCODE: the United Nations' list of codes for places of trade and transport, and its match with Kordon's places.

Columns as the UNECE describes them (https://service.unece.org/trade/locode/Service/LocodeColumn.htm): change, country,
location, name, name without diacritics, subdivision, function, status, date, IATA, coordinates, remarks; without a
header in the UNECE's own CSV, with one in many copies. The UNECE's files are in Windows-1252, copies often in UTF-8.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kordon.errors import InputError
from kordon.world.io.files import MB, lines, readable, staged_file, write_csv
from kordon.world.rates import great_circle_km
from kordon.world.records import Place

MAX_BYTES = 256 * MB
"""Largest list that is read; the whole of UN/LOCODE has about 10 MB."""

NEAR_KM = 50.0
"""A place of the same name is another place when it lies farther off than this. LOCODE rounds to minutes of arc."""

COLUMNS = (
    "change", "country", "location", "name", "namewodiacritics", "subdivision", "function", "status", "date", "iata",
    "coordinates", "remarks",
)  # fmt: skip
FUNCTIONS = {
    "1": "port", "2": "rail", "3": "road", "4": "airport", "5": "post office", "6": "multimodal",
    "7": "fixed transport", "8": "inland port", "B": "border crossing",
}  # fmt: skip

_COORDINATES = re.compile(r"(\d{2})(\d{2})([NS]) (\d{3})(\d{2})([EW])")


@dataclass(frozen=True, slots=True)
class Locode:
    """One place of UN/LOCODE. ``code`` has five characters, the state first; no coordinates where the list has none."""

    code: str
    cc: str
    name: str
    name_ascii: str
    subdivision: str
    functions: tuple[str, ...]
    status: str
    date: str
    iata: str
    lat: float | None
    lon: float | None
    remarks: str


@dataclass(frozen=True, slots=True)
class Match:
    """A place of Kordon's and the code that fits it: same state, same name, near. ``km`` None: no coordinates."""

    place: str
    name: str
    code: str
    locode_name: str
    km: float | None
    known: str


def read_locode(path: Path) -> tuple[Locode, ...]:
    """Return the entries of a UN/LOCODE file, headings of states and entries to be removed left out.

    Coordinates that are not written as ``4230N 00131E`` count as missing, because the published list has such rows.
    Raises :class:`InputError` for a row with too few cells, and for codes that are none.
    """
    readable(path, MAX_BYTES)
    place: Mapping[str, int] | None = None
    out: list[Locode] = []
    for line, cells in _cells(path):
        if place is None:
            place = _header(cells)
            if place is not None:
                _check(path, place)
                continue
            place = {name: i for i, name in enumerate(COLUMNS)}
        where = f"{path}: row {line}"
        if len(cells) <= max(place.values()):
            raise InputError(
                f"has {len(cells)} cells, expected {max(place.values()) + 1}", where=where, mend="add the missing ones"
            )
        row = {name: cells[i].strip() for name, i in place.items()}
        if not row["location"] or row.get("change") == "X":
            continue
        out.append(_entry(where, row))
    return tuple(out)


def _cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    data = path.read_bytes()
    try:
        data.decode("utf-8")
        encoding = "utf-8-sig"
    except UnicodeDecodeError:
        encoding = "cp1252"
    del data
    with path.open(encoding=encoding, newline="") as stream:
        reader = csv.reader(lines(path, stream))
        try:
            for cells in reader:
                if cells:
                    yield reader.line_num, cells
        except UnicodeDecodeError:
            raise InputError("is neither UTF-8 nor Windows-1252", where=str(path), mend="save it as UTF-8") from None
        except csv.Error as error:
            where = f"{path}: row {reader.line_num}"
            raise InputError(f"is not CSV ({error})", where=where, mend="correct it") from None


def _header(cells: Sequence[str]) -> Mapping[str, int] | None:
    names = [re.sub(r"[^a-z]", "", cell.lower()) for cell in cells]
    if "country" not in names or "location" not in names:
        return None
    return {name: names.index(name) for name in COLUMNS if name in names}


def _check(path: Path, place: Mapping[str, int]) -> None:
    for name in ("name", "function", "coordinates"):
        if name not in place:
            raise InputError(f"has no column {name!r}", where=f"{path}: row 1", mend="add the column")


def _entry(where: str, row: Mapping[str, str]) -> Locode:
    cc, location = row["country"], row["location"]
    if not re.fullmatch(r"[A-Z]{2}", cc):
        raise InputError(f"country is {cc[:20]!r}", where=where, mend="expected two letters (ISO 3166-1)")
    if not re.fullmatch(r"[A-Z0-9]{3}", location):
        raise InputError(f"location is {location[:20]!r}", where=where, mend="expected three letters or digits")
    found = _COORDINATES.fullmatch(row["coordinates"])
    lat = lon = None
    if found:
        lat = (int(found[1]) + int(found[2]) / 60) * (1 if found[3] == "N" else -1)
        lon = (int(found[4]) + int(found[5]) / 60) * (1 if found[6] == "E" else -1)
        if not (abs(lat) <= 90 and abs(lon) <= 180):
            lat = lon = None
    return Locode(
        code=cc + location, cc=cc, name=row["name"], name_ascii=row.get("namewodiacritics") or row["name"],
        subdivision=row.get("subdivision", ""),
        functions=tuple(FUNCTIONS[letter] for letter in row["function"] if letter in FUNCTIONS),
        status=row.get("status", ""), date=row.get("date", ""), iata=row.get("iata", ""), lat=lat, lon=lon,
        remarks=row.get("remarks", ""),
    )  # fmt: skip


def match_locodes(places: Mapping[str, Place], locodes: Sequence[Locode]) -> tuple[Match, ...]:
    """Return per place the entry of the same state and name that lies nearest, within 50 km; none is guessed.

    Names are compared without accents and case, aliases and both halves of a border post's name included. An entry
    without coordinates fits only when it is the only one of its name in the state. ``known`` is the code that the place
    has already.
    """
    by_name: dict[tuple[str, str], dict[str, Locode]] = defaultdict(dict)
    for entry in locodes:
        for name in (entry.name, entry.name_ascii, *re.split(r"\s*[(/=]\s*", entry.name.rstrip(")"))):
            by_name[entry.cc, _fold(name)][entry.code] = entry
    out: list[Match] = []
    for place in places.values():
        names = {_fold(name) for name in (place.name_en, *place.aliases, *place.name_en.split(" - "))} - {""}
        best: tuple[float, Locode] | None = None
        for name in sorted(names):
            entries = by_name.get((place.cc, name), {})
            for entry in entries.values():
                if entry.lat is not None and entry.lon is not None:
                    km = great_circle_km((place.lat, place.lon), (entry.lat, entry.lon))
                elif len(entries) == 1:
                    km = NEAR_KM
                else:
                    continue
                if km <= NEAR_KM and (best is None or (km, entry.code) < (best[0], best[1].code)):
                    best = km, entry
        if best is not None:
            km, entry = best
            out.append(
                Match(
                    place.id, place.name_en, entry.code, entry.name, km if entry.lat is not None else None, place.locode
                )
            )
    return tuple(out)


def write_matches(matches: Sequence[Match], path: Path) -> None:
    """Write matches as CSV: place, name, locode, locode_name, km, known."""
    rows = ([m.place, m.name, m.code, m.locode_name, "" if m.km is None else f"{m.km:.1f}", m.known] for m in matches)
    with staged_file(path) as fresh:
        write_csv(fresh, ("place", "name", "locode", "locode_name", "km", "known"), rows)


def _fold(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())
