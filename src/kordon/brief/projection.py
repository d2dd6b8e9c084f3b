"""Lambert conformal conic projection for Eurasia, in kilometres, y growing downwards as in a picture.

Snyder, J. P. (1987), Map Projections: A Working Manual, USGS Professional Paper 1395, equations 15-1 to 15-3
(sphere), pages 104-107. Shapes are kept, so a border stays recognisable; areas grow away from the standard parallels,
which is why no map of Kordon shows a quantity as an area.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

SOUTHERNMOST, NORTHERNMOST = -30.0, 85.0
"""Latitudes are held inside these: the cone has no use for the poles."""


@dataclass(frozen=True)
class Conic:
    """A cone: standard parallels, central meridian and latitude of origin in degrees, radius of the sphere."""

    parallels: tuple[float, float]
    meridian: float
    origin: float
    radius: float = 6371.0

    @cached_property
    def n(self) -> float:
        """The constant of the cone (Snyder 15-3)."""
        a, b = np.radians(self.parallels)
        tangents = np.tan(np.pi / 4 + b / 2) / np.tan(np.pi / 4 + a / 2)
        return float(np.log(np.cos(a) / np.cos(b)) / np.log(tangents))

    def rho(self, lat: Points) -> Points:
        """Return the distance from the tip of the cone (Snyder 15-1 and 15-2)."""
        a = np.radians(self.parallels[0])
        f = np.cos(a) * np.tan(np.pi / 4 + a / 2) ** self.n / self.n
        return np.asarray(self.radius * f / np.tan(np.pi / 4 + np.radians(lat) / 2) ** self.n)

    def project(self, lon: Points, lat: Points) -> Points:
        """Return x and y (downwards), shape (n, 2), in the unit of the radius."""
        theta = self.n * np.radians(lon - self.meridian)
        rho = self.rho(lat)
        return np.stack([rho * np.sin(theta), rho * np.cos(theta) - self.rho(np.array(self.origin))], axis=-1)


EURASIA = Conic(parallels=(32.0, 58.0), meridian=72.0, origin=45.0)
"""The cone of every map: most land routes of the theatre run between its parallels."""


def project(lon: Points, lat: Points) -> Points:
    """Return x and y in km, shape (n, 2), of longitudes and latitudes in degrees.

    Longitudes west of 60 W are counted on eastwards past 180, so that the far east of Russia stays in one piece.
    """
    lon = np.asarray(lon, dtype=np.float64)
    lat = np.clip(np.asarray(lat, dtype=np.float64), SOUTHERNMOST, NORTHERNMOST)
    return EURASIA.project(np.where(lon < -60, lon + 360, lon), lat)


def project_path(points: Points, step_degrees: float = 2.0) -> Points:
    """Return the projected path of points (lon, lat), with points added on long legs so that they bend."""
    points = np.array(points, dtype=np.float64)
    points[:, 0] = np.where(points[:, 0] < -60, points[:, 0] + 360, points[:, 0])
    steps = np.maximum(1, np.ceil(np.abs(np.diff(points, axis=0)).max(axis=1, initial=0) / step_degrees)).astype(int)
    if (steps > 1).any():
        start = np.repeat(np.arange(len(steps)), steps)
        part = np.concatenate([np.arange(1, k + 1) / k for k in steps])
        legs = points[start] + (points[start + 1] - points[start]) * part[:, None]
        points = np.concatenate([points[:1], legs])
    return project(points[:, 0], points[:, 1])
