"""The contract of commands: ``--json`` alone on standard output, exit codes, what the main job leaves behind."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

SLOTS = {
    "id", "report", "event", "lang", "type", "status", "certainty", "attribution", "places", "direction", "start", "end",
    "start_precision", "modes", "cargo", "quantities", "cause", "evidence",
}  # fmt: skip


def kordon(*args: str, cwd: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kordon", *args], cwd=cwd, input=stdin, capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def brief(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a brief on the bundled examples."""
    out = tmp_path_factory.mktemp("brief") / "out"
    done = kordon("brief", "examples/reports", "--out", str(out), "--pdf", cwd=root)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(out / "brief.html")
    assert done.stderr == ""
    return out


def test_a_claim_has_exactly_the_fields_of_the_contract(root: Path) -> None:
    done = kordon("read", "examples/reports/2025-10-16-border-queues-en.txt", "--json", cwd=root)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) >= 6
    text = (root / "examples/reports/2025-10-16-border-queues-en.txt").read_text(encoding="utf-8")
    for row in rows:
        assert set(row) == SLOTS
        assert set(row["attribution"]) == {"class", "name", "chain"}
        for place in row["places"]:
            assert set(place) == {"name", "cc", "lat", "lon", "kind", "role"}
        begin, end = row["evidence"]["sentence"]
        assert 0 <= begin < end <= len(text)
        assert len(row["evidence"]["places"] if row["places"] else []) == len(row["places"])


def test_the_brief_leaves_the_promised_files(brief: Path) -> None:
    names = {path.name for path in brief.rglob("*") if path.is_file()}
    assert {"brief.html", "brief.json", "brief.pdf", "claims.jsonl", "events.jsonl", "zones.csv"} <= names
    assert any(name.endswith(".svg") for name in names)
    assert any(name.endswith(".csv") and name != "zones.csv" for name in names)


def test_the_page_asks_nobody_for_anything(brief: Path) -> None:
    page = (brief / "brief.html").read_text(encoding="utf-8")
    assert not re.search(r"""(?:src|srcset|poster)\s*=\s*["']?\s*(?:https?:)?//""", page)
    assert not re.search(r"<link[^>]+href|@import|url\(\s*['\"]?https?:", page)
    assert "Content-Security-Policy" in page


def test_the_same_reports_give_the_same_bytes(brief: Path, root: Path, tmp_path: Path) -> None:
    done = kordon("brief", "examples/reports", "--out", str(tmp_path / "again"), cwd=root)
    assert done.returncode == 0, done.stderr
    for name in ("brief.json", "brief.html", "claims.jsonl", "zones.csv"):
        assert (brief / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name


def test_a_brief_may_be_written_again_into_its_own_folder(root: Path, tmp_path: Path) -> None:
    report = "2025-10-16\nAbout 2,500 trucks are waiting at the Kazakhstan-Russia border, carriers said.\n"
    for _ in range(2):
        done = kordon("brief", "-", "--out", str(tmp_path / "b"), cwd=root, stdin=report)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "b" / "brief.html").exists()


def test_json_is_alone_on_standard_output(root: Path) -> None:
    done = kordon("route", "Urumqi", "Moscow", "--cargo", "general", "--on", "2025-10-07", "--json", cwd=root)
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert set(answer) >= {"offered", "refused", "blocked_by"}
    first = answer["offered"][0]
    assert set(first) >= {"legs", "posts", "states", "length_km", "days", "usd_per_t"}


def test_no_lawful_route_is_exit_1_with_the_rule(root: Path) -> None:
    done = kordon("route", "Hamburg", "Moscow", "--cargo", "8542.31", "--on", "2025-10-07", "--json", cwd=root)
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert answer["offered"] == []
    assert answer["refused"]
    for refused in answer["refused"]:
        assert refused["rule"]
        assert not {"usd_per_t", "days", "rank"} & set(refused)


def test_zones_cover_the_world(root: Path) -> None:
    done = kordon("zones", "--as-of", "2025-10-07", "--json", cwd=root)
    zones = json.loads(done.stdout)
    assert done.returncode == 0
    assert {zone["subject_kind"] for zone in zones} == {"territory", "post", "corridor"}
    for zone in zones:
        assert zone["evidence"], zone["subject"]
        assert zone["colour"] in {"green", "grey", "red"}


def test_world_info_counts(root: Path) -> None:
    done = kordon("world", "info", "--json", cwd=root)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)
