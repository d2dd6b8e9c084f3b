"""The small net that reads an article as a sequence and scores every place that a claim of it may take."""

from kordon.reading.sequence.layout import Layout, Offer, layout
from kordon.reading.sequence.net import Net, net

__all__ = ["Layout", "Net", "Offer", "layout", "net"]
