"""Dates against the day of publication, 7 October 2025 (a Tuesday)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kordon.reading.dates import find_dates

DAY = dt.date(2025, 10, 7)


@pytest.mark.parametrize(
    ("lang", "text", "start", "end", "precision"),
    [
        ("ru", "с 3 июня", "2025-06-03", None, "day"),
        ("ru", "в ночь на 7 мая", "2025-05-07", None, "day"),
        ("ru", "в середине сентября", "2025-09-15", None, "third"),
        ("ru", "в начале октября", "2025-10-05", None, "third"),
        ("ru", "в конце сентября", "2025-09-25", None, "third"),
        ("ru", "в марте прошлого года", "2024-03-01", None, "month"),
        ("ru", "уже пять суток", "2025-10-02", None, "day"),
        ("ru", "в прошлый вторник", "2025-09-30", None, "day"),
        ("ru", "пятничный паром", "2025-10-03", None, "day"),
        ("ru", "до 15 января", None, "2026-01-15", "day"),
        ("ru", "с 12 по 25 сентября", "2025-09-12", "2025-09-25", "day"),
        ("ru", "к 2028-му году", "2028-01-01", None, "year"),
        ("ru", "до конца года", None, "2025-12-31", "month"),
        ("ru", "вчера", "2025-10-06", None, "day"),
        ("ru", "12.09.2025", "2025-09-12", None, "day"),
        ("en", "since September 12", "2025-09-12", None, "day"),
        ("en", "in mid-September", "2025-09-15", None, "third"),
        ("en", "until December 31", None, "2025-12-31", "day"),
        ("en", "from 12 to 25 September", "2025-09-12", "2025-09-25", "day"),
        ("en", "last Tuesday", "2025-09-30", None, "day"),
        ("en", "by 2028", "2028-01-01", None, "year"),
        ("en", "overnight", "2025-10-07", None, "day"),
        ("en", "three days ago", "2025-10-04", None, "day"),
        ("kk", "12 қыркүйекте", "2025-09-12", None, "day"),
        ("kk", "2025 жылдың 31 желтоқсанына дейін", None, "2025-12-31", "day"),
        ("zh", "9月12日起", "2025-09-12", None, "day"),
        ("zh", "2025年10月底", "2025-10-25", None, "third"),
        ("zh", "昨天", "2025-10-06", None, "day"),
    ],
)
def test_expressions(lang: str, text: str, start: str | None, end: str | None, precision: str) -> None:
    (when,) = find_dates(f"{text} ", lang, DAY, None)
    assert (when.start.isoformat() if when.start else None) == start
    assert (when.end.isoformat() if when.end else None) == end
    assert when.precision == precision


def _days(text: str, lang: str, published: dt.date, future: bool | None = None) -> list[tuple[str | None, str | None]]:
    return [
        (w.start.isoformat() if w.start else None, w.end.isoformat() if w.end else None)
        for w in find_dates(text, lang, published, future)
    ]


def test_days_without_a_year_lie_in_the_year_told_just_before() -> None:
    said = dt.date(2026, 2, 5)
    text = "Впервые её ввели в 2020 году, с 1 апреля по 30 июня."
    assert _days(text, "ru", said, False) == [("2020-04-01", "2020-06-30")]
    assert _days("В 2020 году объёмы выросли, с 1 апреля их ограничили.", "ru", said, False)[-1] != ("2020-04-01", None)


def test_a_beginning_comes_before_the_end_that_follows_it() -> None:
    found = _days("3月1日起禁止出口汽油，为期半年，到9月1日止。", "zh", dt.date(2024, 9, 1), True)
    assert found[0] == ("2024-03-01", None)
    assert found[-1] == (None, "2024-09-01")


def test_days_of_a_month_that_is_not_said() -> None:
    assert _days("с 18-го по 20-е пункт не будет работать", "ru", dt.date(2026, 2, 2), True) == [
        ("2026-02-18", "2026-02-20")
    ]
    assert _days("с 30-го по 2-е пункт не будет работать", "ru", dt.date(2026, 4, 20), True) == [
        ("2026-04-30", "2026-05-02")
    ]
    assert _days("с 18-го по 20-й километр", "ru", dt.date(2026, 2, 2)) == []


def test_spans_that_go_on_for_weeks_and_years() -> None:
    assert _days("Фуры ждут третью неделю.", "ru", dt.date(2025, 10, 7)) == [("2025-09-23", None)]
    assert _days("they have been gathering dust there for two years.", "en", dt.date(2025, 10, 7)) == [
        ("2023-10-07", None)
    ]
    assert _days("In about a month the bridge will be complete.", "en", dt.date(2025, 10, 7), True) == [
        ("2025-11-07", None)
    ]
    assert _days("月中起暂停粮食出口", "zh", dt.date(2025, 10, 7)) == [("2025-10-15", None)]


def test_weekday_is_the_nearest_past_one_unless_the_verb_is_future() -> None:
    assert find_dates("on Thursday", "en", DAY, False)[0].start == dt.date(2025, 10, 2)
    assert find_dates("on Thursday", "en", DAY, True)[0].start == dt.date(2025, 10, 9)


def test_year_lies_in_the_past_for_past_verbs() -> None:
    assert find_dates("25 декабря", "ru", DAY, False)[0].start == dt.date(2024, 12, 25)
    assert find_dates("25 декабря", "ru", DAY, True)[0].start == dt.date(2025, 12, 25)


@pytest.mark.parametrize("text", ["31 февраля", "99 мая", "30 February 2025"])
def test_days_that_do_not_exist_are_not_invented(text: str) -> None:
    assert all(
        when.precision != "day" or when.start is None
        for when in find_dates(text, "ru" if "ф" in text or "м" in text else "en", DAY, None)
    )


def test_a_period_is_no_start() -> None:
    assert all(when.start is None for when in find_dates("за полугодие", "ru", DAY, None))


def test_without_a_publication_date_nothing_relative_is_resolved() -> None:
    assert find_dates("со вторника", "ru", None, None)[0].start is None
    assert find_dates("12 сентября", "ru", None, None)[0].start is None


@pytest.mark.parametrize(
    ("lang", "text", "future", "start", "end"),
    [
        ("ru", "Пост закроют до китайского Нового года", True, None, "2026-02-17"),
        ("ru", "Запрет действует до Нового года", None, None, "2026-12-31"),
        ("ru", "С Наурыза очередь не убывает", None, "2025-03-21", None),
        ("en", "It has been closed since Christmas", False, "2025-12-25", None),
        ("en", "Trains will resume after the Lunar New Year", True, "2026-02-17", None),
        ("kk", "Наурыз мейрамы күні жабылады", True, "2026-03-21", None),
        ("zh", "春节期间口岸关闭", None, "2026-02-17", None),
    ],
)
def test_holidays(lang: str, text: str, future: bool | None, start: str | None, end: str | None) -> None:
    found = find_dates(text, lang, dt.date(2026, 1, 20), future)
    assert [(str(w.start or "") or None, str(w.end or "") or None) for w in found] == [(start, end)]


@pytest.mark.parametrize(
    ("lang", "text", "day"),
    [
        ("zh", "截至18日上午", "2026-01-18"),
        ("zh", "25日起", "2025-12-25"),
        ("zh", "已经等了6天", "2026-01-14"),
        ("en", "Trucks have been stuck there for nine days", "2026-01-11"),
        ("kk", "кемелер төрт күннен бері тұр", "2026-01-16"),
        ("ru", "Третий день бастуют крановщики", "2026-01-18"),
    ],
)
def test_days_said_without_a_date(lang: str, text: str, day: str) -> None:
    assert [str(w.start) for w in find_dates(text, lang, dt.date(2026, 1, 20), None)] == [day]


SPRING = dt.date(2026, 4, 15)


@pytest.mark.parametrize(
    ("lang", "text", "future", "start", "end", "precision"),
    [
        # spelled days, ranges across months, nights
        ("ru", "двадцать третьего мая", None, "2026-05-23", None, "day"),
        ("ru", "с 28 марта по 3 апреля", False, "2026-03-28", "2026-04-03", "day"),
        ("ru", "в ночь с 3 на 4 апреля", False, "2026-04-04", None, "day"),
        ("en", "between 28 March and 3 April", False, "2026-03-28", "2026-04-03", "day"),
        ("en", "on the 5th of March", False, "2026-03-05", None, "day"),
        ("en", "from August to October", True, "2026-08-01", "2026-10-31", "month"),
        ("kk", "5–7 мамырда", True, "2026-05-05", "2026-05-07", "day"),
        ("zh", "3月28日至4月3日", False, "2026-03-28", "2026-04-03", "day"),
        ("zh", "二〇二六年五月一日", None, "2026-05-01", None, "day"),
        ("zh", "民國115年5月1日起", None, "2026-05-01", None, "day"),
        # bounds before and after the words
        ("ru", "не позднее 20 мая", True, None, "2026-05-20", "day"),
        ("ru", "к утру четверга", True, None, "2026-04-16", "day"),
        ("ru", "по состоянию на 14 апреля", None, "2026-04-14", None, "day"),
        ("en", "effective 1 May", None, "2026-05-01", None, "day"),
        ("en", "expires on 31 May", None, None, "2026-05-31", "day"),
        ("en", "until the end of next month", True, None, "2026-05-31", "month"),
        ("kk", "2026 жылғы 12 мамырдан бастап", None, "2026-05-12", None, "day"),
        ("kk", "сенбіге дейін", True, None, "2026-04-18", "day"),
        ("zh", "截至14日", False, "2026-04-14", None, "day"),
        ("zh", "年底前", True, None, "2026-12-31", "month"),
        ("zh", "年内", True, None, "2026-12-31", "day"),
        # parts of months, quarters, halves, seasons, years
        ("ru", "в первой декаде июня", True, "2026-06-05", None, "third"),
        ("ru", "в четвёртом квартале", True, "2026-10-01", None, "month"),
        ("ru", "до конца первого полугодия 2027 года", None, None, "2027-06-30", "month"),
        ("ru", "прошлой осенью", False, "2025-09-01", None, "month"),
        ("en", "in the third quarter of next year", True, "2027-07-01", None, "month"),
        ("en", "in the second week of May", True, "2026-05-08", None, "third"),
        ("en", "H1 2027", None, "2027-01-01", None, "month"),
        ("en", "last October", False, "2025-10-01", None, "month"),
        ("en", "in the first two months of 2026", None, "2026-01-01", "2026-02-28", "month"),
        ("kk", "айдың ортасында", None, "2026-04-15", None, "third"),
        ("kk", "келесі жылдың басында", True, "2027-01-01", None, "month"),
        ("kk", "былтыр күзде", False, "2025-09-01", None, "month"),
        ("zh", "本月下旬", True, "2026-04-25", None, "third"),
        ("zh", "今年第三季度", True, "2026-07-01", None, "month"),
        # counts of days, weeks, weekends, times of day
        ("ru", "тремя днями ранее", False, "2026-04-12", None, "day"),
        ("ru", "через две недели", True, "2026-04-29", None, "third"),
        ("ru", "в минувшие выходные", False, "2026-04-11", None, "day"),
        ("ru", "под утро", None, "2026-04-15", None, "day"),
        ("en", "for a third straight day", None, "2026-04-13", None, "day"),
        ("en", "over the weekend", False, "2026-04-11", None, "day"),
        ("en", "in two weeks' time", True, "2026-04-29", None, "third"),
        ("en", "with immediate effect", None, "2026-04-15", None, "day"),
        ("kk", "екі апта бұрын", None, "2026-04-01", None, "third"),
        ("kk", "он күннен кейін", True, "2026-04-25", None, "day"),
        ("zh", "上周三", False, "2026-04-08", None, "day"),
        ("zh", "三天前", False, "2026-04-12", None, "day"),
    ],
)
def test_classes_of_expressions(
    lang: str, text: str, future: bool | None, start: str | None, end: str | None, precision: str
) -> None:
    (when,) = find_dates(f"{text} ", lang, SPRING, future)
    assert (str(when.start or "") or None, str(when.end or "") or None, when.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("lang", "text", "start"),
    [
        ("en", "The bridge was damaged last autumn and will reopen in May", "2026-05-01"),
        ("ru", "Дорогу размыло, проезд обещают открыть к субботе", "2026-04-18"),
        ("kk", "Келісімге қол қойылды, жұмыс мамырда басталмақ", "2026-05-01"),
    ],
)
def test_a_clause_that_looks_ahead_is_read_so(lang: str, text: str, start: str) -> None:
    days = {str(day) for when in find_dates(text, lang, SPRING, False) for day in (when.start, when.end)}
    assert start in days


@pytest.mark.parametrize(
    ("lang", "text", "start", "end"),
    [
        # The sentence looks ahead, the clause of the weekday back.
        ("en", "The line stood at 19 km on Friday night, and drivers now need 52 hours", "2025-10-03", None),
        ("en", "crews downed tools on Sunday over plans to hand over the terminal", "2025-10-05", None),
        ("kk", "жүргізушілер дүйсенбіде Омбыға баратын жолды бөгеп тастады.", "2025-10-06", None),
        ("kk", "бейсенбіде бекет екі сағат жұмыс істеген болатын.", "2025-10-02", None),
        # The sentence looks back, the clause of the weekday ahead.
        ("en", "The union has announced a picket at the post on Friday", "2025-10-10", None),
        ("en", "Dockers start a 48-hour strike on Thursday", "2025-10-09", None),
        ("kk", "қозғалыс жексенбіде қалпына келуі мүмкін.", "2025-10-12", None),
        # What is told of is over.
        ("ru", "пролив был закрыт до утра воскресенья", None, "2025-10-05"),
        ("en", "the strait was shut until Sunday", None, "2025-10-05"),
        ("ru", "налив приостановлен до воскресенья", None, "2025-10-12"),
    ],
)
def test_a_weekday_leans_as_its_own_clause_does(lang: str, text: str, start: str | None, end: str | None) -> None:
    future = start is None or start < "2025-10-07"
    found = find_dates(text, lang, DAY, future if end is None else False)
    (when,) = [w for w in found if w.why.endswith("/weekday")]
    assert (when.start and when.start.isoformat(), when.end and when.end.isoformat()) == (start, end)


def test_the_next_day_is_that_after_the_day_before_it() -> None:
    assert [str(w.start) for w in find_dates("4月10日起火，次日恢复", "zh", SPRING, False)] == [
        "2026-04-10",
        "2026-04-11",
    ]


def test_times_of_day_count_only_where_no_day_is_named() -> None:
    assert [str(w.start) for w in find_dates("В понедельник вечером 20 фур", "ru", SPRING, False)] == ["2026-04-13"]


@settings(deadline=None)
@given(
    st.sampled_from(("ru", "en", "kk", "zh")),
    st.lists(
        st.sampled_from(
            ["5", "31", "2026", "мая", "до", "с", "по", "конца", "недели", "May", "until", "the", "of", "next", "week", "мамыр", "дейін",
             "күн", "бұрын", "年", "月", "日", "起", "前", "上", "半", ",", "-", "–", "Q3", "İ", "第", "三", "99", "0", "квартал"]
        ),
        max_size=12,
    ),
    st.sampled_from([None, True, False]),
)  # fmt: skip
def test_any_mix_of_date_words_gives_valid_spans(lang: str, words: list[str], future: bool | None) -> None:
    text = ("" if lang == "zh" else " ").join(words)
    last = 0
    for when in find_dates(text, lang, SPRING, future):
        assert last <= when.a < when.b <= len(text)
        last = when.b
        assert when.precision in ("day", "third", "month", "year", None)
        assert (when.precision is None) == (when.start is None and when.end is None)
        assert when.start is None or when.end is None or when.start <= when.end


WINTER = dt.date(2026, 11, 20)  # a Friday


@pytest.mark.parametrize(
    ("lang", "text", "future", "start", "end"),
    [
        # a span that is over, told from the day of the sentence
        ("ru", "Паромщики 18 ноября завершили десятидневную стачку", False, ["2026-11-18", "2026-11-08"], []),
        ("en", "The ferry sailed again on Thursday, six days after a barge sank", False, ["2026-11-19", "2026-11-13"], []),
        ("en", "The four-day blockade ended on Thursday", False, ["2026-11-19", "2026-11-16"], []),
        ("kk", "Екі күн жабық тұрған соң асу бейсенбіде ашылды", False, ["2026-11-19", "2026-11-17"], []),
        ("zh", "口岸19日恢复通行，此前因大雪停运了四天", None, ["2026-11-19", "2026-11-15"], []),
        # one that begins with it
        ("ru", "Лоцманы 18 ноября остановили проводку на сорок восемь часов", False, ["2026-11-18"], ["2026-11-19"]),
        ("kk", "Бүгіннен бастап қозғалысты үш күнге тоқтатамыз", True, ["2026-11-20"], ["2026-11-22"]),
        ("zh", "工会将于25日起举行为期三天的罢工", True, ["2026-11-25"], ["2026-11-27"]),
        # a term from the day of publication
        ("ru", "Ответ обещают дать в течение недели", True, [], ["2026-11-27"]),
        ("ru", "Мост откроют через 72 часа", True, ["2026-11-23"], []),
        ("en", "The yard will be cleared before the month is out", True, [], ["2026-11-30"]),
        # a day of the month by its number
        ("ru", "Баржи стоят с пятнадцатого числа", None, ["2026-11-15"], []),
        ("ru", "Учения начинаются 25-го", None, ["2026-11-25"], []),
        ("en", "The sailing has been moved to the 24th.", False, ["2026-11-24"], []),
        ("zh", "十八日起暂停收货", None, ["2026-11-18"], []),
        # weekdays as adjectives and abbreviations, parts of the day
        ("ru", "После воскресного ливня дорогу размыло", False, ["2026-11-15"], []),
        ("en", "Wed: the queue at the bridge has doubled", None, ["2026-11-18"], []),
        ("zh", "傍晚航道恢复单向通行", None, ["2026-11-20"], []),
        ("kk", "Түнгі шабуылдан қойма өртенді", False, ["2026-11-20"], []),
        # months, spans and seasons in the year that they must mean
        ("en", "Between January and October the canal earned more", False, ["2026-01-01"], ["2026-10-31"]),
        ("kk", "Қазанда жүк көлемі өсті", True, ["2026-10-01"], []),
        ("en", "from 15 April to 15 July entry was barred", False, ["2026-04-15"], ["2026-07-15"]),
        ("en", "Work stops next winter", None, ["2026-12-01"], []),
        ("en", "The pier was rebuilt last autumn", False, ["2025-09-01"], []),
        ("ru", "В прошлом марте здесь было пусто", False, ["2026-03-01"], []),
        ("ru", "Годом ранее тут было тихо", False, ["2025-11-20"], []),
        ("zh", "去年同期仅有三列", None, ["2025-11-20"], []),
        ("ru", "Линию построили в 1987 году", False, ["1987-01-01"], []),
        ("kk", "Өткен жылдың қыркүйегінде жол жабылған", False, ["2025-09-01"], []),
        ("kk", "2024 жылдың шілдесінен бері баж алынады", False, ["2024-07-01"], []),
        # the last so many days, and bounds that other words stand between
        ("zh", "过去三天放行了九百车", None, ["2026-11-17"], []),
        ("kk", "Соңғы он күнде 40 көлік ұсталды", False, ["2026-11-10"], []),
        ("ru", "Паром не ходит с двадцатых чисел октября", None, ["2026-10-25"], []),
        ("ru", "Проезд закроют с 1 по 10 декабря включительно", True, ["2026-12-01"], ["2026-12-10"]),
        ("kk", "Тыйым жексенбі күніне дейін созылады", True, [], ["2026-11-22"]),
        ("ru", "Таможню достроят к Наврузу", True, [], ["2027-03-21"]),
    ],
)  # fmt: skip
def test_spans_and_days_of_long_articles(
    lang: str, text: str, future: bool | None, start: list[str], end: list[str]
) -> None:
    found = find_dates(text, lang, WINTER, future)
    assert sorted(str(w.start) for w in found if w.start) == sorted(start)
    assert [str(w.end) for w in found if w.end] == end


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Очередь прошла за шесть часов"),  # less than a day
        ("en", "Lorries have been parked there for a while"),
        ("zh", "同日，船东提出抗议"),  # of a day that another sentence gives
        ("kk", "Екі айлық жалақы төленбеді"),
    ],
)
def test_spans_that_say_no_day(lang: str, text: str) -> None:
    assert not [w for w in find_dates(text, lang, WINTER, None) if w.start or w.end]


@pytest.mark.parametrize(
    ("lang", "text", "published", "future", "expected"),
    [
        ("ru", "Порт закрыт до среды.", "2026-04-28", None, ("until", None, "2026-04-29")),
        ("ru", "Порт закрыт со среды.", "2026-04-28", None, ("since", "2026-04-22", None)),
        ("ru", "Порт, закрытый с воскресенья, планируют открыть.", "2026-02-04", True, ("since", "2026-02-01", None)),
        ("ru", "Пункт закрыт с понедельника, 5 мая.", "2026-04-28", True, ("since", "2026-05-05", None)),
        ("ru", "Пункт закрыт до среды, 7 мая.", "2026-04-28", True, ("until", None, "2026-05-07")),
        ("zh", "1月28日（星期三）禁止货车通行。", "2026-02-26", None, ("at", "2026-01-28", None)),
        ("en", "On Wednesday, 28 January, the port closed.", "2026-02-26", False, ("at", "2026-01-28", None)),
    ],
)
def test_a_weekday_beside_its_date_and_what_bounds_it(
    lang: str, text: str, published: str, future: bool | None, expected: tuple[str, str | None, str | None]
) -> None:
    found = find_dates(text, lang, dt.date.fromisoformat(published), future)
    told = [(w.role, w.start and w.start.isoformat(), w.end and w.end.isoformat()) for w in found]
    assert told == [expected]


@pytest.mark.parametrize(
    ("lang", "text", "start", "end"),
    [
        ("ru", "примерно полутора месяцев назад", "2025-08-23", None),
        ("ru", "полторы недели назад", "2025-09-27", None),
        ("en", "inspectors have for four weeks been opening every box", "2025-09-09", None),
        ("kk", "Наурыз мерекесінен кейін", "2026-03-21", None),
        ("kk", "Наурыз мейрамынан бастап", "2025-03-21", None),
        ("kk", "2027 жылдың күзіне дейін", None, "2027-09-01"),
        ("kk", "тамыздың алғашқы онкүндігінде", "2025-08-05", None),
        ("zh", "两个半月前", "2025-07-24", None),
        ("zh", "三周来车辆排队", "2025-09-16", None),
        ("zh", "本月内关闭", None, "2025-10-31"),
    ],
)
def test_halves_of_months_endings_and_holidays(lang: str, text: str, start: str | None, end: str | None) -> None:
    assert _days(text, lang, DAY) == [(start, end)]


def test_a_count_of_months_in_chinese_is_not_this_month() -> None:
    assert _days("运价在五个月内下跌", "zh", DAY, False) == []
