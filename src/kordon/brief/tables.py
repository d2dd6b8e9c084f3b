"""The data behind a brief as files: claims and events as JSON Lines, zones and outcomes as CSV (and Parquet)."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kordon.brief.record import Brief
from kordon.model import HORIZONS_DAYS, Figure, Outcome

Row = dict[str, str | float | int | None]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "zones": (
        "kind", "subject", "name", "as_of", "colour_before", "colour",
        *(f"{state}_{h}d" for h in HORIZONS_DAYS for state in ("open", "restricted", "closed")),
        "reason", "evidence", "would_change",
    ),
    "flows": ("scenario", "element_kind", "element", "cargo", "base_t_day", "scenario_t_day"),
    "posts": (
        "scenario", "post", "mode", "capacity_t_day", "scenario_capacity_t_day", "base_t_day", "scenario_t_day",
        "base_delay_days", "scenario_delay_days",
    ),
    "cargo": (
        "scenario", "cargo", "origin", "destination", "demand_t_day", "affected_t_day", "displaced_t_day",
        "unserved_t_day", "base_unserved_t_day", "added_days", "added_usd_t", "loss_usd_month",
    ),
    "shifts": ("scenario", "cargo", "from_corridor", "to_corridor", "t_day"),
    "losses": (
        "scenario", "state", "shipper_usd_month", "shipper_low", "shipper_high", "transit_usd_month", "transit_low",
        "transit_high", "total_usd_month", "total_low", "total_high", "driver", "kind", "method",
    ),
}  # fmt: skip
"""Columns of every table, in order. Units are in the names."""


def claims_jsonl(brief: Brief) -> str:
    """Return the claims, one JSON object a line, as in the contract of ``kordon read --json``."""
    return "".join(_line(card.claim.to_json()) for card in brief.claims)


def events_jsonl(brief: Brief) -> str:
    """Return the events, one JSON object a line."""
    return "".join(_line(card.event.to_json()) for card in brief.events)


def tables(brief: Brief) -> dict[str, list[Row]]:
    """Return every table by name: zones, flows, posts, cargo, shifts, losses."""
    found: dict[str, list[Row]] = {"zones": list(_zones(brief))}
    for name in ("flows", "posts", "cargo", "shifts", "losses"):
        found[name] = [row for outcome in brief.outcomes for row in _rows(outcome, name)]
    return found


def csv_text(name: str, rows: Sequence[Row]) -> str:
    """Return a table as CSV. A text cell that a spreadsheet would run as a formula gets a quote mark in front."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS[name])
    for row in rows:
        writer.writerow([_cell(row[column]) for column in COLUMNS[name]])
    return stream.getvalue()


def write_tables(brief: Brief, folder: Path) -> None:
    """Write all tables into a folder: CSV, and Parquet beside it when pyarrow is there."""
    folder.joinpath("claims.jsonl").write_text(claims_jsonl(brief), encoding="utf-8", newline="\n")
    folder.joinpath("events.jsonl").write_text(events_jsonl(brief), encoding="utf-8", newline="\n")
    outcome_tables = folder / "tables"
    outcome_tables.mkdir()
    for name, rows in tables(brief).items():
        target = folder if name == "zones" else outcome_tables
        target.joinpath(f"{name}.csv").write_text(csv_text(name, rows), encoding="utf-8", newline="\n")
        if importlib.util.find_spec("pyarrow") is not None:
            _write_parquet(name, rows, target / f"{name}.parquet", brief)


def _write_parquet(name: str, rows: Sequence[Row], path: Path, brief: Brief) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    numeric = {c for c in COLUMNS[name] for row in rows if isinstance(row[c], float)}
    schema = pa.schema([(c, pa.float64() if c in numeric else pa.string()) for c in COLUMNS[name]]).with_metadata(
        {"kordon": brief.manifest.kordon, "data_hash": brief.manifest.data_hash, "as_of": brief.as_of.isoformat()}
    )
    columns = {c: [_typed(row[c], c in numeric) for row in rows] for c in COLUMNS[name]}
    pq.write_table(pa.table(columns, schema=schema), path, compression="zstd")


def _typed(value: str | float | int | None, numeric: bool) -> str | float | None:
    if value is None:
        return None
    return float(value) if numeric else str(value)


def _zones(brief: Brief) -> Iterable[Row]:
    before = {(z.subject_kind, z.subject): z for z in brief.zones_before}
    for zone in brief.all_zones:
        was = before.get((zone.subject_kind, zone.subject))
        row: Row = {
            "kind": zone.subject_kind, "subject": zone.subject, "name": zone.name, "as_of": zone.as_of.isoformat(),
            "colour_before": was.colour if was else "", "colour": zone.colour, "reason": zone.reason,
            "evidence": "; ".join(e.ref for e in zone.evidence), "would_change": "; ".join(zone.would_change),
        }  # fmt: skip
        for horizon in HORIZONS_DAYS:
            shares = zone.probabilities.get(horizon, (None, None, None))
            for state, share in zip(("open", "restricted", "closed"), shares, strict=True):
                row[f"{state}_{horizon}d"] = None if share is None else round(share, 6)
        yield row


def _rows(outcome: Outcome, name: str) -> Iterable[Row]:
    for record in getattr(outcome, name):
        data: dict[str, Any] = {"scenario": outcome.scenario.id}
        for column in COLUMNS[name]:
            if hasattr(record, column):
                value = getattr(record, column)
                data[column] = value.value if isinstance(value, Figure) else value
        if name == "flows" and not data["base_t_day"] and not data["scenario_t_day"]:
            continue
        if name == "losses":
            for part in ("shipper", "transit", "total"):
                figure: Figure = getattr(record, f"{part}_usd_month")
                data[f"{part}_low"], data[f"{part}_high"] = figure.low, figure.high
            data["kind"], data["method"] = figure.provenance.kind, figure.provenance.source
        yield {column: data.get(column) for column in COLUMNS[name]}


def _cell(value: str | float | int | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6g}" if abs(value) < 1e6 else f"{value:.0f}"
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _line(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(", ", ": ")) + "\n"
