# ruff: noqa: E402, E501
"""How the nets are learnt that read an article as a passage (``kordon.reading.learned.passage``); ``train_reader.py`` calls :func:`learn`.

Needs torch (dependency group ``train``), which reading itself never needs. One thread, fixed seeds: the same corpus gives the same
bytes on the same machine. Adam (Kingma and Ba 2015) with decoupled decay, dropout of units, of names and of whole sentences, and the
running mean of the weights as what is kept (Polyak and Juditsky 1992).
"""

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import dataclasses
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kordon.errors import InputError
from kordon.reading.learned import passage
from kordon.reading.learned.passage import GAP, MOODS, TYPES, Rows
from kordon.reading.learned.units import LEXICAL, Bag

try:
    import torch
    from torch import nn
    from torch.nn import functional
except ImportError:
    raise InputError("training the passage nets needs torch", mend="pip install --group train") from None

SEEDS = (0,)
WIDTH = 64
ROUNDS, STEP, BATCH = 12, 3e-3, 16
"""Times that a net goes through all articles, its largest step, articles at once."""
MOST = 41_000
"""Names of which the nets keep vectors; the shortest vectors, which say next to nothing, go."""
LEAST, LEAST_SHARED = 3, 2
"""Units that must hold a name of one language, or a shared one, for it to have a vector."""
UNSAID, UNCLASSED, UNMARKED = 0.5, 0.15, 0.2
"""Shares of words whose letters, of classes, and of other marks that a net must do without at each step."""
DROPPED, LEFT_OUT, ALONE, UNSEEN = 0.3, 0.1, 0.1, 0.15
"""Shares of values dropped, of sentences left out, of articles cut to a line or two, of articles whose surroundings are not seen."""
ASIDE = 0.3
"""Weight of moods and gate beside the types."""
KEPT = 0.998
"""How slowly the running mean of the weights follows them."""


@dataclass
class Passage:
    """An article to learn from: the bags of its units by sentence, and of each sentence its labels."""

    bags: Sequence[Sequence[Bag]]
    labels: Sequence[Sequence[dict[str, Any]]]
    weight: float = 1.0
    """How much it counts."""


