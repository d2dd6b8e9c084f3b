# ruff: noqa: E501
"""Who says it: the speaker closest to the fact, the relays that passed it on, and the class of the speaker."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from kordon.model import SourceClass
from kordon.reading.lexicon import Hit
from kordon.reading.places import PlaceHit
from kordon.reading.rules import View

_PRONOUN = {
    "ru": frozenset(["он", "она", "они", "его", "ее", "их", "ведомство", "министр", "чиновник", "собеседник", "представитель", "глава", "спикер", "эксперт", "аналитик"]),
    "en": frozenset(["he", "she", "they", "it"]),
    "kk": frozenset(["ол", "олар", "оның"]),
    "zh": frozenset(["他", "她"]),
}  # fmt: skip
_SELF = {
    "ru": (
        "по его словам",
        "по ее словам",
        "по их словам",
        "по их данным",
        "по его данным",
        "по его мнению",
        "по ее данным",
    )
}


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


def _speakers(view: View) -> list[Hit]:
    hits = [hit for hit in view.hits if hit.concept.startswith("SPK.")]
    out: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.first, -h.last)):
        if out and hit.first <= out[-1].last:
            if (hit.last - hit.first) > (out[-1].last - out[-1].first):
                out[-1] = hit
            continue
        out.append(hit)
    return out


def _class(hit: Hit) -> SourceClass:
    return cast(SourceClass, hit.concept.split(".")[1])


def _phrase(view: View, hit: Hit) -> tuple[int, int]:
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


def _name(view: View, phrase: tuple[int, int]) -> str:
    return view.text[view.line[phrase[0]].start : view.line[phrase[1]].end].strip('«»"“” ')


_QUESTION = frozenset(("what", "how", "why", "что", "как", "почему"))


def _asked(view: View, hit: Hit) -> bool:
    """Whether a verb of speech ends a heading that only asks ('what carriers say', 'что говорят перевозчики')."""
    rest = [t for t in view.line[hit.last + 1 :] if any(ch.isalnum() for ch in t.text)]
    clause = [t.low for t in view.line[max(0, hit.first - 6) : hit.first]]
    return len(rest) <= 2 and bool(_QUESTION & set(clause)) and not any(t.text in '«»"“”' for t in view.line)


def find_speaker(view: View, before: Speaker | None) -> Speaker:
    """Return the speaker of a sentence; ``before`` is the speaker of the sentence before (for 'he added')."""
    if view.lang == "zh":
        return _chinese(view, before)
    speakers = _speakers(view)
    says = [h for h in view.concepts.get("SAY", ()) if _speech(view, h) and not _asked(view, h)]
    according = view.concepts.get("ACCORDING", [])
    citing = view.concepts.get("CITING", [])
    found: list[tuple[int, Hit, Hit]] = []  # (rank, speaker, frame)
    colon = next((s for s in speakers if s.first <= 3 and _colon_after(view, s)), None)
    if colon is not None and not says:
        found.append((1, colon, colon))
    for frame in citing:
        after = [s for s in speakers if s.first > frame.last and view.distance(s, frame) <= 6]
        found += [(0, after[0], frame)] if after else []
    for frame in according:
        if view.lang == "kk":
            earlier = [s for s in speakers if s.last < frame.first and view.distance(s, frame) <= 4]
            found += [(1, earlier[-1], frame)] if earlier else []
        after = [
            s for s in speakers if s.last >= frame.first and s.first >= frame.first and view.distance(s, frame) <= 6.5
        ]
        if after:
            best = after[0]
            better = [
                s
                for s in after[1:]
                if s.first - best.last <= 2
                and _class(best) == "official"
                and _class(s) in ("company", "expert")
                and best.entry in ("представитель", "глава", "официальный представитель")
            ]
            found.append((1, better[0] if better else best, frame))
    for frame in says:
        passive = view.line[frame.first].low in ("говорится", "сообщается", "отмечается", "указывается")
        near = [
            s
            for s in speakers
            if view.distance(s, frame) <= 9 and (not _object(view, s) or (passive and 0 < s.first - frame.last <= 4))
        ]
        near.sort(key=lambda s: view.distance(s, frame) + (2 if s.first > frame.last and view.lang == "en" else 0))
        found += [(2, s, frame) for s in near[:3]]
    state = _state_speaks(view, says)
    if found and not (state is not None and all(s.first > f.last and rank == 2 for rank, s, f in found)):
        return _assemble(view, found, speakers)
    if state is not None:
        return state
    place_frame = _state_according(view, according)
    if place_frame is not None:
        return place_frame
    if before is not None and before.source_class != "author" and (says or according):
        words = {t.low for t in view.line}
        low = view.text[view.sentence.start : view.sentence.end].lower()
        pronoun = _PRONOUN.get(view.lang, frozenset()) & words
        if pronoun or any(phrase in low for phrase in _SELF.get(view.lang, ())):
            frame = (says or according)[0]
            return Speaker(
                before.source_class,
                before.name,
                before.chain,
                view.span(frame),
                f"'{frame.entry}' continues the speaker before",
                set(range(frame.first, frame.last + 1)),
            )
    if (
        before is not None
        and before.source_class != "author"
        and says
        and view.lang == "ru"
        and _impersonal(view, says)
    ):
        frame = says[0]
        return Speaker(
            before.source_class,
            before.name,
            before.chain,
            view.span(frame),
            f"'{frame.entry}' continues the speaker before",
            {frame.first},
        )
    return _deciding(view, speakers) or Speaker()


def named_speaker(view: View) -> Speaker | None:
    """Return the body that a notice's opening sentence names first as its subject, None when it names none."""
    for hit in _speakers(view):
        if _class(hit) in ("official", "company") and not (view.lang == "ru" and _object(view, hit)):
            first, last = _phrase(view, hit)
            span = (view.line[first].start, view.line[last].end)
            return Speaker(
                _class(hit),
                _name(view, (first, last)),
                (),
                span,
                f"a notice by '{hit.entry}'",
                set(range(first, last + 1)),
            )
    return None


