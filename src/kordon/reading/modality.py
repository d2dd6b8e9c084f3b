# ruff: noqa: SIM102
"""Is it real, and how sure: status, certainty and denial of a candidate, from the words around its head."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import cast

from kordon.model import Certainty, ClaimStatus
from kordon.reading.learned.mood import settled_mood
from kordon.reading.lexicon import Hit
from kordon.reading.rules import Candidate, View
from kordon.reading.undone import STAYS, undone

_NOT_NEGATING = frozenset(
    [
        "менее",
        "более",
        "только",
        "ранее",
        "раньше",
        "исключать",
        "исключено",
        "later",
        "less",
        "more",
        "only",
        "fewer",
        "until",
        "exclude",
        "позднее",
        "меньше",
        "больше",
    ]
)
_NEGATABLE_AFTER = frozenset(["нет", "отсутствует", "отсутствуют", "отсутствовали", "жоқ", "жоғын", "жоқтығын"])
_EVENTIVE = frozenset(
    [
        "border_queue",
        "closure",
        "reopening",
        "trade_ban",
        "sanction",
        "attack",
        "labour_action",
        "detention",
        "payment_refusal",
        "inspection",
    ]
)


_BARE_FUTURE = frozenset(["will", "would", "будет", "будут", "将", "shall"])
_OF_A_NOUN = frozenset(
    [
        "возможный",
        "вероятный",
        "некий",
        "possible",
        "potential",
        "alleged",
        "suspected",
        "potentially",
        "предполагаемый",
        "疑似",
    ]
)
"""Hedges that doubt the noun beside them and not the clause."""


@dataclass(frozen=True, slots=True)
class Mood:
    """Status and certainty with the spans and entries that set them."""

    status: ClaimStatus
    certainty: Certainty
    status_span: tuple[int, int] | None
    certainty_span: tuple[int, int] | None
    why_status: str
    why_certainty: str


def _before(view: View, head: Hit, concept: str, window: float) -> Hit | None:
    found = [h for h in view.concepts.get(concept, ()) if h.last < head.first and view.distance(h, head) <= window]
    return found[-1] if found else None


def _after(view: View, head: Hit, concept: str, window: float) -> Hit | None:
    found = [h for h in view.concepts.get(concept, ()) if h.first > head.last and view.distance(h, head) <= window]
    return found[0] if found else None


def _crosses(view: View, a: int, b: int, marks: frozenset[str]) -> bool:
    return any(view.line[i].text in marks for i in range(min(a, b) + 1, max(a, b)))


_CLAUSE_MARKS = frozenset(",;:—，；")


def _negated(view: View, candidate: Candidate) -> Hit | None:
    for head in candidate.heads:
        for hit in view.concepts.get("NEGATION", ()):
            if hit.first >= head.first and hit.last <= head.last:
                continue
            following = view.line[hit.last + 1].low if hit.last + 1 < len(view.line) else ""
            if following in _NOT_NEGATING:
                continue
            crossed = _crosses(view, hit.last, head.first, _CLAUSE_MARKS)
            gap = view.distance(hit, head)
            if hit.last < head.first:
                reach = (
                    2.3
                    if view.line[hit.last].low in ("не", "not", "n't", "ни", "nor", "no", "without", "без", "никаких")
                    else 4.0
                )
                if view.lang == "en":
                    reach += 2.0
                if gap <= reach and not crossed:
                    return hit
                verb = view.line[hit.last + 1] if hit.last + 1 < len(view.line) else None
                if (
                    verb is not None
                    and view.line[hit.last].low == "не"
                    and gap <= 6.5
                    and not crossed
                    and verb.low.startswith(
                        (
                            "был",
                            "наблюда",
                            "фиксир",
                            "зафикс",
                            "планир",
                            "ввод",
                            "введ",
                            "ожида",
                            "вводит",
                            "означ",
                            "привел",
                            "повлия",
                            "выявл",
                        )
                    )
                ):
                    return hit
            elif not crossed and candidate.type in _EVENTIVE:
                low = view.line[hit.first].low
                if low in _NEGATABLE_AFTER and gap <= 9:
                    return hit
                following_token = view.line[hit.last + 1] if hit.last + 1 < len(view.line) else None
                if (
                    low == "не"
                    and gap <= 6.5
                    and following_token is not None
                    and following_token.low.startswith(
                        (
                            "наблюда",
                            "фиксир",
                            "зафикс",
                            "было",
                            "был",
                            "возник",
                            "образ",
                            "ввод",
                            "введ",
                            "планир",
                            "ожида",
                            "отмеч",
                            "выявл",
                            "принима",
                            "приня",
                            "обсужда",
                            "рассматрива",
                        )
                    )
                ):
                    return hit
                if (
                    view.lang == "en"
                    and low in ("not", "n't")
                    and gap <= 3
                    and candidate.type in ("border_queue", "inspection")
                    and following_token is not None
                    and following_token.low in ("observed", "expected", "reported", "recorded", "seen")
                ):
                    return hit
    return None


def judge(
    view: View, candidate: Candidate, published: dt.date | None, starts_later: bool, *, column: bool = False
) -> Mood:
    """Return status and certainty of a candidate; in a column of opinion the rules weigh more."""
    head = candidate.head
    kept = _kept(view, candidate)
    if kept is not None:
        span, why = view.span(kept), f"'{kept.entry}' ({kept.concept}) undoes its end"
        return Mood("active", "asserted", span, span, f"'{kept.entry}': it {STAYS}", why)
    certainty: Certainty = "asserted"
    certainty_hit: Hit | None = None
    negation = _negated(view, candidate)
    denial = _before(view, head, "DENY", 14) or _after(view, head, "DENY", 9)
    normal = view.near(head, ("NORMAL",), 16 if candidate.rule == "aground" else 9)
    if candidate.type in ("capacity", "outlook", "infrastructure"):
        normal = None
        if candidate.type == "capacity":
            negation = None
    if candidate.rule == "normal_ops":
        certainty, certainty_hit = "denied", head
    elif denial is not None:
        certainty, certainty_hit = "denied", denial
    elif negation is not None and candidate.rule not in ("not_working", "not_let_through"):
        certainty, certainty_hit = "denied", negation
    elif normal is not None and candidate.type in ("closure", "border_queue", "inspection", "labour_action"):
        certainty, certainty_hit = "denied", normal
    if certainty == "asserted":
        hedge = None
        for hit in view.concepts.get("HEDGE", ()):
            gap = view.distance(hit, head)
            limit = 12.0 if hit.last < head.first else 7.0
            if hit.entry.lstrip("=") in _OF_A_NOUN and not (
                view.lang == "ru" and view.line[hit.first].low.endswith("но")
            ):
                limit = 2.5
            if gap <= limit and not any(
                view.line[i].text in ";；" for i in range(min(hit.first, head.first), max(hit.last, head.last))
            ):
                hedge = hit
                break
        if hedge is not None:
            certainty, certainty_hit = "hedged", hedge

    status, status_hit, why = _status(view, candidate, starts_later)
    if (
        certainty == "asserted"
        and status == "forecast"
        and status_hit is not None
        and "makes it a condition" in why
        and "should" not in why
    ):
        certainty, certainty_hit = "hedged", status_hit  # what hangs on an 'if' is no assertion
    mood = Mood(
        status, certainty,
        view.span(status_hit) if status_hit else None, view.span(certainty_hit) if certainty_hit else None,
        why, f"'{certainty_hit.entry}' ({certainty_hit.concept})" if certainty_hit else "no hedge, no denial",
    )  # fmt: skip
    return _learned(view, candidate, mood, starts_later, column)


_GONE = "it is gone or called off:"
_WAS_IN_FORCE = (_GONE, "'=действовал", "'действовал", "'had been", "'=had been")
"""Reasons of the rules for an end that no score overturns: what was in force is over."""


def _learned(view: View, candidate: Candidate, mood: Mood, starts_later: bool, column: bool) -> Mood:
    """Return a mood with what the learned heads put in the place of the rules' status and certainty."""
    status, certainty = settled_mood(
        view, candidate, mood.status, mood.certainty, mood.why_status, starts_later, column
    )
    if status is not None and not mood.why_status.startswith(_WAS_IN_FORCE):
        mood = replace(mood, status=cast(ClaimStatus, status.value), status_span=status.span, why_status=status.why)
    if certainty is not None:
        mood = replace(
            mood, certainty=cast(Certainty, certainty.value), certainty_span=certainty.span, why_certainty=certainty.why
        )
    return mood