class Learner(nn.Module):
    """The net of ``passage.Net`` as torch learns it, with dropout between its steps."""

    def __init__(self, names: int, share: np.ndarray) -> None:
        super().__init__()
        k, w = len(TYPES), WIDTH
        self.vectors = nn.EmbeddingBag(names, w, mode="sum")
        nn.init.normal_(self.vectors.weight, 0, 0.1)
        with torch.no_grad():
            self.vectors.weight[0] = 0  # nothing, and no step moves it
        self.bias = nn.Parameter(torch.zeros(w))
        self.near = nn.Conv1d(w, w, 3, padding=1)
        self.far = nn.Conv1d(w, w, 3, padding=2, dilation=2)
        self.ask = nn.Linear(w, k)
        self.tell = nn.Linear(w, k, bias=False)
        nn.init.normal_(self.tell.weight, 0, 0.1)
        self.whole = nn.Linear(2 * w, w)
        self.beside = nn.Conv1d(w, w, 3, padding=1)
        self.around = nn.Conv1d(w, w, 3, padding=3, dilation=3)
        self.join = nn.Linear(4 * w, w)
        self.out = nn.Linear(w, k)
        self.out.bias.data = torch.from_numpy(np.log((share + 1e-3) / (1 - share))).float()
        self.direct = nn.Linear(2 * w, k, bias=False)
        self.types = nn.Embedding(k, w)
        self.mood = nn.Linear(3 * w, w)
        self.answers = nn.Linear(w, sum(map(len, MOODS.values())))
        self.about = nn.Linear(w, 1)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, batch: Batch) -> tuple[Any, Any, Any]:
        """Return the log-odds of types by sentence, of the gate by article, and what moods are read from."""
        relu = functional.relu
        x = relu(self.vectors(batch.names, batch.starts, per_sample_weights=batch.weights) + self.bias)
        size = int(batch.place[-1]) + GAP + 1
        grid = x.new_zeros(size, WIDTH).index_copy(0, batch.place, x)
        mask = torch.zeros(size).index_fill(0, batch.place, 1.0)[None, None]
        grid = self.drop(grid).t()[None]
        grid = relu(self.near(grid)) * mask + grid
        inside = (grid + relu(self.far(self.drop(grid))) * mask)[0].t()[batch.place]
        begins = torch.cumsum(batch.sizes, 0) - batch.sizes
        most = torch.segment_reduce(inside, "max", lengths=batch.sizes, unsafe=True)
        asked = self.ask(inside)
        largest = torch.segment_reduce(asked.detach(), "max", lengths=batch.sizes, unsafe=True)
        sharp = torch.exp(asked - largest[batch.sentence])
        empty = torch.zeros(len(batch.sizes), len(TYPES))
        attention = sharp / empty.index_add(0, batch.sentence, sharp)[batch.sentence]
        told = empty.index_add(0, batch.sentence, attention * self.tell(self.drop(inside)))
        own = torch.cat([most, inside[begins]], 1)
        whole = relu(self.whole(own))
        cell = batch.article * batch.longest + batch.slot
        field = whole.new_zeros(batch.articles * batch.longest, WIDTH).index_copy(0, cell, whole)
        field = field.view(batch.articles, batch.longest, WIDTH)
        held = whole.new_zeros(len(field) * batch.longest).index_fill(0, cell, 1.0).view(len(field), 1, -1)
        around = relu(self.beside(self.drop(field).transpose(1, 2))) * held
        around = around + relu(self.around(self.drop(around)))
        around = around.transpose(1, 2).reshape(-1, WIDTH)[cell]
        article = field.max(1)[0]
        own = torch.cat([self.drop(most), inside[begins]], 1)
        every = torch.cat([own, around * batch.seen, article[batch.article] * batch.seen], 1)
        logits = told + self.out(self.drop(relu(self.join(every)))) + self.direct(own)
        return logits, self.about(article)[:, 0], (inside, attention, begins, most)

    def moods(self, kept: Any, batch: Batch, rows: Any, kinds: Any) -> Any:
        """Return the scores of all answers about types of claims in sentences of a batch."""
        inside, attention, begins, most = kept
        size = batch.sizes[rows]
        pair = torch.repeat_interleave(torch.arange(len(rows)), size)
        first = begins[rows] - (torch.cumsum(size, 0) - size)
        unit = torch.arange(int(size.sum())) + first[pair]
        seen = torch.zeros(len(rows), WIDTH).index_add(0, pair, inside[unit] * attention[unit, kinds[pair]][:, None])
        mixed = torch.cat([seen, self.drop(most)[rows], self.types(kinds)], 1)
        return self.answers(self.drop(functional.relu(self.mood(mixed))))

    def squeezed(self) -> passage.Net:
        """Return the net in numbers that the reader uses."""
        arrays: dict[str, np.ndarray] = {
            "bias": self.bias.detach().numpy(),
            "types": self.types.weight.detach().numpy(),
        }
        for name in ("near", "far", "beside", "around"):
            layer = getattr(self, name)
            arrays[name] = layer.weight.detach().permute(2, 1, 0).reshape(3 * WIDTH, -1).numpy()
            arrays[f"{name}.bias"] = layer.bias.detach().numpy()
        for name in ("ask", "tell", "whole", "join", "out", "direct", "mood", "answers", "about"):
            layer = getattr(self, name)
            arrays[name] = layer.weight.detach().t().numpy()
            if layer.bias is not None:
                arrays[f"{name}.bias"] = layer.bias.detach().numpy()
        return passage.squeezed(self.vectors.weight.detach().numpy(), arrays)


@dataclass
class Batch:
    """Units of several articles in one row: the names of each, where it stands, and how sentences and articles are parted."""

    names: Any
    starts: Any
    weights: Any
    place: Any
    sentence: Any
    sizes: Any
    article: Any
    slot: Any
    seen: Any
    articles: int
    longest: int
    rows: np.ndarray
    """Of each sentence, its row in the whole corpus."""


