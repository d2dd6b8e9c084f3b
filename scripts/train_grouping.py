# ruff: noqa: E402, E501
"""Make the weights by which claims are grouped into events from labelled piles of reports, and say how well they do.

    python scripts/train_grouping.py [CORPUS] [--articles FILE] [--out FILE] [--folds] [--score FOLDER]

CORPUS is a folder as ``corpus/reading_groups`` (the default), its files one pile each; ``--articles`` adds texts in JSON Lines
whose claims name their event (by default those of the tests that rules may be mended on). ``--folds`` groups two files at a
time, of two languages and among those articles, with weights learnt on all others, and prints B-cubed without writing
anything. ``--score FOLDER`` groups the files of a folder with the weights that Kordon ships. Each is done with the labels'
own slots ('labels': grouping alone) and with what the reader reads ('reader': end to end, over the claims that it found).

Pairs of claims are fitted by a logistic regression whose weights are drawn to what the scheme says of each feature
(:data:`PRIOR`), so that a feature seen rarely keeps its sense. One thread, no random start: the same corpus and the same
reader give the same weights.
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from kordon.model import Claim, Report
from kordon.reading import alignment, evaluate, read
from kordon.reading.gold import report_of
from kordon.reading.group import candidates, grouped
from kordon.reading.lang import analyser
from kordon.reading.learned.corpus import load_corpus
from kordon.reading.places import gazetteer, sides_of
from kordon.reading.sameness import features
from kordon.reading.text import tokens
from kordon.reading.traits import Pile, Traits

ROOT = Path(__file__).resolve().parent.parent
PENALTY, INTERACTION, BLIND = 2.0, 2.0, 0.5
"""Pull towards the prior, how much stronger it is on pairs of features, weight of a pair as if of two languages."""
PRIOR = {
    "bias": -0.5, "place:same": 1.5, "place:same_post": 1.5, "place:alike": 1.0, "place:near": 1.0, "place:pair_of_post": 1.0,
    "place:inside": 0.8, "place:around": -0.7, "place:same_pair": 1.2, "place:same_state": 0.8, "place:state_of_spot": 0.5,
    "place:pair_of_spot": 0.5, "place:states_overlap": -0.5, "place:one_none": -0.5, "place:both_none": -0.5,
    "place:apart_in_state": -2.0, "place:apart": -3.0, "states:cross": -1.5, "states:disjoint": -1.5, "states:equal": 0.3,
    "hints:disjoint": -0.7, "hints:part": 0.3, "hints:equal": 0.5, "ended:later": 0.5, "denied:one*closure": -0.7,
    "gap:0": 0.7, "gap:3": 0.5, "gap:7": 0.3, "gap:30": -1.5, "gap:60": -2.5, "gap:more": -3.0,
    "start:0": 1.0, "start:1": 0.3, "start:3": -0.3, "start:7": -0.7, "start:14": -1.0, "start:45": -1.5, "start:more": -2.0,
    "past:one": -1.0, "when:apart": -0.5, "when:apart*capacity": -2.0, "period:other": -2.0,
    "way:reverse": -2.5, "way:same": 0.5, "way:other": -1.0, "mode:other": -1.5, "mode:same": 0.3, "cargo:other": -1.5,
    "cargo:same": 0.5, "cargo:other*trade_ban": -1.5, "denied:one": 0.3, "figures:equal": 1.0, "figures:far": -0.3,
    "figures:other*capacity": -2.0, "figures:far*capacity": -1.0, "words:sentence": 0.4, "words:report": 0.3, "words:copied": 3.0,
    "report:same": 0.5, "report:same_sentence": -0.5, "report:place_shared": 0.3,
}  # fmt: skip
"""What the scheme's rule of grouping says of a feature, as log-odds; features that are not here are drawn to 0."""


@dataclass
class Labelled:
    """Reports with claims of which some have a known event; ``origin`` is the file of each claim."""

    reports: list[Report] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    event: dict[str, str] = field(default_factory=dict)
    origin: dict[str, str] = field(default_factory=dict)

    def __add__(self, other: Labelled) -> Labelled:
        return Labelled(
            self.reports + other.reports, self.claims + other.claims, self.event | other.event, self.origin | other.origin
        )  # fmt: skip


