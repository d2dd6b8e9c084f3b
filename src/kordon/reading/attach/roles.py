# ruff: noqa: E501
"""The role that the words around a name give a place: at, from, to or via."""

from __future__ import annotations

import re

from kordon.reading.patterns import Patterns
from kordon.reading.places import PlaceHit
from kordon.reading.rules import View
from kordon.reading.slots import PlaceRole

_RU_VIA = re.compile(
    r"(?:через|через территорию|транзитом по|сквозь|транзит\w* (?:по|через)(?: территори\w+)?|по территории|через порт\w*|через пункт\w* пропуска|через границу с|через порты)\s*$"
)


_EN_TO = re.compile(
    r"(?:\b(?:to|into|toward|towards|bound for|destined for|heading for|headed for|headed to|entering|enter|entry into|for delivery to|en route to|onward to)(?: the| neighbouring)?(?: port of| territory of)?\s*)$",
    re.I,
)


_EN_FROM = re.compile(
    r"(?:\b(?:from|out of|leaving|exiting|exit from|leave)(?: the| neighbouring)?(?: port of| port| territory of| side of)?\s*)$",
    re.I,
)


_EN_VIA = re.compile(
    r"(?:\b(?:via|through|across|over|transiting|transit of|transiting through|by way of|crossing|around)(?: the| neighbouring)?(?: port of| port| territory of)?\s*)$",
    re.I,
)


_DASH = re.compile(r"\s*(?:[-–—→]|至)\s*")


def joint(view: View, hit: PlaceHit) -> str:
    """Return how a dash joins a name to another of the sentence: 'first' or 'last' of 'Varna-Poti', a crossing's two sides, 'alone'."""
    for other in (*view.places, *view.loose):
        if other.place.kind == "country" or hit.place.kind == "country":
            continue
        first = other.start > hit.end and _DASH.fullmatch(view.text[hit.end : other.start])
        last = other.end < hit.start and _DASH.fullmatch(view.text[other.end : hit.start])
        if first or last:
            one = hit.place.cc == other.place.cc or not (hit.place.cc and other.place.cc)
            sides = bool(hit.place.id) and hit.place.id == other.place.id
            apart = "two sides" if sides else "of one state" if one else "of two states"
            return f"{'first' if first else 'last'} of a pair {apart}"
    return "alone"


_AND = re.compile(r"[»”\"]?\s*(?:(?:,|и|and|или|or|және|мен|пен|бен)\s*)+[«“\"]?")


def joins_list(between: str) -> bool:
    """Whether what stands between two names joins them to one list: a comma, an 'and', the quotation marks around them."""
    return _AND.fullmatch(between) is not None


def listed(view: View, one: PlaceHit, other: PlaceHit) -> bool:
    """Whether two states stand in one list ('into Iran, Turkey and Iraq'): a preposition before the first holds for all."""
    return one.place.kind in ("country", "area") and joins_list(view.text[one.end : other.start])


_AVOIDED = Patterns(
    {
        "ru": r"(?:в об(?:ход|ъезд)|минуя|избегая)(?: (?:территори[июя]|пути?|порт\w*|пункт\w* пропуска|границ\w*))?(?: [\w-]+(?:,| и)){0,2}\s*[«\"]?$",
        "en": r"\b(?:bypass(?:es|ed|ing)?|avoid(?:s|ed|ing)?|circumvent(?:s|ed|ing)?|steer(?:s|ed|ing)? clear of)(?: the)?(?: (?:ports?|territory|soil) of)?(?: [\w-]+(?:,| and)(?: the)?){0,2}\s*$",
        "zh": r"(?:绕[过开]|繞[過開]|避[开開]|不[经經]过?)$",
        "kk": r"^(?:[»\"]| аумағын| порты?н){0,2}(?:, \w+| (?:мен|пен|бен) \w+)? (?:айналып|орап) (?:өт|кет|жүр)|^ (?:соқпай|соқпастан|баспай)",
    }
)
"""What goes round a place, before its name (after it in Kazakh)."""
_ROUNDED = re.compile(r"африк|мыс|надежд|africa|cape|hope|horn|非洲|好望角|үміт", re.I)
"""What a way goes round along its coast: 'в обход Африки' is the way itself."""


def avoided(view: View, hit: PlaceHit) -> bool:
    """Whether traffic goes round a place: 'в обход Казахстана', 'bypassing Kazakhstan', '绕过哈萨克斯坦'."""
    if _ROUNDED.search(hit.place.name) or _ROUNDED.search(view.text[hit.start : hit.end]):
        return False
    if view.lang == "kk":
        return _AVOIDED["kk"].search(view.text[hit.end : hit.end + 40].lower()) is not None
    return (
        _AVOIDED[view.lang].search(view.text[max(view.sentence.start, hit.start - 60) : hit.start].lower()) is not None
    )


_ZH_TRADED = re.compile(r"[^，。；：！？]{0,10}?(?:([进進]口)|出口)")
_ZH_TRADES = re.compile(r"[^，。；！？对對]{0,6}[对對][^，。；：！？进進]{1,12}?出口")


def told(view: View, hit: PlaceHit) -> PlaceRole | None:
    """Return the role that words give a name beyond doubt, None where they do not: what is avoided, '哈萨克斯坦对华小麦出口'."""
    if avoided(view, hit):
        return "at"
    if view.lang == "zh" and hit.place.what in ("state", "region"):
        traded = _ZH_TRADED.match(view.text, hit.end) if view.text[hit.start - 1 : hit.start] in ("对", "對") else None
        if traded is not None:
            return "from" if traded.group(1) else "to"
        if _ZH_TRADES.match(view.text, hit.end):
            return "from"
    return None