class Corpus:
    """All articles as rows of names, and how to draw batches from them with something left out."""

    def __init__(self, passages: Sequence[Passage], known: dict[str, int]) -> None:
        rows: Rows = passage.rows_of([sentence for p in passages for sentence in p.bags], known)
        self.names, self.sizes = rows.names, rows.sizes
        self.starts = np.append(rows.starts, len(rows.names))
        self.units = np.append(0, np.cumsum(rows.sizes))
        self.sentences = np.append(0, np.cumsum([len(p.bags) for p in passages]))
        kinds = {name: 0 if name.startswith(LEXICAL) else 1 if name[:1] == "^" else 2 for name in known}
        self.kinds = np.array([kinds[name] for name in known])
        self.first, self.later = known.get("@first", 0), known.get("@later", 0)

    def batch(self, articles: Sequence[int], rng: np.random.Generator | None) -> Batch:
        """Return a batch; with a generator, words, marks and sentences are left out at random."""
        chosen = [np.arange(self.sentences[a], self.sentences[a + 1]) for a in articles]
        cut = np.zeros(len(chosen), bool)
        if rng is not None:
            for k, mine in enumerate(chosen):
                if rng.random() < ALONE:
                    begin = int(rng.integers(len(mine)))
                    chosen[k], cut[k] = mine[begin : begin + int(rng.integers(1, 3))], True
                elif len(mine) > 3:
                    chosen[k] = mine[rng.random(len(mine)) >= LEFT_OUT]
        rows = np.concatenate(chosen)
        article = np.repeat(np.arange(len(chosen)), [len(mine) for mine in chosen])
        slot = np.concatenate([np.arange(len(mine)) for mine in chosen])
        sizes = self.sizes[rows]
        sentence = np.repeat(np.arange(len(rows)), sizes)
        unit = np.arange(int(sizes.sum())) + np.repeat(self.units[rows] - (np.cumsum(sizes) - sizes), sizes)
        count = self.starts[unit + 1] - self.starts[unit]
        starts = np.cumsum(count) - count
        names = self.names[np.arange(int(count.sum())) + np.repeat(self.starts[unit] - starts, count)]
        weights = (names > 0).astype(np.float32)
        seen = np.ones((len(chosen), 1), np.float32)
        if rng is not None:
            kind = self.kinds[names]
            weights[(kind == 0) & np.repeat(rng.random(len(unit)) < UNSAID, count)] = 0
            chance = rng.random(len(names))
            weights[((kind == 1) & (chance < UNCLASSED)) | ((kind == 2) & (chance < UNMARKED))] = 0
            seen[rng.random(len(chosen)) < UNSEEN] = 0
            opening = np.repeat(cut[article[sentence]] & (slot[sentence] == 0), count)
            names = np.where(opening & (names == self.later), self.first, names)
        of = torch.from_numpy
        return Batch(
            of(names), of(starts), of(weights), of(np.arange(len(unit)) + GAP * sentence), of(sentence), of(sizes),
            of(article), of(slot), of(seen)[of(article)], len(chosen), int(slot.max()) + 1, rows,
        )  # fmt: skip


def vocabulary(passages: Sequence[Passage]) -> dict[str, int]:
    """Return the names that are held often enough, each with its row; row 0 is nothing."""
    count = Counter(name for p in passages for sentence in p.bags for bag in sentence for name in bag)
    names = sorted(n for n, seen in count.items() if seen >= (LEAST if n.startswith(LEXICAL) else LEAST_SHARED))
    return {name: row for row, name in enumerate(["", *names])}


def learn(
    passages: Sequence[Passage], *, seeds: Sequence[int] = SEEDS, rounds: int = ROUNDS, told: bool = False
) -> passage.Nets:
    """Return nets learnt from articles, one for each seed."""
    torch.set_num_threads(1)
    known = vocabulary(passages)
    corpus = Corpus(passages, known)
    nets = tuple(_learn(passages, corpus, len(known), seed, rounds, told) for seed in seeds)
    return pruned(passage.Nets(known, nets))


