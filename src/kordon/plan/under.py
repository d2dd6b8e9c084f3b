"""A scenario as one consignment meets it: what is closed to it, and the days that queues and checks add."""

from __future__ import annotations

import datetime as dt

import numpy as np

from kordon.model import Measure, Outcome
from kordon.plan.ways import Bools, Floats, columns
from kordon.scenario.match import Sides, carries, extent, in_force, states_of, toll_points
from kordon.world.load import World


def closed_links(world: World, outcome: Outcome, cargo: str, origin_cc: str, destination_cc: str, on: dt.date) -> Bools:
    """Return the mask of links that the measures of a scenario take away from this freight."""
    sides = Sides(world.network)
    shut = np.zeros(world.network.n_links, dtype=np.bool_)
    for measure in outcome.scenario.measures:
        stops = measure.kind in ("closure", "rule") or (measure.kind == "capacity" and measure.factor == 0)
        if stops and _meets(world, measure, sides, cargo, origin_cc, destination_cc, on):
            shut |= extent(measure.where, sides, both_ways=measure.both_ways)
    return shut


def added_days(
    world: World, outcome: Outcome, cargo: str, origin_cc: str, destination_cc: str, on: dt.date, *, base: bool = False
) -> Floats:
    """Return per link the days added by queues at posts as settled, and by delays and checks that meet this freight.

    ``base`` gives the settled state without the measures. A checked share of freight counts with its share: the mean.
    """
    net = world.network
    days = np.zeros(net.n_links)
    if not base:
        sides = Sides(net)
        for measure in outcome.scenario.measures:
            if measure.kind not in ("delay", "inspection") or not measure.delay_days:
                continue
            if _meets(world, measure, sides, cargo, origin_cc, destination_cc, on):
                share = measure.share if measure.kind == "inspection" and measure.share is not None else 1.0
                points = toll_points(measure.where, sides, both_ways=measure.both_ways)
                toll = points.leaving if origin_cc in points.inside else points.entering
                days += measure.delay_days * share * toll
    known = columns(net)
    border = known.kind == "border"
    by_post: dict[tuple[str, str], list[int]] = {}
    for link in np.flatnonzero(border).tolist():
        by_post.setdefault((net.link_post[link], net.link_mode[link]), []).append(link)
    for row in outcome.posts:
        delay = row.base_delay_days if base else row.scenario_delay_days
        at = np.array(by_post.get((row.post, row.mode), []), dtype=np.int64)
        # the settled delay holds the crossing itself and what measures add to all freight: take the larger, not both
        days[at] = np.maximum(days[at], np.maximum(0.0, delay - net.time_h[at] / 24.0))
    return days


def _meets(
    world: World, measure: Measure, sides: Sides, cargo: str, origin_cc: str, destination_cc: str, on: dt.date
) -> bool:
    if not in_force(measure, on):
        return False
    return carries(measure.freight, origin_cc, destination_cc, cargo, states_of(measure.where, world, sides))
