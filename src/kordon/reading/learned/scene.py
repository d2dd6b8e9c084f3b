"""A sentence before anything learnt is heard, and what a feature is."""

from __future__ import annotations

from dataclasses import dataclass

from kordon.model import ClaimType
from kordon.reading.rules import Candidate, View

Features = dict[str, tuple[int, int]]
"""Feature -> first and last token of the words that made it first; ``(-1, -1)`` for what no word made."""

NOWHERE = (-1, -1)


@dataclass(slots=True)
class Scene:
    """A sentence with what the rules make of it, before anything learnt is heard."""

    view: View
    proposed: list[Candidate]
    """Candidates after the tie-breaks."""
    raw: list[ClaimType]
    """Types of the candidates before them."""
    relevant: bool
    """Whether the gate of ``settle`` takes the sentence for one about freight."""
    by: str = "author"
    """Class of the source of the sentence, after the rules."""
