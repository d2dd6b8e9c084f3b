"""Risk: claims and sourced events to the probability that a territory, post or corridor is open, restricted or closed.

>>> from kordon.risk import weigh
"""

from kordon.risk.zones import weigh

__all__ = ["weigh"]
