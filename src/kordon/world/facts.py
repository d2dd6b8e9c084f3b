"""Read the sourced facts: events, published flows, memberships and treaties.

Every row keeps its source. Rows of one episode that give different figures stand side by side under one ``episode``
and are never added up or averaged; ``status`` says how firm a row is (*official*: an authority said so).
"""

from __future__ import annotations

import re
from functools import lru_cache

from kordon.errors import DataError
from kordon.model import Figure, Provenance
from kordon.world.csvtable import Row, day, number, provenance, read_table, split
from kordon.world.records import KnownEvent, Membership, PublishedFlow, Treaty

EVENT_STATUS = frozenset({"official", "reported", "claim", "disputed", "conflict", "low_reliability"})
"""How firm a row of the event table is."""

SOURCE_CLASSES = frozenset({"official", "company", "expert", "media", "anonymous"})

_FIGURE = re.compile(r"(?P<name>[a-z0-9_]+)=(?P<low>\d+(?:\.\d+)?)(?:\.\.(?P<high>\d+(?:\.\d+)?))? (?P<unit>\S.*)")


@lru_cache(maxsize=1)
def read_events() -> tuple[KnownEvent, ...]:
    """Return the bundled sourced events, ordered by id; raises :class:`DataError` naming row and column."""
    rows = tuple(_event(row) for row in read_table("events"))
    _unique("events", [row.id for row in rows])
    return rows


@lru_cache(maxsize=1)
def read_flows() -> tuple[PublishedFlow, ...]:
    """Return the published flows, capacities and daily counts, corridor volumes among them."""
    rows = tuple(_flow(row) for row in read_table("flows"))
    _unique("flows", [row.id for row in rows])
    return rows


@lru_cache(maxsize=1)
def read_memberships() -> tuple[Membership, ...]:
    """Return which state belongs to which bloc, association or convention, since when."""
    return tuple(
        Membership(
            cc=row["cc"], bloc=row["bloc"], status=row["status"], since=row["since"], until=row["until"],
            provenance=provenance(row),
        )
        for row in read_table("memberships")
    )  # fmt: skip


@lru_cache(maxsize=1)
def read_treaties() -> tuple[Treaty, ...]:
    """Return the treaties: parties, dates, whether in force, subject and the articles that matter to freight."""
    return tuple(
        Treaty(
            id=row["id"], name_en=row["name_en"], name_ru=row["name_ru"], aliases=split(row["aliases"]),
            parties=split(row["parties"]), signed=day(row["signed"]), in_force=day(row["in_force"]),
            status=row["status"], subject=row["subject"], articles=row["articles"], provenance=provenance(row),
        )
        for row in read_table("treaties")
    )  # fmt: skip


def members(bloc: str) -> frozenset[str]:
    """Return the ISO codes of the states that are members of a bloc or parties to a convention now.

    >>> sorted(members("EAEU"))
    ['AM', 'BY', 'KG', 'KZ', 'RU']
    """
    return frozenset(
        row.cc for row in read_memberships() if row.bloc == bloc and row.status in ("member", "party") and not row.until
    )


def figures(cell: str, source: Provenance, where: str) -> tuple[tuple[str, Figure], ...]:
    """Return the figures of a cell such as ``trucks=2000..3000 vehicles; delay=5 days``, each with its provenance.

    A range has its midpoint as value and its ends as ``low`` and ``high``.
    """
    found = []
    for part in split(cell):
        match = _FIGURE.fullmatch(part)
        if match is None:
            raise DataError(f"{where}: figure {part!r} is not name=value unit")
        low, high = float(match["low"]), float(match["high"] or match["low"])
        figure = Figure(value=(low + high) / 2, unit=match["unit"], provenance=source)
        if match["high"]:
            figure = figure.model_copy(update={"low": low, "high": high})
        found.append((match["name"], figure))
    return tuple(found)


def _event(row: Row) -> KnownEvent:
    where = f"data/events.csv: {row['id']}"
    if row["status"] not in EVENT_STATUS:
        raise DataError(f"{where}: status {row['status']!r} is not one of {', '.join(sorted(EVENT_STATUS))}")
    if row["source_class"] not in SOURCE_CLASSES:
        raise DataError(f"{where}: source_class {row['source_class']!r} is not known")
    source = provenance(row)
    return KnownEvent(
        id=row["id"], type=row["type"], place_ids=split(row["places"]), territories=split(row["territories"]),
        start=day(row["start"]), end=day(row["end"]), direction=row["direction"], cargo=split(row["cargo"]),
        modes=split(row["modes"]), figures=figures(row["figures"], source, where), claimed_by=row["claimed_by"],
        source_class=row["source_class"], status=row["status"], summary=row["summary"], provenance=source,
        episode=row["episode"],
    )  # fmt: skip


def _flow(row: Row) -> PublishedFlow:
    value = number(row["value"])
    if value is None:
        raise DataError(f"data/flows.csv: {row['id']}: no value")
    source = provenance(row)
    said = f"{row['basis']}; {row['note']}".strip("; ")
    return PublishedFlow(
        id=row["id"], name=row["name"], origins=split(row["origins"]), destinations=split(row["destinations"]),
        via=split(row["via"]), corridor=row["corridor"], cargo=split(row["cargo"]), mode=row["mode"],
        year=int(row["year"]) if row["year"] else None, period=row["period"],
        figure=Figure(
            value=value, unit=row["unit"], low=number(row["low"]), high=number(row["high"]),
            provenance=source.model_copy(update={"note": said}),
        ),
    )  # fmt: skip


def _unique(table: str, ids: list[str]) -> None:
    seen: set[str] = set()
    for ident in ids:
        if ident in seen:
            raise DataError(f"data/{table}.csv: id {ident} stands twice")
        seen.add(ident)
