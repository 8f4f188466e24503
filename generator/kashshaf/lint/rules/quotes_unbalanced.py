"""A quotation that is opened and not closed, or closed and not opened."""

from __future__ import annotations

from collections.abc import Iterator

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.quotes import quotes_of


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for sign in quotes_of(text).alone:
        what = "opens a quotation that is not closed" if sign.opens else "closes what is not opened"
        mark = sign.piece.text[sign.at]
        words = (
            sign.piece.text[sign.at : sign.at + 40]
            if sign.opens
            else sign.piece.text[max(0, sign.at - 40) : sign.at + 1]
        )
        yield Fault(sign.piece.span(sign.at, sign.at + 1), f"{mark} {what}: {words.strip()}")


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