def _deciding(view: View, speakers: list[Hit]) -> Speaker | None:
    """Return the body that decides, plans or forbids in a sentence without a verb of speech: it is its own source."""
    for verb in view.concepts.get("DECIDE", ()):
        for hit in speakers:
            if _class(hit) not in ("official", "company") or _object(view, hit):
                continue
            first, last = _phrase(view, hit)
            if view.lang == "en" and not (0 < verb.first - last <= 4):
                continue
            if view.lang == "ru" and not (0 < verb.first - last <= 6 and "finite" in view.line[verb.first].tags):
                continue
            if view.lang in ("kk", "zh") and not (
                verb.first > hit.last and view.distance(hit, verb) <= (14 if view.lang == "kk" else 5)
            ):
                continue
            if any(view.line[k].text in ",;，；" for k in range(last + 1, verb.first)):
                continue
            span = (view.line[first].start, view.line[last].end)
            return Speaker(
                _class(hit),
                _name(view, (first, last)),
                (),
                span,
                f"'{hit.entry}' decides: '{verb.entry}'",
                {verb.first},
            )
    return None


def _colon_after(view: View, speaker: Hit) -> bool:
    """Whether a speaker opens the sentence and a colon follows: 'МИД Латвии: решение не принималось'."""
    last = _phrase(view, speaker)[1]
    return last + 1 < len(view.line) and view.line[last + 1].text in (":", "：") and last < 9


def _impersonal(view: View, says: list[Hit]) -> bool:
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


def _speech(view: View, hit: Hit) -> bool:
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


def _object(view: View, speaker: Hit) -> bool:
    """Whether a noun is plainly no subject: it follows a preposition of place, or stands in an oblique case."""
    previous = view.line[speaker.first - 1].low if speaker.first else ""
    if view.lang == "ru":
        back = speaker.first
        while back > 0 and view.line[back - 1].tags & {"adj", "num", "participle"} and speaker.first - back < 4:
            back -= 1
        lead = view.line[back - 1].low if back else ""
        tags = view.line[speaker.first].tags | view.line[speaker.last].tags
        if lead in ("в", "на") and ("loct" in tags or not tags & {"noun"}) and _passive_source(view):
            return False
        if lead in _RU_PREPOSITIONS:
            return True
        if _class(speaker) == "anonymous" or view.line[back].tags & {"num"} or view.line[back].text[0].isdigit():
            return False
        head = view.line[speaker.first].tags
        oblique = bool(head & {"gent", "datv", "ablt", "loct", "accs"})
        return "noun" in head and "nomn" not in head and _class(speaker) != "media" and oblique
    before = view.line[speaker.first - 2].low if speaker.first > 1 else ""
    places = ("in", "at", "near", "to", "through", "into", "via", "between")
    return previous in places or (before in places and previous == "the")


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


def _passive_source(view: View) -> bool:
    """Whether 'в министерстве сообщили': a plural verb without a subject makes the place the speaker."""
    return any(
        view.line[h.first].low.endswith(("ли", "ают", "яют", "ят", "или", "ют")) for h in view.concepts.get("SAY", ())
    )


