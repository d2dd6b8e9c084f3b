# ruff: noqa: E501
"""Places in a sentence: our own names first, then the world's gazetteer; Russian names in every case form.

Names are declined forward when the index is built, so a match is a form that a name really has. A state's adjective is
kept apart: it names a border section ('the Polish-Belarusian border') or the origin of goods, never a place by itself.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources

from kordon.reading.declension import CYRILLIC, RUSSIFIED, decline, kazakh_keys, norm, title, undecline
from kordon.reading.lang import analyser
from kordon.reading.placewords import (
    CITY_ADJECTIVE,
    CITY_NOUNS,
    COMPANY_AFTER,
    COMPANY_WORDS,
    EN_PLACE_LEADS,
    EN_PLACE_NOUNS,
    LEADS,
    MONTHS,
    NO_NAME,
    NO_PLACE_KK,
    RU_KINDS,
    UNKNOWN,
)
from kordon.reading.text import Token, tokens
from kordon.world.gazetteer import names
from kordon.world.names import fold

_ADJECTIVE_ENDINGS = ("ий", "ая", "ое", "ие", "ого", "ой", "ому", "ую", "им", "ом", "их", "ими", "о")


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one place as the index knows it."""

    name: str
    kind: str
    what: str
    cc: str
    lat: float | None
    lon: float | None
    id: str
    form: str = "name"
    """``name``, ``adjective`` (of a state) or ``capital`` (metonym of a state)."""
    weight: int = 0
    city: str = ""
    """For a capital's name: the city, should the words around it mean the city."""


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A name found at tokens ``[first, last]``."""

    first: int
    last: int
    start: int
    end: int
    place: Name
    why: str


class Gazetteer:
    """Names of one language's texts, indexed by the first word's forms."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._index: dict[str, list[tuple[tuple[frozenset[str], ...], Name]]] = defaultdict(list)
        self._cities: dict[str, Name] = {}
        self._by_code: dict[str, Name] = {}
        self._states()
        self._names()
        self._world()

    # ------------------------------------------------------------------ building

    def _states(self) -> None:
        text = resources.files("kordon.reading").joinpath("data/states.csv").read_text(encoding="utf-8")
        for row in csv.DictReader(text.splitlines()):
            cc, lat, lon = row["cc"], float(row["lat"]), float(row["lon"])
            own = row[self.lang if self.lang in row else "en"].split(";")[0] or row["en"].split(";")[0]
            state = Name(own, "country", "state", cc, lat, lon, cc, weight=9)
            adjective = replace(state, form="adjective")
            self._by_code[cc] = state
            for column in {"ru": ("ru", "en"), "en": ("en",), "kk": ("kk", "ru"), "zh": ("zh", "en")}[self.lang]:
                for name in filter(None, row[column].split(";")):
                    self.add(name, state)
            if self.lang == "ru":
                for stem in filter(None, row["ru_adj"].split(";")):
                    for ending in _ADJECTIVE_ENDINGS:
                        form = norm(stem) + ending
                        self._index[form].append(((frozenset((form,)),), adjective))
            elif self.lang == "en":
                for name in filter(None, row["en_adj"].split(";")):
                    self.add(name, adjective)
            capitals = (
                row["capital_en"] if self.lang == "en" else row["capital_ru"] if self.lang in ("ru", "kk") else ""
            )
            for name in filter(None, capitals.split(";")):
                self.add(name, replace(state, form="capital", weight=5, city=name))

    def _names(self) -> None:
        text = resources.files("kordon.reading").joinpath("data/names.csv").read_text(encoding="utf-8")
        for row in csv.DictReader(text.splitlines()):
            lat = float(row["lat"]) if row["lat"] else None
            lon = float(row["lon"]) if row["lon"] else None
            for name in (part.strip() for part in row["names"].split(";")):
                if name:
                    self.add(name, Name(name, row["kind"], row["what"], row["cc"], lat, lon, row["id"], weight=8))

    def _world(self) -> None:
        """Add the names of the world's own tables; a capital's city waits until the words mean the city."""
        script = {"ru": CYRILLIC, "kk": CYRILLIC, "en": _LATIN, "zh": _HAN}[self.lang]
        for key, hits in names().own.items():
            if not script.match(key) or len(key) < (2 if self.lang == "zh" else 3):
                continue
            if any(fields.get("what") == "state" and fields.get("cc") in _state_codes() for fields in hits):
                continue
            for fields in hits:
                record = _own_name(fields, key, self.lang)
                if record is None or _paired(fields, key):
                    continue
                if any(place.form == "capital" for _, place in self._index.get(key, ())):
                    self._cities.setdefault(key, record)
                else:
                    self.add(key, record, own=True)
                break

    def add(self, name: str, place: Name, *, own: bool = False) -> None:
        """Index one spelling of a place."""
        line = [
            t
            for t in tokens(name, 0, len(name), analyser("zh" if self.lang == "zh" else "en"))
            if t.word or t.text[0].isdigit()
        ]
        if not line:
            return
        if place.what == "post":
            place = replace(place, cc=_side(name, place.cc))
        parts = tuple(self._forms(norm(t.text), t.glued) for t in line)
        if own:
            for pattern, known in list(self._index.get(next(iter(parts[0])), ())):
                if (
                    pattern == parts
                    and known.form == "name"
                    and known.kind == place.kind
                    and (known.cc == place.cc or not known.cc)
                ):
                    better = replace(place, name=known.name, what=known.what if known.what == "post" else place.what)
                    for form in parts[0]:
                        bucket = self._index[form]
                        bucket[:] = [(p, better if k is known else k) for p, k in bucket]
                    return
        for form in parts[0]:
            bucket = self._index[form]
            if not any(
                place.id == known.id and place.form == known.form and parts == pattern and place.cc == known.cc
                for pattern, known in bucket
            ):
                bucket.append((parts, place))

    def _forms(self, word: str, glued: bool) -> frozenset[str]:
        if self.lang == "ru" and CYRILLIC.match(word):
            if word.isupper() or word in ("и", "на", "ау", "сша", "кнр", "рф", "рк", "оаэ", "юар"):
                return frozenset((word,))
            return frozenset(decline(word))
        if self.lang == "zh":
            from kordon.reading.lang.zh import simplify

            return frozenset((simplify(word),))
        return frozenset((word,))

    # ------------------------------------------------------------------ finding

    def find(self, line: list[Token], text: str) -> list[PlaceHit]:
        """Return the places of a sentence, longest name first, never overlapping."""
        hits: list[PlaceHit] = []
        n = len(line)
        i = 0
        while i < n:
            token = line[i]
            best: tuple[int, Name] | None = None
            if token.word and (self.lang == "zh" or token.text[0].isupper() or token.glued or self._adjective(token)):
                for form in self._lookups(token):
                    for pattern, place in self._index.get(form, ()):
                        j = self._match(line, i, pattern)
                        if j < 0 or not self._plausible(line, i, j, place, text):
                            continue
                        if best is None or (j, place.weight) > (best[0], best[1].weight):
                            best = (j, place)
            if best is None and token.word and (self.lang == "zh" or token.text[0].isupper()):
                best = self._settlement(line, i, text)
            if best is None and self.lang == "ru" and "adj" in token.tags:
                best = self._of_city(line, i)
            if best:
                j, place = best
                if place.kind != "country":
                    place = replace(place, name=self._shown(line, i, j, place, text))
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

    def _shown(self, line: list[Token], i: int, j: int, place: Name, text: str) -> str:
        """Return a name as the text has it, without its case ending: the tables often know another spelling."""
        surface = text[line[i].start : line[j].end]
        if self.lang in ("en", "zh"):
            return surface
        if self.lang == "kk":
            forms = {form for pattern, _ in self._index.get(norm(place.name).split(" ")[0], ()) for form in pattern[-1]}
            forms |= set(norm(re.sub(r"[-–—]", " ", place.name)).split()[-1:])
            stems = [
                key
                for key in sorted(line[j].keys, key=lambda key: (-len(key), key))
                if {key, *(key.translate(RUSSIFIED).replace("і", v) for v in "иы")} & forms
                and line[j].low.startswith(key[:-1])
            ]
            return text[line[i].start : line[j].start + len(stems[0])] if stems else place.name
        plain = re.sub(r"\s*[-–—]\s*", "-", place.name).lower()
        return (
            surface
            if re.sub(r"\s*[-–—]\s*", "-", surface).lower().replace("ё", "е") == plain.replace("ё", "е")
            else place.name
        )

    def state(self, cc: str) -> Name | None:
        """Return a state as a name by its code, None when data/states.csv has no such code."""
        return self._by_code.get(cc)

    def city(self, wanted: Name) -> Name:
        """Return the settlement of a capital's name where the tables know it, else the name as it is."""
        key = norm(wanted.name)
        known = self._cities.get(key) or _settled(key, self.lang, 0)
        return replace(known, name=wanted.name) if known is not None and known.cc == wanted.cc else wanted

    def unknown(self, line: list[Token], text: str, hits: list[PlaceHit]) -> list[PlaceHit]:
        """Return named posts, ports and stations that no table knows: 'пункт пропуска «X»', 'the X border crossing'."""
        pattern = UNKNOWN.get(self.lang)
        if pattern is None or not line:
            return []
        states = {h.place.cc for h in hits if h.place.what == "state"}
        out = list(self._paired_names(line, text, hits))
        for match in pattern.finditer(text, line[0].start, line[-1].end):
            group = "name" if match.group("name") else "name2"
            a, b = match.span(group)
            at = [k for k, token in enumerate(line) if a <= token.start < b]
            if (
                not at
                or any(h.start < b and a < h.end for h in [*hits, *out])
                or match.group(group).lower().split()[0] in NO_NAME
            ):
                continue
            cc = next(iter(states)) if len(states) == 1 else ""
            name = Name(match.group(group), "point", "post", cc, None, None, "", weight=1)
            out.append(
                PlaceHit(
                    at[0],
                    at[-1],
                    line[at[0]].start,
                    line[at[-1]].end,
                    name,
                    "a name beside 'crossing', 'port' or 'station'",
                )
            )
        return out

    def _paired_names(self, line: list[Token], text: str, hits: list[PlaceHit]) -> Iterator[PlaceHit]:
        """Yield unknown names joined to a known post, station or port: 'Аттари — Вага', 'the Kuznica and Polowce crossings'."""
        if self.lang == "zh":
            return
        taken = {k for h in hits for k in range(h.first, h.last + 1)}
        for hit in hits:
            if hit.place.kind != "point" or hit.place.what == "strait" or hit.last + 2 >= len(line):
                continue
            joint, other = line[hit.last + 1], line[hit.last + 2]
            if hit.last + 2 in taken or not other.word or not other.text[0].isupper() or len(other.text) < 3:
                continue
            after = line[hit.last + 3].low if hit.last + 3 < len(line) else ""
            if joint.text in "–—" or (
                joint.low == "and" and after in ("crossings", "ports", "posts", "checkpoints", "stations", "terminals")
            ):
                name = Name(other.text, "point", hit.place.what, hit.place.cc, None, None, "", weight=1)
                yield PlaceHit(
                    hit.last + 2, hit.last + 2, other.start, other.end, name, f"a name joined to '{hit.place.name}'"
                )

    def _of_city(self, line: list[Token], i: int) -> tuple[int, Name] | None:
        """Return the town of 'Махачкалинский порт', 'на московских терминалах': its adjective before a word for a port or works."""
        match = CITY_ADJECTIVE.match(line[i].low)
        if match is None or i + 1 >= len(line) or not line[i + 1].keys & CITY_NOUNS:
            return None
        stem = match.group(1)
        options = [stem[:-2] + "ва"] if stem.endswith("ов") else []
        options += [stem + "ск", stem + "а", stem, stem + "ь", stem + "и", stem + "о"]
        if stem.endswith("ин"):
            options += [stem[:-2] + "а", stem[:-2] + "у", stem[:-2]]
        for option in options:
            found = _settled(option, "ru", 30_000)
            if found is not None:
                return i, replace(found, name=title(option))
        return None

    def _settlement(self, line: list[Token], i: int, text: str) -> tuple[int, Name] | None:
        """Return a settlement of the gazetteer file that begins at token ``i``, tried with its possible nominatives."""
        token = line[i]
        if self.lang == "zh":
            return _chinese_settlement(line, i)
        if token.low in MONTHS:
            return None
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
                    found = _settled(f"{first}{joint}{second}", self.lang, 5_000)
                    if found is not None:
                        return i + 1, found
        led = i > 0 and line[i - 1].low in LEADS
        if token.glued or (following is not None and following.glued and not following.text[0].isupper()):
            return None
        for form in self._nominatives(token):
            found = _settled(form, self.lang, 3_000 if led else 40_000)
            if found is not None and self._plausible(line, i, i, found, text):
                return i, found
        return None

    def _nominatives(self, token: Token) -> tuple[str, ...]:
        if self.lang == "ru" and CYRILLIC.match(token.low):
            return undecline(token.low)
        if self.lang == "kk":
            return tuple(sorted(kazakh_keys(token), key=lambda key: (-len(key), key)))
        return (token.low,)

    def _lookups(self, token: Token) -> tuple[str, ...]:
        if self.lang == "kk":
            return tuple(sorted(kazakh_keys(token)))
        if self.lang == "zh":
            return tuple(sorted(token.keys))
        return (token.low,)

    def _adjective(self, token: Token) -> bool:
        return any(place.form == "adjective" for _, place in self._index.get(token.low, ()))

    def _match(self, line: list[Token], i: int, pattern: tuple[frozenset[str], ...]) -> int:
        j = i
        for number, part in enumerate(pattern):
            if number:
                j += 1
                while j < len(line) and line[j].text in '–—-«»"':
                    j += 1
            if j >= len(line):
                return -1
            keys = (
                kazakh_keys(line[j])
                if self.lang == "kk"
                else line[j].keys
                if self.lang == "zh"
                else frozenset((line[j].low,))
            )
            if not (keys & part or line[j].low in part):
                return -1
        return j

    def _plausible(self, line: list[Token], i: int, j: int, place: Name, text: str) -> bool:
        """Whether the words can be this name here: capitals where the script has them, no ordinary word, no surname."""
        token = line[i]
        if i and line[i - 1].low.startswith(("доллар", "долл")) and place.cc == "US":
            return False
        if self.lang != "zh" and _in_company(line, i, j):
            return False
        if self.lang == "zh":
            return len(text[token.start : line[j].end]) > 1 or (place.what == "state" and _zh_state(line, i, text))
        if place.form == "adjective":
            return self.lang != "en" or token.text[0].isupper()
        if not token.text[0].isupper():
            return False
        if self.lang == "kk" and i == j and token.low in NO_PLACE_KK and not (i and line[i - 1].text in '«"“'):
            return False
        if len(token.low) <= 2 and i == j and not token.text.isupper() and place.what != "settlement":
            return False
        if (
            token.low
            in (
                "us",
                "ес",
                "eu",
                "рк",
                "рф",
                "кр",
                "рб",
                "бам",
                "смп",
                "ско",
                "зко",
                "вко",
                "ек",
                "uk",
                "бтк",
                "ктк",
                "cpc",
            )
            and not token.text.isupper()
            and token.low != "u.s"
        ):
            return False
        if (
            self.lang == "ru"
            and i == j
            and place.kind == "point"
            and "known" in token.tags
            and not token.tags & {"geo"}
        ):
            if "adj" in token.tags and i + 1 < len(line) and line[i + 1].word and line[i + 1].text[0].islower():
                return False
            quoted = i > 0 and line[i - 1].text in '«"“'
            led = i > 0 and line[i - 1].low in LEADS | RU_KINDS
            if not quoted and (not led or i == 0):
                return False
        if (
            self.lang == "en"
            and place.what in ("region", "sea")
            and i > 1
            and line[i - 1].word
            and line[i - 1].text[0].isupper()
            and line[i - 1].low not in EN_PLACE_LEADS
            and token.start - line[i - 1].end == 1
            and i == j
        ):
            return False  # 'Transit Asia', 'Steppe Europe' are names of firms and papers
        if place.weight < 5:
            if i == j and token.text.isupper() and len(token.text) < 5:
                return False
            previous = line[i - 1] if i else None
            following = line[j + 1] if j + 1 < len(line) else None
            if self.lang == "ru":
                if previous is not None and (
                    ("person" in previous.tags and previous.text[0].isupper())
                    or (previous.text == "." and i > 1 and len(line[i - 2].text) == 1)
                ):
                    return False
                common = token.tags & {"noun", "adj", "finite", "num", "pron"} and "geo" not in token.tags
                if common and i == 0 and place.weight < 4:
                    return False
                if "person" in token.tags and "geo" not in token.tags:
                    return False
            if self.lang == "en":
                if (
                    following is not None
                    and following.word
                    and following.text[0].isupper()
                    and following.low not in EN_PLACE_NOUNS
                    and following.start - line[j].end == 1
                ):
                    return False
                if (
                    previous is not None
                    and previous.word
                    and previous.text[0].isupper()
                    and i > 1
                    and previous.low not in EN_PLACE_LEADS
                    and token.start - previous.end == 1
                ):
                    return False
                if i == 0 and place.weight < 3:
                    return False
        return True