def located(place: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Return id and coordinates that the reader's tables have for a label's place, nothing where they have none."""
    if place["kind"] == "country":
        return {"id": place["cc"]}
    name = place["name"]
    line = tokens(name, 0, len(name), analyser(lang))
    hits = [h for h in gazetteer(lang).find(line, name) if h.place.kind != "country" and h.place.form == "name"]
    hits = [h for h in hits if place["cc"] in ("", h.place.cc, *sides_of().get(h.place.id, ())) or not h.place.cc]
    if not hits:
        return {}
    best = max(hits, key=lambda h: (h.end - h.start, h.place.weight)).place
    return {"id": best.id, "lat": best.lat, "lon": best.lon}


def claim_of(label: Mapping[str, Any], report: Report, number: int) -> Claim:
    """Return a label as the claim that a perfect reader would make of it."""
    places = []
    for place in label.get("places") or ():
        whole = {"cc": "", "kind": "point", "role": "at"} | {k: v for k, v in place.items() if k in ("name", "cc", "kind", "role")}  # fmt: skip
        places.append(whole | located(whole, report.lang))
    slots = ("direction", "start", "end", "start_precision", "modes", "cargo", "quantities", "cause")
    return Claim.model_validate(
        {
            "id": f"{report.id}-{number}", "report": report.id, "lang": report.lang, "type": label["type"],
            "status": label.get("status", "active"), "certainty": label.get("certainty", "asserted"),
            "attribution": label.get("attribution") or {"class": "author"}, "places": places,
            "evidence": {"sentence": tuple(label["evidence"]["sentence"])},
        }
        | {slot: label[slot] for slot in slots if label.get(slot)}
    )  # fmt: skip


def labelled(rows: Sequence[Mapping[str, Any]], origin: str) -> dict[str, Labelled]:
    """Return a pile twice: with its labels as claims, and with the claims that the reader makes of its texts."""
    out = {"labels": Labelled(), "reader": Labelled()}
    for number, row in enumerate(rows, start=1):
        report = report_of(f"{origin} {number}", dict(row))
        gold = [claim_of(label, report, k) for k, label in enumerate(row["claims"])]
        found = read(report)
        pairs = {found[p].id: g for g, p in alignment.align(row["claims"], found, report.text)}
        for name, claims in (("labels", gold), ("reader", list(found))):
            out[name].reports.append(report)
            out[name].claims += claims
            for k, claim in enumerate(claims):
                label = (
                    row["claims"][k]
                    if name == "labels"
                    else row["claims"][pairs[claim.id]]
                    if claim.id in pairs
                    else {}
                )
                out[name].origin[claim.id] = origin
                if label.get("event"):
                    out[name].event[claim.id] = str(label["event"])
    return out


@dataclass
class Example:
    """The features of a pair, whether it is one event, and how much it counts."""

    found: dict[str, float]
    same: bool
    weight: float


def examples(pile: Labelled) -> Iterator[Example]:
    """Yield the pairs of a pile whose events are both known, each as it is and as if its texts were of two languages."""
    whole = Pile(pile.reports, pile.claims)
    families: dict[str, list[Traits]] = {}
    for traits in whole.ordered(pile.claims):
        families.setdefault(traits.family, []).append(traits)
    for line in families.values():
        for i, j in candidates(line)[0]:
            a, b = (pile.event.get(line[k].claim.id) for k in (i, j))
            if a and b:
                for blind in (False, True):
                    found = features(line[i], line[j], whole.rarity, blind=blind)
                    yield Example(found, a == b, BLIND if blind else 1.0)


def fit(pairs: Sequence[Example]) -> dict[str, float]:
    """Return the weights with the highest posterior: a logistic regression, normal priors around :data:`PRIOR`."""
    names = sorted({name for pair in pairs for name in pair.found} | set(PRIOR))
    column = {name: k for k, name in enumerate(names)}
    values = [value for pair in pairs for value in pair.found.values()]
    index = [column[name] for pair in pairs for name in pair.found]
    start = np.cumsum([0, *(len(pair.found) for pair in pairs)])
    x = sparse.csr_matrix((values, index, start), shape=(len(pairs), len(names)))
    sign = np.array([1.0 if pair.same else -1.0 for pair in pairs])
    weight = np.array([pair.weight for pair in pairs])
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    pull = np.array([PENALTY * (INTERACTION if "*" in name else 1.0) for name in names])
    pull[column["bias"]] = 0.01

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (x @ w)
        slope = x.T @ (-sign * weight / (1.0 + np.exp(np.clip(margin, -50, 50)))) + pull * (w - prior)
        return float((weight * np.logaddexp(0.0, -margin)).sum() + 0.5 * (pull * (w - prior) ** 2).sum()), slope

    w = minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return {name: round(float(value), 3) for name, value in zip(names, w, strict=True)}


def b_cubed(pile: Labelled, origin: str, weigh: Mapping[str, float] | None = None) -> float:
    """Return the B-cubed F1 over one file's labelled claims, grouped in the whole pile."""
    wanted = {claim: event for claim, event in pile.event.items() if pile.origin[claim] == origin}
    found = {
        traits.claim.id: str(k)
        for k, members in enumerate(grouped(pile.reports, pile.claims, weigh))
        for traits in members
    }
    return evaluate.b_cubed(wanted, {claim: group for claim, group in found.items() if claim in wanted})


def piles(corpus: Path) -> dict[str, dict[str, Labelled]]:
    """Return the piles of a corpus by language and file, as :func:`labelled` does."""
    files = sorted(corpus.rglob("*.txt"))
    names = {file: f"{file.parent.name}/{file.stem}" for file in files}
    return {name: labelled(load_corpus(file), name) for file, name in names.items()}


def folds(names: Sequence[str]) -> list[list[str]]:
    """Return the files of each fold: one of each number, of languages that follow one another."""
    langs = sorted({name.split("/")[0] for name in names})
    numbers = sorted({name.split("/")[1] for name in names})
    rounds = [
        [f"{langs[(k + n) % len(langs)]}/{number}" for n, number in enumerate(numbers)] for k in range(len(langs))
    ]
    return [[name for name in part if name in names] for part in rounds]


def report(scores: Mapping[str, Mapping[str, float]]) -> str:
    """Return B-cubed by file, by language and over all, for labels and reader."""
    lines = ["pile".ljust(12) + "".join(kind.rjust(15) for kind in scores)]
    names = sorted(next(iter(scores.values())))
    for name in names:
        lines.append(name.ljust(12) + "".join(f"{part[name]:15.3f}" for part in scores.values()))
    for lang in (*sorted({name.split("/")[0] for name in names}), ""):
        mine = [name for name in names if name.startswith(lang)]
        means = "".join(f"{float(np.mean([part[n] for n in mine])):15.3f}" for part in scores.values())
        lines.append((lang or "all").ljust(12) + means)
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=ROOT / "corpus" / "reading_groups")
    parser.add_argument("--articles", type=Path, default=ROOT / "tests" / "reading" / "data" / "articles.jsonl")
    parser.add_argument("--out", type=Path, default=ROOT / "src" / "kordon" / "reading" / "data" / "same_event.csv")
    parser.add_argument("--folds", action="store_true", help="score by cross-validation instead of writing weights")
    parser.add_argument("--score", type=Path, help="score the piles of a folder with the weights that Kordon ships")
    options = parser.parse_args(arguments)
    kinds = ("labels", "reader")
    if options.score:
        found = piles(options.score)
        print(report({kind: {name: b_cubed(pile[kind], name) for name, pile in found.items()} for kind in kinds}))
        return 0
    rows = [json.loads(line) for line in options.articles.read_text(encoding="utf-8").splitlines() if line.strip()]
    parts = piles(options.corpus) | {"articles": labelled(rows, "articles")}
    pairs = {name: [e for kind in kinds for e in examples(pile[kind])] for name, pile in parts.items()}
    print(f"{sum(map(len, pairs.values()))} examples from {len(parts)} piles", file=sys.stderr)
    if options.folds:
        scores: dict[str, dict[str, float]] = {f"{kind}{how}": {} for kind in kinds for how in ("", ", alone")}
        for fold in folds([name for name in parts if name != "articles"]):
            weigh = fit([e for name, mine in pairs.items() if name not in fold for e in mine])
            for kind in kinds:
                dense = parts["articles"][kind]
                for name in fold:
                    dense = dense + parts[name][kind]
                for name in fold:
                    scores[kind][name] = b_cubed(dense, name, weigh)
                    scores[f"{kind}, alone"][name] = b_cubed(parts[name][kind], name, weigh)
        print(report(scores))
        return 0
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("feature", "weight"))
    writer.writerows(
        (name, f"{w:.3f}") for name, w in fit([e for p in pairs.values() for e in p]).items() if abs(w) >= 0.0005
    )
    options.out.write_text(buffer.getvalue(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
