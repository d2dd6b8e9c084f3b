"""Who says it: names whole, surnames that come back, and nouns that only stand beside a speaker."""

from __future__ import annotations

import datetime as dt

import pytest
from reading_samples import claims

from kordon.model import Report
from kordon.reading import read


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("zh", "霍尔果斯海关表示，公路口岸出境货车排队长度约8公里。", "霍尔果斯海关"),
        ("zh", "另据哈萨克斯坦国家铁路公司消息，霍尔果斯口岸300辆货车排队等候。", "哈萨克斯坦国家铁路公司"),
        ("kk", "Көлік министрлігі «Қордай» бекетінде 340 жүк көлігі кезекте тұрғанын хабарлады.", "Көлік министрлігі"),
        ("kk", "«Қордай» бекетінде 340 жүк көлігі кезекте тұр, деп хабарлады кірістер департаменті.", "кірістер департаменті"),
        ("en", "Lithuanian Railways said 40 trains were stranded at Kybartai.", "Lithuanian Railways"),
        ("ru", "В Федеральной таможенной службе заявили, что очередей на посту «Бурачки» нет.", "Федеральной таможенной службе"),
    ],
)  # fmt: skip
def test_the_whole_name_is_the_speakers(lang: str, text: str, name: str) -> None:
    assert name in {claim.attribution.name for claim in claims(text, lang)}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            "The Port of Sines is closed because of a storm, Prime Minister Anna Marowska said.\n\n"
            "Two hundred trucks are queuing at the Korday checkpoint, Marowska told reporters.",
        ),
        (
            "en",
            "Anna Marowska, the transport minister, said the port of Sines was closed because of a storm.\n\n"
            "Marowska said two hundred trucks were queuing at the Korday checkpoint.",
        ),
        (
            "ru",
            "Порт Актау закрыт из-за шторма, сообщил министр транспорта Олег Заборин.\n\n"
            "На посту «Кордай» скопилось 340 грузовиков, уточнил Заборин.",
        ),
    ],
)
def test_a_surname_alone_is_whom_the_report_introduced(lang: str, text: str) -> None:
    queue = next(claim for claim in claims(text, lang) if claim.type == "border_queue")
    assert queue.attribution.source_class == "official"
    assert queue.attribution.name


def test_a_surname_that_nobody_introduced_names_no_source() -> None:
    found = claims("Two hundred trucks are queuing at the Korday checkpoint, Marowska told reporters.", "en")
    assert all("Marowska" not in claim.attribution.name for claim in found)


def test_a_genitive_beside_the_verb_does_not_speak() -> None:
    found = claims(
        "Кеден өкілі «Қордай» бекетіндегі кезектің Ресей тарапының тексеруіне байланысты екенін айтты.", "kk"
    )
    assert found
    assert all("тарап" not in claim.attribution.name for claim in found)


@pytest.mark.parametrize(
    ("lang", "text", "source", "name"),
    [
        (
            "ru",
            "Грузовики стоят у поста «Бурачки» по десять суток, рассказали два перевозчика. По их словам, очередь выросла до 300 машин.",
            "company",
            "перевозчика",
        ),
        (
            "en",
            "Drivers told a different story. Two hundred trucks are queuing at the Korday checkpoint, said one.",
            "company",
            "Drivers",
        ),
        (
            "ru",
            "Глава Ассоциации перевозчиков Олег Заборин считает, что очередь у поста «Бурачки» сохранится.",
            "company",
            "Глава Ассоциации перевозчиков Олег Заборин",
        ),
        (
            "en",
            "Poland's transport ministry said two hundred trucks were queuing at the Korday checkpoint.",
            "official",
            "Poland's transport ministry",
        ),
    ],
)  # fmt: skip
def test_heads_possessors_and_numerals_lead_to_the_speaker(lang: str, text: str, source: str, name: str) -> None:
    found = [claim.attribution for claim in claims(text, lang)]
    assert (source, name) in {(item.source_class, item.name) for item in found}


