"""Linked data (schema.org) of a page, as JSON that may stand in a ``<script>`` and in YAML.

Addresses are written from the site's root, as ``~/people/x.html``; the theme, which knows where
the site is published, puts the root in. Nothing else in the JSON has a ``~``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kashshaf import paths
from kashshaf.markup import clip
from kashshaf.model import Article, Authority, Person, Term, Topic
from kashshaf.share.facts import archive_name, citable, one_line
from kashshaf.views import Views

#: Code points of a description, and of one of many in a list.
_DESCRIPTION: Final = 300
_IN_LIST: Final = 100
#: schema.org's readers cut headlines; this is what a page's title has.
_HEADLINE: Final = 200
_GLOSSARY: Final = "glossary/index.md"
_TOPICS: Final = "topics/index.md"
#: A section's index page → its name.
_SECTIONS: Final = {
    "articles": "المقالات",
    "people": "الأشخاص",
    "topics": "الموضوعات",
    "glossary": "المصطلحات",
    "search": "البحث",
    "pictures": "الأرشيف في صور",
}
_encode: Final = json.JSONEncoder(ensure_ascii=False).encode
_UNSAFE: Final = re.compile("[<>&~\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Ref:
    """The address of a page of the site; an empty one is the site's root."""

    page: str = ""
    anchor: str = ""


Node = Mapping[str, object]


def encode(nodes: Sequence[Node], views: Views) -> str:
    """Return the nodes as one JSON-LD document, a node (or an item of a list of nodes) a line."""
    body = ",\n".join(_value(node, views, 0) for node in nodes)
    return f'{{"@context": "https://schema.org", "@graph": [\n{body}\n]}}'


def _value(value: object, views: Views, depth: int) -> str:
    if isinstance(value, Ref):
        return f'"~/{views.published.web(value.page, value.anchor) if value.page else ""}"'
    if isinstance(value, Mapping):
        rows = (f'"{key}": {_value(item, views, depth + 1)}' for key, item in value.items())
        return f"{{{', '.join(rows)}}}"
    if isinstance(value, list | tuple):
        many = depth < 2 and any(isinstance(item, Mapping) for item in value)
        rows = (_value(item, views, depth + 1) for item in value)
        return "[\n" + ",\n".join(rows) + "\n]" if many else f"[{', '.join(rows)}]"
    text = _encode(value)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def article_nodes(article: Article, views: Views) -> Iterator[Node]:
    """Yield an article: what is known of it, who is in it, what it is about."""
    page, cited, index = paths.article(article.id), citable(article, views), views.index
    node: dict[str, object] = {
        "@type": "NewsArticle",
        "@id": Ref(page),
        "url": Ref(page),
        "headline": clip(cited.title, _HEADLINE),
        "inLanguage": "ar",
    }
    # A date that was inferred is no date of publication to a machine, which cannot doubt it.
    if cited.when and cited.when.iso:
        node["datePublished"] = cited.when.iso
    # Whether a person or a newsroom wrote it is not on record: a name has no type here.
    if cited.author:
        node["author"] = cited.author
    if cited.source and not cited.inferred:
        node["publisher"] = {"@type": "NewsMediaOrganization", "name": cited.source}
    if cited.original:
        node["isBasedOn"] = cited.original
    node.update(_part_of(views))
    about = [
        _stub(index.topics[given.topic], views) for given in index.edition.topics_of[article.id]
    ]
    named = [_stub(index.people[who], views) for who, _ in index.people_in[article.id]]
    named += [_stub(index.terms[what], views) for what, _ in index.terms_in[article.id]]
    yield node | _given(about=about, mentions=named)
    yield breadcrumbs(page, cited.title, views)


def person_nodes(person: Person, page: str, views: Views) -> Iterator[Node]:
    """Yield a person: names, and the roles that the articles give them."""
    first = paths.person(person.id)
    if page != first:
        yield from _continued(person, first, page, views)
        return
    roles = "؛ ".join(one_line(role.text) for role in person.roles)
    yield {
        "@type": "Person",
        "@id": Ref(first, "name"),
        "url": Ref(first),
        "name": one_line(person.heading),
        **_other_names(person),
        **_given(description=clip(roles, _DESCRIPTION)),
    }
    yield breadcrumbs(page, person.heading, views)


