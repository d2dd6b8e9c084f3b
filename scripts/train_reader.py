# ruff: noqa: E402, E501
"""Make the weights of the reader's learned half from labelled texts, and say how well they do on texts left out.

    python scripts/train_reader.py [CORPUS] [--out FILE] [--folds N] [--plain]

CORPUS is a folder as ``corpus/reading`` (the default); its README tells the format. ``--folds 5`` reads each fifth of the
articles with weights learnt on the others and prints scores by language and type, without writing anything. Otherwise the
weights are written to FILE (by default those that Kordon ships), the passage nets beside it to ``passage.npz``. Those need torch
(dependency group ``train``); ``--plain`` leaves them out and needs nothing that Kordon itself does not need. One
thread, fixed seeds, rows in order of their names: the same corpus gives the same bytes on the same machine.
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from kordon.errors import InputError
from kordon.model import Certainty, Claim, ClaimStatus, ClaimType, Report, SourceClass
from kordon.reading import evaluate, modality, reader
from kordon.reading.learned import model, mood, passage, vote
from kordon.reading.learned.corpus import by_the_scheme, load_corpus, of_the_press
from kordon.reading.learned.features import article_features, features
from kordon.reading.learned.scene import Features, Scene
from kordon.reading.learned.units import Bag, units
from kordon.reading.rules import Candidate

ROOT = Path(__file__).resolve().parent.parent
TYPES: tuple[str, ...] = get_args(ClaimType)
LEAST = {"claims": 4}
"""Examples of a head that must hold a feature before it counts, where not two."""
ALONE = 4
"""Every how manieth sentence of an article is learnt from once more as if it stood alone."""
FAINT = {"article": 6, "claims": 7, "status": 8, "certainty": 8, "source": 8}
"""Steps of weight (of 127) below which a feature of a head goes, where not three: they lose nothing by it."""
FREEDOM = {"#": 0.4, "?": 1.0, "~": 0.08, "^": 0.6, "!": 0.5, "@": 0.7}
"""How freely a feature may be weighed, by the first sign of its name; pairs of concepts or classes, words and pairs of words apart."""
PAIRED, WORD, WORDS = 0.15, 0.4, 0.3
NET_FREEDOM = {"#": 0.6, "?": 1.0, "~": 0.1, "^": 0.8}
NET_WORD = 0.3
"""The same for the nets, which see no pairs: they make their own."""
NET_LEAST, NETS, UNITS, ROUNDS, STEP, BATCH = 8, 2, 24, 9, 0.005, 128
"""Sentences that must hold a feature, nets, units of each, times that a net goes through all sentences, its first step, sentences at once."""
DROPPED, UNHEARD = 0.3, 0.3
"""Shares of units and of features that a net must do without at each step, so that it relies on no few of them."""
PENALTY = {"claims": 1.0, "article": 1.0, "status": 1.0, "certainty": 1.0, "source": 1.0}


SCHEME_WEIGHT = 1.5
"""How much an article that was labelled by the scheme alone counts."""
PRESS_WEIGHT = 3.0
"""How much one counts that retells an article of the press: they are few, and what people read is the press."""


@dataclass
class Example:
    """Feature names with the outputs that are true of them."""

    names: Sequence[str]
    true: frozenset[str]
    weight: float = 1.0
    """How much it counts."""


def freedom(name: str) -> float:
    """Return how freely a feature may be weighed: the size of its values, against which the penalty works."""
    if (name[0] == "#" and "+" in name) or name.count("^") == 2:
        return PAIRED
    return FREEDOM.get(name[0], WORDS if " " in name else WORD)


def fit(examples: Sequence[Example], outputs: tuple[str, ...], what: str) -> model.Head:
    """Return one logistic regression an output (L2 penalty, L-BFGS), all over the same features, rounded to steps."""
    count = Counter(name for example in examples for name in example.names)
    names = sorted(name for name, seen in count.items() if seen >= LEAST.get(what, 2))
    penalty = PENALTY[what]
    size = np.array([freedom(name) for name in names])
    x = table_of(examples, dict(zip(names, size, strict=True))).astype(np.float32)
    xt = x.T.tocsr()
    sign = np.array([[1.0 if output in e.true else -1.0 for output in outputs] for e in examples], dtype=np.float32)
    weight = np.array([e.weight for e in examples], dtype=np.float32)[:, None]
    n, k = len(names), len(outputs)
    begin = np.zeros((n + 1, k))
    share = (sign > 0).mean(axis=0)
    begin[n] = np.log((share + 1e-3) / (1 - share + 1e-3))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat.reshape(n + 1, k).astype(np.float32)
        margin = sign * (x @ w[:n] + w[n])
        pull = -weight * sign / (1.0 + np.exp(np.clip(margin, -50, 50)))
        slope = np.empty((n + 1, k))
        slope[:n] = xt @ pull + penalty * w[:n]
        slope[n] = pull.sum(axis=0)
        lost = (weight * np.logaddexp(0.0, -margin)).sum(dtype=np.float64)
        return float(lost + 0.5 * penalty * (w[:n] ** 2).sum(dtype=np.float64)), slope.ravel()

    options = {"maxiter": 80, "maxcor": 6, "ftol": 1e-6, "gtol": 1e-3}
    w = minimize(loss, begin.ravel(), jac=True, method="L-BFGS-B", options=options).x.reshape(n + 1, k)
    return model.quantised(outputs, names, w[:n] * size[:, None], w[n], FAINT.get(what, 3))


def net_freedom(name: str) -> float:
    """Return the same for a net; 0 for what it does not see."""
    if " " in name or (name[0] == "#" and "+" in name) or name.count("^") == 2:
        return 0.0
    return NET_FREEDOM.get(name[0], NET_WORD)


def table_of(examples: Sequence[Example], size: dict[str, float]) -> sparse.csr_matrix:
    """Return examples as rows of the sizes of their features, in the order of ``size``."""
    column = {name: k for k, name in enumerate(size)}
    index: list[int] = []
    start = [0]
    for example in examples:
        index += sorted(column[name] for name in example.names if name in column)
        start.append(len(index))
    values = np.array(list(size.values()))
    return sparse.csr_matrix((values[index], index, start), shape=(len(examples), len(size)))


def with_nets(head: model.Head, examples: Sequence[Example]) -> model.Head:
    """Return a head with nets beside its linear model, learnt from the same examples."""
    count = Counter(name for example in examples for name in example.names)
    size = {name: net_freedom(name) for name in sorted(count) if count[name] >= NET_LEAST and net_freedom(name)}
    x = table_of(examples, size).astype(np.float32)
    y = np.array([[output in e.true for output in head.outputs] for e in examples], dtype=np.float32)
    weight = np.array([e.weight for e in examples], dtype=np.float32)[:, None]
    nets = tuple(net(x, y, weight, np.random.default_rng(seed), np.array(list(size.values()))) for seed in range(NETS))
    return replace(head, net_rows={name: row for row, name in enumerate(size)}, nets=nets)


def net(
    x: sparse.csr_matrix, y: np.ndarray, weight: np.ndarray, rng: np.random.Generator, size: np.ndarray
) -> model.Net:
    """Return a net of one hidden layer of tanh units, learnt by Adam (Kingma and Ba 2015) with dropout (Srivastava et al. 2014)."""
    n, outputs = y.shape
    share = y.mean(axis=0)
    first = (rng.standard_normal((x.shape[1], UNITS)) * 0.1).astype(np.float32)
    out = (rng.standard_normal((UNITS, outputs)) * 0.9 / np.sqrt(UNITS)).astype(np.float32)
    rest = [np.zeros(UNITS, np.float32), out, np.log((share + 1e-3) / (1 - share + 1e-3)).astype(np.float32)]
    mean, square = np.zeros_like(first), np.zeros_like(first)
    means, squares = [np.zeros_like(part) for part in rest], [np.zeros_like(part) for part in rest]
    steps = ROUNDS * -(-n // BATCH)
    done = 0
    for _ in range(ROUNDS):
        order = rng.permutation(n)
        for begin in range(0, n, BATCH):
            rows = order[begin : begin + BATCH]
            part = x[rows]
            part.data *= (rng.random(part.nnz) >= UNHEARD) / np.float32(1 - UNHEARD)
            seen = np.unique(part.indices)  # only what the sentences hold is moved
            part = part[:, seen]
            bias, out, base = rest
            unit = np.tanh(part @ first[seen] + bias)
            kept = (rng.random(unit.shape) >= DROPPED).astype(np.float32) / np.float32(1 - DROPPED)
            pull = weight[rows] * (1 / (1 + np.exp(-((unit * kept) @ out + base))) - y[rows])
            back = (pull @ out.T) * kept * (1 - unit * unit)
            done += 1
            step = STEP * (1 - done / steps)
            even, spread = 1 - 0.9**done, 1 - 0.99**done
            slope = part.T @ back
            mean[seen] = 0.9 * mean[seen] + 0.1 * slope
            square[seen] = 0.99 * square[seen] + 0.01 * slope * slope
            first[seen] -= step * ((mean[seen] / even) / (np.sqrt(square[seen] / spread) + 1e-6) + 0.01 * first[seen])
            for k, slope in enumerate((back.sum(axis=0), (unit * kept).T @ pull, pull.sum(axis=0))):
                means[k] = 0.9 * means[k] + 0.1 * slope
                squares[k] = 0.99 * squares[k] + 0.01 * slope * slope
                rest[k] = rest[k] - step * ((means[k] / even) / (np.sqrt(squares[k] / spread) + 1e-6))
    bias, out, base = (part.astype(np.float64) for part in rest)
    return model.squeezed(first * size[:, None], bias, out, base)


# ------------------------------------------------------------------------------------------- examples


def weight_of(row: dict[str, Any]) -> float:
    """Return how much an article counts in learning."""
    return PRESS_WEIGHT if of_the_press(row) else SCHEME_WEIGHT if by_the_scheme(row) else 1.0


def report_of(row: dict[str, Any]) -> Report:
    return Report.model_validate(
        {"id": row["id"], "text": row["text"], "lang": row["lang"], "published": row["published"]}
    )


def labels_by_sentence(row: dict[str, Any], scenes: Sequence[Scene]) -> list[list[dict[str, Any]]]:
    """Return the labels of each sentence as the reader cuts them; where it cuts one in two, by what stands in each piece."""
    out: list[list[dict[str, Any]]] = [[] for _ in scenes]
    left = [Counter(c.type for c in scene.proposed) for scene in scenes]
    for label in row["claims"]:
        a, b = label["evidence"]["sentence"]
        near = [
            k for k, scene in enumerate(scenes) if max(a, scene.view.sentence.start) < min(b, scene.view.sentence.end)
        ]
        if near:
            k = max(near, key=lambda k: (held(label, scenes[k]), left[k][label["type"]] > 0, -k))
            left[k][label["type"]] -= 1
            out[k].append(label)
    return out


def held(label: dict[str, Any], scene: Scene) -> int:
    """Return how many of the figures and places of a label stand in a sentence, figures twice."""
    view = scene.view
    words = view.text[view.sentence.start : view.sentence.end].lower()
    values = [float(np.atleast_1d(amount.value)[0]) for amount in view.amounts]
    states = {place.place.cc for place in view.places}
    figures = [np.atleast_1d(quantity["value"])[0] for quantity in label.get("quantities", ())]
    places = [(p["name"].lower()[:5], p.get("cc") if p["kind"] == "country" else None) for p in label["places"]]
    return 2 * sum(any(abs(value - figure) <= 0.01 * abs(figure) for value in values) for figure in figures) + sum(
        name in words or (state is not None and state in states) for name, state in places
    )


@dataclass
class Article:
    """A labelled article as the reader prepares it, with what the heads learn from it."""

    row: dict[str, Any]
    claims: list[Example]
    about: list[Example]
    source: list[Example]
    scenes: list[Scene]
    labels: list[list[dict[str, Any]]]
    bags: list[list[Bag]]


def prepared(row: dict[str, Any]) -> Article:
    ready = reader.prepare(report_of(row))
    scenes = ready.scenes
    labels = labels_by_sentence(row, scenes)
    weight = weight_of(row)
    claims = [
        Example(list(features(scenes, k)), frozenset(label["type"] for label in labels[k]), weight)
        for k in range(len(scenes))
    ]
    claims += [
        # Without what stands around, as in a line that somebody gives to read.
        Example(list(features([scenes[k]], 0)), claims[k].true, weight)
        for k in range(1, len(scenes), ALONE)
    ]
    about = [Example(list(article_features(scenes)), frozenset(["about"] if row["claims"] else []), weight)]
    for part in (*([scene] for scene in scenes), *([scenes[:2]] if len(scenes) > 3 else [])):
        # Beginnings and single sentences too, since people also give a line or two to read.
        stated = any(labels[scenes.index(scene)] for scene in part)
        if stated or not row["claims"]:
            about.append(Example(list(article_features(part)), frozenset(["about"] if stated else []), weight))
    views = [scene.view for scene in scenes]
    told = mood.sources_of(views, [speaker.source_class for speaker in ready.speakers], ready.frame)
    source = []
    for k, speaker in enumerate(ready.speakers):
        said = [label["attribution"]["class"] for label in labels[k]]
        if said:
            found = mood.source_features(views, told, k, speaker.why, ready.frame)
            source.append(Example(list(found), frozenset([Counter(said).most_common(1)[0][0]]), weight))
    bags = [units(scenes, k)[0] for k in range(len(scenes))]
    return Article(row, claims, about, source, scenes, labels, bags)


@contextmanager
def listening() -> Iterator[dict[int, tuple[Candidate, Features]]]:
    """Note what the heads of status and certainty would be asked about each candidate."""
    heard: dict[int, tuple[Candidate, Features]] = {}
    before = modality.settled_mood

    def listen(view: Any, candidate: Candidate, status: Any, certainty: Any, why: str, later: bool, _: bool) -> Any:
        found = mood.mood_features(view, candidate, status, certainty, why, later)
        heard[id(candidate)] = (candidate, found)
        return None, None

    modality.settled_mood = listen  # type: ignore[assignment]
    try:
        yield heard
    finally:
        modality.settled_mood = before


def moods(article: Article, head: model.Head) -> list[tuple[Example, Example]]:
    """Return what status and certainty learn from an article's labels, each put on the words that make its claim."""
    of: list[tuple[Candidate, dict[str, Any]]] = []

    def labelled(ready: reader.Prepared) -> list[list[Candidate]]:
        out: list[list[Candidate]] = []
        for k, scene in enumerate(ready.scenes):
            left = list(scene.proposed)
            found = features(ready.scenes, k)
            mine = []
            for label in article.labels[k]:
                candidate = next((c for c in left if c.type == label["type"]), None)
                if candidate is None:
                    candidate = vote.learned_candidate(head, scene.view, found, label["type"], 1.0)
                else:
                    left = [c for c in left if c is not candidate]
                of.append((candidate, label))
                mine.append(candidate)
            out.append(mine)
        return out

    with listening() as heard:
        reader.read_as(report_of(article.row), labelled)
    out = []
    weight = weight_of(article.row)
    for candidate, label in of:
        if id(candidate) in heard:
            names = list(heard[id(candidate)][1])
            said = (frozenset([label["status"]]), frozenset([label["certainty"]]))
            out.append((Example(names, said[0], weight), Example(names, said[1], weight)))
    return out


