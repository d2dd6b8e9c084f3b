"""Write SVG: escaped text, compact paths, patterns that tell green, grey and red apart without colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from numpy.typing import NDArray

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', 'DejaVu Sans', sans-serif"

ZONE_BASE: Mapping[str, str] = {"green": "#d5ead3", "grey": "#e6e6e6", "red": "#f6cfc9"}
"""Background of each zone."""

ZONE_INK: Mapping[str, str] = {"green": "#1d6b2c", "grey": "#4d4d4d", "red": "#a31d12"}
"""Ink of each zone: text and pattern, at least 5.5:1 on white."""

ZONE_WORD: Mapping[str, str] = {"green": "green: plain", "grey": "grey: dotted", "red": "red: hatched"}


def text_of(value: str) -> str:
    """Return text safe inside an element; control characters that XML forbids are dropped."""
    return escape("".join(c for c in value if c in "\t\n" or (ord(c) >= 32 and not 0xD800 <= ord(c) <= 0xDFFF)))


def tag(name: str, content: str = "", /, **attributes: object) -> str:
    """Return an element. Underscores in attribute names become hyphens; None drops the attribute.

    ``content`` is markup: give text through :func:`text_of`.
    """
    words = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(text_of_number(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{words}>{content}</{name}>" if content else f"<{name}{words}/>"


def text_of_number(value: object) -> str:
    """Return an attribute value; floats get at most two decimals, so that bytes do not hang on rounding noise."""
    if isinstance(value, float):
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        return "0" if text in ("-0", "") else text
    return str(value)


def path_of(points: NDArray[np.float64], *, closed: bool = False) -> str:
    """Return path data through points rounded to whole units, as relative steps."""
    grid = np.rint(points).astype(np.int64)
    if len(grid) == 0:
        return ""
    steps = np.diff(grid, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    if len(steps) == 0:
        return ""
    moves = "".join(f"{_signed(dx)}{_signed(dy)}" for dx, dy in steps.tolist()).removeprefix(" ")
    return f"M{grid[0, 0]} {grid[0, 1]}l{moves}" + ("z" if closed else "")


def _signed(value: int) -> str:
    return f" {value}" if value >= 0 else str(value)


def paths_of(lines: Iterable[NDArray[np.float64]], *, closed: bool = False) -> str:
    """Return path data of several lines; each starts with an absolute move."""
    return "".join(path_of(line, closed=closed) for line in lines)


def patterns(prefix: str, px: float) -> str:
    """Return the zone patterns, scaled so that dots and hatches have the size of ``px`` units a pixel."""
    side = 7 * px
    dots = tag("rect", width=side, height=side, fill=ZONE_BASE["grey"]) + tag(
        "circle", cx=side / 2, cy=side / 2, r=0.85 * px, fill="#8a8a8a"
    )
    hatch = tag("rect", width=side, height=side, fill=ZONE_BASE["red"]) + tag(
        "path", d=f"M0 {text_of_number(side / 2)}H{text_of_number(side)}", stroke="#c4544a", stroke_width=1.5 * px
    )
    return tag(
        "pattern", dots, id=f"{prefix}-grey", width=side, height=side, patternUnits="userSpaceOnUse"
    ) + tag(
        "pattern", hatch, id=f"{prefix}-red", width=side, height=side, patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )  # fmt: skip


def zone_fill(prefix: str, colour: str) -> str:
    """Return the fill of a zone: plain for green, the pattern for the others."""
    return ZONE_BASE["green"] if colour == "green" else f"url(#{prefix}-{colour})"


def text_width(text: str, size: float) -> float:
    """Return the width of a text in a sans-serif face, near enough to keep labels apart."""
    narrow = sum(1 for c in text if c in "iljtfrI.,'|() ")
    wide = sum(1 for c in text if c in "mwMW@%" or ord(c) > 0x2E80)
    return size * (0.6 * (len(text) - narrow - wide) + 0.36 * narrow + 0.98 * wide)
