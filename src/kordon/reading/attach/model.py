# ruff: noqa: E501
"""Learned weights of the sharing out: which features speak for a claim's taking a place, a date, a figure, a direction.

``data/attachment.json`` holds, for each question, a bias, a threshold and one weight a feature, so that a reader can see what
was learnt. ``scripts/train_attachment.py`` writes it. A probability is the logistic of bias plus the weights of the features
that hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from kordon.errors import DataError
from kordon.reading.learned.model import probability


@dataclass(frozen=True, slots=True)
class Question:
    """One yes-or-no question about a pair of claim and candidate."""

    bias: float
    threshold: float
    weights: Mapping[str, float]

    def odds(self, features: Iterable[str]) -> float:
        """Return the log-odds of yes."""
        get = self.weights.get
        return self.bias + sum(get(name, 0.0) for name in features)

    def probability(self, features: Iterable[str]) -> float:
        """Return the probability of yes."""
        return probability(self.odds(features))

    def joined(self, linear: float, net: float) -> float:
        """Return the log-odds of yes from those of the weights and of the net, where the question joins the two."""
        return self.bias + self.weights["weights"] * linear + self.weights["net"] * net

    def reason(self, features: Iterable[str], most: int = 3) -> str:
        """Return the features that speak most for yes, with their weights: 'nearest (+1.2), same clause (+0.8)'."""
        scored = sorted(((self.weights.get(name, 0.0), name) for name in set(features)), key=lambda x: (-x[0], x[1]))
        return ", ".join(f"{name} ({weight:+.1f})" for weight, name in scored[:most] if weight > 0)


Weights = Mapping[str, Question]


def load(text: str, where: str) -> dict[str, Question]:
    """Return the questions of a weights file; raises :class:`kordon.errors.DataError` when it is not one."""
    try:
        raw = json.loads(text)["questions"]
        return {
            name: Question(
                float(item["bias"]), float(item["threshold"]), {k: float(v) for k, v in item["weights"].items()}
            )
            for name, item in raw.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{where}: no weights of the sharing out ({error})") from None


@lru_cache(maxsize=1)
def weights() -> Weights:
    """Return the weights that Kordon ships."""
    text = resources.files("kordon.reading").joinpath("data/attachment.json").read_text(encoding="utf-8")
    return load(text, "reading/data/attachment.json")
