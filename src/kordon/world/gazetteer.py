"""Look names up: Kordon's own posts, ports, places, corridors and territories first, then 45,000 settlements and ports.

Exact names first, folded next, fuzzy last and never for a border post. Ambiguity is returned, not hidden. Inflected
forms are the reader's business: the gazetteer knows names as they are written in a list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from kordon.world.names import fold, romanise
from kordon.world.owned import own_names
from kordon.world.settlements import Settlement, Settlements, read_settlements

HitKind = Literal["country", "point", "area", "corridor"]
Match = Literal["exact", "folded", "fuzzy"]

BIG_TOWN = 30_000
"""A settlement of at least so many people comes before a border post that merely carries its name as one side."""

FUZZY_CUTOFF = 88.0
FUZZY_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that a name may mean.

    ``id`` is Kordon's own id (place, post, territory code, corridor or region) or ``geonames:<number>`` /
    ``locode:<code>``. ``kind`` is that of a claim's place, ``what`` finer: post, port, city, station, strait, state,
    region, sea, river, canal, bloc, corridor, settlement ... ``cc`` is empty at sea; ``cc_other`` is the other side of
    a border post. ``lat``/``lon`` are None for a corridor. ``rank`` orders hits of one name (0 first). ``score`` is 100
    but for fuzzy matches.
    """

    id: str
    name: str
    cc: str
    lat: float | None
    lon: float | None
    kind: HitKind
    what: str
    population: int = 0
    match: Match = "exact"
    score: float = 100.0
    cc_other: str = ""
    name_ru: str = ""
    name_kk: str = ""
    name_zh: str = ""
    rank: int = 0

    @property
    def own(self) -> bool:
        """Whether the hit is one of Kordon's own tables, not a settlement of the gazetteer file."""
        return ":" not in self.id


def lookup(name: str, *, lang: str = "", kinds: Iterable[str] = ()) -> tuple[Hit, ...]:
    """Return what a name may mean, the likeliest first; empty when nothing is near.

    Parameters
    ----------
    name:
        A name in any of the languages, in the nominative.
    lang:
        ``ru``, ``en``, ``kk`` or ``zh``: keeps fuzzy matching inside the script of that language. Exact and folded
        matching do not depend on it.
    kinds:
        Keep only hits of these kinds (``country``, ``point``, ``area``, ``corridor``) or finer words (``post``,
        ``port``, ``settlement`` ...).

    Order: own tables before settlements, except that a town of :data:`BIG_TOWN` people comes before a post named
    after it and before metonyms; then by population. Exact matches exclude folded ones only where the very spelling
    is in a table; fuzzy ones are tried only when nothing else was found, never for a border post, and not for names
    shorter than five letters.
    """
    wanted = set(kinds)
    key = fold(name)
    if not key:
        return ()
    hits = [h for h in names().get(key, ()) if not wanted or h.kind in wanted or h.what in wanted]
    if hits:
        spelt = name.strip().casefold()
        return tuple(replace(h, match="exact" if spelt == key or _spelt(h, spelt) else "folded") for h in hits)
    return _fuzzy(key, lang, wanted)


def _spelt(hit: Hit, spelt: str) -> bool:
    if spelt in {hit.name.casefold(), hit.name_ru.casefold(), hit.name_kk.casefold(), hit.name_zh}:
        return True
    return hit.own and spelt in own_names().spellings.get((hit.id, hit.what), ())


_HAN = ("\u3400", "\u9fff")
"""The first and the last Han character that names use."""


REMEMBERED = 16_384
"""Names looked up that are remembered, most of them no names: a stream of texts must not fill the memory."""


