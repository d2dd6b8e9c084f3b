"""What the record holds: offsets, numbers of claims and sources, zones, marks."""

from __future__ import annotations

import re
from typing import Any

import brief_samples as samples
from pydantic import BaseModel

from kordon.brief.compose import compose
from kordon.brief.record import Brief, Stated
from kordon.brief.sources import SourceBook
from kordon.model import Provenance


def stated(value: object) -> list[Stated]:
    """Return every figure anywhere inside a record."""
    if isinstance(value, Stated):
        return [value]
    if isinstance(value, BaseModel):
        return [f for name in type(value).model_fields for f in stated(getattr(value, name))]
    if isinstance(value, tuple | list):
        return [f for item in value for f in stated(item)]
    if isinstance(value, dict):
        return [f for item in value.values() for f in stated(item)]
    return []


def test_quotes_are_the_words_at_their_offsets(brief: Brief) -> None:
    texts = {i: r.text for i, r in enumerate((samples.REPORT_RU, samples.REPORT_EN), start=1)}
    for card in (*brief.claims, *brief.checks):
        assert card.quote
        assert texts[card.report][card.span[0] : card.span[1]] == card.quote


def test_claims_stand_in_the_order_of_the_text_and_point_to_their_event(brief: Brief) -> None:
    assert [c.number for c in brief.claims] == list(range(1, 7))
    assert [c.span[0] for c in brief.claims[:4]] == sorted(c.span[0] for c in brief.claims[:4])
    for card in brief.claims:
        assert card.number in brief.events[card.event - 1].claims


def test_every_place_with_a_point_has_a_marker_that_knows_its_claims(brief: Brief) -> None:
    markers = {m.label: m for m in (*brief.maps[0].markers, *brief.maps[0].outside)}
    for card in brief.claims:
        for place in card.places:
            assert card.number in markers[place.marker].claims
    assert len({(m.lat, m.lon) for m in markers.values()}) == len(markers)


def test_every_figure_carries_a_mark_and_every_reference_a_source(brief: Brief) -> None:
    figures = stated(brief)
    assert len(figures) > 60
    numbers = {s.number for s in brief.sources}
    for figure in figures:
        assert figure.mark in ("published", "estimated", "calibrated", "assumed")
        assert set(figure.refs) <= numbers
        assert figure.mark != "published" or figure.refs
        assert figure.text
    assert [s.number for s in brief.sources] == list(range(1, len(brief.sources) + 1))


def test_the_same_source_keeps_one_number() -> None:
    book = SourceBook()
    a = book.cite("https://example.org/a", "2025-01-02")
    b = book.cite("Some ministry, 2025-01-02, https://example.org/a")
    assert a == b == (1,)
    assert book.all()[0].name == "Some ministry"
    assert book.cite("two: https://example.org/b and https://example.org/c") == (2, 3)
    assert book.cite("") == ()
    assert book.of(Provenance(kind="assumed", source="a guess")) == ()


def test_only_web_addresses_become_links() -> None:
    book = SourceBook()
    book.cite("javascript:alert(1)")
    book.cite("https://[broken")
    assert book.all()[0].url == ""
    for source in book.all():
        assert source.url == "" or re.match(r"https?://", source.url)


def test_zones_name_what_moved_them_and_the_most_moved_comes_first(brief: Brief) -> None:
    assert [z.subject for z in brief.zones[:2]] == ["KZ", "syrym"]
    assert all(z.changed for z in brief.zones[:2])
    assert brief.zones[1].before == "grey"
    assert brief.zones[1].evidence[0].claim == 1
    assert brief.zones[1].evidence[1].refs
    assert brief.zone_counts == {"territory": (2, 2, 1), "post": (1, 1, 1), "corridor": (0, 1, 0)}


def test_no_folder_of_the_reader_reaches_the_record(brief: Brief) -> None:
    text = brief.model_dump_json()
    assert "/home/someone" not in text
    assert "ocheredi.txt" in text


def test_refused_ways_carry_a_rule_and_no_figure(brief: Brief) -> None:
    refused = brief.consignments[1].refused
    assert len(refused) == 1, "the same refusal is shown once"
    assert refused[0].act == "Regulation (EU) 833/2014"
    assert stated(refused) == []
    assert brief.consignments[1].views[0].offered == ()


def test_the_record_survives_json(brief: Brief) -> None:
    again = Brief.model_validate_json(brief.model_dump_json(by_alias=True))
    assert again.paragraph == brief.paragraph
    assert again.claims[0].claim.to_json() == brief.claims[0].claim.to_json()


def test_the_same_inputs_give_the_same_record(world: Any, brief: Brief) -> None:
    assert compose(world, **samples.inputs()).model_dump_json() == brief.model_dump_json()
    assert brief.manifest.seed == 7
    assert brief.manifest.options["as_of"] == "2025-10-07"
