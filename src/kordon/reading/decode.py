# ruff: noqa: E501
"""Bytes into text: what kind of file it is by its first bytes, and in which encoding it is written."""

from __future__ import annotations

import codecs
import functools
import re

from kordon.errors import InputError

_MAGIC = (
    (b"PK\x03\x04", "binary"), (b"\x89PNG", "binary"), (b"\xff\xd8\xff", "binary"), (b"GIF8", "binary"), (b"\x7fELF", "binary"),
    (b"MZ\x90", "binary"), (b"\x1f\x8b", "binary"), (b"BZh", "binary"), (b"\xd0\xcf\x11\xe0", "binary"), (b"Rar!", "binary"),
    (b"7z\xbc\xaf", "binary"), (b"\xfd7zXZ", "binary"), (b"OggS", "binary"), (b"ID3", "binary"), (b"SQLite format 3", "binary"), (b"PAR1", "binary"),
    (b"{\\rtf", "binary"),
)  # fmt: skip
_PROLOGUE = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!doctype\s+(?!html\b)[^\[>]*(?:\[.*?\]\s*)?>)", re.I | re.S)
_ROOT = re.compile(r"\s*<(?:(!doctype)\s|(?:\w+:)?([a-z][a-z0-9]*)(?=[\s/>]))", re.I)
_FEEDS = frozenset(("rss", "feed", "rdf"))
_ELEMENTS = (
    "html head body title meta link base script style noscript template main article section nav aside header footer hgroup "
    "h1 h2 h3 h4 h5 h6 p div span a b i u s em strong small big font center mark sub sup br hr wbr img picture figure "
    "figcaption audio video iframe table caption thead tbody tfoot tr td th ul ol li dl dt dd blockquote q cite pre code "
    "address time abbr form fieldset label button details summary"
)
_HTML = frozenset(_ELEMENTS.split(" "))
_JSON = re.compile(r"\s*(?:\[\s*)?\{\s*(?:\"[^\"\n]{0,200}\"\s*:|\})")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What may be declared: text in bytes, and nothing else that goes by the name of a codec (escapes, host names, rot13).
_CHARSETS = frozenset(
    codecs.lookup(name).name
    for name in (
        "ascii", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "koi8-r", "koi8-u", "koi8-t", "kz1048", "ptcp154", "cp866", "cp855",
        "mac-cyrillic", "mac-roman", "gb2312", "gbk", "gb18030", "hz", "big5", "big5hkscs", "cp950", "euc-jp", "shift-jis", "cp932", "iso2022-jp",
        "euc-kr", "cp949", "cp437", "cp850", "cp852", "cp874",
        *(f"cp{number}" for number in range(1250, 1259)), *(f"iso8859-{number}" for number in range(1, 17) if number != 12),
    )
)  # fmt: skip
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
}
_WESTERN = frozenset(("cp1252", "iso8859-15", "mac-roman", "cp437", "cp850"))  # what editors declare of any page
_DECLARED = re.compile(
    rb"<meta\b[^<>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})|^\s*<\?xml[^<>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})",
    re.I,
)
_RUNS = re.compile(rb"[\x80-\xff]{3,}")
_RUSSIAN = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"