class Names(Mapping[str, tuple[Hit, ...]]):
    """Folded name -> hits, over own tables and settlements, without making a record for every settlement.

    ``names[fold("Нур Жолы")]`` is a tuple of hits in order. :meth:`starts` says whether any name begins with given
    words, so that a reader can match names of several words from left to right.
    """

    def __init__(self, settlements: Settlements) -> None:
        self._own = own_names()
        self._settlements = settlements
        self._starts = frozenset(
            " ".join(words[:n]) for words in (k.split() for k in self._own.hits) for n in range(1, len(words))
        )
        self._found = lru_cache(maxsize=REMEMBERED)(self._find)

    def __getitem__(self, key: str) -> tuple[Hit, ...]:
        found = self._found(key)
        if not found:
            raise KeyError(key)
        return found

    def _find(self, key: str) -> tuple[Hit, ...]:
        own = {(h["id"], h["what"]): Hit(**h) for h in self._own.hits.get(key, ())}
        rows = []
        for row in self._settlements.find(key):
            adopters = self._own.adopted.get(row.id)
            if adopters is None:
                rows.append(_settlement(row))
            for fields in adopters or ():
                own.setdefault((fields["id"], fields["what"]), Hit(**fields))
        return tuple(sorted([*own.values(), *rows], key=lambda h: (h.rank, -h.population)))

    def __iter__(self) -> Iterator[str]:
        yield from self._own.hits
        yield from (k for k in self._settlements.keys() if k not in self._own.hits)  # noqa: SIM118  # keys() of an index

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and (key in self._own.hits or self._settlements.has(key))

    def starts(self, words: str) -> bool:
        """Return whether a name of more words begins with these folded words."""
        return words in self._starts or self._settlements.starts(words + " ")

    def han_beginnings(self) -> frozenset[str]:
        """Return the first two characters of every name in Han characters: what begins otherwise is no name."""
        found = {key[:2] for key in self._settlements.keys(_HAN[0]) if key[0] <= _HAN[1]}
        return frozenset(found | {key[:2] for key in self._own.hits if key and _HAN[0] <= key[0] <= _HAN[1]})

    @property
    def own(self) -> Mapping[str, tuple[dict[str, Any], ...]]:
        """Folded names of Kordon's own tables alone (a few thousand)."""
        return self._own.hits


@lru_cache(maxsize=1)
def names() -> Names:
    """Return the mapping of folded names to hits (loaded once; about 50 ms)."""
    return Names(read_settlements())


def _settlement(row: Settlement) -> Hit:
    rank = 4 if row.population >= BIG_TOWN else 8
    return Hit(
        id=row.id, name=row.name, cc=row.cc, lat=row.lat, lon=row.lon, kind="point", what=row.what,
        population=row.population, name_ru=row.name_ru, name_zh=row.name_zh, rank=rank,
    )  # fmt: skip


def _fuzzy(key: str, lang: str, wanted: set[str]) -> tuple[Hit, ...]:
    from rapidfuzz import fuzz, process

    from kordon.world.names import script

    roman = romanise(key)
    if len(roman) < FUZZY_SHORTEST:
        return ()
    pool = _romanised().get(roman[0], {})
    best = process.extract(roman, pool.keys(), scorer=fuzz.ratio, score_cutoff=FUZZY_CUTOFF, limit=12)
    scripts = {"ru": "cyrillic", "kk": "cyrillic", "en": "latin", "zh": "han"}
    hits: dict[str, Hit] = {}
    for found, score, _ in best:
        for other in pool[found]:
            if lang in scripts and script(other) not in (scripts[lang], "latin"):
                continue
            for hit in names().get(other, ()):
                keep = not wanted or hit.kind in wanted or hit.what in wanted
                if hit.what != "post" and keep and hits.get(hit.id, hit).score in (100.0,):
                    hits[hit.id] = replace(hit, match="fuzzy", score=min(score, 99.0))
    return tuple(sorted(hits.values(), key=lambda h: (-h.score, h.rank, -h.population)))[:8]


@lru_cache(maxsize=1)
def _romanised() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """First letter -> romanised name -> folded names; made on the first fuzzy search (about half a second)."""
    out: dict[str, dict[str, tuple[str, ...]]] = {}
    for key in names():
        roman = romanise(key)
        if len(roman) >= FUZZY_SHORTEST - 1:
            pool = out.setdefault(roman[0], {})
            pool[roman] = (*pool.get(roman, ()), key)
    return out
