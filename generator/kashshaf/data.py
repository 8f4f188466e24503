"""Edition → ``site_src/data``: the same facts for other people's programs.

One record a line, so that a change is a small diff. ``docs/data.md`` explains the fields, and
the JSON Schemas beside this module describe them; both are part of the promise.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator
from importlib.resources import files
from typing import Final

from kashshaf import paths
from kashshaf.corrected import shown_edits
from kashshaf.index import Index
from kashshaf.model import Article, Authority, Heading, Mention, Page, Paragraph, Place, Reference
from kashshaf.views import Views

#: The version of the files' format; it grows when a field changes its meaning.
FORMAT: Final = 1
FOLDER: Final = f"{paths.DOCS}/data"
NAMES: Final = ("articles", "people", "topics", "glossary", "mentions")

Json = dict[str, object]


def data_files(index: Index, views: Views) -> Iterator[Page]:
    """Yield the five data files and their schemas."""
    yield _file("articles", (_article(article, index, views) for article in index.edition.articles))
    yield _file("people", (_person(person.id, index) for person in index.edition.registers.people))
    yield _file("topics", (_topic(topic.id, index) for topic in index.edition.registers.topics))
    yield _file(
        "glossary", (_term(term.id, index, views) for term in index.edition.registers.terms)
    )
    yield _file("mentions", _mentions(index, views))
    for name in NAMES:
        schema = files("kashshaf") / "schemas" / f"{name}.schema.json"
        yield Page(f"{FOLDER}/{name}.schema.json", schema.read_text(encoding="utf-8"))


def _file(name: str, records: Iterable[Json]) -> Page:
    rows = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    text = (
        f'{{"format": {FORMAT}, "{name}": [\n{rows}\n]}}\n'
        if rows
        else (f'{{"format": {FORMAT}, "{name}": []}}\n')
    )
    return Page(f"{FOLDER}/{name}.json", text)


def _article(article: Article, index: Index, views: Views) -> Json:
    record = article.record
    spans = {block: article.block_in_source(block) for block in article.blocks}
    return {
        "id": article.id,
        "file": article.path,
        "page": paths.article(article.id),
        "title": article.title,
        "title_from": article.title_from,
        "date": {
            "edtf": record.date.edtf,
            "first": record.date.first,
            "last": record.date.last,
            "basis": record.date.basis or None,
        }
        if record.date
        else None,
        "source": {
            "name": record.source.name,
            "url": record.source.url or None,
            "basis": record.source.basis or None,
        }
        if record.source
        else None,
        "author": record.author or None,
        "status": record.status,
        "rights": record.rights,
        "sha256": article.sha256,
        "encoding": article.encoding,
        "blocks": [
            {
                "anchor": block.anchor,
                "kind": "paragraph" if isinstance(block, Paragraph) else _heading(block),
                "start": spans[block].start,
                "end": spans[block].end,
            }
            for block in article.blocks
        ],
        "corrections": list(_corrections(article, views)),
        "people": [{"id": who, "mentions": n} for who, n in index.people_in[article.id]],
        "terms": [{"id": what, "mentions": n} for what, n in index.terms_in[article.id]],
        "topics": [
            {
                "id": given.topic,
                "evidence": [block.anchor for block in given.blocks],
                "by_editor": given.by_editor,
            }
            for given in index.edition.topics_of[article.id]
        ],
        "related": [
            {"id": other.article.id, "shared": list(other.shared)}
            for other in index.related[article.id]
        ],
    }


def _corrections(article: Article, views: Views) -> Iterator[Json]:
    shown = {edit.printed for edit in shown_edits(article, views)}
    for block in article.blocks:
        for edit in article.edits_in(block):
            if edit.printed in shown:
                yield {
                    "anchor": block.anchor,
                    "start": edit.printed.start,
                    "end": edit.printed.end,
                    "printed": article.printed[edit.printed.start : edit.printed.end],
                    "corrected": article.text[edit.span.start : edit.span.end],
                    "kind": edit.correction.kind,
                    "note": edit.correction.note or None,
                }


def _heading(block: Heading) -> str:
    return "heading" if block.number else "title"


def _authority(record: Authority) -> Json:
    return {
        "id": record.id,
        "name": record.heading,
        "latin": record.latin or None,
        "sort": record.sort,
        "variants": [variant.text for variant in record.variants],
        "note": record.note or None,
        "status": record.status,
    }


# A reference that leads nowhere is a finding; other people's programs need not trip over it.
def _place(place: Place | None, index: Index) -> Json | None:
    article = index.articles.get(place.article) if place else None
    if place is None or article is None:
        return None
    if not any(block.anchor == place.anchor for block in article.blocks):
        return None
    return {"article": place.article, "anchor": place.anchor}


def _places(places: Iterable[Place], index: Index) -> list[Json]:
    return [found for place in places if (found := _place(place, index))]


def _known(references: Iterable[Reference], *registers: Container[str]) -> list[str]:
    return [r.id for r in references if any(r.id in register for register in registers)]


def _locators(identity: str, index: Index) -> list[Json]:
    return [
        {"article": one.article.id, "mentions": len(one.mentions)}
        for one in index.occurrences.get(identity, ())
    ]


def _person(identity: str, index: Index) -> Json:
    person = index.people[identity]
    return {
        **_authority(person),
        "page": paths.person(identity),
        "surname": person.surname or None,
        "different_from": _known(person.different_from, index.people),
        "roles": [{"role": role.text, "at": _place(role.at, index)} for role in person.roles],
        "articles": _locators(identity, index),
        "together": [{"id": other, "articles": n} for other, n in index.together.get(identity, ())],
    }


def _topic(identity: str, index: Index) -> Json:
    topic = index.topics[identity]
    return {
        **_authority(topic),
        "page": paths.topic(identity),
        "definition": topic.definition or None,
        "sources": _places(topic.sources, index),
        "at_least": topic.at_least,
        "broader": _known(topic.broader, index.topics),
        "narrower": list(index.narrower.get(identity, ())),
        "related": _known(topic.related, index.topics),
        "articles": [article.id for article in index.articles_of_topic.get(identity, ())],
    }


def _term(identity: str, index: Index, views: Views) -> Json:
    term = index.terms[identity]
    return {
        **_authority(term),
        "page": f"{views.term_pages[identity]}#{identity}",
        "kind": term.category,
        "definition": term.definition or None,
        "basis": term.basis or None,
        "sources": _places(term.sources, index),
        "see": next(iter(_known((term.see,) if term.see else (), *index.registers)), None),
        "see_also": _known(term.see_also, *index.registers),
        "articles": _locators(identity, index),
    }


def _mentions(index: Index, views: Views) -> Iterator[Json]:
    for article in index.edition.articles:
        found = (*index.edition.mentions[article.id], *index.edition.evidence[article.id])
        for mention in sorted(found, key=lambda m: (m.span, m.kind, m.record or "")):
            yield _mention(mention, article, views)


def _mention(mention: Mention, article: Article, views: Views) -> Json:
    block, span = mention.block, article.in_source(mention.span)
    printed = article.printed[span.start : span.end]
    if article.record.rights != "full":  # a correction may have put a name for a sentence
        printed = mention.surface
    shown = views.shows(article, mention)
    differs = shown and printed not in ("", mention.surface)
    return {
        "article": article.id,
        "file": article.path,
        "paragraph": block.number if isinstance(block, Paragraph) else None,
        "anchor": block.anchor,
        "start": span.start,
        "end": span.end,
        "surface": (printed or mention.surface) if shown else None,
        "corrected": mention.surface if differs else None,
        "kind": mention.kind,
        "record": mention.record,
        "candidates": list(mention.candidates),
        "rule": mention.rule,
    }
