# ruff: noqa: E501
"""What of a claim is compared with other claims: where, when, what, who, and which words its report uses."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kordon.model import Claim, ClaimPlace, Report
from kordon.reading.hints import states_named
from kordon.reading.places import sides_of
from kordon.world.gazetteer import names
from kordon.world.names import romanise

FAMILY = {"detention": "border_queue"}
"""Types that count as another: a queue and a detention of the same traffic are one event."""
POST_KM = 12.0
_SLACK_DAYS = {"day": 0, "third": 6, "month": 30, "year": 365}
_LASTING = ("border_queue", "closure", "inspection", "trade_ban", "sanction", "payment_refusal", "labour_action")
_LEAD = 2500
"""Characters of a report whose words are compared."""
_HAN = re.compile("[\u3400-\u9fff]+")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")


def family(kind: str) -> str:
    """Return the type under which claims are compared."""
    return FAMILY.get(kind, kind)


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance of two (latitude, longitude) pairs in km."""
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def stems(text: str, lang: str) -> frozenset[str]:
    """Return a text's words cut to six letters, its numbers, and pairs of Han characters; short words are left out."""
    if lang == "zh":
        runs = _HAN.findall(text)
        pairs = {run[i : i + 2] for run in runs for i in range(len(run) - 1)}
        return frozenset(pairs | {n for n in _WORD.findall(text) if n[0].isdigit()})
    return frozenset(
        w.replace(",", ".") if w[0].isdigit() else w[:6]
        for w in _WORD.findall(text.lower().replace("ё", "е"))
        if w[0].isdigit() or len(w) > 3
    )


