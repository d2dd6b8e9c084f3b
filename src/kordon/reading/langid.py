"""Which of the four languages a text is written in, by script, by letters that only one of them has, and by endings."""

from __future__ import annotations

import re

_KAZAKH = frozenset("әғқңөұүһ")  # і is Ukrainian, Belarusian and older Russian too
_UKRAINIAN = frozenset("ґєї")
_BRACKETED = re.compile(r"[(\[（【][^()\[\]（）【】]{0,200}[)\]）】]")
_WORD = re.compile(r"[^\W\d_]+")
# Kazakh is often typed without its own letters; then its endings stand against the endings and small words of Russian.
_KAZAKH_WORD = re.compile(
    r"мен|пен|бен|жане|деп|бар|ж[оу]к|емес|бул|осы|жылы?|кун\w*|ушин|бойынша|туралы|кейин|дейин|сайын|"
    r"\w{2,}(?:лды|лди|лді|нды|нди|лып|нып|йды|йди|[ае]ды|[еи]ди|[гк]ан|[гк]ен|ма[йк]|ме[йк]|[лдт][ае]р\w{0,4}|[нд][ыи]н|[дтн]ан|[дтн]ен|"
    r"ынд[ае]|инд[ае]|ын[ае]|ин[ае]|ыны|ини|ымен|имен|лык|лик|сыз|дагы|деги|г[ае]|лы|лі)"
)
_RUSSIAN_WORD = re.compile(
    r"[всикоуя]|на|по|из|за|от|не|но|для|что|как|при|об|со|из-за|это|все|уже|под|над|или|его|их|ее|её|то|же|"
    r"\w*[ёщц]\w*|\w+(?:[оеи]го|[оеы]му|[ыи]ми|[аеио]я|ую|юю|[оеыи]й|[оеы]е|[аяи]х|[ая]ми|и[юи]|[оеё]в|ость|ости|ств[аоуе]|"
    r"[аиеы]ть|сь|ся|[аиеяу]т|[юя]т|\w[аиеяы]л[аои]?|ен[аоы]?|[еи]й|ью)"
)


def detect_language(text: str) -> str:
    """Return ``ru``, ``en``, ``kk`` or ``zh``; a text in none of them counts as the nearest (see :func:`unread`).

    What stands in brackets (a name in its own script) counts only where nothing else does.
    """
    sample = text[:20000].lower()
    bare = _BRACKETED.sub(" ", sample)
    if any(c.isalpha() for c in bare):
        sample = bare
    han = sum("\u3400" <= c <= "\u9fff" for c in sample)
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in sample)
    latin = sum("a" <= c <= "z" for c in sample)
    if han * 2 > cyrillic + latin:  # a Han character stands for some two letters
        return "zh"
    if cyrillic and cyrillic >= latin:
        return "kk" if _is_kazakh(sample, cyrillic) else "ru"
    return "en"


def _is_kazakh(sample: str, cyrillic: int) -> bool:
    own = sum(c in _KAZAKH for c in sample)
    if any(c in _UKRAINIAN for c in sample) and own < sum(c in _UKRAINIAN for c in sample):
        return False
    if own and (own + sample.count("і")) / cyrillic > 0.08:
        return True
    kazakh = russian = 0
    for word in _WORD.findall(sample):
        if any(c in _KAZAKH for c in word):
            kazakh += 1
        elif _RUSSIAN_WORD.fullmatch(word):
            russian += 1
        elif _KAZAKH_WORD.fullmatch(word):
            kazakh += 1
    return kazakh > (0 if own else 1) and kazakh > russian


def unread(text: str) -> str:
    """Return the name of a language that a text is written in and that is none of the four, '' where it is one of them.

    Told only by what is plain from the script: such a text is read as the nearest of the four, and users are told so.
    """
    sample = text[:20000].lower()
    letters = sum(c.isalpha() for c in sample) or 1
    for name, share, last in (
        ("Japanese", 0.1, (("\u3041", "\u30ff"),)),
        ("Korean", 0.3, (("\uac00", "\ud7a3"),)),
        ("a language in Arabic script", 0.5, (("\u0620", "\u06ff"),)),
    ):
        if sum(a <= c <= b and c.isalpha() for c in sample for a, b in last) > share * letters:
            return name
    if sum(c in _UKRAINIAN for c in sample) > 0.005 * letters and not any(c in _KAZAKH for c in sample):
        return "Ukrainian"
    return ""
