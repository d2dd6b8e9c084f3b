"""The world: its tables, the Network built from them, cargo, demand and rules.

``load_world()`` is the door; everything else is reached through the :class:`World` it returns.
"""

from __future__ import annotations

from kordon.world.load import World, load_world

__all__ = ["World", "load_world"]
