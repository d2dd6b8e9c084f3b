"""Entries of a feed (RSS 2.0, RSS 1.0, Atom, JSON Feed) as texts; a DOCTYPE, and so entities, are refused.

Expat is told to refuse every declaration of a type or an entity, so nothing can expand, include a file or call an
address. The text of an entry is the fullest one that it carries, without its tags.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from xml.parsers import expat

from kordon.errors import InputError

ENTRIES_MOST = 2_000
_DEEPEST = 60
_FIELDS = {
    "title": "title", "description": "summary", "summary": "summary", "encoded": "content", "content": "content",
    "pubDate": "date", "date": "date", "published": "date", "updated": "updated",
}  # fmt: skip
_UNSEEN = frozenset(("script", "style", "iframe", "object", "template", "noscript"))
_BLOCKS = frozenset(("p", "div", "br", "li", "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its title, its text without tags, when it was published, and the feed's own title."""

    title: str
    text: str
    published: dt.date | None
    outlet: str


def read_entries(text: str, where: str) -> tuple[Entry, ...]:
    """Return the entries of a feed; raises :class:`kordon.errors.InputError` for what is none or declares entities."""
    builder = _Builder(where)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = builder.refuse
    parser.EntityDeclHandler = builder.refuse
    parser.ExternalEntityRefHandler = builder.refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    parser.buffer_text = True
    try:
        parser.Parse(text.lstrip(), True)  # text, so what the feed says of its encoding counts no more
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise InputError(f"this feed is broken XML ({error})", where=where, mend="fetch it again") from None
    return _some(builder.entries(), where)


def is_json_feed(value: object) -> bool:
    """Whether a JSON value is a feed by JSON Feed 1.0 or 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    return isinstance(value, dict) and "jsonfeed.org/version" in str(value.get("version")) and "items" in value


def read_json_feed(feed: dict[str, Any], where: str) -> tuple[Entry, ...]:
    """Return the entries of a JSON Feed; raises :class:`kordon.errors.InputError` when none holds words."""

    def entries() -> Iterator[Entry]:
        items = feed["items"] if isinstance(feed["items"], list) else []
        for item in [item for item in items if isinstance(item, dict)][:ENTRIES_MOST]:
            field = {key: value for key, value in item.items() if isinstance(value, str)}
            bodies = (field.get("content_text", ""), _plain(field.get("content_html", "")), field.get("summary", ""))
            stamp = field.get("date_published") or field.get("date_modified") or ""
            yield from _entry(
                field.get("title", ""), next(filter(None, bodies), ""), stamp, _plain(str(feed.get("title") or ""))
            )

    return _some(entries(), where)


def _some(entries: Iterator[Entry], where: str) -> tuple[Entry, ...]:
    found = tuple(entries)
    if not found:
        raise InputError("this feed has no entries with text", where=where, mend="give another feed or the articles")
    return found


def _entry(title: str, body: str, stamp: str, outlet: str) -> Iterator[Entry]:
    """Yield an entry when it holds words."""
    title = " ".join(title.split())[:300]
    text = f"{title}\n\n{body}" if title and body and not body.startswith(title) else body or title
    if any(c.isalpha() for c in text):
        yield Entry(title, text, day_of(stamp), outlet[:200])


class _Builder:
    """Collects the fields of entries while expat walks the document."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.outlet = ""
        self._depth = 0
        self._entry: dict[str, str] | None = None
        self._entries: list[dict[str, str]] = []
        self._field: str | None = None
        self._field_depth = 0
        self._words: list[str] = []
        self._unseen = 0

    def refuse(self, *_: object) -> int:
        raise InputError(
            "this feed declares a document type or entities", where=self.where, mend="give it without a DOCTYPE"
        )

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise InputError("this feed is nested too deep", where=self.where, mend="give another feed")
        tag = name.rsplit(" ", 1)[-1]
        if tag in ("item", "entry"):
            if len(self._entries) >= ENTRIES_MOST:
                return
            self._entry = {}
        elif self._field is not None:
            self._words.append("\n" if tag.lower() in _BLOCKS else " ")  # a tag of inline XHTML parts words
            self._unseen += tag.lower() in _UNSEEN
        elif tag in _FIELDS and (self._entry is not None or (tag == "title" and not self.outlet)):
            self._field, self._field_depth, self._words = _FIELDS[tag], self._depth, []

    def characters(self, words: str) -> None:
        if self._field is not None and not self._unseen:
            self._words.append(words)

    def end(self, name: str) -> None:
        if self._field is not None and self._depth == self._field_depth:
            value = "".join(self._words).strip()
            if self._entry is None:
                self.outlet = self.outlet or _plain(value)[:200]
            elif len(value) > len(self._entry.get(self._field, "")):
                self._entry[self._field] = value
            self._field = None
        elif self._field is not None:
            self._unseen -= name.rsplit(" ", 1)[-1].lower() in _UNSEEN
        if name.rsplit(" ", 1)[-1] in ("item", "entry") and self._entry is not None:
            self._entries.append(self._entry)
            self._entry = None
        self._depth -= 1

    def entries(self) -> Iterator[Entry]:
        """Yield the entries that hold words."""
        for entry in self._entries:
            body = max((_plain(entry.get(key, "")) for key in ("content", "summary")), key=len)
            stamp = entry.get("date") or entry.get("updated") or ""
            yield from _entry(_plain(entry.get("title", "")), body, stamp, self.outlet)


def _plain(value: str) -> str:
    """Return the words of escaped HTML, a line for each paragraph; scripts and styles are dropped with their words."""
    if "<" not in value and "&" not in value:
        return re.sub(r"\s*\n\s*", "\n", re.sub(r"[ \t]+", " ", value)).strip()
    from lxml import html as lxml_html  # type: ignore[import-untyped]

    try:
        tree = lxml_html.fragment_fromstring(
            re.sub(r"(?i)<(?:br|/p|/div|/li|/h\d)\s*/?>", "\n", value), create_parent="div",
            parser=lxml_html.HTMLParser(no_network=True, huge_tree=False),
        )  # fmt: skip
    except Exception:
        return re.sub(r"<[^>]*>", " ", value).strip()
    for bad in tree.xpath(".//script|.//style|.//iframe|.//object|.//template|.//noscript"):
        bad.drop_tree()
    lines = (" ".join(line.split()) for line in tree.text_content().splitlines())
    return "\n".join(line for line in lines if line)


def day_of(stamp: str) -> dt.date | None:
    """Return the day of an RFC 822 or ISO 8601 time stamp, None when it is neither."""
    try:
        return dt.date.fromisoformat(stamp.strip()[:10])
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(stamp.strip()).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
