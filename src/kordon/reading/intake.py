# ruff: noqa: E501
"""Sources into reports: files, folders, URLs and standard input; text, HTML, PDF, feeds and JSON Lines; hostile input refused.

Every refusal is one line that says what, where and how to mend it. Limits: 5 MB of text, 20 MB of HTML or PDF.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from kordon.errors import FetchError, InputError, LookupFailed
from kordon.model import Report
from kordon.reading.copies import distinct, text_id
from kordon.reading.decode import decode, kind_of
from kordon.reading.feeds import Entry, day_of, is_json_feed, read_entries, read_json_feed
from kordon.reading.fetch import Client, fetch
from kordon.reading.lang import LANGUAGES
from kordon.reading.langid import detect_language
from kordon.reading.meta import far_off, find_date, find_outlet, find_title
from kordon.reading.pdf import read_pdf

TEXT_LIMIT = 5_000_000
PAGE_LIMIT = 20_000_000
_SUFFIXES = frozenset(
    (".txt", ".md", ".html", ".htm", ".pdf", ".jsonl", ".ndjson", ".text", ".xhtml", ".xml", ".rss", ".atom")
)
_LONGEST_TEXT = 2_000_000


def load_reports(
    source: str, *, date: dt.date | None = None, lang: str = "", stdin: IO[bytes] | IO[str] | None = None, client: Client | None = None,
) -> tuple[Report, ...]:  # fmt: skip
    """Return the reports of a source: a file, a folder, an http(s) URL, or ``-`` for standard input.

    ``date`` is taken where the text carries no publication date. Raises :class:`kordon.errors.InputError` for what
    cannot be read, :class:`kordon.errors.FetchError` for a URL that is refused or fails, and
    :class:`kordon.errors.LookupFailed` for an unknown language.
    """
    if lang and lang not in LANGUAGES:
        raise LookupFailed(f"unknown language {lang!r}", where="--lang", mend=f"use one of {', '.join(LANGUAGES)}")
    if source == "-":
        return _from_bytes(_read_stdin(stdin), "-", "standard input", date, lang)
    if source.lower().startswith(("http://", "https://")):
        body, content_type, final = fetch(source, limit=PAGE_LIMIT, client=client)
        return _from_bytes(
            body, source, source, date, lang, content_type=content_type, url=final, fetched=dt.datetime.now(dt.UTC)
        )
    if "://" in source and not Path(source).exists():
        raise FetchError(
            "only http and https addresses are read", where=source, mend="give a file, a folder, an http(s) URL or -"
        )
    path = Path(source)
    try:
        if path.is_dir():
            return _from_folder(path, date, lang)
        if not path.exists():
            raise InputError("no such file or folder", where=source, mend="check the path")
        if not path.is_file():
            raise InputError("this is not a regular file", where=source, mend="give a file, a folder, a URL or -")
        size = path.stat().st_size
        if size > PAGE_LIMIT:
            raise InputError(
                f"{size / 1e6:.0f} MB is over the limit (5 MB of text, 20 MB of HTML or PDF)",
                where=source,
                mend="split it",
            )
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it cannot be opened"
        raise InputError(
            str(reason).lower(), where=source.replace("\0", "\\0"), mend="check the path and its permissions"
        ) from None
    return _from_bytes(data, source, source, date, lang)


def _read_stdin(stdin: IO[bytes] | IO[str] | None) -> bytes:
    stream: Any = stdin if stdin is not None else sys.stdin
    stream = getattr(stream, "buffer", stream)
    data = stream.read(PAGE_LIMIT + 1)
    return data.encode("utf-8", "surrogatepass") if isinstance(data, str) else bytes(data)


def _from_folder(folder: Path, date: dt.date | None, lang: str) -> tuple[Report, ...]:
    files = sorted(
        p
        for p in folder.rglob("*")
        if p.is_file()
        and p.suffix.lower() in _SUFFIXES
        and not any(part.startswith(".") for part in p.relative_to(folder).parts)
    )
    if not files:
        raise InputError(
            "no report in this folder", where=str(folder), mend="it should hold .txt, .md, .html, .pdf or .jsonl files"
        )
    out: list[Report] = []
    for file in files:
        if file.name.lower() == "readme.md":
            continue
        out += load_reports(str(file), date=date, lang=lang)
    return distinct(out)


def _from_bytes(
    data: bytes, origin: str, where: str, date: dt.date | None, lang: str, *, content_type: str = "", url: str = "",
    fetched: dt.datetime | None = None,
) -> tuple[Report, ...]:  # fmt: skip
    if not data.strip(b"\0 \t\r\n"):
        raise InputError("it is empty", where=where, mend="give a text with at least one sentence")
    kind = kind_of(data, where, content_type)
    limit = PAGE_LIMIT if kind in ("pdf", "html", "feed") else TEXT_LIMIT
    if len(data) > limit:
        raise InputError(
            f"{len(data) / 1e6:.1f} MB is over the limit of {limit / 1e6:.0f} MB for {kind}",
            where=where,
            mend="split it",
        )
    if kind == "binary":
        raise InputError(
            "this is neither text nor HTML nor PDF", where=where, mend="give a text, HTML, PDF or JSON Lines file"
        )
    if kind == "pdf":
        text, title, meta_date = read_pdf(data, where, longest=_LONGEST_TEXT)
        return (_report(text, origin, where, date, lang, title=title, meta_date=meta_date, fetched=fetched),)
    text = decode(data, where, content_type)
    if kind == "feed":
        return tuple(_feed(read_entries(text, where), origin, where, date, lang, fetched))
    if kind == "json":
        whole = _whole_json(text)
        if is_json_feed(whole):
            return tuple(_feed(read_json_feed(cast(dict[str, Any], whole), where), origin, where, date, lang, fetched))
        return tuple(_rows(text, whole, origin, where, date, lang))
    if kind == "html":
        body, title, meta_date, outlet = _html(text, where, url)
        return (
            _report(body, origin, where, date, lang, title=title, meta_date=meta_date, outlet=outlet, fetched=fetched),
        )
    return (_report(text, origin, where, date, lang, fetched=fetched),)


def _report(
    text: str, origin: str, where: str, date: dt.date | None, lang: str, *, title: str = "", meta_date: dt.date | None = None,
    outlet: str = "", fetched: dt.datetime | None = None,
) -> Report:  # fmt: skip
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    text = re.sub(r"[\x00-\x08\x0b-\x1f]", " ", text)
    text = text.encode("utf-8", "replace").decode("utf-8")
    if not any(c.isalpha() for c in text):
        raise InputError("it holds no words", where=where, mend="give a text with at least one sentence")
    text = text[:_LONGEST_TEXT]
    language = lang or detect_language(text)
    found = find_date(text, language)
    if meta_date is not None and far_off(meta_date):
        meta_date = None
    published, source = (
        (found, "text")
        if found
        else (meta_date, "metadata")
        if meta_date
        else (date, "option")
        if date
        else (None, "unknown")
    )
    return Report(
        id=text_id(text), text=text, lang=language, published=published,
        published_from=cast(Any, source), title=title or find_title(text), outlet=outlet or find_outlet(text, language),
        origin=origin, fetched=fetched,
    )  # fmt: skip


def _feed(
    entries: tuple[Entry, ...], origin: str, where: str, date: dt.date | None, lang: str, fetched: dt.datetime | None
) -> Iterator[Report]:
    """Yield one report for each entry of a feed, dated by the entry."""
    for number, entry in enumerate(entries, start=1):
        report = _report(
            entry.text, origin if origin == "-" else f"{where} entry {number}", where, date, lang, title=entry.title,
            meta_date=entry.published, outlet=entry.outlet, fetched=fetched,
        )  # fmt: skip
        if entry.published is not None and not far_off(entry.published) and report.published != entry.published:
            report = report.model_copy(update={"published": entry.published, "published_from": "metadata"})
        yield report


def _html(text: str, where: str, url: str) -> tuple[str, str, dt.date | None, str]:
    """Return the main text of a page with title, date and site name; scripts, forms and comments never reach it."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(
            text, url=url or None, include_comments=False, include_tables=False, with_metadata=True, favor_recall=True
        )
    except Exception as error:
        raise InputError(
            f"this HTML cannot be read ({type(error).__name__})", where=where, mend="give its text"
        ) from None
    record: dict[str, Any] = {} if found is None else found if isinstance(found, dict) else found.as_dict()
    body = str(record.get("text") or "").strip()
    if not body:
        body = _bare_text(text)
    if not body.strip():
        raise InputError("no article text was found in this HTML", where=where, mend="give the article's text")
    day: dt.date | None = None
    try:
        day = dt.date.fromisoformat(str(record.get("date") or ""))
    except ValueError:
        day = None
    title = " ".join(str(record.get("title") or "").split())[:300]
    if title and not body.startswith(title):
        body = f"{title}\n\n{body}"
    return body, title, day, str(record.get("sitename") or "")


