# ruff: noqa: E501
"""How names change: Russian case forms made forward, nominatives guessed back, Kazakh words in Russian letters."""

from __future__ import annotations

import re
from functools import lru_cache

from kordon.reading.text import Token

CYRILLIC = re.compile(r"^[а-яёіғқңөұүһә' -]+$", re.I)


RU_CONSONANT = "бвгджзклмнпрстфхцчшщ"


_FLEETING = {"египет": "египт", "орел": "орл", "торжок": "торжк", "гидроузел": "гидроузл", "узел": "узл"}


def decline(word: str) -> set[str]:
    """Return the singular case forms of a Russian proper noun or adjective-like name (lower case, ё as е)."""
    w = word
    forms = {w}
    if len(w) < 3:
        return forms
    if w.endswith(("ый", "ий", "ой")) and len(w) > 4:
        s = w[:-2]
        forms |= {
            s + e
            for e in (
                "ого",
                "его",
                "ому",
                "ему",
                "ым",
                "им",
                "ом",
                "ем",
                "ая",
                "ой",
                "ую",
                "ое",
                "ие",
                "ые",
                "их",
                "ых",
            )
        }
        if w.endswith("ий"):
            forms |= {s + e for e in ("ия", "ию", "ием", "ии")}
        if w.endswith("ой"):
            forms |= {w[:-1] + e for e in ("я", "ю", "ем", "е")}
    elif w.endswith("ая"):
        forms |= {w[:-2] + e for e in ("ой", "ую", "ою")} | {w[:-1] + e for e in ("и", "е", "ю", "ей")}
    elif w.endswith("яя"):
        forms |= {w[:-2] + e for e in ("ей", "юю")}
    elif w.endswith(("ое", "ее")) and len(w) > 4:
        forms |= {w[:-2] + e for e in ("ого", "ому", "ым", "ом", "его", "ему", "им", "ем")}
    elif w.endswith("ые") or (w.endswith("ие") and not w.endswith(("вие", "дие", "тие", "щие"))):
        s = w[:-2]
        forms |= {s + e for e in ("ых", "ым", "ыми", "их", "им", "ими")}
        if w.endswith("ие"):
            forms |= {s + e for e in ("ия", "ию", "ием", "ии")}
    elif w.endswith("ия"):
        forms |= {w[:-1] + e for e in ("и", "ю", "ей")}
    elif w.endswith("ья"):
        forms |= {w[:-1] + e for e in ("и", "е", "ю", "ей")}
    elif w.endswith(("ье", "тие", "вие")):
        forms |= {w[:-1] + e for e in ("я", "ю", "ем", "и")}
    elif w.endswith("а"):
        s = w[:-1]
        forms |= {s + e for e in ("ы", "и", "е", "у", "ой", "ою", "ей")}
    elif w.endswith("я"):
        forms |= {w[:-1] + e for e in ("и", "е", "ю", "ей", "ёй", "й")}
    elif w.endswith("ь"):
        forms |= {w[:-1] + e for e in ("я", "ю", "ем", "ём", "е", "и", "ью")}
    elif w.endswith("й"):
        forms |= {w[:-1] + e for e in ("я", "ю", "ем", "е", "и")}
    elif w.endswith("и") and w[-2] in "чкхшжгщц":
        forms |= {w[:-1] + e for e in ("ам", "ами", "ах", "ей", "ов")} | ({w[:-1]} if len(w) > 5 else set())
    elif w.endswith("ни") and len(w) > 5:
        forms |= {w[:-1] + e for e in ("ям", "ями", "ях", "ей")}
    elif w.endswith("ы"):
        s = w[:-1]
        forms |= {s, s + "ам", s + "ами", s + "ах", s + "ов"}
    elif w.endswith("е") and len(w) > 3:
        forms |= {w[:-1] + e for e in ("я", "ю", "ем", "и")}
    elif w.endswith("о"):
        forms |= {w[:-1] + e for e in ("а", "у", "ом", "е")}
    elif w[-1] in RU_CONSONANT:
        forms |= {w + e for e in ("а", "у", "ом", "ем", "е", "ы", "и")}
        if w in _FLEETING:
            forms |= {_FLEETING[w] + e for e in ("а", "у", "ом", "е")}
        if w.endswith("ец") and len(w) > 4:
            forms |= {w[:-2] + "ц" + e for e in ("а", "у", "ом", "ем", "е")}
        if w.endswith(("ов", "ин")):
            forms.add(w + "ым")  # 'Беринговым проливом'
        if w.endswith("ок") and len(w) > 4:
            forms |= {w[:-2] + "к" + e for e in ("а", "у", "ом", "е")}
    return forms


def norm(word: str) -> str:
    """Return a word in lower case with ё as е and one kind of apostrophe."""
    return word.lower().replace("ё", "е").replace("’", "'")


RUSSIFIED = str.maketrans({"қ": "к", "ғ": "г", "ұ": "у", "ү": "у", "ө": "о", "ә": "а", "ң": "н", "һ": "х"})


