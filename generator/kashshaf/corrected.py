"""Corrections on an article's page: the reading, each correction marked in it, and their list.

A mark holds what was printed (``<del>``) and what stands there now (``<ins>``); the style sheet
shows one of the two. The small link after them leads to the list, and opens a card with JavaScript.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from kashshaf.markup import Link, Wrap, at_start, inline, shown, wrapped
from kashshaf.model import Article, Block, CorrectionKind, Edit, Span
from kashshaf.views import Views

#: What readers are told of the kinds.
KINDS: Final[dict[CorrectionKind, str]] = {
    "spelling": "لغة وإملاء",
    "punctuation": "ترقيم",
    "boilerplate": "من خارج النص",
    "translation": "ترجمة",
}
# Of a text that is not shown whole, a correction quotes fewer words than make a quotation.
_QUOTED_WORDS: Final = 8
# What a heading's label in the table of contents need not have: Markdown would read it.
_UNLABELLED: Final = re.compile(r"[\\`*_{}\[\]<>&|#]")


class _Mark(NamedTuple):
    """A stretch of a block's reading (offsets in it), what was printed there, and its markup."""

    start: int
    end: int
    was: str
    link: str


def shown_edits(article: Article, views: Views) -> tuple[Edit, ...]:
    """Return the corrections that readers may see, as the article's rights allow."""
    if article.record.rights == "full":
        return article.edits
    ends: list[Span] = []
    if article.title_from == "source":
        ends.append(article.blocks[0].span)
    if article.record.rights == "excerpt" and article.edits:
        ends += (_seen(article, block.span, text) for block, text in views.excerpt_text(article))
    return tuple(
        edit
        for edit in article.edits
        if any(span.start <= edit.span.start and edit.span.end <= span.end for span in ends)
        and len(article.printed[edit.printed.start : edit.printed.end].split()) < _QUOTED_WORDS
    )


def _seen(article: Article, block: Span, text: str) -> Span:
    """Return the stretch of a paragraph of which an excerpt shows ``text``."""
    whole = article.text[block.start : block.end]
    if text.split() == whole.split():
        return block
    last = list(re.finditer(r"\S+", whole))[len(text.split()) - 2]  # its last word is «…»
    return Span(block.start, block.start + last.end())


class Corrected:
    """The corrections of one article, numbered as its page numbers them."""

    def __init__(self, article: Article, views: Views) -> None:
        self._article = article
        self._views = views
        self.edits = shown_edits(article, views)
        self._numbers = {edit.printed: number for number, edit in enumerate(self.edits, 1)}

    def line(self, block: Block, links: Sequence[Link] = (), *, heading: bool = False) -> str:
        """Return what ``markup.line`` does for a block, its corrections marked."""
        wraps = list(_wraps(links, list(self._marks(block))))
        result = wrapped(self._article.words(block), wraps)
        if not heading:
            return at_start(result)
        return result.replace("#", "\\#").replace('href="\\#', 'href="#')

    def label(self, block: Block) -> str:
        """Return the attribute that keeps what was printed out of a table of contents."""
        if not self._article.edits_in(block):
            return ""
        label = _UNLABELLED.sub("", shown(self._article.words(block))).replace('"', "&quot;")
        return f' data-toc-label="{label}"'

    def css(self, block: Block) -> str:
        """Return the class of a paragraph that was taken out."""
        return "" if block.span.start < block.span.end else " .ks-removed"

    def facts(self) -> Iterator[tuple[str, str]]:
        """Yield the line that says how many there are; the script puts the switch there."""
        if self.edits:
            count = self._views.count(len(self.edits), "correction")
            yield "التصويبات", f'<span class="ks-fixes">[{count}](#corrections)</span>'

    def listing(self, page: str) -> Iterator[str]:
        """Yield an item for each correction: where, what was printed, what it is now, and why."""
        article, views = self._article, self._views
        for block in article.blocks:
            for edit in article.edits_in(block):
                if edit.printed not in self._numbers:
                    continue
                was = shown(article.printed[edit.printed.start : edit.printed.end])
                now = shown(article.text[edit.span.start : edit.span.end])
                parts = [
                    f"{views.block(page, article, block)}،",
                    f'<span class="ks-fix-kind">{KINDS[edit.correction.kind]}</span>:',
                    f"<del>{inline(was)}</del>",
                    f'<span class="ks-fix-to">صُحّح إلى</span> <ins>{inline(now)}</ins>'
                    if now
                    else '<span class="ks-fix-to">حُذف</span>',
                ]
                if edit.correction.note:
                    note = views.prose(page, edit.correction.note)
                    parts.append(f'<span class="ks-fix-note">{note}</span>')
                number = self._numbers[edit.printed]
                yield f'<span class="ks-fix-entry" id="fix-{number}">{" ".join(parts)}</span>'

    def _marks(self, block: Block) -> Iterator[_Mark]:
        article, at = self._article, block.span.start
        for edit in article.edits_in(block):
            number = self._numbers.get(edit.printed)
            if number is None:
                continue
            was = article.printed[edit.printed.start : edit.printed.end]
            head, tail = edit.head, edit.tail
            # Whole words: a reader looks for no missing point under a letter.
            while head and not was[head - 1].isspace():
                head -= 1
            while tail and not was[len(was) - tail].isspace():
                tail -= 1
            label = f"تصويب {self._views.digits(number)}"
            yield _Mark(
                edit.span.start + head - at,
                edit.span.end - tail - at,
                f'<del class="ks-was">{inline(shown(was[head : len(was) - tail]))}</del>',
                f'<a class="ks-fix" href="#fix-{number}" aria-label="{label}"></a>',
            )


def _wraps(links: Sequence[Link], marks: Sequence[_Mark]) -> Iterator[Wrap]:
    """Yield what stands before and after each stretch of links and marks, which may overlap.

    A mark is cut at the borders of a link, and its own link stands after it: none holds another.
    """
    held: list[str] = []
    link_at = 0
    for start, end, mark in _stretches(links, marks):
        while link_at < len(links) and links[link_at].end <= start:
            link_at += 1
        link = links[link_at] if link_at < len(links) else None
        if link and not (link.start <= start < link.end and (start < end or link.start < start)):
            link = None
        if link is None and mark is None:
            continue
        before = after = ""
        if link and start == link.start:
            before = "["
        if mark and start == mark.start:
            within = link and (mark.end <= link.end or link.start < mark.start)
            before = before + mark.was if within else mark.was + before
        if mark and start < end:
            before, after = f'{before}<ins class="ks-now">', "</ins>"
        if mark and end == mark.end:
            held.append(mark.link)
        if link and end == link.end and start < end:
            after += f"]({link.url}){{ .{link.css} }}"
            link = None
        if link is None:
            after += "".join(held)
            held.clear()
        yield Wrap(start, end, before, after)


def _stretches(
    links: Sequence[Link], marks: Sequence[_Mark]
) -> Iterator[tuple[int, int, _Mark | None]]:
    """Yield the stretches between all borders in order, each with the mark that it is part of."""
    edges = sorted({edge for one in (*links, *marks) for edge in (one[0], one[1])})
    empty = defaultdict(list)
    for mark in marks:
        if mark.start == mark.end:
            empty[mark.start].append(mark)
    whole = [mark for mark in marks if mark.start < mark.end]
    at = 0
    for start, end in zip(edges, [*edges[1:], *edges[-1:]], strict=True):
        for mark in empty[start]:
            yield start, start, mark
        while at < len(whole) and whole[at].end <= start:
            at += 1
        if end > start:
            yield start, end, whole[at] if at < len(whole) and whole[at].start <= start else None
