"""A quotation that opens with a mark of one style and closes with one of another: «…"."""

from __future__ import annotations

from collections.abc import Iterator

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.quotes import quotes_of


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for first, last in quotes_of(text).pairs:
        if first.style != last.style:
            opened, closed = first.piece.text[first.at], last.piece.text[last.at]
            yield Fault(
                last.piece.span(last.at, last.at + 1),
                f"opened with {opened}, closed with {closed}",
                first.style[-1],
            )


RULE = Rule(
    code="K702",
    name="quotes_mixed",
    severity="warning",
    title="a quotation that opens with one mark and closes with another",
    title_ar="اقتباس يُفتح بعلامة ويُغلق بأخرى",
    hint="close it with the mark that belongs to the opening one",
    hint_ar="أغلق الاقتباس بالعلامة المقابلة لعلامة فتحه",
    check=_check,
)
