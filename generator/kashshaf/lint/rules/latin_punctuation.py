"""A Latin comma, semicolon or question mark after an Arabic word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.letters import D, L, W

_ARABIC: Final = {",": "،", ";": "؛", "?": "؟"}
_LATIN: Final = re.compile(
    rf"(?:[{W}][»”\")\]]{{0,2}}[ \u00a0]?)([,;?])(?![{D},،;؛?؟])"
    rf"|[{D}][»”\")\]%٪]{{0,2}}([,;?])(?=\s+[»”\"(«“]?[{L}])"
)


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for piece in text.pieces:
        for match in _LATIN.finditer(piece.text):
            group = 1 if match[1] else 2
            mark = match[group]
            message = f"the Latin {mark} in Arabic; the Arabic one is {_ARABIC[mark]}"
            yield Fault(piece.span(*match.span(group)), message, _ARABIC[mark])


RULE = Rule(
    code="K706",
    name="latin_punctuation",
    severity="warning",
    title="a Latin comma, semicolon or question mark in Arabic",
    title_ar="فاصلة أو فاصلة منقوطة أو علامة استفهام لاتينية في نص عربي",
    hint="write ، ؛ ؟",
    hint_ar="اكتب ، ؛ ؟",
    check=_check,
)
