# ruff: noqa: E501
"""Title, publication date and outlet of a text, where it carries them."""

from __future__ import annotations

import datetime as dt
import re

from kordon.reading.dates import month_number, safe_date

_ISO = re.compile(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{2})\.(20\d\d)(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(20\d\d)/(\d{1,2})/(\d{1,2})(?!\d)")
_RU = re.compile(r"(?<!\d)(\d{1,2})\s+([а-яё]{3,9})\s+(20\d\d)(?!\d)", re.I)
_KK_YMD = re.compile(r"(?<!\d)(20\d\d)\s+жыл\w*\s+(\d{1,2})\s+([а-яёәғқңөұүһі]{4,10})", re.I)
_KK = re.compile(r"(?<!\d)(\d{1,2})\s+([а-яёәғқңөұүһі]{4,10}?)\s*,?\s+(20\d\d)(?!\d)", re.I)
_EN_DMY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(20\d\d)(?!\d)", re.I)
_EN_MDY = re.compile(r"\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(20\d\d)(?!\d)", re.I)
_ZH = re.compile(r"(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_LABEL = re.compile(
    r"^\W*(?:date|дата|published|publication date|опубликовано|күні|日期|发布时间|發布時間|时间)\b\s*[:=]?", re.I
)
_DATELINE = re.compile(
    r"^(?:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w .'’-]{1,30}?[.,]\s+)?(?P<d>\d{1,2}\s+[а-яёa-z]{3,9}|[A-Za-z]{3,9}\.?\s+\d{1,2})(?:\s+(?P<y>20\d\d))?\s*(?:г\.\s*)?[.,]?\s*(?:[/(]\s*(?P<o>[^/)]{2,30})[/)]|(?P<o2>ИНТЕРФАКС|ТАСС|Reuters|REUTERS|РИА Новости|КАЗИНФОРМ|Interfax|TASS))?\s*[.—–-]",
)
_OUTLET = re.compile(
    r"(?:/|\(|^|\s)(ИНТЕРФАКС|Интерфакс|ТАСС|РИА Новости|Казинформ|КАЗИНФОРМ|Kazinform|Reuters|REUTERS|Interfax|TASS|Xinhua|AFP|Bloomberg|БЕЛТА|Trend|Синьхуа)(?:/|\)|\.|\s[-—–])"
)


def heading_end(text: str) -> int:
    """Return where the report's own words begin: after a labelled date on its first line (``date 2025-10-07 ...``)."""
    label = _LABEL.match(text)
    if label is None:
        return 0
    at = label.end()
    while at < len(text) and text[at] in " \t":
        at += 1
    for pattern in (_ISO, _DOTTED, _SLASHED, _ZH, _KK_YMD, _RU, _KK, _EN_DMY, _EN_MDY):
        date = pattern.match(text, at)
        if date is not None:
            rest = re.compile(r"[\s.,;:—–-]*").match(text, date.end())
            return rest.end() if rest is not None else date.end()
    return 0


def find_date(text: str, lang: str) -> dt.date | None:
    """Return the publication date that a text states in its first lines or, failing that, in its last line.

    A date inside a running sentence is an event's, not the publication's: only a line that is little more than the
    date, a labelled one (`` date 2025-10-07 ...``), or a dateline of an agency counts.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines:
        return None
    for line in lines[:6]:
        label = _LABEL.match(line)
        if label:
            day = _any_date(line[label.end() : label.end() + 40], lang)
            if day:
                return day
        day = _any_date(line[:120], lang)
        if day and len(re.sub(r"[\W\d_]", "", _without_date(line))) <= 24 and len(line) < 80:
            return day
        dateline = _DATELINE.match(line)
        if dateline and day and dateline.group("y") and line.find(str(day.year)) < 60:
            return day
        match = _ISO.match(line)
        if match and day:
            return day
    day = _any_date(lines[-1], lang) if len(lines) > 1 and len(lines[-1]) < 50 else None
    return day if day and len(re.sub(r"[\W\d_]", "", _without_date(lines[-1]))) <= 20 else None


def _without_date(line: str) -> str:
    for pattern in (_ISO, _DOTTED, _SLASHED, _ZH, _KK_YMD, _RU, _KK, _EN_DMY, _EN_MDY):
        line = pattern.sub("", line)
    return re.sub(r"\b\d{1,2}:\d{2}(?::\d\d)?\b|UTC|GMT|MSK|года|год\b|г\.|жыл\w*", "", line)


def _any_date(line: str, lang: str) -> dt.date | None:
    found: list[tuple[int, dt.date | None]] = []
    for pattern in (_ISO, _SLASHED, _ZH):
        match = pattern.search(line)
        if match:
            found.append((match.start(), safe_date(int(match.group(1)), int(match.group(2)), int(match.group(3)))))
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
    """Return the first line when it reads like a headline, '' otherwise."""
    for line in text.split("\n"):
        line = line.strip().lstrip("#").strip()
        if not line:
            continue
        if _LABEL.match(line):
            continue
        if len(line) <= 160 and not line.endswith((".", "。", "!", "?")) and not _ISO.match(line):
            return line
        return ""
    return ""


def find_outlet(text: str, lang: str) -> str:
    """Return the agency named in the dateline of a text, '' when there is none."""
    del lang
    match = _OUTLET.search(text[:250])
    return match.group(1) if match else ""
