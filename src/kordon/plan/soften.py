"""What would soften a scenario: capacity added where it queues, checks eased, each tried by settling again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from pydantic import TypeAdapter

from kordon.model import Measure, Mitigation, Outcome, PostRow, Provenance, Scenario, Where
from kordon.plan.examples import central
from kordon.scenario.kept import kept
from kordon.scenario.threads import side_by_side
from kordon.world.load import World

INCREMENT = 0.25
"""Share by which the capacity of a post is raised: assumed, about one shift or lane more."""

EASED = 0.5
"""Share of an inspection that remains when it is eased."""

TRIALS = 5
"""Most settlements tried for one scenario: each costs one equilibrium."""

LEAST_QUEUE_DAYS = 0.05
"""Delay added at a post below which more capacity there is not tried, days."""

LEAST_USD_MONTH = 100_000.0
"""Savings below this are not listed, USD a month: what two equilibria of a gap of 1e-5 leave undecided between them."""


def mitigate(
    world: World, outcomes: Outcome | Sequence[Outcome], *, on: dt.date, most: int = TRIALS
) -> tuple[Mitigation, ...]:
    """Return what added capacity or eased checks would save in a scenario, the largest saving first.

    The scenario is the one of ``outcomes`` that says 'if this report is right', else the last. At most ``TRIALS``
    changes are tried, each with the whole scenario settled again: checks and delays at half their size, and a quarter
    more capacity at the posts where the scenario adds the most tonne-days of waiting. Nothing is tried on an element
    that the scenario closes. The loss is the sum of all relations, at the central values of the inputs.
    """
    outcome = outcomes if isinstance(outcomes, Outcome) else central(outcomes)
    if outcome is None:
        return ()
    trials = [*_eased(world, outcome), *_widened(world, outcome)][: min(most, TRIALS)]
    found = []
    before = loss_usd_month(outcome)
    settled = side_by_side(lambda trial: _settled(world, trial[3], on), trials)
    for (element, name, what, _, provenance), after in zip(trials, settled, strict=True):
        # more capacity also relieves queues of today; only what the scenario costs can be softened
        left = max(0.0, after[0])
        found.append(
            Mitigation(
                element=element, name=name, what=what, loss_usd_month_before=round(before, 2),
                loss_usd_month_after=round(left, 2),
                unserved_before_t_day=round(outcome.scenario_unserved_t_day, 3),
                unserved_after_t_day=round(after[1], 3), provenance=provenance,
            )
        )  # fmt: skip
    useful = [m for m in found if m.loss_usd_month_before - m.loss_usd_month_after >= LEAST_USD_MONTH]
    return tuple(sorted(useful, key=lambda m: (m.loss_usd_month_after - m.loss_usd_month_before, m.element)))


def mitigate_kept(world: World, outcomes: Outcome | Sequence[Outcome], *, on: dt.date) -> tuple[Mitigation, ...]:
    """Return :func:`mitigate`, read back from the user's cache where the same was settled before."""
    outcome = outcomes if isinstance(outcomes, Outcome) else central(outcomes)
    question = {"what": "mitigations", "on": on.isoformat(),
                "outcome": None if outcome is None else outcome.model_dump_json(by_alias=True)}  # fmt: skip
    return kept(world, question, TypeAdapter(tuple[Mitigation, ...]), lambda: mitigate(world, outcomes, on=on))


def loss_usd_month(outcome: Outcome) -> float:
    """Return the loss of all relations, USD a month: added cost, added time, unserved freight."""
    return sum(row.loss_usd_month for row in outcome.cargo)


def _settled(world: World, scenario: Scenario, on: dt.date) -> tuple[float, float]:
    """Return the loss of all relations, USD a month, and the tonnes a day not shipped."""
    from kordon.scenario import compare
    from kordon.scenario.losses import losses

    both = compare(world, scenario, on=on)
    return losses(both).total, float(both.after.unserved.sum())


Trial = tuple[str, str, str, Scenario, Provenance]
"""Element, its name, what is done, the scenario with it, and where the size of the change comes from."""


def _widened(world: World, outcome: Outcome) -> list[Trial]:
    """Return capacity added at posts, those with the most tonne-days of added waiting first."""
    ranked = sorted(outcome.posts, key=lambda row: (-_waiting(row), row.post, row.mode))
    found: list[Trial] = []
    for row in ranked:
        if row.post not in world.posts or not row.scenario_capacity_t_day or _added(row) < LEAST_QUEUE_DAYS:
            continue
        if row.scenario_t_day <= 0:
            continue
        name = world.posts[row.post].name_en
        gain = INCREMENT * row.scenario_capacity_t_day
        measure = Measure(
            kind="capacity", where=Where(posts=(row.post,), modes=(row.mode,)), factor=1 + INCREMENT,  # type: ignore[arg-type]
            why="capacity added to see what it would save",
        )  # fmt: skip
        mode = row.mode.replace("_", " ")
        found.append((
            row.post, name, f"{INCREMENT:.0%} more capacity by {mode} (+{gain:,.0f} t/day, both ways)",
            _with(outcome.scenario, [*outcome.scenario.measures, measure], f"more capacity at {name}"),
            Provenance(kind="estimated", source="simulation of the scenario with the capacity added",
                       note=f"increment of {INCREMENT:.0%} assumed"),
        ))  # fmt: skip
    return found


def _eased(world: World, outcome: Outcome) -> list[Trial]:
    """Return the scenario with its checks and delays at half their size, all of a kind together."""
    found: list[Trial] = []
    for kind, name, what in (
        ("inspection", "Inspections", "half the share or time of the inspections that the scenario adds"),
        ("delay", "Waiting", "half the waiting that the scenario adds (more lanes, longer hours, booked slots)"),
    ):
        measures = [m for m in outcome.scenario.measures if m.kind == kind]
        if not measures:
            continue
        eased = [_halved(m) if m.kind == kind else m for m in outcome.scenario.measures]
        posts = list(dict.fromkeys(post for m in measures for post in m.where.posts if post in world.posts))
        where = f" at {', '.join(world.posts[p].name_en for p in posts[:3])}" if posts else ""
        more = f" and {len(posts) - 3} more" if len(posts) > 3 else ""
        found.append((
            kind, name + where + more, what, _with(outcome.scenario, eased, f"{kind} eased"),
            Provenance(kind="estimated", source="simulation of the scenario with the measure halved",
                       note="that it can be halved is assumed"),
        ))  # fmt: skip
    return found


def _halved(measure: Measure) -> Measure:
    update: dict[str, float] = {}
    if measure.kind == "inspection" and measure.share is not None:
        update["share"] = measure.share * EASED
    elif measure.delay_days is not None:
        update["delay_days"] = measure.delay_days * EASED
    if measure.factor is not None and measure.factor < 1:
        update["factor"] = 1 - (1 - measure.factor) * EASED
    return measure.model_copy(update=update)


def _with(scenario: Scenario, measures: Sequence[Measure], what: str) -> Scenario:
    return scenario.model_copy(update={"measures": tuple(measures), "name": f"{scenario.name}, {what}"})


def _added(row: PostRow) -> float:
    """Return the days that a scenario adds at a post."""
    return row.scenario_delay_days - row.base_delay_days


def _waiting(row: PostRow) -> float:
    """Return the tonne-days of waiting that a scenario adds at a post, each day."""
    return max(0.0, _added(row)) * row.scenario_t_day
