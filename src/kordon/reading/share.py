# ruff: noqa: E501
"""Which of the places, dates and figures of a sentence belong to which of its claims."""

from __future__ import annotations

import re
from dataclasses import replace

from kordon.reading.attribution import Speaker
from kordon.reading.dates import When
from kordon.reading.drafts import Draft, gap_to
from kordon.reading.numbers import Amount
from kordon.reading.places import PlaceHit, gazetteer, sides_of
from kordon.reading.rules import View
from kordon.reading.slots import OWN_SOIL, RolePlace


def share_places(
    view: View,
    drafts: list[Draft],
    places: list[RolePlace],
    actors: list[RolePlace],
    voices: list[RolePlace],
    earlier: list[Draft],
    mentioned: list[RolePlace],
) -> None:
    """Give each draft the places nearest to it; then those of its sentence, the acting state, the sentence before."""
    for item in places:
        gaps = [gap_to(view, draft, item.hit.first, item.hit.last) for draft in drafts]
        nearest = min(gaps)
        for draft, gap in zip(drafts, gaps, strict=True):
            if gap <= nearest + 1.0:
                draft.places.append(item)
    points = [p for p in places if p.hit.place.kind == "point"]
    for draft in drafts:
        if len(points) == 1 and not any(p.hit.place.kind == "point" for p in draft.places):
            kin = [o for o in drafts if o is not draft and _related(o.candidate.type, draft.candidate.type)]
            if any(points[0] in o.places for o in kin):
                draft.places.append(points[0])
        if not draft.places:
            draft.places = list(places)
        if len(draft.places) > 1:
            near = min(gap_to(view, draft, p.hit.first, p.hit.last) for p in draft.places)
            draft.places = [
                p
                for p in draft.places
                if gap_to(view, draft, p.hit.first, p.hit.last) <= max(18.0, near + 10.0) or view.at[p.hit.first] < 5
            ]
        own_soil = OWN_SOIL.search(view.text, view.sentence.start, view.sentence.end)
        _back_reference(view, draft, mentioned)
        if not draft.places:
            draft.places = list(actors)
        if draft.candidate.type == "attack":
            draft.places = _struck(view, draft.places)
        draft.places = _without_subject(view, draft)
        if draft.candidate.type == "sanction":
            known = {p.hit.place.cc for p in draft.places}
            draft.places += [p for p in _adjectives(view) if p.hit.place.cc not in known and not _of_speaker(view, p)]
        if draft.candidate.type == "trade_ban" or (draft.candidate.type == "sanction" and not draft.places):
            known = {p.hit.place.cc for p in draft.places}
            own = [*actors, *voices, *_bodies(view)]
            draft.places = [*{p.hit.place.cc: p for p in own if p.hit.place.cc not in known}.values(), *draft.places]
        if draft.candidate.type == "infrastructure" and any(p.hit.place.kind == "corridor" for p in draft.places):
            known = {p.hit.place.cc for p in draft.places}
            draft.places = [*draft.places, *(p for p in actors if p.hit.place.cc not in known)]
        if (
            _BORDER_WITH.search(view.text, view.sentence.start, view.sentence.end)
            and len({p.hit.place.cc for p in draft.places}) == 1
            and not any(p.hit.place.what in _FIRM for p in draft.places)
        ):
            known = {p.hit.place.cc for p in draft.places}
            draft.places = [*[p for p in [*actors, *voices] if p.hit.place.cc not in known][:1], *draft.places]
        if draft.candidate.type in ("payment_refusal", "inspection", "detention"):
            known = {p.hit.place.cc for p in draft.places}
            extra = [p for p in [*actors, *_subjects(view)] if p.hit.place.cc not in known]
            if draft.candidate.type == "detention" and any(p.hit.place.what in _FIRM for p in draft.places):
                extra = []
            if draft.candidate.type == "payment_refusal":
                extra += [p for p in voices if p.hit.place.cc not in known]
                known |= {p.hit.place.cc for p in extra}
                extra += [p for p in _adjectives(view) if p.hit.place.cc not in known]
            draft.places = [*draft.places, *extra[:2]]
        if own_soil and not any(p.hit.place.kind == "country" for p in draft.places):
            draft.places = [*draft.places, *voices[:1]]
        if not draft.places:
            draft.places = _subjects(view)
    for draft in drafts:
        _inherit(view, draft, earlier, mentioned)
        if not draft.places and draft.candidate.type not in ("outlook", "attack", "infrastructure"):
            draft.places = voices[:1]


