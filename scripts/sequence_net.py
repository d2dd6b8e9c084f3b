# ruff: noqa: E501
"""Training of the net that scores the places of claims: the same sums as ``kordon.reading.sequence.net``, in torch.

Words are hidden from the net often, its features less often, so that it leans on what words mean and on what many features say. One
thread and one seed: the same articles give the same net on the same machine.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from kordon.reading.sequence.layout import Layout
from kordon.reading.sequence.net import CONVOLUTIONS, EPSILON

WIDTH, UNITS, KNOWN, LANG, SINCE, MESSAGES = 64, 96, 32, 16, 16, 2
KINDS, LANGS, AGES = 14, 4, 5
HIDE_WORDS, HIDE_FEATURES, HIDE_SIGNS, HIDE_UNITS = 0.6, 0.4, 0.1, 0.2
EPOCHS, RATE, BATCH, DECAY = 5, 3e-3, 16, 0.01
SEED = 7


@dataclass
class Taught:
    """An article's rows with what its labels say: whether a node is taken, and whether its claim has a label."""

    rows: Layout
    taken: Any
    weighed: Any


class Trained(nn.Module):
    """The net while it learns; ``words`` signs of the first rows are hidden more often."""

    def __init__(self, signs: int, words: int, features: int) -> None:
        super().__init__()
        self.words = words
        self.signs = nn.Parameter(torch.randn(signs, WIDTH) * 0.1)
        self.features = nn.Parameter(torch.randn(features, KNOWN) * 0.05)
        self.conv = nn.ModuleList(
            [nn.Conv1d(WIDTH, WIDTH, 3, padding=2**k, dilation=2**k) for k in range(CONVOLUTIONS)]
        )
        self.norm = nn.ModuleList([nn.LayerNorm(WIDTH, eps=EPSILON) for _ in range(CONVOLUTIONS + 1)])
        self.kinds = nn.Embedding(KINDS, WIDTH)
        self.langs = nn.Embedding(LANGS, LANG)
        self.since = nn.Embedding(AGES, SINCE)
        self.linear = nn.ModuleDict(
            {
                "sentence": nn.Linear(2 * WIDTH, WIDTH),
                "around": nn.Linear(3 * WIDTH, WIDTH),
                "claim": nn.Linear(4 * WIDTH + LANG, UNITS),
                "place": nn.Linear(4 * WIDTH, UNITS),
                "known": nn.Linear(KNOWN, UNITS),
                "node": nn.Linear(2 * UNITS, UNITS),
                **{f"message {k}": nn.Linear(6 * UNITS + SINCE, UNITS) for k in range(MESSAGES)},
                "out": nn.Linear(UNITS, 1),
            }
        )
        self.hide = nn.Dropout(HIDE_UNITS)

    def _linear(self, name: str, *parts: Any, hide: bool = False) -> Any:
        x = torch.cat(parts, 1)
        return self.linear[name](self.hide(x) if hide else x)

    def forward(self, b: dict[str, Any]) -> Any:
        """Return the log-odds of each node."""
        signs, rows = b["token_signs"]
        if self.training:
            chance = torch.where(signs < self.words, HIDE_WORDS, HIDE_SIGNS)
            keep = torch.rand(len(signs)) >= chance
            signs, rows = signs[keep], rows[keep]
        x = _bag(self.signs, signs, rows, b["rows"])
        mask = torch.zeros(b["rows"], 1)
        mask[b["tokens"]] = 1.0
        x = self.norm[0](x) * mask
        for conv, norm in zip(self.conv, list(self.norm)[1:], strict=True):
            x = norm(x + functional.relu(conv(x.t()[None])[0].t())) * mask
        tokens = x[b["tokens"]]
        ones = torch.ones(len(tokens), 1)
        size = torch.zeros(b["sentences"], 1).index_add_(0, b["sentence"], ones).clamp(min=1)
        mean = torch.zeros(b["sentences"], WIDTH).index_add_(0, b["sentence"], tokens) / size
        most = _most(tokens, b["sentence"], b["sentences"], -9.0)
        sentence = functional.relu(self._linear("sentence", mean, most))
        before = sentence[b["before"]] * b["has_before"]
        after = sentence[b["after"]] * b["has_after"]
        around = functional.relu(self._linear("around", before, sentence, after))
        at = b["claim_sentence"]
        claim = self._linear(
            "claim",
            x[b["head"]],
            sentence[at],
            around[at],
            self.kinds(b["kind"]),
            self.langs(b["lang"]),
            hide=True,
        )[b["owner"]]
        spot = 0.5 * (x[b["first"]] + x[b["last"]])
        where = b["place_sentence"]
        nodes = len(b["owner"])
        node_signs = _bag(self.signs, *b["node_signs"], nodes)
        place = self._linear("place", spot, sentence[where], around[where], node_signs, hide=True)
        features, owners = b["node_features"]
        if self.training:
            keep = torch.rand(len(features)) >= HIDE_FEATURES
            features, owners = features[keep], owners[keep]
        known = self._linear("known", _bag(self.features, features, owners, nodes))
        z = functional.relu(
            self._linear("node", functional.relu(claim + place + known), torch.tanh(claim) * torch.tanh(place))
        )
        count = torch.zeros(b["claims"], 1).index_add_(0, b["owner"], torch.ones(nodes, 1)).clamp(min=1)
        since = self.since(b["since"])
        for k in range(MESSAGES):
            z = self.hide(z)
            padded = torch.cat([torch.zeros(1, UNITS), z])
            mean = torch.zeros(b["claims"], UNITS).index_add_(0, b["owner"], z) / count
            most = _most(z, b["owner"], b["claims"], 0.0)
            everywhere = _most(z, b["key"], b["keys"], 0.0)
            parts = (z, mean[b["owner"]], most[b["owner"]], padded[b["previous"]], padded[b["next"]])
            z = z + functional.relu(self._linear(f"message {k}", *parts, everywhere[b["key"]], since))
        return self._linear("out", z)[:, 0]

    def arrays(self) -> dict[str, Any]:
        """Return what the numpy net needs, under its names."""
        out: dict[str, Any] = {
            "signs": self.signs,
            "features": self.features,
            "kinds": self.kinds.weight,
            "langs": self.langs.weight,
            "since": self.since.weight,
        }
        for k, conv in enumerate(self.conv):
            out[f"conv {k}"] = conv.weight.permute(2, 1, 0)
            out[f"conv {k} bias"] = conv.bias
        for k, norm in enumerate(self.norm):
            out[f"norm {k}"] = norm.weight
            out[f"norm {k} bias"] = norm.bias
        for name, linear in self.linear.items():
            out[name] = linear.weight.t()
            out[f"{name} bias"] = linear.bias
        return {name: value.detach().numpy().astype(np.float32) for name, value in out.items()}


