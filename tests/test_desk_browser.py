"""The desk in Chromium: on a phone every number of its first table is on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import command
from tests.test_browser import chromium

pytestmark = pytest.mark.browser


def test_the_counts_fit_on_a_phone(tmp_path: Path) -> None:
    done = command("new", str(tmp_path / "archive"), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    done = command("build", "--desk", cwd=tmp_path / "archive")
    assert done.returncode == 0, done.stdout + done.stderr
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 360, "height": 800})
        page.goto((tmp_path / "archive/site/desk/index.html").as_uri())
        page.evaluate("document.fonts.ready.then(() => true)")
        last = page.locator(".ks-desk table").first.locator("tr > :last-child")
        assert last.count() == 5
        for cell in last.all():
            box = cell.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 360
