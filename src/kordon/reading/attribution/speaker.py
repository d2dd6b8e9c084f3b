"""A speaker, and the noun phrase that names one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast

from kordon.model import SourceClass
from kordon.reading.lexicon import Hit
from kordon.reading.rules import View


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


def phrase_of(view: View, hit: Hit) -> tuple[int, int]:
    """Return the first and last token of the speaker's noun phrase around a hit."""
    first, last = hit.first, hit.last
    line = view.line
    while first > 0 and hit.first - first < 4:
        token = line[first - 1]
        if view.lang == "kk":
            ok = token.word and _attributive(token.low)
        else:
            # A sentence begins with a capital anyway: its first word is a name's only before another capital.
            named = token.text[0].isupper() and (first > 1 or (line[first].text[0].isupper() and len(token.low) > 3))
            ok = token.word and bool(token.tags & {"adj"} or named) and not token.tags & {"finite"}
        if ok or (token.text in '«"“' and first == hit.first):
            first -= 1
        else:
            break
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
                and (token.text[0].isupper() or token.low in ("of", "the", "and", "for"))
                and (token.low != "the" or line[last].low in ("of", "and", "for"))
            ) or (token.text in ("'s", "&", "-", ".") and token.start == line[last].end and token.text != ".")
            if token.low in ("and",) and not (last + 2 < len(line) and line[last + 2].text[0].isupper()):
                ok = False
        else:
            spoken = any(h.concept.startswith("SPK.") and h.first <= last + 1 <= h.last for h in view.hits)
            upper = token.text[0].isupper() and "past" not in token.tags
            ok = view.lang == "kk" and token.word and (spoken or upper)
        if not ok:
            break
        last += 1
    while last > hit.last and (
        (not line[last].word and line[last].text not in '»"') or line[last].low in ("of", "and", "for", "the")
    ):
        last -= 1
    return first, last


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


def persons(view: View, speaker: Speaker) -> set[str]:
    """Return the surnames that a sentence introduces with their titles: 'директор Айдар Сериков' gives 'сериков'.

    Keys of the token, so that another case of the name is known again. A name in quotation marks, in capitals or of a
    place is nobody's.
    """
    if speaker.span is None or not speaker.name or view.lang == "zh":
        return set()
    places = {k for hit in view.places if not hit.place.id.startswith("?") for k in range(hit.first, hit.last + 1)}
    start = view.text.find(speaker.name, max(view.sentence.start, speaker.span[0] - 80), view.sentence.end)
    inside = [
        k
        for k, token in enumerate(view.line)
        if token.word and start <= token.start < start + len(speaker.name) and k not in places
    ]
    if start < 0 or not inside:
        return set()
    titles = {k for hit in speakers_of(view) for k in range(hit.first, hit.last + 1)}
    last = inside[-1]
    for end in (last, _before_title(view, inside[0])):
        if end is None or end in titles or end in places:
            continue
        token = view.line[end]
        given = view.line[end - 1] if end else None
        if (
            token.word and _is_name(token.text) and given is not None and given.word and _is_name(given.text)
            and "adj" not in given.tags and end - 1 not in titles
        ):  # fmt: skip
            return {key for key in token.keys if len(key) > 2} | {token.low}
    return set()


def _is_name(text: str) -> bool:
    return len(text) > 2 and text[0].isupper() and not text.isupper() and text.isalpha()


def _before_title(view: View, first: int) -> int | None:
    """Return the token before the comma that a title in apposition follows: 'Donald Tusk, the prime minister, said'."""
    for k in range(first - 1, max(-1, first - 5), -1):
        if view.line[k].text == ",":
            return k - 1 if k else None
        if view.line[k].text[0].isupper() and view.line[k].word and k == first - 1:
            continue
        if not view.line[k].word:
            return None
    return None
