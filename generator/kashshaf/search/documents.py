"""What the search index is made of: articles and records as readers may see them."""

from __future__ import annotations

from dataclasses import dataclass

from kashshaf.search.text import words


@dataclass(frozen=True, slots=True)
class Document:
    """An article as readers may see it: ``url`` from the site's root, blocks (anchor, text)."""

    id: str
    url: str
    title: str
    blocks: tuple[tuple[str, str], ...]
    year: str = ""
    date: str = ""
    source: str = ""
    people: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A record as the search shows it. ``names`` are its written forms, Latin ones included.

    ``mentions`` are (number of the article, anchor of the block, number of the word in it).
    """

    id: str
    kind: str
    heading: str
    note: str
    url: str
    names: tuple[str, ...]
    articles: int
    mentions: tuple[tuple[int, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a document in fine form, the title's apart; ``blocks`` counts each block's."""

    title: tuple[str, ...]
    body: tuple[str, ...]
    blocks: tuple[int, ...]


def tokenize(document: Document) -> Tokens:
    """Return the words of a document."""
    body: list[str] = []
    lengths: list[int] = []
    for anchor, text in document.blocks:
        if anchor == "title":
            lengths.append(0)
            continue
        before = len(body)
        body.extend(word for word, _, _ in words(text))
        lengths.append(len(body) - before)
    return Tokens(tuple(word for word, _, _ in words(document.title)), tuple(body), tuple(lengths))
