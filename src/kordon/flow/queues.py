"""Point queues over time: fluid freight waits at an element that serves so much a day, first in, first out.

Arrivals and service are constant within a step, so that queues and waits are exact, not sampled: a queue that empties
within a step empties at the right moment. G. F. Newell, *Applications of Queueing Theory*, 2nd ed., 1982, ch. 2.
Classes that are inspected apart queue apart: give each its own row. Classes in one row share one queue in the order in
which they come.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kordon.flow.graph import Floats, as_floats


@dataclass(frozen=True, eq=False)
class Queues:
    """Queues of Q elements over D steps.

    ``queue``: tonnes waiting at the end of each step (Q x D). ``served``: tonnes let through per step. ``wait_days``:
    wait of what arrives at the end of each step (inf where the service given never clears it; the last step's service
    goes on after the horizon). ``mean_wait_days``: area under the queue within the horizon by what arrived.
    """

    queue: Floats
    served: Floats
    wait_days: Floats
    mean_wait_days: Floats

    def clearing_day(self, step_days: float = 1.0) -> Floats:
        """Return per element the end of the first step from which on no queue stays; inf if one is left."""
        out = np.zeros(len(self.queue))
        for i, row in enumerate(self.queue):
            waiting = np.flatnonzero(row > 0)
            if len(waiting):
                last = waiting[-1] + 1
                out[i] = np.inf if last == len(row) else (last + 1) * step_days
        return out


def point_queues(arrivals: ArrayLike, service: ArrayLike, *, start: ArrayLike = 0.0, step_days: float = 1.0) -> Queues:
    """Return the queues that arrivals (t/day, Q x D) make at a service (t/day, Q x D).

    >>> jam = point_queues([[150, 150, 50, 50, 50]], 100.0)
    >>> jam.queue.tolist()
    [[50.0, 100.0, 50.0, 0.0, 0.0]]
    >>> float(jam.wait_days[0, 1])
    1.0
    """
    shape = np.atleast_2d(np.asarray(arrivals)).shape
    coming = as_floats("point_queues arrivals", np.atleast_2d(np.asarray(arrivals, float)), shape, low=0.0)
    able = as_floats("point_queues service", service, shape, low=0.0)
    if step_days <= 0:
        raise ValueError(f"point_queues step_days is {step_days}, expected above 0")
    q = np.array(as_floats("point_queues start", start, shape[:1], low=0.0))
    begin, queue, served, area = q.copy(), np.zeros(shape), np.zeros(shape), np.zeros(shape[0])
    for day in range(shape[1]):
        rate = coming[:, day] - able[:, day]
        end = np.maximum(q + rate * step_days, 0.0)
        served[:, day] = q + coming[:, day] * step_days - end
        with np.errstate(divide="ignore", invalid="ignore"):
            emptied = np.where((rate < 0) & (end == 0), np.minimum(q / -rate, step_days), step_days)
        area += 0.5 * (q + end) * emptied
        queue[:, day] = q = end
    room = np.concatenate([np.zeros((shape[0], 1)), np.cumsum(able * step_days, axis=1)], axis=1)
    wait = np.zeros(shape)
    for i in range(shape[0]):
        for day in range(shape[1]):
            if queue[i, day] > 0:
                # what comes now leaves when the service from now on has worked off the queue before it
                target = room[i, day + 1] + queue[i, day]
                j = int(np.searchsorted(room[i], target - 1e-12 * target, side="left"))
                if j < room.shape[1]:
                    pace = (room[i, j] - room[i, j - 1]) / step_days
                    wait[i, day] = (j - day - 1) * step_days - (room[i, j] - target) / pace
                else:
                    last = able[i, -1]
                    beyond = (target - room[i, -1]) / last if last > 0 else np.inf
                    wait[i, day] = (shape[1] - day - 1) * step_days + beyond
    arrived = begin + coming.sum(axis=1) * step_days
    mean = np.where(arrived > 0, area / np.where(arrived > 0, arrived, 1.0), 0.0)
    return Queues(queue, served, wait, mean)


def spill(
    arrivals: ArrayLike, service: ArrayLike, alternative_days: ArrayLike, *, lag_steps: int = 1,
    spread_days: float = 0.5, step_days: float = 1.0,
) -> tuple[Queues, Floats]:  # fmt: skip
    """Return the queues when freight turns away from waits that it hears of ``lag_steps`` later, and what turns away.

    The share that turns away is logit in the wait as last known against ``alternative_days`` (what the other way takes
    longer): ``1 / (1 + exp((alternative - wait) / spread))``; nothing turns away while no wait is known.
    """
    coming = np.atleast_2d(np.asarray(arrivals, float))
    able = np.broadcast_to(np.asarray(service, float), coming.shape)
    other = np.broadcast_to(np.asarray(alternative_days, float), coming.shape[:1])
    if lag_steps < 1 or spread_days <= 0:
        raise ValueError(
            f"spill: lag_steps is {lag_steps} and spread_days {spread_days}, expected at least 1 and above 0"
        )
    stayed, away = coming.copy(), np.zeros_like(coming)
    q = np.zeros(coming.shape[0])
    known = np.zeros_like(coming)
    for day in range(coming.shape[1]):
        if day >= lag_steps:
            wait = known[:, day - lag_steps]
            with np.errstate(over="ignore"):
                share = np.where(wait > 0, 1 / (1 + np.exp((other - wait) / spread_days)), 0.0)
            away[:, day] = share * coming[:, day]
            stayed[:, day] = coming[:, day] - away[:, day]
        q = np.maximum(q + (stayed[:, day] - able[:, day]) * step_days, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            known[:, day] = np.where(q > 0, q / able[:, day], 0.0)
    return point_queues(stayed, able, step_days=step_days), away


@dataclass(frozen=True, eq=False)
class Diverted:
    """Queues of Q elements over D steps under freight of F streams that chooses among them by what it knows.

    ``queues``: per element. ``sent``: t/day of each stream to each element per step (F x Q x D). ``known_wait_days``:
    the waits that each step's freight knew of (Q x D).
    """

    queues: Queues
    sent: Floats
    known_wait_days: Floats


def divert(
    arrivals: ArrayLike, extra_days: ArrayLike, service: ArrayLike, *, lag_steps: int = 1, spread_days: float = 0.5,
    start: ArrayLike = 0.0, step_days: float = 1.0,
) -> Diverted:  # fmt: skip
    """Return the queues when streams of freight choose among elements by waits that they hear of ``lag_steps`` later.

    ``arrivals`` (t/day, F x D): freight of each stream that sets out. ``extra_days`` (F x Q): how much longer a stream
    takes by an element than by its best one, waits left out; inf where it cannot go. ``service`` (t/day, Q x D).
    A stream's share of element q is logit, ``exp(-(extra_q + wait_q) / spread)`` over the sum of that, with the wait
    ``queue / service`` as it was ``lag_steps`` ago (before that: none); an element that serves nothing then is taken
    as inf, and freight whose every way is shut waits at its best one. What turns away from one element queues at the
    others, with the swings that late news brings. Service and choice are constant within a step.
    """
    coming = np.atleast_2d(np.asarray(arrivals, np.float64))
    coming = as_floats("divert arrivals", coming, coming.shape, low=0.0)
    extra = np.atleast_2d(np.asarray(extra_days, np.float64))
    extra = as_floats("divert extra_days", extra, (coming.shape[0], extra.shape[1]), low=0.0, infinite=True)
    elements, days = extra.shape[1], coming.shape[1]
    able = as_floats("divert service", service, (elements, days), low=0.0)
    if lag_steps < 1 or spread_days <= 0 or step_days <= 0:
        raise ValueError(
            f"divert: lag_steps is {lag_steps}, spread_days {spread_days}, step_days {step_days}, "
            "expected at least 1, above 0 and above 0"
        )
    nowhere = np.flatnonzero(np.isinf(extra).all(axis=1))
    if len(nowhere):
        raise ValueError(f"divert extra_days[{nowhere[0]}] is inf everywhere, expected one element that it can use")
    begin = np.array(as_floats("divert start", start, (elements,), low=0.0))
    q, waits, known = begin.copy(), np.zeros((elements, days)), np.zeros((elements, days))
    sent = np.zeros((len(coming), elements, days))
    for day in range(days):
        if day >= lag_steps:
            known[:, day] = waits[:, day - lag_steps]
        longer = extra + known[:, day]
        shut = np.isinf(longer).all(axis=1)
        longer[shut] = extra[shut]
        weight = np.exp(-(longer - longer.min(axis=1, keepdims=True)) / spread_days)
        sent[:, :, day] = coming[:, day, None] * weight / weight.sum(axis=1, keepdims=True)
        q = np.maximum(q + (sent[:, :, day].sum(axis=0) - able[:, day]) * step_days, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            waits[:, day] = np.where(able[:, day] > 0, q / able[:, day], np.inf)
    return Diverted(point_queues(sent.sum(axis=0), able, start=begin, step_days=step_days), sent, known)
