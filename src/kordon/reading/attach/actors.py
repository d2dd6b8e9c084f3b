# ruff: noqa: E501
"""Names that stand for who acts or speaks, not for where something happens."""

from __future__ import annotations

import re

from kordon.reading.attribution.states import LEADS_TO_A_PLACE
from kordon.reading.places import PlaceHit
from kordon.reading.rules import View

SEATS = frozenset(("акорда", "кремль", "белый дом", "kremlin", "white house"))


LEANS = re.compile(
    r"(?:(?:переориентац|ориентац|разворот|дрейф|крен)\w*(?: [\w-]+){0,3} (?:в сторону|к|ко|на)"
    r"|(?:pivot|tilt|drift|reorient|realign)\w*(?: [\w-]+){0,3} (?:to|toward|towards|with))(?: [\w-]+,| [\w-]+ и| [\w-]+ and| the){0,3}\s*$"
)
"""Politics that lean towards a state ('переориентация в сторону США'), before its name: nothing travels there."""

VISIT = re.compile(
    r"(?:визит\w*|поездк\w*|переговор\w+|саммит\w*|форум\w*|visit\w*|talks|summit|trip)(?: [\w-]+){0,3} (?:в|во|to|in)\s*$"
)


OFFICE = re.compile(
    r"(?:управлени|департамент|главк|мчс|мвд|гаи|фсб|таможн|прокуратур|инспекци|надзор|штаб|комитет|служб|отделени|филиал|министерств|уполномоченн)\w*"
    r"(?: [\w-]+){0,3} по\s*$"
)
"""An office and the land that it is over ('ГУ МЧС по Северной Осетии'), before its name."""


def of_goods(view: View, hit: PlaceHit) -> bool:
    """Whether a state's bare name only says whose goods, trucks or firms are meant: '立陶宛货车', 'Қытай тауарлары'."""
    if view.lang == "zh" and view.text[max(0, hit.start - 1) : hit.start] in tuple("在从從自往向至到对對经經赴与和"):
        return False
    if view.lang == "kk" and len(view.line[hit.last].low) > len(hit.place.name.split()[-1]):
        return False
    return any(
        h.first == hit.last + 1
        for concept in ("VEHICLE.road", "FREIGHT", "CARGO", "SPK.company")
        for h in view.concepts.get(concept, ())
        if view.text[view.line[h.first].start : view.line[h.last].end]
        not in ("进口", "出口", "运输", "货运", "铁路", "边境")
    )


def speaks(view: View, hit: PlaceHit) -> bool:
    """Whether a pipeline's name stands for its company: it is the subject of a verb of speech."""
    return any(0 < verb.first - hit.last <= 2 for verb in view.concepts.get("SAY", ()))


def route_start(view: View, index: int) -> bool:
    """Whether a capital opens a pair of towns joined by a dash ('Бишкек — Ош')."""
    if index + 1 >= len(view.places):
        return False
    a, b = view.places[index], view.places[index + 1]
    joint = view.text[a.end : b.start].strip()
    between = re.search(r"(?:между|between)\s*$", view.text[view.sentence.start : a.start].lower())
    return b.place.kind == "point" and (joint in ("-", "–", "—") or (joint in ("и", "and") and between is not None))


def belongs_to_actor(view: View, hit: PlaceHit) -> bool:
    """Whether a state only says whose ministry or president acts: 'Минтранс Казахстана', 'the government of Poland'."""
    for hit2 in view.hits:
        if not hit2.concept.startswith("SPK.") or hit2.concept == "SPK.media":
            continue
        gap = hit.first - hit2.last
        if view.lang == "ru" and gap == 1 and "gent" in view.line[hit.first].tags:
            return hit2.entry not in (
                "порт",
                "терминал",
                "железный дорога",
                "сторона",
                "предприятие",
                "трубопровод",
                "столица",
            )
        if view.lang == "en" and (
            (gap == 2 and view.line[hit.first - 1].low == "of") or (gap == 3 and view.line[hit.first - 2].low == "of")
        ):
            return hit2.entry not in ("port", "refinery", "terminal", "line", "plant", "railway")
        if (
            view.lang == "en"
            and 0 < hit2.first - hit.last <= 4
            and view.line[hit.last + 1].low == "'s"
            and hit2.concept == "SPK.official"
        ):
            return True
        if view.lang == "zh" and hit2.first - hit.last == 1 and hit2.concept == "SPK.official":
            return True
        if view.lang == "kk" and 1 <= hit2.first - hit.last <= 2 and hit2.concept == "SPK.official":
            bare = not _CASE_KK.search(view.line[hit.last].low) or view.line[hit.last].low.endswith(
                ("ның", "нің", "дың", "дің", "тың", "тің")
            )
            if bare:
                return True
    return False


_CASE_KK = re.compile(
    r"(?:нан|нен|дан|ден|тан|тен|ға|ге|қа|ке|на|не|да|де|та|те|нда|нде|ның|нің|дың|дің|тың|тің|ды|ді|ты|ті|ны|ні|мен|бен|пен)$"
)


_LOCATED_KK = re.compile(r".{3}(?:нан|нен|дан|ден|тан|тен|ға|ге|қа|ке|да|де|та|те|нда|нде|дағы|дегі|тағы|тегі)$")


def acts(view: View, hit: PlaceHit, wide: bool = False) -> bool:
    """Whether a state or capital is the subject of speaking or planning: an actor, not a place."""
    previous = view.line[hit.first - 1].low if hit.first else ""
    if previous in LEADS_TO_A_PLACE:
        return False
    if (
        view.lang == "ru"
        and not view.line[hit.first].tags & {"nomn"}
        and "UNKN" not in view.line[hit.first].tags
        and not wide
    ):
        return False
    for concept in ("SAY",):
        for verb in view.concepts.get(concept, ()):
            if 0 < view.at[verb.first] - view.at[hit.last] <= (3.0 if not wide else 4.0) and verb.first > hit.last:
                return True
            if verb.last < hit.first and view.at[hit.first] - view.at[verb.last] <= 1.6:
                return True
    return wide and not located(view, view.text[max(view.sentence.start, hit.start - 20) : hit.start].lower(), hit)


_LED_ZH = re.compile(r"[在从從自往至到抵赴经經由于於驶駛距离離]$")
_PLACED_ZH = re.compile(r"[市港站至—–-]|以[东西南北]|附近|口岸|机场|機場|出发|發往")


def located(view: View, before: str, hit: PlaceHit) -> bool:
    """Whether the words beside a capital's name (``before`` those before it) put something into the city or on the way there."""
    if view.lang == "kk":
        low = view.line[hit.last].low
        return bool(_LOCATED_KK.search(low)) or view.text[hit.end : hit.end + 3] in (" – ", " — ")
    if view.lang == "zh":
        return bool(_LED_ZH.search(before) or _PLACED_ZH.match(view.text, hit.end))
    if view.lang == "ru":
        return bool(
            re.search(
                r"(?:^|\W)(?:в|во|из|на|до|под|через|вблизи|около|возле|близ|у|к|от|порт\w*|городе?|город|станци\w+)\s*$",
                before,
            )
        )
    if view.lang == "en":
        return bool(
            re.search(
                r"(?:\b(?:in|to|from|at|near|via|through|outside|around|port of|city of|between|and))\s*$", before
            )
        ) and not re.search(r"between \w+ and\s*$", before)
    return True
