"""What all tests share: where the repository and the optional shared material are."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def pytest_configure(config: pytest.Config) -> None:
    """Keep what Kordon keeps between runs in a folder of this test run's own; workers share that of their controller."""
    if not hasattr(config, "workerinput"):
        config.kordon_cache = os.environ["KORDON_CACHE"] = tempfile.mkdtemp(prefix="kordon-tests-")  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    folder = getattr(config, "kordon_cache", "")
    if folder:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference material beside the repository; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared reference material is not here")
    return SHARED
