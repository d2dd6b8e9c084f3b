"""Claims and events as cards: neutral words beside the quoted ones, and where each stands on the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kordon.brief.record import ClaimCard, EventCard, PlaceLink, ReportCard
from kordon.brief.views import Marker
from kordon.brief.words import (
    CARGO,
    FRAMES,
    KINDS,
    LANGUAGES,
    MODES,
    UNIT_WORDS,
    WHO,
    Names,
    capital,
    date_words,
    listed,
    number,
    quotation,
)
from kordon.model import Claim, ClaimPlace, Event, Quantity, Report, SourceClass, only_way_round
from kordon.reading.meta import heading_end

GIST = {
    "border_queue": "queue of freight",
    "inspection": "longer or new checks",
    "detention": "freight held or turned back",
    "closure": "stop of freight",
    "reopening": "freight let through again",
    "trade_ban": "ban or limit on trade",
    "sanction": "sanction, tariff or permit measure",
    "payment_refusal": "payments or credit refused",
    "attack": "attack",
    "labour_action": "strike or protest",
    "military_activity": "military activity",
    "infrastructure": "building, repair or agreement",
    "capacity": "statement on volume or capacity",
    "outlook": "expectation or risk",
}
"""What a claim of each type says, in words that take no side."""

STATUS = {"active": "now", "ended": "ended", "planned": "planned", "forecast": "forecast"}
QUALIFIERS = {"approx": "about ", "at_least": "at least ", "at_most": "at most ", None: ""}


def report_cards(reports: Sequence[Report], claims: Sequence[Claim]) -> tuple[ReportCard, ...]:
    """Return the reports, numbered in the order given, without any folder of the reader's machine."""
    return tuple(
        ReportCard(
            number=i, id=report.id, title=report.title or first_words(report.text[heading_end(report.text) :]),
            outlet=report.outlet, published=report.published, published_from=report.published_from,
            language=LANGUAGES.get(report.lang, report.lang), frame=FRAMES[report.frame],
            origin=report.origin if "://" in report.origin else report.origin.replace("\\", "/").split("/")[-1],
            characters=len(report.text), claims=sum(1 for claim in claims if claim.report == report.id),
        )
        for i, report in enumerate(reports, start=1)
    )  # fmt: skip


def first_words(text: str, most: int = 90) -> str:
    """Return the first words of a text as a title for a report that has none."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: line.rfind(" ", 0, most) or most] + " …"


def quantity_words(quantity: Quantity) -> str:
    """Return a quantity as stated: 'at least 10,000 trucks (queue)', '2 to 5 days (delay)'."""
    units = UNIT_WORDS.get(quantity.unit, (quantity.unit, quantity.unit))
    if quantity.value is None:
        text = f"an unstated number of {units[1]}"
    elif isinstance(quantity.value, tuple):
        low, high = quantity.value
        text = f"{_plain(low)} to {_plain(high)} {units[1]}"
    else:
        text = f"{_plain(quantity.value)} {units[0] if quantity.value == 1 else units[1]}"
    of = f" ({quantity.of})" if quantity.of else ""
    period = f" per {quantity.period}" if quantity.period else ""
    return f"{QUALIFIERS[quantity.qual]}{text}{period}{of}"


def place_name(place: ClaimPlace, names: Names) -> str:
    """Return the English name of a claim's place where Kordon knows it, else the name as read."""
    if place.kind == "country" and place.cc:
        return names.state(place.cc)
    if place.kind == "corridor" and place.id:
        return names.corridor(place.id)
    if place.id in names.world.posts or place.id in names.world.places:
        return names.place(place.id)
    return names.read(place)


def gist(item: Claim | Event, names: Names) -> str:
    """Return what a claim or event says in Kordon's own words: type, cargo, places, way, time."""
    round_by = item.type == "closure" and only_way_round(item.places)
    parts = ["freight sent another way" if round_by else GIST[item.type]]
    if item.cargo:
        parts.append(f"({listed(CARGO.get(c, c) for c in item.cargo)})")
    at = [place_name(p, names) for p in item.places if p.role == "at"]
    if at:
        parts.append(f"at {listed(dict.fromkeys(at), 4)}" if _points(item) else f"in {listed(dict.fromkeys(at), 4)}")
    way = direction_words(item, names)
    if way:
        parts.append(way)
    if item.modes:
        parts.append(f"by {listed(MODES.get(m, m) for m in item.modes)}")
    via = [place_name(p, names) for p in item.places if p.role == "via"]
    if via:
        parts.append(f"via {listed(dict.fromkeys(via), 3)}")
    text = " ".join(parts)
    if item.status != "active":
        text = f"{STATUS[item.status]}: {text}"
    if isinstance(item, Claim) and item.certainty == "denied":
        text = f"denied: {text}"
    return capital(text)


def direction_words(item: Claim | Event, names: Names) -> str:
    """Return 'from China to Russia', from the direction or from the roles of places."""
    if item.direction and (item.direction.origin or item.direction.to):
        origin, to = names.states(item.direction.origin), names.states(item.direction.to)
    else:
        origin = listed(dict.fromkeys(place_name(p, names) for p in item.places if p.role == "from"))
        to = listed(dict.fromkeys(place_name(p, names) for p in item.places if p.role == "to"))
    words = [f"from {origin}" if origin else "", f"to {to}" if to else ""]
    return " ".join(word for word in words if word)