def train(articles: Sequence[Article]) -> dict[str, model.Head]:
    """Return all heads, learnt on some articles."""
    model.use({})
    heads = {
        "claims": fit([e for a in articles for e in a.claims], TYPES, "claims"),
        "article": fit([e for a in articles for e in a.about], ("about",), "article"),
        "source": fit([e for a in articles for e in a.source], get_args(SourceClass), "source"),
    }
    heads["claims"] = with_nets(heads["claims"], [e for a in articles for e in a.claims])
    pairs = [pair for article in articles for pair in moods(article, heads["claims"])]
    heads["status"] = fit([status for status, _ in pairs], get_args(ClaimStatus), "status")
    heads["certainty"] = fit([certainty for _, certainty in pairs], get_args(Certainty), "certainty")
    model.use(None)
    return heads


def trained(articles: Sequence[Article]) -> tuple[dict[str, model.Head], passage.Nets]:
    """Return all heads and the passage nets, learnt on some articles."""
    import train_passage

    _PASSAGES[:] = [train_passage.Passage(a.bags, a.labels, weight_of(a.row)) for a in articles]
    if "fork" not in multiprocessing.get_all_start_methods():
        return train(articles), _passage_nets()
    # The two halves know nothing of each other: where a process can be forked, they are learnt side by side.
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as pool:
        nets = pool.submit(_passage_nets)
        return train(articles), nets.result()


