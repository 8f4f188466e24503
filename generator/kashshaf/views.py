"""What the pages share: links, dates, counts, definitions and places, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import islice
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from kashshaf import paths
from kashshaf.arabic import counted, digits
from kashshaf.dates import arabic_date, parse_date
from kashshaf.definitions import Resolver
from kashshaf.index import Index
from kashshaf.markup import at_start, clip, inline, line
from kashshaf.model import (
    Approved,
    Article,
    Authority,
    Block,
    Mention,
    Paragraph,
    Place,
    Reviewed,
    Status,
)
from kashshaf.share.published import Published

#: Bytes of Markdown of the lists on one page; Material makes of them less than 300 kB.
PAGE_BYTES: Final = 64_000
#: An excerpt: this many paragraphs at the start of an article, and words at the most.
EXCERPT_PARAGRAPHS: Final = 2
EXCERPT_WORDS: Final = 80
#: Code points of a title in lists and links.
SHORT_TITLE: Final = 160

STATUS: Final = {"draft": "مسودة", "reviewed": "مراجَعة", "approved": "معتمدة"}
#: An entry of a register is always somebody's draft; what matters is that nobody has read it.
RECORD_STATUS: Final = {**STATUS, "draft": "لم تُراجَع بعد"}
UNKNOWN: Final = "غير معروف"
UNANSWERED: Final = "لم يُحدَّد بعد"
_WORD: Final = re.compile(r"\S+")
_PLACE: Final = re.compile(r"(?<![a-z0-9-])([a-z0-9][a-z0-9-]{0,79})#(p[0-9]+|h[0-9]+|title)")


@cache
def _environment() -> Environment:
    # Markdown is escaped where it is made, by ``markup``; HTML escaping here would undo it.
    return Environment(
        loader=PackageLoader("kashshaf", "templates"),
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )


def fill(template: str, **values: object) -> str:
    """Return a template of the package filled in, with one newline at its end."""
    text = _environment().get_template(template).render(**values)
    return text.rstrip("\n") + "\n"


class Views:
    """Markdown for the parts of pages; ``page`` is always the page that a link stands on."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.edition = index.edition
        self.config = index.edition.config
        self.resolver = Resolver(index.edition.registers)
        #: Term id → its page; set by the glossary, which knows how it is split.
        self.term_pages: dict[str, str] = {}
        #: Where the site is; set by the pipeline, which reads mkdocs.yml.
        self.published = Published()
        #: What cards say again and again, as ``reading`` has made it: a record's, a title's.
        self.card_parts: dict[tuple[str, str], str] = {}
        # What every other link asks for again.
        self._visible = cache(self._visible_anchors)
        self._excerpt_ends = cache(self._ends_of_excerpt)
        self._short_title = cache(self._inline_title)
        self._date = cache(self._date_in_words)
        self._count = cache(partial(counted, style=self.config.digits))

    def digits(self, text: str | int) -> str:
        return digits(text, self.config.digits)

    def count(self, number: int, noun: str, *, oblique: bool = False) -> str:
        return self._count(number, noun, oblique=oblique)

    def date(self, article: Article) -> str:
        return self._date(article.id)

    def _date_in_words(self, identity: str) -> str:
        date = self.index.articles[identity].record.date
        if date is None:
            return ""
        return arabic_date(date, self.config.locale, self.config.digits)

    def muted(self, text: str) -> str:
        return f'<span class="ks-count">{text}</span>'

    def title(self, article: Article) -> str:
        return self._short_title(article.id)

    def _inline_title(self, identity: str) -> str:
        return inline(clip(self.index.articles[identity].title, SHORT_TITLE))

    def article(self, page: str, article: Article) -> str:
        return f"[{self.title(article)}]({paths.link(page, paths.article(article.id))})"

    def person(self, page: str, identity: str, css: str = "ks-person") -> str:
        name = inline(self.index.people[identity].heading)
        return f"[{name}]({paths.link(page, paths.person(identity))}){{ .{css} }}"

    def topic(self, page: str, identity: str) -> str:
        name = inline(self.index.topics[identity].heading)
        return f"[{name}]({paths.link(page, paths.topic(identity))}){{ .ks-topic }}"

    def term(self, page: str, identity: str, text: str = "") -> str:
        name = inline(text or self.index.terms[identity].heading)
        return f"[{name}]({self.term_url(page, identity)}){{ .ks-term }}"

    def term_url(self, page: str, identity: str) -> str:
        return paths.link(page, self.term_pages[identity], identity)

    def record(self, page: str, identity: str, text: str = "") -> str:
        """Return a link to any record; an id that is not known stays text."""
        if identity in self.index.terms:
            return self.term(page, identity, text)
        if identity in self.index.people:
            return self.person(page, identity)
        if identity in self.index.topics:
            return self.topic(page, identity)
        return inline(text or identity)

    def definition(self, page: str, text: str) -> str:
        """Return a definition with its references as links; unresolved ones stay text."""
        parts: list[str] = []
        for piece in self.resolver.pieces(text):
            if piece.target is None:
                parts.append(inline(piece.text))
                continue
            kind, identity = piece.target
            if kind == "term":
                url = self.term_url(page, identity)
            else:
                path = paths.person if kind == "person" else paths.topic
                url = paths.link(page, path(identity))
            parts.append(f"[{inline(piece.text)}]({url}){{ .ks-{kind} }}")
        return at_start("".join(parts))

    def prose(self, page: str, text: str) -> str:
        """Return an editor's words, with the places in them (``leaked-memo#p5``) as links."""
        parts: list[str] = []
        end = 0
        for match in _PLACE.finditer(text):
            article = self.index.articles.get(match[1])
            if article is None or match[2] not in {block.anchor for block in article.blocks}:
                continue
            parts.append(inline(text[end : match.start()]))
            parts.append(self._place(page, article, match[2], named=True))
            end = match.end()
        parts.append(inline(text[end:]))
        return "".join(parts)

    def sources(self, page: str, places: Iterable[Place]) -> str:
        """Return the places that a definition rests on, or nothing."""
        by_article: dict[str, list[str]] = {}
        for place in places:
            article = self.index.articles.get(place.article)
            if article and any(block.anchor == place.anchor for block in article.blocks):
                links = by_article.setdefault(article.id, [])
                links.append(self._place(page, article, place.anchor, named=not links))
        return "؛ ".join("، ".join(links) for links in by_article.values())

    def _place(self, page: str, article: Article, anchor: str, *, named: bool = False) -> str:
        label = self.block_label(anchor)
        named = named and page != paths.article(article.id)
        text = f"{self.title(article)}، {label}" if named else label
        anchor = anchor if anchor in self.visible(article) else ""
        return f"[{text}]({paths.link(page, paths.article(article.id), anchor)})"

    def block_label(self, anchor: str) -> str:
        if anchor == "title":
            return "العنوان"
        kind = "ف" if anchor.startswith("p") else "عنوان فرعي"
        return f"{kind}\u00a0{self.digits(anchor[1:])}"

    def block(self, page: str, article: Article, block: Block) -> str:
        """Return the link to one paragraph or heading."""
        return self._place(page, article, block.anchor)

    def places(self, page: str, article: Article, blocks: Iterable[Block]) -> str:
        """Return the links to some paragraphs and headings of one article."""
        return "، ".join(self.block(page, article, block) for block in blocks)

    def visible(self, article: Article) -> frozenset[str]:
        """Return the anchors that the article's page has, as its rights allow."""
        return self._visible(article.id)

    def _visible_anchors(self, identity: str) -> frozenset[str]:
        article = self.index.articles[identity]
        # A title line is on every page that has it for a title.
        titles = {"title"} if article.title_from == "source" else set()
        if article.record.rights == "none":
            return frozenset(titles)
        if article.record.rights == "full":
            return frozenset(block.anchor for block in article.blocks)
        shown = [block.anchor for block, _ in self.excerpt(article)]
        return frozenset((*titles, *shown))

    def excerpt(self, article: Article) -> tuple[tuple[Paragraph, str], ...]:
        """Return the first paragraphs of an article as far as an excerpt goes, as Markdown."""
        return tuple((block, line(cut)) for block, cut in self.excerpt_text(article))

    def excerpt_text(self, article: Article) -> tuple[tuple[Paragraph, str], ...]:
        """Return the same as plain text on one line, cut at a word."""
        ends = self._excerpt_ends(article.id)
        found: list[tuple[Paragraph, str]] = []
        for block in article.paragraphs:
            if block.anchor in ends:
                end = ends[block.anchor]
                words = " ".join(article.text[block.span.start : end].split())
                found.append((block, words + (" …" if end < block.span.end else "")))
        return tuple(found)

    def shown_to(self, article: Article, block: Block) -> int:
        """Return the offset up to which the article's page shows a block; its start, if nowhere."""
        if article.record.rights == "full":
            return block.span.end
        if block.anchor == "title" and article.title_from == "source":
            return block.span.end
        if article.record.rights == "none":
            return block.span.start
        return self._excerpt_ends(article.id).get(block.anchor, block.span.start)

    def _ends_of_excerpt(self, identity: str) -> dict[str, int]:
        """Return anchor → offset for each paragraph of an excerpt: what is shown ends there."""
        article = self.index.articles[identity]
        left = EXCERPT_WORDS
        found: dict[str, int] = {}
        # A paragraph that corrections took out is none.
        there = (block for block in article.paragraphs if article.words(block))
        for block in islice(there, EXCERPT_PARAGRAPHS):
            ends = [match.end() for match in _WORD.finditer(article.words(block))]
            if left <= 0 or not ends:
                break
            whole = len(ends) <= left
            found[block.anchor] = block.span.end if whole else block.span.start + ends[left - 1]
            left -= len(ends)
        return found

    def shows(self, article: Article, mention: Mention) -> bool:
        """Tell whether the article's page shows a mention, as its rights allow."""
        return mention.span.end <= self.shown_to(article, mention.block)

    def facts_status(self, article: Article) -> str:
        record = article.record
        return self._status(record.status, STATUS, record.reviewed, record.approved)

    def record_status(self, record: Authority) -> str:
        """Return how far an editor has gone with an entry of a register."""
        return self._status(record.status, RECORD_STATUS, record.reviewed, record.approved)

    def _status(
        self,
        status: Status,
        words: Mapping[str, str],
        reviewed: Reviewed | None,
        approved: Approved | None,
    ) -> str:
        text = f'<span class="ks-status-{status}">{words[status]}</span>'
        if status == "draft":
            return text
        if reviewed and reviewed.by:
            text += f" راجعها {inline(reviewed.by)}{self._on(reviewed.on)}"
        if status == "approved" and approved and approved.by:
            text += f"، واعتمدها {inline(approved.by)}{self._on(approved.on)}"
        return text

    def _on(self, day: str) -> str:
        date = parse_date(day) if day else None
        words = arabic_date(date, self.config.locale, self.config.digits) if date else ""
        return f" في {inline(words)}" if words else ""


def split_parts(items: Sequence[str], budget: int = PAGE_BYTES) -> list[list[str]]:
    """Cut a list into pages of at most ``budget`` bytes of UTF-8 (one item at the least).

    Cut from the start, so that what is added at the end touches the last page alone.
    """
    parts: list[list[str]] = [[]]
    size = 0
    for item in items:
        length = len(item.encode())
        if parts[-1] and size + length > budget:
            parts.append([])
            size = 0
        parts[-1].append(item)
        size += length
    return parts


def part_links(views: Views, page: str, first: str, total: int) -> str:
    """Return links to the pages that a long list was cut into, or nothing for one page."""
    if total < 2:
        return ""
    links = []
    for number in range(1, total + 1):
        target = paths.part(first, number)
        label = views.digits(number)
        links.append(label if target == page else f"[{label}]({paths.link(page, target)})")
    return "الصفحات: " + " · ".join(links)
