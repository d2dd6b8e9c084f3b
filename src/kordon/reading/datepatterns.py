# ruff: noqa: E501
"""Patterns of time expressions by language; each is named for the resolver in :mod:`kordon.reading.dates` that reads it."""

from __future__ import annotations

import re
from functools import lru_cache

RU_MONTH = r"(?:январ[ьяюем]+|феврал[ьяюем]+|март(?:а|е|у|ом)?|апрел[ьяюем]+|ма[йяею]м?|июн[ьяюем]+|июл[ьяюем]+|август(?:а|е|у|ом)?|сентябр[ьяюем]+|октябр[ьяюем]+|ноябр[ьяюем]+|декабр[ьяюем]+)"


EN_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?"


KK_MONTH = r"(?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)\w*"


KK_DAYS = ("дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі")


RU_DAY = r"(?:понедельник[ауе]?|вторник[ауе]?|сред[ауые]|четверг[ауе]?|пятниц[ауые]|суббот[ауые]|воскресень[еяю])"


EN_DAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"


ISO = r"(?P<year>20\d\d)-(?P<mon>\d\d)-(?P<day>\d\d)(?!\d)"


DOTTED = r"(?<![\d.])(?P<day>\d{1,2})\.(?P<mon>\d{2})\.(?P<year>20\d\d|\d\d)(?![\d.])"


