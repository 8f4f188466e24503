"""A definition that is longer than a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from kashshaf.lint.base import Note, Option, Rule, Values
from kashshaf.model import Edition, Term, Topic


def _check(edition: Edition, values: Values) -> Iterator[Note]:
    longest = values.number("longest")
    defined: tuple[Topic | Term, ...] = (*edition.registers.topics, *edition.registers.terms)
    for record in defined:
        length = len(record.definition)
        if length > longest:
            message = f"the definition of {record.id} has {length} characters (more than {longest})"
            yield Note(record.definition_at, message)


RULE = Rule(
    code="K725",
    name="long_definition",
    severity="warning",
    title="a definition longer than a paragraph",
    title_ar="تعريف أطول من فقرة",
    hint="say what it is in a few sentences; the rest is in the articles",
    hint_ar="اكتب ما هو في جمل قليلة؛ والباقي في المقالات",
    check_own=_check,
    options=(Option("longest", "characters that a definition may have", 600),),
)
