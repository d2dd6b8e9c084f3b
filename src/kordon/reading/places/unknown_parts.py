"""What the languages share in finding names that no table knows: kinds of head nouns, the ends of a route."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kordon.reading.places.model import PlaceHit

Candidate = tuple[int, int, str, str, str]
"""Start and end in the text, name, kind and why it is taken for one."""


_AREAS = re.compile(
    r"(?:oblast|region|province|governorate|county|prefecture|peninsula|island|gulf|bay|river|lake|desert|valley|sea|delta|estuary|coast|"
    r"залив|пролив|полуостров|море|мор[яею]|остров|губ[аеу]|архипелаг|банк|провинци|штат|округ|район|рек|озер|водохранилищ|хребет|"
    r"аудан|облыс|аймағ|аймақ|арал|түбе|шығана|провинция|өлке|жаға|теңіз|көл|өзен|тау)"
)
_CORRIDORS = re.compile(r"(?:corridor|pipeline|highway|motorway|expressway|коридор|дәліз)")


def kind_of(head: str) -> str:
    """Return the kind of place that a head noun tells: a corridor, an area or a point."""
    low = head.lower()
    return "corridor" if _CORRIDORS.search(low) else "area" if _AREAS.search(low) else "point"


_LINE = re.compile(
    r"(?:участ|перегон|маршрут|лини|дорог|трасс|направлени|желі|бағыт|учаске|тасжол|рейс|переход|плеч)\w*\s*[«]?\s*$|(?:бағыт|желі|учаске|трасса|тасжол|жол|теміржол|дәліз|бекет|өткел|сауда|паром)"
)


def routes(
    pattern: re.Pattern[str], text: str, begin: int, end: int, hits: list[PlaceHit], no_name: Callable[[str], bool]
) -> Iterator[Candidate]:
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
