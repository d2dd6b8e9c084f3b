# ruff: noqa: E501
"""Find the time expressions of a sentence: patterns of its language, the words that bound them, the longest reading."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import lru_cache

from kordon.reading.dates.days import safe_date
from kordon.reading.dates.holidays import holiday, holiday_pattern
from kordon.reading.dates.modules import module_of
from kordon.reading.dates.resolvers import RESOLVERS
from kordon.reading.dates.spans import spans
from kordon.reading.dates.when import Bound, Context, When
from kordon.reading.lang import own

_SELF_BOUND = frozenset(
    ("firstmonths", "range", "zhrange", "mdrange", "days", "period", "lasting", "already", "clock", "months")
)
"""Expressions that say themselves what they bound."""
_LOOK_BACK = 44


@lru_cache(maxsize=8)
def patterns(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the named patterns of a language; the longest match wins wherever they overlap."""
    module = module_of(lang)
    found = [(name, re.compile(pattern)) for name, pattern in (*module.PATTERNS, ("clock", module.CLOCK))]
    return (*found, *holiday_pattern(lang))


@lru_cache(maxsize=8)
def _bounds(lang: str) -> tuple[tuple[tuple[Bound, re.Pattern[str]], ...], tuple[tuple[Bound, re.Pattern[str]], ...]]:
    module = module_of(lang)
    edge = "" if lang == "zh" else r"(?<!\w)"
    before = tuple((bound, re.compile(rf"{edge}(?:{words})$")) for bound, words in module.BOUNDS)
    after = tuple((bound, re.compile(words)) for bound, words in module.AFTER)
    return before, after


def find_dates(text: str, lang: str, published: dt.date | None, future: bool | None, offset: int = 0) -> list[When]:
    """Return the time expressions of a sentence in order, longest first where they overlap.

    ``future`` says whether its verbs look ahead (True), back (False) or both ways (None); ``offset`` is added to the spans.
    """
    low = text.lower().replace("ё", "е")
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text).replace("ё", "е")
    found: list[When] = []
    for name, pattern in patterns(lang):
        for match in pattern.finditer(low):
            if match.end() == match.start():
                continue
            a, b = match.span()
            if match.groupdict().get("dow_"):  # 'до среды': the word before makes it a day, and bounds it
                a = match.start("dow_")
            bound: Bound = ""
            if name not in _SELF_BOUND:
                bound, a, b = _bound(lang, low, a, b)
            context = Context(
                match, published, _lean(lang, low, a, b, future, bound), lang, low, a, b, bound, _over(lang, low, a)
            )
            found += [replace(when, why=f"date pattern {lang}/{name}") for when in _resolve(name, context)]
    if any(w.precision == "day" for w in found if not w.why.endswith("/daytime")):
        found = [w for w in found if not w.why.endswith("/daytime")]
    found = _without_names_of_days(found, low)
    found.sort(key=lambda w: (w.a, -(w.b - w.a)))
    found = [_anchored(when, found, published, text) for when in found]
    found = _in_order(_of_the_year(found, low), low)
    told = spans(low, lang, found, published)
    found = [w for w in found if not any(w.a < span.b and span.a < w.b for span in told)] + told
    out: list[When] = []
    for when in sorted(found, key=lambda w: (-(w.b - w.a), w.a, w.start is None and w.end is None)):
        if all(when.b <= other.a or when.a >= other.b for other in out):
            out.append(when)
    return [replace(w, a=w.a + offset, b=w.b + offset) for w in sorted(out, key=lambda w: w.a)]


