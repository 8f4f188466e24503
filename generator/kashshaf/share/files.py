"""The files of an edition that others take: all citations, and the feeds."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Final

from kashshaf import paths
from kashshaf.archive import THEME
from kashshaf.model import Page
from kashshaf.share import cite, feed
from kashshaf.share.bibtex import bibtex
from kashshaf.share.csl import csl_text
from kashshaf.share.facts import citable
from kashshaf.share.ris import ris
from kashshaf.views import Views

#: What the theme puts into every head, if there are feeds.
FEEDS_HTML: Final = f"{THEME}/kashshaf/feeds.html"


def share_files(views: Views) -> Iterator[Page]:
    """Yield the citations of all articles, and feeds if the site's address is known."""
    cited = [citable(article, views) for article in views.edition.articles]
    yield _page(cite.BIBTEX, "\n".join(map(bibtex, cited)))
    yield _page(cite.RIS, "\n".join(map(ris, cited)))
    items = ",\n".join(map(csl_text, cited))
    yield _page(cite.CSL, f"[\n{items}\n]\n" if items else "[]\n")
    if views.published.url:
        yield _page(feed.ATOM, feed.atom(views))
        yield _page(feed.JSON_FEED, feed.json_feed(views))
        yield Page(FEEDS_HTML, _links(views))


def _page(path: str, text: str) -> Page:
    return Page(f"{paths.DOCS}/{path}", text)


def _links(views: Views) -> str:
    """Return a template: what it says of the archive is read where it is printed."""
    rows = (("application/atom+xml", feed.ATOM), ("application/feed+json", feed.JSON_FEED))
    return "".join(
        f'<link rel="alternate" type="{kind}" title="{{{{ config.site_name | e }}}}" '
        f'href="{html.escape(views.published.absolute(path))}">\n'
        for kind, path in rows
    )
