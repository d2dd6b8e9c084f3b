"""Reading: reports into claims, claims into events.

``load_reports`` turns a source into reports, ``read`` a report into claims (``read_framed`` tells what kind of report
it is as well), ``group`` claims into events. Rules and lexicons are data beside the code (``data/``);
``docs/reading.md`` says how to add to them.
"""

from __future__ import annotations

from kordon.reading.group import group
from kordon.reading.intake import load_reports
from kordon.reading.reader import read, read_framed

__all__ = ["group", "load_reports", "read", "read_framed"]
