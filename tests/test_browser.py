"""The site as Chromium shows it: right-to-left, in its own font, on a phone and on a desk.

Skipped where there is no Chromium, unless KASHSHAF_BROWSER is «required».
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import importlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kashshaf.fonts import FAMILY
from kashshaf.model import Edition
from tests.support import Archive

if os.environ.get("KASHSHAF_BROWSER") == "required":
    playwright = importlib.import_module("playwright.sync_api")
else:
    playwright = pytest.importorskip("playwright.sync_api")

Page = Any
Browser = Any

pytestmark = pytest.mark.browser

CHROMIUM = os.environ.get("KASHSHAF_CHROMIUM") or "/usr/bin/chromium"
ARTICLE = "articles/miller-resignation.html"
PAGES = [
    "index.html",
    "search/index.html",
    ARTICLE,
    "people/antony-blinken.html",
    "topics/resignations.html",
    "glossary/index.html",
    "pictures/index.html",
]
WIDTHS = [360, 1280]
each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.split("/")[0])
each_width = pytest.mark.parametrize("width", WIDTHS)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium; skip the test where there is none."""
    if not Path(CHROMIUM).is_file():
        if os.environ.get("KASHSHAF_BROWSER") == "required":
            pytest.fail(f"there is no Chromium at {CHROMIUM}")
        pytest.skip(f"there is no Chromium at {CHROMIUM}")
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of every request."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; return its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def address(built: Archive) -> Iterator[str]:
    """Serve the site; return its address."""
    with served(built.root / "site") as base:
        yield base


