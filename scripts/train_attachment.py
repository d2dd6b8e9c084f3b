# ruff: noqa: E402, E501
"""Learn the sharing out of places, dates, figures and directions from labelled texts; write ``reading/data/attachment.json``.

    python scripts/train_attachment.py corpus/reading [--out FILE] [--rounds 2] [--folds 4]

Each article is read, its claims are aligned with the labelled ones as ``kordon evaluate`` does, and every pair of an aligned claim
and a candidate is an example. A round reads with the weights of the round before, so that what a claim takes from the sentence
before is what the reader finds there; the first round reads with a few weights set by hand. Thresholds and the figures that are
printed come from cross-validation over articles: each is read with weights learnt without it. The same corpus gives the same
file.
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import argparse
import hashlib
import json
import pickle
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from attachment_ways import WayExample, fit_ways, way_threshold
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import expit

from kordon.model import Report
from kordon.reading import alignment, evaluate
from kordon.reading.attach import Sharing
from kordon.reading.attach.dates import pattern
from kordon.reading.attach.model import Question, Weights
from kordon.reading.attach.places import Pair, role_features
from kordon.reading.attach.share import LEAST
from kordon.reading.drafts import Draft
from kordon.reading.gold import report_of
from kordon.reading.learned.corpus import by_the_scheme, of_the_press
from kordon.reading.reader import Prepared, _standing, prepare, read_shared
from kordon.reading.rules import Candidate
from kordon.reading.sequence import Net

ROLES = ("at", "from", "to", "via")
SEED: Weights = {
    "place": Question(-1.0, 0.5, {"cue named": 2.0, "cue city": 2.0, "cue soil": 2.0, "cue border pair": 2.0, "claim is far": -1.5, "claim is farther": -2.0, "cue loose": -1.0}),
    "earlier place": Question(-2.0, 0.5, {"taken by the last alike claim": 1.0}),
    "start": Question(0.5, 0.5, {"sentence before": -3.0, "as until day": -3.0, "date of speech": -2.0}),
    "end": Question(-2.0, 0.5, {"as until day": 4.0, "as range short": 4.0, "sentence before": -3.0}),
    "quantity": Question(0.5, 0.5, {"claim is far": -2.0, "claim is farther": -3.0}),
    "way from": Question(0.0, 0.5, {"cue named as from": 6.0}),
    "way to": Question(0.0, 0.5, {"cue named as to": 6.0}),
    "way pair": Question(0.0, 0.5, {}),
    "no way": Question(6.0, 0.5, {}),
    "role at": Question(0.0, 0.5, {"here as at": 1.0}),
    "role from": Question(-1.0, 0.5, {"here as from": 2.0}),
    "role to": Question(-1.0, 0.5, {"here as to": 2.0}),
    "role via": Question(-1.0, 0.5, {"here as via": 2.0}),
}  # fmt: skip
PENALTY = {"place": 0.1, "earlier place": 0.08, "end": 0.3}
"""Inverse strength of the L2 penalty; 0.15 where it says nothing."""
LEAST_EXAMPLES = {"earlier place": 20}
"""A feature that fewer examples have gets no weight; 10 where it says nothing."""
LEAST_WEIGHT = 0.075
"""Smaller weights are left out of the file: on articles that were not learnt from they change no F1 by more than 0.002."""
DURATIONS = ("already", "lasting")
"""Patterns of 'for nine days': by the conventions a claim so told began nine days ago, so a label without a start is no no."""
BETA = {"place": 0.6}
"""How much more a threshold's recall counts than its precision (F-beta); alike where it says nothing. A wrong place misleads
a reader of the brief more than a missing one."""


SCHEME_WEIGHT = 3.0
"""How much the examples of an article count that was labelled by the scheme alone."""
PRESS_WEIGHT = 3.0
"""How much those of one count that retells an article of the press."""


def weight_of(row: Mapping[str, Any]) -> float:
    """Return how much the examples of an article count."""
    return PRESS_WEIGHT if of_the_press(row) else SCHEME_WEIGHT if by_the_scheme(row) else 1.0


@dataclass
class Example:
    """A claim and a candidate: the features, whether the label takes it, the claim that it belongs to, how much it counts."""

    features: tuple[str, ...]
    yes: bool
    claim: int
    weight: float = 1.0


@dataclass
class Harvest:
    """Examples by question and, by question, how many labelled slots had no candidate at all."""

    examples: dict[str, list[Example]]
    out_of_reach: Counter[str]
    sheets: list[evaluate.Sheet]
    found: dict[str, evaluate.Tally]
    ways: list[WayExample] = field(default_factory=list)


CHUNK = 150
"""Articles that a process reads at once."""


def harvest(
    rows: Sequence[dict[str, Any]],
    weights_of: Mapping[int, Weights],
    fold_of: Sequence[int],
    net: Net | None = None,
    ways: bool = True,
) -> dict[int, Harvest]:
    """Read the articles, each with the weights of its fold and maybe a net, and return the examples of each fold.

    Two processes share the reading; their parts are put together in the order of the articles, so that the file stays the same.
    """
    parts = [
        (rows[k : k + CHUNK], weights_of, fold_of[k : k + CHUNK], net, ways, k * 1000)
        for k in range(0, len(rows), CHUNK)
    ]
    out = {fold: Harvest(defaultdict(list), Counter(), [], defaultdict(evaluate.Tally)) for fold in set(fold_of)}
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        for (part, *_), (found, packed) in zip(parts, pool.map(_harvest_part, parts), strict=True):
            for row, kept in zip(part, packed, strict=True):
                row["packed"] = kept
            for fold, h in found.items():
                whole = out[fold]
                for question, examples in h.examples.items():
                    whole.examples[question] += [
                        Example(_shared(e.features), e.yes, e.claim, e.weight) for e in examples
                    ]
                whole.out_of_reach += h.out_of_reach
                whole.sheets += h.sheets
                whole.ways += h.ways
                for name, tally in h.found.items():
                    whole.found[name].add(tally)
    return out


def _harvest_part(part: tuple[Any, ...]) -> tuple[dict[int, Harvest], list[bytes]]:
    rows, weights_of, fold_of, net, ways, first = part
    return _harvest(rows, weights_of, fold_of, net, ways, first), [row["packed"] for row in rows]


def _harvest(
    rows: Sequence[dict[str, Any]],
    weights_of: Mapping[int, Weights],
    fold_of: Sequence[int],
    net: Net | None,
    ways: bool,
    serial: int,
) -> dict[int, Harvest]:
    """Read some of the articles; claims are numbered from ``serial``."""
    out = {fold: Harvest(defaultdict(list), Counter(), [], defaultdict(evaluate.Tally)) for fold in set(fold_of)}
    for row, fold in zip(rows, fold_of, strict=True):
        seen: dict[int, list[tuple[str, Draft, Any, tuple[str, ...]]]] = defaultdict(list)

        def log(question: str, draft: Draft, candidate: Any, features: Sequence[str], seen: Any = seen) -> None:
            seen[id(draft)].append((question, draft, candidate, tuple(features)))

        report, article, standing = kept_articles(row)
        read = read_shared(
            report, Sharing(weights_of[fold], log, net=net, ways=ways), lambda _, found=standing: found, article
        )
        claims = [claim for _, claim in read]
        pairs = alignment.align(row["claims"], claims, report.text)
        kept = out[fold]
        kept.sheets.append(evaluate._sheet(report, row["claims"], claims, pairs))
        for g, p in pairs:
            if not told_there(row["claims"][g], claims[p]):
                continue  # another claim of the type stands in for one that was missed: its slots teach nothing
            serial += 1
            _learn_from(kept, row["claims"][g], seen[id(read[p][0])], serial, weight_of(row))
            _score(kept.found, row["claims"][g], claims[p])
    return out


def kept_articles(row: dict[str, Any]) -> tuple[Report, Prepared, list[list[Candidate]]]:
    """Return a text as it is before its slots are shared out; that is made once and kept packed in the row, since rounds repeat it."""
    if "packed" not in row:
        report = report_of(str(row.get("id")), row)
        article = prepare(report)
        standing = _standing(article)
        for scene in article.scenes:  # what the passage net made of an article is megabytes, and has had its say
            scene.view.sentence.notes.pop("heard", None)
        row["packed"] = zlib.compress(pickle.dumps((report, article, standing), protocol=5), level=1)
    found: tuple[Report, Prepared, list[list[Candidate]]] = pickle.loads(zlib.decompress(row["packed"]))
    return found


def told_there(label: dict[str, Any], claim: Any) -> bool:
    """Whether a claim was read where its label says that it stands."""
    span = (label.get("evidence") or {}).get("sentence")
    a, b = claim.evidence["sentence"]
    return span is None or bool(max(a, span[0]) < min(b, span[1]))


def _learn_from(
    kept: Harvest,
    label: dict[str, Any],
    notes: Sequence[tuple[str, Draft, Any, tuple[str, ...]]],
    serial: int,
    weight: float,
) -> None:
    """Turn what was asked about one aligned claim into examples."""
    latest: dict[tuple[str, Any], tuple[str, Draft, Any, tuple[str, ...]]] = {}
    for note in notes:  # figures may have been shared out twice; the last time counts
        latest[
            note[0],
            id(note[2]) if note[0] in ("place", "earlier place", "date") else "" if note[0] == "way" else str(note[2]),
        ] = note
    reached: Counter[str] = Counter()
    for question, draft, candidate, features in latest.values():
        if question in ("place", "earlier place"):
            pair: Pair = candidate
            found = _as_found(pair)
            gold = next((g for g in label.get("places") or [] if _meant(g, found, draft, pair)), None)
            kept.examples[question].append(Example(_shared(features), gold is not None, serial, weight))
            reached["place"] += gold is not None
            if gold is not None:
                for role in ROLES:
                    kept.examples[f"role {role}"].append(
                        Example(
                            _shared(role_features(draft.view, draft, pair)), gold.get("role") == role, serial, weight
                        )
                    )
        elif question == "date":
            for name, day in (("start", candidate.start), ("end", candidate.end)):
                yes = alignment.same_day(label.get(name) or None, day, label.get("start_precision"))
                if day:
                    left_open = name == "start" and not label.get(name) and pattern(candidate.when) in DURATIONS
                    kept.examples[name].append(Example(_shared(features), yes or left_open, serial, weight))
                    reached[name] += yes
        elif question == "quantity":
            as_found = {"unit": candidate.unit, "value": candidate.value}
            yes = any(alignment.same_quantity(g, as_found) for g in label.get("quantities") or [])
            kept.examples[question].append(Example(_shared(features), yes, serial, weight))
            reached["quantity"] += yes
        elif question == "way":
            way = label.get("direction") or {}
            kept.ways.append(
                WayExample(candidate, frozenset(way.get("from") or ()), frozenset(way.get("to") or ()), weight)
            )
    for name in ("start", "end"):
        kept.out_of_reach[name] += bool(label.get(name)) and not reached[name]
    kept.out_of_reach["place"] += max(0, len(label.get("places") or []) - reached["place"])
    kept.out_of_reach["quantity"] += max(0, len(label.get("quantities") or []) - reached["quantity"])


def _shared(features: Iterable[str]) -> tuple[str, ...]:
    """Return features whose names are kept once, however many examples hold them: they would fill the memory."""
    return tuple(map(sys.intern, features))


def _meant(gold: dict[str, Any], found: dict[str, Any], draft: Draft, pair: Pair) -> bool:
    """Whether a candidate is a labelled place: the same, or one of its kind whose words in the text begin as the label does.

    The second counts for learning only: that the reader knows a place by another spelling, or not at all, does not make the
    words belong to the claim any less.
    """
    if alignment.same_place(gold, found):
        return True
    hit = pair.mention.hit
    words, name = draft.view.text[hit.start : hit.end].casefold(), str(gold.get("name", "")).casefold()
    if "country" in (gold.get("kind"), found["kind"]) or pair.mention.adjective:
        return False
    least = 2 if draft.view.lang == "zh" else 4
    same = 0
    while same < min(len(words), len(name)) and words[same] == name[same]:
        same += 1
    return same >= min(least, len(name)) and same >= 0.6 * len(name.split()[0])


def _as_found(pair: Pair) -> dict[str, Any]:
    place = pair.mention.hit.place
    cc = place.cc if len(place.cc) == 2 and place.cc != "EU" else ""
    return {"name": place.name, "cc": cc, "kind": place.kind, "lat": place.lat, "lon": place.lon, "id": place.id}


def _score(found: dict[str, evaluate.Tally], label: dict[str, Any], claim: Any) -> None:
    """Count one aligned claim's slots: what the sharing out makes of claims that were found."""
    evaluate._match(
        found["places"], label.get("places") or [], [p.model_dump() for p in claim.places], alignment.same_place
    )
    evaluate._match(found["quantities"], label.get("quantities") or [], [q.model_dump() for q in claim.quantities], alignment.same_quantity)  # fmt: skip
    for slot in ("start", "end"):
        gold, day = label.get(slot) or None, getattr(claim, slot)
        if gold and alignment.same_day(gold, day, label.get("start_precision")):
            found["dates"].right += 1
        else:
            found["dates"].missed += bool(gold)
            found["dates"].spurious += bool(day)
    way = label.get("direction")
    if way:
        mine = claim.direction
        right = mine is not None and (set(mine.origin), set(mine.to)) == (set(way.get("from") or ()), set(way.get("to") or ()))  # fmt: skip
        found["direction"].right += right
        found["direction"].missed += not right
    else:
        found["direction"].spurious += claim.direction is not None


