"""Keep names and markers of a map apart: greedy placing by priority, nothing drawn over something else."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Box = tuple[float, float, float, float]
"""left, top, right, bottom."""


@dataclass
class Canvas:
    """What is already taken on a map. ``frame`` is the drawing area; nothing is placed outside it."""

    frame: Box
    taken: list[Box] = field(default_factory=list)

    def free(self, box: Box) -> bool:
        """Return whether a box lies inside the frame and touches nothing."""
        left, top, right, bottom = box
        if left < self.frame[0] or top < self.frame[1] or right > self.frame[2] or bottom > self.frame[3]:
            return False
        return all(
            right <= other[0] or left >= other[2] or bottom <= other[1] or top >= other[3] for other in self.taken
        )

    def take(self, box: Box) -> None:
        """Mark a box as taken."""
        self.taken.append(box)

    def place_name(
        self, x: float, y: float, width: float, height: float, gap: float
    ) -> tuple[float, float, str] | None:
        """Return baseline position and anchor for a name beside a point, or None when there is no room.

        Tried in the order that map readers prefer (Imhof 1975): right and above, right, left, above, below.
        """
        up, mid, down = y - gap * 0.6, y + height * 0.35, y + height + gap * 0.6
        for anchor, px, py in (
            ("start", x + gap, up), ("start", x + gap, mid), ("start", x + gap, down), ("end", x - gap, mid),
            ("end", x - gap, up), ("end", x - gap, down), ("middle", x, y - gap), ("middle", x, y + gap + height * 0.8),
        ):  # fmt: skip
            left = px if anchor == "start" else px - width if anchor == "end" else px - width / 2
            box = (left, py - height * 0.85, left + width, py + height * 0.25)
            if self.free(box):
                self.take(box)
                return px, py, anchor
        return None

    def place_marker(self, x: float, y: float, radius: float) -> tuple[float, float]:
        """Return where a marker goes: on its point, or nearby on a spiral when another marker is there."""
        for k in range(90):
            turn, reach = 2.39996 * k, radius * 0.62 * math.sqrt(k) * 1.25
            cx, cy = x + reach * math.cos(turn), y + reach * math.sin(turn)
            box = (cx - radius, cy - radius, cx + radius, cy + radius)
            if self.free(box):
                self.take(box)
                return cx, cy
        self.take((x - radius, y - radius, x + radius, y + radius))
        return x, y


def inside(ring: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which points lie inside a closed ring (crossing rule)."""
    x, y = points[:, :1], points[:, 1:]
    x0, y0 = ring[:-1, 0][None, :], ring[:-1, 1][None, :]
    x1, y1 = ring[1:, 0][None, :], ring[1:, 1][None, :]
    spans = (y0 > y) != (y1 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = x0 + (y - y0) * (x1 - x0) / (y1 - y0)
    hits: NDArray[np.bool_] = (np.count_nonzero(spans & (x < at), axis=1) % 2).astype(np.bool_)
    return hits


def roomiest(
    ring: NDArray[np.float64], frame: Box, width: float, height: float, columns: int = 32, rows: int = 20
) -> list[tuple[float, float]]:
    """Return centres at which a name of that size lies inside a territory and the frame, the roomiest first."""
    left = max(frame[0], float(ring[:, 0].min()))
    right = min(frame[2], float(ring[:, 0].max()))
    top = max(frame[1], float(ring[:, 1].min()))
    bottom = min(frame[3], float(ring[:, 1].max()))
    if right - left < width or bottom - top < height:
        return []
    xs = np.linspace(left, right, columns)
    ys = np.linspace(top, bottom, rows)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    mask = inside(ring, grid).reshape(rows, columns)
    found: list[tuple[float, float, float]] = []
    for r in range(rows):
        for start, stop in _runs(mask[r]):
            run = xs[stop] - xs[start]
            if run >= width:
                middle = (start + stop) // 2
                depth = _depth(mask[:, middle], r) * (ys[1] - ys[0]) if rows > 1 else 0.0
                if depth >= height / 2:
                    found.append(
                        (-min(run / width, 2 * depth / height), float((xs[start] + xs[stop]) / 2), float(ys[r]))
                    )
    return [(x, y) for _, x, y in sorted(found)[:5]]


def _runs(row: NDArray[np.bool_]) -> Sequence[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], row, [False]]).astype(np.int8)))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _depth(column: NDArray[np.bool_], at: int) -> int:
    """Return how many cells above and below a cell are inside, the smaller of both sides."""
    up = down = 0
    while at - up - 1 >= 0 and column[at - up - 1]:
        up += 1
    while at + down + 1 < len(column) and column[at + down + 1]:
        down += 1
    return min(up, down)
