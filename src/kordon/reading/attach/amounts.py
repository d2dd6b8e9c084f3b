# ruff: noqa: E501
"""Which figures of a sentence are a claim's own."""

from __future__ import annotations

from dataclasses import dataclass

from kordon.reading.attach.words import beside, clause_breaks, gap_class, matching, meanings, rivalry, side
from kordon.reading.drafts import Draft, gap_to
from kordon.reading.numbers import Amount
from kordon.reading.numbers.vessel import ONE_VESSEL
from kordon.reading.rules import View


@dataclass(frozen=True, slots=True)
class AmountPair:
    """A claim's possible figure with its features."""

    amount: Amount
    features: tuple[str, ...]


def amount_pairs(view: View, drafts: list[Draft]) -> list[list[AmountPair]]:
    """Return for each draft the figures of its sentence with their features."""
    gaps = [[gap_to(view, draft, n.first, n.last) for draft in drafts] for n in view.amounts]
    units = [n.unit for n in view.amounts]
    out: list[list[AmountPair]] = []
    for d, draft in enumerate(drafts):
        kind = draft.candidate.type
        ranked = sorted(range(len(view.amounts)), key=lambda k: (gaps[k][d], k))
        pairs = []
        for k, n in enumerate(view.amounts):
            words = beside(view, n.first, n.last)
            fit = matching(gaps, units, k, d)
            same = [r for r in ranked if view.amounts[r].unit == n.unit]
            breaks = min(clause_breaks(view, draft, n.first), 4)
            rival = rivalry(gaps[k], d)
            rivals = sorted({o.candidate.type for o in drafts if o is not draft and o.candidate.type != kind})
            features = [
                f"{n.unit}",
                f"{kind} {n.unit}",
                f"{kind} {n.unit} {n.period}",
                f"{n.unit} as {n.of}",
                f"{n.unit} is {n.qual}",
                f"period {n.period}",
                f"{'range' if isinstance(n.value, tuple) else 'one' if n.value == 1 else 'small' if n.value < 5 else 'number'} {n.unit}",
                *words,
                *(f"{word} {n.unit}" for word in words[3:]),
                *(f"{word} {kind}" for word in meanings(view, n.first, n.last)),
                *(f"{kind} {word}" for word in words[3:]),
                f"gap {gap_class(gaps[k][d])}",
                f"gap {gap_class(gaps[k][d])} {kind}",
                f"breaks {breaks} {view.lang}",
                f"claim is {rival}",
                f"claim is {rival} {kind}",
                f"claim is {rival} breaks {min(breaks, 2)}",
                f"claim is {fit}",
                f"claim is {fit} {kind} {n.unit}",
                f"{side(draft, n.first)} the head {view.lang}",
                f"rank {min(ranked.index(k), 3)} of {min(len(ranked), 4)}",
                f"order {min(k, 3)} of {min(len(ranked), 4)}",
                f"rank among its unit {min(same.index(k), 3)} of {min(len(same), 3)}",
                f"rank among its unit {min(same.index(k), 3)} of {min(len(same), 3)} {kind} {n.unit}",
                *(f"{kind} {n.unit} beside {other}" for other in rivals),
            ]
            if n.why == ONE_VESSEL:
                features.append(f"{kind} one vessel")
            reach = 2 if n.unit == "persons" else 1
            if any(t in draft.speaker.tokens for t in range(n.first, n.last + reach)):
                features.append(f"within the speaker's words {n.unit}")
            for concept in ("RATE", "UP", "DOWN", "CAPACITY", "VOLUME", "QUEUE", "QUEUEV", "DELAY", "WAIT", "RECORD"):
                if view.concepts.get(concept):
                    features.append(f"{n.unit} with {concept}")
            pairs.append(AmountPair(n, tuple(features)))
        every = view.near(draft.candidate.head, ("ALL",), 7.0, apart=False) if kind == "inspection" else None
        if every is not None and not any(n.unit == "percent" for n in view.amounts):
            a, b = view.span(every)
            whole = Amount(
                100.0, "percent", None, "share", None, every.first, every.last, a, b, f"'{every.entry}' means all"
            )
            pairs.append(AmountPair(whole, (f"all {view.lang}", f"all {every.entry}", "all inspected")))
        out.append(pairs)
    return out
