"""The text layer of a PDF, under limits: what a small file unfolds to, and how long it may take."""

from __future__ import annotations

import datetime as dt
import io
import logging
import re
import time
import warnings
from typing import Any

from kordon.errors import InputError

_SECONDS = 15.0
_PAGES_MOST = 500
_STREAM_MOST = 8_000_000  # bytes of one content stream when unpacked; a page of dense text has some 20,000
_LIMITS: dict[str, Any] = {
    "maximum_declared_stream_length": 20_000_000,
    "array_based_stream_maximum_output_length": _STREAM_MOST,
    "jbig2_maximum_output_length": _STREAM_MOST,
    "lzw_maximum_output_length": _STREAM_MOST,
    "run_length_maximum_output_length": _STREAM_MOST,
    "zlib_maximum_output_length": _STREAM_MOST,
    "zlib_maximum_recovery_input_length": 500_000,
    "stream_filters_maximum_length": 4,
    "stream_decoding_work_maximum_length": 2 * _STREAM_MOST,
    "stream_parsing_work_maximum_count": 400_000,
    "xform_maximum_invocations_per_extraction": 500,
}
_SHOWS_TEXT = re.compile(rb"T[jJ]|Do|['\"]")


class _TooLong(Exception):
    """The time for one file is over."""


def read_pdf(data: bytes, where: str, *, longest: int) -> tuple[str, str, dt.date | None]:
    """Return the text of a PDF (up to ``longest`` characters and 500 pages), its title and its creation date.

    Raises :class:`kordon.errors.InputError` for a file that is broken, encrypted, without a text layer, or that
    unfolds to more, or takes longer, than a report does.
    """
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import LimitReachedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    end = time.monotonic() + _SECONDS

    def watch(*_: object) -> None:
        if time.monotonic() > end:
            raise _TooLong

    try:
        with warnings.catch_warnings(), apply_configuration(**_LIMITS):
            warnings.simplefilter("ignore")
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise InputError("this PDF is encrypted", where=where, mend="give it without a password")
            pieces, size = [], 0
            for page in reader.pages:
                watch()
                content = page.get_contents()
                if content is None or not _SHOWS_TEXT.search(content.get_data()):
                    pieces.append("")
                else:
                    pieces.append(page.extract_text(visitor_operand_before=watch) or "")
                size += len(pieces[-1])
                if size > longest or len(pieces) >= _PAGES_MOST:
                    break
            info = reader.metadata
            title = str(info.title or "") if info else ""
            created: dt.date | None = None
            if info is not None:
                try:
                    stamp = info.creation_date
                    created = stamp.date() if stamp else None
                except Exception:
                    created = None
    except InputError:
        raise
    except _TooLong:
        raise InputError(
            f"this PDF takes over {_SECONDS:.0f} s to read",
            where=where,
            mend="give the pages that matter or their text",
        ) from None
    except LimitReachedError:
        raise InputError(
            "this PDF unfolds to more than a report holds", where=where, mend="give the pages that matter or their text"
        ) from None
    except Exception as error:
        raise InputError(
            f"this PDF cannot be read ({type(error).__name__})", where=where, mend="save it again or give its text"
        ) from None
    text = "\n".join(pieces)
    if not text.strip():
        raise InputError("this PDF has no text layer", where=where, mend="run text recognition on it first")
    return text, title.strip()[:300], created
