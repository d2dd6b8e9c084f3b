"""The names of places in the forms that texts of a language have, indexed by the first word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from kordon.reading.lang import LANGUAGES
from kordon.reading.lang.zh import simplify
from kordon.reading.patterns import Patterns
from kordon.reading.places.declension import CYRILLIC, decline, kazakh_keys, norm, russified, undecline
from kordon.reading.places.model import Name
from kordon.reading.places.tables import CITY_STATES, HAN, LATIN, own_name, paired, rows, side, state_codes
from kordon.reading.text import Token, as_written, tokens
from kordon.world.gazetteer import names

_KAZAKH = "әғқңөұүіһӘҒҚҢӨҰҮІҺ"
_FOREIGN = Patterns(
    {
        "ru": f"[\u3400-\u9fff{_KAZAKH}]",
        "kk": "[\u3400-\u9fff]",
        "en": f"[\u3400-\u9fffа-яА-Я{_KAZAKH}]",
        "zh": f"[а-яА-Я{_KAZAKH}]",
    }
)
"""Letters that no name in a text of a language has: its names are not indexed for it."""
_SCRIPTS = {"cyrillic": CYRILLIC, "latin": LATIN, "han": HAN}
_LIKE = {"cyrillic": "kk", "latin": "en", "han": "zh"}
"""The language whose letters stand for all of a script."""
_REGIONS = frozenset(("облысы", "облыстары"))
_ADJECTIVE_ENDINGS = ("ий", "ая", "ое", "ие", "ого", "ой", "ому", "ую", "им", "ом", "их", "ими", "о")


def _plural_forms(people: str) -> Iterator[str]:
    """Yield the case forms of a people's name ('литовцы'), but the genitives that are a person as well ('грузин')."""
    if not people:
        return
    stem = norm(people)[:-1]
    genitive = "" if people.endswith("е") else "ев" if people.endswith("цы") else "ов"
    yield from (norm(people), *(stem + end for end in filter(None, (genitive, "ам", "ами", "ах"))))


def _uninflected(word: str) -> frozenset[str]:
    """Return a Kazakh word as it is and as it is spelt in Russian: inside a name no word has a case ending."""
    return frozenset((word, *russified(word)))


_NO_CASES = frozenset(["и", "на", "ау", "сша", "кнр", "рф", "рк", "оаэ", "юар", "нао", "янао", "хмао", "днр", "лнр"])
"""Particles and acronyms, which Russian does not decline."""


