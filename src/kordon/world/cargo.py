"""Cargo classes: read the table, and say which class an HS code or a word in four languages belongs to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import cast

from kordon.errors import DataError, LookupFailed
from kordon.model import Figure, Mode
from kordon.world.csvtable import Row, provenance, read_table, split
from kordon.world.records import Cargo

_HS = re.compile(r"(?:(?:hs|hs code|тн ?вэд)\s*)?(\d[\d .\-]*)", re.IGNORECASE)


@lru_cache(maxsize=1)
def read_cargo() -> Mapping[str, Cargo]:
    """Return the cargo classes by id, in the order of the table.

    The value of time is the value of the goods times the share of it that a day costs (Hummels and Schaur 2013, the
    American Economic Review 103(7): 0.6 to 2.1 % a day for manufactured imports); its range combines both ranges.
    """
    segments: dict[str, tuple[tuple[float, float], ...]] = {}
    for row in read_table("value_of_time_segments"):
        segments[row["cargo"]] = (*segments.get(row["cargo"], ()), (float(row["share"]), float(row["factor"])))
    for cargo, parts_of in segments.items():
        if abs(sum(share for share, _ in parts_of) - 1.0) > 1e-9:
            raise DataError(f"data/value_of_time_segments.csv: {cargo}: the shares do not add up to 1")
    return MappingProxyType(
        {row["id"]: _cargo(row, segments.get(row["id"], ((1.0, 1.0),))) for row in read_table("cargo")}
    )


def _cargo(row: Row, segments: tuple[tuple[float, float], ...]) -> Cargo:
    value, value_low, value_high = (float(row[c]) for c in ("value_usd_t", "value_low", "value_high"))
    share, share_low, share_high = (float(row[c]) / 100 for c in ("vot_pct_day", "vot_low", "vot_high"))
    value_provenance = provenance(row, "value_")
    vot_provenance = provenance(row, "vot_").model_copy(
        update={"kind": "estimated", "note": f"{row['vot_pct_day']} % of value a day; {row['vot_note']}".rstrip("; ")}
    )
    return Cargo(
        id=row["id"],
        name_en=row["name_en"],
        name_ru=row["name_ru"],
        hs=split(row["hs"]),
        value_usd_t=Figure(value=value, unit="USD/t", low=value_low, high=value_high, provenance=value_provenance),
        vot_usd_t_day=Figure(
            value=value * share,
            unit="USD/(t day)",
            low=value * share_low,
            high=value * share_high,
            provenance=vot_provenance,
        ),
        modes=cast(tuple[Mode, ...], split(row["modes"])),
        ontology=split(row["ontology"]),
        pce=float(row["pce"]),
        controls=row["controls"],
        segments=segments,
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the freight of a class that values time alike: index of the class, share of its tonnes, the class."""

    of: int
    share: float
    cargo: Cargo


def parts(classes: Iterable[Cargo]) -> tuple[Part, ...]:
    """Return the classes split into parts by value of time (``value_of_time_segments.csv``), in their order.

    One value of time for a whole class would send all of it by the same mode; in fact a part of the goods is urgent.
    Ids, prices and rules stay those of the class.
    """
    out: list[Part] = []
    for index, cargo in enumerate(classes):
        figure = cargo.vot_usd_t_day
        for share, factor in cargo.segments:
            scaled = figure.model_copy(
                update={
                    "value": figure.value * factor,
                    "low": None if figure.low is None else figure.low * factor,
                    "high": None if figure.high is None else figure.high * factor,
                }
            )
            out.append(Part(index, share, replace(cargo, vot_usd_t_day=scaled)))
    return tuple(out)


def cargo_class(name_or_hs: str) -> tuple[str, str]:
    """Return ``(class id, HS digits)`` of an HS code, class id, or cargo word; the digits are empty for a word.

    HS codes may be written with dots, spaces or the prefix ``HS``; 2 to 10 digits. The longest prefix in the table
    decides. A heading (4 or 5 digits) that contains codes of the priority list counts as ``dual_use``, because the
    stricter reading is the safe one; a whole chapter (2 digits) does not.

    Raises :class:`LookupFailed` for an unknown word, a code of another length, or a chapter that does not exist.

    >>> cargo_class("8542.31")
    ('dual_use', '854231')
    >>> cargo_class("wheat")
    ('grain', '')
    """
    text = " ".join(name_or_hs.split())
    match = _HS.fullmatch(text)
    if match:
        digits = re.sub(r"\D", "", match[1])
        return _class_of_hs(digits, text), digits
    found = _words().get(_fold(text))
    if found is None:
        raise LookupFailed(
            f"cargo {name_or_hs!r} is not known",
            mend="give an HS code (4 to 10 digits) or one of " + ", ".join(read_cargo()),
        )
    return found, ""


def _class_of_hs(digits: str, text: str) -> str:
    if not 2 <= len(digits) <= 10:
        raise LookupFailed(f"HS code {text!r} has {len(digits)} digits", mend="give 2 to 10 digits")
    prefixes = _prefixes()
    for length in range(min(len(digits), 6), 1, -1):
        if digits[:length] in prefixes:
            found = prefixes[digits[:length]]
            break
    else:
        if digits == "27":
            raise LookupFailed("HS chapter 27 holds coal, oil and gas", mend="give four digits, for instance 2709")
        raise LookupFailed(f"HS code {text!r} is in no cargo class", mend="check the chapter (first two digits)")
    if 4 <= len(digits) < 6 and any(p.startswith(digits) for p, c in prefixes.items() if c == "dual_use"):
        return "dual_use"
    return found


@lru_cache(maxsize=1)
def _prefixes() -> Mapping[str, str]:
    out: dict[str, str] = {}
    for cargo in read_cargo().values():
        for prefix in cargo.hs:
            if out.setdefault(prefix, cargo.id) != cargo.id:
                raise DataError(f"data/cargo.csv: HS prefix {prefix} is in {out[prefix]} and in {cargo.id}")
    return out


@lru_cache(maxsize=1)
def _words() -> Mapping[str, str]:
    out: dict[str, str] = {}
    for row in read_table("cargo"):
        names = [row["id"], row["name_en"], row["name_ru"], row["name_kk"], row["name_zh"]]
        for word in [*names, *split(row["ontology"]), *split(row["names"])]:
            if out.setdefault(_fold(word), row["id"]) != row["id"]:
                raise DataError(f"data/cargo.csv: the word {word!r} is in {out[_fold(word)]} and in {row['id']}")
    return out


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKC", word).casefold().replace("ё", "е")
    return " ".join(re.sub(r"[\s_\-]+", " ", plain).split())