def fit(examples: Sequence[Example], penalty: float, threshold: float, least: int = 10) -> Question:
    """Return the logistic weights of one question, features in order of their names so that the result is always the same."""
    counts = Counter(name for example in examples for name in set(example.features))
    names = sorted(name for name, n in counts.items() if n >= least)
    if not names or len({e.yes for e in examples}) < 2:
        share = sum(e.yes for e in examples) / max(1, len(examples))
        return Question(5.0 if share > 0.5 else -5.0, threshold, {})
    column = {name: k for k, name in enumerate(names)}
    indices: list[int] = []
    ends = [0]
    for example in examples:
        indices += sorted(column[name] for name in set(example.features) if name in column)
        ends.append(len(indices))
    matrix = sparse.csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(examples), len(names)))
    found = _logistic(matrix, np.array([e.yes for e in examples]), np.array([e.weight for e in examples]), penalty)
    weights = {name: round(float(w), 2) for name, w in zip(names, found[:-1], strict=True) if abs(w) >= LEAST_WEIGHT}
    return Question(round(float(found[-1]), 3), threshold, weights)


def _logistic(matrix: Any, yes: Any, counts: Any, penalty: float) -> Any:
    """Return the weights, then the bias, that minimise ``penalty`` times the log-loss plus half the squared weights (L-BFGS)."""
    sign = np.where(yes, 1.0, -1.0)
    transposed = matrix.T.tocsr()

    def loss(point: Any) -> tuple[float, Any]:
        margin = sign * (matrix @ point[:-1] + point[-1])
        slope = -sign * expit(-margin) * counts * penalty
        gradient = np.append(transposed @ slope + point[:-1], slope.sum())
        return penalty * float(counts @ np.logaddexp(0.0, -margin)) + 0.5 * float(point[:-1] @ point[:-1]), gradient

    start = np.zeros(matrix.shape[1] + 1)
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500, "ftol": 1e-10, "gtol": 1e-6}).x