def pruned(nets: passage.Nets, most: int = MOST) -> passage.Nets:
    """Return nets that know no more than ``most`` names: those whose vectors are longest in any of them, and row 0, nothing."""
    if len(nets.names) <= most:
        return nets
    length = np.max([np.linalg.norm(net.vectors * net.scale, axis=1) for net in nets.nets], axis=0)
    length[0] = np.inf
    kept = np.sort(np.argsort(-length, kind="stable")[:most])
    names = list(nets.names)
    return passage.Nets(
        {names[old]: new for new, old in enumerate(kept.tolist())},
        tuple(dataclasses.replace(net, vectors=net.vectors[kept]) for net in nets.nets),
    )


def _learn(passages: Sequence[Passage], corpus: Corpus, names: int, seed: int, rounds: int, told: bool) -> passage.Net:
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    labels = [sentence for p in passages for sentence in p.labels]
    y = torch.tensor([[float(any(x["type"] == t for x in mine)) for t in TYPES] for mine in labels])
    answers = [[_answer(label) for label in mine] for mine in labels]
    about = torch.tensor([float(any(p.labels)) for p in passages])
    counts = torch.tensor([p.weight for p in passages for _ in p.labels])
    net = Learner(names, y.mean(0).numpy())
    weights = list(net.parameters())
    mean = [part.detach().clone() for part in weights]
    adam = torch.optim.AdamW(weights, STEP, weight_decay=0.0, betas=(0.9, 0.99))
    steps = rounds * -(-len(passages) // BATCH)
    done = 0
    begun = time.monotonic()
    for number in range(rounds):
        lost = 0.0
        order = rng.permutation(len(passages))
        for begin in range(0, len(order), BATCH):
            chosen = order[begin : begin + BATCH]
            batch = corpus.batch(chosen.tolist(), rng)
            logits, gate, kept = net(batch)
            heavy = counts[batch.rows]
            loss = functional.binary_cross_entropy_with_logits(logits, y[batch.rows], heavy[:, None], reduction="sum")
            asked = [(k, *answer) for k, row in enumerate(batch.rows.tolist()) for answer in answers[row]]
            if asked:
                of = torch.tensor(asked)
                scores = net.moods(kept, batch, of[:, 0], of[:, 1])
                at = 0
                for column, values in enumerate(MOODS.values(), start=2):
                    part = scores[:, at : at + len(values)]
                    loss = loss + ASIDE * functional.cross_entropy(part, of[:, column], reduction="sum")
                    at += len(values)
            stated = torch.zeros(len(chosen)).index_add(0, batch.article, y[batch.rows].amax(1)).clamp(max=1.0)
            # Lines without a claim, cut from an article that has some, say nothing of the gate.
            weight = ((stated > 0) | (about[torch.from_numpy(chosen)] == 0)).float()
            loss = loss + 3 * ASIDE * functional.binary_cross_entropy_with_logits(gate, stated, weight, reduction="sum")
            loss = loss / heavy.sum()
            done += 1
            for group in adam.param_groups:
                group["lr"] = STEP * min(1.0, done / 100) * (1 - done / (steps + 1))
            adam.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(weights, 5.0)
            adam.step()
            with torch.no_grad():
                torch._foreach_lerp_(mean, weights, 1 - min(KEPT, (1 + done) / (10 + done)))
            lost += loss.item()
        if told:
            print(
                f"net {seed} round {number + 1}: {lost * BATCH / len(order):.3f}, {time.monotonic() - begun:.0f} s",
                file=sys.stderr,
                flush=True,
            )
    with torch.no_grad():
        for part, kept_part in zip(weights, mean, strict=True):
            part.copy_(kept_part)
    net.eval()
    return net.squeezed()


def _answer(label: dict[str, Any]) -> tuple[int, ...]:
    said = (label["status"], label["certainty"], label["attribution"]["class"])
    return (TYPES.index(label["type"]), *(values.index(x) for values, x in zip(MOODS.values(), said, strict=True)))
