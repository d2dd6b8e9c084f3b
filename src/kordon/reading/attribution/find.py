# ruff: noqa: E501
"""The speaker of a sentence: the one closest to the fact, the relays that passed it on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kordon.reading.attribution.chinese import chinese_speaker
from kordon.reading.attribution.deciding import deciding
from kordon.reading.attribution.speaker import Speaker, class_of, name_of, phrase_of, speakers_of
from kordon.reading.attribution.speech import asked, colon_after, impersonal, is_object, outlet_tells, speech, subjects
from kordon.reading.attribution.states import state_according, state_speaks
from kordon.reading.attribution.unlisted import unlisted
from kordon.reading.lexicon import Hit
from kordon.reading.rules import View

_PRONOUN = {
    "ru": frozenset(["он", "она", "они", "его", "ее", "их", "ведомство", "министр", "чиновник", "собеседник", "представитель", "глава", "спикер", "эксперт", "аналитик"]),
    "en": frozenset(["he", "she", "they", "it"]),
    "kk": frozenset(["ол", "олар", "оның"]),
    "zh": frozenset(["他", "她"]),
}  # fmt: skip


_SELF = {
    "ru": re.compile(r"\bпо (?:его|ее|её|их) (?:же )?(?:словам|данным|мнению|оценк\w+|информации|сведениям|подсч[её]там|расч[её]там)\b", re.I),
    "en": re.compile(r"\b(?:by|on|in) (?:his|her|their|its) (?:own )?(?:account|estimates?|reckoning|words|count|figures)\b|\baccording to (?:him|her|them|it)\b", re.I),
    "kk": re.compile(r"(?<!\w)(?:оның|олардың) (?:айтуынша|сөзінше|мәліметінше|дерегінше|пікірінше|бағалауынша|есебінше)(?!\w)", re.I),
}  # fmt: skip
"""Words that go on with the speaker before: 'по их словам', 'according to them'."""


def find_speaker(view: View, before: Speaker | None, known: Mapping[str, Speaker] | None = None) -> Speaker:
    """Return the speaker of a sentence.

    ``before`` is the speaker of the sentence before (for 'he added'); ``known`` are those whom the report introduced by
    title and surname ('Tusk told reporters').
    """
    if view.lang == "zh":
        return chinese_speaker(view, before)
    speakers = speakers_of(view)
    continuing = _goes_on(view, before)
    if continuing is not None:
        return continuing
    says = [h for h in view.concepts.get("SAY", ()) if speech(view, h) and not asked(view, h)]
    according = view.concepts.get("ACCORDING", [])
    citing = view.concepts.get("CITING", [])
    found: list[tuple[int, Hit, Hit]] = []  # (rank, speaker, frame)
    colon = next((s for s in speakers if s.first <= 3 and colon_after(view, s)), None)
    if colon is not None and not says:
        found.append((1, colon, colon))
    for frame in citing:
        after = [s for s in speakers if s.first > frame.last and view.distance(s, frame) <= 6]
        if view.lang == "kk":  # whom it cites stands before the word
            cited = [s for s in speakers if s.last < frame.first and view.distance(s, frame) <= 4]
            after = [s for s in cited if class_of(s) == "anonymous"] or cited[-1:] or after
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
                and class_of(best) == "official"
                and class_of(s) in ("company", "expert")
                and best.entry in ("представитель", "глава", "официальный представитель")
            ]
            found.append((1, better[0] if better else best, frame))
    for frame in says:
        passive = view.line[frame.first].low in ("говорится", "сообщается", "отмечается", "указывается")
        near = [
            s
            for s in speakers
            if view.distance(s, frame) <= 9 and (not is_object(view, s) or (passive and 0 < s.first - frame.last <= 4))
        ]
        near = subjects(view, frame, near, speakers)
        near.sort(key=lambda s: view.distance(s, frame) + (2 if s.first > frame.last and view.lang == "en" else 0))
        found += [(2, s, frame) for s in near[:3]]
    named = (
        _named_again(view, says, known or {}) if not found or all(class_of(f[1]) == "media" for f in found) else None
    )
    if named is not None:
        return named
    state = state_speaks(view, says)
    object_only = all(s.first > f.last and rank == 2 and not outlet_tells(view, s, f) for rank, s, f in found)
    if found and not (state is not None and object_only):
        return _assemble(view, found, speakers)
    if state is not None:
        return state
    place_frame = state_according(view, according)
    if place_frame is not None:
        return place_frame
    if before is not None and before.source_class != "author":
        words = {t.low for t in view.line}
        if (says or according) and _PRONOUN.get(view.lang, frozenset()) & words:
            return _continued(before, view, view.span((says or according)[0]))
        own = _SELF[view.lang].search(view.text, view.sentence.start, view.sentence.end) if view.lang in _SELF else None
        if own is not None:
            return _continued(before, view, own.span())
    if before is not None and before.source_class != "author" and says and view.lang == "ru" and impersonal(view, says):
        return _continued(before, view, view.span(says[0]))
    return deciding(view, speakers) or unlisted(view, says) or Speaker()


def _assemble(view: View, found: list[tuple[int, Hit, Hit]], speakers: list[Hit]) -> Speaker:
    found.sort(key=lambda item: (item[0], view.distance(item[1], item[2])))
    chosen = found[0]
    if found[0][0] == 2:
        others = [f for f in found if class_of(f[1]) != "media"]
        direct = [f for f in others if view.distance(f[1], f[2]) <= 9]
        if direct and class_of(chosen[1]) == "media":
            chosen = direct[0]
        anonymous = [f for f in others if class_of(f[1]) == "anonymous"]
        if anonymous:
            chosen = anonymous[0]
    elif class_of(chosen[1]) == "media":
        inner = [f for f in found[1:] if class_of(f[1]) != "media"]
        if inner:
            chosen = inner[0]
    speaker, frame = chosen[1], chosen[2]
    phrase = phrase_of(view, speaker)
    if class_of(speaker) == "official" or class_of(speaker) == "media":
        # 'источник в министерстве', 'представитель компании': the narrower word decides
        for other in speakers:
            if other.first == speaker.last + 1 and class_of(other) in ("company", "anonymous", "media"):
                speaker = Hit(other.concept, speaker.first, other.last, other.entry)
                phrase = phrase_of(view, speaker)
    chain = []
    for hit in speakers:
        if (
            class_of(hit) == "media"
            and not (phrase[0] <= hit.first <= phrase[1])
            and any(hit.first == f[1].first for f in found)
        ):
            chain.append(name_of(view, phrase_of(view, hit)))
    covered = set(range(phrase[0], phrase[1] + 1)) | set(range(frame.first, frame.last + 1))
    begin = min(view.line[phrase[0]].start, view.line[frame.first].start)
    end = max(view.line[phrase[1]].end, view.line[frame.last].end)
    if end - begin > 160:
        begin, end = view.line[phrase[0]].start, view.line[phrase[1]].end
    return Speaker(
        class_of(speaker),
        name_of(view, phrase),
        tuple(dict.fromkeys(chain)),
        (begin, end),
        f"'{speaker.entry}' ({speaker.concept}) with '{frame.entry}'",
        covered,
    )


def _named_again(view: View, says: list[Hit], known: Mapping[str, Speaker]) -> Speaker | None:
    """Return the speaker whom the report introduced before and who is now called by surname alone, beside a verb of speech."""
    if not known:
        return None
    for frame in says:
        near = [*range(max(0, frame.first - 3), min(len(view.line), frame.last + 4))]
        if view.lang == "kk":
            near.append(0)  # the subject opens the sentence, its verb ends it
        for k in near:
            token = view.line[k]
            if not (token.word and token.text[0].isupper()):
                continue
            who = next((known[key] for key in sorted({token.low, *token.keys}) if key in known), None)
            if who is not None and not ("noun" in token.tags and "nomn" not in token.tags and view.lang == "ru"):
                a, b = min(token.start, view.span(frame)[0]), max(token.end, view.span(frame)[1])
                tokens = {k, *range(frame.first, frame.last + 1)}
                return Speaker(
                    who.source_class, who.name, who.chain, (a, b), f"'{token.text}' was introduced before", tokens
                )
    return None


_SAID_ONE = re.compile(r"\bsaid (?:one|another|a second|a third)\b(?! of)", re.I)


def _goes_on(view: View, before: Speaker | None) -> Speaker | None:
    """Return the speaker before, whom only a numeral takes up ('said one'), None elsewhere."""
    if before is None or before.source_class == "author" or view.lang != "en":
        return None
    match = _SAID_ONE.search(view.text, view.sentence.start, view.sentence.end)
    if match is None:
        return None
    return _continued(before, view, match.span())


def _continued(before: Speaker, view: View, span: tuple[int, int]) -> Speaker:
    """Return the speaker of the sentence before, who goes on with the words at ``span``."""
    why = f"'{view.text[slice(*span)]}' continues the speaker before"
    tokens = {k for k, token in enumerate(view.line) if span[0] <= token.start < span[1]}
    return Speaker(before.source_class, before.name, before.chain, span, why, tokens)
