"""Hold each checkable statement of a report against the tables: supported, contradicted, outdated, no source, opinion.

Two ways lead to a check. *Topics* (a table of words) find statements that are no events: memberships, treaties,
programmes, comparisons, beginnings. *Claims* that no topic stands for are compared by kind, place, direction, time and
figures with the rows of events, rules and flows. ``docs/statements.md`` gives the logic of the verdicts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kordon.brief.statement_claims import check_claim, sentence_span
from kordon.brief.statement_rows import Draft
from kordon.brief.statement_text import Line, clause, lines
from kordon.brief.statement_topics import check_topics, enough_at
from kordon.brief.statement_trade import check_amount, check_ban, check_capacity
from kordon.model import Claim, Event, Outcome, Report, Span, StatementCheck
from kordon.world.load import World

_AUXILIARIES = frozenset(["will", "shall", "would", "could", "might"])
_AIMS = frozenset(
    ["добиваться", "стремиться", "хотеть", "пытаться", "готовиться", "намереваться", "грозить", "угрожать",
     "seek", "aim", "want", "intend", "threaten"]
)  # fmt: skip


def check_statements(
    world: World,
    reports: Sequence[Report],
    claims: Sequence[Claim],
    events: Sequence[Event],
    outcomes: Sequence[Outcome],
    *,
    as_of: dt.date,
) -> tuple[StatementCheck, ...]:
    """Return each checkable statement of the reports beside the tables, in the order of the text.

    ``as_of`` is the day of the judgement: rows whose source is newer are named as later and decide nothing. ``events``
    only serve to say a statement that several sources relay once per report. ``outcomes`` add simulated tonnes and
    losses where a statement is about them.
    """
    found: list[StatementCheck] = []
    for report in reports:
        mine = [claim for claim in claims if claim.report == report.id]
        drafts = _of_report(world, report, mine, outcomes, as_of)
        drafts.sort(key=lambda d: (d.span, d.topic))
        for draft in drafts:
            found.append(
                StatementCheck(
                    id=f"{report.id[:8]}-s{len(found) + 1}", report=report.id, span=draft.span, claim=draft.claim,
                    topic=draft.topic, statement=draft.statement, verdict=draft.verdict, finding=draft.finding,
                    figures=draft.figures, sources=draft.sources,
                )
            )  # fmt: skip
    return tuple(found)


def _of_report(
    world: World, report: Report, claims: Sequence[Claim], outcomes: Sequence[Outcome], as_of: dt.date
) -> list[Draft]:
    text = lines(report)
    drafts: list[Draft] = []
    covered: set[str] = set()
    for line, draft in check_topics(world, text, outcomes, as_of):
        stands_for = [c for c in _inside(claims, line.span) if c.type in draft.covers and _spoken(c, draft)]
        if stands_for:
            draft.claim = stands_for[0].id
            covered |= {c.id for c in stands_for}
        drafts.append(draft)
    for claim in claims:
        if claim.id not in covered:
            drafts += _of_claim(world, report, claim, _line(text, claim), outcomes, as_of)
    return _once(drafts)


def _of_claim(
    world: World, report: Report, claim: Claim, line: Line | None, outcomes: Sequence[Outcome], as_of: dt.date
) -> list[Draft]:
    if claim.type == "outlook" or (claim.status == "forecast" and claim.type != "trade_ban"):
        return [_opinion(world, report, claim)]
    if line is not None and claim.status == "active" and ahead(line, claim):
        return [_opinion(world, report, claim)]
    if claim.type == "trade_ban":
        return check_ban(world, report, claim, as_of)
    if claim.type == "capacity":
        corridors = [p.id for p in claim.places if p.id in world.corridors]
        words = enough_at(line) if line is not None else None
        if words is not None and line is not None and corridors:
            span = clause(line, words)
            return [check_capacity(world, corridors[0], span, outcomes, as_of, claim.id, claim.certainty == "hedged")]
        return check_amount(world, claim, as_of)
    return check_claim(world, report, claim, as_of)


def ahead(line: Line, claim: Claim) -> bool:
    """Whether the verb that governs a claim is in the future or names an aim: what it says has not happened.

    The governing verb is the nearest finite one before the word that made the claim, else the first one after it.
    """
    at = claim.evidence.get("type")
    if not at:
        return False
    verbs = [t for t in line.tokens if "finite" in t.tags or t.low in _AUXILIARIES or t.keys & _AIMS]
    before = [t for t in verbs if t.end <= int(at[0])]
    after = [t for t in verbs if t.start >= int(at[0])]
    verb = before[-1] if before else (after[0] if after else None)
    if verb is None:
        return False
    return verb.low in _AUXILIARIES or bool(verb.keys & _AIMS) or ("future" in verb.tags and "past" not in verb.tags)


def _opinion(world: World, report: Report, claim: Claim) -> Draft:
    from kordon.brief.statement_claims import _aims, statement

    aim = _aims(claim)[0]
    finding = (
        "An expectation, aim or judgement; nothing in the tables can decide it. The scenarios show what it would mean."
    )
    return Draft("outlook", sentence_span(claim), statement(world, claim, aim), "opinion", finding, claim.id)


def _inside(claims: Sequence[Claim], span: tuple[int, int]) -> list[Claim]:
    return [c for c in claims if span[0] <= sentence_span(c)[0] < span[1]]


def _spoken(claim: Claim, draft: Draft) -> bool:
    """Whether a topic speaks for a claim: the word that made the claim lies in the checked part, or none is known."""
    at = claim.evidence.get("type")
    if not at or draft.topic not in ("food_refusal",):
        return True
    return draft.span[0] <= int(at[0]) <= draft.span[1] or claim.status in ("planned", "forecast")


def _line(text: Sequence[Line], claim: Claim) -> Line | None:
    begin = sentence_span(claim)[0]
    return next((line for line in text if line.span[0] <= begin < line.span[1]), None)


def _once(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the checks without those that say the same of the same words or the same statement twice."""
    seen: set[tuple[str, str, Span | None]] = set()
    found = []
    for draft in drafts:
        key = (draft.topic, draft.statement, None if draft.claim and not draft.covers else draft.span)
        if key not in seen:
            seen.add(key)
            found.append(draft)
    return found
