# ruff: noqa: E501
"""Time expressions of English: what leads to one, and patterns named for their resolvers."""

from __future__ import annotations

MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)(?![a-z])\.?"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_WORDS = {
    "today": 0, "yesterday": -1, "tomorrow": 1, "overnight": 0, "last night": -1, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "the day before yesterday": -2, "the day after tomorrow": 2, "the previous day": -1, "a day earlier": -1, "the day before": -1, "tonight": 0, "the night before": -1,
}  # fmt: skip

_CLOCK = r"(?:\d{1,2}[:.]\d\d|[012]\d[0-5]\d|\d{1,2}(?=\s*[ap]\.?m))\s*(?:(?:a\.?m\.?|p\.?m\.?|hours|hrs|h|local time|gmt|utc|lt)\s+)?(?:local time\s+)?"
_HOUR = rf"(?:{_CLOCK}(?:on\s+)?|(?:midnight|noon|midday)\s+(?:on\s+)?)"
_DAYTIME = r"(?:(?:early|late|the (?:early )?(?:morning|afternoon|evening|night|early hours|small hours|close|end|start|night|week|month)(?: of)?|(?:morning|midday|evening|close of business|the close)(?: of| on)?)\s+)"
BOUNDS = (
    (
        "since",
        rf"(?:starting from|starting on|starting|beginning on|beginning|commencing|with effect from|effective from|effective as of|effective|as from|as of|ever since|since|from|not before|no earlier than|dating back to)\s+(?:the\s+)?(?:week of\s+)?{_HOUR}?{_DAYTIME}?(?:the\s+)?",
    ),
    ("after", r"(?:after|following)\s+(?:the\s+)?"),
    (
        "by",
        rf"(?:at the latest|by)\s+(?:around\s+|about\s+)?(?:the\s+)?{_HOUR}?{_DAYTIME}?(?:the\s+)?",
    ),
    ("before", rf"(?:not before|prior to|ahead of|before)\s+(?:the\s+)?{_HOUR}?"),
    (
        "until",
        r"(?:not later than|no later than)\s+(?:the\s+)?|(?:expires?|expiring|expired|runs? out|running out|lapses?|ends?|ending|concludes?|finishes|expiry)\s+(?:on|in|at)\s+(?:the\s+)?",
    ),
    (
        "until",
        rf"(?:up until|until|till|til|through to|through|thru|up to|running to|lasts to|extended to|to run to|valid to|pending)\s+(?:at least\s+)?(?:the\s+)?{_HOUR}?{_DAYTIME}?(?:the\s+)?",
    ),
    (
        "",
        rf"(?:as at|on|in|at|during|over|for|around|the night of|the night to|late|early|dated|of)\s+(?:the\s+)?{_HOUR}?{_DAYTIME}?(?:the\s+)?",
    ),
)
AFTER: tuple[tuple[str, str], ...] = (("since", r"\s+onwards?\b"), ("by", r"\s+at the latest\b"))

_ORD = r"(?:(?:twenty|thirty)-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
_YEAR = r"(?:,?\s+(?:of\s+)?(?P<year>20\d\d)(?!\s*(?:trucks|lorries|vehicles|tonnes|teu|wagons|vessels|ships|containers|%|percent))|,?\s+(?:of\s+)?(?P<rel>last|this|next)\s+year|-(?P<year_>\d\d)\b)?"
_N = r"(?P<n>\d{1,3}|a couple of|couple of|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|an?)"
_UNIT = r"(?P<unit>days?|weeks?|fortnights?|months?|years?)"
_PART = r"(?P<part>(?:the\s+)?(?:very\s+)?(?:early(?: part of)?|mid(?:dle of)?|late|latter part of|start of|beginning of|opening (?:days|week) of|end of|end|close of|first half of|second half of|first (?:ten|10) days of|last days of|final days of|closing days of|first days of|first week of|second week of|third week of|fourth week of|last week of|final week of|first fortnight of|turn of)|tail end of)[\s-]+(?:the\s+)?"

