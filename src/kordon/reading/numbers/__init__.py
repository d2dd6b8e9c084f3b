"""Quantities: numbers in digits and words, their ranges, bounds, units and periods; codes that name goods."""

from kordon.reading.numbers.amount import Amount
from kordon.reading.numbers.codes import codes
from kordon.reading.numbers.find import amounts, recounted
from kordon.reading.numbers.values import number_value

__all__ = ["Amount", "amounts", "codes", "number_value", "recounted"]
