"""Compose one brief from what was read, weighed, simulated, routed and checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from kordon.brief import prose
from kordon.brief.chartviews import charts
from kordon.brief.claimcards import claim_cards, event_cards, report_cards
from kordon.brief.mapviews import flow_view, towns, ways, zone_view
from kordon.brief.record import Brief, CheckCard, ClaimCard, ConsignmentCard, KeyFigure, ScenarioCard, Stated
from kordon.brief.routecards import consignment_card
from kordon.brief.scenariocards import scenario_cards, softening_cards
from kordon.brief.sources import SourceBook
from kordon.brief.unknowns import unknowns
from kordon.brief.views import MapView, Marker
from kordon.brief.words import Names, date_words, quotation
from kordon.brief.zonecards import zone_cards, zone_counts
from kordon.model import (
    Claim,
    Event,
    Figure,
    Manifest,
    Mitigation,
    Outcome,
    Report,
    RouteAnswer,
    StatementCheck,
    Zone,
)

if TYPE_CHECKING:
    from kordon.world.load import World

MOST_MEASURE = 40
"""Longest note, in characters, that names what a figure measures."""


def compose(
    world: World,
    *,
    reports: Sequence[Report],
    claims: Sequence[Claim],
    events: Sequence[Event],
    zones_before: Sequence[Zone],
    zones_after: Sequence[Zone],
    outcomes: Sequence[Outcome],
    routes: Sequence[Any] = (),
    mitigations: Sequence[Mitigation] = (),
    checks: Sequence[StatementCheck] = (),
    as_of: dt.date,
    seed: int = 0,
    options: Mapping[str, Any] | None = None,
) -> Brief:
    """Return the brief. Nothing of the clock or the machine enters it: the same inputs give the same record.

    ``routes`` are consignments (see :mod:`kordon.brief.routecards`) or bare :class:`RouteAnswer` records.
    """
    names, book = Names(world), SourceBook()
    report_rows = report_cards(reports, claims)
    claim_rows, markers = claim_cards(reports, claims, events, names)
    numbers = {card.claim.id: card.number for card in claim_rows}
    event_rows = event_cards(events, claim_rows, names)
    check_rows = _check_cards(checks, reports, numbers, book)
    zone_rows = zone_cards(zones_before, zones_after, claims, events, numbers, book)
    counts = zone_counts(zones_after)
    main = prose.central(outcomes)
    cards = scenario_cards(outcomes, numbers, names, book)
    cards = tuple(
        card.model_copy(update={"headline": (prose.scenario_headline(outcome, card),), "main": outcome is main})
        for card, outcome in zip(cards, outcomes, strict=True)
    )
    consignments = _consignments(routes, names, book)
    softening = softening_cards(mitigations, prose.scenario_lead(main) if main else "", book)
    unknown_rows = unknowns(
        reports=report_rows, claims=claims, events=events, checks=check_rows, zones=zones_after,
        outcomes=outcomes, numbers=numbers, names=names,
    )  # fmt: skip
    confirmed = next((o for o in outcomes if o.scenario.id == "confirmed"), None)
    answer = (
        prose.claimed(report_rows, claim_rows, event_rows),
        prose.confirmed(claim_rows, event_rows, check_rows, confirmed),
        prose.hit(main, names),
        prose.cost(outcomes, names),
        prose.unknown(unknown_rows, sum(1 for c in check_rows if c.verdict == "no source found")),
    )
    return Brief(
        title=_title(claim_rows, names), subtitle=_subtitle(reports, as_of), as_of=as_of,
        viewpoint=world.viewpoint, answer=answer, key_figures=_key_figures(cards, main),
        key_caption=prose.scenario_lead(main) if main else "",
        leads=prose.leads(
            claims=claim_rows, events=event_rows, checks=check_rows, zones=zone_rows, counts=counts,
            scenarios=cards, consignments=consignments, softening=softening, unknowns=unknown_rows,
        ),
        reports=report_rows, claims=claim_rows, events=event_rows, checks=check_rows, zones=zone_rows,
        zone_counts=counts, scenarios=cards, consignments=consignments, softening=softening,
        unknowns=unknown_rows, sources=book.all(), maps=_maps(zones_after, markers, claims, outcomes, names),
        charts=charts(outcomes, cards, zone_rows, names), manifest=_manifest(world, outcomes, seed, as_of, options),
        network=ways(world.network), all_zones=tuple(zones_after), zones_before=tuple(zones_before),
        outcomes=tuple(outcomes),
    )  # fmt: skip


def _title(claims: Sequence[ClaimCard], names: Names) -> str:
    """Name the states that the claims are about, by how many claims touch them."""
    weight: dict[str, int] = {}
    for card in claims:
        states = {p.cc for p in card.claim.places if p.cc}
        if card.claim.direction:
            states |= {*card.claim.direction.origin, *card.claim.direction.to}
        for cc in states:
            weight[cc] = weight.get(cc, 0) + 1
    top = [cc for cc, _ in sorted(weight.items(), key=lambda i: (-i[1], i[0]))[:3]]
    return f"Freight brief: {names.states(top)}" if top else "Freight brief"


def _subtitle(reports: Sequence[Report], as_of: dt.date) -> str:
    outlets = sorted({r.outlet for r in reports if r.outlet})
    what = "one report" if len(reports) == 1 else f"{len(reports)} reports"
    of = f" ({', '.join(outlets)})" if outlets else ""
    return f"On {what}{of}, as known on {date_words(as_of)}"


def _key_figures(cards: Sequence[ScenarioCard], main: Outcome | None) -> tuple[KeyFigure, ...]:
    """Return the strip of numbers: the scenario that the paragraph is about."""
    card = next((c for c in cards if main is not None and c.id == main.scenario.id), None)
    if card is None or main is None:
        return ()
    return (
        KeyFigure(label="moved another way", figure=card.displaced),
        KeyFigure(label="no longer shipped", figure=card.unserved),
        KeyFigure(label="on the way, mean of the relations touched", figure=card.added_days),
        KeyFigure(label="freight cost, mean of the relations touched", figure=card.added_usd_t),
        KeyFigure(label="loss of shippers, all states", figure=card.loss),
    )


def _check_cards(
    checks: Sequence[StatementCheck], reports: Sequence[Report], numbers: Mapping[str, int], book: SourceBook
) -> tuple[CheckCard, ...]:
    by_id = {report.id: (i, report) for i, report in enumerate(reports, start=1)}
    cards = []
    # opinions last: nothing can be held against them
    ordered = sorted(checks, key=lambda check: check.verdict == "opinion")
    for i, check in enumerate(ordered, start=1):
        number, report = by_id.get(check.report, (0, None))
        quote, span, cut = quotation(report.text if report else "", check.span)
        refs: dict[int, None] = {}
        figures = tuple(_measured(book.state(figure), figure) for figure in check.figures)
        for source in check.sources:
            refs.update(dict.fromkeys(book.cite(source)))
        cards.append(
            CheckCard(
                number=i, anchor=f"check-{i}", report=number, claim=numbers.get(check.claim, 0),
                topic=check.topic.replace("_", " "),
                statement=check.statement, quote=quote, span=span, quote_cut=cut, lang=report.lang if report else "",
                verdict=check.verdict, finding=check.finding, figures=figures, refs=tuple(sorted(refs)),
            )
        )  # fmt: skip
    return tuple(cards)


def _measured(stated: Stated, figure: Figure) -> Stated:
    """Put what a table figure measures before it, where its note begins with that: 'queue 24 km'."""
    what = figure.provenance.note.split(";")[0].strip()
    if not what or len(what) > MOST_MEASURE or what.lower() in stated.text.lower():
        return stated
    return stated.model_copy(update={"text": f"{what} {stated.text}"})


def _consignments(routes: Sequence[Any], names: Names, book: SourceBook) -> tuple[ConsignmentCard, ...]:
    """Lay out consignments: bare answers, or records with ``title``, ``why`` and ``views`` of (label, answer)."""
    cards = []
    for i, item in enumerate(routes, start=1):
        if isinstance(item, RouteAnswer):
            cards.append(consignment_card(i, "", [("Now", item)], names, book))
        else:
            views = [(str(label), answer) for label, answer in item.views]
            cards.append(consignment_card(i, item.title, views, names, book, why=getattr(item, "why", "")))
    return tuple(cards)


def _maps(
    zones: Sequence[Zone], markers: Sequence[Marker], claims: Sequence[Claim], outcomes: Sequence[Outcome], names: Names
) -> tuple[MapView, ...]:
    first = [place.id for claim in claims for place in claim.places if place.id and place.kind == "point"]
    named = towns(names, list(dict.fromkeys(first)))
    return (zone_view(zones, markers, named, names), *(flow_view(o, named, names) for o in outcomes))


def _manifest(
    world: World, outcomes: Sequence[Outcome], seed: int, as_of: dt.date, options: Mapping[str, Any] | None
) -> Manifest:
    """Return what rebuilds the brief: the manifest of the first outcome, else of the world alone."""
    extra = {"as_of": as_of.isoformat(), "viewpoint": world.viewpoint, **(options or {})}
    if outcomes:
        base = outcomes[0].manifest
        shared = {key: value for key, value in base.options.items() if key != "main_driver"}
        return base.model_copy(update={"seed": seed, "options": {**shared, **extra}})
    return Manifest(kordon=version("kordon"), seed=seed, data_hash=world.network.digest(), options=extra)
