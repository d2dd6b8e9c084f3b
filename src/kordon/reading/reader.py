# ruff: noqa: E501
"""A report into claims: sentences, concepts, candidates, slots. ``read`` is the door; ``trace`` also says why."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from kordon.model import Claim, Report, ReportFrame
from kordon.plugins import Extractor
from kordon.reading.attach import Sharing
from kordon.reading.attribution import Speaker, find_speaker, persons
from kordon.reading.causes import BEFORE, leader
from kordon.reading.dates import When, find_dates
from kordon.reading.drafts import Dated, Draft, Traced
from kordon.reading.finish import finish
from kordon.reading.frame import find_frame, find_issuer
from kordon.reading.lang import LANGUAGES, analyser
from kordon.reading.learned import vote
from kordon.reading.learned.scene import Scene
from kordon.reading.lexicon import Hit, lexicon
from kordon.reading.meta import heading_end
from kordon.reading.numbers import Amount, amounts, codes, recounted
from kordon.reading.places import PlaceHit, gazetteer, loose_names, nearer
from kordon.reading.rules import Candidate, View, propose
from kordon.reading.settle import inside_frame, merge, relevant, settle
from kordon.reading.standing import stands, unrepeated
from kordon.reading.suggest import suggested
from kordon.reading.text import Sentence, sentences


def read(report: Report, *, extractors: Sequence[Extractor] = ()) -> tuple[Claim, ...]:
    """Return the claims of a report in order of appearance. The same text gives the same claims, always.

    ``extractors`` are optional second readers; what they suggest counts only where the text bears it out word for word.
    """
    return tuple(item.claim for item in trace(report, extractors=extractors))


def read_framed(report: Report, *, extractors: Sequence[Extractor] = ()) -> tuple[Report, tuple[Claim, ...]]:
    """Return the report with its own frame (news, notice, opinion) as its words tell it, and its claims."""
    frame, items = _read(report, extractors)
    return report.model_copy(update={"frame": frame}), tuple(item.claim for item in items)


def trace(report: Report, *, extractors: Sequence[Extractor] = ()) -> tuple[Traced, ...]:
    """Return claims with the reasons for every slot."""
    return _read(report, extractors)[1]


@dataclass(slots=True)
class Prepared:
    """An article before any claim is made of it: sentences, frame, speakers, and what the rules propose for each."""

    frame: ReportFrame
    issuer: Speaker | None
    speakers: list[Speaker]
    scenes: list[Scene]


Decide = Callable[[Prepared], list[list[Candidate]]]
"""From what the rules propose to the candidates that stand, one list a sentence."""


def prepare(report: Report) -> Prepared:
    """Return a report's sentences with their speakers and the candidates of the rules."""
    lang = _language(report)
    views: list[View] = []
    for sentence in sentences(report.text, analyser(lang), heading_end(report.text)):
        last = views[-1] if views and sentence.block - views[-1].sentence.block <= 1 else None
        views.append(_view(report, sentence, lang, last.amounts if last else ()))
    _place_namesakes(views, lang)
    frame = report.frame
    issuer: Speaker | None = None
    if frame == "news":
        notice = find_issuer(views, report.text)
        frame, issuer = notice if notice is not None else (find_frame(views), None)
    speakers = _speakers(views, frame, issuer)
    scenes = []
    for view, speaker in zip(views, speakers, strict=True):
        raw = [c for c in propose(view) if not inside_frame(c, speaker)]
        kinds = [c.type for c in raw]
        scenes.append(Scene(view, merge(view, settle(view, raw)), kinds, relevant(view), speaker.source_class))
    return Prepared(frame, issuer, vote.speakers(scenes, speakers, frame), scenes)


