"""The tables of an outcome: flows, posts, cargo relations and shifts, baseline beside scenario."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kordon.model import CargoRow, FlowRow, PostRow, ShiftRow
from kordon.scenario.assigned import Assigned, Longs
from kordon.scenario.ground import HORIZON_DAYS, Ground
from kordon.scenario.match import Floats, leaving_gate
from kordon.scenario.ways import (
    OTHER,
    UNSERVED,
    added_unserved,
    by_pair_and_key,
    displaced,
    keys_of_paths,
    landmarks,
)

LEAST_T_DAY = 0.5
"""Flows and shifts below this are solver noise and are not listed, t/day."""

LEAST_CHANGE_T_DAY = 1e-6
"""Changes of one relation's way below this are rounding, t/day."""


@dataclass(frozen=True)
class Comparison:
    """A baseline and a scenario, pair by pair. P pairs, in t/day, USD/t and days."""

    base: Assigned
    after: Assigned

    @property
    def ground(self) -> Ground:
        """What both share."""
        return self.base.compiled.ground

    @cached_property
    def shipped(self) -> Floats:
        """Tonnes a day shipped in the scenario that the baseline shipped as well."""
        return np.minimum(self.after.served, self.base.served * self.scale)

    @cached_property
    def scale(self) -> Floats:
        """Factor by which the scenario itself changes demand."""
        before = self.base.compiled.problem.demand
        now = self.after.compiled.problem.demand
        ratio = np.divide(now, before, out=np.ones(len(before)), where=before > 0)
        return np.asarray(ratio, dtype=np.float64)

    @cached_property
    def added_usd(self) -> Floats:
        """Added out-of-pocket USD/t of shipped freight (0 where nothing is shipped)."""
        return np.nan_to_num(self.after.mean(self.after.path_usd) - self.base.mean(self.base.path_usd))

    @cached_property
    def added_days(self) -> Floats:
        """Added days of shipped freight (0 where nothing is shipped)."""
        return np.nan_to_num(self.after.mean(self.after.path_days) - self.base.mean(self.base.path_days))

    @cached_property
    def unserved(self) -> Floats:
        """Tonnes a day not shipped beyond those not shipped in the baseline."""
        return added_unserved(self.base, self.after)

    @cached_property
    def loss_usd_day(self) -> Floats:
        """Loss per pair: added cost, added time at the value of time, and the lost surplus of unserved freight."""
        vot = self.base.compiled.vot[self.base.compiled.pair_class]
        choke = self.base.compiled.problem.choke
        before = self.base.mean(self.base.path_usd) + vot * self.base.mean(self.base.path_days)
        now = self.after.mean(self.after.path_usd) + vot * self.after.mean(self.after.path_days)
        finite = np.isfinite(choke)
        worth = np.where(finite, np.maximum(np.nan_to_num(choke - before, posinf=0.0), 0.0), 0.0)
        regained = np.where(finite, np.maximum(np.nan_to_num(choke - now, posinf=0.0), 0.0), 0.0)
        moved = self.shipped * (self.added_usd + vot * self.added_days)
        lost = np.maximum(self.unserved, 0.0) * worth - np.maximum(-self.unserved, 0.0) * regained
        return np.asarray(moved + lost, dtype=np.float64)

    @cached_property
    def affected(self) -> Floats:
        """Tonnes a day of the baseline that used an element which the measures touch, for the freight they mean."""
        base = self.base
        group = self.ground.group_of[base.path_pair]
        hit = np.zeros(len(base.path_pair), dtype=np.bool_)
        for links, met in self.after.compiled.effects.touched:
            if links.any():
                hit |= met[group] & base.path_touches(links)
        changed = np.abs(self.scale - 1.0) > 1e-12
        hit |= changed[base.path_pair]
        return base.by_pair(hit.astype(np.float64))

    def per_group(self, per_pair: Floats) -> Floats:
        """Return the sum of a pair column per group (cargo by states of origin and destination)."""
        sums = np.bincount(self.ground.group_of, weights=per_pair, minlength=len(self.ground.groups))
        return np.asarray(sums, dtype=np.float64)


