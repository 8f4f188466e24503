"""Topics over time: a row a topic, all rows on one axis and to one scale."""

from __future__ import annotations

from collections import Counter
from typing import Final

from kashshaf import paths
from kashshaf.index import sort_key
from kashshaf.markup import clip
from kashshaf.model import Topic
from kashshaf.pictures.axis import SIZE, WIDTH, axis_of
from kashshaf.pictures.figure import Figure, Where
from kashshaf.pictures.svg import label, link, picture
from kashshaf.views import Views

#: How many topics the picture shows.
TOPICS: Final = 10
_NAME: Final = 44
_BARS: Final = 24.0
TITLE: Final = "الموضوعات عبر الزمن"


def foremost(views: Views) -> tuple[Topic, ...]:
    """Return the topics that have articles, the most frequent first."""
    of = views.index.articles_of_topic
    found = [topic for topic in views.edition.registers.topics if of.get(topic.id)]
    return tuple(sorted(found, key=lambda topic: (-len(of[topic.id]), sort_key(topic))))


def topics_over_time(page: str, views: Views, where: Where) -> Figure:
    """Return the most frequent topics by time, or nothing where there is no time to show."""
    times, config = views.index.times, views.config
    if times is None or times.count < 2:
        return Figure("", "")
    rows: list[tuple[Topic, Counter[int]]] = []
    for topic in foremost(views):
        articles = views.index.articles_of_topic[topic.id]
        found = (times.place(article.record.date) for article in articles)
        counts = Counter(place for place in found if place is not None)
        if counts and len(rows) < TOPICS:
            rows.append((topic, counts))
    if not rows:
        return Figure("", "")
    axis = axis_of(times)
    most = max(max(counts.values()) for _, counts in rows)
    high = SIZE * 2 + _BARS + 10
    drawn, table = [], []
    for row, (topic, counts) in enumerate(rows):
        top = row * high
        base = top + high - 10
        total = views.count(counts.total(), "article")
        name = label(
            WIDTH - 4, top + SIZE * 1.15, clip(topic.heading, _NAME), SIZE, "ks-name", "start"
        )
        count = label(4, top + SIZE * 1.15, total, SIZE * 0.94, "ks-small", "end")
        words = f"{topic.heading}: {total}"
        drawn.append(link(where(paths.topic(topic.id), ""), words, name + count))
        drawn.append(axis.line(base))
        drawn += [axis.bar(at, base, _BARS * counts[at] / most, "ks-bar") for at in sorted(counts)]
        when = "؛ ".join(
            f"{times.label(at, config.locale, config.digits)}: {views.digits(counts[at])}"
            for at in sorted(counts)
        )
        table.append((views.topic(page, topic.id), views.digits(counts.total()), when))
    base = len(rows) * high - 10
    told = {at for _, counts in rows for at in counts}
    first, last = (times.label(at, config.locale, config.digits) for at in (0, times.count - 1))
    described = f"{views.count(len(rows), 'topic')} من {first} إلى {last}، أكثرها مقالات أولها."
    svg = picture(
        "ks-topics",
        (WIDTH, base + SIZE * 1.8),
        TITLE,
        described,
        "".join(drawn) + axis.labels(base, config, told),
        css="ks-rows",
        links=True,
    )
    words = "طول العمود عدد مقالات الموضوع، والأعمدة كلها بمقياس واحد."
    if len(views.index.articles_of_topic) > len(rows):
        words += f" وهذه أكثر الموضوعات مقالات: {views.count(len(rows), 'topic')}."
    return Figure(svg, words, ("الموضوع", "المقالات", "متى"), tuple(table))
