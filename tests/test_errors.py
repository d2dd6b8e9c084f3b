"""User errors are one line that says what, where and what to do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kordon.errors import InputError, KordonError, LookupFailed, NothingFound, ScenarioError, UserError


@given(st.text(min_size=1), st.text(), st.text())
def test_a_user_error_is_one_line(what: str, where: str, mend: str) -> None:
    assert len(str(InputError(what, where=where, mend=mend)).splitlines()) <= 1


def test_it_names_where_and_the_mend() -> None:
    error = ScenarioError("unknown post 'x'", where="s.yaml, measure 2, where.posts", mend="did you mean 'y'?")
    assert str(error) == "s.yaml, measure 2, where.posts: unknown post 'x'; did you mean 'y'?"


def test_no_is_not_a_user_error() -> None:
    assert issubclass(LookupFailed, UserError)
    assert issubclass(NothingFound, KordonError)
    assert not issubclass(NothingFound, UserError)