PATTERNS = (
    ("range", rf"\b(?:(?:from|between)\s+)?(?:the\s+)?{_HOUR}?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+(?:of\s+)?(?P<month>{MONTH}))?(?:,?\s+(?P<year>20\d\d))?\s*(?:to|until|till|and|through|thru|[–—-])\s*(?:the\s+)?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{MONTH})(?:,?\s+(?P<year2>20\d\d))?"),
    ("mdrange", rf"\b(?:(?:from|between)\s+)?(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>20\d\d))?\s*(?:to|until|till|and|through|thru|[–—-])\s*(?P<month2>{MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year2>20\d\d))?"),
    ("mdy", rf"\b(?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*(?:[–—-]|to|through|thru|until|and)\s*(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)?\b(?!\s*(?:percent|%|million|,\d{{3}}))(?!,\d){_YEAR}"),
    ("dmy", rf"\b(?P<day>\d{{1,2}}|{_ORD})(?:st|nd|rd|th)?(?:\s*(?:[–—-]|and|to)\s*(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)?[\s-]+(?:of\s+|day of\s+)?(?P<month>{MONTH}){_YEAR}"),
    ("iso", r"\b(?P<year>20\d\d)[-/](?P<mon>\d\d)[-/](?P<day>\d\d)(?!\d)"),
    ("slashed", r"(?<![\d/])(?P<day>\d{1,2})[/.](?P<mon>\d{1,2})[/.](?P<year>20\d\d)(?![\d/])"),
    ("number", r"(?<=\bthe )(?P<day>\d{1,2})(?:st|nd|rd|th)(?:\s+of (?:the|this) month|\s+(?P<inst>inst)\.?)?(?![\w-])(?!\s+(?:[a-z]+))"),
    ("number", r"(?<=\bon the )(?P<day>\d{1,2})(?:st|nd|rd|th)\b|(?<=\buntil the )(?P<day_>\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:of|century))"),
    ("number", r"(?:(?<=\bfor the )|(?<=\bto the ))(?P<day>\d{1,2})(?:st|nd|rd|th)\b(?=\s*[.,;:!\"”’)]|$|\s+(?:and|or|but)\b)"),
    ("month", rf"\b{_PART}(?P<month>{MONTH}){_YEAR}"),
    ("month", rf"\b(?:(?P<near>this|last|next|this past|this coming)\s+)?(?P<month>{MONTH}){_YEAR}"),
    ("months", rf"\b(?:from|between)\s+(?P<month>{MONTH})\s+(?:to|until|till|through|and)\s+(?P<month2>{MONTH})(?!\s*\d)(?:\s+(?P<year>20\d\d))?"),
    ("months", rf"\b(?:in|during|for|over)\s+(?P<month>{MONTH})\s*(?:[-–—]|to|through|and)\s*(?P<month2>{MONTH})(?!\s*\d)(?:\s+(?P<year>20\d\d))?"),
    ("firstmonths", r"\b(?:in|during|for|over)?\s*the\s+(?:first|opening)\s+(?P<n>\w+)\s+months\b(?:\s+of\s+(?P<year>20\d\d)|\s+of\s+(?:the|this)\s+year|\s+of\s+(?P<rel>last|next)\s+year)?"),
    ("period", rf"\b(?:in|during|for|over|between|from)?\s*(?:the\s+)?(?:{MONTH})\s*(?:[-–—]|to|through|and)\s*{MONTH}(?:\s+20\d\d)?(?!\s*\d)"),
    ("year", r"\b(?:(?P<part>(?:the\s+)?(?:early|mid|late|end of|end|start of|beginning of|first half of|second half of|middle of|close of|turn of))[\s-]+(?:the\s+)?(?:year\s+)?)?(?:(?:fiscal|calendar|financial)\s+(?:year\s+)?|fy\s?)?(?P<year>20\d\d)\b(?![\d,.]*\d)(?!\s*(?:trucks|lorries|vehicles|tonnes|tons|teu|wagons|vessels|ships|containers|railcars|barrels|people|workers|km|miles|metres|hours|%|percent|[/–-]\s*(?:20)?\d\d\b))"),
    ("period", r"\b(?:(?:fiscal|marketing|crop|financial|season)\s+(?:year\s+)?)?(?:fy\s?)?20\d\d\s*[/–-]\s*(?:20)?\d\d\b"),
    ("relyear", r"\b(?:(?P<part>(?:the\s+)?(?:early|mid|late|end of|start of|beginning of|first half of|second half of|later|earlier))[\s-]+)?(?P<rel>last|next|this|the past|the previous|the coming|the following)\s+(?P<word>year)\b(?!['’]s|\s+(?:ago|earlier))"),
    ("dayword", r"\b(?P<word>today|yesterday|the day before yesterday|the day after tomorrow|tomorrow|overnight|last night|this morning|this afternoon|this evening|the previous day|a day earlier|tonight)\b"),
    ("weekday", r"\b(?:(?P<rel>last|next|this|the previous|coming|this coming|past|this past|the following)\s+)?(?P<dow>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b(?!\s*-)(?:\s+(?P<rel_>next|last|week))?"),
    ("weekday", r"\b(?P<dow>mon|tue|tues|wed|thu|thur|thurs|fri)\b\.?(?=,?\s+\d)"),
    ("weekday", r"^\W*(?P<dow>mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?=\s*[:–—])"),
    ("weekend", r"\b(?:(?P<rel>last|this|next|the past|the coming|this past|this coming|the)\s+)?(?:weekend)\b(?!\s+(?:ban|service|work|shift|traffic|reading|edition))"),
    ("already", rf"\b(?:for|over|in|during)\s+(?:the\s+)?(?:past|last|already)\s+{_N}\s+(?P<unit>days?|weeks?|months?)\b(?!\s+(?:ago|from|to|before))"),
    ("already", r"\b(?:for\s+)?(?:a|the|its|their|an)\s+(?P<n>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)\s+(?:full\s+|consecutive\s+|straight\s+|successive\s+|successive\s+)?(?P<unit>day|week|month)\b(?!\s+of\s+(?:january|february|march|april|may|june|july|august|september|october|november|december))"),
    ("already", rf"\b(?P<ord>day|week)\s+{_N}\s+(?P<unit>of|,)"),
    ("already", rf"\b{_N}\s+(?P<unit>days?|weeks?|months?)\s+(?:running|in a row|straight|on end)\b"),
    ("already", rf"\b{_N}\s+(?:consecutive|straight|successive)\s+(?P<unit>days?|weeks?|months?)\b"),
    ("ago", rf"\b(?:(?:some|about|around|nearly|almost|just over|more than|roughly)\s+)?{_N}\s+{_UNIT}\s+(?:ago|back)\b"),
    ("ago", r"\b(?P<unit>last year)\s+(?P<n>)at (?:this|the same) time\b"),
    ("ago", r"\b(?:at\s+)?(?:this|the same) time\s+(?P<unit>last year)(?P<n>)\b"),
    ("ago", r"\b(?P<n>a|one|two|three|five|ten)\s+(?P<unit>years?)\s+(?:earlier|before)\b(?=\s*[.,;:]|$)"),
    ("ago", r"\b(?P<n>half a)\s+(?P<unit>year)\s+ago\b"),
    ("ago", r"\b(?P<n>one|two|three|four|five|six|a)\s+(?P<unit>days?|weeks?)\s+(?:earlier|before)\b(?=\s*[.,;]|$)"),
    ("lasting", rf"\b(?:now\s+)?(?:for|since)\s+(?:(?:about|some|more than|over|nearly|at least|almost|up to|roughly|the better part of)\s+)?{_N}\s+(?:full\s+|whole\s+)?(?P<unit>days?|weeks?|months?|years?)\b(?!\s+(?:ago|of))"),
    ("ahead", rf"\b(?:in|within|after)\s+(?:about\s+|around\s+|roughly\s+)?{_N}\s+(?P<unit>days?|weeks?|months?|years?)['’]?s?\s+time\b"),
    ("ahead", rf"\b{_N}\s+(?P<unit>days?|weeks?|months?|years?)\s+(?:from now|hence)\b"),
    ("ahead", rf"\bin\s+(?:about\s+|around\s+)?{_N}\s+(?P<unit>days?|weeks?|months?)\b(?!['’])(?=\s*[.,;]|$)|^\W*in\s+(?:about\s+|around\s+)?{_N.replace('<n>', '<n_>')}\s+(?P<unit_>days?|weeks?|months?)\b(?!['’])"),
    ("within", rf"\b(?:within|over the next|for the next|in the next|in the coming|over the coming|during the next|inside)\s+{_N}\s+{_UNIT}\b"),
    ("week", r"\b(?:(?P<part>(?:early|late|mid|earlier|later|the start of|the beginning of|the end of|start of|end of|the middle of|middle of|the first half of|first half of|the second half of|second half of))[\s-]+)?(?P<rel>last|this|next|the past|the coming|coming|previous|the previous|the following|the current|the present)\s+(?P<unit>week|month)\b(?!end|['’]s\s+(?:meeting|summit))"),
    ("edge", r"\b(?P<edge>start|beginning|end|middle|close|turn)\s+of\s+(?:the|this|the current)\s+(?P<unit>week|month|year|quarter)\b"),
    ("edge", r"\b(?P<unit>month|year|quarter)[\s-](?P<edge>end)\b"),
    ("ending", r"\bbefore the (?P<unit>week|month|year) (?:is|was) out\b|\b(?:for|until|to) the (?:rest|end|remainder) of the (?P<unit_>week|month|year)\b"),
    ("edge", r"\b(?P<edge>mid)-?(?P<unit>month|year|week)\b"),
    ("edge", r"\b(?P<edge>year|month|week)[\s-]to[\s-](?P<unit>date)\b"),
    ("quarter", r"\b(?:(?P<part>(?:the\s+)?(?:end of|start of|beginning of|early|late))\s+(?:the\s+)?)?(?P<q>first|second|third|fourth|final|opening|last)[\s-](?P<what>quarter|half)\b(?:\s+of)?(?:\s+(?P<rel>this|last|next)\s+year|\s+(?:the\s+)?(?P<year>20\d\d)\b|\s+the year)?"),
    ("quarter", r"\b(?:(?P<part>(?:the\s+)?(?:end of|end|start of|early|late))[\s-]+)?(?:(?:20)?\d\d)?(?P<what>q|h)(?P<q>[1-4])(?:[\s-]+(?:of\s+)?(?P<year>20\d\d)\b|[\s-]+(?:of\s+)?(?P<rel>this|last|next)\s+year)?\b|\b(?P<q_>[1-4])(?P<what_>q|h)(?P<year_>\d\d)?\b"),
    ("quarter", r"\b(?P<rel>this|last|next|the current|the coming|the previous)\s+(?P<what>quarter)\b"),
    ("season", r"\b(?:(?P<part>early|mid|late|end of|start of)[\s-]+)?(?:(?P<near>this|last|next|the coming|this coming|this past)\s+)?(?P<season>spring|summer|autumn|winter|fall)(?:\s+(?:of\s+)?(?P<year>20\d\d)|\s+(?:of\s+)?(?P<rel>this|last|next)\s+year)?\b(?!\s+(?:festival|timetable|schedule|wheat|tyres|road))"),
    ("period", r"\b(?:in|during|for|over)\s+the\s+(?:first|last|past|opening|final)\s+(?:\w+)\s+months\b(?:\s+of\s+(?:the\s+year|this\s+year|last\s+year|20\d\d))?"),
    ("immediate", r"\b(?:effective immediately|with immediate effect|from today|as of today|as of now|from now on|as from this day|from this day|as of this day)\b"),
    ("daytime", r"\b(?:by|at|around|before|since|until|in the|from|shortly (?:before|after))\s+(?:early\s+|mid-?|late\s+)?(?:midday|noon|midnight|dawn|daybreak|dusk|nightfall|sunrise|sunset|morning|afternoon|evening|forenoon|early hours|small hours)\b(?!\s+(?:of|on)\b)"),
    ("open", r"\b(?:in recent (?:days|weeks|months)|recently|in the coming (?:days|weeks|months)|soon)\b"),
)  # fmt: skip

CLOCK = r"\b(?:from\s+|at\s+|between\s+|by\s+|until\s+)?(?:\d{1,2}:\d\d|[012]\d[0-5]\d)(?:\s*(?:to|and|until|[-–—])\s*(?:\d{1,2}:\d\d|[012]\d[0-5]\d))?\s*(?:local time|hours|hrs|gmt|utc|lt|z\b|h\b|a\.?m\b|p\.?m\b)|\b\d{1,2}:\d\d\b|\b(?:from|until|after|before|at)\s+(?:[012]\d00)(?=[.,;])|\b\d{1,2}\s*(?:a\.m\.|p\.m\.|am\b|pm\b)|\b\d{1,2}\s+o['’]clock"
