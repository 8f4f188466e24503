"""Every address that a site of ours gives leads somewhere: links, anchors, feeds, data, results.

Of the five articles, published nowhere, and of a made-up archive that has an address: with it
come canonical links, linked data, the sitemap and the feeds, whose addresses are whole.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from benchmarks.corpus import SEEDS, make_corpus

from kashshaf.bundle.checks import Content, check_site
from kashshaf.bundle.web import read_html
from tests.support import ROOT, Archive, command

BASE = "https://example.org/press/"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return sixty articles with eighty people, published at ``BASE``, rendered."""
    root = tmp_path_factory.mktemp("links") / "archive"
    make_corpus(SEEDS, root, articles=60, people=80, seed=7)
    archive = Archive(root)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    archive.write("mkdocs.yml", f"{settings}\nsite_url: {BASE}\n")
    archive.write("theme/main.html", (ROOT / "theme/main.html").read_text(encoding="utf-8"))
    done = command("build", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return archive


def site_of(archive: Archive) -> tuple[Path, list[str]]:
    site = archive.root / "site"
    return site, sorted(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())


def leading_nowhere(archive: Archive) -> list[str]:
    """Return the links of pages and style sheets that no file or no id answers to."""
    site, paths = site_of(archive)
    # The page of a server's errors has addresses from the root, if the site has an address.
    content = Content(site, [path for path in paths if path != "404.html"])
    return [str(found) for found in check_site(content, lambda what, done, total: None)]


def given(site: Path, paths: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each whole address of the site that one of its files gives, and that file."""
    for path in paths:
        if path.endswith((".html", ".xml", ".json", ".bib", ".ris", ".js", ".txt")):
            text = html.unescape((site / path).read_text(encoding="utf-8"))
            for url in re.findall(re.escape(BASE) + r"""[^"'<>\s{}]*""", text):
                yield path, url


def test_no_link_of_the_five_articles_leads_nowhere(built: Archive) -> None:
    assert leading_nowhere(built) == []


def test_no_link_of_a_published_archive_leads_nowhere(made: Archive) -> None:
    assert leading_nowhere(made) == []


def test_a_link_that_leads_nowhere_is_seen(made: Archive) -> None:
    page = next((made.root / "site/articles").glob("*.html"))
    old = page.read_bytes()
    page.write_bytes(old + b'<a href="no.html"></a><a href="index.html#no"></a><img src="no.png">')
    try:
        assert len(leading_nowhere(made)) == 3
    finally:
        page.write_bytes(old)


def test_whole_addresses_are_of_pages_and_places_that_are_there(made: Archive) -> None:
    site, paths = site_of(made)
    ids: dict[str, set[str]] = {}
    kinds: set[str] = set()
    for path, url in given(site, paths):
        target, _, fragment = url.removeprefix(BASE).partition("#")
        target = unquote(target.partition("?")[0]) or "index.html"
        assert (site / target).is_file(), (path, url)
        kinds.add(path.split("/")[-1] if path.startswith(("data/", "sitemap")) else "page")
        if fragment and target.endswith(".html"):
            if target not in ids:
                ids[target] = read_html((site / target).read_text(encoding="utf-8")).ids
            assert unquote(fragment) in ids[target], (path, url)
    assert {"page", "sitemap.xml", "feed.xml", "feed.json"} <= kinds


def test_every_page_of_readers_is_in_the_sitemap(made: Archive) -> None:
    site, paths = site_of(made)
    listed = set(re.findall(r"<loc>([^<]*)</loc>", (site / "sitemap.xml").read_text("utf-8")))
    pages = {path for path in paths if path.endswith(".html") and path != "404.html"}
    assert {unquote(url) for url in listed} == {BASE + path for path in pages}


@pytest.mark.parametrize("words", ["الوزارة", "استقالة", "غزة"])
def test_results_of_the_search_lead_to_paragraphs(made: Archive, words: str) -> None:
    site, _ = site_of(made)
    found = json.loads(made.run("search", words, "--format", "json", "--all", "-n", "40").stdout)
    assert found["results"]
    for result in found["results"]:
        target, _, fragment = result["url"].partition("#")
        ids = read_html((site / target).read_text(encoding="utf-8")).ids
        assert not fragment or fragment in ids, result["url"]


def test_the_navigation_names_pages_that_are_there(made: Archive) -> None:
    site, _ = site_of(made)

    class Loader(yaml.SafeLoader):
        """mkdocs.yml has tags that are MkDocs' own."""

    Loader.add_multi_constructor("", lambda loader, suffix, node: None)
    settings = yaml.load(made.read("mkdocs.yml"), Loader)
    for entry in settings["nav"]:
        for path in entry.values():
            assert (site / path.replace(".md", ".html")).is_file()


def test_data_files_name_pages_that_are_there(made: Archive) -> None:
    site, paths = site_of(made)
    named = 0
    for path in paths:
        if not re.fullmatch(r"data/\w+\.json", path) or path == "data/manifest.json":
            continue
        text = (site / path).read_text(encoding="utf-8")
        for page in re.findall(r'"((?:articles|people|topics|glossary)/[^"#]+\.md)[#"]', text):
            named += 1
            assert (site / page.replace(".md", ".html")).is_file(), (path, page)
    assert named > 100
