"""Whether something goes on, is over or was never so: ends that are refused, strikes called off, plain statements."""

from __future__ import annotations

import pytest
from reading_samples import claims, one


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Hungary is unlikely to lift its ban on imports of maize."),
        ("en", "Hungary does not intend to revoke the ban on maize imports."),
        ("en", "Budapest declined to lift the ban on maize imports."),
        ("en", "The cabinet rejected a request to end the ban on maize imports."),
        ("en", "The ban on maize imports has not been lifted."),
        ("en", "The ban on maize imports is yet to be lifted."),
        ("en", "The cabinet has not ruled out lifting the ban on maize imports."),
        ("ru", "Венгрия отказалась отменять запрет на ввоз кукурузы."),
        ("ru", "Будапешт не планирует снимать запрет на импорт кукурузы."),
        ("ru", "Запрет на импорт кукурузы пока не снят."),
        ("ru", "Кабинет отклонил просьбу снять запрет на вывоз лома."),
        ("ru", "Кабинет вряд ли снимет запрет на вывоз лома."),
        ("kk", "Үкімет жүгері импортына тыйымды алып тастамады."),
        ("kk", "Үкімет жүгері импортына тыйымды алып тастаудан бас тартты."),
        ("zh", "匈牙利不打算解除玉米进口禁令。"),
        ("zh", "匈牙利拒绝解除玉米进口禁令。"),
        ("zh", "玉米进口禁令至今未取消。"),
    ],
)
def test_a_ban_whose_lifting_is_refused_stays_in_force(lang: str, text: str) -> None:
    claim = one(text, "trade_ban", lang)
    assert (claim.status, claim.certainty) == ("active", "asserted")


@pytest.mark.parametrize(
    ("lang", "text", "status"),
    [
        ("en", "Hungary lifted its ban on imports of maize.", "ended"),
        ("en", "Hungary refused the offer and lifted its ban on imports of maize.", "ended"),
        ("en", "Hungary plans to lift its ban on imports of maize.", "planned"),
        ("ru", "Венгрия не только сняла запрет на ввоз кукурузы.", "ended"),
        ("ru", "Венгрия намерена отменить запрет на ввоз кукурузы.", "planned"),
        ("kk", "Үкімет жүгері импортына тыйымды алып тастады.", "ended"),
        ("zh", "玉米进口禁令已解除。", "ended"),
        ("zh", "匈牙利不久前解除了玉米进口禁令。", "ended"),
    ],
)
def test_a_ban_that_is_lifted_or_will_be_is_told_apart(lang: str, text: str, status: str) -> None:
    assert one(text, "trade_ban", lang).status == status


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "A walkout of crane drivers at the port of Gdansk has been averted."),
        ("en", "The dockers' strike, due to start on Sunday, was called off."),
        ("en", "Railway workers cancelled their strike at the Medyka terminal."),
        ("ru", "Забастовка крановщиков в порту Гданьска предотвращена."),
        ("ru", "Забастовка железнодорожников, намеченная на воскресенье, отменена."),
        ("kk", "Теміржолшылардың ереуілі тоқтатылды."),
        ("zh", "铁路工人罢工原定周日举行，已经取消。"),
    ],
)
def test_a_strike_called_off_is_over_and_closes_nothing(lang: str, text: str) -> None:
    assert one(text, "labour_action", lang).status == "ended"
    assert not [claim for claim in claims(text, lang) if claim.type == "closure"]


@pytest.mark.parametrize(
    ("lang", "text", "status"),
    [
        ("en", "The queue of trucks at Medyka has dispersed.", "ended"),
        ("ru", "Очередь фур у Медыки рассосалась.", "ended"),
        ("kk", "Достықтағы жүк көліктерінің кезегі тарқады.", "ended"),
        ("zh", "都拉塔口岸货车排队现象已经消失。", "ended"),
        ("en", "The queue of trucks at Medyka has not disappeared.", "active"),
        ("ru", "Очередь фур у Медыки не рассосалась.", "active"),
    ],
)
def test_a_queue_that_is_gone_is_over(lang: str, text: str, status: str) -> None:
    claim = one(text, "border_queue", lang)
    assert (claim.status, claim.certainty) == (status, "asserted")


def test_sailings_cancelled_for_a_strike_do_not_end_it() -> None:
    for text in (
        "Рейсы сухогрузов отменены из-за забастовки лоцманов.",
        "В порту Гамбурга идёт забастовка докеров, рейсы отменены.",
    ):
        assert one(text, "labour_action").status == "active"
        assert one(text, "closure").status == "active"


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("zh", "国家收入委员会称，都拉塔口岸暂停通关。", "closure"),
        ("zh", "哈萨克斯坦海关称，多斯特克口岸暂停通关。", "closure"),
        ("en", "Turkish banks had rejected payments from Russia.", "payment_refusal"),
    ],
)
def test_a_plain_statement_is_no_denial(lang: str, text: str, kind: str) -> None:
    assert one(text, kind, lang).certainty == "asserted"


def test_may_not_is_a_prohibition_and_unlikely_a_doubt() -> None:
    for text in (
        "Goods of Russian make may no longer transit Latvia.",
        "Frozen poultry may not be imported into Latvia.",
    ):
        claim = one(text, "trade_ban", "en")
        assert (claim.status, claim.certainty) == ("active", "asserted")
    assert (
        one("Latvia is unlikely to reopen the border crossing with Belarus.", "reopening", "en").certainty == "hedged"
    )


@pytest.mark.parametrize(
    ("lang", "text", "kind", "cause"),
    [
        ("en", "A rockfall closed the road to the border crossing.", "closure", "weather"),
        ("ru", "Оползень перекрыл трассу у перехода «Верхний Ларс».", "closure", "weather"),
        ("ru", "Из-за забастовки пограничников фуры простаивают у перехода.", "border_queue", "labour"),
    ],
)
def test_the_words_just_before_or_the_head_itself_name_the_cause(lang: str, text: str, kind: str, cause: str) -> None:
    assert one(text, kind, lang).cause == cause


@pytest.mark.parametrize(
    "text",
    ["A fire at the port of Kuryk put a berth out of action.", "Fire destroyed a depot at Altynkol station."],
)
def test_a_fire_is_no_attack_without_a_weapon_or_a_hostile_word(text: str) -> None:
    assert not [claim for claim in claims(text, "en") if claim.type == "attack"]
    hostile = "A drone started a fire at the port of Novorossiysk."
    assert [claim.type for claim in claims(hostile, "en")] == ["attack"]
