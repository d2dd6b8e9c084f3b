# ruff: noqa: E501
"""Slots of a claim other than its type: places with roles, direction, modes, cargo, cause; each with its offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, cast

from kordon.model import Cause, ClaimCargo, ClaimMode
from kordon.reading.attribution import Speaker
from kordon.reading.lexicon import Hit
from kordon.reading.places import PlaceHit, gazetteer
from kordon.reading.rules import Candidate, View

PlaceRole = Literal["at", "from", "to", "via"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RolePlace:
    """A place of the event with its role and why it has it."""

    hit: PlaceHit
    role: PlaceRole
    why: str


_RU_TO = re.compile(
    r"(?:в сторону|в направлении|по направлению к|направля\w+ в|следующ\w+ в|следовавш\w+ в|едущ\w+ в|идущ\w+ в|шедш\w+ в|въезд\w*(?: на территорию| в)|на въезд в|ввоз\w*(?: на территорию)?(?: в| на)|импорт\w* в|поставк\w+ в|поставок в|отправк\w+ в|экспорт\w* в|доставк\w+ в|вывоз\w* в|транзит\w* в|назначением в|до|выезд\w* в|на|для)\s*$"
)
_RU_FROM = re.compile(r"(?:^|\W)(?:из|из-за границы|со стороны|с территории|от|выезд\w* с|с)\s*$")
_RU_VIA = re.compile(
    r"(?:через|через территорию|транзитом по|сквозь|транзит\w* (?:по|через)(?: территори\w+)?|минуя|по территории|через порт\w*|через пункт\w* пропуска|через границу с|через порты)\s*$"
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


_AND = re.compile(r"\s*(?:,|и|and|или|or|және|мен|пен|бен|,\s*(?:and|и))\s*")


def _listed(view: View, one: PlaceHit, other: PlaceHit) -> bool:
    """Whether two states stand in one list ('into Iran, Turkey and Iraq'): a preposition before the first holds for all."""
    return one.place.kind in ("country", "area") and bool(_AND.fullmatch(view.text[one.end : other.start]))


def find_places(view: View, speaker: Speaker) -> tuple[list[RolePlace], list[RolePlace], list[RolePlace]]:
    """Return the places of the event in a sentence, the states that only act in it, and those that speak in it.

    Adjectives of origin are left out; an actor serves as the place where nothing else does, a speaker where it
    speaks of its own border or its own ban.
    """
    out: list[RolePlace] = []
    actors: list[RolePlace] = []
    speakers: list[RolePlace] = []
    pairs = _pairs(view)
    for index, hit in enumerate(view.places):
        place = hit.place
        covered = bool(speaker.tokens & set(range(hit.first, hit.last + 1)))
        before = view.text[max(view.sentence.start, hit.start - 60) : hit.start].lower().replace("ё", "е")
        if index in pairs:
            out.append(RolePlace(_as_name(hit), "at", "pair of states at a border"))
            continue
        if place.form == "adjective":
            kept = _adjective_place(view, hit, before) or _banned_origin(view, hit)
            if kept is not None and not covered:
                out.append(kept)
            continue
        if _VISIT.search(before):
            continue
        if view.lang in ("zh", "kk") and place.what == "state" and _of_goods(view, hit):
            view.places[index] = replace(hit, place=replace(place, form="adjective"))
            continue
        if view.lang in ("zh", "kk") and place.what in ("region", "settlement") and _belongs_to_actor(view, hit):
            speakers.append(RolePlace(hit, "at", "the speaker's own region, as no other place is named"))
            continue
        if view.lang == "zh" and place.what in ("region", "sea") and any(o.start == hit.end for o in view.places):
            continue  # 新疆巴克图口岸: the region only says where the post is
        if covered and place.what in ("state", "pipeline", "region", "sea"):
            if place.what not in ("pipeline", "sea"):
                speakers.append(
                    RolePlace(_as_name(hit), "at", "the speaker's own state or region, as no other place is named")
                )
            continue
        if place.what == "pipeline" and _speaks(view, hit):
            continue
        if (
            place.form == "capital"
            and place.city.lower() not in _SEATS
            and (_located(view, before) or _route_start(view, index))
        ):
            city = replace(place, name=place.city, kind="point", what="settlement", form="name", id="")
            hit = replace(hit, place=gazetteer(view.lang).city(city))
        elif place.what == "state" and (_belongs_to_actor(view, hit) or _acts(view, hit, wide=place.form == "capital")):
            near = any(-3 <= token - hit.first <= 3 for token in speaker.tokens)
            if speaker.span is not None and near and _belongs_to_actor(view, hit):
                speakers.append(RolePlace(_as_name(hit), "at", "the state whose body speaks"))
            elif not covered:
                actors.append(RolePlace(hit, "at", "the acting state, as no other place is named"))
            continue
        role, why = _role(view, hit, before), "by the words before"
        if role == "at" and out and out[-1].role in ("from", "to") and _listed(view, out[-1].hit, hit):
            role, why = out[-1].role, "as the place listed before it"
        out.append(RolePlace(hit, role, f"role {role} {why}"))
    return out, actors, speakers


OWN_SOIL = re.compile(
    r"сво(?:ей|ю|их) (?:территори|границ|стороне)|на (?:ее|её|его) территори|\b(?:its|their) (?:territory|border|soil|side|ports?|waters)\b|本国|境内",
    re.I,
)
_SEATS = frozenset(("акорда", "кремль", "белый дом", "kremlin", "white house"))
_VISIT = re.compile(
    r"(?:визит\w*|поездк\w*|переговор\w+|саммит\w*|форум\w*|visit\w*|talks|summit|trip)(?: [\w-]+){0,3} (?:в|во|to|in)\s*$"
)


def _of_goods(view: View, hit: PlaceHit) -> bool:
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


def _speaks(view: View, hit: PlaceHit) -> bool:
    """Whether a pipeline's name stands for its company: it is the subject of a verb of speech."""
    return any(0 < verb.first - hit.last <= 2 for verb in view.concepts.get("SAY", ()))


