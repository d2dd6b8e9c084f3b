"""Which time expression says when a claim begins, and which when it ends."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from kordon.reading.attach.story import Story
from kordon.reading.attach.words import beside, clause_breaks, gap_class, matching, meanings, rivalry, side
from kordon.reading.attribution import Speaker
from kordon.reading.dates import When
from kordon.reading.drafts import Draft, gap_to
from kordon.reading.rules import View


@dataclass(frozen=True, slots=True)
class DatePair:
    """A claim's possible date: the expression, the days that it would give to start and end, features."""

    when: When
    start: dt.date | None
    end: dt.date | None
    features: tuple[str, ...]


def tokens_of(view: View, when: When) -> tuple[int, int] | None:
    """Return the first and last token of a time expression, None when it holds none."""
    at = [i for i, token in enumerate(view.line) if when.a <= token.start < when.b]
    return (at[0], at[-1]) if at else None


def date_pairs(view: View, drafts: list[Draft], speaker: Speaker, story: Story) -> list[list[DatePair]]:
    """Return for each draft the dates of its sentence and of the sentence before, with their features."""
    spans = [(when, span) for when in view.whens if (span := tokens_of(view, when)) is not None]
    gaps = [[gap_to(view, draft, *span) for draft in drafts] for _, span in spans]
    out: list[list[DatePair]] = []
    for d, draft in enumerate(drafts):
        pairs = []
        kind = draft.candidate.type
        ranked = sorted(range(len(spans)), key=lambda k: (gaps[k][d], k))
        for k, (when, (first, last)) in enumerate(spans):
            if kind == "capacity" and counted_over(view, when):
                continue  # 'carried 2 m tonnes in 2025': the year is the figure's period
            words = beside(view, first, last)
            breaks = min(clause_breaks(view, draft, first), 4)
            rival = rivalry(gaps[k], d)
            own = [
                *_expression(view, when),
                *words,
                *(f"{word} as {when.role}" for word in words[3:]),
                *meanings(view, first, last),
                f"{kind} {pattern(when)}",
                f"{kind} as {when.role}",
                f"{kind} as {when.role} {_place_in_time(view, when)}",
                f"{kind} {_place_in_time(view, when)} {when.precision}",
                f"gap {gap_class(gaps[k][d])}",
                f"breaks {breaks} {view.lang}",
                f"claim is {rival}",
                f"claim is {rival} breaks {min(breaks, 2)}",
                f"claim is {matching(gaps, ['date'] * len(gaps), k, d)}",
                f"{side(draft, first)} the head {view.lang}",
                f"rank {min(ranked.index(k), 2)} of {min(len(spans), 3)}",
                f"rank {min(ranked.index(k), 2)} of {min(len(spans), 3)} as {when.role}",
                f"opens the sentence {first < 3} {view.lang}",
            ]
            if date_of_speech(view, when, speaker):
                own.append("date of speech")
            if first < 4 and view.text[when.b : when.b + 1] in (":", "："):
                own.append("heads an item")
            if counted_over(view, when):
                own.append("period of a figure")
            ends = sum(w.role == "until" for w, _ in spans)
            if ends and when.role != "until":
                own.append(f"an until beside as {when.role}")
            for concept in ("PLAN", "ENDED", "LIFT", "OVER", "REOPEN", "EXTEND", "UP", "DOWN", "CAPACITY", "VOLUME"):
                if view.concepts.get(concept):
                    own += [f"beside {concept} as {when.role}", f"{kind} beside {concept} {_place_in_time(view, when)}"]
            pairs.append(DatePair(when, when.start or when.end, when.end or when.start, tuple(own)))
        for number, where, when in story.whens:
            pairs.append(
                DatePair(
                    when,
                    when.start or when.end,
                    when.end or when.start,
                    (
                        "sentence before",
                        f"sentence before as {when.role}",
                        f"sentence before {kind}",
                        f"sentence before {min(len(spans), 2)} here",
                        f"sentence before {kind} as {when.role} {min(len(spans), 1)} here",
                        f"sentence before {_place_in_time(where, when)} {when.precision}",
                        f"sentence before, title {where.sentence.title}",
                        f"sentence before, claims there {min(2, sum(n == number for n, _ in story.claims[-2:]))}",
                    ),
                )
            )
        out.append(pairs)
    return out


def pattern(when: When) -> str:
    """Return the name of the pattern that read a date."""
    return when.why.rsplit("/", 1)[-1]


def _place_in_time(view: View, when: When) -> str:
    if view.published is None or (when.start or when.end) is None:
        return "undated"
    day = when.start or when.end
    assert day is not None
    days = (day - view.published).days
    for bound, name in ((-400, "years ago"), (-45, "months ago"), (-8, "weeks ago"), (-1, "days ago"), (0, "same day")):
        if days <= bound:
            return name
    return "days ahead" if days < 9 else "weeks ahead" if days < 60 else "far ahead"


def _expression(view: View, when: When) -> list[str]:
    span = "" if not (when.start and when.end) else "long" if (when.end - when.start).days > 40 else "short"
    return [
        f"{pattern(when)}",
        f"{pattern(when)} as {when.role}",
        f"as {when.role} {when.precision}",
        f"as {when.role} {span or 'one day'}",
        f"{_place_in_time(view, when)}",
        f"{_place_in_time(view, when)} as {when.role}",
        f"{view.lang} {pattern(when)}",
        f"start {when.start is not None} end {when.end is not None} as {when.role}",
    ]


def counted_over(view: View, when: When) -> bool:
    """Whether a time is the period of a figure, or that of the figure it is compared with, and no start of a level."""
    if when.precision == "year" and when.start and view.published and when.start <= view.published:
        return True
    if pattern(when) in ("year", "relyear", "quarter", "season", "edge", "period") and when.role != "since":
        return when.start is None or when.start <= (view.published or when.start)
    if when.role == "range" and when.start and when.end and (when.end - when.start).days > 40:
        return True
    return bool(_COMPARED.search(view.text[max(view.sentence.start, when.a - 40) : when.a].lower()))


_COMPARED = re.compile(
    r"(?:против|с|от|чем|against|from|versus|compared with|than|up on)\s+(?:about |around )?"
    r"[$€]?[\d.,]+(?:\s+[\w.]+){0,2}\s*$"
)


def date_of_speech(view: View, when: When, speaker: Speaker) -> bool:
    """Whether a date says when somebody spoke ('заявил 21 сентября, что'), not when something happened."""
    if when.role in ("since", "until", "range"):
        return False
    if view.lang == "zh":
        said = next(
            (view.line[h.first].start for h in view.concepts.get("SAY", ()) if view.line[h.first].start >= when.b), -1
        )
        return 0 <= said - when.b <= 1
    at = tokens_of(view, when)
    if at is None or speaker.span is None:
        return False
    for verb in view.concepts.get("SAY", ()):
        if verb.first not in speaker.tokens:
            continue
        lo, hi = sorted((verb.first, at[0]))
        if any(token.text in ",;:—" or token.low in ("that", "что") for token in view.line[lo + 1 : hi]):
            continue
        if hi - lo <= 4 or (verb.first > at[0] and verb.first - at[1] <= 5):
            return True
    return False
