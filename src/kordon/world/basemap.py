"""The base map: land, borders and coast of Eurasia for drawing, in two viewpoints.

Natural Earth 1:50m (public domain), reduced by ``scripts/build_basemap.py``. A polygon never decides anything
in Kordon: which state a place or link belongs to is a column of its table. The shapes are for the eye only.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kordon.errors import DataError

LonLat = NDArray[np.float64]
"""Points as an array of shape (n, 2): longitude (up to 192 east of the date line) and latitude in degrees."""

VIEWPOINTS: Mapping[str, str] = {
    "default": "borders near the view of the United Nations",
    "de_facto": "borders by who is in control (Natural Earth 4.1)",
}
"""Viewpoints by name, with what they show."""

BORDER_POLICY = (
    "Borders follow the viewpoint '{viewpoint}' ({meaning}); {credit}. "
    "They imply no judgement on the status of any territory: which state a road, railway or post is "
    "counted to is a column of the data, not a polygon of this map."
)
"""Printed on or under every map."""


@dataclass(frozen=True)
class Shape:
    """One territory as drawn: ISO 3166-1 alpha-2 code (empty where there is none) and polygons of rings."""

    cc: str
    name: str
    polygons: tuple[tuple[LonLat, ...], ...]


@dataclass(frozen=True)
class BaseMap:
    """Shapes of territories, with the borders and the coast as separate lines so that each is drawn once."""

    viewpoint: str
    credit: str
    shapes: tuple[Shape, ...]
    borders: tuple[LonLat, ...]
    coast: tuple[LonLat, ...]

    @property
    def policy(self) -> str:
        """The sentence on borders that every map carries."""
        return BORDER_POLICY.format(viewpoint=self.viewpoint, meaning=VIEWPOINTS[self.viewpoint], credit=self.credit)


@lru_cache(maxsize=2)
def read_basemap(viewpoint: str = "default") -> BaseMap:
    """Return the base map of a viewpoint, ``default`` or ``de_facto``; raises ValueError for another name.

    >>> sorted(shape.cc for shape in read_basemap().shapes if shape.name in ("Kazakhstan", "Mongolia"))
    ['KZ', 'MN']
    """
    if viewpoint not in VIEWPOINTS:
        raise ValueError(f"viewpoint is {viewpoint!r}, expected one of {', '.join(VIEWPOINTS)}")
    name = f"basemap_{viewpoint}.json.gz"
    file = resources.files("kordon.world").joinpath("data").joinpath(name)
    try:
        data: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
    except (OSError, ValueError) as error:
        raise DataError(f"data/{name}: cannot be read ({error})") from error
    step = float(data["step_degrees"])
    arcs = [np.cumsum(np.array(flat, dtype=np.int64).reshape(-1, 2), axis=0) * step for flat in data["arcs"]]

    def outline(ring: list[int]) -> LonLat:
        parts = [arcs[ref] if ref >= 0 else arcs[~ref][::-1] for ref in ring]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    return BaseMap(
        viewpoint=viewpoint,
        credit=str(data["credit"]),
        shapes=tuple(
            Shape(
                shape["cc"],
                shape["name"],
                tuple(tuple(outline(ring) for ring in polygon) for polygon in shape["polygons"]),
            )
            for shape in data["territories"]
        ),
        borders=tuple(arcs[i] for i in data["borders"]),
        coast=tuple(arcs[i] for i in data["coast"]),
    )
