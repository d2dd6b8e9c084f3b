# ruff: noqa: E501
"""What an optional extractor suggests, checked against the text: only words that stand there, read again by our own rules.

A suggestion can name a sentence, the words that make its type and the words of its slots. It cannot supply a value: places,
dates, numbers, the speaker, status and certainty are read from those words by the same resolvers as everything else, so
an extractor that invents, or that a hostile text has talked round, adds nothing that the text does not say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kordon.model import ClaimType, Report
from kordon.plugins import Extractor, Suggestion
from kordon.reading.attach import Sharing
from kordon.reading.attribution import Speaker
from kordon.reading.drafts import Draft
from kordon.reading.learned.scene import Scene
from kordon.reading.learned.vote import type_odds
from kordon.reading.lexicon import Hit
from kordon.reading.places import PlaceHit, settled
from kordon.reading.rules import Candidate, View
from kordon.reading.slots import RolePlace

_ORDERS = re.compile(
    r"(?:ignore|disregard|forget)\s+(?:all\s+|any\s+|the\s+)*(?:previous|prior|above|earlier|your)\b|system prompt|you are (?:an? )?(?:ai|assistant|language model)|"
    r"(?:treat|mark|label|classify|tag|read|report|count|regard)\s+(?:all|every|each|any)\b[^.\n]{0,40}\b(?:sentences?|paragraphs?|lines?|article|text|statements?|words?)\b|"
    r"(?:note|message|instructions?|attention|notice)\b[^.\n]{0,12}\b(?:automated|automatic|machine|ai|bots?|robots?|models?|parsers?|crawlers?|llms?)\b|"
    r"\b(?:dear|hello|hey|hi)\s+(?:language\s+)?(?:model|ai|assistant|bot|parser|machine|llm)\b|\b(?:language|ai) models?\s+(?:must|should|shall|reading)\b|"
    r"(?:игнорируй|забудь|не обращай внимания на)\w*\s+(?:все\s+)?(?:предыдущ|прежн|инструкц|указани)|ты\s+(?:—\s*)?(?:языковая модель|ассистент)|"
    r"(?:уважаем|дорог)\w+\s+(?:языков\w+\s+)?(?:модел|нейросет|ассистент|бот\b)|(?:считай|отмечай|помечай|трактуй|рассматривай|классифицируй|воспринимай)\w*\s+(?:как\s+\w+\s+)?(?:кажд|все\b|всё\b|любо|эт)|"
    r"для\s+(?:автоматическ|машинн)\w+\s+(?:читател|систем|обработ)|языков\w+ модел\w+\s+(?:должн|следует|обязан)|"
    r"(?:忽略|无视|無視)\S{0,6}(?:指令|提示|说明)|(?:亲爱的|親愛的|尊敬的)\S{0,4}(?:模型|助手|机器人|機器人)|(?:每|所有|全部|任何)\S{0,6}(?:句|段|文)\S{0,6}(?:视为|視為|当作|當作|标记|標記|归类|歸類)|"
    r"(?:自动|自動|机器|機器)\S{0,2}(?:阅读|閱讀|读取|讀取|读者|讀者)|(?:алдыңғы|бұрынғы)\s+нұсқау\w*\s+(?:елеме|ұмыт)|(?:құрметті|қымбатты)\s+(?:тілдік\s+)?(?:модель|көмекші|бот\b)|"
    r"(?:әр|әрбір|барлық)\s+(?:сөйлем|мәтін|абзац)\w*[^.\n]{0,60}(?:есепте|белгіле|санаңыз|сана\b|қабылда)|автоматты\s+оқырман|</?text>",
    re.I,
)
"""Words that speak to a machine and not of freight. A text with any of them may have talked a model round: no type is taken of it."""
_NEGLIGIBLE = 0.02
"""Learned probability of a type in a sentence below which a suggestion of it is not borne out."""


def suggested(
    report: Report,
    scenes: Sequence[Scene],
    drafts: list[Draft],
    speakers: dict[int, Speaker],
    extractors: Sequence[Extractor],
) -> list[Draft]:
    """Return the drafts with those added that extractors suggest and the text bears out, in order of the text."""
    views = [scene.view for scene in scenes]
    ordered = _ORDERS.search(report.text) is not None
    for reader in extractors:
        for item in reader.suggest(report):
            view = _sentence(report.text, views, item)
            if view is None:
                continue
            if item.type is None:
                _name_places(view, drafts, item)
                continue
            if ordered or not _borne_out(scenes, views.index(view), item.type):
                continue
            draft = _checked(view, item, speakers.get(id(view), Speaker()), type(reader).__name__)
            if draft is not None and not any(_same(draft, other) for other in drafts):
                drafts.append(draft)
    return sorted(drafts, key=lambda d: (d.view.sentence.start, d.candidate.head.first))


def _borne_out(scenes: Sequence[Scene], index: int, kind: ClaimType) -> bool:
    """Whether rules or learned scores see anything of a type in a sentence; without learned scores nothing speaks against it."""
    if kind in scenes[index].raw:
        return True
    odds = type_odds(scenes, index)
    return odds is None or odds[kind] >= _NEGLIGIBLE


def _same(a: Draft, b: Draft) -> bool:
    return a.view is b.view and a.candidate.type == b.candidate.type


def _sentence(text: str, views: Sequence[View], item: Suggestion) -> View | None:
    """Return the sentence that holds a suggestion's quote and trigger word for word, None when the text has none."""
    quote = item.quote.strip()
    at = text.find(quote) if quote else -1
    if at < 0:
        return None
    mark = item.trigger.strip()
    if item.type is not None and not mark:
        return None
    found = _find(text, mark, at, at + len(quote)) if mark else at
    if found < 0:
        return None
    return next((view for view in views if view.sentence.start <= found < view.sentence.end), None)


