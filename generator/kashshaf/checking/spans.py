"""Where a proposed correction stands in its article, and how it is named without doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from kashshaf.model import Article, Finding, Fix, Span
from kashshaf.source import Lines

#: A surface that occurs twice in its paragraph is taken with so many more words at the most.
_WORDS: Final = 6
_BEFORE: Final = re.compile(r"(?:[^\s]+[^\S\r\n]+|[^\s]+)\Z")
_AFTER: Final = re.compile(r"[^\S\r\n]+[^\s]+|[^\s]+")


class Spans:
    """The corrections of one article that were taken in this round, which may not overlap."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._lines = Lines(article.path, article.printed)
        self._blocks = {block.anchor: article.in_source(block.span) for block in article.blocks}
        self._taken: list[Span] = []

    def take(self, found: Finding, fix: Fix) -> Fix | None:
        """Return the correction as it can be written, its anchor only where it needs one.

        None if its surface is not there, or overlaps with one that was taken before.
        """
        placed = self._placed(found, fix)
        if placed is None:
            return None
        anchor, block, narrow = placed
        text = self._article.printed

        def corrected(span: Span) -> str:
            return text[span.start : narrow.start] + fix.correct + text[narrow.end : span.end]

        span = self._alone(block, narrow, lambda span: _has_edges(corrected(span)))
        if span is None or any(s.start < span.end and span.start < s.end for s in self._taken):
            return None
        self._taken.append(span)
        surface, correct = text[span.start : span.end], corrected(span)
        once = sum(1 for other in self._blocks.values() for _ in self._within(other, surface)) == 1
        return replace(fix, surface=surface, correct=correct, anchor="" if once else anchor)

    def _placed(self, found: Finding, fix: Fix) -> tuple[str, Span, Span] | None:
        """Return the block of a correction, by its anchor, and the surface's own place in it."""
        offset = self._lines.offset(found.location) if found.location.line else 0
        blocks = [
            (anchor, span)
            for anchor, span in self._blocks.items()
            if anchor == fix.anchor or (not fix.anchor and span.start <= offset <= span.end)
        ]
        for anchor, block in blocks or list(self._blocks.items()):
            if not fix.surface:
                return None
            for start in self._within(block, fix.surface, near=offset):
                return anchor, block, Span(start, start + len(fix.surface))
        return None

    def _within(self, span: Span, surface: str, near: int = 0) -> Iterator[int]:
        """Yield where a surface stands within a span, the place that is nearest first."""
        found: list[int] = []
        at = self._article.printed.find(surface, span.start, span.end)
        while at >= 0:
            found.append(at)
            at = self._article.printed.find(surface, at + 1, span.end)
        yield from sorted(found, key=lambda start: (abs(start - near), start))

    def _alone(self, block: Span, span: Span, has_edges: Callable[[Span], bool]) -> Span | None:
        """Widen a span by words of its line until it occurs once in its block, and ends in
        words: YAML's readers leave out white space at the edges of a value.
        """
        text = self._article.printed
        start, end = span.start, span.end
        for step in range(2 * _WORDS):
            whole = _has_edges(text[start:end]) and has_edges(Span(start, end))
            if whole and sum(1 for _ in self._within(block, text[start:end])) == 1:
                return Span(start, end)
            before = _BEFORE.search(text, block.start, start)
            after = _AFTER.match(text, end, block.end)
            if step % 2 == 0 and before:
                start = before.start()
            elif after:
                end = after.end()
            elif before:
                start = before.start()
            else:
                return None
        return None


def _has_edges(text: str) -> bool:
    return text == text.strip()