_KAZAKH_ENDS = (
    "дағы", "дегі", "тағы", "тегі", "ндағы", "ндегі", "да", "де", "та", "те", "нда", "нде", "дан", "ден", "тан", "тен", "нан", "нен", "ға", "ге", "қа",
    "ке", "ның", "нің", "дың", "дің", "тың", "тің", "ды", "ді", "ты", "ті", "ны", "ні", "мен", "пен", "бен", "лық", "лік", "дық", "дік", "тық", "тік",
)  # fmt: skip


def kazakh_stems(token: Token) -> frozenset[str]:
    """Return the stems that a Kazakh word may have, itself among them."""
    return _stems(token.low, token.keys)


@lru_cache(maxsize=8192)
def _stems(low: str, keys: frozenset[str]) -> frozenset[str]:
    cut = (low[: -len(end)] for end in _KAZAKH_ENDS if low.endswith(end))
    return keys | {stem for stem in cut if len(stem) >= 2}


def russified(key: str) -> set[str]:
    """Return the spellings of a Kazakh stem in Russian letters; 'Сызран' is Сызрань there."""
    plain = key.translate(RUSSIFIED)
    out = {plain.replace("і", "и"), plain.replace("і", "ы")}
    if len(plain) > 4 and plain[-1] in RU_CONSONANT:
        out.add(plain.replace("і", "и") + "ь")
    return out


def kazakh_keys(token: Token) -> frozenset[str]:
    """Return the keys of a Kazakh word and their spellings in Russian letters, under which most places are known."""
    return _keys(token.low, token.keys)


@lru_cache(maxsize=8192)
def _keys(low: str, keys: frozenset[str]) -> frozenset[str]:
    stems = _stems(low, keys)
    return stems.union(*(russified(stem) for stem in stems))


def title(key: str) -> str:
    """Return a lower-cased name with capitals where names have them."""
    return re.sub(r"(?:^|(?<=[ -]))\w", lambda m: m.group().upper(), key)


def undecline(form: str) -> tuple[str, ...]:
    """Return the nominatives that a Russian form may come from; each really has that form."""
    out = [form]
    for cut in range(4):
        stem = form[: len(form) - cut]
        if len(stem) < 3:
            break
        for ending in ("", "а", "я", "ь", "й", "о", "е", "ы", "и", "ий", "ый", "ое", "ая", "ск", "ец", "ок"):
            candidate = stem + ending
            if candidate not in out and form in decline(candidate):
                out.append(candidate)
    return tuple(out)


@lru_cache(maxsize=4096)
def nominative(name: str, lead: str, known: bool) -> str:
    """Return the likely nominative of a Russian name after a preposition; ``known`` says that the dictionary has it.

    A name that the dictionary lacks is cut by the ending of the case that the preposition asks for; other endings are
    taken as part of an indeclinable name.
    """
    if known:
        from kordon.reading.lang.ru import lemma

        base = lemma(name.lower().replace("ё", "е"))
        return title(base) if base[:2] == name.lower()[:2] else name
    for leads, pattern, ending in _CASES:
        if lead in leads and re.search(pattern, name):
            return re.sub(pattern, ending, name)
    return name


_CASES = (
    (("в", "во", "на", "при"), r"(?<=[бвгджзклмнпрстфхцчшщ])е$", ""),
    (("в", "во", "на", "через", "под", "за"), r"(?<=[бвгджзклмнпрстфхцчшщ])у$", "а"),
    (("к", "ко"), r"(?<=[бвгджзклмнпрстфхцчшщ])у$", ""),
    (("к", "ко"), r"(?<=[бвгджзклмнпрстфхцчшщ])е$", "а"),
    (("из", "до", "от", "у", "около", "возле", "близ"), r"(?<=[бвгджзклмнпрстфхцчшщ])а$", ""),
    (("из", "до", "от", "у", "около", "возле", "близ"), r"(?<=[бвгджзклмнпрстфхцчшщ])ы$", "а"),
    (("под", "за", "над", "между"), r"(?<=[бвгджзклмнпрстфхцчшщ])ом$", ""),
    (("под", "за", "над", "между"), r"(?<=[бвгджзклмнпрстфхцчшщ])ой$", "а"),
)


_HEAD_GENDER = (
    (re.compile(r"(?:мор|озер|водохранилищ|месторождени)"), "ое"),
    (re.compile(r"(?:бухт|губ|банк|провинци|област)"), "ая"),
)


@lru_cache(maxsize=4096)
def whole_adjective(phrase: str) -> str:
    """Return 'Кольский залив' for 'Кольском заливе': the adjective and its noun in the nominative."""
    from kordon.reading.lang.ru import lemma

    words = phrase.split(" ")
    noun = lemma(words[-1].lower())
    ending = next((end for pattern, end in _HEAD_GENDER if pattern.match(noun)), "ий")
    out = []
    for word in words[:-1]:
        stem = re.sub(r"(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ый|ым)$", "", word)
        out.append(stem + ("ый" if ending == "ий" and not stem.endswith(("к", "г", "х", "н")) else ending))
    return " ".join([*out, noun])
