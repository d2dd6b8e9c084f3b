"""Settled answers kept between runs, in the user's cache folder (:mod:`kordon.world.cache`).

A brief is often written again: with a PDF, with a corrected report, for another reader. What was settled for the same
scenario on the same tables by the same code is read back instead of settled anew; the answer is the same to the last
digit, because every answer goes through the same JSON, the first time as well. The key is a hash over world, code,
versions and question. Files are written beside their place and moved there; a broken one is noticed by its hash.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import importlib.metadata
import json
import os
import platform
import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter

from kordon.world.cache import cache_folder, keep_file

if TYPE_CHECKING:
    from kordon.world import World

T = TypeVar("T")

KEEP = 60
"""Files that stay when a new one is written, the newest ones; about 200 kB each."""

ROOMS = ("flow", "scenario", "plan", "world")
"""Rooms whose code an answer depends on, besides the records and the version in Kordon's first file."""


def kept(world: World, question: Mapping[str, Any], answer: TypeAdapter[T], make: Callable[[], T]) -> T:
    """Return the kept answer to a question put to a world, or what ``make`` returns, which is kept.

    ``question`` holds all that the answer depends on besides the world, as JSON values; ``answer`` says what it is.
    """
    folder = cache_folder()
    if folder is None:
        return answer.validate_json(answer.dump_json(make(), by_alias=True))
    from kordon.scenario.simulate import data_digest

    asked = json.dumps([data_digest(world), _code(), question], sort_keys=True, default=str)
    path = folder / f"settled-{hashlib.sha256(asked.encode()).hexdigest()[:40]}.json.gz"
    with contextlib.suppress(OSError, ValueError, EOFError, zlib.error):
        data = gzip.decompress(path.read_bytes())
        if hashlib.sha256(data[32:]).digest() == data[:32]:
            found = answer.validate_json(data[32:])
            os.utime(path)
            return found
    body = answer.dump_json(make(), by_alias=True)
    data = gzip.compress(hashlib.sha256(body).digest() + body, compresslevel=1, mtime=0)
    keep_file(path, data, alike="settled-*.json.gz", most=KEEP)
    return answer.validate_json(body)


@lru_cache(maxsize=1)
def _code() -> str:
    """Return a hash over the code and the libraries that an answer depends on."""
    here = Path(__file__).parents[1]
    files = [here / "__init__.py"]
    for room in ("model", *ROOMS):
        files += sorted((here / room).rglob("*.py"))
        files += sorted((here / room).rglob("*.csv"))
    versions = [platform.python_version(), *(importlib.metadata.version(n) for n in ("numpy", "scipy", "numba"))]
    h = hashlib.sha256(" ".join(versions).encode())
    for path in files:
        h.update(f"\0{path.relative_to(here).as_posix()}\0".encode())
        h.update(path.read_bytes())
    return h.hexdigest()
