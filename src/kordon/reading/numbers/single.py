# ruff: noqa: E501
"""One unit of time without a number: 'lost a week', 'half an hour', 'шестые сутки', 'неделю-две', 'жарты жыл', '半年'."""

from __future__ import annotations

import re

from kordon.reading.numbers.values import plain
from kordon.reading.text import Token

_EN_ONE = {
    "week": ("days", 7.0), "fortnight": ("days", 14.0), "day": ("days", 1.0), "month": ("months", 1.0), "year": ("years", 1.0), "hour": ("hours", 1.0),
}  # fmt: skip
_EN_TAKING = frozenset(
    ("for", "lost", "lose", "loses", "takes", "took", "take", "taking", "wait", "waited", "waiting", "within", "least", "about", "another", "than", "nearly", "almost",
     "adds", "added", "adding", "add", "cost", "costs", "spend", "spent", "over", "under", "around", "roughly", "up", "exceed", "exceeds", "exceeding", "by", "paused", "last", "lasted", "lasting", "after", "every")
)  # fmt: skip
_RU_TIME = {
    "сутки": ("days", 1.0), "суток": ("days", 1.0), "день": ("days", 1.0), "дня": ("days", 1.0), "неделю": ("days", 7.0), "недели": ("days", 7.0), "неделя": ("days", 7.0),
    "месяц": ("months", 1.0), "месяца": ("months", 1.0), "год": ("years", 1.0), "года": ("years", 1.0), "час": ("hours", 1.0), "часа": ("hours", 1.0), "ночь": ("days", 1.0),
}  # fmt: skip
_RU_ORDINALS = {
    "втор": 2, "трет": 3, "четверт": 4, "пят": 5, "шест": 6, "седьм": 7, "восьм": 8, "девят": 9, "десят": 10, "одиннадцат": 11, "двенадцат": 12,
}  # fmt: skip
_RU_ORDINAL = re.compile(
    r"(втор|трет|четверт|пят|шест|седьм|восьм|девят|десят|одиннадцат|двенадцат)(?:ой|ый|ий|ую|ью|ые|ьи)"
)
_RU_HALVES = (
    (re.compile(r"полкилометр\w*"), 0.5, "km", "queue"), (re.compile(r"пол(?:у)?с(?:у)?ток"), 0.5, "days", "delay"), (re.compile(r"полдня"), 0.5, "days", "delay"),
    (re.compile(r"полпроцента"), 0.5, "percent", "share"), (re.compile(r"полтонны"), 0.5, "tonnes", "volume"), (re.compile(r"полуметра|полметра"), 0.5, "m", "capacity"),
)  # fmt: skip
_RU_ONE = frozenset(("один", "одного", "одну", "одной", "одни", "одних", "целый", "целую", "целые"))
_RU_WAITING = re.compile(r"жд[еуа]|ожида|прост[ао]|сто[ия]|застр|томит|ночу|изуча|проверя|выдохл|торч|дежур")
_RU_DATED = frozenset(("в", "во", "к", "с", "за", "каждый", "каждую", "каждые", "год"))
_RU_OF = frozenset(("около", "более", "больше", "свыше", "менее", "меньше", "почти", "порядка"))
_KK_HALVES = {
    "жыл": ("months", 6.0),
    "тәулік": ("days", 0.5),
    "күн": ("days", 0.5),
    "сағат": ("minutes", 30.0),
    "ай": ("days", 15.0),
}
_KK_CASES = r"(?:ға|ге|қа|ке|дан|ден|тан|тен|дық|дік|тық|тік|дай|дей|тай|тей|да|де|та|те)?"
_KK_NEARLY = {"сағатқа": ("hours", 1.0), "тәулікке": ("days", 1.0), "аптаға": ("days", 7.0), "айға": ("months", 1.0)}
_ZH_HALVES = (
    (re.compile(r"半年(?![报報])"), 6.0, "months"), (re.compile(r"半[日天](?!线|線)"), 0.5, "days"), (re.compile(r"半(?:个|個)?(?:小时|小時|钟头|鐘頭)"), 30.0, "minutes"),
    (re.compile(r"半(?:个|個)?月(?![刊])"), 15.0, "days"),
)  # fmt: skip