_COMING = {
    "ru": re.compile(
        r"\b(?:буд[еу]т|планиру\w+|намерен\w*|намечен\w*|должн\w+|предстоит|обеща\w+|рассчитыва\w+|ожида\w+ся|запланирован\w*|назначен\w*|"
        r"готов\w+ся|собира\w+ся|начн[еу]т\w*|вступ[ия]т|откро[ею]т\w*|заработа[ею]т|возобнов[ия]т\w*|закро[ею]т\w*|введ[еу]т\w*|прекрат[ия]т\w*|смо[гж]\w+|перен[её]с\w+ на|передадут|получат|пересекут|дойд[её]т|вернут|остан[её]т\w*|выйдут|выйдет|пустят|пропустят|продл[ия]т\w*|начина[ею]тся|вступа[ею]т|прекратится|прекратятся|рассмотр\w+|обсудит|обсудят|отводят|отведен\w*|может|могут|грозит|грозят|просит|просят|намеченн\w+|назначенн\w+|запланированн\w+)\b"
    ),
    "en": re.compile(
        r"\b(?:will|shall|would|could|might|due (?:to|in|on|for)|planned (?:for|to)|scheduled|expected to|set to|is to|are to|hopes? to|aims? to|plans? to|"
        r"intends? to|pencilled|slated|(?:begin|start|stage|hold|launch|follow|walk out|down tools|strike)s?\b[^,;]{0,40}\b(?:on|from) (?:mon|tues|wednes|thurs|fri|satur|sun)day|hopes? (?:for|that)|(?:strike|stoppage|walkout|picket|meeting|talks|vote) (?:called )?for (?:mon|tues|wednes|thurs|fri|satur|sun)day|should be|is due|are due|takes? effect|comes? into force|enters? into force|deliverable|as planned|supposed to|foreseen|forecast|hoped|hoped for|meets? on|takes place|begins|starts|opens on|back on|returns on|reopens|resumes on|presumably|to (?:resume|reopen|start|begin|open|enter|take effect|expect|be [a-z]+ed))\b"
    ),
    "kk": re.compile(
        r"\w+(?:мақ|мек|бақ|бек|пақ|пек|мақшы|мекші)(?!\w)|жоспар|тиіс|керек|күтіл|болжан|(?<!бо)\w(?:атын|етін|йтын|йтін)(?:ын|ін|ына|іне)?(?!\w)|(?:ыл|іл|ын|ін|л)(?:ады|еді)(?!\w)|мүмкін(?!\w)|ықтимал(?!\w)|үміт|\w{2,}(?:ады|еді|йды|йді)[\s.!?…»”\"]*$"
    ),
    "zh": re.compile(
        r"将|將|拟|擬|计划|計劃|预计|預計|有望|定于|定於|即将|即將|估计|估計|最早|最快|料|可望|计画|方可|方能|才能"
    ),
}
_GONE = re.compile(r"\b(?:had|has|have|was|were|already|ago)\b")
_BACK = {
    "ru": re.compile(r"\b(?!только|дела|мела|сила|если|или|числ|недел|апрел|предел|отдел|раздел|канал|терминал|материал|портал|журнал|сигнал|начал[аоуе]?\b|стал[иью])\w{3,}(?:л|ла|ло|ли)(?:сь|ся)?(?!\w)"),
    "en": re.compile(r"\b(?:stood|came|went|took|began|fell|rose|sent|struck|broke|got|ran|lay|left|grew|saw|made|told|found|gave|brought|sank|\w{3,}(?<!e)ed)\b(?<!\bexpected)(?<!\bscheduled)(?<!\bplanned)"),
    "kk": re.compile(
        r"(?:(?<!\w)\w*(?:баст|тоқт|таст|аяқт|жариял|хабарл|мәлімд)(?:ады|еді)|\w{2,}(?:[^аеый\W](?:ды|ді)|ты|ті|ған|ген|қан|кен))"
        r"(?:\s+(?:болатын|еді|екен|деп.*))?[\s.!?…»”\"]*$"
    ),
    "zh": re.compile(r"了|已|曾"),
}  # fmt: skip
"""Verbs that look back, in the clause of a time expression."""
_WAS = {
    "ru": re.compile(r"\bбыл[аио]?\b|\b(?:про)?дливш\w+"),
    "en": re.compile(
        r"\b(?:was|were|had been|lasted|ran)\b(?!\s+(?:due|to|set|expected|scheduled|planned|told|asked|warned|given|extended))"
    ),
    "kk": re.compile(r"(?:^|\s)(?:болған|созылған)(?!\w)"),
    "zh": re.compile(r"(?!)"),
}
_SET_EN = re.compile(
    r"\b(?:announced|called|called for|planned|cancelled|canceled|scheduled|postponed|agreed|voted for)\b.*\b(?:on|for|from|as of) (?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day['’]s (?:early |planned |national |\d+-hour )?(?:shift|strike|stoppage|walkout|meeting|talks|vote|deadline|sailing|departure)"
)
"""What is set for a day to come, in whatever tense: 'have announced a picket on Friday'."""
_EVER_SINCE = {
    "ru": re.compile(r"(?:^|\s)с тех пор"), "en": re.compile(r"\bsince\b"), "kk": re.compile(r"бері(?!\w)"), "zh": re.compile("以来|以來"),
}  # fmt: skip
_CLAUSE = re.compile(r"[,;:()，。；：、–—]")


