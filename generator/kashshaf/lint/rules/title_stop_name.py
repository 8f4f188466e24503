"""A stop between a title and the name that it belongs to: «الرئيس. باراك أوباما»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kashshaf.arabic import fold
from kashshaf.given_names import GIVEN_NAMES, TITLES
from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.letters import L, W

_STOP: Final = re.compile(
    rf"(?<![{W}])([{L}][{W}]+)[ \u00a0]?\.[ \u00a0]+(?=([{L}][{W}]+)[ \u00a0])"
)
_PROCLITICS: Final = ("", "و", "ف", "ب", "ل", "ك")
_SHORT: Final = frozenset(fold(word) for word in "رئيس وزير السيد الدكتور النائب السفير".split())


def _check(text: Text, values: Values) -> Iterator[Fault]:
    named = {mention.span.start for mention in text.mentions if mention.kind == "person"}
    for piece in text.pieces:
        for match in _STOP.finditer(piece.text):
            title = fold(match[1])
            if not any(
                title == p + t for p in _PROCLITICS for t in (title[len(p) :],) if t in _ALL
            ):
                continue
            name = piece.start + match.start(2)
            if fold(match[2]) in GIVEN_NAMES or name in named:
                stop = piece.text.rindex(".", match.start(), match.start(2))
                start = stop - 1 if piece.text[stop - 1].isspace() else stop
                message = f"a stop between the title and the name: «{match[0]}{match[2]}»"
                yield Fault(piece.span(start, stop + 1), message, "")


_ALL: Final = TITLES | _SHORT

RULE = Rule(
    code="K716",
    name="title_stop_name",
    severity="warning",
    title="a stop between a title and a name",
    title_ar="نقطة بين اللقب والاسم",
    hint="take the stop out",
    hint_ar="احذف النقطة",
    check=_check,
)
