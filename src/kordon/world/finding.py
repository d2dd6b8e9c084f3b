"""What a check of the world finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: which check, in which file, which row, what, and how to mend it."""

    check: str
    file: str
    row: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}: {self.row}: {self.what}; {self.mend} [{self.check}]"