def _lean(lang: str, low: str, a: int, b: int, future: bool | None, bound: Bound) -> bool | None:
    """Return whether the clause of a time expression looks ahead or back, though the sentence as a whole may do otherwise."""
    if own(_EVER_SINCE, lang).search(low, a, b):
        return False
    begin = max((m.end() for m in _CLAUSE.finditer(low, 0, a)), default=0)
    while begin and low.count(" ", begin, a) < 3 and lang != "zh":  # 'on Monday, Tuesday and Wednesday'
        begin = max((m.end() for m in _CLAUSE.finditer(low, 0, begin - 1)), default=0)
    after = _CLAUSE.search(low, b)
    clause = low[begin : after.start() if after else len(low)]
    if lang == "en" and future is False and _GONE.search(clause) and not _SET_EN.search(clause):
        return future
    gone = bound not in ("by", "before", "until") and own(_BACK, lang).search(clause)
    if lang == "kk" and gone:
        return False  # the verb that ends a Kazakh clause, before participles that look like a future ('баратын жол')
    if lang == "en" and _SET_EN.search(clause):
        return True
    beside = low[max(begin, a - 30) : a]
    if gone and lang in ("en", "ru") and own(_BACK, lang).search(beside) and not own(_COMING, lang).search(beside):
        return False  # 'downed tools on Sunday over plans to ...'
    if own(_COMING, lang).search(clause):
        return True
    return False if gone else future


def _over(lang: str, low: str, a: int) -> bool:
    """Whether a time expression belongs to what is said to be over: 'was shut until Sunday', 'был закрыт до утра среды'."""
    begin = max((m.end() for m in _CLAUSE.finditer(low, 0, a)), default=0)
    return bool(own(_WAS, lang).search(low, begin, a))


def _bound(lang: str, low: str, a: int, b: int) -> tuple[Bound, int, int]:
    """Return the bound said beside ``[a, b)`` and the span with its words."""
    before, after = _bounds(lang)
    window = low[max(0, a - _LOOK_BACK) : a]
    bound: Bound = ""
    begin = a
    for name, pattern in before:
        match = pattern.search(window)
        if match is not None:
            bound, begin = name, a - (len(window) - match.start())
            break
    for name, pattern in after:
        match = pattern.match(low, b)
        if match is not None and match.end() > b:
            if name and bound in ("", "asof"):
                bound = name
            elif name == "until" and bound == "since":
                continue
            b = match.end()
            break
    return bound, begin, b


_BESIDE = re.compile(r"\s*[,，(（]\s*(?:the\s+)?")


def _without_names_of_days(found: list[When], low: str) -> list[When]:
    """Join weekdays that only name the date beside them: 'с понедельника, 5 мая', 'on Wednesday, 28 January', '1月28日（星期三）'."""
    weekdays = [w for w in found if w.why.endswith("/weekday")]
    dates = [w for w in found if w.precision == "day" and w.why.endswith(_DATED)]
    out = list(found)
    for day in weekdays:
        for date in dates:
            if date not in out or day not in out:
                continue
            if date.b <= day.a and _BESIDE.fullmatch(low, date.b, day.a):
                out.remove(day)
            elif day.b <= date.a and _BESIDE.fullmatch(low, day.b, date.a):
                # What bounds the weekday ('с', 'until') bounds the date that it names.
                out.remove(day)
                role = day.role if date.role == "at" else date.role
                joined = replace(date, a=day.a, role=role)
                if role == "until" and date.start:
                    joined = replace(joined, start=None, end=date.start)
                out[out.index(date)] = joined
    return out


