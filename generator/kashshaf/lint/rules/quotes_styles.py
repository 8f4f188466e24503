"""Quotations of several styles in one article: «…» here and "…" there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.quotes import quotes_of


def _check(text: Text, values: Values) -> Iterator[Fault]:
    pairs = [pair for pair in quotes_of(text).pairs if pair[0].style == pair[1].style]
    styles = Counter(first.style for first, _ in pairs)
    if len(styles) < 2:
        return
    usual = max(styles, key=lambda style: styles[style])
    clear = list(styles.values()).count(styles[usual]) == 1
    for first, last in pairs:
        # A quotation within a quotation has another style, and rightly so.
        inside = any(
            other.piece is first.piece and other.at < first.at and last.at < end.at
            for other, end in pairs
        )
        if first.style != usual and not inside:
            words = first.piece.text[first.at : last.at + 1]
            yield Fault(
                first.piece.span(first.at, last.at + 1),
                f"{words[:60]} in an article that writes {usual[0]}…{usual[-1]}",
                usual[0] + words[1:-1] + usual[-1] if clear else None,
            )


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