def _speakers(views: list[View], frame: ReportFrame, issuer: Speaker | None) -> list[Speaker]:
    """Return who speaks in each sentence."""
    out: list[Speaker] = []
    speaker: Speaker | None = None
    block = -1
    known: dict[str, Speaker] = {}
    for view in views:
        if speaker is not None and view.sentence.block > block + 1:
            speaker = None
        found = find_speaker(view, speaker, known)
        known |= persons(view)
        speaker, block = found, view.sentence.block
        if frame == "opinion" and found.source_class != "author" and not found.name:
            found = Speaker()
        if found.source_class == "author" and speaker is not None and _second_half(views, view):
            found = replace(speaker, tokens=set())
        if issuer is not None and found.source_class == "author":
            found = replace(issuer, tokens=issuer.tokens if view is views[0] else set())
        out.append(found)
    return out


def _read(
    report: Report, extractors: Sequence[Extractor], decide: Decide | None = None
) -> tuple[ReportFrame, tuple[Traced, ...]]:
    frame, drafts = _drafted(report, extractors, decide or _standing, Sharing())
    return frame, tuple(finish(report, _language(report), draft, frame) for draft in drafts)


def read_shared(
    report: Report, sharing: Sharing, decide: Decide | None = None, article: Prepared | None = None
) -> list[tuple[Draft, Claim]]:
    """Return drafts and claims of a report when ``sharing`` shares out its slots; ``article`` is what :func:`prepare` made of it."""
    frame, drafts = _drafted(report, (), decide or _standing, sharing, article)
    return [(draft, finish(report, _language(report), draft, frame).claim) for draft in drafts]


def _language(report: Report) -> str:
    return report.lang if report.lang in LANGUAGES else "en"


def _drafted(
    report: Report, extractors: Sequence[Extractor], decide: Decide, sharing: Sharing, article: Prepared | None = None
) -> tuple[ReportFrame, list[Draft]]:
    article = article or prepare(report)
    standing = decide(article)
    sharing.sentences = len(article.scenes)
    drafts: list[Draft] = []
    speakers: dict[int, Speaker] = {}
    heads: dict[int, View] = {}
    for scene in article.scenes:
        heads.setdefault(scene.view.sentence.block, scene.view)
    views = [scene.view for scene in article.scenes]
    for index, (scene, found, candidates) in enumerate(zip(article.scenes, article.speakers, standing, strict=True)):
        view = scene.view
        speakers[id(view)] = found
        about = _ABOUT_THIS.match(view.text, view.sentence.start, view.sentence.end)
        if about and found.source_class != "author" and drafts:
            _attribute_back(drafts, view, found)
        if not scene.raw and not candidates and scene.relevant:
            candidates = _resumed(view, drafts)
        new = [d for d in _draft(view, found, candidates, sharing) if not _repeats(d, drafts)]
        _date_by_heading(heads[view.sentence.block], view, new)
        for draft in new:
            draft.before, draft.first = views[max(0, index - BEFORE) : index], views[0]
        drafts += new
        sharing.close(view, new, found)
    sharing.settle()
    of_view: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        of_view[id(draft.view)].append(draft)
    for draft in drafts:
        near = [other for view in (*draft.before[-2:], draft.view) for other in of_view.get(id(view), ())]
        draft.led_by = leader(draft, [other for other in near if other is not draft])
    if extractors:
        drafts = suggested(report, article.scenes, drafts, speakers, extractors)
    return article.frame, unrepeated(drafts)


def read_as(report: Report, decide: Decide) -> tuple[Traced, ...]:
    """Return the claims of a report when ``decide`` says which candidates stand, with the reasons for every slot."""
    return _read(report, (), decide)[1]


def _standing(article: Prepared) -> list[list[Candidate]]:
    """Return what rules and learned scores together let stand."""
    return vote.decide(article.scenes, article.frame)


def _place_namesakes(views: list[View], lang: str) -> None:
    """Settle which of several towns of one name is meant: the one in a state that the text names or has a post in."""
    states = frozenset(h.place.cc for view in views for h in view.places if ":" not in h.place.id and h.place.cc)
    for view in views:
        for found in (view.places, view.loose):
            found[:] = [
                replace(h, place=nearer(h.place, lang, states)) if ":" in h.place.id and h.place.cc not in states else h
                for h in found
            ]