def _route_start(view: View, index: int) -> bool:
    """Whether a capital opens a pair of towns joined by a dash ('Бишкек — Ош')."""
    if index + 1 >= len(view.places):
        return False
    a, b = view.places[index], view.places[index + 1]
    joint = view.text[a.end : b.start].strip()
    between = re.search(r"(?:между|between)\s*$", view.text[view.sentence.start : a.start].lower())
    return b.place.kind == "point" and (joint in ("-", "–", "—") or (joint in ("и", "and") and between is not None))


def _as_name(hit: PlaceHit) -> PlaceHit:
    return replace(hit, place=replace(hit.place, form="name")) if hit.place.form == "adjective" else hit


_BORDER_WORDS = re.compile(
    r"границ|рубеж|участк|погран|переход|направлени|сообщени|border|frontier|crossing|section|边境|边界|口岸|铁路|公路|шекара|приграни"
)


def _pairs(view: View) -> set[int]:
    """Return the indices of places that name a border: 'российско-казахстанская граница', 'the Polish-Belarusian border'."""
    out: set[int] = set()
    for i in range(len(view.places) - 1):
        a, b = view.places[i], view.places[i + 1]
        if a.place.what != "state" or b.place.what != "state" or a.place.cc == b.place.cc:
            continue
        joined = b.first == a.last + 1 and (
            view.line[b.first].glued or view.text[a.end : b.start].strip() in ("-", "–", "—", "")
        )
        joined = joined or (b.first == a.last + 2 and view.line[a.last + 1].text in "-–—/")
        if not joined:
            continue
        tail = view.text[b.end : b.end + 30].lower()
        head = view.text[max(0, a.start - 30) : a.start].lower()
        if _BORDER_WORDS.search(tail) or _BORDER_WORDS.search(head):
            out |= {i, i + 1}
    return out


