"""Point queues against the closed form of the deterministic queue."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kordon.flow.queues import point_queues, spill

rates = st.lists(st.floats(0, 300), min_size=2, max_size=20)


def test_the_deterministic_queue_in_closed_form() -> None:
    # 150 a day at a post of 100 for 4 days, then 70 a day: longest queue 200, gone 200 / 30 days later
    coming = np.array([150.0] * 4 + [70.0] * 10)
    jam = point_queues([coming], 100.0)
    assert jam.queue.max() == 200.0
    assert jam.wait_days[0, 3] == pytest.approx(2.0)
    assert jam.clearing_day() == pytest.approx([4 + np.ceil(200 / 30)])
    area = 0.5 * 200 * (4 + 200 / 30)
    assert jam.mean_wait_days == pytest.approx([area / coming.sum()])


def test_a_post_that_opens_again_makes_the_wait_end_then() -> None:
    jam = point_queues([[100.0, 100, 100, 100, 100]], [[0.0, 0, 250, 250, 250]])
    assert jam.wait_days[0, 0] == pytest.approx(1 + 100 / 250)
    assert point_queues([[100.0]], [[0.0]]).wait_days[0, 0] == np.inf


@given(rates, st.floats(1, 200))
def test_what_comes_is_served_or_waits(coming: list[float], able: float) -> None:
    jam = point_queues([coming], able)
    assert jam.served.sum() + jam.queue[0, -1] == pytest.approx(sum(coming), abs=1e-9)
    assert np.all(jam.served <= able + 1e-9)
    assert jam.wait_days[0] == pytest.approx(jam.queue[0] / able, abs=1e-6)


def test_freight_turns_away_one_lag_after_the_wait_shows() -> None:
    jam, away = spill([[200.0] * 6], 100.0, [0.5], lag_steps=2)
    assert away[0, :2].tolist() == [0.0, 0.0]
    assert away[0, 2] == pytest.approx(200 / (1 + np.exp((0.5 - 1.0) / 0.5)))
    assert jam.queue[0, -1] < 600
    never, none = spill([[200.0] * 6], 100.0, [np.inf])
    assert none.sum() == 0.0
    assert never.queue[0, -1] == 600.0


def test_bad_values_are_refused() -> None:
    with pytest.raises(ValueError, match=r"arrivals\[0\]\[1\] is -1"):
        point_queues([[1.0, -1.0]], 1.0)
