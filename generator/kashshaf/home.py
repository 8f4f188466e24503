"""What the home page shows at a glance, below the words that people wrote there.

It is a template of the theme, ``theme/kashshaf/home.html``, and no page: ``site_src/index.md``
belongs to people. MkDocs (Jinja) and Zensical (minijinja) fill in the addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kashshaf import paths
from kashshaf.dates import arabic_date, parse_date
from kashshaf.index import sort_key
from kashshaf.markup import clip, inline_html, shown
from kashshaf.model import Article, Date
from kashshaf.pictures.figure import nowhere
from kashshaf.pictures.svg import esc
from kashshaf.pictures.timeline import timeline
from kashshaf.pictures.topics import foremost
from kashshaf.views import SHORT_TITLE, Views, fill

#: The template, below the archive's theme.
HOME: Final = "kashshaf/home.html"
_NEWEST: Final = 5
_PEOPLE: Final = 8
_TOPICS: Final = 12
#: Code points of the first line of an article.
_OPENING: Final = 170
_DAY: Final = re.compile(r"(\d{4}(?:-\d{2})?)(?:-\d{2})?([?~%]?)")


@dataclass(frozen=True, slots=True)
class Tally:
    """A counted noun: the number, if it is written in digits, and the word; and its index."""

    number: str
    word: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: its address, its words in HTML, and what is said of it."""

    url: str
    name: str
    about: str
    opening: str = ""


def url(page: str) -> str:
    """Return the expression that a renderer replaces by the address of ``page``.

    >>> url("people/x.md")
    "{{ 'people/x.html' | url }}"
    """
    return f"{{{{ '{page.removesuffix('.md')}.html' | url }}}}"


def home_html(views: Views) -> str:
    """Return the template, with everything that comes from sources escaped."""
    articles = views.edition.articles
    figure = timeline("index.md", views, nowhere, identity="ks-home-time", links=False)
    dated = [article for article in articles if article.record.date]
    return fill(
        "home.html",
        articles=len(articles),
        search=url(paths.SEARCH),
        tallies=list(_tallies(views)),
        span=esc(span(articles, views)),
        newest_title="أحدث المقالات" if dated else "المقالات",
        newest=[_article(article, views) for article in newest(articles)],
        all_articles=url("articles/index.md") if len(articles) > _NEWEST else "",
        people=list(_people(views)),
        all_people=url("people/index.md") if len(views.index.people) > _PEOPLE else "",
        topics=[
            Entry(
                url(paths.topic(topic.id)),
                inline_html(topic.heading),
                esc(views.digits(len(views.index.articles_of_topic[topic.id]))),
            )
            for topic in foremost(views)[:_TOPICS]
        ],
        all_topics=url("topics/index.md") if len(views.index.topics) > _TOPICS else "",
        timeline=figure.svg,
        pictures=url(paths.PICTURES),
    )


def _tallies(views: Views) -> Iterator[Tally]:
    registers = views.edition.registers
    for total, noun, page in (
        (len(views.edition.articles), "article", "articles/index.md"),
        (len(registers.people), "person", "people/index.md"),
        (len(registers.topics), "topic", "topics/index.md"),
        (len(registers.terms), "term", "glossary/index.md"),
    ):
        if total:
            first, _, rest = views.count(total, noun).partition(" ")
            in_digits = first.isdecimal()
            words = rest if in_digits else f"{first} {rest}".strip()
            yield Tally(first if in_digits else "", words, url(page))


def newest(articles: tuple[Article, ...]) -> tuple[Article, ...]:
    """Return the latest dated articles, the last first; without dates, the first ones."""
    dated = [article for article in articles if article.record.date]
    return tuple(reversed(dated[-_NEWEST:])) if dated else articles[:_NEWEST]


def _article(article: Article, views: Views) -> Entry:
    record = article.record
    about = [views.date(article), record.source.name if record.source else ""]
    return Entry(
        url(paths.article(article.id)),
        inline_html(clip(article.title, SHORT_TITLE)),
        " · ".join(inline_html(part) for part in about if part),
        inline_html(opening(article, views)),
    )


def opening(article: Article, views: Views) -> str:
    """Return how an article begins, as far as its page shows it."""
    if article.record.rights == "none":
        return ""
    if article.record.rights == "excerpt":
        text = next((cut for _, cut in views.excerpt_text(article)), "")
    else:
        text = next(filter(None, map(article.words, article.paragraphs)), "")
    return clip(" ".join(shown(text).split()), _OPENING)


def _people(views: Views) -> Iterator[Entry]:
    found = {
        person.id: sum(len(one.mentions) for one in views.index.occurrences.get(person.id, ()))
        for person in views.edition.registers.people
    }
    order = sorted(
        (person for person in views.edition.registers.people if found[person.id]),
        key=lambda person: (-found[person.id], sort_key(person)),
    )
    for person in order[:_PEOPLE]:
        count = esc(views.count(found[person.id], "mention"))
        yield Entry(url(paths.person(person.id)), inline_html(person.heading), count)


def span(articles: tuple[Article, ...], views: Views) -> str:
    """Return the first and last dates in words, no finer than they are known, to the month."""
    dates = [article.record.date for article in articles if article.record.date]
    if not dates:
        return ""
    first = _coarse(min(dates, key=lambda date: (date.first, date.last)), views, early=True)
    last = _coarse(max(dates, key=lambda date: (date.last, date.first)), views, early=False)
    return first if first == last else f"من {first} إلى {last}"


def _coarse(date: Date, views: Views, *, early: bool) -> str:
    plain = _DAY.fullmatch(date.edtf)
    edge = date.first if early else date.last
    # Of an interval and the like, only the year of its end is sure to be meant.
    known = parse_date(f"{plain[1]}{'~' if plain[2] else ''}" if plain else edge[:4])
    return arabic_date(known, views.config.locale, views.config.digits) if known else ""
