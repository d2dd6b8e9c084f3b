"""Quantities in base units, with bounds, ranges and periods."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kordon.reading.lang import analyser
from kordon.reading.numbers import amounts, codes, number_value, recounted
from kordon.reading.numbers.codes import cargo_of
from kordon.reading.text import tokens
from kordon.world.cargo import read_cargo


def read(text: str, lang: str) -> list[tuple[Any, str, str | None, str | None]]:
    line = tokens(text, 0, len(text), analyser(lang))
    return [(a.value, a.unit, a.qual, a.period) for a in amounts(line, lang, text, [])]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "около 1,8 тыс. грузовиков", (1800.0, "trucks", "approx", None)),
        ("ru", "6,3 млн тонн", (6_300_000.0, "tonnes", None, None)),
        ("en", "a one-day strike", (1.0, "days", None, None)),
        ("en", "the gauge stood at minus 28 cm", (-28.0, "cm", None, None)),
        ("ru", "экспорт: минус 12 процентов", (-12.0, "percent", None, None)),
        ("ru", "не менее 300 вагонов", (300.0, "wagons", "at_least", None)),
        ("ru", "не более 500 автомобилей в сутки", (500.0, "trucks", "at_most", "day")),
        ("ru", "свыше 12 300 фур", (12300.0, "trucks", "at_least", None)),
        ("ru", "3–4 недели", ((21.0, 28.0), "days", None, None)),
        ("ru", "от двух до пяти суток", ((2.0, 5.0), "days", None, None)),
        ("ru", "в 1,6 раза", (1.6, "times", None, None)),
        ("ru", "полторы тысячи фур", (1500.0, "trucks", None, None)),
        ("ru", "фур триста", (300.0, "trucks", None, None)),
        ("ru", "48-часовую стоянку", (48.0, "hours", None, None)),
        ("ru", "$2,9 тыс.", (2900.0, "usd", None, None)),
        ("en", "51,200 TEU", (51200.0, "containers", None, None)),
        ("en", "more than 700 trucks", (700.0, "trucks", "at_least", None)),
        ("en", "up to seven days", (7.0, "days", "at_most", None)),
        ("en", "12,34,567 tonnes", (1234567.0, "tonnes", None, None)),
        ("en", "between 2,000 and 5,000 trucks", ((2000.0, 5000.0), "trucks", None, None)),
        ("en", "three to four weeks", ((21.0, 28.0), "days", None, None)),
        ("en", "USD 10,500", (10500.0, "usd", None, None)),
        ("en", "480,000 barrels per day", (480000.0, "barrels", None, "day")),
        ("kk", "2,5 мың жүк көлігі", (2500.0, "trucks", None, None)),
        ("zh", "1.5万列班列", (15000.0, "trains", None, None)),
        ("zh", "3億噸貨物", (300_000_000.0, "tonnes", None, None)),
        ("zh", "約兩千輛貨車", (2000.0, "trucks", "approx", None)),
    ],
)
def test_expressions(lang: str, text: str, expected: tuple[Any, ...]) -> None:
    assert read(text, lang) == [expected]


def test_a_change_names_both_ends() -> None:
    assert [a[0] for a in read("подорожала с 9,5 до 10,5 тыс. долларов", "ru")] == [9500.0, 10500.0]
    assert [a[0] for a in read("rose from 14 to 20 days", "en")] == [14.0, 20.0]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "несколько сотен фур"),
        ("ru", "в 2025 году"),
        ("ru", "газопровод Сила Сибири-2"),
        ("ru", "трасса М-5"),
        ("en", "a 40ft container"),
        ("en", "hundreds of trucks"),
    ],
)
def test_what_is_no_quantity(lang: str, text: str) -> None:
    assert read(text, lang) == []


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("1 234,5", "ru", 1234.5),
        ("1,234.5", "en", 1234.5),
        ("1.234.567", "ru", 1234567.0),
        ("2.764", "ru", 2.764),
        ("1..2", "en", None),
    ],
)
def test_number_value(text: str, lang: str, value: float | None) -> None:
    assert number_value(text, lang) == value


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        # numbers in words
        ("ru", "полторы сотни фур", (150.0, "trucks", None, None)),
        ("ru", "около сотни вагонов", (100.0, "wagons", "approx", None)),
        ("ru", "восемь десятков танкеров", (80.0, "ships", None, None)),
        ("ru", "две тысячи триста тонн", (2300.0, "tonnes", None, None)),
        ("en", "two hundred and fifty lorries", (250.0, "trucks", None, None)),
        ("en", "a dozen ships", (12.0, "ships", None, None)),
        ("kk", "он жеті фура", (17.0, "trucks", None, None)),
        ("kk", "екі жүз елу вагон", (250.0, "wagons", None, None)),
        ("zh", "两万三千个箱子", (23000.0, "containers", None, None)),
        ("zh", "逾千辆货车", (1000.0, "trucks", "at_least", None)),
        ("zh", "四五天", ((4.0, 5.0), "days", None, None)),
        ("zh", "一天半", (1.5, "days", None, None)),
        # adjectives that hold the number and the unit
        ("ru", "двухкилометровый хвост", (2.0, "km", None, None)),
        ("ru", "десятидневный простой", (10.0, "days", None, None)),
        ("ru", "полуторачасовой досмотр", (1.5, "hours", None, None)),
        ("en", "a two-kilometre tailback", (2.0, "km", None, None)),
        ("en", "a five-day wait", (5.0, "days", None, None)),
        ("kk", "қырық сағаттық ереуіл", (40.0, "hours", None, None)),
        # units with endings, inverted order, the noun that counts
        ("ru", "недели на три", (21.0, "days", None, None)),
        ("ru", "метров шестьсот", (600.0, "m", None, None)),
        ("ru", "десять рабочих дней", (10.0, "days", None, None)),
        ("en", "28,000 slots a day", (28000.0, "items", None, "day")),
        ("en", "3 million litres", (3000.0, "m3", None, None)),
        ("kk", "тауардың 30 пайызы", (30.0, "percent", None, None)),
        ("kk", "18 айда", (18.0, "months", None, None)),
        ("zh", "二百多只货柜", (200.0, "containers", "at_least", None)),
        ("zh", "17条船", (17.0, "ships", None, None)),
        ("zh", "五家银行", (5.0, "items", None, None)),
        ("zh", "三公里长的车队", (3.0, "km", None, None)),
        # shares and multiples
        ("ru", "упали на треть", (33.0, "percent", None, None)),
        ("ru", "досматривают каждый пятый контейнер", (20.0, "percent", None, None)),
        ("en", "two-thirds of the fleet", (67.0, "percent", None, None)),
        ("en", "opening one in three boxes", (33.0, "percent", None, None)),
        ("en", "every lorry is being inspected", (100.0, "percent", None, None)),
        ("kk", "үштен бірі бұзылады", (33.0, "percent", None, None)),
        ("kk", "екі есе өсті", (2.0, "times", None, None)),
        ("zh", "减少四分之一", (25.0, "percent", None, None)),
        ("zh", "百分之三十", (30.0, "percent", None, None)),
        ("zh", "下降三成五", (35.0, "percent", None, None)),
        ("zh", "运量翻番", (2.0, "times", None, None)),
        # one of a unit
        ("en", "the ship lost a week", (7.0, "days", None, None)),
        ("en", "half an hour", (30.0, "minutes", None, None)),
        ("kk", "бір жарым тәулік", (1.5, "days", None, None)),
    ],
)
def test_classes_of_expressions(lang: str, text: str, expected: tuple[Any, ...]) -> None:
    assert read(text, lang) == [expected]


def test_the_new_value_takes_the_unit_of_the_old() -> None:
    assert [a[:2] for a in read("cut the check from 50 minutes to 12", "en")] == [(50.0, "minutes"), (12.0, "minutes")]
    assert [a[:2] for a in read("waits of 28 days against 15", "en")] == [(28.0, "days"), (15.0, "days")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "一家公司"),
        ("zh", "第三批货物"),
        ("ru", "сотни фур"),
        ("ru", "в первой половине года"),
        ("en", "in the second half of the year"),
        ("en", "a third crossing"),
    ],
)
def test_articles_ordinals_and_halves_of_years_are_no_quantities(lang: str, text: str) -> None:
    assert read(text, lang) == []


@settings(deadline=None)
@given(
    st.sampled_from(("ru", "en", "kk", "zh")),
    st.lists(
        st.sampled_from(
            ["1", "2,5", "1 000", "40", "%", "тыс", ".", "сто", "двести", "фур", "трети", "half", "a", "dozen", "hundred", "and", "lorries", "to", "from",
             "жүз", "мың", "бес", "пайызы", "三", "半", "百", "万", "分之", "天", "辆", "-", "–", "$", "каждый", "второй", "one", "in", "три"]
        ),
        max_size=12,
    ),
)  # fmt: skip
def test_any_mix_of_number_words_gives_valid_spans(lang: str, words: list[str]) -> None:
    text = ("" if lang == "zh" else " ").join(words)
    line = tokens(text, 0, len(text), analyser(lang))
    for amount in amounts(line, lang, text, []):
        assert 0 <= amount.start < amount.end <= len(text)
        assert amount.first <= amount.last
        if isinstance(amount.value, tuple):
            assert amount.value[0] <= amount.value[1]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "простояли полдня", [(0.5, "days")]),
        ("ru", "стоят седьмые сутки", [(7.0, "days")]),
        ("ru", "на неделю-две", [((7.0, 14.0), "days")]),
        ("ru", "около суток", [(1.0, "days")]),
        ("ru", "полмиллиона тонн", [(500_000.0, "tonnes")]),
        ("ru", "до миллиона тонн", [(1_000_000.0, "tonnes")]),
        ("ru", "семь десятых потока", [(70.0, "percent")]),
        ("ru", "седьмую часть вывоза", [(14.0, "percent")]),
        ("ru", "проверяют одну из двадцати.", [(5.0, "percent")]),
        ("en", "three quarters of an hour", [(45.0, "minutes")]),
        ("en", "running on for another month", [(1.0, "months")]),
        ("en", "one wagon in fifty is opened", [(2.0, "percent")]),
        ("en", "exports of 2.4 mt", [(2_400_000.0, "tonnes")]),
        ("en", "5,000 mt of barley", [(5000.0, "tonnes")]),
        ("en", "a fee of 300 lari", [(300.0, "items")]),
        ("kk", "жарты жыл", [(6.0, "months")]),
        ("kk", "екі мәрте", [(2.0, "times")]),
        ("zh", "再延半年", [(6.0, "months")]),
        ("zh", "等了四个半小时", [(4.5, "hours")]),
        ("zh", "百余名司机", [(100.0, "persons")]),
        ("zh", "降至千分之六", [(0.6, "percent")]),
        ("zh", "翻了两番", [(4.0, "times")]),
        ("zh", "五十车水泥", [(50.0, "trucks")]),
        ("en", "a week-long embargo", [(7.0, "days")]),
        ("en", "three in ten are opened", [(30.0, "percent")]),
        ("en", "running at half strength", [(50.0, "percent")]),
        ("ru", "километров на двенадцать", [(12.0, "km")]),
        ("ru", "восемь из десяти.", [(80.0, "percent")]),
        ("kk", "үш жүк көлігін", [(3.0, "trucks")]),
        ("kk", "мыңнан астам жүк көлігі", [(1000.0, "trucks")]),
        ("zh", "其中18列由重庆发出", [(18.0, "trains")]),
        ("zh", "由千分之二升至千分之四點五。", [(0.2, "percent"), (0.45, "percent")]),
        ("zh", "约80个装有空调和玩具的集装箱", [(80.0, "containers")]),
        ("zh", "通关只需一天", [(1.0, "days")]),
    ],
)
def test_halves_spans_parts_and_other_money(lang: str, text: str, expected: list[tuple[Any, str]]) -> None:
    assert [a[:2] for a in read(text, lang)] == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "three of its eight barges sank", [(3.0, "ships"), (8.0, "ships")]),
        ("en", "handles 12 trains, against a target of 20.", [(12.0, "trains"), (20.0, "trains")]),
        ("en", "the number of lorries rose from 210 to 340.", [(210.0, "trucks"), (340.0, "trucks")]),
        ("ru", "пять из сорока вагонов", [(5.0, "wagons"), (40.0, "wagons")]),
        ("ru", "прошло 80 фур вместо привычных 150.", [(80.0, "trucks"), (150.0, "trucks")]),
        ("ru", "с 50 минут до двух часов", [(50.0, "minutes"), (2.0, "hours")]),
        ("kk", "14 жұп пойыздан 21-ге жетті", [(14.0, "trains"), (21.0, "trains")]),
        ("kk", "120 шақырымның 85-іне", [(120.0, "km"), (85.0, "km")]),
        ("zh", "由三百辆增至一千二。", [(300.0, "trucks"), (1200.0, "trucks")]),
        ("ru", "через «Адлер» прошло 31 фура, через «Псоу» – 48.", [(31.0, "trucks"), (48.0, "trucks")]),
        ("ru", "выросла до 480 тысяч рублей, в мае была 310.", [(480_000.0, "rub"), (310_000.0, "rub")]),
        ("ru", "соседи отпускают по 70 машин, а наши берут 25.", [(70.0, "trucks"), (25.0, "trucks")]),
        ("en", "Lorries through the pass averaged 270 a day, down from 390.", [(270.0, "trucks"), (390.0, "trucks")]),
        ("en", "it takes 12 days against a published 7.", [(12.0, "days"), (7.0, "days")]),
        ("en", "the trains waited four and seven days", [(4.0, "days"), (7.0, "days")]),
        ("kk", "бұрын 90 көлік өтсе, қазір 20-дан аспайды.", [(90.0, "trucks"), (20.0, "trucks")]),
        ("kk", "пойыз саны тәулігіне 14-тен 9-ға азайды", [(14.0, "trains"), (9.0, "trains")]),
        ("kk", "екі ел тоғыз кеме шығарды", [(9.0, "ships")]),
        ("kk", "екі жаңа рампа жыл соңында ашылады", []),
        ("zh", "日作业由十二列升到十八列", [(12.0, "trains"), (18.0, "trains")]),
        ("zh", "放行时间由一天延至三天", [(1.0, "days"), (3.0, "days")]),
        ("zh", "运价上涨了15%至20%", [((15.0, 20.0), "percent")]),
        ("zh", "运价由15%至20%", [(15.0, "percent"), (20.0, "percent")]),
        ("ru", "принял лишь 41 поезд из согласованных 70", [(41.0, "trains"), (70.0, "trains")]),
        ("ru", "проехало 118 тысяч польских и литовских тягачей", [(118000.0, "trucks")]),
        ("ru", "осадка судов у причала № 2 порта ограничена", []),
        (
            "en",
            "Deliveries of containers dropped to fewer than 600 a day from 4,500",
            [(600.0, "containers"), (4500.0, "containers")],
        ),
    ],
)
def test_a_number_takes_the_unit_said_elsewhere(lang: str, text: str, expected: list[tuple[Any, str]]) -> None:
    assert [a[:2] for a in read(text, lang)] == expected


def counted_again(first: str, second: str, lang: str) -> list[tuple[Any, str]]:
    one = tokens(first, 0, len(first), analyser(lang))
    two = tokens(second, 0, len(second), analyser(lang))
    return [(a.value, a.unit) for a in recounted(two, lang, second, [], amounts(one, lang, first, []))]


@pytest.mark.parametrize(
    ("lang", "first", "second", "expected"),
    [
        ("en", "Some 410 lorries wait at the pass.", "The army put the number at 320.", [(320.0, "trucks")]),
        ("ru", "За месяц ушло 2 млн тонн.", "Реальная цифра едва ли выше 1,5 млн.", [(1_500_000.0, "tonnes")]),
        ("kk", "Бүгін 27 пойыз өтті.", "Бұл көрсеткішті 32-ге жеткізбек.", [(32.0, "trains")]),
        ("en", "Some 410 lorries wait at the pass.", "The number of 12 ministers was given.", []),
        ("en", "Some 410 lorries wait at the pass.", "Few were seen by 320.", []),
        ("en", "The fee rose by 5 percent.", "The army put the number at 320.", []),
    ],
)
def test_a_bare_number_counts_again_what_the_sentence_before_counted(
    lang: str, first: str, second: str, expected: list[tuple[Any, str]]
) -> None:
    assert counted_again(first, second, lang) == expected


@pytest.mark.parametrize(("lang", "text"), [("ru", "обнаружено более ста таких мин"), ("kk", "сағат жетіде келді")])
def test_mines_and_hours_of_the_day_are_no_minutes_and_hours(lang: str, text: str) -> None:
    assert all(unit not in ("minutes", "hours") for _, unit, _, _ in read(text, lang))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Inspectors now open every foreign trailer"),
        ("en", "all refrigerated trucks are being checked"),
        ("ru", "досматривают все без исключения"),
        ("ru", "проверяют все гружёные фуры"),
        ("kk", "барлық жүк көлігі тексеріледі"),
    ],
)
def test_checks_of_all_are_a_share(lang: str, text: str) -> None:
    assert (100.0, "percent") in [a[:2] for a in read(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The navy seized a Panama-flagged bulker"),
        ("ru", "В порту арестован сухогруз"),
        ("kk", "Жағалау күзеті танкерді қамауға алды"),
        ("zh", "海警扣押一条货船"),
    ],
)
def test_a_single_vessel_that_was_held_is_one_ship(lang: str, text: str) -> None:
    assert [a[:2] for a in read(text, lang)] == [(1.0, "ships")]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "three officials said", []),
        ("en", "a ship at sea is a ship of the line", []),
        ("en", "berth 16 was quiet", []),
        ("en", "two tankers were hit, and a ferry was damaged", [(2.0, "ships")]),
        ("en", "40 miles south of the cape", []),
        ("ru", "в 40 км от порта", []),
        ("ru", "трое брокеров", []),
        ("kk", "туымен жүзген кеме", []),
    ],
)
def test_people_and_positions_are_no_amounts(lang: str, text: str, expected: list[tuple[Any, str]]) -> None:
    assert [a[:2] for a in read(text, lang)] == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "ждут проезда пятые сутки", [(5.0, "days")]),
        ("ru", "бастуют пятые сутки", []),
        ("ru", "движение по обоим путям", []),
        ("zh", "上涨百分之四到六。", [((4.0, 6.0), "percent")]),
        ("zh", "新增九个税号", [(9.0, "items")]),
        ("zh", "三个国家", []),
        ("zh", "水位落二十公分", [(20.0, "cm")]),
        ("kk", "сегіз тепловоз", [(8.0, "items")]),
    ],
)
def test_waits_ranges_of_shares_and_things(lang: str, text: str, expected: list[tuple[Any, str]]) -> None:
    assert [a[:2] for a in read(text, lang)] == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "оформлено 129 грузовых и 183 легковых автомобиля", [(129.0, "trucks")]),
        ("ru", "40 грузовых, 25 легковых машин", [(40.0, "trucks")]),
        ("ru", "5 пассажирских поездов, 3 грузовых поезда", [(3.0, "trains")]),
        ("en", "183 passenger vehicles and 129 trucks, 300 light vehicles", [(129.0, "trucks")]),
        ("en", "20 light trucks", [(20.0, "trucks")]),
        ("kk", "370 жеңіл көлік пен 120 жүк көлігі", [(120.0, "trucks")]),
        ("zh", "小客车300辆、货车120辆，另有20辆大巴。", [(120.0, "trucks")]),
        ("zh", "客货车辆300辆", [(300.0, "trucks")]),
    ],
)
def test_passengers_are_no_freight(lang: str, text: str, expected: list[tuple[Any, str]]) -> None:
    assert [a[:2] for a in read(text, lang)] == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "He put the number of loaded vehicles held since Sunday at as many as 6,000.", [(6000.0, "trucks")]),
        ("en", "One sailor was killed.", [(1.0, "persons")]),
        ("en", "One sailor said so.", []),
        ("ru", "пострадал один человек", [(1.0, "persons")]),
        ("ru", "на 35й неделе", []),
        ("kk", "екі автокөлік бекеті жұмыс істемейді", []),
        ("zh", "沿途设20座车站", [(20.0, "items")]),
        ("zh", "逾萬貨櫃恐卡在邊境", [(10000.0, "containers")]),
        ("zh", "一名船员受伤", [(1.0, "persons")]),
    ],
)
def test_counts_of_the_press(lang: str, text: str, expected: list[tuple[Any, str]]) -> None:
    assert [a[:2] for a in read(text, lang)] == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "the port handled 400 to 450 goods trucks a day", [((400.0, 450.0), "trucks")]),
        ("en", "the railway sends 200 to 300 Uzbek wagons", [((200.0, 300.0), "wagons")]),
        ("en", "shut at half past twelve local time", []),
        ("en", "cut it from 400 to 300 trucks", [(400.0, "trucks"), (300.0, "trucks")]),
        ("ru", "задержали 26 тонн 978 кг лука", [(26.978, "tonnes")]),
        ("kk", "26 тонна 978 келі пияз өткізілмеді", [(26.978, "tonnes")]),
        ("ru", "12 тонн яблок и 500 кг груш", [(12.0, "tonnes"), (0.5, "tonnes")]),
        ("ru", "третью неделю стоят 60 фур", [(21.0, "days"), (60.0, "trucks")]),
        ("ru", "задержали 14 «КамАЗов»", [(14.0, "trucks")]),
        ("kk", "100-ден астам контейнер пойызы жиналды", [(100.0, "trains")]),
    ],
)
def test_ranges_weights_and_things_of_the_press(lang: str, text: str, expected: list[tuple[Any, str]]) -> None:
    assert [(value, unit) for value, unit, *_ in read(text, lang)] == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "Tolls in the corridor climbed 9% in six weeks.", [(9.0, "percent")]),
        ("en", "In barely ten days, spot rates fell by 150 dollars.", [(150.0, "usd")]),
        ("ru", "За пять недель ставки выросли на 7%.", [(7.0, "percent")]),
        ("ru", "Погрузка сократилась на 400 вагонов за три недели.", [(400.0, "wagons")]),
        ("kk", "Тасымал үш аптада 8% азайды.", [(8.0, "percent")]),
        ("kk", "Төрт ай ішінде тариф 6% өсті.", [(6.0, "percent")]),
        ("zh", "运费五周内下跌8%。", [(8.0, "percent")]),
        ("en", "Transit time fell by 6 days in ten weeks.", [(6.0, "days")]),
        ("en", "Transit takes four days, though traffic is up 5%.", [(4.0, "days"), (5.0, "percent")]),
        ("en", "Delays at 4 terminals grew to over two weeks.", [(4.0, "terminals"), (14.0, "days")]),
        ("ru", "Очередь выросла до 90 фур, ждать надо 2 дня.", [(90.0, "trucks"), (2.0, "days")]),
    ],
)
def test_the_time_that_a_change_took_is_no_delay(lang: str, text: str, expected: list[tuple[float, str]]) -> None:
    assert [found[:2] for found in read(text, lang)] == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("kk", "Кезек 620 көліктен 410 көлікке дейін азайды.", [(620.0, "trucks", None), (410.0, "trucks", None)]),
        ("kk", "Айналым 3 млн тоннаға дейін ұлғайды.", [(3e6, "tonnes", None)]),
        ("kk", "Жолда 700-ден 450 вагонға дейін қысқарды.", [(700.0, "wagons", None), (450.0, "wagons", None)]),
        ("kk", "Бекет 80 көлікке дейін өткізеді.", [(80.0, "trucks", "at_most")]),
        ("zh", "候检36小时以上。", [(36.0, "hours", "at_least")]),
        ("zh", "滞留货车200辆以下。", [(200.0, "trucks", "at_most")]),
        ("zh", "滞留700辆以上货车。", [(700.0, "trucks", "at_least")]),
        ("zh", "几十艘货轮待泊。", []),
        ("zh", "數百餘名司機等候。", []),
        ("en", "Transit volumes more than tripled.", [(3.0, "times", "at_least")]),
        ("ru", "Тариф вырос почти вдвое.", [(2.0, "times", "approx")]),
    ],
)
def test_bounds_of_a_change_and_after_a_unit(
    lang: str, text: str, expected: list[tuple[float, str, str | None]]
) -> None:
    assert [found[:3] for found in read(text, lang)] == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "The authority reduced daily transits to 27 from 34.", [(27.0, "ships"), (34.0, "ships")]),
        ("en", "Customs lines 20 km long formed.", [(20.0, "km")]),
        ("ru", "Затор в 9 километров у моста.", [(9.0, "km")]),
        ("ru", "Судно стоит в 9 километрах от мола.", []),
        ("ru", "7-микилометровый хвост фур.", [(7.0, "km")]),
        ("en", "a couple of days", [(2.0, "days")]),
        ("en", "ships of 40-ft draught", [(12.192, "m")]),
        ("en", "a 40-foot container", []),
        ("en", "a yard of 3 mln sq m", []),
        ("ru", "склад на 5 тыс. кв. м", []),
        ("kk", "4 мың шаршы метр қойма", []),
    ],
)
def test_lengths_areas_and_passages(lang: str, text: str, expected: list[tuple[float, str]]) -> None:
    assert [found[:2] for found in read(text, lang)] == expected


def _codes(text: str, lang: str) -> list[tuple[str, str]]:
    line = tokens(text, 0, len(text), analyser(lang))
    found, taken = codes(line, lang, text)
    assert bool(found) == bool(taken)
    for code in found:
        assert re.sub(r"\D", "", text[line[code.first].start : line[code.last].end]).find(code.digits) >= 0
        assert any(a <= line[code.first].start and line[code.last].end <= b for a, b in taken)
    assert amounts(line, lang, text, taken) == []
    return [(code.digits, code.cargo) for code in found]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "товары с кодом ТН ВЭД 7208 и 7210", [("7208", "metals"), ("7210", "metals")]),
        ("ru", "коды ТН ВЭД ЕАЭС: 3102 10 100 0, 3105", [("3102101000", "fertiliser"), ("3105", "fertiliser")]),
        ("ru", "товары из позиции 4403 ТН ВЭД", [("4403", "timber")]),
        ("ru", "группа 87 ТН ВЭД", [("87", "automotive")]),
        ("en", "goods under HS code 2710.19", [("271019", "fuel")]),
        ("en", "HTS 8507 and 8541.43", [("8507", "electronics"), ("854143", "electronics")]),
        ("en", "CN codes 7304–7306", [("7304", "metals"), ("7306", "metals")]),
        ("en", "headings 1001 and 1003 of the Harmonised System", [("1001", "grain"), ("1003", "grain")]),
        ("kk", "СЭҚ ТН 1001 коды бойынша", [("1001", "grain")]),
        ("kk", "ЕАЭО СЭҚ ТН коды 2709 мұнай", [("2709", "crude_oil")]),
        ("zh", "海关编码8507项下", [("8507", "electronics")]),
        ("zh", "商品编码2604、2605", [("2604", "metals"), ("2605", "metals")]),
        ("zh", "稅號3004的藥品", [("3004", "medicine")]),
        ("en", "the HS 2022 edition", []),
        ("kk", "12 СЭҚ ТН кодына қатысты", []),
        ("ru", "в редакции ТН ВЭД 2022 года", []),
    ],
)
def test_a_code_of_goods_is_no_quantity(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert _codes(text, lang) == expected


def test_what_is_counted_after_a_code_stays_a_quantity() -> None:
    text = "goods under HS code 8507 and 1300 trucks"
    line = tokens(text, 0, len(text), analyser("en"))
    found, taken = codes(line, "en", text)
    assert [code.digits for code in found] == ["8507"]
    assert [(a.value, a.unit) for a in amounts(line, "en", text, taken)] == [(1300.0, "trucks")]


def test_classes_of_codes_agree_with_the_cargo_table() -> None:
    for cargo in read_cargo().values():
        if cargo.id == "dual_use":  # a list of codes for rules; the reader names the goods
            continue
        for prefix in cargo.hs:
            assert cargo_of(prefix) in (*cargo.ontology, "other"), prefix