@lru_cache(maxsize=8)
def patterns(lang: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the named patterns of a language; the longest match wins wherever they overlap."""
    y = r"(?:,?\s*(?P<year>20\d\d)(?:\s*(?:г\.|года|году|год\b))?)?"
    if lang == "ru":
        lead = r"(?:(?P<lead>начиная с|вплоть до|не позднее|с|со|до|по)\s+)?"
        part = r"(?P<part>начал[ауео]м?|середин[аеыу]|кон[це][цеау]*м?|перв\w+ половин\w+|втор\w+ половин\w+|перв\w+ декад\w+|втор\w+ декад\w+|трет\w+ декад\w+|исход\w)\s+"
        relyear = r"(?:\s+(?P<rel>прошлого|минувшего|этого|текущего|нынешнего|следующего|будущего)\s+года)?"
        source = [
            ("range", rf"\bс\s+(?:\d{{1,2}}[:.]\d\d\s+)?(?P<day>\d{{1,2}})(?:-?го)?(?:\s+(?P<month>{RU_MONTH}))?(?:\s+(?P<year>20\d\d)(?:\s*г\.|\s*года)?)?\s+(?:по|до)\s+(?:\d{{1,2}}[:.]\d\d\s+)?(?P<day2>\d{{1,2}})(?:-?е)?\s+(?P<month2>{RU_MONTH})\b(?:\s+(?P<year2>20\d\d))?(?:\s*года|\s*г\.)?"),
            ("full", rf"\b(?:{lead}|(?:в ночь (?:на|с \d{{1,2}} на)\s+))(?P<day>\d{{1,2}})(?:-?го)?(?:\s*[–—-]\s*(?P<day2>\d{{1,2}}))?\s+(?P<month>{RU_MONTH})\b{y}"),
            ("iso", lead + r"\b" + ISO), ("dotted", lead + DOTTED),
            ("month", rf"\b{lead}(?:(?:в|во|к|на)\s+)?{part}(?P<month>{RU_MONTH})\b{relyear}{y}"),
            ("month", rf"\b(?:{lead}|(?:в|во|к|на|за)\s+)(?P<month>{RU_MONTH})\b{relyear}{y}"),
            ("year", r"\b(?:(?P<lead>с|до|к|по)\s+|(?:в|во|на)\s+)(?:(?P<part>начал[ауео]|середин[аеыу]|кон[це][цеау]*)\s+)?(?P<year>20\d\d)(?:-?(?:го|му|м))?\s*(?:г\.|год[ау]?\b)"),
            ("relyear", r"\bв\s+(?:(?P<part>начал[ауео]|середин[аеыу]|кон[це][цеау]*)\s+)?(?P<rel>прошл\w+|минувш\w+|следующ\w+|будущ\w+|нынешн\w+|текущ\w+|этом)\s+год[ау]\b"),
            ("dayword", r"\b(?P<word>сегодня|вчера|накануне|позавчера|завтра|послезавтра|(?:минувшей|прошлой|нынешней|этой) ночью)\b"),
            ("weekday", rf"\b(?:(?P<lead>со|с|до)\s+|(?:в|во|к|на)\s+)(?:ночь на\s+|ночь с \w+ на\s+|утр\w+\s+)?(?:(?P<rel>прошл\w+|минувш\w+|следующ\w+|ближайш\w+|эт\w+)\s+)?(?P<dow>{RU_DAY})\b"),
            ("already", r"\b(?:уже|вот уже|последние)\s+(?:более\s+|почти\s+|около\s+|последних\s+)?(?P<n>\d{1,3}|\w+)\s+(?P<unit>дн\w+|день|сут\w+|недел\w+|месяц\w*)\b(?!\s+назад)"),
            ("already", r"(?<!на )(?<!в )(?<!за )\b(?P<n>втор\w+|трет\w+|четверт\w+|пят\w+|шест\w+|седьм\w+|восьм\w+|девят\w+|десят\w+)\s+(?P<unit>день|сутки)\b(?=\s+[а-я])"),
            ("already", r"(?<!на )(?<!в )\b(?P<n>втор\w+|трет\w+|четверт\w+|пят\w+|шест\w+|седьм\w+|восьм\w+|девят\w+|десят\w+)\s+(?P<unit>неделю|месяц)\b(?=\s+подряд)"),
            ("period", rf"\bс\s+{RU_MONTH}\s+по\s+{RU_MONTH}\b(?:\s+20\d\d)?(?:\s+года)?"),
            ("ago", r"\b(?:(?P<n>\d{1,3}|\w+)\s+)?(?P<unit>дн\w+|день|сут\w+|недел\w+|месяц\w*|год\w?|лет)\s+назад\b"),
            ("ahead", r"\bчерез\s+(?:(?P<n>\d{1,3}|\w+)\s+)?(?P<unit>дн\w+|день|сут\w+|недел\w+|месяц\w*)\b"),
            ("week", r"\b(?:(?P<lead>с|до)\s+|(?:на|в)\s+)(?P<rel>прошл\w+|минувш\w+|эт\w+|текущ\w+|следующ\w+|будущ\w+|нынешн\w+)\s+(?P<unit>недел\w+|месяц\w*)\b"),
            ("edge", r"\b(?:(?P<lead>с|до|к)\s+|(?:в)\s+)(?P<edge>начал[ауео]|кон[це][цеау]*)\s+(?:этого\s+|текущего\s+|нынешнего\s+)?(?P<unit>месяца|года)\b"),
            ("quarter", r"\b(?P<lead>до|к|во?)\s+(?:конц\w\s+)?(?P<q>перв\w+|втор\w+|трет\w+|четверт\w+|iii|iv|ii|i|[1-4])(?:-?\w{1,2})?\s+(?:квартал\w*|полугоди\w+)(?:\s+(?P<year>20\d\d))?(?:\s+года)?"),
            ("season", r"\b(?P<season>весной|летом|осенью|зимой)(?:\s+(?P<year>20\d\d))(?:\s+года|\s+г\.)?"),
        ]  # fmt: skip
        source.append(
            ("period", rf"\b(?:в|за|по итогам)\s+{RU_MONTH}\s*[-–—]\s*{RU_MONTH}\b(?:\s+20\d\d)?(?:\s+года)?")
        )
        source.append(
            (
                "period",
                r"\b(?:за|по итогам)\s+(?:\w+\s+)?(?:\d+\s+)?(?:месяц\w*|полугоди\w+|квартал\w*|год)\b(?:\s+20\d\d)?(?:\s+года)?",
            )
        )
    elif lang == "en":
        lead = r"(?:(?P<lead>starting from|starting on|beginning on|as of|up to|since|from|until|till|through|by|before|effective|starting|beginning)\s+(?:the\s+)?)?"
        part = r"(?P<part>early|mid|late|the start of|the beginning of|start of|beginning of|the end of|end of|(?:the )?first half of|(?:the )?second half of)[\s-]+"
        ye = r"(?:,?\s+(?:of\s+)?(?P<year>20\d\d))?"
        rel = r"(?:\s+(?P<rel>last|this|next|of last|of this|of next)\s+year)?"
        source = [
            ("range", rf"\b(?:from|between)\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+(?P<month>{EN_MONTH}))?\s+(?:to|until|and|through)\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{EN_MONTH})(?![a-z]){ye.replace('year', 'year2')}"),
            ("mdrange", rf"\b(?:from|between)\s+(?P<month>{EN_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:to|until|and|through)\s+(?P<month2>{EN_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b{ye.replace('year', 'year2')}"),
            ("mdy", rf"\b(?:{lead}|(?:on|the night of)\s+)(?P<month>{EN_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*[–—-]\s*(?P<day2>\d{{1,2}}))?\b(?!\s*(?:percent|%|million)){ye}"),
            ("dmy", rf"\b(?:{lead}|(?:on(?: the)?|the night of)\s+)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*[–—-]\s*(?P<day2>\d{{1,2}}))?\s+(?:of\s+)?(?P<month>{EN_MONTH})(?![a-z]){ye}"),
            ("iso", rf"{lead}\b{ISO}"),
            ("month", rf"\b{lead}(?:(?:in|at|around|toward|towards)\s+)?(?:the\s+)?{part}(?P<month>{EN_MONTH})(?![a-z]){rel}{ye}"),
            ("month", rf"\b(?:{lead}|(?:in|during|for)\s+)(?P<month>{EN_MONTH.replace('|may|', '|').replace('|march|', '|')})(?![a-z]){rel}{ye}"),
            ("month", rf"\b(?:since|from|until|till|through|by|before|in|during)\s+(?P<month>may|march)(?![a-z]){rel}{ye}"),
            ("year", r"\b(?:(?P<lead>since|from|until|till|through|by|before)\s+(?:the\s+)?|(?:in|during|at)\s+(?:the\s+)?)(?:(?P<part>early|late|end of|start of|beginning of)\s+)?(?P<year>20\d\d)\b(?!\s*(?:trucks|lorries|vehicles|tonnes|teu|wagons|%))"),
            ("relyear", r"\b(?:(?:in|during)\s+)?(?:(?P<part>early|late)\s+)?(?P<rel>last|next|this)\s+year\b"),
            ("dayword", r"\b(?P<word>today|yesterday|tomorrow|overnight|last night|this morning|the previous day|a day earlier|tonight)\b"),
            ("weekday", rf"\b(?:(?P<lead>since|from|until|by|through|starting)\s+|(?:on|late|early|over)\s+)?(?:(?P<rel>last|next|this|the previous|coming|past)\s+)?(?P<dow>{EN_DAY})\b(?!\s*-)"),
            ("already", r"\b(?:for|over)\s+(?:the\s+)?(?:past\s+|last\s+|already\s+)(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|a)\s+(?P<unit>days?|weeks?|months?)\b(?!\s+(?:ago|from|to|before))"),
            ("already", r"\b(?:for\s+)?(?:a|the|its|their)\s+(?P<n>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s+(?:consecutive\s+|straight\s+|successive\s+)?(?P<unit>day|week|month)\b"),
            ("ago", r"\b(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|a)\s+(?P<unit>days?|weeks?|months?|years?)\s+ago\b"),
            ("lasting", r"\bfor\s+(?:(?:about|some|more than|over|nearly|at least)\s+)?(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|a)\s+(?P<unit>days?|weeks?|months?)\b"),
            ("ahead", r"\b(?:in|within)\s+(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|a)\s+(?P<unit>days?|weeks?|months?)(?:'s? time|' time)\b"),
            ("week", r"\b(?:(?P<lead>since|from|until|by)\s+|(?:earlier|later)\s+)?(?P<rel>last|this|next|the past|coming|previous)\s+(?P<unit>week|month)\b(?!end)"),
            ("edge", r"\b(?:(?P<lead>since|from|until|by|before|through)\s+|(?:at|in|near|toward)\s+)(?:the\s+)?(?P<edge>start|beginning|end)\s+of\s+(?:the|this)\s+(?P<unit>month|year)\b"),
            ("edge", r"\b(?P<lead>by)\s+(?P<edge>(?=year)|end)(?P<unit>year)[- ]end\b"),
            ("quarter", r"\b(?:(?P<lead>until|by)\s+)?(?:in\s+)?(?:the\s+)?(?P<q>first|second|third|fourth)[\s-](?:quarter|half)(?:\s+of)?\s+(?:the\s+)?(?P<year>20\d\d)\b"),
            ("quarter", r"\b(?:(?P<lead>until|by)\s+)?(?:in\s+)?q(?P<q>[1-4])(?:\s+of)?\s+(?P<year>20\d\d)\b"),
            ("season", r"\b(?:in\s+)?(?:the\s+)?(?P<season>spring|summer|autumn|winter)\s+(?:of\s+)?(?P<year>20\d\d)\b"),
        ]  # fmt: skip
        source.append(
            (
                "period",
                rf"\b(?:in|during|for|over|between|from)\s+(?:the\s+)?(?:{EN_MONTH})\s*(?:[-–—]|to|through|and)\s*{EN_MONTH}(?![a-z])(?:\s+20\d\d)?",
            )
        )
        source.append(
            (
                "period",
                r"\b(?:in|during|for|over)\s+the\s+(?:first|last|past)\s+(?:\w+)\s+months\b(?:\s+of\s+(?:the\s+year|20\d\d))?",
            )
        )
    elif lang == "kk":
        kk_dow = "|".join(KK_DAYS)
        source = [
            ("full", rf"(?:(?P<year>20\d\d)\s+жыл\w*\s+)?\b(?P<day>\d{{1,2}})\s*(?:[–—-]\s*(?P<day2>\d{{1,2}})\s*)?(?P<month>{KK_MONTH})(?:\s+(?P<lead>бастап|дейін))?"),
            ("iso", r"\b" + ISO), ("dotted", DOTTED),
            ("month", rf"(?:(?P<year>20\d\d)\s+жыл\w*\s+)?\b(?P<month>{KK_MONTH})(?:\s+айы\w*)?(?:\s+(?P<part>басы|ортасы|соңы)\w*)?"),
            ("year", r"\b(?P<year>20\d\d)\s+жыл\w*(?:\s+(?P<lead>қарай))?"),
            ("dayword", r"\b(?P<word>бүгін|кеше|ертең|бүрсігүні)\b"),
            ("weekday", rf"\b(?:(?P<rel>өткен|келесі)\s+)?(?P<dow>{kk_dow})\w*"),
            ("week", r"\b(?P<rel>өткен|осы|келесі)\s+(?P<unit>апта|ай)\w*"),
            ("relyear", r"\b(?P<rel>былтыр|биыл|өткен жылы|келесі жылы|келер жылы)\b"),
            ("month", rf"\b(?P<rel>былтыр|биыл|өткен жылы|келесі жылы)\s+(?P<month>{KK_MONTH})"),
            ("lasting", r"\b(?P<n>\d{1,3}|бір|екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз|он)\s+(?P<unit>күн|тәулік|апта|ай)\w*\s+бері\b"),
            ("ago", r"\b(?P<n>\d{1,3})\s+(?P<unit>күн|апта|ай|жыл)\w*\s+бұрын\b"),
            ("period", r"\b(?:алғашқы|бірінші|екінші|соңғы)\s+(?:жарты жыл|жартыжылдық|тоқсан|\w+ ай)\w*|\b(?:жыл басынан бері|жыл басынан)\b|\bқаңтар\w*\s*[–—-]\s*\w+\b"),
        ]  # fmt: skip
    else:
        source = [
            ("period", r"(?:20\d\d年|今年|去年)?\d{1,2}(?:月)?(?:至|到|-|—)\d{1,2}月(?!\d{1,2}日)|(?:20\d\d年|今年|去年)?前[一二两兩三四五六七八九十\d]+[个個]?(?:月|季度)|(?:20\d\d年|今年|去年)?[上下]半年|(?:20\d\d年|今年|去年)?第?[一二三四]季度|\d{1,2}月份?至\d{1,2}月份"), ("zhfull", r"(?P<lead>自|从|從|至|到|截至)?(?:(?P<year>20\d\d)年|(?P<rel>去年|今年|明年))?(?P<mon>\d{1,2})月(?:(?P<day>\d{1,2})(?:日|号|號)?(?:至(?P<day2>\d{1,2})(?:日|号))?)?(?P<part>初|上旬|中旬|中(?![国國亚亞央东東蒙哈俄吉])|底|末|下旬)?"),
            ("zhday", r"(?<![\d月])(?<!为期)(?<!為期)(?<!持续)(?<!长达)(?<!延误)(?<!停)(?<!等待)(?<!共)(?<!近)(?<!约)(?<!約)(?<!达)(?P<lead>自|从|從|至|到|截至)?(?P<day>\d{1,2})[日号號](?:至(?P<day2>\d{1,2})[日号號])?(?![内內后後均元以之游])"),
            ("lasting", r"(?:已|已经|已經|等了|停了|等待|滞留|滯留)[^，。；,;]{0,6}?(?P<n>\d{1,3}|[一二两兩三四五六七八九十])[多余]?(?P<unit>天|日|[个個]星期|周|週|[个個]月)(?!前)"),
            ("iso", ISO),
            ("year", r"(?P<year>20\d\d)年(?P<part>初|底|末)?(?!\d)"), ("relyear", r"(?P<rel>去年|今年|明年)(?P<part>初|底|末)?(?!\d)"),
            ("dayword", r"(?P<word>今天|今日|昨天|昨日|前天|明天|明日|昨晚|今晨)"),
            ("sameday", r"(?P<lead>自|从|從)?(?P<word>当天|當天|当日|當日)(?!起落)"),
            ("weekday", r"(?P<rel>上|下|本|这)?(?P<dow>(?:周|星期|週)[一二三四五六日天])"),
            ("week", r"(?P<rel>上|本|下|这)(?P<unit>周|個月|个月|星期)(?![一二三四五六日天])"),
        ]  # fmt: skip
    source.append(("clock", CLOCK[lang]))
    return tuple((name, re.compile(pattern)) for name, pattern in source)


CLOCK = {
    "ru": r"\b(?:[сдопв]{1,2}\s+)?\d{1,2}[:.]\d\d(?:\s*(?:до|по|[-–—])\s*\d{1,2}[:.]\d\d)?(?:\s*(?:час\w*|мск|по \w+ времени|утра|вечера))?(?![\d%])(?!\s*(?:%|млн|тыс|млрд|т\b|процент|раз|руб|долл|км|м\b))",
    "en": r"\b(?:from\s+|at\s+|between\s+|by\s+)?(?:\d{1,2}:\d\d|[012]\d[0-5]\d)(?:\s*(?:to|and|until|[-–—])\s*(?:\d{1,2}:\d\d|[012]\d[0-5]\d))?\s*(?:local time|hours|hrs|gmt|utc|lt|h\b|a\.?m\b|p\.?m\b)|\b\d{1,2}:\d\d\b|\b(?:from|until|after|before)\s+(?:[012]\d00)(?=[.,;])",
    "kk": r"\b(?:сағат\s+)?\d{1,2}[:.]\d\d-?\w{0,4}(?!\s*(?:%|пайыз|млн|мың))",
    "zh": r"(?:上午|下午|凌晨|晚|早)?\d{1,2}[:：]\d\d|(?:上午|下午|凌晨|晚上|早上|中午)\d{1,2}[时時点點]\d{0,2}分?|\d{1,2}[时時](?:\d{1,2}分)?(?:至\d{1,2}[时時])?",
}
