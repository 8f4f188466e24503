"""The newest articles as Atom (RFC 4287) and JSON Feed 1.1.

A feed needs a time for every entry, and the clock is never asked: it is the day after which the
text was certainly out (the last on which its date can lie), or of its review if that was later.
What has no date at all is in no feed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from kashshaf import paths
from kashshaf.dates import parse_date
from kashshaf.markup import clip, shown
from kashshaf.model import Article
from kashshaf.share.facts import Citable, archive_name, citable
from kashshaf.views import Views

ATOM: Final = "data/feed.xml"
JSON_FEED: Final = "data/feed.json"
#: How many articles a feed has.
NEWEST: Final = 50
#: The time of a feed without entries, which Atom wants too.
_NEVER: Final = "1970-01-01"
_WITHHELD: Final = "لا يُنشر نص هذه المقالة هنا."
#: What XML 1.0 cannot hold, even escaped.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _Entry:
    cited: Citable
    url: str
    updated: str
    published: str
    summary: str


def newest(views: Views) -> tuple[Article, ...]:
    """Return the articles of a feed: the newest first, those without a date left out."""
    dated = [article for article in views.edition.articles if article.record.date]
    dated.sort(key=lambda article: article.id)
    dated.sort(key=_order, reverse=True)
    return tuple(dated[:NEWEST])


def _order(article: Article) -> tuple[str, str]:
    date = article.record.date
    return (date.last, date.first) if date else ("", "")


def _entries(views: Views) -> Iterator[_Entry]:
    for article in newest(views):
        cited = citable(article, views)
        day = cited.when.iso if cited.when else ""
        yield _Entry(
            cited,
            views.published.absolute(paths.article(article.id)),
            _time(_updated(article)),
            _time(day) if len(day) == 10 else "",
            _summary(article, views),
        )


def _updated(article: Article) -> str:
    """Return the day of an entry, ISO 8601."""
    date, reviewed = article.record.date, article.record.reviewed
    days = [date.last if date else _NEVER]
    read = parse_date(reviewed.on) if reviewed and reviewed.on else None
    if read and read.first == read.last and not read.inferred:
        days.append(read.first)
    return max(days)


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"


def _summary(article: Article, views: Views) -> str:
    """Return the excerpt of an article, whatever more its page shows; none where none may be."""
    if article.record.rights == "none":
        return _WITHHELD
    words = " ".join(text for _, text in views.excerpt_text(article))
    return clip(" ".join(shown(words).split()), 1000) or article.title


def atom(views: Views) -> str:
    """Return the Atom feed; the site's address must be known."""
    entries = list(_entries(views))
    root, name = views.published, _xml(_name(views))
    about = _xml(views.config.description)
    rows = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar">',
        f"<id>{_xml(root.url)}</id>",
        f"<title>{name}</title>",
        *([f"<subtitle>{about}</subtitle>"] if about else []),
        f"<updated>{max((e.updated for e in entries), default=_time(_NEVER))}</updated>",
        f"<author><name>{name}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={_attr(root.absolute(ATOM))}/>',
        f'<link rel="alternate" type="text/html" href={_attr(root.url)}/>',
    ]
    for entry in entries:
        rows += _atom_entry(entry)
    return "\n".join((*rows, "</feed>")) + "\n"


def _atom_entry(entry: _Entry) -> Iterator[str]:
    cited = entry.cited
    yield "<entry>"
    yield f"<id>{_xml(entry.url)}</id>"
    yield f"<title>{_xml(cited.title)}</title>"
    yield f'<link rel="alternate" type="text/html" href={_attr(entry.url)}/>'
    if cited.original:
        yield f'<link rel="via" href={_attr(cited.original)}/>'
    yield f"<updated>{entry.updated}</updated>"
    if entry.published:
        yield f"<published>{entry.published}</published>"
    if cited.author:
        yield f"<author><name>{_xml(cited.author)}</name></author>"
    for word in cited.keywords:
        yield f"<category term={_attr(word)}/>"
    yield f"<summary>{_xml(entry.summary)}</summary>"
    yield "</entry>"


def json_feed(views: Views) -> str:
    """Return the JSON Feed, an item a line; the site's address must be known."""
    root = views.published
    head: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _name(views),
        "home_page_url": root.url,
        "feed_url": root.absolute(JSON_FEED),
        "language": "ar",
    }
    if views.config.description:
        head["description"] = views.config.description
    items = ",\n".join(json.dumps(_item(entry), ensure_ascii=False) for entry in _entries(views))
    opened = json.dumps(head, ensure_ascii=False)[:-1]
    return f'{opened}, "items": [\n{items}\n]}}\n' if items else f'{opened}, "items": []}}\n'


def _item(entry: _Entry) -> dict[str, object]:
    cited = entry.cited
    item: dict[str, object] = {"id": entry.url, "url": entry.url, "title": cited.title}
    if cited.original:
        item["external_url"] = cited.original
    item["content_text"] = entry.summary
    if entry.published:
        item["date_published"] = entry.published
    item["date_modified"] = entry.updated
    if cited.author:
        item["authors"] = [{"name": cited.author}]
    if cited.keywords:
        item["tags"] = list(cited.keywords)
    return item


def _name(views: Views) -> str:
    return archive_name(views) or "كشّاف"


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _attr(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))
