# ruff: noqa: E501
"""Russian names that no table knows: after a word for a place or a preposition, as an adjective, as an end of a route."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kordon.reading.places.declension import nominative, whole_adjective
from kordon.reading.places.model import PlaceHit
from kordon.reading.places.plausible import ru_person
from kordon.reading.places.unknown_parts import Candidate, kind_of, routes
from kordon.reading.places.words import NO_NAME_RU
from kordon.reading.text import Token

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


def russian_names(text: str, begin: int, end: int, line: list[Token], hits: list[PlaceHit]) -> Iterator[Candidate]:
    """Yield the names in a sentence that the words around them show."""
    at_token = {token.start: k for k, token in enumerate(line)}
    for match in _RU_HEADED.finditer(text, begin, end):
        group = "quoted" if match.group("quoted") else "name"
        shown, (a, b) = match.group(group), match.span(group)
        if not shown[0].isupper() or no_name(shown):
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
                yield a, a + len(first), first, kind_of(head), f"a name after '{head}'"
            continue
        at = a
        for part in parts:
            at = text.index(part, at)
            yield at, at + len(part), part, "point", f"an end of a route after '{head}'"
    for match in _RU_ADJECTIVE.finditer(text, begin, end):
        name = match.group("name")
        if no_name(name) or (match.start() == begin and not re.match(r"\w+[сц]к", name)):
            continue
        yield (
            match.start(),
            match.end(),
            whole_adjective(name),
            kind_of(match.group("head")),
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
    for end_of_route in routes(_RU_ROUTE, text, begin, end, hits, no_name):
        first = at_token.get(end_of_route[0])
        if first is None or not _describes(line, first):
            yield end_of_route
    for match in _RU_LED.finditer(text, begin, end):
        a, b = match.span("name")
        k = at_token.get(a)
        if k is None or no_name(match.group("name")):
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


def _describes(line: list[Token], k: int) -> bool:
    """Whether a capitalised adjective only opens a name of more words: 'Хоргос — Восточные ворота'."""
    following = line[k + 1] if k + 1 < len(line) else None
    small = following is not None and following.word and following.text.islower() and "noun" in following.tags
    return small and "adj" in line[k].tags and "geo" not in line[k].tags


def _ru_words(name: str) -> str:
    """Return the words of a name up to the first that is none."""
    words = name.split(" ")
    return words[0] if len(words) == 1 or no_name(words[1]) else name


def no_name(name: str) -> bool:
    """Whether a capitalised word is known to name no place."""
    low = name.lower().replace("ё", "е")
    return low.split()[0] in NO_NAME_RU or bool(_RU_BODY.match(low))
