# ruff: noqa: E402, E501
"""Learn the sharing out and the net that chooses the places of an article's claims; write ``attachment.json`` and ``sequence.npz``.

    pip install --group train
    python scripts/train_sequence.py corpus/reading [--weights FILE] [--out FILE]

First it does what ``train_attachment.py`` does, but for the ways of traffic. An article is then read with weights that did not see it,
so that what the net is told of the claims before is as often wrong as on a new text. Nets that leave out a third of the
articles in turn give each article a log-odds that did not see it; on those the two are joined, their thresholds chosen, and the ways of
traffic learnt with the places that come of it. The net that is shipped learns from all articles. ``train_attachment.py``
alone learns the sharing out without a net, for where torch cannot be had.
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import argparse
import gc
import hashlib
import json
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import train_attachment as plain
from attachment_ways import fit_ways, way_threshold
from scipy.optimize import minimize
from scipy.special import expit
from sequence_net import Taught, teach

from kordon.reading import alignment
from kordon.reading.attach import Sharing
from kordon.reading.attach.course import way_of
from kordon.reading.attach.model import Question, Weights
from kordon.reading.attach.share import LEAST, SETTLED
from kordon.reading.learned.model import probability
from kordon.reading.reader import read_shared
from kordon.reading.sequence import Net, layout
from kordon.reading.sequence.net import packed, unpacked
from kordon.reading.sequence.signs import WORDS

FOLDS = 3
ROUNDS, LINEAR_FOLDS = 2, 4
LEAST_SIGNS, LEAST_FEATURES = 6, 12
"""Tokens and nodes that must have a sign or a feature for the net to know it."""
BETA = 0.7
"""How much more a threshold's recall counts than its precision (F-beta)."""
Named = tuple[str, str, str]


class Growing(dict[str, int]):
    """Rows of names, one more for each new name that is asked for."""

    def get(self, name: str, default: Any = None) -> Any:
        """Return the row of a name."""
        del default
        return self.setdefault(sys.intern(name), len(self))


@dataclass
class Example:
    """An article as the net sees it, with what its labels say."""

    row: dict[str, Any]
    fold: int
    taught: Taught
    linear: Any
    own: Any
    told: list[int]
    """The labelled places of each claim; -1 for a claim without a label."""
    net: Any = None
    ends: list[Any] = field(default_factory=list)


def collect(
    rows: Sequence[dict[str, Any]], apart: Sequence[Weights], signs: Growing, features: Growing
) -> list[Example]:
    """Read the articles, each with weights that did not see it."""
    fold_of = plain.folds_of(rows, len(apart))
    out = []
    for row, fold in zip(rows, fold_of, strict=True):
        report, article, standing = plain.kept_articles(row)
        sharing = Sharing(apart[fold], net=None, ways=False)
        read = read_shared(report, sharing, lambda _, found=standing: found, article)
        claims = [claim for _, claim in read]
        offers = sharing.offers()
        if not any(offer.pairs for offer in offers):
            continue
        label_of: dict[int, dict[str, Any]] = {}
        for g, p in alignment.align(row["claims"], claims, report.text):
            if plain.told_there(row["claims"][g], claims[p]):
                label_of[id(read[p][0])] = row["claims"][g]
        taken, weighed, linear, own, told = [], [], [], [], []
        for offer in offers:
            label = label_of.get(id(offer.draft))
            told.append(len(label.get("places") or []) if label else -1)
            for _, question, pair in sharing.offered[id(offer.draft)][1]:
                found = plain._as_found(pair)
                yes = label is not None and any(
                    plain._meant(g, found, offer.draft, pair) for g in label.get("places") or []
                )
                taken.append(yes)
                weighed.append(plain.weight_of(row) if label is not None else 0.0)
                linear.append(question.odds(pair.features))
                own.append(pair.earlier is None)
        shape = layout([view for view, _, _ in sharing.read], offers, signs, features)
        taught = Taught(shape, np.array(taken, dtype=np.float32), np.array(weighed, dtype=np.float32))
        out.append(Example(row, net_fold(row), taught, np.array(linear), np.array(own), told))
    return out


def net_fold(row: Mapping[str, Any]) -> int:
    """Return which of the nets does not see an article."""
    return int(hashlib.sha256(row["text"].encode()).hexdigest()[8:16], 16) % FOLDS


