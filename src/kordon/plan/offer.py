"""A way as it is offered: legs, posts, states, days and USD/t with their ranges, obligations and zones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kordon.model import Leg, OfferedRoute, Zone, ZoneColour
from kordon.plan.distinct import posts_of
from kordon.plan.lawful import modes_of, states_of
from kordon.plan.places import End
from kordon.plan.ways import Floats, Path, Ways
from kordon.world.load import World

LINE_LOW, LINE_HIGH = 0.85, 1.25
"""Range of line-haul times: assumed, about what CAREC corridor averages differ between years and directions."""

POST_LOW, POST_HIGH = 0.5, 2.0
"""Range of hours at a post or in handling where the tables give no range: assumed."""

CORRIDOR_SHARE = 0.2
"""Least share of a route's length that makes it a route by a corridor."""


@dataclass(frozen=True)
class Ranges:
    """Low and high factors of cost by mode, and low and high hours by post."""

    cost: Mapping[str, tuple[float, float]]
    hours: Mapping[str, tuple[float, float, float]]

    @classmethod
    def read(cls, world: World) -> Ranges:
        """Return the ranges of the bundled tables. A post without a range of hours is left out."""
        from kordon.world.costs import link_ranges

        hours = {}
        for post in world.posts.values():
            figure = post.hours
            if figure.low is not None and figure.high is not None and figure.value > 0:
                hours[post.id] = (figure.value, figure.low, figure.high)
        return cls(link_ranges(), hours)

    def days(self, ways: Ways, link: int, wait: float) -> tuple[float, float]:
        """Return low and high days on a link. Days added by a scenario (``wait``) carry the range of a post."""
        net = ways.network
        own = float(ways.days[link]) - wait
        low, high = own * LINE_LOW, own * LINE_HIGH
        if net.link_kind[link] != "line":
            low, high = own * POST_LOW, own * POST_HIGH
            known = self.hours.get(net.link_post[link])
            if known is not None:
                # the link may hold more than the hours of the post (change of gauge): scale by the published range
                low, high = own * known[1] / known[0], own * known[2] / known[0]
        return min(low, own) + wait * POST_LOW, max(high, own) + wait * POST_HIGH

    def usd(self, ways: Ways, link: int) -> tuple[float, float]:
        """Return low and high USD/t on a link."""
        low, high = self.cost.get(ways.network.link_mode[link], (0.7, 1.4))
        cost = float(ways.fixed_usd_t[link])
        return cost * low, cost * high


def offer(
    world: World, ways: Ways, ranges: Ranges, path: Path, *, cargo: str, hs: str, ends: tuple[End, End], on: dt.date,
    zones: Sequence[Zone], tonnes: float, unavailable: Mapping[str, str], waits: Floats | None = None,
) -> OfferedRoute:  # fmt: skip
    """Return a lawful way with what it takes. Ranges add up link by link, as if all ends were met at once."""
    from kordon.world.rules import obligations

    net = ways.network
    states, posts, modes = states_of(net, path), posts_of(ways, path), modes_of(net, path)
    days = [ranges.days(ways, link, float(waits[link]) if waits is not None else 0.0) for link in path]
    usd = [ranges.usd(ways, link) for link in path]
    length = sum(float(net.length_km[link]) for link in path)
    duties = obligations(world, cargo, hs, ends[0].cc, ends[1].cc, states, posts, modes, on)
    return OfferedRoute(
        legs=legs_of(world, ways, path), posts=posts, states=states, length_km=round(length, 1),
        days=round(sum(float(ways.days[link]) for link in path), 2), days_low=round(sum(d[0] for d in days), 2),
        days_high=round(sum(d[1] for d in days), 2), usd_per_t=round(sum(float(ways.fixed_usd_t[a]) for a in path), 2),
        usd_per_t_low=round(sum(u[0] for u in usd), 2), usd_per_t_high=round(sum(u[1] for u in usd), 2),
        corridors=corridors_of(ways, path, length), obligations=tuple(duties), zones=colours(zones, states, posts),
        note="; ".join(filter(None, (ends[0].note, ends[1].note, capacity_note(world, ways, path, tonnes)))),
    )  # fmt: skip


def legs_of(world: World, ways: Ways, path: Path) -> tuple[Leg, ...]:
    """Return the legs of a way: consecutive links of one mode; handling between modes is a leg of its own.

    What it takes to load at the origin and unload at the destination (connectors) is part of the first and last leg.
    """
    net = ways.network
    groups: list[tuple[str, list[int]]] = []
    waiting: list[int] = []
    for link in path:
        mode = net.link_mode[link]
        if net.link_kind[link] == "connector":
            (groups[-1][1] if groups else waiting).append(link)
        elif groups and groups[-1][0] == mode:
            groups[-1][1].append(link)
        else:
            groups.append((mode, [*waiting, link]))
            waiting = []
    found = []
    for mode, links in groups:
        group = tuple(links)
        length = sum(float(net.length_km[link]) for link in group)
        found.append(
            Leg(
                mode=mode, from_place=net.node_place[int(net.tail[group[0]])],
                to_place=net.node_place[int(net.head[group[-1]])], length_km=round(length, 1),
                days=round(sum(float(ways.days[link]) for link in group), 2),
                usd_per_t=round(sum(float(ways.fixed_usd_t[link]) for link in group), 2),
                states=states_of(net, group), posts=posts_of(ways, group), corridors=corridors_of(ways, group, length),
            )
        )  # fmt: skip
    return tuple(found)


def corridors_of(ways: Ways, path: Path, length_km: float) -> tuple[str, ...]:
    """Return the corridors that cover at least a fifth of a way's length, the longest stretch first."""
    net = ways.network
    covered: dict[str, float] = {}
    for link in path:
        for corridor in net.link_corridors[link]:
            covered[corridor] = covered.get(corridor, 0.0) + float(net.length_km[link])
    kept = [c for c, km in covered.items() if km >= CORRIDOR_SHARE * length_km and km > 0]
    return tuple(sorted(kept, key=lambda c: (-covered[c], c)))


def colours(zones: Sequence[Zone], states: Sequence[str], posts: Sequence[str]) -> Mapping[str, ZoneColour]:
    """Return the zone of each state and post on the way."""
    by_subject = {(z.subject_kind, z.subject): z.colour for z in zones}
    found: dict[str, ZoneColour] = {}
    for cc in states:
        if ("territory", cc) in by_subject:
            found[cc] = by_subject[("territory", cc)]
    for post in posts:
        if ("post", post) in by_subject:
            found[post] = by_subject[("post", post)]
    return found


def capacity_note(world: World, ways: Ways, path: Path, tonnes: float) -> str:
    """Return a remark when the consignment is more than the narrowest element takes in a day."""
    net = ways.network
    narrow = min(path, key=lambda link: (float(net.capacity_t_day[link]), link))
    capacity = float(net.capacity_t_day[narrow])
    if tonnes <= capacity:
        return ""
    post = net.link_post[narrow]
    where = world.posts[post].name_en if post in world.posts else net.node_place[int(net.tail[narrow])]
    return f"{tonnes:,.0f} t is more than a day's capacity at {where} ({capacity:,.0f} t/day)"
