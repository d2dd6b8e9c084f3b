from __future__ import annotations

from typing import Any

import brief_samples as samples
import pytest

from kordon.brief.compose import compose
from kordon.brief.html import drawing, render
from kordon.brief.maps import Drawn
from kordon.brief.record import Brief


@pytest.fixture(scope="session")
def world() -> Any:
    return samples.SmallWorld()


@pytest.fixture(scope="session")
def brief(world: Any) -> Brief:
    return compose(world, **samples.inputs())


@pytest.fixture(scope="session")
def drawn(brief: Brief) -> Drawn:
    return drawing(brief)


@pytest.fixture(scope="session")
def page(brief: Brief, drawn: Drawn) -> str:
    return render(brief, drawn)
