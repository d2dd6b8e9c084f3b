"""Rows of the tables as findings: which rows bear on a statement, what they say, from when, and who says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from kordon.model import Figure, Provenance, Span
from kordon.world.load import World
from kordon.world.records import KnownEvent, PublishedFlow

Verdict = Literal["supported", "contradicted", "outdated", "no source found", "opinion"]

MOST_ROWS = 4
"""Rows spelt out in a finding; the rest are counted."""


@dataclass(slots=True)
class Draft:
    """A statement check before it gets its number."""

    topic: str
    span: Span
    statement: str
    verdict: Verdict
    finding: str
    claim: str = ""
    figures: tuple[Figure, ...] = ()
    sources: tuple[str, ...] = ()
    covers: tuple[str, ...] = field(default=())


def cite(source: Provenance, owner: str = "") -> str:
    """Return 'owner, date, URL' of a provenance; empty when it has no source to go and see."""
    if source.kind != "published":
        return ""
    name = owner or urlsplit(source.source).hostname or "source"
    return ", ".join(part for part in (name, source.date, source.source) if part)


def cites(rows: Iterable[KnownEvent | PublishedFlow]) -> tuple[str, ...]:
    """Return the sources of rows, each once."""
    found = []
    for row in rows:
        if isinstance(row, KnownEvent):
            found.append(cite(row.provenance, row.claimed_by))
        else:
            found.append(cite(row.figure.provenance, row.figure.provenance.note.split(";")[0]))
    return tuple(dict.fromkeys(text for text in found if text))


def known_since(row: KnownEvent) -> dt.date | None:
    """Return the first day on which a row was known: the date of its source, as far as it is given."""
    parts = row.provenance.date.split("-") if row.provenance.date else []
    try:
        if len(parts) == 3:
            return dt.date.fromisoformat(row.provenance.date)
        if len(parts) == 2:
            year, month = int(parts[0]), int(parts[1])
            return max(row.start or dt.date(year, month, 1), dt.date(year, month, 1))
        if len(parts) == 1:
            return max(row.start or dt.date(int(parts[0]), 1, 1), dt.date(int(parts[0]), 1, 1))
    except ValueError:
        pass
    return row.start


def split_later(rows: Iterable[KnownEvent], as_of: dt.date) -> tuple[list[KnownEvent], list[KnownEvent]]:
    """Return the rows known on a day, and those known only later."""
    now: list[KnownEvent] = []
    later: list[KnownEvent] = []
    for row in rows:
        since = known_since(row)
        (now if since is None or since <= as_of else later).append(row)
    return now, later


def day(value: dt.date | None) -> str:
    """Return '7 October 2025'."""
    return f"{value.day} {value:%B %Y}" if value else "no date"


def dates(row: KnownEvent) -> str:
    """Return the days of a row: '19-22 September 2025', 'from 4 August 2025' or 'undated'."""
    if row.start is None:
        return "undated"
    if row.end is None or row.end == row.start:
        return day(row.start)
    if row.end.month == row.start.month and row.end.year == row.start.year:
        return f"{row.start.day}-{day(row.end)}"
    return f"{day(row.start)} - {day(row.end)}"


def said(row: KnownEvent) -> str:
    """Return what a row says: dates, summary, who says so and how firmly."""
    firm = {
        "official": "official", "reported": "reported", "claim": "claim", "disputed": "disputed",
        "conflict": "sources differ", "low_reliability": "low reliability",
    }[row.status]  # fmt: skip
    return f"{dates(row)}: {row.summary.rstrip('.')} ({row.claimed_by}; {firm})."


def tell(now: Sequence[KnownEvent], later: Sequence[KnownEvent], as_of: dt.date) -> str:
    """Return the rows as sentences: those known on the day, then those known later, marked as such."""
    parts = [said(row) for row in now[:MOST_ROWS]]
    if len(now) > MOST_ROWS:
        parts.append(f"{len(now) - MOST_ROWS} more rows say the like.")
    if later:
        parts.append(f"Known only after {day(as_of)}: " + " ".join(said(row) for row in later[:2]))
        if len(later) > 2:
            parts.append(f"({len(later) - 2} more later rows.)")
    return " ".join(parts)


def picks(rows: Iterable[KnownEvent], *names: str, most: int = 6) -> tuple[Figure, ...]:
    """Return the figures of rows by name (all when no name is given), each labelled in its note."""
    found: list[Figure] = []
    for row in rows:
        for name, figure in row.figures:
            if (not names or name in names) and figure.unit not in ("count", "persons"):
                note = f"{name.replace('_', ' ')}; {row.claimed_by}"
                found.append(figure.model_copy(update={"provenance": _noted(figure.provenance, note)}))
    return tuple(found[:most])


def flow_figure(flow: PublishedFlow) -> Figure:
    """Return the figure of a flow, labelled with what it counts and when."""
    when = f"{flow.year or ''} {'' if flow.period == 'year' else flow.period}".strip()
    note = f"{flow.name}, {when}; {flow.figure.provenance.note}".strip("; ")
    return flow.figure.model_copy(update={"provenance": _noted(flow.figure.provenance, note)})


def flow_words(flow: PublishedFlow) -> str:
    """Return 'Trans-Caspian route, volume: 3.3 Mt (2024, TITR association)'."""
    owner = flow.figure.provenance.note.split(";")[0]
    when = " ".join(part for part in (str(flow.year or ""), "" if flow.period == "year" else flow.period) if part)
    return f"{flow.name}: {flow.figure.value:g} {flow.figure.unit} ({', '.join(x for x in (when, owner) if x)})"


def states_of(world: World, row: KnownEvent) -> frozenset[str]:
    """Return the states that a row concerns: its own, those of its places and of its direction."""
    found = set(row.territories)
    for ident in row.place_ids:
        if ident in world.posts:
            found |= {world.posts[ident].cc_a, world.posts[ident].cc_b}
        elif ident in world.places:
            found.add(world.places[ident].cc)
    found |= {part for part in row.direction.replace("->", ";").split(";") if len(part) == 2 and part.isupper()}
    return frozenset(found - {""})


def state_name(world: World, cc: str) -> str:
    """Return the English name of a state, or its code."""
    territory = world.territories.get(cc)
    return territory.name_en if territory else cc


def _noted(source: Provenance, note: str) -> Provenance:
    return source.model_copy(update={"note": note})
