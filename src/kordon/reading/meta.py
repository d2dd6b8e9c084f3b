# ruff: noqa: E501
"""Title, publication date and outlet of a text, where it carries them."""

from __future__ import annotations

import datetime as dt
import re

from kordon.reading.dates import month_number, safe_date

_ISO = re.compile(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{2})\.(20\d\d)(?!\d)")
_YEAR_DOTTED = re.compile(r"(?<![\d.])(20\d\d)\.(\d{1,2})\.(\d{1,2})(?![\d.]?\d)")
_AMERICAN = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(20\d\d)(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(20\d\d)/(\d{1,2})/(\d{1,2})(?!\d)")
_RU = re.compile(r"(?<!\d)(\d{1,2})\s+([а-яё]{3,9})\s+(20\d\d)(?!\d)", re.I)
_KK_YMD = re.compile(r"(?<!\d)(20\d\d)\s+жыл\w*\s+(\d{1,2})\s+([а-яёәғқңөұүһі]{4,10})", re.I)
_KK = re.compile(r"(?<!\d)(\d{1,2})\s+([а-яёәғқңөұүһі]{4,10}?)\s*,?\s+(20\d\d)(?!\d)", re.I)
_EN_DMY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(20\d\d)(?!\d)", re.I)
_EN_MDY = re.compile(r"\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(20\d\d)(?!\d)", re.I)
_ZH = re.compile(r"(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_DATES = (_ISO, _DOTTED, _YEAR_DOTTED, _AMERICAN, _SLASHED, _ZH, _KK_YMD, _RU, _KK, _EN_DMY, _EN_MDY)
_LABEL = re.compile(
    r"^\W*(?:date|дата|published|publication date|опубликовано|күні|日期|发布时间|發布時間|时间)\b\s*[:=：]?", re.I
)
_AGENCY = (
    r"ИНТЕРФАКС|Интерфакс|ТАСС|РИА Новости|Казинформ|КАЗИНФОРМ|Kazinform|KAZINFORM|QazInform|QAZINFORM|ҚазАқпарат|ҚАЗАҚПАРАТ|"
    r"Reuters|REUTERS|Interfax|INTERFAX|TASS|Xinhua|XINHUA|AFP|Bloomberg|BLOOMBERG|БЕЛТА|Trend|Синьхуа"
)
_HAN_AGENCY = r"[新中路法塔哈彭美共俄央國国][\u3400-\u9fff]{0,5}社|中国新闻网|人民网|央视新闻|国际文传电讯社"
# A place, the day and the agency in any order, set apart from the sentence by a dash, a dot or a bracket.
_DATELINE = re.compile(
    rf"^(?:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ](?:[\w .'’-]{{1,30}}?[.,/]|[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ -]{{2,30}})\s+)?(?:(?:{_AGENCY})[.,]?\s+)?[/(]?"
    r"(?:\d{1,2}\s+[^\W\d_]{3,10},?\s+20\d\d|[A-Za-z]{3,9}\.?\s+\d{1,2},?\s+20\d\d|20\d\d\s+жыл\w*\s+\d{1,2}\s+[^\W\d_]{4,10}|"
    r"\d{1,2}\.\d{2}\.20\d\d|20\d\d[-./]\d{1,2}[-./]\d{1,2})"
    rf"\s*(?:года|г\.)?\s*(?:[.,]?\s*[/(]?\s*(?:{_AGENCY}|[^/()]{{2,30}}[/)])[/)]?)?\s*[.:—–-]"
)
_HAN_DATELINE = re.compile(
    rf"^[（(【\[]?\s*[据據]?(?P<o>{_HAN_AGENCY})(?:记者)?[^，。,\n]{{0,25}}?(?:(?P<d>20\d\d\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日)|\d\s*日)[^，。,\n]{{0,12}}?[电電讯訊]"
)
_HAN_BYLINE = re.compile(rf"^[（(【\[]\s*({_HAN_AGENCY})\s*[）)】\]]")
# A day that heads a line: alone, with the time, or set apart from what follows.
_HEADS_LINE = re.compile(
    r"20\d\d-\d\d-\d\d(?:[T ]\d{1,2}:\d\d\S*)?\s*(?:$|[|:;/(（【\[·•—–-])|20\d\d-\d\d-\d\d[T ]\d{1,2}:\d\d"
)
_OUTLET = re.compile(rf"(?:/|\(|^|\s)({_AGENCY})(?:/|\)|\.|,?\s[-—–])", re.M)
_SOURCE = re.compile(r"^\W*(?:source|источник|дереккөз|көзі|来源|來源|稿源)\s*[:：]\s*(?P<o>\S.{0,38}?)\s*$", re.I)
_BYLINE = re.compile(
    r"^\W*(?:by|author|автор|авторы|текст|作者|记者|記者|责编)(?:\s*[:：]|\s+[A-Z]\w+\s+[A-Z]\w+$)", re.I
)
_CLOCK = re.compile(
    r"\b\d{1,2}:\d{2}(?::\d\d)?\b|UTC|GMT|MSK|(?<!\w)(?:года|год|г\.)|жыл\w*|星期[一二三四五六日天]|周[一二三四五六日]",
    re.I,
)
_PLACE_ALONE = re.compile(
    r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_]+(?:[ -][A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_]+)?[.,]\s+[^.,]{6,24}(?:,?\s20\d\d)?(?:\s*(?:года|г)?\.?)?$"
)
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)|понедельник|вторник|среда|четверг|пятница|"
    r"суббота|воскресенье|дүйсенбі|сейсенбі|сәрсенбі|бейсенбі|жұма|сенбі|жексенбі)\b",
    re.I,
)


