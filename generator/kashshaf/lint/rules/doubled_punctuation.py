"""The same mark twice, or two that exclude each other: «،،», «،.»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.letters import W

_TWICE: Final = re.compile(
    rf"(?<=[{W}»”\")\]])(?:([،؛:])[ \u00a0]?\1|([؟!])\.(?!\.)|[،؛:][ \u00a0]?[.،؛](?!\.))"
    rf"|(?<=[{W}])(?:,[ \u00a0]?،|،[ \u00a0]?,)"
    rf"|(?<=[{W}]{{2}})\.[ \u00a0]?[،؛]"
)


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for piece in text.pieces:
        for match in _TWICE.finditer(piece.text):
            one = match[1] or match[2] or ("،" if "," in match[0] else None)
            yield Fault(piece.span(*match.span()), f"two marks, {match[0]}", one)


RULE = Rule(
    code="K708",
    name="doubled_punctuation",
    severity="warning",
    title="two marks of punctuation where one belongs",
    title_ar="علامتا ترقيم في موضع واحدة",
    hint="keep the mark that is meant",
    hint_ar="أبقِ العلامة المقصودة وحدها",
    check=_check,
)
