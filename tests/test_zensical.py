"""The renderer can be replaced: Zensical, and MkDocs without any plugin, make the same pages."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kashshaf.model import Edition
from tests.support import Archive, Element, environment, parse_html


def rendered(built: Archive, folder: Path, renderer: str, config: str = "") -> dict[str, Element]:
    """Render a copy of the edition, and no more than the edition, without Kashshaf's help."""
    folder.mkdir()
    for name in ("site_src", "theme"):
        shutil.copytree(built.root / name, folder / name)
    (folder / "mkdocs.yml").write_text(config or built.read("mkdocs.yml"), encoding="utf-8")
    env = environment({"NO_MKDOCS_2_WARNING": "1"})
    del env["PYTHONPATH"]
    done = subprocess.run(
        [sys.executable, "-m", renderer, "build"],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    site = folder / "site"
    return {
        path.relative_to(site).as_posix(): parse_html(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def by_mkdocs(built: Archive) -> dict[str, Element]:
    site = built.root / "site"
    return {
        path.relative_to(site).as_posix(): parse_html(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture(scope="module", params=["zensical", "mkdocs without plugins"])
def by_another(
    request: pytest.FixtureRequest, built: Archive, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Element]:
    folder = tmp_path_factory.mktemp("another") / "archive"
    if request.param == "zensical":
        return rendered(built, folder, "zensical")
    config, found = re.subn(
        r"^plugins:\n(?:[ #].*\n?)+", "plugins: []\n", built.read("mkdocs.yml"), flags=re.M
    )
    assert found == 1
    return rendered(built, folder, "mkdocs", config)


def content(page: Element) -> Element:
    (found,) = page.find(lambda e: e.tag == "article")
    return found


def shape(element: Element) -> list[tuple[str, str, str]]:
    """Return tags, ids and link targets of the elements that pages are made of, in order."""
    tags = {"h1", "h2", "h3", "p", "ul", "li", "a", "bdi", "mark", "strong", "code"}
    return [
        (e.tag, e.id, e.attributes.get("href", "").removeprefix("./"))
        for e in element.walk()
        if e.tag in tags and "headerlink" not in e.classes and not e.id.startswith("__")
    ]


def test_all_pages_are_present(
    by_mkdocs: dict[str, Element], by_another: dict[str, Element]
) -> None:
    assert set(by_another) == set(by_mkdocs)
    assert len(by_another) > 40


def test_every_block_of_every_article_is_there_word_for_word(
    seeds: Edition, by_another: dict[str, Element]
) -> None:
    for article in seeds.articles:
        page = by_another[f"articles/{article.id}.html"]
        by_id = {element.id: element for element in page.walk() if element.id}
        for block in article.blocks:
            span = article.block_in_source(block)
            assert by_id[block.anchor].without("ks-was") == article.words(block)
            printed = article.printed[span.start : span.end]
            assert by_id[block.anchor].without("ks-now") == printed


def test_pages_have_the_same_words_links_and_ids(
    by_mkdocs: dict[str, Element], by_another: dict[str, Element]
) -> None:
    for path, page in by_mkdocs.items():
        if path == "404.html":
            continue
        mine, other = content(page), content(by_another[path])
        assert " ".join(other.text.split()) == " ".join(mine.text.split()), path
        assert shape(other) == shape(mine), path


def test_the_document_is_right_to_left_and_alone(by_another: dict[str, Element]) -> None:
    for path, page in by_another.items():
        (html,) = page.find(lambda e: e.tag == "html")
        assert (html.attributes.get("lang"), html.attributes.get("dir")) == ("ar", "rtl"), path
        for element in page.find(lambda e: e.tag in ("script", "img", "iframe", "link")):
            for name in ("src", "href"):
                assert not re.match(r"(https?:)?//", element.attributes.get(name, "")), path
