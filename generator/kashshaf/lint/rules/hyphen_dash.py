"""A hyphen that does the work of a dash: « - » between words, «-في حديث-» around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.letters import L, M, W

_AROUND: Final = re.compile(
    rf"(?<=\s)-(?=[{L}\"«“(])([^-\n]{{2,120}}?)(?<=[{W}\"»”)])-(?=[\s،.؛]|\Z)"
)
_BETWEEN: Final = re.compile(rf"(?<=[{L}{M}\"»”)،.])[ \u00a0]+-{{1,2}}[ \u00a0]+(?=[{L}\"«“(])")
_TOUCHING: Final = re.compile(rf"(?<=[{L}{M}]{{2}})-[ \u00a0]+(?=[{L}\"«“(])")


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for piece in text.pieces:
        words = piece.text
        if "-" not in words:
            continue
        pairs = [match.span() for match in _AROUND.finditer(words)]
        for start, end in pairs:
            inner = words[start + 1 : end - 1]
            yield Fault(piece.span(start, end), "hyphens as dashes", f"– {inner} –")
        for pattern, right in ((_BETWEEN, " – "), (_TOUCHING, None)):
            for match in pattern.finditer(words):
                if not any(start < match.end() and match.start() < end for start, end in pairs):
                    # «دونغ- هون» may be a hyphen with a space too many.
                    yield Fault(piece.span(*match.span()), "a hyphen as a dash", right)


RULE = Rule(
    code="K709",
    name="hyphen_dash",
    severity="info",
    title="a hyphen used as a dash",
    title_ar="شرطة قصيرة (-) في موضع شرطة الاعتراض (–)",
    hint="write – with a space on each side",
    hint_ar="اكتب – وعن جانبيها مسافتان",
    check=_check,
)