def _repeats(draft: Draft, earlier: list[Draft]) -> bool:
    """Whether a claim that no rule proposed says nothing that the last claim of its type has not said."""
    if not vote.is_learned(draft.candidate) or draft.amounts or draft.whens or (draft.places and not draft.inherited):
        return False
    if draft.candidate.odds >= vote.SURE:
        return False
    near = takewhile(lambda d: draft.view.sentence.block - d.view.sentence.block <= 1, reversed(earlier))
    return any(d.candidate.type == draft.candidate.type for d in near)


_HEADING = re.compile(r"^\W*(?:[^\W\d_]+|\d{1,2}月)(?:\s+20\d\d)?\s*[.:：。]\s*$")


def _date_by_heading(head: View, view: View, drafts: list[Draft]) -> None:
    """Give claims without a date that of the month which alone heads their paragraph: 'Апрель. Пакистан закрыл ...'."""
    if not drafts or head is view or not _HEADING.match(view.text[head.sentence.start : head.sentence.end]):
        return
    found = find_dates("в " + view.text[head.sentence.start : head.sentence.end], view.lang, view.published, False)
    whens = [w for w in found if w.precision == "month"] or [w for w in head.whens if w.precision == "month"]
    if not whens:
        return
    a, b = head.sentence.start, head.sentence.end
    for draft in drafts:
        if draft.start is None and draft.end is None and whens[0].start:
            draft.start = Dated(whens[0].start, replace(whens[0], a=a, b=b), f"{whens[0].why}; heads the paragraph")


_ABOUT_THIS = re.compile(
    r"(?:Об этом|Такие данные|Такую информацию|Соответствующ\w+|Это следует|Эту информацию|Это подтвердил|Бұл туралы|"
    r"据此|This was|That is according|The (?:figures|data) (?:were|was))"
)


def _second_half(views: list[View], view: View) -> bool:
    """Whether a piece goes on with the sentence before after a semicolon."""
    begin = view.sentence.start
    return view is not views[0] and view.text[max(0, begin - 4) : begin].rstrip()[-1:] in (";", "；")


def _attribute_back(drafts: list[Draft], view: View, speaker: Speaker) -> None:
    """Give the claims of the sentence before to the speaker of 'Об этом сообщили в ...'."""
    last = drafts[-1].view
    if last.sentence.block < view.sentence.block - 1:
        return
    for draft in drafts:
        if draft.view is last and draft.speaker.source_class == "author":
            draft.speaker = replace(speaker, tokens=set())


def _view(report: Report, sentence: Sentence, lang: str, counted: Sequence[Amount]) -> View:
    """Return a sentence with what is found in it; ``counted`` are the figures of the sentence before."""
    text = report.text
    piece = text[sentence.start : sentence.end]
    hits = lexicon(lang).find(sentence.tokens)
    index = gazetteer(lang)
    places = index.find(sentence.tokens, text)
    places = sorted([*places, *index.unknown(sentence.tokens, text, places)], key=lambda hit: hit.first)
    places = [hit for hit in places if not _vessel(hit, hits, sentence, text)]
    hits = [hit for hit in hits if not _within_name(hit, places) and not _the_month(hit, sentence, lang)]
    goods, coded = codes(sentence.tokens, lang, text)
    if coded:
        spans = [(sentence.tokens[hit.first].start, sentence.tokens[hit.last].end) for hit in hits]
        hits = [hit for hit, span in zip(hits, spans, strict=True) if not _inside(span, coded)]
        hits += [Hit(f"CARGO.{c.cargo}", c.first, c.last, f"HS {c.digits}") for c in goods if c.cargo]
        places = [place for place in places if not _inside((place.start, place.end), coded)]
    if sentence.block <= 2:
        places = [hit for hit in places if not _dateline(text, hit.start, hit.end)]
    future = _tense(sentence, hits, lang)
    whens = find_dates(piece, lang, report.published, future, sentence.start)
    whens = [when for when in whens if not _inside((when.a, when.b), coded)]
    dated = whens
    if sentence.block <= 2:
        whens = [when for when in whens if not _metadata(text, when, report.published)]
    taken = [(when.a, when.b) for when in dated if not when.why.endswith(("/lasting", "/already", "/within"))] + [
        (place.start, place.end) for place in places
    ]
    taken += coded
    found = amounts(sentence.tokens, lang, text, taken) or recounted(sentence.tokens, lang, text, taken, counted)
    loose = loose_names(lang, sentence.tokens, text, places, hits) if sentence.tokens else []
    if sentence.block <= 2:
        loose = [hit for hit in loose if not _dateline(text, hit.start, hit.end)]
    return View(text, lang, sentence, sentence.tokens, hits, places, whens, found, report.published, loose)


