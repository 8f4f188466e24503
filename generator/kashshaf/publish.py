"""A whole edition → the one that is published: without what nobody has reviewed.

The texts are matched with the whole registers first, so that what belongs to somebody who is not
published goes to nobody else. After that no page, index, picture, search or data file can show
them, since none of these ever sees them.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Final, TypeVar

from kashshaf.definitions import Resolver
from kashshaf.findings import finding
from kashshaf.model import Edition, Finding, Location, Mention, Registers, Term, Topic

T = TypeVar("T")
D = TypeVar("D", Topic, Term)

#: What a definition prints for the name of somebody who is not published.
UNNAMED: Final = "(اسم لم يُراجَع بعد)"


def published(edition: Edition) -> tuple[Edition, tuple[Finding, ...]]:
    """Return the edition as its configuration has it published, and what that leaves out."""
    found: list[Finding] = []
    if edition.config.publish_people != "all":
        edition = _without_people(edition, found)
    if edition.config.publish_articles != "all":
        edition = _without_articles(edition, found)
    return edition, tuple(found)


def _without_people(edition: Edition, found: list[Finding]) -> Edition:
    registers = edition.registers
    people = tuple(person for person in registers.people if person.status == "draft")
    if not people:
        return edition
    gone = {person.id for person in people}
    # «انظر» alone leads to them by another name; and so on, where it is led to itself.
    terms: list[Term] = []
    while here := [term for term in registers.terms if term.id not in gone and _leads(term, gone)]:
        terms += here
        gone |= {term.id for term in here}
    message = f"people who are not reviewed, and are not published: {len(people)}"
    found.append(finding("K424", _where(edition, people[0].location), message))
    resolver = Resolver(registers)
    kept = Registers(
        tuple(
            replace(
                person,
                different_from=tuple(r for r in person.different_from if r.id not in gone),
            )
            for person in registers.people
            if person.id not in gone
        ),
        tuple(_unnamed(topic, resolver, gone, found) for topic in registers.topics),
        tuple(
            replace(
                _unnamed(term, resolver, gone, found),
                see=None if term.see and term.see.id in gone else term.see,
                see_also=tuple(ref for ref in term.see_also if ref.id not in gone),
            )
            for term in registers.terms
            if term.id not in gone
        ),
    )
    mentions = {
        article: tuple(m for mention in all_ if (m := _mention(mention, gone)))
        for article, all_ in edition.mentions.items()
    }
    return replace(
        edition, registers=kept, mentions=mentions, unpublished=Registers(people, (), tuple(terms))
    )


def _leads(term: Term, gone: Container[str]) -> bool:
    return term.see is not None and term.see.id in gone and not term.definition


def _where(edition: Edition, otherwise: Location) -> Location:
    return Location(edition.config.location.path) if edition.config.location.line else otherwise


def _unnamed(record: D, resolver: Resolver, gone: Container[str], found: list[Finding]) -> D:
    """Return a record whose definition names nobody of ``gone``; words given for them stay."""
    definition, names = resolver.without(record.definition, gone, UNNAMED)
    if names:
        message = f"the definition of {record.id} names {'، '.join(names)}, not published"
        found.append(finding("K425", record.definition_at, message))
    if definition == record.definition:
        return record
    return replace(record, definition=definition)


def _mention(mention: Mention, gone: Container[str]) -> Mention | None:
    """Return a mention without those who are not published; None where it was of them alone."""
    if mention.record in gone:
        return None
    left = tuple(who for who in mention.candidates if who not in gone)
    if left == mention.candidates:
        return mention
    return replace(mention, candidates=left) if left else None


def _without_articles(edition: Edition, found: list[Finding]) -> Edition:
    drafts = tuple(article for article in edition.articles if article.record.status == "draft")
    if not drafts:
        return edition
    gone = {article.id for article in drafts}
    message = f"articles that are not reviewed, and are not published: {len(drafts)}"
    found.append(finding("K424", _where(edition, Location(drafts[0].path)), message))

    def kept(found: Mapping[str, T]) -> dict[str, T]:
        return {article: value for article, value in found.items() if article not in gone}

    return replace(
        edition,
        articles=tuple(article for article in edition.articles if article.id not in gone),
        mentions=kept(edition.mentions),
        evidence=kept(edition.evidence),
        topics_of=kept(edition.topics_of),
        unpublished_articles=drafts,
    )
