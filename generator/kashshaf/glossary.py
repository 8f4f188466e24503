"""Edition → the glossary: one page while it is small, one a letter when it is large.

A term's anchor on the first page stays when the glossary is cut, so that old links still lead
to it; where a much used term occurs goes on to a page of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from kashshaf import paths
from kashshaf.arabic import index_label, index_letter
from kashshaf.index import Index, Occurrence, sort_key
from kashshaf.listings import Group, Register, register_page
from kashshaf.markup import clip, inline, line
from kashshaf.model import Page, Term
from kashshaf.record_pages import latin_name
from kashshaf.views import Views, part_links, split_parts

#: An entry lists this many articles in place; the rest are on a page of their own.
_USES: Final = 8
#: Bytes of Markdown of an entry besides its definition, where the archive is large. Entries are
#: sized by the register and not by their uses, so that a new article moves no term.
_ENTRY_BYTES: Final = 1_700
#: Of an entry comes half as much again in HTML: the one page stays well below 300 kB.
_ONE_PAGE: Final = 160_000


def place_terms(index: Index) -> dict[str, str]:
    """Return the page of every term: the glossary's one page while small, else its letter's."""
    terms = sorted(index.edition.registers.terms, key=sort_key)
    sizes = {term.id: len(term.definition.encode()) + _ENTRY_BYTES for term in terms}
    if sum(sizes.values()) <= _ONE_PAGE:
        return {term.id: "glossary/index.md" for term in terms}
    pages: dict[str, str] = {}
    for letter, group in groupby(terms, key=lambda term: index_letter(term.sort)):
        first = f"glossary/letter/{paths.letter_name(letter)}.md"
        entries = list(group)
        parts = split_parts(["x" * sizes[term.id] for term in entries])
        done = 0
        for number, part in enumerate(parts, 1):
            for term in entries[done : done + len(part)]:
                pages[term.id] = paths.part(first, number)
            done += len(part)
    return pages


def glossary_pages(index: Index, views: Views) -> Iterator[Page]:
    """Yield the glossary: one page, or one a letter and a page that names every term."""
    terms = sorted(index.edition.registers.terms, key=sort_key)
    register = Register(
        "glossary/index.md",
        "glossary",
        "المصطلحات",
        "مسرد المؤسسات والمصطلحات الواردة في المقالات",
        views.count(len(terms), "term") if terms else "لا مصطلحات بعد.",
        (),
        "",
        "term",
    )
    letters = [
        (letter, list(group))
        for letter, group in groupby(terms, key=lambda term: index_letter(term.sort))
    ]
    one_page = all(page == register.first for page in views.term_pages.values())
    if one_page:
        groups = [
            _letter_group(letter, [_entry(register.first, term, views) for term in group])
            for letter, group in letters
        ]
        jump = " ".join(f"[{g.heading}](#{g.anchor})" for g in groups)
        yield register_page(register, register.first, register.title, groups, jump, views)
    else:
        yield from _split_glossary(register, letters, views)
    for term in terms:
        yield from _uses_pages(term, views)


def _split_glossary(
    register: Register, letters: Sequence[tuple[str, list[Term]]], views: Views
) -> Iterator[Page]:
    def jump(page: str) -> str:
        return " ".join(
            f"[{index_label(letter)}]({paths.link(page, views.term_pages[group[0].id])})"
            for letter, group in letters
        )

    # Every term keeps its anchor on the first page, so that old links still lead to it.
    groups = [
        _letter_group(
            letter,
            [
                '<div class="ks-index" markdown>\n\n'
                + "\n".join(
                    f"- [{inline(term.heading)}]"
                    f"({views.term_url(register.first, term.id)}){{ #{term.id} }}"
                    for term in group
                )
                + "\n\n</div>"
            ],
        )
        for letter, group in letters
    ]
    yield register_page(
        register, register.first, register.title, groups, jump(register.first), views
    )
    for letter, group in letters:
        first = f"glossary/letter/{paths.letter_name(letter)}.md"
        pages = list(dict.fromkeys(views.term_pages[term.id] for term in group))
        for number, page in enumerate(pages, 1):
            here = [term for term in group if views.term_pages[term.id] == page]
            body = _letter_group(letter, [_entry(page, term, views) for term in here])
            title = f"{register.title}: {index_label(letter)}"
            parts = part_links(views, page, first, len(pages))
            yield register_page(register, page, title, [body], jump(page), views, number, parts)


def _letter_group(letter: str, entries: Sequence[str]) -> Group:
    return Group(index_label(letter), paths.letter_anchor(letter), "\n\n".join(entries))


def _entry(page: str, term: Term, views: Views) -> str:
    rows = [
        '<div class="ks-term-entry" markdown>',
        "",
        f"### {line(term.heading, heading=True)} {{ #{term.id} }}",
    ]
    if term.latin:
        rows += ["", latin_name(term.latin)]
    if term.see:
        rows += ["", f"**انظر** {views.record(page, term.see.id)}"]
    if term.definition:
        rows += ["", views.definition(page, term.definition), "{: .ks-definition }"]
    notes = []
    if term.basis:
        notes.append(f"- **الأساس** {views.prose(page, term.basis)}")
    sources = views.sources(page, term.sources)
    if sources:
        notes.append(f"- **سند التعريف** {sources}")
    if term.see_also:
        links = "، ".join(views.record(page, other.id) for other in term.see_also)
        notes.append(f"- **انظر أيضًا** {links}")
    occurrences = views.index.occurrences.get(term.id, ())
    if occurrences:
        uses = "؛ ".join(_use(page, one, views) for one in occurrences[:_USES])
        if len(occurrences) > _USES:
            total = views.count(len(occurrences), "article")
            uses += f"؛ [{total}]({paths.link(page, _uses_path(term))})"
        notes.append(f"- **ورد في** {uses}")
    notes.append(f"- **الحالة** {views.record_status(term)}")
    rows += ["", *notes]
    return "\n".join((*rows, "", "</div>"))


def _use(page: str, occurrence: Occurrence, views: Views) -> str:
    article, mentions = occurrence.article, occurrence.mentions
    blocks = dict.fromkeys(mention.block for mention in mentions)
    where = "، ".join(views.block(page, article, block) for block in blocks)
    count = views.muted(views.count(len(mentions), "mention"))
    return f"{views.article(page, article)}: {where} {count}"


def _uses_path(term: Term) -> str:
    return f"glossary/uses/{term.id}.md"


def _uses_pages(term: Term, views: Views) -> Iterator[Page]:
    """Yield where a much used term occurs, when its entry cannot name all of it."""
    occurrences = views.index.occurrences.get(term.id, ())
    if len(occurrences) <= _USES:
        return
    first = _uses_path(term)
    rows = [f"- {_use(first, one, views)}" for one in occurrences]
    sizes = split_parts(rows)
    done = 0
    for number, part in enumerate(sizes, 1):
        page = paths.part(first, number)
        here = occurrences[done : done + len(part)]
        done += len(part)
        items = [f"- {_use(page, one, views)}" for one in here]
        body = '<div class="ks-index" markdown>\n\n' + "\n".join(items) + "\n\n</div>"
        register = Register(
            first,
            "term-uses",
            f"مواضع «{clip(term.heading, 120)}»",
            f"المقالات التي ورد فيها «{clip(term.heading, 120)}»",
            f"{views.term(page, term.id)}: {views.count(len(occurrences), 'article')}",
            (),
            "",
        )
        parts = part_links(views, page, first, len(sizes))
        yield register_page(
            register, page, register.title, [Group("", "", body)], "", views, number, parts
        )
