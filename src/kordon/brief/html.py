"""Lay a brief out as one self-contained HTML page: no script, no request, autoescaped."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kordon.brief.charts import draw_chart, probability_bar
from kordon.brief.maps import Drawn, draw_base, draw_map, shared_definitions
from kordon.brief.record import MARKS, Brief
from kordon.brief.words import counted, date_words, number
from kordon.world.basemap import read_basemap

RUN_IN = {
    "claimed": "Claimed.",
    "confirmed": "Confirmed.",
    "hit": "Hit.",
    "cost": "Cost.",
    "unknown": "Unknown.",
    "lead": "",
}
"""Bold words that open each sentence of the answer."""

SECTIONS = (
    ("claims", "Claims"),
    ("events", "Events"),
    ("checks", "Statement checks"),
    ("zones", "Zones"),
    ("scenarios", "Scenarios"),
    ("routes", "Ways round"),
    ("softening", "Softening"),
    ("unknown", "Not known"),
    ("sources", "Sources"),
    ("manifest", "Manifest"),
)
"""Sections of the page in their order: (anchor, name in the contents)."""


def render(brief: Brief, drawn: Drawn | None = None) -> str:
    """Return the page as text. Everything on it comes from the record; the template only places it.

    Hostile words of a report stay words: autoescape is on, the pictures escape their own text, and a content
    security policy in the head forbids every script and every request.
    """
    drawn = drawn or drawing(brief)
    environment = Environment(
        loader=PackageLoader("kordon.brief", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["date"] = date_words
    environment.globals["counted"] = counted
    environment.globals["number"] = number
    template = environment.get_template("brief.html.j2")
    return template.render(
        b=brief, marks=MARKS, shared=Markup(shared_definitions(drawn)), pictures=_pictures(brief, drawn),
        policy=drawn.policy, run_in=RUN_IN, sections=SECTIONS,
    )  # fmt: skip


def drawing(brief: Brief) -> Drawn:
    """Return the base map and network of a brief, projected once for page, PDF and picture files."""
    return draw_base(read_basemap(brief.viewpoint), brief.network)


def _pictures(brief: Brief, drawn: Drawn) -> Mapping[str, Markup]:
    pictures = {view.id: Markup(draw_map(view, drawn)) for view in brief.maps}
    pictures |= {chart.id: Markup(draw_chart(chart)) for chart in brief.charts}
    for i, zone in enumerate(brief.zones):
        pictures[zone.anchor] = Markup(probability_bar(zone.probabilities, f"probabilities-{i}"))
    return pictures
