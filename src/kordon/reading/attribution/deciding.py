"""Bodies that are their own source: they decide, plan or forbid, or a notice is theirs."""

from __future__ import annotations

from collections.abc import Sequence

from kordon.reading.attribution.speaker import Speaker, class_of, name_of, phrase_of, speakers_of
from kordon.reading.attribution.speech import is_object
from kordon.reading.lexicon import Hit
from kordon.reading.rules import View

_ORDERS = frozenset(
    ("приказ", "распоряжение", "постановление", "объявление", "уведомление", "извещение", "сообщение", "информация")
)


_TOLD_OR_SELF = frozenset(("клиент", "customer", "我司", "本公司", "敝司", "客户提醒", "customer advisory"))
"""Words that name no issuer of a notice: those whom it tells, and 'we'."""


def named_speaker(view: View, addressed: Sequence[tuple[int, int]] = (), *, subject: bool = False) -> Speaker | None:
    """Return the body that a notice's opening sentence names first as its subject, None when it names none.

    ``addressed`` are the offsets of salutations ('Уважаемые клиенты'): whom they name is told, and tells nothing.
    With ``subject`` only a body that opens a clause or has a verb of telling counts: others act in the notice.
    """
    for hit in speakers_of(view):
        a, b = view.span(hit)
        if hit.entry in _TOLD_OR_SELF:
            continue
        if class_of(hit) not in ("official", "company") or any(a < end and start < b for start, end in addressed):
            continue
        first, last = phrase_of(view, hit)
        if subject and not _issues(view, hit, (first, last)):
            continue
        ordered = first > 0 and bool(view.line[first - 1].keys & _ORDERS)  # 'приказ министерства': it is the issuer
        if view.lang == "ru" and is_object(view, hit) and not ordered:
            continue
        tokens = set(range(hit.first if view.lang == "zh" else first, last + 1))
        return _speaker(view, hit, (first, last), f"a notice by '{hit.entry}'", tokens)
    return None


_PLACES = frozenset(("port", "terminal", "порт", "терминал", "теңіз порты"))
"""Bodies that are also what a carrier's notice is about: 'Customer advisory: the port of Aktau is closed'."""


def _issues(view: View, hit: Hit, phrase: tuple[int, int]) -> bool:
    """Whether a body stands before a verb of telling, or first in its sentence or after a sign and is no place."""
    first = phrase[0]
    if any(0 < says.first - phrase[1] <= 2 for says in view.concepts.get("SAY", ())):
        return True
    while first and view.line[first - 1].low in ("the", "«", "“", '"'):
        first -= 1
    return hit.entry not in _PLACES and (not first or not view.line[first - 1].word)


def signed(view: View, start: int, end: int) -> Speaker | None:
    """Return the body named between two offsets of a sentence, where a notice is signed, None without one."""
    for hit in speakers_of(view):
        if class_of(hit) in ("official", "company") and start <= view.span(hit)[0] < end:
            return _speaker(view, hit, phrase_of(view, hit), f"signed by '{hit.entry}'", set())
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
