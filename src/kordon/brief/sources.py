"""Number the sources of a brief, in the order in which the page first names them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from kordon.brief.record import Source, Stated
from kordon.brief.words import plain
from kordon.model import Figure, Provenance, ProvenanceKind

URL = re.compile(r"https?://[^\s,;<>\"']+", re.IGNORECASE)
ISO_DATE = re.compile(r"\b(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?\b")


class SourceBook:
    """Sources by number. The same URL (or citation) keeps one number."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._sources: list[Source] = []

    def cite(self, source: str, date: str = "", note: str = "") -> tuple[int, ...]:
        """Return the numbers of the sources that a text names: each URL is one, else the whole text is one."""
        source = source.strip()
        if not source:
            return ()
        urls = [url.rstrip(".)") for url in URL.findall(source)]
        if not urls:
            return (self._add(source, Source(number=1, name=source, date=date, note=note)),)
        rest = URL.sub("", source)
        if not date:
            found = ISO_DATE.search(rest)
            date = found.group() if found else ""
        name = ISO_DATE.sub("", rest).strip(" ,;.:()-") if len(urls) == 1 else ""
        return tuple(
            self._add(url, Source(number=1, name=name or host(url), url=url, date=date, note=note)) for url in urls
        )

    def of(self, provenance: Provenance) -> tuple[int, ...]:
        """Return source numbers of a provenance. Only what is published or fitted to something has any."""
        if provenance.kind == "published":
            return self.cite(provenance.source, provenance.date)
        if URL.search(provenance.source):
            return self.cite(provenance.source, provenance.date)
        return ()

    def state(self, figure: Figure, text: str = "") -> Stated:
        """Return a figure of a table as it stands on the page, with its source numbers."""
        if not text:
            text = plain(figure.value, figure.unit)
            if figure.low is not None and figure.high is not None and figure.low != figure.high:
                low, high = plain(figure.low, figure.unit), plain(figure.high, figure.unit)
                text = f"{text} ({low} to {high})"
        return Stated(
            text=text, value=figure.value, unit=figure.unit, low=figure.low, high=figure.high,
            mark=figure.provenance.kind, refs=self.of(figure.provenance), method=method(figure.provenance),
        )  # fmt: skip

    def all(self) -> tuple[Source, ...]:
        """Return every source named so far, by number."""
        return tuple(self._sources)

    def _add(self, key: str, source: Source) -> int:
        key = key.rstrip("/")
        known = self._number.get(key)
        if known is not None:
            old = self._sources[known - 1]
            better = old.model_copy(
                update={
                    "date": old.date or source.date,
                    "note": old.note or source.note,
                    "name": source.name if old.name == host(old.url) and old.url else old.name,
                }
            )
            self._sources[known - 1] = better
            return known
        self._number[key] = len(self._sources) + 1
        self._sources.append(source.model_copy(update={"number": self._number[key]}))
        return self._number[key]


def method(provenance: Provenance) -> str:
    """Return in words how a figure came about, for the reader who asks."""
    lead: dict[ProvenanceKind, str] = {
        "published": "published",
        "estimated": "estimated",
        "calibrated": "calibrated to",
        "assumed": "assumed",
    }
    source = "" if provenance.kind == "published" else provenance.source
    parts = [f"{lead[provenance.kind]} {source}".strip(), provenance.note]
    return "; ".join(part for part in parts if part)


def host(url: str) -> str:
    """Return the host of a URL without 'www.', the whole of a URL that is none."""
    try:
        return (urlsplit(url).hostname or url).removeprefix("www.")
    except ValueError:
        return url
