# ruff: noqa: E501
"""Claims into events, within and across reports: same mechanism, overlapping place and direction, near in time.

Relays of one origin count once; figures that disagree stay, each with its claim; a closure and its reopening are linked,
never merged.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import re
from collections.abc import Sequence
from typing import cast

from kordon.model import Certainty, Claim, ClaimPlace, ClaimStatus, ClaimType, Direction, Event, Report, SourceClass

_DAYS = 14
_KM = 50.0
_STRENGTH: dict[Certainty, int] = {"asserted": 2, "denied": 1, "hedged": 0}


def group(reports: Sequence[Report], claims: Sequence[Claim]) -> tuple[tuple[Claim, ...], tuple[Event, ...]]:
    """Return the claims with ``event`` set, and the events that they form, in order of their first claim."""
    published = {report.id: report.published for report in reports}
    groups: list[list[Claim]] = []
    for claim in claims:
        scores = [
            (max(_same(claim, other, published) for other in members), -index) for index, members in enumerate(groups)
        ]
        best = max(scores, default=(0.0, 0))
        if best[0] > 0:
            groups[-best[1]].append(claim)
        else:
            groups.append([claim])
    texts = {report.id: report for report in reports}
    events = [_event(members, published, texts) for members in groups]
    linked = _link(events, groups)
    owner = {claim_id: event.id for event in linked for claim_id in event.claims}
    return tuple(claim.model_copy(update={"event": owner[claim.id]}) for claim in claims), tuple(linked)


# ------------------------------------------------------------------------------------------- sameness


def _family(kind: ClaimType) -> str:
    return "queue" if kind in ("border_queue", "detention") else kind


def _same(a: Claim, b: Claim, published: dict[str, dt.date | None]) -> float:
    """Return how surely two claims are of one event, 0 when they are not."""
    if _family(a.type) != _family(b.type):
        return 0.0
    if a.type != b.type and not (set(a.modes) & set(b.modes) or not a.modes or not b.modes):
        return 0.0
    if not _same_way(a, b) or not _same_time(a, b, published):
        return 0.0
    if (
        a.modes
        and b.modes
        and not set(a.modes) & set(b.modes)
        and a.type in ("closure", "reopening", "infrastructure", "capacity")
    ):
        return 0.0
    if a.type in ("trade_ban", "capacity", "sanction") and a.cargo and b.cargo and not set(a.cargo) & set(b.cargo):
        return 0.0
    if (
        (a.status == "planned") != (b.status == "planned")
        and a.type in ("infrastructure", "labour_action", "trade_ban")
        and not _starts_meet(a, b)
    ):
        return 0.0
    return _same_place(a, b)


def _starts_meet(a: Claim, b: Claim) -> bool:
    return a.start is not None and b.start is not None and abs((a.start - b.start).days) <= _DAYS


def _same_way(a: Claim, b: Claim) -> bool:
    if a.direction is None or b.direction is None:
        return True
    x, y = a.direction, b.direction
    clash = (set(x.origin) and set(y.to) and set(x.origin) <= set(y.to)) and (
        set(x.to) <= set(y.origin) or not x.to or not y.origin
    )
    return not clash


def _window(claim: Claim, published: dict[str, dt.date | None]) -> tuple[dt.date, dt.date] | None:
    day = published.get(claim.report)
    start = claim.start or (claim.end if claim.end and not day else None) or day
    if start is None:
        return None
    slack = {"day": 0, "third": 6, "month": 31, "year": 366, None: 0}[claim.start_precision if claim.start else None]
    end = claim.end or (start + dt.timedelta(days=slack))
    if (
        claim.start
        and not claim.end
        and claim.status == "active"
        and day
        and 0 < (day - end).days <= 60
        and claim.type in ("border_queue", "closure", "inspection", "trade_ban")
    ):
        end = day
    return (min(start, end), max(start, end))


def _same_time(a: Claim, b: Claim, published: dict[str, dt.date | None]) -> bool:
    x, y = _window(a, published), _window(b, published)
    if x is None or y is None:
        return True
    gap = max((y[0] - x[1]).days, (x[0] - y[1]).days, 0)
    return gap <= _DAYS


def _distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def _same_place(a: Claim, b: Claim) -> float:
    if not a.places or not b.places:
        return 0.6 if a.report == b.report and not a.places and not b.places else 0.3 if a.report == b.report else 0.0
    points_a = [p for p in a.places if p.kind in ("point", "area", "corridor")]
    points_b = [p for p in b.places if p.kind in ("point", "area", "corridor")]
    states_a = {p.cc for p in a.places if p.cc}
    states_b = {p.cc for p in b.places if p.cc}
    for p in points_a:
        for q in points_b:
            if (p.id and p.id == q.id) or p.name.casefold() == q.name.casefold():
                return 1.0
            if (
                p.kind == q.kind == "point"
                and None not in (p.lat, p.lon, q.lat, q.lon)
                and (
                    _distance_km((cast(float, p.lat), cast(float, p.lon)), (cast(float, q.lat), cast(float, q.lon)))
                    <= _KM
                )
            ):
                return 0.9
    if points_a and points_b:
        return 0.0
    country_a = {p.cc for p in a.places if p.kind == "country"}
    country_b = {p.cc for p in b.places if p.kind == "country"}
    if not points_a and not points_b:
        shared = country_a & country_b
        if country_a == country_b and shared:
            return 0.8
        smaller = min(len(country_a), len(country_b))
        if len(shared) >= 2 or (smaller == 1 and shared and a.report == b.report and len(country_a | country_b) <= 3):
            return 0.6
        return 0.0
    countries, point_states = (country_a, states_b) if not points_a else (country_b, states_a)
    if len(countries) >= 2 and len(countries & point_states) >= 1 and a.report == b.report:
        return 0.4
    if (
        countries
        and countries & point_states
        and a.report == b.report
        and a.type not in ("capacity", "infrastructure", "attack")
    ):
        return 0.4
    return 0.0


# ------------------------------------------------------------------------------------------- events


def _shingles(text: str) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    if len(words) < 8:
        return set(words)
    return {" ".join(words[i : i + 4]) for i in range(len(words) - 3)}


def _stems(name: str) -> str:
    """Return a name's words without their endings, so that its case forms are one."""
    return " ".join(word[: max(3, min(6, len(word) - 2))] for word in re.findall(r"\w+", name.casefold()))


