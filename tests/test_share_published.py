"""Where the site is published: what is read of mkdocs.yml, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kashshaf import pipeline
from kashshaf.share.published import MKDOCS, Published, published, read_published
from tests.conftest import NewArchive
from tests.support import ROOT


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://example.org/", "https://example.org/"),
        ("https://example.org", "https://example.org/"),
        ("'HTTPS://example.org/press'", "https://example.org/press/"),
        ("https://example.org/أرشيف", "https://example.org/%D8%A3%D8%B1%D8%B4%D9%8A%D9%81/"),
        ("https://example.org:8080/a/", "https://example.org:8080/a/"),
        ("", ""),
        ("null", ""),
        ("example.org", ""),
        ("ftp://example.org/", ""),
        ("javascript://x", ""),
        ("https://", ""),
        ("https://example.org/?a=b", ""),
        ("https://example.org/#a", ""),
        ("'https://example.org/\"><script>'", ""),
        ("'https://example.org/{{ x }}'", ""),
        ("'https://[::1/'", ""),
        ("!ENV [SITE_URL, 'https://example.org/']", ""),
        ("!ENV SITE_URL", ""),
        ("[https://example.org/]", ""),
    ],
)
def test_the_address_of_the_site(written: str, url: str) -> None:
    assert published(f"site_name: x\nsite_url: {written}\n").url == url


def test_what_mkdocs_allows_in_its_file_is_read_past() -> None:
    text = (
        "defaults: &d {site_url: https://no.example/}\n"
        "theme: {<<: *d, name: material}\n"
        "other: *d\n"
        "markdown_extensions:\n"
        "  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
        "      site_url: https://no.example/\n"
        "use_directory_urls: false\n"
        "site_url: https://example.org/\n"
        "site_name: 'الاسم'\n"
    )
    assert published(text) == Published("https://example.org/", "الاسم", False)


@pytest.mark.parametrize("text", ["", "x", "- a", "a: [", "a: b\n\tc", "\x00", "a: *b", "site_url"])
def test_what_is_no_configuration_says_nothing(text: str) -> None:
    assert published(text).url == ""


def test_directory_urls_are_mkdocs_default() -> None:
    assert published("site_name: x").directory_urls
    assert not published("use_directory_urls: False").directory_urls


@pytest.mark.parametrize(
    ("page", "anchor", "flat", "folders"),
    [
        ("index.md", "", "index.html", ""),
        ("people/x.md", "name", "people/x.html#name", "people/x/#name"),
        ("people/index.md", "", "people/index.html", "people/"),
        ("data/feed.xml", "", "data/feed.xml", "data/feed.xml"),
    ],
)
def test_addresses_are_those_of_mkdocs(page: str, anchor: str, flat: str, folders: str) -> None:
    root = "https://example.org/"
    assert Published(root).absolute(page, anchor) == root + flat
    assert Published(root, directory_urls=True).absolute(page, anchor) == root + folders
    assert Published().absolute(page, anchor) == ""


def test_files_that_cannot_be_read_say_nothing(tmp_path: Path) -> None:
    assert read_published(tmp_path) == Published()
    (tmp_path / MKDOCS).write_bytes(b"site_url: https://example.org/\xff")
    assert read_published(tmp_path) == Published()
    (tmp_path / MKDOCS).write_bytes(b"site_url: https://example.org/\n#" + b"x" * 1_000_000)
    assert read_published(tmp_path) == Published()


def test_the_repositorys_own_file_is_read() -> None:
    assert not read_published(ROOT).directory_urls
    assert read_published(ROOT).name


def test_a_site_that_moves_is_an_edition_that_changes(new_archive: NewArchive) -> None:
    archive = new_archive()
    archive.article("a", "نص.", title="عنوان", date="2024-06-30", source="صحيفة")
    archive.write(MKDOCS, "site_name: x\nuse_directory_urls: false\n")
    assert archive.build().exit_code == 0
    feed = archive.root / "site_src/data/feed.xml"
    assert not feed.exists()
    archive.write(MKDOCS, "site_name: x\nuse_directory_urls: false\nsite_url: https://a.example/\n")
    assert archive.run("check").exit_code == 1  # stale: the feed is missing
    assert archive.build().exit_code == 0
    assert "https://a.example/articles/a.html" in feed.read_text(encoding="utf-8")
    assert archive.run("check").exit_code == 0
    archive.write(MKDOCS, "site_name: x\nuse_directory_urls: false\n")
    assert archive.build().exit_code == 0
    assert not feed.exists()
    assert not (archive.root / "theme/kashshaf/feeds.html").exists()


@pytest.mark.parametrize(("urls", "codes"), [("true", ["K506"]), ("false", []), ("yes", ["K506"])])
def test_addresses_of_folders_are_a_finding(
    new_archive: NewArchive, urls: str, codes: list[str]
) -> None:
    archive = new_archive()
    archive.write(MKDOCS, f"site_name: x\nuse_directory_urls: {urls}\n")
    assert [f.code for f in pipeline.generate(archive.root).findings] == codes
    assert [f.code for f in pipeline.check(archive.root).findings] == codes
