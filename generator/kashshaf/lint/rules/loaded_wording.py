"""Loaded words in what editors write themselves; the archive says which words are loaded."""

from __future__ import annotations

from collections.abc import Iterator

from kashshaf.arabic import WORD, fold
from kashshaf.lint.base import Note, Option, Rule, Values
from kashshaf.model import Edition, Location, Term, Topic

_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")


def _check(edition: Edition, values: Values) -> Iterator[Note]:
    loaded = [(phrase, _split(phrase)) for phrase in values.words("words")]
    loaded = [(phrase, words) for phrase, words in loaded if words]
    if not loaded:
        return
    for what, text, where in _own(edition):
        words = _split(text)
        for phrase, wanted in loaded:
            size = len(wanted)
            if any(_same(words[at : at + size], wanted) for at in range(len(words) - size + 1)):
                yield Note(where, f"«{phrase}» in {what}")


def _own(edition: Edition) -> Iterator[tuple[str, str, Location]]:
    """Yield the words of editors: definitions, roles, notes, and titles that they gave."""
    registers = edition.registers
    defined: tuple[Topic | Term, ...] = (*registers.topics, *registers.terms)
    for record in defined:
        yield f"the definition of {record.id}", record.definition, record.definition_at
    for entry in (*registers.people, *registers.topics, *registers.terms):
        yield f"the heading of {entry.id}", entry.heading, entry.location
        yield f"the note of {entry.id}", entry.note, entry.location
    for person in registers.people:
        for role in person.roles:
            where = role.at.location if role.at else person.location
            yield f"a role of {person.id}", role.text, where
    for article in edition.articles:
        if article.title_from == "record":
            yield f"the title of {article.id}", article.title, article.record.location
        yield f"the note of {article.id}", article.record.note, article.record.location


def _split(text: str) -> tuple[str, ...]:
    return tuple(fold(match[0]) for match in WORD.finditer(text))


def _same(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Compare words; the first one may have proclitics, and «ال» after ل is written «لل»."""
    if words[1:] != wanted[1:] or not words:
        return False
    first, bare = words[0], wanted[0]
    if any(first == proclitic + bare for proclitic in _PROCLITICS):
        return True
    return bare.startswith("ال") and first.endswith(f"لل{bare[2:]}") and len(first) <= len(bare) + 1


RULE = Rule(
    code="K726",
    name="loaded_wording",
    severity="warning",
    title="a loaded word in our own words",
    title_ar="لفظ متحيز في كلامنا نحن",
    hint="say it neutrally, or quote it as somebody's word and name whose",
    hint_ar="اكتبه بلفظ محايد، أو انقله منسوبًا إلى قائله",
    check_own=_check,
    options=(Option("words", "words and phrases that the archive does not use itself"),),
)