_NO_FOCUS = ("trade_ban", "sanction", "payment_refusal", "outlook", "military_activity", "attack")


def _inherit(view: View, draft: Draft, earlier: list[Draft], mentioned: list[RolePlace]) -> None:
    """Give a draft without a place of its own the post, port or town that the text is about.

    A sentence that only says which way ('в сторону России', 'waiting to enter Kazakhstan', 'on the Belarusian side') keeps
    that state and adds the post before it. States alone carry over only between claims of kin types.
    """
    kind = draft.candidate.type
    only_ways = bool(draft.places) and all(
        p.hit.place.what == "state" and (p.role in ("from", "to") or "border" in p.why) for p in draft.places
    )
    passing = all(p.role in ("from", "to") for p in draft.places)
    if draft.places and not (
        only_ways and (kind in ("border_queue", "reopening", "detention") or (kind == "inspection" and passing))
    ):
        return
    if (
        earlier
        and not draft.places
        and view.text[max(0, view.sentence.start - 4) : view.sentence.start].rstrip()[-1:] in (";", "；")
    ):
        half = earlier[-1]
        if 0 <= view.sentence.start - half.view.sentence.end <= 3:
            draft.places, draft.inherited = list(half.places), True
            if not draft.whens and kind != "capacity":
                draft.whens = [w for w in half.whens if w.role in ("since", "range", "until")]
            return
    last = earlier[-1] if earlier else None
    near = view.sentence.block - last.view.sentence.block if last else 9
    if last is None or near > 1:
        # nothing was claimed yet: the post, port or town that the title or the sentences before name last
        spoken = [p for p in mentioned[-8:] if p.hit.place.what in _FIRM or p.hit.place.kind == "corridor"]
        if spoken and not draft.places and kind not in _NO_FOCUS and view.sentence.block <= 4:
            draft.places = [replace(spoken[-1], role="at", why="the place that the text named last")]
            draft.inherited = True
        return
    focus = [p for p in _focus(view, earlier, kind) if _fits(p, draft.places)]
    kin = last.candidate.type == kind or near == 0 or _related(last.candidate.type, kind)
    if focus and (kin or kind not in _NO_FOCUS):
        known = {(p.hit.place.id or p.hit.place.name) for p in draft.places}
        draft.places = [*draft.places, *(p for p in focus if (p.hit.place.id or p.hit.place.name) not in known)]
        draft.inherited = draft.inherited or not only_ways
    elif not draft.places and last.places and kin:
        draft.places = [p for p in last.places if p.role == "at" or p.hit.place.kind != "country" or kind in _NO_FOCUS]
        draft.inherited = bool(draft.places)


_NOUNS = {
    "ELEMENT.port": ("port",),
    "ELEMENT.post": ("post", "station"),
    "ELEMENT.sea": ("strait",),
    "ELEMENT.pipe": ("pipeline",),
}
"""Which kinds of place 'the port', 'the post', 'the canal' of a later sentence may mean."""


def _fits(point: RolePlace, states: list[RolePlace]) -> bool:
    """Whether a point lies in, or on the border of, one of the states that a sentence names itself, if it names any."""
    named = {p.hit.place.cc for p in states if p.hit.place.cc}
    own = {point.hit.place.cc, *sides_of().get(point.hit.place.id, ())} - {""}
    return not named or not own or bool(named & own)


