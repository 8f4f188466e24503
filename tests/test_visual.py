"""A few pages as they look: a change that nobody meant to see is seen.

The pictures are in tests/visual/; `pytest tests/test_visual.py --update-golden` makes them anew,
and a person looks at them before they are committed. Browsers draw edges differently from version
to version, hence the tolerance.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.support import ROOT, Archive
from tests.test_browser import chromium

Image = pytest.importorskip("PIL.Image")
ImageChops = pytest.importorskip("PIL.ImageChops")

pytestmark = pytest.mark.browser

FOLDER: Final = ROOT / "tests/visual"
#: A pixel differs if a colour is so far off, of 255; a page if this share of its pixels does.
FAR: Final = 48
TOLERANCE: Final = 0.02
VIEWS: Final = {
    "home-phone-dark": ("index.html", 360, 740, "dark"),
    "home-desk-light": ("index.html", 1280, 860, "light"),
    "article-desk-light": ("articles/leaked-memo.html", 1280, 860, "light"),
    "article-phone-light": ("articles/leaked-memo.html", 360, 740, "light"),
    "person-tablet-light": ("people/antony-blinken.html", 768, 1000, "light"),
    "glossary-desk-dark": ("glossary/index.html", 1280, 860, "dark"),
    "pictures-tablet-dark": ("pictures/index.html", 768, 1000, "dark"),
    "search-phone-light": ("search/index.html", 360, 740, "light"),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as launched:
        yield launched


def drawn(browser: Any, page: str, width: int, height: int, scheme: str) -> Any:
    """Return a page as a picture."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
        offline=True,
    )
    tab = context.new_page()
    tab.goto(page)
    tab.evaluate("document.fonts.ready.then(() => true)")
    tab.wait_for_timeout(400)
    data = tab.screenshot(animations="disabled", caret="hide")
    context.close()
    return Image.open(io.BytesIO(data)).convert("RGB")


def share(one: Any, other: Any) -> float:
    """Return the share of pixels in which two pictures differ; all of them in another size."""
    if one.size != other.size:
        return 1.0
    apart = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(apart[0], apart[1]), apart[2])
    return float(sum(most.histogram()[FAR:]) / (one.width * one.height))


@pytest.mark.parametrize("name", VIEWS)
def test_a_page_looks_as_it_did(
    browser: Any, built: Archive, name: str, request: pytest.FixtureRequest
) -> None:
    page, width, height, scheme = VIEWS[name]
    address = (built.root / "site" / page).as_uri()
    now = drawn(browser, address, width, height, scheme)
    path = FOLDER / f"{name}.png"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        now.quantize(64).save(path, optimize=True)
    assert share(now, Image.open(path).convert("RGB")) < TOLERANCE


def test_another_scheme_is_another_picture(browser: Any, built: Archive) -> None:
    """The comparison can fail, and does for a column that moved."""
    address = (built.root / "site/articles/leaked-memo.html").as_uri()
    light = drawn(browser, address, 1280, 860, "light")
    assert share(light, drawn(browser, address, 1280, 860, "dark")) > 0.5
    assert share(light, ImageChops.offset(light, 40, 0)) > TOLERANCE


def test_there_is_a_picture_of_every_view_and_no_other() -> None:
    assert {path.stem for path in Path(FOLDER).glob("*.png")} == set(VIEWS)
