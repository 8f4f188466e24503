"""Keyword in context: the sentence around a mention, cut at words where it is long."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from kashshaf.markup import Wrap, run_around, wrapped
from kashshaf.model import Article, Block, Mention, Span

# A stop inside a number (3.8) or an abbreviation is followed by no space.
_SENTENCE_END: Final = re.compile(r"(?<![.؟?!…])[.؟?!…]+[\"”»’)\]]*(?=\s)\s+")
#: Code points of context on either side of the first mention; a long sentence is cut there.
BEFORE: Final = 110
AFTER: Final = 170


@dataclass(frozen=True, slots=True)
class Context:
    """A stretch of one block with the mentions in it."""

    block: Block
    span: Span
    mentions: tuple[Mention, ...]
    cut_before: bool
    cut_after: bool


def contexts(
    article: Article, mentions: Sequence[Mention], before: int = BEFORE, after: int = AFTER
) -> tuple[Context, ...]:
    """Return the contexts of ``mentions``; those in one sentence share one."""
    found: list[Context] = []
    for mention in mentions:
        last = found[-1] if found else None
        if last and last.block == mention.block and mention.span.end <= last.span.end:
            joined = (*last.mentions, mention)
            found[-1] = Context(last.block, last.span, joined, last.cut_before, last.cut_after)
            continue
        start, end = _sentence(article.text, mention.block.span, mention.span)
        left = _cut(article.text, mention.span.start - before, mention.span.start, start)
        right = min(end, mention.span.end + after)
        if right < end:
            space = article.text.rfind(" ", mention.span.end, right + 1)
            right = space if space > 0 else mention.span.end
        found.append(
            Context(mention.block, Span(left, right), (mention,), left > start, right < end)
        )
    return tuple(found)


def until(context: Context, end: int) -> Context:
    """Return a context that goes no further than offset ``end`` of the text."""
    if context.span.end <= end:
        return context
    return replace(context, span=Span(context.span.start, end), cut_after=True)


def _sentence(text: str, block: Span, mention: Span) -> tuple[int, int]:
    stops, ends = _stops(text, block)
    before = bisect_right(ends, mention.start)
    after = bisect_left(stops, mention.end)
    return (
        ends[before - 1] if before else block.start,
        ends[after] if after < len(ends) else block.end,
    )


@lru_cache(maxsize=1024)
def _stops(text: str, block: Span) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return where the stops of a block begin and end; a long block is asked for many times."""
    found = [match.span() for match in _SENTENCE_END.finditer(text, block.start, block.end)]
    return tuple(start for start, _ in found), tuple(end for _, end in found)


def _cut(text: str, wanted: int, latest: int, sentence: int) -> int:
    """Return where the context begins: the sentence's start, or the next word after ``wanted``."""
    if wanted <= sentence:
        return sentence
    space = text.find(" ", wanted, latest)
    return space + 1 if space >= 0 else wanted


def marked(article: Article, context: Context) -> str:
    """Return one line of Markdown: the context, its mentions in ``<mark>``."""
    start = context.span.start
    text = article.text[start : context.span.end].rstrip()
    wraps = [
        Wrap(mention.span.start - start, mention.span.end - start, "<mark>", "</mark>")
        for mention in context.mentions
    ]
    before = "… " if context.cut_before else ""
    after = " …" if context.cut_after else ""
    return f"{before}{wrapped(text, wraps)}{after}"


def aligned(article: Article, context: Context) -> str:
    """Return the same in three parts, for columns: before the first mention, its word, after it.

    The middle is the whole word or left-to-right run, since «ل» of «لبلينكن» stands in no other
    column than «بلينكن».
    """
    start = context.span.start
    text = article.text[start : context.span.end].rstrip()
    spans = [(m.span.start - start, m.span.end - start) for m in context.mentions]
    left, right = run_around(text, *spans[0])
    while left and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and not text[right].isspace():
        right += 1
    parts = []
    for begin, end in ((0, left), (left, right), (right, len(text))):
        # A mention across the border of the middle is marked on both sides of it.
        wraps = [
            Wrap(max(one, begin) - begin, min(other, end) - begin, "<mark>", "</mark>")
            for one, other in spans
            if one < end and other > begin
        ]
        words = wrapped(text[begin:end].strip(), _moved(wraps, text[begin:end]))
        parts.append(words)
    before, word, after = parts
    if context.cut_before:
        before = f"… {before}".rstrip()
    if context.cut_after:
        after = f"{after} …".lstrip()
    return f"<span>{before}</span> <span>{word}</span> <span>{after}</span>"


def _moved(wraps: Sequence[Wrap], text: str) -> list[Wrap]:
    """Return wraps for ``text.strip()``."""
    by = len(text) - len(text.lstrip())
    return [Wrap(w.start - by, w.end - by, w.before, w.after) for w in wraps]
