"""Lawful ways from place to place: what is offered, and what exists but is refused with the rule named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np

from kordon.errors import LookupFailed
from kordon.model import OfferedRoute, RefusedRoute, RouteAnswer, Zone
from kordon.plan.distinct import Elements, candidates, choose, posts_of, simple, worth_it
from kordon.plan.lawful import Ban, bans, closed_mask, modes_of, not_working, refusals
from kordon.plan.offer import Ranges, offer
from kordon.plan.places import End, What, find_end, find_mode, find_what
from kordon.plan.ways import Bools, Floats, Path, Ways, columns, ways_for
from kordon.risk.tables import weight
from kordon.world.load import World

REFUSED_SEARCHES = 16
"""Most searches for ways that exist and are refused."""

FORCED_DETOUR = 1.25
"""A forbidden post, state or mode is shown as a refused way only when the way through it would cost at most this many
times the cheapest one: nobody needs to be told that a way he would not take is closed to him."""


def find_routes(
    world: World,
    origin: str,
    destination: str,
    *,
    cargo: str,
    hs: str = "",
    tonnes: float = 20.0,
    on: dt.date,
    modes: Sequence[str] = (),
    avoid: Sequence[str] = (),
    via: Sequence[str] = (),
    zones: Sequence[Zone] = (),
    most: int = 5,
    closed: Bools | None = None,
    extra_days: Floats | None = None,
) -> RouteAnswer:
    """Return the lawful ways of a consignment on a day, and the refused ones with the rule that forbids them.

    Parameters
    ----------
    origin, destination:
        Names or ids of places; a settlement off the network stands for the nearest place on it (said in ``note``).
    cargo, hs:
        Id of a cargo class, or an HS code in either argument; the code decides which rules touch it.
    modes:
        Modes that may be used; empty: all that the cargo can use.
    avoid, via:
        Territories, posts, corridors, places or modes to stay away from, or to pass in that order.
    zones:
        Zones as known: their colours are shown on the way, and posts that are likelier closed than not are not
        used. Empty: weighed from the bundled tables.
    closed, extra_days:
        Per link: what a scenario closes, and the days it adds.

    Raises :class:`kordon.errors.LookupFailed` for names, cargo or tonnes that make no sense. An answer without offered
    routes says in ``blocked_by`` which rules, or what else, blocks it.
    """
    cargo, hs = _cargo(world, cargo, hs)
    if not tonnes > 0:
        raise LookupFailed(f"{tonnes:g} tonnes is no consignment", where="--tonnes", mend="give a number above 0")
    start, end = find_end(world, origin, "FROM"), find_end(world, destination, "TO")
    if start.place == end.place:
        raise LookupFailed(
            f"FROM and TO are the same place of the network, {world.places[start.place].name_en}", where="TO",
            mend="name another place",
        )  # fmt: skip
    if not zones:
        from kordon.risk import weigh

        zones = weigh(world, as_of=on, explain=False)
    net = world.network
    ways = ways_for(net, world.cargo[cargo], extra_days)
    elements = Elements(ways)
    wanted = [find_what(world, name, "--via") for name in via]
    unwanted = [find_what(world, name, "--avoid") for name in avoid]
    _check_ends(start, end, unwanted, world)
    shut = {**not_working(world, on), **_likely_closed(zones)}
    physical = np.zeros(net.n_links, dtype=np.bool_)
    if closed is not None:
        physical |= closed
    for what in unwanted:
        physical |= what.links
    if modes:
        physical |= _other_modes(world, [mode for name in modes for mode in find_mode(name)])
    asked = physical
    physical = physical | closed_mask(net, shut)
    passing = [what.links for what in wanted]
    found = bans(world, cargo, hs, start.cc, end.cc, on)
    unlawful = physical.copy()
    for ban in found:
        unlawful |= ban.links
    ends = frozenset((start.cc, end.cc))
    lawful = candidates(ways, elements, start.node, end.node, unlawful, passing, ends)
    chosen = choose(ways, worth_it(ways, lawful), most)
    refused = refusals(
        ways, _refused_paths(ways, elements, start.node, end.node, physical, passing, ends, found), found
    )
    offered: tuple[OfferedRoute, ...] = ()
    if chosen:
        ranges = Ranges.read(world)
        offered = tuple(
            offer(world, ways, ranges, path, cargo=cargo, hs=hs, ends=(start, end), on=on, zones=zones, tonnes=tonnes,
                  unavailable=shut, waits=extra_days)
            for path in chosen
        )  # fmt: skip
    blocked: tuple[str, ...] = ()
    if not offered:
        in_the_way = _shut_on_the_way(world, ways.cheapest(start.node, end.node, asked, passing), shut)
        blocked = _blocked_by(refused, found, in_the_way, bool(avoid or via or modes), closed is not None)
    return RouteAnswer(
        origin=start.place, destination=end.place, cargo=cargo, hs=hs, on=on, tonnes=tonnes, offered=offered,
        refused=refused, blocked_by=blocked,
    )  # fmt: skip


def _cargo(world: World, cargo: str, hs: str) -> tuple[str, str]:
    """Return class and HS digits, whichever argument the code is in."""
    if cargo in world.cargo and not hs:
        return cargo, ""
    from kordon.world.cargo import cargo_class

    class_id, digits = cargo_class(hs or cargo)
    if hs and cargo in world.cargo:
        # the caller has read the code already; the class he names stays
        return cargo, digits
    return class_id, digits


def _check_ends(start: End, end: End, unwanted: Sequence[What], world: World) -> None:
    for what in unwanted:
        for point in (start, end):
            if (what.kind == "territory" and what.id == point.cc) or (what.kind == "place" and what.id == point.place):
                raise LookupFailed(
                    f"{world.places[point.place].name_en} lies in {what.name}, which is to be avoided",
                    where="--avoid",
                    mend="avoid a post or corridor, or choose another end",
                )


def _likely_closed(zones: Sequence[Zone]) -> Mapping[str, str]:
    """Return posts that are likelier closed than not, with the reason of their zone."""
    least = weight("colour", "red_closed")
    return {z.subject: z.reason for z in zones if z.subject_kind == "post" and z.probabilities[0][2] >= least}


def _other_modes(world: World, modes: Sequence[str]) -> Bools:
    known = columns(world.network)
    return np.asarray(known.moves & ~np.isin(known.mode, list(modes)), dtype=np.bool_)


def _refused_paths(
    ways: Ways, elements: Elements, origin: int, destination: int, physical: Bools, via: Sequence[Bools],
    ends: frozenset[str], found: Sequence[Ban],
) -> list[Path]:  # fmt: skip
    """Return ways that exist and break a rule: likely ones, and one through each forbidden element."""
    if not found:
        return []
    paths = [p for _, p in candidates(ways, elements, origin, destination, physical, via, ends, REFUSED_SEARCHES)]
    if not paths:
        return []
    limit = FORCED_DETOUR * max(ways.total(paths[0]), 1e-9)
    crossings = len(posts_of(ways, paths[0])) + 1
    usual = [modes_of(ways.network, path) for path in paths[:3]]
    for ban in found:
        if ban.links.all() or any(ban.links[link] for path in paths for link in path):
            continue
        forced = ways.cheapest(origin, destination, physical, [*via, ban.links])
        if forced is None or not simple(ways, forced) or ways.total(forced) > limit:
            continue
        if len(posts_of(ways, forced)) <= crossings and modes_of(ways.network, forced) in usual:
            paths.append(forced)
    return paths


def _blocked_by(
    refused: Sequence[RefusedRoute], found: Sequence[Ban], in_the_way: Sequence[str], narrowed: bool, scenario: bool
) -> tuple[str, ...]:
    """Return what stands in the way, in words: the rules, else closed posts, else the network itself."""
    if refused:
        named = {ban.rule.id: ban.rule for ban in found}
        rules = dict.fromkeys(way.rule for way in refused)
        return tuple(f"{rule}: {named[rule].act or named[rule].text_en}" for rule in rules)
    if in_the_way:
        return tuple(f"{name} does not work on the day" for name in in_the_way)
    if scenario:
        return ("the scenario closes every way to this freight",)
    if narrowed:
        return ("no way in the network meets --mode, --avoid and --via together",)
    return ("no way in the network joins these places for this cargo",)


def _shut_on_the_way(world: World, path: Path | None, shut: Mapping[str, str]) -> list[str]:
    """Return the names of posts that do not work on a way that would exist if all posts worked."""
    if path is None:
        return []
    posts = dict.fromkeys(world.network.link_post[link] for link in path)
    return [world.posts[post].name_en for post in posts if post in shut and post in world.posts]


__all__ = ["find_routes", "posts_of"]
