"""Kordon: a workbench for freight corridors under strain.

The names below load on first use (PEP 562), so that importing Kordon costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_LAZY = {
    "Brief": "kordon.brief.record",
    "Claim": "kordon.model",
    "Event": "kordon.model",
    "KordonError": "kordon.errors",
    "Measure": "kordon.model",
    "Network": "kordon.world.network",
    "Outcome": "kordon.model",
    "Report": "kordon.model",
    "Scenario": "kordon.model",
    "UserError": "kordon.errors",
    "Workspace": "kordon.workspace",
    "World": "kordon.world",
    "Zone": "kordon.model",
    "load_world": "kordon.world",
}

__all__ = ["__version__", *sorted(_LAZY)]

if TYPE_CHECKING:
    from kordon.brief.record import Brief as Brief
    from kordon.errors import KordonError as KordonError
    from kordon.errors import UserError as UserError
    from kordon.model import Claim as Claim
    from kordon.model import Event as Event
    from kordon.model import Measure as Measure
    from kordon.model import Outcome as Outcome
    from kordon.model import Report as Report
    from kordon.model import Scenario as Scenario
    from kordon.model import Zone as Zone
    from kordon.workspace import Workspace as Workspace
    from kordon.world import World as World
    from kordon.world import load_world as load_world
    from kordon.world.network import Network as Network


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module 'kordon' has no attribute {name!r}")
    value = getattr(importlib.import_module(_LAZY[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
