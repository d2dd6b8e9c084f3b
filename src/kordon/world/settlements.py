"""The gazetteer file: settlements of Eurasia and ports of the world, kept packed and searched in place.

The file is made by ``scripts/build_gazetteer.py`` from GeoNames (CC BY 4.0). It stays one block of bytes in memory;
a look-up is a binary search over its sorted lines, so loading is unpacking and nothing is parsed until it is found.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from kordon.errors import DataError
from kordon.world.csvtable import DATA

STEP = 64
"""Key lines from one mark of the search to the next."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """A settlement or port of the gazetteer file. ``id`` is ``geonames:<number>`` or ``locode:<code>``."""

    id: str
    name: str
    name_ru: str
    name_zh: str
    cc: str
    lat: float
    lon: float
    population: int
    what: str


@dataclass(frozen=True, eq=False)
class Settlements:
    """Sorted names and the places behind them, as bytes and line ends."""

    block: bytes
    ends: NDArray[np.int64]
    n_keys: int
    n_places: int

    @cached_property
    def _marks(self) -> list[bytes]:
        """Every :data:`STEP`-th key: a search goes through these first and then only between two of them."""
        return [self._key(i) for i in range(0, self.n_keys, STEP)]

    def _line(self, i: int) -> bytes:
        return self.block[int(self.ends[i]) + 1 : int(self.ends[i + 1])]

    def _key(self, i: int) -> bytes:
        return self._line(i).partition(b"\t")[0]

    def _seek(self, key: bytes) -> int:
        """Return the number of the first key line that is not below ``key``."""
        high = bisect_left(self._marks, key) * STEP
        low, high = max(high - STEP, 0), min(high, self.n_keys)
        while low < high:
            middle = (low + high) // 2
            if self._key(middle) < key:
                low = middle + 1
            else:
                high = middle
        return low

    def has(self, folded: str) -> bool:
        """Return whether a folded name is in the file."""
        key = folded.encode()
        at = self._seek(key)
        return at < self.n_keys and self._key(at) == key

    def starts(self, prefix: str) -> bool:
        """Return whether any folded name starts with these characters."""
        key = prefix.encode()
        at = self._seek(key)
        return at < self.n_keys and self._line(at).startswith(key)

    def find(self, folded: str) -> tuple[Settlement, ...]:
        """Return the places of a folded name, the most populous first."""
        key = folded.encode()
        at = self._seek(key)
        if at == self.n_keys:
            return ()
        name, _, numbers = self._line(at).partition(b"\t")
        if name != key:
            return ()
        return tuple(self.place(int(n)) for n in numbers.split())

    def place(self, number: int) -> Settlement:
        """Return a place by its number in the file."""
        cells = self._line(self.n_keys + number).decode().split("\t")
        kind = "locode" if cells[8] == "port" else "geonames"
        return Settlement(
            id=f"{kind}:{cells[0]}", name=cells[1], name_ru=cells[2], name_zh=cells[3], lat=float(cells[4]),
            lon=float(cells[5]), cc=cells[6], population=int(cells[7]), what=cells[8],
        )  # fmt: skip

    def keys(self, first: str = "") -> Iterator[str]:
        """Yield the folded names in order, from the first that is not below ``first``."""
        for i in range(self._seek(first.encode()), self.n_keys):
            yield self._key(i).decode()


@lru_cache(maxsize=1)
def read_settlements() -> Settlements:
    """Return the gazetteer file, unpacked once per process; raises :class:`DataError` when it is broken."""
    path = DATA / "gazetteer.tsv.gz"
    block = gzip.decompress(path.read_bytes())
    ends = np.flatnonzero(np.frombuffer(block, dtype=np.uint8) == 10).astype(np.int64)
    n_keys, n_places = (int(n) for n in block[: int(ends[0])].split())
    if len(ends) != 1 + n_keys + n_places:
        raise DataError(f"data/{path.name}: {len(ends)} lines, expected {1 + n_keys + n_places}")
    return Settlements(block, ends, n_keys, n_places)