def _focus(view: View, earlier: list[Draft], kind: str) -> list[RolePlace]:
    """Return the post, port, station or strait (else the corridor, else the town) that the last claims were about.

    Claims of the same or a kin type come first: a queue goes on where the queue before it stood.
    """
    near = [d for d in earlier[-6:] if view.sentence.block - d.view.sentence.block <= 2]
    akin = [d for d in near if d.candidate.type == kind or _related(d.candidate.type, kind)]
    recent = [*(d for d in near if d not in akin), *akin]  # looked at from the end
    asked = [kinds for concept, kinds in _NOUNS.items() if view.concepts.get(concept)]
    for kinds in (
        *asked,
        ("post", "port", "strait", "station", "terminal", "plant"),
        ("corridor", "pipeline"),
        ("settlement",),
    ):
        for draft in reversed(recent):
            points = [p for p in draft.places if p.hit.place.what in kinds]
            core = [p for p in points if p.role in ("at", "via")]
            if kinds == _NOUNS["ELEMENT.port"]:
                core = [
                    p for p in core if re.search(r"\bport\b|порт|港", view.text[p.hit.start - 6 : p.hit.end].lower())
                ]
            if core:
                return [replace(p, role="at", why="the place that the text is about") for p in core[:2]]
    return []


_FIRM = ("post", "port", "strait", "station", "terminal", "settlement", "plant")
_BY_STATE = ("trade_ban", "sanction", "payment_refusal", "outlook")


def _here(view: View, p: RolePlace) -> bool:
    """Whether a place stands in this sentence: one that 'the port' refers back to has the token numbers of its own."""
    return view.sentence.start <= p.hit.start < view.sentence.end


def _without_subject(view: View, draft: Draft) -> list[RolePlace]:
    """Leave out the states beside a named post, port or town: they own it, act on it or border it; the point is the place.

    A state that goods come from or go to stays, and so does one that a preposition of its own puts into the event, unless
    it only says whose border the post is on.
    """
    places = draft.places
    firm = [*_FIRM, "sea"] if draft.candidate.type == "military_activity" else _FIRM
    if draft.candidate.type in _BY_STATE or not any(p.hit.place.what in firm for p in places):
        return places
    owners = {p.hit.place.cc for p in places if p.hit.place.what in firm}
    out = []
    for p in places:
        if not _here(view, p):
            out.append(p)
            continue
        before = view.text[max(view.sentence.start, p.hit.start - 24) : p.hit.start].lower()
        previous = view.line[p.hit.first - 1].low if p.hit.first else ""
        if p.hit.place.what == "state" and p.role == "at":
            if _ON_BORDER.search(before) or p.why.startswith("pair of states"):
                continue
            if view.text[p.hit.end : p.hit.end + 2] in ("'s", "’s") or (
                draft.candidate.type == "military_activity" and previous in ("с", "со", "with", "and", "и")
            ):
                continue
            if p.why.startswith("a state's border") and p.hit.place.cc in owners:
                continue
            led = previous in _LED if view.lang in ("ru", "en") else _led(view, p)
            if not led or previous in ("и", "and"):
                continue
        if p.hit.place.what in ("sea", "region") and p.role == "at" and _names_port(view, p, places):
            continue
        out.append(p)
    return out or places


_ON_BORDER = re.compile(
    r"границ\w+ (?:с|со|между)\s*$|(?:border|frontier|crossing|crossings) (?:with|to|into)(?: the)?\s*$|[与和與同]$"
)


def _led(view: View, p: RolePlace) -> bool:
    """Whether a Kazakh case ending or a Chinese preposition puts a state into the event."""
    if view.lang == "zh":
        return view.text[max(0, p.hit.start - 1) : p.hit.start] in tuple("在从從自至往向经經赴") or view.text[
            p.hit.end : p.hit.end + 2
        ] in ("境内", "境內", "一侧", "一側", "方面")
    low = view.line[p.hit.last].low
    return bool(re.search(r"(?:да|де|та|те|нда|нде)$", low)) and not view.text[p.hit.end :].lstrip().startswith(
        "шекара"
    )


def _names_port(view: View, p: RolePlace, places: list[RolePlace]) -> bool:
    """Whether a sea or region only says which port is meant: 'Russia's Black Sea port of Taman', '波罗的海港口乌斯季卢加'."""
    after = view.text[p.hit.end : p.hit.end + 12].lower()
    return bool(re.match(r"\s*(?:port\b|港口)", after)) and any(o.hit.place.what in _FIRM for o in places)


_LED = frozenset(
    [
        "в",
        "во",
        "на",
        "из",
        "через",
        "с",
        "со",
        "к",
        "у",
        "между",
        "до",
        "для",
        "по",
        "от",
        "и",
        "in",
        "at",
        "on",
        "with",
        "between",
        "from",
        "to",
        "into",
        "via",
        "through",
        "of",
        "and",
        "near",
        "for",
        "the",
    ]
)
_BORDER_WITH = re.compile(
    r"границ\w+ с|border with|frontier with|与\w{2,8}(?:的)?边境|與\w{2,8}(?:的)?邊境|шекара", re.I
)


