# ruff: noqa: E501
"""Bodies that no lexicon knows: a capitalised name that opens a sentence as the subject of a verb of telling."""

from __future__ import annotations

import re

from kordon.model import SourceClass
from kordon.reading.attribution.speaker import Speaker, name_of
from kordon.reading.lexicon import Hit
from kordon.reading.rules import View

_OF_THE_STATE = re.compile(r"(?:Ros|Gos|Min|Рос|Гос|Мин)[a-zа-яё]{4}")
_OF_THE_PRESS = re.compile(
    r"(?:Times|Post|News|Journal|Herald|Ledger|Tribune|Gazette|Daily|Courier|Chronicle|Observer|Telegraph|TV|Вести|Новости|Газета)$"
)
_NO_NAMES = frozenset(
    (
        "i", "he", "she", "it", "we", "you", "they", "one", "some", "many", "most", "both", "all", "none", "few", "several", "two",
        "three", "four", "five", "another", "other", "everyone", "everybody", "nobody", "someone", "who", "what", "this", "that", "there",
        "neither", "either", "each", "management", "staff", "people", "industry", "here", "then", "also", "critics", "men", "women",
        "it's", "he's", "reports", "data", "no", "and", "but", "as", "when", "if", "so", "more", "much", "rumour", "rumor", "word",
    )
)  # fmt: skip


def unlisted(view: View, says: list[Hit]) -> Speaker | None:
    """Return the unknown body whose name stands between the sentence's beginning and a verb of telling, None without one.

    It is a company unless its name begins as those of the state's bodies do, or ends as those of newspapers.
    """
    line = view.line
    for frame in says:
        first = next((k for k, token in enumerate(line) if token.word and token.low != "the"), 0)
        name = line[first : frame.first]
        if not 0 < len(name) <= 5 or not all(t.text in '«»"“”-&' or (t.word and t.text[0].isupper()) for t in name):
            continue
        if line[frame.first].low in ("told", "tells", "tell") or not _is_a_name(view, first, frame.first):
            continue
        phrase = (first, frame.first - 1)
        called = name_of(view, phrase)
        source: SourceClass = "official" if _OF_THE_STATE.match(called) else "company"
        source = "media" if _OF_THE_PRESS.search(called) else source
        span = (line[first].start, view.span(frame)[1])
        why = f"a name with '{frame.entry}'"
        return Speaker(source, called, (), span, why, set(range(first, frame.last + 1)))
    return None


def _is_a_name(view: View, first: int, end: int) -> bool:
    """Whether the words of a span are a name, and not a word with the capital of the sentence's beginning."""
    words = [token for token in view.line[first:end] if token.word]
    starts = {token.start for token in words}
    if any(hit.start in starts for hit in view.places) or any(when.a in starts for when in view.whens):
        return False
    head = words[0]
    if len(words) > 1 or (head.text.isupper() and len(head.text) > 2) or (first and view.line[first - 1].text in '«"“'):
        return head.low not in _NO_NAMES
    if view.lang == "kk" or "known" in head.tags or head.low in _NO_NAMES:
        return False
    common = re.search(rf"\b{re.escape(head.low)}\b", view.text) is not None
    return not common and not head.low.endswith(("s", "ing", "ed", "ly")) and len(head.text) > 3
