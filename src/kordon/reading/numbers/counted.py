# ruff: noqa: E501
"""Things counted that no table of units names: 'three exchange houses', 'четыре района'. They are items, people and states are not."""

from __future__ import annotations

import re

from kordon.reading.numbers.units import Unit
from kordon.reading.text import Token

_EN_NO = frozenset(
    ("officials", "sources", "brokers", "traders", "dealers", "analysts", "diplomats", "ministers", "ministries", "countries", "states", "nations", "sides", "parties", "forwarders", "importers",
     "exporters", "shippers", "members", "participants", "lawyers", "bankers", "managers", "agents", "agencies", "governments", "presidents", "leaders", "allies", "republics", "capitals", "others",
     "ones", "times", "occasions", "days", "months", "years", "hours", "minutes", "seconds", "decades", "seasons", "quarters", "centuries", "reasons", "things", "ways", "points", "stages", "phases",
     "steps", "directions", "questions", "words", "axles", "explosions", "blasts", "dead", "people", "readers", "colleagues", "navies", "armies", "users", "buyers", "sellers", "customers", "clients",
     "authorities", "unions", "services", "operators", "holidays", "sessions", "shifts", "rounds", "pages", "dollars", "cents", "storeys", "knots", "degrees", "owners", "shipowners", "witnesses",
     "observers", "experts", "academics", "economists", "neighbours", "neighbors", "winters", "summers", "paragraphs", "figures", "numbers", "is", "was", "has", "as", "this", "its", "his", "us",
     "less", "plus", "across", "towards", "always", "perhaps", "besides", "sometimes", "whereas", "unless", "afterwards", "was", "does", "series", "metres", "feet", "inches", "halves", "thirds",
     "fifths", "tenths", "kms", "provinces", "regions", "families", "metals", "tonners", "footers", "deaths", "brothers", "women", "children", "residents", "interlocutors", "insiders", "tunnels", "entrances", "remittances", "railways", "demands", "goods", "levies", "fleets", "lines", "escorts", "reports", "harbours", "harbors", "islands", "villages", "districts", "languages", "hydrophones", "buoys", "crossings", "posts", "gates", "borders", "straits", "sets", "ends", "fronts", "halves")
)  # fmt: skip
_EN_STOP = frozenset(
    ("of", "in", "on", "at", "to", "from", "for", "and", "or", "by", "with", "as", "is", "was", "are", "were", "has", "have", "had", "per", "a", "the", "this", "that", "it", "its", "than", "after",
     "before", "since", "until", "while", "which", "who", "said", "will", "would", "may", "could", "if", "when", "where", "but", "off", "out", "into", "more", "less", "fewer", "not", "be", "been",
     "their", "our", "now", "last", "against", "foot", "ft", "year", "old", "a.m", "p.m", "am", "pm", "st", "nd", "rd", "th", "way", "of", "dead", "hurt", "injured", "normally", "ago", "apiece",
     "such", "under", "over", "did", "do", "can", "also", "day", "month", "week", "hour", "said", "says", "went", "left", "came", "passed", "never", "percent", "degrees", "later", "earlier")
)  # fmt: skip


def counted(line: list[Token], i: int, j: int, value: float, lang: str) -> Unit | None:
    """Return the unit 'items' for a whole number (at ``i``, ending before ``j``) of things without a unit of their own."""
    if value < 2 or value != int(value) or j >= len(line) or line[j].glued or (i and line[i - 1].text in "-–—/:.№#"):
        return None
    if re.fullmatch(r"(?:19|20)\d\d|0\d*|\d+[.,:]\d{1,2}", line[i].text):
        return None
    if line[i].low.startswith(("оба", "обе", "обо")):
        return None
    if lang == "en":
        return _english(line, i, j)
    return _russian(line, i, j) if lang == "ru" else None


