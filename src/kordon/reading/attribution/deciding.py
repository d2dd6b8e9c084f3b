"""Bodies that are their own source: they decide, plan or forbid, or a notice is theirs."""

from __future__ import annotations

from kordon.reading.attribution.speaker import Speaker, class_of, name_of, phrase_of, speakers_of
from kordon.reading.attribution.speech import is_object
from kordon.reading.lexicon import Hit
from kordon.reading.rules import View


def named_speaker(view: View) -> Speaker | None:
    """Return the body that a notice's opening sentence names first as its subject, None when it names none."""
    for hit in speakers_of(view):
        if class_of(hit) in ("official", "company") and not (view.lang == "ru" and is_object(view, hit)):
            first, last = phrase_of(view, hit)
            return _speaker(view, hit, (first, last), f"a notice by '{hit.entry}'", set(range(first, last + 1)))
    return None


def deciding(view: View, speakers: list[Hit]) -> Speaker | None:
    """Return the body that decides, plans or forbids in a sentence without a verb of speech: it is its own source."""
    for verb in view.concepts.get("DECIDE", ()):
        for hit in speakers:
            if class_of(hit) not in ("official", "company") or is_object(view, hit):
                continue
            first, last = phrase_of(view, hit)
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
            return _speaker(view, hit, (first, last), f"'{hit.entry}' decides: '{verb.entry}'", {verb.first})
    return None


def _speaker(view: View, hit: Hit, phrase: tuple[int, int], why: str, tokens: set[int]) -> Speaker:
    """Return the body that a hit names as a speaker, called by all the words of its ``phrase``."""
    span = (view.line[phrase[0]].start, view.line[phrase[1]].end)
    return Speaker(class_of(hit), name_of(view, phrase), (), span, why, tokens)