def to_come(day: dt.date) -> bool:
    """Whether a day is later than tomorrow (today may have begun elsewhere): users are told of a report dated so."""
    return day > dt.date.today() + dt.timedelta(days=1)


def far_off(day: dt.date) -> bool:
    """Whether a day is years ahead, and so no day of publication, not even in an exercise or by a clock that is slow."""
    return day.year > dt.date.today().year + 5


def heading_end(text: str) -> int:
    """Return where the report's own words begin: after a labelled date on its first line (``date 2025-10-07 ...``)."""
    label = _LABEL.match(text)
    if label is None:
        return 0
    at = label.end()
    while at < len(text) and text[at] in " \t":
        at += 1
    for pattern in _DATES:
        date = pattern.match(text, at)
        if date is not None:
            rest = re.compile(r"[\s.,;:—–-]*").match(text, date.end())
            return rest.end() if rest is not None else date.end()
    return 0


def find_date(text: str, lang: str) -> dt.date | None:
    """Return the publication date that a text states in its first lines or, failing that, in its last line.

    A date inside a running sentence is an event's, not the publication's: only a line that is little more than the
    date, a labelled one (`` date 2025-10-07 ...``), or a dateline of an agency counts. A day years ahead does not.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in lines[:6]:
        day = _line_date(line, lang)
        if day is not None and not far_off(day):
            return day
    if len(lines) < 2 or len(lines[-1]) >= 50 or _sentence(lines[-1]):
        return None
    day = _any_date(lines[-1], lang)
    return day if day and not far_off(day) and _letters(lines[-1]) <= 20 else None


def _line_date(line: str, lang: str) -> dt.date | None:
    """Return the day that one of the first lines gives as its report's, None when it gives none."""
    label = _LABEL.match(line)
    if label:
        day = _any_date(line[label.end() : label.end() + 40], lang)
        if day:
            return day
    han = _HAN_DATELINE.match(line)
    if han is not None:
        return _any_date(han["d"], lang) if han["d"] else None
    day = _any_date(line[:120], lang)
    if day is None:
        return None
    alone = len(line) < 80 and _letters(line) <= 24 and not _sentence(line)
    return day if alone or _DATELINE.match(line) or _HEADS_LINE.match(line) else None


