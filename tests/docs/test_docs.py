"""The documentation runs: Python blocks are executed, console blocks are compared with what the command prints.

A page is one namespace: its Python blocks run in order. In a ``console`` block a line that starts with ``$`` is a
command; the lines after it are its output, where ``...`` stands for anything. A command without output below it must
only succeed.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from kordon.cli import COMMANDS, cli

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path, language: str) -> list[str]:
    return [body for lang, body in FENCE.findall(page.read_text(encoding="utf-8")) if lang == language]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_blocks_run(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    namespace: dict[str, object] = {"__name__": "docs"}
    for number, block in enumerate(blocks(page, "python"), start=1):
        code, _, expected = block.partition("\n# prints\n")
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            exec(compile(code, f"{page.name}, block {number}", "exec"), namespace)
        if expected:
            wanted = "\n".join(line.removeprefix("#").removeprefix(" ") for line in expected.splitlines())
            assert matches(wanted, output.getvalue()), f"{page.name}, block {number} printed:\n{output.getvalue()}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_console_blocks_run(page: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    for block in blocks(page, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, expected = part.partition("\n")
            words = [w.replace("OUT", str(tmp_path / "out")) for w in shlex.split(command, comments=True)]
            if words[0] == "./do":
                continue  # the two commands of the README run in CI themselves
            assert words[0] == "kordon", f"{page.name}: only kordon commands can be checked, not {command!r}"
            result = CliRunner().invoke(cli, words[1:], catch_exceptions=False)
            assert result.exit_code == 0, f"{page.name}: {command!r} exits {result.exit_code}: {result.output}"
            if expected.strip():
                assert matches(expected, result.stdout), f"{page.name}: {command!r} printed:\n{result.stdout}"


def matches(expected: str, output: str) -> bool:
    """Whether output is as expected, with ``...`` for anything and white space folded."""
    parts = [re.escape(" ".join(part.split())) for part in expected.split("...")]
    return re.search(r".*?".join(p.replace(r"\ ", r"\s+") for p in parts), " ".join(output.split())) is not None


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_documented(name: str) -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert f"kordon {name}" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there"
