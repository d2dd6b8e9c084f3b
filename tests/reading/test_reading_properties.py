"""Whatever the text: no crash, valid offsets, the same answer twice; whatever the bytes: a report or one clear line."""

from __future__ import annotations

import contextlib
import datetime as dt
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_samples import report

from kordon.errors import UserError
from kordon.reading import group, load_reports, read
from kordon.reading.evaluate import offsets_valid

WORDS = [
    "этот",
    "порт",
    "this",
    "crossing",
    "route",
    "атака",
    "дронов",
    "Польши",
    "Польша",
    "Poland",
    ". ",
    "; ",
    "\n",
    "очередь",
    "фур",
    "на",
    "границе",
    "Казахстана",
    "с",
    "Китаем",
    "1,8",
    "тыс.",
    "грузовиков",
    "12",
    "сентября",
    "закрыт",
    "порт",
    "Актау",
    "не",
    "будет",
    ",",
    ".",
    ";",
    "—",
    "«",
    "»",
    "сообщил",
    "Минтранс",
    "the",
    "port",
    "of",
    "closed",
    "trucks",
    "5,000",
    "at",
    "Khorgos",
    "on",
    "Monday",
    "said",
    "$",
    "3",
    "-",
    "to",
    "from",
    "万",
    "辆",
    "口岸",
    "关闭",
    "9月31日",
    "кезек",
    "тұр",
    "шекара",
    "31",
    "февраля",
    "завтра",
    "через",
    "400",
    "дней",
    "'",
    "’",
    "ʼ",
    "İ",
    "ß",
    "½",
    "²",
    "1.2.3.4",
    "１２",
    "…",
    "9999-12-31",
    "в",
    "ночь",
    "на",
    "уже",
    "пять",
    "суток",
    "两",
    "百",
    "亿",
    "成",
]
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=50).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=30).map("".join),
)
DAYS = st.sampled_from([None, dt.date(2025, 10, 7), dt.date(2024, 2, 29), dt.date.min, dt.date.max])


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from(["ru", "en", "kk", "zh"]), DAYS)
def test_any_text(text: str, lang: str, day: dt.date | None) -> None:
    item = report(text, lang, day)
    claims = read(item)
    assert all(offsets_valid(claim, text) for claim in claims)
    assert read(item) == claims
    grouped, events = group((item,), claims)
    assert sorted(c for event in events for c in event.claims) == sorted(claim.id for claim in grouped)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.binary(max_size=300),
        TEXTS.map(lambda text: text.encode("utf-8", "replace")),
        TEXTS.map(lambda text: b"<html><body>" + text.encode("utf-8", "replace") + b"</body></html>"),
        TEXTS.map(lambda text: b"%PDF-1.4 " + text.encode("utf-8", "replace")),
    )
)
def test_any_bytes(data: bytes) -> None:
    with contextlib.suppress(UserError):
        load_reports("-", stdin=io.BytesIO(data))


def test_a_place_said_sentences_ago_does_not_confuse_a_short_sentence() -> None:
    text = (
        "After a long week of storms, delays, detours and disputes between hauliers and ministries in three capitals, "
        "trucks are stuck at Nur Zholy and Poland, for its part, closed the Terespol crossing. Poland closed this crossing."
    )
    for lang in ("en", "ru", "kk", "zh"):
        item = report(text, lang)
        assert all(offsets_valid(claim, text) for claim in read(item))


def test_a_long_report_is_read_to_its_end() -> None:
    text = "Порт Актау закрыт из-за шторма; у поста «Бахты» стоят 300 фур.\n" * 1000
    assert len(read(report(text))) >= 1999