def _origins(members: list[Claim], reports: dict[str, Report]) -> tuple[str, ...]:
    """Return the distinct origins of an event: a named speaker once, a copied sentence once, else the report itself."""
    origins: list[tuple[str, set[str]]] = []
    for claim in members:
        report = reports.get(claim.report)
        sentence = report.text[slice(*claim.evidence["sentence"])] if report else ""
        words = _shingles(sentence)
        name = claim.attribution.name.casefold().strip()
        label = (
            claim.attribution.name
            or (report.outlet if report and report.outlet else "")
            or (report.origin if report else "")
            or claim.report
        )
        key = _stems(name)
        for known, shingles in origins:
            known_key = _stems(known)
            if key and (key == known_key or (len(key) > 4 and (key in known_key or known_key in key))):
                break
            if words and shingles and len(words & shingles) / min(len(words), len(shingles)) > 0.7:
                break
            if not key and known == label:
                break
        else:
            origins.append((label, words))
    return tuple(label for label, _ in origins)


def _event(members: list[Claim], published: dict[str, dt.date | None], reports: dict[str, Report]) -> Event:
    order: dict[ClaimStatus, int] = {"ended": 3, "active": 2, "planned": 1, "forecast": 0}
    dated = sorted(members, key=lambda c: published.get(c.report) or dt.date.min)
    latest = published.get(dated[-1].report)
    newest = [c for c in dated if published.get(c.report) == latest]
    status = max(newest, key=lambda c: order[c.status]).status
    kind = max((c.type for c in members), key=lambda t: sum(c.type == t for c in members))
    places: dict[tuple[str, str], ClaimPlace] = {}
    for claim in members:
        for place in claim.places:
            places.setdefault((place.id or place.name, place.cc), place)
    origin = tuple(dict.fromkeys(cc for c in members if c.direction for cc in c.direction.origin))
    to = tuple(dict.fromkeys(cc for c in members if c.direction for cc in c.direction.to))
    starts = [c.start for c in members if c.start]
    ends = [c.end for c in members if c.end]
    by_class: dict[SourceClass, Certainty] = {}
    for claim in members:
        known = by_class.get(claim.attribution.source_class)
        if known is None or _STRENGTH[claim.certainty] > _STRENGTH[known]:
            by_class[claim.attribution.source_class] = claim.certainty
    days = [day for day in (published.get(c.report) for c in members) if day]
    causes = [c.cause for c in members if c.cause]
    digest = hashlib.sha256("|".join(sorted(c.id for c in members)).encode()).hexdigest()[:10]
    return Event(
        id=f"e{digest}", type=kind, status=status, claims=tuple(c.id for c in members),
        reports=tuple(dict.fromkeys(c.report for c in members)), places=tuple(places.values()),
        direction=Direction.model_validate({"from": origin, "to": to}) if origin or to else None,
        start=min(starts) if starts else None, end=max(ends) if ends else None,
        modes=tuple(dict.fromkeys(m for c in members for m in c.modes)),
        cargo=tuple(dict.fromkeys(g for c in members for g in c.cargo)), cause=causes[0] if causes else None,
        first_report=min(days) if days else None, last_report=max(days) if days else None, by_class=by_class,
        sources=_origins(members, reports), figures=tuple((c.id, q) for c in members for q in c.quantities),
    )  # fmt: skip


def _link(events: list[Event], groups: list[list[Claim]]) -> list[Event]:
    """Return the events with closures linked to their reopenings (and attacks to the closures that they caused)."""
    links: dict[int, list[str]] = {i: [] for i in range(len(events))}
    for i, a in enumerate(events):
        for j, b in enumerate(events):
            if i >= j or {a.type, b.type} != {"closure", "reopening"}:
                continue
            if any(_same_place(x, y) > 0 for x in groups[i] for y in groups[j]):
                links[i].append(b.id)
                links[j].append(a.id)
    return [event.model_copy(update={"links": tuple(links[i])}) for i, event in enumerate(events)]
