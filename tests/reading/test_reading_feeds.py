"""Feeds: each entry a report with its own date; no entity, no script, one clear line for what is broken."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest

from kordon.errors import InputError
from kordon.reading import load_reports, read

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Steppe Freight</title>
<item><title>Queue at Nur Zholy</title><pubDate>Wed, 11 Mar 2026 08:00:00 +0300</pubDate>
<description>&lt;p&gt;Some 700 trucks were waiting at the Nur Zholy crossing on Tuesday.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description></item>
<item><title>Port closed</title><pubDate>Thu, 12 Mar 2026 08:00:00 GMT</pubDate>
<description>short</description><content:encoded><![CDATA[<p>The port of Aktau was closed by a storm yesterday.</p>]]></content:encoded></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Порты</title><entry><title>Порт Актау закрыт</title>
<updated>2026-03-12T05:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Порт <b>Актау</b> закрыт из-за шторма.</p></div></content></entry></feed>"""


def load(text: str) -> tuple:
    return load_reports("-", stdin=io.BytesIO(text.encode()))


def test_every_entry_is_a_report_with_its_own_date_and_outlet() -> None:
    first, second = load(RSS)
    assert (first.published, first.published_from, first.outlet) == (dt.date(2026, 3, 11), "metadata", "Steppe Freight")
    assert "alert" not in first.text
    assert "closed by a storm" in second.text
    assert {claim.type for claim in read(first)} == {"border_queue"}
    assert dt.date(2026, 3, 11) in {claim.start for claim in read(second)}


def test_atom_with_inline_markup_keeps_its_words() -> None:
    (report,) = load(ATOM)
    assert report.published == dt.date(2026, 3, 12)
    assert "Порт Актау закрыт из-за шторма" in " ".join(report.text.split())


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd">',
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
    ],
)
def test_a_document_type_is_refused(declaration: str) -> None:
    bad = RSS.replace("<rss version", declaration + "<rss version").replace(
        "short", "&x;" if "x SYSTEM" in declaration else "short"
    )
    with pytest.raises(InputError, match="document type or entities"):
        load(bad)


@pytest.mark.parametrize("bad", [RSS[:-40], "<rss version='2.0'><channel></channel></rss>", "<rss>" + "<a>" * 200])
def test_what_is_broken_or_empty_is_one_line(bad: str) -> None:
    with pytest.raises(InputError) as caught:
        load(bad)
    assert "\n" not in str(caught.value)


def test_scripts_and_styles_of_inline_markup_never_reach_the_text() -> None:
    (report,) = load(
        ATOM.replace("<p>Порт", "<style>p {color: red}</style><script>var <b>queue</b> = 'фуры';</script><p>Порт")
    )
    assert not {"color", "queue", "фуры"} & set(report.text.replace("'", " ").split())
    assert "Порт Актау закрыт из-за шторма" in " ".join(report.text.split())


RU_RSS = """<?xml version="1.0" encoding="{name}"?><!-- {comment} --><?xml-stylesheet href="a.xsl"?>
<rss version="2.0"><channel><title>{outlet}</title><item><title>{title}</title><pubDate>Tue, 03 Feb 2026 05:00:00 GMT</pubDate>
<description>{text}</description></item></channel></rss>"""


@pytest.mark.parametrize(
    ("declared", "real", "text"),
    [
        ("gb2312", "gb18030", "都拉塔口岸因降雪暂停货运，约三百辆货车滞留。"),
        ("big5", "big5", "碼頭因颱風暫停作業，貨船在外海等候。"),
        ("utf-16", "utf-16", "Переезд закрыт на сутки из-за гололёда."),
        ("utf-16", "utf-16-be", "3 баржи ждут у шлюза 12 часов."),
        ("koi8-r", "koi8-r", "Паром не ходит вторые сутки."),
        ("windows-1251", "cp1251", "Паром не ходит вторые сутки."),
    ],
)
@pytest.mark.parametrize("comment", ["x", "long " * 9000])
def test_feeds_in_other_encodings_and_behind_long_comments(declared: str, real: str, text: str, comment: str) -> None:
    feed = RU_RSS.format(name=declared, comment=comment, outlet="Wire", title=text[:4], text=text)
    (report,) = load_reports("-", stdin=io.BytesIO(feed.encode(real)))
    assert report.text == text
    assert (report.published, report.outlet) == (dt.date(2026, 2, 3), "Wire")


JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Lakes Shipping",
    "items": [
        {"id": "1", "title": "Lock shut", "content_html": "<p>The lock is shut.</p><script>x()</script>", "date_published": "2026-02-03T08:00:00+03:00"},
        {"id": "2", "content_text": "Nine barges wait at the lock.", "date_modified": "2026-02-04T08:00:00Z"},
        {"id": "3", "url": "https://example.org"},
    ],
}  # fmt: skip


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_json_feed_is_a_feed(indent: int | None, encoding: str) -> None:
    first, second = load_reports("-", stdin=io.BytesIO(json.dumps(JSON_FEED, indent=indent).encode(encoding)))
    assert (first.text, first.title) == ("Lock shut\n\nThe lock is shut.", "Lock shut")
    assert (first.published, first.outlet) == (dt.date(2026, 2, 3), "Lakes Shipping")
    assert (second.text, second.published) == ("Nine barges wait at the lock.", dt.date(2026, 2, 4))


def test_a_json_feed_without_words_is_one_line() -> None:
    with pytest.raises(InputError, match="no entries"):
        load(json.dumps({**JSON_FEED, "items": [{"id": "3"}, 7]}))