_PASSAGES: list[Any] = []
"""What the passage nets learn from; a forked process finds it here."""


def _passage_nets() -> passage.Nets:
    import train_passage

    return train_passage.learn(_PASSAGES, told=True)


def plain(articles: Sequence[Article]) -> tuple[dict[str, model.Head], passage.Nets]:
    """Return all heads alone."""
    return train(articles), passage.NONE


# ------------------------------------------------------------------------------------------- scores


def folds(articles: Sequence[Article], n: int) -> list[int]:
    """Return the fold of each article: articles of a language are dealt out in turn after a seeded shuffle."""
    out = [0] * len(articles)
    for lang in sorted({a.row["lang"] for a in articles}):
        mine = [k for k, a in enumerate(articles) if a.row["lang"] == lang]
        for place, k in enumerate(np.random.default_rng(0).permutation(mine).tolist()):
            out[k] = place % n
    return out


def crossvalidated(articles: Sequence[Article], n: int, learn: Callable[..., Any] = trained) -> list[evaluate.Sheet]:
    """Return the tallies of every article, read with weights that were learnt without it."""
    fold = folds(articles, n)
    out: list[evaluate.Sheet] = []
    for k in range(n):
        model.use(*learn([a for a, f in zip(articles, fold, strict=True) if f != k]))
        out += evaluate.measured([a.row for a, f in zip(articles, fold, strict=True) if f == k])
        model.use(None)
    return out


