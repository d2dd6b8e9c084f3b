# ruff: noqa: E501
"""How surely two claims speak of one event: what they share and where they clash, weighed by ``data/same_event.csv``.

The weights are those of a logistic regression that ``scripts/train_grouping.py`` fits to labelled piles of reports; a sum above 0
says that the two are likelier one event than two. Names differ between languages, so identity is carried by ids, coordinates
and states; words count only between texts of one language.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources

from kordon.reading.traits import Rarity, Spot, Traits, distance_km

NEAR_KM, AROUND_KM, REGION_KM, SEA_KM = 50.0, 150.0, 400.0, 900.0
_WORD_SCALE = 5.0
"""Cosines of sentences are small; so that the penalty on weights treats them like the features that are 0 or 1."""


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


@lru_cache(maxsize=32_768)
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
        from rapidfuzz import fuzz

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
    lists = (
        ("mode", frozenset[str](a.claim.modes), frozenset[str](b.claim.modes)),
        ("cargo", frozenset[str](a.claim.cargo), frozenset[str](b.claim.cargo)),
    )
    for name, x, y in lists:
        if x and y:
            word = "same" if x & y else "other"
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
    first_status, second = sorted((a.claim.status, b.claim.status))
    f[f"status:{first_status}+{second}" if first_status != second else "status:same"] = 1.0
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