def _in_company(line: list[Token], i: int, j: int) -> bool:
    """Whether a name stands among more words inside the quotation marks of a company: 'оператор «Евразия Лайн»'."""
    begin = next((k for k in range(i - 1, max(-1, i - 5), -1) if line[k].text in '«»“"„'), -1)
    if begin < 0 or line[begin].text == "»":
        return False
    end = next((k for k in range(j + 1, min(len(line), j + 6)) if line[k].text in '»”"'), -1)
    if end < 0 or (end - begin - 1) <= (j - i + 1) or any(t.text in ",.;:" for t in line[begin + 1 : end]):
        return False
    after = line[end + 1].low if end + 1 < len(line) else ""
    return (begin > 0 and line[begin - 1].low.startswith(COMPANY_WORDS)) or after.startswith(COMPANY_AFTER)


def _zh_state(line: list[Token], i: int, text: str) -> bool:
    """Whether a single Han character stands for a state: only in a pair before 边境, 口岸, 贸易 ('中哈边境')."""
    start = line[i].start
    window = text[max(0, start - 1) : start + 6]
    return bool(re.search(r"[中俄哈蒙][中俄哈蒙](?:边境|邊境|边界|口岸|贸易|铁路|两国|班列|边贸|公路|货运)", window))


@lru_cache(maxsize=8)
def gazetteer(lang: str) -> Gazetteer:
    """Return the index of names for texts of a language, built once."""
    return Gazetteer(lang if lang in ("ru", "en", "kk", "zh") else "en")


