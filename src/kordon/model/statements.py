"""What is checked of a report: statements beside the tables."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kordon.model.figures import Figure, Record, Span


class StatementCheck(Record):
    """One checkable statement of a report beside Kordon's tables."""

    id: str
    report: str
    span: Span
    claim: str = Field(default="", description="claim id, when the statement is also a claim")
    topic: str
    statement: str = Field(description="what the report says, in Kordon's own neutral words")
    verdict: Literal["supported", "contradicted", "outdated", "no source found", "opinion"]
    finding: str = Field(description="what the tables say")
    figures: tuple[Figure, ...] = ()
    sources: tuple[str, ...] = Field(default=(), description="'title or owner, date, URL', one a source")
