"""Sentences: where they end, and that none is longer than the work on it allows."""

from __future__ import annotations

import pytest

from kordon.model import Report
from kordon.reading import read
from kordon.reading.attach.words import clause_breaks
from kordon.reading.attribution import Speaker
from kordon.reading.drafts import Draft
from kordon.reading.reader import prepare
from kordon.reading.text import LONGEST, LONGEST_SPAN, LONGEST_WORD, as_written, sentences

ENDLESS = {
    "zh": "阿拉山口口岸排队",
    "ru": "очередь фур у порта Поти растёт ",
    "en": "wagons wait at Dostyk ",
    "kk": "Достықта вагондар тұр ",
    "numbers": "7.",
    "dates": "9 мая ",
    "letters": "ж",
    "quotes": '" ',
    "commas": ",",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_text_without_full_stops_is_cut(name: str) -> None:
    piece = ENDLESS[name]
    text = piece * (40_000 // len(piece))
    found = sentences(text, as_written)
    assert all(0 < len(s.tokens) <= LONGEST and s.end - s.start <= LONGEST_SPAN for s in found)
    assert all(t.end - t.start <= LONGEST_WORD for s in found for t in s.tokens)
    assert "".join(t.text for s in found for t in s.tokens) == "".join(text.split())
    twice = sentences(text + text, as_written)
    assert len(twice) <= 2 * len(found) + 1


def test_blanks_between_two_words_are_cut_too() -> None:
    found = sentences("Aktau" + " " * 3 * LONGEST_SPAN + "closed", as_written)
    assert [s.tokens[0].text for s in found] == ["Aktau", "closed"]


def test_a_long_sentence_is_cut_at_a_comma_rather_than_at_a_space() -> None:
    clause = "the ferry to Turkmenbashi waits for better weather"
    found = sentences(", ".join([clause] * 60), as_written)
    assert len(found) > 1
    assert all(s.tokens[-1].text == "," for s in found[:-1])


def test_a_sentence_of_a_treaty_is_whole() -> None:
    article = "перевозка " + ", ".join(["грузов автомобильным транспортом по территории государства"] * 35) + "."
    (sentence,) = sentences(article.capitalize(), as_written)
    assert len(sentence.tokens) > 240


@pytest.mark.parametrize("lang", ["ru", "en", "kk", "zh"])
def test_a_long_text_gives_claims_with_evidence_of_bounded_length(lang: str) -> None:
    text = ENDLESS[lang] * 150
    claims = read(Report(id="1", text=text, lang=lang))
    for claim in claims:
        begin, end = claim.evidence["sentence"]
        assert end - begin <= LONGEST_SPAN


def test_commas_are_counted_between_any_two_words() -> None:
    text = "Baku said, on Monday; that the port: which is closed, was full, and lorries queue at Alat, Samur; Astara."
    first = prepare(Report(id="1", text=text, lang="en")).scenes[0]
    view = first.view
    signs = {",": 1, ":": 1, ";": 3}
    assert view.breaks == [sum(signs.get(t.text, 0) for t in view.line[:k]) for k in range(len(view.line))]
    assert view.breaks[-1] > 0
    candidate = first.proposed[0]
    heads = [head.first for head in candidate.heads]
    draft = Draft(candidate, view, Speaker())
    for k in range(len(view.line)):
        between = [sum(signs.get(t.text, 0) for t in view.line[min(k, h) : max(k, h)]) for h in heads]
        assert clause_breaks(view, draft, k) == min(between)
