"""Zones before and after the reports, with the reasons: which moved, which are touched, what would change them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kordon.brief.record import Reason, ZoneCard
from kordon.brief.sources import SourceBook
from kordon.brief.words import WHO
from kordon.model import Claim, Event, Evidence, Zone

MOST = 14
MOST_EVIDENCE = 5
"""Zones listed on the page; every zone is in ``zones.csv``."""


def zone_cards(
    before: Sequence[Zone],
    after: Sequence[Zone],
    claims: Sequence[Claim],
    events: Sequence[Event],
    numbers: Mapping[str, int],
    book: SourceBook,
) -> tuple[ZoneCard, ...]:
    """Return the zones that the reports move or touch, colour changes first, then by how far 'open' moved.

    ``numbers`` maps claim ids to claim numbers.
    """
    old = {(zone.subject_kind, zone.subject): zone for zone in before}
    touched = _touched(claims, events)
    rows = []
    for zone in after:
        was = old.get((zone.subject_kind, zone.subject))
        moved = _open(zone) - _open(was) if was else 0.0
        changed = was is not None and was.colour != zone.colour
        own = any(e.kind == "claim" for e in zone.evidence)
        if changed or own or zone.subject in touched:
            kind = ("territory", "post", "corridor").index(zone.subject_kind)
            rows.append(((not changed, -abs(round(moved, 6)), kind, zone.name), zone, was, moved, changed))
    rows.sort(key=lambda row: row[0])
    return tuple(
        ZoneCard(
            anchor=f"zone-{zone.subject_kind}-{zone.subject}", kind=zone.subject_kind, subject=zone.subject,
            name=zone.name, before=was.colour if was else None, after=zone.colour, changed=changed, moved=moved,
            open_before=_open(was) if was else None, probabilities=dict(zone.probabilities), reason=zone.reason,
            evidence=tuple(_reason(e, numbers, book) for e in sorted(zone.evidence, key=_heaviest)[:MOST_EVIDENCE]),
            more_evidence=max(0, len(zone.evidence) - MOST_EVIDENCE), would_change=zone.would_change,
        )
        for _, zone, was, moved, changed in rows[:MOST]
    )  # fmt: skip


def zone_counts(zones: Sequence[Zone]) -> dict[str, tuple[int, int, int]]:
    """Return per kind of subject how many zones are green, grey and red."""
    counts: dict[str, tuple[int, int, int]] = {}
    for kind in ("territory", "post", "corridor"):
        colours = [zone.colour for zone in zones if zone.subject_kind == kind]
        if colours:
            counts[kind] = (colours.count("green"), colours.count("grey"), colours.count("red"))
    return counts


def _touched(claims: Sequence[Claim], events: Sequence[Event]) -> set[str]:
    found: set[str] = set()
    items: tuple[Claim | Event, ...] = (*claims, *events)
    for item in items:
        for place in item.places:
            found |= {place.id} if place.id else set()
            if place.kind == "country" and place.role == "at":
                found.add(place.cc)
    return found


def _reason(evidence: Evidence, numbers: Mapping[str, int], book: SourceBook) -> Reason:
    refs: tuple[int, ...] = ()
    if evidence.kind == "table":
        refs = book.cite(evidence.source, evidence.date.isoformat() if evidence.date else "")
    return Reason(
        text=evidence.text, pushes=evidence.pushes, weight=evidence.weight,
        source_class=WHO[evidence.source_class] if evidence.source_class else "",
        refs=refs,
        claim=numbers.get(evidence.ref, 0) if evidence.kind == "claim" else 0,
    )  # fmt: skip


def _heaviest(evidence: Evidence) -> tuple[bool, float, str]:
    return evidence.kind != "claim", -evidence.weight, evidence.ref


def _open(zone: Zone | None) -> float:
    if zone is None or not zone.probabilities:
        return 0.0
    return zone.probabilities[min(zone.probabilities)][0]
