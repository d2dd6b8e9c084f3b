# ruff: noqa: E501
"""Places in a sentence: our own names first, then the world's gazetteer; Russian names in every case form.

Names are declined forward when the index is built, so a match is a form that a name really has. A state's adjective is
kept apart: it names a border section ('the Polish-Belarusian border') or the origin of goods, never a place by itself.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from kordon.reading.lang import LANGUAGES
from kordon.reading.lasting import building
from kordon.reading.places.declension import kazakh_stems, norm, russified, title
from kordon.reading.places.index import Index
from kordon.reading.places.model import Name, PlaceHit
from kordon.reading.places.plausible import OUR_COUNTRY, plausible
from kordon.reading.places.settlements import chinese_settlement, found_settlement
from kordon.reading.places.unknown import unknown_names
from kordon.reading.places.words import CITY_ADJECTIVE, CITY_NOUNS, EN_PLACE_NOUNS, LEADS, MONTHS, NO_CITY, NO_NAME_KK
from kordon.reading.text import Token


class Gazetteer(Index):
    """Names of one language's texts, and where they stand in a sentence."""

    def find(self, line: list[Token], text: str) -> list[PlaceHit]:
        """Return the places of a sentence, longest name first, never overlapping."""
        hits: list[PlaceHit] = []
        n = len(line)
        i = 0
        while i < n:
            token = line[i]
            best: tuple[int, Name] | None = None
            small = token.low in self._peoples or self._adjective(token)
            small = small or (self.lang == "kk" and token.low.startswith(OUR_COUNTRY))
            if token.word and (self.lang == "zh" or token.text[0].isupper() or token.glued or small):
                for form in self._lookups(token):
                    for pattern, place in self._index.get(form, ()):
                        j = self._match(line, i, pattern)
                        if j < 0 or not plausible(self.lang, line, i, j, place, text):
                            continue
                        if best is None or (j, place.weight) > (best[0], best[1].weight):
                            best = (j, place)
            if best is None and token.word and (self.lang == "zh" or token.text[0].isupper()):
                best = self._settlement(line, i, text)
            if token.word and token.text[0].isupper():
                best = self._headed(line, i, text, best)
            if best is None and self.lang == "ru" and "adj" in token.tags:
                best = self._of_city(line, i)
            if best:
                j, place = best
                if place.kind != "country":
                    shown = self._shown(line, i, j, place, text)
                    place = replace(place, name=re.sub('[«»“”"]', "", shown))
                hits.append(
                    PlaceHit(
                        i,
                        j,
                        line[i].start,
                        line[j].end,
                        place,
                        f"{place.form} '{text[line[i].start : line[j].end]}' of {place.id or place.name}",
                    )
                )
                i = j + 1
            else:
                i += 1
        return hits

    def _headed(self, line: list[Token], i: int, text: str, best: tuple[int, Name] | None) -> tuple[int, Name] | None:
        """Return the place that a small word before a name makes of it ('в порту Кавказ': not the mountains), else ``best``."""
        k = i - 1 - (i > 1 and line[i - 1].text in '«"“')
        for begin in range(k, max(-1, k - 2), -1) if self.lang in ("ru", "en") else ():
            head = line[begin : k + 1]
            if not head[0].word or head[0].text[0].isupper():
                return best
            for key in sorted(head[0].keys | {head[0].low}):
                for pattern, place in self._index.get(key, ()):
                    words = " ".join(place.name.split()[len(head) :])
                    if words and all(t.low in part or t.keys & part for t, part in zip(head, pattern, strict=False)):
                        j = self._match(line, i, pattern[len(head) :])
                        if j < i or not plausible(self.lang, line, i, j, place, text):
                            continue
                        if best is not None and best[0] >= j and (best[1].kind, best[1].cc) == (place.kind, place.cc):
                            return best
                        return j, replace(place, name=words)
        return best

    def _shown(self, line: list[Token], i: int, j: int, place: Name, text: str) -> str:
        """Return a name as the text has it, without its case ending: the tables often know another spelling."""
        surface = text[line[i].start : line[j].end]
        if surface == "Gulf" and self.lang == "en":
            return "Persian Gulf"  # 'the Gulf' without another word
        if self.lang in ("en", "zh"):
            return surface
        if self.lang == "kk" and line[j].low.startswith("облыстар"):
            return place.name  # 'Павлодар және Абай облыстары'
        bare = re.sub(r"^[Пп]орт(?:[аеу]|ом)? ", "", surface)
        if bare != surface and norm(bare) in self._said.get(place.id, ()):
            return bare  # 'Порт Оля'
        spelt = _plain(surface)
        if any(_plain(said) == spelt for said in self._said.get(place.id or place.name, ())):
            return _bare(surface) if self.lang == "kk" else surface
        if self.lang == "kk":
            forms = {form for pattern, _ in self._index.get(norm(place.name).split(" ")[0], ()) for form in pattern[-1]}
            forms |= set(norm(re.sub(r"[-–—]", " ", place.name)).split()[-1:])
            stems = [
                key
                for key in sorted(kazakh_stems(line[j]), key=lambda key: (-len(key), key))
                if ({key} | russified(key)) & forms and line[j].low.startswith(key[:-1])
            ]
            shown = text[line[i].start : line[j].start + len(stems[0])] if stems else place.name
            return _bare(shown)
        if place.kind == "corridor" and re.search(r"\s[-–—]\s|Север-Юг", surface):
            return surface  # 'Север — Юг' has no case endings
        if "-" in surface and "-" not in place.name and " " in place.name:
            return place.name.replace(" ", "-")
        plain = re.sub(r"\s*[-–—]\s*", "-", place.name).lower()
        return (
            surface
            if re.sub(r"\s*[-–—]\s*", "-", surface).lower().replace("ё", "е") == plain.replace("ё", "е")
            else place.name
        )

    def state(self, cc: str) -> Name | None:
        """Return a state as a name by its code, None when data/states.csv has no such code."""
        return self._by_code.get(cc)

    def state_of(self, token: Token) -> Name | None:
        """Return the state that a word alone names, None when it names none."""
        if not token.word or not token.text[0].isupper():
            return None
        found = (
            place
            for form in self._lookups(token)
            for pattern, place in self._index.get(form, ())
            if len(pattern) == 1 and place.what == "state" and place.form == "name" and place.kind == "country"
        )
        return next(found, None)

    def city(self, wanted: Name, line: list[Token], hit: PlaceHit, text: str) -> Name:
        """Return the settlement of a capital's name where the tables know it, else the name as it is, spelt as in the text."""
        key = norm(wanted.name)
        known = self._cities.get(key) or found_settlement(key, self.lang, 0)
        name = self._shown(line, hit.first, hit.last, wanted, text) if self.lang in ("kk", "zh") else wanted.name
        return replace(known if known is not None and known.cc == wanted.cc else wanted, name=name)

    def unknown(self, line: list[Token], text: str, hits: list[PlaceHit]) -> list[PlaceHit]:
        """Return named posts, ports and stations that no table knows: 'пункт пропуска «X»', 'the X border crossing'."""
        return unknown_names(self.lang, line, text, hits) if line else []

    def _of_city(self, line: list[Token], i: int) -> tuple[int, Name] | None:
        """Return the town of 'Махачкалинский порт', 'на московских терминалах': its adjective before a word for a port or works."""
        match = CITY_ADJECTIVE.match(line[i].low)
        j = i + 1
        while j < min(len(line), i + 3) and "adj" in line[j].tags and not line[j].keys & CITY_NOUNS:
            j += 1
        if match is None or j >= len(line) or not line[j].keys & CITY_NOUNS:
            return None
        stem = match.group(1)
        if stem + "ск" in NO_CITY:
            return None
        options = [stem[:-2] + "ва"] if stem.endswith("ов") else []
        options += [stem + "ск", stem + "а", stem, stem + "ь", stem + "и", stem + "о"]
        if stem.endswith("ин"):
            options += [stem[:-2] + "а", stem[:-2] + "у", stem[:-2]]
        if stem[-1] in "жч":  # 'Рижский', 'Пражский'
            options.append(stem[:-1] + {"ж": "г", "ч": "к"}[stem[-1]] + "а")
        for option in options:
            found = found_settlement(option, "ru", 30_000)
            if found is not None:
                return i, replace(found, name=title(option))
        return None

    def _town(self, token: Token) -> bool:
        """Whether a word is the name of a town or of a place of the tables: the other end of 'Trelleborg-Swinoujscie'."""
        known = any(len(p) == 1 and n.kind == "point" and n.form == "name" for p, n in self._index.get(token.low, ()))
        return token.text[0].isupper() and (known or found_settlement(token.low, self.lang, 5_000) is not None)

    def _settlement(self, line: list[Token], i: int, text: str) -> tuple[int, Name] | None:
        """Return a settlement of the gazetteer file that begins at token ``i``, tried with its possible nominatives."""
        token = line[i]
        if self.lang == "zh":
            return chinese_settlement(line, i)
        if token.low in MONTHS or (self.lang == "kk" and token.low in NO_NAME_KK):
            return None
        if (
            self.lang == "kk"
            and len(token.low) < 5
            and (token.glued or _glued(line[i + 1] if i + 1 < len(line) else None))
        ):
            return None  # 'Қара-Кече'
        short = 2 if i and line[i - 1].low in (*LEADS, "–", "—", "-") else 3
        if len(token.text) < short or (token.text.isupper() and len(token.text) < 6):
            return None
        following = line[i + 1] if i + 1 < len(line) else None
        if (
            following is not None
            and following.word
            and following.text[0].isupper()
            and (following.glued or following.start == token.end + 1)
        ):
            joint = "-" if following.glued else " "
            for first in self._nominatives(token):
                for second in self._nominatives(following):
                    found = found_settlement(f"{first}{joint}{second}", self.lang, 5_000)
                    if found is not None:
                        return i + 1, found
        led = (i > 0 and line[i - 1].low in LEADS) or _beside(line, i)
        paired = self.lang == "en" and (
            token.glued or (following is not None and following.glued and following.text[0].isupper())
        )
        if not paired and (
            token.glued or (following is not None and following.glued and not following.text[0].isupper())
        ):
            return None
        beside = following if following is not None and following.glued else line[i - 1] if i and token.glued else None
        least = 1_000 if led or (paired and beside is not None and self._town(beside)) else 40_000
        for form in self._nominatives(token):
            if self.lang == "kk" and len(form) < 4 and form != token.low:
                continue  # 'Түнде': a short stem is too often the beginning of another word
            found = found_settlement(form, self.lang, least)
            if found is not None and plausible(self.lang, line, i, i, found, text):
                return i, found
        return None


