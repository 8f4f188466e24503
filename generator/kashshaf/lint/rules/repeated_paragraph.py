"""The same paragraph twice in one article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kashshaf.arabic import fold
from kashshaf.lint.base import Fault, Rule, Text, Values

#: Words; a short line may well return.
_SHORTEST: Final = 6


def _check(text: Text, values: Values) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for piece in text.pieces:
        words = fold(piece.text).split()
        if len(words) < _SHORTEST:
            continue
        anchor = seen.setdefault(" ".join(words), piece.block.anchor)
        if anchor != piece.block.anchor:
            message = f"the same as {anchor}: «{piece.text[:50].strip()}…»"
            yield Fault(piece.span(0, len(piece.text)), message)


RULE = Rule(
    code="K722",
    name="repeated_paragraph",
    severity="warning",
    title="the same paragraph twice in one article",
    title_ar="فقرة مكررة في مقالة واحدة",
    hint="take one of them out with a correction",
    hint_ar="احذف إحداهما بتصويب",
    check=_check,
)
