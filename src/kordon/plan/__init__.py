"""Plan: lawful ways round, and what would soften a scenario.

>>> from kordon.plan import find_routes
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kordon.plan.examples import Consignment, Roundabout, example_consignments, ways_round
    from kordon.plan.routes import find_routes
    from kordon.plan.soften import mitigate

__all__ = ["Consignment", "Roundabout", "example_consignments", "find_routes", "mitigate", "ways_round"]

_HOME = {
    "Consignment": "examples", "Roundabout": "examples", "example_consignments": "examples", "ways_round": "examples",
    "find_routes": "routes", "mitigate": "soften",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: a route query needs no simulation."""
    if name in _HOME:
        import importlib

        return getattr(importlib.import_module(f"kordon.plan.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