class Tab:
    """A page of the browser, and what it asked for and complained of."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.asked: list[str] = []
        self.wrong: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("requestfailed", self._failed)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("response", self._response)

    def _failed(self, request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left before
            self.wrong.append(request.url)

    def _response(self, response: Any) -> None:
        if response.status >= 400:
            self.wrong.append(f"{response.status} {response.url}")

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.base}/{path}", wait_until="load")
        self.page.evaluate("document.fonts.ready.then(() => true)")
        return self.page


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Tab]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    yield Tab(page, address)
    page.close()


@each_page
@each_width
def test_a_page_is_whole_in_a_browser(tab: Tab, path: str, width: int) -> None:
    tab.page.set_viewport_size({"width": width, "height": 800})
    page = tab.open(path)
    # Right-to-left, to the root.
    for selector in ("html", "body", "article"):
        direction = f"getComputedStyle(document.querySelector('{selector}')).direction"
        assert page.evaluate(direction) == "rtl"
    # As wide as the screen and no wider.
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    beyond = page.evaluate(
        """width => [...document.querySelectorAll("article *")]
            .filter(e => e.checkVisibility() && e.getClientRects().length)
            .filter(e => !e.closest(".ks-columned")) // cut off there, and not seen beyond
            .filter(e => { const r = e.getBoundingClientRect();
                           return r.width && (r.left < -1 || r.right > width + 1); })
            .map(e => e.outerHTML.slice(0, 80))""",
        width,
    )
    assert beyond == []
    # Nothing asked of another host, and nothing missing.
    assert tab.asked
    assert [url for url in tab.asked if not url.startswith((tab.base, "data:", "blob:"))] == []
    assert tab.wrong == []


@each_page
def test_the_packaged_font_is_what_a_page_is_set_in(tab: Tab, path: str) -> None:
    page = tab.open(path)
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    )
    assert FAMILY in [family.strip("'\"") for family in loaded]
    assert any(url.endswith(".woff2") for url in tab.asked)
    used = page.evaluate("getComputedStyle(document.querySelector('article h1')).fontFamily")
    assert FAMILY in used


@each_width
def test_arabic_is_set_as_arabic(tab: Tab, width: int) -> None:
    tab.page.set_viewport_size({"width": width, "height": 800})
    page = tab.open(ARTICLE)
    style = page.evaluate(
        """() => { const s = getComputedStyle(document.getElementById("p1"));
            return {size: parseFloat(s.fontSize), line: parseFloat(s.lineHeight),
                    spacing: s.letterSpacing, style: s.fontStyle, align: s.textAlign}; }"""
    )
    assert style["size"] >= 16
    assert style["line"] / style["size"] >= 1.8
    assert style["spacing"] in ("normal", "0px")
    assert style["style"] == "normal"
    assert style["align"] in ("start", "right")
    slanted = page.evaluate(
        """[...document.querySelectorAll("article *")]
            .filter(e => getComputedStyle(e).fontStyle !== "normal").length"""
    )
    assert slanted == 0


EDGES = """element => {
    const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
    const at = n => { const r = document.createRange(); r.setStart(text, n); r.setEnd(text, n + 1);
                      return r.getBoundingClientRect().left; };
    return [at(0), at(text.length - 1)]; }"""


def test_a_latin_run_goes_from_left_to_right_and_arabic_from_right_to_left(tab: Tab) -> None:
    page = tab.open("articles/leaked-memo.html")
    for run in page.query_selector_all("article bdi"):
        if not run.is_visible():  # the cards' words, before there is a card
            continue
        first, last = run.evaluate(EDGES)
        assert first < last
        assert run.evaluate("e => getComputedStyle(e).unicodeBidi") == "isolate"
        assert run.evaluate("e => getComputedStyle(e).direction") == "ltr"
    assert len(page.query_selector_all(".ks-text bdi")) == 4
    first, last = page.query_selector(".ks-text a.ks-person").evaluate(EDGES)
    assert first > last


def test_a_person_link_leads_to_the_person(tab: Tab) -> None:
    page = tab.open(ARTICLE)
    link = page.locator(".ks-text a.ks-person").first
    name = link.inner_text()
    link.click()
    page.wait_for_url("**/people/*.html")
    assert name in page.locator("article").inner_text()
    assert "andrew-miller" in page.url


VISIBLE = """id => { const e = document.getElementById(id), r = e.getBoundingClientRect();
    const header = document.querySelector(".md-header").getBoundingClientRect();
    return {top: r.top, under: header.bottom, height: innerHeight,
            target: e.matches(":target")}; }"""


def assert_landed(page: Page, anchor: str) -> None:
    page.wait_for_timeout(300)
    where = page.evaluate(VISIBLE, anchor)
    assert where["target"]
    assert where["under"] - 1 <= where["top"] < where["height"], where


@each_width
def test_a_link_to_a_paragraph_lands_on_it(tab: Tab, width: int) -> None:
    tab.page.set_viewport_size({"width": width, "height": 800})
    page = tab.open(f"{ARTICLE}#p7")
    assert_landed(page, "p7")


def test_a_locator_of_a_person_leads_to_its_paragraph(tab: Tab, seeds: Edition) -> None:
    page = tab.open("people/matthew-miller.html")
    link = page.locator(".ks-kwic a[href$='civilian-harm-channel.html#p9']")
    link.click()
    page.wait_for_url("**/civilian-harm-channel.html#p9")
    assert_landed(page, "p9")
    (article,) = [one for one in seeds.articles if one.id == "civilian-harm-channel"]
    (block,) = [one for one in article.blocks if one.anchor == "p9"]
    shown = page.evaluate("document.getElementById('p9').textContent")
    assert article.words(block) in shown


def test_the_jump_bar_of_the_glossary_leads_to_its_letter(tab: Tab) -> None:
    page = tab.open("glossary/index.html")
    page.locator(".ks-letters a", has_text="و").first.click()
    assert_landed(page, "_waw")


def test_copied_text_is_the_articles_own(tab: Tab, seeds: Edition) -> None:
    page = tab.open(ARTICLE)
    (article,) = [one for one in seeds.articles if one.id == "miller-resignation"]
    for block in article.paragraphs[:5]:
        selected = page.evaluate(
            """id => { const r = document.createRange();
                r.selectNodeContents(document.getElementById(id));
                getSelection().removeAllRanges(); getSelection().addRange(r);
                return getSelection().toString(); }""",
            block.anchor,
        )
        assert selected.strip() == article.words(block)


@each_page
def test_a_page_opens_by_double_click(browser: Browser, built: Archive, path: str) -> None:
    """Without a server or a network: every file is found, and links lead to files."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    tab = Tab(page, (built.root / "site").as_uri())
    tab.open(path)
    assert page.evaluate("getComputedStyle(document.documentElement).direction") == "rtl"
    assert [url for url in tab.asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert tab.wrong == []
    page.locator("nav.md-tabs a").nth(2).click()
    page.wait_for_url("file://**/people/index.html")
    page.close()
