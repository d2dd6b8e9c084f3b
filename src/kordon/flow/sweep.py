"""Many closures from one base: each solved on its own from the base state, so that the order and the number of workers
never change an answer.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from kordon.flow.engine import State
from kordon.flow.equilibrium import solve
from kordon.flow.graph import Floats, Ints
from kordon.flow.problem import Problem, Solution

Progress = Callable[[str, float], None]
_SCREEN_PASSES = 3


@dataclass(frozen=True)
class Closed:
    """What closing a set of links does: totals of the new equilibrium beside the gap that it reached.

    ``total_cost``: USD/day of what is shipped; ``unserved``, ``cut_off``: t/day, the second for want of any way.
    ``untouched``: nothing used those links, so that the base answer stands.
    """

    links: tuple[int, ...]
    total_cost: float
    unserved: float
    cut_off: float
    gap: float
    iterations: int
    untouched: bool


def sweep(
    base: Solution, closures: Sequence[ArrayLike], *, gap: float = 1e-6, workers: int = 1, cluster: str = "",
    resume: Path | None = None, progress: Progress | None = None,
) -> tuple[Closed, ...]:  # fmt: skip
    """Return the equilibrium after each closure of a set of links, in the order given.

    Parameters
    ----------
    base:
        The equilibrium with everything open, solved tighter than ``gap`` (1e-8).
    closures:
        Sets of links: one for N-1, several for a post, a territory or N-k.
    workers:
        Threads on this machine. The compiled core does not hold the interpreter's lock.
    cluster:
        Address of a Dask scheduler (``tcp://host:8786``; needs the extra ``cluster``); each worker is sent the base
        once. Kordon must be installed there in the same version.
    resume:
        A JSON Lines file: answers are added as they come, and those already there are not computed again. A file that
        belongs to another problem, base or gap is refused.
    """
    if workers < 1:
        raise ValueError(f"sweep: workers is {workers}, expected at least 1")
    sets = [_set(links) for links in closures]
    for i, links in enumerate(sets):
        if links and not 0 <= min(links) <= max(links) < base.problem.graph.n_links:
            raise ValueError(f"sweep: closures[{i}] holds a link outside 0 to {base.problem.graph.n_links - 1}")
    key = fingerprint(base.problem, gap)
    done = _read(resume, key) if resume else {}
    todo = [links for links in dict.fromkeys(sets) if links not in done]
    sink = resume.open("a", encoding="utf-8") if resume else None
    try:
        for i, row in enumerate(_run(base, todo, gap, workers, cluster)):
            done[row.links] = row
            if sink:
                sink.write(json.dumps({"sweep": key, **asdict(row)}) + "\n")
                sink.flush()
            if progress:
                progress(f"closure {i + 1} of {len(todo)}", (i + 1) / len(todo))
    finally:
        if sink:
            sink.close()
    return tuple(done[links] for links in sets)


def close_one(base: Solution, links: tuple[int, ...], gap: float) -> Closed:
    """Return what closing one set of links does."""
    answer = solve(base.problem.closed(np.array(links, np.int32)), gap=gap, start=base)
    return Closed(
        links, answer.total_cost, float(answer.unserved.sum()), float(answer.unserved[answer.cut_off].sum()),
        answer.gap, answer.iterations, answer.iterations == 0,
    )  # fmt: skip


def screen(base: Solution, closures: Sequence[ArrayLike]) -> Floats:
    """Return a first estimate of what each closure costs, USD/day, from one look each.

    Freight that loses its path looks once for another at the base's times and makes one Newton step from the base's
    derivatives; then all pairs with several paths make a few. Everyone's cost is summed, freight that turns to its
    choke price at that price. New ways for anybody else are not looked for, so that the estimate is mostly too high:
    good for choosing which closures to solve exactly. It is 0 exactly where nothing uses the links, and inf where
    freight that must be shipped is cut off.
    """
    out = np.zeros(len(closures))
    state = base.state
    before = _paid(state)
    for i, links in enumerate(closures):
        problem = base.problem.closed(np.atleast_1d(np.asarray(links)))
        new, work, touched = state.moved_to(problem)
        if not touched or work is None:
            continue
        new.days, new.slope = state.days.copy(), state.slope.copy()
        _, _, visit = new.look(work)
        new.shift(visit, with_tree=True)
        new.shift(np.flatnonzero(new.path_count > 1).astype(np.int32), with_tree=False, passes=_SCREEN_PASSES)
        out[i] = _paid(new) - before
    return out


def _paid(state: State) -> float:
    """Return USD/day of all freight of a state, at the choke price where it is left unserved."""
    flow, left = state.flows()
    problem = state.problem
    cost = problem.cost(problem.pce @ flow)
    used = flow > 0
    idle = left > 0
    return float((cost[used] * flow[used]).sum() + (problem.choke[state.pairs][idle] * left[idle]).sum())


@dataclass(frozen=True)
class Screened:
    """A closure with its estimate from one pass (USD/day) and, where it was among the worst, its exact answer."""

    links: tuple[int, ...]
    estimate: float
    exact: Closed | None


def screened_sweep(
    base: Solution, closures: Sequence[ArrayLike], *, exact: int, gap: float = 1e-6, workers: int = 1,
    cluster: str = "", resume: Path | None = None, progress: Progress | None = None,
) -> tuple[Screened, ...]:  # fmt: skip
    """Return all closures, dearest first by estimate, the ``exact`` dearest of them solved exactly.

    Ties keep the order given. The other arguments are those of :func:`sweep`.
    """
    estimate = screen(base, closures)
    order = np.argsort(-estimate, kind="stable")
    worst = [closures[i] for i in order[:exact]]
    solved = sweep(base, worst, gap=gap, workers=workers, cluster=cluster, resume=resume, progress=progress)
    rows = [Screened(_set(closures[i]), float(estimate[i]), None) for i in order]
    return tuple(replace(row, exact=solved[n]) if n < exact else row for n, row in enumerate(rows))


def each_of(sets: Sequence[ArrayLike], together: int) -> tuple[tuple[int, ...], ...]:
    """Return the N-k list: the union of every choice of ``together`` of some sets of links, in order.

    >>> each_of([[0], [1, 2], [3]], 2)
    ((0, 1, 2), (0, 3), (1, 2, 3))
    """
    if not 1 <= together <= len(sets):
        raise ValueError(f"each_of: together is {together}, expected 1 to {len(sets)}")
    return tuple(_set(np.concatenate([np.atleast_1d(np.asarray(s)) for s in chosen]))
                 for chosen in combinations(sets, together))  # fmt: skip


def _set(links: ArrayLike) -> tuple[int, ...]:
    return tuple(sorted({int(a) for a in np.atleast_1d(np.asarray(links))}))


def busiest(solution: Solution, count: int) -> Ints:
    """Return the links with the largest volume, largest first (ties by number)."""
    return np.argsort(-solution.link_volume, kind="stable")[:count].astype(np.int32)


def fingerprint(problem: Problem, gap: float) -> str:
    """Return a hash of everything that decides the answers of a sweep."""
    functions = [f.name for f in problem.delay.functions]
    digest = hashlib.sha256(repr((gap, functions)).encode())
    graph, delay = problem.graph, problem.delay
    columns: Iterable[Any] = (
        graph.tail, graph.head, graph.through, delay.kind, delay.free_days, delay.capacity, delay.p1, delay.p2,
        problem.fixed, problem.vot, problem.pce, problem.allowed, problem.origin, problem.destination, problem.cls,
        problem.demand, problem.choke,
    )  # fmt: skip
    for column in columns:
        digest.update(np.ascontiguousarray(column).tobytes())
    return digest.hexdigest()[:16]


def _run(base: Solution, todo: list[tuple[int, ...]], gap: float, workers: int, cluster: str) -> Iterable[Closed]:
    if cluster:
        yield from _on_cluster(base, todo, gap, cluster)
        return
    if workers == 1 or len(todo) < 2:
        yield from (close_one(base, links, gap) for links in todo)
        return
    if sys.platform == "linux" and threading.active_count() == 1:
        # a forked worker holds the base already and shares no interpreter lock; it is not safe with other threads about
        context = multiprocessing.get_context("fork")
        with context.Pool(workers, initializer=_adopt, initargs=(base, gap)) as forked:
            yield from forked.imap(_close_adopted, todo, chunksize=max(1, len(todo) // (8 * workers)))
        return
    with ThreadPoolExecutor(workers) as pool:
        yield from pool.map(lambda links: close_one(base, links, gap), todo)


_adopted: list[tuple[Solution, float]] = []
"""Base and gap of a forked worker."""


def _adopt(base: Solution, gap: float) -> None:
    _adopted[:] = [(base, gap)]


def _close_adopted(links: tuple[int, ...]) -> Closed:
    base, gap = _adopted[0]
    return close_one(base, links, gap)


def _on_cluster(base: Solution, todo: list[tuple[int, ...]], gap: float, address: str) -> Iterable[Closed]:
    """Solve on the workers of a Dask scheduler, which are sent the base once; answers in the order of ``todo``."""
    try:
        from distributed import Client
    except ImportError:
        raise ValueError("a cluster needs Dask: install the extra 'cluster' (pip install 'kordon[cluster]')") from None
    try:
        client = Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise ValueError(f"cluster {address!r} does not answer: {error or 'no scheduler there'}") from None
    with client:
        sent = client.scatter(base, broadcast=True)
        futures = [client.submit(close_one, sent, links, gap, pure=False) for links in todo]
        yield from (future.result() for future in futures)


def _read(path: Path, key: str) -> dict[tuple[int, ...], Closed]:
    done: dict[tuple[int, ...], Closed] = {}
    if not path.exists():
        return done
    text = path.read_text(encoding="utf-8")
    if text and not text.endswith("\n"):
        # the run was killed while it wrote its last line
        text = text[: text.rfind("\n") + 1]
        path.write_text(text, encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        try:
            row = json.loads(line)
            owner = row.pop("sweep")
            made = Closed(**{**row, "links": tuple(row["links"])})
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError):
            raise ValueError(f"{path}: row {number} is not a row of a sweep; name another file") from None
        if owner != key:
            raise ValueError(f"{path}: row {number} belongs to another problem or gap; name another file")
        done[made.links] = made
    return done