def _bare_text(text: str) -> str:
    """Return the words of a page without its scripts, styles and tags, where no article was found."""
    from lxml import html as lxml_html  # type: ignore[import-untyped]

    try:
        tree = lxml_html.document_fromstring(text, parser=lxml_html.HTMLParser(no_network=True, huge_tree=False))
    except Exception:
        return ""
    for bad in tree.xpath("//script|//style|//noscript|//template|//iframe|//object|//svg|//head"):
        bad.drop_tree()
    lines = (" ".join(line.split()) for line in tree.text_content().splitlines())
    return "\n".join(line for line in lines if line)


def _whole_json(text: str) -> object:
    """Return the one JSON value that a text is, None when it is several (lines) or none."""
    try:
        return cast(object, json.loads(text))
    except (ValueError, RecursionError):
        return None


def _rows(text: str, whole: object, origin: str, where: str, date: dt.date | None, lang: str) -> Iterator[Report]:
    """Yield one report for each object with ``text`` (or ``body``) and, where given, date, title, outlet, lang.

    The objects stand one a line, in an array, or there is a single one, over as many lines as it likes.
    """
    mend = "one JSON object a line, with a field 'text'"
    lines = [(f"line {number}", line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    rows: list[tuple[str, object]] = list(lines)
    if isinstance(whole, list):
        rows = [(f"item {number}", row) for number, row in enumerate(whole, start=1)]
    elif isinstance(whole, dict):
        rows = [("line 1", whole)]
    if not rows:
        raise InputError("it holds no report", where=where, mend=mend)
    for number, row in rows:
        place = f"{where} {number}"
        if isinstance(row, str) and not isinstance(whole, list):
            try:
                row = json.loads(row)
            except (ValueError, RecursionError):
                raise InputError("this line is no JSON", where=place, mend=mend) from None
        fields = row if isinstance(row, dict) else {}
        body = next((fields[key] for key in ("text", "body", "content") if isinstance(fields.get(key), str)), None)
        if not body:
            raise InputError("no field 'text'", where=place, mend=mend)
        stamp = next((fields[key] for key in ("published", "date") if fields.get(key) not in (None, "")), "")
        day = day_of(stamp) if isinstance(stamp, str) else None
        if stamp != "" and day is None:
            what = "does not exist" if isinstance(stamp, str) else "is no date in words"
            raise InputError(f"the date {str(stamp)[:30]!r} {what}", where=place, mend="write YYYY-MM-DD")
        if day is not None and far_off(day):
            raise InputError(f"the date {day} is years ahead", where=place, mend="give the day of publication")
        language = fields.get("lang") if fields.get("lang") in LANGUAGES else lang
        title = fields.get("title") if isinstance(fields.get("title"), str) else ""
        report = _report(
            body,
            origin if origin == "-" else place,
            place,
            date,
            language or "",
            title=title or "",
            meta_date=day,
            outlet=str(fields.get("outlet") or fields.get("source") or ""),
        )
        if day is not None and report.published != day:
            report = report.model_copy(update={"published": day, "published_from": "metadata"})
        yield report
