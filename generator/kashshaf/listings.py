"""Edition → index pages: of articles by date, of people and of topics.

What is small is one page. What grows is cut by year or letter and then by size, so that no
page grows with the archive without end; old addresses and anchors stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from kashshaf import paths
from kashshaf.arabic import index_label, index_letter
from kashshaf.index import Index, sort_key
from kashshaf.markup import clip, front_matter, inline, line
from kashshaf.model import Article, Page, Person, Topic
from kashshaf.record_pages import latin_name
from kashshaf.samples import samples
from kashshaf.share.jsonld import index_nodes
from kashshaf.share.matter import shared
from kashshaf.views import PAGE_BYTES, Views, fill, part_links, split_parts

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Group:
    """What stands under one heading of an index page."""

    heading: str
    anchor: str
    body: str


@dataclass(frozen=True, slots=True)
class _Section:
    """A letter or a year: its items, rendered for the page that is passed in."""

    heading: str
    anchor: str
    page: str
    items: tuple[Callable[[str], str], ...]


@dataclass(frozen=True, slots=True)
class Register:
    """An index that may be one page or many."""

    first: str
    kind: str
    title: str
    description: str
    lead: str
    sections: tuple[_Section, ...]
    css: str
    #: What a reader may filter by name: «person», «topic» or «term».
    filter: str = ""


def register_pages(index: Index, views: Views) -> Iterator[Page]:
    """Yield the index pages of articles, people and topics."""
    yield from _pages(_article_register(index, views), views)
    yield from _pages(_people_register(index, views), views)
    yield from _pages(_topic_register(index, views), views)


def search_page(views: Views) -> Page:
    """Return the page of the search; the script fills it in."""
    own: dict[str, object] = {"generated": True, "kind": "search"}
    described = "البحث في نصوص المقالات وأسماء الأشخاص والموضوعات والمصطلحات."
    if views.config.title:
        described = f"{views.config.title} — {described}"
    matter = (
        ("title", "البحث"),
        ("description", clip(described, 300)),
        ("hide", ("toc",)),
        ("kashshaf", own),
    )
    nodes = index_nodes("search", paths.SEARCH, "البحث", described, views)
    head = shared(front_matter(matter), nodes, views)
    text = fill("search.md", matter=head, samples=samples(views.index))
    return Page(f"{paths.DOCS}/{paths.SEARCH}", text)


def _pages(register: Register, views: Views) -> Iterator[Page]:
    """Cut a register: all on one page, else a page (or more) a section and a page of links."""
    whole = [item(register.first) for section in register.sections for item in section.items]
    if sum(len(item.encode()) for item in whole) <= PAGE_BYTES:
        groups = [
            _group(section, [item(register.first) for item in section.items], register)
            for section in register.sections
        ]
        jump = " ".join(f"[{s.heading}](#{s.anchor})" for s in register.sections if s.heading)
        yield register_page(register, register.first, register.title, groups, jump, views)
        return
    listing = "\n".join(
        f"- [{section.heading}]({paths.link(register.first, section.page)})"
        f"{{ #{section.anchor} }} {views.muted(views.digits(len(section.items)))}"
        for section in register.sections
    )
    listing = f'<div class="ks-index" markdown>\n\n{listing}\n\n</div>'
    if register.filter == "person":
        listing = f"{_name_form(register.first)}\n\n{listing}"
    group = Group("", "", listing)
    yield register_page(register, register.first, register.title, [group], "", views)
    for section in register.sections:
        sizes = split_parts([item(section.page) for item in section.items])
        done = 0
        for number, part in enumerate(sizes, 1):
            page = paths.part(section.page, number)
            here = section.items[done : done + len(part)]
            done += len(part)
            group = _group(section, [item(page) for item in here], register, heading=False)
            up = " ".join(f"[{s.heading}]({paths.link(page, s.page)})" for s in register.sections)
            title = f"{register.title}: {section.heading}"
            parts = part_links(views, page, section.page, len(sizes))
            yield register_page(register, page, title, [group], up, views, number, parts)


def _name_form(page: str) -> str:
    """Return a field for a name, above letters that list none: the search knows them all."""
    search = paths.link(page, paths.SEARCH).removesuffix(".md") + ".html"
    return (
        f'<form class="ks-home__search" role="search" aria-label="البحث عن اسم" action="{search}">'
        '<input type="search" name="q" aria-label="اسم شخص" placeholder="اسم شخص، كما تكتبه">'
        '<button type="submit">ابحث</button></form>'
    )


def _group(
    section: _Section, items: Sequence[str], register: Register, *, heading: bool = True
) -> Group:
    body = "\n".join(items)
    if register.css:
        body = f'<div class="{register.css}" markdown>\n\n{body}\n\n</div>'
    return Group(section.heading if heading else "", section.anchor, body)


def register_page(
    register: Register,
    page: str,
    title: str,
    groups: Sequence[Group],
    jump: str,
    views: Views,
    number: int = 1,
    parts: str = "",
) -> Page:
    own: dict[str, object] = {"generated": True, "kind": register.kind}
    hidden = ("toc",)  # the letters above the list are its table of contents
    full = title if number == 1 else f"{title} ({number})"
    described = register.description
    if views.config.title:  # what a search engine shows of an index should say of what
        described = f"{views.config.title} — {described}"
    matter = (
        ("title", full),
        ("description", clip(described, 300)),
        ("hide", hidden),
        ("kashshaf", own),
    )
    return Page(
        f"{paths.DOCS}/{page}",
        fill(
            "register.md",
            matter=shared(
                front_matter(matter),
                index_nodes(register.kind, page, full, described, views),
                views,
            ),
            h1=line(title, heading=True),
            h1_id="index",
            lead=register.lead if page == register.first else "",
            jump=jump,
            groups=groups,
            parts=parts,
            filter=filter_box(register, page, groups, views),
        ),
    )


def filter_box(register: Register, page: str, groups: Sequence[Group], views: Views) -> str:
    """Return the place of the filter, which ``indexes.js`` fills, or nothing.

    It is empty, and without JavaScript takes no room. A part of an index says that it is one.
    """
    # The first page of an index that was cut lists letters, and has nothing to filter.
    listed = register.filter == "term" or any('class="ks-weight"' in g.body for g in groups)
    if not register.filter or not groups or not listed:
        return ""
    part = "" if page == register.first else ' data-part=""'
    return (
        f'<div class="ks-filter" data-kind="{register.filter}" '
        f'data-digits="{views.config.digits}"{part}></div>'
    )


def weight(number: int) -> str:
    """Return a mark, without words, of how often a record occurs: lists are sorted by it."""
    return f'<span class="ks-weight" data-n="{number}"></span>'


def _article_register(index: Index, views: Views) -> Register:
    def item(article: Article) -> Callable[[str], str]:
        about = [inline(views.date(article))] if article.record.date else []
        if article.record.source:
            about.append(inline(article.record.source.name))
        count = views.muted(" · ".join(about)) if about else ""
        return lambda page: f"- {views.article(page, article)} {count}".rstrip()

    sections = []
    articles = index.edition.articles
    for year, group in groupby(articles, key=lambda a: a.record.date.year if a.record.date else ""):
        name = year or "undated"
        sections.append(
            _Section(
                views.digits(year) if year else "بلا تاريخ",
                f"_{name}",
                f"articles/year/{name}.md",
                tuple(item(article) for article in group),
            )
        )
    return Register(
        "articles/index.md",
        "article-index",
        "المقالات",
        views.config.description or "المقالات مرتبة بحسب تواريخها",
        views.count(len(articles), "article") if articles else "لا مقالات بعد.",
        tuple(sections),
        "ks-index",
    )


def _by_letter(
    records: Sequence[T],
    heading: Callable[[T], str],
    folder: str,
    item: Callable[[T], Callable[[str], str]],
) -> tuple[_Section, ...]:
    """Group records, in order already, by the letter that they stand under."""
    return tuple(
        _Section(
            index_label(letter),
            paths.letter_anchor(letter),
            f"{folder}/letter/{paths.letter_name(letter)}.md",
            tuple(item(record) for record in group),
        )
        for letter, group in groupby(records, key=lambda record: index_letter(heading(record)))
    )


def _people_register(index: Index, views: Views) -> Register:
    def item(person: Person) -> Callable[[str], str]:
        occurrences = index.occurrences.get(person.id, ())
        found = sum(len(occurrence.mentions) for occurrence in occurrences)
        name = inline(person.sort if "،" in person.sort else person.heading)
        latin = f" {latin_name(person.latin)}" if person.latin else ""
        where = views.count(len(occurrences), "article", oblique=True)
        count = views.muted(f"{views.count(found, 'mention')} في {where}" if found else "لم يرد")
        target = paths.person(person.id)
        count += weight(found)
        return lambda page: f"- [{name}]({paths.link(page, target)}){{ .ks-person }}{latin} {count}"

    people = sorted(index.edition.registers.people, key=sort_key)
    return Register(
        "people/index.md",
        "people-index",
        "الأشخاص",
        "كشّاف الأشخاص الواردين في المقالات",
        views.count(len(people), "person") if people else "لا أشخاص بعد.",
        _by_letter(people, lambda person: person.sort, "people", item),
        "ks-index",
        "person",
    )


def _topic_register(index: Index, views: Views) -> Register:
    """Topics as a tree under their broader ones, or by letter when they are many."""
    topics = sorted(index.edition.registers.topics, key=sort_key)
    order = {topic.id: position for position, topic in enumerate(topics)}
    tops = [t for t in topics if not any(b.id in index.topics for b in t.broader)]
    rows: list[tuple[int, Topic]] = []
    placed: set[str] = set()

    def place(topic: Topic) -> None:
        # A stack and not a recursion: broader topics may be a long chain.
        stack = [(0, topic)]
        while stack:
            depth, here = stack.pop()
            if here.id in placed:
                continue
            placed.add(here.id)
            rows.append((depth, here))
            below = sorted(index.narrower.get(here.id, ()), key=lambda i: order.get(i, 0))
            stack += [
                (depth + 1, index.topics[child]) for child in reversed(below) if child in order
            ]

    for topic in (*tops, *topics):  # what stands in a circle has no top
        place(topic)

    def item(topic: Topic, depth: int) -> Callable[[str], str]:
        articles = len(index.articles_of_topic.get(topic.id, ()))
        count = views.muted(views.count(articles, "article")) + weight(articles)
        indent = "    " * min(depth, 6)
        return lambda page: f"{indent}- {views.topic(page, topic.id)} {count}"

    if len(topics) <= 300:
        whole = tuple(item(topic, depth) for depth, topic in rows)
        sections: tuple[_Section, ...] = (_Section("", "", "topics/index.md", whole),)
        if not topics:
            sections = ()
    else:
        sections = _by_letter(topics, lambda t: t.sort, "topics", lambda topic: item(topic, 0))
    return Register(
        "topics/index.md",
        "topic-index",
        "الموضوعات",
        "موضوعات المقالات، من الأعمّ إلى الأخصّ",
        views.count(len(topics), "topic") if topics else "لا موضوعات بعد.",
        sections,
        "ks-index",
        "topic",
    )
