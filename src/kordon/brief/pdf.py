"""Lay a brief out as PDF with Typst: the same record, figures and pictures as the page, offline.

Words of a report reach Typst as data (JSON), never as Typst source, so nothing in them can be run. Only the fonts
inside the ``typst`` wheel are used, so that the same brief gives the same bytes on every machine; they hold Latin,
Greek and Cyrillic. Where a brief quotes Chinese, the fonts of the machine are let in as well.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from importlib import resources
from pathlib import Path

from kordon.brief.charts import draw_chart
from kordon.brief.html import RUN_IN
from kordon.brief.maps import Drawn, draw_map
from kordon.brief.record import MARKS, Brief
from kordon.brief.words import date_words

FONT = "Libertinus Serif"
"""The text face inside the typst wheel (SIL Open Font Licence)."""


def render_pdf(brief: Brief, drawn: Drawn) -> bytes:
    """Return the brief as PDF bytes."""
    import typst

    data = brief.model_dump(mode="json", by_alias=True)
    data["run_in"], data["policy"] = RUN_IN, drawn.policy
    data["marks"] = {kind: list(words) for kind, words in MARKS.items()}
    data["date_words"] = date_words(brief.as_of)
    text = json.dumps(data, ensure_ascii=False)
    folder = Path(tempfile.mkdtemp(prefix="kordon-pdf-"))
    try:
        (folder / "brief.json").write_text(text.encode("utf-8", "replace").decode(), encoding="utf-8")
        for view in brief.maps:
            picture = draw_map(view, drawn, alone=True, font=FONT)
            (folder / f"{view.id}.svg").write_text(picture, encoding="utf-8")
        for chart in brief.charts:
            (folder / f"{chart.id}.svg").write_text(draw_chart(chart, FONT), encoding="utf-8")
        source = resources.files("kordon.brief").joinpath("templates/brief.typ").read_bytes()
        (folder / "brief.typ").write_bytes(source)
        compiler = typst.Compiler(
            input=str(folder / "brief.typ"), root=str(folder), ignore_system_fonts=not _needs_more_fonts(text)
        )
        # the time stamp inside the file is the day of the brief, not the day of the run
        noon = _epoch(brief)
        pdf = compiler.compile(format="pdf", timestamp=noon)
        if not isinstance(pdf, bytes):
            raise TypeError("Typst gave no single PDF")
        return pdf
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _epoch(brief: Brief) -> int:
    import datetime as dt

    return int(dt.datetime.combine(brief.as_of, dt.time(12), dt.UTC).timestamp())


def _needs_more_fonts(text: str) -> bool:
    return any("\u2e80" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" or c >= "\U00020000" for c in text)