def role(view: View, hit: PlaceHit, before: str) -> PlaceRole:
    """Return the role that prepositions (``before``, lower-cased), case endings and postpositions give a name."""
    sure = told(view, hit)
    if sure is not None:
        return sure
    if view.lang == "en":
        after = view.text[hit.end : hit.end + 8].lower()
        if after.startswith("-bound"):
            return "to"
        if re.search(
            r"border (?:with|of)(?: the)?\s*$|between(?: the)?\s*$|between [\w\s]{2,25} and\s*$|(?:close|next|due|adjacent|damage|damages|return|access|attack|threat|blow|addition|according|compared|relative|regard) to(?: the)?\s*$",
            before,
        ):
            return "at"
        if _EN_FROM.search(before) or re.search(r"\bfrom (?:the )?[\w\s]{2,20},? and\s*$", before):
            return "from"
        if _EN_VIA.search(before):
            return "via"
        if _EN_TO.search(before):
            return "to"
        return "at"
    if view.lang == "ru":
        form = view.line[hit.last].low
        tags = view.line[hit.last].tags
        if re.search(
            r"границ\w+ (?:с|со|между)\s*$|между\s*$|рядом с\s*$|между [\w\s]{2,25} и\s*$|связи с\s*$|соглас\w+ с\s*$|сообщени\w+ с\s*$|вместе с\s*$|договор\w* с\s*$|торговл\w+ с\s*$|границ\w+ [\w-]+ с\s*$",
            before,
        ):
            return "at"
        if _RU_VIA.search(before):
            return "via"
        if re.search(
            r"(?:^|\W)(?:из|со стороны|с территории)\s*(?:порт\w*\s*)?$", before
        ) and not before.rstrip().endswith("из-за"):
            return "from"
        if re.search(r"(?:в сторону|в направлении|по направлению к|в адрес)\s*$", before):
            return "to"
        if re.search(r"(?:^|\W)(?:до)\s*$", before):
            return "to"
        if re.search(r"(?:^|\W)для\s*$", before) and hit.place.what == "state" and view.has("CARGO"):
            return "to"
        if re.search(r"(?:^|\W)(?:в|во|на)\s*(?:порт\s*)?$", before):
            if _accusative(form, hit, tags):
                return "to"
            if form in _FIXED and (_RU_MOVES.search(before) or re.search(r"\bиз [\w\s-]{2,30}\bв\s*$", before)):
                return "to"
            return "at"
        if re.search(r"(?:^|\W)от\s*$", before) and re.search(r"\bдо\b", view.text[hit.end : hit.end + 30].lower()):
            return "from"
        if re.search(r"(?:^|\W)(?:из|from) [\w\s-]{2,24} и\s*$", before):
            return "from"
        if re.search(r"(?:экспорт|вывоз|поставк)\w* из\s*$", before):
            return "from"
        return "at"
    if view.lang == "kk":
        low = view.line[hit.last].low
        base = hit.place.name.lower().split()[-1]
        if low == base or (low.startswith(base) and len(low) - len(base) < 2):
            return "via" if view.text[hit.end : hit.end + 9].strip().startswith("арқылы") else "at"
        if re.search(r"(?:нан|нен|дан|ден|тан|тен)$", low):
            return "from"
        if re.search(r"(?:ға|ге|қа|ке)$", low):
            return "to"
        if view.text[hit.end : hit.end + 9].strip().startswith("арқылы"):
            return "via"
        return "at"
    if view.lang == "zh":
        lead, tail = view.text[max(0, hit.start - 2) : hit.start], view.text[hit.end : hit.end + 3]
        if lead.endswith(("经", "經", "经由", "經由", "取道", "借道")):
            return "via"
        if lead.endswith(("从", "自", "從", "由")) or tail.startswith(("出发", "发往", "驶往", "开往", "运往")):
            return "from"
        if view.text[max(0, hit.start - 2) : hit.start] in ("入境", "进入", "進入", "前往", "涉及") or lead.endswith(
            "涉"
        ):
            return "to"
        if view.text[max(0, hit.start - 2) : hit.start] in ("来自", "來自", "产自"):
            return "from"
        if lead.endswith(("往", "向", "至", "到", "赴", "对", "對")):
            return "to"
        if lead.endswith(("过", "過")):
            return "via"
        return "at"
    return "at"


def _accusative(form: str, hit: PlaceHit, tags: frozenset[str]) -> bool:
    """Whether 'в X' means 'into X': the form is the accusative and not the locative."""
    del tags
    base = hit.place.name.lower().replace("ё", "е").split()[-1].split("-")[-1]
    if form == base:
        return base[-1] in "бвгджзйклмнпрстфхцчшщь" and form not in _FIXED
    if form.endswith(("ую", "юю")):
        return True
    return form.endswith(("у", "ю")) and base[-1:] in ("а", "я")


_FIXED = frozenset(
    [
        "рф",
        "кнр",
        "рк",
        "ес",
        "сша",
        "еаэс",
        "оаэ",
        "снг",
        "поти",
        "батуми",
        "баку",
        "тбилиси",
        "сочи",
        "дели",
        "хельсинки",
        "осло",
    ]
)


_RU_MOVES = re.compile(
    r"(?:ввоз\w*|импорт\w*|экспорт\w*|вывоз\w*|въезд\w*|поставк\w+|поставля\w+|отправ\w+|направ\w+|следу\w+|следов\w+|доставк\w+|идущ\w+|едущ\w+|транзит\w*|перевоз\w+|отгру\w+|маршрут\w*|рейс\w*)"
    r"(?: [\w,-]+){0,4} (?:в|во|на)\s*$"
)
