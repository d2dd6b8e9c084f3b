"""A further language: what the docs name is enough for a text in it to be read, and nothing else breaks."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import kordon

PACKAGE = Path(kordon.__file__).parent
CODE = "tr"
LEXICON = """\
[CLOSE]
kapandı; kapatıldı
[ELEMENT.border]
sınır; sınırı
[ELEMENT.port]
limanı; liman
[ATTACK]
saldırı
[SAY]
açıkladı
[SPK.official]
bakanlık
"""
READ = """
import datetime as dt
from kordon.model import Report
from kordon.reading import read
text = "Bakanlık açıkladı: Gürcistan sınırı 5 gün kapandı. 17.11.2025 tarihinde 40 tır bekliyordu."
found = read(Report(id="r", text=text, lang="tr", published=dt.date(2025, 11, 18)))
print([(c.type, [p.cc for p in c.places], [(q.value, q.unit) for q in c.quantities]) for c in found])
from kordon.reading.intake import load_reports
import io
(report,) = load_reports("-", lang="tr", stdin=io.BytesIO(text.encode()))
print(report.lang)
"""


def _column(path: Path, values: dict[str, str], key: str) -> None:
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], CODE], extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, CODE: values.get(row[key], "")} for row in rows)


def test_a_fifth_language_is_read_by_what_the_docs_name(tmp_path: Path) -> None:
    copy = tmp_path / "kordon"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    reading = copy / "reading"
    (reading / "lang" / f"{CODE}.py").write_text(
        "def analyse(word):\n    return frozenset((word,)), frozenset()\n", encoding="utf-8"
    )
    (reading / "data" / f"{CODE}.lex").write_text(LEXICON, encoding="utf-8")
    registry = reading / "lang" / "__init__.py"
    text = registry.read_text(encoding="utf-8")
    assert text.count('"zh": "han"}') == 1
    registry.write_text(text.replace('"zh": "han"}', f'"zh": "han", "{CODE}": "latin"}}'), encoding="utf-8")
    _column(reading / "data" / "states.csv", {"GE": "Gürcistan"}, "cc")
    _column(reading / "data" / "units.csv", {"trucks": "tır", "days": "gün"}, "unit")
    done = subprocess.run(
        [sys.executable, "-c", READ], env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True,
        encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    claims, lang = done.stdout.splitlines()
    assert "('closure', ['GE'], [(5.0, 'days')])" in claims
    assert lang == CODE
