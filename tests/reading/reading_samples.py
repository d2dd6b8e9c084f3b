"""Short ways to read a sentence in tests."""

from __future__ import annotations

import datetime as dt

from kordon.model import Claim, Report
from kordon.reading import read
from kordon.reading.evaluate import offsets_valid

DAY = dt.date(2025, 11, 18)


def report(text: str, lang: str = "ru", day: dt.date | None = DAY, ident: str = "r1") -> Report:
    return Report(id=ident, text=text, lang=lang, published=day)


def claims(text: str, lang: str = "ru", day: dt.date | None = DAY) -> tuple[Claim, ...]:
    found = read(report(text, lang, day))
    assert all(offsets_valid(claim, text) for claim in found)
    return found


def one(text: str, kind: str, lang: str = "ru", day: dt.date | None = DAY) -> Claim:
    found = [claim for claim in claims(text, lang, day) if claim.type == kind]
    assert len(found) == 1, [(claim.type, claim.status) for claim in claims(text, lang, day)]
    return found[0]
