"""Where a statement bites and whose freight it means: a ``Where``, a ``Freight`` and whether one way only."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kordon.model import Freight, Where
from kordon.scenario.match import Sides, extent
from kordon.scenario.said import Atlas, Said, Spot

COMMON_QUEUE = ("border_queue", "closure", "labour_action", "capacity", "attack", "military_activity")
"""Types that hold up everybody who crosses, whoever was named; the others hold for the freight that was named."""


@dataclass(frozen=True)
class Site:
    """One thing that a statement touches, for some freight. ``label`` names it for people."""

    where: Where
    freight: Freight
    both_ways: bool
    label: str


GOODS_AT_LARGE = ("general",)
"""Cargo classes that a text names when it only says 'goods' or 'trucks': no filter."""


def sites(said: Said, atlas: Atlas, sides: Sides) -> tuple[Site, ...]:
    """Return what a statement touches; empty when it names no element that the world holds.

    A post that a closure names as the way round (role ``via``) is not closed by it.
    """
    found: list[Site] = []
    if said.type == "closure":
        said = replace(said, spots=tuple(s for s in said.spots if s.kind != "post" or s.role == "at"))
    for spots, build in ((said.of_kind("post"), _at_posts), (said.of_kind("place"), _at_places)):
        if spots:
            found += build(spots, said, atlas)
    if not found:
        for spot in said.of_kind("area"):
            found += _in_area(spot, said)
        for spot in said.of_kind("corridor"):
            found.append(Site(Where(corridors=spot.ids), _freight(said), True, _corridor(spot, atlas)))
    if not found:
        found = _between_states(said, atlas)
    return tuple(site for site in (_with_modes(site, said, sides) for site in found) if site is not None)


def _freight(said: Said, *, drop: tuple[str, ...] = ()) -> Freight:
    """Return the freight that a statement names; ``drop``: states that are only the side it comes from."""
    cargo = said.cargo if said.type not in COMMON_QUEUE or said.type == "closure" else ()
    if set(cargo) & set(GOODS_AT_LARGE):
        cargo = ()
    origins = tuple(cc for cc in said.origins if cc not in drop)
    destinations = tuple(cc for cc in said.destinations if cc not in drop)
    return Freight(origins=origins, destinations=destinations, cargo=cargo)


def _at_posts(spots: tuple[Spot, ...], said: Said, atlas: Atlas) -> list[Site]:
    """Posts of one border in one direction become one site; gates another."""
    by_border: dict[tuple[str, ...], list[Spot]] = {}
    for spot in spots:
        post = atlas.world.posts.get(spot.ids[0])
        by_border.setdefault((post.cc_a, post.cc_b) if post else (), []).append(spot)
    found: list[Site] = []
    for sides, group in by_border.items():
        ids = tuple(dict.fromkeys(i for spot in group for i in spot.ids))
        label = ", ".join(dict.fromkeys(_name(i, atlas) for i in ids))
        here = set(sides)
        a = next((cc for cc in said.origins if cc in here), "")
        b = next((cc for cc in said.destinations if cc in here), "")
        beyond = [cc for cc in (*said.origins, *said.destinations) if cc not in here]
        if not here or (not a and not b) or a == b:
            freight = Freight(cargo=_freight(said).cargo) if not beyond else _freight(said)
            found.append(Site(Where(posts=ids), freight, True, label))
            continue
        first = a or next(cc for cc in sides if cc != b)
        last = b or next(cc for cc in sides if cc != first)
        where = Where(posts=ids, borders=((first, last),))
        freight = Freight(cargo=_freight(said).cargo)
        if beyond and said.type not in COMMON_QUEUE:
            freight = _freight(said)
        found.append(Site(where, freight, False, label))
    return found


def _at_places(spots: tuple[Spot, ...], said: Said, atlas: Atlas) -> list[Site]:
    ids = tuple(dict.fromkeys(i for spot in spots for i in spot.ids))
    own = {atlas.world.places[i].cc for i in ids if i in atlas.world.places}
    freight = _freight(said) if said.type not in COMMON_QUEUE else Freight()
    if said.type in COMMON_QUEUE and not own & {*said.origins, *said.destinations}:
        freight = Freight()
    where = Where(places=ids)
    kinds = {atlas.world.places[i].kind for i in ids if i in atlas.world.places}
    if kinds == {"port"} and not said.modes and said.type in ("closure", "labour_action", "attack"):
        # a port that stops, stops at the quay; the town behind it goes on
        where = Where(places=ids, modes=("sea",))
    return [Site(where, freight, True, ", ".join(_name(i, atlas) for i in ids))]


def _in_area(spot: Spot, said: Said) -> list[Site]:
    if not spot.ids:
        return []
    return [Site(_area_where(spot), _freight(said), True, spot.name.replace("_", " "))]


def _area_where(spot: Spot) -> Where:
    return Where(places=spot.ids, modes=spot.modes)  # type: ignore[arg-type]


def ends(said: Said) -> list[tuple[str, str]]:
    """Return the ways that a direction names: 'from A and B to B and C' is A to B and B to C, never B to B."""
    origins, destinations = said.origins, said.destinations
    if len(origins) == len(destinations) > 1:
        pairs = list(zip(origins, destinations, strict=True))
        if all(a != b for a, b in pairs):
            return pairs
    return [(a, b) for a in origins for b in destinations if a != b]


def _between_states(said: Said, atlas: Atlas) -> list[Site]:
    """Only states are named: a border section, transit through a state, or trade between two."""
    here = said.territories
    pairs = ends(said)
    if said.type in ("trade_ban", "payment_refusal", "sanction"):
        label = ", ".join(_state(cc, atlas) for cc in dict.fromkeys([*said.origins, *said.destinations, *here]))
        return [Site(Where(), _freight(said), True, label)]
    if pairs:
        return [site for pair in pairs for site in _on_the_way(pair, here, said, atlas)]
    one_end = [cc for cc in (*said.origins, *said.destinations) if cc not in here]
    if len(here) >= 2:
        return _at_border(here, one_end, said, atlas)
    if len(here) == 1 and one_end:
        passes = any(s.role == "via" for s in said.of_kind("territory"))
        if said.type == "closure" and not passes:
            # 'closed' with one end of a way and no transit is too vague to close a state for
            return []
        return [Site(Where(territories=here), Freight(either_end=tuple(one_end), cargo=_freight(said).cargo), True,
                     _state(here[0], atlas))]  # fmt: skip
    if len(here) == 1 and _freight(said).cargo and said.type not in COMMON_QUEUE:
        return [Site(Where(territories=here), _freight(said), True, _state(here[0], atlas))]
    return []


def _on_the_way(pair: tuple[str, str], here: tuple[str, ...], said: Said, atlas: Atlas) -> list[Site]:
    """Freight from one state to another: held up in a state between, or at the border that the two share."""
    a, b = pair
    label = f"{_state(a, atlas)} to {_state(b, atlas)}"
    freight = Freight(origins=(a,), destinations=(b,), cargo=_freight(said).cargo)
    between = tuple(cc for cc in here if cc not in pair)
    if between:
        return [Site(Where(territories=(cc,)), freight, True, f"{label} by {_state(cc, atlas)}") for cc in between[:1]]
    if atlas.adjacent(a, b):
        common = said.type in COMMON_QUEUE and said.type != "closure"
        return [Site(Where(borders=(pair,)), Freight() if common else freight, False, label)]
    own = tuple(cc for cc in here if cc in pair)
    if own:
        return [Site(Where(territories=own[:1]), freight, True, label)]
    return [Site(Where(), freight, True, label)]


def _at_border(here: tuple[str, ...], one_end: list[str], said: Said, atlas: Atlas) -> list[Site]:
    border = [(a, b) for i, a in enumerate(here) for b in here[i + 1 :] if atlas.adjacent(a, b)]
    if not border:
        return []
    unions = {cc: atlas.world.territories[cc].customs_union for cc in here}
    outer = [(a, b) for a, b in border if unions[a] != unions[b] or not unions[a]]
    # 'Poland, Lithuania and Belarus' is about the borders with Belarus, not about the one inside the union
    border = outer if outer and len(here) > 2 else border
    if one_end:
        freight = Freight(either_end=tuple(one_end), cargo=_freight(said).cargo)
        return [Site(Where(borders=tuple(border)), freight, True, _borders(border, atlas))]
    directed = [(a, b) for a, b in border if b in said.destinations or a in said.origins]
    directed += [(b, a) for a, b in border if a in said.destinations or b in said.origins]
    if directed and len(directed) == len(border):
        return [
            Site(Where(borders=tuple(directed)), Freight(cargo=_freight(said).cargo), False, _borders(directed, atlas))
        ]
    return [Site(Where(borders=tuple(border)), Freight(cargo=_freight(said).cargo), True, _borders(border, atlas))]


def _with_modes(site: Site, said: Said, sides: Sides) -> Site | None:
    """Narrow a site to the modes that were named, where that leaves anything of it."""
    where = site.where
    if where.borders and not where.posts and not said.modes:
        # a border that closes or jams does so for trains and trucks, not for pipelines
        where = where.model_copy(update={"modes": ("road", "rail")})
    if said.modes and not where.modes:
        narrowed = where.model_copy(update={"modes": said.modes})
        if where == Where() or extent(narrowed, sides, both_ways=site.both_ways).any():
            where = narrowed
    if where.posts and where.modes:
        used = {sides.network.link_post[a] for a in extent(where, sides, both_ways=site.both_ways).nonzero()[0]}
        where = where.model_copy(update={"posts": tuple(p for p in where.posts if p in used) or where.posts})
    if where != Where() and not extent(where, sides, both_ways=site.both_ways).any():
        return None
    return Site(where, site.freight, site.both_ways, site.label)


def _name(id_: str, atlas: Atlas) -> str:
    post = atlas.world.posts.get(id_)
    if post is not None:
        return post.name_en
    place = atlas.world.places.get(id_)
    return place.name_en if place is not None else id_


def _state(cc: str, atlas: Atlas) -> str:
    territory = atlas.world.territories.get(cc)
    return territory.name_en if territory is not None else cc


def _corridor(spot: Spot, atlas: Atlas) -> str:
    name = atlas.world.corridors[spot.ids[0]].name_en
    # a family of branches goes by what their names share
    return name.split(",")[0].split(" (")[0] if len(spot.ids) > 1 else name


def _borders(pairs: list[tuple[str, str]], atlas: Atlas) -> str:
    return ", ".join(dict.fromkeys(" - ".join(_state(cc, atlas) for cc in pair) for pair in pairs))
