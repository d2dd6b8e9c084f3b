"""Delay functions: closed-form values, derivatives, and that compiled and plain code agree."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kordon.flow import Delay

volumes = st.floats(0.1, 400.0)


def every_kind(v: float) -> Delay:
    kinds = [
        Delay.constant([0.5]), Delay.bpr([0.5], [100.0]), Delay.bpr([0.5], [100.0], 0.6, 1.7), Delay.conical([0.5], [100.0]),
        Delay.queue([0.5], [100.0], 30.0, 5.0), Delay.limit([0.5], [100.0], 0.2, 3.0),
    ]  # fmt: skip
    columns = [np.concatenate([getattr(d, name) for d in kinds])
               for name in ("kind", "free_days", "capacity", "p1", "p2")]  # fmt: skip
    return Delay(*columns)


def test_known_values() -> None:
    assert Delay.bpr([2.0], [50.0]).days([100.0]) == pytest.approx([2 * (1 + 0.15 * 16)])
    # Spiess 1990: free time at no volume, twice that at capacity
    assert Delay.conical([2.0], [50.0], 4.0).days([0.0]) == pytest.approx([2.0])
    assert Delay.conical([2.0], [50.0], 4.0).days([50.0]) == pytest.approx([4.0])
    # clockwork arrivals: no queue below capacity, the deterministic queue's mean wait T (z - 1) / 2 above it
    clockwork = Delay.queue([1.0, 1.0], [100.0, 100.0], 30.0, 0.0)
    assert clockwork.days([90.0, 140.0]) == pytest.approx([1.0, 1.0 + 30 * 0.4 / 2])
    assert Delay.limit([1.0], [100.0], 0.5, 2.0).days([110.0]) == pytest.approx([1 + 0.5 + 0.2])


@settings(max_examples=60, deadline=None)
@given(volumes)
def test_slope_and_bend_are_derivatives(v: float) -> None:
    delay = every_kind(v)
    volume, h = np.full(len(delay), v), 1e-4
    kinked = (delay.kind == 4) & (np.abs(delay.p1 + delay.p2 * (volume / delay.capacity - 1)) < 1e-3)
    slope = (delay.days(volume + h) - delay.days(volume - h)) / (2 * h)
    bend = (delay.slope(volume + h) - delay.slope(volume - h)) / (2 * h)
    assert delay.slope(volume)[~kinked] == pytest.approx(slope[~kinked], rel=1e-5, abs=1e-8)
    assert delay.bend(volume)[~kinked] == pytest.approx(bend[~kinked], rel=1e-4, abs=1e-8)
    assert np.all(delay.slope(volume) >= 0)


@settings(max_examples=60, deadline=None)
@given(volumes)
def test_the_compiled_function_is_the_same(v: float) -> None:
    from kordon.flow.kernels import delay as compiled

    delay = every_kind(v)
    volume, plain = np.full(len(delay), v), np.zeros(1, np.int64)
    for a in range(len(delay)):
        row = (delay.kind[a], delay.free_days[a], delay.capacity[a], delay.p1[a], delay.p2[a], v)
        days, slope = compiled(*row, plain)
        assert days == pytest.approx(delay.days(volume)[a], rel=1e-13)
        assert slope == pytest.approx(delay.slope(volume)[a], rel=1e-12, abs=1e-300)
        social, steep = compiled(*row, plain + 1)
        assert social == pytest.approx(days + v * slope, rel=1e-13)
        assert steep == pytest.approx(2 * slope + v * delay.bend(volume)[a], rel=1e-11, abs=1e-300)
