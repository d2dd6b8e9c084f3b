"""How the engine's cores are compiled: by numba, without the interpreter's lock, cached on disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba as nb
import numpy as np
from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., Any])
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]

KEPT_TURNS = 6
"""A path without flow is dropped after so many looks at its tree."""
GONE = KEPT_TURNS + 1
"""Turns without flow of a path that has to go."""


def compiled(function: F) -> F:
    """Compile with numba, cached on disk where a cache can be written, in memory otherwise."""
    # a wrapper for callers in C is compiled with every function unless one says that there are none
    return _compiled(function, no_cpython_wrapper=False)


def inner(function: F) -> F:
    """Compile what only compiled code calls: nothing that unpacks Python's arguments is made."""
    return _compiled(function, no_cpython_wrapper=True)


def _compiled(function: F, **more: bool) -> F:
    options = {"nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True} | more
    try:
        return nb.njit(cache=True, **options)(function)  # type: ignore[no-any-return]
    except RuntimeError:  # no folder for the cache can be written
        return nb.njit(**options)(function)  # type: ignore[no-any-return]