def kind_of(data: bytes, where: str, content_type: str = "") -> str:
    """Return ``pdf``, ``feed``, ``html``, ``json`` (lines, an array or one object), ``text`` or ``binary``.

    The first bytes decide, in whichever encoding they are; the name and the type that a server gave only where they
    leave it open.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    head = _opening(data)
    if head is None:
        return "binary"
    root = _root(head)
    if root in _FEEDS:
        return "feed"
    name, told = where.lower(), content_type.lower()
    if root in _HTML or "html" in told or (name.endswith((".html", ".htm", ".xhtml")) and "<" in head):
        return "html"
    return "json" if name.endswith((".jsonl", ".ndjson")) or _JSON.match(head) else "text"


def _opening(data: bytes) -> str | None:
    """Return the first characters with ASCII, at least, as it is meant; None for what is no text."""
    sample, name = data[:20000], "latin-1"
    marked = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    control = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in sample)
    if marked:
        name = marked
    elif control > max(2, 0.01 * len(sample)) or b"\0" in sample:
        name = _wide(sample)
        if not name:
            return None
    head = sample.decode(name, "replace")
    # A long comment may stand before the root.
    return data[:1_000_000].decode(name, "replace") if head.lstrip().startswith("<") else head


def _root(head: str) -> str:
    """Return the name of the first element of a document, behind declarations and comments; '' where there is none."""
    at = 0
    while (part := _PROLOGUE.match(head, at)) is not None:
        at = part.end()
    found = _ROOT.match(head, at)
    return "" if found is None else "html" if found[1] else found[2].lower()


def _known(c: str) -> bool:
    """Whether a character is one that a report in one of the four languages may hold."""
    return (
        " " <= c <= "~" or c in "\t\r\n€№" or "\u00a0" <= c <= "\u024f" or "\u0400" <= c <= "\u04ff" or "\u2010" <= c <= "\u203a"
        or "\u3000" <= c <= "\u301f" or "\u3400" <= c <= "\u9fff" or "\uff01" <= c <= "\uff5e"
    )  # fmt: skip


@functools.lru_cache(maxsize=8)
def _frequent_han(name: str) -> frozenset[str]:
    """Return the characters of a Chinese encoding's first level, those in common use (both levels' for ``utf-16``)."""
    if name == "utf-16":
        return _frequent_han("gb18030") | _frequent_han("big5hkscs")
    first, last = (0xB0, 0xD7) if name == "gb18030" else (0xA4, 0xC6)
    tails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)] if name == "big5hkscs" else range(0xA1, 0xFF)
    return frozenset(bytes((lead, tail)).decode(name, "replace") for lead in range(first, last + 1) for tail in tails)


def _wide(data: bytes) -> str:
    """Return the name of a 16-bit encoding without a mark, '' when it is none."""
    sample = data[: min(20000, len(data) // 2 * 2)]
    frequent = _frequent_han("utf-16") if len(sample) > 2 else frozenset()
    best = (0.85, "")
    for name in ("utf-16-le", "utf-16-be"):
        text = sample.decode(name, "replace")
        if sum(map(_known, text)) > 0.97 * len(text):
            common = sum(c < "\u3400" or c > "\u9fff" or c in frequent for c in text) / max(1, len(text))
            best = max(best, (common, name))
    return best[1]


def decode(data: bytes, where: str, content_type: str = "") -> str:
    """Return the text of some bytes; raises :class:`InputError` when no encoding fits."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(name)
            except UnicodeDecodeError:
                break
    wide = _wide(data) if b"\0" in data[:20000] else ""
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared, name = _declared(data, content_type)
    # Letters beyond ASCII stand alone in the west's words and side by side in Russian or Chinese ones.
    high = sum(byte > 127 for byte in data[:200_000])
    close = sum(map(len, _RUNS.findall(data[:200_000]))) > 0.6 * high
    if declared is not None and not (name in _WESTERN and close):
        return declared
    text = (_cyrillic(data) if close else None) or _chinese(data)
    if text is not None:
        return text
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace")
    if declared is not None:
        return declared
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is not None and best.chaos < 0.2:
        try:
            text = data.decode(best.encoding)
        except (LookupError, UnicodeDecodeError):
            text = data.decode(best.encoding, "replace")
        if _plausible(text):
            return text
    try:
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") <= 0.02 * len(text):
            return text
    except UnicodeDecodeError:
        pass
    raise InputError("its encoding is unknown", where=where, mend="save it as UTF-8")


def _plausible(text: str) -> bool:
    letters = sum(c.isalpha() for c in text)
    known = sum(
        1
        for c in text
        if c.isalpha()
        and (c.isascii() or "\u0400" <= c <= "\u04ff" or "\u00c0" <= c <= "\u024f" or "\u3400" <= c <= "\u9fff")
    )
    return letters > 0.4 * len(text.strip() or " ") and known > 0.9 * letters


def _declared(data: bytes, content_type: str) -> tuple[str | None, str]:
    """Return the text in the encoding that the server or the markup names, and its name; None where none fits."""
    labels = re.findall(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{1,40})", content_type, re.I)
    if data.lstrip().startswith(b"<"):
        labels += [(one or other).decode("ascii", "replace") for one, other in _DECLARED.findall(data[:4096])]
    for label in labels:
        try:
            name = codecs.lookup(label).name
        except (LookupError, ValueError):
            continue
        if name not in _CHARSETS:
            continue
        name = _WIDER.get(name, name)
        text = data.decode(name, "replace")
        if text.count("\ufffd") <= 0.002 * len(text):  # a broken byte in a long page
            return text, name
    return None, ""


def _chinese(data: bytes) -> str | None:
    """Return the text when GB18030 or Big5 gives Chinese characters in common use, and little else beyond ASCII."""
    best: tuple[float, str] | None = None
    for name in ("gb18030", "big5hkscs"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        beyond = [c for c in text[:20000] if not c.isascii()]
        han = [c for c in beyond if "\u3400" <= c <= "\u9fff"]
        if len(han) < 3 or sum(map(_known, beyond)) < 0.95 * len(beyond):
            continue
        share = sum(c in _frequent_han(name) for c in han) / len(han)
        if best is None or share > best[0]:
            best = (share, text)
    return best[1] if best and best[0] > 0.75 else None


def _cyrillic(data: bytes) -> str | None:
    """Return the text when one of the Cyrillic one-byte encodings gives what reads like Russian; they are close kin."""
    best: tuple[float, str] | None = None
    for name in ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "kz1048", "ptcp154"):
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        sample = re.sub(r"<[^<>]*>", " ", text[:20000])
        cyrillic = [c for c in sample if "\u0400" <= c <= "\u04ff"]
        odd = sum(not (c.isascii() or "\u0400" <= c <= "\u04ff" or c in "«»—–№…“”„ \u2019°") for c in sample)
        if len(cyrillic) < 0.02 * len(sample) or not cyrillic or odd > 0.04 * len(cyrillic):
            continue
        lower = sum(c.islower() for c in cyrillic) / len(cyrillic)
        frequent = sum(_RUSSIAN.find(c.lower()) in range(10) for c in cyrillic) / len(cyrillic)
        foreign = sum(not ("а" <= c.lower() <= "я" or c.lower() in "ёәғқңөұүһі") for c in cyrillic) / len(cyrillic)
        score = frequent + 0.5 * lower - 3 * odd / len(cyrillic) - 3 * foreign
        if best is None or score > best[0]:
            best = (score, text)
    return best[1] if best and best[0] > 0.75 else None