def _find(text: str, words: str, begin: int, stop: int) -> int:
    """Return where words stand in a text, not within a longer word (Chinese has no bounds), -1 when they do not."""
    left, right = (r"(?<!\w)" if _bounded(words[0]) else ""), (r"(?!\w)" if _bounded(words[-1]) else "")
    found = re.compile(f"{left}{re.escape(words)}{right}").search(text, begin, stop)
    return found.start() if found else -1


def _bounded(letter: str) -> bool:
    return letter.isalnum() and not "\u3400" <= letter <= "\u9fff"


def _words(view: View, words: str) -> tuple[int, int] | None:
    """Return the first and last token of words that stand in a sentence."""
    begin = _find(view.text, words.strip(), view.sentence.start, view.sentence.end) if words.strip() else -1
    if begin < 0:
        return None
    inside = [k for k, t in enumerate(view.line) if t.start < begin + len(words.strip()) and t.end > begin]
    return (inside[0], inside[-1]) if inside else None


def _checked(view: View, item: Suggestion, speaker: Speaker, reader: str) -> Draft | None:
    """Return a suggestion as a draft: of its slots those whose words are there and that our own resolvers read."""
    span = _words(view, item.trigger)
    if span is None or item.type is None:
        return None
    head = Hit("SUGGESTED", span[0], span[1], item.trigger.strip().lower())
    draft = Draft(Candidate(item.type, head, [], f"extractor {reader}", [head]), view, speaker)
    said = _words(view, item.source)
    if speaker.source_class == "author" and said is not None:
        known = next((h for h in view.hits if h.concept.startswith("SPK.") and said[0] <= h.first <= said[1]), None)
        if known is not None:
            a, b = view.line[said[0]].start, view.line[said[1]].end
            draft.speaker = Speaker(
                known.concept[4:], view.text[a:b], (), (a, b), f"'{known.entry}' named by {reader}",  # type: ignore[arg-type]
                set(range(said[0], said[1] + 1)),
            )  # fmt: skip
    spans = [s for name in item.places if (s := _words(view, name)) is not None]
    named = [s for words in item.whens if (s := _offsets(view, words)) is not None]
    whens = [w for w in view.whens if any(w.a < b and a < w.b for a, b in named)]
    named = [s for words in item.quantities if (s := _offsets(view, words)) is not None]
    figures = [n for n in view.amounts if any(n.start < b and a < n.end for a, b in named)]
    Sharing().named(draft, spans, whens, figures)
    return draft


def _offsets(view: View, words: str) -> tuple[int, int] | None:
    """Return the offsets of words that stand in a sentence."""
    begin = _find(view.text, words.strip(), view.sentence.start, view.sentence.end) if words.strip() else -1
    return (begin, begin + len(words.strip())) if begin >= 0 else None


def _name_places(view: View, drafts: list[Draft], item: Suggestion) -> None:
    """Give places that an extractor names, and the gazetteer knows, to the claims of that sentence that have none."""
    for draft in drafts:
        if draft.view is not view or (draft.places and not draft.inherited):
            continue
        found = []
        for name in item.places:
            span = _words(view, name)
            place = settled(name, view.lang) if span else None
            if span is None or place is None:
                continue
            hit = PlaceHit(
                span[0],
                span[1],
                view.line[span[0]].start,
                view.line[span[1]].end,
                place,
                f"named by an extractor: '{name}'",
            )
            found.append(RolePlace(hit, "at", "a place that an extractor named"))
        if found:
            draft.places, draft.inherited = found, False
