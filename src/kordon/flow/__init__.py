"""Freight that settles: problem in, equilibrium out. Arrays only; no geography, no names; imports nothing of Kordon's.

>>> from kordon.flow import Delay, Graph, Problem, solve
>>> graph = Graph(2, [0, 0], [1, 1])
>>> delay = Delay.bpr([1.0, 1.0], [100.0, 50.0])
>>> answer = solve(Problem(graph, delay, origin=[0], destination=[1], demand=[150.0]))
>>> answer.link_volume.round(3).tolist()
[100.0, 50.0]
"""

from __future__ import annotations

from kordon.flow.delay import Delay, DelayFunction
from kordon.flow.equilibrium import prepare, prepare_aside, solve, system_optimum
from kordon.flow.graph import Graph
from kordon.flow.problem import Paths, Problem, Solution

__all__ = [
    "Delay",
    "DelayFunction",
    "Graph",
    "Paths",
    "Problem",
    "Solution",
    "prepare",
    "prepare_aside",
    "solve",
    "system_optimum",
]
