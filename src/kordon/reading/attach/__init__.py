"""The sharing out of places, dates and figures to claims, by learned weights."""

from kordon.reading.attach.share import Sharing

__all__ = ["Sharing"]