def _english(line: list[Token], i: int, j: int) -> Unit | None:
    if i and line[i - 1].word and (line[i - 1].text[0].isupper() and i > 1 and line[i].text[0].isdigit()):
        return None
    if i and line[i - 1].low in (
        "day",
        "berth",
        "pier",
        "terminal",
        "phase",
        "line",
        "article",
        "point",
        "kilometre",
        "km",
        "no",
        "number",
        "under",
        "route",
        "channel",
        "class",
        "the",
        "these",
        "those",
    ):
        return None
    for k in range(j, min(j + 4, len(line))):
        token = line[k]
        if not token.word or token.low in _EN_STOP or token.low.endswith(("'s", "s'")):
            return None
        if token.text[0].isupper() and token.low.endswith("s"):
            return None
        if k + 1 < len(line) and line[k + 1].text in ("'", "’"):
            return None
        if token.low.endswith("s") and not token.low.endswith(("ss", "us", "is")) and len(token.low) > 3:
            if token.low in _EN_NO:
                return None
            return "items", 1.0, "volume", k, token.low
        if token.low in ("aircraft", "head"):
            return "items", 1.0, "volume", k, token.low
    return None


_RU_NO = frozenset(
    ("источник", "собеседник", "трейдер", "брокер", "аналитик", "чиновник", "дипломат", "министр", "министерство", "страна", "государство", "сторона", "эксперт", "экспортер", "импортер", "экспедитор",
     "участник", "перевозчик", "юрист", "банкир", "менеджер", "агент", "республика", "столица", "правительство", "член", "раз", "год", "лето", "день", "месяц", "неделя", "час", "минута", "секунда",
     "сутки", "сезон", "квартал", "причина", "способ", "этап", "направление", "вопрос", "слово", "ось", "взрыв", "человек", "коллега", "пользователь", "покупатель", "клиент", "заказчик", "союз",
     "оператор", "смена", "страница", "узел", "градус", "владелец", "судовладелец", "свидетель", "наблюдатель", "сосед", "зима", "пункт", "цифра", "число", "июнь", "июль", "январь", "февраль", "март",
     "апрель", "май", "август", "сентябрь", "октябрь", "ноябрь", "декабрь", "процент", "доллар", "копейка", "поколение", "вариант", "вид", "тип", "область", "регион", "край", "район", "город", "село",
     "житель", "погибший", "пострадавший", "раненый", "женщина", "ребенок", "брат", "статья", "орган", "ведомство", "очередь", "половина", "треть", "четверть", "десятая", "стадия", "фаза", "метр",
     "то", "он", "это", "который", "все", "другой", "один", "два", "сам", "весь", "фут", "балл", "лицо", "пора", "мера", "условие", "сотня", "десяток", "тысяча", "январский", "хозяин", "водитель", "погранпереход", "путь", "переход", "тоннель", "гектар", "утро", "вечер", "ночь", "полночь", "издание", "поток", "бумага", "ряд", "пост", "километр", "воеводство", "граница", "порт", "уезд", "провинция", "штат", "округ", "остров", "минувший", "язык", "адрес")
)  # fmt: skip


def _russian(line: list[Token], i: int, j: int) -> Unit | None:
    if i and line[i - 1].low in (
        "статья",
        "пункт",
        "номер",
        "причал",
        "путь",
        "км",
        "до",
        "с",
        "к",
        "пост",
        "из",
        "эти",
        "этих",
        "все",
        "оба",
        "те",
    ):
        return None
    if i and line[i - 1].word and line[i - 1].text[0].isupper() and i > 1 and line[i].text[0].isdigit():
        return None
    for k in range(j, min(j + 4, len(line))):
        token = line[k]
        if not token.word or token.text[0].isupper():
            return None
        if token.tags & {"adj", "participle"}:
            continue
        if not token.tags & {"gent", "datv", "ablt", "loct"} or len(token.low) < 4 or token.keys & _RU_NO:
            return None
        return "items", 1.0, "volume", k, min(token.keys)
    return None
