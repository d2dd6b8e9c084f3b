"""Bad input costs the user one clear line and nothing else: exit code, no traceback, nothing half-written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MADE_UP = "The weather in the valley was fine on Sunday and the choir sang well into the evening.\n"


def kordon(*args: str, cwd: Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kordon", *args], cwd=cwd, input=stdin, capture_output=True, timeout=120, check=False
    )


def assert_one_line(done: subprocess.CompletedProcess[bytes], code: int, *words: str) -> None:
    message = done.stderr.decode()
    assert done.returncode == code, message
    assert "Traceback" not in message
    lines = [line for line in message.splitlines() if line.strip()]
    assert len(lines) == 1, message
    for word in words:
        assert word.lower() in message.lower(), message
    assert done.stdout == b""


FILES: dict[str, tuple[bytes, int]] = {
    "empty.txt": (b"", 2),
    "blank.txt": (b" \n\t\n", 2),
    "renamed.txt": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", 2),
    "program.txt": (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40, 2),
    "zeros.txt": (b"\x00" * 5000, 2),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, 2),
    "quiet.txt": (MADE_UP.encode(), 1),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_report(name: str, tmp_path: Path) -> None:
    content, code = FILES[name]
    (tmp_path / name).write_bytes(content)
    assert_one_line(kordon("brief", name, "--out", "brief", "--date", "2025-10-07", cwd=tmp_path), code, name)
    assert sorted(p.name for p in tmp_path.iterdir()) == [name]


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as stream:
        stream.write(b"trucks wait at the border. " * (50 * 2**20 // 27))
    assert_one_line(kordon("brief", "large.txt", "--out", "brief", cwd=tmp_path), 2, "large.txt", "MB")
    assert not (tmp_path / "brief").exists()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert_one_line(kordon("brief", "nothing.txt", cwd=tmp_path), 2, "nothing.txt")


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert_one_line(kordon("brief", "folder", cwd=tmp_path), 2, "folder")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/a", "http://localhost/a", "http://[::1]/a", "http://10.0.0.1/", "http://192.168.1.1/",
        "http://169.254.169.254/latest/", "http://0.0.0.0/", "http://2130706433/", "http://[::ffff:127.0.0.1]/",
        "ftp://example.org/a", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_a_url_that_must_not_be_fetched(url: str, tmp_path: Path) -> None:
    done = kordon("brief", url, "--out", "brief", cwd=tmp_path)
    assert_one_line(done, 2)
    assert b"root:" not in done.stdout + done.stderr


def test_a_url_that_does_not_answer(tmp_path: Path) -> None:
    assert_one_line(kordon("brief", "http://no-such-host.invalid/report", cwd=tmp_path), 2, "no-such-host.invalid")


@pytest.mark.parametrize("option", ["--date", "--as-of"])
def test_a_date_that_does_not_exist(option: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MADE_UP)
    assert_one_line(kordon("brief", "a.txt", option, "2025-02-30", cwd=tmp_path), 2, option, "2025-02-30")


def test_read_says_no_when_there_is_nothing(tmp_path: Path) -> None:
    assert_one_line(kordon("read", "-", "--date", "2025-10-07", cwd=tmp_path, stdin=MADE_UP.encode()), 1)


def test_an_unknown_command_and_an_unknown_option(tmp_path: Path) -> None:
    assert_one_line(kordon("breif", cwd=tmp_path), 2, "breif")
    assert_one_line(kordon("brief", "--nope", cwd=tmp_path), 2, "--nope")


def test_a_scenario_with_an_unknown_place(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(
        "id: s\nname: S\nmeasures:\n  - kind: closure\n    where: {posts: [syrym_mashtakov]}\n"
    )
    done = kordon("simulate", "s.yaml", cwd=tmp_path)
    assert_one_line(done, 2, "s.yaml", "syrym_mashtakov", "syrym_mashtakovo")


def test_a_scenario_with_a_date_that_does_not_exist(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(
        "id: s\nname: S\nmeasures:\n  - {kind: closure, where: {territories: [KZ]}, start: 2025-02-30}\n"
    )
    assert_one_line(kordon("simulate", "s.yaml", cwd=tmp_path), 2, "s.yaml", "2025-02-30")


@pytest.mark.parametrize(
    "args",
    [
        ("route", "Nowhereville-on-Sea", "Moscow", "--cargo", "general"),
        ("route", "Urumqi", "Moscow", "--cargo", "unobtainium"),
        ("route", "Urumqi", "Moscow", "--cargo", "general", "--on", "2025-13-01"),
        ("zones", "--as-of", "yesterday-ish"),
    ],
)
def test_queries_with_words_that_kordon_does_not_know(args: tuple[str, ...], tmp_path: Path) -> None:
    assert_one_line(kordon(*args, cwd=tmp_path), 2)


def test_an_existing_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "diary.txt").write_text("private")
    (tmp_path / "r.txt").write_text(
        "2025-10-16\nAbout 2,500 trucks are waiting at the Kazakhstan-Russia border, carriers said.\n"
    )
    assert_one_line(kordon("brief", "r.txt", "--out", "mine", cwd=tmp_path), 2, "mine")
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["diary.txt"]


def test_broken_gold_costs_one_line(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(
        '{"text": "Poti port was shut.", "claims": [{"type": "closure", "places": ["Poti"]}]}'
    )
    done = kordon("evaluate", "gold.jsonl", "--json", cwd=tmp_path)
    assert_one_line(done, 2, "gold.jsonl line 1", "places 1")


def test_a_line_break_in_a_file_name_stays_one_line(tmp_path: Path) -> None:
    name = "two\nlines.txt"
    (tmp_path / name).write_text("The border post of Dostyk was closed to lorries, customs said.")
    done = kordon("read", name, "--json", cwd=tmp_path)
    assert done.returncode == 0
    assert len(done.stderr.decode().splitlines()) == 1
    (tmp_path / name).write_text(MADE_UP)
    assert_one_line(kordon("read", name, "--date", "2026-01-05", cwd=tmp_path), 1, "two lines.txt")


def test_a_report_that_gives_nothing_beside_one_that_does_is_named(tmp_path: Path) -> None:
    (tmp_path / "queue.txt").write_text("The border post of Dostyk was closed to lorries, customs said.")
    (tmp_path / "choir.txt").write_text(MADE_UP)
    done = kordon("read", "queue.txt", "choir.txt", "--date", "2026-01-05", "--json", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr.decode().splitlines() == ["choir.txt: no claim about freight was found in it"]
    assert b"choir" not in done.stdout