def test_a_heading_that_informs_makes_a_notice() -> None:
    text = "Министерство транспорта Казахстана информирует\n\nС 1 по 15 ноября пропуск поездов на участке Достык — Актогай закрыт."
    assert {claim.attribution.source_class for claim in claims(text, "ru")} == {"official"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "據兩名不願具名的貨代表示，從中國發往哈薩克斯坦的貨車在霍爾果斯滯留了5天。"),
        ("en", "Two freight agents who declined to be named said trucks had been stuck at Khorgos for five days."),
    ],
)
def test_who_would_not_be_named_is_anonymous_whatever_the_trade(lang: str, text: str) -> None:
    (claim,) = read(Report(id="r", text=text, lang=lang, published=dt.date(2026, 5, 20)))
    assert claim.attribution.source_class == "anonymous"


@pytest.mark.parametrize(
    ("lang", "text", "name", "chain"),
    [
        ("ru", "Bloomberg сообщает, что два индийских банка вернули платежи за российский уголь.", "Bloomberg", ()),
        ("ru", "«Ведомости» пишут, что ДВМП приостановил приём контейнеров в порту Восточный.", "Ведомости", ()),
        ("ru", "Банки Индии возвращают платежи российских экспортёров, пишет «Интерфакс».", "Интерфакс", ()),
        ("en", "Interfax reported that Indian banks had returned payments for Russian coal.", "Interfax", ()),
        ("en", "Local media reported that the border guard turned back 60 trucks at Khorgos.", "Local media", ()),
        ("en", "Two Indian banks refused payments from Russia, Bloomberg reported.", "Bloomberg", ()),
        ("en", "AFP, citing Xinhua, reported that Indian banks had refused payments from Russia.", "Xinhua", ("AFP",)),
        ("kk", "Үндістан банктері Ресейдің төлемдерін қайтарып жатыр, деп жазды Bloomberg.", "Bloomberg", ()),
        ("kk", "Bloomberg екі үнді банкі Ресейдің төлемдерін тоқтатқанын хабарлады.", "Bloomberg", ()),
        ("zh", "法新社援引塔斯社报道称，两家印度银行停止接受俄罗斯付款。", "塔斯社", ("法新社",)),
    ],
)  # fmt: skip
def test_a_body_that_acts_in_what_an_outlet_tells_is_no_source(
    lang: str, text: str, name: str, chain: tuple[str, ...]
) -> None:
    found = {(c.attribution.source_class, c.attribution.name, tuple(c.attribution.chain)) for c in claims(text, lang)}
    assert found == {("media", name, chain)}


