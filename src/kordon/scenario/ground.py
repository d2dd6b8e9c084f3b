"""What every scenario of one world and day shares: the network as arrays, the freight, and what rules keep it from.

Freight is held in *pairs* (one row of the demand table each) and *groups* (cargo class by states of origin and
destination): rules and measures speak of groups.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from kordon.scenario.match import Bools, Floats, Sides

if TYPE_CHECKING:
    from kordon.flow import Graph
    from kordon.world import World
    from kordon.world.network import Network
    from kordon.world.records import Cargo, DemandRow

Ints = NDArray[np.int64]
T = TypeVar("T")

HORIZON_DAYS = 30.0
"""How long a load is held to last at a queue: the horizon of Akcelik's function and the length of a month of losses."""

BATCH_T = {"road": 20.0, "rail": 3_000.0, "sea": 8_000.0, "inland_water": 3_000.0}
"""Tonnes that arrive at once, by mode (assumed): a truck, a train, a ship, a barge. Burstiness of the queue is half."""


@dataclass(frozen=True)
class Group:
    """Freight of one part of a class (:func:`kordon.world.cargo.parts`) from one state to another."""

    cargo: int
    origin_cc: str
    destination_cc: str


@dataclass(frozen=True)
class Ground:
    """Arrays that do not change from scenario to scenario. A links, C parts of cargo classes, G groups, P pairs.

    ``cargo`` holds the parts by value of time and taste of every class, with the id of the class; rows of outcomes add
    the parts of a class up again (:meth:`by_class`). ``money`` is paid; ``beyond`` (USD/t, C x A) weighs in choices
    only: choice constants and ``taste``.
    """

    world: World
    on: dt.date
    network: Network
    sides: Sides
    cargo: tuple[Cargo, ...]
    money: Floats
    beyond: Floats
    taste: Floats
    usable: Bools
    rows: tuple[DemandRow, ...]
    origin: NDArray[np.int32]
    destination: NDArray[np.int32]
    demand: Floats
    choke: Floats
    groups: tuple[Group, ...]
    group_of: Ints
    rule_of: tuple[int, ...]
    rule_masks: tuple[Bools, ...]
    burst: Floats
    graph: Graph
    land: tuple[Ints, Ints]

    @property
    def n_links(self) -> int:
        """Number of links A."""
        return self.network.n_links

    def by_class(self, values: Floats) -> dict[str, float]:
        """Return values per part (C) summed to the ids of the cargo classes."""
        out: dict[str, float] = {}
        for cargo, value in zip(self.cargo, values, strict=True):
            out[cargo.id] = out.get(cargo.id, 0.0) + float(value)
        return out

    def describe(self, pair: int) -> tuple[str, str, str]:
        """Return (cargo class, state of origin, state of destination) of a pair."""
        group = self.groups[int(self.group_of[pair])]
        return self.cargo[group.cargo].id, group.origin_cc, group.destination_cc