def threshold_of(tested: Sequence[tuple[Question, Sequence[Example]]], name: str, unreachable: int) -> float:
    """Return the threshold with the best F1 over examples that the weights did not see."""
    scored: list[tuple[float, bool, float]] = []
    for question, examples in tested:
        if name in ("start", "end"):  # a claim takes one
            by_claim: dict[int, list[tuple[float, bool, float]]] = defaultdict(list)
            for e in examples:
                by_claim[e.claim].append((question.probability(e.features), e.yes, e.weight))
            scored += [max(items) for items in by_claim.values()]
        else:
            scored += [(question.probability(e.features), e.yes, e.weight) for e in examples]
    total = sum(yes * weight for _, yes, weight in scored) + unreachable
    best = (-1.0, 0.5)
    for step in range(15, 76):
        cut = step / 100
        taken = [(yes * weight, weight) for p, yes, weight in scored if p >= cut]
        beta2 = BETA.get(name, 1.0) ** 2
        right, size = sum(yes for yes, _ in taken), sum(weight for _, weight in taken)
        score = (1 + beta2) * right / (size + beta2 * total) if taken or total else 0.0
        best = max(best, (round(score, 6), cut))
    return best[1]


def place_thresholds(
    tested: Mapping[str, Sequence[tuple[Question, Sequence[Example]]]], unreachable: int
) -> dict[str, float]:
    """Return the thresholds for places of the sentence and of earlier ones that together give the best F-beta.

    A claim none of whose places reaches its threshold takes the likeliest, so the two have to be looked for together.
    """
    by_claim: dict[int, list[tuple[str, float, bool]]] = defaultdict(list)
    counts: dict[int, float] = {}
    for name, parts in tested.items():
        for question, examples in parts:
            for e in examples:
                by_claim[e.claim].append((name, question.probability(e.features), e.yes))
                counts[e.claim] = e.weight
    total = unreachable + sum(counts[claim] * yes for claim, items in by_claim.items() for _, _, yes in items)
    beta2 = BETA.get("place", 1.0) ** 2
    best = (-1.0, 0.5, 0.5)
    for here in range(30, 66, 3):
        for earlier in range(20, 66, 3):
            cut = {"place": here / 100, "earlier place": earlier / 100}
            right = taken = 0.0
            for claim, items in by_claim.items():
                chosen = [yes for name, p, yes in items if p >= cut[name]]
                if not chosen:
                    likeliest = max(items, key=lambda item: item[1])
                    chosen = [likeliest[2]] if likeliest[1] >= LEAST else []
                right += counts[claim] * sum(chosen)
                taken += counts[claim] * len(chosen)
            score = (1 + beta2) * right / max(1.0, taken + beta2 * total)
            best = max(best, (round(score, 6), cut["place"], cut["earlier place"]))
    return {"place": best[1], "earlier place": best[2]}


