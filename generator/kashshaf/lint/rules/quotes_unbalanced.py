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
        start = sign.at if sign.opens else max(0, sign.at - _SHOWN)
        words = text_of[start : sign.at + (_SHOWN if sign.opens else 1)].strip()
        yield Fault(sign.piece.span(sign.at, sign.at + 1), f"{mark} {what}: «{words}»")


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
