"""Claims into events, within and across reports."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest
from reading_samples import report

from kordon.model import Claim, Event, Report
from kordon.reading import group, read
from kordon.reading.alignment import align
from kordon.reading.clusters import cluster
from kordon.reading.evaluate import b_cubed
from kordon.reading.hints import states_named
from kordon.reading.learned.corpus import load_corpus

PILES = Path(__file__).resolve().parents[2] / "corpus" / "reading_groups"


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


@pytest.mark.parametrize(
    ("items", "sources"),
    [
        (
            (
                ("ru", "В Министерстве путей и связи сообщили, что порт Актау закрыт из-за шторма.", 17),
                ("ru", "Порт Актау закрыт из-за шторма и туманов, сообщило Министерство путей.", 17),
            ),
            ("Министерство путей",),
        ),
        (
            (
                ("ru", "В Службе морских портов сообщили, что порт Курык закрыт.", 17),
                ("ru", "По данным Службы морских портов, порт Курык закрыт до утра.", 17),
                ("ru", "Порт Курык закрыт, уточнила Служба морских портов.", 18),
            ),
            ("Служба",),
        ),
        (
            (
                ("kk", "Көлік инспекциясының мәліметінше, Достық бекетінде 90 жүк көлігі кезекте тұр.", 17),
                ("kk", "Достық бекетінде 95 жүк көлігі кезекте тұр, деп хабарлады Көлік инспекциясы.", 18),
            ),
            ("Көлік инспекциясы",),
        ),
        (
            (
                ("ru", "В Службе морских портов сообщили, что порт Курык закрыт.", 17),
                ("ru", "Порт Курык закрыт, сообщило Агентство гражданской защиты.", 17),
            ),
            ("Службе", "Агентство"),
        ),
    ],
)
def test_a_body_in_any_of_its_cases_is_one_source_named_in_the_nominative(
    items: tuple[tuple[str, str, int], ...], sources: tuple[str, ...]
) -> None:
    _, events = grouped(*items)
    assert [event.sources for event in events] == [sources]


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


QUEUE = (
    ("ru", "У поста «Нур жолы» стоят около 900 фур, сообщили перевозчики.", 17),
    ("en", "Some 1,000 trucks are queuing at the Khorgos crossing on the Kazakh-Chinese border, drivers said.", 18),
    ("zh", "霍尔果斯公路口岸约有950辆货车排队等候通关。", 18),
    ("kk", "Нұр жолы бекетінде 800 жүк көлігі кезекте тұр, деп хабарлады тасымалдаушылар.", 19),
)


def test_reports_in_four_languages_on_one_queue_are_one_event() -> None:
    _, events = grouped(*QUEUE, ("en", "About 300 trucks are queuing at the Upper Lars crossing.", 18))
    assert sorted(len(event.reports) for event in events) == [1, 4]
    (queue,) = (event for event in events if len(event.reports) == 4)
    assert sorted(str(q.value) for _, q in queue.figures) == ["1000.0", "800.0", "900.0", "950.0"]


def test_a_post_and_its_border_and_its_state_in_two_languages_are_one_closure() -> None:
    _, events = grouped(
        ("en", "Poland closed the Terespol crossing to trucks on 14 November.", 14),
        ("ru", "Граница между Польшей и Белоруссией закрыта для грузовиков с 14 ноября.", 16),
        ("ru", "Порт Актау закрыт 14 ноября из-за шторма.", 15),
    )
    assert sorted(len(event.reports) for event in events) == [1, 2]


def test_the_order_of_reports_changes_nothing() -> None:
    items = [report(text, lang, dt.date(2025, 11, day), f"r{n}") for n, (lang, text, day) in enumerate(QUEUE)]
    claims = [claim for item in items for claim in read(item)]
    _, events = group(items, claims)
    for order in itertools.permutations(range(4)):
        assert group([items[k] for k in order], sorted(claims, key=lambda c: order[int(c.report[1:])]))[1] == events


def test_an_event_keeps_its_id_when_later_reports_join() -> None:
    _, before = grouped(*QUEUE[:2])
    _, after = grouped(*QUEUE)
    assert [event.id for event in before] == [event.id for event in after]
    assert len(after[0].reports) > len(before[0].reports)


def test_a_denial_belongs_to_what_it_denies() -> None:
    _, events = grouped(
        ("ru", "Беспилотники атаковали порт Новороссийск в ночь на 17 ноября.", 17),
        ("ru", "Власти опровергли атаку беспилотников на порт Новороссийск.", 17),
    )
    assert len(events) == 1


def test_who_passes_on_an_outlet_adds_no_source() -> None:
    first = report("Some 900 trucks are queuing at the Nur Zholy crossing.", "en", dt.date(2025, 11, 17), "r0")
    first = first.model_copy(update={"outlet": "Kazinform"})
    second = report("Как сообщает «Казинформ», у поста «Нур жолы» стоят 900 фур.", "ru", dt.date(2025, 11, 18), "r1")
    _, events = group([first, second], [*read(first), *read(second)])
    assert [len(event.reports) for event in events] == [2]
    assert events[0].sources == ("Kazinform",)


def test_the_same_post_in_another_month_is_another_queue() -> None:
    early = report("У поста «Нур жолы» стоят около 900 фур.", "ru", dt.date(2025, 8, 17), "r0")
    late = report("У поста «Нур жолы» стоят около 700 фур.", "ru", dt.date(2025, 11, 18), "r1")
    _, events = group([early, late], [*read(early), *read(late)])
    assert [event.first_report for event in events] == [dt.date(2025, 8, 17), dt.date(2025, 11, 18)]


def test_a_ban_on_another_cargo_is_another_event() -> None:
    _, events = grouped(
        ("ru", "Казахстан запретил вывоз пшеницы с 15 ноября.", 17),
        ("ru", "Казахстан запретил вывоз бензина автотранспортом с 15 ноября.", 17),
    )
    assert len(events) == 2


def test_the_posts_of_a_detour_are_not_what_is_closed() -> None:
    claims, events = grouped(
        ("ru", "Пост Сырым закрыт. Движение грузовиков направлено в объезд через посты Таскала и Аксай.", 17),
        ("ru", "Движение контейнерных поездов через Казахстан в Россию закрыто.", 17),
    )
    detour = next(c for c in claims if {p.name for p in c.places} == {"Таскала", "Аксай"})
    assert {p.role for p in detour.places} == {"via"}
    assert [event.claims for event in events if detour.id in event.claims] == [(detour.id,)]


def test_one_high_link_does_not_chain_two_groups() -> None:
    scores = {(0, 1): 3.0, (2, 3): 3.0, (1, 2): 2.5, (0, 2): -3.0, (0, 3): -3.0, (1, 3): -3.0}
    assert cluster(4, scores, absent=-1.5, least=0.2) == [[0, 1], [2, 3]]


def test_pairs_that_were_not_compared_count_unless_they_could_not_be() -> None:
    scores = {(0, 1): 1.0, (1, 2): 1.0, (2, 3): 1.0}
    assert cluster(4, scores, absent=-3.0, least=0.2) == [[0, 1], [2, 3]]
    assert cluster(4, scores, absent=None, least=0.2) == [[0, 1, 2, 3]]


def test_a_forbidden_pair_keeps_its_groups_apart() -> None:
    scores = {(0, 1): 3.0, (1, 2): 3.0, (0, 2): 3.0}
    found = cluster(3, scores, absent=None, least=0.2, forbidden=lambda i, j: {i, j} == {0, 2})
    assert found == [[0, 1], [2]]


@pytest.mark.parametrize(
    ("lang", "text", "states"),
    [
        ("ru", "Российско-казахстанская граница; роман о Польше; РФ", {"RU", "KZ", "PL"}),
        ("en", "Lithuanian hauliers in the womb of Oman", {"LT", "OM"}),
        ("kk", "ресейлік бекетте Қытайға", {"RU", "CN"}),
        ("zh", "中俄界河上的哈萨克斯坦货车", {"CN", "RU", "KZ"}),
    ],
)
def test_states_named_in_any_way(lang: str, text: str, states: set[str]) -> None:
    assert states_named(text, lang) == states


def test_labelled_piles_are_grouped_as_they_were_when_learnt_from() -> None:
    """A floor, which flatters: the weights were learnt on these piles. ``docs/reading.md`` has honest figures."""
    score = []
    for file in sorted(PILES.rglob("*.txt")):
        items: list[Report] = []
        claims: list[Claim] = []
        wanted: dict[str, str] = {}
        for row in load_corpus(file):
            item = report(row["text"], row["lang"], dt.date.fromisoformat(row["published"]), row["id"])
            found = read(item)
            wanted |= {found[p].id: row["claims"][g]["event"] for g, p in align(row["claims"], found, item.text)}
            items.append(item)
            claims += found
        events = {claim.id: claim.event for claim in group(items, claims)[0]}
        score.append(b_cubed(wanted, {claim: events[claim] for claim in wanted}))
    assert len(score) == 8
    assert sum(score) / 8 >= 0.91


def test_nothing_gives_nothing() -> None:
    assert group((), ()) == ((), ())