def _paired(fields: Mapping[str, object], key: str) -> bool:
    """Whether a key is a post's two-sided title ('Termez - Hairatan'): in a text each side is a name of its own."""
    if fields.get("what") != "post":
        return False
    titles = (str(fields.get(column) or "") for column in ("name", "name_ru"))
    return any(" - " in title and fold(re.sub(r"\s*\(.*?\)", "", title)) == fold(key) for title in titles)


@lru_cache(maxsize=1)
def sides_of() -> dict[str, tuple[str, str]]:
    """Return the two states of each two-sided post by its id."""
    found = [fields for hits in names().own.values() for fields in hits if fields.get("what") == "post"]
    return {str(f["id"]): (str(f["cc"]), str(f["cc_other"])) for f in found if f.get("cc_other")}


@lru_cache(maxsize=1)
def _sides() -> dict[str, str]:
    """Return the state of each name of a two-sided post: from its title where the two names differ, else from sides.csv."""
    out: dict[str, str] = {}
    for hits in names().own.values():
        for fields in hits:
            if fields.get("what") != "post" or not fields.get("cc_other"):
                continue
            for column in ("name", "name_ru"):
                parts = re.sub(r"\s*\(.*?\)", "", str(fields.get(column) or "")).split(" - ")
                if len(parts) == 2 and parts[0] != parts[1]:
                    out.setdefault(fold(parts[0]), str(fields["cc"]))
                    out.setdefault(fold(parts[1]), str(fields["cc_other"]))
    text = resources.files("kordon.reading").joinpath("data/sides.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        out |= {fold(name): row["cc"] for name in row["names"].split(";")}
    return out


def _side(name: str, cc: str) -> str:
    """Return the state on whose side of the border a post's name lies."""
    key = fold(name)
    for tail in ("", "公路口岸", "铁路口岸", "口岸"):
        if key.endswith(tail) and (known := _sides().get(key[: len(key) - len(tail)])):
            return known
    return cc


@lru_cache(maxsize=1)
def _state_codes() -> frozenset[str]:
    """Return the codes of the states that data/states.csv knows with adjectives and capitals."""
    text = resources.files("kordon.reading").joinpath("data/states.csv").read_text(encoding="utf-8")
    return frozenset(row["cc"] for row in csv.DictReader(text.splitlines()))


_LATIN = re.compile(r"^[a-zà-žʻ' -]+$", re.I)
_HAN = re.compile(r"^[\u3400-\u9fff]+$")
_KEPT = frozenset(
    [
        "post",
        "port",
        "terminal",
        "city",
        "station",
        "strait",
        "canal",
        "corridor",
        "pipeline",
        "region",
        "sea",
        "river",
        "field",
        "plant",
        "settlement",
        "bloc",
        "gate",
        "zone",
        "refinery",
        "town",
    ]
)
_WHAT = {
    "city": "settlement",
    "town": "settlement",
    "canal": "strait",
    "gate": "strait",
    "field": "plant",
    "refinery": "plant",
    "bloc": "region",
}


def _own_name(fields: Mapping[str, object], key: str, lang: str) -> Name | None:
    """Return a record of Kordon's own tables as a name, None for states (they have their own table) and unknown kinds."""
    what = str(fields.get("what", ""))
    if what not in _KEPT and not (what == "state" and fields.get("cc") not in _state_codes()):
        return None
    local = {"ru": "name_ru", "kk": "name_kk", "zh": "name_zh"}.get(lang, "name")
    shown = str(fields.get(local) or key)
    if what in ("post", "corridor", "pipeline") or fold(shown) != key:
        shown = key if lang == "zh" else re.sub(r"(?:^|(?<=[ -]))\w", lambda m: m.group().upper(), key)
    lat, lon = fields.get("lat"), fields.get("lon")
    return Name(
        shown, str(fields["kind"]), _WHAT.get(what, what), str(fields.get("cc", "")), lat if isinstance(lat, float) else None,
        lon if isinstance(lon, float) else None, str(fields["id"]), weight=10 if fields.get("kind") == "corridor" or what in ("post", "port", "strait", "terminal") else 9,
    )  # fmt: skip


def nearer(place: Name, lang: str, states: frozenset[str]) -> Name:
    """Return the namesake of a settlement that lies in one of some states, the place itself when there is none."""
    if place.cc in states or ":" not in place.id:
        return place
    for hit in names().get(fold(norm(place.name)), ()):
        if hit.kind == "point" and hit.cc in states and (hit.population >= 5_000 or hit.own):
            return replace(place, cc=hit.cc, lat=hit.lat, lon=hit.lon, id=hit.id)
    return place


def settled(name: str, lang: str) -> Name | None:
    """Return the place that a name in any case form means to the gazetteer, None when it knows none."""
    forms = undecline(norm(name)) if lang == "ru" and " " not in name else (norm(name),)
    return next((found for form in forms if (found := _settled(form, lang, 5_000)) is not None), None)


def _alike(own: str, key: str) -> bool:
    """Whether a table's Russian name differs from a guessed nominative only in its ending (and is no Ukrainian one)."""
    return own.lower()[:-2] == key[:-2] and not re.search("[іїєґ]|[сц]ьк", own.lower())


@lru_cache(maxsize=20_000)
def _settled(key: str, lang: str, least: int) -> Name | None:
    """Return the likeliest settlement of a name with at least so many people."""
    for hit in names().get(fold(key), ()):
        if (
            hit.kind == "point"
            and hit.what in ("settlement", "city", "town", "port")
            and (hit.population >= least or hit.own)
        ):
            own = {"ru": hit.name_ru, "kk": hit.name_kk, "zh": hit.name_zh}.get(lang, "")
            shown = own if own and (lang == "zh" or fold(own) == fold(key) or _alike(own, key)) else title(key)
            return Name(
                shown,
                "point",
                "settlement" if hit.what != "port" else "port",
                hit.cc,
                hit.lat,
                hit.lon,
                hit.id,
                weight=4 if hit.population >= 100_000 else 2,
            )
    return None


def _chinese_settlement(line: list[Token], i: int) -> tuple[int, Name] | None:
    """Return a settlement named by two to five Han characters that a place word follows or a preposition leads."""
    for size in (5, 4, 3, 2):
        j = i + size
        if j > len(line) or not all(t.word for t in line[i:j]):
            continue
        key = "".join(min(t.keys) if len(t.keys) == 1 else next(iter(t.keys - {t.low}), t.low) for t in line[i:j])
        after = line[j].text if j < len(line) else ""
        before = line[i - 1].text if i else ""
        if after not in "市港站州口铁" and before not in "在从至往自经由到于距" and size < 3:
            continue
        found = _settled(key, "zh", 50_000)
        if found is not None:
            return j - 1, found
    return None
