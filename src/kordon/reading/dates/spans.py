# ruff: noqa: E501
"""Spans told from a day of the same sentence: 'ended on Friday after nine days', 'с 10-го на трое суток', '24日起为期五天'."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from kordon.reading.dates.days import add_months, count_of, last_day
from kordon.reading.dates.when import When
from kordon.reading.lang import own


@dataclass(frozen=True, slots=True)
class _Language:
    ago: tuple[re.Pattern[str], ...]
    """What began so long before the day of the sentence."""
    ended: re.Pattern[str]
    """A span is over in a sentence with these words."""
    over: tuple[re.Pattern[str], ...]
    """A span that began so long before the day, if the sentence says that it is over."""
    on: tuple[re.Pattern[str], ...]
    """A span that begins with the day of the sentence."""


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


_RU_N = r"(?P<n>\d{1,3}|один|одну|одного|одной|два|две|двое|двух|три|трое|трех|четверо|четыре|четырех|пят[ьи]|шест[ьи]|сем[ьи]|восемь|восьми|девят[ьи]|десят[ьи]|одиннадцат[ьи]|двенадцат[ьи]|четырнадцат[ьи]|пятнадцат[ьи]|двадцать четыре|двадцат[ьи]|тридцать шесть|тридцат[ьи]|сорок восемь|сорок|шестьдесят|семьдесят два|полтор[ыа]|полутора)"
_RU_U = r"(?P<unit>час\w{0,2}|дн[ейя]+|день|сут\w+|недел\w+|месяц\w*)"
_RU_ADJ = r"(?P<n>\d{1,3}-|одно|двух|трех|четырех|пяти|шести|семи|восьми|девяти|десяти|двенадцати|двадцати)(?P<unit>часов|дневн|суточн|недельн|месячн)(?:ого|ой|ую|ый|ая|ое|ом)(?![а-я])"
_EN_N = r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|twenty|thirty)"
_EN_U = r"(?P<unit>hours?|days?|weeks?|fortnights?|months?|years?)"
_KK_N = r"(?P<n>\d{1,3}|он бір|он екі|он бес|бір|екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз|он|жиырма|отыз)"
_ZH_N = r"(?P<n>\d{1,3}|[一二两兩三四五六七八九十]{1,3})(?:多|余|餘)?[个個]?"
_ZH_U = r"(?P<unit>小时|小時|天|日|昼夜|晝夜|周|週|星期|礼拜|月(?!\d))"

_LANGUAGES: dict[str, Callable[[], _Language]] = {
    "ru": lambda: _Language(
        _compiled(
            rf"\bспустя\s+{_RU_N}\s+{_RU_U}\s+после\b",
            rf"\bчерез\s+{_RU_N}\s+{_RU_U}\s+после\b",
            rf"\b(?:простояв\w+|дливш\w+|продливш\w+|провед\w+)\s+(?:\w+\s+){{0,3}}?{_RU_N}\s+{_RU_U}",
        ),
        re.compile(
            r"заверш|прекра[тщ]|законч|отмен|возобнов|откры|заработал|сня[тл]|разблокир|восстанов|освобод|покинул|вернул|пропустил"
        ),
        _compiled(
            rf"\bпосле\s+{_RU_ADJ}",
            rf"\b(?:завершил\w*|прекратил\w*|закончил\w*|свернул\w*|отменил\w*|завершил\w+сь|закончил\w+сь)\s+(?:\w+\s+)?{_RU_ADJ}",
            rf"\bпосле\s+{_RU_N}\s+{_RU_U}\s+(?=\w)",
            r"\bпосле\s+(?P<unit>недели|месяца|суток)\s+(?=\w)",
        ),
        _compiled(
            rf"\bна\s+(?:срок\s+)?{_RU_N}\s+{_RU_U}(?!\s+(?:раньше|ранее|позже|больше|меньше|дольше|быстрее|короче))",
            rf"\b(?:продлится|продлятся|длится|длятся|продолжится|займет|займут)\s+{_RU_N}\s+{_RU_U}",
            rf"\b{_RU_ADJ}(?=\s+(?:\w+\s+)?(?:забастовк|стачк|учени|маневр|остановк|запрет|перерыв|протест|акци))",
        ),
    ),
    "en": lambda: _Language(
        _compiled(rf"\b{_EN_N}\s+{_EN_U}\s+after\s+(?=\w)"),
        re.compile(
            r"\b(?:end(?:ed|s|ing)?|w(?:ou|i)nd(?:s|ing)? up|call(?:ed|s)? off|reopen\w*|resum\w+|lift\w*|restor\w+|releas\w+|freed|cast off|left|over|back|again|clear\w*|refloat\w*|finish\w*|conclud\w+|abandon\w*)\b"
        ),
        _compiled(
            rf"\bafter\s+(?:a\s+|more than\s+|nearly\s+|almost\s+|about\s+|some\s+)?{_EN_N}\s+{_EN_U}\b(?!['’]|\s+(?:ago|earlier))",
            rf"\b{_EN_N}[\s-](?P<unit>hour|day|week|month)s?[\s-](?:long\s+)?(?:naval\s+|joint\s+|nationwide\s+|wildcat\s+)?(?:strike|walkout|stoppage|blockade|exercise|drill|closure|protest|sit-in|shutdown|lockout|halt|suspension)",
        ),
        _compiled(
            rf"\bfor\s+(?:a\s+period\s+of\s+|at least\s+|up to\s+)?{_EN_N}\s+(?P<unit>days?|hours?)\b(?!['’]|\s+(?:ago|in a row))",
            rf"\b{_EN_N}[\s-](?P<unit>hour|day|week)s?[\s-](?:long\s+)?(?:naval\s+|joint\s+|nationwide\s+|wildcat\s+|warning\s+)?(?:strike|walkout|stoppage|blockade|exercise|drill|closure|protest|shutdown|halt|suspension)",
            rf"\b(?:to\s+last|lasts?|lasting|last)\s+{_EN_N}\s+(?P<unit>days?|hours?|weeks?)",
        ),
    ),
    "kk": lambda: _Language(
        _compiled(),
        re.compile(r"аяқтал|тоқтатты|ашыл|қайта|тара(?:сты|ды|ған)|қалпына|босат|алынды|алып таста|жалғас"),
        _compiled(
            rf"\b{_KK_N}\s+(?P<unit>күн|тәулік|апта|ай)(?:дік|дык|дық|лық|лик|лік|тік)\s+(?=(?:\w+\s+)?(?:ереуіл|жаттығу|акция|наразылық|қоршау|оқу))",
            rf"\b{_KK_N}\s+(?P<unit>күн|тәулік|апта|ай)(?:ге|ға|ке|қа)\s+созылған(?!\w)",
            rf"\b{_KK_N}\s+(?P<unit>күн|тәулік|апта|ай)\s+(?:бойы\s+)?(?:жабық|тоқтап|ереуілде\w+|тұрып|тұрған|жұмыс істемеген)",
            rf"\b{_KK_N}\s+(?P<unit>күн|тәулік|апта|ай)(?:нен|нан|ден|дан|тен|тан)\s+(?:кейін|соң)(?!\w)",
        ),
        _compiled(
            rf"\b{_KK_N}\s+(?P<unit>күн|тәулік|апта|ай|сағат)(?:ге|ға|ке|қа)\s+(?=(?:\w+\s+)?(?:тоқта|жаб|созыл|шекте|тыйым|доғар))",
            rf"\b{_KK_N}\s+(?P<unit>күн|тәулік|апта|сағат)(?:дік|дық|лық|лік|тік)\s+(?=(?:\w+\s+)?(?:ереуіл|жаттығу|тоқтат|акция|наразылық))",
        ),
    ),
    "zh": lambda: _Language(
        _compiled(
            rf"(?:关闭|關閉|中断|中斷|停运|停運|封锁|封鎖|停摆|停航|停工|罢工|罷工|搁浅|擱淺|扣押|停泵){_ZH_N}{_ZH_U}(?:之?[后後])",
            rf"此前[^，。；]{{0,14}}?(?:停运|停運|停|断|斷|关闭|關閉|封|中断|中斷)(?:了|达|達)?{_ZH_N}{_ZH_U}",
        ),
        re.compile(r"结束|結束|告终|告終|恢复|恢復|解除|重[新开開]|复工|復工|撤走|脱浅|获释|獲釋"),
        _compiled(
            rf"(?:历时|歷時|长达|長達|为期|為期|持续了?|持續了?){_ZH_N}{_ZH_U}",
            rf"在?(?:关闭|關閉|中断|中斷|停运|停運|封锁|封鎖){_ZH_N}{_ZH_U}",
        ),
        _compiled(
            rf"(?:为期|為期|历时|持续|持續|连续|連續|进行|舉行|举行|罢工|罷工|停工|停运|停運|停航|暂停|暫停|关闭|關閉|罢运|罷運){_ZH_N}{_ZH_U}(?!之?[前后後内內])",
        ),
    ),
}  # fmt: skip


@lru_cache(maxsize=8)
def _language(lang: str) -> _Language:
    return own(_LANGUAGES, lang)()


_NUMBER_RU = {"одно": 1, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8, "девяти": 9, "десяти": 10,
              "двенадцати": 12, "двадцати": 20, "одиннадцати": 11, "четырнадцати": 14, "пятнадцати": 15, "тридцати": 30, "полутора": 1.5}  # fmt: skip


_PERFECT = re.compile(r"\b(?:have|has|had) (?:now )?(?:been|stood|sat|waited|queued)\b")
_BOTH_ENDS = re.compile(r"күндік|күн бойы|тәуліктік")


def _count(match: re.Match[str], lang: str) -> float | None:
    word = match.groupdict().get("n") or ""
    if not word:
        return 1.0
    if lang == "ru" and word in _NUMBER_RU:
        return _NUMBER_RU[word]
    return count_of(word.removesuffix("-"), lang)


def _hours(unit: str) -> float:
    """Return the hours of a unit; months and years are told apart by :func:`_back`."""
    if re.match(r"час|hour|сағат|小", unit):
        return 1.0
    if re.match(r"fortnight", unit):
        return 336.0
    return 168.0 if re.match(r"нед|week|апта|周|週|星期|礼拜", unit) else 24.0


def _back(day: dt.date, count: float, unit: str) -> dt.date | None:
    """Return the day so many units before; None for spans within a day."""
    if re.match(r"мес|month|ай$|月", unit) and count == int(count):
        begin = add_months(day, -int(count))
        return begin.replace(day=min(day.day, last_day(begin.year, begin.month).day))
    if unit.startswith("year") and count == int(count):
        return day.replace(year=day.year - int(count), day=min(day.day, 28))
    days = int(count * _hours(unit) / 24)
    return day - dt.timedelta(days=days) if days else None


def _forth(day: dt.date, count: float, unit: str) -> dt.date | None:
    """Return the last day of a span that begins on a day: three days from the 10th end on the 12th."""
    if re.match(r"мес|month|year|ай$|月", unit):
        begin = add_months(day, int(count))
        return begin.replace(day=min(day.day, last_day(begin.year, begin.month).day))
    hours = count * _hours(unit)
    if _hours(unit) > 24:
        return day + dt.timedelta(days=int(hours / 24))
    return day + dt.timedelta(days=math.ceil(hours / 24) - 1) if hours > 24 else None


def _anchor(found: list[When], a: int, b: int, text: str) -> When | None:
    """Return the day of the sentence nearest to a span, none when it bounds an end; a dateline only when there is no other."""
    days = [
        w
        for w in found
        if w.precision == "day" and w.start and not w.end and w.role != "range" and (w.b <= a or w.a >= b)
        and not w.why.endswith(("/lasting", "/already", "/daytime"))
    ]  # fmt: skip
    lead = [w for w in days if not (w.a < 40 and re.match(r"\s*[)）/]?\s*[-–—]\s", text[w.b :]))]
    return min(lead or days, key=lambda w: min(abs(w.b - a), abs(w.a - b)), default=None)


def spans(low: str, lang: str, found: list[When], published: dt.date | None) -> list[When]:
    """Return the beginnings and ends that spans of a sentence give, told from its own day or, of what is over, from publication."""
    said = _language(lang)
    out: list[When] = []
    over = said.ended.search(low) is not None
    for back, patterns in ((True, said.ago), (True, said.over if over else ()), (False, said.on if not over else ())):
        for pattern in patterns:
            for match in pattern.finditer(low):
                a, b = match.span()
                if any(w.a < b and a < w.b for w in out):
                    continue
                count, near = _count(match, lang), _anchor(found, a, b, low)
                base = near.start if near else published if back and over else None
                if not count or base is None or count > 400:
                    continue
                if not back and _PERFECT.search(low, max(0, a - 60), a):
                    continue
                unit = match.group("unit")
                if (
                    back
                    and count > 1
                    and ((match.group().find("-") > 0 and lang == "en") or _BOTH_ENDS.search(match.group()))
                ):
                    count -= 1  # a three-day strike that ended on the 14th began on the 12th
                day = _back(base, count, unit) if back else _forth(base, count, unit)
                if day is None:
                    continue
                if back:
                    long = re.match(r"мес|month|year|ай$|月", unit)
                    out.append(
                        When(a, b, "since", day, None, "month" if long else "day", f"date pattern {lang}/lasting")
                    )
                elif day > base:
                    out.append(When(a, b, "until", None, day, "day", f"date pattern {lang}/lasting"))
    return out
