"""Zones of the bundled world: what was known in autumn 2025, by its sourced tables alone."""

from __future__ import annotations

import datetime as dt

import pytest
from risk_samples import zone_of

from kordon.model import Zone
from kordon.risk import weigh
from kordon.risk.tables import event_types
from kordon.world import load_world

WORLD = load_world()


def at(day: str) -> tuple[Zone, ...]:
    return weigh(WORLD, as_of=dt.date.fromisoformat(day))


@pytest.fixture(scope="module")
def october() -> tuple[Zone, ...]:
    return at("2025-10-07")


def test_every_subject_of_the_world_has_a_zone(october: tuple[Zone, ...]) -> None:
    assert len(october) == len(WORLD.territories) + len(WORLD.posts) + len(WORLD.corridors)
    for zone in october:
        assert zone.evidence
        assert zone.reason
        assert zone.would_change
        assert zone.colour != "green" or any(
            e.kind == "table" and e.source and e.pushes == "open" for e in zone.evidence
        )


def test_every_type_of_the_sourced_events_is_read() -> None:
    assert {row.type for row in WORLD.events} <= set(event_types())


def test_nothing_is_known_before_it_was_published(october: tuple[Zone, ...]) -> None:
    for zone in october:
        assert all(e.date is None or e.date <= dt.date(2025, 10, 7) for e in zone.evidence), zone.subject


def test_the_most_loaded_post_is_restricted_in_october_and_was_not_in_may() -> None:
    autumn, spring = zone_of(at("2025-10-07"), "syrym_mashtakovo"), zone_of(at("2025-05-01"), "syrym_mashtakovo")
    assert autumn.probabilities[0][1] > 0.5
    assert autumn.probabilities[0][0] < 0.2 < spring.probabilities[0][0]
    assert any(e.source_class == "official" for e in autumn.evidence)


def test_a_closure_shows_while_it_lasts_and_not_after() -> None:
    closed, before = zone_of(at("2025-10-28"), "torkham"), zone_of(at("2025-10-01"), "torkham")
    assert closed.colour == "red"
    assert before.probabilities[0][2] < 0.2


def test_what_is_planned_is_never_open(october: tuple[Zone, ...]) -> None:
    for corridor in WORLD.corridors.values():
        if corridor.status == "planned":
            assert zone_of(october, corridor.id, "corridor").colour == "red"
    for post in WORLD.posts.values():
        if post.status == "planned":
            assert zone_of(october, post.id).colour == "red"


def test_the_same_question_has_the_same_answer(october: tuple[Zone, ...]) -> None:
    assert at("2025-10-07") == october
    bare = weigh(WORLD, as_of=dt.date(2025, 10, 7), explain=False)
    assert [z.model_copy(update={"would_change": ()}) for z in october] == list(bare)
