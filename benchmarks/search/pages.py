"""The documents as a site of Material for MkDocs: a page an article, and a page to begin at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks.search.queries import Document
from benchmarks.search.shop import Made, Workshop, python, slug

#: The navigation is named, as an automatic one would put every page into every page, and no
#: typeface is asked of another host.
CONFIG: Final = """\
site_name: أرشيف
use_directory_urls: false
nav: [index.md]
not_in_nav: /articles/
theme:
  name: material
  language: ar
  direction: rtl
  font: false
plugins: {plugins}
"""
SEARCH: Final = "[search: {lang: ar}]"
NO_SEARCH: Final = "[]"

#: What Markdown would take for more than itself: anywhere, and where a paragraph begins.
_INLINE: Final = re.compile(r"[\\`*_\[\]]")
_FIRST: Final = re.compile(r"[#>+\-~:=|]|\d+(?=\.)")
_HTML: Final = str.maketrans({"&": "&amp;", "<": "&lt;"})


def material_site(shop: Workshop) -> Made:
    """Return the documents as MkDocs and Material build them: ``site/``, with Material's search."""

    def make(folder: Path) -> None:
        write_source(folder, shop.documents, SEARCH)
        python("-m", "mkdocs", "build", "--quiet", cwd=folder)

    return shop.made("material", material_version() + CONFIG + SEARCH, make)


def shell(folder: Path) -> Path:
    """Write one page of Material without any search, for an engine that brings its own."""
    write_source(folder, (), NO_SEARCH)
    python("-m", "mkdocs", "build", "--quiet", cwd=folder)
    return folder / "site"


def write_source(folder: Path, documents: Iterable[Document], plugins: str) -> None:
    """Write ``mkdocs.yml`` and ``docs/``."""
    articles = folder / "docs" / "articles"
    articles.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIG.format(plugins=plugins), encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# أرشيف\n", encoding="utf-8")
    for number, document in enumerate(documents):
        page = articles / f"{slug(number)}.md"
        page.write_text(markdown(document), encoding="utf-8")


def markdown(document: Document) -> str:
    """Return a document as Markdown that says just what it says: a heading, then paragraphs."""
    title, *paragraphs = map(_escaped, (document.title, *document.text.splitlines()))
    return "\n\n".join((f"# {title}", *filter(None, paragraphs))) + "\n"


def _escaped(line: str) -> str:
    line = _INLINE.sub(r"\\\g<0>", " ".join(line.split()).translate(_HTML))
    if first := _FIRST.match(line):
        # A digit cannot be escaped, but the stop after it can.
        start = f"{first[0]}\\" if first[0].isdigit() else f"&#{ord(first[0])};"
        line = start + line[first.end() :]
    return line


def material_version() -> str:
    """Return the versions of MkDocs and Material."""
    return f"MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}"
