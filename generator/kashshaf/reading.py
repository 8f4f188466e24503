"""What a reader is helped by in an article: cards, how long it takes, where a person is next.

The cards stand in the article's page, hidden, so that ``reading.js`` shows them without a request
on ``file://`` too. Titles are there once a page and not once a card.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from kashshaf import paths
from kashshaf.index import ALSO, Occurrence
from kashshaf.markup import at_start, clip, inline
from kashshaf.model import Article, Authority, Paragraph, Person, Role, Term
from kashshaf.views import Views

#: Words a minute; docs/reading.md says where the number comes from.
PACE: Final = 200
# Code points of a definition and of a title on a card.
_ABOUT: Final = 220
_TITLE: Final = 90


@dataclass(frozen=True, slots=True)
class Notes:
    """Markdown items that ``reading.js`` reads, each list in the order that it counts on.

    ``entries``: a link, what it is, where it occurs, then links to other articles whose texts are
    places in ``titles``, from 0. ``citation``: the source and the date, as far as known.
    """

    entries: tuple[str, ...]
    titles: tuple[str, ...]
    citation: tuple[str, ...]


def minutes(article: Article) -> int:
    """Return the minutes that reading a text takes, rounded up; 0 for a text without words."""
    return math.ceil(sum(len(article.words(block).split()) for block in article.blocks) / PACE)


def duration(article: Article, views: Views) -> str:
    """Return how long reading takes, in words, or nothing where the text is not all here."""
    total = minutes(article)
    if article.record.rights != "full" or not total:
        return ""
    return f'<span class="ks-minutes">{views.count(total, "minute")}</span>'


def also_in(person: str, article: Article, page: str, views: Views) -> str:
    """Return links to the articles before and after this one that mention a person, or nothing."""
    links = [
        _step(label, person, one, page, views)
        for label, one in zip(
            ("السابق", "التالي"), views.index.around[person, article.id], strict=True
        )
        if one
    ]
    return f' <span class="ks-also">{" ".join(links)}</span>' if links else ""


def _step(label: str, person: str, one: Occurrence, page: str, views: Views) -> str:
    # Many links read «السابق»: who listens to them hears of whom and where, too.
    name = inline(views.index.people[person].heading)
    title = _title(one.article, views)
    rest = f'<span class="ks-unseen"> في ذكر {name}: {title}</span>'
    return f"[{label}{rest}]({_first_place(page, one, views)})"


def _title(article: Article, views: Views) -> str:
    key = ("", article.id)
    if key not in views.card_parts:
        views.card_parts[key] = inline(clip(article.title, _TITLE))
    return views.card_parts[key]


def _first_place(page: str, one: Occurrence, views: Views) -> str:
    anchor = one.mentions[0].block.anchor
    shown = anchor if anchor in views.visible(one.article) else ""
    return paths.link(page, paths.article(one.article.id), shown)


def notes(article: Article, page: str, views: Views) -> Notes | None:
    """Return the cards of the people and terms that are links in an article's text.

    None where nothing of the text is shown, as then there is nothing to be cited either.
    """
    if article.record.rights == "none":
        return None
    titles: dict[str, int] = {}
    entries = tuple(
        _entry(article, record, page, views, titles) for record in _linked(article, views)
    )
    record = article.record
    return Notes(
        entries,
        tuple(at_start(_title(views.index.articles[other], views)) for other in titles),
        (
            _kept(record.source.name if record.source else ""),
            _kept(views.date(article)),
        ),
    )


def _kept(text: str) -> str:
    """Return an item that stays one when it is empty."""
    return f"<span>{inline(text)}</span>"


def _linked(article: Article, views: Views) -> tuple[str, ...]:
    """Return the records that the text has links to: an excerpt has none."""
    if article.record.rights != "full":
        return ()
    policy = {"person": views.config.link_people, "term": views.config.link_terms}
    return tuple(
        dict.fromkeys(
            mention.record
            for mention in views.edition.mentions[article.id]
            if mention.record is not None
            and isinstance(mention.block, Paragraph)
            and policy[mention.kind] != "none"
        )
    )


def _entry(article: Article, identity: str, page: str, views: Views, titles: dict[str, int]) -> str:
    record = views.index.record(identity)
    roles = record.roles if isinstance(record, Person) else ()
    # Only the order of a person's roles differs from page to page: all are in one folder.
    told = article.id if len(roles) > 1 and any(_told_in(role, article) for role in roles) else ""
    key = (identity, told)
    if key not in views.card_parts:
        views.card_parts[key] = _card(record, article, page, views)
    parts = [views.card_parts[key]]
    others = [one for one in views.index.foremost[identity] if one.article.id != article.id]
    for one in others[:ALSO]:
        number = titles.setdefault(one.article.id, len(titles))
        parts.append(f"[{number}]({_first_place(page, one, views)})")
    return " ".join(parts)


def _card(record: Authority, article: Article, page: str, views: Views) -> str:
    url = (
        views.term_url(page, record.id)
        if isinstance(record, Term)
        else paths.link(page, paths.person(record.id))
    )
    occurrences = views.index.occurrences[record.id]
    found = sum(len(one.mentions) for one in occurrences)
    where = views.count(len(occurrences), "article", oblique=True)
    return (
        f"[{inline(record.heading)}]({url})"
        f" <span>{inline(clip(_about(record, article, views), _ABOUT))}</span>"
        f" <span>{views.count(found, 'mention')} في {where}</span>"
    )


def _told_in(role: Role, article: Article) -> bool:
    return role.at is not None and role.at.article == article.id


def _about(record: Authority, article: Article, views: Views) -> str:
    """Return a term's definition, or a person's roles, those that this article gives first."""
    if isinstance(record, Person):
        here = sorted(record.roles, key=lambda role: not _told_in(role, article))
        return "؛ ".join(role.text for role in here)
    if isinstance(record, Term):
        see = views.index.terms.get(record.see.id) if record.see else None
        return views.resolver.plain(record.definition) or (f"انظر: {see.heading}" if see else "")
    return ""
