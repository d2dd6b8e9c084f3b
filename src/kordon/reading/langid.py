"""Which of the four languages a text is written in, by script and by letters that only one of them has."""

from __future__ import annotations

_KAZAKH = frozenset("әғқңөұүһі")


def detect_language(text: str) -> str:
    """Return ``ru``, ``en``, ``kk`` or ``zh``; a text in none of them counts as English."""
    sample = text[:20000].lower()
    han = sum("\u3400" <= c <= "\u9fff" for c in sample)
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in sample)
    latin = sum("a" <= c <= "z" for c in sample)
    if han * 3 > cyrillic + latin:
        return "zh"
    if cyrillic >= latin:
        kazakh = sum(c in _KAZAKH for c in sample)
        return "kk" if cyrillic and kazakh / cyrillic > 0.04 else "ru"
    return "en"
