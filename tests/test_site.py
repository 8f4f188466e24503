"""The rendered site of the repository's archive: whole, right-to-left, and on its own."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
import yaml

from kashshaf.fonts import faces_of
from kashshaf.model import Edition, Heading
from kashshaf.pipeline import lean, theme_files
from kashshaf.resources import tree
from tests.support import ROOT, Archive, Element, command, environment, parse_html

#: Bytes of one page of HTML.
LIMIT = 300_000


@pytest.fixture(scope="module")
def pages(built: Archive) -> dict[str, Element]:
    """Return every page of the site: path below ``site`` → its tree."""
    site = built.root / "site"
    return {
        path.relative_to(site).as_posix(): parse_html(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def configuration() -> dict[str, object]:
    loaded = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def test_every_page_of_the_edition_is_a_page_of_the_site(
    built: Archive, pages: dict[str, Element]
) -> None:
    wanted = {path.removesuffix(".md") + ".html" for path in built.pages()}
    assert len(wanted) >= 5 + 16 + 10 + 4 + 2
    assert set(pages) == wanted | {"404.html"}


def test_mkdocs_has_nothing_to_say(built: Archive, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=built.root,
        env=environment({"NO_MKDOCS_2_WARNING": "1"}),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0
    assert "WARNING" not in done.stderr
    assert "ERROR" not in done.stderr
    assert 'not included in the "nav"' not in done.stderr


@pytest.mark.parametrize("link", ["articles/nowhere.md", "articles/leaked-memo.md#p99"])
def test_a_link_that_leads_nowhere_stops_the_build(
    built: Archive, tmp_path: Path, link: str
) -> None:
    root = tmp_path / "archive"
    shutil.copytree(built.root, root, ignore=shutil.ignore_patterns("site", ".kashshaf"))
    page = root / "site_src/about.md"
    page.write_text(page.read_text(encoding="utf-8") + f"\n[س]({link})\n", encoding="utf-8")
    done = command("build", cwd=root)
    assert done.returncode == 1
    assert link in done.stderr
    assert "Traceback" not in done.stderr


def test_the_whole_document_is_arabic_and_right_to_left(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        (html,) = page.find(lambda e: e.tag == "html")
        assert (html.attributes.get("lang"), html.attributes.get("dir")) == ("ar", "rtl"), path
        (body,) = page.find(lambda e: e.tag == "body")
        assert body.attributes.get("dir") == "rtl", path


# Nothing comes from elsewhere

LOADS = {
    "script": ["src"],
    "img": ["src", "srcset"],
    "iframe": ["src"],
    "source": ["src", "srcset"],
    "video": ["src", "poster"],
    "audio": ["src"],
    "embed": ["src"],
    "object": ["data"],
    "link": ["href"],
    "use": ["href", "xlink:href"],
    "image": ["href", "xlink:href"],
    "form": ["action"],
    "input": ["src"],
}


def is_foreign(url: str) -> bool:
    return urlsplit(url.strip()).scheme in ("http", "https", "ws", "wss") or url.startswith("//")


def test_no_page_loads_anything_from_another_host(pages: dict[str, Element]) -> None:
    loaded = 0
    for path, page in pages.items():
        for element in page.walk():
            for name in LOADS.get(element.tag, ()):
                for url in re.split(r",\s+", element.attributes.get(name, "")):
                    loaded += bool(url)
                    assert not is_foreign(url), (path, element.tag, url)
            assert not re.search(
                r"url\(\s*['\"]?(?:https?:)?//", element.attributes.get("style", "")
            )
            if element.tag == "meta":
                assert element.attributes.get("http-equiv", "").lower() != "refresh"
    assert loaded > 5 * len(pages)


def test_no_style_sheet_loads_anything_from_another_host(built: Archive) -> None:
    sheets = sorted((built.root / "site").rglob("*.css"))
    assert len(sheets) >= 4
    for sheet in sheets:
        text = sheet.read_text(encoding="utf-8")
        for url in re.findall(r"url\(\s*['\"]?([^'\")]+)", text):
            assert not is_foreign(url), (sheet, url)
            if not url.startswith(("data:", "#")):
                assert (sheet.parent / urlsplit(url).path).is_file(), (sheet, url)
        assert not re.search(r"@import\s+['\"]?(?:url\()?['\"]?(?:https?:)?//", text)


def test_our_scripts_and_pages_ask_no_other_host(built: Archive) -> None:
    for script in (built.root / "site/assets/kashshaf").rglob("*.js"):
        assert not re.search(r"https?://|fetch\(|XMLHttpRequest", script.read_text("utf-8"))
    for page in (built.root / "site").rglob("*.html"):
        for host in ("googleapis", "gstatic", "unpkg", "jsdelivr", "cdnjs", "polyfill"):
            assert host not in page.read_text(encoding="utf-8"), (page, host)


def test_the_packaged_font_is_there_with_its_licence(built: Archive) -> None:
    folder = built.root / "site/assets/kashshaf/fonts"
    faces = sorted(folder.glob("*.woff2"))
    assert [face.name.split(".")[0] for face in faces] == ["noto-naskh-arabic", "noto-sans-arabic"]
    sheet = (folder.parent / "kashshaf.css").read_text(encoding="utf-8")
    for face in faces:
        assert face.read_bytes()[:4] == b"wOF2"
        assert len(face.read_bytes()) < 80_000
        assert f'url("fonts/{face.name}")' in sheet
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8").upper()


# Links


def test_every_internal_link_and_anchor_holds(built: Archive, pages: dict[str, Element]) -> None:
    ids = {path: {e.id for e in page.walk() if e.id} for path, page in pages.items()}
    checked = anchored = 0
    for path, page in pages.items():
        for link in page.find(lambda e: e.tag == "a" and "href" in e.attributes):
            url = urlsplit(link.attributes["href"])
            if url.scheme or url.netloc or path == "404.html":
                assert url.scheme in ("", "https", "http", "mailto"), link.attributes
                continue
            joined = os.path.normpath(PurePosixPath(path).parent / unquote(url.path))
            target = joined if url.path else path
            target = "index.html" if target == "." else target
            checked += 1
            assert (built.root / "site" / target).is_file(), (path, link.attributes["href"])
            if url.fragment and not url.fragment.startswith("__"):
                anchored += 1
                assert unquote(url.fragment) in ids[target], (path, link.attributes["href"])
    assert checked > 1000
    assert anchored > 300


def test_ids_are_unique_on_a_page(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        ids = [element.id for element in page.walk() if element.id]
        assert len(ids) == len(set(ids)), path


def test_every_block_of_every_article_is_on_its_page_word_for_word(
    seeds: Edition, pages: dict[str, Element]
) -> None:
    for article in seeds.articles:
        page = pages[f"articles/{article.id}.html"]
        by_id = {element.id: element for element in page.walk() if element.id}
        for block in article.blocks:
            element = by_id[block.anchor]
            span = article.block_in_source(block)
            assert element.without("ks-was") == article.words(block)
            assert element.without("ks-now") == article.printed[span.start : span.end]
            wanted = "p"
            if isinstance(block, Heading):
                wanted = "h2" if block.number else "h1"
            assert element.tag == wanted


def test_a_page_has_the_short_navigation_and_not_every_page(pages: dict[str, Element]) -> None:
    articles = {path for path in pages if re.match(r"articles/(?!index)", path)}
    people = {path for path in pages if re.match(r"people/(?!index)", path)}
    assert len(articles) == 5
    assert len(people) == 16
    for path, page in pages.items():
        for nav in page.find(lambda e: e.tag == "nav"):
            targets = {a.attributes.get("href", "") for a in nav.walk() if a.tag == "a"}
            named = {t for t in targets if re.search(r"(articles|people|topics)/(?!index)\w", t)}
            assert named == set(), path
            outside = [target for target in targets if not target.startswith("#")]
            assert len(outside) <= 8, path


def test_no_page_is_large(built: Archive) -> None:
    sizes = {path: path.stat().st_size for path in (built.root / "site").rglob("*.html")}
    assert max(sizes.values()) < LIMIT


# Words and signs


def test_what_the_interface_says_is_arabic(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        for element in page.walk():
            for name in ("aria-label", "title", "placeholder", "alt"):
                words = element.attributes.get(name, "")
                assert not re.search(r"[A-Za-z]{3}", words), (path, element.tag, name, words)
        for element in page.find(lambda e: e.tag in ("label", "button", "nav", "footer", "header")):
            for part in element.children:
                if isinstance(part, str) and element.tag != "footer":
                    assert not re.search(r"[A-Za-z]{3}", part), (path, element.tag, part)


def test_latin_runs_of_an_article_are_isolated(pages: dict[str, Element]) -> None:
    page = pages["articles/leaked-memo.html"]
    (text,) = page.with_class("ks-text")
    isolated = [e.text for e in text.walk() if e.tag == "bdi"]
    assert isolated.count("Politico") == 3
    assert isolated.count("HuffPost") == 1
    for element in text.walk():
        if element.tag != "bdi":
            assert not any(
                isinstance(c, str) and re.search("[A-Za-z]", c) for c in element.children
            )


def titles_of(page: Element) -> list[Element]:
    """Return the titles of the page itself: drawings have some, too."""
    return page.find(lambda e: e.tag == "title" and e.parent is not None and e.parent.tag == "head")


def test_a_title_isolates_its_words(pages: dict[str, Element]) -> None:
    page = pages["glossary/index.html"]
    (title,) = titles_of(page)
    assert re.fullmatch("\u2068.+\u2069 – .+", title.text)
    for path, other in pages.items():
        (found,) = titles_of(other)
        assert found.text.strip(), path
    titles = [titles_of(p)[0].text for n, p in pages.items() if n != "404.html"]
    assert len(set(titles)) == len(titles)


def test_every_page_has_one_heading_of_the_first_level(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        assert len(page.find(lambda e: e.tag == "h1")) == 1, path


@pytest.mark.parametrize("sheet", ["kashshaf.css", "pictures.css"])
def test_our_style_sheets_do_to_arabic_nothing_that_arabic_does_not_bear(
    built: Archive, sheet: str
) -> None:
    text = (built.root / "site/assets/kashshaf" / sheet).read_text(encoding="utf-8")
    rules = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    for spacing in re.findall(r"letter-spacing:\s*([^;}]+)", rules):
        assert spacing.strip().removesuffix("!important").strip() in ("0", "normal")
    for style in re.findall(r"font-style:\s*([^;}]+)", rules):
        assert style.strip().removesuffix("!important").strip() == "normal"
    assert not re.search(r"[^-](?:margin|padding|border)-(?:left|right)\s*:", rules)
    for selector in re.findall(r"([^{}]+)\{[^{}]*text-align:\s*(?:left|right)", rules):
        assert selector.split()[-1] == "pre"  # code is read from the left in every language


# Configuration


def test_no_plugin_and_no_hook_makes_a_page() -> None:
    found = configuration()
    assert "hooks" not in found
    assert found["plugins"] == [{"search": {"enabled": False}}]


def test_nothing_of_the_stock_search_is_shipped(built: Archive, pages: dict[str, Element]) -> None:
    assert not list((built.root / "site").rglob("search_index.*"))
    for path, page in pages.items():
        assert not page.find(lambda e: e.attributes.get("data-md-component") == "search"), path


def test_every_page_has_one_search_box_that_leads_to_the_page_of_the_search(
    built: Archive, pages: dict[str, Element]
) -> None:
    for path, page in pages.items():
        (box,) = page.find(lambda e: "data-ks-search" in e.attributes)
        (form,) = box.find(lambda e: e.tag == "form")
        assert (form.attributes["method"], form.attributes["role"]) == ("get", "search")
        (field,) = form.find(lambda e: e.tag == "input")
        assert field.attributes["name"] == "q"
        assert any(e.attributes.get("for") == field.id for e in form.find(lambda e: True)), path
        for target in [form.attributes["action"], *(e.attributes.get("href") for e in box.walk())]:
            if target and path != "404.html":
                folder = built.root / "site" / PurePosixPath(path).parent
                assert (folder / target).resolve() == built.root / "site/search/index.html"


def test_the_search_needs_no_inline_script_style_or_handler(
    built: Archive, pages: dict[str, Element]
) -> None:
    page = pages["search/index.html"]
    ours = {"data-ks-search", "data-ks-find"}
    for part in page.find(lambda e: bool(ours & e.attributes.keys())):
        for element in part.walk():
            assert element.tag not in ("script", "style")
            assert not [n for n in element.attributes if n == "style" or n.startswith("on")]
    script = (built.root / "site/assets/kashshaf/search-ui.js").read_text(encoding="utf-8")
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|\.style\b|\bimport\b"
    )
    assert re.findall(forbidden, script) == []


def test_the_readers_side_of_the_search_is_small(built: Archive) -> None:
    folder = built.root / "site/assets/kashshaf"
    files = [
        (folder / "search-ui.js").read_bytes(),
        *(dict(tree("theme/assets"))[f"kashshaf/{name}.css"] for name in ("search", "results")),
    ]
    assert sum(len(gzip.compress(file, mtime=0)) for file in files) < 14_000


OPEN_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.mark.parametrize("renderer", ["mkdocs", "zensical"])
@pytest.mark.parametrize("address", ["", "https://example.org/a/"])
def test_browsers_are_told_of_the_search_where_the_address_is_known(
    built: Archive, tmp_path: Path, renderer: str, address: str
) -> None:
    for name in ("site_src", "theme"):
        shutil.copytree(built.root / name, tmp_path / name)
    config = f"site_url: {address}\n" if address else ""
    config += built.read("mkdocs.yml").replace('site_name: "', 'site_name: "A & B <')
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", renderer, "build", "--strict"],
        cwd=tmp_path,
        env=environment({"NO_MKDOCS_2_WARNING": "1"}),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    page = parse_html((tmp_path / "site/articles/leaked-memo.html").read_text(encoding="utf-8"))
    links = page.find(lambda e: e.tag == "link" and e.attributes.get("rel") == "search")
    if not address or renderer == "zensical":
        # Zensical renders no template but its own, and copies ours as it stands.
        assert links == []
        assert renderer == "zensical" or not (tmp_path / "site/opensearch.xml").exists()
        return
    (link,) = links
    assert link.attributes["type"] == "application/opensearchdescription+xml"
    assert link.attributes["href"] == "../opensearch.xml"
    root = ElementTree.parse(tmp_path / "site/opensearch.xml").getroot()
    assert root.tag == f"{OPEN_SEARCH}OpenSearchDescription"
    name = root.findtext(f"{OPEN_SEARCH}ShortName") or ""
    assert name.startswith("A & B <")
    assert len(name) <= 16
    (url,) = (u for u in root.iter(f"{OPEN_SEARCH}Url") if u.get("type") == "text/html")
    assert url.get("template") == f"{address}search/index.html?q={{searchTerms}}"


def test_the_starter_is_configured_like_the_repository() -> None:
    path = ROOT / "generator/kashshaf/starter/archive/mkdocs.yml"
    starter = yaml.safe_load(path.read_text(encoding="utf-8").replace("{{ title }}", "x"))
    own = {"site_name", "site_description", "site_url", "copyright", "repo_url", "extra"}
    mine = configuration()
    assert {k: v for k, v in starter.items() if k not in own} == {
        k: v for k, v in mine.items() if k not in own
    }


def test_the_theme_of_the_repository_is_the_packages(seeds: Edition) -> None:
    for path, wanted in theme_files(faces_of(seeds)).items():
        assert (ROOT / path).read_bytes() == wanted, path
    for face in faces_of(seeds):
        assert (ROOT / "theme/assets/kashshaf/fonts" / face.name).is_file()


def test_style_sheets_and_scripts_go_without_what_only_programmers_read() -> None:
    css = b"/* why\n * so */\n.a {\n  color: red; /* no */\n}\n"
    assert lean("a.css", css) == b".a {\ncolor: red; \n}\n"
    script = b'/* whose */\n"use strict";\n  // why\n  call("https://x"); // kept\n'
    assert lean("a.js", script) == b'"use strict";\n  call("https://x"); // kept\n'
    assert lean("a.svg", css) == css


@pytest.mark.parametrize("renderer", ["material", "zensical"])
def test_no_string_of_the_interface_falls_back_to_english(renderer: str) -> None:
    english = files(renderer) / "templates/partials/languages/en.html"
    keys = re.findall(r'^  "([\w.]+)":', english.read_text(encoding="utf-8"), re.M)
    keys = [key for key in keys if not key.startswith("search.config.")]
    assert len(keys) > 30
    ours = ROOT / "generator/kashshaf/theme/partials/languages/ar.html"
    strings = dict(
        re.findall(r'^  "([\w.]+)": "((?:[^"\\]|\\.)*)"', ours.read_text(encoding="utf-8"), re.M)
    )
    assert set(keys) <= set(strings)
    for key, words in strings.items():
        if key not in ("language", "direction"):
            assert not re.search(r"[A-Za-z]{3}", words.replace("Markdown", "")), key
