"""Lines and points as well-known text and well-known binary (OGC Simple Features), x before y, two dimensions."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence

from kordon.errors import InputError
from kordon.world.io.rows import Point

_LINE = re.compile(r"\s*LINESTRING\s*(?:Z|M|ZM)?\s*\(([^()]*)\)\s*", re.IGNORECASE)
_EMPTY = re.compile(r"\s*(?:LINESTRING\s+EMPTY)?\s*", re.IGNORECASE)


def line_to_wkt(points: Sequence[Point]) -> str:
    """Return ``LINESTRING (lon lat, ...)`` in full precision."""
    return "LINESTRING (" + ", ".join(f"{lon!r} {lat!r}" for lat, lon in points) + ")"


def line_from_wkt(where: str, text: str) -> list[Point]:
    """Return the points of a LINESTRING, empty for an empty cell; raises :class:`InputError` for other text."""
    if _EMPTY.fullmatch(text):
        return []
    match = _LINE.fullmatch(text)
    points: list[Point] = []
    try:
        if match is None:
            raise ValueError
        for pair in match[1].split(","):
            parts = pair.split()
            if len(parts) < 2:
                raise ValueError
            points.append((float(parts[1]), float(parts[0])))
    except ValueError:
        raise InputError(
            f"geometry is {text[:40]!r}", where=where, mend="expected LINESTRING (lon lat, lon lat, ...)"
        ) from None
    return points


def point_to_wkb(point: Point) -> bytes:
    """Return a point as little-endian WKB."""
    return struct.pack("<BIdd", 1, 1, point[1], point[0])


def line_to_wkb(points: Sequence[Point]) -> bytes:
    """Return a line as little-endian WKB."""
    flat = [value for lat, lon in points for value in (lon, lat)]
    return struct.pack(f"<BII{len(flat)}d", 1, 2, len(points), *flat)


def from_wkb(where: str, data: bytes) -> list[Point]:
    """Return the points of a WKB point (one) or line; raises :class:`InputError` for anything else."""
    try:
        order = {0: ">", 1: "<"}[data[0]]
        (kind,) = struct.unpack_from(f"{order}I", data, 1)
        if kind == 1:
            count, start = 1, 5
        elif kind == 2:
            (count,) = struct.unpack_from(f"{order}I", data, 5)
            start = 9
        else:
            raise KeyError(kind)
        if len(data) != start + 16 * count:
            raise IndexError
        flat = struct.unpack_from(f"{order}{2 * count}d", data, start)
    except (KeyError, IndexError, struct.error, TypeError):
        raise InputError(
            "geometry is not a point or line in well-known binary", where=where, mend="write 2-D Point or LineString"
        ) from None
    return [(flat[i + 1], flat[i]) for i in range(0, len(flat), 2)]
