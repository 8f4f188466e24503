"""Edition → the pages of people and topics, with every place that speaks of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from kashshaf import paths
from kashshaf.index import Occurrence
from kashshaf.kwic import aligned, contexts, marked, until
from kashshaf.markup import clip, escape, front_matter, inline, line, shown
from kashshaf.model import Article, Mention, Page, Person, Role, Topic
from kashshaf.pictures.figure import markdown
from kashshaf.pictures.spark import sparkline
from kashshaf.share.jsonld import person_nodes, topic_nodes
from kashshaf.share.matter import shared
from kashshaf.views import Views, fill, part_links, split_parts

#: Code points of a page's description.
_DESCRIPTION: Final = 180
# A topic's article shows this much of its evidence in words; the rest as links.
_EVIDENCE: Final = 3


def person_pages(person: Person, views: Views) -> Iterator[Page]:
    """Yield the page of a person, and the pages that its locators go on to."""
    first = paths.person(person.id)
    occurrences = views.index.occurrences.get(person.id, ())
    found = sum(len(occurrence.mentions) for occurrence in occurrences)
    # Relative links depend on the page, so the list is cut on a trial run for the first page.
    sizes = split_parts([_occurrence(first, one, views) for one in occurrences])
    done = 0
    for number, part in enumerate(sizes, 1):
        page = paths.part(first, number)
        here = occurrences[done : done + len(part)]
        done += len(part)
        yield Page(
            f"{paths.DOCS}/{page}",
            fill(
                "person.md",
                matter=shared(
                    _record_matter(
                        person.heading, _about_person(person), person.id, "person", number
                    ),
                    person_nodes(person, page, views),
                    views,
                ),
                h1=line(person.heading, heading=True),
                latin=latin_name(person.latin),
                number=number,
                facts=list(_person_facts(person, page, found, occurrences, views)),
                sparkline=_sparkline(person, views) if number == 1 else "",
                roles=[_role(page, role, views) for role in person.roles],
                variants=[
                    f"{line(surface)} {views.muted(views.count(times, 'mention'))}"
                    for surface, times in _surfaces(person, occurrences, views)
                ],
                together=[
                    f"{views.person(page, who)} {views.muted(views.count(times, 'article'))}"
                    for who, times in views.index.together.get(person.id, ())
                ],
                topics=[
                    f"{views.topic(page, what)} {views.muted(views.count(times, 'article'))}"
                    for what, times in views.index.topics_with.get(person.id, ())
                ],
                occurrences=(
                    part if number == 1 else [_occurrence(page, one, views) for one in here]
                )
                or ["لم يرد الاسم في نصوص الأرشيف."],
                parts=part_links(views, page, first, len(sizes)),
            ),
        )


def _sparkline(person: Person, views: Views) -> str:
    figure = sparkline(person, views)
    return markdown(figure, "ks-picture--small") if figure else ""


def _role(page: str, role: Role, views: Views) -> str:
    source = views.sources(page, (role.at,)) if role.at else ""
    return line(role.text) + (f" {views.muted(source)}" if source else "")


def latin_name(text: str) -> str:
    """Return the Latin form of a name, isolated, or nothing."""
    return f'<span class="ks-latin" lang="en" dir="ltr">{escape(text)}</span>' if text else ""


def _about_person(person: Person) -> str:
    roles = "؛ ".join(role.text for role in person.roles)
    return clip(f"{person.heading}: {roles}" if roles else person.heading, _DESCRIPTION)


def _record_matter(heading: str, description: str, identity: str, kind: str, number: int) -> str:
    own: dict[str, object] = {"generated": True, "kind": kind, "id": identity}
    title = heading
    if number > 1:
        own["part"] = number
        title = f"{heading} ({number})"
    return front_matter(
        (("title", clip(title, 200)), ("description", description), ("kashshaf", own))
    )


def _person_facts(
    person: Person,
    page: str,
    found: int,
    occurrences: tuple[Occurrence, ...],
    views: Views,
) -> Iterator[tuple[str, str]]:
    where = views.count(len(occurrences), "article", oblique=True)
    yield "الذكر", f"{views.count(found, 'mention')} في {where}" if found else "لم يرد"
    others = [ref.id for ref in person.different_from if ref.id in views.index.people]
    if others:
        yield "يُميَّز عن", "، ".join(views.person(page, other) for other in others)
    if person.note:
        yield "ملاحظة", views.prose(page, person.note)
    yield "الحالة", views.record_status(person)


def _surfaces(
    person: Person, occurrences: Iterable[Occurrence], views: Views
) -> list[tuple[str, int]]:
    """Return the spellings and their counts: those that readers may see, or that editors wrote."""
    known = {person.heading, person.surname, *(variant.text for variant in person.variants)}
    counts = Counter(
        _as_name(occurrence.article, mention)
        for occurrence in occurrences
        for mention in occurrence.mentions
        if mention.surface in known or views.shows(occurrence.article, mention)
    )
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _as_name(article: Article, mention: Mention) -> str:
    """Return a surface; of «للخطيب», where ل has taken the alef of ال, «الخطيب»."""
    start = mention.span.start
    article_al = "ال" if article.text[max(0, start - 2) : start] == "لل" else ""
    return article_al + shown(mention.surface)


def _occurrence(page: str, occurrence: Occurrence, views: Views) -> str:
    """Return a locator: the article, and every mention with the sentence around it."""
    article = occurrence.article
    date = views.date(article)
    count = views.count(len(occurrence.mentions), "mention")
    about = f"{inline(date)} · {count}" if date else count
    rows = [
        f"### {views.article(page, article)} {{ #in-{article.id} }}",
        "",
        views.muted(about),
        "",
    ]
    if article.record.rights == "none":
        blocks = dict.fromkeys(mention.block for mention in occurrence.mentions)
        return "\n".join((*rows, f"- {views.places(page, article, blocks)}"))
    return "\n".join((*rows, *_kwic(page, article, occurrence.mentions, views, columns=True)))


def _kwic(
    page: str,
    article: Article,
    mentions: Iterable[Mention],
    views: Views,
    *,
    columns: bool = False,
) -> Iterator[str]:
    yield f'<div class="ks-kwic{" ks-columned" if columns else ""}" markdown>\n'
    show = aligned if columns else marked
    # An excerpt is quoted more shortly than a text that is here in full.
    size = (30, 50) if article.record.rights == "excerpt" else (110, 170)
    for block, group in groupby(mentions, key=lambda mention: mention.block):
        label, end = views.block(page, article, block), views.shown_to(article, block)
        here = list(group)
        quoted = [mention for mention in here if mention.span.end <= end]
        for context in contexts(article, quoted, *size):
            yield f"- {label} {show(article, until(context, end))}"
        if len(quoted) < len(here):  # where it stands is known, and not in which words
            yield f"- {label}"
    yield "\n</div>"


def topic_pages(topic: Topic, views: Views) -> Iterator[Page]:
    """Yield the page of a topic, and the pages that its articles go on to."""
    first = paths.topic(topic.id)
    articles = views.index.articles_of_topic.get(topic.id, ())
    sizes = split_parts([_evidence(first, topic, article, views) for article in articles])
    done = 0
    for number, part in enumerate(sizes, 1):
        page = paths.part(first, number)
        here = articles[done : done + len(part)]
        done += len(part)
        description = clip(views.resolver.plain(topic.definition) or topic.heading, _DESCRIPTION)
        yield Page(
            f"{paths.DOCS}/{page}",
            fill(
                "topic.md",
                matter=shared(
                    _record_matter(topic.heading, description, topic.id, "topic", number),
                    topic_nodes(topic, page, views),
                    views,
                ),
                h1=line(topic.heading, heading=True),
                latin=latin_name(topic.latin),
                number=number,
                definition=views.definition(page, topic.definition),
                facts=list(_topic_facts(topic, page, len(articles), views)),
                articles=(part if number == 1 else [_evidence(page, topic, a, views) for a in here])
                or ["لا مقالات في هذا الموضوع."],
                parts=part_links(views, page, first, len(sizes)),
            ),
        )


def _topic_facts(topic: Topic, page: str, total: int, views: Views) -> Iterator[tuple[str, str]]:
    known = views.index.topics
    yield "المقالات", views.count(total, "article")
    lists = (
        ("أعمّ", [reference.id for reference in topic.broader]),
        ("أخصّ", views.index.narrower.get(topic.id, ())),
        ("ذو صلة", [reference.id for reference in topic.related]),
    )
    for label, ids in lists:
        links = [views.topic(page, identity) for identity in ids if identity in known]
        if links:
            yield label, "، ".join(links)
    if topic.sources:
        sources = views.sources(page, topic.sources)
        if sources:
            yield "سند التعريف", sources
    if topic.note:
        yield "ملاحظة", views.prose(page, topic.note)
    yield "الحالة", views.record_status(topic)


def _evidence(page: str, topic: Topic, article: Article, views: Views) -> str:
    """Return an article of a topic with the paragraphs that put it there."""
    assignment = next(
        given for given in views.edition.topics_of[article.id] if given.topic == topic.id
    )
    mentions = [
        mention for mention in views.edition.evidence[article.id] if mention.record == topic.id
    ]
    date = views.date(article)
    about = [inline(date)] if date else []
    about.append(views.count(len(assignment.blocks), "place"))
    if assignment.by_editor:
        about.append("أضافه المحرّر")
    rows = [f"### {views.article(page, article)} {{ #in-{article.id} }}", ""]
    rows += [views.muted(" · ".join(about)), ""]
    if not assignment.blocks:
        return "\n".join(rows).rstrip()
    shown_blocks = assignment.blocks[:_EVIDENCE]
    if article.record.rights == "none":
        return "\n".join((*rows, f"- {views.places(page, article, assignment.blocks)}"))
    firsts = [next(m for m in mentions if m.block == block) for block in shown_blocks]
    rows += _kwic(page, article, firsts, views)
    rest = assignment.blocks[_EVIDENCE:]
    if rest:
        rows += ["", f"وأيضًا: {views.places(page, article, rest)}"]
    return "\n".join(rows)
