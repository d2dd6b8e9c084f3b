"""Sweeps: the same answers for every number of workers and after a kill; bad resume files refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from networks import grid

from kordon.flow import Solution, solve
from kordon.flow.sweep import busiest, each_of, screen, screened_sweep, sweep


@pytest.fixture(scope="module")
def base() -> Solution:
    return solve(grid(scale=1.5), gap=1e-8)


def test_workers_do_not_change_the_answers(base: Solution) -> None:
    closures = [[a] for a in busiest(base, 12)] + [[0, 1, 2], np.flatnonzero(base.link_volume == 0)[:1]]
    one = sweep(base, closures)
    assert one == sweep(base, closures, workers=3)
    assert one == sweep(base, closures[::-1])[::-1]
    assert one[-1].untouched
    for row, links in zip(one, closures, strict=True):
        cold = solve(base.problem.closed(links), gap=1e-7)
        assert row.gap <= 1e-6
        assert row.total_cost == pytest.approx(cold.total_cost, rel=1e-4)
        assert row.unserved == pytest.approx(cold.unserved.sum(), abs=1e-6)


def test_closing_every_way_of_a_zone_cuts_its_demand_off(base: Solution) -> None:
    graph = base.problem.graph
    zone = int(base.problem.origin[0])
    row = sweep(base, [np.flatnonzero(graph.tail == zone)])[0]
    assert row.cut_off == pytest.approx(base.problem.demand[base.problem.origin == zone].sum())


def test_a_killed_sweep_goes_on_where_it_stopped(base: Solution, tmp_path: Path) -> None:
    closures, file = [[a] for a in busiest(base, 6)], tmp_path / "sweep.jsonl"
    whole = sweep(base, closures, resume=file)
    lines = file.read_text().splitlines()
    assert len(lines) == 6
    file.write_text("\n".join(lines[:3]) + "\n" + lines[3][:20])  # killed while writing
    assert sweep(base, closures, resume=file) == whole
    assert len(file.read_text().splitlines()) == 6
    with pytest.raises(ValueError, match="another problem or gap"):
        sweep(base, closures, resume=file, gap=1e-5)
    file.write_text("hello\n")
    with pytest.raises(ValueError, match="not a row of a sweep"):
        sweep(base, closures, resume=file)


def test_screening_is_zero_exactly_where_nothing_is_touched(base: Solution) -> None:
    unused = int(np.flatnonzero(base.link_volume == 0)[0])
    estimate = screen(base, [[unused], [int(busiest(base, 1)[0])]])
    assert estimate[0] == 0.0
    assert estimate[1] > 0.0


def test_screening_finds_the_worst_closures(base: Solution) -> None:
    graph = base.problem.graph
    streets = np.flatnonzero((base.link_volume > 0) & graph.through[graph.tail] & graph.through[graph.head])
    closures = [[int(a)] for a in streets[::4]]
    paid = [row.total_cost - base.total_cost for row in sweep(base, closures)]
    rows = screened_sweep(base, closures, exact=10)
    estimates = [row.estimate for row in rows]
    assert estimates == sorted(estimates, reverse=True)
    assert sum(row.exact is not None for row in rows) == 10
    dearest = {tuple(closures[i]) for i in np.argsort(paid)[-5:]}
    assert dearest <= {row.links for row in rows[:10]}
    solved = {row.links: row.exact for row in rows}
    for links in dearest:
        assert solved[links] == sweep(base, [list(links)])[0]


def test_a_must_be_shipped_that_is_cut_off_screens_as_infinite(base: Solution) -> None:
    graph = base.problem.graph
    assert screen(base, [np.flatnonzero(graph.tail == int(base.problem.origin[0]))])[0] == np.inf


def test_two_at_a_time(base: Solution) -> None:
    links = busiest(base, 3)
    rows = sweep(base, each_of([[int(a)] for a in links], 2))
    assert [row.links for row in rows] == [tuple(sorted((int(a), int(b)))) for a, b in
                                           ((links[0], links[1]), (links[0], links[2]), (links[1], links[2]))]  # fmt: skip
    with pytest.raises(ValueError, match="together is 4, expected 1 to 3"):
        each_of([[0], [1], [2]], 4)


def test_a_cluster_of_two_workers_gives_the_same_answers(base: Solution) -> None:
    distributed = pytest.importorskip("distributed")
    closures = [[int(a)] for a in busiest(base, 5)]
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        assert sweep(base, closures, cluster=cluster.scheduler_address) == sweep(base, closures)


def test_a_cluster_that_does_not_answer_is_named(base: Solution) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(ValueError, match="does not answer"):
        sweep(base, [[0]], cluster="nonsense://here")


def test_forked_workers_give_the_same_answers() -> None:
    """A process of its own: where other threads run, as under a test runner, a sweep does not fork."""
    code = f"""
import subprocess
import sys
sys.path[:0] = {sys.path!r}
import threading
from networks import grid
from kordon.flow import solve
from kordon.flow.sweep import busiest, sweep
base = solve(grid(scale=1.5), gap=1e-8)
closures = [[int(a)] for a in busiest(base, 12)]
assert threading.active_count() == 1
assert sweep(base, closures) == sweep(base, closures, workers=2) == sweep(base, closures, workers=3)
print("same")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=False)
    assert done.stdout.strip() == "same", done.stderr
