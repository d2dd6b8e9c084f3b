"""A scenario on the network until shippers' choices settle: baseline and scenario side by side."""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib.metadata
import platform
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from kordon.model import Convergence, Manifest, Outcome, Scenario
from kordon.scenario.assigned import Assigned, settle
from kordon.scenario.compile import CAPACITY_RANGE, CENTRAL, CHOKE_RANGE, SEVERITY_RANGE, Inputs, compile_scenario
from kordon.scenario.ground import HORIZON_DAYS, remember
from kordon.scenario.kept import kept
from kordon.scenario.losses import ORIGIN_SHARE, Losses, loss_rows, losses
from kordon.scenario.ranges import RESOLVED, drawn, one_at_a_time
from kordon.scenario.rows import Comparison, cargo_rows, flow_rows, post_rows, shift_rows

if TYPE_CHECKING:
    from kordon.world import World

Progress = Callable[[str, float], None]
BASELINE = Scenario(id="baseline", name="Baseline", description="The network without measures.")
DEFAULT_GAP = 1e-5
RANGE_GAP = 1e-4
"""Gap of the solutions behind ranges: a range needs fewer digits than the answer."""


def baseline(world: World, on: dt.date, *, gap: float = DEFAULT_GAP, inputs: Inputs = CENTRAL) -> Assigned:
    """Return the settled network without measures; computed once per process, world, day, gap and inputs."""

    def make() -> Assigned:
        compiled = compile_scenario(world, BASELINE, on, inputs=inputs)
        if not inputs.at:
            return settle(compiled, gap=gap)
        start = baseline(world, on) if set(inputs.at) <= set(RESOLVED) else None
        # nothing goes on from a baseline at other inputs: its trees, the larger half of it, need not be kept
        return settle(compiled, gap=gap, start=start).at_rest()

    return remember(world, ("baseline", on, gap, tuple(sorted(inputs.at.items()))), make)


def compare(
    world: World, scenario: Scenario, *, on: dt.date, gap: float = DEFAULT_GAP, inputs: Inputs = CENTRAL
) -> Comparison:
    """Return baseline and scenario settled, for rooms that need more than the rows of an outcome."""
    base = baseline(world, on, gap=gap, inputs=inputs)
    compiled = compile_scenario(world, scenario, on, inputs=inputs, mix=base)
    return Comparison(base, settle(compiled, gap=gap, start=base))


def simulate(
    world: World, scenario: Scenario, *, on: dt.date, gap: float = DEFAULT_GAP, seed: int = 0, runs: int = 0,
    ranges: bool = True, progress: Progress | None = None,
) -> Outcome:  # fmt: skip
    """Return baseline and scenario side by side, settled to a relative gap.

    ``runs``: draws behind the ranges of losses; 0 moves one input at a time and names the one that matters most.
    ``ranges=False`` leaves ranges out (for sweeps). Measures whose dates do not hold on the day ``on`` are left out
    and named in ``left_out``.
    """
    step = progress or (lambda what, share: None)
    step("settling the baseline", 0.0)
    baseline(world, on, gap=gap)
    step("settling the scenario", 0.3)
    both = compare(world, scenario, on=on, gap=gap)
    central = losses(both)
    draws: tuple[Losses, ...] = ()
    drivers: Mapping[str, str] = {}
    overall = ""
    if ranges and both.after.compiled.effects.touched:
        step("ranges", 0.5)

        def solve(inputs: Inputs, near: Assigned) -> tuple[Assigned, Assigned]:
            base = baseline(world, on, gap=RANGE_GAP, inputs=inputs) if inputs != CENTRAL else near
            compiled = compile_scenario(world, scenario, on, inputs=inputs, mix=base)
            # a start helps where little has moved; where every cost has, a cold solve is faster
            near_by = both.after if set(inputs.at) <= set(RESOLVED) else None
            return base, settle(compiled, gap=RANGE_GAP, start=near_by)

        if runs:
            found = drawn(world, scenario, on, both, central, solve, runs=runs, seed=seed)
        else:
            found = one_at_a_time(world, scenario, on, both, central, solve)
        draws, drivers, overall = found.draws, found.drivers, found.overall
    step("tables", 0.95)
    return Outcome(
        scenario=scenario, flows=flow_rows(both), posts=post_rows(both), cargo=cargo_rows(both),
        shifts=shift_rows(both), losses=loss_rows(central, draws, drivers),
        demand_t_day=float(both.after.compiled.problem.demand.sum()),
        base_unserved_t_day=float(both.base.unserved.sum()),
        scenario_unserved_t_day=float(both.after.unserved.sum()),
        base=_convergence(both.base), settled=_convergence(both.after), left_out=_left_out(both),
        manifest=_manifest(world, on=on, gap=gap, seed=seed, runs=runs, overall=overall),
    )  # fmt: skip


