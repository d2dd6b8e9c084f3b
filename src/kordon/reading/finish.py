# ruff: noqa: E501
"""A draft into a claim: every slot with its offsets and its reason."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import replace
from typing import Any, cast

from kordon.model import Attribution, Claim, ClaimPlace, Direction, Quantity, Report
from kordon.reading.dates import When
from kordon.reading.drafts import Draft, Traced, gap_to
from kordon.reading.modality import judge
from kordon.reading.numbers import Amount
from kordon.reading.rules import View
from kordon.reading.slots import cargo, cause, direction, modes


def finish(report: Report, lang: str, draft: Draft, frame: str) -> Traced:
    """Return the claim of a draft with, for every slot, its offsets and its reason."""
    view, candidate = draft.view, draft.candidate
    why: dict[str, Any] = {}
    evidence: dict[str, Any] = {"sentence": (view.sentence.start, view.sentence.end)}
    evidence["type"] = view.span(candidate.head)
    why["type"] = f"rule {candidate.rule} on '{candidate.head.entry}' ({candidate.head.concept}) with " + ", ".join(
        f"'{a.entry}' ({a.concept})" for a in candidate.arguments
    )
    start, end, precision, when_why, spans = _period(draft, report.published)
    later = bool(start and report.published and start > report.published)
    mood = judge(view, candidate, report.published, later)
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
    if (
        status == "ended" and start and not end and mood.why_status.endswith("ends it")
        and candidate.type in ("trade_ban", "sanction", "labour_action", "closure", "border_queue")
        and all(w.role == "at" for w in draft.whens if w.start == start)
    ):  # fmt: skip
        start, end, spans = None, start, [None, spans[0]]  # 'отменены в сентябре' says when it ended
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
        place_why.append(f"{item.hit.why}; {item.why}" + ("; from the sentence before" if draft.inherited else ""))
    evidence["places"] = place_spans
    why["places"] = place_why
    origin, to, direction_spans = (
        direction(view, candidate, draft.places)
        if not draft.inherited or candidate.type == "trade_ban"
        else ((), (), [])
    )
    if origin or to:
        evidence["direction"] = direction_spans
        why["direction"] = "roles from and to of the places"
    if start:
        evidence["start"] = spans[0]
        why["start"] = when_why
    if end:
        evidence["end"] = spans[1]
        why["end"] = when_why
    if not start and not end and spans[0]:
        evidence["when"] = spans[0]
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
    found_cause = cause(view, candidate)
    if found_cause:
        evidence["cause"] = found_cause[1]
        why["cause"] = found_cause[2]
    digest = hashlib.sha256(
        f"{report.id}:{view.sentence.start}:{candidate.type}:{candidate.head.first}:{candidate.head.last}".encode()
    ).hexdigest()
    claim = Claim(
        id=f"{report.id}-{digest[:8]}", report=report.id, lang=lang, type=candidate.type, status=status, certainty=certainty,
        attribution=Attribution.model_validate({"class": source_class, "name": name, "chain": speaker.chain}),
        places=tuple(places), direction=Direction.model_validate({"from": origin, "to": to}) if origin or to else None,
        start=start, end=end, start_precision=precision if start or end else None,
        modes=tuple(mode for mode, _, _ in found_modes), cargo=tuple(c for c, _, _ in found_cargo),
        quantities=tuple(quantities), cause=found_cause[0] if found_cause else None, evidence=evidence,
    )  # fmt: skip
    return Traced(claim, why)


def _days(amount: Amount) -> float:
    """Return a duration in days, the upper end of a range."""
    value = amount.value[1] if isinstance(amount.value, tuple) else amount.value
    return value / 24 if amount.unit == "hours" else value


def _period(draft: Draft, published: dt.date | None) -> tuple[dt.date | None, dt.date | None, Any, str, list[Any]]:
    """Return start, end, precision, the reason and the spans of start and end."""
    start = end = precision = None
    start_span: Any = None
    end_span: Any = None
    reasons = []
    view = draft.view
    ordered = sorted(
        draft.whens,
        key=lambda w: (
            w.role == "until",
            {"day": 0, "third": 1, "month": 2, "year": 3, None: 4}[w.precision],
            gap_to(view, draft, *_tokens_of(view, w)),
        ),
    )
    if draft.candidate.type == "capacity":
        ordered = [w for w in ordered if not _counted_over(view, w)]
    for when in ordered:
        if when.role == "until":
            if end is None and when.end:
                end, end_span = when.end, (when.a, when.b)
                precision = precision or when.precision
                reasons.append(when.why)
            continue
        if start is None and when.start:
            start, start_span, precision = when.start, (when.a, when.b), when.precision
            reasons.append(when.why)
            if when.end and end is None:
                end, end_span = when.end, (when.a, when.b)
        elif start is None and start_span is None and not when.start:
            start_span = (when.a, when.b)
    if start and end and end < start:
        end = end_span = None
    if (
        end
        and not start
        and published
        and end <= published
        and draft.candidate.type == "border_queue"
        and draft.amounts
    ):
        start, start_span, end, end_span = end, end_span, None, None  # a count 'by Wednesday evening' is of that day
    return start, end, precision, "; ".join(dict.fromkeys(reasons)), [start_span, end_span]


def _counted_over(view: View, when: When) -> bool:
    """Whether a time is the period of a figure, or that of the figure it is compared with, and no start of a level."""
    if when.precision == "year" and when.start and view.published and when.start <= view.published:
        return True
    if (
        when.why.rsplit("/", 1)[-1] in ("year", "relyear", "quarter", "season", "edge", "period")
        and when.role != "since"
    ):
        return when.start is None or when.start <= (view.published or when.start)
    if when.role == "range" and when.start and when.end and (when.end - when.start).days > 40:
        return True
    before = view.text[max(view.sentence.start, when.a - 40) : when.a].lower()
    return bool(
        re.search(
            r"(?:против|с|от|чем|against|from|versus|compared with|than|up on)\s+(?:about |around )?[$€]?[\d.,]+(?:\s+[\w.]+){0,2}\s*$",
            before,
        )
    )


def _tokens_of(view: View, when: When) -> tuple[int, int]:
    at = [i for i, token in enumerate(view.line) if when.a <= token.start < when.b]
    return (at[0], at[-1]) if at else (0, 0)


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
