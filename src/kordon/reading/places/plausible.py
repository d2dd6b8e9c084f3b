# ruff: noqa: E501
"""Whether words can be a place's name where they stand: capitals, no ordinary word, no surname, no company."""

from __future__ import annotations

import re

from kordon.reading.places.declension import kazakh_stems
from kordon.reading.places.model import Name
from kordon.reading.places.words import (
    COMPANY_AFTER,
    COMPANY_WORDS,
    EN_PLACE_LEADS,
    EN_PLACE_NOUNS,
    LEADS,
    NO_NAME_KK,
    NO_PLACE_KK,
    RU_KINDS,
)
from kordon.reading.text import Token


def plausible(lang: str, line: list[Token], i: int, j: int, place: Name, text: str) -> bool:
    """Whether the words can be this name here: capitals where the script has them, no ordinary word, no surname."""
    token = line[i]
    if i and line[i - 1].low.startswith(("доллар", "долл")) and place.cc == "US":
        return False
    if lang != "zh" and (_in_company(line, i, j) or _opens_an_organisation(line, j)):
        return False
    if lang == "ru" and place.what != "state" and _half_an_adjective(line, j):
        return False
    needed = _NEEDS.get((place.name.lower(), place.kind)) if i == j and place.what != "settlement" else None
    if needed is not None and not needed.search(text[line[0].start : line[-1].end].lower()):
        return False
    if lang == "zh":
        a, b = token.start, line[j].end
        if b - a == 1:
            return place.what == "state" and _zh_state(line, i, text)
        if text[a] in "东西南北東" and a and text[a - 1] == "以":
            return False  # '柔佛以东海域'
        before, after = _ZH_OTHER.get(place.name, ("", ""))
        return not (text[b : b + 1] and text[b] in after) and not (a and text[a - 1] in before)
    if place.form == "adjective":
        return lang != "en" or token.text[0].isupper()
    if place.form == "people":
        return True
    if not token.text[0].isupper():
        return lang == "kk" and token.low.startswith(OUR_COUNTRY)
    ordinary = lang == "kk" and (
        token.low in NO_PLACE_KK or (place.what != "state" and bool(kazakh_stems(token) & NO_NAME_KK))
    )
    if ordinary and i == j and not (i and line[i - 1].text in '«"“'):
        return False
    if place.name.isupper() and len(place.name) < 5 and lang != "en" and not token.text[:2].isupper():
        return False  # 'Еске салсақ' is no form of 'ЕС'
    if lang == "en" and i == j and token.low in _DIRECTIONS and place.weight < 9:
        return False  # 'North terminal'
    if lang == "en" and i == j == 0 and token.low in _EN_WORDS and not (len(line) > 1 and line[1].text in ":,–—"):
        return False  # 'Van with 45,000 packs of cigarettes found'
    if lang == "en" and j > i and line[j].text in _EN_SPOKEN:
        return False  # 'Deendayal Port said'
    if lang == "en" and token.low == "gulf" and i == j and not _the_gulf(line, i):
        return False
    if len(token.low) <= 2 and i == j and not token.text.isupper() and place.what != "settlement":
        return False
    if (
        token.low
        in (
            "us",
            "ес",
            "eu",
            "рк",
            "рф",
            "кр",
            "рб",
            "бам",
            "смп",
            "ско",
            "нао",
            "янао",
            "зко",
            "вко",
            "ек",
            "uk",
            "бтк",
            "ктк",
            "cpc",
        )
        and not token.text.isupper()
        and token.low != "u.s"
    ):
        return False
    if lang == "ru" and i == j and place.kind == "point" and "known" in token.tags and not token.tags & {"geo"}:
        quoted = i > 0 and line[i - 1].text in '«"“'
        led = i > 0 and line[i - 1].low in LEADS | RU_KINDS
        named = led and line[i - 1].low in RU_KINDS and place.what in ("post", "port", "station")  # 'у поста Сырым'
        if (
            "adj" in token.tags
            and not named
            and i + 1 < len(line)
            and line[i + 1].word
            and line[i + 1].text[0].islower()
        ):
            return False
        after = line[j + 1].text if j + 1 < len(line) else ""
        opening = i == 0 and after in tuple(":–—") and place.what in ("post", "port", "station")
        if not quoted and not opening and (not led or i == 0):
            return False
    if (
        lang == "en"
        and place.what in ("region", "sea")
        and i > 1
        and line[i - 1].word
        and line[i - 1].text[0].isupper()
        and line[i - 1].low not in EN_PLACE_LEADS
        and token.start - line[i - 1].end == 1
        and i == j
    ):
        return False  # 'Transit Asia', 'Steppe Europe' are names of firms and papers
    if place.weight < 5:
        if i == j and token.text.isupper() and len(token.text) < 5:
            return False
        previous = line[i - 1] if i else None
        following = line[j + 1] if j + 1 < len(line) else None
        if lang == "ru":
            if previous is not None and (
                ("person" in previous.tags and previous.text[0].isupper())
                or (previous.text == "." and i > 1 and len(line[i - 2].text) == 1)
            ):
                return False
            common = token.tags & {"noun", "adj", "finite", "num", "pron"} and "geo" not in token.tags
            if common and i == 0 and place.weight < 4:
                return False
            if "person" in token.tags and "geo" not in token.tags:
                return False
        if lang == "en":
            if (
                following is not None
                and following.word
                and not following.glued
                and following.text[0].isupper()
                and following.low not in EN_PLACE_NOUNS
                and following.start - line[j].end == 1
            ):
                return False
            if (
                previous is not None
                and previous.word
                and not token.glued
                and previous.text[0].isupper()
                and i > 1
                and previous.low not in EN_PLACE_LEADS
                and token.start - previous.end == 1
            ):
                return False
            if i == 0 and place.weight < 3:
                return False
    return True


