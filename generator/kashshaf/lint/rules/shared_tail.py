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
            printed = _as_printed(text, piece)
            if len(printed.text) <= _LONGEST and printed.words:
                where[" ".join(fold(printed.text).split())].append((text, piece))
    for same in where.values():
        articles = {text.article.id for text, _ in same}
        if len(articles) < max(2, at_least):
            continue
        for text, piece in same:
            if _is_removed(text, piece):
                continue
            message = f"the end of {len(articles)} articles: «{piece.text[:60].strip()}»"
            yield text, Fault(piece.span(0, len(piece.text)), message, None, "boilerplate")


def _as_printed(text: Text, piece: Piece) -> Piece:
    """Return a block as it was printed: whose end is taken out of one article has it still."""
    span = text.article.block_in_source(piece.block)
    return Piece(piece.block, text.article.printed[span.start : span.end])


def _is_removed(text: Text, piece: Piece) -> bool:
    edits = text.article.edits_in(piece.block)
    return not piece.words or any(edit.correction.kind == "boilerplate" for edit in edits)


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
