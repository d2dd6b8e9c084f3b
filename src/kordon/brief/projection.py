"""Lambert conformal conic projection for Eurasia, in kilometres, y growing downwards as in a picture.

Snyder, J. P. (1987), Map Projections: A Working Manual, USGS Professional Paper 1395, equations 15-1 to 15-3
(sphere), pages 104-107. Shapes are kept, so a straight border stays recognisable; areas grow away from the standard
parallels, which is why no map of Kordon shows a quantity as an area.
"""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

RADIUS_KM = 6371.0
PARALLELS = (32.0, 58.0)
"""Standard parallels: most land routes of the theatre run between them."""

MERIDIAN, ORIGIN = 72.0, 45.0
"""Central meridian and latitude of origin."""

SOUTHERNMOST, NORTHERNMOST = -30.0, 85.0
"""Latitudes are held inside these: the cone has no use for the poles."""

_P1, _P2 = np.radians(PARALLELS)
_N = float(np.log(np.cos(_P1) / np.cos(_P2)) / np.log(np.tan(np.pi / 4 + _P2 / 2) / np.tan(np.pi / 4 + _P1 / 2)))
_F = float(np.cos(_P1) * np.tan(np.pi / 4 + _P1 / 2) ** _N / _N)
_RHO0 = float(RADIUS_KM * _F / np.tan(np.pi / 4 + np.radians(ORIGIN) / 2) ** _N)


def project(lon: Points, lat: Points) -> Points:
    """Return x and y in km, shape (n, 2), of longitudes and latitudes in degrees.

    Longitudes west of 60 W are counted on eastwards past 180, so that the far east of Russia stays in one piece.
    """
    lon = np.where(np.asarray(lon, dtype=np.float64) < -60, np.asarray(lon) + 360, lon)
    phi = np.radians(np.clip(np.asarray(lat, dtype=np.float64), SOUTHERNMOST, NORTHERNMOST))
    rho = RADIUS_KM * _F / np.tan(np.pi / 4 + phi / 2) ** _N
    theta = _N * np.radians(lon - MERIDIAN)
    return np.stack([rho * np.sin(theta), rho * np.cos(theta) - _RHO0], axis=-1)


def project_path(points: Points, step_degrees: float = 2.0) -> Points:
    """Return the projected path of points (lon, lat), with points added on long legs so that they bend."""
    points = np.array(points, dtype=np.float64)
    points[:, 0] = np.where(points[:, 0] < -60, points[:, 0] + 360, points[:, 0])
    pieces = [points[:1]]
    for a, b in itertools.pairwise(points):
        n = max(1, int(np.ceil(np.abs(b - a).max() / step_degrees)))
        pieces.append(a + (b - a) * (np.arange(1, n + 1) / n)[:, None])
    dense = np.concatenate(pieces)
    return project(dense[:, 0], dense[:, 1])
