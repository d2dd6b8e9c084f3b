"""OMX (open matrix, https://github.com/osPlanning/omx/wiki/Specification): matrices of one shape with their zone ids.

An OMX file is HDF5: attributes ``OMX_VERSION`` and ``SHAPE`` at the root, matrices under ``/data``, lookups of zone
numbers under ``/lookup``. Kordon writes two lookups: ``zone_number`` (1, 2, ...), for tools that know numbers only, and
``zone_id`` (UTF-8 text). Values keep their type: whole numbers stay whole, reals stay 64-bit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kordon.errors import InputError
from kordon.world.io.files import MAX_TABLE_BYTES, need, readable, staged_file

VERSION = b"0.2"
MAX_ID_BYTES = 4096
MAX_ZONES = 20_000
"""Most zones of a matrix that is read."""


@dataclass(frozen=True, slots=True)
class Matrices:
    """Square matrices by name over one list of zones, with attributes of the file and of each matrix."""

    zones: tuple[str, ...]
    tables: Mapping[str, NDArray[Any]]
    attributes: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        n = len(self.zones)
        if len(set(self.zones)) != n:
            raise ValueError("Matrices.zones repeat: every zone id must be unique")
        for name, table in self.tables.items():
            if table.shape != (n, n):
                raise ValueError(f"Matrices.tables[{name!r}] has shape {table.shape}, expected {(n, n)}")


def write_omx(matrices: Matrices, path: Path) -> None:
    """Write matrices with their zone ids; raises :class:`InputError` for a name that HDF5 cannot hold."""
    h5py = need("h5py", "omx", "OMX")
    for name in matrices.tables:
        if not name or "/" in name or "\0" in name or name == ".":
            raise InputError(f"the name {name!r} cannot be written", where=str(path), mend="rename the matrix")
    n = len(matrices.zones)
    with staged_file(path) as fresh, h5py.File(fresh, "w") as file:
        file.attrs["OMX_VERSION"] = np.bytes_(VERSION)
        file.attrs["SHAPE"] = np.array([n, n], dtype=np.int32)
        for key, value in matrices.attributes.items():
            # an attribute of HDF5 holds 64 KB at most, a dataset any length
            file.create_dataset(f"kordon/{key}", data=value, dtype=h5py.string_dtype("utf-8"))
        data = file.create_group("data", track_order=True)
        for name, table in matrices.tables.items():
            chunks = (min(n, 256), min(n, 256)) if n else None
            matrix = data.create_dataset(
                name, data=table, chunks=chunks, compression="gzip" if n else None, compression_opts=1 if n else None
            )
            for key, value in matrices.units.get(name, {}).items():
                matrix.attrs[key] = np.bytes_(value.encode())
        lookup = file.create_group("lookup")
        lookup.create_dataset("zone_number", data=np.arange(1, n + 1, dtype=np.int32))
        # text of one length, because PyTables, on which other readers of OMX rest, knows no other
        zones = [zone.encode() for zone in matrices.zones]
        longest = max((len(zone) for zone in zones), default=1)
        lookup.create_dataset("zone_id", data=zones, dtype=h5py.string_dtype("utf-8", max(longest, 1)))


def read_omx(path: Path) -> Matrices:
    """Return the matrices of an OMX file, in the order of the file.

    Zone ids come from the lookup ``zone_id``, else from the only lookup there is, else they are 1, 2, ... Raises
    :class:`InputError` for a file that is no OMX file, matrices that are not square or not numbers, and a lookup that
    does not fit.
    """
    h5py = need("h5py", "omx", "OMX")
    readable(path)
    if not h5py.is_hdf5(path):
        raise InputError("is not an OMX file (HDF5)", where=str(path), mend="give a file written as .omx")
    try:
        with h5py.File(path, "r") as file:
            return _read(h5py, file, str(path))
    except (OSError, RuntimeError, KeyError, ValueError, TypeError, AttributeError, MemoryError) as error:
        raise InputError(f"is damaged ({str(error)[:80]})", where=str(path), mend="write it again") from None


def _read(h5py: Any, file: Any, where: str) -> Matrices:
    data = file.get("data")
    if not isinstance(data, h5py.Group):
        raise InputError("has no group 'data'", where=where, mend="give an OMX file")
    tables: dict[str, NDArray[Any]] = {}
    units: dict[str, dict[str, str]] = {}
    n: int | None = None
    room = MAX_TABLE_BYTES
    for name in data:
        # a link could lead out of the file
        node = data[name] if isinstance(data.get(name, getlink=True), h5py.HardLink) else None
        if not isinstance(node, h5py.Dataset) or node.ndim != 2 or node.dtype.kind not in "iufb":
            raise InputError(f"data/{name} is no matrix of numbers", where=where, mend="remove it")
        if node.external or node.is_virtual:
            raise InputError(f"data/{name} lies in another file", where=where, mend="write it into one file")
        if node.shape[0] != node.shape[1] or (n is not None and node.shape[0] != n) or node.shape[0] > MAX_ZONES:
            raise InputError(
                f"data/{name} has shape {node.shape[0]} x {node.shape[1]}", where=where,
                mend=f"expected {n or 'as many rows as columns'}, at most {MAX_ZONES}",
            )  # fmt: skip
        n = int(node.shape[0])
        room -= n * n * node.dtype.itemsize
        if room < 0:
            raise InputError("holds more than fits into memory", where=where, mend="cut it into parts")
        tables[name] = node[()]
        units[name] = {key: text for key, value in node.attrs.items() if (text := _attribute(value)) is not None}
    if n is None:
        raise InputError("holds no matrices", where=where, mend="give an OMX file with matrices")
    extra = file.get("kordon")
    attributes: dict[str, str] = {}
    if isinstance(extra, h5py.Group):
        for key, node in extra.items():
            if isinstance(node, h5py.Dataset) and node.shape == () and h5py.check_string_dtype(node.dtype):
                attributes[key] = node.asstr()[()]
    return Matrices(_zones(h5py, file, n, where), tables, attributes, {k: v for k, v in units.items() if v})


def _attribute(value: Any) -> str | None:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else None


def _zones(h5py: Any, file: Any, n: int, where: str) -> tuple[str, ...]:
    lookup = file.get("lookup")
    names = list(lookup) if isinstance(lookup, h5py.Group) else []
    name = "zone_id" if "zone_id" in names else names[0] if len(names) == 1 else ""
    if not name:
        return tuple(str(i + 1) for i in range(n))
    node = lookup[name]
    if not isinstance(node, h5py.Dataset) or node.shape != (n,) or node.dtype.itemsize > MAX_ID_BYTES:
        raise InputError(f"lookup/{name} does not hold {n} zones", where=where, mend="correct the lookup")
    if h5py.check_string_dtype(node.dtype):
        zones = tuple(node.asstr()[()].tolist())
    elif node.dtype.kind in "iu":
        zones = tuple(str(value) for value in node[()].tolist())
    else:
        raise InputError(f"lookup/{name} holds neither numbers nor text", where=where, mend="correct the lookup")
    if len(set(zones)) != n:
        raise InputError(f"lookup/{name} repeats a zone", where=where, mend="give every zone an id of its own")
    return zones
