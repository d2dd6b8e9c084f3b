# ruff: noqa: E501
"""Words around place names: what leads to one, what shows that it is none, and patterns of names that no table knows."""

from __future__ import annotations

import csv
import re
from importlib import resources

COMPANY_WORDS = ("ао", "ооо", "тоо", "пао", "оао", "зао", "ип", "гк", "фгуп", "фгку", "фгбу", "жшс", "ақ", "компани", "оператор", "перевозчик", "перевозок", "холдинг", "групп", "консорциум", "агентств", "издани", "газет", "журнал", "портал", "экспедитор", "линия", "предприяти", "корпораци", "операторы")  # fmt: skip


CITY_ADJECTIVE = re.compile(r"([а-я]{3,})ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$")


CITY_NOUNS = frozenset(
    (
        "порт",
        "морпорт",
        "терминал",
        "нпз",
        "таможня",
        "узел",
        "склад",
        "причал",
        "рейд",
        "завод",
        "комбинат",
        "аэропорт",
        "верфь",
        "элеватор",
        "нефтебаза",
    )
)
NO_CITY = frozenset(
    (
        "уральск",
        "волжск",
        "советск",
        "волынск",
        "октябрьск",
        "красноармейск",
        "первомайск",
        "горск",
        "морск",
        "городск",
        "заводск",
    )
)
"""Adjectives that name a region, an era or a thing rather than the town of that name ('Уральский завод')."""


COMPANY_AFTER = (
    "компанияс",
    "порталы",
    "газеті",
    "агенттіг",
    "ақ",
    "жшс",
    "одағы",
    "холдинг",
    "басылымы",
    "телеарна",
    "консорциум",
)


EN_PLACE_NOUNS = frozenset(
    [
        "port",
        "region",
        "border",
        "province",
        "railway",
        "station",
        "district",
        "oblast",
        "refinery",
        "terminal",
        "canal",
        "bridge",
        "and",
        "road",
        "highway",
        "airport",
        "strait",
        "sea",
        "crossing",
    ]
)


_SHARED_LEADS = frozenset(
    [
        "off",
        "between",
        "outside",
        "beyond",
        "through",
        "into",
        "towards",
        "toward",
        "round",
        "past",
        "reached",
        "между",
        "за",
        "к",
        "ко",
        "при",
        "станцией",
        "станцию",
        "переход",
        "переходе",
        "пост",
        "посту",
        "поста",
        "перегон",
        "село",
        "села",
        "селе",
        "поселок",
        "поселка",
        "поселке",
        "мост",
        "моста",
        "of",
        "in",
        "at",
        "near",
        "to",
        "from",
        "via",
    ]
)
"""Words before a name that lead to a place, in either list below."""

