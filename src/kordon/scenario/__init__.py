"""Scenarios: measures over time, run on the network until shippers' choices settle.

``load_scenario`` and ``named_scenarios`` give scenarios, ``from_claims`` makes them from what reports say, ``simulate``
runs one; ``compare`` and ``baseline`` return the settled states behind an outcome.
"""

from __future__ import annotations

from kordon.scenario.claims import from_claims
from kordon.scenario.load import load_scenario, named_scenarios, scenario_schema
from kordon.scenario.simulate import baseline, compare, simulate

__all__ = ["baseline", "compare", "from_claims", "load_scenario", "named_scenarios", "scenario_schema", "simulate"]
