"""The compiled network kept between runs, in the user's cache folder.

A file's name is a hash over the tables and the code that the network comes from, so that another state of either is
another file. Its first bytes are a hash over the rest, so that a broken file is noticed and built anew. It is written
beside its place and moved there, so that several writers at once do no harm. Without a folder that can be written,
nothing is kept and nothing fails.

The folder is ``kordon`` in ``$XDG_CACHE_HOME`` (``~/.cache``), in ``~/Library/Caches`` on a Mac, in ``%LOCALAPPDATA%``
on Windows. ``KORDON_CACHE`` names another one; ``KORDON_CACHE=off`` keeps nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kordon.world.network import Network

DATA = Path(__file__).parent / "data"
"""The folder of the bundled tables."""

FORM = 1
"""Version of the layout of the file."""

KEEP = 4
"""Files that stay when a new one is written: states of the tables that somebody may go back to."""

TEXTS = ("node_id", "node_place", "node_cc", "node_mode", "link_id", "link_kind", "link_mode", "link_cc", "link_post")
ARRAYS = (
    "node_lat", "node_lon", "tail", "head", "length_km", "time_h", "cost_usd_t", "capacity_t_day", "gauge_mm",
)  # fmt: skip


def cached_network(build: Callable[[], Network]) -> Network:
    """Return the kept network, or what ``build`` returns, which is kept for the next time."""
    folder = cache_folder()
    if folder is None:
        return build()
    path = folder / f"network-{source_hash()[:32]}.bin"
    kept = _load(path)
    if kept is not None:
        return kept
    network = build()
    keep_file(path, pack(network), alike="network-*.bin", most=KEEP)
    return network


def cache_folder() -> Path | None:
    """Return the folder of kept files, None when nothing shall be kept or no home is known."""
    told = os.environ.get("KORDON_CACHE", "")
    if told.lower() in ("off", "0", "no"):
        return None
    if told:
        return Path(told)
    try:
        if sys.platform == "win32":
            base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        elif sys.platform == "darwin":
            base = Path.home() / "Library" / "Caches"
        else:
            base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    return base / "kordon"


def source_hash() -> str:
    """Return a SHA-256 over layout, tables, the modules of this room and Kordon's version (in its first file)."""
    h = hashlib.sha256(f"{FORM} {np.__version__}".encode())
    here = Path(__file__).parent
    for path in (*sorted(DATA.glob("*.csv")), *sorted(here.glob("*.py")), here.parent / "__init__.py"):
        content = path.read_bytes()
        h.update(f"\0{path.name}\0{len(content)}\0".encode())
        h.update(content)
    return h.hexdigest()


def pack(network: Network) -> bytes:
    """Return a network as bytes: its hash, then arrays and texts without any code in them."""
    sets: dict[str, int] = {}
    where = [sets.setdefault(json.dumps(dict(p), ensure_ascii=False), len(sets)) for p in network.provenance]
    texts = {name: list(getattr(network, name)) for name in TEXTS}
    rest = {"corridors": network.link_corridors, "provenance": [json.loads(text) for text in sets], **texts}
    arrays = {name: getattr(network, name) for name in ARRAYS}
    points = [point for shape in network.shape for point in shape]
    stream = io.BytesIO()
    np.savez(
        stream, **arrays, provenance=np.array(where, dtype=np.int32),
        points=np.array(points, dtype=np.float64).reshape(-1, 2),
        shapes=np.array([len(shape) for shape in network.shape], dtype=np.int32),
        texts=np.frombuffer(json.dumps(rest, ensure_ascii=False).encode(), dtype=np.uint8),
    )  # fmt: skip
    body = stream.getvalue()
    return hashlib.sha256(body).digest() + body


def unpack(data: bytes) -> Network:
    """Return the network of bytes that :func:`pack` made; raises ValueError for any others."""
    if hashlib.sha256(data[32:]).digest() != data[:32]:
        raise ValueError("the hash does not fit")
    with np.load(io.BytesIO(data[32:]), allow_pickle=False) as parts:
        arrays = {name: parts[name] for name in parts.files}
    rest: Mapping[str, Any] = json.loads(arrays["texts"].tobytes())
    sets: Sequence[Mapping[str, str]] = rest["provenance"]
    points = [(lat, lon) for lat, lon in arrays["points"].tolist()]
    ends = np.cumsum(arrays["shapes"]).tolist()
    columns: dict[str, Any] = {name: tuple(rest[name]) for name in TEXTS}
    return Network(
        **columns, **{name: arrays[name] for name in ARRAYS},
        link_corridors=tuple(tuple(names) for names in rest["corridors"]),
        provenance=tuple(sets[i] for i in arrays["provenance"].tolist()),
        shape=tuple(tuple(points[a:b]) for a, b in zip([0, *ends], ends, strict=False)),
    )  # fmt: skip


def _load(path: Path) -> Network | None:
    try:
        return unpack(path.read_bytes())
    except FileNotFoundError:
        return None
    except Exception:
        # whatever a broken file does to the reader, the tables are still there; it will be written anew
        return None


def keep_file(path: Path, data: bytes, *, alike: str, most: int) -> None:
    """Write a file beside its place and move it there; of the files ``alike`` (a glob) keep the newest ``most``.

    Where nothing can be written, nothing happens.
    """
    import tempfile  # only who writes needs it: it costs more than reading the kept network

    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
        files = sorted(path.parent.glob(alike), key=lambda file: file.stat().st_mtime, reverse=True)
        for old in files[most:]:
            old.unlink(missing_ok=True)
