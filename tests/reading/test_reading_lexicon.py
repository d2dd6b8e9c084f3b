"""Concept lexicons: which words an entry means, and which words that only look like it."""

from __future__ import annotations

import pytest

from kordon.reading.lang import analyser
from kordon.reading.lexicon import Lexicon, lexicon
from kordon.reading.text import tokens


def concepts(lang: str, text: str) -> set[str]:
    return {hit.concept for hit in lexicon(lang).find(tokens(text, 0, len(text), analyser(lang)))}


@pytest.mark.parametrize(
    ("lang", "text", "concept"),
    [
        ("kk", "желтоқсанда", "CAUSE.weather"),
        ("kk", "теміржол желісі", "CAUSE.weather"),
        ("kk", "қоймада", "CARGO.meat"),
        ("kk", "жұмысын тоқтатқан болатын", "CARGO.metals"),
        ("kk", "газеті жазды", "CARGO.gas"),
        ("kk", "дәрігерлер", "CARGO.medicine"),
        ("kk", "министрлік хабарлады", "ELEMENT.terminal"),
        ("kk", "жолаушылар", "ELEMENT.road"),
        ("kk", "түсіндірді", "DOWN"),
        ("kk", "қауіпсіздік", "RISK"),
        ("kk", "арналған", "SPK.media"),
        ("ru", "в электронной очереди", "CARGO.electronics"),
        ("ru", "осадка судов", "CAUSE.weather"),
        ("en", "according to", "AGREE"),
        ("zh", "整车运价", "CARGO.automotive"),
    ],
)
def test_words_that_only_begin_alike_are_no_hit(lang: str, text: str, concept: str) -> None:
    assert concept not in concepts(lang, text)


@pytest.mark.parametrize(
    ("lang", "text", "concept"),
    [
        ("kk", "қатты жел", "CAUSE.weather"),
        ("kk", "қой еті", "CARGO.meat"),
        ("kk", "болат құбырлар", "CARGO.metals"),
        ("kk", "газды", "CARGO.gas"),
        ("kk", "көлем түсті", "DOWN"),
        ("ru", "электронные компоненты", "CARGO.electronics"),
        ("ru", "из-за осадков", "CAUSE.weather"),
        ("zh", "整车出口", "CARGO.automotive"),
    ],
)
def test_the_words_meant_are_hits(lang: str, text: str, concept: str) -> None:
    assert concept in concepts(lang, text)


def test_an_exception_is_a_beginning_or_with_an_equals_sign_one_form() -> None:
    book = Lexicon("kk")
    book._add("TEST", "тест*!тестер!=тесті")
    assert {
        word: any(hit.concept == "TEST" for hit in book.find(tokens(word, 0, len(word), analyser("kk"))))
        for word in ("тест", "тестілер", "тестердің", "тесті", "тестіні")
    } == {"тест": True, "тестілер": True, "тестердің": False, "тесті": False, "тестіні": True}


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("астығына кедендік баж", "CARGO.grain"),
        ("балығын жөнелтті", "CARGO.food"),
        ("қызанағы тексерілді", "CARGO.food"),
        ("жүгін түсірді", "CARGO.general"),
        ("қосалқы бөлшегі", "CARGO.automotive"),
    ],
)
def test_kazakh_cargo_with_its_last_consonant_voiced(text: str, concept: str) -> None:
    assert concept in concepts("kk", text)


def test_other_words_that_begin_like_voiced_cargo() -> None:
    assert not any(c.startswith("CARGO") for c in concepts("kk", "сотқа жүгінді, адамдар жүгірді"))
    assert not any(c.startswith("CARGO") for c in concepts("zh", "货币贬值"))