def _struck(view: View, places: list[RolePlace]) -> list[RolePlace]:
    """Return the places of an attack: not the state that strikes, nor a route that is merely spoken of, beside a target."""
    if not any(p.hit.place.kind in ("point", "area") for p in places):
        return places
    out = []
    for p in places:
        if not _here(view, p):
            out.append(p)
            continue
        previous = view.line[p.hit.first - 1].low if p.hit.first else ""
        led = previous in (
            "в",
            "на",
            "по",
            "у",
            "через",
            "in",
            "at",
            "on",
            "of",
            "near",
            "off",
            "across",
            "against",
            "to",
        )
        if (p.hit.place.kind == "country" and not led) or p.hit.place.what == "corridor":
            continue
        out.append(p)
    return out


def _adjectives(view: View) -> list[RolePlace]:
    """Return the states named by an adjective: the counterparties of a refused payment."""
    return [
        RolePlace(replace(hit, place=replace(hit.place, form="name")), "at", "the state of the counterparty")
        for hit in view.places
        if hit.place.form == "adjective"
    ]


def _of_speaker(view: View, p: RolePlace) -> bool:
    """Whether a state's adjective belongs to a body that speaks or imposes ('Russian customs said')."""
    return any(
        0 < h.first - p.hit.last <= 2
        for h in view.hits
        if h.concept in ("SPK.official", "SPK.media", "SANCTION", "TARIFF")
    )


def _bodies(view: View) -> list[RolePlace]:
    """Return the states whose well-known bodies act ('Россельхознадзор запрещает ввоз'): the lexicon's BODY entries."""
    out = []
    for concept, hits in view.concepts.items():
        if concept.startswith("BODY.") and hits:
            name = gazetteer(view.lang).state(concept[5:])
            if name is not None:
                a, b = view.span(hits[0])
                out.append(
                    RolePlace(
                        PlaceHit(hits[0].first, hits[0].last, a, b, name, f"body '{hits[0].entry}'"),
                        "at",
                        "the state of the body that acts",
                    )
                )
    return out


def _subjects(view: View) -> list[RolePlace]:
    """Return the states whose adjective stands before an actor ('казахстанские банки', 'Russian customs')."""
    out = []
    for hit in view.places:
        if hit.place.form == "adjective" and any(
            0 < other.first - hit.last <= 2
            for other in view.hits
            if other.concept.startswith("SPK.") or other.concept in ("BANK", "CUSTOMS")
        ):
            out.append(
                RolePlace(replace(hit, place=replace(hit.place, form="name")), "at", "the state of the acting body")
            )
    return out


_THIS = re.compile(
    r"\b(?:эт(?:от|ого|ому|им|ом|ой|у|а|их)|данн\w+|указанн\w+|this|the|that)\s+(?:[\w-]+\s+)?"
    r"(?P<what>пут[ьи]|маршрут\w*|коридор\w*|пункт\w* пропуска|переход\w*|порт\w*|канал\w*|пролив\w*|route|corridor|crossing|checkpoint|port|terminal|canal|strait|border)\b",
    re.I,
)
_THIS_WHAT = {
    "пут": ("corridor",), "мар": ("corridor",), "кор": ("corridor",), "rou": ("corridor",), "cor": ("corridor",),
    "пун": ("post", "station"), "пер": ("post", "station"), "cro": ("post",), "che": ("post",), "пор": ("port", "terminal"), "por": ("port", "terminal"),
    "ter": ("port", "terminal"), "кан": ("strait",), "can": ("strait",), "про": ("strait",), "str": ("strait",), "bor": ("state",),
}  # fmt: skip


