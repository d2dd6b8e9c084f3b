"""Files: whole or not at all, the same bytes for the same inputs, tables that read back."""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import brief_samples as samples
import pytest

from kordon.brief import tables
from kordon.brief import write as write_brief
from kordon.brief.compose import compose
from kordon.brief.record import Brief
from kordon.errors import UserError


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


@pytest.fixture(scope="module")
def folder(brief: Brief, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("brief") / "deep" / "out"
    assert write_brief(brief, out) == out / "brief.html"
    return out


def test_all_that_the_contract_names_is_there(folder: Path) -> None:
    names = set(files(folder))
    assert {"brief.html", "brief.json", "claims.jsonl", "events.jsonl", "zones.csv", "SHA256SUMS"} <= names
    assert {f"tables/{t}.csv" for t in ("flows", "posts", "cargo", "shifts", "losses")} <= names
    assert "pictures/map-claims.svg" in names
    assert sum(name.startswith("pictures/map-") for name in names) == 5


def test_sums_hold(folder: Path) -> None:
    found = files(folder)
    for line in found.pop("SHA256SUMS").decode().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256(found.pop(name)).hexdigest() == digest
    assert not found


def test_the_same_inputs_give_the_same_bytes(world: Any, folder: Path, tmp_path: Path) -> None:
    write_brief(compose(world, **samples.inputs()), tmp_path / "again")
    assert files(tmp_path / "again") == files(folder)


def test_json_is_strict_and_holds_the_answer(folder: Path, brief: Brief) -> None:
    def refuse(word: str) -> None:
        raise AssertionError(word)

    data = json.loads((folder / "brief.json").read_text("utf-8"), parse_constant=refuse)
    assert " ".join(s["text"] for s in data["answer"]) == brief.paragraph
    assert "outcomes" not in data
    assert data["claims"][0]["claim"]["attribution"]["class"] == "company"


def test_claims_are_as_the_contract_says(folder: Path) -> None:
    rows = [json.loads(line) for line in (folder / "claims.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == 6
    for row in rows:
        assert set(row["attribution"]) == {"class", "name", "chain"}
        a, b = row["evidence"]["sentence"]
        text = {r.id: r.text for r in (samples.REPORT_RU, samples.REPORT_EN)}[row["report"]]
        assert 0 <= a < b <= len(text)
    assert rows[0]["direction"] == {"from": ["CN"], "to": ["RU"]}


def test_zones_csv_lists_every_zone(folder: Path) -> None:
    rows = table(folder / "zones.csv")
    assert len(rows) == len(samples.zones(True))
    row = next(r for r in rows if r["subject"] == "syrym")
    assert (row["colour_before"], row["colour"]) == ("grey", "red")
    assert float(row["open_0d"]) + float(row["restricted_0d"]) + float(row["closed_0d"]) == pytest.approx(1)


def test_tables_hold_every_scenario_and_no_invented_range(folder: Path) -> None:
    rows = table(folder / "tables/losses.csv")
    assert {r["scenario"] for r in rows} == {"confirmed", "reported", "worst", "worst_plus"}
    assert all(float(r["total_low"]) <= float(r["total_high"]) or float(r["total_usd_month"]) <= 0 for r in rows)
    posts = table(folder / "tables/posts.csv")
    assert any(r["capacity_t_day"] == "" for r in posts), "no figure where no capacity binds"


def test_parquet_says_the_same_as_csv(folder: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    parquet = pq.read_table(folder / "tables/cargo.parquet")
    rows = table(folder / "tables/cargo.csv")
    assert parquet.num_rows == len(rows)
    assert parquet.column("loss_usd_month").to_pylist() == pytest.approx(
        [float(r["loss_usd_month"]) for r in rows], rel=1e-5
    )
    assert parquet.schema.metadata[b"as_of"] == b"2025-10-07"


def test_no_cell_is_run_by_a_spreadsheet(brief: Brief) -> None:
    zone = brief.all_zones[0].model_copy(update={"reason": "=cmd|' /C calc'!A0", "name": "@x"})
    text = tables.csv_text("zones", tables.tables(brief.model_copy(update={"all_zones": (zone,)}))["zones"])
    row = next(iter(csv.DictReader(text.splitlines())))
    assert row["reason"].startswith("'=")
    assert row["name"] == "'@x"


def test_an_earlier_brief_is_replaced_and_your_own_files_stay(brief: Brief, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_brief(brief, out)
    (out / "notes.txt").write_text("mine")
    (out / "pictures" / "extra").mkdir()
    (out / "pictures" / "extra" / "own.txt").write_text("mine too")
    smaller = brief.model_copy(update={"maps": brief.maps[:1]})
    write_brief(smaller, out)
    found = files(out)
    assert found["notes.txt"] == b"mine"
    assert found["pictures/extra/own.txt"] == b"mine too"
    assert "pictures/map-worst.svg" not in found
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_other_things_is_left_alone(brief: Brief, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(UserError, match="not a brief of Kordon's; give another --out"):
        write_brief(brief, tmp_path)
    assert files(tmp_path) == {"thesis.txt": b"years of work"}


def test_a_file_in_the_way_is_refused_in_one_line(brief: Brief, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("a file")
    with pytest.raises(UserError, match="is a file, not a folder") as caught:
        write_brief(brief, target)
    assert "\n" not in str(caught.value)
    with pytest.raises(UserError, match="cannot be written"):
        write_brief(brief, target / "below")


def test_nothing_is_left_behind_when_writing_fails(
    brief: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    write_brief(brief, out)
    before = files(out)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys.modules["kordon.brief.write"], "write_tables", fail)
    with pytest.raises(UserError, match="No space left"):
        write_brief(brief, out)
    assert files(out) == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_broken_text_can_still_be_written(world: Any, tmp_path: Path) -> None:
    report = samples.REPORT_EN.model_copy(
        update={"text": "\ud800 broken \x00\x0b " + samples.EN_TEXT, "title": "\udfff"}
    )
    brief = compose(world, **samples.inputs(reports=(samples.REPORT_RU, report)))
    assert write_brief(brief, tmp_path / "out").read_text("utf-8")


def test_pdf_holds_the_answer_in_both_scripts_and_comes_out_the_same(brief: Brief, tmp_path: Path) -> None:
    from pypdf import PdfReader

    write_brief(brief, tmp_path / "a", pdf=True)
    write_brief(brief, tmp_path / "b", pdf=True)
    data = (tmp_path / "a" / "brief.pdf").read_bytes()
    assert data == (tmp_path / "b" / "brief.pdf").read_bytes()
    reader = PdfReader(tmp_path / "a" / "brief.pdf")
    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    assert "Two reports of 6 to 7 October 2025 make 6 claims" in text
    assert "Министерство транспорта" in text
    assert "<script>alert('x')" in text.replace("’", "'")
    assert brief.scenarios[1].loss.text.split(" a month")[0] in text
    assert len(reader.pages) >= 4
