# ruff: noqa: E501
"""Labelled texts in a compact form that people write by hand: ``corpus/reading/README.md`` describes it.

:func:`load_corpus` returns rows of the same shape as those that ``kordon evaluate`` reads from JSON Lines, so that a corpus
can be trained on and scored alike.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from kordon.errors import InputError
from kordon.model import Certainty, ClaimStatus, ClaimType, SourceClass
from kordon.reading.lang import LANGUAGES

ARTICLE_KINDS = ("agency", "official", "company", "trade", "opinion", "roundup", "none")
"""What kind of text an article is; ``none`` states nothing codeable."""

_ALLOWED: dict[str, tuple[str, ...]] = {
    "type": get_args(ClaimType),
    "st": get_args(ClaimStatus),
    "ce": get_args(Certainty),
    "by": get_args(SourceClass),
    "kind of place": ("country", "point", "area", "corridor"),
    "m": ("road", "rail", "sea", "inland_water", "pipeline", "air"),
    "g": (
        "general", "containers", "grain", "sugar", "meat", "food", "coal", "crude_oil", "fuel", "gas", "fertiliser",
        "metals", "timber", "electronics", "dual_use", "automotive", "textile", "consumer", "medicine", "tobacco", "other",
    ),
    "unit": (
        "trucks", "trains", "wagons", "ships", "containers", "tonnes", "barrels", "m3", "percent", "times", "minutes",
        "hours", "days", "months", "years", "km", "m", "cm", "persons", "ports", "terminals", "items", "usd", "eur",
        "rub", "kzt", "cny",
    ),
    "of": ("queue", "delay", "volume", "capacity", "share", "price", "people"),
    "qual": ("approx", "at_least", "at_most"),
    "why": (
        "security", "inspection", "weather", "low_water", "sanitary", "technical", "accident", "labour", "attack",
        "holiday", "policy", "demand",
    ),
    "kind of article": ARTICLE_KINDS,
}  # fmt: skip
_PERIOD = re.compile(r"day|week|month|year|\d{4}-\d\d(?:/\d{4}-\d\d)?")
_DATE = re.compile(
    r"(?P<start>\d{4}-\d\d-\d\d)?(?:~(?P<precision>day|third|month|year))?"
    r"(?:\.\.(?P<end>\d{4}-\d\d-\d\d)?(?:~(?:day|third|month|year))?)?"
)
_VALUE = re.compile(r"(?P<low>-?\d+(?:\.\d+)?)(?:-(?P<high>\d+(?:\.\d+)?))?")
_STATE = re.compile("[A-Z]{2}")


BY_THE_SCHEME = 600
"""Number of the first file that was labelled by writers who knew the scheme alone and none of the conventions of those before."""


OF_THE_PRESS = 1700
"""Number of the first file that retells articles of the press (``corpus/reading/press.csv`` has their addresses)."""


def by_the_scheme(row: Mapping[str, Any]) -> bool:
    """Whether an article of the corpus (``ru-601-03``) was labelled by the scheme alone: what a reader of the scheme expects."""
    return _file(row) >= BY_THE_SCHEME


def of_the_press(row: Mapping[str, Any]) -> bool:
    """Whether an article of the corpus retells one of the press: its matters, its background and its dullness are real."""
    return _file(row) >= OF_THE_PRESS


def _file(row: Mapping[str, Any]) -> int:
    """Return the number of the file that an article of the corpus stands in; 0 for others."""
    file = str(row.get("id", "")).split("-")[1:2]
    return int(file[0]) if file and file[0].isdigit() else 0


def load_corpus(source: Path | str) -> list[dict[str, Any]]:
    """Return the articles of a file, or of all ``<lang>/*.txt`` below a folder, in order of their paths.

    Each is a dict with ``id``, ``lang`` (the name of the file's folder), ``published``, ``kind``, ``text``, ``claims`` and
    ``sentences`` (the offsets of each). Raises :class:`kordon.errors.InputError` naming file and line.
    """
    source = Path(source)
    files = sorted(source.rglob("*.txt")) if source.is_dir() else [source]
    if not files:
        raise InputError("no .txt file in this folder", where=str(source), mend="see corpus/reading/README.md")
    return [row for file in files for row in articles(file)]


def articles(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the articles of one file."""
    lang = file.parent.name
    if lang not in LANGUAGES:
        raise InputError(
            f"its folder '{lang}' is no language", where=str(file), mend="put it into a folder ru, en, kk or zh"
        )
    row: dict[str, Any] | None = None
    count = 0
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        tag, _, body = line.partition(" ")
        body = body.strip()
        try:
            if tag == "@":
                if row is not None:
                    yield row
                count += 1
                row = _article(body, f"{lang}-{file.stem}-{count:02d}", lang)
            elif row is None:
                raise ValueError("a file starts with an @ line")
            else:
                _line(row, tag, body)
        except ValueError as error:
            raise InputError(str(error), where=f"{file} line {number}", mend="see corpus/reading/README.md") from None
    if row is not None:
        yield row


def _article(body: str, name: str, lang: str) -> dict[str, Any]:
    words = body.split()
    if len(words) != 2:
        raise ValueError("an @ line holds a date and a kind")
    dt.date.fromisoformat(words[0])
    kind = _one(words[1], "kind of article")
    return {
        "id": name, "lang": lang, "published": words[0], "kind": kind, "text": "", "claims": [], "sentences": []
    }  # fmt: skip


def _line(row: dict[str, Any], tag: str, body: str) -> None:
    text = row["text"]
    if tag in ("S", "H"):
        if not body:
            raise ValueError("an empty sentence")
        if text and not text.endswith("\n"):
            text += "\n" if tag == "H" else "" if row["lang"] == "zh" else " "
        row["sentences"].append((len(text), len(text) + len(body)))
        row["text"] = text + body + ("\n" if tag == "H" else "")
    elif tag == "P":
        row["text"] = text.rstrip("\n") + "\n"
    elif tag == "c":
        if not row["sentences"]:
            raise ValueError("a claim before any sentence")
        claim = _claim(body)
        claim["evidence"] = {"sentence": row["sentences"][-1]}
        if "event" in claim:  # unique in a file; so that files can be read as one pile, unique in all
            claim["event"] = f"{row['id'].rpartition('-')[0]}:{claim['event']}"
        row["claims"].append(claim)
    else:
        raise ValueError(f"a line starts with '{tag}', not with @ H S P c")


def _one(value: str, what: str) -> str:
    if value not in _ALLOWED[what]:
        raise ValueError(f"{what}: '{value}' is none of {' '.join(_ALLOWED[what])}")
    return value


def _claim(body: str) -> dict[str, Any]:
    first, *rest = (part.strip() for part in body.split("|"))
    claim: dict[str, Any] = {
        "type": _one(first, "type"), "status": "active", "certainty": "asserted", "attribution": {"class": "author"}, "places": [],
    }  # fmt: skip
    for part in rest:
        if not part:
            continue
        key, _, value = (side.strip() for side in part.partition("="))
        if not value:
            raise ValueError(f"field '{part}' has no value")
        _field(claim, key, value)
    return claim


def _field(claim: dict[str, Any], key: str, value: str) -> None:
    items = [item.strip() for item in value.split(";") if item.strip()]
    if key in ("st", "ce"):
        claim[{"st": "status", "ce": "certainty"}[key]] = _one(value, key)
    elif key == "by":
        source, _, name = (side.strip() for side in value.partition(":"))
        claim["attribution"]["class"] = _one(source, "by")
        if name:
            claim["attribution"]["name"] = name
    elif key == "chain":
        claim["attribution"]["chain"] = [name.strip() for name in value.split(",")]
    elif key in ("at", "from", "to", "via"):
        claim["places"] += [_place(item, key) for item in items]
    elif key == "date":
        _dates(claim, value)
    elif key == "q":
        claim["quantities"] = [_quantity(item) for item in items]
    elif key == "dir":
        origin, _, to = value.partition(">")
        claim["direction"] = {"from": _states(origin), "to": _states(to)}
    elif key in ("m", "g"):
        claim[{"m": "modes", "g": "cargo"}[key]] = [_one(item.strip(), key) for item in value.split(",")]
    elif key == "e":
        claim["event"] = value
    elif key == "why":
        claim["cause"] = _one(value, "why")
    else:
        raise ValueError(f"unknown field '{key}'")


def _states(value: str) -> list[str]:
    states = [state.strip() for state in value.split(",") if state.strip()]
    for state in states:
        if not _STATE.fullmatch(state):
            raise ValueError(f"'{state}' is no two-letter state")
    return states


def _place(value: str, role: str) -> dict[str, Any]:
    parts = [part.strip() for part in value.split("/")]
    if len(parts) == 1:
        return {"name": _states(value)[0], "cc": value, "kind": "country", "role": role}
    kind = _one(parts[2] if len(parts) > 2 and parts[2] else "point", "kind of place")
    place = {"name": parts[0], "kind": kind, "role": role}
    if parts[1]:
        place["cc"] = _states(parts[1])[0]
    return place


def _dates(claim: dict[str, Any], value: str) -> None:
    match = _DATE.fullmatch(value)
    if match is None or not (match["start"] or match["end"]):
        raise ValueError(f"date '{value}' is none of START, START..END, ..END with ~third, ~month or ~year after START")
    if match["start"]:
        dt.date.fromisoformat(match["start"])
        claim["start"], claim["start_precision"] = match["start"], match["precision"] or "day"
    if match["end"]:
        dt.date.fromisoformat(match["end"])
        claim["end"] = match["end"]


def _quantity(value: str) -> dict[str, Any]:
    words = value.split()
    match = _VALUE.fullmatch(words[0])
    if match is None or len(words) < 2:
        raise ValueError(f"quantity '{value}' is no value with a unit")
    low = float(match["low"])
    out: dict[str, Any] = {"value": [low, float(match["high"])] if match["high"] else low}
    out["unit"] = _one(words[1], "unit")
    for word in words[2:]:
        if word in _ALLOWED["of"]:
            out["of"] = word
        elif word in _ALLOWED["qual"]:
            out["qual"] = word
        elif _PERIOD.fullmatch(word):
            out["period"] = word
        else:
            raise ValueError(f"quantity '{value}': '{word}' says neither what it measures, nor a bound, nor a period")
    return out