def _back_reference(view: View, draft: Draft, mentioned: list[RolePlace]) -> None:
    """Resolve 'этот маршрут', 'the port' to the last place of that kind when the sentence names none of it."""
    match = _THIS.search(view.text, view.sentence.start, view.sentence.end)
    if match is None:
        return
    kinds = _THIS_WHAT.get(match.group("what").lower()[:3], ())
    if any(p.hit.place.what in kinds for p in draft.places) or ("state" in kinds and draft.places):
        return
    for item in reversed(mentioned[-12:]):
        if item.hit.place.what in kinds:
            draft.inherited = draft.inherited or not draft.places
            draft.places = [*draft.places, item]
            return


_FAMILY = (
    frozenset(("border_queue", "closure", "reopening", "inspection", "detention")),
    frozenset(("attack", "closure", "reopening")),
    frozenset(("labour_action", "closure", "border_queue", "reopening")),
    frozenset(("capacity", "infrastructure")),
    frozenset(("trade_ban", "sanction")),
)


def _related(a: str, b: str) -> bool:
    return any(a in family and b in family for family in _FAMILY)


def share_dates(view: View, drafts: list[Draft], speaker: Speaker) -> None:
    """Give each time expression to the drafts whose clause it stands in."""
    for when in view.whens:
        if _date_of_speech(view, when, speaker):
            continue
        if len(view.whens) > 1 and when.a - view.sentence.start < 4 and view.text[when.b : when.b + 1] == ":":
            continue  # 'Wednesday: the navy will close ... on September 3-5' heads an item
        at = [i for i, token in enumerate(view.line) if when.a <= token.start < when.b]
        if not at:
            continue
        chained = [
            d
            for d in drafts
            if when.role == "until" and any(0 <= when.a - w.b <= 3 and w.role == "since" for w in d.whens)
        ]
        if chained:
            chained[0].whens.append(when)
            continue
        gaps = [gap_to(view, draft, at[0], at[-1]) + 3.0 * _commas(view, draft, at[0]) for draft in drafts]
        nearest = min(gaps)
        for draft, gap in zip(drafts, gaps, strict=True):
            if gap <= nearest + 2.0 or (
                when.a - view.sentence.start < 3 and not any(d is not draft and d.whens for d in drafts)
            ):
                draft.whens.append(when)


def _commas(view: View, draft: Draft, index: int) -> int:
    """Return the fewest commas between a token and a head of a draft."""
    return min(
        sum(view.line[k].text in ",，" for k in range(min(head.first, index), max(head.first, index)))
        for head in draft.candidate.heads
    )


def _date_of_speech(view: View, when: When, speaker: Speaker) -> bool:
    """Whether a date says when somebody spoke ('заявил 21 сентября, что'), not when something happened."""
    if when.role in ("since", "until", "range"):
        return False
    if view.lang == "zh":
        said = next(
            (view.line[h.first].start for h in view.concepts.get("SAY", ()) if view.line[h.first].start >= when.b), -1
        )
        return 0 <= said - when.b <= 1
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
        [
            "trucks",
            "trains",
            "wagons",
            "ships",
            "containers",
            "tonnes",
            "km",
            "m",
            "hours",
            "days",
            "minutes",
            "months",
            "persons",
            "items",
            "percent",
        ]
    ),
    "detention": frozenset(
        [
            "trucks",
            "wagons",
            "trains",
            "ships",
            "containers",
            "tonnes",
            "items",
            "persons",
            "usd",
            "eur",
            "rub",
            "kzt",
            "cny",
            "barrels",
            "m3",
            "days",
            "hours",
        ]
    ),
    "inspection": frozenset(
        [
            "trucks",
            "wagons",
            "containers",
            "tonnes",
            "percent",
            "minutes",
            "hours",
            "days",
            "items",
            "ships",
            "usd",
            "rub",
        ]
    ),
    "attack": frozenset(["items", "ships", "tonnes", "persons", "percent", "barrels", "terminals"]),
    "labour_action": frozenset(["persons", "hours", "days", "percent", "ports", "terminals", "ships", "trucks"]),
    "military_activity": frozenset(["persons", "ships", "km", "items", "days"]),
    "payment_refusal": frozenset(["percent", "days", "usd", "eur", "rub", "kzt", "cny", "items", "times", "months"]),
}


