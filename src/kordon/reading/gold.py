"""Labelled texts as ``kordon evaluate`` takes them: read, and checked field by field before anything is scored.

Every refusal is one :class:`kordon.errors.InputError` that says what, in which file, line and field, and what to do.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

from kordon.errors import InputError
from kordon.model import Certainty, ClaimStatus, ClaimType, DatePrecision, Report, SourceClass
from kordon.reading.intake import load_reports
from kordon.reading.lang import LANGUAGES
from kordon.reading.learned.corpus import articles

_ASKED: dict[str, tuple[str, ...]] = {
    "status": get_args(ClaimStatus), "certainty": get_args(Certainty), "start_precision": get_args(DatePrecision),
}  # fmt: skip
_WORDS = {"places": ("name", "cc", "kind", "role", "id"), "quantities": ("unit", "of", "qual", "period")}
"""The fields of places and quantities that hold a word."""


def labelled(gold: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return the labelled texts of a file or folder, each with its file and line; hidden files are left alone."""
    files = [gold]
    if gold.is_dir():
        found = sorted(file for file in [*gold.rglob("*.jsonl"), *gold.rglob("*.txt")] if file.is_file())
        files = [f for f in found if not any(part.startswith(".") for part in f.relative_to(gold).parts)]
    if not files:
        raise InputError("no .jsonl or .txt file in this folder", where=str(gold), mend="see docs/reading.md")
    out: list[tuple[str, dict[str, Any]]] = []
    for file in files:
        try:
            text = file.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise InputError("it is no UTF-8 text", where=str(file), mend="save it as UTF-8") from None
        except OSError as error:
            raise InputError(
                (error.strerror or "it cannot be opened").lower(), where=str(file), mend="check its permissions"
            ) from None
        if file.suffix == ".txt":
            out += [(f"{file} article {k}", row) for k, row in enumerate(articles(file), start=1)]
            continue
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                where = f"{file} line {number}"
                out.append((where, _row(line, where)))
    if not out:
        raise InputError("it holds no labelled text", where=str(gold), mend="one JSON object a line")
    return out


def report_of(where: str, row: dict[str, Any]) -> Report:
    """Return the report of a labelled text; raises :class:`InputError` naming ``where`` for what cannot be read."""
    fields = {"text": row["text"], "lang": row.get("lang") or "", "outlet": row.get("outlet") or ""}
    line = json.dumps({**fields, "date": row.get("published") or row.get("date") or ""})
    try:
        (report,) = load_reports("-", stdin=io.BytesIO(line.encode()), lang=fields["lang"])
    except InputError as error:
        raise InputError(error.what, where=where, mend=error.mend) from None
    return report.model_copy(update={"origin": where})


# ------------------------------------------------------------------------------------------- checks


def _row(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise InputError("this line is no JSON", where=where, mend="one JSON object a line") from None
    if not isinstance(row, dict):
        raise InputError("this line is no JSON object", where=where, mend="one JSON object a line")
    if not isinstance(row.get("text"), str) or not row["text"].strip():
        raise InputError("field text: it holds no text", where=where, mend="give the text that the claims are made of")
    if not isinstance(row.get("claims"), list):
        raise InputError("field claims: it is no list", where=where, mend="give a list of claims, [] for none")
    if row.get("lang"):
        _one_of(row["lang"], LANGUAGES, where, "lang")
    for name in ("published", "date"):
        if row.get(name):
            _day(row[name][:10] if isinstance(row[name], str) else row[name], where, name)
    for number, claim in enumerate(row["claims"], start=1):
        _claim(claim, where, f"claim {number}")
    return row


def _claim(claim: Any, where: str, at: str) -> None:
    _object(claim, where, at)
    _one_of(claim.get("type"), get_args(ClaimType), where, f"{at} type")
    for name, allowed in _ASKED.items():
        if claim.get(name):
            _one_of(claim[name], allowed, where, f"{at} {name}")
    for name in ("start", "end"):
        if claim.get(name):
            _day(claim[name], where, f"{at} {name}")
    if claim.get("attribution"):
        _object(claim["attribution"], where, f"{at} attribution")
        if claim["attribution"].get("class"):
            _one_of(claim["attribution"]["class"], get_args(SourceClass), where, f"{at} attribution class")
    if claim.get("direction"):
        _object(claim["direction"], where, f"{at} direction")
        for end in ("from", "to"):
            _words(claim["direction"].get(end), where, f"{at} direction {end}")
    for name, fields in _WORDS.items():
        items = claim.get(name) or []
        if not isinstance(items, list):
            raise InputError(f"field {at} {name}: it is no list", where=where, mend="give a list of objects")
        for number, item in enumerate(items, start=1):
            this = f"{at} {name} {number}"
            _object(item, where, this)
            for field in fields:
                if item.get(field) is not None and not isinstance(item[field], str):
                    raise InputError(f"field {this} {field}: it is no text", where=where, mend="write it in quotes")
            _numbers(item, where, this)
    span = claim.get("evidence")
    if span:
        _object(span, where, f"{at} evidence")
        if span.get("sentence"):
            _pair(span["sentence"], where, f"{at} evidence sentence")
    if claim.get("quote") is not None and not isinstance(claim["quote"], str):
        raise InputError(f"field {at} quote: it is no text", where=where, mend="write it in quotes")


def _numbers(item: dict[str, Any], where: str, at: str) -> None:
    for name, most in (("lat", 90.0), ("lon", 180.0)):
        if item.get(name) is not None and not _number(item[name], most):
            raise InputError(f"field {at} {name}: it is no degree", where=where, mend=f"give a number up to {most:.0f}")
    if item.get("value") is None or _number(item["value"]):
        return
    if isinstance(item["value"], list):
        _pair(item["value"], where, f"{at} value")
    else:
        raise InputError(f"field {at} value: it is no number", where=where, mend="give a number, or a list of two")


def _number(value: Any, most: float = 1e18) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and -most <= value <= most


def _pair(value: Any, where: str, field: str) -> None:
    if not isinstance(value, list) or len(value) != 2 or not all(map(_number, value)):
        raise InputError(f"field {field}: it is no pair of numbers", where=where, mend="give a list of two numbers")


def _object(value: Any, where: str, field: str) -> None:
    if not isinstance(value, dict):
        raise InputError(f"field {field}: it is no object", where=where, mend="give an object: {...}")


def _words(value: Any, where: str, field: str) -> None:
    if value and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        raise InputError(f"field {field}: it is no list of states", where=where, mend='give a list as ["KZ"]')


def _one_of(value: Any, allowed: Iterable[str], where: str, field: str) -> None:
    if not isinstance(value, str) or value not in allowed:
        said = json.dumps(value, ensure_ascii=False)[:30] if value is not None else "nothing"
        raise InputError(f"field {field}: {said} is unknown", where=where, mend=f"use one of {', '.join(allowed)}")


def _day(value: Any, where: str, field: str) -> None:
    try:
        dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        said = json.dumps(value, ensure_ascii=False)[:30]
        raise InputError(
            f"field {field}: {said} is no date that exists", where=where, mend="write YYYY-MM-DD"
        ) from None
