"""The public face: a sorted list of about fifteen names, each of which is really there."""

from __future__ import annotations

import pytest

import kordon


def test_every_public_name_resolves() -> None:
    for name in kordon.__all__:
        assert getattr(kordon, name) is not None


def test_the_list_is_sorted_and_short() -> None:
    assert kordon.__all__[1:] == sorted(kordon.__all__[1:])
    assert len(kordon.__all__) <= 18


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        kordon.nothing  # noqa: B018


def test_dir_lists_the_public_names() -> None:
    assert set(kordon.__all__) == set(dir(kordon))
