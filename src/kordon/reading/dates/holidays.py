# ruff: noqa: E501
"""Holidays that texts date by, from data/holidays.csv."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from kordon.reading.dates.days import safe_date
from kordon.reading.dates.when import Context, When
from kordon.reading.lang import LANGUAGES


@lru_cache(maxsize=1)
def holidays() -> tuple[tuple[str, str, str, dict[str, tuple[str, ...]]], ...]:
    """Return the holidays that texts date by: id, fixed month-day, days by year, names by language (data/holidays.csv)."""
    text = resources.files("kordon.reading").joinpath("data/holidays.csv").read_text(encoding="utf-8")
    return tuple(
        (
            row["id"],
            row["day"],
            row["days"],
            {lang: tuple(filter(None, (row.get(lang) or "").split(";"))) for lang in LANGUAGES},
        )
        for row in csv.DictReader(text.splitlines())
    )


_CASE_KK = (
    r"(?:н[аеы]?|ні|н?(?:да|де|дан|ден|дағы|дегі)|та|те|тан|тен|нан|нен|[ндт][ыі]ң|[дт][ыі]|[ғқ]а|[гк]е|мен|пен|бен)?"
)


@lru_cache(maxsize=8)
def holiday_pattern(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the pattern of a language's holiday names."""
    known = sorted((name for *_, found in holidays() for name in found[lang]), key=len, reverse=True)
    edges = ("", "") if lang == "zh" else (r"(?<!\w)", (_CASE_KK if lang == "kk" else "") + r"(?!\w)")
    body = "|".join(re.escape(name) for name in known)
    return (("holiday", re.compile(f"{edges[0]}(?P<holiday>{body}){edges[1]}")),) if body else ()


def holiday(c: Context) -> Iterator[When]:
    """Resolve 'до Нового года', 'since Nowruz', '春节' to the holiday nearest the publication date on the side of the verb."""
    name, pub = c.part("holiday"), c.published
    known = next(((day, days) for _, day, days, found in holidays() if name in found[c.lang]), None)
    if known is None:
        return
    if pub is None:
        yield c.make(c.role, None, None)
        return
    if known[0]:
        month, number = (int(part) for part in known[0].split("-"))
        days = [d for year in (pub.year - 1, pub.year, pub.year + 1) if (d := safe_date(year, month, number))]
    else:
        days = [dt.date.fromisoformat(part) for part in known[1].split(";")]
    ahead = True if c.role == "until" or c.bound == "after" or c.low[: c.b].endswith(_AHEAD) else c.future
    if re.search(r"(?:перед|before|after|после)\s+(?:the\s+)?$", c.low[c.a : c.match.start()]):
        ahead = True
    if ahead is None and c.role == "since":
        ahead = False
    wrong = {d for d in days if ahead is not None and (d < pub if ahead else d > pub)}
    day = min(days, key=lambda d: abs((d - pub).days) + (400 if d in wrong else 0))
    if abs((day - pub).days) > 400:
        yield c.make(c.role, None, None)
        return
    if c.bound == "after":
        yield c.make("at", day, "day")
        return
    if c.role == "until" and name.startswith(("нов", "new", "the new")):
        day -= dt.timedelta(days=1)  # 'до Нового года' is the last day of the old one
    yield c.at(day, "day")


_AHEAD = ("前",)