EN_PLACE_LEADS = _SHARED_LEADS | frozenset(
    [
        "the",
        "port",
        "and",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)


MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


NO_PLACE_KK = frozenset(("егер", "ауыл", "жаңа", "алға", "орда", "тараз ", "барыс", "көлік", "бірлік", "достық пен"))


NO_NAME = (
    frozenset(
        [
            "border",
            "the",
            "this",
            "new",
            "main",
            "major",
            "state",
            "united",
            "north",
            "south",
            "east",
            "west",
            "international",
            "three",
            "two",
            "several",
            "some",
            "both",
            "all",
            "another",
            "this",
            "that",
            "its",
            "other",
            "every",
            "each",
            "european",
            "tibetan",
            "bailey",
            "baltic",
            "siberian",
            "crimean",
            "arab",
            "western",
            "pacific",
            "atlantic",
            "allied",
            "coalition",
            "islamic",
            "central",
            "eastern",
            "northern",
            "southern",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        ]
    )
    | MONTHS
)


UNKNOWN = {
    "ru": re.compile(
        r"(?:пункт\w* пропуска|погранпереход\w*|автопереход\w*|мапп|дапп|жапп|кпп|пост\w{0,2}|переход\w*|станци[ияею]|порт[уаеом]*|терминал\w*|нпз)"
        r" [«\"“](?P<name>[А-ЯЁA-Z][^»\"”]{2,40})[»\"”]"
        r"|\b(?:пункт\w* пропуска|погранпереход\w*|автопереход\w*|порт[уае]?|станци[ияею]|разъезд\w*) (?P<name2>(?-i:[А-ЯЁ][а-яё]{3,}(?:-[А-ЯЁ][а-яё]+)?))\b(?! [А-ЯЁ])",
        re.I,
    ),
    "kk": re.compile(
        r"[«\"“](?P<name>[А-ЯӘҒҚҢӨҰҮІ][^»\"”]{2,40})[»\"”] (?:(?:шекара|кеден|автомобиль|теміржол|өткізу|халықаралық)\w* )*(?:бекет|пункт|өткел|станция|порт(?!ал)|терминал|автоөткел)\w*"
    ),
    "zh": re.compile(
        r"(?:^|[，。；：、在经經从從至与與和由向据據日起▲•](?!经|從))(?P<name2>(?!该|該|各|两|兩|多|边|邊|公路|铁路|鐵路|陆路|国际|主要|另|此|其|我|对|對|沿|全|等|中|新|外|本)[\u3400-\u9fff]{2,5}?)(?=(?:公路|铁路|鐵路|陆路)?(?:口岸|检查站|檢查站))|"
        r"[“「『\"](?P<name>[\u3400-\u9fff]{2,8})[”」』\"](?:边境|公路|铁路|邊境)?(?:口岸|检查站|檢查站|过境点|站|港|通道)"
    ),
    "en": re.compile(
        r"(?:(?:road|railway|line|highway|bridge|tunnel|station|crossing|port|terminal|pass|refinery|depot|checkpoint|post|warehouse)s? (?:near|at|outside|of|in) (?=[A-Z]))(?P<name>[A-Z][\w’'-]{2,}(?: [A-Z][\w’'-]+)?)|"
        r"(?P<name2>[A-Z][\w’'-]{2,}(?: [A-Z][\w’'-]+)?) (?:border (?:crossing|point|post|checkpoint|gate)|crossing|checkpoint|refinery|dry port)\b"
    ),
}


LEADS = _SHARED_LEADS | frozenset(
    [
        "в",
        "во",
        "из",
        "на",
        "под",
        "через",
        "у",
        "около",
        "возле",
        "близ",
        "до",
        "от",
        "городе",
        "город",
        "города",
        "участке",
        "участок",
        "перегоне",
        "трассе",
        "линии",
        "линия",
        "маршруту",
        "маршруте",
        "станции",
        "станция",
        "порт",
        "порта",
        "порту",
        "порте",
        "посёлке",
    ]
)


RU_KINDS = frozenset(
    [
        "посту",
        "пост",
        "поста",
        "переходе",
        "переход",
        "пропуска",
        "погранпереходе",
        "погранперехода",
        "порт",
        "порта",
        "порту",
        "портом",
        "станция",
        "станции",
        "терминал",
        "погранпереход",
        "погранпереходу",
        "погранпереходом",
        "погранпереходы",
        "погранпереходов",
        "погранпереходах",
        "переходу",
        "перехода",
        "переходом",
        "переходы",
        "переходов",
        "переходах",
        "постом",
        "посты",
        "постов",
        "постах",
        "порте",
        "порты",
        "портов",
        "портах",
        "станцией",
        "станциях",
        "терминале",
        "терминала",
        "пограничный",
        "автопереход",
        "автопереходе",
        "кпп",
        "мапп",
        "участке",
        "перевал",
        "перевале",
        "перевала",
    ]
)


def _listed(lang: str, kind: str) -> frozenset[str]:
    """Return words that stand where a name may and are none (data/no_names.csv)."""
    text = resources.files("kordon.reading").joinpath("data/no_names.csv").read_text(encoding="utf-8")
    found = [
        row["words"].split() for row in csv.DictReader(text.splitlines()) if (row["lang"], row["kind"]) == (lang, kind)
    ]
    return frozenset(word for words in found for word in words)


NO_NAME_RU = _listed("ru", "ordinary")
NO_NAME_KK = _listed("kk", "ordinary")
EN_FIRMS = _listed("en", "firm")
EN_OPENERS = _listed("en", "opener")
EN_ORDINARY = _listed("en", "ordinary")