class Index:
    """Names of one language's texts, indexed by the first word's forms."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._index: dict[str, list[tuple[tuple[frozenset[str], ...], Name]]] = defaultdict(list)
        self._cities: dict[str, Name] = {}
        self._by_code: dict[str, Name] = {}
        self._said: dict[str, set[str]] = defaultdict(set)
        """The names of a place as the tables have them, by its id."""
        self._peoples: set[str] = set()
        """The forms of the names of peoples, which Russian writes with a small letter."""
        self._declined: dict[str, frozenset[str]] = {}
        self._states()
        self._names()
        self._world()
        self._spellings()

    def _states(self) -> None:
        for row in rows("states"):
            cc, lat, lon = row["cc"], float(row["lat"]), float(row["lon"])
            shown = row.get(self.lang, row["en"]).split(";")[0] or row["en"].split(";")[0]
            state = Name(shown, "country", "state", cc, lat, lon, cc, weight=9)
            if cc in CITY_STATES:
                state = replace(state, kind="point", what="port")
            adjective = replace(state, form="adjective")
            self._by_code[cc] = state
            for column in dict.fromkeys((self.lang, "ru" if self.lang == "kk" else "en")):
                for name in filter(None, (row.get(column) or "").split(";")):
                    self.add(name, state)
            if self.lang == "ru":
                for stem in filter(None, row["ru_adj"].split(";")):
                    for ending in _ADJECTIVE_ENDINGS:
                        form = norm(stem) + ending
                        self._index[form].append(((frozenset((form,)),), adjective))
                people = replace(state, form="people", weight=7)
                for form in (form for name in row["ru_people"].split(";") for form in _plural_forms(name)):
                    self._peoples.add(form)
                    self._index[form].append(((frozenset((form,)),), people))
            elif self.lang == "en":
                for name in filter(None, row["en_adj"].split(";")):
                    self.add(name, adjective)
            elif self.lang == "kk":
                for name in filter(None, row["kk_adj"].split(";")):  # with a capital 'Қытай' is the state itself
                    self._index[name].append(((frozenset((name,)),), replace(adjective, weight=8)))
            capitals = row[{"en": "capital_en", "zh": "capital_zh"}.get(self.lang, "capital_ru")]
            if self.lang == "kk":
                capitals = f"{capitals};{row['capital_kk']}"
            for name in filter(None, dict.fromkeys(capitals.split(";"))):
                self.add(name, replace(state, form="capital", weight=5, city=name))

    def _names(self) -> None:
        for row in rows("names"):
            lat = float(row["lat"]) if row["lat"] else None
            lon = float(row["lon"]) if row["lon"] else None
            for name in (part.strip() for part in row["names"].split(";")):
                if name and not _FOREIGN["ru" if self.lang == "ru" else _LIKE[LANGUAGES[self.lang]]].search(name):
                    self.add(name, Name(name, row["kind"], row["what"], row["cc"], lat, lon, row["id"], weight=8))

    def _world(self) -> None:
        """Add the names of the world's own tables; a capital's city waits until the words mean the city."""
        script = _SCRIPTS[LANGUAGES[self.lang]]
        for key, hits in names().own.items():
            if not script.match(key) or len(key) < (2 if self.lang == "zh" else 3):
                continue
            if any(fields.get("what") == "state" and fields.get("cc") in state_codes() for fields in hits):
                continue
            for fields in hits:
                record = own_name(fields, key, self.lang)
                if record is None or paired(fields, key):
                    continue
                if any(place.form == "capital" for _, place in self._index.get(key, ())):
                    self._cities.setdefault(key, record)
                else:
                    self.add(key, record, own=True)
                break

    def _spellings(self) -> None:
        """Add further spellings of places of the world's tables (data/spellings.csv: id, names)."""
        records = {str(f["id"]): f for hits in names().own.values() for f in hits if f.get("kind") == "point"}
        script = _SCRIPTS[LANGUAGES[self.lang]]
        for row in rows("spellings"):
            fields = records.get(row["id"])
            for name in row["names"].split(";") if fields else ():
                record = own_name(fields, name.strip(), self.lang) if fields and script.match(name.strip()) else None
                if record is not None:
                    self.add(name.strip(), replace(record, name=name.strip()))

    def add(self, name: str, place: Name, *, own: bool = False) -> None:
        """Index one spelling of a place."""
        line = [t for t in tokens(name, 0, len(name), as_written) if t.word or t.text[0].isdigit()]
        if not line:
            return
        if place.id and place.kind != "country":
            self._said[place.id].add(norm(name))
        if place.what == "post":
            cc = side(name, place.id, place.cc)
            place = place if cc == place.cc else replace(place, cc=cc)
        parts = tuple(self._forms(norm(t.text), t.text.isupper() and len(t.text) > 1) for t in line)
        if self.lang == "kk" and len(line) > 1 and line[-1].low == "облысы":
            parts = (*parts[:-1], _REGIONS)  # 'Павлодар және Абай облыстарынан'
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
        entry = (parts, place)
        for form in parts[0]:
            bucket = self._index[form]
            for pattern, known in bucket:
                if place.id == known.id and place.form == known.form and parts == pattern and place.cc == known.cc:
                    break
            else:
                bucket.append(entry)

    def _forms(self, word: str, acronym: bool) -> frozenset[str]:
        if self.lang == "ru" and CYRILLIC.match(word):
            if acronym or word in _NO_CASES:
                return frozenset((word,))
            forms = self._declined.get(word)
            if forms is None:
                forms = self._declined[word] = frozenset(decline(word))
            return forms
        if self.lang == "zh":
            return frozenset((simplify(word),))
        return frozenset((word,))

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
                while j < len(line) and (line[j].text in '–—-«»"' or (line[j].text == "." and line[j - 1].low == "st")):
                    j += 1
            if j >= len(line):
                return -1
            keys = (
                (kazakh_keys(line[j]) if number == len(pattern) - 1 else _uninflected(line[j].low))
                if self.lang == "kk"
                else line[j].keys
                if self.lang == "zh"
                else frozenset((line[j].low,))
            )
            if not (keys & part or line[j].low in part):
                return -1
        return j
