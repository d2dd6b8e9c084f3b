"""What is not known and what was left out: figures that disagree, statements without a source, silent places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kordon.brief.claimcards import conflicts, gist, place_name, quantity_words
from kordon.brief.record import CheckCard, ReportCard, Unknown
from kordon.brief.scenariocards import plain_ids
from kordon.brief.words import Names, capital, counted, listed, number
from kordon.model import Claim, Event, Outcome, Quantity, Zone

MOST = 8
"""Entries of one kind; more are counted, not listed."""


def unknowns(
    *,
    reports: Sequence[ReportCard],
    claims: Sequence[Claim],
    events: Sequence[Event],
    checks: Sequence[CheckCard],
    zones: Sequence[Zone],
    outcomes: Sequence[Outcome],
    numbers: Mapping[str, int],
    names: Names,
) -> tuple[Unknown, ...]:
    """Return what is not known, conflicts first. ``numbers`` maps claim ids to claim numbers."""
    found: list[Unknown] = []
    for event in events:
        for of, figures in conflicts(event):
            at = listed(dict.fromkeys(place_name(p, names) for p in event.places if p.role == "at"), 3)
            where = f" at {at}" if at else f" ({gist(event, names).lower()})"
            said = [
                f"{quantity_words(q.model_copy(update={'of': None}))} (claim {numbers.get(c, 0)})"
                for c, q in sorted(figures, key=lambda item: (_size(item[1]), numbers.get(item[0], 0)))
            ]
            text = f"Which figure holds for the {of}{where}: {', '.join(said[:-1])} or {said[-1]}."
            found.append(Unknown(kind="conflict", text=text))
    found += [
        Unknown(kind="no source", text=f"Whether this is so (no source was found): {check.statement}")
        for check in checks
        if check.verdict == "no source found"
    ]
    undated = sum(1 for c in claims if c.start is None and c.end is None)
    if undated:
        which = f"When {number(undated)} of the {counted(len(claims), 'claim')} began: the text gives no date."
        found.append(Unknown(kind="undated", text=which))
    for report in reports:
        if report.published is None:
            text = f"When report {report.number} was published; its relative dates stay open."
            found.append(Unknown(kind="undated", text=text))
    silent = [z for z in zones if z.colour == "grey" and all(e.kind == "absence" for e in z.evidence)]
    if silent:
        counts = Counter(z.subject_kind for z in silent)
        many = {"territory": "territories", "post": "border posts", "corridor": "corridors"}
        parts = listed(counted(n, kind, many[kind]) for kind, n in sorted(counts.items(), reverse=True))
        one = len(silent) == 1
        text = (
            f"How {parts} {'stands' if one else 'stand'}: no source speaks of {'it' if one else 'them'}, "
            f"so {'it is' if one else 'they are'} grey, not green."
        )
        found.append(Unknown(kind="grey", text=text))
    found += _weak(names)
    left: dict[str, None] = {}
    for outcome in outcomes:
        left.update(dict.fromkeys(capital(plain_ids(text, numbers)) for text in outcome.left_out))
    found += [Unknown(kind="left out", text=text) for text in left]
    found.append(
        Unknown(kind="left out", text="Kordon is no legal advice: check every rule with the authority before shipping.")
    )
    return _shortened(found)


def _weak(names: Names) -> list[Unknown]:
    """Say how much of the network rests on assumptions, counted from the provenance of its links."""
    kinds = ("length", "time", "cost", "capacity")
    parts = []
    for kind in kinds:
        # links without such a figure (a transfer has no length, the open sea no capacity) say 'none'
        known = Counter(p[kind] for p in names.world.network.provenance if p.get(kind, "none") != "none")
        total = sum(known.values())
        if total:
            said = listed(
                f"{number(100 * n / total)} % {word}" for word, n in sorted(known.items(), key=lambda i: -i[1])
            )
            parts.append(f"link {kind} {said}")
    if not parts:
        return []
    return [Unknown(kind="weak", text=f"How exact the network is; by provenance: {'; '.join(parts)}.")]


def _size(quantity: Quantity) -> float:
    value = quantity.value
    return value[0] if isinstance(value, tuple) else value or 0.0


def _shortened(found: Sequence[Unknown]) -> tuple[Unknown, ...]:
    kept: list[Unknown] = []
    counts: Counter[str] = Counter()
    for item in found:
        counts[item.kind] += 1
        if counts[item.kind] <= MOST:
            kept.append(item)
    for kind, n in counts.items():
        if n > MOST:
            text = f"Another {number(n - MOST)} of this kind ({kind}); see the data files."
            kept.append(Unknown(kind=next(u.kind for u in found if u.kind == kind), text=text))
    return tuple(kept)
