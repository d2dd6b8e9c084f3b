# ruff: noqa: E501
"""Nets that read an article as a passage: words in their order, each sentence among its neighbours.

A unit of a sentence (see ``units``) is the sum of the vectors of its names. Two convolutions let it know the words beside it; for each type
of claim the units vote with the weight of their attention; the most of a sentence's units make the sentence, convolutions over sentences its
surroundings, the most of all sentences the article. ``data/passage.npz`` holds what ``scripts/train_passage.py`` learnt: vectors of names in
small integers, the same names for all nets, half-precision numbers for the rest.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast, get_args

import numpy as np
import numpy.typing as npt

from kordon.errors import DataError
from kordon.model import Certainty, ClaimStatus, ClaimType, SourceClass
from kordon.reading.learned.scene import Scene
from kordon.reading.learned.units import Bag, units
from kordon.reading.learned.words import Span
from kordon.reading.product import Floats, product
from kordon.reading.rules import View

Ints = npt.NDArray[np.int64]
TYPES: tuple[str, ...] = get_args(ClaimType)
MOODS: dict[str, tuple[str, ...]] = {
    "status": get_args(ClaimStatus),
    "certainty": get_args(Certainty),
    "source": get_args(SourceClass),
}
"""What is asked of each claim, and the answers."""
GAP = 3
"""Empty rows between sentences, so that no convolution reaches across."""
STEPS = 31.0
"""Steps from nothing to the largest number of a dimension; four times as many scored no better and take a third more room."""
LONGEST = 100
"""Units of a sentence that are read."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The bags of an article as rows of names: ``names`` of all units, ``starts`` of each, ``sizes`` of sentences in units."""

    names: Ints
    starts: Ints
    sizes: Ints


def rows_of(bags: Sequence[Sequence[Bag]], known: Mapping[str, int]) -> Rows:
    """Return the rows of the names of an article's units; row 0, which is empty, opens each unit."""
    names: list[int] = []
    starts: list[int] = []
    sizes: list[int] = []
    for sentence in bags:
        cut = sentence[:LONGEST]
        for bag in cut:
            starts.append(len(names))
            names.append(0)
            names += [known[name] for name in bag if name in known]
        sizes.append(len(cut))
    return Rows(np.array(names, np.int64), np.array(starts, np.int64), np.array(sizes, np.int64))


@dataclass(frozen=True, slots=True)
class Read:
    """What one net makes of an article: log-odds of the types by sentence and of the gate, and what moods are read from."""

    logits: Floats
    about: float
    pull: Floats
    """Of each unit, its share in the log-odds of each type."""
    attention: Floats
    inside: Floats
    most: Floats
    begins: Ints


@dataclass(frozen=True, slots=True)
class Net:
    """One net: ``vectors[name, dimension]`` in steps of ``scale[dimension]``, and its other arrays by name."""

    vectors: npt.NDArray[np.int8]
    scale: Floats
    arrays: Mapping[str, Floats]

    def read(self, rows: Rows) -> Read:
        """Return what the net makes of an article."""
        w = self.arrays
        total = np.add.reduceat(self.vectors[rows.names].astype(np.int32), rows.starts, axis=0)
        sizes = rows.sizes
        begins = np.cumsum(sizes) - sizes
        sentence = np.repeat(np.arange(len(sizes)), sizes)
        place = np.arange(len(total)) + GAP * sentence
        grid = np.zeros((len(total) + GAP * len(sizes), total.shape[1]), np.float32)
        grid[place] = _relu(total.astype(np.float32) * self.scale + w["bias"])
        mask = np.zeros((len(grid), 1), np.float32)
        mask[place] = 1.0
        grid = _relu(_convolved(grid, w["near"], 1) + w["near.bias"]) * mask + grid
        inside = (grid + _relu(_convolved(grid, w["far"], 2) + w["far.bias"]))[place]
        asked = product(inside, w["ask"]) + w["ask.bias"]
        sharp = np.exp(asked - np.maximum.reduceat(asked, begins, axis=0)[sentence])
        attention = sharp / np.add.reduceat(sharp, begins, axis=0)[sentence]
        pull = attention * (product(inside, w["tell"]))
        most = np.maximum.reduceat(inside, begins, axis=0)
        own = np.concatenate([most, inside[begins]], axis=1)
        whole = _relu(product(own, w["whole"]) + w["whole.bias"])
        around = _relu(_convolved(whole, w["beside"], 1) + w["beside.bias"])
        around = around + _relu(_convolved(around, w["around"], 3) + w["around.bias"])
        article = whole.max(axis=0)
        every = np.concatenate([own, around, np.broadcast_to(article, around.shape)], axis=1)
        logits = (
            product(_relu(product(every, w["join"]) + w["join.bias"]), w["out"])
            + product(own, w["direct"])
            + w["out.bias"]
        )
        logits = logits + np.add.reduceat(pull, begins, axis=0)
        about = float(article @ w["about"][:, 0] + w["about.bias"][0])
        return Read(np.asarray(logits, np.float32), about, pull, attention, inside, most, begins)

    def moods(self, read: Read, index: int, kind: int) -> Floats:
        """Return the scores of all answers to all questions of ``MOODS`` about a type of claim in a sentence."""
        w = self.arrays
        begin = int(read.begins[index])
        end = int(read.begins[index + 1]) if index + 1 < len(read.begins) else len(read.inside)
        seen = read.attention[begin:end, kind] @ read.inside[begin:end]
        mixed = _relu(np.concatenate([seen, read.most[index], w["types"][kind]]) @ w["mood"] + w["mood.bias"])
        return np.asarray(mixed @ w["answers"] + w["answers.bias"])