def known(
    examples: Sequence[Example], signs: Mapping[str, int], features: Mapping[str, int]
) -> tuple[list[str], int, list[str]]:
    """Return the signs that the net knows, words first, how many of them are words, and the features."""
    count_signs = np.zeros(len(signs), dtype=np.int64)
    count_features = np.zeros(len(features), dtype=np.int64)
    for e in examples:
        np.add.at(count_signs, e.taught.rows.token_signs[0], 1)
        np.add.at(count_signs, e.taught.rows.node_signs[0], 1)
        np.add.at(count_features, e.taught.rows.node_features[0], 1)
    kept = sorted(name for name, k in signs.items() if count_signs[k] >= LEAST_SIGNS)
    words = [name for name in kept if name.startswith(WORDS)]
    rest = [name for name in kept if not name.startswith(WORDS)]
    return [*words, *rest], len(words), sorted(n for n, k in features.items() if count_features[k] >= LEAST_FEATURES)


def narrow(e: Example, sign_row: Any, feature_row: Any) -> Taught:
    """Return an article's rows with the names that the net knows alone."""

    def kept(bag: Any, row: Any) -> Any:
        names = row[bag[0]]
        return names[names >= 0], bag[1][names >= 0]

    rows = e.taught.rows
    return replace(
        e.taught,
        rows=replace(
            rows,
            token_signs=kept(rows.token_signs, sign_row),
            node_signs=kept(rows.node_signs, sign_row),
            node_features=kept(rows.node_features, feature_row),
        ),
    )


def joined(examples: Sequence[Example], own: bool) -> Question:
    """Return the question that joins weights and net, learnt on log-odds that did not see the article."""
    linear = np.concatenate([e.linear[(e.own == own) & (e.taught.weighed > 0)] for e in examples])
    net = np.concatenate([e.net[(e.own == own) & (e.taught.weighed > 0)] for e in examples])
    yes = np.concatenate([e.taught.taken[(e.own == own) & (e.taught.weighed > 0)] for e in examples])
    counts = np.concatenate([e.taught.weighed[(e.own == own) & (e.taught.weighed > 0)] for e in examples])
    sign = np.where(yes > 0, 1.0, -1.0)

    def loss(point: Any) -> tuple[float, Any]:
        margin = sign * (point[0] + point[1] * linear + point[2] * net)
        slope = -sign * expit(-margin) * counts
        return float(counts @ np.logaddexp(0.0, -margin)), np.array([slope.sum(), slope @ linear, slope @ net])

    bias, a, b = minimize(loss, np.array([0.0, 0.5, 0.5]), jac=True, method="L-BFGS-B").x
    return Question(round(float(bias), 3), 0.5, {"weights": round(float(a), 3), "net": round(float(b), 3)})


def with_thresholds(questions: Mapping[str, Question], examples: Sequence[Example], say: Any) -> dict[str, Question]:
    """Return the two questions with the thresholds that together give the best F-beta for places."""
    claims: list[tuple[list[tuple[bool, float, bool]], int, float]] = []
    for e in examples:
        at: dict[int, list[tuple[bool, float, bool]]] = defaultdict(list)
        for owner, own, linear, net, yes in zip(
            e.taught.rows.owner.tolist(),
            e.own.tolist(),
            e.linear.tolist(),
            e.net.tolist(),
            e.taught.taken.tolist(),
            strict=True,
        ):
            question = questions["settled place" if own else "settled earlier place"]
            at[owner].append((own, probability(question.joined(linear, net)), yes > 0))
        weight = plain.weight_of(e.row)
        claims += [(at[c], max(n, sum(yes for *_, yes in at[c])), weight) for c, n in enumerate(e.told) if n >= 0]
    total = sum(n * weight for _, n, weight in claims)
    best: tuple[float, float, float, str] = (-1.0, 0.5, 0.5, "")
    for here in range(24, 66, 3):
        for earlier in range(20, 66, 3):
            right = taken = 0.0
            for items, _, weight in claims:
                chosen = [yes for own, p, yes in items if p >= (here if own else earlier) / 100]
                if not chosen and items:
                    likeliest = max(items, key=lambda item: item[1])
                    chosen = [likeliest[2]] if likeliest[1] >= LEAST else []
                right += weight * sum(chosen)
                taken += weight * len(chosen)
            score = (1 + BETA**2) * right / max(1.0, taken + BETA**2 * total)
            if score > best[0]:
                told = f"precision {right / max(1, taken):.3f} recall {right / max(1, total):.3f} F1 {2 * right / max(1, taken + total):.3f}"
                best = (score, here / 100, earlier / 100, told)
    say(f"places of told claims, thresholds {best[1]} and {best[2]}: {best[3]}")
    return {
        "settled place": replace(questions["settled place"], threshold=best[1]),
        "settled earlier place": replace(questions["settled earlier place"], threshold=best[2]),
    }