def _end(view: View, candidate: Candidate) -> Hit | None:
    """Return the words near a ban, a queue or a strike that say that it ends."""
    head, kind = candidate.head, candidate.type
    if kind in ("trade_ban", "sanction"):
        return view.near(head, ("LIFT", "OVER"), 8.0 if view.lang == "zh" else 4.5)
    called_off = next((one for one in candidate.heads if one.concept.startswith("CALLOFF")), None)
    gone = _after(view, head, "GONE", 9.0) if kind == "border_queue" else None
    return called_off or gone


def _kept(view: View, candidate: Candidate) -> Hit | None:
    """Return the words by which what would end stays in force, None where it ends or nothing is said of an end."""
    end = _end(view, candidate)
    if end is None and candidate.type in ("border_queue", "labour_action"):
        end = view.near(candidate.head, ("OVER",), 4.0)
    return undone(view, end) if end is not None else None


def _status(view: View, candidate: Candidate, starts_later: bool) -> tuple[ClaimStatus, Hit | None, str]:
    head = candidate.head
    kind = candidate.type
    if kind == "outlook":
        return "forecast", head, "an outlook is a forecast"
    extend = view.near(head, ("EXTEND",), 6)
    if extend is not None and not _before(view, extend, "PLAN", 5) and not in_future(view, extend):
        if extend.entry.startswith(("продл", "пролонг", "exten", "prolong")):
            return "active", extend, f"'{extend.entry}' keeps it in force"
    if kind in ("trade_ban", "sanction"):
        lift = view.near(head, ("LIFT", "OVER"), 8.0 if view.lang == "zh" else 4.5)
        if lift is not None and lift.entry not in ("отменить рейс",):
            if _before(view, lift, "PLAN", 5) or in_future(view, lift):
                return "planned", lift, f"'{lift.entry}' is planned"
            return "ended", lift, f"'{lift.entry}' ends it"
    gone = _end(view, candidate) if kind in ("border_queue", "labour_action") else None
    ahead = (_before(view, gone, "PLAN", 4) or _before(view, gone, "EXPECT", 6)) if gone is not None else None
    if gone is not None and (ahead is None or _crosses(view, ahead.last, gone.first, _CLAUSE_MARKS)):
        if not _until(view, gone) and not in_future(view, gone):
            return "ended", gone, f"{_GONE} '{gone.entry}'"
    if kind in ("border_queue", "labour_action", "closure", "detention", "inspection", "military_activity"):
        over = view.near(head, ("OVER",), 4.0) or (
            _after(view, head, "OVER", 7.5)
            if kind == "border_queue" and candidate.rule not in ("takes_time", "wait_time")
            else None
        )
        if (
            over is not None
            and not _before(view, over, "NEGATION", 2)
            and not _before(view, over, "EXPECT", 6)
            and not _until(view, over)
            and not (kind == "labour_action" and _because_of(view, over, head))
        ):
            if over.first > head.last or kind in ("border_queue", "labour_action"):
                if not (_before(view, over, "PLAN", 4) or in_future(view, over)):
                    return "ended", over, f"'{over.entry}' ends it"
    consequence = _before(view, head, "CONSEQUENCE", 16.0)
    if consequence is not None and not _crosses(view, consequence.last, head.first, frozenset(";；")):
        return "forecast", consequence, f"'{consequence.entry}' foresees a consequence"
    condition = _before(view, head, "CONDITION", 5.0)
    if condition is not None:
        return "forecast", condition, f"'{condition.entry}' makes it a condition"
    if kind == "infrastructure":
        started = view.near(head, ("STARTED",), 6, apart=False)
        if started is not None and not _before(view, started, "PLAN", 4) and not in_future(view, started):
            if not any("future" in token.tags for token in view.line[started.first : started.last + 1]):
                return "active", started, f"'{started.entry}' says that it goes on"
        intent = next(
            (
                h
                for c in ("PLAN", "AGREE", "PROJECT")
                for h in view.concepts.get(c, ())
                if (h.last < head.first or (view.lang == "kk" and c != "PROJECT")) and view.distance(h, head) <= 16
            ),
            None,
        )
        if intent is not None and candidate.rule != "commission" and not view.has("COMMISSION"):
            return "planned", intent, f"'{intent.entry}' comes before building"
    if kind == "military_activity":
        intent = next((h for one in candidate.heads if (h := view.near(one, ("PLAN",), 12)) is not None), None)
        if intent is not None:
            return "planned", intent, f"'{intent.entry}' marks a plan"
    plan = _before(view, head, "PLAN", 7.5)
    foreseen = (
        _before(view, head, "EXPECT", 16) if plan is not None and plan.entry.lstrip("=") in _BARE_FUTURE else None
    )
    if foreseen is not None:
        return "forecast", foreseen, f"'{foreseen.entry}' marks an expectation"
    if plan is not None and not (kind == "infrastructure" and plan.entry == "решение" and view.has("COMMISSION")):
        if not _crosses(view, plan.last, head.first, frozenset(";；")):
            if plan.entry.lstrip("=") in ("would", "may", "might", "could"):
                return "forecast", plan, f"modal '{plan.entry}'"
            return "planned", plan, f"'{plan.entry}' marks a plan"
    if in_future(view, head):
        return "planned", head, "future tense"
    for argument in candidate.arguments:
        if argument.concept.split(".")[0] in (
            "IMPOSE",
            "LIFT",
            "STOP",
            "REFUSE",
            "CLOSE",
            "UP",
            "DOWN",
            "AMOUNT",
            "TIGHTEN",
        ):
            intent = _before(view, argument, "PLAN", 4.0)
            if intent is not None or in_future(view, argument):
                return "planned", intent or argument, f"'{argument.entry}' is planned or in the future"
    if view.lang == "ru" and kind in (
        "infrastructure",
        "reopening",
        "closure",
        "labour_action",
        "trade_ban",
        "capacity",
    ):
        coming = _future_verb(view, head)
        if coming:
            return "planned", head, "a verb of the clause is in the future"
    passive_plan = _after(view, head, "PLAN", 8.0 if view.lang == "kk" else 4.0)
    if passive_plan is not None and kind in (
        "infrastructure",
        "trade_ban",
        "sanction",
        "closure",
        "reopening",
        "labour_action",
        "military_activity",
    ):
        return "planned", passive_plan, f"'{passive_plan.entry}' marks a plan"
    expect = _before(view, head, "EXPECT", 7.5) or _after(view, head, "EXPECT", 9.0 if view.lang == "kk" else 3.0)
    if expect is not None and not any(
        expect.first <= h.last and h.first <= expect.last
        for h in view.concepts.get("WAIT", ())
        if kind == "border_queue"
    ):
        return "forecast", expect, f"'{expect.entry}' marks an expectation"
    risk = _before(view, head, "RISK", 5.0) or _before(view, head, "WARN", 6.0)
    if risk is not None and kind not in ("sanction", "attack"):
        return "forecast", risk, f"'{risk.entry}' marks a risk"
    if starts_later:
        return "planned", head, "it starts after publication"
    if kind == "infrastructure" and candidate.rule in ("project", "agree"):
        return "planned", head, "a project or agreement is a plan"
    ended = _before(view, head, "ENDED", 7.0)
    if (
        ended is not None
        and kind
        in (
            "trade_ban",
            "closure",
            "border_queue",
            "detention",
            "labour_action",
            "inspection",
            "military_activity",
            "sanction",
        )
        and (
            kind in ("trade_ban", "sanction")
            or ended.entry.lstrip("=").startswith(("был", "had been", "was", "were", "действовал"))
        )
    ):
        return "ended", ended, f"'{ended.entry}' puts it in the past"
    return "active", None, "no mark of plan, forecast or end"