def _bag(table: Any, names: Any, rows: Any, count: int) -> Any:
    return torch.zeros(count, table.shape[1]).index_add_(0, rows, table[names])


def _most(x: Any, owner: Any, count: int, least: float) -> Any:
    start = torch.full((count, x.shape[1]), least)
    return start.scatter_reduce(0, owner[:, None].expand(-1, x.shape[1]), x, "amax")


def batch(articles: Sequence[Taught]) -> dict[str, Any]:
    """Return several articles' rows as those of one, none of which sees into another."""
    rows = sentences = claims = nodes = keys = 0
    parts: dict[str, list[Any]] = {}

    def put(name: str, values: Any, shift: int = 0) -> None:
        parts.setdefault(name, []).append(values + shift if shift else values)

    for one in articles:
        r = one.rows
        put("token signs", r.token_signs[0])
        put("token rows", r.token_signs[1], rows)
        put("tokens", r.tokens, rows)
        put("sentence", r.sentence, sentences)
        index = np.arange(r.sentences)
        put("before", np.maximum(index - 1, 0), sentences)
        put("has_before", (index > 0).astype(np.float32))
        put("after", np.minimum(index + 1, r.sentences - 1), sentences)
        put("has_after", (index < r.sentences - 1).astype(np.float32))
        put("kind", r.kind)
        put("lang", r.lang)
        put("claim_sentence", r.claim_sentence, sentences)
        put("head", r.head, rows)
        put("owner", r.owner, claims)
        put("place_sentence", r.place_sentence, sentences)
        put("first", r.first, rows)
        put("last", r.last, rows)
        put("node signs", r.node_signs[0])
        put("node sign rows", r.node_signs[1], nodes)
        put("features", r.node_features[0])
        put("feature rows", r.node_features[1], nodes)
        put("previous", np.where(r.previous > 0, r.previous + nodes, 0))
        put("next", np.where(r.next > 0, r.next + nodes, 0))
        put("since", r.since)
        put("key", r.key, keys)
        put("taken", one.taken)
        put("weighed", one.weighed)
        rows, sentences = rows + r.rows, sentences + r.sentences
        claims, nodes, keys = claims + r.claims, nodes + r.nodes, keys + r.keys
    out: dict[str, Any] = {name: torch.from_numpy(np.concatenate(values)) for name, values in parts.items()}
    out["has_before"], out["has_after"] = out["has_before"][:, None], out["has_after"][:, None]
    out["token_signs"] = out["token signs"], out["token rows"]
    out["node_signs"] = out["node signs"], out["node sign rows"]
    out["node_features"] = out["features"], out["feature rows"]
    return out | {"rows": rows, "sentences": sentences, "claims": claims, "keys": keys}


def teach(
    articles: Sequence[Taught], signs: int, words: int, features: int, say: Any = lambda text: None
) -> dict[str, Any]:
    """Return the arrays of a net that learnt from articles."""
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    net = Trained(signs, words, features)
    best = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    order = [one for one in articles if one.rows.nodes and one.weighed.any()]
    steps = EPOCHS * ((len(order) + BATCH - 1) // BATCH)
    step = 0
    for epoch in range(EPOCHS):
        net.train()
        rng.shuffle(order)
        total = 0.0
        for k in range(0, len(order), BATCH):
            rows = batch(order[k : k + BATCH])
            for group in best.param_groups:
                group["lr"] = RATE * min(1.0, step / 100 + 0.05) * (1.0 - step / steps)
            each = functional.binary_cross_entropy_with_logits(net(rows), rows["taken"], reduction="none")
            loss = (each * rows["weighed"]).sum() / rows["weighed"].sum()
            best.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            best.step()
            step += 1
            total += loss.item() * BATCH
        say(f"epoch {epoch}: loss {total / max(1, len(order)):.4f}")
    return net.arrays()
