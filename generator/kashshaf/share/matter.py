"""What the theme prints into a page's head, carried by the page's front matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kashshaf.markup import quoted
from kashshaf.model import Article
from kashshaf.share import jsonld
from kashshaf.share.facts import citable
from kashshaf.share.jsonld import Node
from kashshaf.views import Views

_END = "\n---"


def shared(matter: str, nodes: Iterable[Node], views: Views, facts: Iterable[str] = ()) -> str:
    """Return front matter with ``facts`` and linked data at its end, below what editors read."""
    assert matter.endswith(_END)
    return "\n".join((matter.removesuffix(_END), *facts, *jsonld.lines(nodes, views))) + _END


def article_matter(matter: str, article: Article, views: Views) -> str:
    """Return the front matter of an article's page with what others may take from it."""
    return shared(matter, jsonld.article_nodes(article, views), views, _facts(article, views))


def _facts(article: Article, views: Views) -> Iterator[str]:
    """Yield ``share:``, of what is certain: a reference manager has no place for a doubt."""
    cited = citable(article, views)
    values = {
        "published": cited.when.iso if cited.when else "",
        "author": cited.author,
        "publisher": "" if cited.inferred else cited.source,
        "original": cited.original,
    }
    rows = [f"  {key}: {quoted(value)}" for key, value in values.items() if value]
    if cited.keywords:
        rows.append(f"  keywords: [{', '.join(quoted(word) for word in cited.keywords)}]")
    if rows:
        yield "share:"
        yield from rows
