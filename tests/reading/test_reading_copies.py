"""One text in several outlets or on several days: each its own report; the same report given twice: one."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

from kordon.reading import load_reports
from kordon.reading.copies import distinct, text_id
from kordon.workspace import Workspace

TEXT = "Customs shut the Dostyk crossing to lorries. Some 300 lorries queue at Dostyk."


def _piled(tmp_path: Path, *rows: dict[str, str]) -> Path:
    file = tmp_path / "pile.jsonl"
    file.write_text("\n".join(json.dumps({"text": TEXT, **row}) for row in rows), encoding="utf-8")
    return file


ROWS = (
    {"outlet": "Morning Freight", "date": "2026-01-12"},
    {"outlet": "Steppe Herald", "date": "2026-02-12"},
    {"outlet": "Morning Freight", "date": "2026-02-12"},
)


def test_another_outlet_or_day_is_another_report(tmp_path: Path) -> None:
    reading = Workspace().read(str(_piled(tmp_path, *ROWS)))
    assert len({report.id for report in reading.reports}) == 3
    assert len({claim.id for claim in reading.claims}) == len(reading.claims)
    last = max(event.last_report for event in reading.events if event.last_report)
    assert last.isoformat() == "2026-02-12"


def test_the_order_of_copies_changes_nothing(tmp_path: Path) -> None:
    seen = set()
    for rows in itertools.permutations(ROWS):
        reports = distinct(load_reports(str(_piled(tmp_path, *rows))))
        seen.add(frozenset((r.id, r.outlet, str(r.published)) for r in reports))
    assert len(seen) == 1
    earliest = next(item for item in seen.pop() if item[2] == "2026-01-12")
    assert earliest[0] == text_id(TEXT)


def test_copied_wording_is_one_source(tmp_path: Path) -> None:
    reading = Workspace().read(str(_piled(tmp_path, *ROWS[1:])))
    assert len(reading.reports) == 2
    queue = next(event for event in reading.events if event.type == "border_queue")
    assert len(queue.reports) == 2
    assert len(queue.sources) == 1


def test_the_same_report_twice_is_one(tmp_path: Path) -> None:
    file = _piled(tmp_path, ROWS[0], ROWS[0], {})
    (tmp_path / "copy.txt").write_text(TEXT, encoding="utf-8")
    for sources in ((str(file), str(tmp_path / "copy.txt")), (str(tmp_path / "copy.txt"), str(file)), (str(tmp_path),)):
        (report,) = Workspace().read(*sources).reports
        assert (report.id, report.outlet) == (text_id(TEXT), "Morning Freight")


def test_a_text_that_occurs_once_keeps_its_id(tmp_path: Path) -> None:
    (report,) = distinct(load_reports(str(_piled(tmp_path, ROWS[1]))))
    assert report.id == text_id(TEXT)
