"""A settled state read back into freight terms: per path its money, its days, its way; per link its volume."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kordon.scenario.compile import Compiled
from kordon.scenario.match import Bools, Floats

if TYPE_CHECKING:
    from kordon.flow import Solution

Longs = NDArray[np.int64]
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Assigned:
    """A compiled scenario with its solution. R paths, P pairs, A links."""

    compiled: Compiled
    solution: Solution

    def at_rest(self) -> Assigned:
        """Return the same state without what only a warm start needs."""
        return Assigned(self.compiled, self.solution.without_state())

    @property
    def volume(self) -> Floats:
        """Capacity taken up per link, reference t/day."""
        return self.solution.link_volume

    @cached_property
    def tonnes(self) -> Floats:
        """Tonnes a day per link, all classes."""
        return np.asarray(self.solution.link_flow.sum(axis=0), dtype=np.float64)

    @cached_property
    def path_pair(self) -> Longs:
        """Pair of each path."""
        return np.asarray(self.solution.paths.pair, dtype=np.int64)

    @cached_property
    def path_flow(self) -> Floats:
        """Tonnes a day on each path."""
        return np.asarray(self.solution.paths.flow, dtype=np.float64)

    @cached_property
    def owner(self) -> Longs:
        """Path of each entry of the link pool."""
        paths = self.solution.paths
        return np.repeat(np.arange(len(paths.pair)), np.diff(paths.start))

    @cached_property
    def path_class(self) -> Longs:
        """Class of each path."""
        return np.asarray(self.compiled.pair_class[self.path_pair], dtype=np.int64)

    def along(self, per_link: Floats) -> Floats:
        """Return the sum of a column over each path's links; ``per_link`` is A, or K x A by class."""
        links = self.solution.paths.links
        values = per_link[links] if per_link.ndim == 1 else per_link[self.path_class[self.owner], links]
        return np.asarray(np.bincount(self.owner, weights=values, minlength=len(self.path_pair)), dtype=np.float64)

    @cached_property
    def path_usd(self) -> Floats:
        """Out-of-pocket USD/t of each path, price measures included, time not."""
        links, owner = self.solution.paths.links, self.owner
        usd = self.compiled.paid(self.path_class[owner], links)
        return np.asarray(np.bincount(owner, weights=usd, minlength=len(self.path_pair)), dtype=np.float64)

    @cached_property
    def path_days(self) -> Floats:
        """Days of each path, queues and added delays included."""
        return self.along(self.compiled.effects.added_days) + self.along(self.solution.link_delay)

    @cached_property
    def corridor(self) -> Longs:
        """Number of each path's corridor (see :mod:`kordon.scenario.ways`), -1 for none."""
        from kordon.scenario.ways import corridor_of_paths

        return corridor_of_paths(self)

    @cached_property
    def signature(self) -> NDArray[np.uint64]:
        """Number of each path's way."""
        from kordon.scenario.ways import signatures

        return signatures(self)

    def by_pair(self, per_path: Floats) -> Floats:
        """Return the flow-weighted sum of a path column per pair (t/day times its unit)."""
        weights = per_path * self.path_flow
        sums = np.bincount(self.path_pair, weights=weights, minlength=len(self.compiled.ground.rows))
        return np.asarray(sums, dtype=np.float64)

    @cached_property
    def served(self) -> Floats:
        """Tonnes a day shipped per pair."""
        return np.asarray(self.solution.served, dtype=np.float64)

    @cached_property
    def unserved(self) -> Floats:
        """Tonnes a day not shipped per pair."""
        return np.asarray(self.solution.unserved, dtype=np.float64)

    def mean(self, per_path: Floats) -> Floats:
        """Return the flow-weighted mean of a path column per pair (NaN where nothing is shipped)."""
        carried = self.by_pair(np.ones(len(self.path_pair)))
        empty = np.full(len(carried), np.nan)
        return np.asarray(np.divide(self.by_pair(per_path), carried, out=empty, where=carried > 1e-9), dtype=np.float64)

    def volume_of(self, pairs: Bools) -> Floats:
        """Return the capacity taken up per link by some pairs."""
        mine = pairs[self.path_pair][self.owner]
        links = self.solution.paths.links[mine]
        pce = self.compiled.problem.pce[self.path_class[self.owner[mine]]]
        weights = self.path_flow[self.owner[mine]] * pce
        sums = np.bincount(links, weights=weights, minlength=self.compiled.ground.n_links)
        return np.asarray(sums, dtype=np.float64)

    def tonnes_of(self, pairs: Bools) -> Floats:
        """Return tonnes a day per link of some pairs."""
        mine = pairs[self.path_pair][self.owner]
        links = self.solution.paths.links[mine]
        sums = np.bincount(links, weights=self.path_flow[self.owner[mine]], minlength=self.compiled.ground.n_links)
        return np.asarray(sums, dtype=np.float64)

    def path_touches(self, links: Bools) -> Bools:
        """Return per path whether it uses any of some links."""
        return self.along(links.astype(np.float64)) > 0


def settle(
    compiled: Compiled, *, gap: float, start: Assigned | None = None, progress: Progress | None = None
) -> Assigned:
    """Return the equilibrium of a compiled scenario, started from another settled state where there is one."""
    from kordon.flow import solve

    solution = solve(compiled.problem, gap=gap, start=start.solution if start else None)
    if progress is not None:
        progress("settled", 1.0)
    return Assigned(compiled, solution)
