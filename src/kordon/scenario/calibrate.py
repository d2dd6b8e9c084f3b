"""Fit demand and post constants to published counts, on the very equilibrium that scenarios start from.

Every round settles the baseline of :mod:`kordon.scenario` with the rules in force, reads off which rows feed which
count, and moves rows and post constants (:mod:`kordon.world.calibrate`). Counts that are kept out are never looked at
before the end.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array

from kordon.world.calibrate import Floats, Key, Prior, adjust, adjust_constants, prior_rows
from kordon.world.costs import choice_constants
from kordon.world.counts import Count, Residual, eligible, folds, read_counts, tally
from kordon.world.load import World

if TYPE_CHECKING:
    from kordon.flow import Solution
    from kordon.scenario.ground import Ground

BASE_DAY = dt.date(2024, 12, 31)
"""The day whose rules hold while fitting: the end of the base year."""

ROUNDS = 60
SOLVED_GAP = 1e-4
LAST_GAP = 1e-5
"""Gap in the first half of the rounds and in the second; the last equilibrium starts from nothing, as a baseline."""

FIRST_STEP_USD_T, LAST_STEP_USD_T = 3.0, 0.1
"""Steps of the post constants in the first and the last round, falling geometrically."""

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Calibration:
    """What a calibration did: rows with their prior, post constants, residuals before and after, rounds, gap."""

    prior: Prior
    t_day: Floats
    constants: Mapping[str, float]
    before: tuple[Residual, ...]
    after: tuple[Residual, ...]
    rounds: int
    gap: float
    unserved_t_day: float = field(default=0.0)

    def median_error(self, *, kept_out: bool) -> float:
        """Return the median absolute relative error of the fitted or the kept-out counts of the base year."""
        mine = [r for r in self.after if r.count.judged and r.count.kept_out == kept_out]
        return float(np.median([abs(r.error) for r in mine]))


class Bench:
    """The baseline of a world whose demand is being moved: settle it again and again, and hold it against counts."""

    def __init__(self, world: World, keys: tuple[Key, ...], t_day: Floats, choke: Floats, on: dt.date) -> None:
        from kordon.model import Provenance
        from kordon.scenario.compile import compile_scenario
        from kordon.scenario.simulate import BASELINE
        from kordon.world.records import DemandRow

        known = Provenance(kind="estimated", source="")
        demand = tuple(
            DemandRow(o, d, c, float(t), float(most), known)
            for (o, d, c), t, most in zip(keys, t_day, choke, strict=True)
        )
        moved = World(viewpoint=world.viewpoint)
        for name in ("network", "cargo", "places", "posts", "rules", "territories"):
            moved.__dict__[name] = getattr(world, name)
        moved.__dict__["demand"] = demand
        compiled = compile_scenario(moved, BASELINE, on)
        self.ground: Ground = compiled.ground
        self.problem = compiled.problem
        self.share = self.ground.demand / np.array([max(t, 1e-12) for t in self._row_values(keys, t_day)])
        self.cargo = list(world.cargo.values())
        row = {c.id: i for i, c in enumerate(self.cargo)}
        self.class_cargo = np.array([row[self.ground.cargo[c].id] for c in compiled.effects.class_cargo])
        self.bare = (self.ground.money + self.ground.taste)[compiled.effects.class_cargo]
        self.freight = [self.ground.describe(p) for p in range(len(self.ground.rows))]
        self.solution: Solution | None = None

    def _row_values(self, keys: tuple[Key, ...], t_day: Floats) -> Floats:
        index = {key: i for i, key in enumerate(keys)}
        self.row_of = np.array([index[r.origin, r.destination, r.cargo] for r in self.ground.rows], dtype=np.int64)
        return np.asarray(t_day[self.row_of], dtype=np.float64)

    def settle(self, t_day: Floats, constants: Mapping[str, float], gap: float) -> Solution:
        """Return the equilibrium for these rows and constants, started from the last one."""
        from kordon.flow import solve

        added = choice_constants(self.ground.network, self.cargo, constants)[self.class_cargo]
        problem = self.problem.with_(demand=t_day[self.row_of] * self.share, fixed=np.maximum(self.bare + added, 0.0))
        self.solution = solve(problem, gap=gap, start=self.solution)
        return self.solution

    def lowest(self, name: str) -> float:
        """Return the lowest constant that changes anything for any taste: no link costs less than nothing."""
        network = self.ground.network
        mine = choice_constants(network, self.cargo, {name: 1.0})[self.class_cargo] > 0
        return -float(self.bare[mine].max()) if mine.any() else 0.0

    def read(self, counts: tuple[Count, ...], speaks: Any, n_rows: int) -> tuple[Floats, csr_array]:
        """Return t/day per count, and counts x rows the share of each row's shipped freight that the count sees."""
        assert self.solution is not None
        assigned, seen = tally(counts, self.solution.paths, self.freight, speaks)
        pairs = np.arange(len(self.row_of))
        to_rows = csr_array((np.ones(len(pairs)), (pairs, self.row_of)), shape=(len(pairs), n_rows))
        shipped = np.maximum(np.bincount(self.row_of, self.solution.served, minlength=n_rows), 1e-9)
        share = csr_array((seen @ to_rows) @ csr_array((1.0 / shipped, (range(n_rows), range(n_rows)))))
        return assigned, share


