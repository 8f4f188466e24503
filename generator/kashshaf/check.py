"""What the registers and records say of each other: every reference must lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

from kashshaf.definitions import KINDS, Resolver, kinds_of
from kashshaf.findings import finding
from kashshaf.hints import near_id
from kashshaf.model import (
    Article,
    Assignment,
    Authority,
    Finding,
    Kind,
    Mention,
    Place,
    Reference,
    Registers,
    Term,
    Topic,
)
from kashshaf.unread import NOTHING, Unread

R = TypeVar("R", bound=Authority)

#: Code points. Above this a title is a pasted paragraph.
LONGEST_TITLE = 300


def check_articles(articles: Iterable[Article]) -> list[Finding]:
    """Report what an article lacks."""
    found: list[Finding] = []
    for article in articles:
        record = article.record
        where = record.location
        if article.title_from == "opening" and "title" not in record.unknown:
            hint = f"write `title:` in {_record_of(article)}"
            found.append(finding("K400", where, "the article has no title", hint))
        if len(article.title) > LONGEST_TITLE:
            message = f"the title has {len(article.title)} characters (more than {LONGEST_TITLE})"
            found.append(finding("K404", where, message))
        if record.date is None and "date" not in record.unknown | record.given:
            hint = f"write `date:` in {_record_of(article)}, or `date: unknown`"
            found.append(finding("K401", where, "the article has no date", hint))
        if record.source is None and "source" not in record.unknown | record.given:
            hint = f"write `source:` in {_record_of(article)}, or `source: unknown`"
            found.append(finding("K402", where, "the article has no source", hint))
    return found


def _record_of(article: Article) -> str:
    """Name where an article's record is or may be written: never the words of a ``.txt``."""
    where = article.record.location
    if where.path != article.path:
        return where.path
    beside = f"{article.path.rpartition('.')[0]}.yml"
    if not article.path.lower().endswith(".md"):
        return beside
    matter = f"the front matter of {article.path}"
    return matter if where.line else f"{matter}, or in {beside}"


def check_registers(
    registers: Registers, articles: Sequence[Article], lacking: Unread = NOTHING
) -> list[Finding]:
    """Report references between records, and to articles, that lead nowhere or in a circle.

    What may lead to something ``lacking`` is not reported.
    """
    people = {person.id: person for person in registers.people}
    topics = {topic.id: topic for topic in registers.topics}
    terms = {term.id: term for term in registers.terms}
    everything = {**people, **topics, **terms}
    found: list[Finding] = []
    unknown = _Unknown(lacking)
    for person in registers.people:
        found += unknown(person.different_from, people, "person", ("person",))
    for topic in registers.topics:
        found += unknown((*topic.broader, *topic.related), topics, "topic", ("topic",))
    for term in registers.terms:
        see = (term.see,) if term.see else ()
        found += unknown((*see, *term.see_also), everything, "record", KINDS)
    found += _circles(
        registers.terms,
        lambda term: (term.see,) if term.see and term.see.id in terms else (),
        "K304",
        "see",
    )
    found += _circles(registers.topics, lambda topic: topic.broader, "K305", "broader")
    for article in articles:
        record = article.record
        found += unknown((*record.topics_add, *record.topics_drop), topics, "topic", ("topic",))
        rulings = [Reference(r.record, r.location) for r in record.rulings if r.record]
        found += unknown(rulings, {**people, **terms}, "person or term", ("person", "term"))
    found += _places(registers, articles, lacking)
    found += _references(registers, lacking)
    return found


def check_unmet(
    registers: Registers,
    mentions: Mapping[str, Sequence[Mention]],
    topics_of: Mapping[str, Sequence[Assignment]],
) -> list[Finding]:
    """Report records that no text mentions (a cross-reference need not be met)."""
    met = {mention.record for found in mentions.values() for mention in found}
    met |= {who for found in mentions.values() for mention in found for who in mention.candidates}
    met |= {assignment.topic for found in topics_of.values() for assignment in found}
    records: tuple[Authority, ...] = (*registers.people, *registers.topics, *registers.terms)
    return [
        finding("K014", record.location, f"«{record.heading}» ({record.id}) is met in no article")
        for record in records
        if record.id not in met and not (isinstance(record, Term) and record.see)
    ]


#: So many references get a hint, which is a search through all ids.
_HINTS: Final = 100


class _Unknown:
    """Reports references that lead nowhere."""

    def __init__(self, lacking: Unread) -> None:
        self._said = 0
        self._lacking = lacking

    def __call__(
        self,
        references: Iterable[Reference],
        known: Mapping[str, object],
        what: str,
        kinds: Iterable[Kind],
    ) -> list[Finding]:
        if self._lacking.any_of(kinds):
            return []
        found = []
        for reference in references:
            if reference.id not in known:
                self._said += 1
                near = near_id(reference.id, known) if self._said <= _HINTS else ""
                message = f"there is no {what} «{reference.id[:80]}»"
                found.append(finding("K302", reference.location, message, near))
        return found


def _circles(
    records: Sequence[R],
    links: Callable[[R], Sequence[Reference]],
    code: str,
    key: str,
) -> list[Finding]:
    """Report each circle once, at its first record in the order of the register."""
    by_id = {record.id: record for record in records}
    done: set[str] = set()
    found: list[Finding] = []
    for record in records:
        # An iterative walk: a register may be a chain of thousands.
        path: list[str] = []
        stack: list[tuple[str, int]] = [(record.id, 0)]
        while stack:
            here, depth = stack.pop()
            del path[depth:]
            if here in path:
                circle = [*path[path.index(here) :], here]
                message = f"`{key}:` goes round in a circle: {' → '.join(circle)}"
                found.append(finding(code, by_id[here].location, message))
                continue
            if here in done or here not in by_id:
                continue
            done.add(here)
            path.append(here)
            stack += [(link.id, depth + 1) for link in reversed(links(by_id[here]))]
    return found


def _places(registers: Registers, articles: Sequence[Article], lacking: Unread) -> list[Finding]:
    anchors = {article.id: {block.anchor for block in article.blocks} for article in articles}
    sources: list[Place] = [
        role.at for person in registers.people for role in person.roles if role.at is not None
    ]
    defined: tuple[Topic | Term, ...] = (*registers.topics, *registers.terms)
    sources += [place for record in defined for place in record.sources]
    found: list[Finding] = []
    for place in sources:
        if place.article in lacking.records or (lacking.ids and place.article not in anchors):
            continue
        if place.article not in anchors:
            message = f"there is no article «{place.article}»"
            near = near_id(place.article, anchors) if len(found) < _HINTS else ""
            found.append(finding("K303", place.location, message, near))
        elif place.anchor not in anchors[place.article]:
            message = f"the article {place.article} has no #{place.anchor}"
            found.append(finding("K303", place.location, message))
    return found


def _references(registers: Registers, lacking: Unread) -> list[Finding]:
    resolver = Resolver(registers)
    found: list[Finding] = []
    defined: tuple[Topic | Term, ...] = (*registers.topics, *registers.terms)
    for record in defined:
        for piece in resolver.pieces(record.definition):
            if not piece.wanted or piece.target:
                continue
            if lacking.any_of(kinds_of(piece.wanted)):
                continue
            if piece.candidates:
                message = f"[[{piece.wanted}]] fits {', '.join(piece.candidates)}"
                found.append(finding("K307", record.definition_at, message))
            else:
                message = f"[[{piece.wanted}]] in the definition of {record.id} names no record"
                found.append(finding("K306", record.definition_at, message))
    return found
