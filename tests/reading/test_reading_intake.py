"""Sources into reports: encodings, formats, hostile input, one clear line each."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import pytest

from kordon.errors import FetchError, InputError, LookupFailed, UserError
from kordon.reading import load_reports

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
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream",
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
