"""Point queues against the closed form of the deterministic queue."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kordon.flow.queues import divert, point_queues, spill

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


def test_what_turns_away_queues_elsewhere_one_lag_later() -> None:
    # one stream, a post of 100 a day and another 2 days longer that takes 60; service of the first falls to 20
    service = np.array([[100.0] * 3 + [20.0] * 9, [60.0] * 12])
    moved = divert([[90.0] * 12], [[0.0, 2.0]], service, lag_steps=2, spread_days=0.25)
    always = 90 / (1 + np.exp(-2 / 0.25))
    assert moved.sent[0, 0, :5] == pytest.approx([always] * 5)  # the queue of day 3 is heard of on day 5
    assert moved.sent[0, 0, 5] == pytest.approx(
        90 / (1 + np.exp((moved.queues.wait_days[0, 3] - 2.0) / 0.25)), rel=1e-9
    )
    assert moved.sent[0, 1, 6] > 80.0
    assert moved.queues.queue[1].max() > 0
    assert moved.sent.sum(axis=1) == pytest.approx(np.full((1, 12), 90.0))
    assert moved.queues.served.sum() + moved.queues.queue[:, -1].sum() == pytest.approx(90 * 12)


def test_in_the_long_run_waits_even_out_the_ways() -> None:
    moved = divert([[150.0] * 400], [[0.0, 3.0]], np.full((2, 400), 100.0), lag_steps=1, spread_days=0.5, step_days=0.1)
    wait = moved.queues.queue[0] / 100.0
    # 50 a day have to go the other way: ln(100 / 50) = (3 - wait) / 0.5 in the steady state
    assert wait[-1] == pytest.approx(3 - 0.5 * np.log(2), rel=0.01)


def test_a_stream_goes_only_where_it_can_and_waits_where_all_is_shut() -> None:
    service = np.array([[0.0] * 6, [50.0] * 6])
    moved = divert([[40.0] * 6, [10.0] * 6], [[0.0, np.inf], [0.0, 1.0]], service)
    assert moved.sent[0, 1].tolist() == [0.0] * 6
    assert moved.queues.queue[0, -1] >= 240.0
    assert moved.sent[1, 1, 1:].tolist() == [10.0] * 5
    with pytest.raises(ValueError, match=r"extra_days\[0\] is inf everywhere"):
        divert([[1.0]], [[np.inf]], 1.0)


def test_classes_inspected_apart_each_keep_their_own_order() -> None:
    # one post, two counters: transit at 30 a day, the rest at 100; first in, first out within each
    jam = point_queues([[60.0, 60, 0, 0, 0, 0], [90.0, 90, 90, 90, 90, 90]], [[30.0] * 6, [100.0] * 6])
    assert jam.queue[0].tolist() == [30.0, 60.0, 30.0, 0.0, 0.0, 0.0]
    assert jam.queue[1].max() == 0.0
    assert jam.wait_days[0, 1] == pytest.approx(2.0)
