# ruff: noqa: E501
"""Score the reader on labelled texts: events, places, dates, quantities, sources, direction, certainty, grouping.

Gold is JSON Lines (a file, or a folder of such files): one object a line with ``text``, ``lang``, ``published`` and
``claims``, each claim as in the contract of ``kordon read --json``; only the slots given are needed. An optional ``event``
on claims, shared across lines, scores the grouping. A line with an empty ``claims`` counts for false alarms. Texts in
the form of ``corpus/reading`` (``.txt`` in a folder named after their language) are read as well.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kordon.model import Claim, Report
from kordon.reading.alignment import align, same_day, same_place, same_quantity
from kordon.reading.gold import labelled, report_of
from kordon.reading.group import group
from kordon.reading.reader import read

_BOUNDED = (
    "type_f1", "type_macro_f1", "places_f1", "places_precision", "dates_f1", "quantity_f1", "attribution_accuracy",
    "direction_accuracy", "hedged_or_denied_accuracy", "text_places_f1", "text_places_precision", "text_dates_f1", "text_quantity_f1",
)  # fmt: skip
"""Measures that get an interval."""


@dataclass
class Tally:
    """Counts of one measure: right, spurious and missed, or right of those asked."""

    right: float = 0.0
    spurious: float = 0.0
    missed: float = 0.0

    def add(self, other: Tally) -> None:
        """Add another tally."""
        self.right += other.right
        self.spurious += other.spurious
        self.missed += other.missed

    @property
    def precision(self) -> float:
        """Return right / found, 1 when nothing was found."""
        found = self.right + self.spurious
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Return right / wanted, 1 when nothing was wanted."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        total = 2 * self.right + self.spurious + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass
class Sheet:
    """The tallies of one report."""

    lang: str
    empty: bool
    alarmed: bool
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))


def evaluate(
    gold: Path | str, *, draws: int = 200, seed: int = 0, progress: Callable[[str, float], None] = lambda step, share: None,
) -> dict[str, Any]:  # fmt: skip
    """Return the scores of the reader on labelled texts, by measure, with 95 % bootstrap intervals over reports.

    Keys such as ``type_f1``, ``type_macro_f1``, ``places_f1``, ``places_precision``, ``dates_f1``, ``quantity_f1``,
    ``text_places_f1`` (each place of a text once, whichever claim holds it), ``attribution_accuracy``, ``direction_accuracy``, ``status_accuracy``, ``certainty_accuracy``,
    ``hedged_or_denied_accuracy``, ``false_alarm_share``, ``b_cubed_f1``, ``offsets_valid``; ``<measure>_low`` and ``_high`` bound the
    main ones; ``ru_type_f1`` and so on give each language. Raises :class:`kordon.errors.InputError` on a broken gold file.
    """
    rows = labelled(Path(gold))
    sheets: list[Sheet] = []
    reports: list[Report] = []
    predicted: list[Claim] = []
    wanted_groups: dict[str, str] = {}
    valid = total = 0
    for number, (where, row) in enumerate(rows):
        progress(f"text {number + 1} of {len(rows)}", number / len(rows))
        report = report_of(where, row)
        claims = read(report)
        labels = row["claims"]
        pairs = align(labels, claims, report.text)
        sheets.append(_sheet(report, labels, claims, pairs))
        for g, p in pairs:
            if labels[g].get("event"):
                wanted_groups[claims[p].id] = str(labels[g]["event"])
        for claim in claims:
            total += 1
            valid += offsets_valid(claim, report.text)
        reports.append(report)
        predicted += claims
    scores = _scores(sheets)
    for lang in sorted({sheet.lang for sheet in sheets}):
        part = _scores([sheet for sheet in sheets if sheet.lang == lang])
        scores |= {
            f"{lang}_{key}": part[key] for key in ("type_f1", "places_f1", "dates_f1", "quantity_f1") if key in part
        }
    scores["offsets_valid"] = valid / total if total else 1.0
    if wanted_groups:
        grouped, _ = group(reports, predicted)
        found = {claim.id: claim.event for claim in grouped if claim.id in wanted_groups}
        scores["b_cubed_f1"] = b_cubed(wanted_groups, found)
        scores["grouped_claims"] = len(found)
    rng = random.Random(seed)
    samples: dict[str, list[float]] = defaultdict(list)
    for _ in range(draws if len(sheets) > 4 else 0):
        drawn = _scores([sheets[rng.randrange(len(sheets))] for _ in sheets])
        for key in _BOUNDED:
            if key in drawn:
                samples[key].append(drawn[key])
    for key, values in samples.items():
        values.sort()
        scores[f"{key}_low"] = values[int(0.025 * len(values))]
        scores[f"{key}_high"] = values[min(len(values) - 1, int(0.975 * len(values)))]
    scores["reports"] = len(sheets)
    scores["gold_claims"] = sum(len(row["claims"]) for _, row in rows)
    scores["read_claims"] = len(predicted)
    return scores


def measured(rows: Sequence[dict[str, Any]]) -> list[Sheet]:
    """Return the tallies of the reader on labelled texts given as rows, one sheet a text."""
    out = []
    for number, row in enumerate(rows, start=1):
        report = report_of(str(row.get("id") or f"row {number}"), row)
        claims = read(report)
        out.append(_sheet(report, row["claims"], claims, align(row["claims"], claims, report.text)))
    return out


def scores(sheets: Sequence[Sheet]) -> dict[str, float]:
    """Return the scores over sheets, as :func:`evaluate` names them, and ``type:<type>`` for each type."""
    kinds = sorted({key for sheet in sheets for key in sheet.tallies if key.startswith("type:")})
    out: dict[str, float] = dict(_scores(sheets))
    for kind in kinds:
        total = Tally()
        for sheet in sheets:
            total.add(sheet.tallies[kind])
        out[kind] = total.f1
    return out


# ------------------------------------------------------------------------------------------- scores


def _sheet(
    report: Report, labels: Sequence[dict[str, Any]], claims: Sequence[Claim], pairs: Sequence[tuple[int, int]]
) -> Sheet:
    sheet = Sheet(report.lang, not labels, bool(claims))
    t = sheet.tallies
    gold_types, read_types = (
        Counter(str(label.get("type")) for label in labels),
        Counter(claim.type for claim in claims),
    )
    for kind in sorted(set(gold_types) | set(read_types)):
        right = min(gold_types[kind], read_types[kind])  # type: ignore[index]
        tally = Tally(right, read_types[kind] - right, gold_types[kind] - right)  # type: ignore[index]
        t["type"].add(tally)
        t[f"type:{kind}"].add(tally)
    matched_gold, matched_read = dict(pairs), {p: g for g, p in pairs}
    for g, label in enumerate(labels):
        claim = claims[matched_gold[g]] if g in matched_gold else None
        found = [p.model_dump() for p in claim.places] if claim else []
        _match(t["places"], label.get("places") or [], found, same_place)
        _match(
            t["quantity"],
            label.get("quantities") or [],
            [q.model_dump() for q in claim.quantities] if claim else [],
            same_quantity,
        )
        for slot in ("start", "end"):
            gold_day, day = label.get(slot) or None, getattr(claim, slot) if claim else None
            if gold_day and same_day(gold_day, day, label.get("start_precision")):
                t["dates"].right += 1
            else:
                t["dates"].missed += bool(gold_day)
                t["dates"].spurious += bool(day)
        if claim is None:
            continue
        _asked(t["status"], label.get("status"), claim.status)
        _asked(t["certainty"], label.get("certainty"), claim.certainty)
        if label.get("certainty") in ("hedged", "denied"):
            _asked(t["hedged_or_denied"], label["certainty"], claim.certainty)
        _asked(t["attribution"], (label.get("attribution") or {}).get("class"), claim.attribution.source_class)
        way = label.get("direction")
        if way:
            mine = claim.direction
            right = (
                mine is not None
                and set(way.get("from") or ()) == set(mine.origin)
                and set(way.get("to") or ()) == set(mine.to)
            )
            t["direction"].right += right
            t["direction"].missed += not right
    _by_text(t, labels, claims)
    for p, claim in enumerate(claims):
        if p not in matched_read:
            t["places"].spurious += len(claim.places)
            t["quantity"].spurious += len(claim.quantities)
            t["dates"].spurious += bool(claim.start) + bool(claim.end)
    return sheet


def _by_text(tallies: dict[str, Tally], labels: Sequence[dict[str, Any]], claims: Sequence[Claim]) -> None:
    """Add what a text tells altogether: each place, figure and day once, whichever claim holds it.

    This is how geoparsers are measured end to end (Gritta, Pilehvar and Collier 2018); a place that stands in a claim of
    another type is found, one that is told of in three claims counts once.
    """
    places = [place.model_dump() for claim in claims for place in claim.places]
    gold_places = [place for label in labels for place in label.get("places") or []]
    _match(tallies["text_places"], _once(gold_places, same_place), _once(places, same_place), same_place)
    amounts = [amount.model_dump() for claim in claims for amount in claim.quantities]
    gold_amounts = [amount for label in labels for amount in label.get("quantities") or []]
    same = same_quantity
    _match(tallies["text_quantity"], _once(gold_amounts, same), _once(amounts, same), same)
    days = {day.isoformat() for claim in claims for day in (claim.start, claim.end) if day}
    gold_days = {str(label[slot]) for label in labels for slot in ("start", "end") if label.get(slot)}
    tallies["text_dates"].add(Tally(len(days & gold_days), len(days - gold_days), len(gold_days - days)))


def _once(
    items: Sequence[dict[str, Any]], same: Callable[[dict[str, Any], dict[str, Any]], bool]
) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for item in items:
        if not any(same(item, other) for other in out):
            out.append(item)
    return out


def _asked(tally: Tally, gold: object, found: object) -> None:
    if gold:
        tally.right += gold == found
        tally.missed += gold != found


def _match(tally: Tally, gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]], same: Any) -> None:
    left = list(found)
    for item in gold:
        twin = next((f for f in left if same(item, f)), None)
        if twin is None:
            tally.missed += 1
        else:
            left.remove(twin)
            tally.right += 1
    tally.spurious += len(left)


def _scores(sheets: Sequence[Sheet]) -> dict[str, Any]:
    total: dict[str, Tally] = defaultdict(Tally)
    for sheet in sheets:
        for key, tally in sheet.tallies.items():
            total[key].add(tally)
    out: dict[str, Any] = {
        "type_f1": total["type"].f1, "type_precision": total["type"].precision, "type_recall": total["type"].recall,
    }  # fmt: skip
    kinds = [key for key in total if key.startswith("type:") and total[key].right + total[key].missed > 0]
    out["type_macro_f1"] = sum(total[key].f1 for key in kinds) / len(kinds) if kinds else 1.0
    for name in ("places", "dates", "quantity", "text_places", "text_dates", "text_quantity"):
        out |= {
            f"{name}_f1": total[name].f1,
            f"{name}_precision": total[name].precision,
            f"{name}_recall": total[name].recall,
        }
    for name in ("attribution", "direction", "status", "certainty", "hedged_or_denied"):
        if total[name].right + total[name].missed:
            out[f"{name}_accuracy"] = total[name].recall
    empty = [sheet for sheet in sheets if sheet.empty]
    if empty:
        out["false_alarm_share"] = sum(sheet.alarmed for sheet in empty) / len(empty)
    return out


def b_cubed(wanted: dict[str, str], found: dict[str, str]) -> float:
    """Return the B-cubed F1 of a grouping of the same items (Bagga and Baldwin 1998)."""
    items = sorted(set(wanted) & set(found))
    if not items:
        return 1.0
    precision = recall = 0.0
    for item in items:
        mine = {other for other in items if found[other] == found[item]}
        gold = {other for other in items if wanted[other] == wanted[item]}
        both = len(mine & gold)
        precision += both / len(mine)
        recall += both / len(gold)
    precision, recall = precision / len(items), recall / len(items)
    return 2 * precision * recall / (precision + recall)


def offsets_valid(claim: Claim, text: str) -> bool:
    """Whether every filled slot of a claim has offsets inside the text, lists parallel to their slots."""

    def ok(span: Any) -> bool:
        return len(span) == 2 and 0 <= span[0] < span[1] <= len(text)

    e = claim.evidence
    single = ["sentence", "type", "status", "certainty", "attribution"]
    single += (
        ["start"] * (claim.start is not None)
        + ["end"] * (claim.end is not None)
        + ["cause"] * (claim.cause is not None)
    )
    if not all(name in e and ok(e[name]) for name in single):
        return False
    for name in ("places", "modes", "cargo", "quantities"):
        spans = e.get(name, ())
        if len(spans) != len(getattr(claim, name)) or not all(ok(span) for span in spans):
            return False
    return claim.direction is None or (bool(e.get("direction")) and all(ok(span) for span in e["direction"]))
