"""Edition → the pages of articles: a text as it stands, and what is known about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kashshaf import paths, reading
from kashshaf.corrected import Corrected
from kashshaf.index import Index
from kashshaf.markup import Link, clip, front_matter, inline, line, shown, url
from kashshaf.model import Article, Block, Heading, Mention, Page, Paragraph
from kashshaf.record_pages import person_pages, topic_pages
from kashshaf.share.cite import cite_block
from kashshaf.share.matter import article_matter
from kashshaf.views import UNANSWERED, UNKNOWN, Views, fill

#: Code points of a page's description, and of a record shown among what articles share.
_DESCRIPTION: Final = 180
_SHARED: Final = 4


def article_page(article: Article, views: Views) -> Page:
    """Return the page of one article: its text as it stands, and what is known about it."""
    page = paths.article(article.id)
    index, rights = views.index, article.record.rights
    in_source = article.title_from == "source"
    withheld = {
        "full": "",
        "excerpt": "هذا مقتطف؛ لا يُنشر النص كاملًا هنا.",
        "none": "لا يُنشر نص هذه المقالة هنا.",
    }[rights]
    corrected = Corrected(article, views)
    first = article.blocks[0]
    matter = front_matter(_article_matter(article, views, len(corrected.edits)))
    text = fill(
        "article.md",
        matter=article_matter(matter, article, views),
        h1=corrected.line(first, heading=True) if in_source else line(article.title, heading=True),
        h1_id=f"title{corrected.label(first)}" if in_source else "top",
        facts=[*_article_facts(article, page, views), *corrected.facts()],
        blocks=list(_blocks(article, page, views, corrected)),
        numerals=" ks-digits-arabic" if views.config.digits == "arabic" else "",
        withheld=withheld,
        people=[
            f"{views.person(page, who)} {views.muted(views.count(times, 'mention'))}"
            f"{reading.also_in(who, article, page, views)}"
            for who, times in index.people_in[article.id]
        ],
        topics=[
            f"{views.topic(page, given.topic)} "
            + views.muted(views.places(page, article, given.blocks) or "أضافه المحرّر")
            for given in index.edition.topics_of[article.id]
        ],
        terms=[
            f"{views.term(page, what)} {views.muted(views.count(times, 'mention'))}"
            for what, times in index.terms_in[article.id]
        ],
        related=[
            f"{views.article(page, other.article)} "
            + views.muted("يشتركان في: " + "، ".join(_names(other.shared[:_SHARED], views)))
            for other in index.related[article.id]
        ],
        corrections=list(corrected.listing(page)),
        about=list(_article_about(article, page, views)),
        cite=cite_block(article, views),
        notes=reading.notes(article, page, views),
    )
    return Page(f"{paths.DOCS}/{page}", text)


def _article_matter(
    article: Article, views: Views, corrections: int
) -> Iterator[tuple[str, object]]:
    record, index = article.record, views.index
    yield "title", clip(article.title, 200)
    yield "description", _description(article)
    if record.date:
        yield "date", record.date.edtf
    yield "people", tuple(who for who, _ in index.people_in[article.id])
    yield "topics", tuple(given.topic for given in index.edition.topics_of[article.id])
    if record.source:
        yield "source", record.source.name
    yield "source_sha256", article.sha256
    yield "status", record.status
    yield (
        "kashshaf",
        {
            "generated": True,
            "kind": "article",
            "id": article.id,
            "file": article.path,
            "rights": record.rights,
            # The theme loads what shows them only where there are any.
            **({"corrections": corrections} if corrections else {}),
        },
    )


def _description(article: Article) -> str:
    opening = next(filter(None, map(article.words, article.paragraphs)), "")
    if article.record.rights == "none" or not opening:
        return clip(article.title, _DESCRIPTION)
    return clip(shown(opening), _DESCRIPTION)


def _article_facts(article: Article, page: str, views: Views) -> Iterator[tuple[str, str]]:
    record = article.record
    if record.date:
        basis = f" {views.muted('[مستنتج](#about)')}" if record.date.basis else ""
        yield "التاريخ", inline(views.date(article)) + basis
    else:
        yield "التاريخ", UNKNOWN if "date" in record.unknown else UNANSWERED
    if record.source:
        name = inline(record.source.name)
        if record.source.url:
            name = f"[{name}]({url(record.source.url)})"
        basis = record.source.basis
        about = views.muted(f"استُدل عليه: {views.prose(page, basis)}") if basis else ""
        yield "المصدر", f"{name} {about}".rstrip()
    else:
        yield "المصدر", UNKNOWN if "source" in record.unknown else UNANSWERED
    if record.author:
        yield "الكاتب", inline(record.author)
    if article.title_from == "record":
        yield "العنوان", "من وضع المحرّر"
    elif article.title_from == "opening":
        none = article.record.rights == "none"
        yield "العنوان", "غير معروف" if none else "أول كلمات النص، إذ لا عنوان له"
    yield "الحالة", views.facts_status(article)
    duration = reading.duration(article, views)
    if duration:
        yield "مدة القراءة", duration


def _article_about(article: Article, page: str, views: Views) -> Iterator[tuple[str, str]]:
    date = article.record.date
    if date and date.basis:
        yield "أساس التاريخ", views.prose(page, date.basis)
    yield "الملف", f"`{article.path}`" if "`" not in article.path else inline(article.path)
    if article.encoding != "UTF-8":
        yield "الترميز", inline(article.encoding)
    yield "بصمة المصدر", f'<bdi dir="ltr">sha256:{article.sha256[:16]}…</bdi>'
    yield "الطول", views.count(len(article.paragraphs), "paragraph")
    if article.record.note:
        yield "ملاحظة", views.prose(page, article.record.note)


def _blocks(article: Article, page: str, views: Views, corrected: Corrected) -> Iterator[str]:
    """Yield the text, a block each: one line of Markdown and its id."""
    if article.record.rights == "none":
        return
    if article.record.rights == "excerpt":
        for paragraph, text in views.excerpt(article):
            yield f"{text}\n{{: #{paragraph.anchor} }}"
        return
    linked = _linked(article, page, views)
    for block in article.blocks:
        css = corrected.css(block)
        if isinstance(block, Heading) and block.number and not css:
            words = corrected.line(block, heading=True)
            yield f"## {words} {{ #{block.anchor}{corrected.label(block)} }}"
        elif isinstance(block, Paragraph) or block.number:
            # A heading that was taken out stands in no table of contents.
            yield f"{corrected.line(block, linked.get(block, ()))}\n{{: #{block.anchor}{css} }}"
        elif article.title_from != "source":
            # The editor's title stands above; this one is the source's own.
            yield f"{corrected.line(block)}\n{{: #title .ks-printed-title{css} }}"


def _linked(article: Article, page: str, views: Views) -> dict[Block, list[Link]]:
    """Choose the mentions that become links, as the archive's configuration says."""
    config = views.config
    policy = {"person": config.link_people, "term": config.link_terms}
    seen: set[object] = set()
    chosen: dict[Block, list[Link]] = {}
    for mention in views.edition.mentions[article.id]:
        block = mention.block
        if mention.record is None or isinstance(block, Heading):
            continue
        rule = policy[mention.kind]
        key = (mention.record, block) if rule == "first-in-paragraph" else mention.record
        if rule == "none" or (rule != "all" and key in seen):
            continue
        seen.add(key)
        start = block.span.start
        chosen.setdefault(block, []).append(
            Link(
                mention.span.start - start,
                mention.span.end - start,
                _url(page, mention, views),
                f"ks-{mention.kind}",
            )
        )
    return chosen


def _url(page: str, mention: Mention, views: Views) -> str:
    record = mention.record or ""
    if mention.kind == "term":
        return views.term_url(page, record)
    return paths.link(page, paths.person(record))


def _names(records: Iterable[str], views: Views) -> list[str]:
    return [inline(views.index.record(record).heading) for record in records]


def pages_of(index: Index, views: Views) -> Iterator[Page]:
    """Yield the pages of all articles, people and topics."""
    for article in index.edition.articles:
        yield article_page(article, views)
    for person in index.edition.registers.people:
        yield from person_pages(person, views)
    for topic in index.edition.registers.topics:
        yield from topic_pages(topic, views)
