# ruff: noqa: E501
"""A quantity of a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity in a sentence: value in base units, the tokens it covers, its offsets, and the entries that made it."""

    value: float | tuple[float, float]
    unit: str
    qual: str | None
    of: str
    period: str | None
    first: int
    last: int
    start: int
    end: int
    why: str


def tidy(value: float) -> float:
    """Return a value without the dust of binary arithmetic."""
    return float(f"{value:.12g}")
