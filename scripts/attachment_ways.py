# ruff: noqa: E501
"""Learn which way a claim's traffic goes: one log-linear model over all its possible ways and none at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from kordon.reading.attach.course import way_of
from kordon.reading.attach.model import Question
from kordon.reading.attach.ways import Courses

PARTS = ("way from", "way to", "way pair", "no way")
PENALTY = {"way from": 0.1, "way to": 0.1, "way pair": 0.1, "no way": 0.03}
"""Inverse strength of the L2 penalty of each part."""
LEAST_EXAMPLES = 8
"""A feature that fewer claims have gets no weight."""
LEAST_WEIGHT = 0.06
"""Smaller weights are left out of the file."""
BETA = 2.0
"""How much more it counts that a labelled way is found than that a found one is labelled: that a claim has a way was labelled
unevenly, and what is found is shown with its words."""


@dataclass
class WayExample:
    """A claim's possible ways and the labelled one, empty where none is labelled."""

    found: Courses
    origin: frozenset[str]
    to: frozenset[str]
    weight: float = 1.0
    """How much it counts."""

    @property
    def told(self) -> bool:
        """Whether the label has a way."""
        return bool(self.origin or self.to)

    def targets(self) -> list[int]:
        """Return the possible ways that fit the label; all of them where it names states that the reader did not offer."""
        states = [way.cc for way in self.found.states]

        def fits(end: int, wanted: frozenset[str]) -> bool:
            return (end < 0 and not wanted) or (end >= 0 and states[end] in wanted)

        return [k for k, c in enumerate(self.found.courses) if fits(c.origin, self.origin) and fits(c.to, self.to)]


def _columns(rows: Sequence[Sequence[str]], least: int) -> dict[str, int]:
    counts = Counter(name for row in rows for name in set(row))
    return {name: k for k, name in enumerate(sorted(n for n, count in counts.items() if count >= least))}


def _matrix(rows: Sequence[Sequence[str]], columns: Mapping[str, int]) -> Any:
    indices: list[int] = []
    ends = [0]
    for row in rows:
        indices += sorted({columns[name] for name in row if name in columns})
        ends.append(len(indices))
    return sparse.csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(rows), len(columns)))


def fit_ways(examples: Sequence[WayExample], threshold: float = 0.5) -> dict[str, Question]:
    """Return the weights of the four parts; a label that the reader cannot reach only counts against 'no way'."""
    examples = [e for e in examples if e.found.courses]
    if not any(e.told for e in examples):
        return {name: Question(0.0, threshold, {}) for name in PARTS[:3]} | {PARTS[3]: Question(9.0, threshold, {})}
    states: list[Sequence[str]] = []
    pairs: list[Sequence[str]] = []
    origin: list[int] = []
    to: list[int] = []
    owner: list[int] = []
    hit: list[bool] = []
    for n, e in enumerate(examples):
        base = len(states)
        states += [way.features for way in e.found.states]
        targets = set(e.targets()) if e.told else set()
        for k, c in enumerate(e.found.courses):
            pairs.append(c.features)
            origin.append(base + c.origin if c.origin >= 0 else -1)
            to.append(base + c.to if c.to >= 0 else -1)
            owner.append(n)
            hit.append(e.told and (k in targets or not targets))
    no_way = [e.found.no_way for e in examples]
    columns = [_columns(states, LEAST_EXAMPLES)] * 2 + [
        _columns(pairs, LEAST_EXAMPLES),
        _columns(no_way, LEAST_EXAMPLES),
    ]
    of_states, of_pairs, of_none = _matrix(states, columns[0]), _matrix(pairs, columns[2]), _matrix(no_way, columns[3])
    sizes = [len(c) for c in columns]
    cuts = np.cumsum([0, *sizes])
    strength = np.concatenate([np.full(size, PENALTY[name]) for name, size in zip(PARTS, sizes, strict=True)])
    a, b, own, good = np.array(origin), np.array(to), np.array(owner), np.array(hit)
    told = np.array([e.told for e in examples])
    has_a, has_b = a >= 0, b >= 0
    count = len(examples)
    weight = np.array([e.weight for e in examples])
    back = [m.T.tocsr() for m in (of_states, of_pairs, of_none)]

    def loss(point: Any) -> tuple[float, Any]:
        f, t, p, z = (point[cuts[k] : cuts[k + 1]] for k in range(4))
        bias = point[-1]
        come, go = of_states @ f, of_states @ t
        score = of_pairs @ p
        score[has_a] += come[a[has_a]]
        score[has_b] += go[b[has_b]]
        none = of_none @ z + bias
        top = np.maximum(none, -1e30)
        np.maximum.at(top, own, score)
        power = np.exp(score - top[own])
        quiet = np.exp(none - top)
        total = np.bincount(own, power, count) + quiet
        wanted = np.where(told, np.bincount(own, power * good, count), quiet)
        value = float(weight @ (np.log(total) - np.log(np.maximum(wanted, 1e-300))))
        slope = weight[own] * (power / total[own] - power * good / np.maximum(wanted, 1e-300)[own])
        still = weight * (quiet / total - np.where(told, 0.0, 1.0))
        at_a = np.bincount(a[has_a], slope[has_a], len(states))
        at_b = np.bincount(b[has_b], slope[has_b], len(states))
        gradient = np.concatenate([back[0] @ at_a, back[0] @ at_b, back[1] @ slope, back[2] @ still, [still.sum()]])
        value += 0.5 * float((point[:-1] ** 2 / strength).sum())
        gradient[:-1] += point[:-1] / strength
        return value, gradient

    point = minimize(
        loss, np.zeros(cuts[-1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300, "ftol": 1e-9}
    ).x
    out = {}
    for k, name in enumerate(PARTS):
        weights = zip(columns[k], point[cuts[k] : cuts[k + 1]], strict=True)
        kept = {feature: round(float(w), 2) for feature, w in weights if abs(w) >= LEAST_WEIGHT}
        out[name] = Question(round(float(point[-1]), 3) if name == "no way" else 0.0, threshold, kept)
    return out


def way_threshold(tested: Sequence[tuple[Mapping[str, Question], Sequence[WayExample]]]) -> float:
    """Return the least probability of any way with the best F-beta, over claims that the weights did not see."""
    marked: list[tuple[int, bool, float]] = []
    labelled = 0.0
    steps = range(4, 80, 2)
    for weights, examples in tested:
        for e in examples:
            labelled += e.told * e.weight
            last = -1
            right = False
            for step in steps:
                cut = {**weights, "no way": Question(weights["no way"].bias, step / 100, weights["no way"].weights)}
                origin, to, _ = way_of(e.found, cut)
                if not origin and not to:
                    break
                last = step
                right = ({w.cc for w in origin}, {w.cc for w in to}) == (set(e.origin), set(e.to))
            if last >= 0:
                marked.append((last, right, e.weight))
    best = (-1.0, 0.3)
    for step in steps:
        taken = [(right * weight, weight) for last, right, weight in marked if last >= step]
        right, size = sum(r for r, _ in taken), sum(weight for _, weight in taken)
        score = (1 + BETA**2) * right / max(1.0, size + BETA**2 * labelled)
        best = max(best, (round(score, 6), step / 100))
    return best[1]