def simulate_kept(world: World, scenario: Scenario, *, on: dt.date, seed: int = 0, runs: int = 0) -> Outcome:
    """Return :func:`simulate`, read back from the user's cache where the same was settled before."""
    question = {"what": "outcome", "scenario": scenario.model_dump(mode="json", by_alias=True), "on": on.isoformat(),
                "seed": seed, "runs": runs, "gap": DEFAULT_GAP}  # fmt: skip
    return kept(
        world, question, TypeAdapter(Outcome), lambda: simulate(world, scenario, on=on, seed=seed, runs=runs)
    )  # fmt: skip


def _convergence(state: Assigned) -> Convergence:
    """Return gap and history. Seconds stay 0: an outcome must come out the same, byte for byte, on every machine."""
    solution = state.solution
    return Convergence(
        gap=float(solution.gap), audited_gap=float(solution.audited_gap),
        history=tuple(float(row[2]) for row in solution.history), iterations=int(solution.iterations),
    )  # fmt: skip


def _left_out(both: Comparison) -> tuple[str, ...]:
    said = [
        "steady state: flows after shippers have settled; the first weeks, with freight already under way, are worse",
        "prices do not react: no carrier raises its rate, no driver or wagon becomes scarce",
        "the same demand: nobody changes supplier, stocks or product; what becomes dearer than its choke price stays",
        "empty vehicles, perishing goods, penalties and insurance claims are not counted",
        "transit revenue is spending, a transfer: what one state loses another gains, and it is not added to shippers'",
        "freight inside one zone uses no link of the network and is left out",
    ]
    if any(m.kind == "demand" for m in both.after.compiled.scenario.measures):
        said.append("where a measure changes demand, baseline and scenario are compared at the changed demand")
    return (*said, *both.after.compiled.effects.ignored)


def data_digest(world: World) -> str:
    """Return a SHA-256 over network, demand, cargo and rules: one digest, one answer."""

    def make() -> str:
        h = hashlib.sha256(world.network.digest().encode())
        for rows in (world.demand, tuple(world.cargo.values()), world.rules):
            for row in rows:
                h.update(repr(row).encode())
        return h.hexdigest()

    return remember(world, "digest", make)


def _manifest(world: World, *, on: dt.date, gap: float, seed: int, runs: int, overall: str) -> Manifest:
    versions = {name: importlib.metadata.version(name) for name in ("numpy", "scipy", "numba", "pydantic")}
    return Manifest(
        kordon=importlib.metadata.version("kordon"),
        seed=seed,
        data_hash=data_digest(world),
        versions={"python": platform.python_version(), **versions},
        options={
            "on": on.isoformat(), "gap": gap, "runs": runs, "horizon_days": HORIZON_DAYS,
            "loss_share_of_origin": ORIGIN_SHARE, "choke_range": list(CHOKE_RANGE),
            "capacity_range": list(CAPACITY_RANGE), "severity_range": list(SEVERITY_RANGE), "main_driver": overall,
        },
    )  # fmt: skip
