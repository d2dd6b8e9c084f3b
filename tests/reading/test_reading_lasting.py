"""What makes loading short: the collector pauses while tables are built, patterns wait for a text of their language."""

from __future__ import annotations

import gc

import pytest

from kordon.reading.lasting import building
from kordon.reading.patterns import Patterns


def test_the_collector_pauses_and_goes_on_even_after_an_error() -> None:
    assert gc.isenabled()
    with building():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="broken"), building():
        int("broken")
    assert gc.isenabled()


def test_a_collector_that_the_user_switched_off_stays_off() -> None:
    gc.disable()
    try:
        with building():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_pattern_is_compiled_when_its_language_is_asked_for() -> None:
    patterns = Patterns({"ru": "фур[аы]", "en": "lorr(?:y|ies)", "kk": "көлік("})
    assert patterns["ru"].search("две фуры")
    assert list(patterns) == ["ru"]  # the broken one was not touched
    assert patterns["xx"].search("two lorries")  # a language without a pattern is read by English's
