"""Which reports are one: the same text is read once, unless another outlet printed it or it came out on another day."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable

from kordon.model import Report


def text_id(text: str) -> str:
    """Return the id of a report that alone has its text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def distinct(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Return the reports without repetitions, in their order, each with an id of its own.

    Of reports with one text the earliest keeps the id of the text; one of another outlet or day gets that of text, day
    and outlet, whatever the order in which they are given. One that lacks a day or an outlet repeats one that has it.
    """
    given = list(reports)
    alike: dict[str, list[int]] = defaultdict(list)
    for number, report in enumerate(given):
        alike[report.text].append(number)
    ids: dict[int, str] = {}
    for text, numbers in alike.items():
        kept: list[Report] = []
        for number in sorted(numbers, key=lambda n: _fullest_first(given[n])):
            report = given[number]
            if any(_repeats(report, other) for other in kept):
                continue
            key = f"{text}\0{report.published or ''}\0{report.outlet}" if kept else text
            ids[number] = text_id(key)
            kept.append(report)
    return tuple(given[n] if given[n].id == ids[n] else given[n].model_copy(update={"id": ids[n]}) for n in sorted(ids))


def _fullest_first(report: Report) -> tuple[bool, dt.date, bool, str]:
    return report.published is None, report.published or dt.date.min, not report.outlet, report.outlet


def _repeats(report: Report, other: Report) -> bool:
    """Whether a report is the one that was kept before, as far as either says."""
    same_day = report.published is None or report.published == other.published
    return same_day and (not report.outlet or not other.outlet or report.outlet == other.outlet)
