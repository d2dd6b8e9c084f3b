"""User equilibrium: every tonne on a cheapest way at the costs that all of them make (Wardrop 1952)."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from kordon.flow.delay import LIMIT, Delay
from kordon.flow.engine import Progress, State
from kordon.flow.graph import Floats, Graph
from kordon.flow.problem import Problem, Solution


def solve(
    problem: Problem, *, gap: float = 1e-8, start: Solution | None = None, progress: Progress | None = None,
    most: int = 1000,
) -> Solution:  # fmt: skip
    """Return the user equilibrium of a problem.

    Parameters
    ----------
    gap:
        Stop when ``(TSTT - SPTT) / TSTT`` is at most this; down to 1e-12.
    start:
        An equilibrium of a problem on the same graph with the same pairs (other closures, capacities, costs or demand),
        to go on from.
    progress:
        Called with a line and a share from 0 to 1.
    most:
        Outer iterations at most; ``Solution.converged`` tells whether the gap was reached.

    Notes
    -----
    Path-based gradient projection (Jayakrishnan et al. 1994) in Gauss-Seidel order over pairs, with the greedy inner
    passes of J. Xie, Y. Nie, X. Liu, A greedy path-based algorithm for traffic assignment, *Transportation Research
    Record* 2672 (48), 2018.
    """
    if not 0 < gap < 1:
        raise ValueError(f"solve: gap is {gap!r}, expected a number between 0 and 1")
    began = time.perf_counter()
    base = start.state if start is not None else None
    if base is None or base.marginal or not base.fits(problem):
        state = State(problem)
        state.first_load()
        work = None
    else:
        state, work, touched = base.moved_to(problem)
        if start is not None and not touched and start.gap <= gap:
            # nothing that carries or seeks freight was closed: the base answer is this problem's answer
            seconds = time.perf_counter() - began
            return replace(start, problem=problem, state=state, history=((0, seconds, start.gap),), iterations=0,
                           seconds=seconds, converged=True)  # fmt: skip
    reached, history = state.equilibrate(gap, most, progress, began, work)
    return answer(state, reached, history, gap, began)


def system_optimum(
    problem: Problem, *, gap: float = 1e-8, progress: Progress | None = None, most: int = 1000
) -> Solution:
    """Return the flows that cost all freight together least: an equilibrium at marginal delays ``d + v d'``.

    The sum that is least is ``sum of pce / vot * cost * flow`` over classes, which is the total cost in USD when every
    class has the same ``vot / pce`` (with one class, always). ``gap``, ``history`` and ``od_cost`` are at marginal
    costs, ``link_delay`` and ``total_cost`` those that freight meets; ``audited_gap`` tells how far the optimum is from
    a user equilibrium. M. Beckmann, C. B. McGuire, C. B. Winsten, *Studies in the Economics of Transportation*, 1956.
    """
    if not 0 < gap < 1:
        raise ValueError(f"system_optimum: gap is {gap!r}, expected a number between 0 and 1")
    began = time.perf_counter()
    state = State(problem, marginal=True)
    state.first_load()
    reached, history = state.equilibrate(gap, most, progress, began)
    return answer(state, reached, history, gap, began)


def answer(state: State, reached: float, history: list[tuple[int, float, float]], gap: float, began: float) -> Solution:
    """Return the solution that a state stands for."""
    problem = state.problem
    link_flow, left = state.flows()
    P = problem.n_pairs
    od_cost, unserved = np.full(P, np.inf), np.zeros(P)
    od_cost[problem.origin == problem.destination] = 0.0
    od_cost[state.pairs] = state.pair_cost
    unserved[state.pairs] = np.minimum(left, problem.demand[state.pairs])
    volume = problem.pce @ link_flow
    state.costs = np.empty((0, 0))
    return Solution(
        problem, link_flow, volume, problem.delay.days(volume), problem.demand - unserved, unserved, od_cost,
        np.isinf(od_cost) & (problem.demand > 0), None, reached, tuple(history), len(history),
        time.perf_counter() - began, bool(reached <= gap), state,
    )  # fmt: skip


def prepare() -> float:
    """Load or compile the solver's core now; return the seconds that it took (a few on the first run).

    Calling it is never needed. It lets a program compile while it reads its input, and keeps compilation out of
    a timing.
    """
    began = time.perf_counter()
    graph = Graph(2, [0, 0], [1, 1])
    problem = Problem(graph, Delay.bpr([1.0, 1.0], [1.0, 1.0]), origin=[0], destination=[1], demand=[1.0])
    solve(problem.closed([0]), gap=0.5, start=solve(problem, gap=0.5))
    return time.perf_counter() - began


def prepare_aside() -> bool:
    """Start compiling in another process if nothing is compiled yet; return whether it was started.

    For a program that has other work to do before its first solve: what is compiled aside is on disk by then, and the
    first solve waits for the rest of it. Does nothing where the cache is warm or cannot be written.
    """
    from kordon.flow import trees
    from kordon.flow.compiled import compile_aside, is_cached

    if is_cached(trees.grow):
        return False
    compile_aside("from kordon.flow import prepare; prepare()")
    return True


@dataclass(frozen=True, eq=False)
class Held:
    """A user equilibrium under hard capacities.

    ``solution``: the equilibrium, whose delays include ``wait_days``, the wait per link (days) that keeps volume at
    capacity. ``violation``: the largest volume above capacity that is left, as a share of capacity, over the links
    with a limit; ``history``: ``(round, violation, gap)``.
    """

    solution: Solution
    wait_days: Floats
    violation: float
    history: tuple[tuple[int, float, float], ...]
    converged: bool

    def __repr__(self) -> str:
        held = int((self.wait_days > 0).sum())
        return f"<Held: {held} links at capacity, violation {self.violation:.1e} after {len(self.history)} rounds>"


def hold_limits(
    problem: Problem, *, gap: float = 1e-8, violation: float = 1e-4, start: Solution | None = None,
    progress: Progress | None = None, most: int = 60,
) -> Held:  # fmt: skip
    """Return the equilibrium in which no link of kind ``Delay.limit`` carries more than its capacity, and the waits.

    Each round solves with the waits at hand and then sets every wait to what its link's delay function charged,
    ``max(0, wait + steepness * (volume / capacity - 1))``: the augmented Lagrangian method, whose waits converge to the
    multipliers of the capacities (T. Larsson, M. Patriksson, An augmented Lagrangean dual algorithm for link capacity
    side constrained traffic assignment problems, *Transportation Research B* 29 (6), 1995). Demand that does not fit at
    any wait below its choke price stays unserved; where it must be shipped, waits grow without end and ``converged`` is
    False, with the violation said. Ends when the violation is at most ``violation``.
    """
    delay = problem.delay
    limited = delay.kind == LIMIT
    if not limited.any():
        raise ValueError("hold_limits: Problem.delay has no link of kind limit; use Delay.limit for some links")
    if not 0 < violation < 1:
        raise ValueError(f"hold_limits: violation is {violation!r}, expected a number between 0 and 1")
    wait = np.where(limited, delay.p1, 0.0)
    steepness = np.where(limited, delay.p2, 0.0)
    history: list[tuple[int, float, float]] = []
    found, before, solution = np.inf, np.inf, start
    for turn in range(1, most + 1):
        held = Delay(delay.kind, delay.free_days, delay.capacity, np.where(limited, wait, delay.p1),
                     np.where(limited, steepness, delay.p2), delay.functions)  # fmt: skip
        solution = solve(problem.with_(delay=held), gap=gap, start=solution)
        z = solution.link_volume[limited] / delay.capacity[limited] - 1.0
        found = float(max(z.max(), 0.0))
        # a wait on a link that has room to spare is as wrong as an overload
        idle = float(np.max(np.where(wait[limited] > 0, np.maximum(-z, 0.0), 0.0), initial=0.0))
        history.append((turn, found, solution.gap))
        wait[limited] = np.maximum(0.0, wait[limited] + steepness[limited] * z)
        if progress:
            share = np.log(max(found, 1e-16)) / np.log(violation)
            progress(f"violation {found:.1e}", float(min(1.0, max(0.0, share))))
        if max(found, idle) <= violation:
            break
        if max(found, idle) > 0.25 * before:
            # slow: charge more for what is left (still the same multipliers)
            steepness[limited] *= 2.0
        before = max(found, idle)
    assert solution is not None
    return Held(solution, solution.link_delay * limited - delay.free_days * limited, found, tuple(history),
                found <= violation)  # fmt: skip
