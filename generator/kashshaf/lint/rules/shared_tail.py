"""The same last paragraph in several articles: it is the publisher's, and not the author's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from kashshaf.arabic import fold
from kashshaf.lint.base import Fault, Option, Piece, Rule, Text, Values

_TAIL: Final = 3
#: Code points; a longer paragraph that returns is the publisher's background.
_LONGEST: Final = 400


def _check(texts: Sequence[Text], values: Values) -> Iterator[tuple[Text, Fault]]:
    at_least = values.number("articles")
    where: dict[str, list[tuple[Text, Piece]]] = defaultdict(list)
    for text in texts:
        if len(text.pieces) < 2:
            continue
        for piece in text.pieces[1:][-_TAIL:]:
            if len(piece.text) <= _LONGEST and piece.words:
                where[" ".join(fold(piece.text).split())].append((text, piece))
    for same in where.values():
        articles = {text.article.id for text, _ in same}
        if len(articles) < max(2, at_least):
            continue
        for text, piece in same:
            message = f"the end of {len(articles)} articles: «{piece.text[:60].strip()}»"
            yield text, Fault(piece.span(0, len(piece.text)), message, None, "boilerplate")


RULE = Rule(
    code="K724",
    name="shared_tail",
    severity="info",
    title="the same end in several articles",
    title_ar="خاتمة واحدة في عدة مقالات",
    hint="if it is the publisher's, take it out with a correction of the kind boilerplate",
    hint_ar="إن كانت من الناشر فاحذفها بتصويب نوعه boilerplate",
    check_all=_check,
    options=(Option("articles", "articles that must have the same end", 2),),
)
