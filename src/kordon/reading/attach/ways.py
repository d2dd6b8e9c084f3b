"""Which way the traffic of a claim goes: the states that it comes from and goes to."""

from __future__ import annotations

import re

from kordon.reading.attach.mentions import Mention
from kordon.reading.attach.words import beside, side
from kordon.reading.drafts import Draft, Way
from kordon.reading.places import sides_of
from kordon.reading.rules import View

Span = tuple[int, int]

_TRADE = (
    ("inward", re.compile(r"ввоз|ввез|импорт|закуп|\bimport|进口|進口|采购|әкелу|сатып ал|кіргіз|импорт", re.I)),
    ("outward", re.compile(r"вывоз|вывез|экспорт|\bexport|出口|шығар|әкету|сыртқа", re.I)),
    ("entry", re.compile(r"въезд|въех|заезд|\benter|\bentry|入境|进境|進境|кіру|кірет|кірге", re.I)),
    ("exit", re.compile(r"выезд|выех|\bexit|\bleav|出境|шығу|шыға", re.I)),
    ("transit", re.compile(r"транзит|\btransit|过境|過境", re.I)),
    ("bound", re.compile(r"в сторону|в направлении|bound|toward|方向|бағыт|驶往|开往|發往|发往", re.I)),
)


_STANDING = frozenset(("named", "city", "capital, located", "border pair", "visit"))
"""Cues of names that only say where something is, if their role says no more."""


def tells_a_way(view: View, draft: Draft, named: list[Mention]) -> bool:
    """Whether a word of the sentence, or an end that the claim took over, tells of a way: a bare queue has none."""
    if any(p.role in ("from", "to") for p in draft.places):
        return True
    if any(m.role in ("from", "to", "via") or m.cue not in _STANDING for m in named):
        return True
    text = view.text[view.sentence.start : view.sentence.end]
    return any(words.search(text) for _, words in _TRADE)


def ways(view: View, draft: Draft, named: list[Mention]) -> list[Way]:
    """Return the states of a draft's sentence, of its places and of the far sides of its posts, with their features."""
    kind = draft.candidate.type
    spans: dict[str, Span] = {}
    found: dict[str, list[str]] = {}
    order: list[str] = []
    roles: dict[str, set[str]] = {}

    def put(cc: str, span: Span, features: list[str]) -> None:
        if len(cc) != 2 or cc == "EU":
            return
        if cc not in found:
            order.append(cc)
        found.setdefault(cc, []).extend(features)
        spans.setdefault(cc, span)

    low = view.text[view.sentence.start : view.sentence.end]
    trade = [name for name, words in _TRADE if words.search(low)]
    for m in named:
        place = m.hit.place
        words = beside(view, m.hit.first, m.hit.last)
        mark = f"cue {m.cue} as {m.role}"
        features = [
            mark,
            f"{mark} {kind}",
            f"cue {m.cue} {kind}",
            f"as {m.role} is {place.what}",
            f"is {place.kind} {kind}",
            *words,
            *(f"{word} {kind}" for word in words[3:]),
            *(f"cue {m.cue} {name}" for name in trade),
            *(f"cue {m.cue} {name} {kind}" for name in trade),
            f"{side(draft, m.hit.first)} the head {view.lang}",
        ]
        put(place.cc, (m.hit.start, m.hit.end), features)
        roles.setdefault(place.cc, set()).add(m.role)
    for p in draft.places:
        place = p.hit.place
        where = "here" if view.sentence.start <= p.hit.start < view.sentence.end else "before"
        put(
            place.cc,
            (p.hit.start, p.hit.end),
            [f"its place {p.role} {where}", f"its place {p.role} is {place.what}", f"its place {p.role} {kind}"],
        )
        for other in sides_of().get(place.id, ()):
            if other and other != place.cc:
                put(
                    other,
                    (p.hit.start, p.hit.end),
                    [f"far side of its {place.what}", f"far side {p.role} {kind}", *(f"far side {t}" for t in trade)],
                )
    out = []
    for rank, cc in enumerate(order):
        others = {r for other, rs in roles.items() if other != cc for r in rs}
        mine = roles.get(cc, set())
        features = [
            *found[cc],
            f"{kind}",
            f"order {min(rank, 2)} of {min(len(order), 4)}",
            f"order {min(rank, 2)} of {min(len(order), 4)} {kind}",
            *(f"another as {r} while as {'/'.join(sorted(mine)) or 'none'}" for r in sorted(others)),
            *(f"{name} {kind}" for name in trade),
        ]
        out.append(Way(cc, spans[cc], tuple(dict.fromkeys(features))))
    return out