_OIL = r"нефт|трубопровод|прокач|нпз|сырь|баррел|мұнай|құбыр"
_NEEDS = {
    ("дружба", "corridor"): re.compile(_OIL),
    ("дружба", "point"): re.compile(
        rf"станци(?:[яюи]|ей) [«\"“]?дружб|^(?!.*(?:{_OIL})).*(?:станци|вагон|поезд|эшелон|железнодорожн|казахстан|ктж|теміржол|станса|пойыз)",
        re.S,
    ),
}
"""What else a sentence must say for a name of many things to mean the place: 'Дружба' is a pipeline, a station, a word."""
_DIRECTIONS = frozenset(("north", "south", "east", "west"))
OUR_COUNTRY = "еліміз"
"""'Our country', as the Kazakh press calls Kazakhstan, in small letters."""
_EN_WORDS = frozenset(("van", "split", "nice", "most", "mobile", "orange", "reading", "bath", "cork", "bar", "male"))
"""Names that open a sentence as an ordinary word as well."""
_EN_SPOKEN = frozenset(("said", "says", "told"))


def _the_gulf(line: list[Token], i: int) -> bool:
    """Whether 'Gulf' alone means the Persian one: 'the Gulf', 'upper Gulf ports', no part of a longer name."""
    before = line[i - 1] if i else None
    after = line[i + 1] if i + 1 < len(line) else None
    if after is not None and (after.low == "of" or after.glued or (after.word and after.text[0].isupper())):
        return False
    return before is None or not before.word or before.text[0].islower() or before.low in EN_PLACE_LEADS


def _in_company(line: list[Token], i: int, j: int) -> bool:
    """Whether a name stands among more words inside the quotation marks of a company: 'оператор «Евразия Лайн»'."""
    begin = next((k for k in range(i - 1, max(-1, i - 5), -1) if line[k].text in '«»“"„'), -1)
    if begin < 0 or line[begin].text == "»":
        return False
    end = next((k for k in range(j + 1, min(len(line), j + 6)) if line[k].text in '»”"'), -1)
    if end < 0 or (end - begin - 1) <= (j - i + 1) or any(t.text in ",.;:" for t in line[begin + 1 : end]):
        return False
    after = line[end + 1].low if end + 1 < len(line) else ""
    return (begin > 0 and line[begin - 1].low.startswith(COMPANY_WORDS)) or after.startswith(COMPANY_AFTER)


ORGANISATIONS = frozenset(
    ("bank", "group", "ltd", "limited", "inc", "corporation", "corp", "holding", "holdings", "airlines", "airways", "university", "institute", "times",
     "journal", "insurance", "securities", "chamber")
)  # fmt: skip
_FAR = 4
"""Words after a name among which what kind of organisation it opens may stand."""


def _opens_an_organisation(line: list[Token], j: int) -> bool:
    """Whether Latin capitalised words go on from a name to a word for an organisation: 'Heihe Rural Commercial Bank'."""
    for k in range(j + 1, min(len(line), j + 1 + _FAR)):
        token = line[k]
        if not (token.word and "A" <= token.text[0] <= "Z") or token.start - line[k - 1].end != 1:
            return False
        if token.low in ORGANISATIONS:
            return True
    return False


