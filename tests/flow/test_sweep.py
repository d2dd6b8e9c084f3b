"""Sweeps: the same answers for every number of workers and after a kill; bad resume files refused."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from networks import grid

from kordon.flow import Solution, solve
from kordon.flow.sweep import busiest, screen, sweep


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