def calibrate(
    world: World, *, rounds: int = ROUNDS, gap: float = SOLVED_GAP, counts: tuple[Count, ...] | None = None,
    prior: Prior | None = None, on: dt.date = BASE_DAY, progress: Progress | None = None,
) -> Calibration:  # fmt: skip
    """Return demand and post constants moved towards the counts that are not kept out; nothing is written."""
    prior = prior or prior_rows(world)
    counts = read_counts(world.network) if counts is None else counts
    bench = Bench(world, prior.keys, prior.t_day, prior.choke_usd_t, on)
    speaks = eligible(counts, bench.freight)
    fitted = np.array([c.fitted for c in counts])
    counted = np.array([c.t_day for c in counts])
    t_day, constants = prior.t_day.copy(), dict[str, float]()
    lowest = {name: bench.lowest(name) for c in counts if c.fitted for name in c.constant}
    before: tuple[Residual, ...] = ()
    best = (np.inf, t_day, constants)  # the round that comes nearest to the fitted counts: small differences flip ways
    for number in range(rounds):
        bench.settle(t_day, constants, gap if number < rounds // 2 else min(gap, LAST_GAP))
        assigned, share = bench.read(counts, speaks, len(t_day))
        before = before or _residuals(counts, assigned)
        ratio = counted / np.maximum(assigned, 1e-6)
        off = float(np.mean(np.abs(np.log(np.clip(ratio[fitted], 0.2, 5.0)))))
        if off < best[0]:
            best = (off, t_day, constants)
        t_day = adjust(t_day, csr_array(share[fitted]), ratio[fitted], prior)
        posts: dict[str, list[float]] = {}
        for count, value in zip(counts, ratio, strict=True):
            for name in count.constant if count.fitted else ():
                posts.setdefault(name, []).append(float(np.log(value)))
        mean = {post: float(np.exp(np.mean(logs))) for post, logs in posts.items()}
        step = FIRST_STEP_USD_T * (LAST_STEP_USD_T / FIRST_STEP_USD_T) ** (number / max(rounds - 1, 1))
        constants = adjust_constants(constants, mean, lowest, step_usd_t=step)
        if progress is not None:
            progress("fitting", (number + 1) / rounds)
    _, t_day, constants = best
    t_day = np.round(t_day, 3)
    constants = {name: round(value, 2) for name, value in sorted(constants.items())}
    bench.solution = None
    solution = bench.settle(t_day, constants, LAST_GAP)
    assigned, _ = bench.read(counts, speaks, len(t_day))
    return Calibration(
        prior, t_day, constants, before or _residuals(counts, assigned), _residuals(counts, assigned), rounds,
        float(solution.gap), float(solution.unserved.sum()),
    )  # fmt: skip


def cross_validate(
    world: World, *, n: int = 3, rounds: int = 20, gap: float = 3 * SOLVED_GAP, on: dt.date = BASE_DAY,
    everything: bool = False,
) -> tuple[Residual, ...]:  # fmt: skip
    """Return each fitted count beside a fit that did not see it: what choices of method are made on.

    Counts that are kept out for good take no part, unless ``everything`` asks for a figure over all counts, which no
    choice is made on. Few rounds and a wide gap are enough to tell methods apart.
    """
    prior = prior_rows(world)
    out: list[Residual] = []
    for counts in folds(read_counts(world.network), n, everything=everything):
        done = calibrate(world, rounds=rounds, gap=gap, counts=counts, prior=prior, on=on)
        out += [r for r in done.after if r.count.kept_out]
    return tuple(out)


def _residuals(counts: tuple[Count, ...], assigned: Floats) -> tuple[Residual, ...]:
    return tuple(Residual(count, float(value)) for count, value in zip(counts, assigned, strict=True))


def residuals_of(world: World, *, on: dt.date = BASE_DAY, gap: float = LAST_GAP) -> tuple[Residual, ...]:
    """Return every published count beside the settled baseline of a world as its tables are."""
    from kordon.scenario.simulate import baseline

    counts = read_counts(world.network)
    state = baseline(world, on, gap=gap)
    freight = [state.compiled.ground.describe(pair) for pair in range(len(state.compiled.ground.rows))]
    assigned, _ = tally(counts, state.solution.paths, freight)
    return _residuals(counts, assigned)


def table(done: Calibration) -> str:
    """Return the residuals as a Markdown table, kept-out counts marked; misses above a tenth carry their reason."""
    lines = ["| count | published t/day | before | after | error | use | why it misses |",
             "| --- | ---: | ---: | ---: | ---: | --- | --- |"]  # fmt: skip
    order = {"rail": 0, "road": 1, "pipeline": 2, "sea": 3}
    pairs = sorted(zip(done.before, done.after, strict=True), key=lambda pair: order[pair[1].count.stratum])
    for first, last in pairs:
        count = last.count
        use = f"**{count.use}**" if count.kept_out else count.use
        why = count.miss if abs(last.error) > 0.1 else ""
        lines.append(
            f"| {count.name} | {count.t_day:,.0f} | {first.assigned_t_day:,.0f} | {last.assigned_t_day:,.0f} "
            f"| {last.error:+.0%} | {use} | {why} |"
        )
    return "\n".join(lines)


def write_tables(done: Calibration, folder: Path) -> None:
    """Write ``demand.csv`` and ``choice_constants.csv`` into a folder, byte for byte the same for the same tables."""
    head = ["origin", "destination", "cargo", "t_day", "choke_usd_t", "kind", "source", "source_date", "note"]
    rows: list[list[str]] = []
    for key, first, t_day, choke in zip(
        done.prior.keys, done.prior.t_day, done.t_day, done.prior.choke_usd_t, strict=True
    ):
        moved = abs(t_day / first - 1) > 0.001
        kind = ("calibrated", "demand_counts.csv") if moved else ("estimated", "demand_totals.csv, spread")
        rows.append([*key, f"{t_day:.3f}", f"{choke:.2f}", *kind, "", ""])
    _write(folder / "demand.csv", head, rows)
    head = ["id", "usd_t", "kind", "source", "source_date", "note"]
    source = {name: c.id for c in (r.count for r in done.after) if c.fitted for name in c.constant}
    rows = [
        [name, f"{value:.2f}", "calibrated", f"demand_counts.csv, {source[name]}", "", ""]
        for name, value in sorted(done.constants.items())
    ]
    _write(folder / "choice_constants.csv", head, rows)


def _write(path: Path, head: list[str], rows: list[list[str]]) -> None:
    """Write a table in one go: nothing is left half-written."""
    draft = path.with_suffix(".part")
    with draft.open("w", newline="", encoding="utf-8") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(head)
        out.writerows(rows)
    draft.replace(path)