_DATED = ("/full", "/dmy", "/mdy", "/md", "/zhfull", "/zhday", "/iso", "/number")


def _resolve(name: str, context: Context) -> list[When]:
    """Return what a match resolves to; nothing when its arithmetic leaves the calendar."""
    try:
        resolver = holiday if name == "holiday" else RESOLVERS[name]
        return list(resolver(context))
    except (OverflowError, ValueError):
        return []


_BETWEEN = re.compile(r"[\s,(（，]{0,3}")


def _of_the_year(found: list[When], low: str) -> list[When]:
    """Put days without a year into the one told just before: 'в 2020 году, с 1 апреля по 30 июня', '2024年，5月1日起'."""
    out = list(found)
    for year in (w for w in found if w.precision == "year" and w.start and _YEAR_SAID.search(low, w.a, w.b)):
        for when in found:
            begin = when.start or when.end
            if when.a < year.b or begin is None or not _BETWEEN.fullmatch(low, year.b, when.a) or year.start is None:
                continue
            if when.why.endswith(_IN_A_YEAR) and not _YEAR_SAID.search(low, when.a, when.b) and year in out:
                shift = year.start.year - begin.year
                out[out.index(when)] = replace(
                    when, start=_years_on(when.start, shift), end=_years_on(when.end, shift), a=year.a
                )
                out.remove(year)
    return out


def _in_order(found: list[When], low: str) -> list[When]:
    """Move a beginning without a year back where the end that follows would come before it: '从3月1日起…到9月1日止' said in September."""
    out = list(found)
    for k, when in enumerate(out):
        if (
            when.start is None
            or when.end
            or not when.why.endswith(_IN_A_YEAR)
            or _YEAR_SAID.search(low, when.a, when.b)
        ):
            continue
        end = next(
            (w.end for w in out if w.a >= when.b and w.end and not w.start and w.precision in ("day", "month")), None
        )
        before = _years_on(when.start, -1)
        if end is not None and before is not None and before < end < when.start:
            out[k] = replace(when, start=before)
    return out


_YEAR_SAID = re.compile(r"(?:19|20)\d\d|[〇零○]")
_IN_A_YEAR = ("/full", "/dmy", "/mdy", "/md", "/zhfull", "/range", "/zhrange", "/mdrange", "/month", "/months")
"""Patterns of days and months that may lack their year."""


def _years_on(day: dt.date | None, years: int) -> dt.date | None:
    """Return the same day some years on; None for none."""
    return day and (safe_date(day.year + years, day.month, day.day) or safe_date(day.year + years, day.month, 28))


def _anchored(when: When, found: list[When], published: dt.date | None, text: str) -> When:
    """Return a bare day ('29日起') in the month of the full date that the sentence gave just before it."""
    same = when.why.endswith("/sameday")
    if not (when.why.endswith("/zhday") or same) or when.start is None:
        return when
    before = [
        w.start
        for w in found
        if w.why.endswith(("/zhfull", "/zhday")) and w.precision == "day" and w.b <= when.a and w.start
    ]
    if not before:
        return replace(when, start=None) if re.search("同", text[when.a : when.b]) else when
    last = before[-1]
    if same:
        later = 1 if re.search("次日|翌日|隔日", text[when.a : when.b]) else 0
        return replace(when, start=last + dt.timedelta(days=later))
    if last == published:
        return when
    for shift in (0, 1):
        month = last.month - 1 + shift
        day = safe_date(last.year + month // 12, month % 12 + 1, when.start.day)
        if day is not None and day >= last:
            return replace(when, start=day)
    return when
