# ruff: noqa: E501
"""Which candidates of a sentence stay: freight or not, tie-breaks, one claim per type and clause."""

from __future__ import annotations

from kordon.reading.attribution import Speaker
from kordon.reading.modality import in_future
from kordon.reading.rules import Candidate, View

_ROAD_ONLY = frozenset(
    ("машина", "автомобиль", "транспортный средство", "водитель", "vehicle", "driver", "автотранспорт")
)


def relevant(view: View) -> bool:
    """Whether the sentence speaks of freight and not only of passengers."""
    if view.has("FINANCE") and not view.has(
        "QTY.trucks", "ELEMENT.post", "ELEMENT.port", "CARGO", "ELEMENT.pipe", "SANCTION"
    ):
        return False
    heavy = any(h.entry not in _ROAD_ONLY for h in view.concepts.get("VEHICLE", ()))
    if view.has("CIVIC") and not heavy and not view.has(
        "FREIGHT", "ELEMENT.post", "ELEMENT.port", "ELEMENT.pipe", "PLACE.post", "PLACE.port", "PLACE.strait", "WEAPON", "CUSTOMS",
        "SANCTION", "BAN", "LABOUR", "EXERCISE", "UNION.freight",
    ):  # fmt: skip
        return False
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


def inside_frame(candidate: Candidate, speaker: Speaker) -> bool:
    """Whether a candidate of a weak type only lies inside the words that name the speaker."""
    return candidate.head.first in speaker.tokens and candidate.type in (
        "outlook",
        "capacity",
        "infrastructure",
        "inspection",
    )


def settle(view: View, candidates: list[Candidate]) -> list[Candidate]:
    """Apply the tie-breaks between candidates of one sentence."""
    lifts = view.concepts.get("LIFT", [])
    out: list[Candidate] = []
    for c in candidates:
        if (
            c.type == "closure"
            and any(view.distance(c.head, lift) <= 4.5 and lift.last < c.head.first for lift in lifts)
            and not view.near(c.head, ("NEGATION",), 2)
        ) and c.rule in ("restrict_traffic", "ban_traffic", "ban_passage", "close_element"):
            c = Candidate("reopening", c.head, c.arguments, "lift_" + c.rule, c.heads)
        if (
            c.type == "closure"
            and c.head.concept == "STOP"
            and c.rule == "stop_traffic"
            and view.near(c.head, ("LABOUR", "ATTACK"), 1.5)
        ):
            continue
        out.append(c)
    out = [c for c in _unused(view, out) if not _aim(view, c)]
    for c in out:
        if c.type == "closure" and _vague(view, c):
            c.type = "outlook"
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


def _unused(view: View, candidates: list[Candidate]) -> list[Candidate]:
    """Drop candidates whose head only serves another one: 'прекратили' of 'банки прекратили кредитовать', 'из-за санкций'."""
    out = []
    for c in candidates:
        served = any(
            o is not c
            and c.type != "payment_refusal"
            and o.type == "payment_refusal"
            and any(a.first <= c.head.first <= a.last for a in o.arguments)
            for o in candidates
        )
        because = (
            (c.type in ("sanction", "outlook") or c.rule in ("aground", "not_working"))
            and len(candidates) > 1
            and any(0 < c.head.first - h.last <= 3 for h in view.concepts.get("BECAUSE", ()))
        )
        if c.type == "closure" and any(o.type == "reopening" for o in candidates):
            because = because or any(0 < c.head.first - h.last <= 5 for h in view.concepts.get("BECAUSE", ()))
        if c.rule == "capacity_level" and _of_a_thing(view, c):
            because = because or any(
                o.type == "infrastructure" and view.distance(o.head, c.head) <= 14 for o in candidates
            )
        if c.type == "sanction" and len(candidates) > 1:
            because = because or view.line[c.head.first].low.startswith(("sanctioned", "подсанкционн"))
        if view.lang == "kk" and c.rule == "build" and len(candidates) > 1:
            because = because or any(0 < h.first - c.head.last <= 2 for h in view.concepts.get("BECAUSE", ()))
        mended = c.rule == "build" and c.head.entry.startswith(("repair", "ремонт", "维修", "检修", "жөндеу"))
        if mended and any(o.type in ("closure", "reopening") for o in candidates):
            because = True
        repair = c.rule == "build" and any(
            o.type == "closure" and view.distance(o.head, c.head) <= 6 for o in candidates
        )
        if c.rule == "build" and len(candidates) > 1:
            because = because or any(0 < c.head.first - h.last <= 3 for h in view.concepts.get("BECAUSE", ()))
        if not served and not because and not repair:
            out.append(c)
    return out


