"""Visit a built site in headless Chromium, ask it everything, and measure what that takes."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.search.engine import Site
from benchmarks.search.queries import Document, Query
from benchmarks.search.score import Answer
from benchmarks.search.server import serving
from benchmarks.search.shop import say
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

CHROMIUM: Final = os.environ.get("KASHSHAF_CHROMIUM") or "/usr/bin/chromium"
VISITS: Final = 3  # so many are timed, or as many as fit into ENOUGH
ENOUGH: Final = 60_000  # ms
PATIENCE: Final = 300_000  # ms until a search over http has given up
PATIENCE_FILE: Final = 30_000  # ms, from a file

#: What a page of any site loads: not the search's.
_PAGE: Final = frozenset(".html .css .woff .woff2 .ttf .svg .png .ico .webmanifest".split())
_THEME: Final = "assets/javascripts/bundle."

_START: Final = """
patience => Promise.race([
  bench.start(),
  new Promise((_, reject) => setTimeout(() => reject(new Error('no answer')), patience)),
])
"""
_MEMORY: Final = """
async () => {
  const {breakdown} = await performance.measureUserAgentSpecificMemory();
  const scripts = breakdown.filter(part => part.types.includes('JavaScript'));
  return scripts.reduce((sum, part) => sum + part.bytes, 0);
}
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a site.

    - ``search``, ``everything``: bytes downloaded, compressed, from an empty cache to the first
      results of a query of one word: of the search alone, and with page, style and pictures
    - ``ready``: ms from the search's beginning to load to those results, the median of the visits
    - ``heap``: bytes that scripts of the page and its workers hold after that query
    - ``from_file``: whether it answers when the page is opened as a file
    """

    answers: tuple[Answer, ...]
    search: int
    everything: int
    ready: float
    heap: int
    from_file: bool


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser; stop if there is none."""
    if not Path(CHROMIUM).is_file():
        raise SystemExit(f"there is no Chromium at {CHROMIUM}: say where in KASHSHAF_CHROMIUM")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def measure(
    browser: Browser, site: Site, documents: Sequence[Document], queries: Sequence[Query], word: str
) -> Measured:
    """Visit a site and ask it every query; ``word`` is the query of one word."""
    with serving(site.folder) as host:
        say("  first visit")
        with visit(browser, site, host.url, word) as page:
            page.evaluate(_START, PATIENCE)
            page.wait_for_load_state("networkidle")
            sent = list(host.sent)
        say("  timed visits")
        times: list[float] = []
        while len(times) < VISITS - 1 and sum(times) < ENOUGH:
            with visit(browser, site, host.url, word) as page:
                times.append(page.evaluate(_START, PATIENCE))
        with visit(browser, site, host.url, word) as page:
            times.append(page.evaluate(_START, PATIENCE))
            page.wait_for_load_state("networkidle")
            heap: int = page.evaluate(_MEMORY)
            say(f"  {len(queries)} queries")
            answers = tuple(_ask(page, site, documents, query) for query in queries)
    say("  from a file")
    return Measured(
        answers,
        sum(size for path, size in sent if not _of_page(path)),
        sum(size for _, size in sent),
        median(times),
        heap,
        _from_file(browser, site, word),
    )


@contextmanager
def visit(browser: Browser, site: Site, base: str, word: str) -> Iterator[Page]:
    """Open the site's page with an empty cache, with its script in it."""
    context = browser.new_context(locale="ar")
    context.add_init_script(f"window.bench = {{word: {json.dumps(word)}}};\n{site.script}")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(base + site.page)
    yield page
    context.close()


def _ask(page: Page, site: Site, documents: Sequence[Document], query: Query) -> Answer:
    found: dict[str, Any] = page.evaluate("query => bench.all(query)", query.text)
    return Answer(query.id, site.ids(found["refs"], documents), found["ms"])


def _from_file(browser: Browser, site: Site, word: str) -> bool:
    """Tell whether the search answers on a page that was opened by double click."""
    with visit(browser, site, f"{site.folder.resolve().as_uri()}/", word) as page:
        page.keyboard.press("/")  # some searches begin to load when they are opened
        try:
            page.evaluate(_START, PATIENCE_FILE)
        except BrowserError:
            return False
    return True


def _of_page(path: str) -> bool:
    return Path(path).suffix in _PAGE or _THEME in path
