"""An article → what may be said of it in a citation, and how sure that is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from kashshaf import paths
from kashshaf.markup import clip, shown
from kashshaf.model import Article, Date
from kashshaf.views import Views

#: Code points of a title; and of a description, as on the article's page.
TITLE: Final = 300
_EXACT: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class When:
    """When an article was published.

    ``known`` is an exact year, month or day; ``about`` one that an editor inferred; ``span``
    anything else (one of several days, a longer time), of which only the ``words`` are told.
    ``parts`` are year, month and day as far as they are known; ``edtf`` as it was written.
    """

    sure: Literal["known", "about", "span"]
    parts: tuple[int, ...]
    words: str
    edtf: str

    @property
    def iso(self) -> str:
        """Return ``2024-06-30``, ``2024-06`` or ``2024``; empty unless it is known."""
        return "-".join(f"{p:02}" for p in self.parts) if self.sure == "known" else ""


@dataclass(frozen=True, slots=True)
class Citable:
    """What is known of an article; what is empty (or None) is not known.

    ``supplied`` tells a title that an editor gave, ``inferred`` a publisher that an editor
    concluded upon. ``url`` is where it is read: here, or else where it was published.
    """

    id: str
    title: str
    supplied: bool
    author: str
    source: str
    inferred: bool
    when: When | None
    url: str
    original: str
    archive: str
    keywords: tuple[str, ...]
    notes: tuple[str, ...]


def citable(article: Article, views: Views) -> Citable:
    """Return what a citation of an article says; nothing of its text but its title."""
    record, index = article.record, views.index
    source = record.source
    here = views.published.absolute(paths.article(article.id))
    when = _when(record.date, views.date(article)) if record.date else None
    notes = []
    if article.title_from == "record":
        notes.append("العنوان من وضع محرّر الأرشيف")
    elif article.title_from == "opening":
        notes.append("المقالة بلا عنوان")
    if when and when.sure != "known":
        what = "مستنتج" if when.sure == "about" else "غير محدّد"
        notes.append(f"التاريخ {what}: {when.words}")
    if source and source.basis:
        notes.append("المصدر مستنتج")
    return Citable(
        id=article.id,
        title=one_line(clip(article.title, TITLE)),
        supplied=article.title_from != "source",
        author=one_line(record.author),
        source=one_line(source.name) if source else "",
        inferred=bool(source and source.basis),
        when=when,
        url=here or (source.url if source else ""),
        original=source.url if source else "",
        archive=archive_name(views),
        keywords=tuple(
            one_line(index.topics[given.topic].heading)
            for given in index.edition.topics_of[article.id]
        ),
        notes=tuple(notes),
    )


def archive_name(views: Views) -> str:
    """Return the name of the archive, or of its site; maybe nothing."""
    return one_line(views.config.title or views.published.name)


def one_line(text: str) -> str:
    """Return ``text`` as a reader sees it, on one line."""
    return " ".join(shown(text).split())


def _when(date: Date, words: str) -> When:
    exact = _EXACT.fullmatch(date.edtf.rstrip("~?%"))
    if exact is None:
        return When("span", (), words, date.edtf)
    parts = tuple(int(part) for part in exact.groups() if part)
    return When("about" if date.inferred or date.basis else "known", parts, words, date.edtf)