def _of_a_thing(view: View, c: Candidate) -> bool:
    """Whether a capacity only describes what is built: 'терминал мощностью', 'with a capacity of'."""
    if view.line[c.head.first].low in ("мощностью", "вместимостью"):
        return True
    return view.lang == "en" and any(
        token.low == "with" for token in view.line[max(0, c.head.first - 3) : c.head.first]
    )


_SEEKS = ("добиваться", "seek", "seeks", "seeking", "aim at", "aims at")
"""Verbs whose whole object is what somebody wants, however long it is."""


def _parted(view: View, a: int, b: int) -> bool:
    return any(view.line[i].text in ",;:—–()" for i in range(a + 1, b))


def _aim(view: View, c: Candidate) -> bool:
    """Whether the head only names somebody's aim ('цель - прекращение поставок'): no event and no plan of its own."""
    return any(
        h.last < c.head.first
        and (view.distance(h, c.head) <= 6.5 or (h.entry in _SEEKS and not _parted(view, h.last, c.head.first)))
        for h in view.concepts.get("GOAL", ())
    ) and c.type in ("closure", "attack", "sanction", "trade_ban", "border_queue", "detention")


def _vague(view: View, c: Candidate) -> bool:
    """Whether a closure is only a readiness or a possibility without a named element: an outlook."""
    before = [h for h in view.concepts.get("READY", ()) if h.last < c.head.first and view.distance(h, c.head) <= 9]
    if before:
        return True
    possible = [
        h
        for concept in ("EXPECT", "RISK", "HEDGE")
        for h in view.concepts.get(concept, ())
        if h.last < c.head.first and view.distance(h, c.head) <= 4
    ]
    firm = (
        "ELEMENT.post",
        "ELEMENT.border",
        "ELEMENT.port",
        "ELEMENT.terminal",
        "ELEMENT.road",
        "ELEMENT.sea",
        "ELEMENT.pipe",
        "PLACE.post",
        "PLACE.port",
        "PLACE.strait",
        "VEHICLE",
    )
    return (bool(possible) or in_future(view, c.head)) and view.near(c.head, firm, 9) is None


def _own_figure(view: View, c: Candidate, strong: list[Candidate]) -> bool:
    """Whether a capacity candidate beside a stronger type has a figure of its own."""
    figures = [a for a in view.concepts.get("QTY", ()) if view.distance(a, c.head) <= 10]
    if not figures:
        return False
    if c.rule == "level_stated":
        return all(view.distance(c.head, s.head) > 8 for s in strong)
    if c.rule in ("capacity_level", "rate_level"):
        return True
    nearest = min(figures, key=lambda a: view.distance(a, c.head))
    return all(view.distance(nearest, s.head) >= view.distance(nearest, c.head) - 0.5 for s in strong)


def merge(view: View, candidates: list[Candidate]) -> list[Candidate]:
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
    for i in range(min(lo, hi), max(lo, hi)):
        if view.line[i].text in ";；":
            return False
        if (
            view.line[i].text == ","
            and i + 1 < hi
            and view.line[i + 1].low in ("а", "но", "однако", "while", "but", "whereas")
        ):
            following = view.line[i + 2].low if i + 2 < len(view.line) else ""
            if following not in ("также", "именно"):
                return False
    if a.type == "trade_ban" and view.distance(a.heads[-1], b.head) > 8:
        return False
    return view.distance(a.heads[-1], b.head) <= 22
