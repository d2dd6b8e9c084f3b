# ruff: noqa: E501
"""Dates in a sentence, resolved against the publication date by our own rules; what cannot be resolved stays empty.

Each language has a module of patterns; a pattern is named for the resolver that reads its parts. A resolver turns parts
into days; precision is day, third (5th, 15th, 25th), month or year. What bounds an expression ('since', 'до', '起') is read
from the words beside it.
"""

from kordon.reading.dates.days import month_number, safe_date
from kordon.reading.dates.find import find_dates
from kordon.reading.dates.holidays import holidays
from kordon.reading.dates.when import Role, When

__all__ = ["Role", "When", "find_dates", "holidays", "month_number", "safe_date"]