def _glued(following: Token | None) -> bool:
    """Whether a hyphen joins a word to the next."""
    return following is not None and (following.glued or following.text in "–—-")


def _plain(name: str) -> str:
    """Return a name without what spellings differ in: 'Кен-Булун', 'Кен Булун'."""
    return re.sub(r"[-–— ]", "", norm(name))


_KK_HEAD = re.compile(r"^(.{3,}?)[»”\"]?\s+(?:порты?|бекеті|стансасы|станциясы|терминалы)$")


def _bare(name: str) -> str:
    """Return 'Поти' for 'Поти порты': the noun says what kind of place it is and is no part of the name."""
    found = _KK_HEAD.match(name)
    return found.group(1).strip('«“"') if found else name


def _beside(line: list[Token], i: int) -> bool:
    """Whether a word for a place or a dash to another name stands beside a name."""
    after = line[i + 1] if i + 1 < len(line) else None
    before = line[i - 1] if i else None
    if after is not None and (after.low in EN_PLACE_NOUNS or after.low.startswith(_KK_NOUNS)):
        return after.low != "and"
    if after is not None and after.text in "–—" and i + 2 < len(line) and line[i + 2].text[:1].isupper():
        return True
    if before is not None and before.text in "–—" and i > 1 and line[i - 2].text[:1].isupper():
        return True
    return (
        before is not None
        and before.low in ("and", "и", "пен", "мен", "бен")
        and i > 1
        and line[i - 2].text[:1].isupper()
    )


_KK_NOUNS = (
    "порты",
    "портын",
    "бекет",
    "өткел",
    "станса",
    "станци",
    "қала",
    "ауданы",
    "айла",
    "асуы",
    "терминал",
    "тораб",
    "маңы",
    "тұсы",
    "көпір",
)


@lru_cache(maxsize=8)
def gazetteer(lang: str) -> Gazetteer:
    """Return the index of names for texts of a language, built once."""
    with building():
        return Gazetteer(lang if lang in LANGUAGES else "en")
