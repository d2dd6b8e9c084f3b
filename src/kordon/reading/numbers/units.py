# ruff: noqa: E501, SIM102
"""Units: what is counted or measured, found at or shortly after a number."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib import resources

from kordon.reading.lang import own
from kordon.reading.lang.zh import simplify
from kordon.reading.numbers.words import RU_COMPOUND, RU_MEASURES, WORDS
from kordon.reading.text import Token, as_written, tokens

Unit = tuple[str, float, str, int, str]
"""Unit, factor, what it measures, the last token that it covers, the entry that made it."""

_SKIP = re.compile(r"^(?:фут\w*|foot|ft|м|х|ти|летн\w*)$")
_ORDINAL = frozenset(("й", "го", "му", "я", "ю", "ой", "ый", "ая", "st", "nd", "rd", "th"))
"""Endings of ordinal numbers: 'на 35й неделе' counts no weeks."""
_PASSENGERS = {
    "ru": re.compile(r"легков\w*|пассажирск\w*|прогулочн\w*|круизн\w*"),
    "en": re.compile(r"passenger|light|private|cruise"),
    "kk": re.compile(r"жеңіл|жолаушы\w*"),
}
"""What makes a car, train or ship one that carries no freight."""
_SQUARE = re.compile(r"sq|sqm|square|кв|квадратн\w*|шаршы")
"""What makes a metre one of an area, which no claim counts."""
_DEEP = re.compile(r"drafts?|draughts?|deep|depths?")
_KK_OWNERS = re.compile(r"бекет|өткел|станса|станци|жол(?:ы|дар)|компани|кәсіпорын|айлақ|терминал|зауыт")
"""What owns the vehicles that stand before it, so that a number counts it and not them."""
_LORRIES_RU = re.compile(r"(?:грузов|большегрузн)(?:ой|ая|ых|ые|ого)")
_CARS_ZH = re.compile(r"小(?:型)?(?:客|汽|轿|轎)?[车車]|[轿轎客][车車]|私家[车車]|大巴|巴士|小[车車]|公交[车車]")
_KK_SUFFIX = re.compile(
    r"(?:лар|лер|дар|дер|тар|тер)?(?:ы|і|сы|сі|ым|ім|ымыз|іміз)?(?:н|ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|на|не|ды|ді|ты|ті|ны|ні|да|де|та|те|нда|нде|дан|ден|тан|тен|нан|нен|"
    r"мен|пен|бен|дай|дей|тай|тей|ға|лық|лік|дық|дік|тық|тік)?(?:ы|і|қ)?(?:та|те|да|де)?(?:н|ға|дағы|дегі)?"
)
_STOPPERS = frozenset(
    ("of", "in", "on", "at", "to", "from", "for", "and", "or", "by", "with", "as", "is", "was", "are", "were", "has", "have", "had", "per", "a", "the", "this", "that",
     "it", "its", "than", "after", "before", "since", "until", "while", "which", "who", "who's", "said", "will", "would", "may", "could", "percent", "if", "when", "where",
     "but", "off", "out", "into", "onto", "through", "via", "near", "between", "around", "not", "be", "been", "their", "our", "now", "last", "against")
)  # fmt: skip


@lru_cache(maxsize=8)
def units(lang: str) -> dict[str, list[tuple[tuple[frozenset[str], ...], str, float, str]]]:
    """Return the names of units by their first word (data/units.csv), the longest first."""
    text = resources.files("kordon.reading").joinpath("data/units.csv").read_text(encoding="utf-8")
    index: dict[str, list[tuple[tuple[frozenset[str], ...], str, float, str]]] = {}
    for row in csv.DictReader(text.splitlines()):
        for name in (row.get(lang) or "").split(";"):
            name = name.strip()
            if not name:
                continue
            if lang == "zh":
                name = simplify(name)
            line = tokens(name, 0, len(name), as_written)
            if not line:
                continue
            pattern = tuple(frozenset((t.low,)) for t in line)
            for key in pattern[0]:
                index.setdefault(key, []).append((pattern, row["unit"], float(row["factor"]), row["of"]))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


@lru_cache(maxsize=4096)
def _kazakh_units(low: str) -> tuple[str, ...]:
    """Return the unit names whose Kazakh form with endings a word is: 'пайызын', 'айда', 'шақырымдық'."""
    return tuple(key for key in units("kk") if low.startswith(key) and _KK_SUFFIX.fullmatch(low[len(key) :]))


def _keys(token: Token, lang: str) -> frozenset[str]:
    keys = token.keys | {token.low}
    return keys | frozenset(_kazakh_units(token.low)) if lang == "kk" else keys


def _longest(line: list[Token], j: int, lang: str, step: int) -> Unit | None:
    """Return the unit with the longest name that begins at token ``j``."""
    best: Unit | None = None
    size = 0
    index = units(lang)
    for key in sorted(_keys(line[j], lang), key=lambda k: (-len(k), k)):
        for pattern, unit, factor, of in index.get(key, ()):
            if len(pattern) <= size or not all(
                j + n < len(line) and part & _keys(line[j + n], lang) for n, part in enumerate(pattern)
            ):
                continue
            if (
                len(pattern) == 1
                and unit in ("tonnes", "m", "days")
                and line[j].low in ("т", "тн", "м", "mt", "t")
                and step
            ):
                continue
            if line[j].low == "мин" and (step or not j or not line[j - 1].text[0].isdigit()):
                continue  # 'более ста мин' are mines
            size = len(pattern)
            best = (unit, factor, of, j + len(pattern) - 1, " ".join(min(part) for part in pattern))
    return best


def unit_at(line: list[Token], i: int, lang: str) -> Unit | None:
    """Return the unit found at or shortly after token ``i``."""
    if lang == "en" and i < len(line) and line[i].low in ("ft", "foot", "feet", "footer"):
        deep = any(_DEEP.fullmatch(t.low) for t in line[i + 1 : i + 4])
        return ("m", 0.3048, "capacity", i, "foot") if deep else None  # '13-ft draft', a '40-foot' container
    if lang == "zh":
        return _chinese_unit(line, i)
    for step in range(4 if lang == "en" else 6 if lang == "ru" else 5):
        j = i + step
        if j >= len(line):
            return None
        token = line[j]
        if token.low in _ORDINAL and not step:
            return None
        if of_passengers(line, j, lang) or _SQUARE.fullmatch(token.low):
            return None
        if lang == "ru" and _LORRIES_RU.fullmatch(token.low) and _alone(line, j):
            return "trucks", 1.0, "queue", j, token.low  # '129 грузовых и 183 легковых автомобиля'
        if lang == "kk" and step and token.low in WORDS["kk"]:
            return None  # 'екі ел тоғыз кеме': the second number has the unit
        best = _longest(line, j, lang, step)
        if best is not None:
            if lang == "kk" and best[3] + 1 < len(line) and _KK_OWNERS.match(line[best[3] + 1].low):
                return None  # 'екі автокөлік бекеті' are two posts
            if lang == "kk" and step > 1 and best[0] in ("days", "hours", "months", "years"):
                return None  # 'екі жаңа рампа жыл соңында'
            if lang == "ru" and "adj" in token.tags and best[0] == "persons":
                better = _longest(line, j + 1, lang, step + 1) if j + 1 < len(line) else None
                best = better or best  # 'десять рабочих дней'
            if lang == "en" and best[3] == j and j + 1 < len(line) and not token.glued:
                best = _head_noun(line, j, best)
            return best
        if not token.word and token.text not in '-«"%':
            return None
        if token.text[0].isdigit():
            return None
        if lang == "ru" and step and token.low == "и" and j + 1 < len(line) and _both(line[j - 1], line[j + 1]):
            continue  # 'польских и литовских тягачей'
        if lang == "ru" and token.word and not (token.tags & {"adj", "participle"} or _SKIP.match(token.low)):
            if token.low not in ("стандартных", "груженых", "метрических") and not (
                step == 0 and token.low.endswith(("ых", "их", "ого", "ой"))
            ):
                return None
        if lang == "en" and token.low in _STOPPERS:
            return None
    return None


def of_passengers(line: list[Token], j: int, lang: str) -> bool:
    """Whether the word at token ``j`` says that what follows carries passengers: 'легковых автомобилей', 'light vehicles'."""
    if lang == "zh" or j >= len(line) or not own(_PASSENGERS, lang).fullmatch(line[j].low):
        return False
    following = line[j + 1].low if j + 1 < len(line) else ""
    return lang != "en" or following.startswith(("car", "vehicle", "train", "ship", "ferr", "coach", "wagon", "van"))


def _alone(line: list[Token], j: int) -> bool:
    """Whether an adjective stands for its noun: a comma, an end or 'and' with another number follows."""
    if j + 1 >= len(line) or line[j + 1].text in ",.;)":
        return True
    return line[j + 1].low == "и" and j + 2 < len(line) and line[j + 2].text[0].isdigit()


def _both(one: Token, other: Token) -> bool:
    """Whether two words are adjectives of one noun."""
    return all(token.tags & {"adj", "participle"} for token in (one, other))


def _head_noun(line: list[Token], j: int, best: Unit) -> Unit:
    """Return the unit of the second noun in '12 tanker trucks', 'four tank wagons', '40 container ships'."""
    following = line[j + 1]
    if (
        best[0] in ("days", "hours", "months", "years", "percent", "km", "usd", "eur")
        or not following.word
        or following.low in _STOPPERS
    ):
        return best
    second = _longest(line, j + 1, "en", 1)
    if (
        second is not None
        and second[0] in ("trucks", "ships", "wagons", "trains", "persons", "items")
        and not line[j].low.endswith("s")
    ):
        return second
    return best


_ZH_NOUNS = (
    (
        re.compile(
            r"货车|貨車|卡车|卡車|重卡|挂车|掛車|车辆|車輛|冷藏车|油罐车|罐车|拖头|大车|半挂|集卡|汽车|車(?!站|間|间|隊|流|場)|车(?!皮|厢|次|道|位|站|间|队|流|场)"
        ),
        "trucks",
        "queue",
    ),
    (re.compile(r"集装箱|集裝箱|罐箱|货柜|貨櫃|箱子|标箱|標箱|重箱|空箱|柜|櫃"), "containers", "volume"),
    (
        re.compile(
            r"货轮|貨輪|货船|貨船|油轮|油輪|船舶|船只|船隻|散货船|驳船|駁船|渡轮|渡輪|军舰|艦|舰|船(?!员|員)|輪"
        ),
        "ships",
        "queue",
    ),
    (re.compile(r"车皮|車皮|车厢|車廂|敞车|罐车厢"), "wagons", "volume"),
    (re.compile(r"港口|海港|港(?!币|元|机)"), "ports", ""),
    (re.compile(r"泊位|码头|碼頭"), "terminals", ""),
    (re.compile(r"工人|司机|司機|船员|船員|员工|員工|士兵|官兵|军人|海员|乘客|旅客"), "persons", "people"),
    (re.compile(r"列车|列車|班列|货列|火车"), "trains", "volume"),
)
_ZH_NO_THINGS = re.compile(
    r"[半多]|人|小|大|新|不同|主要|多|以上|左右|最|海关|海關|消息|分|地区|地區|方|字|步|问题|關|季|成|航次|班次|环节|环|因素|条件|口岸|港|城|区|省|县|邻国|国|地|点|街|版|理由|教训|话|夜|世|回合|公司|团|伙|家|例|名|机构|机|单位|部"
)
_ZH_MEASURES: dict[str, tuple[str, str]] = {
    "辆": ("trucks", "queue"), "輛": ("trucks", "queue"), "台": ("items", "volume"), "臺": ("items", "volume"), "艘": ("ships", "queue"), "列": ("trains", "volume"), "趟": ("trains", "volume"),
    "对": ("trains", "volume"), "對": ("trains", "volume"), "节": ("wagons", "volume"), "節": ("wagons", "volume"), "名": ("persons", "people"), "位": ("persons", "people"), "人": ("persons", "people"),
    "架": ("items", "volume"), "枚": ("items", "volume"), "件": ("items", "volume"), "批": ("items", "volume"), "笔": ("items", "volume"), "筆": ("items", "volume"), "家": ("items", "volume"),
    "处": ("items", "volume"), "處": ("items", "volume"), "条": ("items", "volume"), "條": ("items", "volume"), "座": ("items", "volume"), "张": ("items", "volume"), "張": ("items", "volume"),
    "份": ("items", "volume"), "项": ("items", "volume"), "項": ("items", "volume"), "起": ("items", "volume"), "宗": ("items", "volume"), "只": ("items", "volume"), "隻": ("items", "volume"),
    "个": ("items", "volume"), "個": ("items", "volume"), "班": ("items", "volume"), "票": ("items", "volume"), "类": ("items", "volume"), "種": ("items", "volume"), "种": ("items", "volume"), "箱": ("containers", "volume"),
    "柜": ("containers", "volume"), "车": ("trucks", "queue"), "船": ("ships", "queue"), "发": ("items", "volume"), "套": ("items", "volume"), "支": ("items", "volume"), "门": ("items", "volume"), "间": ("items", "volume"), "具": ("items", "volume"), "間": ("items", "volume"), "席": ("items", "volume"), "桩": ("items", "volume"), "櫃": ("containers", "volume"), "車": ("trucks", "queue"),
}  # fmt: skip
_ZH_NO_ITEMS = re.compile(
    r"(?:[个個]?(?:国家|國家|州|省|市|部门|方面|阶段|方向|问题|原因|周期|季度|百分点|世纪|年度|成员国|月|星期|工作日|小时|小時|多小时|多月))"
)


_ZH_BARE = re.compile(
    r"(?P<trucks>货车|貨車|卡车|卡車|重卡)|(?P<containers>集装箱|集裝箱|货柜|貨櫃)|(?P<ships>货轮|貨輪|货船|貨船|油轮|油輪|船只|船隻|船舶)"
)
"""What headlines count without a measure word: '逾万货柜'."""


def _passenger_cars(line: list[Token], i: int) -> bool:
    """Whether what a measure word at token ``i`` counts are passenger cars or coaches: '小客车300辆', '500辆小汽车'."""
    after = "".join(t.text for t in line[i + 1 : i + 4])
    if _CARS_ZH.match(after):
        return True
    k = i - 1
    while k >= 0 and (line[k].text[0].isdigit() or line[k].text in "约近超逾达共为仅余多万千百十亿.,"):
        k -= 1
    before = "".join(t.text for t in line[max(0, k - 3) : k + 1])
    return not re.match(r"[货貨卡]?[车車]", after) and bool(re.search(rf"(?:{_CARS_ZH.pattern})$", before))


def _chinese_unit(line: list[Token], i: int) -> Unit | None:
    """Return the unit at token ``i``: of the table, else of a measure word and the noun within reach of it."""
    if i >= len(line):
        return None
    found = _longest(line, i, "zh", 0)
    char = line[i].text
    if char in "辆輛台" and _passenger_cars(line, i):
        return None
    measure = _ZH_MEASURES.get(char)
    if found is not None and (measure is None or found[3] > i):
        return found
    if measure is None:
        bare = _ZH_BARE.match("".join(t.text for t in line[i : i + 3]))
        if found is None and bare is not None:
            unit = next(name for name, text in bare.groupdict().items() if text)
            return unit, 1.0, "queue", i + len(bare.group()) - 1, bare.group()
        return found
    window = "".join(t.text for t in line[i + 1 : i + 9])
    window = re.split(r"[，。；：、,;（(被在已的从從于於至到0-9]", window)[0]
    if _ZH_NO_ITEMS.match(char + window):
        return None
    if i and line[i - 1].text in ("一", "半") and not (i > 1 and line[i - 2].text in _ZH_NUMBER) and char not in "艘列":
        return None  # '一家公司', '一条船' is an article
    if char in "辆輛艘节節名位人":
        if char in "节節" and re.match(r"课|課|日", window):
            return None
        return measure[0], 1.0, measure[1], i, char
    if char in "车船箱柜" and re.match(
        r"[道位间間队隊厢廂皮站型种種辆輛主牌库庫场場期员員东東厂長长舶级級旗籍舱艙只隻量台面机機身头頭公运運]", window
    ):
        return None
    whole = "".join(t.text for t in line[i + 1 : i + 20]) if "的" not in window else ""
    owned = re.match(r"[^，。；：、]*的([^，。；：、的]{1,6})", whole) if char in "个個" else None
    for pattern, unit, of in _ZH_NOUNS[:4]:
        if owned and pattern.match(owned.group(1)):  # '260个装有电动汽车的集装箱' are boxes
            return unit, 1.0, of, i, char + owned.group(1)
    for pattern, unit, of in _ZH_NOUNS:
        match = pattern.search(window)
        if match and ((char in "列趟对對" and unit in ("trains", "trucks")) or char not in "列趟对對家项類类种"):
            last = i + match.end() if match.end() <= 5 else i
            return ("trains" if char in "列趟对對" else unit), 1.0, of, min(last, len(line) - 1), char + match.group()
    if char in "列趟对對":
        return (
            ("trains", 1.0, "volume", i, char)
            if re.match(
                r"$|货|班|火|升|掉|延|降|缩|縮|提|扩|擴|砍|跌|涨|漲|压|壓|变|變|改|左右|上下|中|去|回|/|每|到|以|过|車|车|煤|粮|集|从|的|不|增|减|提|由|经|來|来|运|開|开|发|抵|滞|停|等|则|均|是",
                window or "",
            )
            else None
        )
    if char in "台臺个個只隻":
        before = "".join(t.text for t in line[max(0, i - 14) : i])
        if char in "台臺" and re.search("公路|口岸|车|車", "".join(t.text for t in line[:i])):
            return "trucks", 1.0, "queue", i, char
        for pattern, unit, of in _ZH_NOUNS[:4]:
            if pattern.search(before[-12:]) and unit in (("trucks",) if char in "台臺" else ("containers",)):
                return unit, 1.0, of, i, char
    if char in "个個" and (not window or _ZH_NO_THINGS.match(window)):
        return None
    return measure[0], 1.0, measure[1], i, char


_ZH_NUMBER = frozenset("一二两兩三四五六七八九十百千万萬零")


def glued_unit(line: list[Token], i: int, lang: str) -> Unit | None:
    """Read the unit inside '48-часовая забастовка' and '12-километровая очередь'."""
    if lang != "ru" or i >= len(line) or not line[i].glued:
        return None
    said = re.sub(r"^(?:ти|и|х|ми|мя|ёх|ех)(?=[а-я]{5})", "", line[i].low)  # '5-тикилометровая'
    for stem, unit, factor in RU_MEASURES:
        if unit and said.startswith(stem):
            return unit, factor, "queue" if unit == "km" else "delay", i, line[i].low
    return None


_COMPOUND = re.compile(
    rf"(?P<n>(?:{'|'.join(sorted(RU_COMPOUND, key=len, reverse=True))})+)(?P<unit>{'|'.join(stem for stem, unit, _ in RU_MEASURES if unit)})\w*"
)
_PART = re.compile("|".join(sorted(RU_COMPOUND, key=len, reverse=True)))


@lru_cache(maxsize=4096)
def compound_adjective(low: str) -> tuple[float, str, str] | None:
    """Return (value, unit, of) of 'двухкилометровая', 'десятидневный', 'полуторачасовой'; None for other words."""
    match = _COMPOUND.fullmatch(low)
    if match is None:
        return None
    value = float(sum(RU_COMPOUND[part] for part in _PART.findall(match.group("n"))))
    unit, factor = next((unit, factor) for stem, unit, factor in RU_MEASURES if match.group("unit") == stem)
    return (
        value * factor,
        unit,
        "queue" if unit in ("km", "m") else "share" if unit == "percent" else "volume" if unit == "tonnes" else "delay",
    )
