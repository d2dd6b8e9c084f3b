"""Write a brief to a folder, whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path

from kordon.brief.charts import draw_chart
from kordon.brief.html import drawing, render
from kordon.brief.maps import draw_map
from kordon.brief.record import Brief
from kordon.brief.tables import write_tables
from kordon.errors import UserError

SUMS = "SHA256SUMS"
"""List of the files of a brief with their hashes: what makes a folder Kordon's, and what a rebuild is held against."""


def write(brief: Brief, out_dir: Path | str, *, pdf: bool = False) -> Path:
    """Return the path of ``brief.html`` in ``out_dir``, with the data and pictures beside it.

    Everything is written to a folder beside the target, which then takes its place: a failure leaves nothing
    half-written. A folder that holds an earlier brief is replaced, files of yours in it are kept. Raises
    :class:`kordon.errors.UserError` for a target that is a file, cannot be written, or holds other things.
    """
    target = Path(out_dir).absolute()
    known = _check(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise UserError(
            f"the folder cannot be written ({error.strerror})", where=str(out_dir), mend="give another --out"
        ) from error
    try:
        _fill(brief, fresh, pdf=pdf)
        _keep(target, fresh, known)
        fresh.chmod(0o755)
        _swap(fresh, target)
    except OSError as error:
        raise UserError(
            f"the brief cannot be written ({error.strerror})", where=str(out_dir), mend="give another --out"
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Path(out_dir) / "brief.html"


def _fill(brief: Brief, folder: Path, *, pdf: bool) -> None:
    drawn = drawing(brief)
    _text(folder / "brief.html", render(brief, drawn))
    data = brief.model_dump(mode="json", by_alias=True)
    _text(folder / "brief.json", json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n")
    write_tables(brief, folder)
    pictures = folder / "pictures"
    pictures.mkdir()
    for view in brief.maps:
        _text(pictures / f"{view.id}.svg", draw_map(view, drawn, alone=True) + "\n")
    for chart in brief.charts:
        _text(pictures / f"{chart.id}.svg", draw_chart(chart) + "\n")
    if pdf:
        from kordon.brief.pdf import render_pdf

        (folder / "brief.pdf").write_bytes(render_pdf(brief, drawn))
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    sums = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(folder).as_posix()}\n" for p in files]
    _text(folder / SUMS, "".join(sums))


def _text(path: Path, text: str) -> None:
    # lone surrogates can come in with broken input; they have no UTF-8 form
    path.write_text(text.encode("utf-8", "replace").decode("utf-8"), encoding="utf-8", newline="\n")


def _check(target: Path) -> frozenset[str]:
    """Return the files of an earlier brief in the target; refuse a target that is not ours to replace."""
    if not os.path.lexists(target):
        return frozenset()
    if not target.is_dir():
        raise UserError("is a file, not a folder", where=str(target), mend="give another --out")
    try:
        if not any(target.iterdir()):
            return frozenset()
        lines = (target / SUMS).read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    files = frozenset(line.partition("  ")[2] for line in lines)
    if "brief.html" not in files:
        raise UserError(
            "the folder holds files that are not a brief of Kordon's", where=str(target),
            mend="give another --out or empty it",
        )  # fmt: skip
    return files | {SUMS}


def _keep(target: Path, fresh: Path, known: frozenset[str]) -> None:
    """Carry over what the user put beside an earlier brief."""
    if not known:
        return
    for path in sorted(target.rglob("*")):
        name = path.relative_to(target).as_posix()
        goal = fresh / name
        if path.is_file() and name not in known and not goal.exists():
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, goal)


def _swap(fresh: Path, target: Path) -> None:
    if not os.path.lexists(target):
        fresh.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    old.rmdir()
    target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        with contextlib.suppress(OSError):
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
