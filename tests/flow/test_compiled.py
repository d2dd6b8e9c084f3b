"""Compilation: what is on disk is not compiled again; a first run may compile aside."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import kordon
from kordon.flow import prepare, prepare_aside

FIRST = """
from kordon.flow import Delay, Graph, Problem, prepare_aside, solve
print(prepare_aside())
problem = Problem(Graph(2, [0, 0], [1, 1]), Delay.bpr([1.0, 1.0], [1.0, 1.0]), origin=[0], destination=[1], demand=[1.0])
base = solve(problem)
from kordon.flow import carry, kernels, trees
solve(problem.closed([0]), start=base)
used = [trees.grow, kernels.settle, carry.rob, carry.spread, carry.gather]
print(sum(sum(f.stats.cache_misses.values()) for f in used))
"""


def test_nothing_is_started_where_all_is_compiled() -> None:
    prepare()
    assert not prepare_aside()


@pytest.mark.slow
def test_a_first_run_compiles_aside_and_only_there(tmp_path: Path) -> None:
    paths = os.pathsep.join([str(Path(kordon.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    env = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": paths}
    for started in ("True", "False"):
        run = subprocess.run(
            [sys.executable, "-c", FIRST], env=env, capture_output=True, text=True, check=True, timeout=300
        )
        assert run.stdout.split() == [started, "0"]