def _inside(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    """Whether a span overlaps one of some others."""
    return any(a < span[1] and span[0] < b for a, b in others)


def _vessel(place: PlaceHit, hits: list[Hit], sentence: Sentence, text: str) -> bool:
    """Whether a name in quotation marks just after a word for a ship is the ship's: 'сухогруз «Волго-Балт»', 'the ferry “Kaunas”'."""
    if place.first < 2 or text[place.start - 1] not in '«"“‘「':
        return False
    before = place.first - 2
    return any(h.concept == "VEHICLE.sea" and h.last == before for h in hits) and sentence.tokens[before].word


def _the_month(hit: Hit, sentence: Sentence, lang: str) -> bool:
    """Whether 'May' is the month and no possibility: written large, and nobody asks or wishes."""
    return lang == "en" and hit.first == hit.last and sentence.tokens[hit.first].text == "May"


def _within_name(hit: Hit, places: list[PlaceHit]) -> bool:
    """Whether a word is only part of a place's name ('Сырым' is no cheese); a port in a port's name stays one."""
    if hit.concept.startswith(("ELEMENT", "MODE", "NEW")):
        return False
    return any(
        place.first <= hit.first
        and hit.last <= place.last
        and place.place.kind != "country"
        and place.place.what != "pipeline"
        for place in places
    )


_DATELINE = re.compile(
    r"\s*(?:,\s*[A-Z][a-z]+)?\s*(?:[,.]?\s*\d{1,2}\s+[^\W\d]+(?:\s+20\d\d)?(?:\s+года)?)?\s*(?:[(/][^)/]{2,30}[)/])?\s*(?:\.\s|[-–—]\s)"
)
_FILED = re.compile(
    r"\s*[,.]\s*\d{1,2}\s+[^\W\d]+(?:\s+20\d\d)?(?:\s+года)?\s*[.—–(/-]|\s*[(/](?:Reuters|Kazinform|AP|AFP|Interfax|Xinhua|ИНТЕРФАКС|ТАСС)[)/]"
)


def _dateline(text: str, start: int, end: int) -> bool:
    """Whether a name opens its paragraph only to say where the report was filed ('ISTANBUL - ', 'Астана, 8 декабря.')."""
    line = text.rfind("\n", 0, start) + 1
    wire = _DATELINE_ZH.match(text, line)
    if wire is not None and start < wire.end():
        return True
    if text[line:start].strip():
        return False
    return bool(text[start:end].isupper() and _DATELINE.match(text, end)) or bool(_FILED.match(text, end))


_DATELINE_ZH = re.compile(
    r"(?:本报|本報|新华社|新華社|中新社|中評社|中新网|\S{2,6}社)?\S{0,6}?\d{1,2}月\d{1,2}日[电電]"
)


def _metadata(text: str, when: When, published: dt.date | None) -> bool:
    """Whether a date in the first lines is the publication's: labelled, alone on its line, or a dateline."""
    if text[when.b : when.b + 1] in ("电", "電"):
        return True
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
            re.match(
                r"\s*\)?\s*(?:20\d\d\s*)?(?:года|г\.)?\s*(?:[/(][^/)]{2,30}[/)])?\s*[.—–-]", text[when.b : when.b + 50]
            )
        )
        and text[: when.a].strip(" .,").count(" ") <= 2
    )


