"""What machines read of the rendered site, by MkDocs and by Zensical, and of its bundle."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from kashshaf.site import render
from kashshaf.starter import start
from tests.conftest import copy_repository
from tests.support import Archive, Element, Json, parse_html
from tests.test_zensical import rendered

ROOT = "https://example.org/press/"
#: Without the slash, which MkDocs adds to it and Zensical does not.
SITE_URL = "site_url: https://example.org/press\n"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return a small archive that is published somewhere, rendered."""
    made = Archive(tmp_path_factory.mktemp("share") / "archive")
    start(made.root, 'أرشيف <ا> & "ب"', example=False)
    made.write("mkdocs.yml", made.read("mkdocs.yml") + SITE_URL)
    made.article(
        "one",
        "قال أندرو ميلر إن الوزارة سكتت.\nثم سكت.",
        title='عنوان "فيه" </script><b>',
        slug="one",
        date="2024-06-30",
        source={"name": "صحيفة & أخرى", "url": "https://old.example/1?a=b&c=d"},
        author="ليلى <حداد>",
        topics=["t"],
    )
    made.article("two", "لم يعرف متى.", title="الثانية", slug="two", date="2024-06~")
    made.write("seeds/registers/people.yml", [{"id": "andrew", "name": "أندرو ميلر"}])
    topics = [{"id": "t", "name": "الاستقالات", "definition": "ا", "sources": ["one#p1"]}]
    made.write("seeds/registers/topics.yml", topics)
    made.build()
    done = render(made.root)
    assert done.ok, done.output
    return made