def _banned_origin(view: View, hit: PlaceHit) -> RolePlace | None:
    """Read 'запрет на ввоз турецких томатов' as a ban on what comes from that state."""
    if not (view.has("BAN", "QUOTA") and view.concepts.get("TRADE")) and not view.has("TURNBACK", "SEIZE"):
        return None
    goods = any(0 < h.first - hit.last <= 3 for h in view.concepts.get("CARGO", ()))
    return RolePlace(_as_name(hit), "from", "the origin of the goods that the ban names") if goods else None


_RU_NOUN_AFTER = (
    "ELEMENT.post",
    "ELEMENT.border",
    "ELEMENT.port",
    "ELEMENT.road",
    "ELEMENT.rail",
    "ELEMENT.sea",
    "ELEMENT.terminal",
    "ELEMENT.pipe",
    "ELEMENT.plant",
    "ELEMENT.route",
)


def _adjective_place(view: View, hit: PlaceHit, before: str) -> RolePlace | None:
    """Read 'на казахстанской границе', 'с китайской стороны', 'in Chinese ports' as the state itself."""
    following = [h for concept in _RU_NOUN_AFTER for h in view.concepts.get(concept, ()) if 0 < h.first - hit.last <= 2]
    after = view.text[hit.end : hit.end + 28].lower()
    if re.match(
        r"\s+(?:сторон|территори|участк|берег|side|territory|soil|coast|waters|section|ports?\b|берегов|жағы|бөлігі)",
        after,
    ):
        if (
            re.match(r"\s+(?:сторон[аеуы]\b|side)", after)
            and re.search(r"(?:с|со стороны|from(?: the)?)\s*$", before)
            and "side" not in after
        ):
            return None
        if re.match(r"\s+(?:сторон[аы]\b)", after) and not re.search(r"(?:на|с)\s*$", before):
            return None
        return RolePlace(_as_name(hit), "at", "a state's side or territory")
    if following and re.search(
        r"(?:^|\W)(?:на|в|во|через|у|из|к|до|с|около|возле|близ|in|at|on|the|through|via|near|of|from|to|several|two|three|into|all|major)\s*(?:\w+\s+)?$",
        before,
    ):
        if (
            following[0].concept == "ELEMENT.port"
            and view.lang == "en"
            and not re.match(r"\s+(?:\w+\s+)?(?:port|harbo|sea)", after)
        ):
            return None
        role: PlaceRole = (
            "from"
            if re.search(r"(?:из|from)\s*(?:the\s*)?$", before)
            else "via"
            if re.search(r"(?:через|via|through)\s*(?:the\s*)?$", before)
            else "at"
        )
        return RolePlace(_as_name(hit), role, "a state's border, port or line")
    if (
        following
        and following[0].concept in ("ELEMENT.border", "ELEMENT.port", "ELEMENT.plant", "ELEMENT.post")
        and following[0].first - hit.last == 1
    ):
        return RolePlace(_as_name(hit), "at", "a state's border or port")
    return None


def _belongs_to_actor(view: View, hit: PlaceHit) -> bool:
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
_ACT = ("SAY", "PLAN")


def _acts(view: View, hit: PlaceHit, wide: bool = False) -> bool:
    """Whether a state or capital is the subject of speaking or planning: an actor, not a place."""
    previous = view.line[hit.first - 1].low if hit.first else ""
    if previous in (
        "в",
        "на",
        "из",
        "через",
        "с",
        "со",
        "к",
        "от",
        "до",
        "по",
        "для",
        "у",
        "между",
        "in",
        "to",
        "from",
        "via",
        "through",
        "with",
        "between",
        "at",
        "into",
        "near",
        "for",
        "of",
        "against",
        "on",
        "via",
        "across",
        "within",
    ):
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
    return wide and not _located(view, view.text[max(view.sentence.start, hit.start - 20) : hit.start].lower())


