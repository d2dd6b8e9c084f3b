"""Sources into reports: encodings, formats, hostile input, one clear line each."""

from __future__ import annotations

import datetime as dt
import io
import json
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner

from kordon.cli.read import command as read_command
from kordon.errors import FetchError, InputError, LookupFailed, UserError
from kordon.model import Report
from kordon.reading import load_reports
from kordon.reading import pdf as pdf_reader
from kordon.reading.langid import unread

RU = "Порт Актау закрыт из-за шторма, сообщил оператор порта. Суда ждут на рейде уже третьи сутки."


def refused(source: Path | str, **options: object) -> str:
    with pytest.raises(UserError) as caught:
        load_reports(str(source), **options)  # type: ignore[arg-type]
    line = str(caught.value)
    assert "\n" not in line
    assert len(line) < 300
    return line


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1251", "koi8-r", "cp866", "utf-16", "utf-16-le", "iso8859-5"]
)
def test_encodings_of_russian(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(RU.encode(encoding))
    (report,) = load_reports(str(file))
    assert report.text == RU
    assert report.lang == "ru"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_encodings_of_chinese(tmp_path: Path, encoding: str) -> None:
    text = "受大风影响，阿拉山口口岸暂停铁路货运，约两千辆货车排队等待出境。" * 4
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode(encoding))
    (report,) = load_reports(str(file))
    assert (report.text, report.lang) == (text, "zh")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (RU, "ru"),
        ("The port is closed.", "en"),
        ("Ақтау порты боранға байланысты жабылды.", "kk"),
        ("港口因大風關閉。", "zh"),
    ],
)
def test_language(text: str, lang: str) -> None:
    assert load_reports("-", stdin=io.BytesIO(text.encode()))[0].lang == lang


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (" date 2025-10-07 С начала месяца фуры стоят.", dt.date(2025, 10, 7)),
        ("Очереди на границе\n7 октября 2025 года\nФуры стоят.", dt.date(2025, 10, 7)),
        ("Queues at the border\nOctober 7, 2025\nTrucks wait.", dt.date(2025, 10, 7)),
        ("Queues\n07.10.2025\nTrucks wait.", dt.date(2025, 10, 7)),
        ("口岸排队\n2025年10月7日\n货车等待。", dt.date(2025, 10, 7)),
        ("Trucks have waited since 7 October 2025 at the border, carriers say, and the line keeps growing.", None),
        ("date 2025-13-45 Trucks wait.", None),
    ],
)
def test_publication_date_in_the_text(text: str, day: dt.date | None) -> None:
    (report,) = load_reports("-", stdin=io.BytesIO(text.encode()))
    assert report.published == day
    assert report.published_from == ("text" if day else "unknown")


def test_option_date_is_used_only_where_the_text_has_none() -> None:
    day = dt.date(2025, 1, 2)
    assert load_reports("-", date=day, stdin=io.BytesIO(RU.encode()))[0].published_from == "option"
    dated = load_reports("-", date=day, stdin=io.BytesIO(b"date 2025-10-07 Trucks wait."))[0]
    assert (dated.published, dated.published_from) == (dt.date(2025, 10, 7), "text")


