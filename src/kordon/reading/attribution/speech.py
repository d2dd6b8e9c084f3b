"""Words of speech: which of them are verbs that have a speaker, and which nouns cannot be it."""

from __future__ import annotations

import re

from kordon.reading.attribution.speaker import RU_HEADS, class_of, phrase_of
from kordon.reading.attribution.states import LEADS_TO_A_PLACE
from kordon.reading.lexicon import Hit
from kordon.reading.rules import View

_QUESTION = frozenset(("what", "how", "why", "что", "как", "почему"))


def asked(view: View, hit: Hit) -> bool:
    """Whether a verb of speech ends a heading that only asks ('what carriers say', 'что говорят перевозчики')."""
    rest = [t for t in view.line[hit.last + 1 :] if any(ch.isalnum() for ch in t.text)]
    clause = [t.low for t in view.line[max(0, hit.first - 6) : hit.first]]
    return len(rest) <= 2 and bool(_QUESTION & set(clause)) and not any(t.text in '«»"“”' for t in view.line)


def colon_after(view: View, speaker: Hit) -> bool:
    """Whether a speaker opens the sentence and a colon follows: 'МИД Латвии: решение не принималось'."""
    last = phrase_of(view, speaker)[1]
    return last + 1 < len(view.line) and view.line[last + 1].text in (":", "：") and last < 9


def impersonal(view: View, says: list[Hit]) -> bool:
    """Whether a word of speech has no subject of its own ('отмечается', 'сообщили'): the speaker before goes on."""
    return any(
        view.line[h.first].low
        in (
            "отмечается",
            "уточняется",
            "сообщается",
            "подчеркивается",
            "добавили",
            "уточнили",
            "пояснили",
            "отметили",
            "подчеркнули",
            "рассказали",
            "сообщили",
            "говорится",
        )
        for h in says
    )


_NOUN_LIKE = frozenset(
    [
        "report",
        "reports",
        "note",
        "notes",
        "claim",
        "claims",
        "state",
        "states",
        "call",
        "calls",
        "post",
        "posts",
        "put",
        "show",
        "point",
        "forecast",
        "estimate",
        "comment",
        "estimates",
        "forecasts",
        "advise",
        "warning",
        "statement",
    ]
)


_NOT_SUBJECT = frozenset(
    [
        "the",
        "of",
        "in",
        "a",
        "new",
        "border",
        "these",
        "those",
        "media",
        "port",
        "member",
        "united",
        "baltic",
        "our",
        "its",
        "their",
        "latest",
    ]
)


def speech(view: View, hit: Hit) -> bool:
    """Whether a word of speech is a verb that has a speaker here, and no noun ('the report')."""
    token = view.line[hit.first]
    if view.lang == "ru":
        return bool(token.tags & {"finite", "gerund"}) or token.low.endswith(("ется", "ются"))
    if view.lang != "en":
        return True
    previous = view.line[hit.first - 1] if hit.first else None
    following = view.line[hit.last + 1] if hit.last + 1 < len(view.line) else None
    if token.low in ("added", "add", "adds"):
        return following is None or following.low == "that" or not following.word
    if token.low in _NOUN_LIKE:
        if previous is None or previous.low in _NOT_SUBJECT:
            return False
        if previous.low in ("data", "figures", "statistics", "records", "estimates", "analysis", "shows"):
            return True
        if following is None or following.text in '.,”"' or following.low == "that":
            spoken = any(h.concept.startswith("SPK.") and h.last == hit.first - 1 for h in view.hits)
            return token.low.endswith("s") or previous.low.endswith("s") or spoken
        return token.low.endswith("s") and following.low not in ("of", "for", "on", "in", "from", "and", "at")
    if token.low in ("reported", "reporting", "posted", "called", "quoted", "described", "calling", "puts"):
        return token.low in ("reported", "posted", "puts")
    plain = ("say", "told", "said", "warn", "expect", "believe", "announce", "estimate", "fear", "complain", "predict")
    return "past" in token.tags or token.low.endswith("s") or token.low in plain


def is_object(view: View, speaker: Hit) -> bool:
    """Whether a noun is plainly no subject: it follows a preposition of place, or stands in an oblique case."""
    previous = view.line[speaker.first - 1].low if speaker.first else ""
    if view.lang == "ru":
        back = speaker.first
        while back > 0 and view.line[back - 1].tags & {"adj", "num", "participle"} and speaker.first - back < 4:
            back -= 1
        lead = view.line[back - 1].low if back else ""
        if back and view.line[back - 1].keys & RU_HEADS and "nomn" in view.line[back - 1].tags:
            return False
        tags = view.line[speaker.first].tags | view.line[speaker.last].tags
        if lead in ("в", "на") and ("loct" in tags or not tags & {"noun"}) and _passive_source(view):
            return False
        if lead in _RU_PREPOSITIONS:
            return True
        if class_of(speaker) == "anonymous" or view.line[back].tags & {"num"} or view.line[back].text[0].isdigit():
            return False
        head = view.line[speaker.first].tags
        oblique = bool(head & {"gent", "datv", "ablt", "loct", "accs"})
        return "noun" in head and "nomn" not in head and class_of(speaker) != "media" and oblique
    if view.lang == "kk":
        after = view.line[speaker.last + 1] if speaker.last + 1 < len(view.line) else None
        instrumental = after is not None and after.glued and after.low in ("мен", "бен", "пен")
        return instrumental or bool(_KK_OBLIQUE.search(view.line[phrase_of(view, speaker)[1]].low))
    before = view.line[speaker.first - 2].low if speaker.first > 1 else ""
    places = ("in", "at", "near", "to", "through", "into", "via", "between")
    return previous in places or (before in places and previous == "the")


