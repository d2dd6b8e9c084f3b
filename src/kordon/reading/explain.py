"""Why a slot holds what it holds: the rule or lexicon entry behind each slot of a claim."""

from __future__ import annotations

from typing import Any

from kordon.model import Claim, Report
from kordon.reading.reader import trace


def explain(report: Report, claim: Claim) -> dict[str, Any]:
    """Return, for each filled slot of a claim, the rule or lexicon entry that filled it, with the words quoted."""
    for item in _traced(report):
        if item.claim.id == claim.id:
            return dict(item.why)
    return {"type": "an extractor suggested it; its words stand in the text and were read again by the rules"}


_last: tuple[str, tuple[Any, ...]] | None = None


def _traced(report: Report) -> tuple[Any, ...]:
    """Trace a report once for all its claims."""
    global _last
    key = f"{report.id}:{report.lang}:{report.published}:{report.frame}:{report.text}"
    if _last is None or _last[0] != key:
        _last = (key, trace(report))
    return _last[1]