def _sentence(line: str) -> bool:
    """Whether a line with a date says something: it ends as a sentence, and in words that are neither names nor times."""
    rest = _WEEKDAY.sub(" ", _without_date(line))
    words = re.findall(r"\b(?!(?i:published|updated|posted|опубликован|обновлен|жариялан))[a-zа-яёәғқңөұүһі]{2,}", rest)
    said = len(words) >= 2 or any(len(word) > 3 for word in words) or len(re.findall(r"[\u3400-\u9fff]", rest)) >= 4
    return said and line.endswith((".", "。", "!", "?", "！", "？"))


def _letters(line: str) -> int:
    return len(re.sub(r"[\W\d_]", "", _without_date(line)))


def _source(line: str) -> str:
    """Return the source that a line names and nothing else but a day: ``Source: X``, or an agency beside the date."""
    rest = _without_date(line).strip(" \t|,.;·—–-")
    found = _SOURCE.match(rest)
    if found is not None:
        return found["o"]
    return rest if rest != line and re.fullmatch(rf"{_AGENCY}|{_HAN_AGENCY}", rest) else ""


def _without_date(line: str) -> str:
    for pattern in _DATES:
        line = pattern.sub("", line)
    return _CLOCK.sub("", line)


def _any_date(line: str, lang: str) -> dt.date | None:
    found: list[tuple[int, dt.date | None]] = []
    for pattern in (_ISO, _SLASHED, _YEAR_DOTTED, _ZH):
        match = pattern.search(line)
        if match:
            found.append((match.start(), safe_date(int(match.group(1)), int(match.group(2)), int(match.group(3)))))
    match = _AMERICAN.search(line)
    if match and max(int(match[1]), int(match[2])) > 12:  # else nobody knows which of the two is the month
        month_first = int(match[2]) > 12
        month, number = (match[1], match[2]) if month_first else (match[2], match[1])
        found.append((match.start(), safe_date(int(match[3]), int(month), int(number))))
    match = _DOTTED.search(line)
    if match:
        found.append((match.start(), safe_date(int(match.group(3)), int(match.group(2)), int(match.group(1)))))
    for pattern, order, language in (
        (_RU, "dmy", "ru"),
        (_KK, "dmy", "kk"),
        (_EN_DMY, "dmy", "en"),
        (_EN_MDY, "mdy", "en"),
    ):
        for match in pattern.finditer(line):
            name, number = (match.group(2), match.group(1)) if order == "dmy" else (match.group(1), match.group(2))
            month = month_number(name, language)
            if month:
                found.append((match.start(), safe_date(int(match.group(3)), month, int(number))))
    match = _KK_YMD.search(line)
    if match and month_number(match.group(3), "kk"):
        found.append(
            (match.start(), safe_date(int(match.group(1)), month_number(match.group(3), "kk"), int(match.group(2))))
        )
    del lang
    days = [day for _, day in sorted(found, key=lambda item: item[0]) if day is not None]
    return days[0] if days else None


def find_title(text: str) -> str:
    """Return the first line that is no date, source or author when it reads like a headline, '' otherwise."""
    for line in text.split("\n"):
        line = line.strip().lstrip("#").strip()
        if not line or _LABEL.match(line):
            continue
        if len(line) > 160:
            return ""
        if _source(line) or _BYLINE.match(line):
            continue
        rest = _WEEKDAY.sub(" ", _without_date(line)).strip(" \t|.,;·—–-")
        if _any_date(line, "") and (not re.search(r"[^\W\d_]", rest) or _PLACE_ALONE.match(line)):
            continue
        return "" if line.endswith((".", "。", "!", "?")) or _ISO.match(line) else line
    return ""


def find_outlet(text: str, lang: str) -> str:
    """Return the agency named in the dateline of a text, or what its first lines call its source; '' for neither."""
    del lang
    for line in [line.strip() for line in text[:1000].split("\n") if line.strip()][:6]:
        han = _HAN_DATELINE.match(line)
        byline = _HAN_BYLINE.match(line)
        outlet = han["o"] if han is not None else byline[1] if byline is not None else _source(line)
        if outlet:
            return outlet
    match = _OUTLET.search(text[:250])
    return match.group(1) if match else ""
