"""Maps: the projection against Snyder's numbers, zones by pattern, markers apart, flows by width."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations
from typing import Any

import brief_samples as samples
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kordon.brief.compose import compose
from kordon.brief.html import render
from kordon.brief.labels import Canvas, inside, roomiest
from kordon.brief.maps import Drawn, draw_map, flow_width_px, window_of
from kordon.brief.projection import EURASIA, Conic, project, project_path
from kordon.brief.record import Brief
from kordon.brief.views import MapView, Marker, Town
from kordon.world.basemap import VIEWPOINTS, read_basemap

SVG = "{http://www.w3.org/2000/svg}"


def test_the_cone_gives_the_numbers_of_snyder() -> None:
    # Snyder 1987, numerical examples, Lambert conformal conic for the sphere, page 295
    cone = Conic(parallels=(33.0, 45.0), meridian=-96.0, origin=23.0, radius=1.0)
    assert cone.n == pytest.approx(0.6304777, abs=5e-8)
    x, y = cone.project(np.array([-75.0]), np.array([35.0]))[0]
    assert x == pytest.approx(0.2966785, abs=5e-8)
    assert -y == pytest.approx(0.2462112, abs=5e-8)


@given(st.floats(-25, 190), st.floats(0, 75))
def test_the_projection_keeps_angles(lon: float, lat: float) -> None:
    step = 1e-4
    here, east, north = project(np.array([lon, lon + step, lon]), np.array([lat, lat, lat + step]))
    a, b = (east - here) / np.cos(np.radians(lat)), north - here
    assert abs(a @ b) <= 1e-4 * np.linalg.norm(a) * np.linalg.norm(b)
    assert np.linalg.norm(a) == pytest.approx(np.linalg.norm(b), rel=1e-3)


def test_lengths_are_true_on_the_standard_parallels() -> None:
    for parallel in EURASIA.parallels:
        a, b = project(np.array([70.0, 70.01]), np.array([parallel, parallel]))
        true = np.radians(0.01) * EURASIA.radius * np.cos(np.radians(parallel))
        assert np.linalg.norm(b - a) == pytest.approx(true, rel=1e-5)


def test_the_far_east_stays_in_one_piece() -> None:
    a, b = project(np.array([179.0, -179.0]), np.array([66.0, 66.0]))
    assert np.linalg.norm(b - a) < 120
    assert len(project_path(np.array([[170.0, 60.0], [-170.0, 60.0]]))) == 11


@pytest.mark.parametrize("viewpoint", VIEWPOINTS)
def test_the_base_map_has_every_state_of_the_theatre_once(viewpoint: str) -> None:
    base = read_basemap(viewpoint)
    codes = [shape.cc for shape in base.shapes if shape.cc]
    assert len(codes) == len(set(codes))
    assert {"KZ", "RU", "CN", "MN", "AZ", "GE", "IR", "TR", "UZ", "TM", "KG", "TJ", "BY", "PL", "UA", "IN"} <= set(
        codes
    )
    assert "CA" not in codes
    assert "no judgement" in base.policy
    for shape in base.shapes:
        for polygon in shape.polygons:
            for ring in polygon:
                assert (ring[0] == ring[-1]).all(), shape.name
                assert ring[:, 0].min() > -40
                assert ring[:, 0].max() < 196


@pytest.mark.parametrize(
    ("viewpoint", "cc", "lon", "lat"),
    [
        ("default", "KZ", 63.3, 45.6), ("de_facto", "KZ", 63.3, 45.6), ("default", "UA", 34.1, 45.3),
        ("de_facto", "RU", 34.1, 45.3), ("default", "RU", 60.6, 56.8), ("default", "CN", 87.6, 43.8),
    ],
)  # fmt: skip
def test_places_lie_inside_their_state_as_the_viewpoint_draws_it(
    viewpoint: str, cc: str, lon: float, lat: float
) -> None:
    shape = next(s for s in read_basemap(viewpoint).shapes if s.cc == cc)
    assert any(inside(polygon[0], np.array([[lon, lat]]))[0] for polygon in shape.polygons)


def test_an_unknown_viewpoint_is_refused() -> None:
    with pytest.raises(ValueError, match="expected one of default, de_facto"):
        read_basemap("mine")


def test_zones_are_told_apart_without_colour(brief: Brief, drawn: Drawn) -> None:
    tree = ET.fromstring(draw_map(brief.maps[0], drawn, alone=True))
    patterns = {p.get("id") for p in tree.iter(f"{SVG}pattern")}
    assert patterns == {"map-claims-grey", "map-claims-red"}
    fills = {g.findtext(f"{SVG}title"): g.get("fill") for g in tree.iter(f"{SVG}g") if g.get("fill")}
    assert fills["Kazakhstan: grey"] == "url(#map-claims-grey)"
    assert fills["Azerbaijan: red"] == "url(#map-claims-red)"
    assert str(fills["Russia: green"]).startswith("#")
    words = " ".join(t.text or "" for t in tree.iter(f"{SVG}text"))
    for word in ("green: plain", "grey: dotted", "red: hatched", "no judgement"):
        assert word in words


def test_every_file_of_its_own_refers_only_to_itself(brief: Brief, drawn: Drawn) -> None:
    for view in brief.maps:
        text = draw_map(view, drawn, alone=True)
        tree = ET.fromstring(text)
        ids = {e.get("id") for e in tree.iter()}
        for use in tree.iter(f"{SVG}use"):
            assert str(use.get("href"))[1:] in ids
        assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


def test_claim_markers_link_to_their_claims_and_do_not_overlap(brief: Brief, drawn: Drawn) -> None:
    tree = ET.fromstring(draw_map(brief.maps[0], drawn))
    links = list(tree.iter(f"{SVG}a"))
    assert {a.get("id") for a in links} == {m.id for m in brief.maps[0].markers}
    assert {a.get("href") for a in links} <= {f"#claim-{c.number}" for c in brief.claims}


@given(st.lists(st.tuples(st.floats(50, 950), st.floats(50, 550)), min_size=2, max_size=25))
def test_markers_never_hide_one_another(spots: list[tuple[float, float]]) -> None:
    canvas = Canvas((0, 0, 1000, 600))
    placed = [canvas.place_marker(x, y, 9.0) for x, y in spots]
    for (x0, y0), (x1, y1) in combinations(placed, 2):
        assert max(abs(x0 - x1), abs(y0 - y1)) >= 18.0 - 1e-9


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 600), st.floats(20, 200)), max_size=30))
def test_names_never_overlap_and_stay_inside(names: list[tuple[float, float, float]]) -> None:
    canvas = Canvas((0, 0, 1000, 600))
    for x, y, width in names:
        canvas.place_name(x, y, width, 11.0, 4.0)
    for left, top, right, bottom in canvas.taken:
        assert left >= 0
        assert top >= 0
        assert right <= 1000
        assert bottom <= 600
    for a, b in combinations(canvas.taken, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_a_name_of_a_state_lies_inside_it() -> None:
    ring = np.array([[0, 0], [100, 0], [100, 10], [20, 10], [20, 60], [0, 60], [0, 0]], dtype=float)
    for x, y in roomiest(ring, (-10, -10, 200, 200), 50, 5):
        corners = np.array([[x - 24, y], [x + 24, y]])
        assert inside(ring, corners).all()
    assert roomiest(ring, (-10, -10, 200, 200), 150, 5) == []


def test_flows_show_more_and_less_by_more_than_colour(brief: Brief, drawn: Drawn) -> None:
    tree = ET.fromstring(draw_map(brief.maps[3], drawn, alone=True))
    lines = [p for p in tree.iter(f"{SVG}path") if p.find(f"{SVG}title") is not None and p.get("fill") == "none"]
    assert len(lines) == len(brief.maps[3].lines) == 7
    for line in lines:
        before, after = re.findall(r"([\d,]+) t/day", line.findtext(f"{SVG}title") or "")
        less = float(after.replace(",", "")) < float(before.replace(",", ""))
        assert (line.get("stroke-dasharray") is not None) == less


@given(st.floats(1, 1e6), st.floats(0, 1))
def test_wider_means_more(most: float, share: float) -> None:
    assert flow_width_px(share * most, most) <= flow_width_px(most, most)
    assert flow_width_px(share * most, most) >= 1.2


@given(st.lists(st.tuples(st.floats(-20, 180), st.floats(-10, 75)), max_size=12))
def test_a_window_holds_what_it_is_about(spots: list[tuple[float, float]]) -> None:
    markers = tuple(
        Marker(id=f"m{i}", label="A", name="x", lat=lat, lon=lon, claims=(1,)) for i, (lon, lat) in enumerate(spots)
    )
    view = MapView(id="m", title="t", alt="a", markers=markers, towns=(Town(name="T", lat=50, lon=60, weight=1),))
    left, top, right, bottom = window_of(view)
    assert 3000 < right - left <= 11500
    assert (bottom - top) / (right - left) == pytest.approx(0.62, abs=0.01)


def test_what_lies_outside_is_named_under_the_map(world: Any, drawn: Drawn) -> None:
    far = samples.KAZAKHSTAN.model_copy(
        update={"name": "Far away", "cc": "", "lat": -20.0, "lon": 25.0, "kind": "area"}
    )
    claim = samples.claims()[1].model_copy(update={"places": (far,)})
    brief = compose(world, **samples.inputs(claims=(*samples.claims(), claim.model_copy(update={"id": "c7"}))))
    view = brief.maps[0]
    assert [m.name for m in view.outside] == ["Far away"]
    page = render(brief, drawn)
    assert f'<a id="{view.outside[0].id}"' in page
    assert page.count(f'id="{view.outside[0].id}"') == 1


def test_the_network_is_drawn_once_for_both_directions(world: Any, brief: Brief) -> None:
    assert len(brief.network) == world.network.n_links / 2
