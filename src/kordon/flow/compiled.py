"""How the engine's cores are compiled: by numba, without the interpreter's lock, cached on disk.

The cache of a function notices a change of its own file only: after changing what is compiled into a function of
another file (the constants below, ``kernels.delay`` into ``logit``), save that file anew as well.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
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


_aside: list[subprocess.Popen[bytes]] = []


def is_cached(function: Any) -> bool:
    """Whether some version of a compiled function is on disk, or there is no place on disk for it."""
    folder = function.stats.cache_path
    return folder is None or any(Path(folder).glob(f"*{function.py_func.__qualname__}-*.nbi"))


def compile_aside(code: str) -> None:
    """Run a line of Python in another process that fills the cache; :func:`await_aside` waits for it."""
    quiet: Any = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    _aside.append(subprocess.Popen([sys.executable, "-c", code], **quiet))


def await_aside() -> None:
    """Wait for what is being compiled aside: to compile it here as well would take longer."""
    while _aside:
        _aside.pop().wait()