def one_unit(line: list[Token], i: int, lang: str) -> tuple[float, str, str, int] | None:
    """Return (value, unit, of, last token) of one unit of time without a number: 'lost a week', 'half an hour'."""
    token = line[i]
    if lang == "en" and token.low in ("a", "an", "half") and i + 1 < len(line):
        half = token.low == "half"
        j = i + 2 if half and line[i + 1].low in ("a", "an") else i + 1
        if j >= len(line) or line[j].low not in _EN_ONE or (half and j == i + 1):
            return None
        lead = line[i - 1].low if i else ""
        after = line[j + 1].low if j + 1 < len(line) else ""
        if after in ("ago", "earlier", "before", "later", "on", "from") or (lead not in _EN_TAKING and not half):
            return None
        unit, value = _EN_ONE[line[j].low]
        if half and unit == "years":
            unit, value = "months", 12.0
        if half and unit == "hours":
            unit, value = "minutes", 60.0
        return value * (0.5 if half else 1.0), unit, "delay", j
    if (
        lang == "en"
        and token.low in ("three", "a")
        and [t.low for t in line[i + 1 : i + 5]]
        in (
            ["quarters", "of", "an", "hour"],
            ["quarter", "of", "an", "hour"],
        )
    ):
        return (45.0 if token.low == "three" else 15.0), "minutes", "delay", i + 4
    if (
        lang == "en"
        and token.low in _EN_ONE
        and [t.low for t in line[i + 1 : i + 3] if t.low not in "-–"][:1] == ["long"]
    ):
        if i and line[i - 1].glued:
            return None
        unit, value = _EN_ONE[token.low]
        return value, unit, "delay", i + (2 if line[i + 1].low in "-–" else 1)
    if lang == "en" and token.low == "another" and i + 1 < len(line) and line[i + 1].low in _EN_ONE:
        unit, value = _EN_ONE[line[i + 1].low]
        return value, unit, "delay", i + 1
    return _BY_LANGUAGE[lang](line, i) if lang in _BY_LANGUAGE else None


def _russian(line: list[Token], i: int) -> tuple[float, str, str, int] | None:
    """Read 'полкилометра', 'шестые сутки', 'неделю-две', 'около суток', 'один месяц', 'лишний день'."""
    token, n = line[i], len(line)
    for pattern, value, unit, of in _RU_HALVES:
        if pattern.fullmatch(token.low):
            return value, unit, of, i
    lead = line[i - 1].low if i else ""
    if token.low in ("полугода", "полгода") and lead in _RU_OF | {"до", "через", "за"}:
        return 6.0, "months", "delay", i
    following = _RU_TIME.get(line[i + 1].low) if i + 1 < n else None
    ordinal = _RU_ORDINAL.fullmatch(token.low)
    running = following is not None and line[i + 1].low not in ("дня", "недели", "месяца", "года", "часа")
    waiting = ordinal is not None and any(_RU_WAITING.match(other.low) for other in line)
    if (
        ordinal
        and following
        and running
        and waiting
        and lead not in _RU_DATED
        and (lead != "на" or line[i + 1].low != "день")
    ):
        return _RU_ORDINALS[ordinal.group(1)] * following[1], following[0], "delay", i + 1
    extra = token.low.startswith("лишн")
    if following and (extra or (token.low in _RU_ONE and lead not in ("в", "во", "ни", "еще"))):
        return following[1], following[0], "delay", i + 1
    own = _RU_TIME.get(token.low)
    if own and i + 1 < n and line[i + 1].glued:
        upper = 2.0 if line[i + 1].low in ("другой", "другую", "другие") else None
        if upper is None:
            parsed = plain(line, i + 1, "ru")
            upper = parsed[0] if parsed is not None else None
        return None if upper is None or upper > 4 else (own[1], own[0], f"spread {upper * own[1]}", i + 1)
    if own and token.low in ("суток", "недели", "месяца", "года") and lead in _RU_OF:
        return own[1], own[0], "delay", i
    if own and token.low in ("суток", "недели") and lead == "до":
        return own[1], own[0], "delay", i
    return None


def _kazakh(line: list[Token], i: int) -> tuple[float, str, str, int] | None:
    """Read 'жарты жыл', 'сағатқа жуық', 'үшінші тәулік'."""
    token = line[i]
    after = line[i + 1].low if i + 1 < len(line) else ""
    if token.low == "жарты":
        half = next((entry for key, entry in _KK_HALVES.items() if re.fullmatch(key + _KK_CASES, after)), None)
        return (half[1], half[0], "delay", i + 1) if half is not None else None
    nearly = _KK_NEARLY.get(token.low) if after in ("жуық", "таяу", "жақын", "тарта") else None
    if nearly is not None and not (i and (line[i - 1].text[0].isdigit() or plain(line, i - 1, "kk"))):
        return nearly[1], nearly[0], "delay", i
    return None


def _chinese(line: list[Token], i: int) -> tuple[float, str, str, int] | None:
    """Read '半年', '半日', '半个小时' where no number stands before ('两个半小时')."""
    if line[i].text != "半" or (
        i and re.match(r"[上下前后後个個大]|\d|[一二两兩三四五六七八九十年天月日时時]", line[i - 1].text)
    ):
        return None
    rest = "".join(token.text for token in line[i : i + 5])
    for pattern, value, unit in _ZH_HALVES:
        match = pattern.match(rest)
        if match:
            return value, unit, "delay", i + match.end() - 1
    return None


_BY_LANGUAGE = {"ru": _russian, "kk": _kazakh, "zh": _chinese}
