"""The paragraph that answers, and the sentence above each section: every one computed from figures.

Kordon's own voice is neutral. No word of a report enters these sentences; what a report says is counted, placed and
named by type. Each sentence keeps the values that it follows from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kordon.brief.claimcards import RANK
from kordon.brief.record import (
    CheckCard,
    ClaimCard,
    ConsignmentCard,
    EventCard,
    ReportCard,
    ScenarioCard,
    Sentence,
    SofteningCard,
    Unknown,
    ZoneCard,
)
from kordon.brief.scenariocards import (
    LEAST_T_DAY,
    by_cargo,
    destinations,
    displaced,
    main_driver,
    moved,
    total_loss,
    unserved,
)
from kordon.brief.words import (
    Names,
    capital,
    counted,
    date_words,
    dates_words,
    listed,
    money,
    money_range,
    number,
    tonnes,
)
from kordon.model import Outcome
from kordon.scenario.ways import VIA

HEAVY = (
    "closure", "detention", "border_queue", "attack", "labour_action", "inspection", "trade_ban", "sanction",
    "payment_refusal", "reopening", "capacity", "infrastructure", "military_activity", "outlook",
)  # fmt: skip
"""Types of claim by how directly they stop freight; only the order of mention depends on it."""

LEAST_WORTH = 10.0
"""Tonnes a day below which a change is not worth a word of the paragraph."""


def article(words: str) -> str:
    """Return the words with 'a' or 'an' before them."""
    return f"{'an' if words[:1].lower() in 'aeiou' else 'a'} {words}"


def verdict_words(checks: Sequence[CheckCard]) -> str:
    """Return '3 are supported, 1 is contradicted and 2 are opinion'."""
    counts: Counter[str] = Counter(check.verdict for check in checks)
    said = {
        "supported": "supported",
        "contradicted": "contradicted",
        "outdated": "outdated",
        "no source found": "without any source found",
        "opinion": "opinion",
    }
    return listed(f"{number(counts[v])} {'is' if counts[v] == 1 else 'are'} {said[v]}" for v in said if counts[v])


def claimed(reports: Sequence[ReportCard], claims: Sequence[ClaimCard], events: Sequence[EventCard]) -> Sentence:
    """Return what is claimed: how many claims of which reports, in whose voice, and the heaviest for freight."""
    authors = sum(1 for c in claims if c.claim.attribution.source_class == "author")
    hedged = sum(1 for c in claims if c.certainty == "hedged")
    denied = sum(1 for c in claims if c.certainty == "denied")
    dates = sorted(r.published for r in reports if r.published)
    if len(reports) == 1:
        report = reports[0]
        who = f"{article(report.frame)} in {report.language}"
        who += f" of {date_words(report.published)}" if report.published else " without a date"
        text = f"{capital(who)} makes {counted(len(claims), 'claim')} about freight"
    else:
        span = ""
        if dates:
            span = f" of {dates_words(dates[0], dates[-1])}"
        text = f"{capital(_number_word(len(reports)))} reports{span} make {counted(len(claims), 'claim')}"
        text += f" about freight, which form {counted(len(events), 'event')}"
    notes = []
    if authors and authors == len(claims):
        notes.append("all are the author's own, without a source")
    elif authors:
        notes.append(f"{number(authors)} {_are(authors)} the author's own, without a source")
    if hedged:
        notes.append(f"{number(hedged)} {_are(hedged)} hedged")
    if denied:
        notes.append(f"{number(denied)} are denials" if denied > 1 else "1 is a denial")
    if notes:
        text += f"; of the claims, {listed(notes)}"
    by_weight = sorted(
        (c for c in claims if c.claim.status != "forecast" and c.certainty != "denied"),
        key=lambda c: (c.claim.status != "active", HEAVY.index(c.claim.type), c.number),
    )
    # one mention an event: several claims about it say the same thing
    per_event: dict[int, str] = {}
    for c in by_weight:
        per_event.setdefault(c.event or -c.number, c.gist)
    heavy = list(dict.fromkeys(per_event.values()))[:3]
    if heavy:
        text += ". Foremost: " + "; ".join(lower_first(words) for words in heavy)
    return Sentence(
        text=f"{text}.", about="claimed",
        follows_from={"reports": len(reports), "claims": len(claims), "events": len(events), "author": authors,
                      "hedged": hedged, "denied": denied},
    )  # fmt: skip


def confirmed(
    claims: Sequence[ClaimCard], events: Sequence[EventCard], checks: Sequence[CheckCard], base: Outcome | None
) -> Sentence:
    """Return what is confirmed: events that an official body or operator asserts, and the checks of statements."""
    sure = [e for e in events if any(e.event.by_class.get(c) == "asserted" for c in ("official", "company"))]
    only_official = [e for e in sure if e.event.by_class.get("official") == "asserted"]
    if not events:
        text = "No event could be formed from these claims"
    elif not sure:
        text = "Inside the reports no official body or operator confirms any of this"
    elif len(events) == 1:
        who = "An official body" if only_official else "An operator"
        text = f"{who} asserts the one event: {lower_first(sure[0].gist)}"
    else:
        shown = listed([lower_first(e.gist) for e in sure], 2)
        text = (
            f"An official body or operator asserts {number(len(sure))} of the {counted(len(events), 'event')} "
            f"({number(len(only_official))} officially): {shown}"
        )
    n = len(base.scenario.measures) if base is not None else 0
    if base is not None:
        text += (
            f"; with Kordon's own tables of sourced events, {counted(n, 'measure')} on freight "
            f"{'stands' if n == 1 else 'stand'} as confirmed"
        )
    if checks:
        text += f"; of {counted(len(checks), 'statement')} checked, {verdict_words(checks)}"
    return Sentence(
        text=f"{text}.", about="confirmed",
        follows_from={"events": len(events), "asserted_by_official_or_operator": len(sure),
                      "official": len(only_official), "checks": len(checks), "measures_confirmed": n},
    )  # fmt: skip


def central(outcomes: Sequence[Outcome]) -> Outcome | None:
    """Return the outcome that the paragraph is about: 'reported', else the last that is not the confirmed one."""
    for outcome in outcomes:
        if outcome.scenario.id == "reported":
            return outcome
    return outcomes[-1] if outcomes else None


def hit(outcome: Outcome | None, names: Names) -> Sentence:
    """Return what would be hit: tonnes displaced and not shipped, which cargo, where it goes."""
    if outcome is None:
        return Sentence(text="No scenario follows from these claims.", about="hit", follows_from={"scenarios": 0})
    shifted, lost = displaced(outcome), unserved(outcome)
    lead = scenario_lead(outcome)
    if shifted < LEAST_T_DAY and lost < LEAST_T_DAY:
        n = len(outcome.scenario.measures)
        why = (
            "none of its claims closes or slows anything on the network"
            if n == 0
            else f"the {counted(n, 'measure')} that follow from it change no flow on the network"
        )
        return Sentence(
            text=f"{lead}, no freight is displaced: {why}.", about="hit", mark="estimated",
            follows_from={"displaced_t_day": shifted, "unserved_t_day": lost, "measures": n},
        )  # fmt: skip
    sizes = {c: sum(moved(r) + r.unserved_t_day for r in rows) for c, rows in by_cargo(outcome).items()}
    top = [c for c, v in sorted(sizes.items(), key=lambda i: (-i[1], i[0])) if v >= 0.1 * (shifted + lost)][:3]
    found = destinations(outcome)
    leaves = sum(found.values())
    # 'other ways' tells a reader least
    goes = sorted(found.items(), key=lambda i: (i[0] == "other", -i[1], i[0]))[:3]
    if shifted >= LEAST_T_DAY:
        text = f"{lead}, {tonnes(shifted)} would move another way"
        text += f" and {tonnes(lost)} would not be shipped at all" if lost >= LEAST_WORTH else ""
    else:
        text = f"{lead}, {tonnes(lost)} would not be shipped at all"
    if top:
        text += f", mostly {listed(names.cargo(c).lower() for c in top)}"
    if leaves >= LEAST_WORTH:
        text += f"; {tonnes(leaves)} change corridor or port, above all "
        text += listed(f"{way_words(c, names)} ({tonnes(v)})" for c, v in goes if v >= LEAST_WORTH)
    return Sentence(
        text=f"{text}.", about="hit", mark="estimated",
        follows_from={"displaced_t_day": shifted, "unserved_t_day": lost, **{f"to:{c}": v for c, v in goes}},
    )  # fmt: skip


def way_words(way: str, names: Names) -> str:
    """Return 'to the ... corridor' for a named corridor, 'by way of ...' for a way outside all of them."""
    return names.corridor(way) if way.startswith(VIA) else f"to {names.corridor(way)}"


def cost(outcomes: Sequence[Outcome], names: Names) -> Sentence:
    """Return what it would cost a month, as a range, for whom, and the bounds on either side."""
    main = central(outcomes)
    if main is None:
        return Sentence(text="No cost follows from these claims.", about="cost", follows_from={"scenarios": 0})
    middle, low, high = total_loss(main)
    facts: dict[str, float | int | str] = {"loss_usd_month": middle, "low": low, "high": high}
    if max(abs(middle), abs(high)) < 1000:
        text = "That would cost nothing that the simulation can tell from zero"
    else:
        rows = sorted(main.losses, key=lambda r: (-r.shipper_usd_month.value, r.state))
        who = [
            f"{names.state(r.state)} {money(r.shipper_usd_month.value)}"
            for r in rows[:4]
            if r.shipper_usd_month.value >= 0.04 * middle
        ]
        if low < -1000 and high > 1000:
            text = f"Shippers would between gain {money(-low)} and lose {money(high)} a month (middle {money(middle)}"
        elif high <= 0:
            text = f"Shippers would gain an estimated {money_range(-high, -low)} a month (middle {money(-middle)}"
        else:
            text = f"Shippers would lose an estimated {money_range(low, high)} a month (middle {money(middle)}"
        text += f": {listed(who)})" if who else ")"
        driver = main_driver(main).split(" (")[0]
        text += f", the range moved most by {driver.replace('_', ' ')}" if driver else ""
        text += _transit(main, names, middle)
    bounds = []
    for outcome in outcomes:
        if outcome is main:
            continue
        value, a, b = total_loss(outcome)
        facts[f"{outcome.scenario.id}_usd_month"] = value
        lead = lower_first(scenario_lead(outcome))
        lost = unserved(outcome)
        words = money_range(a, b) if max(abs(value), abs(b)) >= 1000 else "next to nothing"
        extra = f" and {tonnes(lost)} unshipped" if lost >= LEAST_WORTH else ""
        bounds.append(f"{lead}, {words}{extra}")
    if bounds:
        text += "; " + "; ".join(bounds)
    return Sentence(text=f"{text}.", about="cost", follows_from=facts, mark="estimated")


def _transit(outcome: Outcome, names: Names, middle: float) -> str:
    """Return who loses and who gains transit revenue, where it is worth a word."""
    worth = max(1e4, 0.01 * abs(middle))
    rows = sorted(outcome.losses, key=lambda r: (-r.transit_usd_month.value, r.state))
    lost = [
        f"{names.state(r.state)} {money(r.transit_usd_month.value)}" for r in rows if r.transit_usd_month.value > worth
    ]
    won = [
        f"{names.state(r.state)} {money(-r.transit_usd_month.value)}"
        for r in reversed(rows)
        if r.transit_usd_month.value < -worth
    ]
    parts = [f"lost by {listed(lost[:3])}" if lost else "", f"gained by {listed(won[:3])}" if won else ""]
    said = listed(parts)
    return f"; transit revenue is {said}" if said else ""


def unknown(unknowns: Sequence[Unknown], unsourced: int) -> Sentence:
    """Return what is unknown: the first of each kind, in one sentence. ``unsourced``: statements without a source."""
    first: list[str] = []
    counts: Counter[str] = Counter(u.kind for u in unknowns)
    for kind in ("conflict", "no source", "undated", "grey"):
        found = [u.text for u in unknowns if u.kind == kind]
        if kind == "no source" and found:
            first.append(f"whether {counted(unsourced, 'statement')} without a source {_are(unsourced)} so")
        elif found:
            first.append(lower_first(found[0].rstrip(".")))
    text = "; ".join(first[:3]) if first else "nothing beyond what the method leaves out"
    return Sentence(text=f"Not known: {text}.", about="unknown", follows_from=dict(counts))


def scenario_lead(outcome: Outcome) -> str:
    """Return the words that open a sentence on a scenario."""
    known = {
        "confirmed": "If only what is confirmed holds",
        "reported": "If what is reported is right",
        "worst": "In the feared worst case",
        "worst_plus": "With the next legs closed too",
    }
    return known.get(outcome.scenario.id, f"Under '{outcome.scenario.name}'")


def scenario_headline(outcome: Outcome, card: ScenarioCard) -> Sentence:
    """Return the sentence at the head of a scenario card."""
    lead = scenario_lead(outcome)
    shifted, lost = displaced(outcome), unserved(outcome)
    if shifted < LEAST_T_DAY and lost < LEAST_T_DAY:
        met, n = sum(row.affected_t_day for row in outcome.cargo), len(outcome.scenario.measures)
        text = f"{lead}, no freight is displaced."
        if n:
            does = "meets" if n == 1 else "meet"
            text = (
                f"{lead}, no freight is displaced: the {counted(n, 'measure')} {does} {tonnes(met)} in the baseline, "
            )
            text += "which pass all the same." if met >= LEAST_T_DAY else "so nothing changes."
    else:
        text = f"{lead}, {card.displaced.text} move another way"
        more = [figure.text for figure in (card.added_days, card.added_usd_t) if abs(figure.value) > 0.05]
        text += f", on average {listed(more)}" if more else ""
        text += f"; {card.unserved.text} are no longer shipped." if lost >= LEAST_T_DAY else "; all is still shipped."
    return Sentence(text=text, about="lead", follows_from={"displaced_t_day": shifted, "unserved_t_day": lost})


def _lead(text: str, **facts: float | int | str) -> tuple[Sentence, ...]:
    return (Sentence(text=text, about="lead", follows_from=facts),)


def leads(
    *,
    claims: Sequence[ClaimCard],
    events: Sequence[EventCard],
    checks: Sequence[CheckCard],
    zones: Sequence[ZoneCard],
    counts: dict[str, tuple[int, int, int]],
    scenarios: Sequence[ScenarioCard],
    consignments: Sequence[ConsignmentCard],
    softening: Sequence[SofteningCard],
    unknowns: Sequence[Unknown],
) -> dict[str, tuple[Sentence, ...]]:
    """Return the sentence that stands above each section."""
    placed = sum(1 for c in claims if any(p.marker for p in c.places))
    conflicting = sum(1 for e in events if e.conflict)
    changed = [z for z in zones if z.changed]
    refused = sum(1 for c in consignments if c.refused)
    none_offered = sum(1 for c in consignments for v in c.views[:1] if not v.offered)
    classes = Counter(c.claim.attribution.source_class for c in claims)
    who = listed(f"{number(classes[k])} {k}" for k in RANK if classes[k])
    return {
        "claims": _lead(
            f"{capital(counted(len(claims), 'claim'))}, {number(placed)} with a place on the map; by class of source: "
            f"{who or 'none'}. A claim is somebody's claim; nothing in this table is a finding of Kordon.",
            claims=len(claims), placed=placed,
        ),
        "events": _lead(
            f"Claims about the same thing form {counted(len(events), 'event')}; in {number(conflicting)} of them "
            "figures disagree and stand side by side.",
            events=len(events), conflicting=conflicting,
        ),
        "checks": _lead(
            f"Of {counted(len(checks), 'statement')} that can be held against the tables, {verdict_words(checks)}."
            if checks else "None of the statements could be held against the tables.",
            checks=len(checks),
        ),
        "zones": _lead(
            (
                f"{capital(counted(len(changed), 'zone'))} {'changes' if len(changed) == 1 else 'change'} colour: "
                + listed([f"{z.name} from {z.before} to {z.after}" for z in changed], 6) + "."
                if changed else "No zone changes colour; the reports move probabilities, not colours."
                if zones else "The reports touch no zone."
            ) + " " + _count_words(counts),
            changed=len(changed), listed=len(zones),
        ),
        "scenarios": _lead(
            f"{capital(counted(len(scenarios), 'scenario'))} on the freight network, each beside the same baseline. "
            "Losses are counted for every state that ships, receives or carries the freight."
            if scenarios else "No scenario follows from these claims.",
            scenarios=len(scenarios),
        ),
        "routes": _lead(
            f"{capital(counted(len(consignments), 'example consignment'))}: "
            f"{number(len(consignments) - none_offered)} with a lawful way, "
            f"{number(refused)} with at least one way that is refused by a rule. A refused way is not costed."
            if consignments else "No example consignment applies.",
            consignments=len(consignments), refused=refused, none_offered=none_offered,
        ),
        "softening": _lead(
            "Each line is a simulation with that capacity added; savings do not add up across lines."
            if softening else "No added capacity was found to lower the loss.",
            lines=len(softening),
        ),
        "unknown": _lead(
            f"{capital(counted(len(unknowns), 'thing'))} to keep in mind before this brief is used.",
            unknowns=len(unknowns),
        ),
    }  # fmt: skip


def _count_words(counts: dict[str, tuple[int, int, int]]) -> str:
    one = {"territory": "territory", "post": "border post", "corridor": "corridor"}
    many = {"territory": "territories", "post": "border posts", "corridor": "corridors"}
    parts = [
        f"{counted(sum(c), one[kind], many[kind])}: {number(c[0])} green, {number(c[1])} grey, {number(c[2])} red"
        for kind, c in counts.items()
    ]
    return f"In all, {'; '.join(parts)}." if parts else ""


def lower_first(text: str) -> str:
    """Return the text with its first letter small, unless the first word is a name, number or abbreviation."""
    return text[:1].lower() + text[1:] if text[:1].isupper() and not text[1:2].isupper() else text


def _are(n: int) -> str:
    return "is" if n == 1 else "are"


def _number_word(n: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    return words[n] if n < len(words) else number(n)
