"""The time line of the archive: a dot an article while they are few, then a bar a month or year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kashshaf.markup import clip
from kashshaf.model import Article
from kashshaf.pictures.axis import SIZE, WIDTH, Axis, axis_of
from kashshaf.pictures.figure import Figure, Where
from kashshaf.pictures.svg import label, link, number, picture
from kashshaf.pictures.times import Times
from kashshaf.views import Views

# Dots while there are at most so many, and so many above one another.
_DOTS: Final = 60
_STACK: Final = 8
_BARS: Final = 130.0
_TITLE: Final = 90
TITLE: Final = "المقالات عبر الزمن"


@dataclass(frozen=True, slots=True)
class Placed:
    """The articles of each stretch of time, those of certain date first, and the others."""

    at: Mapping[int, tuple[Article, ...]]
    vague: int
    undated: int

    @property
    def total(self) -> int:
        return sum(map(len, self.at.values()))


def placed(articles: tuple[Article, ...], times: Times | None) -> Placed:
    """Sort articles into stretches of time."""
    found: dict[int, list[Article]] = defaultdict(list)
    vague = undated = 0
    for article in articles:
        place = times.place(article.record.date) if times else None
        if place is not None:
            found[place].append(article)
        elif article.record.date:
            vague += 1
        else:
            undated += 1
    at = {place: tuple(sorted(found[place], key=_inferred)) for place in sorted(found)}
    return Placed(at, vague, undated)


def _inferred(article: Article) -> bool:
    return article.record.date is not None and article.record.date.inferred


def timeline(
    page: str, views: Views, where: Where, *, identity: str = "ks-time", links: bool = True
) -> Figure:
    """Return the articles by time; one stretch of time alone is said in words."""
    times, config = views.index.times, views.config
    here = placed(views.edition.articles, times)
    if times is None or times.count < 2:
        return Figure("", " ".join(_few(here, times, views)))
    axis = axis_of(times)
    most = max(here.at, key=lambda place: (len(here.at[place]), -place))
    dots = here.total <= _DOTS and len(here.at[most]) <= _STACK
    first, last = (times.label(at, config.locale, config.digits) for at in (0, times.count - 1))
    top = times.label(most, config.locale, config.digits)
    described = (
        f"{views.count(here.total, 'article')} من {first} إلى {last}، وأكثرها في {top}:"
        f" {views.count(len(here.at[most]), 'article')}. الزمن يجري من اليمين إلى اليسار."
    )
    draw = _dots if dots else _bars
    inner, base = draw(here, axis, views, where)
    svg = picture(
        identity,
        (WIDTH, base + SIZE * 1.8),
        TITLE,
        described,
        f"{axis.line(base)}{inner}{axis.labels(base, config, here.at)}",
        css="ks-time",
        links=links,
    )
    words = [
        "كل نقطة مقالة." if dots else f"كل عمود مقالات {times.unit}.",
        "الزمن يجري من اليمين إلى اليسار.",
    ]
    if any(_inferred(article) for group in here.at.values() for article in group):
        shape = "والنقطة الفارغة" if dots else "والأفتح من العمود"
        words.append(f"{shape} لما قُدّر تاريخه.")
    words += _left_out(here, times, views)
    return Figure(svg, " ".join(words), *_table(page, here, times, views, named=dots))


def _few(here: Placed, times: Times | None, views: Views) -> Iterator[str]:
    if times is not None:
        when = times.label(0, views.config.locale, views.config.digits)
        count = views.count(here.total, "article")
        yield f"المقالات المؤرخة كلها من {when}: {count}."
    elif not views.edition.articles:
        yield "لا مقالات بعد."
    yield from _left_out(here, times, views)


def _left_out(here: Placed, times: Times | None, views: Views) -> Iterator[str]:
    """Say what the picture cannot show: what has no date, or one that is too wide."""
    if here.vague:
        unit = f"أيّ {times.unit} نُشرت" if times else "متى نُشرت تحديدًا"
        yield f"ولا تظهر هنا {views.count(here.vague, 'article')} لا يُعرف في {unit}."
    if here.undated:
        yield f"وبلا تاريخ: {views.count(here.undated, 'article')}."


def _dots(here: Placed, axis: Axis, views: Views, where: Where) -> tuple[str, float]:
    radius = min(9.0, axis.step * 0.42)
    pitch = radius * 2 + 3
    base = max(map(len, here.at.values())) * pitch + 6
    drawn = []
    for place, articles in here.at.items():
        for row, article in enumerate(articles):
            y = base - 3 - (row + 0.5) * pitch
            css = "ks-dot ks-about" if _inferred(article) else "ks-dot"
            dot = (
                f'<circle cx="{number(axis.middle(place))}" cy="{number(y)}"'
                f' r="{number(radius)}" class="{css}"/>'
            )
            name = f"{clip(article.title, _TITLE)} ({views.date(article)})"
            drawn.append(link(where(f"articles/{article.id}.md", ""), name, dot))
    return "".join(drawn), base


def _bars(here: Placed, axis: Axis, views: Views, where: Where) -> tuple[str, float]:
    """Return the bars; those of one year are one link, to the year's place in the index."""
    top, most = SIZE * 1.5, max(map(len, here.at.values()))
    base, times = top + _BARS, axis.times
    drawn = []
    for year, group in groupby(here.at, key=times.year):
        places = list(group)
        bars = [axis.area(places[0], places[-1], 0, base)]
        for place in places:
            articles = here.at[place]
            certain = sum(not _inferred(article) for article in articles)
            high, low = (_BARS * n / most for n in (len(articles), certain))
            bars.append(
                axis.bar(
                    place, base, high, "ks-bar ks-about" if certain < len(articles) else "ks-bar"
                )
            )
            if 0 < certain < len(articles):
                bars.append(axis.bar(place, base, low, "ks-bar"))
        total = sum(len(here.at[place]) for place in places)
        config = views.config
        label_ = times.label(places[0], config.locale, config.digits)
        when = views.digits(year) if times.step <= 12 else label_
        name = f"{when}: {views.count(total, 'article')}"
        # A stretch of many years has no one place in the index.
        target = where("articles/index.md", f"_{year:04}") if times.step <= 12 else ""
        drawn.append(link(target, name, "".join(bars)))
    tallest = max(here.at, key=lambda place: (len(here.at[place]), -place))
    middle = min(max(axis.middle(tallest), SIZE * 1.5), WIDTH - SIZE * 1.5)
    drawn.append(label(middle, top - SIZE * 0.35, views.digits(most), SIZE))
    return "".join(drawn), base


def _table(
    page: str, here: Placed, times: Times, views: Views, *, named: bool
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    config = views.config
    rows = []
    for place, articles in here.at.items():
        when = times.label(place, config.locale, config.digits)
        about = sum(map(_inferred, articles))
        cells = (when, views.digits(len(articles)), views.digits(about))
        titles = "؛ ".join(views.article(page, article) for article in articles)
        rows.append((*cells, titles) if named else cells)
    head = ("الزمن", "المقالات", "منها مقدَّر التاريخ")
    return ((*head, "عناوينها") if named else head), tuple(rows)
