"""Outcome and evidence in, one brief out: a record first, then page, PDF, tables and pictures laid out from it."""

from __future__ import annotations

from typing import Any

from kordon.brief.compose import compose
from kordon.brief.record import Brief
from kordon.brief.write import write

__all__ = ["Brief", "check_statements", "compose", "write"]


def __getattr__(name: str) -> Any:
    if name == "check_statements":
        from kordon.brief.statements import check_statements

        return check_statements
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
