"""A person's mentions over time, in a line of small bars."""

from __future__ import annotations

from collections import Counter
from typing import Final

from kashshaf.model import Person
from kashshaf.pictures.axis import SIZE, WIDTH, axis_of
from kashshaf.pictures.figure import Figure
from kashshaf.pictures.svg import picture
from kashshaf.views import Views

# Fewer articles than this, or one time alone, are no course of events.
_ARTICLES: Final = 3
_BARS: Final = 34.0


def sparkline(person: Person, views: Views) -> Figure | None:
    """Return the picture of a person's page, or None where it would show next to nothing."""
    times, config = views.index.times, views.config
    if times is None:
        return None
    counts: Counter[int] = Counter()
    articles: Counter[int] = Counter()
    for occurrence in views.index.occurrences.get(person.id, ()):
        place = times.place(occurrence.article.record.date)
        if place is not None:
            counts[place] += len(occurrence.mentions)
            articles[place] += 1
    if articles.total() < _ARTICLES or len(articles) < 2:
        return None
    axis = axis_of(times)
    most = max(counts.values())
    top = min(place for place in counts if counts[place] == most)
    base = _BARS + 4
    bars = "".join(axis.bar(at, base, _BARS * counts[at] / most, "ks-bar") for at in sorted(counts))
    when = {at: times.label(at, config.locale, config.digits) for at in sorted(counts)}
    described = (
        f"{views.count(counts.total(), 'mention')} من {when[min(when)]} إلى {when[max(when)]}،"
        f" وأكثرها في {when[top]}: {views.count(most, 'mention')}."
    )
    svg = picture(
        "ks-spark",
        (WIDTH, base + SIZE * 1.8),
        "الذكر عبر الزمن",
        described,
        axis.line(base) + bars + axis.labels(base, config, counts),
        css="ks-sparkline",
        links=False,
    )
    rows = tuple(
        (when[at], views.digits(counts[at]), views.digits(articles[at])) for at in sorted(counts)
    )
    return Figure(svg, described, ("الزمن", "مرات الذكر", "المقالات"), rows)