@pytest.fixture(scope="module", params=["mkdocs", "zensical"])
def pages(
    request: pytest.FixtureRequest, archive: Archive, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Element]:
    if request.param == "zensical":
        return rendered(archive, tmp_path_factory.mktemp("zensical") / "archive", "zensical")
    site = archive.root / "site"
    return {
        path.relative_to(site).as_posix(): parse_html(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def data(page: Element) -> Json:
    (script,) = page.find(
        lambda e: e.tag == "script" and e.attributes.get("type") == "application/ld+json"
    )
    return json.loads(script.text)


def tags(page: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in page.find(lambda e: e.tag == "meta"):
        name = meta.attributes.get("name") or meta.attributes.get("property") or ""
        found.setdefault(name, []).append(meta.attributes.get("content", ""))
    return found


def addresses(value: Json) -> list[str]:
    """Return the addresses of pages in linked data."""
    if isinstance(value, list):
        return [found for item in value for found in addresses(item)]
    if not isinstance(value, dict):
        return []
    own = [value[key] for key in ("@id", "url", "item") if isinstance(value.get(key), str)]
    return own + [found for item in value.values() for found in addresses(item)]


def test_every_page_has_linked_data_with_full_addresses(
    pages: dict[str, Element], archive: Archive
) -> None:
    files = {p.removeprefix("site/") for p in archive.files("site")} | {""}
    for path, page in pages.items():
        if path == "404.html":
            continue
        found = data(page)
        assert addresses(found), path
        for url in addresses(found):
            assert url.startswith(ROOT), (path, url)
            assert url.removeprefix(ROOT).partition("#")[0] in files, (path, url)


def test_the_front_page_is_the_site_and_can_be_searched(pages: dict[str, Element]) -> None:
    site = data(pages["index.html"])
    assert (site["@type"], site["@id"]) == ("WebSite", ROOT)
    assert site["name"] == 'أرشيف <ا> & "ب"'
    action = site["potentialAction"]
    assert action["target"]["urlTemplate"] == f"{ROOT}search/index.html?q={{search_term_string}}"
    assert data(pages["about.html"])["@type"] == "WebPage"


def test_an_article_can_be_taken_by_a_reference_manager(pages: dict[str, Element]) -> None:
    found = tags(pages["articles/one.html"])
    here = f"{ROOT}articles/one.html"
    title = 'عنوان "فيه" </script><b>'
    assert found["citation_title"] == found["DC.title"] == found["og:title"] == [title]
    assert found["citation_author"] == found["DC.creator"] == ["ليلى <حداد>"]
    assert found["citation_publication_date"] == ["2024/06/30"]
    assert found["DC.date"] == found["article:published_time"] == ["2024-06-30"]
    assert found["citation_journal_title"] == found["DC.publisher"] == ["صحيفة & أخرى"]
    assert found["citation_language"] == ["ar"]
    assert found["citation_fulltext_html_url"] == found["og:url"] == [here]
    assert found["citation_keywords"] == found["DC.subject"] == ["الاستقالات"]
    # Zotero would take DC.source for the name of the publication, and "Text" for a journal's.
    assert found["DCTERMS.isVersionOf"] == ["https://old.example/1?a=b&c=d"]
    assert "DC.source" not in found
    assert found["DC.type"] == ["NewsItem", "Text"]
    assert found["og:type"] == ["article"]
    assert found["citation_abstract"] == found["og:description"] == found["description"]
    assert data(pages["articles/one.html"])["@graph"][0]["headline"] == title


def test_what_was_inferred_is_in_no_tag(pages: dict[str, Element]) -> None:
    found = tags(pages["articles/two.html"])
    for name in (
        "citation_publication_date",
        "DC.date",
        "citation_author",
        "citation_journal_title",
    ):
        assert name not in found
    assert "datePublished" not in data(pages["articles/two.html"])["@graph"][0]


def test_only_articles_are_for_reference_managers(pages: dict[str, Element]) -> None:
    for path in ("index.html", "people/andrew.html", "articles/index.html", "about.html"):
        found = tags(pages[path])
        assert not [name for name in found if name.startswith(("citation_", "DC."))], path
        assert found["og:title"] and found["twitter:card"] == ["summary"]


def test_every_page_leads_to_the_feeds(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        if path == "404.html":
            continue
        links = {
            e.attributes["type"]: e.attributes["href"]
            for e in page.find(lambda e: e.tag == "link" and e.attributes["rel"] == "alternate")
        }
        assert links == {
            "application/atom+xml": f"{ROOT}data/feed.xml",
            "application/feed+json": f"{ROOT}data/feed.json",
        }, path


def test_the_section_is_closed_and_leads_to_the_files(pages: dict[str, Element]) -> None:
    page = pages["articles/one.html"]
    (block,) = page.with_class("ks-cite")
    assert block.tag == "details"
    assert "open" not in block.attributes
    (summary,) = block.find(lambda e: e.tag == "summary")
    assert summary.text == "استشهد بهذه المقالة"
    links = [e.attributes["href"] for e in block.find(lambda e: e.tag == "a")]
    assert links == [f"../data/citations.{kind}" for kind in ("bib", "ris", "json")]
    codes = [e.text for e in block.with_class("ks-cite__code")]
    assert json.loads(codes[2])["URL"] == f"{ROOT}articles/one.html"
    assert not block.find(lambda e: e.tag == "b" or "style" in e.attributes)


def test_without_an_address_nothing_pretends_to_one(built: Archive) -> None:
    for path in ("index.html", "articles/leaked-memo.html", "people/index.html"):
        page = parse_html(built.read(f"site/{path}"))
        found = tags(page)
        assert not {"og:url", "citation_fulltext_html_url", "og:image"} & set(found)
        assert not page.find(lambda e: e.tag == "link" and e.attributes["rel"] == "alternate")
        assert "potentialAction" not in data(page)
        for url in addresses(data(page)):
            assert not url.startswith(("http", "~", "/")), url
    node = data(parse_html(built.read("site/articles/leaked-memo.html")))["@graph"][0]
    assert node["@id"] == "../articles/leaked-memo.html"


def test_the_feeds_are_no_part_of_the_offline_bundle(tmp_path: Path) -> None:
    made = copy_repository(tmp_path / "archive")
    made.write("mkdocs.yml", made.read("mkdocs.yml") + SITE_URL)
    done = made.run("bundle", "--excerpt-only", "--output", str(tmp_path / "x.zip"))
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(tmp_path / "x.zip") as bundle:
        names = {name.partition("/")[2] for name in bundle.namelist()}
    assert {"data/citations.bib", "data/citations.ris", "data/citations.json"} <= names
    assert not [name for name in names if "feed" in name]


@pytest.mark.parametrize("name", ["x.bib", "x.ris"])
def test_citations_that_quote_what_is_withheld_are_found(tmp_path: Path, name: str) -> None:
    made = Archive(tmp_path / "archive")
    start(made.root, "Press", example=False)
    words = " ".join(f"كلمة{n}" for n in range(200))
    made.article("a", words, title="أ", slug="a", date="2024-06-30", source="صحيفة")
    made.write(f"site_src/{name}", "TI  - " + " ".join(words.split()[100:110]))
    done = made.run("bundle", "--excerpt-only", "--output", str(tmp_path / "x.zip"))
    assert done.exit_code == 1
    assert f"site/{name}: K605 " in done.stderr
