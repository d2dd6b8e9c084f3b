# ruff: noqa: E501
"""Linear models and small nets as tables of small integers: what they say of a sentence, and which of its words made them say it.

``data/learned.npz`` holds, for each head (``claims``, ``article``, ``status``, ``certainty``, ``source``), the names of its outputs and
features, one weight in -127..127 for each pair of them, a scale for each output and a bias. A score is the sum of the weights of the
features that are present, scaled, plus the bias: a log-odds. Sums of integers do not depend on their order, so the same
features give the same score everywhere. The ``claims`` head also holds nets of one hidden layer, which learn what words mean
together where a linear model only adds up; half of its scores is theirs.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kordon.errors import DataError
from kordon.reading.learned import passage

Floats = npt.NDArray[np.float64]

_FAINT = 3
"""Steps of weight that a feature must have for some output to be kept, where no other number is given: half of all have less."""


@dataclass(frozen=True, slots=True)
class Net:
    """A small network of one hidden layer: ``weights[feature, unit]`` in steps of ``scale[unit]``, then ``out[unit, output]``."""

    weights: npt.NDArray[np.int8]
    scale: Floats
    bias: Floats
    out: Floats
    base: Floats

    def hidden(self, rows: Sequence[int]) -> Floats:
        """Return what reaches each unit before it is squashed."""
        return np.asarray(_total(self.weights, rows) * self.scale + self.bias)

    def logits(self, rows: Sequence[int]) -> Floats:
        """Return the log-odds of each output."""
        return np.asarray(np.tanh(self.hidden(rows)) @ self.out + self.base)

    def parts(self, rows: Sequence[int], column: int) -> Floats:
        """Return the share of each row in the log-odds of one output: of what a unit says, in proportion to what it added to it."""
        inside = self.hidden(rows)
        pull = np.where(np.abs(inside) > 1e-6, np.tanh(inside) / np.where(inside == 0, 1.0, inside), 1.0)
        return np.asarray((self.weights[list(rows)] * self.scale) @ (pull * self.out[:, column]))


@dataclass(frozen=True, slots=True)
class Head:
    """One linear model: ``weights[feature, output]`` in steps of ``scale[output]``; with ``nets``, half of each score is their mean."""

    outputs: tuple[str, ...]
    rows: Mapping[str, int]
    weights: npt.NDArray[np.int8]
    scale: Floats
    bias: Floats
    net_rows: Mapping[str, int] = field(default_factory=dict)
    nets: tuple[Net, ...] = ()

    def logits(self, features: Iterable[str]) -> Floats:
        """Return the log-odds of each output."""
        names = list(features)
        linear = _total(self.weights, _known(self.rows, names)) * self.scale + self.bias
        if not self.nets:
            return np.asarray(linear)
        rows = _known(self.net_rows, names)
        return np.asarray((linear + sum(net.logits(rows) for net in self.nets) / len(self.nets)) / 2)

    def odds(self, features: Iterable[str]) -> dict[str, float]:
        """Return the probability of each output."""
        values = 1.0 / (1.0 + np.exp(-self.logits(features)))
        return dict(zip(self.outputs, values.tolist(), strict=True))

    def parts(self, features: Iterable[str], output: str) -> dict[str, float]:
        """Return the share of each feature in the log-odds of one output; features without a weight are left out."""
        column = self.outputs.index(output)
        names = list(features)
        out: dict[str, float] = {}
        half = 0.5 if self.nets else 1.0
        for name in names:
            row = self.rows.get(name)
            if row is not None and self.weights[row, column]:
                out[name] = half * float(self.weights[row, column] * self.scale[column])
        if self.nets:
            inside = [name for name in names if name in self.net_rows]
            rows = _known(self.net_rows, inside)
            for net in self.nets:
                for name, part in zip(inside, net.parts(rows, column).tolist(), strict=True):
                    out[name] = out.get(name, 0.0) + half * part / len(self.nets)
        return out


def probability(logit: float) -> float:
    """Return the probability of a log-odds; beyond 30 either way it is as good as certain."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def _known(rows: Mapping[str, int], names: Iterable[str]) -> list[int]:
    return [row for name in names if (row := rows.get(name)) is not None]


def _total(weights: npt.NDArray[np.int8], rows: Sequence[int]) -> npt.NDArray[np.int64]:
    return np.asarray(weights[list(rows)].sum(axis=0, dtype=np.int64) if rows else np.zeros(weights.shape[1], np.int64))


def quantised(outputs: tuple[str, ...], names: list[str], weights: Floats, bias: Floats, faint: int = _FAINT) -> Head:
    """Return a head with weights rounded to 1/127 of the largest of their output; features of less than ``faint`` steps go."""
    scale = np.maximum(np.abs(weights).max(axis=0, initial=0.0), 1e-9) / 127.0
    small = np.rint(weights / scale).astype(np.int8)
    kept = np.flatnonzero(np.abs(small.astype(np.int16)).max(axis=1, initial=0) >= faint)
    order = sorted(kept.tolist(), key=lambda row: names[row])
    return Head(outputs, {names[row]: k for k, row in enumerate(order)}, small[order], scale, bias)


