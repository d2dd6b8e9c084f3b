"""How sure a loss is: every uncertain input moved to its low and high end, or drawn at random.

Without draws (``runs=0``) one input is moved at a time, so that the one that moves the answer most can be named. Value
of time, choke price and cost are moved with the flows of the central solution held (to first order flows do not react:
the envelope theorem); capacity and the severity of the measures change queues and are solved anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kordon.model import Scenario
from kordon.scenario.assigned import Assigned
from kordon.scenario.compile import INPUTS, Inputs, repriced
from kordon.scenario.losses import Losses, losses
from kordon.scenario.rows import Comparison
from kordon.scenario.threads import side_by_side

if TYPE_CHECKING:
    from kordon.world import World

RESOLVED = ("capacity", "severity")
"""Inputs whose ends are solved anew."""

Solve = Callable[[Inputs, Assigned], tuple[Assigned, Assigned]]
"""Given inputs, returns baseline and scenario settled under them."""


@dataclass(frozen=True)
class Range:
    """Losses under other inputs, and per state which input moves its total most."""

    draws: tuple[Losses, ...]
    drivers: Mapping[str, str]
    overall: str


def one_at_a_time(
    world: World, scenario: Scenario, on: dt.date, both: Comparison, central: Losses, solve: Solve
) -> Range:
    """Return the losses with each input at its low and at its high end, the others central."""

    def moved(end: tuple[str, float]) -> Losses:
        inputs = Inputs(dict([end]))
        if end[0] == "severity" and not _soft(scenario):
            return central
        if end[0] in RESOLVED:
            return losses(Comparison(*solve(inputs, both.base)))
        return losses(held(both, inputs))

    ends = [(name, end) for name in INPUTS for end in (-1.0, 1.0)]
    found: dict[str, list[Losses]] = {}
    for (name, _), result in zip(ends, side_by_side(moved, ends), strict=True):
        found.setdefault(name, []).append(result)
    states = sorted(set(central.shipper) | set(central.transit))
    drivers = {cc: _driver({n: [_of(d, cc) for d in ds] for n, ds in found.items()}, _of(central, cc)) for cc in states}
    overall = _driver({n: [d.total for d in ds] for n, ds in found.items()}, central.total)
    return Range(tuple(d for ds in found.values() for d in ds), drivers, overall)


def drawn(
    world: World, scenario: Scenario, on: dt.date, both: Comparison, central: Losses, solve: Solve, *, runs: int,
    seed: int,
) -> Range:  # fmt: skip
    """Return the losses over ``runs`` draws: every input triangular between its ends, one stream a draw.

    The driver is the input whose rank correlates most with a state's total.
    """
    positions = np.zeros((runs, len(INPUTS)))
    draws: list[Losses] = []
    for run in range(runs):
        rng = np.random.default_rng([seed, run])
        positions[run] = rng.triangular(-1.0, 0.0, 1.0, size=len(INPUTS))
        inputs = Inputs(dict(zip(INPUTS, positions[run].tolist(), strict=True)))
        base, after = solve(inputs, both.base)
        draws.append(losses(Comparison(base, after)))
    states = sorted(set(central.shipper) | set(central.transit))
    drivers = {cc: _correlated(positions, [_of(d, cc) for d in draws]) for cc in states}
    return Range(tuple(draws), drivers, _correlated(positions, [d.total for d in draws]))


def held(both: Comparison, inputs: Inputs) -> Comparison:
    """Return the comparison at other prices with the flows of this one."""
    return Comparison(*(Assigned(repriced(s.compiled, inputs), s.solution) for s in (both.base, both.after)))


def _soft(scenario: Scenario) -> bool:
    """Return whether any measure has a severity: a closure is a closure."""
    return any(measure.kind in ("capacity", "delay", "inspection", "price") for measure in scenario.measures)


def _of(value: Losses, cc: str) -> float:
    return value.shipper.get(cc, 0.0) + value.transit.get(cc, 0.0)


def _driver(ends: Mapping[str, Sequence[float]], central: float) -> str:
    spans = {name: max(values) - min(values) for name, values in ends.items()}
    name = max(spans, key=lambda key: spans[key])
    if spans[name] <= 1e-9 * max(1.0, abs(central)):
        return ""
    low, high = min(ends[name]), max(ends[name])
    if abs(central) < 1.0:
        return name
    return f"{name} ({(low - central) / abs(central):+.0%} to {(high - central) / abs(central):+.0%})"


def _correlated(positions: np.ndarray[tuple[int, int], np.dtype[np.float64]], totals: Sequence[float]) -> str:
    values = np.asarray(totals)
    if len(values) < 3 or np.ptp(values) <= 1e-9 * max(1.0, float(np.abs(values).max())):
        return ""
    rank = values.argsort().argsort()
    strength = [abs(float(np.corrcoef(column.argsort().argsort(), rank)[0, 1])) for column in positions.T]
    best = int(np.argmax(strength))
    return f"{INPUTS[best]} (rank correlation {strength[best]:.2f} over {len(values)} draws)"
