"""Place names by a spaCy pipeline that the user has installed, for claims whose place our own tables do not know.

``KORDON_SPACY_MODEL`` names the pipeline (for instance ``ru_core_news_sm``); nothing is downloaded.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from kordon.errors import LookupFailed
from kordon.model import Report
from kordon.plugins import Suggestion

_LABELS = frozenset(("GPE", "LOC", "FAC"))
_LONGEST = 200_000


class SpacyNames:
    """An :class:`kordon.plugins.Extractor` that only names places."""

    def __init__(self, *, model: str = "", pipeline: Any = None) -> None:
        self.model = model or os.environ.get("KORDON_SPACY_MODEL", "")
        self._pipeline = pipeline
        if pipeline is None and not self.model:
            raise LookupFailed("no spaCy pipeline is named", where="--extractor spacy", mend="set KORDON_SPACY_MODEL")

    def suggest(self, report: Report) -> Sequence[Suggestion]:
        """Return the places of each sentence by the pipeline's entities GPE, LOC and FAC."""
        pipeline = self._load()
        found: dict[tuple[int, int], list[str]] = {}
        for entity in pipeline(report.text[:_LONGEST]).ents:
            if entity.label_ in _LABELS:
                sentence = entity.sent
                found.setdefault((sentence.start_char, sentence.end_char), []).append(entity.text)
        return [Suggestion(report.text[a:b].strip(), places=tuple(dict.fromkeys(v))) for (a, b), v in found.items()]

    def _load(self) -> Any:
        if self._pipeline is None:
            try:
                import spacy
            except ImportError:
                raise LookupFailed(
                    "spaCy is not installed", where="--extractor spacy", mend="pip install spacy and a pipeline"
                ) from None
            try:
                self._pipeline = spacy.load(self.model)
            except OSError:
                raise LookupFailed(
                    f"spaCy has no pipeline {self.model!r}",
                    where="KORDON_SPACY_MODEL",
                    mend="install it; nothing is downloaded",
                ) from None
        return self._pipeline
