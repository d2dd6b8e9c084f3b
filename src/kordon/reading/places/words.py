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

WEEKDAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))

EN_PLACE_LEADS = _SHARED_LEADS | WEEKDAYS | frozenset(("the", "port", "and"))


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
        ]
    )
    | MONTHS
    | WEEKDAYS
)


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
