"""Ends that do not come: a lifting refused, ruled out or negated leaves what it would have ended in force."""

from __future__ import annotations

import re

from kordon.reading.lexicon import Hit
from kordon.reading.rules import View

STAYS = "stays in force"
"""In the reason of a status that no score overturns."""
_REACH, _FURTHER = 6.5, 9.0
"""Weighted distance over which a negation and a refusal reach an end in the same clause."""
_MARKS = frozenset(",;:—，；。")
_AND = frozenset(("and", "but", "then", "и", "но", "а", "және", "бірақ", "并", "並", "但"))
_NO_MORE_THAN = (
    "only", "later", "less", "fewer", "exclude", "excluded", "rule", "ruled",
    "только", "позднее", "позже", "менее", "меньше", "исключ", "отказ",
)  # fmt: skip
"""Words whose negation denies no end: 'not only lifted', 'not ruled out', 'не исключил отмены'."""
_CHINESE = re.compile(r"(?:不(?![少断斷久仅僅但过過]|排除|得不)|[没沒]|未(?![来來])|[无無](?=意|法|计划|計劃))")
_KAZAKH = re.compile(r"(?:[мбп][ае])(?:ды|ді|йды|йді|ған|ген|й|с|йтын|йтін|пты|пті)\w{0,4}$|м[ау]қ емес$")
"""Endings of a verb that is negated: 'алып тастамайды', 'тоқтатпады'."""


def undone(view: View, end: Hit) -> Hit | None:
    """Return the words that undo an end ('not', 'refused to', 'unlikely', 'бас тартты'), None where it comes."""
    for unwilling in view.concepts.get("UNWILLING", ()):
        if unwilling.last < end.first:
            if _reaches(view, unwilling.last, end.first, _FURTHER):
                return unwilling
        elif view.lang == "kk" and unwilling.first > end.last and _reaches(view, end.last, unwilling.first, _REACH):
            return unwilling
    if view.lang == "zh":
        return _chinese(view, end)
    if view.lang == "kk" and _KAZAKH.search(view.line[end.last].low):
        return Hit("NEGATION", end.last, end.last, view.line[end.last].low)
    for no in view.concepts.get("NEGATION", ()):
        after = view.line[no.last + 1].low if no.last + 1 < len(view.line) else ""
        if after.startswith(_NO_MORE_THAN):
            continue
        if no.last < end.first and _reaches(view, no.last, end.first, _REACH):
            return no
        if view.lang == "kk" and end.last < no.first and _reaches(view, end.last, no.first, 3.0):
            return no
    return None


def _reaches(view: View, first: int, last: int, reach: float) -> bool:
    """Whether two tokens stand in one clause, near one another and not joined by 'and' just before the later one."""
    if view.at[last] - view.at[first] > reach:
        return False
    between = view.line[first + 1 : last]
    return not any(t.text in _MARKS for t in between) and not any(t.low in _AND for t in between[-2:])


def _chinese(view: View, end: Hit) -> Hit | None:
    """Return the last character that negates a Chinese end: the six before it, in its clause."""
    first = max(0, end.first - 6)
    for k in range(end.first - 1, first - 1, -1):
        if view.line[k].text in _MARKS:
            return None
        if _CHINESE.match(view.text, view.line[k].start, view.line[end.last].end):
            return Hit("NEGATION", k, k, view.line[k].text)
    return None
