"""The rendered site by the judges of the web: axe, the Nu checker, Lighthouse, a strict policy.

axe, Nu and Lighthouse come from npm (`make quality` installs them below tools/quality/); without
them their tests are skipped, unless KASHSHAF_QUALITY is «required».
"""

from __future__ import annotations

import contextlib
import gzip
import json
import mimetypes
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import pytest

from tests.support import ROOT, Archive
from tests.test_browser import CHROMIUM, chromium

pytestmark = pytest.mark.browser

MODULES: Final = ROOT / "tools/quality/node_modules"
REQUIRED: Final = os.environ.get("KASHSHAF_QUALITY") == "required"
#: What docs/hosting.md recommends to send with every page.
POLICY: Final = re.findall(
    r"^Content-Security-Policy: (.*)$", (ROOT / "docs/hosting.md").read_text("utf-8"), re.M
)[0]
#: A page of every kind.
PAGES: Final = (
    "index.html",
    "about.html",
    "search/index.html",
    "search/index.html?q=%D8%BA%D8%B2%D8%A9",
    "articles/index.html",
    "articles/miller-resignation.html",
    "people/index.html",
    "people/antony-blinken.html",
    "topics/index.html",
    "topics/resignations.html",
    "glossary/index.html",
    "pictures/index.html",
    "404.html",
)
#: Material's own template says these on every page, and no block of it reaches them.
OF_MATERIAL: Final = (
    "Attribute “autocomplete” is only allowed when the input type is",
    "The value of the “for” attribute of the “label” element must be the ID of a non-hidden",
)


def tool(path: str) -> Path:
    """Return a file of a package from npm; skip the test where it is not installed."""
    found = MODULES / path
    if not found.exists():
        if REQUIRED:
            pytest.fail(f"{found} is missing: make quality installs it")
        pytest.skip(f"{path} is not installed: make quality")
    return found


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        if REQUIRED:
            pytest.fail(f"there is no {name} here")
        pytest.skip(f"there is no {name} here")
    return found


@contextlib.contextmanager
def host(folder: Path) -> Iterator[str]:
    """Serve a folder as a good host does: compressed, with a strict policy; return its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path).lstrip("/")
            file = folder / (path + "index.html" if not path or path.endswith("/") else path)
            there = file.resolve().is_relative_to(folder.resolve()) and file.is_file()
            body = (file if there else folder / "404.html").read_bytes()
            kind = mimetypes.guess_type(file.name)[0] or "text/html"
            if path == "robots.txt" and not there:
                body, kind = b"User-agent: *\nAllow: /\n", "text/plain"
                there = True
            self.send_response(200 if there else 404)
            if not kind.startswith(("font/", "image/png")):
                body = gzip.compress(body, 6, mtime=0)
                self.send_header("Content-Encoding", "gzip")
            text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=600")
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing of every request."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def address(built: Archive) -> Iterator[str]:
    with host(built.root / "site") as base:
        yield base


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as launched:
        yield launched


def test_every_page_works_under_a_strict_policy(browser: Any, address: str) -> None:
    page = browser.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda message: wrong.append(message.text) if message.type == "error" else None,
    )
    for path in PAGES:
        page.goto(f"{address}/{path}")
        page.evaluate("document.fonts.ready.then(() => true)")
    assert wrong == []
    # A policy that is broken is told: this test can fail.
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), {text: '1'}))"
    )
    assert len(wrong) == 1
    page.close()


def test_the_colours_that_were_chosen_are_kept(browser: Any, address: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(f"{address}/index.html")
    scheme = "document.body.getAttribute('data-md-color-scheme')"
    assert page.evaluate(scheme) == "default"
    page.locator(".md-header__option label:visible").first.click()
    page.goto(f"{address}/articles/miller-resignation.html")
    assert page.evaluate(scheme) == "slate"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing(browser: Any, address: str, width: int, scheme: str) -> None:
    axe = tool("axe-core/axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    found: list[tuple[str, str, str]] = []
    for path in PAGES:
        page.goto(f"{address}/{path}")
        page.evaluate("document.fonts.ready.then(() => true)")
        page.wait_for_timeout(200)
        page.evaluate(axe)
        violations = page.evaluate("axe.run(document).then((made) => made.violations)")
        found += [(path, one["id"], one["nodes"][0]["html"][:200]) for one in violations]
    context.close()
    assert found == []


def test_the_nu_checker_finds_nothing_of_ours(built: Archive) -> None:
    jar = tool("vnu-jar/build/dist/vnu.jar")
    done = subprocess.run(
        [
            program("java"),
            "-jar",
            str(jar),
            "--skip-non-html",
            "--errors-only",
            "--format",
            "json",
            ".",
        ],
        cwd=built.root / "site",
        capture_output=True,
        check=False,
        timeout=300,
    )
    messages = json.loads(done.stderr)["messages"]
    of_material = [one for one in messages if one["message"].startswith(OF_MATERIAL)]
    assert of_material  # pages were read
    ours = [one for one in messages if one not in of_material]
    assert [(one["url"].rsplit("/", 2)[-2:], one["message"]) for one in ours] == []


@pytest.mark.parametrize(
    "path", ["index.html", "articles/miller-resignation.html", "people/antony-blinken.html"]
)
def test_lighthouse_on_a_phone(address: str, path: str, tmp_path: Path) -> None:
    lighthouse = tool("lighthouse/cli/index.js")
    report = tmp_path / "report.json"
    command = [
        program("node"), str(lighthouse), f"{address}/{path}", "--quiet", "--output=json",
        f"--output-path={report}", "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]  # fmt: skip
    best: dict[str, float] = {}
    audits: dict[str, Any] = {}
    for _ in range(3):  # a machine that is busy is a slow phone
        subprocess.run(
            command,
            env=os.environ | {"CHROME_PATH": CHROMIUM},
            check=True,
            capture_output=True,
            timeout=300,
        )
        made = json.loads(report.read_text(encoding="utf-8"))
        audits = made["audits"]
        scores = {name: one["score"] or 0 for name, one in made["categories"].items()}
        best = {name: max(score, best.get(name, 0)) for name, score in scores.items()}
        if best["performance"] >= 0.95:
            break
    failed = {name: one["title"] for name, one in audits.items() if one["score"] == 0}
    assert best["accessibility"] == best["best-practices"] == best["seo"] == 1, failed
    assert best["performance"] >= 0.95, failed
    assert audits["cumulative-layout-shift"]["numericValue"] < 0.05
    if path.startswith("articles/"):
        assert audits["total-byte-weight"]["numericValue"] <= 150_000
