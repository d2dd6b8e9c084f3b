"""Chinese numbers and measure words: 两万三千, 四五天, 三百余起, 一成五, 四分之一."""

from __future__ import annotations

import re

from kordon.reading.numbers.values import DASHES, number_value
from kordon.reading.text import Token

_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "兩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8}
_VAGUE = "多余餘来來"


def chinese(line: list[Token], i: int, text: str) -> tuple[float, int, float | None] | None:
    """Return (value, next index, upper end of a range or None) of a Chinese number at token ``i``."""
    pair = _neighbours(line, i)
    if pair is not None:
        return pair
    first = one(line, i)
    if first is None:
        return None
    value, j = first
    if (
        j + 2 < len(line)
        and line[j].text == "%"
        and line[j + 1].text in "至到"
        and not (i and line[i - 1].text in "从從由自")
        and (top := one(line, j + 2)) is not None
        and top[0] > value
        and top[1] < len(line)
        and line[top[1]].text == "%"
    ):
        return value, top[1], top[0]  # '上涨了15%至20%'
    if j + 1 < len(line) and (line[j].text in DASHES or line[j].text in "至到"):
        second = one(line, j + 1)
        if second is not None and second[0] > value:
            upper, k = second
            big = line[k - 1].text
            if big in _BIG and line[j - 1].text not in _BIG:
                value *= _BIG[big]
            return (value, k, upper) if upper > value else (value, j, None)
    return value, j, None


def _neighbours(line: list[Token], i: int) -> tuple[float, int, float | None] | None:
    """Read '四五天', '两三百辆', '十七八个': two neighbouring digits are a range."""
    base, j = 0.0, i
    if j < len(line) and line[j].text == "十":
        base, j = 10.0, j + 1
    if j + 2 >= len(line):
        return None
    low, high = _DIGITS.get(line[j].text), _DIGITS.get(line[j + 1].text)
    if not low or not high or high - low != 1 or line[j + 2].text in _DIGITS:
        return None
    j += 2
    factor = 1.0
    if line[j].text in "十百千万萬" and not base:
        factor = {**_UNITS, **_BIG}[line[j].text]
        j += 1
        if j < len(line) and line[j].text in _BIG:
            factor *= _BIG[line[j].text]
            j += 1
    return (base + low) * factor, j, (base + high) * factor


def one(line: list[Token], i: int) -> tuple[float, int] | None:
    """Return one number in digits or characters and the index after it."""
    if i >= len(line):
        return None
    token = line[i]
    if token.text[0].isdigit():
        value = number_value(token.text, "zh")
        if value is None:
            return None
        j, total = i + 1, value
        while j < len(line):
            char = line[j].text
            if char in _BIG:
                total *= _BIG[char]
            elif char in _UNITS and char != "十":
                total *= _UNITS[char]
            elif char in _VAGUE and j > i:
                pass
            else:
                break
            j += 1
            if char in _BIG and j < len(line) and line[j].text[0].isdigit():
                rest = one(line, j)  # '1万2千', '3亿5000万'
                if rest is not None and rest[0] < _BIG[char]:
                    return total + rest[0], rest[1]
        return total, j
    return _characters(line, i)


