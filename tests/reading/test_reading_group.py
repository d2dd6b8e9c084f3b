"""Claims into events, within and across reports."""

from __future__ import annotations

import datetime as dt

from reading_samples import report

from kordon.model import Claim, Event, Report
from kordon.reading import group, read


def grouped(*items: tuple[str, str, int]) -> tuple[tuple[Claim, ...], tuple[Event, ...]]:
    reports: list[Report] = [
        report(text, lang, dt.date(2025, 11, day), f"r{number}") for number, (lang, text, day) in enumerate(items)
    ]
    return group(reports, [claim for item in reports for claim in read(item)])


def test_one_queue_in_two_languages_is_one_event_with_both_figures() -> None:
    claims, events = grouped(
        ("ru", "У поста «Нур жолы» стоят около 900 фур, сообщили перевозчики.", 17),
        ("en", "Some 1,000 trucks are queuing at the Nur Zholy crossing, drivers said.", 18),
    )
    assert len(events) == 1
    assert [q.value for _, q in events[0].figures] == [900.0, 1000.0]
    assert (events[0].first_report, events[0].last_report) == (dt.date(2025, 11, 17), dt.date(2025, 11, 18))
    assert {claim.event for claim in claims} == {events[0].id}


def test_other_posts_are_other_events() -> None:
    _, events = grouped(
        ("ru", "У поста «Бахты» стоят 200 фур.", 17),
        ("ru", "У перехода «Верхний Ларс» стоят 300 фур.", 17),
    )
    assert len(events) == 2


def test_far_apart_in_time_are_other_events() -> None:
    _, events = grouped(
        ("ru", "1 марта 2025 года порт Актау был закрыт из-за шторма.", 18),
        ("ru", "16 ноября порт Актау закрыт из-за шторма.", 18),
    )
    assert len(events) == 2


def test_closure_and_reopening_are_linked_and_not_merged() -> None:
    _, events = grouped(
        ("ru", "Порт Актау закрыт 16 ноября из-за шторма.", 17),
        ("ru", "Порт Актау возобновил работу 18 ноября.", 18),
    )
    assert sorted(event.type for event in events) == ["closure", "reopening"]
    assert events[0].links == (events[1].id,)
    assert events[1].links == (events[0].id,)


def test_relays_of_one_origin_count_once() -> None:
    text = "У поста «Нур жолы» стоят около 900 фур, сообщили в Союзе автоперевозчиков."
    _, events = grouped(
        ("ru", text, 17), ("ru", "По данным Союза автоперевозчиков, у поста «Нур жолы» стоят около 900 фур.", 18)
    )
    assert len(events) == 1
    assert len(events[0].sources) == 1


def test_what_each_class_of_source_says() -> None:
    _, events = grouped(
        ("ru", "Порт Актау закрыт, сообщили перевозчики.", 17),
        ("ru", "Министерство опровергло закрытие порта Актау.", 17),
    )
    (event,) = events
    assert dict(event.by_class) == {"company": "asserted", "official": "denied"}


def test_opposite_directions_stay_apart() -> None:
    _, events = grouped(
        ("ru", "Таможня задержала 30 фур, следовавших из Китая в Россию.", 17),
        ("ru", "Таможня задержала 12 фур, следовавших из России в Китай.", 17),
    )
    assert len(events) == 2


def test_nothing_gives_nothing() -> None:
    assert group((), ()) == ((), ())
