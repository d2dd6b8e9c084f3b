"""The stored analysis of Russian words: fresh, the same as parsing, and never used where something else would parse."""

from __future__ import annotations

from importlib import resources

import pytest

from kordon.errors import DataError
from kordon.reading.lang import ru, ru_parse, ru_stored
from kordon.reading.lexicon import Lexicon, analysed_words
from kordon.reading.text import as_written

COMMAND = "python scripts/store_words.py"


@pytest.fixture
def text() -> str:
    return resources.files("kordon.reading").joinpath("data/ru_words.tsv").read_text(encoding="utf-8")


def words_of(text: str) -> set[str]:
    return {line.split("\t")[0] for line in text.splitlines()[1:]}


def test_the_file_holds_the_words_of_the_lexicon_and_no_others(text: str) -> None:
    asked = {word for word in analysed_words("ru") if ru_parse.is_russian(word)}
    assert len(asked) > 2000
    assert words_of(text) == asked, f"data/ru.lex has changed: run {COMMAND}"


def test_the_file_says_what_parsing_says(text: str) -> None:
    made_by = text.splitlines()[0].removeprefix("# ")
    if made_by.rpartition(", ")[0] != ru_stored.maker().rpartition(", ")[0]:
        pytest.skip(f"the file was made by {made_by}, and here is {ru_stored.maker()}: it is not used")
    assert made_by == ru_stored.maker(), f"lang/ru_parse.py has changed: run {COMMAND}"
    assert text == ru_stored.dumped(words_of(text)), f"run {COMMAND}"
    assert ru_stored.loaded(text, made_by) == {word: ru_parse.parsed(word) for word in words_of(text)}


def test_a_lexicon_from_the_file_is_the_lexicon_that_parsing_makes() -> None:
    kept, parsed = Lexicon("ru"), Lexicon("ru", ru_parse.parsed)
    assert kept._first == parsed._first


def test_loading_the_lexicon_parses_nothing(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if not ru_stored.loaded(text, ru_stored.maker()):
        pytest.skip("the file was made by other versions than those here: it is not used")
    monkeypatch.setattr(ru_parse, "parsed", None)
    ru.analyse.cache_clear()
    assert Lexicon("ru", lambda word: ru.analyse(word) if ru_parse.is_russian(word) else as_written(word))._first


@pytest.mark.parametrize("other", ["pymorphy3 1.0", "", "{} "])
def test_nothing_is_used_of_a_file_that_another_maker_made(text: str, other: str) -> None:
    made_by = text.splitlines()[0].removeprefix("# ")
    assert ru_stored.loaded(text, made_by)
    assert ru_stored.loaded(text, other.format(made_by)) == {}


def test_a_stale_file_is_parsed_anew_and_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["фура", "очередь", "закрытый"]
    before = [ru.analyse(word) for word in words]
    monkeypatch.setattr(ru_stored, "maker", lambda: "pymorphy3 9, pymorphy3-dicts-ru 9, code 0")
    ru_stored.stored.cache_clear()
    ru.analyse.cache_clear()
    asked: list[str] = []
    parsed = ru_parse.parsed
    monkeypatch.setattr(ru_parse, "parsed", lambda word: asked.append(word) or parsed(word))
    try:
        assert [ru.analyse(word) for word in words] == before
        assert asked == words
    finally:
        monkeypatch.undo()
        ru_stored.stored.cache_clear()
        ru.analyse.cache_clear()


def test_a_word_of_ones_own_is_parsed() -> None:
    assert "виолончель" not in ru_stored.stored()
    assert ru.analyse("виолончелью") == ru_parse.parsed("виолончелью")
    assert "виолончель" in ru.analyse("виолончелью")[0]


def test_a_broken_line_is_named() -> None:
    with pytest.raises(DataError, match=r"ru_words\.tsv line 3"):
        ru_stored.loaded("# a\nфура\tфур\tnoun\nочередь noun\n", "a")
