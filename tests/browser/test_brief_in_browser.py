"""The brief in Chromium: nothing asked for, nothing run, nothing wider than the screen, whole in print."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "brief"))

import brief_samples as samples

from kordon.brief import compose, write
from kordon.brief.html import SECTIONS

sync_api = pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.browser

WIDTHS = (1440, 1280, 1024, 900, 768, 390, 360)


def chromium() -> str:
    """Return the path of Chromium, given by CHROMIUM or found on the path, empty when there is none."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), "")


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    world: Any = samples.SmallWorld()
    return write(compose(world, **samples.inputs()), tmp_path_factory.mktemp("browser") / "out")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = chromium()
    if not path:
        pytest.skip("no Chromium here; set CHROMIUM to its path")
    with sync_api.sync_playwright() as play:
        running = play.chromium.launch(executable_path=path, args=["--headless", "--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture
def tab(browser: Any, page_file: Path) -> Iterator[Any]:
    """A tab on the brief that keeps every request, message, error and dialog."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.asked, opened.said = [], []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("console", lambda message: opened.said.append(message.text))
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    opened.on("dialog", lambda dialog: (opened.said.append(dialog.message), dialog.dismiss()))
    opened.goto(page_file.as_uri())
    yield opened
    context.close()


def test_the_page_asks_only_for_itself_and_says_nothing(tab: Any, page_file: Path) -> None:
    tab.wait_for_timeout(100)
    assert tab.asked == [page_file.as_uri()]
    assert tab.said == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen(tab: Any, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    wide = tab.evaluate(
        """() => [...document.querySelectorAll('p, table, td, th, h1, h2, h3, h4, li, dd, dt, blockquote, figure')]
        .filter(e => !e.closest('.scroll') && getComputedStyle(e.closest('thead') || e).position !== 'absolute')
        .map(e => [e.tagName, e.getBoundingClientRect().right, e.textContent.slice(0, 40)])
        .filter(r => r[1] > innerWidth + 1)"""
    )
    assert wide == []


@pytest.mark.parametrize("width", WIDTHS)
def test_all_sections_are_seen(tab: Any, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    for name in ("answer", *(name for name, _ in SECTIONS)):
        section = tab.locator(f"section#{name}")
        assert section.count() == 1
        box = section.bounding_box()
        assert box["height"] > 40
        assert box["width"] > width * 0.6


def test_text_is_large_enough_to_read(tab: Any) -> None:
    tab.set_viewport_size({"width": 390, "height": 800})
    sizes = tab.evaluate(
        """() => [...document.querySelectorAll('p, td, th, li, dd, dt, figcaption, .small')]
        .map(e => parseFloat(getComputedStyle(e).fontSize))"""
    )
    assert min(sizes) >= 12


def test_maps_have_land_markers_and_hatching(tab: Any) -> None:
    first = tab.locator("#map-claims svg")
    assert first.bounding_box()["height"] > 400
    markers = tab.locator("#map-claims a.marker")
    assert markers.count() == 4
    for i in range(markers.count()):
        box = markers.nth(i).bounding_box()
        assert 15 < box["width"] < 40
    assert tab.locator("#map-claims g[fill='url(#map-claims-red)'] use").count() == 1
    # a path that is referred to has a size only when its definition was found
    assert tab.evaluate("document.querySelector('#map-claims use[href=\"#land-KZ\"]').getBBox().width") > 1000
    assert tab.locator("figure.map").count() == 5


def test_a_marker_leads_to_its_claim_and_back(tab: Any) -> None:
    tab.locator("#mark-A").click()
    assert tab.evaluate("location.hash") == "#claim-1"
    tab.locator("#claim-1 a[href='#mark-A']").click()
    assert tab.evaluate("location.hash") == "#mark-A"


def test_hostile_words_are_only_words(tab: Any) -> None:
    assert tab.locator("script").count() == 0
    assert tab.locator("img").count() == 0
    assert "<script>alert('x')</script>" in tab.locator("#claims").inner_text()
    assert tab.locator("b:has-text('бойкий')").count() == 0


def test_contrast_of_zone_and_verdict_words(tab: Any) -> None:
    pairs = tab.evaluate(
        """() => [...document.querySelectorAll('.zone, .badge, .small, .offset, caption, thead th, .lead')]
        .map(e => { const s = getComputedStyle(e); let b = s.backgroundColor, n = e;
          while (b === 'rgba(0, 0, 0, 0)' && n.parentElement) { n = n.parentElement; b = getComputedStyle(n).backgroundColor; }
          return [e.className, s.color, b]; })"""
    )
    assert pairs
    for name, ink, paper in pairs:
        assert contrast(ink, paper) >= 4.5, (name, ink, paper)


def contrast(a: str, b: str) -> float:
    """Return the contrast ratio of two CSS colours (WCAG 2.1, relative luminance)."""

    def luminance(colour: str) -> float:
        parts = [float(v) / 255 for v in colour[colour.index("(") + 1 : -1].split(",")[:3]]
        line = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
        return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2]

    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_print_has_pages_and_all_of_the_text(tab: Any, tmp_path: Path) -> None:
    from pypdf import PdfReader

    target = tmp_path / "print.pdf"
    tab.pdf(path=str(target), format="A4", print_background=True)
    reader = PdfReader(target)
    assert 5 <= len(reader.pages) <= 30
    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    for heading in (
        "What is claimed",
        "Statements beside the tables",
        "Lawful ways round",
        "How to rebuild this brief",
    ):
        assert heading in text
    # what is folded on the screen is open on paper
    assert text.count("Where it goes") == 4
    assert "items of the common high priority list" in text
    assert text.count("Would change it") == 3
    assert tab.asked[1:] == []


@pytest.mark.parametrize("width", [1280, 390])
def test_screenshot_is_drawn(tab: Any, width: int, tmp_path: Path) -> None:
    """Keep the pictures where BRIEF_SHOTS says, for eyes; a blank page compresses to next to nothing."""
    folder = Path(os.environ.get("BRIEF_SHOTS", "") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    tab.set_viewport_size({"width": width, "height": 1000})
    target = folder / f"brief-{width}.png"
    tab.screenshot(path=str(target))
    assert target.stat().st_size > 40_000


def test_map_files_stand_alone(browser: Any, page_file: Path) -> None:
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    opened = context.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    target = page_file.parent / "pictures" / "map-worst.svg"
    opened.goto(target.as_uri())
    assert asked == [target.as_uri()]
    assert opened.evaluate("document.querySelector('use[href=\"#land-KZ\"]').getBBox().width") > 1000
    context.close()