def squeezed(weights: Floats, bias: Floats, out: Floats, base: Floats) -> Net:
    """Return a net with the weights of its features rounded to 1/127 of the largest of their unit."""
    scale = np.maximum(np.abs(weights).max(axis=0, initial=0.0), 1e-9) / 127.0
    return Net(np.rint(weights / scale).astype(np.int8), scale, bias, out, base)


def dumped(heads: Mapping[str, Head]) -> bytes:
    """Return heads as the bytes of a data file; the same heads give the same bytes."""
    arrays: dict[str, npt.NDArray[np.generic]] = {}
    for name in sorted(heads):
        head = heads[name]
        arrays[f"{name}.outputs"] = _text(head.outputs)
        arrays[f"{name}.features"] = _text(head.rows)
        arrays[f"{name}.weights"] = np.ascontiguousarray(head.weights.T)
        arrays[f"{name}.scale"] = head.scale.astype(np.float64)
        arrays[f"{name}.bias"] = head.bias.astype(np.float64)
        if head.nets:
            arrays[f"{name}.net_features"] = _text(head.net_rows)
        for number, net in enumerate(head.nets):
            arrays[f"{name}.net{number}.weights"] = np.ascontiguousarray(net.weights.T)
            for part in _PARTS:
                arrays[f"{name}.net{number}.{part}"] = getattr(net, part).astype(np.float64)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def loaded(data: bytes) -> dict[str, Head]:
    """Return the heads of a data file."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            names = sorted({key.split(".")[0] for key in file.files})
            heads = {}
            for name in names:
                rows = {feature: row for row, feature in enumerate(_lines(file[f"{name}.features"]))}
                weights = np.ascontiguousarray(file[f"{name}.weights"].T)
                heads[name] = Head(
                    _lines(file[f"{name}.outputs"]), rows, weights, file[f"{name}.scale"], file[f"{name}.bias"],
                    *_nets(file, name),
                )  # fmt: skip
    except (KeyError, OSError, ValueError, EOFError) as error:
        raise DataError(f"reading/data/learned.npz is no file of weights: {error}") from None
    return heads


_PARTS = ("scale", "bias", "out", "base")


def _nets(file: Mapping[str, Any], name: str) -> tuple[dict[str, int], tuple[Net, ...]]:
    """Return the features of the nets of a head and the nets; none where the file holds none."""
    if f"{name}.net_features" not in file:
        return {}, ()
    rows = {feature: row for row, feature in enumerate(_lines(file[f"{name}.net_features"]))}
    nets: list[Net] = []
    while f"{name}.net{len(nets)}.weights" in file:
        key = f"{name}.net{len(nets)}"
        weights = np.ascontiguousarray(file[f"{key}.weights"].T)
        nets.append(Net(weights, *(file[f"{key}.{part}"] for part in _PARTS)))
    return rows, tuple(nets)


def _text(lines: Iterable[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def _lines(data: npt.NDArray[np.uint8]) -> tuple[str, ...]:
    text = data.tobytes().decode()
    return tuple(text.split("\n")) if text else ()


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Head]:
    path = resources.files("kordon.reading").joinpath("data/learned.npz")
    return loaded(path.read_bytes()) if path.is_file() else {}


@lru_cache(maxsize=1)
def _shipped_nets() -> passage.Nets:
    path = resources.files("kordon.reading").joinpath("data/passage.npz")
    return passage.loaded(path.read_bytes()) if path.is_file() else passage.NONE


_chosen: list[tuple[dict[str, Head], passage.Nets]] = []


def heads() -> dict[str, Head]:
    """Return the heads in use, by name: those chosen by :func:`use`, else the shipped ones, loaded when first asked for."""
    return _chosen[-1][0] if _chosen else _shipped()


def nets() -> passage.Nets:
    """Return the passage nets in use: those chosen by :func:`use`, else the shipped ones."""
    return _chosen[-1][1] if _chosen else _shipped_nets()


def use(chosen: Mapping[str, Head] | Path | None, beside: passage.Nets | Path = passage.NONE) -> None:
    """Put other heads, or those of a file, in the place of the shipped ones, with the nets ``beside`` them or none.

    An empty mapping leaves the rules alone; None goes back to all that is shipped.
    """
    _chosen.clear()
    if chosen is None:
        return
    known = loaded(chosen.read_bytes()) if isinstance(chosen, Path) else dict(chosen)
    _chosen.append((known, passage.loaded(beside.read_bytes()) if isinstance(beside, Path) else beside))
