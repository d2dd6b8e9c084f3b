"""Status of a post in words: open, restricted, closed or not built, and from when to when it says so."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from kordon.world.records import Post

MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?|\b([A-Z][a-z]{2})[a-z]*\.? (\d{4})")


def status_type(status: str) -> str:
    """Return the mechanism behind the status of a post or corridor; empty when the word is not known."""
    folded = status.strip().casefold()
    if folded.startswith(("planned", "under construction", "building")):
        return "not_built"
    if folded.startswith(("closed", "effectively closed", "suspended")):
        return "status_closed"
    if folded.startswith(("restricted", "limited", "affected", "seasonal", "open (", "partly")):
        return "status_restricted"
    if folded.startswith("open"):
        return "status_open"
    return ""


def status_span(text: str) -> tuple[dt.date | None, dt.date | None]:
    """Return from when to when a status text says it holds; None where it does not say.

    ``closed since 2025-10-12 (last info Jan 2026)`` has no end: words in brackets are notes.

    >>> status_span("closed Feb 2023 - Nov 2025")
    (datetime.date(2023, 2, 1), datetime.date(2025, 11, 30))
    """
    plain = re.sub(r"\([^)]*\)", "", text)
    found = []
    for year, month, day, name, name_year in _DATE.findall(plain):
        if name and name[:3].casefold() not in MONTHS:
            continue
        y, m = (int(year), int(month)) if year else (int(name_year), MONTHS[name[:3].casefold()])
        found.append((y, m, int(day) if day else None))
    if not found:
        return None, None
    y, m, d = found[0]
    start = dt.date(y, m, d or 1)
    if len(found) < 2:
        return start, None
    y, m, d = found[1]
    return start, dt.date(y, m, d or calendar.monthrange(y, m)[1])


def status_on(post: Post, on: dt.date) -> str:
    """Return the mechanism behind the status of a post on a day, empty where the table says nothing of that day.

    The words of ``status_text`` go before the flag ``status``, which only says whether the post belongs to the network:
    a post may be 'open' there and its text 'closed since 2025-10-12', which says nothing of the days before.
    """
    if status_type(post.status) == "not_built":
        return "not_built"
    said = status_type(post.status_text) or status_type(post.status)
    if said != "status_closed":
        return said
    start, end = status_span(post.status_text)
    return said if (start is None or start <= on) and (end is None or on <= end) else ""


def closed_on(post: Post, on: dt.date) -> bool:
    """Whether the table of posts says that a post does not work on a day: not built, or closed then."""
    return status_on(post, on) in ("not_built", "status_closed")
