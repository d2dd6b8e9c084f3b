# ruff: noqa: E501
"""A speaker, and the noun phrase that names one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

from kordon.model import SourceClass
from kordon.reading.lexicon import Hit
from kordon.reading.rules import View
from kordon.reading.text import Token


@dataclass(slots=True)
class Speaker:
    """Who speaks in a sentence: class, name, relays, the offsets of the words that say so."""

    source_class: SourceClass = "author"
    name: str = ""
    chain: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    why: str = "no source given"
    tokens: set[int] = field(default_factory=set)
    """Tokens of the frame: places inside are the speaker's, not the event's."""


def speakers_of(view: View) -> list[Hit]:
    """Return the words of a sentence that may name a speaker, the longer of two that overlap."""
    hits = [hit for hit in view.hits if hit.concept.startswith("SPK.")]
    out: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.first, -h.last)):
        if out and hit.first <= out[-1].last:
            if (hit.last - hit.first) > (out[-1].last - out[-1].first):
                out[-1] = hit
            continue
        out.append(hit)
    return out


def class_of(hit: Hit) -> SourceClass:
    """Return the class of source that a word stands for."""
    return cast(SourceClass, hit.concept.split(".")[1])


RU_HEADS = frozenset(
    (
        "глава", "директор", "гендиректор", "замдиректор", "президент", "вице-президент", "председатель", "зампред", "руководитель",
        "начальник", "замначальник", "представитель", "владелец", "совладелец", "основатель", "сооснователь", "партнер", "сотрудник",
        "менеджер", "секретарь", "пресс-секретарь", "заместитель", "координатор", "советник", "управляющий",
    )
)  # fmt: skip
"""Who stands for a body: in 'глава ассоциации' the association speaks, although it is in the genitive."""
_EN_LOWER_STOPS = frozenset(
    (
        "the", "a", "an", "of", "in", "at", "to", "for", "from", "with", "by", "on", "and", "or", "but", "as", "that", "which", "who",
        "when", "while", "after", "before", "its", "their", "his", "her", "this", "these", "those", "said", "says", "told", "one",
        "some", "any", "local",
    )
)  # fmt: skip


def phrase_of(view: View, hit: Hit) -> tuple[int, int]:
    """Return the first and last token of the speaker's noun phrase around a hit."""
    first, last = hit.first, hit.last
    line = view.line
    while first > 0 and hit.first - first < 4:
        token = line[first - 1]
        if view.lang == "kk":
            ok = token.word and (token.text[0].isupper() or _attributive(token.low))
        else:
            # A sentence begins with a capital anyway: its first word is a name's only before another capital.
            named = token.text[0].isupper() and (first > 1 or (view.lang == "en" and line[first].text[0].isupper()))
            ok = token.word and bool(token.tags & {"adj"} or named) and not token.tags & {"finite"}
        if ok or (token.text in '«"“' and first == hit.first):
            first -= 1
        else:
            break
    if view.lang == "ru" and first and line[first - 1].keys & RU_HEADS:
        first -= 1
    if view.lang == "en":
        first = _english_beginning(view, first)
    while last + 1 < len(line) and last - hit.last < 7:
        token = line[last + 1]
        if view.lang == "ru":
            ok = (
                token.word
                and (token.tags & {"gent"} or token.text[0].isupper() or token.glued)
                and "finite" not in token.tags
                and token.low not in ("что", "о", "в", "на")
            )
            ok = ok or token.text in '«»"-'
        elif view.lang == "en":
            ok = (
                token.word
                and (token.text[0].isupper() or token.low in ("of", "the", "and", "for") or _at_a_name(view, last + 1))
                and (token.low != "the" or line[last].low in ("of", "and", "for"))
            ) or (token.text in ("'s", "&", "-", ".") and token.start == line[last].end and token.text != ".")
            if token.low in ("and",) and not (last + 2 < len(line) and line[last + 2].text[0].isupper()):
                ok = False
        else:
            spoken = any(h.concept.startswith("SPK.") and h.first <= last + 1 <= h.last for h in view.hits)
            named = any(hit.first <= last + 1 <= hit.last for hit in view.places)
            upper = token.text[0].isupper() and "past" not in token.tags and not named
            ok = view.lang == "kk" and token.word and (spoken or upper)
        if not ok:
            break
        last += 1
    while last > hit.last and (
        (not line[last].word and line[last].text not in '»"') or line[last].low in ("of", "and", "for", "the", "at")
    ):
        last -= 1
    return first, last


