"""Quotations of several styles in one article: «…» here and "…" there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.quotes import Sign, quotes_of


def _check(text: Text, values: Values) -> Iterator[Fault]:
    pairs = [
        (first, last) for first, last in _outer(quotes_of(text).pairs) if first.style == last.style
    ]
    styles = Counter(first.style for first, _ in pairs)
    if len(styles) < 2:
        return
    (usual, number), (_, next_number), *_ = styles.most_common()
    for first, last in pairs:
        if first.style != usual:
            words = first.piece.text[first.at : last.at + 1]
            yield Fault(
                first.piece.span(first.at, last.at + 1),
                f"{words[:60]} in an article that writes {usual[0]}…{usual[-1]}",
                usual[0] + words[1:-1] + usual[-1] if number > next_number else None,
            )


def _outer(pairs: Sequence[tuple[Sign, Sign]]) -> Iterator[tuple[Sign, Sign]]:
    """Yield the quotations that are in no other one, where another style would be right."""
    end = -1
    for first, last in sorted(pairs, key=lambda pair: pair[0].piece.start + pair[0].at):
        if first.piece.start + first.at > end:
            end = last.piece.start + last.at
            yield first, last


RULE = Rule(
    code="K704",
    name="quotes_styles",
    severity="info",
    title="quotations of several styles in one article",
    title_ar="أنماط مختلفة من علامات التنصيص في مقالة واحدة",
    hint="write all quotations of an article with the marks that most of them have",
    hint_ar="اكتب اقتباسات المقالة كلها بالعلامات الغالبة فيها",
    check=_check,
)
