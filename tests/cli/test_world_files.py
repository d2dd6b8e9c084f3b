"""``kordon world export`` and ``import``: the contract of commands, and what bad files cost."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kordon.cli import cli
from kordon.world import load_world

BACI = "t,i,j,k,v,q\n2024,398,156,270900,100,1000000\n2024,516,578,100199,7,NA\n2024,516,578,100199,7,70\n"
LOCODE = '"","KZ","ALA","Almaty","Almaty","","-234----","AI","0601","","4315N 07654E",""\n'


def run(*args: str, code: int = 0) -> Any:
    result = CliRunner().invoke(cli, ["world", *args, "--json"])
    assert result.exit_code == code, (result.output, result.exception)
    return json.loads(result.stdout)


def kordon(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kordon", *args], cwd=cwd, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize("form", ["gmns", "geojson", "geoparquet"])
def test_a_network_goes_out_and_comes_back(form: str, tmp_path: Path) -> None:
    out = run("export", form, str(tmp_path / "n"))
    assert out["digest"] == load_world().network.digest()
    back = run("import", form, str(tmp_path / "n"), "--out", str(tmp_path / "again"))
    assert back["digest"] == out["digest"]
    assert back["links_by_mode"] == out["links_by_mode"]
    assert run("import", "gmns", str(tmp_path / "again"))["digest"] == out["digest"]


@pytest.mark.parametrize("form", ["csv", "parquet", "omx"])
def test_demand_goes_out_and_comes_back(form: str, tmp_path: Path) -> None:
    out = run("export", form, str(tmp_path / f"d.{form}"), "--cargo", "grain")
    assert list(out["t_day_by_cargo"]) == ["grain"]
    back = run("import", form, str(tmp_path / f"d.{form}"), "--out", str(tmp_path / "d2.csv"))
    assert back["demand_rows"] == out["demand_rows"] > 100
    assert back["t_day"] == pytest.approx(out["t_day"])
    assert (tmp_path / "d2.csv").exists()


def test_an_export_by_cargo_and_day_is_a_network_that_assign_runs_on(tmp_path: Path) -> None:
    out = run("export", "gmns", str(tmp_path / "g"), "--cargo", "1001", "--mode", "rail", "--on", "2025-01-15")
    assert set(out["links_by_mode"]) == {"rail", "transfer"}
    result = CliRunner().invoke(cli, ["assign", "--gmns", str(tmp_path / "g"), "--gap", "1e-4", "--json"])
    assert result.exit_code == 0, result.output
    facts = json.loads(result.stdout)
    assert facts["links"] == out["links"]
    assert facts["demand"] == pytest.approx(out["t_day"])
    assert facts["converged"]


def test_trade_becomes_totals_beside_the_demand(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text(BACI)
    facts = run("import", "baci", str(tmp_path / "b.csv"), "--out", str(tmp_path / "t.csv"), "--compare")
    assert facts["rows_read"] == 3
    assert facts["mt"] == pytest.approx(1.00007)
    assert facts["mt_estimated"] == pytest.approx(0.00007)
    assert {"origin": "KZ", "destination": "CN", "cargo": "crude_oil"}.items() <= next(
        row for row in facts["beside"] if row["trade_mt"] == 1.0
    ).items()
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["origin"] for row in csv.DictReader(stream)] == ["KZ", "NA"]


def test_codes_are_matched(tmp_path: Path) -> None:
    (tmp_path / "l.csv").write_text(LOCODE)
    facts = run("import", "locode", str(tmp_path / "l.csv"), "--out", str(tmp_path / "m.csv"))
    assert [(m["place"], m["code"]) for m in facts["matches"]] == [("almaty", "KZALA")]
    assert (tmp_path / "m.csv").read_text(encoding="utf-8").count("\n") == 2


def test_tables_for_people_are_printed_without_json(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text(BACI)
    result = CliRunner().invoke(cli, ["world", "import", "baci", str(tmp_path / "b.csv"), "--compare"])
    assert result.exit_code == 0
    assert "crude_oil" in result.stdout
    assert "Trade beside the bundled demand" in result.stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("import", "baci", "none.csv"), ("none.csv", "no such file")),
        (("import", "baci", "bad.csv"), ("bad.csv: row 2", "v", "much")),
        (("import", "comtrade", "bad.csv"), ("bad.csv", "refYear")),
        (("import", "gmns", "."), ("node.csv",)),
        (("import", "geojson", "bad.csv"), ("bad.csv", "JSON")),
        (("import", "omx", "bad.csv"), ("bad.csv", ".omx")),
        (("import", "osm", "bad.csv"), ("bad.csv", "PBF")),
        (("import", "osm", "bad.csv", "--cc", "kaz"), ("--cc", "kaz")),
        (("import", "locode", "bad.csv"), ("bad.csv: row 1", "cells")),
        (("export", "csv", "out.txt"), ("out.txt", ".csv")),
        (("export", "csv", "out.csv", "--mode", "rail"), ("--mode",)),
        (("export", "gmns", "out", "--mode", "hovercraft"), ("--mode", "hovercraft")),
        (("export", "gmns", "out", "--cargo", "unobtainium"), ("unobtainium",)),
        (("export", "gmns", "out", "--on", "2025-02-30"), ("--on", "2025-02-30")),
        (("export", "gmns", "bad.csv"), ("bad.csv", "not a folder")),
        (("export", "gmns", "nowhere/out"), ("nowhere", "no such folder")),
        (("export", "shapefile", "out"), ("shapefile",)),
        (("import", "csv", "demand.csv", "--out", "out.xls"), ("out.xls",)),
    ],
)
def test_bad_input_costs_one_line(args: tuple[str, ...], words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("t,i,j,k,v,q\n2024,398,156,270900,much,1\n")
    (tmp_path / "demand.csv").write_text("origin,destination,t_day\na,b,1\n")
    done = kordon("world", *args, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert len([line for line in done.stderr.splitlines() if line.strip()]) == 1, done.stderr
    for word in words:
        assert word in done.stderr, done.stderr
    assert done.stdout == ""
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bad.csv", "demand.csv"]


@pytest.mark.parametrize(
    ("name", "form", "text"),
    [
        ("d.csv", "csv", "origin,destination,t_day\n"),
        ("b.csv", "baci", "t,i,j,k,v,q\n2024,398,156,999999,1,1\n"),
    ],
)
def test_a_file_without_an_answer_is_exit_1(name: str, form: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    done = kordon("world", "import", form, name, "--json", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert name in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("package", "args"),
    [
        ("pyarrow", ("import", "baci", "b.csv")),
        ("pyarrow", ("export", "geoparquet", "p")),
        ("h5py", ("export", "omx", "d.omx")),
        ("osmium", ("import", "osm", "b.csv")),
    ],
)
def test_a_missing_extra_is_named(package: str, args: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text(BACI)
    code = f"import sys; sys.modules[{package!r}] = None; from kordon.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "world", *args],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert f"needs the package {package}" in done.stderr
    assert "pip install" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["b.csv"]