def learn(
    harvests: Mapping[int, Harvest], penalty: float = 0.15, ways: bool = True
) -> tuple[dict[str, Question], dict[int, dict[str, Question]]]:
    """Return the weights of all folds together, and for each fold those learnt without it."""
    names = sorted({name for h in harvests.values() for name in h.examples})
    folds = sorted(harvests)
    whole: dict[str, Question] = {}
    apart: dict[int, dict[str, Question]] = {fold: {} for fold in folds}
    scored: dict[str, list[tuple[Question, Sequence[Example]]]] = {}
    for name in names:
        strength = PENALTY.get(name, penalty)
        tested = []
        for fold in folds:
            rest = [e for other in folds if other != fold for e in harvests[other].examples[name]]
            apart[fold][name] = fit(rest, strength, 0.5, LEAST_EXAMPLES.get(name, 10))
            tested.append((apart[fold][name], harvests[fold].examples[name]))
        cut = threshold_of(tested, name, sum(h.out_of_reach[name] for h in harvests.values()))
        scored[name] = tested
        whole[name] = fit(
            [e for fold in folds for e in harvests[fold].examples[name]], strength, cut, LEAST_EXAMPLES.get(name, 10)
        )
        _set_threshold(name, cut, whole, apart)
    if ways:
        _learn_ways(harvests, whole, apart)
    both = {name: scored[name] for name in ("place", "earlier place") if name in scored}
    for name, cut in place_thresholds(both, sum(h.out_of_reach["place"] for h in harvests.values())).items():
        if name in scored:
            _set_threshold(name, cut, whole, apart)
    return whole, apart


