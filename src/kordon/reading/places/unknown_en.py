# ruff: noqa: E501
"""English names that no table knows: before or after a word for a place, or joined to a known one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kordon.reading.places.model import PlaceHit
from kordon.reading.places.unknown_parts import Candidate, kind_of
from kordon.reading.places.words import EN_FIRMS, EN_OPENERS, EN_ORDINARY, MONTHS, NO_NAME

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


def english_names(text: str, begin: int, end: int, hits: list[PlaceHit]) -> Iterator[Candidate]:
    """Yield the names in a sentence that the words around them show."""
    for match in _EN_AFTER.finditer(text, begin, end):
        a, b = match.span("name")
        name = _trimmed(match.group("name"))
        a = b - len(name)
        if (
            name
            and not no_name(name)
            and (
                a > begin
                or match.group("head").split()[-1] not in ("side", "coast", "line", "field", "fields", "roads")
            )
        ):
            head = match.group("head")
            if len(name) < 5 and head in ("bridge", "tunnel", "pass", "canal", "strait", "lock", "dam"):
                b, name = match.end("head"), f"{name} {head}"  # 'Lueg' alone names the place no longer
            yield a, b, name, kind_of(head), f"a name before '{head}'"
    for match in _EN_BEFORE.finditer(text, begin, end):
        name, (a, b) = match.group("name"), match.span("name")
        if no_name(name) or _EN_NOT_AFTER.match(text, b) or _EN_PERSON.search(text[max(begin, a - 14) : a]):
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
        yield a, b, name, kind_of(match.group("lead")), f"a name after '{match.group('lead').strip()}'"
    yield from _english_pairs(text, begin, end, hits)


_EN_PAIR = re.compile(rf"(?:\s*[–—-]\s*| and | to |, )(?P<name>{_EN_NAME})")


def _english_pairs(text: str, begin: int, end: int, hits: list[PlaceHit]) -> Iterator[Candidate]:
    """Yield names joined to a known post, station or port by a dash: 'Karameh-Trebil', 'the Kuznica and Polowce crossings'."""
    for hit in hits:
        if hit.place.kind != "point":
            continue
        match = _EN_PAIR.match(text, hit.end)
        if match is None or match.end() > end or no_name(match.group("name")):
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


def no_name(name: str) -> bool:
    """Whether a capitalised word is known to name no place."""
    words = name.lower().replace("’", "'").replace("-", " ").split()
    return (
        words[0] in NO_NAME
        or words[0] in EN_FIRMS
        or words[0] in MONTHS
        or words[0] in EN_OPENERS
        or (len(words) == 1 and words[0] in EN_ORDINARY)
        or words[-1] in EN_FIRMS
    )
