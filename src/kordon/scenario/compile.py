"""World and measures in, a flow problem out.

A closure is *removed* from what a class may use; it is never a large cost. Freight that measures or rules treat alike
forms one class, so the number of classes is the number of different treatments, not of pairs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from kordon.model import Freight, Measure, Scenario
from kordon.scenario.ground import HORIZON_DAYS, Ground, Group, Ints, ground, remember
from kordon.scenario.match import (
    Bools,
    Floats,
    TollPoints,
    carries,
    everybody,
    extent,
    in_force,
    leaving_gate,
    states_of,
    toll_points,
)

if TYPE_CHECKING:
    from kordon.flow import Delay, Problem
    from kordon.world import World

INPUTS = ("value of time", "choke price", "capacity", "cost", "severity")
"""Uncertain inputs, each moved between its low (-1) and its high (+1) end."""

CHOKE_RANGE = (0.75, 1.5)
CAPACITY_RANGE = (0.8, 1.2)
SEVERITY_RANGE = (0.5, 1.5)
BOOKED_DAYS = 180.0
"""How long a load is held to last where capacity is booked ahead, days: half a year until it is sold anew (assumed)."""

PIPED = ("oil_pipeline", "gas_pipeline")

BPR_ALPHA, BPR_POWER = 0.15, 4.0


@dataclass(frozen=True)
class Inputs:
    """Where each uncertain input stands between its low (-1), central (0) and high (+1) value."""

    at: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, position in self.at.items():
            if name not in INPUTS:
                raise ValueError(f"Inputs has no input {name!r}, expected one of {', '.join(INPUTS)}")
            if not -1.0 <= position <= 1.0:
                raise ValueError(f"Inputs[{name!r}] is {position}, expected -1 to 1")

    def factor(self, name: str, low: float, high: float) -> float:
        """Return the factor on an input whose range is ``low`` to ``high`` times its central value."""
        position = self.at.get(name, 0.0)
        return 1.0 + position * (high - 1.0 if position > 0 else 1.0 - low)


CENTRAL = Inputs()


@dataclass(frozen=True)
class Effects:
    """What the measures in force do: masks and additions per group, capacity per link, factor per pair. K classes."""

    class_of: Ints
    class_cargo: Ints
    allowed: Bools
    added_days: Floats
    added_usd: Floats
    capacity: Floats
    demand: Floats
    touched: tuple[tuple[Bools, Bools], ...]
    closed: Bools
    ignored: tuple[str, ...]


@dataclass(frozen=True)
class Compiled:
    """A flow problem with what it was made from, so that its solution can be read back."""

    ground: Ground
    scenario: Scenario
    inputs: Inputs
    effects: Effects
    problem: Problem
    vot: Floats
    cost_factor: Floats | None

    def paid(self, classes: Ints, links: NDArray[np.integer[Any]]) -> Floats:
        """Return the out-of-pocket USD/t of classes on links, entry by entry; price measures are in it."""
        usd = self.ground.money[self.effects.class_cargo[classes], links]
        if self.cost_factor is not None:
            usd = usd * self.cost_factor[links]
        return np.asarray(usd + self.effects.added_usd[classes, links], dtype=np.float64)

    @property
    def pair_class(self) -> Ints:
        """Class of each pair."""
        classes: Ints = self.effects.class_of[self.ground.group_of]
        return classes


def compile_scenario(
    world: World, scenario: Scenario, on: dt.date, *, inputs: Inputs = CENTRAL, mix: Any = None,
    done: Effects | None = None,
) -> Compiled:  # fmt: skip
    """Return the flow problem of a scenario on a day.

    ``mix`` is the baseline as settled (an :class:`kordon.scenario.assigned.Assigned`): capacity measures that name
    some freight, or that squeeze links whose tables hold no capacity, need to know what moved there. ``done``: the
    effects where they are known already (they depend on the inputs 'capacity' and 'severity' alone).
    """
    from kordon.flow import Problem

    base = ground(world, on)
    done = done or effects(base, scenario, inputs=inputs, mix=mix)
    vot, factor = _vot(base, done, inputs), _cost_factor(base, inputs)
    # arrays of classes times links are large: no copies that are not needed
    fixed = base.money[done.class_cargo]
    if factor is not None:
        fixed *= factor
    fixed += base.beyond[done.class_cargo]
    if done.added_usd.any():
        fixed += done.added_usd
    if done.added_days.any():
        fixed += vot[:, None] * done.added_days
    problem = Problem(
        base.graph,
        _delay(base, done.capacity),
        fixed=np.maximum(fixed, 0.0, out=fixed),
        vot=vot,
        pce=[base.cargo[c].pce for c in done.class_cargo],
        allowed=done.allowed,
        origin=base.origin,
        destination=base.destination,
        cls=done.class_of[base.group_of],
        demand=done.demand,
        choke=base.choke * inputs.factor("choke price", *CHOKE_RANGE),
    )
    return Compiled(base, scenario, inputs, done, problem, vot, factor)


def repriced(compiled: Compiled, inputs: Inputs) -> Compiled:
    """Return a compiled scenario at other prices: value of time, choke price and cost, with links as they are.

    What is paid and what it is worth follow the inputs; the problem's own costs do not, so it is for reading a solution
    that was found before, never for solving.
    """
    base = compiled.ground
    problem = compiled.problem.at_choke(base.choke * inputs.factor("choke price", *CHOKE_RANGE))
    vot, factor = _vot(base, compiled.effects, inputs), _cost_factor(base, inputs)
    return replace(compiled, inputs=inputs, problem=problem, vot=vot, cost_factor=factor)


def _vot(base: Ground, done: Effects, inputs: Inputs) -> Floats:
    """Return the value of time of each class, USD/(t day)."""
    cargo = [base.cargo[c] for c in done.class_cargo]
    return np.array([c.vot_usd_t_day.value * _vot_factor(c, inputs) for c in cargo])


def effects(base: Ground, scenario: Scenario, *, inputs: Inputs = CENTRAL, mix: Any = None) -> Effects:
    """Return what the measures that are in force on the day do to links and freight."""
    A, G = base.n_links, len(base.groups)
    active = [(m, _once(base, "meets", m, _meets)) for m in scenario.measures if in_force(m, base.on)]
    ignored = tuple(_not_in_force(i, m, base.on) for i, m in enumerate(scenario.measures) if not in_force(m, base.on))
    capacity = base.network.capacity_t_day * inputs.factor("capacity", *CAPACITY_RANGE)
    demand = base.demand.copy()
    severity = inputs.factor("severity", *SEVERITY_RANGE)
    # groups that meet the same selective measures under the same rules and cargo are one class
    selective = [i for i, (m, _) in enumerate(active) if not _for_all(m)]
    key_of: dict[tuple[Any, ...], int] = {}
    class_of = np.empty(G, dtype=np.int64)
    members: list[int] = []
    for g, group in enumerate(base.groups):
        met_by = ((i, _inside(active[i][0], group)) for i in selective if active[i][1][g])
        key = (group.cargo, base.rule_of[g], *met_by)
        if key not in key_of:
            key_of[key] = len(members)
            members.append(g)
        class_of[g] = key_of[key]
    K = len(members)
    class_cargo = np.array([base.groups[g].cargo for g in members], dtype=np.int64)
    allowed = base.usable[class_cargo].copy()
    for k, g in enumerate(members):
        allowed[k] &= ~base.rule_masks[base.rule_of[g]]
    days, usd = (
        np.zeros((K, A)) if any(m.kind in kinds for m, _ in active) else np.broadcast_to(np.float64(0.0), (K, A))
        for kinds in (("delay", "inspection"), ("price",))
    )
    touched: list[tuple[Bools, Bools]] = []
    closed = np.zeros(A, dtype=np.bool_)
    for measure, met in active:
        classes = np.array([bool(met[g]) for g in members], dtype=np.bool_)
        mask = _once(base, "extent", measure, _extent)
        if measure.kind in ("closure", "rule") or (measure.kind == "capacity" and not measure.factor):
            allowed[np.ix_(classes, mask)] = False
            closed |= mask if classes.all() else False
            touched.append((mask, met))
        elif measure.kind == "demand":
            demand *= np.where(_demand_met(base, measure, met), float(measure.factor or 0.0), 1.0)
            touched.append((np.zeros(A, dtype=np.bool_), met))
        else:
            touched.append(
                _soft(base, measure, met, members, classes, mask, days, usd, capacity, severity, mix)
            )  # fmt: skip
    return Effects(
        class_of, class_cargo, allowed, days, usd, capacity, demand, tuple(touched), closed, ignored
    )  # fmt: skip


def _soft(
    base: Ground, measure: Measure, met: Bools, members: list[int], classes: Bools, mask: Bools, days: Floats,
    usd: Floats, capacity: Floats, severity: float, mix: Any,
) -> tuple[Bools, Bools]:  # fmt: skip
    """Add a delay, price, inspection or loss of capacity in place; return the links and freight it touches."""
    hit = np.zeros(base.n_links, dtype=np.bool_)
    if measure.kind in ("delay", "inspection", "price"):
        points = _once(base, "toll", measure, _tolls)
        share = measure.share if measure.kind == "inspection" and measure.share is not None else 1.0
        amount = (measure.usd_per_t or 0.0) if measure.kind == "price" else (measure.delay_days or 0.0) * share
        amount *= severity
        into = usd if measure.kind == "price" else days
        for k in np.flatnonzero(classes):
            starts_inside = base.groups[members[k]].origin_cc in points.inside
            toll = points.leaving if starts_inside else points.entering
            into[k] += amount * toll
            hit |= toll > 0
    if measure.kind in ("capacity", "inspection") and measure.factor is not None and measure.factor > 0:
        factor = measure.factor
        if factor < 1.0:
            factor = min(1.0, max(0.02, 1.0 - (1.0 - factor) * severity))
        _squeeze(base, measure, met, mask, capacity, factor, mix)
        hit |= mask
    return hit, met


def _squeeze(
    base: Ground, measure: Measure, met: Bools, mask: Bools, capacity: Floats, factor: float, mix: Any
) -> None:
    """Multiply the capacity of links in place.

    Where only some freight is meant, its tonnes take 1 / factor of the capacity they took: with a share s of it in the
    baseline, capacity becomes c / (s / factor + 1 - s). Where the tables hold no capacity, what moved there in the
    baseline is taken as the capacity before the measure.
    """
    mask = mask & ~leaving_gate(base.sides)
    at = np.flatnonzero(mask & (base.sides.kind != "connector"))
    if measure.where.places:
        # at a place, freight that starts or ends there passes its connectors
        at = np.flatnonzero(mask)
    volume = np.zeros(base.n_links) if mix is None else np.asarray(mix.volume)
    unbounded = ~np.isfinite(capacity[at])
    if measure.where.territories and not (measure.where.posts or measure.where.places):
        at = at[~unbounded]
    else:
        moved = at[unbounded]
        capacity[moved] = np.where(volume[moved] > 1.0, volume[moved], np.inf)
    share = np.ones(len(at))
    if not everybody(measure.freight):
        if mix is None:
            share[:] = 0.0
        else:
            mine = mix.volume_of(met[base.group_of])
            share = np.divide(mine[at], volume[at], out=np.zeros(len(at)), where=volume[at] > 0)
    capacity[at] = capacity[at] / (share / factor + 1.0 - share)


T = TypeVar("T")


def _once(base: Ground, what: str, measure: Measure, find: Callable[[Ground, Measure], T]) -> T:
    """Return what a measure touches, found once per world and day: ranges compile a scenario many times."""
    return remember(base.world, (what, base.on, measure), lambda: find(base, measure))


def _tolls(base: Ground, measure: Measure) -> TollPoints:
    return toll_points(measure.where, base.sides, both_ways=measure.both_ways)


def _meets(base: Ground, measure: Measure) -> Bools:
    """Return per group whether a measure speaks of its freight."""
    states = states_of(measure.where, base.world, base.sides)
    freights = [measure.freight] if measure.kind != "rule" else _rule_freights(base, measure)
    return np.array(
        [
            any(carries(f, g.origin_cc, g.destination_cc, base.cargo[g.cargo].id, states) for f in freights)
            and carries(measure.freight, g.origin_cc, g.destination_cc, base.cargo[g.cargo].id, states)
            for g in base.groups
        ],
        dtype=np.bool_,
    )


def _rule_freights(base: Ground, measure: Measure) -> list[Freight]:
    rule = next((r for r in base.world.rules if r.id == measure.rule), None)
    if rule is None:
        return []
    return [Freight(origins=rule.origins, destinations=rule.destinations, cargo=rule.cargo)]


def _extent(base: Ground, measure: Measure) -> Bools:
    where = measure.where
    if measure.kind == "rule":
        rule = next((r for r in base.world.rules if r.id == measure.rule), None)
        if rule is not None:
            own = {"territories": rule.via, "posts": rule.posts, "modes": rule.modes}
            update = {name: value for name, value in own.items() if value and not getattr(where, name)}
            where = where.model_copy(update=update)
    return extent(where, base.sides, both_ways=measure.both_ways)


def _for_all(measure: Measure) -> bool:
    """Return whether a measure treats all freight alike, so that it makes no classes of its own."""
    if measure.kind == "demand":
        return True
    if measure.where.territories and measure.kind in ("delay", "inspection", "price"):
        # freight that starts inside meets it on the way out, other freight on the way in
        return False
    if measure.kind == "capacity" and measure.factor:
        return True
    return everybody(measure.freight) and measure.kind != "rule"


def _inside(measure: Measure, group: Group) -> bool:
    """Return whether freight of a group starts inside the territories of a measure, and meets it on the way out."""
    return group.origin_cc in measure.where.territories


def _demand_met(base: Ground, measure: Measure, met: Bools) -> Bools:
    """Return per pair whether a demand measure means it: its freight, with an end in the places or states named."""
    pairs = met[base.group_of]
    where = measure.where
    if where.territories:
        inside = np.array([g.origin_cc in where.territories or g.destination_cc in where.territories
                           for g in base.groups])  # fmt: skip
        pairs = pairs & inside[base.group_of]
    if where.places:
        pairs = pairs & np.array([r.origin in where.places or r.destination in where.places for r in base.rows])
    return np.asarray(pairs, dtype=np.bool_)


def _not_in_force(index: int, measure: Measure, on: dt.date) -> str:
    dates = f"{measure.start or '...'} to {measure.end or '...'}"
    return f"measure {index + 1} ({measure.kind}, {dates}) is not in force on {on} and was left out"


def _vot_factor(cargo: Any, inputs: Inputs) -> float:
    figure = cargo.vot_usd_t_day
    low = figure.low / figure.value if figure.low is not None and figure.value else 0.5
    high = figure.high / figure.value if figure.high is not None and figure.value else 1.5
    return inputs.factor("value of time", low, high)


def _cost_factor(base: Ground, inputs: Inputs) -> Floats | None:
    """Return per link the factor on its cost: the range of its mode, all modes moved together; None where it is 1."""
    if not inputs.at.get("cost"):
        return None
    from kordon.world.costs import link_ranges

    ranges = link_ranges()
    factors = {mode: inputs.factor("cost", *ranges.get(mode, (0.8, 1.25))) for mode in set(base.network.link_mode)}
    return np.array([factors[mode] for mode in base.network.link_mode])


def _delay(base: Ground, capacity: Floats) -> Delay:
    """Return the delay functions: BPR on railways and roads, Akcelik's queue wherever capacity is worked off or booked.

    What is booked ahead (pipelines, berths, ferries, locks) takes no more than its capacity for long: there the load is
    held to last half a year (:data:`BOOKED_DAYS`), so that freight beyond capacity finds another way or none.
    """
    from kordon.flow import Delay

    free = base.network.time_h / 24.0
    booked = _booked(base) & np.isfinite(base.network.capacity_t_day)
    line = (base.sides.kind == "line") & (base.sides.post == "") & ~booked & ~_squeezed_line(base, capacity)
    horizon = np.where(booked, BOOKED_DAYS, HORIZON_DAYS)
    queue = Delay.queue(free, capacity, horizon_days=horizon, burstiness=base.burst)
    return Delay.where(line, Delay.bpr(free, capacity, BPR_ALPHA, BPR_POWER), queue)


def _booked(base: Ground) -> Bools:
    """Links whose capacity is sold ahead: pipelines, waterways, lines at sea, and the berths of ports."""
    sides = base.sides
    at_sea = np.isin(sides.mode, ("sea", "inland_water", *PIPED)) & np.isin(sides.kind, ("line", "border"))
    berth = np.array([key.startswith("berth:") for key in base.network.link_id])
    return np.asarray(at_sea | berth, dtype=np.bool_)


def _squeezed_line(base: Ground, capacity: Floats) -> Bools:
    """Lines that a measure gave a capacity though the tables hold none: they queue, as BPR would let them overflow."""
    return np.asarray(np.isfinite(capacity) & ~np.isfinite(base.network.capacity_t_day), dtype=np.bool_)