class _Slot:
    """What is computed once, and the lock that makes other threads wait for it instead of computing it again."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.made: Any = None
        self.done = False


def remember(world: World, key: Hashable, make: Callable[[], T]) -> T:
    """Return ``make()``, called once per world and key; kept as long as the world lives, safe between threads."""
    slots: dict[Hashable, _Slot] = world.__dict__.setdefault("_scenario_memory", {})
    slot = slots.setdefault(key, _Slot())
    with slot.lock:
        if not slot.done:
            slot.made = make()
            slot.done = True
        made: T = slot.made
        return made


def ground(world: World, on: dt.date) -> Ground:
    """Return the ground of a world on a day; computed once per world and day."""
    return remember(world, ("ground", on), lambda: _build(world, on))


def _build(world: World, on: dt.date) -> Ground:
    from kordon.flow import Graph
    from kordon.world.cargo import parts
    from kordon.world.costs import allowed_modes, choice_constants, fixed_costs
    from kordon.world.tastes import TASTES, taste_costs, taste_of

    net = world.network
    pieces = parts(world.cargo.values())
    single = tuple(piece.cargo for piece in pieces)
    cargo = tuple(piece for piece in single for _ in range(TASTES))
    money = np.asarray(fixed_costs(net, single), dtype=np.float64)
    taste = taste_costs(net, single, money).reshape(len(cargo), net.n_links)
    of_class: dict[str, list[int]] = {}
    for i, piece in enumerate(pieces):
        of_class.setdefault(piece.cargo.id, []).append(i)
    split = [
        (row, i * TASTES + taste_of(row.origin, row.destination, row.cargo, part))
        for row in _merged(world.demand)
        for part, i in enumerate(of_class[row.cargo])
    ]
    rows = tuple(replace(row, t_day=row.t_day * pieces[i // TASTES].share) for row, i in split)
    zones = net.zone_mask()
    place_cc = {place: cc for place, cc, zone in zip(net.node_place, net.node_cc, zones, strict=True) if zone}
    keys: dict[Group, int] = {}
    group_of = [
        keys.setdefault(Group(i, place_cc[row.origin], place_cc[row.destination]), len(keys)) for row, i in split
    ]
    groups = tuple(keys)
    sides = Sides(net)
    rule_of, masks = _rules(world, on, sides, groups, cargo)
    mode_batch = np.array([BATCH_T.get(mode, 0.0) for mode in net.link_mode])
    return Ground(
        world=world, on=on, network=net, sides=sides, cargo=cargo,
        money=np.repeat(money, TASTES, axis=0),
        beyond=np.repeat(choice_constants(net, single), TASTES, axis=0) + taste,
        taste=taste,
        usable=np.repeat(np.asarray(allowed_modes(net, single), dtype=np.bool_), TASTES, axis=0),
        rows=rows,
        origin=np.array([net.node(row.origin) for row in rows], dtype=np.int32),
        destination=np.array([net.node(row.destination) for row in rows], dtype=np.int32),
        demand=np.array([row.t_day for row in rows], dtype=np.float64),
        choke=np.array([row.choke_usd_t for row in rows], dtype=np.float64),
        groups=groups, group_of=np.array(group_of, dtype=np.int64), rule_of=rule_of, rule_masks=masks,
        burst=mode_batch / 2.0, graph=Graph(net.n_nodes, net.tail, net.head, ~zones), land=_land(sides),
    )  # fmt: skip


def _merged(rows: tuple[DemandRow, ...]) -> tuple[DemandRow, ...]:
    """Return the demand without freight inside one zone, which needs no network, and without empty rows."""
    return tuple(row for row in rows if row.origin != row.destination and row.t_day > 0)


def _land(sides: Sides) -> tuple[Ints, Ints]:
    """Return per link the numbers of the two states it lies in (the same twice inside a state, -1 at sea)."""
    number = {cc: i for i, cc in enumerate(sides.states)}
    halves = [(cc.split("-") * 2)[:2] if cc else ("", "") for cc in sides.network.link_cc]
    one, other = (np.array([number.get(pair[s], -1) if pair[s] else -1 for pair in halves]) for s in (0, 1))
    return np.asarray(one, dtype=np.int64), np.asarray(other, dtype=np.int64)


def _rules(
    world: World, on: dt.date, sides: Sides, groups: tuple[Group, ...], cargo: tuple[Cargo, ...]
) -> tuple[tuple[int, ...], tuple[Bools, ...]]:
    """Return per group the number of its mask, and the masks: links that rules in force keep the freight from."""
    from kordon.world.rules import forbidden

    net = sides.network
    seen: dict[tuple[bool, frozenset[str], frozenset[str], frozenset[str]], int] = {}
    masks: list[Bools] = []
    numbers: list[int] = []
    touching: dict[str, Bools] = {}
    known: dict[tuple[str, str, str], int] = {}
    for group in groups:
        freight = (cargo[group.cargo].id, group.origin_cc, group.destination_cc)
        if freight in known:  # parts and tastes of a class meet the same rules
            numbers.append(known[freight])
            continue
        hit = forbidden(world, freight[0], "", group.origin_cc, group.destination_cc, on)
        key = (
            hit.everything is not None, frozenset(hit.territories), frozenset(hit.posts), frozenset(hit.modes)
        )  # fmt: skip
        if key not in seen:
            mask = np.full(net.n_links, key[0], dtype=np.bool_)
            for cc in key[1]:
                mask |= touching.setdefault(cc, net.touching(cc))
            if key[2]:
                mask |= np.isin(sides.post, tuple(key[2]))
            if key[3]:
                mask |= np.isin(sides.mode, tuple(key[3]))
            seen[key] = len(masks)
            masks.append(mask)
        known[freight] = seen[key]
        numbers.append(seen[key])
    return tuple(numbers), tuple(masks)
