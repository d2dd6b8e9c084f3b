"""What a measure touches: which links of the network, and which freight by origin, destination and cargo.

Two questions are kept apart. *Extent*: which links a closure removes or a capacity measure squeezes. *Toll points*:
where a delay, an inspection or a price is met, so that a trip meets it once and not on every link of a country.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kordon.model import Freight, Measure, Where

if TYPE_CHECKING:
    from kordon.world import World
    from kordon.world.network import Network

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Sides:
    """States and places at the two ends of each link, as small integers; made once per network."""

    network: Network

    @cached_property
    def states(self) -> tuple[str, ...]:
        """States that occur in the network, in order of their code (the empty string is the open sea)."""
        return tuple(sorted(set(self.network.node_cc)))

    @cached_property
    def _cc(self) -> NDArray[np.object_]:
        return np.array(self.network.node_cc, dtype=object)

    @cached_property
    def _place(self) -> NDArray[np.object_]:
        return np.array(self.network.node_place, dtype=object)

    @cached_property
    def tail_cc(self) -> NDArray[np.object_]:
        """State of each link's tail."""
        return np.asarray(self._cc[self.network.tail], dtype=object)

    @cached_property
    def head_cc(self) -> NDArray[np.object_]:
        """State of each link's head."""
        return np.asarray(self._cc[self.network.head], dtype=object)

    @cached_property
    def tail_place(self) -> NDArray[np.object_]:
        """Place of each link's tail."""
        return np.asarray(self._place[self.network.tail], dtype=object)

    @cached_property
    def head_place(self) -> NDArray[np.object_]:
        """Place of each link's head."""
        return np.asarray(self._place[self.network.head], dtype=object)

    @cached_property
    def kind(self) -> NDArray[np.object_]:
        """Kind of each link."""
        return np.array(self.network.link_kind, dtype=object)

    @cached_property
    def mode(self) -> NDArray[np.object_]:
        """Mode of each link."""
        return np.array(self.network.link_mode, dtype=object)

    @cached_property
    def post(self) -> NDArray[np.object_]:
        """Post or gate of each link, empty where it crosses none."""
        return np.array(self.network.link_post, dtype=object)

    @cached_property
    def out_of_zone(self) -> Bools:
        """Connectors that leave a zone node."""
        zone = self.network.zone_mask()
        return np.asarray((self.kind == "connector") & zone[self.network.tail], dtype=np.bool_)


def extent(where: Where, sides: Sides, *, both_ways: bool = True) -> Bools:
    """Return the mask of links that lie in ``where``. Fields that are given must all match.

    A territory holds the links inside it and across its border; a place every link with an end there; a border every
    post between its two states (only from the first to the second when ``both_ways`` is false). Connectors and
    transfers are kept out of a filter by mode unless the mode is theirs.
    """
    net = sides.network
    mask = np.ones(net.n_links, dtype=np.bool_)
    if where.territories:
        hit = np.zeros_like(mask)
        for cc in where.territories:
            hit |= net.touching(cc)
        mask &= hit
    if where.borders:
        mask &= _across(where.borders, sides, both_ways)
    if where.posts:
        mask &= np.isin(sides.post, where.posts)
    if where.corridors:
        mask &= net.links_where(corridors=where.corridors)
    if where.places:
        mask &= np.isin(sides.tail_place, where.places) | np.isin(sides.head_place, where.places)
    if where.links:
        mask &= np.isin(np.array(net.link_id, dtype=object), where.links)
    if where.modes:
        mask &= np.isin(sides.mode, where.modes)
    return mask


def _across(borders: tuple[tuple[str, str], ...], sides: Sides, both_ways: bool) -> Bools:
    hit = np.zeros(sides.network.n_links, dtype=np.bool_)
    for a, b in borders:
        hit |= (sides.tail_cc == a) & (sides.head_cc == b)
        if both_ways:
            hit |= (sides.tail_cc == b) & (sides.head_cc == a)
    return np.asarray(hit & (sides.kind == "border"), dtype=np.bool_)


@dataclass(frozen=True)
class TollPoints:
    """Where a trip meets a measure once. ``entering`` holds for every trip, ``leaving`` for those that start inside.

    Values are shares: 1 on a post, a share of the length on a corridor.
    """

    entering: Floats
    leaving: Floats
    inside: frozenset[str]


