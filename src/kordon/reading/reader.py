# ruff: noqa: E501
"""A report into claims: sentences, concepts, candidates, slots. ``read`` is the door; ``trace`` also says why."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from kordon.model import Attribution, Claim, ClaimPlace, Direction, Quantity, Report
from kordon.reading.attribution import Speaker, find_speaker
from kordon.reading.dates import When, find_dates
from kordon.reading.frame import find_frame
from kordon.reading.lang import LANGUAGES, analyser
from kordon.reading.lexicon import lexicon
from kordon.reading.modality import in_future, judge
from kordon.reading.numbers import Amount, amounts
from kordon.reading.places import gazetteer
from kordon.reading.rules import Candidate, View, propose
from kordon.reading.slots import OWN_SOIL, RolePlace, cargo, cause, direction, find_places, modes
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
    mentioned: list[RolePlace] = []
    speaker: Speaker | None = None
    block = -1
    for view in views:
        if speaker is not None and view.sentence.block > block + 1:
            speaker = None
        found = find_speaker(view, speaker)
        speaker, block = found, view.sentence.block
        if frame == "opinion" and found.source_class != "author" and not found.name:
            found = Speaker()
        about = _ABOUT_THIS.match(view.text, view.sentence.start, view.sentence.end)
        if about and found.source_class != "author" and drafts:
            _attribute_back(drafts, view, found)
        drafts += _draft(view, found, drafts, mentioned)
        mentioned += find_places(view, found)[0]
    return tuple(_finish(report, lang, draft, number, frame) for number, draft in enumerate(_unrepeated(drafts)))


_ABOUT_THIS = re.compile(
    r"(?:Об этом|Такие данные|Такую информацию|Соответствующ\w+|Это следует|Эту информацию|Это подтвердил|Бұл туралы|"
    r"据此|This was|That is according|The (?:figures|data) (?:were|was))"
)


def _attribute_back(drafts: list[_Draft], view: View, speaker: Speaker) -> None:
    """Give the claims of the sentence before to the speaker of 'Об этом сообщили в ...'."""
    last = drafts[-1].view
    if last.sentence.block < view.sentence.block - 1:
        return
    for draft in drafts:
        if draft.view is last and draft.speaker.source_class == "author":
            draft.speaker = replace(speaker, tokens=set())


def _view(report: Report, sentence: Sentence, lang: str) -> View:
    text = report.text
    piece = text[sentence.start : sentence.end]
    hits = lexicon(lang).find(sentence.tokens)
    index = gazetteer(lang)
    places = index.find(sentence.tokens, text)
    places = sorted([*places, *index.unknown(sentence.tokens, text, places)], key=lambda hit: hit.first)
    if sentence.block <= 2:
        places = [hit for hit in places if not _dateline(text, hit.start, hit.end)]
    future = _tense(sentence, {hit.concept for hit in hits}, lang)
    whens = find_dates(piece, lang, report.published, future, sentence.start)
    if sentence.block <= 2:
        whens = [when for when in whens if not _metadata(text, when, report.published)]
    taken = [(when.a, when.b) for when in whens] + [(place.start, place.end) for place in places]
    found = amounts(sentence.tokens, lang, text, taken)
    return View(text, lang, sentence, sentence.tokens, hits, places, whens, found)


_DATELINE = re.compile(
    r"\s*(?:[,.]?\s*\d{1,2}\s+[^\W\d]+(?:\s+20\d\d)?(?:\s+года)?)?\s*(?:[(/][^)/]{2,30}[)/])?\s*(?:\.\s|[-–—]\s)"
)
_FILED = re.compile(
    r"\s*[,.]\s*\d{1,2}\s+[^\W\d]+(?:\s+20\d\d)?(?:\s+года)?\s*[.—–(/-]|\s*[(/](?:Reuters|Kazinform|AP|AFP|Interfax|Xinhua|ИНТЕРФАКС|ТАСС)[)/]"
)


def _dateline(text: str, start: int, end: int) -> bool:
    """Whether a name opens its paragraph only to say where the report was filed ('ISTANBUL - ', 'Астана, 8 декабря.')."""
    if text[text.rfind("\n", 0, start) + 1 : start].strip():
        return False
    return bool(text[start:end].isupper() and _DATELINE.match(text, end)) or bool(_FILED.match(text, end))


def _metadata(text: str, when: When, published: dt.date | None) -> bool:
    """Whether a date in the first lines is the publication's: labelled, alone on its line, or a dateline."""
    if when.start != published or when.role != "at":
        return False
    begin = text.rfind("\n", 0, when.a) + 1
    stop = text.find("\n", when.b)
    line = text[begin : stop if stop >= 0 else len(text)]
    if re.match(r"\s*(?:date|дата|published|опубликовано|күні|日期)\b", text[begin : when.a + 1], re.I):
        return True
    if len(line.strip()) - (when.b - when.a) < 25:
        return True
    return (
        begin == 0
        and when.a < 40
        and bool(
            re.match(r"\s*(?:20\d\d\s*)?(?:года|г\.)?\s*(?:[/(][^/)]{2,30}[/)])?\s*[.—–-]", text[when.b : when.b + 50])
        )
        and text[: when.a].strip(" .,").count(" ") <= 2
    )


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
    if view.has("FINANCE") and not view.has(
        "QTY.trucks", "ELEMENT.post", "ELEMENT.port", "CARGO", "ELEMENT.pipe", "SANCTION"
    ):
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