def _english_beginning(view: View, first: int) -> int:
    """Return the first word of 'Russia's transport ministry': a name, then at most two plain words."""
    line = view.line
    k = first
    while k > 0 and first - k < 3:
        token = line[k - 1]
        if token.text in ("'s", "’s") and k > 1 and line[k - 2].text[0].isupper():
            return k - 2
        if token.text[0].isupper() and token.word and k < first and k > 1:
            return k - 1
        if not token.word or token.low in _EN_LOWER_STOPS or token.tags & {"finite", "past"} or token.text[0].isupper():
            return first
        k -= 1
    return first


def _at_a_name(view: View, k: int) -> bool:
    """Whether 'at' leads from a speaker to a name: 'analysts at Eurasian Logistics Consulting'."""
    return view.line[k].low == "at" and k + 1 < len(view.line) and view.line[k + 1].text[0].isupper()


_KK_NOT_ATTRIBUTIVE = re.compile(
    r"(?:да|де|та|те|дан|ден|тан|тен|нан|нен|ға|ге|қа|ке|на|не|мен|бен|пен|ды|ді|ты|ті|ны|ні|[ыіу]п|ған|ген|қан|кен|йды|йді|"
    r"ады|еді|са|се|ша|ше|деп|туралы|бойынша|үшін|сайын|және|ал|бірақ|бұл|сол|осы|оны|бірі|кейін|дейін|бері|арқылы)$"
)


def _attributive(word: str) -> bool:
    """Whether a Kazakh word may stand before the noun that it belongs to: no case of place, no verb, no particle."""
    return not _KK_NOT_ATTRIBUTIVE.search(word)


def name_of(view: View, phrase: tuple[int, int]) -> str:
    """Return the words of a noun phrase without quotation marks."""
    return view.text[view.line[phrase[0]].start : view.line[phrase[1]].end].strip('«»"“” ')


def persons(view: View) -> dict[str, Speaker]:
    """Return the speakers whom a sentence introduces by title and surname, by the keys of the surname.

    'Директор порта Айдар Сериков' and 'Anna Marowska, the transport minister,' make both surnames known, in any case of theirs.
    A name in capitals or of a place is nobody's.
    """
    if view.lang == "zh":
        return {}
    places = {k for hit in view.places if not hit.place.id.startswith("?") for k in range(hit.first, hit.last + 1)}
    hits = speakers_of(view)
    titles = {k for hit in hits for k in range(hit.first, hit.last + 1)}
    out: dict[str, Speaker] = {}
    for hit in hits:
        first, last = phrase_of(view, hit)
        for end in (last, _before_title(view, first)):
            if end is None or end < 1 or {end, end - 1} & (titles | places):
                continue
            given, token = view.line[end - 1], view.line[end]
            if _is_name(given) and _is_name(token) and "adj" not in given.tags:
                who = Speaker(class_of(hit), name_of(view, (min(first, end - 1), max(last, end))))
                out |= {key: who for key in token.keys | {token.low} if len(key) > 2}
    return out


def _is_name(token: Token) -> bool:
    text = token.text
    return token.word and len(text) > 2 and text[0].isupper() and not text.isupper() and text.isalpha()


def _before_title(view: View, first: int) -> int | None:
    """Return the token before the comma that a title in apposition follows: 'Donald Tusk, the prime minister, said'."""
    for k in range(first - 1, max(-1, first - 5), -1):
        if view.line[k].text == ",":
            return k - 1 if k else None
        if not view.line[k].word:
            return None
    return None