SHOWN = (
    "type_f1", "type_precision", "type_recall", "type_macro_f1", "places_f1", "dates_f1", "quantity_f1", "attribution_accuracy",
    "status_accuracy", "hedged_or_denied_accuracy", "false_alarm_share",
)  # fmt: skip


def table(sheets: dict[str, list[evaluate.Sheet]]) -> str:
    """Return scores side by side, by measure, language and type."""
    lines = ["measure".ljust(28) + "".join(name.rjust(12) for name in sheets)]
    every = {name: evaluate.scores(part) for name, part in sheets.items()}
    for key in (*SHOWN, *sorted({k for s in every.values() for k in s if k.startswith("type:")})):
        lines.append(key.ljust(28) + "".join(f"{s.get(key, float('nan')):12.3f}" for s in every.values()))
    for lang in sorted({sheet.lang for part in sheets.values() for sheet in part}):
        found = [evaluate.scores([s for s in part if s.lang == lang])["type_f1"] for part in sheets.values()]
        lines.append(f"{lang} type_f1".ljust(28) + "".join(f"{value:12.3f}" for value in found))
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=ROOT / "corpus" / "reading")
    parser.add_argument("--out", type=Path, default=ROOT / "src" / "kordon" / "reading" / "data" / "learned.npz")
    parser.add_argument("--folds", type=int, default=0, help="score by cross-validation instead of writing weights")
    parser.add_argument("--plain", action="store_true", help="without the passage nets, which need torch")
    options = parser.parse_args(arguments)
    begun = time.monotonic()
    if not options.plain:
        try:
            import train_passage  # noqa: F401
        except InputError as error:
            print(error, file=sys.stderr)
            return 2
    learn = plain if options.plain else trained
    model.use({})  # nothing learnt before may colour what is learnt now
    rows = load_corpus(options.corpus)
    articles = [prepared(row) for row in rows]
    sentences = sum(len(a.scenes) for a in articles)
    claims: list[Claim] = [label for a in articles for label in a.row["claims"]]
    print(f"{len(articles)} articles, {sentences} sentences, {len(claims)} claims", file=sys.stderr)
    if options.folds:
        model.use({})
        alone = evaluate.measured(rows)
        print(table({"rules": alone, "both": crossvalidated(articles, options.folds, learn)}))
    else:
        heads, nets = learn(articles)
        written = {options.out: model.dumped(heads)}
        if nets.nets:
            written[options.out.with_name("passage.npz")] = passage.dumped(nets)
        for file, data in written.items():
            file.write_bytes(data)
            print(f"{file}: {len(data) / 1e6:.2f} MB", file=sys.stderr)
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
