"""What the reader makes of a sentence: type, status, certainty, source, places, direction, offsets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from reading_samples import claims, one, report

from kordon.reading.explain import explain


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("ru", "У перехода «Кордай» скопилось 340 грузовиков.", "border_queue"),
        ("ru", "Таможня начала досмотр каждой фуры на посту «Бахты».", "inspection"),
        ("ru", "Пограничники не пропустили в Россию 12 фур с луком.", "detention"),
        ("ru", "Порт Актау закрыт из-за шторма.", "closure"),
        ("ru", "Движение поездов на участке Арыс — Шымкент возобновлено.", "reopening"),
        ("ru", "Казахстан запретил вывоз муки.", "trade_ban"),
        ("ru", "ЕС ввел санкции против 20 танкеров.", "sanction"),
        ("ru", "Банки Турции возвращают платежи российским экспортерам зерна.", "payment_refusal"),
        ("ru", "Дроны атаковали терминал в Новороссийске.", "attack"),
        ("ru", "Докеры порта Гамбург начали забастовку.", "labour_action"),
        ("ru", "Военные учения начались у Ормузского пролива.", "military_activity"),
        ("ru", "Начато строительство контейнерного терминала в порту Курык.", "infrastructure"),
        ("ru", "Грузооборот порта Тамань вырос на 9%.", "capacity"),
        ("ru", "Над маршрутами поставок через Каспий нависла угроза.", "outlook"),
        ("en", "Some 340 trucks are queuing at the Korday checkpoint.", "border_queue"),
        ("en", "Customs is scanning every truck at the Bakhty crossing.", "inspection"),
        ("en", "Latvia turned back 12 trucks of timber at Terehova.", "detention"),
        ("en", "The port of Aktau is shut because of a storm.", "closure"),
        ("en", "Rail traffic between Arys and Shymkent has resumed.", "reopening"),
        ("en", "Kazakhstan banned flour exports.", "trade_ban"),
        ("en", "The EU imposed sanctions on 20 tankers.", "sanction"),
        ("en", "Turkish banks are returning payments from Russian grain exporters.", "payment_refusal"),
        ("en", "Drones attacked an oil terminal in Novorossiysk.", "attack"),
        ("en", "Dockers in Hamburg began a strike at the container terminal.", "labour_action"),
        ("en", "Naval drills have started near the Strait of Hormuz.", "military_activity"),
        ("en", "Construction of a container terminal at Kuryk port has begun.", "infrastructure"),
        ("en", "Cargo volumes at the port of Taman rose 9%.", "capacity"),
        ("en", "Supply routes across the Caspian are under threat.", "outlook"),
        ("kk", "«Қордай» бекетінде 340 жүк көлігі кезекте тұр.", "border_queue"),
        ("kk", "Ақтау порты боранға байланысты жабылды.", "closure"),
        ("zh", "霍尔果斯口岸约300辆货车排队等待出境。", "border_queue"),
        ("zh", "胡塞武装在红海袭击一艘货轮。", "attack"),
    ],
)
def test_every_type_is_read(lang: str, text: str, kind: str) -> None:
    assert kind in {claim.type for claim in claims(text, lang)}


@pytest.mark.parametrize(
    ("text", "kind", "certainty"),
    [
        ("Очередей на посту «Сырым» нет.", "border_queue", "denied"),
        ("Ведомство опровергло сообщения о закрытии границы для грузовиков.", "closure", "denied"),
        ("Якобы порт Актау закрыт.", "closure", "hedged"),
        ("По предварительным данным, порт Актау закрыт.", "closure", "hedged"),
        ("По данным таможни, порт Актау закрыт.", "closure", "asserted"),
    ],
)
def test_certainty(text: str, kind: str, certainty: str) -> None:
    assert one(text, kind).certainty == certainty


@pytest.mark.parametrize(
    ("lang", "text", "kind", "status"),
    [
        ("ru", "Польша планирует закрыть границу с Белоруссией.", "closure", "planned"),
        ("ru", "Казахстан отменил запрет на ввоз пшеницы.", "trade_ban", "ended"),
        ("ru", "В случае закрытия границы с Польшей грузы пойдут через Литву.", "closure", "forecast"),
        ("en", "Poland will close its border with Belarus.", "closure", "planned"),
        ("en", "Kazakhstan lifted its ban on wheat imports.", "trade_ban", "ended"),
        ("en", "The strike at Canadian ports ended.", "labour_action", "ended"),
    ],
)
def test_status(lang: str, text: str, kind: str, status: str) -> None:
    assert one(text, kind, lang).status == status


@pytest.mark.parametrize(
    ("lang", "text", "source", "chain"),
    [
        ("ru", "Порт Актау закрыт, сообщил министр транспорта.", "official", ()),
        ("ru", "Порт Актау закрыт, сообщает Интерфакс со ссылкой на перевозчиков.", "company", ("Интерфакс",)),
        ("ru", "Порт Актау закрыт, рассказали два источника.", "anonymous", ()),
        ("ru", "По оценке аналитиков, порт Актау закрыт.", "expert", ()),
        ("ru", "Порт Актау закрыт.", "author", ()),
        ("en", "The port of Aktau is closed, two sources told Reuters.", "anonymous", ("Reuters",)),
        ("en", "According to carriers, the port of Aktau is closed.", "company", ()),
        ("en", "Kazakhstan said the port of Aktau was closed.", "official", ()),
        ("zh", "分析师表示，阿克套港关闭。", "expert", ()),
    ],
)
def test_attribution(lang: str, text: str, source: str, chain: tuple[str, ...]) -> None:
    claim = one(text, "closure", lang)
    assert claim.attribution.source_class == source
    assert claim.attribution.chain == chain


def test_pronoun_and_about_this_carry_the_speaker() -> None:
    found = claims(
        "У поста «Бахты» стоят 400 фур. Об этом сообщили в акимате. Там добавили, что пост Майкапчагай закрыт."
    )
    assert [claim.attribution.source_class for claim in found] == ["official", "official"]


def test_actor_state_is_no_place() -> None:
    claim = one("Варшава заявила, что порт Гданьск закрыт.", "closure")
    assert [place.name for place in claim.places] == ["Гданьск"]


def test_border_section_is_its_two_states() -> None:
    claim = one("На российско-казахстанской границе стоят 900 фур.", "border_queue")
    assert {place.cc for place in claim.places} == {"RU", "KZ"}


def test_roles_make_the_direction() -> None:
    claim = one("Таможня задержала 30 фур, следовавших из Китая в Россию через Казахстан.", "detention")
    assert claim.direction is not None
    assert (claim.direction.origin, claim.direction.to) == (("CN",), ("RU",))
    assert {place.cc: place.role for place in claim.places}["KZ"] == "via"


def test_several_mechanisms_in_one_sentence() -> None:
    found = claims("Из-за закрытия перехода Торхам застряли 2 тыс. грузовиков.")
    assert {claim.type for claim in found} == {"closure", "border_queue"}


def test_background_claims_keep_their_own_status() -> None:
    found = claims(
        "К 2028 году Казахстан намерен отказаться от закупки российской муки, а недавно действовал запрет на ввоз сахара."
    )
    assert [(claim.type, claim.status) for claim in found] == [("trade_ban", "planned"), ("trade_ban", "ended")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Сборная Казахстана проиграла в Лиссабоне. Матч закрыл отборочный цикл."),
        ("ru", "Пассажирский поезд Москва — Минск задержан на два часа."),
        ("ru", "В свою очередь министр поздравил учителей."),
        ("en", "The airline cancelled 200 flights because of the storm."),
        ("en", "The home side's strikers attacked from the start."),
        ("en", "Shares in the carrier closed lower on Friday."),
        ("kk", "Кеше елордада жаңа кітапхана ашылды."),
        ("zh", "国家足球队昨晚客场获胜。"),
    ],
)
def test_news_of_other_things_yields_nothing(lang: str, text: str) -> None:
    assert claims(text, lang) == ()


def test_unknown_date_leaves_relative_dates_open_with_their_words() -> None:
    claim = one("Порт Актау закрыт со вторника.", "closure", day=None)
    assert claim.start is None
    a, b = claim.evidence["when"]
    assert "со вторника" in "Порт Актау закрыт со вторника."[a:b]


def test_traditional_characters_read_like_simplified_ones() -> None:
    assert (
        one("阿克套港因大風關閉。", "closure", "zh").places[0].id
        == one("阿克套港因大风关闭。", "closure", "zh").places[0].id
    )


def test_explain_names_rule_and_entry_of_each_slot() -> None:
    text = "Порт Актау закрыт из-за шторма до 20 ноября, сообщил оператор."
    claim = one(text, "closure")
    why = explain(report(text), claim)
    assert "close_element" in why["type"]
    assert "закрыть" in why["type"]
    assert "date pattern" in why["end"]
    assert "шторм" in why["cause"]
    assert len(why["places"]) == len(claim.places)


def test_same_text_same_claims() -> None:
    text = "На границе Казахстана и России 12 ноября стояли 2,5 тыс. фур, сообщили перевозчики."
    assert claims(text) == claims(text)
    assert claims(text)[0].start == dt.date(2025, 11, 12)


@pytest.mark.parametrize(
    ("text", "lang", "certainty"),
    [
        (
            "From 15 May a war-risk surcharge of $120 per TEU will apply to cargo loaded at Novorossiysk.",
            "en",
            "asserted",
        ),
        ("Some 300 lorries may be held at Sarp.", "en", "hedged"),
        ("據說越南海關在海防逐櫃查驗，出口櫃平均多等兩天。", "zh", "hedged"),
    ],
)
def test_the_month_is_no_doubt_and_hearsay_is_one(text: str, lang: str, certainty: str) -> None:
    assert {claim.certainty for claim in claims(text, lang)} == {certainty}


@pytest.mark.parametrize(
    "text",
    [
        "Сухогруз «Волго-Балт» сел на мель у Астрахани, судоходство закрыто.",
        "В ночь на 10 декабря беспилотники атаковали терминал «Новатэка» в порту Усть-Луга.",
    ],
)
def test_ships_and_firms_are_no_places(text: str) -> None:
    names = {place.name for claim in claims(text, "ru") for place in claim.places}
    assert names
    assert not names & {"Волго-Балт", "Новатэк", "Новатэка"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Пост Сырым закрыт, объезд через посты Таскала и Шаган."),
        ("en", "The Syrym post is shut; drivers are told to detour through Taskala and Shagan."),
    ],
)
def test_the_way_round_is_not_what_is_closed(lang: str, text: str) -> None:
    roles = {p.name: p.role for claim in claims(text, lang) for p in claim.places}
    assert {name: role for name, role in roles.items() if role != "at"} == (
        {"Таскала": "via", "Шаган": "via"} if lang == "ru" else {"Taskala": "via", "Shagan": "via"}
    )


def test_two_states_that_are_told_here_are_whole() -> None:
    """'Польша закрыла границу с Белоруссией' in a report on Kazakhstan and Russia closes neither of these."""
    path = Path(__file__).parents[2] / "examples" / "reports" / "2025-09-24-proverki-gruzov-ru.txt"
    text = path.read_text(encoding="utf-8")
    found = [
        c for c in claims(text, day=dt.date(2025, 9, 24)) if c.type == "closure" and c.start == dt.date(2025, 9, 12)
    ]
    assert [{place.cc for place in claim.places} for claim in found] == [{"PL", "BY"}]


@pytest.mark.parametrize(
    ("lang", "text", "kind", "cargo"),
    [
        ("zh", "阿拉山口约200辆货车排队等候通关。", "border_queue", ()),
        ("zh", "满洲里口岸货运列车停运。", "closure", ()),
        ("zh", "口岸积压大量货物，排队严重。", "border_queue", ("general",)),
        ("kk", "«Бақты» бекетінде 210 жүк көлігі кезекте тұр.", "border_queue", ()),
        ("kk", "Жүк пойыздары Алтынкөлде тоқтады.", "closure", ()),
        ("en", "Some 210 goods vehicles are queuing at the Bakhty checkpoint.", "border_queue", ()),
        ("en", "The cargo ship was detained in the port of Kuryk.", "detention", ()),
    ],
)
def test_a_word_for_goods_in_the_name_of_a_carrier_is_no_cargo(
    lang: str, text: str, kind: str, cargo: tuple[str, ...]
) -> None:
    assert one(text, kind, lang).cargo == cargo


@pytest.mark.parametrize(
    ("lang", "text", "cargo", "said"),
    [
        ("ru", "Россия запретила вывоз товаров по коду ТН ВЭД 1001.", ("grain",), "1001"),
        ("ru", "Транзит товаров по коду ТН ВЭД 7208 через Узбекистан запрещён.", ("metals",), "7208"),
        ("en", "Türkiye banned exports of goods under HS code 8507 to Iran.", ("electronics",), "8507"),
        ("kk", "Қазақстан СЭҚ ТН 2710 коды бойынша тауарларды шығаруға тыйым салды.", ("fuel",), "2710"),
        ("zh", "俄罗斯禁止海关编码4403项下货物出口。", ("timber",), "4403"),
    ],
)
def test_a_code_names_the_cargo_where_it_stands(lang: str, text: str, cargo: tuple[str, ...], said: str) -> None:
    claim = one(text, "trade_ban", lang)
    assert (claim.cargo, claim.quantities, claim.start, claim.end) == (cargo, (), None, None)
    ((a, b),) = claim.evidence["cargo"]
    assert text[a:b] == said