def cargo_rows(both: Comparison) -> tuple[CargoRow, ...]:
    """Return what happens to each cargo class from each state to each other, largest loss first."""
    relations: dict[tuple[str, str, str], int] = {}
    of_group = np.array(
        [
            relations.setdefault((both.ground.cargo[g.cargo].id, g.origin_cc, g.destination_cc), len(relations))
            for g in both.ground.groups
        ],
        dtype=np.int64,
    )

    def summed(per_pair: Floats) -> Floats:
        """Return the sum of a pair column per relation: the parts of a class together."""
        sums = np.bincount(of_group, weights=both.per_group(per_pair), minlength=len(relations))
        return np.asarray(sums, dtype=np.float64)

    served = summed(both.shipped)
    demand = summed(both.after.compiled.problem.demand)
    affected = summed(both.affected)
    moved = summed(displaced(both.base, both.after))
    unserved = summed(both.unserved)
    base_unserved = summed(both.base.unserved)
    days = summed(both.added_days * both.shipped)
    usd = summed(both.added_usd * both.shipped)
    loss = summed(both.loss_usd_day) * HORIZON_DAYS
    rows = []
    for (cargo, origin, destination), g in relations.items():
        per = max(float(served[g]), 1e-9)
        known = served[g] > 1e-6
        rows.append(
            CargoRow(
                cargo=cargo, origin=origin, destination=destination,
                demand_t_day=float(demand[g]), affected_t_day=float(affected[g]), displaced_t_day=float(moved[g]),
                unserved_t_day=float(unserved[g]), base_unserved_t_day=float(base_unserved[g]),
                added_days=float(days[g] / per) if known else 0.0, added_usd_t=float(usd[g] / per) if known else 0.0,
                loss_usd_month=float(loss[g]),
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=lambda r: (-abs(r.loss_usd_month), r.cargo, r.origin, r.destination)))


def flow_rows(both: Comparison) -> tuple[FlowRow, ...]:
    """Return flows on links (all cargo), posts, corridors, states and modes (by cargo and in all)."""
    base = both.ground
    net = base.network
    rows: list[FlowRow] = []
    was, now = both.base.tonnes, both.after.tonnes
    for a in np.flatnonzero(np.maximum(was, now) > LEAST_T_DAY):
        if net.link_kind[a] != "connector":
            rows.append(_row("link", net.link_id[a], "all", was[a], now[a]))
    posts = sorted(set(net.link_post) - {""})
    modes = sorted(set(net.link_mode))
    at_post = _numbers(net.link_post, posts)
    for kind, elements, codes in (
        ("post", posts, (at_post,)),
        ("state", list(base.sides.states), base.land),
        ("mode", modes, (_numbers(net.link_mode, modes),)),
    ):
        before, after = (_passing(state, codes, len(elements)) for state in (both.base, both.after))
        for e, element in enumerate(elements):
            rows += _by_cargo(both, kind, element, before[e], after[e])
    names = landmarks(base).corridors
    for c, name in enumerate((*names, OTHER)):
        number = c if c < len(names) else -1
        rows += _by_cargo(both, "corridor", name, _on(both.base, number), _on(both.after, number))
    return tuple(rows)


def _row(kind: str, element: str, cargo: str, was: float, now: float) -> FlowRow:
    return FlowRow(
        element_kind=kind,  # type: ignore[arg-type]
        element=element,
        cargo=cargo,
        base_t_day=float(was),
        scenario_t_day=float(now),
    )


def _by_cargo(both: Comparison, kind: str, name: str, was: Floats, now: Floats) -> list[FlowRow]:
    """Return a row for all cargo and one for each class that passes the element."""
    if max(was.sum(), now.sum()) <= LEAST_T_DAY:
        return []
    rows = [_row(kind, name, "all", was.sum(), now.sum())]
    before, after = both.ground.by_class(was), both.ground.by_class(now)
    for cargo in before:
        if max(before[cargo], after[cargo]) > LEAST_T_DAY:
            rows.append(_row(kind, name, cargo, before[cargo], after[cargo]))
    return rows


def _numbers(values: tuple[str, ...], names: list[str]) -> Longs:
    index = {name: i for i, name in enumerate(names)}
    return np.array([index.get(value, -1) for value in values], dtype=np.int64)


def _passing(state: Assigned, codes: tuple[Longs, ...], n: int) -> Floats:
    """Return tonnes a day by element and cargo class; a path that passes an element twice counts once."""
    links, paths = state.solution.paths.links, len(state.path_pair)
    seen = [state.owner[code[links] >= 0] * n + code[links][code[links] >= 0] for code in codes]
    path, element = np.divmod(np.unique(np.concatenate(seen)), n) if paths else (np.zeros(0, int), np.zeros(0, int))
    C = len(state.compiled.ground.cargo)
    cargo = state.compiled.effects.class_cargo[state.path_class[path]]
    sums = np.bincount(element * C + cargo, weights=state.path_flow[path], minlength=n * C)
    return np.asarray(sums, dtype=np.float64).reshape(n, C)


