# ruff: noqa: E501
"""Figures without a plain number and unit: multiples, shares in words, units said before, 'every lorry', '4 часа 20 минут'."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from kordon.reading.lang import own
from kordon.reading.numbers.amount import Amount, tidy
from kordon.reading.numbers.units import Unit, unit_at, units
from kordon.reading.numbers.words import MULTIPLE_BLOCKS, MULTIPLES
from kordon.reading.patterns import Patterns
from kordon.reading.text import Token

ONE_OF = {
    "сутки": ("days", 1.0),
    "неделю": ("days", 7.0),
    "час": ("hours", 1.0),
    "месяц": ("months", 1.0),
    "полгода": ("months", 6.0),
    "год": ("years", 1.0),
    "полчаса": ("minutes", 30.0),
}
_ZH_MULTIPLES = (("翻了一番", 4), ("翻一番", 3), ("翻番", 2), ("翻倍", 2), ("翻了倍", 3), ("加倍", 2), ("翻了番", 3))


def multiple(line: list[Token], i: int, lang: str) -> tuple[float, int] | None:
    """Return the value and last token of a multiple said in a word: 'вдвое', 'doubled', '翻了一番'."""
    token = line[i]
    if lang == "zh":
        rest = "".join(t.text for t in line[i : i + 4])
        again = re.match(r"翻了?([两兩三])番", rest)
        if again:
            return (8.0 if again.group(1) == "三" else 4.0), i + again.end() - 1
        size = next((n for word, n in _ZH_MULTIPLES if rest.startswith(word)), 0)
        return (2.0, i + size - 1) if size else None
    table = MULTIPLES.get(lang, {})
    key = next((k for k in (token.low, *sorted(token.keys)) if k in table), None)
    following = line[i + 1].low if i + 1 < len(line) else ""
    if key is None or (following in MULTIPLE_BLOCKS and key != "twice") or (i + 1 < len(line) and line[i + 1].glued):
        return None
    if key in ("twice", "thrice") and following not in (
        "as",
        "the",
        "what",
        "its",
        "their",
        "that",
        "normal",
        "usual",
        "more",
        "last",
    ):
        return None
    if key in ("двойной", "тройной") and following not in (
        "рост",
        "роста",
        "тариф",
        "тарифу",
        "размер",
        "размере",
        "цене",
        "ставка",
        "ставке",
        "увеличение",
    ):
        return None
    return table[key], i


_FRACTIONS: dict[str, tuple[tuple[str, float], ...]] = {
    "ru": (
        (r"две трети|двух третей|двум третям|двумя третями", 67.0), (r"три четверти|трех четвертей", 75.0),
        (r"(?:каждый|каждая|каждую|каждое|каждого|каждой) (?:второй|вторую|вторая|второго|второе)\b", 50.0),
        (r"(?:каждый|каждая|каждую|каждое|каждого|каждой) (?:третий|третью|третья|третьего|третье)\b", 33.0),
        (r"(?:каждый|каждая|каждую|каждое|каждого|каждой) четверт\w+", 25.0), (r"(?:каждый|каждая|каждую|каждое|каждого|каждой) пят\w+", 20.0),
        (r"(?:каждый|каждая|каждую|каждое|каждого|каждой) десят\w+", 10.0),
        (r"(?:одна )?(?:десятая|десятую|десятой) (?:часть|доля|долю|доли|части)|одну десятую", 10.0), (r"(?:пятая|пятую|пятой) (?:часть|доля|долю|доли|части)", 20.0),
        (r"(?:шестая|шестую|шестой) (?:часть|доля|долю|доли|части)", 17.0), (r"(?:седьмая|седьмую|седьмой) (?:часть|доля|долю|доли|части)", 14.0), (r"(?:восьмая|восьмую|восьмой) (?:часть|доля|долю|доли|части)", 12.5),
        (r"девять десятых", 90.0), (r"восемь десятых|четыре пятых", 80.0), (r"семь десятых", 70.0), (r"три пятых", 60.0), (r"две пятых", 40.0), (r"три десятых", 30.0),
        (r"(?:один|одна|одну|одной|одного|одно) (?:из|на) двадцати?(?=ь?\s*[.,;:!?»]|$)", 5.0), (r"(?:один|одна|одну|одной|одного|одно) (?:из|на) десят[иь](?=\s*[.,;:!?»]|$)", 10.0),
        (r"(?:один|одна|одну|одной|одного|одно) из пяти(?=\s*[.,;:!?»]|$)", 20.0), (r"(?:один|одна|одну|одной|одного|одно) из (?:ста|сотни)(?=\s*[.,;:!?»]|$)", 1.0),
        (r"(?:на |одна |одну |почти |около |более |до |свыше )?(?:треть|трети|третью(?! [а-я]+[уюь](?![а-я])))(?![а-я])", 33.0),
        (r"(?:на |одна |одну |почти |около |более |до )?(?:четверть|четверти)(?![а-я])(?! (?:века|часа|20\d\d))", 25.0),
        (r"наполовину|вполовину|(?:на |почти |около |более |до |лишь |только )?половин(?:а|у|ы)(?![а-я])(?! (?:года|дня|месяца|пути|июн|июл|сент|окт|ноя|дек|янв|фев|мар|апр|мая|авг))", 50.0),
        *((rf"{word} (?:[а-я]+ )?из (?:каждых )?десяти(?![а-я])(?! [а-я]+(?:ов|ей|ин)\b)", 10.0 * n) for n, word in ((3, "три"), (4, "четыре"), (6, "шесть"), (7, "семь"), (8, "восемь"), (9, "девять"))),
        (r"половинн\w+", 50.0), (r"ополовин\w+", 50.0),
    ),
    "en": (
        (r"(?:two|2)[- ]thirds", 67.0), (r"three[- ]quarters(?! of an hour)", 75.0), (r"(?:four)[- ]fifths", 80.0), (r"nine[- ]tenths", 90.0), (r"three[- ]fifths", 60.0),
        (r"two[- ]fifths", 40.0), (r"one(?: \w+)? in (?:every )?three\b", 33.0), (r"one(?: \w+)? in (?:every )?two\b", 50.0), (r"one(?: \w+)? in (?:every )?four\b", 25.0), (r"one(?: \w+)? in (?:every )?five\b", 20.0),
        (r"one(?: \w+)? in (?:every )?ten\b", 10.0), (r"one(?: \w+)? in (?:every )?twenty\b", 5.0), (r"one(?: \w+)? in (?:every )?fifty\b", 2.0), (r"one(?: \w+)? in (?:every )?(?:a )?hundred\b", 1.0), (r"one(?: \w+)? in (?:every )?six\b", 16.7), (r"one(?: \w+)? in (?:every )?eight\b", 12.5), (r"every (?:second|other) (?=truck|lorry|vehicle|container|wagon|consignment|box|load|ship|train|car|trailer|shipment)", 50.0),
        (r"every third (?=truck|lorry|vehicle|container|wagon|consignment|box|load|ship|train|car|trailer|shipment)", 33.0), (r"every (?:fifth) (?=truck|lorry|vehicle|container|wagon|consignment|box|load|ship|train|car|trailer|shipment)", 20.0), (r"every tenth (?=truck|lorry|vehicle|container|wagon|consignment|box|load|ship|train|car)", 10.0),
        (r"(?:a|one|by a|nearly a|almost a|about a|roughly a)[- ]third(?= (?:of|more|less|fewer|lower|higher|since|below|above|to|on|from|in|as|this|over|last|smaller|longer|shorter|up|down)|[.,;])", 33.0),
        (r"(?:a|one|by a)[- ]quarter(?= (?:of(?! an hour| a mile)|more|less|fewer|lower|higher|since|below|above|to|on|from|in|as|over|smaller|longer|shorter|up|down)|[.,;])", 25.0),
        (r"(?:a|one)[- ]fifth(?= (?:of|more|less|fewer|lower|higher|since|below|above|to|from|in)|[.,;])", 20.0), (r"(?:a|one)[- ]tenth(?= (?:of|more|less|fewer|lower|higher|since)|[.,;])", 10.0),
        (r"(?:by |in |only |about |roughly |nearly |almost |just |over |barely )?half(?= (?:of (?!an? (?:hour|day|year|mile)|20\d\d|the year|this year|last year|next year)|the |its |their |our |what |as |all |those |normal |usual |empty|full|capacity|that )|[.,;](?! past))(?<!first half)(?<!second half)", 50.0),
        (r"halved|halving", 50.0), (r"half (?:strength|speed|power|load|throughput|rate)\b", 50.0),
        *((rf"{word} (?:in|out of) (?:every )?(?:ten|10)\b", 10.0 * n) for n, word in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine"), start=2)),
    ),
    "kk": (
        (r"үштен екі\w*", 67.0), (r"үштен бір\w*", 33.0), (r"төрттен бір\w*", 25.0), (r"төрттен үш\w*", 75.0), (r"бестен бір\w*", 20.0), (r"оннан бір\w*", 10.0),
        (r"бестен екі\w*", 40.0), (r"(?:тең )?жартысы\w*", 50.0), (r"ширегі\w*|ширек(?!і)", 25.0), (r"әр(?:бір)? екінші", 50.0), (r"әр(?:бір)? үшінші", 33.0), (r"әр(?:бір)? бесінші", 20.0),
    ),
}  # fmt: skip


@lru_cache(maxsize=8)
def _fractions(lang: str) -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple((re.compile(pattern), percent) for pattern, percent in _FRACTIONS.get(lang, ()))


def fraction(line: list[Token], i: int, lang: str, text: str) -> tuple[float, int] | None:
    """Return (percent, last token) of a share said in words at token ``i``: 'на треть', 'two-thirds', 'үштен бірі'."""
    low = text[line[i].start : line[-1].end][:40].lower().replace("ё", "е")
    for pattern, value in _fractions(lang):
        match = pattern.match(low)
        if match is None:
            continue
        if (
            lang == "en"
            and line[i].low == "half"
            and i
            and line[i - 1].low in ("first", "second", "latter", "a", "and", "other", "last", "top")
        ):
            return None
        if (
            lang == "ru"
            and i
            and line[i - 1].low in ("первой", "первую", "второй", "вторую", "первая", "вторая", "с", "в")
            and "половин" in match.group()
        ):
            return None
        stop = line[i].start + match.end()
        last = max(k for k, t in enumerate(line) if i <= k and t.start < stop)
        return tidy(round(value, 1)), last
    return None


_CHECKS = Patterns(
    {
        "ru": r"досм|осм[ао]тр|провер|взвеш|скан|рентген|вскры|просвеч|мер[яи]т|отбор|отбира|контрол|анализ|тест|загляды|проб|тент|прослежива|пломб|фон\b|считыв|подтвер|сертифиц|маркир|обыск|осматр|дезинф|фумиг",
        "en": r"inspect|check|scan|x-ray|x-rayed|sampl|test|weigh|open|search|examin|screen|scrutin|unload|fumigat|spray|fingerprint|certif|proof|prove|demand|matched|count|fitted|track|seal|disinfect|quarantin|radiomet|questioned|stopped|papers|run the|calling for|undertaking",
        "kk": r"тексер|таразы|скан|рентген|сынама|талдан|талдау|талдан|ақтар|салыстыр|ашыл",
        "zh": r"查|检|檢|验|驗|称重|过磅|過磅|开箱|開箱|抽样|消毒|核",
    }
)
_ALL = Patterns(
    {
        "ru": r"(?:каждую|каждая|каждой|каждый|каждое|каждого|каждому) (?!втор|трет|четверт|пят|шест|десят|день|год|месяц|недел|час|из|раз|сут)|сплошн\w+|поголовн\w+|без исключения|без разбора|поштучн\w+|поваг[ао]нн\w+|(?:все|всех|всем) (?=(?:[а-я-]+ ){0,2}(?:суда|судов|машин\w*|фур\w*|вагон\w*|контейнер\w*|парти[ийя]\w*|груз\w*|состав\w*|грузовик\w*|автомобил\w*|посыл\w+|товар\w*)(?![а-я]))",
        "en": (
            r"(?:every|each)(?: single)? (?=(?:[\w'’-]+ ){0,2}(?:truck|lorry|vehicle|container|wagon|consignment|box|load|ship|vessel|train|trailer|shipment|batch|lot|crate|parcel|cargo|tanker|car|bale|reefer|one|pallet|stack|rig|railcar|barge|bag|sack|carcass|carton|declaration|invoice|item|tractor)\b(?! (?:day|week|month)))"
            r"|all (?=(?:[\w'’-]+ ){0,2}(?:trucks|lorries|vehicles|containers|wagons|consignments|boxes|loads|shipments|cars|cargo|cargoes|goods|transit|parcels|pallets|trailers|tankers|vessels)\b)"
            r"|(?:wagon by wagon|truck by truck|box by box|item by item|piece by piece|crate by crate|lorry by lorry|bag by bag|everything is being|without exception)"
        ),
        "kk": r"(?:әрбір|әр) (?!күн|жыл|ай|апта|екінші|үшінші|бесінші|түрлі|қилы)|бірін қалдырмай|(?:вагон|көлік|фура|жәшік|контейнер|партия|кеме) сайын|(?:барлық|бүкіл) (?=(?:[\w-]+ ){0,3}(?:көлі|жүк|тауар|вагон|контейнер|партия|кеме|фура))",
        "zh": r"逐[车車辆輛票批箱柜櫃件]|全部开箱|全數開箱|百分之百|一车一验|全面开箱|(?:所有|全部|每[一]?[辆輛票批箱柜])(?=[^，。；]{0,8}(?:车|車|货|貨|箱|柜|船|批))",
    }
)


def every(line: list[Token], i: int, lang: str, text: str) -> tuple[float, int] | None:
    """Return (100, last token) of 'every lorry', 'каждую партию', '逐车' in a sentence about checks."""
    low = text[line[i].start : line[-1].end][:60].lower().replace("ё", "е")
    match = _ALL[lang].match(low)
    if match is None or not _CHECKS[lang].search(text[line[0].start : line[-1].end].lower()):
        return None
    stop = line[i].start + len(match.group().rstrip())
    return 100.0, max(k for k, t in enumerate(line) if i <= k and (t.start < stop or k == i))


def hours_and_minutes(found: list[Amount], line: list[Token]) -> list[Amount]:
    """Return the amounts with '4 часа 20 минут' as one of 260 minutes."""
    out: list[Amount] = []
    for amount in found:
        last = out[-1] if out else None
        if (
            last is not None and last.unit == "hours" and amount.unit == "minutes" and amount.first - last.last <= 2
            and isinstance(last.value, float) and isinstance(amount.value, float) and amount.value < 60
            and all(not t.text[0].isdigit() and t.text not in ",;(" for t in line[last.last + 1 : amount.first])
        ):  # fmt: skip
            out[-1] = replace(
                last, value=tidy(last.value * 60 + amount.value), unit="minutes", last=amount.last, end=amount.end
            )
        else:
            out.append(amount)
    return out


_BEFORE_ELLIPSIS = frozenset(
    ("from", "against", "versus", "than", "to", "at", "of", "nearer", "for", "с", "против", "до", "вместо", "чем", "about", "nearly", "under", "over", "около", "на", "только", "и", "—", "–")
)  # fmt: skip
_COUNTED = {"en": ("number", "count", "tally", "total", "figure"), "ru": ("количество", "число")}
_COMPARING = ("from", "against", "versus", "than", "с", "против", "вместо", "чем", "nearer")


def elliptic(line: list[Token], i: int, j: int, lang: str, out: list[Amount]) -> Unit | None:
    """Read a number whose unit was said before: 'from 640,000 in September', 'the number of trucks rose to 725 a day', '到1900台'."""
    text = line[i].text
    if lang == "kk" and i and line[i - 1].low.startswith("саны"):
        for k in range(max(0, i - 4), i - 1):  # 'жүк көліктерінің саны 10 мыңға жетті': the unit stands before 'number'
            found = unit_at(line, k, lang)
            if found is not None and found[3] < i - 1:
                return found[0], found[1], found[2], j - 1, found[4]
    if i == 0 or lang == "zh" or lang == "kk":
        return None
    after = line[j] if j < len(line) else None
    closed = (
        after is None
        or after.text in tuple(".,;:)")
        or after.low in ("and", "but", "by", "in", "on", "а", "в", "к", "и", "now", "today", "a")
    )
    if re.fullmatch(r"(?:19|20)\d\d", text) or (after is not None and after.text in (":", "/")):
        return None
    lead = line[i - 1].low
    if out and closed and lead in _BEFORE_ELLIPSIS:
        last = out[-1]
        gap = line[i].start - last.end
        similar = not isinstance(last.value, tuple) and last.value > 0
        if lead in _COMPARING and (
            last.unit not in ("percent", "hours", "days") or lead in ("against", "than", "nearer")
        ):
            return last.unit, _factor(last), last.of, j - 1, "the unit before"
        if similar and gap < 40 and lead in ("to", "до", "for", "nearer") and last.unit not in ("percent", "times"):
            return last.unit, _factor(last), last.of, j - 1, "the unit before"
    if not text[0].isdigit():
        return None
    if lead in ("to", "at", "до", "of") or (lang == "en" and lead in ("nearly", "about", "over")):
        for k, token in enumerate(line[:i]):
            if token.keys & set(own(_COUNTED, lang)):
                found = unit_at(line, k + (2 if lang == "en" else 1), lang)
                if found is not None:
                    return found[0], found[1], found[2], j - 1, found[4]
    return None


def _factor(last: Amount) -> float:
    """Return the days of a week where the figure before was told in weeks."""
    return 7.0 if last.unit == "days" and re.search(r"'(?:week|неделя|апта)'", last.why) else 1.0


def inverted(line: list[Token], i: int, lang: str) -> Unit | None:
    """Read 'фур 300', 'дней пять', 'недели на три' (approximate inversion): the unit stands just before the number."""
    if i == 0 or not line[i - 1].word:
        return None
    back = i - 2 if line[i - 1].low in ("на", "в", "за", "до", "с", "через") and i > 1 else i - 1
    token = line[back]
    if (
        not token.tags & {"gent", "nomn", "accs"}
        or (back and line[back - 1].text[0].isdigit())
        or (back == i - 1 and "gent" not in token.tags)
    ):
        return None
    for key in sorted(token.keys):
        for pattern, unit, factor, of in units(lang).get(key, ()):
            allowed = (
                "trucks",
                "wagons",
                "trains",
                "days",
                "ships",
                "hours",
                "km",
                "months",
                "years",
                "containers",
                "persons",
                "minutes",
            )
            if len(pattern) == 1 and (unit in allowed or key in ("метр", "тонна")) and len(token.low) > 2:
                if back == i - 2 and unit not in ("days", "hours", "months", "years", "minutes", "km"):
                    continue
                return unit, factor, of, i, key
    return None
