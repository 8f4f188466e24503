"""A space before a mark that closes something: «الاحتلال .»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.letters import D, W

_APART: Final = re.compile(
    rf"(?<=[{W}{D}A-Za-z»”\")\]٪%])[ \t\u00a0]+([،؛.؟!,;?:])(?=[\s«»“”\")\]]|\Z)"
)


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for piece in text.pieces:
        for match in _APART.finditer(piece.text):
            if match[1] in ".!" and piece.text[match.end() :].lstrip()[:1] == match[1]:
                continue  # « . . . » is a row of dots, not a stop
            message = f"a space before {match[1]}"
            after = piece.text[match.end() : match.end() + 1]
            gap = " " if match[1] == ":" and after and after in '"«“' else ""
            yield Fault(piece.span(*match.span()), message, match[1] + gap)


RULE = Rule(
    code="K705",
    name="space_before",
    severity="warning",
    title="a space before punctuation",
    title_ar="مسافة قبل علامة الترقيم",
    hint="commas, stops, colons and marks of question stand at the word before them",
    hint_ar="تلتصق علامة الترقيم بالكلمة التي قبلها",
    check=_check,
)