@pytest.mark.parametrize(
    ("lang", "text", "source", "name", "chain"),
    [
        ("en", "Bloomberg reported that Indian banks said they had stopped payments from Russia.", "company", "Indian banks", ("Bloomberg",)),
        ("ru", "Источник Bloomberg сообщил, что индийские банки вернули платежи за российский уголь.", "anonymous", "Источник Bloomberg", ()),
        ("ru", "В администрации порта Актау «Ъ» рассказали, что порт закрыт из-за шторма.", "official", "администрации порта Актау", ("Ъ",)),
        ("zh", "中新社援引交通部数据报道，霍尔果斯口岸有500辆货车排队等候。", "official", "交通部", ("中新社",)),
        ("zh", "法新社引述三名消息人士称，印度银行停止接受俄罗斯付款。", "anonymous", "三名消息人士", ("法新社",)),
        ("zh", "《金融时报》援引知情人士的话称，印度银行停止接受俄罗斯付款。", "anonymous", "知情人士", ("金融时报",)),
        ("zh", "据新华社报道，哈铁表示，霍尔果斯口岸有60列火车排队等候。", "company", "哈铁", ("新华社",)),
        ("kk", "Екі үнді банкі Ресейдің төлемдерін тоқтатты, деп жазды Bloomberg кәсіпкерлер палатасына сілтеме жасап.", "company", "кәсіпкерлер палатасына", ("Bloomberg",)),
    ],
)  # fmt: skip
def test_a_body_that_tells_an_outlet_is_the_source(
    lang: str, text: str, source: str, name: str, chain: tuple[str, ...]
) -> None:
    found = {(c.attribution.source_class, c.attribution.name, tuple(c.attribution.chain)) for c in claims(text, lang)}
    assert found == {(source, name, chain)}


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("ru", "Северо-Каспийское пограничное управление сообщило, что на посту «Бурачки» стоят 200 грузовиков.", "Северо-Каспийское пограничное управление"),
        ("ru", "Газета «Каспийский вестник» сообщает, что порт Актау закрыт из-за шторма.", "Газета «Каспийский вестник»"),
        ("ru", "Порт Бендер-Аббас закрыт для танкеров, заявил представитель КСИР.", "представитель КСИР"),
        ("en", "The port's press service said the port of Aktau was closed because of a storm.", "port's press service"),
        ("en", "Girvest said two hundred trucks were queuing at the Korday checkpoint.", "Girvest"),
        ("en", "Rosvodkanal said on Friday two hundred trucks were queuing at the Korday checkpoint.", "Rosvodkanal"),
        ("ru", "«Гирвест» сообщил, что на посту «Бурачки» стоят 200 грузовиков.", "Гирвест"),
        ("kk", "Вице-министрдің кеңесшісі «Қордай» бекетінде 200 жүк көлігі кезекте тұрғанын хабарлады.", "Вице-министрдің кеңесшісі"),
        ("kk", "«Алтын Жол» компаниясы «Қордай» бекетінде 200 жүк көлігі кезекте тұрғанын хабарлады.", "«Алтын Жол» компаниясы"),
    ],
)  # fmt: skip
def test_a_name_is_given_whole_and_an_unknown_one_too(lang: str, text: str, name: str) -> None:
    assert {claim.attribution.name for claim in claims(text, lang)} == {name}


def test_a_railways_short_name_in_a_lines_name_is_no_body() -> None:
    (claim,) = claims("马士基表示，中哈铁路霍尔果斯口岸有60列火车排队等候。", "zh")
    assert claim.attribution.name == "马士基"


@pytest.mark.parametrize(
    ("lang", "text", "source", "name"),
    [
        (
            "ru",
            "Уважаемые партнёры!\n\nС 8 июня 2026 года приём контейнеров на станции Достык приостановлен.\n\nС уважением,\nООО «Степной экспресс»",
            "company",
            "ООО «Степной экспресс»",
        ),
        (
            "en",
            "Dear customers,\n\nThe port of Aktau is closed from 8 June 2026 because of a storm.\n\nBest regards,\nCaspian Feeder Line",
            "company",
            "Caspian Feeder Line",
        ),
        ("en", "Customer Advisory\n\nThe port of Aktau is closed from 8 June 2026 because of a storm.", "company", ""),
        (
            "zh",
            "尊敬的客户：\n\n自6月8日起，我司暂停接受经霍尔果斯口岸的订舱，霍尔果斯口岸关闭。\n\n长风物流公司\n2026年6月5日",
            "company",
            "长风物流公司",
        ),
        (
            "ru",
            "РАСПОРЯЖЕНИЕ Министерства транспорта\n\nС 8 июня 2026 года движение грузовиков через пост «Кордай» закрыто.",
            "official",
            "Министерства транспорта",
        ),
        ("zh", "阿拉山口海关公告\n\n自6月8日起，阿拉山口公路口岸关闭。", "official", "阿拉山口海关"),
    ],
)  # fmt: skip
def test_a_notice_is_its_issuers_and_not_of_those_whom_it_greets(lang: str, text: str, source: str, name: str) -> None:
    assert {(c.attribution.source_class, c.attribution.name) for c in claims(text, lang)} == {(source, name)}


def test_a_body_after_an_english_verb_of_telling_is_told_of() -> None:
    (claim,) = claims("Critics say the port of Aktau is closed because of a storm.", "en")
    assert (claim.attribution.source_class, claim.attribution.name) == ("author", "")
