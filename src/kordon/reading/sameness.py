"""How surely two claims speak of one event: what they share and where they clash, weighed by ``data/same_event.csv``.

The weights are those of a logistic regression that ``scripts/train_grouping.py`` fits to labelled piles of reports; a sum
above 0 says that the two are likelier one event than two. Names differ between languages, so identity is carried by ids,
coordinates and states; words count only between texts of one language.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from rapidfuzz import fuzz

from kordon.model import Claim, ClaimPlace, Report
from kordon.reading.hints import states_named
from kordon.reading.places import sides_of
from kordon.world.gazetteer import names
from kordon.world.names import romanise

FAMILY = {"detention": "border_queue"}
"""Types that count as another: a queue and a detention of the same traffic are one event."""
NEAR_KM, AROUND_KM, REGION_KM, SEA_KM, POST_KM = 50.0, 150.0, 400.0, 900.0, 12.0
_WORD_SCALE = 5.0
"""Cosines of sentences are small; so that the penalty on weights treats them like the features that are 0 or 1."""
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
        for claim in claims:
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


# ------------------------------------------------------------------------------------------- features


def gap_days(a: Traits, b: Traits) -> int | None:
    """Return the days between the two windows, 0 when they overlap, None when one is undated."""
    if a.window is None or b.window is None:
        return None
    return max(b.window[0] - a.window[1], a.window[0] - b.window[1], 0)


def _bucket(days: int, bounds: Sequence[int]) -> str:
    for bound in bounds:
        if days <= bound:
            return str(bound)
    return "more"


@lru_cache(maxsize=200_000)
def spot_relation(a: Spot, b: Spot) -> tuple[int, str]:
    """Return rank (0 closest) and name of how two places lie to one another."""
    if a.id and a.id == b.id:
        return 0, "same"
    km = distance_km(a.at, b.at) if a.at and b.at else None
    if a.name == b.name and a.name and (km is None or km <= AROUND_KM):
        return 0, "same"
    if a.post and b.post and km is not None and km <= 25 and a.states == b.states:
        return 1, "same_post"
    if km is None and min(len(a.name), len(b.name)) > 4 and (not a.states or not b.states or a.states & b.states):
        alike = fuzz.token_set_ratio(a.name, b.name)
        if alike >= 85:
            return 1, "alike"
    small = a.kind == b.kind == "point"
    if small and km is not None and km <= NEAR_KM:
        return 2, "near"
    wide = SEA_KM if (a.kind != "point" and not a.states) or (b.kind != "point" and not b.states) else REGION_KM
    if not small and km is not None and km <= wide and (not a.states or not b.states or a.states & b.states):
        return 3, "inside"
    if small and km is not None and km <= AROUND_KM:
        return 4, "around"
    if not small and km is not None and km <= 2 * REGION_KM and a.states & b.states:
        return 5, "region"
    if km is None and (a.kind == "corridor" or b.kind == "corridor"):
        return 5, "line"
    if km is None and (not a.states or not b.states or a.states & b.states):
        return 6, "unplaced"
    return 7, "apart"


def place_relation(a: Traits, b: Traits) -> str:
    """Return how the places of two claims lie to one another, by their closest pair."""
    if not (a.spots or a.countries) or not (b.spots or b.countries):
        return "both_none" if not (a.spots or a.countries or b.spots or b.countries) else "one_none"
    if a.spots and b.spots:
        rank, name = min(spot_relation(p, q) for p in a.spots for q in b.spots)
        if rank < 7:
            return name
        return "apart_in_state" if a.states & b.states else "apart"
    if not a.spots and not b.spots:
        if a.countries == b.countries:
            return "same_pair" if len(a.countries) > 1 else "same_state"
        shared = len(a.countries & b.countries)
        return "states_overlap" if shared else "apart"
    wide, narrow = (a, b) if b.spots else (b, a)
    if len(wide.countries) > 1 and any(wide.countries == spot.states for spot in narrow.spots):
        return "pair_of_post"
    if any(spot.kind == "area" and not spot.states for spot in narrow.spots):
        return "sea_and_state"
    shared = len(wide.countries & narrow.states)
    if not shared:
        return "apart"
    return "state_of_spot" if len(wide.countries) == 1 else "pair_of_spot" if shared > 1 else "one_of_pair"


def features(a: Traits, b: Traits, rarity: Rarity, *, blind: bool = False) -> dict[str, float]:
    """Return the features of a pair by name. ``blind`` leaves out what only texts of one language share."""
    f: dict[str, float] = {"bias": 1.0}
    one_report = a.claim.report == b.claim.report
    place = place_relation(a, b)
    rank = COARSE[place]
    f[f"place:{place}"] = f[f"place:{rank}*{a.family}"] = 1.0
    if a.borrowed or b.borrowed:
        f["borrowed"] = f[f"borrowed*{rank}"] = 1.0
    hints = _sets(a.hints, b.hints)
    f[f"hints:{hints}"] = f[f"hints:{hints}*{rank}"] = 1.0
    f[f"states:{_sets(a.states, b.states)}"] = 1.0
    f[f"states:{_sets(a.states, b.states)}*{a.family}"] = 1.0
    if one_report:
        f["report:same"] = f[f"report:same*{rank}"] = 1.0
        between = abs(a.place_in_text - b.place_in_text)
        f["report:same_sentence" if not between else "report:close" if between < 250 else "report:far"] = 1.0
    else:
        if any(spot_relation(p, q)[0] <= 2 for p in a.report_spots for q in b.report_spots):
            f["report:place_shared"] = f[f"report:place_shared*{rank}"] = 1.0
        elif a.report_states & b.report_states:
            f["report:state_shared"] = 1.0
    _times(f, a, b, rank)
    _slots(f, a, b, rank)
    if not one_report:
        _figures(f, a, b)
    elif set(a.figures) & set(b.figures):
        f["figures:in_one_report"] = 1.0
    if blind or a.lang != b.lang:
        f["words:none"] = 1.0
        f[f"words:none*{rank}"] = 1.0
    else:
        _words(f, a, b, rarity, one_report)
    return f


def _sets(a: frozenset[str], b: frozenset[str]) -> str:
    """Return how two sets of states lie to one another; ``cross``: each has one that the other lacks."""
    if not a or not b:
        return "unknown"
    if a == b:
        return "equal"
    return "part" if a < b or b < a else "cross" if a & b else "disjoint"


COARSE = {
    "same": "spot", "same_post": "spot", "alike": "spot", "near": "spot", "inside": "region", "around": "region", "line": "region", "region": "region",
    "sea_and_state": "state", "pair_of_post": "spot", "pair_of_spot": "state", "same_pair": "state", "same_state": "state", "state_of_spot": "state",
    "one_of_pair": "state", "states_overlap": "state", "one_none": "none", "unplaced": "none", "both_none": "none", "apart_in_state": "apart", "apart": "apart",
}  # fmt: skip


def _times(f: dict[str, float], a: Traits, b: Traits, rank: str) -> None:
    gap = gap_days(a, b)
    coarse = "unknown" if gap is None else _bucket(gap, (3, 14, 45))
    f[f"gap:{'unknown' if gap is None else _bucket(gap, (0, 3, 7, 14, 30, 60))}"] = 1.0
    f[f"gap:{coarse}*{a.family}"] = f[f"gap:{coarse}*{rank}"] = 1.0
    if a.start is not None and b.start is not None:
        f[f"start:{_bucket(abs(a.start - b.start), (0, 1, 3, 7, 14, 45))}"] = 1.0
        if a.start == b.start:
            f[f"start:0*{rank}"] = 1.0
    if a.published is not None and b.published is not None and a.claim.report != b.claim.report:
        f[f"published:{_bucket(abs(a.published - b.published), (1, 4, 9, 20, 45))}"] = 1.0
    if a.claim.start and b.claim.start:
        f["when:meet" if not gap else "when:apart"] = 1.0
        if a.family == "capacity":
            f["when:meet*capacity" if not gap else "when:apart*capacity"] = 1.0
    if a.past != b.past:
        f["past:one"] = 1.0
    if a.claim.end and b.claim.end:
        f["end:same" if a.claim.end == b.claim.end else "end:other"] = 1.0


def _slots(f: dict[str, float], a: Traits, b: Traits, rank: str) -> None:
    if (a.origin or a.to) and (b.origin or b.to):
        reverse = bool(a.origin & b.to or a.to & b.origin)
        same = bool(a.origin & b.origin or a.to & b.to)
        f["way:reverse" if reverse and not same else "way:same" if same else "way:other"] = 1.0
    for name, x, y in (("mode", a.claim.modes, b.claim.modes), ("cargo", a.claim.cargo, b.claim.cargo)):
        if x and y:
            word = "same" if set(x) & set(y) else "other"
            f[f"{name}:{word}"] = f[f"{name}:{word}*{a.family}"] = 1.0
        elif x or y:
            f[f"{name}:one"] = 1.0
    if a.claim.cause and b.claim.cause:
        f["cause:same" if a.claim.cause == b.claim.cause else "cause:other"] = 1.0
    if a.claim.type != b.claim.type:
        f["type:mixed"] = 1.0
    if a.published is not None and b.published is not None and a.published != b.published:
        first, last = (a, b) if a.published < b.published else (b, a)
        if last.claim.status == "ended" and first.claim.status in ("active", "planned"):
            f["ended:later"] = f[f"ended:later*{rank}"] = 1.0
    x, y = sorted((a.claim.status, b.claim.status))
    f[f"status:{x}+{y}" if x != y else "status:same"] = 1.0
    if "denied" in (a.claim.certainty, b.claim.certainty):
        word = "both" if a.claim.certainty == b.claim.certainty else "one"
        f[f"denied:{word}"] = f[f"denied:{word}*{a.family}"] = 1.0
    if a.speaker and a.speaker == b.speaker:
        f["speaker:same"] = 1.0
    if a.outlets & b.outlets:
        f["outlet:same"] = 1.0


def _figures(f: dict[str, float], a: Traits, b: Traits) -> None:
    shared = set(a.figures) & set(b.figures)
    if shared:
        ratio = min(
            max(abs(math.log(max(x, 1e-9) / max(y, 1e-9))) for x in a.figures[key][:1] for y in b.figures[key][:1])
            if a.figures[key][0] > 0 and b.figures[key][0] > 0
            else 9.0
            for key in shared
        )
        word = "equal" if ratio < 0.006 else "close" if ratio < 0.7 else "far"
        f[f"figures:{word}"] = 1.0
        if a.family == "capacity":
            f[f"figures:{word}*capacity"] = 1.0
    elif a.figures and b.figures:
        f["figures:other"] = 1.0
        if a.family == "capacity":
            f["figures:other*capacity"] = 1.0
    if a.periods and b.periods:
        f["period:same" if a.periods & b.periods else "period:other"] = 1.0


def _words(f: dict[str, float], a: Traits, b: Traits, rarity: Rarity, one_report: bool) -> None:
    copied = len(a.shingles & b.shingles) / max(1, min(len(a.shingles), len(b.shingles)))
    f["words:sentence"] = _WORD_SCALE * rarity.overlap(a.words, b.words)
    if copied > 0.3 and a.claim.evidence["sentence"] != b.claim.evidence["sentence"]:
        f["words:copied"] = copied
    if not one_report:
        f["words:report"] = _WORD_SCALE * rarity.overlap(a.report_words, b.report_words)


# ------------------------------------------------------------------------------------------- weights


@lru_cache(maxsize=1)
def weights() -> Mapping[str, float]:
    """Return the weight of each feature (log-odds)."""
    text = resources.files("kordon.reading").joinpath("data/same_event.csv").read_text(encoding="utf-8")
    return {row["feature"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}


def score(found: Mapping[str, float], weigh: Mapping[str, float]) -> float:
    """Return the log-odds that a pair with these features is one event."""
    return sum(value * weigh.get(name, 0.0) for name, value in found.items())