def _route_end(view: View, before: str) -> bool:
    """Whether a dash before a capital joins it to another place ('Алматы — Бишкек')."""
    word = re.search(r"([\w]+)\s*[–—-]\s*$", before)
    return word is not None and any(
        view.text[p.end - len(word.group(1)) : p.end].lower() == word.group(1)
        for p in view.places
        if p.place.what != "state"
    )


def _located(view: View, before: str) -> bool:
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


def _role(view: View, hit: PlaceHit, before: str) -> PlaceRole:
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
        if lead.endswith(("对", "對", "自", "从")) and re.search(r"进口|進口", view.text[hit.end : hit.end + 14]):
            return "from"
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
        if lead.endswith(("经", "經", "途经", "过")):
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

_FLOW = re.compile(
    r"следующ|направля|едущ|идущ|шедш|транзит|экспорт|импорт|ввоз|вывоз|поставк|въезд|выезд|доставк|перевоз|груз|товар|фур|поезд|вагон|судо|отправ|export|import|transit|shipment|truck|lorr|train|bound|cargo|freight|goods|traffic|deliver|suppl|ship|vessel|tanker|flow|carr|pump|outgoing|incoming|вез|движени|прокач|маршрут|контейнер|жүк|тасымал|импорт|экспорт|货|班列|出口|进口|运",
    re.I,
)


def direction(
    view: View, candidate: Candidate, places: list[RolePlace]
) -> tuple[tuple[str, ...], tuple[str, ...], list[Span]]:
    """Return states from and to with the words that set them; empty tuples when the text does not say."""
    if candidate.type in (
        "outlook",
        "military_activity",
        "attack",
        "infrastructure",
        "labour_action",
    ) and not _FLOW.search(view.text[view.sentence.start : view.sentence.end]):
        return (), (), []
    origin: list[str] = []
    to: list[str] = []
    spans: list[Span] = []
    for item in places:
        cc = item.hit.place.cc
        if item.hit.place.what in ("sea", "river"):
            continue
        if item.role == "from" and cc and cc not in origin:
            origin.append(cc)
            spans.append((item.hit.start, item.hit.end))
        elif item.role == "to" and cc and cc not in to:
            to.append(cc)
            spans.append((item.hit.start, item.hit.end))
    low = view.text[view.sentence.start : view.sentence.end].lower()
    if candidate.type == "trade_ban":
        imposing = [r.hit for r in places if r.role == "at" and _IMPOSES.search(r.why)]
        ban_state = next(
            iter([*imposing, *(r.hit for r in places if r.hit.place.what == "state" and r.role == "at")]), None
        )
        if imposing and re.search(r"ввоз|импорт|import|进口|進口", low):
            for item in places:  # 'запрещает ввоз с двух предприятий Киргизии': the other state is where it comes from
                if item.role == "at" and item.hit.place.what == "state" and item.hit not in imposing and not origin:
                    origin.append(item.hit.place.cc)
                    spans.append((item.hit.start, item.hit.end))
        if ban_state is not None:
            for pattern, target in (
                (r"ввоз\w*|импорт\w*|закуп\w*|\bimport\w*|进口|進口|采购|әкелу\w*|сатып ал\w*|кіргізу\w*", to),
                (r"вывоз\w*|экспорт\w*|\bexport\w*|出口|шығару\w*|әкету\w*|сыртқа", origin),
            ):
                match = re.search(pattern, low)
                if match and not target and ban_state.place.cc not in origin + to:
                    target.append(ban_state.place.cc)
                    spans.append((view.sentence.start + match.start(), view.sentence.start + match.end()))
                    break
    if len(origin) == 1 and to == origin:
        to = []
    if candidate.type in ("border_queue", "closure", "reopening", "inspection", "detention", "capacity") and bool(
        origin
    ) != bool(to):
        _complete(places, origin, to, spans)
    return tuple(origin), tuple(to), spans


