"""Draw small charts as SVG: stacked bars, ranges with a middle, bars of probabilities."""

from __future__ import annotations

import math
from collections.abc import Mapping

from kordon.brief.svg import FONT, ZONE_INK, tag, text_of, text_width
from kordon.brief.views import Chart
from kordon.brief.words import money, number, tonnes

WIDTH = 620
INK, SOFT, GRID = "#222", "#5b6570", "#d4d9de"
PALETTE = ("#1f4e79", "#d9822b", "#4c9a8a", "#a64d79", "#8c8c2e", "#6c757d", "#b8b8b8")
"""Series colours, apart in lightness as well as in hue; the table beside the chart says the same in words."""


def draw_chart(chart: Chart, font: str = FONT) -> str:
    """Return a chart as SVG."""
    return _stacked(chart, font) if chart.kind == "stacked" else _ranges(chart, font)


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Return round values that cover low..high, at most ``most`` + 1 of them (steps of 1, 2 or 5)."""
    span = max(high - low, 1e-9)
    raw = span / most
    scale = 10 ** math.floor(math.log10(raw))
    step = next(s * scale for s in (1, 2, 5, 10) if s * scale >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [step * i for i in range(first, last + 1)]


def _amount(value: float, unit: str) -> str:
    return money(value) if unit.startswith("USD") else tonnes(value) if unit == "t/day" else number(value)


def axis_scale(values: list[float], unit: str) -> tuple[float, str]:
    """Return what tick labels are divided by, and the unit of the axis with that scale in words."""
    size = max(abs(values[0]), abs(values[-1]))
    for factor, word in ((1e9, "billion"), (1e6, "million"), (1e3, "thousand")):
        if size >= 2 * factor:
            head, _, tail = unit.partition(" ")
            return factor, f"{head} {word} {tail}".strip() if head == "USD" else f"{word} {unit}"
    return 1.0, unit


def _frame(chart: Chart, height: float, body: str, font: str) -> str:
    head = tag("title", text_of(chart.title), id=f"{chart.id}-title")
    head += tag("desc", text_of(chart.alt), id=f"{chart.id}-desc")
    return tag(
        "svg", head + body, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {height:.0f}", role="img",
        aria_labelledby=f"{chart.id}-title {chart.id}-desc", font_family=font,
    )  # fmt: skip


def _axis(values: list[float], chart: Chart, bottom: float, top: float) -> str:
    lo, hi = values[0], values[-1]
    factor, unit = axis_scale(values, chart.unit)
    parts = []
    for i, value in enumerate(values):
        x = _at(value, lo, hi)
        parts.append(tag("path", d=f"M{x:.1f} {top:.1f}V{bottom:.1f}", stroke=INK if value == 0 else GRID))
        label = number(value / factor, 3).replace("-", "−")
        anchor = "start" if i == 0 else "end" if i == len(values) - 1 else "middle"
        parts.append(tag("text", text_of(label), x=x, y=bottom + 14, font_size=11, fill=SOFT, text_anchor=anchor))
    parts.append(
        tag("text", text_of(unit), x=WIDTH - 6, y=bottom + 29, font_size=11, fill=SOFT, text_anchor="end")
    )  # fmt: skip
    return "".join(parts)


def _at(value: float, low: float, high: float) -> float:
    return 6 + (WIDTH - 12) * (value - low) / (high - low)


def _stacked(chart: Chart, font: str) -> str:
    top, row = 8.0, 44.0
    most = max((sum(bar.values) for bar in chart.bars), default=1.0)
    values = ticks(0, most)
    bottom = top + row * len(chart.bars)
    parts = [_axis(values, chart, bottom, top)]
    for i, bar in enumerate(chart.bars):
        y = top + row * i
        parts.append(_label(bar.label, bar.text, y + 14))
        at = 0.0
        for j, value in enumerate(bar.values):
            if value <= 0:
                continue
            x0, x1 = _at(at, 0, values[-1]), _at(at + value, 0, values[-1])
            words = f"{chart.series[j]}: {_amount(value, chart.unit)}"
            parts.append(
                tag("rect", tag("title", text_of(words)), x=x0, y=y + 20, width=max(x1 - x0, 0.5), height=17,
                    fill=PALETTE[j % len(PALETTE)], stroke="#fff", stroke_width=0.7)
            )  # fmt: skip
            at += value
    x, y = 6.0, bottom + 48
    for j, name in enumerate(chart.series):
        width = text_width(name, 12) + 34
        if x + width > WIDTH:
            x, y = 6.0, y + 18
        parts.append(tag("rect", x=x, y=y - 10, width=12, height=12, fill=PALETTE[j % len(PALETTE)]))
        parts.append(tag("text", text_of(name), x=x + 17, y=y, font_size=12, fill=INK))
        x += width
    return _frame(chart, y + 8, "".join(parts), font)


def _ranges(chart: Chart, font: str) -> str:
    top, row = 8.0, 42.0
    ends = [[v for v in (bar.low, bar.middle, bar.high) if v is not None] or [0.0] for bar in chart.bars]
    lows, highs = [min(v) for v in ends], [max(v) for v in ends]
    values = ticks(min(0.0, *lows), max(0.0, *highs))
    bottom = top + row * len(chart.bars)
    parts = [_axis(values, chart, bottom, top)]
    for i, bar in enumerate(chart.bars):
        y = top + row * i
        parts.append(_label(bar.label, bar.text, y + 14))
        x0, x1 = _at(lows[i], values[0], values[-1]), _at(highs[i], values[0], values[-1])
        parts.append(tag("rect", x=x0, y=y + 22, width=max(x1 - x0, 1.0), height=11, fill="#a9c1d6", rx=2))
        if bar.middle is not None:
            x = _at(bar.middle, values[0], values[-1])
            parts.append(tag("path", d=f"M{x:.1f} {y + 19:.1f}v17", stroke="#1f4e79", stroke_width=3))
    return _frame(chart, bottom + 34, "".join(parts), font)


def _label(label: str, value: str, y: float) -> str:
    """Return label at the left and value at the right above a bar, the label shortened when they would meet."""
    room = WIDTH - 34 - 1.12 * text_width(value, 12.5)  # the value is bold
    while text_width(label, 12.5) > room and len(label) > 4:
        label = label[:-2].rstrip() + "…"
    halo = {"stroke": "#fff", "stroke_width": 3, "paint_order": "stroke"}
    return tag("text", text_of(label), x=10, y=y, font_size=12.5, fill=INK, **halo) + tag(
        "text", text_of(value), x=WIDTH - 6, y=y, font_size=12.5, fill=INK, font_weight=600, text_anchor="end", **halo
    )


def probability_bar(probabilities: Mapping[int, tuple[float, float, float]], ident: str) -> str:
    """Return one small bar a horizon: open, restricted, closed, told apart by lightness and by a printed share."""
    horizons = sorted(probabilities)
    width, row = 170, 15
    parts = []
    words = []
    for i, horizon in enumerate(horizons):
        y, x = row * i, 34.0
        name = "now" if horizon == 0 else f"{horizon} d"
        parts.append(tag("text", name, x=0, y=y + 11, font_size=10.5, fill=SOFT))
        shares = probabilities[horizon]
        for value, fill in zip(shares, ("#cfe6cf", "#d9d9d9", ZONE_INK["red"]), strict=True):
            wide = 100 * value
            parts.append(tag("rect", x=x, y=y + 2, width=wide, height=11, fill=fill))
            x += wide
        parts.append(tag("rect", x=34, y=y + 2, width=100, height=11, fill="none", stroke="#8a8a8a", stroke_width=0.6))
        parts.append(tag("text", f"{100 * shares[0]:.0f} %", x=140, y=y + 11, font_size=10.5, fill=INK))
        words.append(
            f"{name}: open {100 * shares[0]:.0f} %, restricted {100 * shares[1]:.0f} %, closed {100 * shares[2]:.0f} %"
        )
    body = tag("title", text_of("; ".join(words)), id=f"{ident}-title") + "".join(parts)
    return tag(
        "svg", body, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width} {row * len(horizons)}", role="img",
        aria_labelledby=f"{ident}-title", width=width, height=row * len(horizons), class_="probabilities",
    )  # fmt: skip