def _characters(line: list[Token], i: int) -> tuple[float, int] | None:
    if i and line[i - 1].text in "数數几幾" and line[i].text in _UNITS:
        return None  # '数十辆', '几百人' say no number
    total, section, digit, seen, j = 0.0, 0.0, 0.0, False, i
    while j < len(line):
        char = line[j].text
        if char in _DIGITS:
            digit, seen = float(_DIGITS[char]), True
        elif char in _UNITS and (seen or char == "十"):
            section += (digit or 1.0) * _UNITS[char]
            digit, seen = 0.0, True
        elif char in _BIG and seen:
            total += (section + digit or 1.0) * _BIG[char] if char in "万萬" else 0
            if char in "亿億":
                total = (total + section + digit) * _BIG[char]
            section = digit = 0.0
        elif char in _UNITS and j == i and i and line[i - 1].text in "逾上近超约約达足":
            section, seen = float(_UNITS[char]), True  # '逾千辆', '上百艘'
        elif char in "百千" and j == i and j + 1 < len(line) and line[j + 1].text in "余餘多":
            section, seen = float(_UNITS[char]), True  # '百余名'
        elif char in "万萬" and j == i and i and line[i - 1].text in "逾上近超约約破过過":
            total, seen = 1e4, True
        elif char in _VAGUE and j > i:
            pass
        elif char in "点點" and seen and j + 1 < len(line) and line[j + 1].text in _DIGITS and total == section == 0:
            return _decimal(line, j + 1, digit)
        else:
            break
        j += 1
    if j == i or not seen:
        return None
    before = line[j - 2].text if j - i > 2 else ""
    if digit and before in "百千万萬" and before and (j >= len(line) or not line[j].word or line[j].text in "以"):
        digit *= {**_UNITS, **_BIG}[before] / 10  # '一千一' is 1100, '三百五' 350
    return total + section + digit, j


def _decimal(line: list[Token], j: int, whole: float) -> tuple[float, int]:
    """Read the digits after 点: '一点二万'."""
    value, place = whole, 0.1
    while j < len(line) and line[j].text in _DIGITS:
        value += _DIGITS[line[j].text] * place
        place /= 10
        j += 1
    while j < len(line) and line[j].text in _BIG:
        value *= _BIG[line[j].text]
        j += 1
    return float(f"{value:.10g}"), j


_SHARE = re.compile(
    r"(?P<low>[一二两兩三四五六七八九十百千万\d]+)分之(?P<up>[一二两兩三四五六七八九十百零\d.]+(?:[点點][一二三四五六七八九零]+)?)"
)
_TENTHS = re.compile(
    r"(?P<tens>[一二两兩三四五六七八九])成(?P<ones>[一二三四五六七八九半])?(?![立为為功本员員交份品果就长長都了])"
)
_HALF = re.compile(r"(?:一半|半数|半數|减半|減半|腰斩|腰斬|过半|過半|近半)(?!年|天|小时|小時|个月)")


def share(text: str, start: int, end: int) -> tuple[float, int] | None:
    """Return (percent, end offset) of a share said at ``start``: '四分之一', '百分之三十', '三成五', '一半'."""
    match = _SHARE.match(text, start, end)
    if match:
        low, up = _value(match.group("low")), _value(match.group("up"))
        if not low or up is None:
            return None
        percent = 100.0 * up / low
        return float(round(percent)) if low == 3 else percent, match.end()  # a third is told as 33 percent
    match = _TENTHS.match(text, start, end)
    if match:
        ones = match.group("ones") or ""
        return _DIGITS[match.group("tens")] * 10.0 + (5 if ones == "半" else _DIGITS.get(ones, 0)), match.end()
    match = _HALF.match(text, start, end)
    return (50.0, match.end()) if match else None


_TO = re.compile(r"(?:到|至|-)(?:百分之)?(?P<up>[一二两兩三四五六七八九十百\d.]+)(?![%％天日个個年月成倍])")


def share_range(text: str, start: int, end: int) -> tuple[float, int] | None:
    """Return (upper percent, end offset) of '百分之三到五', its first share being ``text[start:end]``; else None."""
    match = _TO.match(text, end) if text.startswith("百分之", start) else None
    upper = _value(match.group("up")) if match else None
    return (upper, match.end()) if match and upper is not None and upper <= 100 else None


def _value(word: str) -> float | None:
    if re.fullmatch(r"\d+(?:\.\d+)?", word):
        return float(word)
    total = section = 0.0
    whole, _, tail = word.replace("點", "点").partition("点")
    for char in whole:
        if char in _DIGITS:
            section = float(_DIGITS[char])
        elif char in _UNITS:
            total += (section or 1.0) * _UNITS[char]
            section = 0.0
        else:
            return None
    total += section
    return total + sum(_DIGITS[c] * 10.0 ** -(k + 1) for k, c in enumerate(tail))
