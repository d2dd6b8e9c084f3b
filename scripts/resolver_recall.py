# ruff: noqa: E501
"""Measure the reader's resolvers alone: of the labelled places, dates and quantities, which ones does a sentence offer at all?

A claim's slot can be lost in two ways: the resolver does not find or misreads the words, or the right finding goes to
another claim. This script measures the first way. ``GOLD`` is a file or a folder of labelled JSON Lines as ``kordon
evaluate`` takes them, with ``evidence.sentence`` on each claim::

    python scripts/resolver_recall.py GOLD                    # recall by language and kind
    python scripts/resolver_recall.py GOLD --half odd         # only files whose number is odd
    python scripts/resolver_recall.py GOLD --misses dates     # list what was missed, with the sentence
    python scripts/resolver_recall.py GOLD --spurious amounts # list amounts, days or places (spurious) that no label has

Columns: slots asked, share with a match in the sentence, share with one anywhere in the text (for places and dates that
are carried over). ``unlabelled`` counts place findings other than states that match no label of their text, per 100 sentences.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from kordon.model import Report
from kordon.reading.alignment import same_day, same_place, same_quantity
from kordon.reading.gold import labelled, report_of
from kordon.reading.lang import analyser
from kordon.reading.meta import heading_end
from kordon.reading.places import PlaceHit
from kordon.reading.reader import _place_namesakes, _view
from kordon.reading.rules import View
from kordon.reading.text import sentences


def views_of(report: Report) -> list[View]:
    """Return the sentences of a report with everything that the resolvers find in them."""
    found = [
        _view(report, sentence, report.lang)
        for sentence in sentences(report.text, analyser(report.lang), heading_end(report.text))
    ]
    _place_namesakes(found, report.lang)
    return found


def offered(hit: PlaceHit) -> list[dict[str, Any]]:
    """Return what a finding may become as a place of a claim: a capital is its state or itself."""
    p = hit.place
    out = [{"name": p.name, "cc": p.cc, "kind": p.kind, "lat": p.lat, "lon": p.lon, "id": p.id}]
    if p.form == "capital":
        out.append({"name": p.city, "cc": p.cc, "kind": "point"})
    return out


def bodies(view: View) -> list[dict[str, Any]]:
    """Return the states of bodies that the lexicon knows ('Россельхознадзор')."""
    return [{"cc": concept[5:], "kind": "country"} for concept in view.concepts if concept.startswith("BODY.")]


def main(argv: list[str]) -> int:
    """Print the tables; return 0."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--half", choices=("odd", "even"))
    parser.add_argument("--lang")
    parser.add_argument("--misses", choices=("places", "dates", "quantities"))
    parser.add_argument("--spurious", choices=("spurious", "amounts", "days"))
    args = parser.parse_args(argv)
    asked: Counter[tuple[str, str]] = Counter()
    here: Counter[tuple[str, str]] = Counter()
    anywhere: Counter[tuple[str, str]] = Counter()
    extra: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    counted: Counter[tuple[str, bool]] = Counter()
    dated: Counter[tuple[str, bool]] = Counter()
    listed: dict[str, list[str]] = defaultdict(list)
    for where, row in labelled(args.gold):
        number = int((re.findall(r"\d+", Path(where.rsplit(" line ", 1)[0]).stem) or ["0"])[-1])
        if (args.half and (number % 2 == 1) != (args.half == "odd")) or (args.lang and row.get("lang") != args.lang):
            continue
        report = report_of(where, row)
        views = views_of(report)
        everywhere = [one for view in views for hit in view.places for one in offered(hit)]
        all_days = [day for view in views for when in view.whens for day in (when.start, when.end) if day]
        wanted_places = [place for label in row["claims"] for place in label.get("places") or []]
        for view in views:
            a, b = view.sentence.start, view.sentence.end
            own = [label for label in row["claims"] if _within(label, a, b)]
            for amount in view.amounts if own else ():
                found = {"value": amount.value, "unit": amount.unit}
                good = any(same_quantity(q, found) for label in own for q in label.get("quantities") or [])
                counted[report.lang, good] += 1
                if not good:
                    listed["amounts"].append(f"{report.lang} {amount.value} {amount.unit} {amount.why}: {_clip(view)}")
            for when in view.whens if own else ():
                for day in (when.start, when.end):
                    if day:
                        good = any(
                            same_day(label.get(s), day, label.get("start_precision") if s == "start" else None)
                            for label in own
                            for s in ("start", "end")
                        )
                        dated[report.lang, good] += 1
                        if not good:
                            said = report.text[when.a : when.b]
                            listed["days"].append(
                                f"{report.lang} {said!r} {day} {when.why} pub {report.published}: {_clip(view)}"
                            )
            lines[report.lang] += 1
            for hit in view.places:
                if hit.place.kind != "country" and not any(
                    same_place(gold, one) for gold in wanted_places for one in offered(hit)
                ):
                    extra[report.lang] += 1
                    listed["spurious"].append(
                        f"{report.lang} {hit.place.kind}/{hit.place.what}/{hit.place.cc} {hit.place.name!r}: {_clip(view)}"
                    )
        for label in row["claims"]:
            span = (label.get("evidence") or {}).get("sentence") or [0, len(report.text)]
            mine = [v for v in views if max(v.sentence.start, span[0]) < min(v.sentence.end, span[1])]
            near = [one for v in mine for hit in v.places for one in offered(hit)] + [
                b for v in mine for b in bodies(v)
            ]
            for place in label.get("places") or []:
                key = (report.lang, str(place.get("kind") or "point"))
                asked[key] += 1
                ok = any(same_place(place, one) for one in near)
                here[key] += ok
                anywhere[key] += ok or any(same_place(place, one) for one in everywhere)
                if not ok:
                    tag = "" if any(same_place(place, one) for one in everywhere) else " NOWHERE"
                    listed["places"].append(f"{report.lang}{tag} {place}: {[_clip(v) for v in mine]}")
            days = [(day, w) for v in mine for w in v.whens for day in (w.start, w.end) if day]
            for slot in ("start", "end"):
                if label.get(slot):
                    precision = label.get("start_precision") if slot == "start" else None
                    key = (report.lang, f"{slot} {precision or 'day'}")
                    asked[key] += 1
                    ok = any(same_day(label[slot], day, precision) for day, _ in days)
                    here[key] += ok
                    anywhere[key] += ok or any(same_day(label[slot], day, precision) for day in all_days)
                    if not ok:
                        found = [
                            (report.text[w.a : w.b], w.role, str(w.start), str(w.end), w.precision)
                            for v in mine
                            for w in v.whens
                        ]
                        listed["dates"].append(
                            f"{report.lang} {slot} {label[slot]} {precision} pub {report.published} {found}: {[_clip(v) for v in mine]}"
                        )
            for quantity in label.get("quantities") or []:
                key = (report.lang, "quantity")
                asked[key] += 1
                found_amounts = [a for v in mine for a in v.amounts]
                ok = any(same_quantity(quantity, {"value": a.value, "unit": a.unit}) for a in found_amounts)
                here[key] += ok
                anywhere[key] += ok
                if not ok:
                    shown = [(a.value, a.unit) for a in found_amounts]
                    listed["quantities"].append(
                        f"{report.lang} {quantity.get('value')} {quantity.get('unit')} found {shown}: {[_clip(v) for v in mine]}"
                    )
    for name in ([args.misses] if args.misses else []) + ([args.spurious] if args.spurious else []):
        print("\n".join(listed[name]))
    for kinds, title in (
        (("country", "point", "area", "corridor"), "places"),
        (tuple(sorted({k for _, k in asked if k.startswith(("start", "end"))})), "dates"),
        (("quantity",), "quantities"),
    ):
        _table(title, kinds, asked, here, anywhere)
    for lang in sorted(lines):
        for name, tally in (("amounts", counted), ("days", dated)):
            total = tally[lang, True] + tally[lang, False]
            print(f"{lang} {name} in sentences of claims that a label has: {tally[lang, True]} of {total}")
        print(
            f"{lang} unlabelled places per 100 sentences: {100 * extra[lang] / lines[lang]:.1f} ({lines[lang]} sentences)"
        )
    return 0


def _within(label: dict[str, Any], a: int, b: int) -> bool:
    """Whether a label is of the sentence at ``[a, b)``; one without evidence is of any."""
    span = (label.get("evidence") or {}).get("sentence")
    return span is None or bool(max(a, span[0]) < min(b, span[1]))


def _clip(view: View) -> str:
    return view.text[view.sentence.start : view.sentence.end]


def _table(
    title: str,
    kinds: tuple[str, ...],
    asked: Counter[tuple[str, str]],
    here: Counter[tuple[str, str]],
    anywhere: Counter[tuple[str, str]],
) -> None:
    langs = sorted({lang for lang, _ in asked})
    for kind in (*kinds, "all"):
        cells = []
        for lang in (*langs, "all"):
            keys = [k for k in asked if (k[1] == kind or (kind == "all" and k[1] in kinds)) and lang in (k[0], "all")]
            n = sum(asked[k] for k in keys)
            cells.append(
                f"{lang} {n:5d} {sum(here[k] for k in keys) / n:.2f} {sum(anywhere[k] for k in keys) / n:.2f}"
                if n
                else f"{lang}     0  -    - "
            )
        print(f"{title:10s} {kind:12s} " + " | ".join(cells))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
