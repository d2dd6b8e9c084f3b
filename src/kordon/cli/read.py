"""``kordon read``: reports in, claims out."""

from __future__ import annotations

from typing import Any

import click

from kordon.cli.common import parse_date, print_json_line, print_table, progress, say
from kordon.errors import NothingFound


@click.command("read")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@click.option("--date", "date", help="Publication date (YYYY-MM-DD) for texts that do not carry one.")
@click.option("--lang", type=click.Choice(["ru", "en", "kk", "zh"]), help="Language; detected when not given.")
@click.option("--explain", is_flag=True, help="Name the rule or lexicon entry behind every slot.")
@click.option(
    "--extractor",
    "extractors",
    multiple=True,
    metavar="NAME",
    help="An optional second reader: llm, spacy, or a plugin's.",
)
@click.option("--json", "as_json", is_flag=True, help="One claim a line as JSON; also the default in a pipe.")
def command(
    reports: tuple[str, ...],
    date: str | None,
    lang: str | None,
    explain: bool,
    extractors: tuple[str, ...],
    as_json: bool,
) -> None:
    """Read REPORTs (files, folders, URLs, - for standard input) into claims, one JSON object a line."""
    import sys

    from kordon.reading.langid import unread
    from kordon.reading.meta import to_come
    from kordon.workspace import Workspace

    day = parse_date(date, "--date")
    with progress("reading") as report_progress:
        reading = Workspace().read(*reports, date=day, lang=lang or "", extractors=extractors, progress=report_progress)
    for report in reading.reports:
        if report.published is None:
            say(f"{report.origin or report.id}: no publication date found; relative dates stay open (use --date)")
        elif to_come(report.published):
            say(f"{report.origin or report.id}: dated {report.published}, which is still to come; check the date")
        if other := unread(report.text):
            say(f"{report.origin or report.id}: this looks like {other}, which is not read; taken as {report.lang}")
    if not reading.claims:
        raise NothingFound("no claim about freight was found in " + ", ".join(reports))
    telling = {claim.report for claim in reading.claims}
    for report in reading.reports:
        if report.id not in telling:
            say(f"{report.origin or report.id}: no claim about freight was found in it")
    texts = {report.id: report for report in reading.reports}
    if as_json or explain or not sys.stdout.isatty():
        for claim in reading.claims:
            row: dict[str, Any] = claim.to_json()
            if explain:
                from kordon.reading.explain import explain as explain_claim

                row["explain"] = explain_claim(texts[claim.report], claim)
            print_json_line(row)
        return
    print_table(
        f"{len(reading.claims)} claims",
        ["type", "status", "certainty", "who", "places", "start", "words"],
        [
            [
                claim.type, claim.status, claim.certainty,
                f"{claim.attribution.source_class} {claim.attribution.name}".strip(),
                ", ".join(place.name for place in claim.places),
                str(claim.start or ""),
                texts[claim.report].text[slice(*claim.evidence["sentence"])],
            ]
            for claim in reading.claims
        ],
    )  # fmt: skip
