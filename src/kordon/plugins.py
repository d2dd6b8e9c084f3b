"""Every extension point on one page, as protocols; implementations are found by entry point.

A package offers an implementation under the entry point group of the protocol; Kordon's own ones use the same door.
What an implementation returns is a suggestion: the room that asks for it checks it against the text before it
believes it.

=====================  ==========================  ==========================================
group                  protocol                    used by
=====================  ==========================  ==========================================
``kordon.extractors``  :class:`Extractor`          ``kordon read --extractor NAME``
=====================  ==========================  ==========================================
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from typing import Protocol, cast, runtime_checkable

from kordon.errors import LookupFailed
from kordon.model import ClaimType, Report

EXTRACTORS = "kordon.extractors"
_OWN = {
    EXTRACTORS: {
        "llm": "kordon.reading.extractors.llm:LanguageModel",
        "spacy": "kordon.reading.extractors.spacy_names:SpacyNames",
    }
}
"""Our own implementations by name, for checkouts that are run without being installed."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an extractor believes to have read in one sentence, in the very words of the text.

    ``quote`` is the sentence or a part of it, ``trigger`` the words in it that make the ``type``. ``places``, ``whens``
    and ``quantities`` are the words of the slots, ``source`` those that name the speaker. Words that are not in the
    text are dropped, and so is a suggestion whose quote or trigger is not. Without a type it only names places,
    which serve claims of that sentence that have none.
    """

    quote: str
    type: ClaimType | None = None
    trigger: str = ""
    places: tuple[str, ...] = ()
    whens: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    source: str = ""


@runtime_checkable
class Extractor(Protocol):
    """Reads a report and suggests claims. It is made without arguments and must not change the report."""

    def suggest(self, report: Report) -> Sequence[Suggestion]:
        """Return what the report says, sentence by sentence; an empty list when it says nothing about freight."""
        ...


def extractor(name: str) -> Extractor:
    """Return a new extractor by name; raises :class:`kordon.errors.LookupFailed` for one that is not installed."""
    return cast(Extractor, _load(EXTRACTORS, name)())


def names(group: str = EXTRACTORS) -> tuple[str, ...]:
    """Return the names of what is installed for an entry point group, Kordon's own included."""
    return tuple(sorted({point.name for point in entry_points(group=group)} | set(_OWN.get(group, {}))))


def _load(group: str, name: str) -> type:
    for point in entry_points(group=group):
        if point.name == name:
            return cast(type, point.load())
    own = _OWN.get(group, {}).get(name)
    if own is None:
        raise LookupFailed(
            f"no extractor is called {name!r}", where="--extractor", mend=f"installed are {', '.join(names(group))}"
        )
    module, _, attribute = own.partition(":")
    return cast(type, getattr(import_module(module), attribute))
