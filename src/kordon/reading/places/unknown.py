# ruff: noqa: E501
"""Names that no table knows, beside the words that show a place: 'the X crossing', 'станция X', 'X бекеті', 'X口岸'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from kordon.reading.places.declension import nominative, norm, whole_adjective
from kordon.reading.places.model import Name, PlaceHit
from kordon.reading.places.settlements import found_settlement
from kordon.reading.places.unknown_zh import chinese_names
from kordon.reading.places.words import EN_FIRMS, EN_OPENERS, EN_ORDINARY, MONTHS, NO_NAME, NO_NAME_KK, NO_NAME_RU
from kordon.reading.text import Token

_EN_NAME = r"[A-Z][a-zà-žéèşıçğü’']{2,}(?:[- ](?:al|el|de|la|e|i|na|upon|on)[- ][A-Z][a-zà-žéèşıçğü’']+|[- ][A-Z][a-zà-žéèşıçğü’']+){0,2}"
_EN_HEAD = (
    r"(?P<head>(?:border |road |rail |railway |customs |frontier |land |mountain |marshalling |freight |cargo |dry |sea |river |oil |grain |container |inland )*"
    r"(?:crossings?|checkpoints?|check-?posts?|posts?|border points?|border gates?|gates?|pass(?:es)?|straits?|channels?|canals?|bridges?|tunnels?|locks?|"
    r"ports?|terminals?|stations?|yards?|refiner(?:y|ies)|depots?|junctions?|railheads?|harbours?|harbors?|anchorages?|roads|roadstead|oblast|region|"
    r"province|district|governorate|county|prefecture|peninsula|islands?|gulf|bay|river|lake|desert|valley|mines?|oilfields?|gasfields?|fields?|highway|motorway|"
    r"expressway|free zone|dam|estuary|delta|shoal|airport|customs house|interchange|siding|sea|coast|side|corridor|pipeline))\b"
)
_EN_LEAD = (
    r"(?P<lead>(?:ports?|towns?|city|village|stations?|posts?|crossings?|checkpoints?|island|province|region|district|oblast|strait|gulf|mouth|lock|pass|bay|"
    r"cape|harbour|refinery|terminal|depot|yard|line|road|railway|highway|bridge|tunnel|warehouse)s? (?:of|at|in|near|outside|to|from) |"
    r"\b(?:Port|Cape|Mount|Gulf of|Strait of|Bay of|Lake|Isle of) |"
    r"\b(?:at|near|off|outside|beyond|between|via|alongside|upstream of|downstream of|north of|south of|east of|west of|bound for|calls? at|calling at|berth at|"
    r"through|towards?|in|into|from|around|across|reached|reach|across from) (?:the )?(?:port of |town of |city of |station of |nearby |neighbouring )?)"
)
_EN_BEFORE = re.compile(rf"{_EN_LEAD}(?P<name>{_EN_NAME})")
_EN_AFTER = re.compile(rf"(?P<name>{_EN_NAME}) {_EN_HEAD}")
_EN_NOT_AFTER = re.compile(
    r"(?:’s|'s)?\s*(?:said|says|told|reported|announced|Group|Ltd|Inc|Corp|Company|Co\b|Bank|Lines?\b|Shipping|Logistics|Airlines|Holding|Partners|"
    r"Ministry|Council|Agency|Association|Authority|University|Times|News|Post\b|Journal|Institute|Union|Committee|Court|Treasury|Commission|Guard|Party)"
)
_EN_PERSON = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|President|Minister|General|Captain|Secretary|Chairman|Director|Governor|Prince|King|Sheikh)\.?\s+$"
)
_EN_WEAK = re.compile(r"(?:through|towards?|in|into|from|around|across|between|between|via) (?:the )?$")

_RU_NAME = r"(?:[А-ЯЁ][а-яё]{2,}(?:-(?:[А-ЯЁ][а-яё]+|на|эль|аль)){0,3})"
_RU_HEADS = (
    r"(?:пункт\w* пропуска|погранпереход\w*|автопереход\w*|автодорожн\w+ переход\w*|переход\w*|мапп|дапп|жапп|кпп|погранпост\w*|таможенн\w+ пост\w*|пост\w{0,2}|станци[ияеюй]\w*|ст\.|"
    r"порт[уаеом]*|морпорт\w*|терминал\w*|нпз|разъезд\w*|перевал\w*|тоннел\w+|мост[аеуом]*|остров\w*|о\.|мыс\w*|пролив\w*|поселк\w*|пос\.|сел[оаеу]м?|город\w*|г\.|деревн\w+|район\w*|"
    r"участ\w+|перегон\w*|трасс\w+|дорог\w+|шоссе|лини[ияею]|шлюз\w*|залив\w*|бухт\w+|канал\w*|провинци\w+|штат\w*|округ\w*|уезд\w*|рудник\w*|месторождени\w+|причал\w*|"
    r"элеватор\w*|узл\w+|узел|хаб\w*|аэропорт\w*|рек[аиуе]\w?|озер\w+|гавань?\w*|рейд\w*|полуостров\w*|маяк\w*)"
)
_RU_HEADED = re.compile(
    rf"\b(?i:{_RU_HEADS})\s+(?:[«\"“](?P<quoted>[А-ЯЁA-Z][^»\"”]{{2,40}})[»\"”]|(?P<name>{_RU_NAME}(?:\s*[–—-]\s*{_RU_NAME})?(?: {_RU_NAME})?))"
)
_RU_ADJECTIVE = re.compile(
    r"(?P<name>[А-ЯЁ][а-яё]+(?:ск|цк|ов|н)(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ый|ым)(?:\s+[а-яё]+(?:ого|ому|ий|ый|ом|им|ой|ая|ую|ое))?\s+"
    r"(?P<head>перевал|тоннел|туннел|залив|пролив|канал|мост|район|узел|узл|полуостров|остров|порт|морпорт|терминал|море|мор[яею]|коридор|нпз|месторождени|шлюз|бухт|губ[аеу]|хребет|хребт|разрез|"
    r"элеватор|погранпереход|переход|аэропорт|водохранилищ|озер|лиман|гирл|маяк|архипелаг|узел|рейд|хаб)\w*)"
)
_RU_REGION = re.compile(
    r"(?P<list>[А-ЯЁ][а-яё-]+ск(?:ая|ой|ую|ий|ого|ому|им|ом)(?:(?:, | и | или )[А-ЯЁ][а-яё-]+ск(?:ая|ой|ую|ий|ого|ому|им|ом)){0,3})\s+(?P<head>област|обл\.|кра[йюея]|вилоят|провинци|губерни)"
)
_RU_REGION_WORD = re.compile(r"(?P<stem>[А-ЯЁ][а-яё-]+ск)(?:ая|ой|ую|ий|ого|ому|им|ом)")
_RU_LED = re.compile(
    rf"(?:^|(?<=[\s(«]))(?P<lead>[Вв]о?|[Нн]а|[Уу]|[Пп]од|[Чч]ерез|[Оо]коло|[Вв]озле|[Бб]лиз|[Мм]ежду|[Зз]а|[Ии]з|[Дд]о|[Оо]т|[Пп]ри|[Нн]ад|[Кк]о?) (?P<name>{_RU_NAME})(?![а-яё.])"
)
_RU_ROUTE = re.compile(
    rf"(?P<name>{_RU_NAME}(?:\s+{_RU_NAME})?)\s*[–—]\s*(?P<name2>{_RU_NAME}(?:\s+{_RU_NAME})?)(?:\s*[–—]\s*(?P<name3>{_RU_NAME}))?"
)
_RU_BODY = re.compile(
    r"^(?:рос(?!тов|сош|сось|лавл|енец)|мин(?!ск|вод|усин|гечаур)|гос|глав|центробанк|кабмин|госдум|сбер|газпром|лукойл|роснефт|транснефт|новатэк|татнефт|башнефт|сургутнефт|еврохим|уралкали|русал|норникел|северстал|каз(?:ах|муна|авто|транс|атом)|узбекистон|узтемир|евро(?:комис|сов|пар)|союз|рейтер|интерфакс|таможн|правительств|верховн|конституц|федерал|автономн|муниципальн|национальн|международн|совет|комитет|министерств|государств|агентств|управлени|служб|президент|администрац|пресс|коран|рождеств|пасх|наурыз|новруз|рамадан|бог)"
)

_KK_NAME = r"(?:[А-ЯӘҒҚҢӨҰҮІЁҺ][а-яәғқңөұүіёһ]{2,}(?:[-–][А-ЯӘҒҚҢӨҰҮІЁҺ]?[а-яәғқңөұүіёһ]+){0,2})"
_KK_HEAD = (
    r"(?P<head>(?:(?:халықаралық|теңіз|өзен|шекара|кеден|автомобиль|теміржол|жүк|шекаралық|контейнер|темір жол|мұнай|құрғақ|сұрыптау|еркін экономикалық|әуе) )*"
    r"(?:порт(?!ал|фел)|айла[ғқ]|бекет|өткел|өткіз\w* пункт|пункт|станса|станци|стансы|қала|аудан|облыс|аймағ|аймақ|канал|арна|бұғаз|асу|туннел|тоннел|көпір|арал|түбе[гк]|шығана[ғқ]|мүйіс|терминал|"
    r"ауыл|тораб|торап|учаске|кеніш|кен орн|тасжол|трасса|маң|тұс|түб|провинция|өлке|уез|шлюз|НПЗ|мұнай өңдеу зауыт|өңдеу зауыт|қойма|рейд|жаға|тау|көл(?!ік)|өзен|теңіз|дәліз|автоөткел|сағас|қақпа)(?:ы|і|сы|сі|а(?=ралық))\w*)"
)
_KK_AFTER = re.compile(
    rf"(?:[«\"“](?P<quoted>[А-ЯӘҒҚҢӨҰҮІA-Z][^»\"”]{{2,40}})[»\"”]|(?P<name>{_KK_NAME}(?: {_KK_NAME})?)) {_KK_HEAD}"
)
_KK_CASE = re.compile(
    rf"(?<![.!?»] )(?<!^)(?<=\s)(?P<name>{_KK_NAME}?)(?P<case>ндағы|ндегі|дағы|дегі|тағы|тегі|нда|нде|да|де|та|те|нан|нен|дан|ден|тан|тен|ға|ге|қа|ке)(?![а-яәғқңөұүіёһ-])"
)
_KK_ROUTE = re.compile(rf"(?P<name>{_KK_NAME})\s*[–—]\s*(?P<name2>{_KK_NAME})(?:\s*[–—]\s*(?P<name3>{_KK_NAME}))?")
_KK_BETWEEN = re.compile(rf"(?P<name>{_KK_NAME}) (?:мен|пен|бен) (?P<name2>{_KK_NAME}) ара")

_AREAS = re.compile(
    r"(?:oblast|region|province|governorate|county|prefecture|peninsula|island|gulf|bay|river|lake|desert|valley|sea|delta|estuary|coast|"
    r"залив|пролив|полуостров|море|мор[яею]|остров|губ[аеу]|архипелаг|банк|провинци|штат|округ|район|рек|озер|водохранилищ|хребет|"
    r"аудан|облыс|аймағ|аймақ|арал|түбе|шығана|провинция|өлке|жаға|теңіз|көл|өзен|тау)"
)
_CORRIDORS = re.compile(r"(?:corridor|pipeline|highway|motorway|expressway|коридор|дәліз)")


def unknown_names(lang: str, line: list[Token], text: str, hits: list[PlaceHit]) -> list[PlaceHit]:
    """Return the places of a sentence that only the words around them show, none of them over a known place.

    They have no coordinates, and a state only where the sentence names one alone.
    """
    out: list[PlaceHit] = []
    states = {h.place.cc for h in hits if h.place.what == "state"}
    cc = next(iter(states)) if len(states) == 1 else ""
    for a, b, shown, kind, why in _candidates(lang, line, text, hits):
        at = [k for k, token in enumerate(line) if a <= token.start < b]
        if not at or any(h.start < b and a < h.end for h in [*hits, *out]):
            continue
        what = {"area": "region", "corridor": "corridor"}.get(kind, "post")
        name = Name(shown, kind, what, cc, None, None, "", weight=1)
        town = found_settlement(norm(shown), lang, 5_000) if kind == "point" else None
        if town is not None and (town.cc == cc or (not cc and town.weight > 3)):
            name = replace(name, cc=town.cc, lat=town.lat, lon=town.lon)
        out.append(PlaceHit(at[0], at[-1], line[at[0]].start, line[at[-1]].end, name, why))
    return out


_Candidate = tuple[int, int, str, str, str]


_ROADS = {
    "ru": re.compile(r"(?:(?:(?i:трасс)\w+|(?i:автодорог)\w+|(?i:автомагистрал)\w+|(?i:шоссе)|(?i:дорог)\w+|(?i:участ)\w+)\s+(?:федерального значения\s+)?[«\"]?|\b(?:на|по|вдоль|через) )(?P<name>[МРАКЕMPAKE]-?\d{1,3})(?![\d-])"),
    "en": re.compile(r"(?P<name>\b(?:[AEGMNRS]|DK|AH|NH)[-–]?\d{1,3})(?= (?:motorway|highway|road|expressway|trunk road)\b)|(?:motorway|highway|\b(?:on|along|off|via|across) the) (?P<name2>(?:[AEMNRS]|DK|AH|NH)[-–]?\d{1,3})\b|"
        r"\b(?:[Tt]he|[A-Z][a-z]+(?:'s|’s)) (?:[AM]\d{1,4}/)?(?P<name3>(?!A3[1-8]0|M23)(?:[AEM]|DK|AH|NH)[-–]?\d{1,3})\b(?! (?:rebels?|fighters|movement|group|jet|aircraft|airliner|visa|money))"),
    "kk": re.compile(r"(?P<name>[АМРКЕAMPKEGS][-–]?\d{1,3})(?= (?:«[^»]{3,40}» )?(?:жолы|жолда|тас жол|тасжолы|трассасы|автожолы|күре жолы)\w*)"),
    "zh": re.compile(r"(?P<name>(?:[AEGMNRSXYH]|AH)-?\d{1,4}(?:线|線|国道|國道|省道|高速(?!公路)))|(?P<name2>[AEGMNRS]-?\d{1,4})(?=(?:高速公路|公路|联邦公路))"),
}  # fmt: skip
"""Roads by number: 'трасса Р-217', 'the M5 motorway', 'M-8 жолы'."""


def _roads(lang: str, text: str, begin: int, end: int) -> Iterator[_Candidate]:
    for match in _ROADS[lang].finditer(text, begin, end):
        group = next(group for group, found in match.groupdict().items() if found)
        yield *match.span(group), match.group(group), "corridor", "a road by its number"


def _candidates(lang: str, line: list[Token], text: str, hits: list[PlaceHit]) -> Iterator[_Candidate]:
    begin, end = line[0].start, line[-1].end
    yield from _roads(lang, text, begin, end)
    if lang == "zh":
        yield from chinese_names(masked(text, begin, end, hits), begin, end)
        return
    yield from {"en": _english, "ru": _russian, "kk": _kazakh}[lang](text, begin, end, line, hits)


def masked(text: str, begin: int, end: int, hits: list[PlaceHit]) -> str:
    """Return a text with commas for the names of a sentence that are known, so that another may begin right after one."""
    chars = list(text[begin:end])
    for hit in hits:
        chars[hit.start - begin : hit.end - begin] = "，" * (hit.end - hit.start)
    return text[:begin] + "".join(chars) + text[end:]


def _kind(head: str) -> str:
    low = head.lower()
    return "corridor" if _CORRIDORS.search(low) else "area" if _AREAS.search(low) else "point"


def no_name(lang: str, word: str) -> bool:
    """Whether a capitalised word is known to name no place: a body, a firm, a month."""
    if lang == "ru":
        return _ru_no_name(word)
    return _kk_no_name(word) if lang == "kk" else _no_name(word)


def _english(text: str, begin: int, end: int, line: list[Token], hits: list[PlaceHit]) -> Iterator[_Candidate]:
    for match in _EN_AFTER.finditer(text, begin, end):
        a, b = match.span("name")
        name = _trimmed(match.group("name"))
        a = b - len(name)
        if (
            name
            and not _no_name(name)
            and (
                a > begin
                or match.group("head").split()[-1] not in ("side", "coast", "line", "field", "fields", "roads")
            )
        ):
            head = match.group("head")
            if len(name) < 5 and head in ("bridge", "tunnel", "pass", "canal", "strait", "lock", "dam"):
                b, name = match.end("head"), f"{name} {head}"  # 'Lueg' alone names the place no longer
            yield a, b, name, _kind(head), f"a name before '{head}'"
    for match in _EN_BEFORE.finditer(text, begin, end):
        name, (a, b) = match.group("name"), match.span("name")
        if _no_name(name) or _EN_NOT_AFTER.match(text, b) or _EN_PERSON.search(text[max(begin, a - 14) : a]):
            continue
        weak = _EN_WEAK.search(text[max(begin, a - 16) : a])
        if weak and ((" " in name and "-" not in name) or re.match(r"\s*(?:’s|'s|[A-Z])", text[b : b + 3])):
            continue
        if re.match(r"\s+[A-Z][a-z]", text[b : b + 3]) or re.match(r"-?[a-z0-9]", text[b : b + 2]):
            continue
        if match.group("lead") in ("Port ", "Cape ", "Mount ", "Lake ") or match.group("lead").startswith(
            ("Gulf", "Strait", "Bay")
        ):
            a, name = match.start(), match.group()
        yield a, b, name, _kind(match.group("lead")), f"a name after '{match.group('lead').strip()}'"
    yield from _english_pairs(text, begin, end, hits)


_EN_PAIR = re.compile(rf"(?:\s*[–—-]\s*| and | to |, )(?P<name>{_EN_NAME})")


def _english_pairs(text: str, begin: int, end: int, hits: list[PlaceHit]) -> Iterator[_Candidate]:
    """Yield names joined to a known post, station or port by a dash: 'Karameh-Trebil', 'the Kuznica and Polowce crossings'."""
    for hit in hits:
        if hit.place.kind != "point":
            continue
        match = _EN_PAIR.match(text, hit.end)
        if match is None or match.end() > end or _no_name(match.group("name")):
            continue
        after = text[match.end() : match.end() + 16]
        tight = text[hit.end] in "-–—" and text[hit.end + 1] != " "
        regions = re.match(r" (?:regions|provinces|oblasts|districts)\b", after)
        if tight or regions or re.match(r" (?:crossings|ports|posts|checkpoints|stations|terminals|passes)", after):
            yield (
                match.start("name"),
                match.end("name"),
                match.group("name"),
                "area" if regions else "point",
                f"a name joined to '{hit.place.name}'",
            )


def _trimmed(name: str) -> str:
    """Return a name without words that only open a sentence before it ('The', 'At')."""
    words = name.split(" ")
    while words and (words[0].lower() in NO_NAME or words[0].lower() in EN_OPENERS):
        words = words[1:]
    return " ".join(words)


def _no_name(name: str) -> bool:
    words = name.lower().replace("’", "'").replace("-", " ").split()
    return (
        words[0] in NO_NAME
        or words[0] in EN_FIRMS
        or words[0] in MONTHS
        or words[0] in EN_OPENERS
        or (len(words) == 1 and words[0] in EN_ORDINARY)
        or words[-1] in EN_FIRMS
    )


def _russian(text: str, begin: int, end: int, line: list[Token], hits: list[PlaceHit]) -> Iterator[_Candidate]:
    at_token = {token.start: k for k, token in enumerate(line)}
    for match in _RU_HEADED.finditer(text, begin, end):
        group = "quoted" if match.group("quoted") else "name"
        shown, (a, b) = match.group(group), match.span(group)
        if not shown[0].isupper() or _ru_no_name(shown):
            continue
        if group == "name" and ru_person(shown, line[at_token[a]] if a in at_token else None):
            continue
        head = match.group()[: a - match.start()].strip(' «"“')
        if group == "quoted" and (head.lower().startswith(("канал", "лини")) or text[max(0, match.start() - 1)] == "-"):
            continue
        if head.lower() in ("пост", "порт", "г.", "о.", "ст.") and group == "quoted" and not head[0].islower():
            continue
        parts = re.split(r"\s*[–—]\s*", shown) if group == "name" else [shown]
        if len(parts) == 1:
            first = shown if group == "quoted" else _ru_words(shown)
            if first:
                yield a, a + len(first), first, _kind(head), f"a name after '{head}'"
            continue
        at = a
        for part in parts:
            at = text.index(part, at)
            yield at, at + len(part), part, "point", f"an end of a route after '{head}'"
    for match in _RU_ADJECTIVE.finditer(text, begin, end):
        name = match.group("name")
        if _ru_no_name(name) or (match.start() == begin and not re.match(r"\w+[сц]к", name)):
            continue
        yield (
            match.start(),
            match.end(),
            whole_adjective(name),
            _kind(match.group("head")),
            f"an adjective before '{match.group('head')}'",
        )
    for match in _RU_REGION.finditer(text, begin, end):
        head = match.group("head")
        noun = "край" if head.startswith("кра") else "провинция" if head.startswith("провин") else "область"
        words = list(_RU_REGION_WORD.finditer(text, *match.span("list")))
        for word in words:
            last = word is words[-1]
            b = re.compile(r"\w*").match(text, match.end()).end() if last else word.end()  # type: ignore[union-attr]
            name = word.group("stem") + ("ий край" if noun == "край" else f"ая {noun}")
            yield word.start(), b, name, "area", f"an adjective before '{head}'"
    yield from _routes(_RU_ROUTE, text, begin, end, hits, _ru_no_name)
    for match in _RU_LED.finditer(text, begin, end):
        a, b = match.span("name")
        k = at_token.get(a)
        if k is None or _ru_no_name(match.group("name")):
            continue
        token = line[k]
        person = "person" in token.tags and match.group("lead").lower() not in ("в", "во", "на", "под", "через", "близ")
        if ("known" in token.tags and "geo" not in token.tags) or person:
            continue
        following = line[k + 1] if k + 1 < len(line) else None
        if following is not None and following.start - b <= 1 and following.text[:1].isupper() and following.word:
            continue
        if match.group("lead").lower() in ("от", "у", "к", "ко", "за") and "geo" not in token.tags:
            continue
        yield (
            a,
            b,
            nominative(match.group("name"), match.group("lead").lower(), "geo" in token.tags),
            "point",
            f"a name after '{match.group('lead')}'",
        )


_RU_SURNAME = re.compile(r"[А-ЯЁ][а-яё]+(?:[ое]в|[иы]н|ск(?:ий|ая)|енко|чук|ян|дзе|швили|[ое]ва|ина|улы|заде|зода)")


def ru_person(name: str, first: Token | None) -> bool:
    """Whether two words after 'порта', 'станции' are who heads it: 'директор порта Абай Турикпенбаев'."""
    words = name.split(" ")
    if len(words) != 2 or first is None or not _RU_SURNAME.fullmatch(words[1]):
        return False
    return "person" in first.tags or not first.tags & {"adj", "geo"}


def _ru_words(name: str) -> str:
    """Return the words of a name up to the first that is none."""
    words = name.split(" ")
    return words[0] if len(words) == 1 or _ru_no_name(words[1]) else name


def _ru_no_name(name: str) -> bool:
    low = name.lower().replace("ё", "е")
    return low.split()[0] in NO_NAME_RU or bool(_RU_BODY.match(low))


def _routes(
    pattern: re.Pattern[str], text: str, begin: int, end: int, hits: list[PlaceHit], no_name: Callable[[str], bool]
) -> Iterator[_Candidate]:
    """Yield the ends of 'X – Y' where one of them is a known place, or a word for a line stands beside them."""
    for match in pattern.finditer(text, begin, end):
        spans = [match.span(g) for g in ("name", "name2", "name3") if match.groupdict().get(g)]
        known = any(h.start < b and a < h.end for h in hits for a, b in spans)
        beside = _LINE.search(text[max(begin, match.start() - 24) : match.start()]) or _LINE.match(
            text[match.end() : match.end() + 16].lstrip()
        )
        if not known and not beside:
            continue
        for a, b in spans:
            if not no_name(text[a:b]):
                yield a, b, text[a:b], "point", "an end of a route"


_LINE = re.compile(
    r"(?:участ|перегон|маршрут|лини|дорог|трасс|направлени|желі|бағыт|учаске|тасжол|рейс|переход|плеч)\w*\s*[«]?\s*$|(?:бағыт|желі|учаске|трасса|тасжол|жол|теміржол|дәліз|бекет|өткел|сауда|паром)"
)


def _kazakh(text: str, begin: int, end: int, line: list[Token], hits: list[PlaceHit]) -> Iterator[_Candidate]:
    for match in _KK_AFTER.finditer(text, begin, end):
        group = "quoted" if match.group("quoted") else "name"
        shown, (a, b) = match.group(group), match.span(group)
        words = shown.split(" ")
        while group == "name" and len(words) > 1 and _kk_no_name(words[0]):
            a += len(words[0]) + 1
            words = words[1:]
        if _kk_no_name(words[0]):
            continue
        yield a, b, " ".join(words), _kind(match.group("head")), f"a name before '{match.group('head')}'"
    yield from _routes(_KK_ROUTE, text, begin, end, hits, _kk_no_name)
    for match in _KK_BETWEEN.finditer(text, begin, end):
        for group in ("name", "name2"):
            if not _kk_no_name(match.group(group)):
                yield (*match.span(group), match.group(group), "point", "an end of 'арасы'")
    for match in _KK_CASE.finditer(text, begin, end):
        a, b = match.span("name")
        if (
            not text[begin:a].strip(' –—-«»"“”')
            or _kk_no_name(match.group("name"))
            or len(match.group("name")) < 4
            or "«" in text[max(begin, a - 2) : a]
        ):
            continue
        if re.search(r"[А-ЯӘҒҚҢӨҰҮІ][а-яәғқңөұүі]+ $", text[max(begin, a - 20) : a]):
            continue
        yield a, match.end("case"), match.group("name"), "point", f"a name with the ending '{match.group('case')}'"


@lru_cache(maxsize=4096)
def _kk_no_name(name: str) -> bool:
    low = name.lower()
    if re.search(
        r"^.{2,}(?:лар|лер|дар|дер|тар|тер|лық|лік|дық|дік|тық|тік|дің|дың|ның|нің|тің|тың|лған|лген|стік)$", low
    ) or (low.endswith("с") and len(low) > 5 and low[-2] in "кжрн"):
        return True
    return low in NO_NAME_KK or low.startswith(tuple(w for w in NO_NAME_KK if len(w) > 4))
