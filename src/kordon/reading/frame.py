"""A report's own frame: opinion, official notice, company notice, else news."""

from __future__ import annotations

from kordon.model import ReportFrame
from kordon.reading.rules import View


def find_frame(views: list[View]) -> ReportFrame:
    """Return the frame of a text from its evaluative words, its first person and its attributions."""
    if not views:
        return "news"
    opinion = sum(len(view.concepts.get("OPINION", ())) for view in views)
    first = sum(1 for view in views for hit in view.concepts.get("FIRST", ()) if not _quoted(view, hit.first))
    attributed = sum(
        1
        for view in views
        if view.has("SAY", "ACCORDING", "CITING") and any(h.concept.startswith("SPK.") for h in view.hits)
    )
    n = len(views)
    if opinion + first >= 3 and (opinion + 0.7 * first) / n >= 0.3 and attributed / n < 0.35:
        return "opinion"
    return "news"


def _quoted(view: View, index: int) -> bool:
    """Whether a token stands inside quotation marks."""
    depth = 0
    for token in view.line[:index]:
        if token.text in "«“„":
            depth += 1
        elif token.text in "»”":
            depth -= 1
        elif token.text == '"':
            depth = 0 if depth else 1
    return depth > 0