def topic_nodes(topic: Topic, page: str, views: Views) -> Iterator[Node]:
    """Yield a topic, as a term of the set of topics. Its phrases are no names of it."""
    first = paths.topic(topic.id)
    if page != first:
        yield from _continued(topic, first, page, views)
        return
    definition = one_line(views.resolver.plain(topic.definition))
    yield {
        "@type": "DefinedTerm",
        "@id": Ref(first, "name"),
        "url": Ref(first),
        "name": one_line(topic.heading),
        **_given(alternateName=one_line(topic.latin)),
        **_given(description=clip(definition, _DESCRIPTION)),
        "inDefinedTermSet": Ref(_TOPICS),
    }
    yield breadcrumbs(page, topic.heading, views)


def index_nodes(kind: str, page: str, title: str, described: str, views: Views) -> Iterator[Node]:
    """Yield an index page; the glossary is a set of terms, with those that stand on this page."""
    node: dict[str, object] = {
        "@type": "SearchResultsPage" if kind == "search" else "CollectionPage",
        "@id": Ref(page),
        "url": Ref(page),
        "name": one_line(title),
        "description": clip(one_line(described), _DESCRIPTION),
        "inLanguage": "ar",
        **_part_of(views),
    }
    if kind == "glossary":
        terms = [_term(t, page, views) for t in _terms_on(page, views)]
        if page == _GLOSSARY:
            node["@type"] = "DefinedTermSet"
            node |= _given(hasDefinedTerm=terms)
        else:
            node |= _given(mainEntity=terms)
    yield node
    yield breadcrumbs(page, title, views)


def _terms_on(page: str, views: Views) -> Iterator[Term]:
    return (t for t in views.edition.registers.terms if views.term_pages.get(t.id) == page)


def _term(term: Term, page: str, views: Views) -> Node:
    definition = one_line(views.resolver.plain(term.definition))
    return {
        "@type": "DefinedTerm",
        "@id": Ref(_GLOSSARY, term.id),
        "name": one_line(term.heading),
        **_given(alternateName=one_line(term.latin)),
        **_given(description=clip(definition, _IN_LIST)),
        **({"url": Ref(page, term.id)} if page != _GLOSSARY else {}),
    }


def breadcrumbs(page: str, title: str, views: Views) -> Node:
    """Return the way from the front page to ``page``, over the index of its section."""
    section = page.split("/")[0]
    way: list[tuple[str, Ref]] = [(archive_name(views) or "الرئيسة", Ref("index.md"))]
    if section in _SECTIONS:
        way.append((_SECTIONS[section], Ref(f"{section}/index.md")))
    if page != f"{section}/index.md":
        way.append((clip(one_line(title), _HEADLINE), Ref(page)))
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": where}
        for number, (name, where) in enumerate(way, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _continued(record: Authority, first: str, page: str, views: Views) -> Iterator[Node]:
    """Yield a page on which the places of a record go on."""
    yield {
        "@type": "CollectionPage",
        "@id": Ref(page),
        "name": one_line(record.heading),
        "about": {"@id": Ref(first, "name")},
        **_part_of(views),
    }
    yield breadcrumbs(page, record.heading, views)


def _stub(record: Authority, views: Views) -> Node:
    """Return a record by its name and address; its own page says the rest."""
    name = one_line(record.heading)
    if isinstance(record, Person):
        return {"@type": "Person", "@id": Ref(paths.person(record.id), "name"), "name": name}
    where = (_GLOSSARY, record.id) if isinstance(record, Term) else (paths.topic(record.id), "name")
    return {"@type": "DefinedTerm", "@id": Ref(*where), "name": name}


def _other_names(record: Authority) -> Node:
    names = (record.latin, *(variant.text for variant in record.variants))
    heading = one_line(record.heading)
    others = [name for name in dict.fromkeys(map(one_line, names)) if name and name != heading]
    return _given(alternateName=others)


def _part_of(views: Views) -> Node:
    name = archive_name(views)
    return {"isPartOf": {"@type": "WebSite", "@id": Ref(), "name": name}} if name else {}


def _given(**values: object) -> dict[str, object]:
    return {key: value for key, value in values.items() if value}


def lines(nodes: Iterable[Node], views: Views) -> list[str]:
    """Return the YAML that carries the nodes in a page's front matter: a literal block."""
    return ["jsonld: |-", *(f"  {row}" for row in encode(list(nodes), views).split("\n"))]