def _because_of(view: View, over: Hit, head: Hit) -> bool:
    """Whether what is over is so because of the head: 'sailings cancelled because of the strike'."""
    return any(over.last < h.first and h.last < head.first for h in view.concepts.get("BECAUSE", ()))


def _until(view: View, over: Hit) -> bool:
    """Whether an end is only that until which something lasts: 'до окончания осмотра'."""
    return over.first > 0 and view.line[over.first - 1].low in ("до", "until", "till", "pending")


def _future_verb(view: View, head: Hit) -> bool:
    """Whether a finite future verb stands in the head's clause, before any comma."""
    for step in (1, -1):
        i = head.first + step
        while 0 <= i < len(view.line) and abs(i - head.first) <= 8 and view.line[i].text not in ",;:—()":
            if {"future", "finite"} <= view.line[i].tags:
                return True
            i += step
    return False


def in_future(view: View, head: Hit) -> bool:
    """Whether the words at a hit stand in the future: 'закроет', 'will close', '将关闭'."""
    tokens = view.line[max(0, head.first - 3) : head.last + 1]
    if view.lang == "ru":
        return any("future" in token.tags for token in view.line[head.first : head.last + 1]) or any(
            token.low in ("будет", "будут") for token in tokens
        )
    if view.lang == "en":
        return any(token.low in ("will", "shall", "'ll") for token in view.line[max(0, head.first - 4) : head.last + 1])
    if view.lang == "kk":
        return any("future" in token.tags for token in view.line[head.first : head.last + 3])
    if view.lang == "zh":
        window = "".join(token.text for token in view.line[max(0, head.first - 6) : head.first])
        head_text = view.text[view.line[head.first].start : view.line[head.last].end]
        return any(mark in window or mark in head_text for mark in "将將拟擬")
    return False
