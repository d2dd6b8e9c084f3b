# ruff: noqa: E501
"""The time over which something changed, which is no delay: 'rose 12% in two weeks', 'за две недели вырос', '两周内上涨'."""

from __future__ import annotations

import re

from kordon.reading.numbers.amount import Amount
from kordon.reading.patterns import Patterns
from kordon.reading.text import Token

_TIME = frozenset(("minutes", "hours", "days", "months", "years"))
_CHANGED = Patterns(
    {
        "en": r"\b(?:r[io]se|risen|rises|rising|gr[eo]w\w*|fell|fall\w*|dropp?\w*|jump\w*|climb\w*|increas\w*|declin\w*|decreas\w*|surg\w+|"
        r"soar\w*|swell\w*|swollen|shr[aiu]nk\w*|plung\w+|slump\w*|doubl\w+|tripl\w+|halv\w+|gain\w*|slid\w*|widen\w*|spik\w+|up|down)\b",
        "ru": r"(?<!\w)(?:вырос|выраст|увелич|сократ|сниз|снижен|упал|упад|падени|подорожа|подешев|подскоч|прибав|уменьш|возрос|"
        r"просел|поднял|рост\b|роста\b|удвои|утрои|взлете|рухну|обвал)",
        "kk": r"(?<!\w)(?:өс(?:ті|ке|іп|у|е)|арт(?:ты|қа|ып|у|а)|азай|төменде|қысқар|қымбатта|арзанда|көбей|еселен|құлдыра|ұлғай)",
        "zh": r"上[涨漲升]|[涨漲]|增[长長加至]|下[降跌滑]|[减減]少|跌|翻[了一]*[番倍]|激增|[缩縮]减|骤[增降减]|[飙飆]升",
    }
)
_WITHIN = Patterns(
    {
        "en": r"(?<!\w)(?<!to )(?<!by )(?<!for )(?<!at )(?:in|over|within|during|in the space of|in under|in less than)(?:\s+(?:just|only|about|around|barely|the|past|last|some|"
        r"a|mere|little|more|less|than|nearly|almost|space|of|under))*\s+$",
        "ru": r"(?<!\w)(?:за|в течение|на протяжении)(?:\s+(?:последни\w+|прошедши\w+|минувши\w+|эти|те|всего|каких-то|неполн\w+|почти|около|первые|менее|более|чем))*\s+$",
        "kk": r"(?!)",
        "zh": r"(?:在|短短|[过過]去|最近|近|[仅僅])$",
    }
)
_WITHIN_AFTER = Patterns(
    {
        "en": r"(?!)",
        "ru": r"(?!)",
        "kk": r"\w*\s+(?:ішінде|аралығында)(?!\w)",
        "zh": r"[之以]?[内內里裡间間]|[时時]间|以?[来來](?![自到往])",
    }
)
_IN_KK = re.compile(r"[дт][ае]$")
_STOP = re.compile(r"[;；。，:—–]|,(?!\d)")


def over_a_time(found: list[Amount], line: list[Token], lang: str, text: str) -> list[Amount]:
    """Return the amounts without the time that a change took, where the sentence also says how much changed."""
    if len(found) < 2 or not any(a.unit in _TIME for a in found):
        return found
    low = text[line[0].start : line[-1].end].lower().replace("ё", "е")
    if not _CHANGED[lang].search(low):
        return found
    base = line[0].start
    return [a for a in found if not (a.unit in _TIME and _took(a, found, low, base, lang))]


def _took(amount: Amount, found: list[Amount], low: str, base: int, lang: str) -> bool:
    """Whether an amount of time is what a change took: led by a word for that, the change and its size in its clause."""
    a, b = amount.start - base, amount.end - base
    led = _WITHIN[lang].search(low, 0, a)
    if not (led or _WITHIN_AFTER[lang].match(low, b) or (lang == "kk" and _IN_KK.search(low[a:b]))):
        return False
    begin = max((m.end() for m in _STOP.finditer(low, 0, a)), default=0)
    stops = [m.start() for m in _STOP.finditer(low, b)] + [len(low)] * 2
    alone = (
        not low[begin : led.start() if led else a].strip() and stops[0] - b < 4
    )  # 'In just two weeks, rates rose 12%'
    end = stops[1] if alone else stops[0]
    after = led is not None and any(
        o.end - base <= led.start() and not low[o.end - base : led.start()].strip() for o in found
    )
    sizes = [o for o in found if o.unit not in _TIME and begin <= o.start - base < end]
    return (bool(sizes) or after) and _CHANGED[lang].search(low, begin, end) is not None
