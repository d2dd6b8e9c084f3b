"""The sourced facts: every row has a source, a known kind, and stands beside its rivals."""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

import pytest

from kordon.errors import DataError
from kordon.model import Provenance
from kordon.world.facts import figures, members, read_events, read_flows, read_memberships, read_treaties
from kordon.world.load import load_world

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def test_every_event_has_source_and_summary() -> None:
    for event in read_events():
        assert event.summary.endswith((".", '"')), event.id
        assert event.provenance.kind == "published", event.id
        assert event.provenance.source.startswith("http"), event.id
        assert event.place_ids or event.territories, event.id
        if event.start and event.end:
            assert event.start <= event.end, event.id
        assert all(figure.provenance == event.provenance for _, figure in event.figures)


def test_places_of_facts_are_places_of_the_world() -> None:
    world = load_world()
    known = set(world.places) | set(world.posts)
    for event in read_events():
        assert set(event.place_ids) <= known, event.id
        assert set(event.territories) <= set(world.territories), event.id
    for flow in read_flows():
        assert {via for via in flow.via if len(via) > 2} <= known, flow.id


def test_conflicting_figures_stand_side_by_side() -> None:
    rows = [event for event in read_events() if event.episode == "kz_ru_border_2025" and event.type == "border_queue"]
    trucks = {figure.value for event in rows for name, figure in event.figures if name == "trucks"}
    assert {2500, 5000, 7000, 7500} <= trucks
    assert {event.source_class for event in rows} >= {"official", "company", "anonymous"}
    both = {event.id for event in rows if event.status == "official"}
    assert {"kzru_minttrans_kz_2025_0921", "kzru_fts_ru_2025_0923"} <= both


def test_the_two_counts_of_the_transcaspian_route_are_both_there() -> None:
    values = {flow.figure.value for flow in read_flows() if flow.corridor == "titr" and flow.year == 2024}
    assert {3.3, 4.484} <= values


def test_figures_read_ranges_and_refuse_nonsense() -> None:
    source = Provenance(kind="published", source="https://example.org")
    (name, figure), (_, other) = figures("trucks=2000..3000 vehicles; delay=5 days", source, "row")
    assert (name, figure.value, figure.low, figure.high, figure.unit) == ("trucks", 2500, 2000, 3000, "vehicles")
    assert (other.low, other.high) == (None, None)
    with pytest.raises(DataError, match="row: figure 'many trucks'"):
        figures("many trucks", source, "row")


def test_members() -> None:
    assert members("EAEU") == {"AM", "BY", "KG", "KZ", "RU"}
    assert len(members("EU")) == 27
    assert "UZ" not in members("CSTO")
    assert "KZ" not in members("NATO")
    assert {row.status for row in read_memberships() if row.cc == "KZ" and row.bloc == "NATO"} == {"partner"}
    assert "UA" in members("TITR association")


def test_the_caspian_convention_is_not_in_force() -> None:
    (row,) = [treaty for treaty in read_treaties() if treaty.id == "caspian_convention"]
    assert row.in_force is None
    assert row.signed == dt.date(2018, 8, 12)
    assert "not in force" in row.status
    assert set(row.parties) == {"AZ", "IR", "KZ", "RU", "TM"}


def test_no_loaded_or_internal_words() -> None:
    words = re.compile(r"mission text|held out|holdout|our corpus|excerpt|spy|regime\b", re.IGNORECASE)
    for event in read_events():
        assert not words.search(event.summary + event.provenance.note), event.id
    for flow in read_flows():
        assert not words.search(flow.name + flow.figure.provenance.note), flow.id


@pytest.mark.skipif(not SHARED.exists(), reason="the shared facts are not here")
def test_nothing_of_the_shared_facts_is_lost() -> None:
    with (SHARED / "facts" / "events.csv").open(encoding="utf-8", newline="") as stream:
        wanted = {row["id"]: row for row in csv.DictReader(stream) if row["source_url"]}
    mine = {event.id: event for event in read_events()}
    assert set(wanted) <= set(mine)
    for ident, row in wanted.items():
        assert mine[ident].provenance.source == row["source_url"], ident
        assert (mine[ident].start.isoformat() if mine[ident].start else "") == row["start_date"], ident
    with (SHARED / "facts" / "flows.csv").open(encoding="utf-8", newline="") as stream:
        flows = {row["id"]: row for row in csv.DictReader(stream)}
    have = {flow.id: flow for flow in read_flows()}
    for ident, row in flows.items():
        assert have[ident].figure.value == float(row["value"]), ident
        assert have[ident].figure.unit == row["unit"], ident
