"""The exceptions of Kordon.

::

    KordonError
    ├── UserError            what the user can mend: one line, exit code 2
    │   ├── InputError       a report, file or stream that cannot be read as what it should be
    │   ├── ScenarioError    a scenario that does not say something the world understands
    │   ├── LookupFailed     a name, date, cargo or place that Kordon does not know
    │   └── FetchError       a URL that is refused, does not answer or answers with something else
    ├── NothingFound         the answer is 'no' (nothing read, no lawful route): exit code 1
    └── DataError            a bundled table is broken: a defect of ours

A :class:`UserError` says what, where (file, row or field) and what to do, in one line.
"""

from __future__ import annotations


class KordonError(Exception):
    """Anything that Kordon raises on purpose."""


class UserError(KordonError):
    """What the user can mend. ``where`` names the file, row or field, ``mend`` what to do."""

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what = what
        self.where = where
        self.mend = mend
        super().__init__(str(self))

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        line = f"{head}; {self.mend}" if self.mend else head
        return " ".join(line.split())


class InputError(UserError):
    """A report, file or stream that cannot be read as what it should be."""


class ScenarioError(UserError):
    """A scenario that does not say something the world understands."""


class LookupFailed(UserError):
    """A name, date, cargo or place that Kordon does not know."""


class FetchError(UserError):
    """A URL that is refused, does not answer, or answers with something else."""


class NothingFound(KordonError):
    """The answer is 'no': nothing was read, or no lawful route exists. One line, whatever a file name in it holds."""

    def __str__(self) -> str:
        return " ".join(super().__str__().split())


class DataError(KordonError):
    """A bundled table is broken; names file, row and field."""
