# ruff: noqa: E501
"""Bytes into text: what kind of file it is by its first bytes, and in which encoding it is written."""

from __future__ import annotations

import codecs
import re

from kordon.errors import InputError

_MAGIC = (
    (b"PK\x03\x04", "binary"), (b"\x89PNG", "binary"), (b"\xff\xd8\xff", "binary"), (b"GIF8", "binary"), (b"\x7fELF", "binary"),
    (b"MZ\x90", "binary"), (b"\x1f\x8b", "binary"), (b"BZh", "binary"), (b"\xd0\xcf\x11\xe0", "binary"), (b"Rar!", "binary"),
    (b"7z\xbc\xaf", "binary"), (b"\xfd7zXZ", "binary"), (b"OggS", "binary"), (b"ID3", "binary"), (b"SQLite format 3", "binary"), (b"PAR1", "binary"),
    (b"{\\rtf", "binary"),
)  # fmt: skip
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|script|meta|title)\b",
    re.I | re.S,
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RUSSIAN = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"


def kind_of(data: bytes, where: str, content_type: str = "") -> str:
    """Return ``pdf``, ``html``, ``jsonl``, ``text`` or ``binary``: by the bytes first, by name only for text."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if any(data.startswith(bom) for bom, _ in _BOMS):
        text = data[:4000].decode(next(name for bom, name in _BOMS if data.startswith(bom)), "replace").encode()
        return "html" if _HTML.match(text) else "text"
    sample = data[:20000]
    if b"\0" in sample:
        return "text" if _wide(sample) else "binary"
    control = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in sample)
    if control > max(2, 0.01 * len(sample)):
        return "binary"
    if (
        _HTML.match(sample)
        or "html" in content_type.lower()
        or (where.lower().endswith((".html", ".htm", ".xhtml")) and b"<" in sample)
    ):
        return "html"
    if where.lower().endswith((".jsonl", ".ndjson")) or (sample.lstrip().startswith(b'{"') and b'"text"' in sample):
        return "jsonl"
    return "text"


def _wide(sample: bytes) -> str:
    """Return the name of a 16-bit encoding without a mark, '' when it is none."""
    for name, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = sample[offset::2][:2000]
        if high and sum(byte in (0, 4) for byte in high) > 0.8 * len(high):
            try:
                text = sample[: len(sample) // 2 * 2].decode(name)
            except UnicodeDecodeError:
                continue
            if sum(c.isprintable() or c in "\r\n\t" for c in text) > 0.97 * len(text):
                return name
    return ""


def decode(data: bytes, where: str, content_type: str = "") -> str:
    """Return the text of some bytes; raises :class:`InputError` when no encoding fits."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(name)
            except UnicodeDecodeError:
                break
    wide = _wide(data[:20000]) if b"\0" in data[:20000] else ""
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = re.search(r"charset=[\"']?([\w-]+)", content_type) or re.search(rb"charset=[\"']?([\w-]+)", data[:2048])
    if declared:
        found = declared.group(1)
        label = found.decode("ascii", "replace") if isinstance(found, bytes) else str(found)
        try:
            return data.decode(label)
        except (LookupError, UnicodeDecodeError):
            pass
    text = _cyrillic(data)
    if text is not None:
        return text
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


def _cyrillic(data: bytes) -> str | None:
    """Return the text when one of the Cyrillic one-byte encodings gives what reads like Russian; they are close kin."""
    best: tuple[float, str] | None = None
    for name in ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "ptcp154"):
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        sample = text[:20000]
        cyrillic = [c for c in sample if "\u0400" <= c <= "\u04ff"]
        odd = sum(not (c.isascii() or "\u0400" <= c <= "\u04ff" or c in "«»—–№…“”„ \u2019°") for c in sample)
        if len(cyrillic) < 0.2 * len(sample) or odd > 0.03 * len(sample):
            continue
        lower = sum(c.islower() for c in cyrillic) / len(cyrillic)
        frequent = sum(_RUSSIAN.find(c.lower()) in range(10) for c in cyrillic) / len(cyrillic)
        foreign = sum(not ("а" <= c.lower() <= "я" or c.lower() in "ёәғқңөұүһі") for c in cyrillic) / len(cyrillic)
        score = frequent + 0.5 * lower - 3 * odd / len(sample) - 3 * foreign
        if best is None or score > best[0]:
            best = (score, text)
    return best[1] if best and best[0] > 0.75 else None