def _learn_ways(
    harvests: Mapping[int, Harvest], whole: dict[str, Question], apart: Mapping[int, dict[str, Question]]
) -> None:
    folds = sorted(harvests)
    parts = {fold: fit_ways([e for other in folds if other != fold for e in harvests[other].ways]) for fold in folds}
    cut = way_threshold([(parts[fold], harvests[fold].ways) for fold in folds])
    for fold in folds:
        apart[fold].update(parts[fold])
    whole.update(fit_ways([e for fold in folds for e in harvests[fold].ways]))
    _set_threshold("no way", cut, whole, apart)


def _set_threshold(name: str, cut: float, whole: dict[str, Question], apart: Mapping[int, dict[str, Question]]) -> None:
    for questions in (whole, *apart.values()):
        questions[name] = replace(questions[name], threshold=cut)


def folds_of(rows: Sequence[dict[str, Any]], folds: int) -> list[int]:
    """Return the fold of each article, by the digest of its text."""
    return [int(hashlib.sha256(row["text"].encode()).hexdigest()[:8], 16) % folds for row in rows]


def table(harvests: Mapping[int, Harvest]) -> str:
    """Return the figures of a round, for claims that were found and end to end."""
    found: dict[str, evaluate.Tally] = defaultdict(evaluate.Tally)
    for h in harvests.values():
        for name, tally in h.found.items():
            found[name].add(tally)
    lines = [
        f"{name:11} precision {t.precision:.3f}  recall {t.recall:.3f}  F1 {t.f1:.3f}"
        for name, t in sorted(found.items())
    ]
    scores = evaluate._scores([s for h in harvests.values() for s in h.sheets])
    ends = ("places_f1", "places_precision", "dates_f1", "quantity_f1", "direction_accuracy", "type_f1")
    return "\n".join([*lines, "end to end " + "  ".join(f"{k} {scores.get(k, 0):.3f}" for k in ends)])


