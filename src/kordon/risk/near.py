"""Which territories, posts and corridors a statement touches, and how nearly (0 to 1)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kordon.model import ClaimPlace, SubjectKind
from kordon.risk.statement import Statement
from kordon.risk.tables import weight
from kordon.world.load import World

Subject = tuple[SubjectKind, str]

BORDER_TYPES = frozenset({"border_queue", "inspection", "detention", "closure", "reopening", "labour_action"})
"""Mechanisms that, said of a state, are about its posts."""

QUEUES = frozenset({"border_queue", "inspection", "detention", "labour_action"})
"""Mechanisms of vehicles."""

EARTH_KM = 6371.0


class Nearness:
    """Looks up what a statement touches: posts by state and by place, corridors by waypoint."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.posts_of: dict[str, list[str]] = defaultdict(list)
        for post in world.posts.values():
            for cc in {post.cc_a, post.cc_b} - {""}:
                self.posts_of[cc].append(post.id)
        self.corridors_of: dict[str, list[str]] = defaultdict(list)
        for corridor in world.corridors.values():
            for waypoint in corridor.waypoints:
                self.corridors_of[waypoint].append(corridor.id)

    def subjects(self, statement: Statement) -> Mapping[Subject, float]:
        """Return the subjects that a statement touches and how nearly; the nearest of several ways counts."""
        found: dict[Subject, float] = {}
        border = self._border(statement)
        for place in statement.places:
            factor = weight("near", "end_of_flow") if place.role in ("from", "to") else 1.0
            for subject, near in self._of_place(place, statement, border):
                if not self._mode_fits(subject, statement):
                    continue
                found[subject] = max(found.get(subject, 0.0), near * factor)
        return found

    def _border(self, statement: Statement) -> frozenset[str]:
        """Return the states of a border section: two states named as places, and nothing nearer."""
        if any(place.kind != "country" for place in statement.places):
            return frozenset()
        at = frozenset(p.cc for p in statement.places if p.role in ("at", "via"))
        return at if len(at) == 2 else frozenset()

    def _of_place(
        self, place: ClaimPlace, statement: Statement, border: frozenset[str]
    ) -> Iterable[tuple[Subject, float]]:
        world = self.world
        if place.id in world.corridors:
            yield ("corridor", place.id), weight("near", "same")
            return
        if place.kind == "country" or (place.id in world.territories and place.id not in world.posts):
            yield from self._of_state(place.id if place.id in world.territories else place.cc, statement, border)
            return
        if place.kind == "corridor":
            return
        if place.id in world.posts:
            post = world.posts[place.id]
            yield ("post", post.id), weight("near", "same")
            if statement.type.startswith("status") or statement.type == "not_built":
                return  # that one post works or not says nothing of the state
            for cc in {post.cc_a, post.cc_b} & set(world.territories):
                yield ("territory", cc), weight("near", "point_in_state")
            return
        for corridor in self.corridors_of.get(place.id, ()):
            yield ("corridor", corridor), weight("near", "waypoint")
        if place.cc in world.territories:
            near = "area_in_state" if place.kind == "area" else "point_in_state"
            yield ("territory", place.cc), weight("near", near)
        if place.kind == "point" and place.lat is not None and place.lon is not None:
            for post_id in self.posts_of.get(place.cc, ()):
                post = world.posts[post_id]
                if distance_km(place.lat, place.lon, post.lat, post.lon) <= weight("near", "close_by_km"):
                    yield ("post", post_id), weight("near", "close_by")

    def _of_state(self, cc: str, statement: Statement, border: frozenset[str]) -> Iterable[tuple[Subject, float]]:
        """Return what a statement about a state touches: the state, and its posts where they are meant.

        A queue 'in' a state stands at some of its posts: it moves the state like a point in it, and posts only where
        the border section or the other side is named. A stop of traffic of a whole state reaches all its posts. Where
        a point is named too, the states only say where it lies; three states or more share the statement.
        """
        if cc not in self.world.territories:
            return
        whole = statement.type in ("closure", "reopening")
        pointed = any(place.kind == "point" for place in statement.places)
        named = {p.cc for p in statement.places if p.kind == "country" and p.role in ("at", "via")}
        near = weight("near", "border" if cc in border else "same") * min(1.0, 2.0 / max(1, len(named)))
        if pointed or (statement.type in BORDER_TYPES and not whole):
            near = weight("near", "point_in_state")
        yield ("territory", cc), near
        if statement.type not in BORDER_TYPES or pointed:
            return
        others = statement.states - {cc}
        for post_id in self.posts_of.get(cc, ()):
            post = self.world.posts[post_id]
            sides = {post.cc_a, post.cc_b} - {""}
            if border:
                reach = weight("near", "border") if border == sides else 0.0
            elif others:
                reach = weight("near", "direction") if sides & others and len(sides) == 2 else 0.0
            else:
                reach = weight("near", "state_of_post") if whole and len(named) == 1 else 0.0
            if reach:
                yield ("post", post_id), reach

    def _mode_fits(self, subject: Subject, statement: Statement) -> bool:
        """Whether the subject has a mode of the statement; a state has them all."""
        if subject[0] == "territory":
            return True
        modes = self.world.posts[subject[1]].modes if subject[0] == "post" else self.world.corridors[subject[1]].modes
        have = {"pipeline" if mode.endswith("pipeline") else mode for mode in modes}
        wanted = {"pipeline" if mode.endswith("pipeline") else mode for mode in statement.modes}
        if not wanted:
            # vehicles queue, are checked and held; what flows in a pipe is not
            return not (have == {"pipeline"} and statement.type in QUEUES)
        return not have or bool(have & wanted)


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Return the great-circle distance in km (haversine, sphere of 6,371 km)."""
    a, b = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
