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
