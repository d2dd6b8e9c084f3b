"""Names to what a route can start at, end at, avoid or pass: a place of the network, a territory, a post, a mode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from kordon.errors import LookupFailed
from kordon.plan.ways import Bools
from kordon.risk.near import distance_km
from kordon.world.load import World
from kordon.world.records import Place

if TYPE_CHECKING:
    from kordon.world.gazetteer import Hit

NEAREST_KM = 150.0
"""Farthest a settlement may lie from the place of the network that stands for it (great circle)."""

DOMINANT = 10.0
"""A settlement this many times larger than any other of its name is meant when nothing else is said."""

LARGE = 100_000
"""A namesake of so many people is remarked upon."""

MODES = {
    "road": ("road",),
    "truck": ("road",),
    "rail": ("rail",),
    "train": ("rail",),
    "sea": ("sea",),
    "ship": ("sea",),
    "inland_water": ("inland_water",),
    "river": ("inland_water",),
    "oil_pipeline": ("oil_pipeline",),
    "gas_pipeline": ("gas_pipeline",),
    "pipeline": ("oil_pipeline", "gas_pipeline"),
}
"""Words for modes, to modes of the network."""


@dataclass(frozen=True)
class End:
    """Where a route starts or ends: a place of the network, and what was done to get there."""

    place: str
    cc: str
    node: int
    note: str = ""


@dataclass(frozen=True)
class What:
    """Something to avoid or to pass: kind (territory, post, corridor, place, mode), id and the links it holds."""

    kind: str
    id: str
    name: str
    links: Bools


def find_end(world: World, name: str, where: str) -> End:
    """Return the place of the network that a name stands for.

    A place id or name of the network is taken as it is; a settlement that is none stands for the nearest place of the
    same state within ``NEAREST_KM``, else of any state, and the note says so. ``"Name, CC"`` picks the state.

    Raises :class:`LookupFailed` with the candidates where a name means several places, with a suggestion where it
    means none, and for a state or a corridor, which are no ends of a route.
    """
    ends = _ends(world)
    plain = name.strip()
    if plain in ends:
        return ends[plain]
    for place_id, end in ends.items():
        if world.places[place_id].name_en.casefold() == plain.casefold() and _once(world, ends, plain):
            return end
    hits = _hits(world, plain)
    if not hits:
        raise LookupFailed(f"no place is called {name!r}", where=where, mend=_nearest_names(world, plain))
    if all(hit.match == "fuzzy" for hit in hits):
        guess = ", ".join(dict.fromkeys(f"{hit.name}, {hit.cc}" for hit in hits[:3]))
        raise LookupFailed(f"no place is called {name!r}", where=where, mend=f"did you mean {guess}?")
    points = [hit for hit in hits if hit.kind == "point" and hit.lat is not None]
    on_network = list(dict.fromkeys(hit.id for hit in points if hit.id in ends))
    if len(on_network) == 1:
        return replace(ends[on_network[0]], note=_namesake(world.places[on_network[0]], points))
    if len(on_network) > 1:
        # a city and its port may share a name: the city is meant
        cities = [i for i in on_network if world.places[i].kind == "city"]
        if len(cities) == 1:
            return ends[cities[0]]
        raise _ambiguous(name, where, [f"{i} ({world.places[i].name_en}, {world.places[i].cc})" for i in on_network])
    if hits[0].kind != "point" or not points:
        kind = {"country": "a state", "corridor": "a corridor", "area": "a region"}.get(hits[0].kind, "no place")
        raise LookupFailed(f"{name!r} is {kind}, not a place", where=where, mend="name a city, port or terminal")
    return _nearest(world, ends, _settlement(name, where, points), name, where)


def _ends(world: World) -> dict[str, End]:
    net = world.network
    return {
        place: End(place, cc, index)
        for index, (place, cc, mode) in enumerate(zip(net.node_place, net.node_cc, net.node_mode, strict=True))
        if mode == "zone"
    }


def _once(world: World, ends: dict[str, End], name: str) -> bool:
    return sum(1 for place in ends if world.places[place].name_en.casefold() == name.casefold()) == 1


def _hits(world: World, name: str) -> list[Hit]:
    from kordon.world.gazetteer import lookup

    found = list(lookup(name))
    head, comma, cc = name.rpartition(",")
    cc = cc.strip().upper()
    if comma and (len(cc) == 2 or not found):
        state = cc if cc in world.territories else ""
        if not state:
            state = next((hit.id for hit in lookup(cc.title()) if hit.kind == "country"), "")
        inside = [hit for hit in lookup(head.strip()) if hit.cc == state]
        if inside:
            return inside
    return found


def _namesake(place: Place, points: Sequence[Hit]) -> str:
    """Return a remark where a large town elsewhere bears the same name as a place of the network."""
    for hit in points:
        if hit.population < LARGE or hit.lat is None or hit.lon is None:
            continue
        if distance_km(place.lat, place.lon, hit.lat, hit.lon) > NEAREST_KM:
            return f"{place.name_en} in {place.cc} is meant, not '{hit.name}, {hit.cc}'"
    return ""


def _settlement(name: str, where: str, points: Sequence[Hit]) -> Hit:
    """Return the settlement that is meant: the only one, the by far largest, else say that it is ambiguous."""
    best = sorted({(hit.id, hit.cc): hit for hit in points}.values(), key=lambda hit: (-hit.population, hit.id))
    first = best[0]
    if len(best) == 1 or first.population >= DOMINANT * max(1, best[1].population):
        return first
    if all(_apart_km(first, other) <= NEAREST_KM / 3 for other in best):
        return first
    raise _ambiguous(name, where, [f"'{h.name}, {h.cc}' ({h.what}, {h.population:,} people)" for h in best[:5]])


def _apart_km(hit: Hit, other: Hit) -> float:
    if hit.lat is None or hit.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    return distance_km(hit.lat, hit.lon, other.lat, other.lon)


def _ambiguous(name: str, where: str, candidates: Sequence[str]) -> LookupFailed:
    return LookupFailed(f"{name!r} means several places", where=where, mend="write one of " + "; ".join(candidates))


def _nearest(world: World, ends: dict[str, End], hit: Hit, name: str, where: str) -> End:
    lat, lon = hit.lat or 0.0, hit.lon or 0.0
    ranked = []
    for end in ends.values():
        known = world.places[end.place]
        ranked.append((end.cc != hit.cc, distance_km(lat, lon, known.lat, known.lon), end.place))
    for _, km, place in sorted(ranked):
        if km <= NEAREST_KM:
            known = world.places[place]
            note = f"{hit.name} ({hit.cc}) is no place of the network; {known.name_en}, {km:.0f} km away, stands for it"
            return End(place, ends[place].cc, ends[place].node, note)
    _, km, place = min(ranked, key=lambda row: row[1])
    raise LookupFailed(
        f"{name!r} ({hit.name}, {hit.cc}) is {km:.0f} km from the nearest place of the network", where=where,
        mend=f"name a place within {NEAREST_KM:.0f} km of the network, for instance {world.places[place].name_en}",
    )  # fmt: skip


def _nearest_names(world: World, name: str) -> str:
    from rapidfuzz import fuzz, process

    known = sorted({world.places[place].name_en for place in _ends(world)})
    close = process.extract(name, known, scorer=fuzz.WRatio, limit=3, score_cutoff=70)
    if not close:
        return "name a city, port or terminal, for instance Almaty"
    return f"did you mean {', '.join(str(row[0]) for row in close)}?"


def find_mode(name: str, where: str = "--mode") -> tuple[str, ...]:
    """Return the modes of the network behind a word; raises :class:`LookupFailed` naming the known ones."""
    key = name.strip().casefold().replace(" ", "_").replace("-", "_")
    if key not in MODES:
        raise LookupFailed(f"mode {name!r} is not known", where=where, mend="one of " + ", ".join(MODES))
    return MODES[key]


def find_what(world: World, name: str, where: str) -> What:
    """Return what a word for something to avoid or to pass means, with its links.

    Ids are taken first (post, corridor, place, territory code), then words for modes, then names. A name that means a
    state and something smaller is the state. Raises :class:`LookupFailed` when nothing on the network bears the name,
    or when it means several things.
    """
    plain = name.strip()
    key = plain.casefold().replace(" ", "_").replace("-", "_")
    if plain.upper() in world.territories and len(plain) == 2:
        return _what(world, "territory", plain.upper())
    for kind, table in (("post", world.posts), ("corridor", world.corridors), ("place", world.places)):
        if plain in table:
            return _what(world, kind, plain)
    if key in MODES:
        return What("mode", key, key, world.network.links_where(mode=MODES[key]) & _moves(world))
    found = _named(world, plain)
    if not found:
        raise LookupFailed(f"nothing is called {name!r}", where=where, mend=_like(world, plain))
    states = [what for what in found if what.kind == "territory"]
    if states:
        return states[0]
    found = [what for what in found if what.links.any()]
    if not found:
        raise LookupFailed(f"{name!r} touches no link of the network", where=where, mend="name a post, state or port")
    if len({what.id for what in found}) > 1 and not _nested(found):
        listing = ", ".join(f"{what.id} ({what.name})" for what in found[:5])
        raise LookupFailed(f"{name!r} means several things", where=where, mend=f"write one of {listing}")
    return found[0]


def _nested(found: Sequence[What]) -> bool:
    """Whether the first holds all links of the others: a city and the terminal inside it are one thing here."""
    return all(not (other.links & ~found[0].links).any() for other in found[1:])


def _named(world: World, name: str) -> list[What]:
    folded = name.casefold()
    direct: list[What] = []
    for kind, table in (("territory", world.territories), ("post", world.posts), ("corridor", world.corridors),
                        ("place", world.places)):  # fmt: skip
        for ident, record in table.items():
            names = {record.name_en.casefold(), record.name_ru.casefold(), *(a.casefold() for a in record.aliases)}
            if kind == "post":
                names |= {part.strip() for full in tuple(names) for part in full.split(" - ")}
            if folded in names:
                direct.append(_what(world, kind, ident))
    if direct:
        return direct
    from kordon.world.gazetteer import lookup

    for hit in lookup(name):
        if hit.match == "fuzzy":
            continue
        for kind, table in (("territory", world.territories), ("post", world.posts), ("corridor", world.corridors),
                            ("place", world.places)):  # fmt: skip
            if hit.id in table:
                direct.append(_what(world, kind, hit.id))
                break
    return direct


def _what(world: World, kind: str, ident: str) -> What:
    net = world.network
    if kind == "territory":
        return What(kind, ident, world.territories[ident].name_en, net.touching(ident))
    if kind == "post":
        return What(kind, ident, world.posts[ident].name_en, net.links_where(post=[ident]))
    if kind == "corridor":
        return What(kind, ident, world.corridors[ident].name_en, net.links_where(corridors=[ident]))
    at = np.array([place == ident for place in net.node_place], dtype=np.bool_)
    mask = at[net.tail] | at[net.head] | net.links_where(post=[ident])
    return What("place", ident, world.places[ident].name_en, mask)


def _moves(world: World) -> Bools:
    return np.array([kind in ("line", "border") for kind in world.network.link_kind], dtype=np.bool_)


def _like(world: World, name: str) -> str:
    from rapidfuzz import fuzz, process

    known = [
        r.name_en for table in (world.territories, world.posts, world.corridors, world.places) for r in table.values()
    ]
    close = process.extract(name, sorted(set(known)), scorer=fuzz.WRatio, limit=3, score_cutoff=70)
    if not close:
        return "name a state, post, corridor, place or mode"
    return f"did you mean {', '.join(str(row[0]) for row in close)}?"