def toll_points(where: Where, sides: Sides, *, both_ways: bool = True) -> TollPoints:
    """Return where a delay, an inspection or a price of a measure is met.

    * posts, borders, links: on those links;
    * a place: on the links that enter it, and on the connector for freight that starts there;
    * a territory: at its border on the way in, and on the way out for freight that starts inside;
    * a corridor: spread over its links by length, so that its whole length meets the measure once;
    * nothing named: on the connector at the origin, once a trip.
    """
    net = sides.network
    none = np.zeros(net.n_links)
    mask = extent(where, sides, both_ways=both_ways)
    if where.posts or where.borders or where.links:
        return TollPoints((mask & ~leaving_gate(sides)).astype(np.float64), none, frozenset())
    if where.places:
        enters = mask & np.isin(sides.head_place, where.places) & ~np.isin(sides.tail_place, where.places)
        begins = sides.out_of_zone & np.isin(sides.tail_place, where.places)
        if where.modes:
            begins &= np.isin(sides.mode, where.modes)
        return TollPoints((enters | begins).astype(np.float64), none, frozenset())
    if where.corridors:
        lines = mask & ~sides.out_of_zone & (sides.kind != "transfer")
        total = float(net.length_km[lines].sum()) / 2.0
        share = np.where(lines, net.length_km / total, 0.0) if total > 0 else lines.astype(np.float64)
        return TollPoints(share, none, frozenset())
    if where.territories:
        # the sea leg into a port crosses the border too, though it lies in no territory
        inside = frozenset(where.territories)
        head_in = np.isin(sides.head_cc, tuple(inside))
        tail_in = np.isin(sides.tail_cc, tuple(inside))
        crossing = head_in != tail_in
        if where.modes:
            crossing &= np.isin(sides.mode, where.modes)
        return TollPoints((crossing & head_in).astype(np.float64), (crossing & tail_in).astype(np.float64), inside)
    begins = sides.out_of_zone & (np.isin(sides.mode, where.modes) if where.modes else True)
    return TollPoints(begins.astype(np.float64), none, frozenset())


def leaving_gate(sides: Sides) -> Bools:
    """Return the sea links that lead away from the node of their own gate: a ship passes a gate on its way in."""
    own = (sides.tail_place == sides.post) & (sides.head_place != sides.post)
    return np.asarray(own & (sides.kind == "line"), dtype=np.bool_)


def states_of(where: Where, world: World, sides: Sides) -> frozenset[str]:
    """Return the states that a place description is about: what decides between transit and bilateral freight."""
    states: set[str] = set(where.territories) | {cc for pair in where.borders for cc in pair}
    for post_id in where.posts:
        post = world.posts.get(post_id)
        if post is not None:
            states |= {post.cc_a, post.cc_b}
    for place_id in where.places:
        if place_id in world.places:
            states.add(world.places[place_id].cc)
    if not states and (where.corridors or where.links):
        mask = extent(where, sides)
        states = {cc for pair in np.array(sides.network.link_cc, dtype=object)[mask] for cc in str(pair).split("-")}
    return frozenset(states - {""})


def carries(freight: Freight, origin_cc: str, destination_cc: str, cargo: str, states: frozenset[str]) -> bool:
    """Return whether freight of one class from one state to another is meant by ``freight``.

    ``states`` are those of the measure's place: ``transit`` freight has neither end there, ``bilateral`` at least one.
    """
    ends = {origin_cc, destination_cc}
    if freight.abroad and len(ends) == 1:
        return False
    if freight.cargo and cargo not in freight.cargo:
        return False
    if freight.origins and origin_cc not in freight.origins:
        return False
    if freight.destinations and destination_cc not in freight.destinations:
        return False
    if freight.either_end and not ends & set(freight.either_end):
        return False
    if freight.scope == "transit":
        return not ends & states
    if freight.scope == "bilateral":
        return bool(ends & states)
    return True


def everybody(freight: Freight) -> bool:
    """Return whether ``freight`` is no filter at all."""
    return freight == Freight()


def in_force(measure: Measure, on: object) -> bool:
    """Return whether a measure holds on a day (a missing date does not bound it)."""
    return (measure.start is None or measure.start <= on) and (measure.end is None or on <= measure.end)  # type: ignore[operator]
