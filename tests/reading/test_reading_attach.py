"""The sharing out of places, dates, figures and ways by learned weights."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from kordon.errors import DataError
from kordon.model import Claim, Report
from kordon.reading import read
from kordon.reading.attach.course import way_of
from kordon.reading.attach.mentions import mentions
from kordon.reading.attach.model import Question, load, weights
from kordon.reading.attach.nouns import fits, free_nouns
from kordon.reading.attach.roles import joint
from kordon.reading.attach.ways import Course, Courses
from kordon.reading.attach.words import matching
from kordon.reading.drafts import Way
from kordon.reading.evaluate import offsets_valid
from kordon.reading.explain import explain
from kordon.reading.reader import prepare

DAY = dt.date(2026, 3, 12)
SCRIPTS = Path(__file__).parents[2] / "scripts"


def report(text: str, lang: str) -> Report:
    return Report(id=text[:60], text=text, lang=lang, published=DAY, origin="-")


def claim(text: str, lang: str, kind: str) -> Claim:
    found = [c for c in read(report(text, lang)) if c.type == kind]
    assert found, [c.type for c in read(report(text, lang))]
    return found[0]


def places(found: Claim) -> set[str]:
    return {p.cc if p.kind == "country" else p.name for p in found.places}


@pytest.mark.parametrize(
    ("lang", "text", "kind", "wanted"),
    [
        ("en", "A queue of 300 trucks has formed at Khorgos, Kazakhstan's customs service said.", "border_queue", "Khorgos"),
        ("ru", "У поста Нур жолы скопилось около 400 фур, сообщили в министерстве транспорта Казахстана.", "border_queue", "Нур жолы"),
        ("zh", "阿拉山口口岸滞留货车约400辆。", "border_queue", "阿拉山口"),
    ],
)  # fmt: skip
def test_a_post_is_the_place_and_the_state_whose_service_speaks_is_none(
    lang: str, text: str, kind: str, wanted: str
) -> None:
    found = claim(text, lang, kind)
    assert any(wanted in p.name or p.name in wanted for p in found.places), places(found)
    assert not any(p.kind == "country" for p in found.places)


def test_a_place_of_the_sentence_before_is_found_again() -> None:
    text = "Traffic at the port of Aktau stopped on Tuesday because of a storm. Eleven ships are waiting at anchor."
    found = claim(text, "en", "border_queue")
    assert [p.name for p in found.places] == ["Aktau"]
    (span,) = found.evidence["places"]
    assert text[span[0] : span[1]] == "Aktau"
    assert "from a sentence before" in explain(report(text, "en"), found)["places"][0]


def test_each_claim_takes_its_own_figure() -> None:
    text = "Officers detained 12 trucks at Bakhty, while a queue of 500 lorries built up at Khorgos."
    found = {c.type: [q.value for q in c.quantities] for c in read(report(text, "en"))}
    assert found["detention"] == [12.0]
    assert found["border_queue"] == [500.0]


def test_a_day_of_speech_is_no_beginning() -> None:
    text = "The border has been closed since 3 March, the ministry of transport of Poland said."
    assert claim(text, "en", "closure").start == dt.date(2026, 3, 3)


def test_the_reason_names_the_features_that_decided() -> None:
    text = "A queue of 300 trucks has formed at Khorgos."
    why = explain(report(text, "en"), claim(text, "en", "border_queue"))
    assert "attachment model: " in why["places"][0]
    assert "(+" in why["places"][0]
    assert "attachment model: " in why["quantities"][0]


def test_the_same_text_gives_the_same_slots() -> None:
    text = "С 1 марта Казахстан запретил вывоз пшеницы в Узбекистан. На посту Сырым стоят 200 фур."
    first, second = read(report(text, "ru")), read(report(text, "ru"))
    assert [c.model_dump() for c in first] == [c.model_dump() for c in second]


def _way(cc: str, *features: str) -> Way:
    return Way(cc, (0, 1), features)


def _courses(*states: Way) -> Courses:
    ends = range(-1, len(states))
    return Courses(
        states,
        tuple(Course(i, k, ("pair",) if i >= 0 <= k else ("one",)) for i in ends for k in ends if i != k),
        ("told",),
        frozenset({("RU", "BY"), ("BY", "RU")}),
    )


_WAYS = {
    "way from": Question(0.0, 0.5, {"source": 4.0}),
    "way to": Question(0.0, 0.5, {"sink": 4.0}),
    "way pair": Question(0.0, 0.5, {"pair": 1.0}),
    "no way": Question(0.0, 0.5, {"told": 1.0}),
}


@pytest.mark.parametrize(
    ("states", "wanted"),
    [
        ([_way("CN", "source"), _way("RU", "sink")], (["CN"], ["RU"])),
        ([_way("RU", "sink"), _way("CN", "source")], (["CN"], ["RU"])),
        ([_way("CN", "source"), _way("RU", "sink"), _way("BY", "sink")], (["CN"], ["RU", "BY"])),
        ([_way("CN", "source"), _way("RU", "sink"), _way("KZ", "sink")], (["CN"], ["RU"])),
        ([_way("CN", "source")], (["CN"], [])),
        ([], ([], [])),
    ],
)
def test_both_ends_of_a_way_are_judged_together(states: list[Way], wanted: tuple[list[str], list[str]]) -> None:
    origin, to, _ = way_of(_courses(*states), _WAYS)
    assert ([w.cc for w in origin], [w.cc for w in to]) == wanted


def test_no_way_is_given_where_none_is_likelier() -> None:
    quiet = {**_WAYS, "no way": Question(20.0, 0.5, {})}
    assert way_of(_courses(_way("CN", "source"), _way("RU", "sink")), quiet) == ([], [], "")


def test_nouns_take_up_the_place_of_their_kind() -> None:
    view = prepare(report("The lorries wait. The road is blocked, but the port works.", "en")).scenes[1].view
    assert {"road", "port"} <= free_nouns(view)
    assert (fits(free_nouns(view), "port"), fits(free_nouns(view), "river")) == (
        "a lone noun fits",
        "a lone noun fits another",
    )


def named(text: str, lang: str) -> list[tuple[str, str, str]]:
    article = prepare(report(text, lang))
    return [
        (m.hit.place.name, m.hit.place.kind, m.cue)
        for scene, speaker in zip(article.scenes, article.speakers, strict=True)
        for m in mentions(scene.view, speaker)
    ]


def test_a_town_that_is_a_state_is_offered_as_both() -> None:
    kinds = {
        kind for name, kind, _ in named("Банки Гонконга возвращают платежи за электронику.", "ru") if name == "Гонконг"
    }
    assert kinds == {"point", "country"}


def test_names_of_lines_leave_the_states_in_them_free() -> None:
    assert ("Қытай", "country", "in a name") in named("Қытай – Еуропа бағытында баға құлдырады.", "kk")
    line = named("中老铁路今年跨境货运量突破560万吨。", "zh")
    assert ("中老铁路", "corridor", "named") in line
    assert "country" in {kind for _, kind, _ in line}


def test_an_office_over_a_region_is_no_place() -> None:
    told = named("По данным управления МЧС по Северной Осетии, у перевала скопилось 1,9 тыс. фур.", "ru")
    assert ("Северная Осетия", "area", "speaker's region") in told


def test_a_capital_is_spelt_as_the_text_spells_it() -> None:
    assert "Бішкек" in {name for name, *_ in named("Жүк Бішкектегі қоймада ұсталды.", "kk")}


def test_a_dash_joins_two_ends_or_two_sides() -> None:
    view = prepare(report("The Varna–Poti ferry is back in service.", "en")).scenes[0].view
    assert [joint(view, hit) for hit in view.places] == [
        "first of a pair of two states",
        "last of a pair of two states",
    ]
    view = prepare(report("The Aktau port is shut.", "en")).scenes[0].view
    assert [joint(view, hit) for hit in view.places] == ["alone"]


def test_a_bare_queue_goes_neither_way() -> None:
    assert claim("About 300 trucks are queuing at the Upper Lars crossing.", "en", "border_queue").direction is None


def test_the_ends_of_one_claim_are_not_the_way_of_the_other() -> None:
    text = "Трактор сломался. Фуры арестовали в Уральске и Атырау, а затем прекратили допуск большегрузов, идущих из КНР в РФ."
    stopped, held = claim(text, "ru", "closure"), claim(text, "ru", "detention")
    assert stopped.direction is not None
    assert (stopped.direction.origin, stopped.direction.to) == (("CN",), ("RU",))
    assert held.direction is None or held.direction.origin != ("CN",)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "ru",
            "Переориентация республики в сторону Турции и США приведёт к перекрытию транспортных маршрутов Казахстана.",
        ),
        ("en", "The pivot of Kazakhstan towards Turkey will lead to the closure of its transit routes for trucks."),
    ],
)
def test_politics_that_lean_towards_a_state_carry_nothing_there(lang: str, text: str) -> None:
    for found in read(report(text, lang)):
        assert not places(found) & {"TR", "US"}
        assert found.direction is None or not set(found.direction.to) & {"TR", "US"}


def test_a_state_on_the_way_is_no_end_of_it() -> None:
    found = claim("Движение контейнерных поездов через Казахстан в Россию остановлено.", "ru", "closure")
    assert found.direction is None or "KZ" not in (*found.direction.origin, *found.direction.to)


def test_matching_says_whether_a_claim_has_its_own_of_a_kind() -> None:
    gaps = [[1.0, 6.0], [7.0, 1.0], [2.0, 9.0]]
    kinds = ["point", "point", "country"]
    assert matching(gaps, kinds, 0, 0) == "nearest, has no other of its own"
    assert matching(gaps, kinds, 0, 1) == "not nearest, has another of its own"
    assert matching(gaps, kinds, 2, 1) == "not nearest, has no other of its own"
    assert matching([[3.0]], ["point"], 0, 0) == "one claim"


def test_weights_are_a_logistic_sum() -> None:
    question = Question(-1.0, 0.5, {"near": 2.0, "far": -2.0, "flat": 0.0})
    assert question.odds(["near", "unheard of"]) == pytest.approx(1.0)
    assert question.probability(["near"]) == pytest.approx(0.731, abs=1e-3)
    assert question.reason(["far", "near", "flat"]) == "near (+2.0)"


def test_the_shipped_weights_answer_every_question() -> None:
    names = {"place", "earlier place", "start", "end", "quantity", "way from", "way to", "way pair", "no way"}
    joint = {"settled place", "settled earlier place"}  # with the net; the weights alone do without
    assert names | {f"role {role}" for role in ("at", "from", "to", "via")} == set(weights()) - joint
    assert all(0 < q.threshold < 1 for q in weights().values())


@pytest.mark.parametrize("text", ["", "[]", '{"questions": {"place": {"bias": 1}}}', '{"questions": []}'])
def test_what_is_no_weights_file_is_one_line(text: str) -> None:
    with pytest.raises(DataError, match="no weights"):
        load(text, "a file")


# ------------------------------------------------------------------------------------------- learning

POSTS = (
    "Khorgos",
    "Bakhty",
    "Dostyk",
    "Zabaikalsk",
    "Sarpi",
    "Medininkai",
    "Terespol",
    "Astara",
    "Syrym",
    "Mashtakovo",
)


def _corpus() -> list[dict[str, Any]]:
    """Return articles after one convention of our own: the state before a colon is the place of a queue, never the post."""
    rows = []
    for n, post in enumerate(POSTS):
        for k, (cc, state) in enumerate((("KZ", "Kazakhstan"), ("GE", "Georgia"), ("LT", "Lithuania"), ("IR", "Iran"))):
            count = 100 + 7 * n + k
            text = f"In {state}, a queue of {count} trucks stood at {post} on 10 March."
            label = {
                "type": "border_queue", "places": [{"name": cc, "cc": cc, "kind": "country", "role": "at"}], "start": "2026-03-10",
                "quantities": [{"value": float(count), "unit": "trucks"}], "evidence": {"sentence": [0, len(text)]},
            }  # fmt: skip
            rows.append({"id": f"{n}-{k}", "lang": "en", "published": "2026-03-12", "text": text, "claims": [label]})
    return rows


@pytest.fixture(scope="module")
def script() -> Any:
    sys.path.insert(0, str(SCRIPTS))
    try:
        import train_attachment
    finally:
        sys.path.remove(str(SCRIPTS))
    return train_attachment


@pytest.fixture(scope="module")
def learnt(script: Any) -> dict[str, Question]:
    return script.train(_corpus(), rounds=1, folds=3)[0]  # type: ignore[no-any-return]


def test_a_convention_of_a_tiny_corpus_is_learnt(script: Any, learnt: dict[str, Question]) -> None:
    from kordon.reading.attach import Sharing
    from kordon.reading.reader import read_shared

    text = "In Poland, a queue of 55 trucks stood at Kuryk on 9 March."
    ((_, found),) = read_shared(report(text, "en"), Sharing(learnt))
    assert places(found) == {"PL"}
    assert found.start == dt.date(2026, 3, 9)
    assert [q.value for q in found.quantities] == [55.0]
    assert offsets_valid(found, text)


def test_articles_labelled_by_the_scheme_alone_count_more(script: Any) -> None:
    assert script.weight_of({"id": "ru-601-03"}) == script.SCHEME_WEIGHT > 1.0
    assert script.weight_of({"id": "ru-512-03"}) == script.weight_of({"id": "x"}) == 1.0
    rare = [script.Example(("a",), True, n, 9.0) for n in range(10)] + [
        script.Example(("a",), False, n) for n in range(30)
    ]
    even = [script.Example(("a",), e.yes, e.claim) for e in rare]
    assert script.fit(rare, 1.0, 0.5).probability(["a"]) > 0.6 > 0.4 > script.fit(even, 1.0, 0.5).probability(["a"])


def test_learning_again_gives_the_same_file(script: Any, learnt: dict[str, Question]) -> None:
    again, _ = script.train(_corpus(), rounds=1, folds=3)
    assert script.dump(again) == script.dump(learnt)


def test_the_file_holds_what_was_learnt(script: Any, learnt: dict[str, Question]) -> None:
    text = script.dump(learnt)
    assert load(text, "a file") == learnt
    assert list(json.loads(text)["questions"]) == sorted(learnt)


def test_no_way_takes_its_ends_from_two_ways_told_in_full() -> None:
    found = claim("Задерживают грузы, идущие из Китая в Россию и из России в Казахстан.", "ru", "detention")
    assert found.direction is not None
    assert (found.direction.origin, found.direction.to) in ((("CN",), ("RU",)), (("RU",), ("KZ",)))


def way(found: Claim) -> tuple[set[str], set[str]]:
    return (set(found.direction.origin), set(found.direction.to)) if found.direction else (set(), set())


def as_told(found: Claim) -> dict[str, str]:
    return {p.cc or p.name: p.role for p in found.places}


@pytest.mark.parametrize(
    ("text", "kind", "origin", "to"),
    [
        ("乌兹别克斯坦对华棉纱出口下降12%。", "capacity", {"UZ"}, {"CN"}),
        ("韩国宣布对俄出口限制。", "trade_ban", {"KR"}, {"RU"}),
        ("欧盟扩大对白俄罗斯出口禁令。", "trade_ban", set(), {"BY"}),
        ("哈对华铜出口下降8%。", "capacity", {"KZ"}, {"CN"}),
        ("中国从蒙古进口煤炭增长9%。", "capacity", {"MN"}, {"CN"}),
    ],
)
def test_what_is_exported_to_a_state_does_not_come_from_it(
    text: str, kind: str, origin: set[str], to: set[str]
) -> None:
    found = claim(text, "zh", kind)
    assert way(found) == (origin, to)
    told = as_told(found)
    assert all(told.get(cc, "to") == "to" for cc in to if "出口" in text), told


@pytest.mark.parametrize(
    ("lang", "text", "to"),
    [
        ("zh", "经苏伊士运河运往日本的原油减少15%。", {"JP"}),
        ("en", "Wheat shipped to Kenya through the Suez Canal fell by 12%.", {"KE"}),
        ("kk", "Суэц каналы арқылы Жапонияға жеткізілетін мұнай азайды.", {"JP"}),
        ("ru", "Поставки зерна через Суэцкий канал в Кению сократились на 12%.", {"KE"}),
    ],
)
def test_who_owns_a_canal_does_not_send_what_goes_through_it(lang: str, text: str, to: set[str]) -> None:
    found = claim(text, lang, "capacity")
    assert way(found) == (set(), to)
    assert as_told(found).get("EG") != "from"


@pytest.mark.parametrize(
    ("lang", "text", "roles"),
    [
        ("ru", "Поезда перенаправили в обход Белоруссии через Латвию.", {"BY": "at", "LV": "via"}),
        ("ru", "Грузы перенаправлены через Грузию, минуя территорию Ирана.", {"GE": "via", "IR": "at"}),
        ("en", "Lorries were rerouted via Georgia, bypassing Iran.", {"GE": "via", "IR": "at"}),
        ("kk", "Жүк пойыздары Ресейді айналып өтіп, Грузия арқылы жүреді.", {"RU": "at", "GE": "via"}),
    ],
)
def test_what_traffic_goes_round_is_no_way_through(lang: str, text: str, roles: dict[str, str]) -> None:
    told = as_told(claim(text, lang, "closure"))
    assert all(told.get(cc, role) == role for cc, role in roles.items()), told


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("ru", "Финляндия снова открыла границу с Россией.", {"FI", "RU"}),
        ("ru", "Афганистан открыл свою границу с Пакистаном.", {"AF", "PK"}),
        ("en", "Lithuania reopened its border with Belarus.", {"LT", "BY"}),
        ("zh", "泰国重新开放与柬埔寨的陆地边境。", {"TH", "KH"}),
    ],
)
def test_who_reopens_its_border_is_a_side_of_it(lang: str, text: str, wanted: set[str]) -> None:
    assert {p.cc for p in claim(text, lang, "reopening").places} == wanted


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        ("Waiting times at Dorohusk reached 40 hours.", "border_queue", False),
        ("Lorries were turned back at Terespol.", "detention", False),
        ("Lorries wait 40 hours at Dorohusk to enter Ukraine.", "border_queue", True),
    ],
)
def test_a_post_alone_tells_no_way(text: str, kind: str, told: bool) -> None:
    assert (claim(text, "en", kind).direction is not None) == told
