"""No space after a comma, a stop or a colon: «قال،ثم»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.letters import D, L, M, W

_TOUCHING: Final = re.compile(
    rf"(?<=[{L}{M}{D}»”\")\]])([،؛؟!:])(?=[{L}])|(?<=[{W}]{{3}})([.])(?=[{L}][{W}]{{2}})"
)

_NAME: Final = re.compile(rf"(?:نت|كوم|وان|أورغ|تي|سي|بي|إس|إم|آي|تو)(?![{W}])")


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for piece in text.pieces:
        words = piece.text
        for match in _TOUCHING.finditer(words):
            if match[2] and _NAME.match(words, match.end()):
                continue  # «العربية.نت» is the name of a site, «إن.بي.سي» a row of letters
            yield Fault(piece.span(*match.span()), f"no space after {match[0]}", f"{match[0]} ")


RULE = Rule(
    code="K707",
    name="space_after",
    severity="warning",
    title="no space after punctuation",
    title_ar="علامة ترقيم بلا مسافة بعدها",
    hint="write a space after commas, stops, colons and marks of question",
    hint_ar="اكتب مسافة بعد علامة الترقيم",
    check=_check,
)
