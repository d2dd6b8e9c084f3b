"""Choose what each map shows: zones, posts and markers of the claims; changed flows of each scenario."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kordon.brief.maps import shows, window_of
from kordon.brief.scenariocards import displaced, indifferent
from kordon.brief.views import FlowLine, MapView, Marker, Town, Way, ZoneFill
from kordon.brief.words import MODES, Names, listed, number, tonnes
from kordon.model import Outcome, Zone
from kordon.world.network import Network

DRAWN = ("line", "border")
LEAST_SHARE = 0.002
"""A change below this share of the largest one is not drawn."""


def ways(network: Network) -> tuple[Way, ...]:
    """Return every way of the network once, both directions and parallel links of a mode drawn as one."""
    found: dict[tuple[str, str, str], Way] = {}
    for i in range(network.n_links):
        if not _drawn(network, i):
            continue
        key = _way_key(network, i)
        if key not in found:
            found[key] = Way(mode=network.link_mode[i], points=_points(network, i))
    return tuple(found[key] for key in sorted(found))


def zone_view(zones: Sequence[Zone], markers: Sequence[Marker], towns: Sequence[Town], names: Names) -> MapView:
    """Return the map of zones with the markers of the claims."""
    fills = territory_fills(zones, names)
    posts = post_fills(zones, names)
    reds = listed([f.name for f in (*fills, *posts) if f.colour == "red"], 8)
    places = listed([f"{m.label} {m.name}" for m in markers], 12)
    view = MapView(
        id="map-claims", title="Where the claims are, and the zones after them",
        alt=f"Map of zones and claim markers. Red: {reds or 'none'}. Markers: {places or 'none'}.",
        caption="Letters are the places of claims; the claims table names the letter. Squares stand for a whole "
        "state or area. Zones are those after the reports.",
        zones=fills, posts=posts, markers=tuple(markers), towns=tuple(towns),
    )  # fmt: skip
    window = window_of(view)
    seen = [shows(window, marker.lat, marker.lon) for marker in markers]
    return view.model_copy(
        update={
            "window": window,
            "markers": tuple(m for m, here in zip(markers, seen, strict=True) if here),
            "outside": tuple(m for m, here in zip(markers, seen, strict=True) if not here),
        }
    )


def territory_fills(zones: Sequence[Zone], names: Names) -> tuple[ZoneFill, ...]:
    """Return the zone of every territory."""
    return tuple(
        ZoneFill(subject=z.subject, name=names.state(z.subject), colour=z.colour)
        for z in sorted(zones, key=lambda z: z.subject)
        if z.subject_kind == "territory"
    )


def post_fills(zones: Sequence[Zone], names: Names) -> tuple[ZoneFill, ...]:
    """Return the zone of every post that has a point."""
    posts = names.world.posts
    return tuple(
        ZoneFill(
            subject=z.subject, name=names.place(z.subject), colour=z.colour, lat=posts[z.subject].lat,
            lon=posts[z.subject].lon,
        )
        for z in sorted(zones, key=lambda z: z.subject)
        if z.subject_kind == "post" and z.subject in posts
    )  # fmt: skip


def flow_view(outcome: Outcome, towns: Sequence[Town], names: Names) -> MapView:
    """Return the map of the ways whose load changes in a scenario."""
    lines = flow_lines(outcome, names)
    # the open sea between two lanes has no name worth a sentence
    named = [line for line in lines if " - " in line.name] or lines
    gain = max(named, key=lambda x: x.after_t_day - x.before_t_day, default=None)
    loss = min(named, key=lambda x: x.after_t_day - x.before_t_day, default=None)
    said = []
    if loss is not None and loss.after_t_day < loss.before_t_day:
        said.append(f"Most is lost on {loss.name} ({tonnes(loss.before_t_day)} to {tonnes(loss.after_t_day)}).")
    if gain is not None and gain.after_t_day > gain.before_t_day:
        said.append(f"Most is gained on {gain.name} ({tonnes(gain.before_t_day)} to {tonnes(gain.after_t_day)}).")
    free = indifferent(outcome)
    if free > 0.1 * displaced(outcome) and lines:
        said.append(f"The map also shows {tonnes(free)} that changed between ways of practically equal cost.")
    return MapView(
        id=f"map-{outcome.scenario.id}", title=f"Change of flows: {outcome.scenario.name}",
        alt=f"Map of {number(len(lines))} ways whose load changes. " + (" ".join(said) or "No way changes."),
        caption=" ".join(said) or "No way of the network changes its load.", lines=lines, towns=tuple(towns),
    )  # fmt: skip


def flow_lines(outcome: Outcome, names: Names) -> tuple[FlowLine, ...]:
    """Return changed ways, the largest change first; both directions of a way are added."""
    network = names.world.network
    index = {link: i for i, link in enumerate(network.link_id)}
    base: dict[tuple[str, str, str], float] = defaultdict(float)
    after: dict[tuple[str, str, str], float] = defaultdict(float)
    sample: dict[tuple[str, str, str], int] = {}
    for row in outcome.flows:
        i = index.get(row.element, -1)
        if row.element_kind != "link" or row.cargo != "all" or i < 0 or not _drawn(network, i):
            continue
        key = _way_key(network, i)
        base[key] += row.base_t_day
        after[key] += row.scenario_t_day
        sample.setdefault(key, i)
    change = {key: after[key] - base[key] for key in sample}
    least = max(1.0, LEAST_SHARE * max((abs(v) for v in change.values()), default=0.0))
    lines = []
    for key, i in sample.items():
        if abs(change[key]) < least:
            continue
        known = [names.place(p) for p in key[:2] if p in names.world.places or p in names.world.posts]
        lines.append(
            FlowLine(
                mode=network.link_mode[i], name=_way_name(key[2], known),
                points=_points(network, i), before_t_day=base[key], after_t_day=after[key],
            )
        )  # fmt: skip
    return tuple(sorted(lines, key=lambda x: (-abs(x.after_t_day - x.before_t_day), x.name)))


def _way_name(mode: str, known: Sequence[str]) -> str:
    """Return 'rail Almaty - Aktau'; nodes of the open sea have no name: 'sea off Baku', 'open sea'."""
    word = MODES.get(mode, mode)
    if len(known) == 2:
        return f"{word} {known[0]} - {known[1]}"
    return f"{word} off {known[0]}" if known else f"open {word}"


def towns(names: Names, first: Sequence[str], most: int = 90) -> tuple[Town, ...]:
    """Return places worth a name on a map: those named first (place ids), then by the freight they ship."""
    world = names.world
    weight: dict[str, float] = defaultdict(float)
    for row in world.demand:
        weight[row.origin] += row.t_day
        weight[row.destination] += row.t_day
    for rank, place in enumerate(first):
        if place in world.places or place in world.posts:
            weight[place] += 1e12 - rank
    found = []
    for place, value in sorted(weight.items(), key=lambda item: (-item[1], item[0])):
        spot = world.places.get(place) or world.posts.get(place)
        if spot is not None:
            found.append(Town(name=_short(spot.name_en), lat=spot.lat, lon=spot.lon, weight=value))
    return tuple(found[:most])


def _short(name: str) -> str:
    return name.split(" (")[0]


def _drawn(network: Network, i: int) -> bool:
    ends = network.node_place[int(network.tail[i])], network.node_place[int(network.head[i])]
    return network.link_mode[i] != "transfer" and network.link_kind[i] in DRAWN and ends[0] != ends[1]


def _way_key(network: Network, i: int) -> tuple[str, str, str]:
    a, b = network.node_place[int(network.tail[i])], network.node_place[int(network.head[i])]
    return min(a, b), max(a, b), network.link_mode[i]


def _points(network: Network, i: int) -> tuple[tuple[float, float], ...]:
    tail, head = int(network.tail[i]), int(network.head[i])
    ends = [(float(network.node_lat[n]), float(network.node_lon[n])) for n in (tail, head)]
    points = [ends[0], *network.shape[i], ends[1]]
    return tuple((round(lat, 3), round(lon, 3)) for lat, lon in points)
