# ruff: noqa: E402, E501
"""Learn which of the causes that a text names is a claim's; write ``reading/data/causes.json``.

    python scripts/train_causes.py corpus/reading [--out FILE] [--folds 4]

Each article is read, its claims are aligned with the labelled ones as ``kordon evaluate`` does, and every cause that a claim may
take (``kordon.reading.causes.mentions``) is an example: yes where the label has that cause. One logistic regression with an L2
penalty serves all causes. The threshold and the figures that are printed come from cross-validation over articles. The same
corpus gives the same file.
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import expit

from kordon.model import Report
from kordon.reading.alignment import align
from kordon.reading.attach import Sharing
from kordon.reading.causes import mentions
from kordon.reading.learned.corpus import articles
from kordon.reading.reader import read_shared

PENALTY = 1.0
"""Strength of the L2 penalty."""
LEAST_EXAMPLES = 6
"""A feature that fewer examples have gets no weight."""
LEAST_WEIGHT = 0.05
"""Smaller weights are left out of the file."""
BETA = 0.7
"""How much recall counts beside precision where the threshold is chosen."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """A claim with a label: the causes that it may take with their features, the one that it has, the article's fold."""

    kinds: tuple[str, ...]
    features: tuple[tuple[str, ...], ...]
    gold: str
    fold: int


def collect(files: Iterable[Path], folds: int) -> list[Asked]:
    """Read the articles and return their labelled claims with the causes that each may take."""
    out = []
    for file in files:
        for number, row in enumerate(articles(file)):
            name = f"{file.parent.name}/{file.name}/{number}"
            fold = int(hashlib.sha256(name.encode()).hexdigest(), 16) % folds
            report = Report(id="train", text=row["text"], lang=row["lang"], published=row["published"])
            read = read_shared(report, Sharing())
            for g, p in align(row["claims"], [claim for _, claim in read], report.text):
                if row["claims"][g].get("certainty") == "denied":
                    continue
                draft = read[p][0]
                found = mentions(draft.candidate, draft.view, draft.before, draft.first or draft.view)
                gold = row["claims"][g].get("cause") or ""
                out.append(Asked(tuple(m.kind for m in found), tuple(m.features for m in found), gold, fold))
    return out


def fit(asked: Sequence[Asked]) -> tuple[float, dict[str, float]]:
    """Return bias and weights of the logistic regression over all pairs of claim and mention."""
    counts = Counter(name for item in asked for features in item.features for name in set(features))
    index = {name: k for k, name in enumerate(sorted(n for n, c in counts.items() if c >= LEAST_EXAMPLES))}
    rows, columns, wanted = [], [], []
    for item in asked:
        for kind, features in zip(item.kinds, item.features, strict=True):
            for name in set(features):
                if name in index:
                    rows.append(len(wanted))
                    columns.append(index[name])
            wanted.append(float(kind == item.gold))
    x = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(wanted), len(index)))
    y = np.array(wanted)

    def loss(w: Floats) -> tuple[float, Floats]:
        z = x @ w[1:] + w[0]
        error = expit(z) - y
        value = float(np.sum(np.logaddexp(0.0, z) - y * z) + 0.5 * PENALTY * np.sum(w[1:] ** 2))
        return value, np.concatenate(([error.sum()], x.T @ error + PENALTY * w[1:]))

    w = minimize(loss, np.zeros(len(index) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return float(w[0]), {name: float(w[k + 1]) for name, k in index.items() if abs(w[k + 1]) >= LEAST_WEIGHT}


def best(item: Asked, bias: float, weights: dict[str, float]) -> tuple[float, str]:
    """Return the likeliest cause of a claim and its probability; 0 and nothing where none is named."""
    scored = [
        (float(expit(bias + sum(weights.get(name, 0.0) for name in features))), kind)
        for kind, features in zip(item.kinds, item.features, strict=True)
    ]
    return max(scored, default=(0.0, ""))


def f1(told: Sequence[tuple[float, str, str]], threshold: float) -> tuple[float, float, float]:
    """Return F1, precision and recall of causes told at a threshold; ``told`` is (probability, cause, label) a claim."""
    right = sum(p >= threshold and kind == gold for p, kind, gold in told)
    given, wanted = sum(p >= threshold for p, _, _ in told), sum(gold != "" for _, _, gold in told)
    return 2 * right / max(1, given + wanted), right / max(1, given), right / max(1, wanted)


def weighed(precision: float, recall: float) -> float:
    """Return F-beta with recall worth ``BETA`` times precision: a wrong cause misleads more than a missing one."""
    return (1 + BETA**2) * precision * recall / max(1e-9, BETA**2 * precision + recall)


def main() -> None:
    """Train on a folder of labelled texts and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    root = Path(__file__).resolve().parent.parent
    parser.add_argument("--out", type=Path, default=root / "src/kordon/reading/data/causes.json")
    parser.add_argument("--folds", type=int, default=4)
    args = parser.parse_args()
    asked = collect(sorted(args.corpus.rglob("*.txt")), args.folds)
    told = []
    for fold in range(args.folds):
        bias, weights = fit([item for item in asked if item.fold != fold])
        told += [(*best(item, bias, weights), item.gold) for item in asked if item.fold == fold]
    threshold = max((t / 100 for t in range(10, 80, 2)), key=lambda t: weighed(*f1(told, t)[1:]))
    named = sum(item.gold in item.kinds for item in asked if item.gold)
    score, precision, recall = f1(told, threshold)
    print(
        f"{len(asked)} claims, {sum(item.gold != '' for item in asked)} with a cause, {named} of them among the mentions; "
        f"threshold {threshold}: F1 {score:.3f}, precision {precision:.3f}, recall {recall:.3f} (cross-validated)"
    )
    bias, weights = fit(asked)
    rounded = {name: round(weight, 2) for name, weight in sorted(weights.items())}
    question = {"bias": round(bias, 2), "threshold": threshold, "weights": rounded}
    args.out.write_text(
        json.dumps({"questions": {"cause": question}}, ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )
    print(f"{len(rounded)} weights in {args.out.name}")


if __name__ == "__main__":
    main()
