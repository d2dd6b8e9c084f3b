"""A speaker, and the noun phrase that names one."""

from __future__ import annotations

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
        if (
            token.word
            and (token.tags & {"adj"} or (token.text[0].isupper() and first - 1 > 0))
            and not token.tags & {"finite"}
        ) or (token.text in '«"“' and first == hit.first):
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
            ok = False
        if not ok:
            break
        last += 1
    while last > hit.last and (
        (not line[last].word and line[last].text not in '»"') or line[last].low in ("of", "and", "for", "the")
    ):
        last -= 1
    return first, last


def name_of(view: View, phrase: tuple[int, int]) -> str:
    """Return the words of a noun phrase without quotation marks."""
    return view.text[view.line[phrase[0]].start : view.line[phrase[1]].end].strip('«»"“” ')
