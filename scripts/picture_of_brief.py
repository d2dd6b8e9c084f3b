"""Draw the picture of the README: the first screen of a brief, as a browser shows it.

Usage: ``.venv/bin/python scripts/picture_of_brief.py out/brief/brief.html docs/pictures/brief.png`` after ``./do test``
(which installs playwright) on a machine with Chromium at ``/usr/bin/chromium``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
WIDTH, HEIGHT = 1100, 1500


def main(page: Path, picture: Path) -> None:
    picture.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        tab.goto(page.resolve().as_uri())
        tab.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