_KK_OBLIQUE = re.compile(r"(?:ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|сына|сіне|ына|іне|сын|сін|мен|бен|пен)$")
"""Kazakh genitive, dative, accusative of possession and instrumental: who stands so is no subject."""


_RU_PREPOSITIONS = frozenset(
    [
        "в",
        "на",
        "через",
        "из",
        "к",
        "у",
        "для",
        "о",
        "об",
        "с",
        "со",
        "между",
        "под",
        "по",
        "от",
        "против",
        "перед",
        "при",
    ]
)


_THAT = {"ru": ("что", "будто"), "en": ("that",)}
_TOLD = frozenset(("told", "tell", "tells", "informed", "informs", "notified", "assured", "advised"))
_RU_WRITES = frozenset(("писать", "написать", "передать", "передавать"))


def outlet_tells(view: View, outlet: Hit, frame: Hit) -> bool:
    """Whether an outlet is the subject of a verb of telling: it stands beside it, and is not whom somebody tells."""
    line = view.line
    first, last = phrase_of(view, outlet)
    earlier = line[first - 1].low if first else ""
    if earlier in LEADS_TO_A_PLACE or earlier in ("by", "'s", "’s") or is_object(view, outlet):
        return False
    if any(hit.concept.startswith("SPK.") and hit.last == first - 1 for hit in view.hits):
        return False  # 'источник Reuters', 'a Reuters source'
    before = last < frame.first
    if view.lang == "kk" and first <= 1 and before and not (last + 1 < len(line) and line[last + 1].glued):
        return not any(token.text in ",:;—–" for token in line[last + 1 : frame.first])  # its verb ends the sentence
    between = line[last + 1 : frame.first] if before else line[frame.last + 1 : first]
    if len([t for t in between if t.word]) > 2 or any(not t.word and t.text not in '«»"“”' for t in between):
        return False
    verb = line[frame.first]
    if view.lang == "ru":
        noun = line[outlet.last]
        if "noun" in noun.tags and "nomn" not in noun.tags:
            return False
        if verb.low.endswith(("ли", "ют", "ут", "ят", "ат")) and not noun.low.endswith(("и", "ы", "ия")):
            return False  # '«Ъ» сообщили в компании'
        return before or "present" in verb.tags or bool(verb.keys & _RU_WRITES)
    if view.lang == "kk":
        return not (last + 1 < len(line) and line[last + 1].glued)
    opens = line[frame.first - 1].text in ',"”' if frame.first else False
    return before or (opens and verb.low not in _TOLD)


def subjects(view: View, frame: Hit, near: list[Hit], speakers: list[Hit]) -> list[Hit]:
    """Return the speakers near a verb of telling without the bodies that only act in what is told.

    Who stands after its 'that' is no subject of it. Where an outlet is the subject ('Reuters reported', 'пишет
    Reuters'), bodies of other clauses act in its report: they speak when they have a verb of telling of their own.
    ``speakers`` are all of the sentence: in Kazakh the outlet that opens it may stand far from its verb.
    """
    told = _THAT.get(view.lang, ())
    that = next((k for k in range(frame.last + 1, len(view.line)) if view.line[k].low in told), len(view.line))
    if view.lang == "en" and frame.first and view.line[frame.first - 1].word:
        that = frame.first  # only after a sign does the subject follow: '..., said the ministry'
    asks = view.line[frame.first].low in _TOLD  # 'told Reuters': whom somebody tells passes it on
    near = [s for s in near if s.first < that or (asks and class_of(s) == "media" and s.first - frame.last <= 3)]
    if view.lang == "kk":
        opening = [s for s in speakers if s not in near and class_of(s) == "media" and phrase_of(view, s)[0] <= 1]
        near += [s for s in opening if outlet_tells(view, s, frame)]
    if not any(class_of(s) == "media" and outlet_tells(view, s, frame) for s in near):
        return near
    return [s for s in near if class_of(s) == "media" or (view.lang == "ru" and _same_clause(view, s, frame))]


def _same_clause(view: View, speaker: Hit, frame: Hit) -> bool:
    between = view.line[min(speaker.last, frame.last) + 1 : max(speaker.first, frame.first)]
    return not any(token.text in ",:;—–" for token in between)


def _passive_source(view: View) -> bool:
    """Whether 'в министерстве сообщили': a plural verb without a subject makes the place the speaker."""
    return any(
        view.line[h.first].low.endswith(("ли", "ают", "яют", "ят", "или", "ют")) for h in view.concepts.get("SAY", ())
    )
