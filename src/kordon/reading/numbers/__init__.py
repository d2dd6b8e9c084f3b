"""Quantities: numbers in digits and words, multipliers, ranges, bounds, units, what they measure, per which period."""

from kordon.reading.numbers.amount import Amount
from kordon.reading.numbers.find import amounts, recounted
from kordon.reading.numbers.values import number_value

__all__ = ["Amount", "amounts", "number_value", "recounted"]
