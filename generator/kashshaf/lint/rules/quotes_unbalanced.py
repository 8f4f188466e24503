"""A quotation that is opened and not closed, or closed and not opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.quotes import quotes_of

#: Characters of the quotation that a message shows.
_SHOWN: Final = 40


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for sign in quotes_of(text).alone:
        what = "opens a quotation that is not closed" if sign.opens else "closes what is not opened"
        mark = sign.piece.text[sign.at]
        text_of = sign.piece.text
        words = _after(text_of[sign.at :]) if sign.opens else _before(text_of[: sign.at + 1])
        yield Fault(sign.piece.span(sign.at, sign.at + 1), f"{mark} {what}: «{words}»")


def _after(text: str) -> str:
    """Return the first words of a text, none of them cut."""
    if len(text) <= _SHOWN:
        return text.strip()
    return (text[: _SHOWN + 1].rpartition(" ")[0].rstrip() or text[:_SHOWN]) + "…"


def _before(text: str) -> str:
    """Return the last words of a text, none of them cut."""
    if len(text) <= _SHOWN:
        return text.strip()
    return "…" + (text[-_SHOWN - 1 :].partition(" ")[2].lstrip() or text[-_SHOWN:])


RULE = Rule(
    code="K701",
    name="quotes_unbalanced",
    severity="warning",
    title="a quotation mark without its other one",
    title_ar="علامة تنصيص بلا مقابل",
    hint="find out from the original where the quotation ends, and record a correction",
    hint_ar="ابحث في الأصل عن موضع نهاية الاقتباس أو بدايته، وسجّل تصويبًا",
    check=_check,
)
