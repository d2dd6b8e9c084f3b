"""Products of matrices that give the same sums on any number of threads."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

PIECE = 200_000
"""Products of numbers up to which matrices are multiplied at once."""


def product(x: Floats, weights: Floats) -> Floats:
    """Return the product of two matrices, taken in pieces so small that libraries leave them to one thread.

    So the sums are the same on any number of threads, and no second thread burns time waiting for the next small piece.
    """
    size = max(1, PIECE // weights.size)
    if len(x) <= size:
        return np.asarray(x @ weights)
    out = np.empty((len(x), weights.shape[1]), dtype=np.float32)
    for begin in range(0, len(x), size):
        np.matmul(x[begin : begin + size], weights, out=out[begin : begin + size])
    return out