def test_html_keeps_the_article_and_drops_scripts(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    body = "<p>The port of Aktau is closed because of a storm, the port operator said on Tuesday.</p>" * 3
    file.write_text(
        f"<html><head><title>Port closed</title><meta property='article:published_time' content='2025-10-07'>"
        f"<script>alert('trucks queue at the border')</script></head><body><article><h1>Port closed</h1>{body}</article></body></html>",
        encoding="utf-8",
    )
    (report,) = load_reports(str(file))
    assert "alert" not in report.text
    assert "storm" in report.text
    assert report.published == dt.date(2025, 10, 7)


def test_html_of_scripts_alone_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("<html><body><script>document.write('x')</script></body></html>", encoding="utf-8")
    assert "no article text" in refused(file)


def pdf(text: str) -> bytes:
    """A one-page PDF with a text layer, by hand."""
    return pdf_of(f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode())


def pdf_of(stream: bytes, filters: bytes = b"") -> bytes:
    """A one-page PDF with a content stream as given."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(stream)).encode() + filters + b" >>\nstream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += str(number).encode() + b" 0 obj\n" + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(f"{o:010d} 00000 n \n".encode() for o in offsets)
    out += b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n" + str(start).encode() + b"\n%%EOF\n"
    return bytes(out)


def test_pdf_is_known_by_its_first_bytes_not_by_its_name(tmp_path: Path) -> None:
    file = tmp_path / "renamed.txt"
    file.write_bytes(pdf("The port of Aktau is closed."))
    assert "The port of Aktau is closed." in load_reports(str(file))[0].text


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "it is empty"),
        ("blank.txt", b"  \n\t \n", "it is empty"),
        ("broken.pdf", b"%PDF-1.4 nonsense", "PDF"),
        ("binary.txt", bytes(range(256)) * 40, "neither text"),
        ("archive.txt", b"PK\x03\x04" + b"\0" * 90, "neither text"),
        ("image.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "neither text"),
        ("noise.txt", bytes(128 + (i * 37) % 127 for i in range(900)), "encoding"),
        ("digits.txt", b"12345 67890 ...", "no words"),
        ("rows.jsonl", b'{"title": "x"}\n', "no field 'text'"),
        ("rows.jsonl", b"not json\n", "no JSON"),
        ("rows.jsonl", b'{"text": "Trucks wait.", "date": "2025-02-30"}\n', "does not exist"),
    ],
)
def test_hostile_files(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    assert says in refused(file)


def test_size_limits(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_bytes(b"Trucks wait at the border.\n" * 200_000)
    assert "over the limit" in refused(big)
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as stream:
        stream.truncate(50_000_000)
    assert "over the limit" in refused(huge)


def test_what_is_not_there(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "missing.txt")
    assert "no report" in refused(tmp_path)
    with pytest.raises(LookupFailed):
        load_reports("-", lang="fr", stdin=io.BytesIO(b"x"))
    with pytest.raises(FetchError):
        load_reports("ftp://example.org/a")
    with pytest.raises(InputError):
        load_reports("a\0b")


def test_folder_and_json_lines(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RU, encoding="utf-8")
    rows = [{"text": "The port is closed.", "published": "2025-10-07", "outlet": "Wire", "title": "Port"}, {"text": RU}]
    (tmp_path / "b.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    reports = load_reports(str(tmp_path))
    assert len(reports) == 2  # the second row repeats a.txt
    wire = next(report for report in reports if report.outlet == "Wire")
    assert (wire.published, wire.title) == (dt.date(2025, 10, 7), "Port")


def given(data: bytes | str) -> Report:
    (report,) = load_reports("-", stdin=io.BytesIO(data.encode() if isinstance(data, str) else data))
    return report


PAGE = "<html><head><meta charset={}><title>{}</title></head><body><h1>{}</h1><p>{}</p></body></html>"


@pytest.mark.parametrize(
    "charset", ["undefined", "unicode_escape", "raw_unicode_escape", "punycode", "idna", "rot13", "hex", "zip", "utf-7", "no-such"]
)  # fmt: skip
def test_a_declared_codec_that_is_no_text_encoding_is_passed_over(charset: str) -> None:
    text = "Переправа через реку закрыта до утра, машины стоят на обоих берегах."
    assert text in given(PAGE.format(charset, "Река", "Река", text).encode("cp1251")).text
    assert given(f"{text} charset={charset}".encode("cp1251")).text.startswith(text)


def test_prose_that_speaks_of_an_encoding_declares_none() -> None:
    text = "Файл с charset=koi8-r не открылся, а переправа закрыта до утра."
    assert given(text.encode("cp1251")).text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Переправа через реку закрыта до утра, машины стоят на обоих берегах."),
        ("gb18030", "渡轮因大雾停航，两岸共有三百辆货车等候放行。"),
        ("big5", "渡輪因大霧停航，兩岸共有三百輛貨車等候放行。"),
    ],
)
@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252"])
def test_what_reads_as_language_wins_over_a_western_declaration(encoding: str, text: str, charset: str) -> None:
    assert text in given(PAGE.format(charset, text[:6], text[:6], text).encode(encoding)).text


def test_a_western_page_keeps_its_declaration() -> None:
    text = "Le bac a été arrêté à cause du brouillard, et l'écluse reste fermée jusqu'à l'été."
    assert text in given(PAGE.format("iso-8859-1", "Bac", "Bac", text).encode("latin-1")).text


@pytest.mark.parametrize("encoding", ["kz1048", "ptcp154"])
def test_encodings_of_kazakh(encoding: str) -> None:
    text = "Өткелде қар көшкіні жүріп, жүк көліктері түнімен күтіп тұрды, деп хабарлады әкімдік."
    assert (given(text.encode(encoding)).text, given(text.encode(encoding)).lang) == (text, "kk")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("text", ["渡轮今日停航", "渡轮停航\n3月9日起 120 辆货车\n等候", "今日霜冻 2026-02-03"])
def test_short_chinese_without_a_mark(encoding: str, text: str) -> None:
    assert given(text.encode(encoding)).text == text


def test_short_traditional_chinese() -> None:
    assert given("渡輪今日停航".encode("big5")).text == "渡輪今日停航"


@pytest.mark.parametrize(
    "tag", ["section", "h1", "h2 class='x'", "table", "span", "ul", "blockquote", "main", "strong", "figure", "header"]
)
def test_html_is_known_by_any_element(tag: str) -> None:
    report = given(f"<!-- a --> <{tag}>The ferry is laid up.</{tag.split()[0]}><p>Lorries wait on both banks.</p>")
    assert "<" not in report.text
    assert "Lorries wait" in report.text


def test_prose_in_angle_brackets_is_text() -> None:
    assert given("<Wire> The ferry is laid up.").text == "<Wire> The ferry is laid up."


ROW = {"title": "Ferry", "body": "The ferry is laid up.", "date": "2026-02-03"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize(
    "text",
    [json.dumps(ROW), json.dumps(ROW, indent=1), json.dumps([ROW]), json.dumps([ROW], indent=1), "{ " + json.dumps(ROW)[1:] + "\n"],
)  # fmt: skip
def test_json_on_standard_input(text: str, encoding: str) -> None:
    report = given(text.encode(encoding))
    assert (report.text, report.title, report.published) == (ROW["body"], "Ferry", dt.date(2026, 2, 3))


def test_lines_of_json_with_a_far_text() -> None:
    rows = [{"note": "x" * 30_000, "text": f"Ferry {number} is laid up."} for number in range(3)]
    found = load_reports("-", stdin=io.BytesIO("\n".join(map(json.dumps, rows)).encode()))
    assert [report.text for report in found] == [row["text"] for row in rows]


@pytest.mark.parametrize("date", [1770076800, 20260203, 3.5, True, ["2026-02-03"], "2099-02-03", "soon"])
def test_a_row_whose_date_is_none_is_refused(tmp_path: Path, date: object) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps({**ROW, "date": date}), encoding="utf-8")
    assert "rows.jsonl line 1: the date" in refused(file)


def test_items_of_an_array_are_named(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps([ROW, {"title": "x"}]), encoding="utf-8")
    assert "item 2: no field 'text'" in refused(file)


@pytest.mark.parametrize(
    ("text", "day", "outlet"),
    [
        ("AKTAU, Feb 3, 2026 (Reuters) - The ferry is laid up.", dt.date(2026, 2, 3), "Reuters"),
        ("BAKU, 3 February 2026 — The ferry is laid up.", dt.date(2026, 2, 3), ""),
        ("АҚТАУ. 2026 жылғы 3 ақпан. KAZINFORM – Паром тоқтады.", dt.date(2026, 2, 3), "KAZINFORM"),
        ("БАКУ, 3 февраля 2026 (ТАСС) — Паром стоит.", dt.date(2026, 2, 3), "ТАСС"),
        ("Паром стоит\n2026.02.03\nМашины ждут.", dt.date(2026, 2, 3), ""),
        ("Ferry laid up\n02/23/2026\nLorries wait.", dt.date(2026, 2, 23), ""),
        ("Ferry laid up\n23/02/2026\nLorries wait.", dt.date(2026, 2, 23), ""),
        ("Ferry laid up\n02/03/2026\nLorries wait.", None, ""),
        ("新华社巴库2026年2月3日电 渡轮停航。", dt.date(2026, 2, 3), "新华社"),
        ("中新社北京2月3日电（记者 王某）渡轮停航。", None, "中新社"),
        ("據路透社2月3日電，渡輪停航。", None, "路透社"),
        ("2026-02-03 the ferry was laid up, and the lorries went round the lake instead of waiting.", None, ""),
        ("2026-02-03 the ferry was laid up.", None, ""),
        ("2026-02-03 渡轮因大雾停航，货车绕行。", None, ""),
        ("Паром встал 3 февраля 2026 года.\nМашины ждут.", None, ""),
        ("2026-02-03 10:30 | Wire\nThe ferry is laid up.", dt.date(2026, 2, 3), ""),
        ("2026-02-03 — The ferry is laid up.", dt.date(2026, 2, 3), ""),
        ("date 2099-01-01 The ferry is laid up.", None, ""),
        ("Ferry\n3 February 2098\nLorries wait.", None, ""),
    ],
)
def test_datelines_and_days_of_events(text: str, day: dt.date | None, outlet: str) -> None:
    report = given(text)
    assert (report.published, report.outlet) == (day, outlet)


def test_metadata_of_a_day_years_ahead_is_passed_over() -> None:
    body = "<p>The ferry is laid up because of fog, the harbour master said.</p>" * 3
    page = f"<html><head><meta property='article:published_time' content='2098-10-07'></head><body><article>{body}</article></body></html>"
    assert given(page).published is None


@pytest.mark.parametrize(
    ("text", "title", "outlet"),
    [
        ("3 February 2026\nFerry laid up by fog\nLorries wait.", "Ferry laid up by fog", ""),
        ("Tuesday, 3 February 2026, 10:30\nFerry laid up by fog\nLorries wait.", "Ferry laid up by fog", ""),
        ("2026年2月3日 星期二\n渡轮停航\n货车等候。", "渡轮停航", ""),
        ("3 февраля 2026 года\nПаром встал из-за тумана\nМашины ждут.", "Паром встал из-за тумана", ""),
        ("2026 жылғы 3 ақпан\nПаром тұманға байланысты тоқтады\nКөліктер күтіп тұр.", "Паром тұманға байланысты тоқтады", ""),
        ("Baku, 3 February 2026\nFerry laid up by fog\nLorries wait.", "Ferry laid up by fog", ""),
        ("Source: Lakes Wire\nFerry laid up by fog\nLorries wait.", "Ferry laid up by fog", "Lakes Wire"),
        ("2026年2月3日 10:30 来源：湖区通讯\n渡轮停航\n货车等候。", "渡轮停航", "湖区通讯"),
        ("Автор: редакция\nПаром встал из-за тумана\nМашины ждут.", "Паром встал из-за тумана", ""),
    ],
)  # fmt: skip
def test_the_title_is_the_headline_not_the_day_nor_the_source(text: str, title: str, outlet: str) -> None:
    report = given(text)
    assert (report.title, report.outlet) == (title, outlet)


@pytest.mark.parametrize(
    ("text", "lang", "other"),
    [
        ("Переход Дулаты (都拉塔口岸国际公路客货运输) закрыт.", "ru", ""),
        ("Переход Дулаты 都拉塔口岸 закрыт до утра.", "ru", ""),
        ("The Dulata post (都拉塔口岸) is shut.", "en", ""),
        ("都拉塔（Dulaty Border Crossing Point）口岸关闭。", "zh", ""),
        ("Кілька вантажівок чекають, бо її переправу закрито, є черга.", "ru", "Ukrainian"),
        ("Вантажівки стоять на кордоні", "ru", ""),
        ("Жолдар карга толып калды", "kk", ""),
        ("Паромдар токтады, жук кеме келмейди, жургинши шыкпады", "kk", ""),
        ("Паромы и баржи стоят у причалов, дороги закрыты", "ru", ""),
        ("Компания «Қазақстан темір жолы» сообщила о ремонте переезда", "ru", ""),
        ("フェリーは霧のため欠航している。", "zh", "Japanese"),
        ("여객선이 안개로 결항했다.", "en", "Korean"),
    ],
)
def test_the_larger_share_of_a_text_says_its_language(text: str, lang: str, other: str) -> None:
    assert (given(text).lang, unread(text)) == (lang, other)


@pytest.mark.parametrize(
    ("stream", "filters"),
    [
        (zlib.compress(zlib.compress(b"BT (a) Tj " * 3_000_000, 9), 9), b" /Filter [/FlateDecode /FlateDecode]"),
        (b"BT /F1 12 Tf [" + b"(a) " * 150_000 + b"] TJ ET", b""),
        (b"BT /F1 12 Tf " + b"(a) Tj " * 450_000 + b"ET", b""),
    ],
)
def test_a_pdf_that_unfolds_is_one_line(tmp_path: Path, stream: bytes, filters: bytes) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf_of(stream, filters))
    assert "unfolds to more" in refused(file)


def test_a_pdf_that_takes_too_long_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf("The ferry is laid up."))
    monkeypatch.setattr(pdf_reader, "_SECONDS", -1.0)
    assert "to read" in refused(file)


def test_a_day_still_to_come_is_kept_and_said(tmp_path: Path) -> None:
    day = dt.date.today() + dt.timedelta(days=40)
    file = tmp_path / "a.txt"
    file.write_text(f"date {day} The port of Aktau is closed because of a storm.", encoding="utf-8")
    assert load_reports(str(file))[0].published == day
    assert f"dated {day}, which is still to come" in CliRunner().invoke(read_command, [str(file)]).stderr


def test_users_are_told_of_a_language_that_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("2026-02-03\nフェリーは霧のため欠航している。港は閉鎖されている。", encoding="utf-8")
    assert "looks like Japanese, which is not read" in CliRunner().invoke(read_command, [str(file)]).stderr