def shingles(text: str) -> frozenset[str]:
    """Return a sentence's runs of four words (of four characters in Chinese), its words where it is shorter."""
    words = re.findall(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+", text.lower())
    if len(words) < 8:
        return frozenset(words)
    return frozenset(" ".join(words[i : i + 4]) for i in range(len(words) - 3))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a claim as it is compared: ``states`` holds both sides of a post."""

    id: str
    name: str
    kind: str
    at: tuple[float, float] | None
    states: frozenset[str]
    post: bool


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a claim is compared. Days are proleptic ordinals; ``window`` is when it holds, ``start`` an exact day."""

    claim: Claim
    order: tuple[int, str, int, str]
    family: str
    lang: str
    spots: tuple[Spot, ...]
    countries: frozenset[str]
    states: frozenset[str]
    borrowed: bool
    hints: frozenset[str]
    origin: frozenset[str]
    to: frozenset[str]
    published: int | None
    window: tuple[int, int] | None
    start: int | None
    past: bool
    figures: Mapping[tuple[str, str], tuple[float, ...]]
    periods: frozenset[str]
    speaker: str
    outlets: frozenset[str]
    words: frozenset[str]
    shingles: frozenset[str]
    place_in_text: int
    report_words: frozenset[str]
    report_spots: tuple[Spot, ...]
    report_states: frozenset[str]


@lru_cache(maxsize=1)
def _posts() -> dict[tuple[int, int], list[tuple[float, float, str]]]:
    """Return the two-sided posts by whole degrees of latitude and longitude."""
    sides = sides_of()
    out: dict[tuple[int, int], list[tuple[float, float, str]]] = {}
    seen: set[str] = set()
    for hits in names().own.values():
        for fields in hits:
            post, lat, lon = str(fields.get("id", "")), fields.get("lat"), fields.get("lon")
            if post in sides and post not in seen and isinstance(lat, float) and isinstance(lon, float):
                seen.add(post)
                out.setdefault((math.floor(lat), math.floor(lon)), []).append((lat, lon, post))
    return out


@lru_cache(maxsize=20_000)
def _sides_near(lat: float, lon: float) -> frozenset[str]:
    """Return the states of a border post within a few kilometres, nothing where there is none."""
    best, states = POST_KM, frozenset[str]()
    for y in (-1, 0, 1):
        for x in (-1, 0, 1):
            for p_lat, p_lon, post in _posts().get((math.floor(lat) + y, math.floor(lon) + x), ()):
                km = distance_km((lat, lon), (p_lat, p_lon))
                if km < best:
                    best, states = km, frozenset(sides_of()[post])
    return states


def _spot(place: ClaimPlace) -> Spot:
    at = (place.lat, place.lon) if place.lat is not None and place.lon is not None else None
    states = frozenset([place.cc] if place.cc else ())
    sides = frozenset(sides_of().get(place.id, ()))
    if not sides and place.kind == "point" and at:
        near = _sides_near(*at)
        sides = near if place.cc in near else frozenset()
    return Spot(place.id, romanise(place.name), place.kind, at, states | sides, bool(sides))


class Rarity:
    """How rare words are in a pile of reports."""

    def __init__(self, texts: Iterable[frozenset[str]]) -> None:
        count: Counter[str] = Counter()
        total = 0
        for words in texts:
            count.update(words)
            total += 1
        # A few reports say little about how common a word is: as if 20 more had been seen.
        self._square = {word: math.log((total + 20) / (n + 1)) ** 2 for word, n in count.items()}
        self._sizes: dict[frozenset[str], float] = {}

    def overlap(self, a: frozenset[str], b: frozenset[str]) -> float:
        """Return the cosine of two sets of words, each word weighed by the log of its inverse share of reports."""
        both = a & b
        if not both:
            return 0.0
        return self._sum(both) / math.sqrt(self._size(a) * self._size(b))

    def _size(self, words: frozenset[str]) -> float:
        size = self._sizes.get(words)
        if size is None:
            size = self._sizes[words] = self._sum(words)
        return size

    def _sum(self, words: frozenset[str]) -> float:
        # Exact, so that the order in which a set gives its words does not matter.
        return math.fsum([self._square.get(word, 1.0) for word in words])


class Pile:
    """The reports that are grouped together, and what is known of each of their claims."""

    def __init__(self, reports: Sequence[Report], claims: Sequence[Claim]) -> None:
        self._reports = {report.id: report for report in reports}
        self._words = {report.id: stems(report.text[:_LEAD], report.lang) for report in reports}
        self.rarity = Rarity(self._words.values())
        spots: dict[str, dict[str, Spot]] = {}
        states: dict[str, set[str]] = {}
        for claim in sorted(claims, key=lambda c: c.id):
            for place in claim.places:
                spot = _spot(place)
                states.setdefault(claim.report, set()).update(spot.states)
                if spot.kind != "country":
                    spots.setdefault(claim.report, {})[spot.id or spot.name] = spot
        self._placed: dict[str, list[Claim]] = {}
        for claim in claims:
            if claim.places:
                self._placed.setdefault(claim.report, []).append(claim)
        self._spots = {report: tuple(found[key] for key in sorted(found)) for report, found in spots.items()}
        self._states = {report: frozenset(found) for report, found in states.items()}

    def ordered(self, claims: Sequence[Claim]) -> list[Traits]:
        """Return the traits of claims by day of publication, report and place in it, whatever their order was."""
        return sorted((self.traits(claim) for claim in claims), key=lambda t: t.order)

    def traits(self, claim: Claim) -> Traits:
        """Return what of a claim is compared."""
        report = self._reports.get(claim.report)
        published = report.published if report else None
        begin, end = claim.evidence["sentence"]
        sentence = report.text[begin:end] if report else ""
        places = claim.places
        if not places and (others := self._placed.get(claim.report)):
            # A claim without a place is most often about the place of the sentence nearest to it.
            places = min(
                others, key=lambda c: (abs(c.evidence["sentence"][0] - begin), c.evidence["sentence"][0], c.id)
            ).places
        spots = tuple(_spot(place) for place in places if place.kind != "country")
        countries = frozenset(p.cc for p in places if p.kind == "country" and p.cc)
        way = claim.direction
        figures: dict[tuple[str, str], list[float]] = {}
        for q in claim.quantities:
            if q.value is not None:
                value = q.value if isinstance(q.value, float | int) else sum(q.value) / len(q.value)
                figures.setdefault((q.unit, q.of or ""), []).append(float(value))
        outlets = {romanise(name) for name in claim.attribution.chain}
        if report and report.outlet:
            outlets.add(romanise(report.outlet))
        start = claim.start.toordinal() if claim.start and claim.start_precision in (None, "day") else None
        day = published.toordinal() if published else None
        return Traits(
            claim=claim, order=(day or 0, claim.report, begin, claim.id), family=family(claim.type), lang=claim.lang, spots=spots, countries=countries,
            states=countries.union(*(spot.states for spot in spots)),
            borrowed=not claim.places and bool(places),
            hints=states_named(sentence, claim.lang) | frozenset(p.cc for p in claim.places if p.cc), origin=frozenset(way.origin if way else ()), to=frozenset(way.to if way else ()),
            published=day, window=_window(claim, published), start=start,
            past=bool(day and claim.start and day - claim.start.toordinal() > 25),
            figures={key: tuple(values) for key, values in figures.items()},
            periods=frozenset(q.period for q in claim.quantities if q.period and q.period[0].isdigit()),
            speaker=_key(claim.attribution.name), outlets=frozenset(outlets),
            words=stems(sentence, claim.lang), shingles=shingles(sentence), place_in_text=begin,
            report_words=self._words.get(claim.report, frozenset()), report_spots=self._spots.get(claim.report, ()),
            report_states=self._states.get(claim.report, frozenset()),
        )  # fmt: skip


def _key(name: str) -> str:
    """Return a name's words without their endings, so that its case forms are one."""
    return " ".join(word[: max(3, min(6, len(word) - 2))] for word in re.findall(r"\w+", name.casefold()))


def _window(claim: Claim, published: dt.date | None) -> tuple[int, int] | None:
    """Return first and last day on which a claim may hold, None when nothing dates it."""
    first = claim.start or (claim.end if claim.end and not published else None) or published
    if first is None:
        return None
    slack = _SLACK_DAYS[claim.start_precision or "day"] if claim.start else 0
    begin = first.toordinal()
    last = claim.end.toordinal() if claim.end else begin + slack
    if claim.start and not claim.end and claim.status == "active" and claim.type in _LASTING and published:
        late = published.toordinal()
        last = late if 0 < late - last <= 60 else last
    return min(begin, last), max(begin, last)
