# ruff: noqa: E501
"""Kazakh names that no table knows: before a word for a place, with an ending of place, as an end of a route."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kordon.reading.places.model import PlaceHit
from kordon.reading.places.unknown_parts import Candidate, kind_of, routes
from kordon.reading.places.words import NO_NAME_KK

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


def kazakh_names(text: str, begin: int, end: int, hits: list[PlaceHit]) -> Iterator[Candidate]:
    """Yield the names in a sentence that the words around them show."""
    for match in _KK_AFTER.finditer(text, begin, end):
        group = "quoted" if match.group("quoted") else "name"
        shown, (a, b) = match.group(group), match.span(group)
        words = shown.split(" ")
        while group == "name" and len(words) > 1 and no_name(words[0]):
            a += len(words[0]) + 1
            words = words[1:]
        if no_name(words[0]):
            continue
        yield a, b, " ".join(words), kind_of(match.group("head")), f"a name before '{match.group('head')}'"
    yield from routes(_KK_ROUTE, text, begin, end, hits, no_name)
    for match in _KK_BETWEEN.finditer(text, begin, end):
        for group in ("name", "name2"):
            if not no_name(match.group(group)):
                yield (*match.span(group), match.group(group), "point", "an end of 'арасы'")
    for match in _KK_CASE.finditer(text, begin, end):
        a, b = match.span("name")
        if (
            not text[begin:a].strip(' –—-«»"“”')
            or no_name(match.group("name"))
            or len(match.group("name")) < 4
            or "«" in text[max(begin, a - 2) : a]
        ):
            continue
        if re.search(r"[А-ЯӘҒҚҢӨҰҮІ][а-яәғқңөұүі]+ $", text[max(begin, a - 20) : a]):
            continue
        yield a, match.end("case"), match.group("name"), "point", f"a name with the ending '{match.group('case')}'"


@lru_cache(maxsize=4096)
def no_name(name: str) -> bool:
    """Whether a capitalised word is known to name no place."""
    low = name.lower()
    if re.search(
        r"^.{2,}(?:лар|лер|дар|дер|тар|тер|лық|лік|дық|дік|тық|тік|дің|дың|ның|нің|тің|тың|лған|лген|стік)$", low
    ) or (low.endswith("с") and len(low) > 5 and low[-2] in "кжрн"):
        return True
    return low in NO_NAME_KK or low.startswith(tuple(w for w in NO_NAME_KK if len(w) > 4))