def dump(questions: Mapping[str, Question]) -> str:
    """Return the weights as the text of the file: sorted, one feature a line."""
    body = {
        name: {"bias": q.bias, "threshold": q.threshold, "weights": dict(sorted(q.weights.items()))}
        for name, q in sorted(questions.items())
    }
    return json.dumps({"questions": body}, ensure_ascii=False, indent=0) + "\n"


def train(
    rows: Sequence[dict[str, Any]],
    rounds: int,
    folds: int,
    say: Any = lambda text: None,
    start: Weights = SEED,
    ways: bool = True,
) -> tuple[dict[str, Question], dict[int, Weights]]:
    """Return the weights learnt from labelled articles after some rounds, and for each fold those learnt without it."""
    fold_of = folds_of(rows, folds)
    apart: dict[int, Weights] = dict.fromkeys(set(fold_of), start)
    whole: dict[str, Question] = dict(start)
    for number in range(rounds):
        harvests = harvest(rows, apart, fold_of, ways=ways)
        say(f"round {number}, read with {'the seed' if number == 0 else 'weights that did not see the article'}")
        say(table(harvests))
        learnt, cut = learn(harvests, ways=ways)
        whole = {**start, **learnt}
        apart = {fold: {**start, **questions} for fold, questions in cut.items()}
    return whole, apart


def main() -> None:
    """Read the command line, learn, print the figures, write the file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/kordon/reading/data/attachment.json"))
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--folds", type=int, default=4)
    given = parser.parse_args()
    from kordon.reading.learned.corpus import load_corpus

    rows = load_corpus(given.corpus)
    questions, _ = train(rows, given.rounds, given.folds, lambda text: print(text, flush=True))
    given.out.write_text(dump(questions), encoding="utf-8")
    print(f"{sum(len(q.weights) for q in questions.values())} weights of {len(rows)} articles", file=sys.stderr)


if __name__ == "__main__":
    main()