_RU_SURNAME = re.compile(r"[А-ЯЁ][а-яё]+(?:[ое]в|[иы]н|ск(?:ий|ая)|енко|чук|ян|дзе|швили|[ое]ва|ина|улы|заде|зода)")


def ru_person(name: str, first: Token | None) -> bool:
    """Whether two words after 'порта', 'станции' are who heads it: 'директор порта Абай Турикпенбаев'."""
    words = name.split(" ")
    if len(words) != 2 or first is None or not _RU_SURNAME.fullmatch(words[1]):
        return False
    return "person" in first.tags or not first.tags & {"adj", "geo"}


_ADJECTIVE_RU = re.compile(r"[А-ЯЁ][а-яё]+[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их)")


def _half_an_adjective(line: list[Token], j: int) -> bool:
    """Whether a hyphen joins a name to an adjective: 'Азово-Черноморский регион' is not the town of Азово."""
    if j + 1 >= len(line) or line[j + 1].start != line[j].end + (0 if line[j + 1].text == "-" else 1):
        return False
    k = j + 2 if line[j + 1].text == "-" else j + 1
    return k < len(line) and (line[k].glued or line[j + 1].text == "-") and bool(_ADJECTIVE_RU.fullmatch(line[k].text))


_ZH_OTHER = {
    "新清": ("", "单單真理洗"),
    "南方港": ("", "口"),
    "第聂伯": ("", "河"),
    "北仑": ("", "河"),
    "木牌": ("的块塊张張挂掛写寫", "子上"),
    "西伯利亚铁路": ("东西東", "局"),
    "海湾": ("", "公战戰"),
    "乌恰": ("", "克"),
    "亚兰": ("欧西", ""),
    "果敢": ("", "地"),
}
"""Characters before or after a name with which its own are another word: '新清单', '爱沙尼亚东部'."""
_ZH_PAIR = re.compile(
    r"[中俄哈蒙吉塔乌土伊印巴越韩朝日美缅老华白格阿尼泰柬]{2}(?:银行|停火|冲突|关系|關係|经贸|經貿|合作|领导人|之战|友好|两国|兩國|边境|邊境|边界|邊界|边贸|邊貿|边民|口岸|贸易|貿易|铁路|鐵路|班列|公路|货运|貨運|海关|海關|国境|國境|陆路|通道|之间|双方|跨境|大桥|管道|联合|線|线(?!上))"
)
_ZH_AFTER = re.compile(
    r"(?:方(?!面|向|法|式|便|案)|企|籍|铁(?!路)|油(?!价|轮|库)|煤|粮|气|国境|境内|边检|边防|海关|银行|制裁|汽车|车辆|卡车|货车|司机|商人|出口|进口|贸易|货运|货物|运输|小麦|木材|农产品|天然气|石油|原油)"
)
_ZH_OF = re.compile(r"[籍资資企]|产(?!业|業|权|權|品|量|能|生)")
"""What follows a state's one letter in any case: '缅籍', '中资', '日企'."""
_ZH_TOWARD = re.compile(r"[俄哈美韩][对對][华華俄哈美欧歐中印日韩蒙土]")
_ZH_BEFORE = re.compile(r"(?:[对對赴输輸自从從由经經往抵入出驻駐援]|涉|过境)$")


def _zh_state(line: list[Token], i: int, text: str) -> bool:
    """Whether a single Han character stands for a state: in a pair ('中哈边境') or as in '对俄出口', '俄油', '输华'."""
    start = line[i].start
    char = text[start]
    if char == "中" and text[start + 1 : start + 2] in ("产", "產"):
        return False  # the middle class
    if char in "中俄哈蒙越缅泰韩日印伊巴吉塔乌土柬美" and _ZH_OF.match(text, start + 1):
        return True
    for begin in (start - 1, start):
        if begin >= 0 and _ZH_PAIR.match(text, begin):
            return True
    before, after = _ZH_BEFORE.search(text[max(0, start - 2) : start]), _ZH_AFTER.match(text, start + 1)
    if char in "俄华華" and before and not re.match("为|為|北|东|東|南|中|人|商|裔", text[start + 1 : start + 2]):
        return True
    if _ZH_TOWARD.match(text, start) and not (start and text[start - 1] in "察加白"):
        return True
    if char in "俄哈华美蒙":
        return bool(before and (after or not "\u3400" <= text[start + 1 : start + 2] <= "\u9fff")) or (
            char in "俄哈" and bool(after) and not (start and text[start - 1] in "察加")
        )
    return char in "伊印越韩日朝土巴" and bool(before) and bool(after)