def _draft(view: View, speaker: Speaker, earlier: list[_Draft], mentioned: list[RolePlace]) -> list[_Draft]:
    candidates = [c for c in propose(view) if not _inside_frame(c, speaker)]
    if not candidates or not _relevant(view):
        return []
    candidates = _settle(view, candidates)
    merged = _merge(view, candidates)
    if not merged:
        return []
    drafts = [_Draft(candidate, view, speaker) for candidate in merged]
    places, actors, voices = find_places(view, speaker)
    _share_places(view, drafts, places, actors, voices, earlier, mentioned)
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
        repair = c.rule == "build" and any(
            o.type == "closure" and view.distance(o.head, c.head) <= 6 for o in candidates
        )
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


def _aim(view: View, c: Candidate) -> bool:
    """Whether the head only names somebody's aim ('цель - прекращение поставок'): no event and no plan of its own."""
    return any(
        h.last < c.head.first and view.distance(h, c.head) <= 6.5 for h in view.concepts.get("GOAL", ())
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


def _share_places(
    view: View,
    drafts: list[_Draft],
    places: list[RolePlace],
    actors: list[RolePlace],
    voices: list[RolePlace],
    earlier: list[_Draft],
    mentioned: list[RolePlace],
) -> None:
    """Give each draft the places nearest to it; then those of its sentence, the acting state, the sentence before."""
    for item in places:
        gaps = [_gap(view, draft, item.hit.first, item.hit.last) for draft in drafts]
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
            near = min(_gap(view, draft, p.hit.first, p.hit.last) for p in draft.places)
            draft.places = [
                p
                for p in draft.places
                if _gap(view, draft, p.hit.first, p.hit.last) <= max(18.0, near + 10.0) or view.at[p.hit.first] < 5
            ]
        own_soil = OWN_SOIL.search(view.text, view.sentence.start, view.sentence.end)
        _back_reference(view, draft, mentioned)
        if not draft.places:
            draft.places = list(actors)
        if draft.candidate.type == "attack":
            draft.places = _struck(view, draft.places)
        if draft.candidate.type in _POINTED and not _BORDER_WITH.search(
            view.text, view.sentence.start, view.sentence.end
        ):
            draft.places = _without_subject(view, draft.places)
        if draft.candidate.type in ("sanction", "trade_ban"):
            known = {p.hit.place.cc for p in draft.places}
            draft.places = [*(p for p in [*actors, *voices] if p.hit.place.cc not in known), *draft.places]
        if draft.candidate.type == "infrastructure" and any(p.hit.place.kind == "corridor" for p in draft.places):
            known = {p.hit.place.cc for p in draft.places}
            draft.places = [*draft.places, *(p for p in actors if p.hit.place.cc not in known)]
        if (
            _BORDER_WITH.search(view.text, view.sentence.start, view.sentence.end)
            and len({p.hit.place.cc for p in draft.places}) == 1
        ):
            known = {p.hit.place.cc for p in draft.places}
            draft.places = [*[p for p in [*actors, *voices] if p.hit.place.cc not in known][:1], *draft.places]
        if draft.candidate.type in ("payment_refusal", "inspection", "detention"):
            known = {p.hit.place.cc for p in draft.places}
            extra = [p for p in [*actors, *_subjects(view)] if p.hit.place.cc not in known]
            if draft.candidate.type == "payment_refusal":
                known |= {p.hit.place.cc for p in extra}
                extra += [p for p in _adjectives(view) if p.hit.place.cc not in known]
            draft.places = [*draft.places, *extra[:2]]
        if own_soil and not any(p.hit.place.kind == "country" for p in draft.places):
            draft.places = [*draft.places, *voices[:1]]
        if not draft.places:
            draft.places = _subjects(view)
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


_POINTED = ("closure", "reopening", "border_queue", "attack", "labour_action")


def _without_subject(view: View, places: list[RolePlace]) -> list[RolePlace]:
    """Leave out the state that closes or opens a named post or port: it acts, the post is the place."""
    if not any(p.hit.place.what in ("post", "port", "strait", "station", "terminal") for p in places):
        return places
    out = []
    for p in places:
        led = p.hit.first > 0 and view.line[p.hit.first - 1].low in _LED
        subject = (
            p.hit.place.what == "state" and p.role == "at" and not led and p.why.startswith("role") and p.hit.first <= 2
        )
        if not subject:
            out.append(p)
    return out or places


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


def _back_reference(view: View, draft: _Draft, mentioned: list[RolePlace]) -> None:
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


def _share_dates(view: View, drafts: list[_Draft], speaker: Speaker) -> None:
    for when in view.whens:
        if _date_of_speech(view, when, speaker):
            continue
        at = [i for i, token in enumerate(view.line) if when.a <= token.start < when.b]
        if not at:
            continue
        gaps = [_gap(view, draft, at[0], at[-1]) + 3.0 * _commas(view, draft, at[0]) for draft in drafts]
        nearest = min(gaps)
        for draft, gap in zip(drafts, gaps, strict=True):
            if gap <= nearest + 2.0 or (
                when.a - view.sentence.start < 3 and not any(d is not draft and d.whens for d in drafts)
            ):
                draft.whens.append(when)


def _commas(view: View, draft: _Draft, index: int) -> int:
    """Return the fewest commas between a token and a head of a draft."""
    return min(
        sum(view.line[k].text in ",，" for k in range(min(head.first, index), max(head.first, index)))
        for head in draft.candidate.heads
    )


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
        moved = (
            draft.candidate.rule == "volume_change"
            and view.has("UP", "DOWN")
            and view.has("FREIGHT", "VEHICLE", "CARGO")
        )
        return bool(draft.amounts) or (
            bool(draft.places) and (draft.candidate.head.concept == "CAPACITY" or view.has("RECORD") or moved)
        )
    if kind in ("outlook",):
        return bool(draft.places) or (view.has("ELEMENT.route", "ELEMENT.post", "TRANSIT") and view.has("FREIGHT"))
    if kind in ("border_queue", "closure", "reopening", "attack", "military_activity"):
        return bool(draft.places) or view.has(
            "ELEMENT.post", "ELEMENT.port", "VEHICLE", "ELEMENT.pipe", "ELEMENT.border", "TARGET"
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