def _on(state: Assigned, corridor: int) -> Floats:
    """Return tonnes a day by cargo class on the paths of a corridor."""
    mine = state.corridor == corridor
    cargo = state.compiled.effects.class_cargo[state.path_class[mine]]
    sums = np.bincount(cargo, weights=state.path_flow[mine], minlength=len(state.compiled.ground.cargo))
    return np.asarray(sums, dtype=np.float64)


def post_rows(both: Comparison) -> tuple[PostRow, ...]:
    """Return load and delay at every post and gate by mode, both directions together.

    Delay is the time of crossing, handling and queue, weighted by the flow of the two directions; at a strait or
    canal it is the time beyond free sailing. Delays that measures add for all freight are in it.
    """
    base = both.ground
    net, sides = base.network, base.sides
    usable = base.usable.any(axis=0)
    away = leaving_gate(sides)
    rows = []
    for post in sorted(set(net.link_post) - {""}):
        at_post = sides.post == post
        for mode in sorted(set(sides.mode[at_post])):
            at = np.flatnonzero(at_post & (sides.mode == mode) & usable & ~away)
            if not at.size:
                continue
            closed = not both.after.compiled.effects.allowed[:, at].any()
            rows.append(
                PostRow(
                    post=post, mode=str(mode), capacity_t_day=_capacity(both.base, at),
                    base_t_day=float(both.base.tonnes[at].sum()),
                    scenario_t_day=float(both.after.tonnes[at].sum()),
                    base_delay_days=_delay(both.base, at), scenario_delay_days=_delay(both.after, at),
                    scenario_capacity_t_day=0.0 if closed else _capacity(both.after, at),
                )
            )  # fmt: skip
    return tuple(rows)


def _capacity(state: Assigned, at: np.ndarray[tuple[int], np.dtype[np.intp]]) -> float | None:
    total = float(state.compiled.effects.capacity[at].sum())
    return total if np.isfinite(total) else None


def _delay(state: Assigned, at: np.ndarray[tuple[int], np.dtype[np.intp]]) -> float:
    added = _common(state.compiled.effects.added_days[:, at])
    days = state.solution.link_delay[at] + added
    line = state.compiled.ground.sides.kind[at] == "line"
    days = np.where(line, days - state.compiled.ground.network.time_h[at] / 24.0, days)
    weight = state.tonnes[at]
    return float(np.average(days, weights=weight) if weight.sum() > LEAST_T_DAY else days.mean())


def _common(added: Floats) -> Floats:
    """Return the delay that every class meets."""
    return np.asarray(added.min(axis=0), dtype=np.float64)


def shift_rows(both: Comparison) -> tuple[ShiftRow, ...]:
    """Return tonnes a day that leave one way for another, or for 'unserved', by cargo; largest first.

    A way is a named corridor or, outside all of them, ``via:`` and the first border post or port (see
    :func:`kordon.scenario.ways.keys_of_paths`). Per pair, what ways lose is shared over what others (and the unserved)
    gain, in proportion; what goes to and fro between two ways is set off.
    """
    names: tuple[str, ...] = ()
    change: dict[int, dict[int, float]] = {}
    for state, sign in ((both.base, -1.0), (both.after, 1.0)):
        key, names = keys_of_paths(state)
        scale = both.scale if sign < 0 else np.ones(len(both.scale))
        for (pair, way), flow in by_pair_and_key(state, key).items():
            ways = change.setdefault(pair, {})
            ways[way] = ways.get(way, 0.0) + sign * flow * float(scale[pair])
    unserved, names = len(names), (*names, UNSERVED)
    for pair in np.flatnonzero(np.abs(both.unserved) > LEAST_CHANGE_T_DAY).tolist():
        change.setdefault(pair, {})[unserved] = float(both.unserved[pair])
    totals: dict[tuple[str, int, int], float] = {}
    for pair, ways in sorted(change.items()):
        won = {way: flow for way, flow in sorted(ways.items()) if flow > LEAST_CHANGE_T_DAY}
        lost = {way: -flow for way, flow in sorted(ways.items()) if flow < -LEAST_CHANGE_T_DAY}
        for i, less in lost.items():
            for j, more in won.items():
                row = (both.ground.describe(pair)[0], i, j)
                totals[row] = totals.get(row, 0.0) + less * more / sum(won.values())
    # what one relation moves from A to B and another from B to A changes nothing between the two ways
    net = {(c, i, j): flow - totals.get((c, j, i), 0.0) for (c, i, j), flow in totals.items()}
    rows = [
        ShiftRow(cargo=cargo, from_corridor=names[i], to_corridor=names[j], t_day=flow)
        for (cargo, i, j), flow in net.items()
        if flow > LEAST_T_DAY
    ]
    return tuple(sorted(rows, key=lambda r: (-r.t_day, r.cargo, r.from_corridor, r.to_corridor)))