@dataclass(frozen=True, slots=True)
class Nets:
    """Several nets over the same names; what they say is averaged."""

    names: Mapping[str, int]
    nets: tuple[Net, ...]


NONE = Nets({}, ())


@dataclass
class Heard:
    """What nets say of an article."""

    nets: Nets
    reads: list[Read]
    spans: list[list[Span]]
    _moods: dict[tuple[int, str], dict[str, Floats]] = field(default_factory=dict)

    @cached_property
    def logits(self) -> npt.NDArray[np.float64]:
        """The log-odds of each type, by sentence."""
        return np.asarray(np.mean([read.logits for read in self.reads], axis=0), dtype=np.float64)

    @cached_property
    def about(self) -> float:
        """The log-odds that the article states anything codeable."""
        return float(np.mean([read.about for read in self.reads]))

    def moods(self, index: int, kind: str, what: str) -> dict[str, float]:
        """Return the log-odds of each status, certainty or class of source (``what``) of a type of claim in a sentence."""
        if (index, kind) not in self._moods:
            column = TYPES.index(kind)
            scores = [net.moods(read, index, column) for net, read in zip(self.nets.nets, self.reads, strict=True)]
            out: dict[str, Floats] = {}
            at = 0
            for name, answers in MOODS.items():
                parts = [score[at : at + len(answers)].astype(np.float64) for score in scores]
                out[name] = np.mean([_odds(part) for part in parts], axis=0)
                at += len(answers)
            self._moods[index, kind] = out
        return dict(zip(MOODS[what], self._moods[index, kind][what].tolist(), strict=True))

    def parts(self, index: int, kind: str) -> dict[Span, float]:
        """Return the shares of a sentence's words in the log-odds of a type, by their tokens."""
        column = TYPES.index(kind)
        out: dict[Span, float] = {}
        for read in self.reads:
            begin = int(read.begins[index]) + 1  # the first unit stands for the sentence
            for k, span in enumerate(self.spans[index][: LONGEST - 1]):
                out[span] = out.get(span, 0.0) + float(read.pull[begin + k, column]) / len(self.reads)
        return out


def listen(nets: Nets, scenes: Sequence[Scene]) -> Heard | None:
    """Return what nets say of an article, made once; None where there are no nets. :func:`heard` finds it again by a sentence."""
    if not nets.nets or not scenes:
        return None
    made = heard(nets, scenes[0].view)
    if made is None or len(made[0].spans) != len(scenes):
        rows = [units(scenes, index) for index in range(len(scenes))]
        known = rows_of([bags for bags, _ in rows], nets.names)
        made = Heard(nets, [net.read(known) for net in nets.nets], [spans for _, spans in rows]), 0
        for index, scene in enumerate(scenes):
            scene.view.sentence.notes["heard"] = (made[0], index)
    return made[0]


def heard(nets: Nets, view: View) -> tuple[Heard, int] | None:
    """Return what these nets were found to say of the article of a sentence, and its place there; None if not asked yet."""
    made = cast("tuple[Heard, int] | None", view.sentence.notes.get("heard"))
    return made if made is not None and made[0].nets is nets else None


def _relu(values: npt.NDArray[np.floating]) -> Floats:
    return np.asarray(np.maximum(values, 0), dtype=np.float32)


def _convolved(grid: Floats, weights: Floats, step: int) -> Floats:
    """Return for each row the row ``step`` before it, itself and the row ``step`` after it, times ``weights[3 * dimensions, outputs]``."""
    width = grid.shape[1]
    three = np.zeros((len(grid), 3 * width), np.float32)
    three[step:, :width] = grid[:-step]
    three[:, width : 2 * width] = grid
    three[:-step, 2 * width :] = grid[step:]
    return product(three, weights)


def _odds(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the log-odds of each of several answers that shut each other out."""
    share = np.exp(scores - scores.max())
    share = np.clip(share / share.sum(), 1e-6, 1 - 1e-6)
    return np.asarray(np.log(share / (1 - share)))


def squeezed(vectors: npt.NDArray[np.floating], arrays: Mapping[str, npt.NDArray[np.floating]]) -> Net:
    """Return a net with its vectors rounded to steps of the largest of their dimension and the rest to half precision."""
    scale = np.maximum(np.abs(vectors).max(axis=0, initial=0.0), 1e-9) / STEPS
    small = np.rint(vectors / scale).astype(np.int8)
    return Net(small, scale.astype(np.float32), {k: a.astype(np.float16).astype(np.float32) for k, a in arrays.items()})


def dumped(nets: Nets) -> bytes:
    """Return nets as the bytes of a data file; the same nets give the same bytes."""
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "names": np.frombuffer("\n".join(nets.names).encode(), dtype=np.uint8)
    }
    for number, net in enumerate(nets.nets):
        arrays[f"{number}.vectors"] = np.ascontiguousarray(net.vectors.T)
        arrays[f"{number}.scale"] = net.scale
        for name in sorted(net.arrays):
            arrays[f"{number}.array.{name}"] = net.arrays[name].astype(np.float16)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def loaded(data: bytes) -> Nets:
    """Return the nets of a data file."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            names = file["names"].tobytes().decode().split("\n")
            nets: list[Net] = []
            while f"{len(nets)}.vectors" in file:
                begin = f"{len(nets)}.array."
                arrays = {k[len(begin) :]: file[k].astype(np.float32) for k in file.files if k.startswith(begin)}
                vectors = np.ascontiguousarray(file[f"{len(nets)}.vectors"].T)
                nets.append(Net(vectors, file[f"{len(nets)}.scale"], arrays))
    except (KeyError, OSError, ValueError, EOFError) as error:
        raise DataError(f"reading/data/passage.npz is no file of nets: {error}") from None
    return Nets({name: row for row, name in enumerate(names)}, tuple(nets))