def _tense(sentence: Sentence, hits: list[Hit], lang: str) -> bool | None:
    """Return whether the clause looks ahead (True), back (False) or both ways (None); verbs of speech do not count."""
    spoken = {
        k for hit in hits if hit.concept in ("SAY", "CITING", "ACCORDING") for k in range(hit.first, hit.last + 1)
    }
    tags: set[str] = set()
    for index, token in enumerate(sentence.tokens):
        if index not in spoken:
            tags |= token.tags
    words = {token.low for token in sentence.tokens}
    future = any(hit.concept == "PLAN" for hit in hits) or "future" in tags or bool(words & _AHEAD)
    if lang == "zh":
        future = future or any(t.text in "将將拟" for t in sentence.tokens)
    if future:
        return None if "past" in tags and lang != "zh" else True
    return False if "past" in tags else None


_AHEAD = frozenset(
    ("will", "shall", "should", "due", "scheduled", "forecast", "будет", "будут", "должен", "должны", "将", "將")
)


_COUNT_AT = re.compile(
    r"\b(?:put|puts|putting) the (?:number|figure|total|count|tally|backlog|queue) at (?:about |some |around |more than )?(?P<n>\d[\d,]*)\b",
    re.I,
)
_FORCE = ("BAN", "RESTRICT", "RESTRICTION", "QUOTA", "CLOSE")


def _resumed(view: View, earlier: list[Draft]) -> list[Candidate]:
    """Return the claim that a sentence resumes without naming its matter again.

    'Запрет действует до 30 ноября' goes on with the ban or closure of the sentence before; 'the ministry put the figure at
    640' counts again what that sentence counted.
    """
    last = earlier[-1] if earlier else None
    if last is None or view.sentence.block - last.view.sentence.block > 1 or (last.inherited and not last.places):
        return []
    if last.candidate.type in ("closure", "trade_ban", "sanction") and view.whens and not last.view.has("LIFT"):
        head = next((h for c in _FORCE for h in view.concepts.get(c, ()) if h.first <= 3), None)
        if head is not None:
            return [Candidate(last.candidate.type, head, [], "resumed_ban", [head])]
    match = _COUNT_AT.search(view.text, view.sentence.start, view.sentence.end) if view.lang == "en" else None
    if match is not None and last.amounts and last.candidate.type in ("border_queue", "detention"):
        at = [k for k, t in enumerate(view.line) if match.start() <= t.start < match.end()]
        number = next(k for k in at if view.line[k].start == match.start("n"))
        head = Hit("QUEUE", at[0], at[-1], "put the figure at")
        unit = last.amounts[0]
        value = float(match.group("n").replace(",", ""))
        view.amounts.append(
            replace(
                unit, value=value, qual=None, first=number, last=number, start=match.start("n"), end=match.end("n"),
                why="the unit of the figure before",
            )
        )  # fmt: skip
        return [Candidate(last.candidate.type, head, [], "resumed_count", [head])]
    return []


def _draft(view: View, speaker: Speaker, candidates: list[Candidate], sharing: Sharing) -> list[Draft]:
    if not candidates:
        return []
    drafts = [Draft(candidate, view, speaker) for candidate in candidates]
    sharing.sentence(view, drafts, speaker)
    standing = [draft for draft in drafts if stands(draft)]
    if 0 < len(standing) < len(drafts):
        sharing.amounts(view, standing)
    return standing