def _assemble(view: View, found: list[tuple[int, Hit, Hit]], speakers: list[Hit]) -> Speaker:
    found.sort(key=lambda item: (item[0], view.distance(item[1], item[2])))
    chosen = found[0]
    if found[0][0] == 2:
        others = [f for f in found if _class(f[1]) != "media"]
        direct = [f for f in others if view.distance(f[1], f[2]) <= 9]
        if direct and _class(chosen[1]) == "media":
            chosen = direct[0]
        anonymous = [f for f in others if _class(f[1]) == "anonymous"]
        if anonymous:
            chosen = anonymous[0]
    elif _class(chosen[1]) == "media":
        inner = [f for f in found[1:] if _class(f[1]) != "media"]
        if inner:
            chosen = inner[0]
    speaker, frame = chosen[1], chosen[2]
    phrase = _phrase(view, speaker)
    if _class(speaker) == "official" or _class(speaker) == "media":
        # 'источник в министерстве', 'представитель компании': the narrower word decides
        for other in speakers:
            if other.first == speaker.last + 1 and _class(other) in ("company", "anonymous", "media"):
                speaker = Hit(other.concept, speaker.first, other.last, other.entry)
                phrase = _phrase(view, speaker)
    chain = []
    for hit in speakers:
        if (
            _class(hit) == "media"
            and not (phrase[0] <= hit.first <= phrase[1])
            and any(hit.first == f[1].first for f in found)
        ):
            chain.append(_name(view, _phrase(view, hit)))
    covered = set(range(phrase[0], phrase[1] + 1)) | set(range(frame.first, frame.last + 1))
    begin = min(view.line[phrase[0]].start, view.line[frame.first].start)
    end = max(view.line[phrase[1]].end, view.line[frame.last].end)
    if end - begin > 160:
        begin, end = view.line[phrase[0]].start, view.line[phrase[1]].end
    return Speaker(
        _class(speaker),
        _name(view, phrase),
        tuple(dict.fromkeys(chain)),
        (begin, end),
        f"'{speaker.entry}' ({speaker.concept}) with '{frame.entry}'",
        covered,
    )


def _subject_state(view: View, hit: PlaceHit, verb: Hit) -> bool:
    if hit.place.what != "state" or hit.place.form == "adjective":
        return False
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
        "in",
        "to",
        "from",
        "via",
        "through",
        "with",
        "of",
        "between",
        "and",
        "at",
        "for",
        "into",
        "against",
        "и",
    ):
        return False
    gap = view.at[verb.first] - view.at[hit.last] if verb.first > hit.last else view.at[hit.first] - view.at[verb.last]
    return gap <= 2.6


def _state_speaks(view: View, says: list[Hit]) -> Speaker | None:
    for verb in says:
        for hit in view.places:
            if _subject_state(view, hit, verb):
                a, b = min(hit.start, view.span(verb)[0]), max(hit.end, view.span(verb)[1])
                return Speaker(
                    "official",
                    view.text[hit.start : hit.end],
                    (),
                    (a, b),
                    f"a state speaks: '{verb.entry}'",
                    set(range(hit.first, hit.last + 1)) | {verb.first},
                )
    return None


def _state_according(view: View, frames: list[Hit]) -> Speaker | None:
    for frame in frames:
        for hit in view.places:
            if 0 <= hit.first - frame.last <= 2 and hit.place.what == "state":
                return Speaker(
                    "official",
                    view.text[hit.start : hit.end],
                    (),
                    (view.span(frame)[0], hit.end),
                    f"'{frame.entry}' and a state",
                    set(range(frame.first, hit.last + 1)),
                )
    return None


def _chinese(view: View, before: Speaker | None) -> Speaker:
    speakers = _speakers(view)
    frames = view.concepts.get("SAY", []) + view.concepts.get("ACCORDING", []) + view.concepts.get("CITING", [])
    best: tuple[float, Hit, Hit] | None = None
    for frame in frames:
        for hit in speakers:
            between = range(min(hit.last, frame.last), max(hit.first, frame.first))
            comma = any(view.line[k].text in "，,；;。：" for k in between)
            relay = frame.concept in ("ACCORDING", "CITING")
            if comma or (hit.first > frame.last) != relay:
                continue
            gap = (
                view.distance(hit, frame)
                + {"media": 2, "anonymous": -4}.get(_class(hit), 0)
                - (3 if frame.concept == "CITING" else 0)
            )
            if gap <= 9 and (best is None or gap < best[0]):
                best = (gap, hit, frame)
    if best is None:
        colon = next(
            (
                s
                for s in speakers
                if s.first <= 10 and s.last + 1 < len(view.line) and view.line[s.last + 1].text in "：:"
            ),
            None,
        )
        if colon is not None:
            span = (view.line[0].start, view.line[colon.last].end)
            return Speaker(
                _class(colon),
                view.text[slice(*span)],
                (),
                span,
                f"'{colon.entry}' before a colon",
                set(range(colon.last + 1)),
            )
        state = _state_speaks(view, view.concepts.get("SAY", []))
        if state is not None:
            return state
        if (
            frames
            and before is not None
            and before.source_class != "author"
            and any(t.text in "他她" for t in view.line)
        ):
            return Speaker(
                before.source_class, before.name, before.chain, view.span(frames[0]), "continues the speaker before"
            )
        return _deciding(view, speakers) or Speaker()
    _, hit, frame = best
    chain = tuple(
        view.text[slice(*view.span(s))]
        for s in speakers
        if _class(s) == "media" and s is not hit and any(abs(s.first - f.last) < 12 for f in frames)
    )
    a, b = min(view.span(hit)[0], view.span(frame)[0]), max(view.span(hit)[1], view.span(frame)[1])
    first = hit.first
    return Speaker(
        _class(hit),
        view.text[view.line[first].start : view.line[hit.last].end],
        chain,
        (a, b),
        f"'{hit.entry}' ({hit.concept}) with '{frame.entry}'",
        set(range(min(hit.first, frame.first), max(hit.last, frame.last) + 1)),
    )
