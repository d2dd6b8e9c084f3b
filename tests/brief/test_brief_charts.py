"""Charts: bars add up, ranges keep their order, axes are round."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import brief_samples as samples
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kordon.brief.charts import draw_chart, probability_bar, ticks
from kordon.brief.record import Brief
from kordon.brief.views import Bar, Chart

SVG = "{http://www.w3.org/2000/svg}"


@given(st.floats(-1e9, 0), st.floats(1e-3, 1e9))
def test_ticks_are_round_and_cover_the_range(low: float, high: float) -> None:
    found = ticks(low, high)
    assert found[0] <= low + 1e-6 * (high - low)
    assert found[-1] >= high - 1e-6 * (high - low)
    assert 2 <= len(found) <= 8


def test_stacked_bars_have_the_length_of_what_they_show(brief: Brief) -> None:
    chart = next(c for c in brief.charts if c.kind == "stacked")
    tree = ET.fromstring(draw_chart(chart))
    bars = [r for r in tree.iter(f"{SVG}rect") if r.find(f"{SVG}title") is not None]
    values = [v for bar in chart.bars for v in bar.values if v > 0]
    widths = [float(str(r.get("width"))) for r in bars]
    assert len(bars) == len(values)
    for width, value in zip(widths, values, strict=True):
        assert width / widths[0] == pytest.approx(value / values[0], rel=0.02)
    totals = [sum(r.displaced_t_day + r.unserved_t_day for r in o.cargo) for o in samples.outcomes()]
    assert [sum(b.values) for b in chart.bars] == pytest.approx(totals)


def test_a_gain_is_drawn_left_of_zero() -> None:
    chart = Chart(id="c", title="t", alt="a", kind="range", unit="USD a month",
                  bars=(Bar(label="loss", low=1e6, middle=2e6, high=4e6), Bar(label="gain", low=-3e6, middle=-2e6, high=-1e6)))  # fmt: skip
    tree = ET.fromstring(draw_chart(chart))
    loss, gain = (float(str(r.get("x"))) for r in tree.iter(f"{SVG}rect"))
    assert gain < loss


def test_long_labels_are_cut_before_they_meet_the_value() -> None:
    bar = Bar(label="a very long name " * 10, low=0, middle=1e6, high=2e6, text="USD 1 million to 2 million")
    text = draw_chart(Chart(id="c", title="t", alt="a", kind="range", unit="USD a month", bars=(bar,)))
    assert "…" in text


def test_probabilities_are_said_in_words_too() -> None:
    text = probability_bar({0: (0.2, 0.6, 0.2), 30: (0.5, 0.4, 0.1)}, "p")
    assert "now: open 20 %, restricted 60 %, closed 20 %" in text
    assert "30 d: open 50 %" in text
