"""The page: self-contained, inert whatever a report says, complete, its inner links whole."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser
from typing import Any

import brief_samples as samples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kordon.brief.compose import compose
from kordon.brief.html import SECTIONS, render
from kordon.brief.maps import Drawn

LOADS = {"src", "srcset", "poster", "data", "background", "formaction", "action", "ping", "manifest"}


class Reader(HTMLParser):
    """Collects tags, attributes and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def assert_inert(page: str) -> Reader:
    reader = read(page)
    for tag, attributes in reader.tags:
        assert tag not in ("script", "iframe", "object", "embed", "img", "base", "form", "link", "audio", "video")
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            assert name not in LOADS, (tag, name)
            if name in ("href", "xlink:href"):
                assert tag == "a" or (value or "").startswith("#"), (tag, value)
                assert (value or "").startswith(("#", "https://", "http://"))
    assert "url(http" not in page
    assert "@import" not in page
    return reader


def test_the_page_asks_for_nothing_and_runs_nothing(page: str) -> None:
    reader = assert_inert(page)
    metas = [a for t, a in reader.tags if t == "meta"]
    policy = next(a["content"] for a in metas if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "script" not in policy


def test_hostile_words_stay_words(page: str) -> None:
    assert "<script" not in page
    assert "49" not in re.findall(r"onerror=alert\(1\)&gt; (\S+)", page)
    assert "&lt;script&gt;alert" in page
    assert "{{ 7*7 }}" in "".join(read(page).text)


def test_every_inner_link_has_a_target_and_every_id_is_one(page: str) -> None:
    reader = read(page)
    ids = [a["id"] for _, a in reader.tags if "id" in a]
    assert len(ids) == len(set(ids))
    for tag, attributes in reader.tags:
        for value in (attributes.get("href"), attributes.get("xlink:href")):
            if value and value.startswith("#"):
                assert value[1:] in ids, (tag, value)
    for name in re.findall(r"url\(#([^)]+)\)", page):
        assert name in ids


def test_all_sections_stand_in_order(page: str) -> None:
    places = [page.index(f'<section id="{name}"') for name, _ in SECTIONS]
    assert places == sorted(places)


def test_tables_have_captions_scopes_and_pictures_have_words(page: str) -> None:
    reader = read(page)
    names = [t for t, _ in reader.tags]
    assert names.count("table") == names.count("caption")
    assert all("scope" in a for t, a in reader.tags if t == "th")
    for tag, attributes in reader.tags:
        if tag == "svg" and attributes.get("aria-hidden") != "true":
            assert attributes["role"] == "img"
            assert attributes["aria-labelledby"]
    levels = [int(t[1]) for t in names if re.fullmatch(r"h[1-6]", t)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_quotes_keep_their_language_and_offsets(page: str) -> None:
    reader = read(page)
    assert {a.get("lang") for t, a in reader.tags if t == "blockquote"} == {"ru", "en"}
    assert page.count("characters ") >= 10


def test_every_figure_shows_its_mark(page: str) -> None:
    figures = re.findall(r'<span class="fig"[^>]*>[^<]+(<sup class="mark">[PECA])?', page)
    assert len(figures) > 60
    assert all(figures)


WORDS = st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=60)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=WORDS, name=WORDS, body=WORDS)
def test_any_text_is_inert(world: Any, drawn: Drawn, title: str, name: str, body: str) -> None:
    text = f"{samples.HOSTILE} {body}"
    report = samples.REPORT_EN.model_copy(update={"text": text, "title": title, "outlet": name, "origin": body})
    claim = samples.claims()[4]
    claim = claim.model_copy(update={
        "evidence": {"sentence": (0, len(text))},
        "attribution": claim.attribution.model_copy(update={"name": name, "chain": (title,)}),
        "places": (claim.places[0].model_copy(update={"name": name, "id": ""}),),
    })  # fmt: skip
    brief = compose(
        world,
        **samples.inputs(
            reports=(report,), claims=(claim,), events=(), outcomes=(), routes=(), checks=(), mitigations=()
        ),
    )
    assert_inert(render(brief, drawn))
