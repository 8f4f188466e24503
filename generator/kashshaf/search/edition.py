"""Edition → what the search index is made of: the texts as their rights show them, and cards."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kashshaf import paths
from kashshaf.index import Index
from kashshaf.model import Article, Authority, Mention
from kashshaf.search.documents import Card, Document
from kashshaf.search.text import TOKEN, words
from kashshaf.views import Views


def documents(index: Index, views: Views) -> tuple[Document, ...]:
    """Return the articles in the order of the edition, none of them more than its page shows."""
    return tuple(_document(article, index, views) for article in index.edition.articles)


def _document(article: Article, index: Index, views: Views) -> Document:
    record = article.record
    topics = [given.topic for given in index.edition.topics_of[article.id]]
    return Document(
        id=article.id,
        url=site_url(paths.article(article.id)),
        title=" ".join(article.title.split()),
        blocks=tuple(_blocks(article, views)),
        year=record.date.year if record.date else "",
        date=views.date(article),
        source=record.source.name if record.source else "",
        people=tuple(who for who, _ in index.people_in[article.id]),
        topics=tuple(topics),
    )


def _blocks(article: Article, views: Views) -> Iterator[tuple[str, str]]:
    if article.record.rights == "none":
        return
    if article.record.rights == "excerpt":
        for block, text in views.excerpt_text(article):
            yield block.anchor, text
        return
    for part in article.blocks:
        text = " ".join(article.words(part).split())
        if part.anchor != "title" and text:
            yield part.anchor, text


def cards(index: Index, views: Views) -> tuple[Card, ...]:
    """Return the records of the registers, with their mentions where readers may see them."""
    shown = {
        article.id: (number, _word_starts(article, views))
        for number, article in enumerate(index.edition.articles)
    }
    registers = index.edition.registers
    found: list[Card] = []
    for person in registers.people:
        role = person.roles[0].text if person.roles else ""
        url = site_url(paths.person(person.id))
        mentions = (m for o in index.occurrences.get(person.id, ()) for m in o.mentions)
        # A surname shows whoever bears it: the reader sees that there are two.
        names = [person.surname, person.latin]
        if person.latin and person.surname:
            names.append(person.latin.split()[-1])
        found.append(_card(person, "person", role, url, mentions, shown, names))
    for topic in registers.topics:
        evidence = (
            mention
            for article in index.articles_of_topic.get(topic.id, ())
            for mention in index.edition.evidence[article.id]
            if mention.record == topic.id
        )
        note = views.resolver.plain(topic.definition)
        url = site_url(paths.topic(topic.id))
        found.append(_card(topic, "topic", note, url, evidence, shown, [topic.latin]))
    for term in registers.terms:
        mentions = (m for o in index.occurrences.get(term.id, ()) for m in o.mentions)
        note = views.resolver.plain(term.definition)
        url = f"{site_url(views.term_pages[term.id])}#{term.id}"
        found.append(_card(term, "term", note, url, mentions, shown, [term.latin]))
    return tuple(found)


def _word_starts(article: Article, views: Views) -> dict[str, list[int]]:
    """Return for each block that is shown where its words start, as far as it is shown."""
    visible = {anchor: len(text.split()) for anchor, text in _blocks(article, views)}
    found: dict[str, list[int]] = {}
    for block in article.blocks:
        titled = block.anchor == "title" and article.title_from == "source"
        if block.anchor in visible or titled:
            found[block.anchor] = [start for _, start, _ in words(article.words(block))]
    return found


def _card(
    record: Authority,
    kind: str,
    note: str,
    url: str,
    mentions: Iterable[Mention],
    shown: Mapping[str, tuple[int, Mapping[str, Sequence[int]]]],
    latin: list[str],
) -> Card:
    places: list[tuple[int, str, int]] = []
    articles: set[str] = set()
    for mention in mentions:
        articles.add(mention.article)
        number, starts = shown[mention.article]
        anchor = mention.block.anchor
        before = bisect_right(starts.get(anchor, ()), mention.span.start - mention.block.span.start)
        if before:
            places.append((number, anchor, before - 1))
    names = (record.heading, *(variant.text for variant in record.variants), *latin)
    return Card(
        record.id,
        kind,
        record.heading,
        note,
        url,
        tuple(dict.fromkeys(filter(None, names))),
        len(articles),
        tuple(places),
    )


def names(index: Index) -> frozenset[str]:
    """Return the words of people's names: no stemmer may cut them."""
    return frozenset(
        word[0]
        for person in index.edition.registers.people
        for name in (person.heading, *(variant.text for variant in person.variants))
        for word in TOKEN.finditer(name)
    )


def site_url(page: str) -> str:
    """Return where a page is in the site: ``articles/a.md`` → ``articles/a.html``."""
    return page.removesuffix(".md") + ".html"
