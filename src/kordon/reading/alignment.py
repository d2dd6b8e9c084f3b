# ruff: noqa: E501
"""Which claim that was read answers which label: pairs of one type, the most alike first, and when two slots are the same."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

from kordon.model import Claim

_NEAR_KM = 60.0


def align(labels: Sequence[dict[str, Any]], claims: Sequence[Claim], text: str) -> list[tuple[int, int]]:
    """Return pairs (gold, read) of the same type, the most alike first, each used once."""
    scored = []
    for g, label in enumerate(labels):
        for p, claim in enumerate(claims):
            if label.get("type") == claim.type:
                scored.append((-_likeness(label, claim, text), g, p))
    used_gold: set[int] = set()
    used_read: set[int] = set()
    out = []
    for _, g, p in sorted(scored):
        if g not in used_gold and p not in used_read:
            used_gold.add(g)
            used_read.add(p)
            out.append((g, p))
    return sorted(out)


def _likeness(label: dict[str, Any], claim: Claim, text: str) -> float:
    score = 0.0
    gold_places = label.get("places") or []
    score += sum(any(same_place(g, p.model_dump()) for p in claim.places) for g in gold_places) / max(
        1, len(gold_places)
    )
    gold_q = label.get("quantities") or []
    score += sum(any(same_quantity(g, q.model_dump()) for q in claim.quantities) for g in gold_q) / max(1, len(gold_q))
    score += (label.get("start") or None) == (claim.start.isoformat() if claim.start else None)
    score += 0.5 * (label.get("status") == claim.status)
    span = (label.get("evidence") or {}).get("sentence")
    if span:
        a, b = claim.evidence["sentence"]
        score += 2.0 * (max(a, span[0]) < min(b, span[1]))
    elif label.get("quote"):
        at = text.find(label["quote"])
        a, b = claim.evidence["sentence"]
        score += 2.0 * (at >= 0 and max(a, at) < min(b, at + len(label["quote"])))
    return score


def same_place(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether two places are one: same state for countries; same id, name or within 60 km for the rest."""
    kinds = {
        gold.get("kind") or ("country" if not gold.get("lat") and len(gold.get("name") or "") == 2 else ""),
        found.get("kind"),
    }
    if "country" in kinds:
        return (
            bool(gold.get("cc"))
            and gold.get("cc") == found.get("cc")
            and (gold.get("kind") or "country") == found.get("kind")
        )
    if gold.get("id") and gold.get("id") == found.get("id"):
        return True
    a, b = (
        str(gold.get("name") or "").casefold().replace("ё", "е"),
        str(found.get("name", "")).casefold().replace("ё", "е"),
    )
    if a and b and (a == b or (len(a) > 4 and a in b) or (len(b) > 4 and b in a) or _han(a, b)):
        return True
    if None not in (gold.get("lat"), gold.get("lon"), found.get("lat"), found.get("lon")):
        p, q = math.radians(gold["lat"]), math.radians(found["lat"])
        h = (
            math.sin((q - p) / 2) ** 2
            + math.cos(p) * math.cos(q) * math.sin(math.radians(found["lon"] - gold["lon"]) / 2) ** 2
        )
        return 12742.0 * math.asin(min(1.0, math.sqrt(h))) <= _NEAR_KM
    return False


def _han(a: str, b: str) -> bool:
    """Whether one of two Chinese names contains the other ('满洲里' and '满洲里口岸')."""
    return min(len(a), len(b)) > 1 and "\u3400" <= a[0] <= "\u9fff" and (a in b or b in a)


def same_quantity(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    """Whether two quantities are one: the same unit, the same figure or range within half a percent."""
    if gold.get("unit") != found.get("unit"):
        return False
    a, b = gold.get("value"), found.get("value")
    if a is None or b is None:
        return a is b
    pairs = zip(a if isinstance(a, (list, tuple)) else [a], b if isinstance(b, (list, tuple)) else [b], strict=False)
    if isinstance(a, (list, tuple)) != isinstance(b, (list, tuple)):
        return False
    return all(abs(x - y) <= 0.005 * max(abs(x), abs(y), 1e-9) for x, y in pairs)


def same_day(gold: str | None, found: dt.date | None, precision: str | None) -> bool:
    """Whether a day found is the labelled one, as closely as the label's precision asks."""
    if gold is None or found is None:
        return False
    day = dt.date.fromisoformat(gold)
    slack = {"day": 0, "third": 6, "month": 0, "year": 0}.get(precision or "day", 0)
    if precision == "month":
        return (day.year, day.month) == (found.year, found.month)
    if precision == "year":
        return day.year == found.year
    return abs((day - found).days) <= slack
