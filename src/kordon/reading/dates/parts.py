# ruff: noqa: E501
"""Parts of a period and its relation to today, as four languages say them: 'начало', 'late', 'соңы', '上旬'; 'прошлый', 'next'."""

from __future__ import annotations

import datetime as dt
import re

from kordon.reading.dates.days import add_months
from kordon.reading.dates.when import Context

_LAST = re.compile(
    r"прошл|прошедш|минувш|предыдущ|last|past|the past|previous|the previous|өткен|былтыр|бұрнағы|алдыңғы|去|上"
)
_NEXT = re.compile(
    r"следующ|будущ|ближайш|предстоящ|грядущ|наступающ|next|coming|following|келесі|келер|алдағы|таяу|明|来|來|下|次|翌"
)
_START = re.compile(r"нач|early|start|begin|opening|turn|бас|алғашқы|初|年初|月初")
_MIDDLE = re.compile(r"серед|mid|орта|[年月周季]?中")
_END = re.compile(
    r"кон[це]|исход|late|end|close|closing|latter|tail|final days|last days|соң|аяғ|底|末|年底|年末|月底|月末"
)
_FIFTH = re.compile(
    r"перв\w+ (?:полов|декад|числ|недел|дн)|first (?:half|ten|10|days|week|fortnight)|opening|"
    r"бірінші|алғашқы|上旬|上半月|第一周"
)
_WEEKS = (
    (re.compile(r"втор\w+ недел|second week|екінші апта|第二周"), 8),
    (re.compile(r"трет\w+ недел|third week|үшінші апта|第三周"), 15),
    (re.compile(r"четверт\w+ недел|fourth week|төртінші апта|第四周"), 22),
)
_FIFTEENTH = re.compile(r"втор\w+ декад|десятых|екінші (?:онкүнді|декада)|中旬")
_TWENTY_FIFTH = re.compile(
    r"втор\w+ полов|трет\w+ декад|последн\w+ (?:декад|числ|недел|дн)|двадцатых|20-х|second half|fourth week|last week|final week|"
    r"үшінші (?:онкүнді|декада)|екінші жартыс|соңғы|下旬|下半月|第四周|最后一周"
)


def plain(part: str) -> str:
    """Return a part without its article."""
    return part.removeprefix("the ").removeprefix("very ").strip()


def third_of(part: str) -> int:
    """Return 5, 15 or 25 for the part of a month that words name, 0 for the whole of it."""
    part = plain(part)
    if not part:
        return 0
    for pattern, day in (
        *_WEEKS,
        (_FIFTH, 5),
        (_FIFTEENTH, 15),
        (_TWENTY_FIFTH, 25),
        (_START, 5),
        (_MIDDLE, 15),
        (_END, 25),
    ):
        if pattern.match(part):
            return day
    return 0


def is_start(part: str) -> bool:
    """Whether a part is the beginning of a period."""
    return bool(_START.match(plain(part)))


def is_end(part: str) -> bool:
    """Whether a part is the end of a period."""
    return bool(_END.match(plain(part)))


def is_middle(part: str) -> bool:
    """Whether a part is the middle of a period."""
    return bool(_MIDDLE.match(plain(part)))


def is_until(c: Context) -> bool:
    """Whether the words bound an end ('до конца 2027 года', 'by the end of next year')."""
    return c.bound in ("until", "before", "by")


def shift_of(rel: str) -> int:
    """Return -1, 0 or 1 for the period before, this one and the next; -2 for 'позапрошлый' and '上上'."""
    if rel.startswith(("позапрошл", "上上")):
        return -2
    if rel.startswith("下下"):
        return 2
    return -1 if _LAST.match(rel.removeprefix("the ")) else 1 if _NEXT.match(rel.removeprefix("the ")) else 0


def year_shift(rel: str) -> int:
    """Return the difference in years that words name."""
    if rel.startswith(("前年", "позапрошл", "бұрнағы")):
        return -2
    if rel.startswith(("后年", "後年")):
        return 2
    return shift_of(rel)


def add_shift(day: dt.date, rel: str) -> dt.date:
    """Return the first day of the month that words name relative to a day's."""
    return add_months(day, shift_of(rel))
