# ruff: noqa: E501
"""The net in numpy: convolutions over the tokens, then messages among the places that claims may take.

A token is the sum of the vectors of its signs. Three convolutions of growing width let it know its clause; the mean and the most of
a sentence's tokens make the sentence, its neighbours its surroundings. A node (a claim and a place that it may take) begins with its
claim's head, sentence and type, the name where it stands, and the features of the linear model. Twice each node hears the others of
its claim, the same place as offered to the claims before and after, and the most of that place in the article. What comes out is a
log-odds that the claim takes the place. ``scripts/train_sequence.py`` writes ``data/sequence.npz``.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from kordon.errors import DataError
from kordon.reading.product import Floats, product
from kordon.reading.sequence.layout import Ints, Layout

CONVOLUTIONS = 3
EPSILON = 1e-5


@dataclass(frozen=True, slots=True)
class Net:
    """The rows of signs and features, and the arrays that training found."""

    signs: Mapping[str, int]
    features: Mapping[str, int]
    arrays: Mapping[str, Floats]

    def logits(self, article: Layout) -> Floats:
        """Return for each node the log-odds that its claim takes its place."""
        w = self.arrays
        x = _bag(w["signs"], article.token_signs, article.rows)
        mask = np.zeros((article.rows, 1), dtype=np.float32)
        mask[article.tokens] = 1.0
        x = self._norm(x, 0) * mask
        for k in range(CONVOLUTIONS):
            x = self._norm(x + _relu(_convolved(x, w[f"conv {k}"], 2**k) + w[f"conv {k} bias"]), k + 1) * mask
        tokens = x[article.tokens]
        size = np.maximum(np.bincount(article.sentence, minlength=article.sentences), 1)[:, None].astype(np.float32)
        mean = _sum(tokens, article.sentence, article.sentences) / size
        most = _most(tokens, article.sentence, article.sentences, -9.0)
        sentence = _relu(self._linear("sentence", mean, most))
        none = np.zeros((1, x.shape[1]), dtype=np.float32)
        around = _relu(
            self._linear(
                "around", np.concatenate([none, sentence[:-1]]), sentence, np.concatenate([sentence[1:], none])
            )
        )
        claim = self._linear(
            "claim",
            x[article.head],
            sentence[article.claim_sentence],
            around[article.claim_sentence],
            w["kinds"][article.kind],
            w["langs"][article.lang],
        )[article.owner]
        spot = (x[article.first] + x[article.last]) * np.float32(0.5)
        place = self._linear(
            "place",
            spot,
            sentence[article.place_sentence],
            around[article.place_sentence],
            _bag(w["signs"], article.node_signs, article.nodes),
        )
        known = self._linear("known", _bag(w["features"], article.node_features, article.nodes))
        z = _relu(self._linear("node", _relu(claim + place + known), np.tanh(claim) * np.tanh(place)))
        since = w["since"][article.since]
        count = np.maximum(np.bincount(article.owner, minlength=article.claims), 1)[:, None].astype(np.float32)
        layer = 0
        while f"message {layer}" in w:
            padded = np.concatenate([np.zeros((1, z.shape[1]), dtype=np.float32), z])
            mean = _sum(z, article.owner, article.claims) / count
            most = _most(z, article.owner, article.claims, 0.0)
            everywhere = _most(z, article.key, article.keys, 0.0)
            heard = self._linear(
                f"message {layer}",
                z,
                mean[article.owner],
                most[article.owner],
                padded[article.previous],
                padded[article.next],
                everywhere[article.key],
                since,
            )
            z = z + _relu(heard)
            layer += 1
        return np.asarray(self._linear("out", z)[:, 0])

    def _linear(self, name: str, *parts: Floats) -> Floats:
        return product(np.concatenate(parts, axis=1), self.arrays[name]) + self.arrays[f"{name} bias"]

    def _norm(self, x: Floats, k: int) -> Floats:
        centred = x - x.mean(axis=1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + np.float32(EPSILON))
        return np.asarray(centred / spread * self.arrays[f"norm {k}"] + self.arrays[f"norm {k} bias"])


def _relu(x: Floats) -> Floats:
    return np.asarray(np.maximum(x, np.float32(0.0)))


def _convolved(x: Floats, weights: Floats, apart: int) -> Floats:
    """Return what three rows, ``apart`` from each other, make of the middle one; ``weights`` are (3, width, width)."""
    out = product(x, weights[1])
    out[apart:] += product(x[:-apart], weights[0])
    out[:-apart] += product(x[apart:], weights[2])
    return out


def _sum(x: Floats, owner: Ints, count: int) -> Floats:
    """Return the sum of the rows of each owner; rows of one owner need not be together."""
    out = np.zeros((count, x.shape[1]), dtype=np.float32)
    if len(owner):
        order = np.argsort(owner, kind="stable")
        begins = np.flatnonzero(np.diff(owner[order], prepend=-1))
        out[owner[order][begins]] = np.add.reduceat(x[order], begins, axis=0)
    return out


def _most(x: Floats, owner: Ints, count: int, least: float) -> Floats:
    """Return the largest of the rows of each owner, ``least`` where it has none or only smaller ones."""
    out = np.full((count, x.shape[1]), least, dtype=np.float32)
    if len(owner):
        order = np.argsort(owner, kind="stable")
        begins = np.flatnonzero(np.diff(owner[order], prepend=-1))
        out[owner[order][begins]] = np.maximum(np.maximum.reduceat(x[order], begins, axis=0), np.float32(least))
    return out


def _bag(table: Floats, bag: tuple[Ints, Ints], rows: int) -> Floats:
    """Return for each row the sum of the vectors of its signs."""
    return _sum(table[bag[0]], bag[1], rows)


def packed(arrays: Mapping[str, Floats]) -> dict[str, npt.NDArray[Any]]:
    """Return arrays as they are stored: tables of vectors in steps of 1/127 of each row's largest value, the rest as float16."""
    out: dict[str, npt.NDArray[Any]] = {}
    for name, array in arrays.items():
        if name in TABLES:
            step = np.maximum(np.abs(array).max(axis=1, keepdims=True), 1e-6) / 127.0
            out[name] = np.round(array / step).astype(np.int8)
            out[f"{name} step"] = step.astype(np.float16)
        else:
            out[name] = array.astype(np.float16)
    return out


TABLES = ("signs", "features")
"""Arrays with a row for each of thousands of names."""


def unpacked(stored: Mapping[str, npt.NDArray[Any]]) -> Net:
    """Return the net of stored arrays."""
    arrays = {
        name: stored[name].astype(np.float32) * stored[f"{name} step"].astype(np.float32)
        if name in TABLES
        else stored[name].astype(np.float32)
        for name in stored
        if not name.endswith((" step", " names"))
    }
    names = {
        part: {name: k for k, name in enumerate(json.loads(stored[f"{part} names"].tobytes().decode()))}
        for part in TABLES
    }
    return Net(names["signs"], names["features"], arrays)


@lru_cache(maxsize=1)
def net() -> Net | None:
    """Return the net that Kordon ships; None where there is none yet."""
    path = resources.files("kordon.reading").joinpath("data/sequence.npz")
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return unpacked({name: stored[name] for name in stored.files})
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise DataError(f"reading/data/sequence.npz: no net ({error})") from None
