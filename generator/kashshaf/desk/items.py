"""What can be reviewed, and how an editor names it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kashshaf.model import Article, Authority, Edition
from kashshaf.schema import did_you_mean

KINDS: Final = ("article", "person", "topic", "term")

Item = Article | Authority


class UnknownError(Exception):
    """An id that names nothing, or two things; carries what to say."""


def everything(edition: Edition) -> tuple[tuple[str, Item], ...]:
    """Return all that can be reviewed, with its kind; what is not published too."""
    more = edition.unpublished
    articles = (*edition.articles, *edition.unpublished_articles)
    return (
        *(("article", article) for article in articles),
        *(("person", person) for person in (*edition.registers.people, *more.people)),
        *(("topic", topic) for topic in edition.registers.topics),
        *(("term", term) for term in (*edition.registers.terms, *more.terms)),
    )


def found(wanted: str, items: Iterable[tuple[str, Item]]) -> tuple[str, Item]:
    """Return what an id names; ``article:ID`` and its like name one kind.

    Raises UnknownError for an id that names nothing, or both an article and an entry.
    """
    kind, colon, rest = wanted.partition(":")
    name = rest if colon and kind in KINDS else wanted
    kinds = (kind,) if colon and kind in KINDS else KINDS
    items = tuple(items)
    here = [(one, item) for one, item in items if item.id == name and one in kinds]
    if len(here) == 1:
        return here[0]
    if here:
        forms = " or ".join(f"{one}:{name}" for one, _ in here)
        raise UnknownError(f"«{name}» is more than one thing; write {forms}.")
    near = did_you_mean(name, tuple(item.id for one, item in items if one in kinds))
    hint = f" {near[0].upper()}{near[1:]}" if near else ""
    raise UnknownError(f"There is nothing with the id «{name}».{hint}")