def _complete(places: list[RolePlace], origin: list[str], to: list[str], spans: list[Span]) -> None:
    """Fill the other end of a one-sided direction from the place where it happens, if that lies in one other state.

    'ожидают выезда в Грузию' in North Ossetia runs from Russia; 'entering from Belarus' at Medininkai runs to Lithuania.
    """
    known = set(origin) | set(to)
    here = [
        p
        for p in places
        if p.role in ("at", "via")
        and p.hit.place.cc
        and p.hit.place.what not in ("sea", "river")
        and (origin or "text is about" not in p.why)
    ]
    others = {p.hit.place.cc for p in here} - known
    if len(others) != 1 or {p.hit.place.cc for p in here} & known:
        return
    (cc,) = others
    (to if origin else origin).append(cc)
    spans.extend((p.hit.start, p.hit.end) for p in here if p.hit.place.cc == cc)


def modes(view: View, candidate: Candidate) -> list[tuple[ClaimMode, Span, str]]:
    """Return the modes near a candidate, else those of its sentence."""
    for window in (12.0, 60.0):
        out: dict[ClaimMode, tuple[Span, str]] = {}
        for hit in view.concepts.get("MODE", ()):
            gap = min(view.distance(hit, head) for head in candidate.heads)
            if gap <= window:
                out.setdefault(cast(ClaimMode, hit.concept.split(".")[1]), (view.span(hit), f"'{hit.entry}'"))
        if out:
            return [(mode, span, why) for mode, (span, why) in sorted(out.items(), key=lambda item: item[1][0])]
    return []


def cargo(view: View, candidate: Candidate) -> list[tuple[ClaimCargo, Span, str]]:
    """Return the cargo classes near a candidate; ``general`` only where nothing narrower is named."""
    out: dict[ClaimCargo, tuple[Span, str]] = {}
    for hit in view.concepts.get("CARGO", ()):
        if min(view.distance(hit, head) for head in candidate.heads) <= 14:
            out.setdefault(cast(ClaimCargo, hit.concept.split(".")[1]), (view.span(hit), f"'{hit.entry}'"))
    if len(out) > 1:
        out.pop("general", None)
    if "crude_oil" in out and "fuel" in out and out["crude_oil"][0] == out["fuel"][0]:
        out.pop("crude_oil")
    return [(name, span, why) for name, (span, why) in sorted(out.items(), key=lambda item: item[1][0])]


_IMPOSES = re.compile("acting state|body that acts|whose body speaks|speaker's own")
_SELF_CAUSE = {"inspection": "inspection", "labour_action": "labour", "attack": "attack"}


def cause(view: View, candidate: Candidate) -> tuple[Cause, Span, str] | None:
    """Return the stated cause: a cause word beside a word that makes it one ('из-за', 'due to')."""
    head = candidate.head
    best: tuple[float, Cause, Hit, str] | None = None
    for because in view.concepts.get("BECAUSE", ()):
        for hit in view.concepts.get("CAUSE", ()):
            name = cast(Cause, hit.concept.split(".")[1])
            if _SELF_CAUSE.get(candidate.type) == name:
                continue
            if head.first <= hit.first <= head.last:
                continue
            gap = (
                view.at[hit.first] - view.at[because.last]
                if hit.first >= because.first
                else view.at[because.first] - view.at[hit.last] + 4
            )
            if gap < 0 or gap > 7:
                continue
            score = gap + 0.3 * min(view.distance(because, h) for h in candidate.heads)
            if best is None or score < best[0]:
                best = (score, name, hit, because.entry)
    if best is not None and best[0] < 11:
        return best[1], view.span(best[2]), f"'{best[2].entry}' after '{best[3]}'"
    if candidate.type in ("closure", "border_queue"):
        causes: tuple[Cause, ...] = ("weather", "low_water", "accident")
        for kind in causes:
            hit2 = view.near(head, (f"CAUSE.{kind}",), 6, apart=False)
            if hit2 is not None and candidate.rule in (
                "close_element",
                "stop_traffic",
                "aground",
                "queue_count",
                "queue_verb",
            ):
                return kind, view.span(hit2), f"'{hit2.entry}' beside the trigger"
    return None