def share_amounts(view: View, drafts: list[Draft]) -> None:
    """Give each figure to the draft that it fits and stands nearest to."""
    for amount in view.amounts:
        if all(d.candidate.rule == "normal_ops" for d in drafts):
            break
        if amount.unit in ("years",) and not any(
            d.candidate.type in ("capacity", "sanction", "trade_ban") for d in drafts
        ):
            continue
        reach = 2 if amount.unit == "persons" else 1
        if any(k in d.speaker.tokens for d in drafts for k in range(amount.first, amount.last + reach)):
            continue  # 'two traders said': they are the source
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
            scored.append((gap_to(view, draft, amount.first, amount.last) + penalty, len(scored)))
        best = min(scored)
        if amount.unit == "percent" and drafts[best[1]].candidate.type in ("labour_action", "military_activity"):
            continue  # the pay that strikers ask for is no figure of freight
        drafts[best[1]].amounts.append(amount)
    for draft in drafts:
        if draft.candidate.type == "inspection" and not any(a.unit == "percent" for a in draft.amounts):
            every = view.near(draft.candidate.head, ("ALL",), 7.0, apart=False)
            if every is not None:
                a, b = view.span(every)
                draft.amounts.append(
                    Amount(
                        100.0,
                        "percent",
                        None,
                        "share",
                        None,
                        every.first,
                        every.last,
                        a,
                        b,
                        f"'{every.entry}' means all",
                    )
                )


_ANY_ROAD = frozenset(("дорога", "road", "道路", "жол*", "полоса", "lane", "lanes", "обочина"))
"""Roads that any street may be: without a place or freight words they make no claim."""


def stands(draft: Draft) -> bool:
    """Whether a draft has what its type requires (a place, or freight words that make it one)."""
    kind = draft.candidate.type
    view = draft.view
    if kind == "capacity":
        moved = (
            draft.candidate.rule == "volume_change"
            and view.has("UP", "DOWN")
            and view.has("FREIGHT", "VEHICLE", "CARGO")
        )
        timed = draft.amounts and all(a.unit in ("hours", "days", "months", "minutes", "years") for a in draft.amounts)
        if timed and draft.candidate.rule in ("volume_change", "level_stated"):
            return False
        return bool(draft.amounts) or (
            bool(draft.places)
            and (
                draft.candidate.head.concept == "CAPACITY"
                or view.has("RECORD")
                or moved
                or (draft.candidate.rule == "rate_level" and view.has("UP", "DOWN"))
            )
        )
    if kind in ("outlook",):
        return bool(draft.places) or (
            view.has("ELEMENT.route", "ELEMENT.post", "ELEMENT.port", "ELEMENT.rail", "TRANSIT", "TRAFFIC.move")
            and view.has("FREIGHT", "VEHICLE", "ELEMENT.port", "ELEMENT.border")
        )
    if kind in ("border_queue", "closure", "reopening", "attack", "military_activity"):
        return (
            bool(draft.places)
            or view.has(
                "ELEMENT.post",
                "ELEMENT.port",
                "VEHICLE",
                "ELEMENT.pipe",
                "ELEMENT.border",
                "TARGET",
                "ELEMENT.rail",
                "ELEMENT.sea",
            )
            or any(h.entry not in _ANY_ROAD for h in view.concepts.get("ELEMENT.road", ()))
        )
    if kind in ("infrastructure",):
        return bool(draft.places) or view.has("ELEMENT.route", "ELEMENT.rail", "ELEMENT.terminal")
    if kind == "sanction":
        return bool(draft.places) or view.has("VEHICLE", "TRADE", "FREIGHT", "CARGO")
    return True


def unrepeated(drafts: list[Draft]) -> list[Draft]:
    """Drop a headline's claim that says nothing beyond what the text says: same type, no figure, no date, no other state."""
    out: list[Draft] = []
    for index, draft in enumerate(drafts):
        bare = not draft.amounts and not draft.whens
        if (
            bare
            and draft.view.sentence.block == 0
            and not re.search(r"[.!?。]$", draft.view.text[draft.view.sentence.start : draft.view.sentence.end])
        ):
            own = {p.hit.place.cc for p in draft.places if p.hit.place.cc}
            twins = (d for d in drafts[index + 1 :] if d.view.sentence.block > 0)
            if any(
                d.candidate.type == draft.candidate.type and own <= {p.hit.place.cc for p in d.places} for d in twins
            ):
                continue
        out.append(draft)
    return out
