# ruff: noqa: E501
"""One unit of time without a number: 'lost a week', 'half an hour'."""

from __future__ import annotations

from kordon.reading.text import Token

_EN_ONE = {
    "week": ("days", 7.0), "fortnight": ("days", 14.0), "day": ("days", 1.0), "month": ("months", 1.0), "year": ("years", 1.0), "hour": ("hours", 1.0),
}  # fmt: skip
_EN_TAKING = frozenset(
    ("for", "lost", "lose", "loses", "takes", "took", "take", "taking", "wait", "waited", "waiting", "within", "least", "about", "another", "than", "nearly", "almost",
     "adds", "added", "adding", "add", "cost", "costs", "spend", "spent", "over", "under", "around", "roughly", "up")
)  # fmt: skip


def one_unit(line: list[Token], i: int, lang: str) -> tuple[float, str, str, int] | None:
    """Return (value, unit, of, last token) of one unit of time without a number: 'lost a week', 'half an hour'."""
    token = line[i]
    if lang == "en" and token.low in ("a", "an", "half") and i + 1 < len(line):
        half = token.low == "half"
        j = i + 2 if half and line[i + 1].low in ("a", "an") else i + 1
        if j >= len(line) or line[j].low not in _EN_ONE or (half and j == i + 1):
            return None
        lead = line[i - 1].low if i else ""
        after = line[j + 1].low if j + 1 < len(line) else ""
        if after in ("ago", "earlier", "before", "later", "on", "from") or (lead not in _EN_TAKING and not half):
            return None
        unit, value = _EN_ONE[line[j].low]
        if half and unit == "years":
            unit, value = "months", 12.0
        if half and unit == "hours":
            unit, value = "minutes", 60.0
        return value * (0.5 if half else 1.0), unit, "delay", j
    return None
