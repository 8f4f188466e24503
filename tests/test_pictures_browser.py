"""The pictures as Chromium draws them: names have the room that was reckoned for them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from kashshaf.pictures.axis import WIDTH
from kashshaf.pictures.svg import width
from tests.support import Archive
from tests.test_browser import chromium

pytestmark = pytest.mark.browser

_TEXTS = """() => [...document.querySelectorAll('.ks-svg')].map(svg =>
  [...svg.querySelectorAll('text')].map(text => {
    const box = text.getBBox(), size = parseFloat(text.getAttribute('font-size'));
    return [text.textContent, size, box.x, box.y + box.height / 2, box.width];
  }))"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as launched:
        yield launched


@pytest.mark.parametrize("path", ["index", "pictures/index", "people/joe-biden"])
def test_names_fit_and_do_not_touch(built: Archive, browser: Any, path: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto((built.root / f"site/{path}.html").as_uri())
    page.evaluate("document.fonts.ready")
    drawn = page.evaluate(_TEXTS)
    assert drawn
    for texts in drawn:
        assert texts
        for words, size, x, _, wide in texts:
            assert wide <= width(words, size), words
            assert x >= -1
            assert x + wide <= WIDTH + 1
        for (_, size, x, y, wide), (_, _, x2, y2, wide2) in itertools.combinations(texts, 2):
            apart = abs(y - y2) >= size or x + wide <= x2 or x2 + wide2 <= x
            assert apart, (x, y, x2, y2)
    page.close()


def test_labels_of_topics_begin_at_the_right(built: Archive, browser: Any) -> None:
    page = browser.new_page()
    page.goto((built.root / "site/pictures/index.html").as_uri())
    ends = page.evaluate(
        "[...document.querySelectorAll('.ks-rows .ks-name')].map(t => {"
        "const box = t.getBBox(); return box.x + box.width; })"
    )
    assert len(ends) == 10
    assert all(abs(end - (WIDTH - 4)) < 2 for end in ends)
    page.close()


def test_the_field_on_the_home_page_finds(built: Archive, browser: Any) -> None:
    page = browser.new_page()
    page.goto((built.root / "site/index.html").as_uri())
    page.fill("#ks-home-input", "استقالة")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    page.wait_for_function("document.querySelectorAll('main a[href*=\"articles/\"]').length > 1")
    page.close()


def test_points_have_the_focus_and_lead_on(built: Archive, browser: Any) -> None:
    page = browser.new_page()
    page.goto((built.root / "site/pictures/index.html").as_uri())
    page.locator(".ks-net a").first.focus()
    named = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/*.html")
    assert named.split(":")[0] in page.inner_text("h1")
    page.close()