def renewed(
    rows: Sequence[dict[str, Any]], weights_of: Mapping[int, Weights], nets: Sequence[Net], folds: int, say: Any
) -> tuple[dict[str, Question], float]:
    """Return the questions on ways, learnt with the places that weights and nets together choose, and their threshold."""
    harvests: dict[int, plain.Harvest] = {}
    fold_of = plain.folds_of(rows, folds)
    for k, net in enumerate(nets):
        part = [n for n, row in enumerate(rows) if net_fold(row) == k]
        found = plain.harvest([rows[n] for n in part], weights_of, [fold_of[n] for n in part], net)
        for fold, h in found.items():
            if fold not in harvests:
                harvests[fold] = h
                continue
            harvests[fold].sheets += h.sheets
            harvests[fold].ways += h.ways
            for name, tally in h.found.items():
                harvests[fold].found[name].add(tally)
    say(plain.table(harvests))
    examples = {fold: h.ways for fold, h in harvests.items()}
    parts = {f: fit_ways([e for other in examples if other != f for e in examples[other]]) for f in sorted(examples)}
    cut = way_threshold([(parts[f], examples[f]) for f in sorted(examples)])
    right = given = labelled = 0
    for f, part in parts.items():
        part["no way"] = replace(part["no way"], threshold=cut)
        for e in examples[f]:
            origin, to, _ = way_of(e.found, part)
            labelled += e.told
            given += bool(origin or to)
            right += e.told and ({way.cc for way in origin}, {way.cc for way in to}) == (set(e.origin), set(e.to))
    say(f"ways: {right} right of {labelled} labelled, {given} given, threshold {cut}")
    return fit_ways([e for f in sorted(examples) for e in examples[f]]), cut


def main() -> None:
    """Read the command line, learn, print the figures, write the files."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--weights", type=Path, default=Path("src/kordon/reading/data/attachment.json"))
    parser.add_argument("--out", type=Path, default=Path("src/kordon/reading/data/sequence.npz"))
    given = parser.parse_args()
    from kordon.reading.learned.corpus import load_corpus

    began = time.time()

    def say(text: str) -> None:
        print(f"[{time.time() - began:4.0f} s] {text}", flush=True)

    rows = load_corpus(given.corpus)
    whole, learnt_apart = plain.train(rows, ROUNDS, LINEAR_FOLDS, say, ways=False)
    apart = [learnt_apart.get(fold, plain.SEED) for fold in range(LINEAR_FOLDS)]
    signs, features = Growing(), Growing()
    examples = collect(rows, apart, signs, features)
    gc.freeze()
    names, words, feature_names = known(examples, signs, features)
    sign_row, feature_row = np.full(len(signs), -1), np.full(len(features), -1)
    sign_row[[signs[name] for name in names]] = np.arange(len(names))
    feature_row[[features[name] for name in feature_names]] = np.arange(len(feature_names))
    for e in examples:
        e.taught = narrow(e, sign_row, feature_row)
    say(f"{len(examples)} articles, {len(names)} signs, {len(feature_names)} features")
    listed: dict[str, Any] = {
        "signs names": np.frombuffer(json.dumps(names, ensure_ascii=False).encode(), dtype=np.uint8),
        "features names": np.frombuffer(json.dumps(feature_names, ensure_ascii=False).encode(), dtype=np.uint8),
    }

    def learnt(part: Sequence[Example]) -> dict[str, Any]:
        return packed(teach([e.taught for e in part], len(names), words, len(feature_names), say)) | listed

    nets = []
    for fold in range(FOLDS):
        nets.append(unpacked(learnt([e for e in examples if e.fold != fold])))
        for e in examples:
            if e.fold == fold:
                e.net = nets[fold].logits(e.taught.rows)
    questions = {SETTLED["place"]: joined(examples, True), SETTLED["earlier place"]: joined(examples, False)}
    say(str(questions))
    settled = with_thresholds(questions, examples, say)
    stored = learnt(examples)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(given.out, **stored)
    del examples
    ways, cut = renewed(rows, {f: {**w, **settled} for f, w in enumerate(apart)}, nets, len(apart), say)
    ways["no way"] = replace(ways["no way"], threshold=cut)
    given.weights.write_text(plain.dump({**whole, **settled, **ways}), encoding="utf-8")
    say(f"{given.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
