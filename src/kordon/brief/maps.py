"""Draw maps as SVG: base map, network, zones by pattern, posts, claim markers, changes of flow.

Coordinates are kilometres of the projection, so the base map is written once in a page and every map refers to it;
``px`` is how many kilometres one pixel stands for at the nominal width of :data:`WIDTH_PX`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kordon.brief.labels import Box, Canvas, roomiest
from kordon.brief.projection import project, project_path
from kordon.brief.svg import (
    FONT,
    ZONE_BASE,
    ZONE_INK,
    ZONE_WORD,
    paths_of,
    patterns,
    tag,
    text_of,
    text_width,
    zone_fill,
)
from kordon.brief.views import FlowLine, MapView, Way
from kordon.brief.words import significant, tonnes
from kordon.world.basemap import BaseMap

WIDTH_PX = 960
ASPECT = 0.62
FOOT_PX = 66
LEAST_WIDTH_KM, MOST_WIDTH_KM = 3600.0, 11500.0
THEATRE: Box = (-5600.0, -3600.0, 5600.0, 3400.0)
"""Left, top, right, bottom in km: nothing outside is ever shown."""

SEA, LAND, COAST, BORDER = "#dfe9f0", "#f7f5f0", "#8fa5b5", "#8a8378"
GAIN, LOSS, PIN = "#0b5fa5", "#c2500a", "#1b2a41"
WAY_STYLE = {
    "rail": ("#6f675c", 0.8, ""),
    "road": ("#b3a894", 0.7, ""),
    "sea": ("#7ba2bf", 0.7, "3 3"),
    "inland_water": ("#5f93b8", 0.9, ""),
    "oil_pipeline": ("#8c6d8f", 0.8, "1.5 2.5"),
    "gas_pipeline": ("#6d8f78", 0.8, "1.5 2.5"),
}
"""Ink, width in pixels and dashes of the ways that are drawn as background."""


@dataclass(frozen=True)
class Drawn:
    """The base map and network projected once: paths by id, outlines for names."""

    shapes: tuple[tuple[str, str, str, Box], ...]
    borders: tuple[tuple[NDArray[np.float64], Box], ...]
    coast: tuple[tuple[NDArray[np.float64], Box], ...]
    ways: tuple[tuple[str, NDArray[np.float64], Box], ...]
    rings: tuple[tuple[str, str, NDArray[np.float64]], ...] = field(repr=False)
    policy: str = ""
    flows: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    """Flows as drawn, by map: page and picture file show the same."""


def draw_base(base: BaseMap, ways: Sequence[Way]) -> Drawn:
    """Return the base map and the network in km of the projection."""
    shapes, rings = [], []
    for number, shape in enumerate(base.shapes):
        outlines = [[_closed(ring) for ring in polygon] for polygon in shape.polygons]
        flat = [ring for polygon in outlines for ring in polygon]
        largest = max((polygon[0] for polygon in outlines), key=_extent)
        shapes.append((shape.cc or f"x{number}", shape.name, paths_of(flat, closed=True), _box(np.concatenate(flat))))
        rings.append((shape.cc, shape.name, largest))
    return Drawn(
        shapes=tuple(shapes), borders=tuple(_lines(base.borders)), coast=tuple(_lines(base.coast)),
        ways=tuple((way.mode, *_line(np.array(way.points)[:, ::-1])) for way in ways if len(way.points) > 1),
        rings=tuple(rings), policy=base.policy,
    )  # fmt: skip


def definitions(drawn: Drawn, window: Box | None = None) -> str:
    """Return the ``<defs>`` that maps refer to; with a window, only what reaches into it."""
    parts = [
        tag("path", id=f"land-{cc}", d=d) for cc, _, d, box in drawn.shapes if window is None or _meet(box, window)
    ]
    for name, lines in (("borders", drawn.borders), ("coast", drawn.coast)):
        d = paths_of(line for line, box in lines if window is None or _meet(box, window))
        parts.append(tag("path", id=f"base-{name}", d=d, fill="none"))
    for mode in WAY_STYLE:
        d = paths_of(line for m, line, box in drawn.ways if m == mode and (window is None or _meet(box, window)))
        parts.append(tag("path", id=f"way-{mode}", d=d, fill="none"))
    return tag("defs", "".join(parts))


def shared_definitions(drawn: Drawn) -> str:
    """Return an invisible picture with the definitions that all maps of a page share."""
    return tag(
        "svg", definitions(drawn), xmlns="http://www.w3.org/2000/svg", width=0, height=0, aria_hidden="true",
        style="position:absolute",
    )  # fmt: skip


def draw_map(view: MapView, drawn: Drawn, *, alone: bool = False, font: str = FONT) -> str:
    """Return a map as SVG. ``alone`` puts the definitions inside, for a file of its own; else the page holds them."""
    window = view.window or window_of(view)
    left, top, right, bottom = window
    px = (right - left) / WIDTH_PX
    foot = FOOT_PX * px
    canvas = Canvas((left + 4 * px, top + 4 * px, right - 4 * px, bottom - 4 * px))
    layers = [
        definitions(drawn, window) if alone else "",
        tag("defs", patterns(view.id, px) + tag(
            "clipPath", tag("rect", x=left, y=top, width=right - left, height=bottom - top), id=f"{view.id}-frame"
        )),
        tag("title", text_of(view.title), id=f"{view.id}-title"),
        tag("desc", text_of(view.alt), id=f"{view.id}-desc"),
        tag("rect", x=left, y=top, width=right - left, height=bottom - top + foot, fill="#ffffff"),
    ]  # fmt: skip
    markers, pins = _markers(view, canvas, px, window, linked=not alone)
    inner = [
        tag("rect", x=left, y=top, width=right - left, height=bottom - top, fill=SEA),
        _land(view, drawn, window),
        tag("use", href="#base-coast", stroke=COAST, stroke_width=0.6 * px),
        tag("use", href="#base-borders", stroke=BORDER, stroke_width=0.7 * px, stroke_dasharray=_dash("4 1.5", px)),
        _ways(drawn, px),
        drawn.flows.get(view.id) or drawn.flows.setdefault(view.id, _flows(view.lines, px, window)),
        _posts(view, px, window, canvas),
        pins,
        _names(view, drawn, canvas, px, window),
        markers,
    ]
    layers.append(tag("g", "".join(inner), clip_path=f"url(#{view.id}-frame)"))
    layers.append(
        tag("rect", x=left, y=top, width=right - left, height=bottom - top, fill="none", stroke="#9aa5ad",
            stroke_width=px)
    )  # fmt: skip
    layers.append(_foot(view, drawn.policy, window, px))
    return tag(
        "svg", "".join(layers), xmlns="http://www.w3.org/2000/svg",
        viewBox=" ".join(f"{v:.0f}" for v in (left, top, right - left, bottom - top + foot)),
        width=WIDTH_PX if alone else None, height=round(WIDTH_PX * ASPECT) + FOOT_PX if alone else None,
        role="img", aria_labelledby=f"{view.id}-title {view.id}-desc", font_family=font,
    )  # fmt: skip


def window_of(view: MapView) -> Box:
    """Return the part of the world that a map shows: all that it is about, with air, in the fixed aspect."""
    # a state named in passing, oceans away, must not shrink what the reports are about
    claims = len({n for m in view.markers for n in m.claims})
    spots = [(m.lon, m.lat) for m in view.markers if not m.area or len(m.claims) >= 0.1 * claims]
    for line in _weighty(view.lines):
        spots += [(lon, lat) for lat, lon in line.points]
    if not spots:
        spots = [(t.lon, t.lat) for t in view.towns[:25]] or [(30.0, 40.0), (120.0, 50.0)]
    points = project(np.array([s[0] for s in spots]), np.array([s[1] for s in spots]))
    keep = points[
        (points[:, 0] > THEATRE[0])
        & (points[:, 0] < THEATRE[2])
        & (points[:, 1] > THEATRE[1])
        & (points[:, 1] < THEATRE[3])
    ]
    points = keep if len(keep) else np.zeros((1, 2))
    (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
    width = min(max((x1 - x0) * 1.2, (y1 - y0) * 1.3 / ASPECT, LEAST_WIDTH_KM), MOST_WIDTH_KM)
    height = width * ASPECT
    left = min(max((x0 + x1) / 2 - width / 2, THEATRE[0]), max(THEATRE[0], THEATRE[2] - width))
    top = min(max((y0 + y1) / 2 - height / 2, THEATRE[1]), max(THEATRE[1], THEATRE[3] - height))
    return (round(left), round(top), round(left + width), round(top + height))


def shows(window: Box, lat: float, lon: float) -> bool:
    """Return whether a point lies in the part of the world that a map shows, clear of its edge."""
    left, top, right, bottom = window
    edge = 4 * (right - left) / WIDTH_PX
    x, y = project(np.array([lon]), np.array([lat]))[0]
    return bool(left + edge < x < right - edge and top + edge < y < bottom - edge)


def _weighty(lines: Sequence[FlowLine]) -> Sequence[FlowLine]:
    most = max((abs(x.after_t_day - x.before_t_day) for x in lines), default=0.0)
    return [x for x in lines if abs(x.after_t_day - x.before_t_day) >= 0.03 * most]


def _land(view: MapView, drawn: Drawn, window: Box) -> str:
    colour = {zone.subject: zone for zone in view.zones}
    parts = []
    for cc, name, _, box in drawn.shapes:
        if not _meet(box, window):
            continue
        zone = colour.get(cc)
        fill = zone_fill(view.id, zone.colour) if zone else LAND
        words = f"{zone.name}: {zone.colour}" if zone else name
        parts.append(tag("g", tag("title", text_of(words)) + tag("use", href=f"#land-{cc}"), fill=fill))
    return "".join(parts)


def _ways(drawn: Drawn, px: float) -> str:
    here = {mode for mode, _, _ in drawn.ways}
    return "".join(
        tag("use", href=f"#way-{mode}", stroke=ink, stroke_width=width * px,
            stroke_dasharray=_dash(dash, px) if dash else None)
        for mode, (ink, width, dash) in WAY_STYLE.items()
        if mode in here
    )  # fmt: skip


LEAST_DRAWN = 0.002
"""Share of the largest change below which a change of flow is left to the tables: a map shows where the weight is."""


def flow_width_px(change: float, most: float) -> float:
    """Return the width of a changed way in pixels: as the square root, so that small changes stay visible."""
    return 1.2 + 9.0 * float(np.sqrt(abs(change) / most)) if most else 1.2


def _flows(lines: Sequence[FlowLine], px: float, window: Box) -> str:
    most = max((abs(x.after_t_day - x.before_t_day) for x in lines), default=0.0)
    parts: dict[bool, list[str]] = {False: [], True: []}
    for line in lines:
        if abs(line.after_t_day - line.before_t_day) < LEAST_DRAWN * most:
            continue
        change = line.after_t_day - line.before_t_day
        points, box = _line(np.array(line.points)[:, ::-1])
        if not _meet(box, window):
            continue
        words = f"{line.name}: {tonnes(line.before_t_day)} before, {tonnes(line.after_t_day)} after"
        parts[change > 0].append(
            tag("path", tag("title", text_of(words)), d=paths_of([points]), fill="none",
                stroke=GAIN if change > 0 else LOSS, stroke_width=flow_width_px(change, most) * px,
                stroke_dasharray=None if change > 0 else _dash("6 3", px), stroke_linejoin="round",
                stroke_opacity=0.85)
        )  # fmt: skip
    return "".join(parts[False] + parts[True])


def _posts(view: MapView, px: float, window: Box, canvas: Canvas) -> str:
    parts = []
    for post in sorted(view.posts, key=lambda p: ("green", "grey", "red").index(p.colour)):
        if post.lat is None or post.lon is None:
            continue
        x, y = project(np.array([post.lon]), np.array([post.lat]))[0]
        if not _meet((x, y, x, y), window):
            continue
        title = tag("title", text_of(f"{post.name}: {post.colour}"))
        ink = ZONE_INK[post.colour]
        if post.colour == "green":
            parts.append(tag("circle", title, cx=x, cy=y, r=2.1 * px, fill=ink))
        elif post.colour == "grey":
            parts.append(
                tag("rect", title, x=x - 2 * px, y=y - 2 * px, width=4 * px, height=4 * px, fill="#fff", stroke=ink,
                    stroke_width=px)
            )  # fmt: skip
        else:
            r = 5.2 * px
            d = f"M{x:.1f} {y - r:.1f}L{x + r:.1f} {y:.1f} {x:.1f} {y + r:.1f} {x - r:.1f} {y:.1f}z"
            parts.append(tag("path", title, d=d, fill=ink, stroke="#fff", stroke_width=px))
            canvas.take((x - r, y - r, x + r, y + r))
    return "".join(parts)


def _markers(view: MapView, canvas: Canvas, px: float, window: Box, *, linked: bool) -> tuple[str, str]:
    r = 9.5 * px
    parts, pins = [], []
    for marker in view.markers:
        x, y = project(np.array([marker.lon]), np.array([marker.lat]))[0]
        if not shows(window, marker.lat, marker.lon):
            continue
        cx, cy = canvas.place_marker(float(x), float(y), r)
        if abs(cx - x) + abs(cy - y) > r / 2:
            pins.append(tag("path", d=f"M{x:.1f} {y:.1f}L{cx:.1f} {cy:.1f}", stroke=PIN, stroke_width=1.2 * px))
            pins.append(tag("circle", cx=float(x), cy=float(y), r=2.2 * px, fill=PIN))
        shape = (
            tag("rect", x=cx - r, y=cy - r, width=2 * r, height=2 * r, rx=2.5 * px, fill=PIN, stroke="#fff",
                stroke_width=1.6 * px)
            if marker.area
            else tag("circle", cx=cx, cy=cy, r=r, fill=PIN, stroke="#fff", stroke_width=1.6 * px)
        )  # fmt: skip
        claims = ", ".join(str(n) for n in marker.claims)
        words = f"{marker.label}: {marker.name}, claim{'s' if len(marker.claims) > 1 else ''} {claims}"
        letter = tag(
            "text", text_of(marker.label), x=cx, y=cy + 4.2 * px, font_size=12 * px, font_weight=700, fill="#fff",
            text_anchor="middle",
        )  # fmt: skip
        body = tag("title", text_of(words)) + shape + letter
        if linked and marker.claims:
            parts.append(tag("a", body, href=f"#claim-{marker.claims[0]}", id=marker.id, class_="marker"))
        else:
            parts.append(tag("g", body, class_="marker"))
    return "".join(parts), "".join(pins)


def _names(view: MapView, drawn: Drawn, canvas: Canvas, px: float, window: Box) -> str:
    states: list[str] = []
    names: list[str] = []
    zoned = {zone.subject for zone in view.zones}
    by_room = sorted(drawn.rings, key=lambda item: (item[0] not in zoned, -_extent(item[2]), item[1]))
    size = 11.5 * px
    for cc, name, ring in by_room:
        if not cc or not _meet(_box(ring), window):
            continue
        width, height = text_width(name.upper(), size) * 1.16, size
        for x, y in roomiest(ring, canvas.frame, width, height):
            box = (x - width / 2, y - height, x + width / 2, y + height * 0.3)
            if canvas.free(box):
                canvas.take(box)
                states.append(
                    tag("text", text_of(name.upper()), x=float(x), y=float(y), font_size=size, letter_spacing=px,
                        fill="#5d574d", text_anchor="middle", **_halo(px, LAND))
                )  # fmt: skip
                break
    size = 11 * px
    for town in view.towns:
        x, y = project(np.array([town.lon]), np.array([town.lat]))[0]
        spot = (float(x) - 2 * px, float(y) - 2 * px, float(x) + 2 * px, float(y) + 2 * px)
        if not (canvas.frame[0] < x < canvas.frame[2] and canvas.frame[1] < y < canvas.frame[3]) or len(names) >= 80:
            continue
        placed = canvas.place_name(float(x), float(y), text_width(town.name, size), size, 4 * px)
        if placed is None:
            continue
        canvas.take(spot)
        tx, ty, anchor = placed
        names.append(tag("circle", cx=float(x), cy=float(y), r=1.8 * px, fill="#222"))
        names.append(
            tag("text", text_of(town.name), x=tx, y=ty, font_size=size, fill="#222", text_anchor=anchor,
                **_halo(px, "#fff"))
        )  # fmt: skip
    return "".join(states + names)


def _halo(px: float, colour: str) -> dict[str, object]:
    return {"stroke": colour, "stroke_width": 2.6 * px, "stroke_linejoin": "round", "paint_order": "stroke",
            "stroke_opacity": 0.85}  # fmt: skip


def _foot(view: MapView, policy: str, window: Box, px: float) -> str:
    """Return the strip under the map: legend, then the border policy."""
    left, _, right, bottom = window
    x, y = left + 4 * px, bottom + 19 * px
    parts = []

    def word(text: str, at: float, size: float = 11.5) -> float:
        parts.append(tag("text", text_of(text), x=at, y=y, font_size=size * px, fill="#222"))
        return at + text_width(text, size * px) + 16 * px

    if view.zones:
        for colour in ("green", "grey", "red"):
            parts.append(
                tag("rect", x=x, y=y - 10 * px, width=22 * px, height=13 * px, fill=zone_fill(view.id, colour),
                    stroke=ZONE_INK[colour], stroke_width=0.8 * px)
            )  # fmt: skip
            x = word(ZONE_WORD[colour], x + 27 * px)
        parts.append(tag("rect", x=x, y=y - 10 * px, width=22 * px, height=13 * px, fill=LAND, stroke="#8a8378",
                         stroke_width=0.8 * px))  # fmt: skip
        x = word("not assessed", x + 27 * px)
    if view.posts:
        parts.append(tag("circle", cx=x + 3 * px, cy=y - 4 * px, r=2.6 * px, fill=ZONE_INK["green"]))
        parts.append(tag("rect", x=x + 10 * px, y=y - 6.5 * px, width=5 * px, height=5 * px, fill="#fff",
                         stroke=ZONE_INK["grey"], stroke_width=px))  # fmt: skip
        r = 5 * px
        cx, cy = x + 25 * px, y - 4 * px
        d = f"M{cx:.1f} {cy - r:.1f}L{cx + r:.1f} {cy:.1f} {cx:.1f} {cy + r:.1f} {cx - r:.1f} {cy:.1f}z"
        parts.append(tag("path", d=d, fill=ZONE_INK["red"]))
        x = word("posts: green dot, grey square, red diamond", x + 34 * px)
    if view.lines:
        most = max(abs(v.after_t_day - v.before_t_day) for v in view.lines)
        for ink, dash, label in (
            (GAIN, None, "more freight: solid blue"),
            (LOSS, "6 3", "less freight: dashed orange"),
        ):
            parts.append(
                tag("path", d=f"M{x:.1f} {y - 4 * px:.1f}h{30 * px:.1f}", stroke=ink, stroke_width=5 * px,
                    stroke_dasharray=_dash(dash, px) if dash else None)
            )  # fmt: skip
            x = word(label, x + 35 * px)
        for change in dict.fromkeys(significant(most * s, 1) for s in (1.0, 0.25, 0.05)):
            parts.append(
                tag("path", d=f"M{x:.1f} {y - 4 * px:.1f}h{22 * px:.1f}", stroke="#444",
                    stroke_width=flow_width_px(change, most) * px)
            )  # fmt: skip
            x = word(tonnes(change), x + 27 * px)
    y += 17 * px
    line = ""
    for piece in policy.split():
        longer = f"{line} {piece}".strip()
        if text_width(longer, 10 * px) > right - left - 8 * px:
            parts.append(tag("text", text_of(line), x=left + 4 * px, y=y, font_size=10 * px, fill="#555"))
            y, line = y + 13 * px, piece
        else:
            line = longer
    parts.append(tag("text", text_of(line), x=left + 4 * px, y=y, font_size=10 * px, fill="#555"))
    return "".join(parts)


def _dash(pattern: str, px: float) -> str:
    return " ".join(f"{float(v) * px:.1f}" for v in pattern.split())


def _closed(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    return project_path(ring, 4.0)


def _line(points: NDArray[np.float64]) -> tuple[NDArray[np.float64], Box]:
    line = project_path(points)
    return line, _box(line)


def _lines(lines: Sequence[NDArray[np.float64]]) -> list[tuple[NDArray[np.float64], Box]]:
    return [_line(line) for line in lines]


def _box(points: NDArray[np.float64]) -> Box:
    (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
    return float(x0), float(y0), float(x1), float(y1)


def _extent(ring: NDArray[np.float64]) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2)


def _meet(a: Box, b: Box) -> bool:
    return a[2] >= b[0] and a[0] <= b[2] and a[3] >= b[1] and a[1] <= b[3]


__all__ = ["ASPECT", "WIDTH_PX", "ZONE_BASE", "Drawn", "definitions", "draw_base", "draw_map", "shared_definitions"]
