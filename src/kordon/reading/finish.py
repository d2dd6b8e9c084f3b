# ruff: noqa: E501
"""A draft into a claim: every slot with its offsets and its reason."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import Any, cast

from kordon.model import Attribution, Claim, ClaimPlace, Direction, Quantity, Report
from kordon.reading.causes import cause_of
from kordon.reading.drafts import Draft, Traced
from kordon.reading.manner import cargo, modes
from kordon.reading.modality import judge
from kordon.reading.numbers import Amount


def finish(report: Report, lang: str, draft: Draft, frame: str) -> Traced:
    """Return the claim of a draft with, for every slot, its offsets and its reason."""
    view, candidate = draft.view, draft.candidate
    why: dict[str, Any] = {}
    evidence: dict[str, Any] = {"sentence": (view.sentence.start, view.sentence.end)}
    evidence["type"] = view.span(candidate.head)
    why["type"] = f"rule {candidate.rule} on '{candidate.head.entry}' ({candidate.head.concept}) with " + ", ".join(
        f"'{a.entry}' ({a.concept})" for a in candidate.arguments
    )
    start, end = draft.start.day if draft.start else None, draft.end.day if draft.end else None
    dated = draft.start or draft.end
    precision = (dated.when.precision or "day") if dated else None
    later = bool(start and report.published and start > report.published)
    mood = judge(view, candidate, report.published, later, column=frame == "opinion")
    status, certainty = mood.status, mood.certainty
    if (
        status == "active"
        and end
        and report.published
        and end < report.published - dt.timedelta(days=1)
        and candidate.type != "capacity"
    ):
        status = "ended"
    if (
        status == "active"
        and start
        and report.published
        and candidate.type in ("attack", "closure", "labour_action", "detention", "border_queue")
    ):
        age = (report.published - start).days
        lasted = max((_days(a) for a in draft.amounts if a.unit in ("days", "hours")), default=0.0)
        if (0 < lasted < age - 1 and candidate.type != "detention") or age > {"attack": 10, "detention": 60}.get(
            candidate.type, 9999
        ):
            status = "ended"
            mood = replace(mood, why_status="it began long enough before publication to be over")
    evidence["status"] = mood.status_span or view.span(candidate.head)
    why["status"] = mood.why_status
    evidence["certainty"] = mood.certainty_span or view.span(candidate.head)
    why["certainty"] = mood.why_certainty
    speaker = draft.speaker
    source_class = speaker.source_class
    name = speaker.name
    if source_class == "author" and frame in ("official_notice", "company_notice"):
        source_class = "official" if frame == "official_notice" else "company"
        name = name or report.outlet
    evidence["attribution"] = speaker.span or (view.sentence.start, view.sentence.end)
    why["attribution"] = speaker.why
    places: list[ClaimPlace] = []
    place_spans: list[tuple[int, int]] = []
    place_why: list[str] = []
    seen: set[tuple[str, str]] = set()
    for item in draft.places:
        place = item.hit.place
        key = (place.id or place.name, place.cc)
        if key in seen:
            continue
        seen.add(key)
        places.append(
            ClaimPlace(
                name=place.name, cc=place.cc if len(place.cc) == 2 and place.cc != "EU" else "", lat=place.lat, lon=place.lon,
                kind=cast(Any, place.kind), role=item.role, id=place.id,
            )
        )  # fmt: skip
        place_spans.append((item.hit.start, item.hit.end))
        place_why.append(f"{item.hit.why}; {item.why}")
    evidence["places"] = place_spans
    why["places"] = place_why
    if draft.origin or draft.to:
        evidence["direction"] = [way.span for way in (*draft.origin, *draft.to)]
        why["direction"] = draft.way_why
    for slot, bound in (("start", draft.start), ("end", draft.end)):
        if bound:
            evidence[slot] = (bound.when.a, bound.when.b)
            why[slot] = bound.why
    if not start and not end and draft.whens:
        evidence["when"] = (draft.whens[0].a, draft.whens[0].b)
        why["when"] = "a time expression that could not be resolved"
    found_modes = modes(view, candidate)
    evidence["modes"] = [span for _, span, _ in found_modes]
    why["modes"] = [text for _, _, text in found_modes]
    found_cargo = cargo(view, candidate)
    evidence["cargo"] = [span for _, span, _ in found_cargo]
    why["cargo"] = [text for _, _, text in found_cargo]
    quantities = [_quantity(draft, amount) for amount in draft.amounts]
    evidence["quantities"] = [(amount.start, amount.end) for amount in draft.amounts]
    why["quantities"] = [amount.why for amount in draft.amounts]
    # What is denied has no cause.
    found_cause = None if certainty == "denied" else cause_of(draft)
    if found_cause:
        evidence["cause"] = found_cause[1]
        why["cause"] = found_cause[2]
    way = (
        Direction.model_validate({"from": tuple(w.cc for w in draft.origin), "to": tuple(w.cc for w in draft.to)})
        if draft.origin or draft.to
        else None
    )
    digest = hashlib.sha256(
        f"{report.id}:{view.sentence.start}:{candidate.type}:{candidate.head.first}:{candidate.head.last}".encode()
    ).hexdigest()
    claim = Claim(
        id=f"{report.id}-{digest[:8]}", report=report.id, lang=lang, type=candidate.type, status=status, certainty=certainty,
        attribution=Attribution.model_validate({"class": source_class, "name": name, "chain": speaker.chain}),
        places=tuple(places), direction=way,
        start=start, end=end, start_precision=precision if start or end else None,
        modes=tuple(mode for mode, _, _ in found_modes), cargo=tuple(c for c, _, _ in found_cargo),
        quantities=tuple(quantities), cause=found_cause[0] if found_cause else None, evidence=evidence,
    )  # fmt: skip
    return Traced(claim, why)


def _days(amount: Amount) -> float:
    """Return a duration in days, the upper end of a range."""
    value = amount.value[1] if isinstance(amount.value, tuple) else amount.value
    return value / 24 if amount.unit == "hours" else value


def _quantity(draft: Draft, amount: Amount) -> Quantity:
    kind = draft.candidate.type
    of = amount.of or None
    view = draft.view
    near_capacity = any(
        view.at[max(h.last, amount.last)] - view.at[min(h.first, amount.first)] <= 9
        for h in view.concepts.get("CAPACITY", ())
        if h.entry.split()[-1]
        in ("способность", "мощность", "возможность", "capacity", "пропускной", "вместимость", "қуат", "能力")
        or "capacity" in h.entry
        or "能力" in h.entry
    )
    if amount.unit in ("trucks", "trains", "wagons", "ships", "containers", "tonnes", "barrels", "m3", "items"):
        if kind == "border_queue":
            of = "queue"
        elif near_capacity or kind == "infrastructure":
            of = "capacity"
        else:
            of = "volume"
    elif amount.unit == "km":
        of = "queue" if kind == "border_queue" else None
    elif amount.unit in ("m", "cm"):
        of = "capacity" if kind == "capacity" else "queue" if kind == "border_queue" else None
    elif amount.unit in ("hours", "days", "minutes", "months"):
        of = "delay"
    elif amount.unit == "percent":
        price = draft.candidate.rule == "rate_level" or any(
            view.at[max(h.last, amount.last)] - view.at[min(h.first, amount.first)] <= 8
            for h in view.concepts.get("RATE", ())
        )
        change = any(
            view.at[max(h.last, amount.last)] - view.at[min(h.first, amount.first)] <= 6
            for c in ("UP", "DOWN")
            for h in view.concepts.get(c, ())
        )
        of = "price" if price else ("capacity" if near_capacity else "volume") if change else "share"
    elif amount.unit == "times":
        of = "price" if view.has("RATE") else "capacity" if near_capacity else "volume"
    return Quantity(
        value=amount.value, unit=amount.unit, qual=cast(Any, amount.qual), of=cast(Any, of), period=amount.period
    )