def when_words(claim: Claim) -> str:
    """Return the time of a claim as far as the text gives it."""
    start = date_words(claim.start, claim.start_precision or "day")
    end = date_words(claim.end)
    if start and end:
        return f"{start} to {end}"
    return start or (f"until {end}" if end else "")


def who_words(claim: Claim) -> str:
    """Return who says it: class, name and relays."""
    said = claim.attribution
    text = WHO[said.source_class]
    if said.name:
        text = f"{said.name} ({text})"
    return f"{text}, relayed by {listed(said.chain)}" if said.chain else text


def claim_cards(
    reports: Sequence[Report], claims: Sequence[Claim], events: Sequence[Event], names: Names
) -> tuple[tuple[ClaimCard, ...], tuple[Marker, ...]]:
    """Return the claims in the order of the reports and of the text, and the markers of their places."""
    report_number = {report.id: i for i, report in enumerate(reports, start=1)}
    texts = {report.id: report.text for report in reports}
    event_number = {event.id: i for i, event in enumerate(events, start=1)}
    ordered = sorted(
        claims, key=lambda c: (report_number.get(c.report, 0), tuple(c.evidence.get("sentence", (0, 0))), c.id)
    )
    cards: list[ClaimCard] = []
    spots: dict[tuple[str, float, float], tuple[str, bool, list[int]]] = {}
    for number_, claim in enumerate(ordered, start=1):
        text = texts.get(claim.report, "")
        quote, span, cut = quotation(text, claim.evidence.get("sentence", (0, 0)))
        links = []
        for place in claim.places:
            name = place_name(place, names)
            key = _spot(place, name, names)
            if key is not None:
                spots.setdefault(key, (name, place.kind in ("country", "area"), []))[2].append(number_)
            links.append((name, place.cc, place.role, key))
        cards.append(
            ClaimCard(
                number=number_, anchor=f"claim-{number_}", claim=claim, report=report_number.get(claim.report, 0),
                event=event_number.get(claim.event, 0), kind=KINDS[claim.type], gist=gist(claim, names),
                status=STATUS[claim.status], certainty=claim.certainty, who=who_words(claim), quote=quote,
                span=span, quote_cut=cut, lang=claim.lang,
                places=tuple(
                    PlaceLink(name=n, cc=cc, role=role, marker=_label(list(spots).index(key)) if key else "")
                    for n, cc, role, key in links
                ),
                when=when_words(claim), quantities=tuple(quantity_words(q) for q in claim.quantities),
            )
        )  # fmt: skip
    markers = tuple(
        Marker(id=f"mark-{_label(i)}", label=_label(i), name=name, lat=lat, lon=lon,
               claims=tuple(dict.fromkeys(numbers)), area=area)
        for i, ((_, lat, lon), (name, area, numbers)) in enumerate(spots.items())
    )  # fmt: skip
    return tuple(cards), markers


def event_cards(events: Sequence[Event], claims: Sequence[ClaimCard], names: Names) -> tuple[EventCard, ...]:
    """Return the events in the order given, with the figures of their claims side by side."""
    claim_number = {card.claim.id: card.number for card in claims}
    cards = []
    for i, event in enumerate(events, start=1):
        figures = tuple((quantity_words(q), claim_number.get(claim, 0)) for claim, q in event.figures)
        cards.append(
            EventCard(
                number=i, anchor=f"event-{i}", event=event, gist=gist(event, names),
                claims=tuple(sorted(claim_number[c] for c in event.claims if c in claim_number)),
                said_by=tuple(f"{WHO[c]}: {event.by_class[c]}" for c in _by_rank(event.by_class)),
                figures=figures, conflict=bool(conflicts(event)),
            )
        )  # fmt: skip
    return tuple(cards)


def conflicts(event: Event) -> tuple[tuple[str, tuple[tuple[str, Quantity], ...]], ...]:
    """Return the figures of an event that disagree: (what they measure, (claim id, quantity)...)."""
    kinds: dict[tuple[str, str], list[tuple[str, Quantity]]] = {}
    for claim, quantity in event.figures:
        if quantity.value is not None and quantity.of is not None:
            kinds.setdefault((quantity.of, quantity.unit), []).append((claim, quantity))
    return tuple(
        (of, tuple(found))
        for (of, _), found in kinds.items()
        if len({q.value for _, q in found}) > 1 and len({claim for claim, _ in found}) > 1
    )


RANK: tuple[SourceClass, ...] = ("official", "company", "expert", "media", "anonymous", "author")


def _by_rank(by_class: Mapping[SourceClass, str]) -> list[SourceClass]:
    return [c for c in RANK if c in by_class]


def _points(item: Claim | Event) -> bool:
    at = [p for p in item.places if p.role == "at"]
    return bool(at) and all(p.kind == "point" for p in at)


def _spot(place: ClaimPlace, name: str, names: Names) -> tuple[str, float, float] | None:
    if place.kind == "country" and place.cc in names.world.territories:
        territory = names.world.territories[place.cc]
        return name, territory.lat, territory.lon
    if place.lat is None or place.lon is None:
        return None
    return name, round(place.lat, 3), round(place.lon, 3)


def _label(i: int) -> str:
    return chr(65 + i) if i < 26 else f"{chr(64 + i // 26)}{chr(65 + i % 26)}"


def _plain(value: float) -> str:
    return number(value, 0 if float(value).is_integer() else 2)
