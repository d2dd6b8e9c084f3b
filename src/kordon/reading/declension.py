"""How names change: Russian case forms made forward, nominatives guessed back, Kazakh words in Russian letters."""

from __future__ import annotations

import re

from kordon.reading.text import Token

CYRILLIC = re.compile(r"^[а-яёіғқңөұүһә' -]+$", re.I)


RU_CONSONANT = "бвгджзклмнпрстфхцчшщ"


def decline(word: str) -> set[str]:
    """Return the singular case forms of a Russian proper noun or adjective-like name (lower case, ё as е)."""
    w = word
    forms = {w}
    if len(w) < 3:
        return forms
    if re.search(r"(?:ый|ий|ой)$", w) and len(w) > 4:
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
        forms |= {w[:-2] + e for e in ("ой", "ую", "ою")}
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
    elif w.endswith("ы"):
        s = w[:-1]
        forms |= {s, s + "ам", s + "ами", s + "ах", s + "ов"}
    elif w.endswith("е") and len(w) > 3:
        forms |= {w[:-1] + e for e in ("я", "ю", "ем", "и")}
    elif w.endswith("о"):
        forms |= {w[:-1] + e for e in ("а", "у", "ом", "е")}
    elif w[-1] in RU_CONSONANT:
        forms |= {w + e for e in ("а", "у", "ом", "ем", "е", "ы", "и")}
        if w.endswith("ец") and len(w) > 4:
            forms |= {w[:-2] + "ц" + e for e in ("а", "у", "ом", "ем", "е")}
        if w.endswith("ок") and len(w) > 4:
            forms |= {w[:-2] + "к" + e for e in ("а", "у", "ом", "е")}
    return forms


def norm(word: str) -> str:
    """Return a word in lower case with ё as е and one kind of apostrophe."""
    return word.lower().replace("ё", "е").replace("’", "'")


RUSSIFIED = str.maketrans({"қ": "к", "ғ": "г", "ұ": "у", "ү": "у", "ө": "о", "ә": "а", "ң": "н", "һ": "х"})


def kazakh_keys(token: Token) -> frozenset[str]:
    """Return the keys of a Kazakh word and their spellings in Russian letters, under which most places are known."""
    keys = set(token.keys)
    for key in token.keys:
        plain = key.translate(RUSSIFIED)
        keys |= {plain.replace("і", "и"), plain.replace("і", "ы")}
    return frozenset(keys)


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
