"""A report into claims: sentences, concepts, candidates, slots. ``read`` is the door; ``trace`` also says why."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from kordon.model import Attribution, Claim, ClaimPlace, Direction, Quantity, Report
from kordon.reading.attribution import Speaker, find_speaker
from kordon.reading.dates import When, find_dates
from kordon.reading.frame import find_frame
from kordon.reading.lang import LANGUAGES, analyser
from kordon.reading.lexicon import lexicon
from kordon.reading.modality import judge
from kordon.reading.numbers import Amount, amounts
from kordon.reading.places import gazetteer
from kordon.reading.rules import Candidate, View, propose
from kordon.reading.slots import RolePlace, cargo, cause, direction, find_places, modes
from kordon.reading.text import Sentence, sentences


@dataclass(frozen=True)
class Traced:
    """A claim with, for each filled slot, the rule or lexicon entry that filled it."""

    claim: Claim
    why: Mapping[str, Any]


@dataclass(slots=True)
class _Draft:
    candidate: Candidate
    view: View
    speaker: Speaker
    places: list[RolePlace] = field(default_factory=list)
    whens: list[When] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    inherited: bool = False


def read(report: Report) -> tuple[Claim, ...]:
    """Return the claims of a report in order of appearance. The same text gives the same claims, always."""
    return tuple(item.claim for item in trace(report))


def trace(report: Report) -> tuple[Traced, ...]:
    """Return claims with the reasons for every slot."""
    lang = report.lang if report.lang in LANGUAGES else "en"
    views = [_view(report, sentence, lang) for sentence in sentences(report.text, analyser(lang))]
    frame = report.frame if report.frame != "news" else find_frame(views)
    drafts: list[_Draft] = []
    speaker: Speaker | None = None
    block = -1
    for view in views:
        if speaker is not None and view.sentence.block > block + 1:
            speaker = None
        found = find_speaker(view, speaker)
        speaker, block = found, view.sentence.block
        if frame == "opinion" and found.source_class != "author" and not found.name:
            found = Speaker()
        drafts += _draft(view, found, drafts)
    return tuple(_finish(report, lang, draft, number, frame) for number, draft in enumerate(_unrepeated(drafts)))


def _view(report: Report, sentence: Sentence, lang: str) -> View:
    text = report.text
    piece = text[sentence.start : sentence.end]
    hits = lexicon(lang).find(sentence.tokens)
    places = gazetteer(lang).find(sentence.tokens, text)
    future = _tense(sentence, {hit.concept for hit in hits}, lang)
    whens = find_dates(piece, lang, report.published, future, sentence.start)
    taken = [(when.a, when.b) for when in whens] + [(place.start, place.end) for place in places]
    found = amounts(sentence.tokens, lang, text, taken)
    return View(text, lang, sentence, sentence.tokens, hits, places, whens, found)


def _tense(sentence: Sentence, concepts: set[str], lang: str) -> bool | None:
    tags: set[str] = set()
    for token in sentence.tokens:
        tags |= token.tags
    words = {token.low for token in sentence.tokens}
    future = "PLAN" in concepts or "future" in tags or bool(words & {"will", "shall", "будет", "будут", "将", "將"})
    if lang == "zh":
        future = future or any(t.text in "将將拟" for t in sentence.tokens)
    if future:
        return True if "past" not in tags or lang != "ru" else None
    return False if "past" in tags else None


# ------------------------------------------------------------------------------------------- candidates

_ROAD_ONLY = frozenset(
    ("машина", "автомобиль", "транспортный средство", "водитель", "vehicle", "driver", "автотранспорт")
)


def _relevant(view: View) -> bool:
    """Whether the sentence speaks of freight and not only of passengers."""
    if not view.concepts.get("PASSENGER"):
        return True
    vehicles = [
        h
        for h in view.concepts.get("VEHICLE", ())
        if h.entry not in _ROAD_ONLY and h.entry not in ("поезд", "train", "судно", "ship")
    ]
    passenger = {h.first for h in view.concepts["PASSENGER"]}
    vehicles = [h for h in vehicles if not any(abs(h.first - p) <= 1 for p in passenger)]
    freight = [
        h
        for h in view.concepts.get("FREIGHT", ())
        if h.entry not in ("перевозка", "перевозчик", "транспортный", "transport", "carrier", "transit", "trade")
    ]
    cargoes = [h for h in view.concepts.get("CARGO", ()) if not any(h.first == p for p in passenger)]
    return bool(vehicles or freight or cargoes)


def _draft(view: View, speaker: Speaker, earlier: list[_Draft]) -> list[_Draft]:
    candidates = [c for c in propose(view) if not _inside_frame(c, speaker)]
    if not candidates or not _relevant(view):
        return []
    candidates = _settle(view, candidates)
    merged = _merge(view, candidates)
    if not merged:
        return []
    drafts = [_Draft(candidate, view, speaker) for candidate in merged]
    _share_places(view, drafts, find_places(view, speaker), earlier)
    _share_dates(view, drafts, speaker)
    _share_amounts(view, drafts)
    return [draft for draft in drafts if _stands(draft)]


def _inside_frame(candidate: Candidate, speaker: Speaker) -> bool:
    return candidate.head.first in speaker.tokens and candidate.type in (
        "outlook",
        "capacity",
        "infrastructure",
        "inspection",
    )


def _settle(view: View, candidates: list[Candidate]) -> list[Candidate]:
    """Apply the tie-breaks between candidates of one sentence."""
    lifts = view.concepts.get("LIFT", [])
    out: list[Candidate] = []
    for c in candidates:
        if (
            c.type == "closure"
            and any(view.distance(c.head, lift) <= 4.5 and lift.last < c.head.first for lift in lifts)
            and not view.near(c.head, ("NEGATION",), 2)
        ):
            if c.rule in ("restrict_traffic", "ban_traffic", "ban_passage", "close_element"):
                c = Candidate("reopening", c.head, c.arguments, "lift_" + c.rule, c.heads)
        if (
            c.type == "closure"
            and c.head.concept == "STOP"
            and c.rule == "stop_traffic"
            and view.near(c.head, ("LABOUR", "ATTACK"), 1.5)
        ):
            continue
        out.append(c)
    kinds = {c.type for c in out}
    concrete = kinds - {"outlook"}
    if concrete:
        out = [
            c
            for c in out
            if c.type != "outlook" or all(view.distance(c.head, o.head) > 16 for o in out if o.type != "outlook")
        ]
    strong = [c for c in out if c.type not in ("capacity", "outlook")]
    if strong:
        out = [c for c in out if c.type != "capacity" or _own_figure(view, c, strong)]
    return out


def _own_figure(view: View, c: Candidate, strong: list[Candidate]) -> bool:
    """Whether a capacity candidate beside a stronger type has a figure of its own."""
    figures = [a for a in view.concepts.get("QTY", ()) if view.distance(a, c.head) <= 10]
    if not figures:
        return False
    if c.rule == "level_stated":
        return all(view.distance(c.head, s.head) > 8 for s in strong)
    nearest = min(figures, key=lambda a: view.distance(a, c.head))
    return all(view.distance(nearest, s.head) >= view.distance(nearest, c.head) - 0.5 for s in strong)


def _merge(view: View, candidates: list[Candidate]) -> list[Candidate]:
    """One claim per type within a clause; a second one only far away with arguments of its own."""
    out: list[Candidate] = []
    for c in candidates:
        twin = next((o for o in out if o.type == c.type and _same_clause(view, o, c)), None)
        if twin is None:
            out.append(c)
        else:
            twin.heads.append(c.head)
            twin.arguments += c.arguments
    return out


def _same_clause(view: View, a: Candidate, b: Candidate) -> bool:
    lo, hi = a.heads[-1].last, b.head.first
    if any(view.line[i].text in ";；" for i in range(min(lo, hi), max(lo, hi))):
        return False
    return view.distance(a.heads[-1], b.head) <= 22


# ------------------------------------------------------------------------------------------- sharing slots


def _gap(view: View, draft: _Draft, first: int, last: int) -> float:
    best = 1e9
    for head in draft.candidate.heads:
        if last < head.first:
            best = min(best, view.at[head.first] - view.at[last])
        elif first > head.last:
            best = min(best, view.at[first] - view.at[head.last])
        else:
            best = 0.0
    return best


def _share_places(view: View, drafts: list[_Draft], places: list[RolePlace], earlier: list[_Draft]) -> None:
    if len(drafts) == 1:
        drafts[0].places = list(places)
    else:
        for item in places:
            gaps = [_gap(view, draft, item.hit.first, item.hit.last) for draft in drafts]
            nearest = min(gaps)
            for draft, gap in zip(drafts, gaps, strict=True):
                if gap <= nearest + 1.0:
                    draft.places.append(item)
        for draft in drafts:
            if not draft.places:
                draft.places = list(places)
    for draft in drafts:
        if not draft.places and earlier:
            previous = earlier[-1]
            near = view.sentence.block - previous.view.sentence.block
            if (
                near <= 1
                and previous.places
                and (
                    previous.candidate.type == draft.candidate.type
                    or near == 0
                    or _related(previous.candidate.type, draft.candidate.type)
                )
            ):
                draft.places = list(previous.places)
                draft.inherited = True


_FAMILY = (
    frozenset(("border_queue", "closure", "reopening", "inspection", "detention")),
    frozenset(("attack", "closure", "reopening")),
    frozenset(("labour_action", "closure", "border_queue", "reopening")),
    frozenset(("capacity", "infrastructure")),
    frozenset(("trade_ban", "sanction")),
)


def _related(a: str, b: str) -> bool:
    return any(a in family and b in family for family in _FAMILY)


def _share_dates(view: View, drafts: list[_Draft], speaker: Speaker) -> None:
    for when in view.whens:
        if _date_of_speech(view, when, speaker):
            continue
        at = [i for i, token in enumerate(view.line) if when.a <= token.start < when.b]
        if not at:
            continue
        gaps = [_gap(view, draft, at[0], at[-1]) for draft in drafts]
        nearest = min(gaps)
        for draft, gap in zip(drafts, gaps, strict=True):
            if gap <= nearest + 2.0 or (
                when.a - view.sentence.start < 3 and not any(d is not draft and d.whens for d in drafts)
            ):
                draft.whens.append(when)


def _date_of_speech(view: View, when: When, speaker: Speaker) -> bool:
    """Whether a date says when somebody spoke ('заявил 21 сентября, что'), not when something happened."""
    if when.role in ("since", "until", "range"):
        return False
    at = [i for i, token in enumerate(view.line) if when.a <= token.start < when.b]
    if not at:
        return False
    for verb in view.concepts.get("SAY", ()):
        if verb.first not in speaker.tokens and speaker.span is not None:
            continue
        if speaker.span is None:
            continue
        lo, hi = sorted((verb.first, at[0]))
        between = view.line[lo + 1 : hi]
        if any(token.text in ",;:—" or token.low in ("that", "что") for token in between):
            continue
        if hi - lo <= 4:
            return True
        if verb.first > at[0] and verb.first - at[-1] <= 5:
            return True
    return False


_UNITS_FOR: dict[str, frozenset[str]] = {
    "border_queue": frozenset(
        ["trucks", "trains", "wagons", "ships", "containers", "tonnes", "km", "m", "hours", "days", "minutes", "months", "persons", "items", "percent"]
    ),
    "detention": frozenset(
        ["trucks", "wagons", "trains", "ships", "containers", "tonnes", "items", "persons", "usd", "eur", "rub", "kzt", "cny", "barrels", "m3", "days", "hours"]
    ),
    "inspection": frozenset(["trucks", "wagons", "containers", "tonnes", "percent", "minutes", "hours", "days", "items", "ships", "usd", "rub"]),
    "attack": frozenset(["items", "ships", "tonnes", "persons", "percent", "barrels", "terminals"]),
    "labour_action": frozenset(["persons", "hours", "days", "percent", "ports", "terminals", "ships", "trucks"]),
    "military_activity": frozenset(["persons", "ships", "km", "items", "days"]),
    "payment_refusal": frozenset(["percent", "days", "usd", "eur", "rub", "kzt", "cny", "items", "times", "months"]),
}


def _share_amounts(view: View, drafts: list[_Draft]) -> None:
    for amount in view.amounts:
        if amount.unit in ("years",) and not any(
            d.candidate.type in ("capacity", "sanction", "trade_ban") for d in drafts
        ):
            continue
        scored: list[tuple[float, int]] = []
        for draft in drafts:
            fits = _UNITS_FOR.get(draft.candidate.type)
            penalty = 0.0 if fits is None or amount.unit in fits else 12.0
            if (
                draft.candidate.type in ("closure", "reopening", "outlook", "sanction", "trade_ban")
                and amount.unit in ("trucks", "trains", "wagons", "ships")
                and any(d.candidate.type in ("border_queue", "detention", "capacity") for d in drafts)
            ):
                penalty += 4.0
            scored.append((_gap(view, draft, amount.first, amount.last) + penalty, len(scored)))
        best = min(scored)
        drafts[best[1]].amounts.append(amount)


def _stands(draft: _Draft) -> bool:
    """Whether a draft has what its type requires (a place, or freight words that make it one)."""
    kind = draft.candidate.type
    view = draft.view
    if kind == "capacity":
        return (
            bool(draft.amounts)
            or (draft.candidate.head.concept == "CAPACITY"
            and bool(draft.places))
            or (view.has("RECORD")
            and bool(draft.places))
        )
    if kind in ("outlook",):
        return bool(draft.places) or (view.has("ELEMENT.route", "ELEMENT.post", "TRANSIT") and view.has("FREIGHT"))
    if kind in ("border_queue", "closure", "reopening", "attack", "military_activity"):
        return bool(draft.places) or view.has(
            "ELEMENT.post", "ELEMENT.port", "VEHICLE", "ELEMENT.pipe", "ELEMENT.border"
        )
    if kind in ("infrastructure",):
        return bool(draft.places) or view.has("ELEMENT.route", "ELEMENT.rail", "ELEMENT.terminal")
    if kind == "sanction":
        return bool(draft.places) or view.has("VEHICLE", "TRADE", "FREIGHT", "CARGO")
    return True


def _unrepeated(drafts: list[_Draft]) -> list[_Draft]:
    """Drop a headline's claim that the text repeats: same type, and its places and figures are among the later one's."""
    out: list[_Draft] = []
    for index, draft in enumerate(drafts):
        if draft.view.sentence.block == 0 and not re.search(
            r"[.!?。]$", draft.view.text[draft.view.sentence.start : draft.view.sentence.end]
        ):
            twins = [
                d for d in drafts[index + 1 :] if d.candidate.type == draft.candidate.type and d.view.sentence.block > 0
            ]
            own = {p.hit.place.id or p.hit.place.name for p in draft.places}
            if any(own <= {p.hit.place.id or p.hit.place.name for p in d.places} for d in twins):
                continue
        out.append(draft)
    return out


# ------------------------------------------------------------------------------------------- claims


def _finish(report: Report, lang: str, draft: _Draft, number: int, frame: str) -> Traced:
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
    evidence["status"] = mood.status_span or view.span(candidate.head)
    why["status"] = mood.why_status
    evidence["certainty"] = mood.certainty_span or view.span(candidate.head)
    why["certainty"] = mood.why_certainty
    speaker = draft.speaker
    source_class = speaker.source_class
    name = speaker.name
    if source_class == "author" and frame in ("official_notice", "company_notice"):
        source_class = "official" if frame == "official_notice" else "company"
        name = report.outlet
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
    origin, to, direction_spans = direction(view, candidate, draft.places) if not draft.inherited else ((), (), [])
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
        f"{report.id}:{view.sentence.start}:{candidate.type}:{candidate.head.first}:{number}".encode()
    ).hexdigest()
    claim = Claim(
        id=f"{report.id}-{digest[:6]}", report=report.id, lang=lang, type=candidate.type, status=status, certainty=certainty,
        attribution=Attribution.model_validate({"class": source_class, "name": name, "chain": speaker.chain}),
        places=tuple(places), direction=Direction.model_validate({"from": origin, "to": to}) if origin or to else None,
        start=start, end=end, start_precision=precision if start or end else None,
        modes=tuple(mode for mode, _, _ in found_modes), cargo=tuple(c for c, _, _ in found_cargo),
        quantities=tuple(quantities), cause=found_cause[0] if found_cause else None, evidence=evidence,
    )  # fmt: skip
    return Traced(claim, why)


def _period(draft: _Draft, published: dt.date | None) -> tuple[dt.date | None, dt.date | None, Any, str, list[Any]]:
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
            _gap(view, draft, *_tokens_of(view, w)),
        ),
    )
    if draft.candidate.type == "capacity":
        ordered = [w for w in ordered if w.precision in ("day", "month", "third", "year")]
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
    return start, end, precision, "; ".join(dict.fromkeys(reasons)), [start_span, end_span]


def _tokens_of(view: View, when: When) -> tuple[int, int]:
    at = [i for i, token in enumerate(view.line) if when.a <= token.start < when.b]
    return (at[0], at[-1]) if at else (0, 0)


def _quantity(draft: _Draft, amount: Amount) -> Quantity:
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
        price = any(
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
