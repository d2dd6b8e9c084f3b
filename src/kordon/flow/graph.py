"""The directed graph that freight moves on: arrays only, no names, no geography."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Graph:
    """``n_nodes`` nodes joined by directed links ``tail[a] -> head[a]``.

    Parallel links, loops and nodes without links are allowed. A node with ``through`` False (a zone) starts and ends
    journeys and is never crossed.

    >>> Graph(3, [0, 1], [1, 2])
    <Graph: 3 nodes, 2 links, 0 zones that may not be crossed>
    """

    n_nodes: int
    tail: Ints
    head: Ints
    through: Bools

    def __init__(self, n_nodes: int, tail: ArrayLike, head: ArrayLike, through: ArrayLike | None = None) -> None:
        if int(n_nodes) != n_nodes or n_nodes < 1:
            raise ValueError(f"Graph.n_nodes is {n_nodes!r}, expected a positive whole number")
        n = int(n_nodes)
        ends = {"tail": as_ints("Graph.tail", tail), "head": as_ints("Graph.head", head)}
        if len(ends["tail"]) != len(ends["head"]):
            raise ValueError(f"Graph.head has {len(ends['head'])} rows, Graph.tail has {len(ends['tail'])}")
        for name, values in ends.items():
            bad = np.flatnonzero((values < 0) | (values >= n))
            if len(bad):
                raise ValueError(f"Graph.{name}[{bad[0]}] is {values[bad[0]]}, expected a node from 0 to {n - 1}")
        crossing = np.ones(n, bool) if through is None else np.array(through, dtype=bool)
        if crossing.shape != (n,):
            raise ValueError(f"Graph.through has shape {crossing.shape}, expected ({n},)")
        crossing.setflags(write=False)
        object.__setattr__(self, "n_nodes", n)
        object.__setattr__(self, "tail", ends["tail"])
        object.__setattr__(self, "head", ends["head"])
        object.__setattr__(self, "through", crossing)

    @property
    def n_links(self) -> int:
        """Number of directed links."""
        return len(self.tail)

    def __repr__(self) -> str:
        zones = int((~self.through).sum())
        return f"<Graph: {self.n_nodes} nodes, {self.n_links} links, {zones} zones that may not be crossed>"

    def __getstate__(self) -> dict[str, Any]:
        # derived arrays are rebuilt where they are needed: a sweep sends graphs to other processes
        return {name: getattr(self, name) for name in ("n_nodes", "tail", "head", "through")}

    @cached_property
    def departure(self) -> Ints:
        """Per node, the node that journeys starting there leave from.

        A zone is split in two: journeys end at the zone's own number, which has no way out, and start at a copy
        numbered from ``n_nodes`` on, which has no way in. So no search ever needs to ask whether a node may be
        crossed.
        """
        copy = np.arange(self.n_nodes, dtype=np.int32)
        zones = np.flatnonzero(~self.through)
        copy[zones] = self.n_nodes + np.arange(len(zones), dtype=np.int32)
        return copy

    @property
    def n_split(self) -> int:
        """Number of nodes once zones are split."""
        return self.n_nodes + int((~self.through).sum())

    @cached_property
    def place(self) -> Ints:
        """Per split node, its number in searches: neighbours get near numbers, so that a search stays in the cache.

        The order is reverse Cuthill-McKee, by scipy.
        """
        from scipy.sparse import csr_matrix
        from scipy.sparse.csgraph import reverse_cuthill_mckee

        n, tail = self.n_split, self.departure[self.tail]
        joined = csr_matrix((np.ones(len(tail), np.int8), (tail, self.head)), shape=(n, n))
        place = np.empty(n, np.int32)
        place[reverse_cuthill_mckee(joined)] = np.arange(n, dtype=np.int32)
        return place

    @cached_property
    def forward_star(self) -> tuple[Ints, Ints]:
        """Return ``(first, link)``: links leaving the node placed n-th are ``link[first[n]:first[n + 1]]``."""
        tail = self.place[self.departure[self.tail]]
        link = np.argsort(tail, kind="stable").astype(np.int32)
        first = np.zeros(self.n_split + 1, np.int32)
        np.cumsum(np.bincount(tail, minlength=self.n_split), out=first[1:])
        return first, link


def as_ints(name: str, values: ArrayLike) -> Ints:
    """Return a read-only int32 copy of a column; raises ValueError for anything but whole numbers."""
    array = np.asarray(values)
    if array.ndim != 1:
        raise ValueError(f"{name} has {array.ndim} dimensions, expected one")
    if array.size == 0:
        array = array.astype(np.int32)
    if array.dtype.kind not in "iu":
        whole = array.astype(np.float64)
        bad = np.flatnonzero(~np.isfinite(whole) | (whole != np.floor(whole)))
        if len(bad):
            raise ValueError(f"{name}[{bad[0]}] is {array[bad[0]]!r}, expected a whole number")
    out: Ints = np.array(array, dtype=np.int32)
    out.setflags(write=False)
    return out


def as_floats(
    name: str, values: ArrayLike, shape: tuple[int, ...], *, low: float = -np.inf, above: float = -np.inf,
    infinite: bool = False,
) -> Floats:  # fmt: skip
    """Return a read-only float64 copy of shape ``shape`` (a scalar is spread).

    Raises ValueError, naming field, row and value, for a value that is NaN, below ``low``, not above ``above``, or
    infinite where ``infinite`` is False.
    """
    try:
        array: Floats = np.array(np.broadcast_to(np.asarray(values, dtype=np.float64), shape))
    except ValueError:
        got = np.shape(np.asarray(values))
        raise ValueError(f"{name} has shape {got}, expected {shape}") from None
    # two passes tell that all is well (NaN comes through both); which value is wrong is asked only where it is not
    least, most = (array.min(), array.max()) if array.size else (np.inf, -np.inf)
    if array.size and not (least >= low and least > above and (infinite or (most < np.inf and least > -np.inf))):
        wrong = np.isnan(array) | (array < low) | (array <= above)
        if not infinite:
            wrong |= np.isinf(array)
        at = tuple(int(i) for i in np.argwhere(wrong)[0])
        wanted = "a finite number" if not infinite else "a number"
        if low > -np.inf:
            wanted += f" of at least {low:g}"
        if above > -np.inf:
            wanted += f" above {above:g}"
        where = "".join(f"[{i}]" for i in at)
        raise ValueError(f"{name}{where} is {array[at]}, expected {wanted}")
    array.setflags(write=False)
    return array
