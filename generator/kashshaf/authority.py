"""The registers: YAML → people, topics and terms, each knowing where it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from kashshaf.arabic import fold
from kashshaf.findings import finding
from kashshaf.model import (
    Authority,
    Finding,
    Location,
    Person,
    Registers,
    Role,
    Term,
    Topic,
    Variant,
)
from kashshaf.names import split
from kashshaf.schema import MAX_TEXT, Reader
from kashshaf.status import canonical, read_approved, read_reviewed, read_status
from kashshaf.yamlio import Map, Node, Scalar, Seq, read_yaml

CATEGORIES: Final = ("institution", "law", "diplomacy", "outlet", "place", "event", "other")
FILES: Final = ("people.yml", "topics.yml", "glossary.yml")

R = TypeVar("R", bound=Authority)

_BEFORE: Final = frozenset(fold(word) for word in "بن ابن أبو أبا أبي آل عبد ولد بنت أم ذو".split())
_AFTER: Final = frozenset(fold(word) for word in "الله الدين الرحمن الإسلام الحق الزمان".split())


def read_registers(texts: dict[str, tuple[str, str]]) -> tuple[Registers, tuple[Finding, ...]]:
    """Return the registers of ``texts``: file name → (path for findings, text)."""
    findings: list[Finding] = []
    people = _read(texts.get("people.yml"), _person, findings)
    topics = _read(texts.get("topics.yml"), _topic, findings)
    terms = _read(texts.get("glossary.yml"), _term, findings)
    findings += _duplicate_ids((*people, *topics, *terms))
    findings += _shared_names(people)
    findings += _shared_names(terms)
    return Registers(people, topics, terms), tuple(findings)


def _read(
    file: tuple[str, str] | None,
    make: Callable[[Reader, str], R],
    findings: list[Finding],
) -> tuple[R, ...]:
    if file is None:
        return ()
    node, found = read_yaml(*file)
    findings += found
    if node is None:
        return ()
    if not isinstance(node, Seq):
        findings.append(finding("K203", node.location, "a register is a list of records (- id: …)"))
        return ()
    records: dict[str, R] = {}
    for item in node.items:
        reader = Reader(item, findings, "the record")
        if not isinstance(item, Map):
            continue
        identity = reader.id("id")
        record = replace(
            make(reader, identity),
            status=read_status(reader),
            reviewed=read_reviewed(reader, "sha256"),
            approved=read_approved(reader),
            content=canonical(item),
        )
        reader.done()
        if not identity or not record.heading:
            continue
        if identity in records:
            first = records[identity].location
            message = f"the id «{identity}» is also at line {first.line}"
            findings.append(finding("K300", reader.where("id"), message))
        else:
            records[identity] = record
    return tuple(records.values())


def _person(reader: Reader, identity: str) -> Person:
    name = reader.text("name", required=True)
    sort = reader.text("sort")
    return Person(
        id=identity,
        heading=name,
        latin=reader.text("latin"),
        variants=_variants(reader, "variants"),
        surname=_surname(reader, name, sort),
        sort=sort or name,
        different_from=reader.references("different_from"),
        roles=reader.list("roles", lambda node: _role(node, reader)),
        note=reader.text("note", longest=MAX_TEXT),
        location=reader.location,
    )


def _surname(reader: Reader, name: str, sort: str) -> str:
    """Return the surname as it is written in the register, or as it follows from the name."""
    written = reader.text("surname")
    if written:
        return "" if written in ("none", "لا") else written
    return surname_of(name, sort)


def surname_of(name: str, sort: str = "") -> str:
    """Return what a person is called by alone, if the register does not say; maybe nothing.

    >>> surname_of("أندرو ميلر"), surname_of("حسن نصر الله"), surname_of("رونالدو")
    ('ميلر', 'نصر الله', '')
    """
    head, comma, _ = sort.replace(",", "،").partition("،")
    words = name.split()
    if comma and len(words) > 1 and " ".join(split(head)) in " ".join(split(name)):
        return head.strip()
    last = words[-2:] if words[-2:-1] and _is_half(words[-2], words[-1]) else words[-1:]
    return " ".join(last) if len(words) > len(last) else ""


def _is_half(before: str, last: str) -> bool:
    """Tell a last word that is no surname without the one before it: «بن سلمان», «نصر الله»."""
    return fold(before) in _BEFORE or fold(last) in _AFTER


def _role(node: Node, parent: Reader) -> Role | None:
    if isinstance(node, Scalar):
        parent.findings.append(finding("K309", node.location, "a role without its place"))
        return Role(parent.as_text(node, "roles"), None)
    reader = Reader(node, parent.findings, "the role")
    text = reader.text("role", required=True)
    at = reader.node("at")
    place = reader.place(at, "at") if at is not None else None
    if at is None and text:
        message = f"the role «{text}» has no place"
        parent.findings.append(finding("K309", node.location, message))
    reader.done()
    return Role(text, place) if text else None


def _topic(reader: Reader, identity: str) -> Topic:
    name = reader.text("name", required=True)
    return Topic(
        id=identity,
        heading=name,
        latin=reader.text("latin"),
        variants=_variants(reader, "phrases"),
        sort=reader.text("sort") or name,
        definition=reader.text("definition", required=True, longest=MAX_TEXT),
        definition_at=reader.where("definition"),
        at_least=reader.number("at_least", 1),
        broader=reader.references("broader"),
        related=reader.references("related"),
        sources=reader.list("sources", lambda node: reader.place(node, "sources")),
        note=reader.text("note", longest=MAX_TEXT),
        location=reader.location,
    )


def _term(reader: Reader, identity: str) -> Term:
    name = reader.text("name", required=True)
    see = reader.references("see")
    definition = reader.text("definition", required=not see, longest=MAX_TEXT)
    term = Term(
        id=identity,
        heading=name,
        latin=reader.text("latin"),
        variants=_variants(reader, "variants"),
        sort=reader.text("sort") or name,
        category=reader.choice("kind", CATEGORIES, "other"),
        definition=definition,
        definition_at=reader.where("definition"),
        basis=reader.text("basis", longest=MAX_TEXT),
        see=see[0] if see else None,
        see_also=reader.references("see_also"),
        sources=reader.list("sources", lambda node: reader.place(node, "sources")),
        note=reader.text("note", longest=MAX_TEXT),
        location=reader.location,
    )
    if definition and not term.sources and not term.basis:
        message = f"the definition of «{name}» has no source"
        reader.findings.append(finding("K308", reader.where("definition"), message))
    return term


def _variants(reader: Reader, key: str) -> tuple[Variant, ...]:
    seen: dict[str, Location] = {}
    for text, where in reader.texts(key):
        if text in seen:
            message = f"the variant «{text}» is also at line {seen[text].line}"
            reader.findings.append(finding("K301", where, message))
        elif not split(text):
            reader.findings.append(finding("K203", where, f"«{text}» has no letters to look for"))
        else:
            seen[text] = where
    return tuple(Variant(text, where) for text, where in seen.items())


def _duplicate_ids(records: Iterable[Authority]) -> list[Finding]:
    """One id is one record in all registers, since rulings and references name it alone."""
    first: dict[str, Authority] = {}
    found = []
    for record in records:
        other = first.setdefault(record.id, record)
        if other is not record:
            message = f"the id «{record.id}» is also at {other.location}"
            found.append(finding("K300", record.location, message))
    return found


def _shared_names(records: Sequence[Authority]) -> list[Finding]:
    """Report a whole name that two records have; a shared surname is the normal case.

    So are namesakes who are said to be different from each other: a ruling decides.
    """
    first: dict[tuple[str, ...], tuple[Authority, Location]] = {}
    found = []
    for record in records:
        names = [(record.heading, record.location)]
        names += [(variant.text, variant.location) for variant in record.variants]
        for text, where in names:
            words = split(text)
            if len(words) < 2 and isinstance(record, Person):
                continue
            other, place = first.setdefault(words, (record, where))
            if other is not record and not _different(record, other):
                message = f"«{text}» is also a name of {other.id}, at {place}"
                found.append(finding("K301", where, message))
    return found


def _different(record: Authority, other: Authority) -> bool:
    pairs = ((record, other), (other, record))
    return any(
        isinstance(one, Person) and any(ref.id == two.id for ref in one.different_from)
        for one, two in pairs
    )
