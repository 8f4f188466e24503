"""Pictures of time: the stretches suit the dates, and nothing is said that is not known."""

from __future__ import annotations

import time
from typing import Final

import pytest

from kashshaf.model import Config
from kashshaf.pictures.axis import SIZE, WIDTH, axis_of, place_labels
from kashshaf.pictures.figure import nowhere, on_page
from kashshaf.pictures.spark import sparkline
from kashshaf.pictures.timeline import timeline
from kashshaf.pictures.times import Times, times_of
from kashshaf.pictures.topics import TOPICS, topics_over_time
from tests.pictures import SVG, edition, links, months, texts, tree, views_of

PAGE: Final = "pictures/index.md"
WHERE: Final = on_page(PAGE)


def times(*dates: str) -> Times | None:
    return times_of(edition(dates).articles)


# Which stretches


@pytest.mark.parametrize(
    ("dates", "step", "count"),
    [
        (["2023-11-02", "2024-12"], 1, 14),
        (["2021-12-31", "2024-12"], 12, 4),
        (["2022-01", "2024-12"], 1, 36),
        (["1980", "2019"], 12, 40),
        (["1980", "2020"], 60, 9),
        (["1900", "2024"], 60, 25),
        (["0001", "9999"], 1200, 100),
        (["2024-02-03"], 1, 1),
    ],
)
def test_the_finest_step_that_fits_the_span(dates: list[str], step: int, count: int) -> None:
    found = times(*dates)
    assert found is not None
    assert (found.step, found.count) == (step, count)


def test_no_dates_are_no_times() -> None:
    assert times() is None
    assert times("", "") is None


def test_months_are_not_shown_where_most_dates_are_years() -> None:
    assert times("2023", "2024", "2024-05", "2024-06") == Times(12, 2023, 2)
    many = times("2023-01", "2023-02", "2023-03", "2024-01", "2024")
    assert many is not None
    assert many.step == 1


def test_a_date_has_a_place_only_if_it_lies_within_one() -> None:
    months_ = Times(1, 2023 * 12, 24)
    articles = edition(["2023-03~", "2024", "2024-01/2024-02", "2030-01", ""]).articles
    places = {a.id: months_.place(a.record.date) for a in articles}
    assert places == {"a0": 2, "a1": None, "a2": None, "a3": None, "a4": None}


def test_labels_are_in_the_words_of_the_archive() -> None:
    assert Times(1, 2024 * 12, 3).label(1, "ar_SY", "arabic") == "شباط ٢٠٢٤"
    assert Times(12, 2020, 3).label(1, "ar_SY", "latin") == "2021"
    assert Times(120, 199, 3).label(0, "ar_SY", "latin") == "1990–1999"


# The axis


@pytest.mark.parametrize(
    "found",
    [Times(1, 2023 * 12 + n, count) for n in (0, 5) for count in (2, 3, 9, 14, 15, 36)]
    + [Times(12, 1985, count) for count in (2, 7, 10, 23, 40)]
    + [Times(60, 380, 30), Times(1200, 0, 100)],
)
@pytest.mark.parametrize("locale", ["ar_SY", "ar_EG"])
def test_labels_of_the_axis_never_touch_and_the_ends_are_named(found: Times, locale: str) -> None:
    axis = axis_of(found)
    placed = place_labels(axis, Config(locale=locale), range(found.count))
    for one, (_, box) in enumerate(placed):
        assert box.width / 2 - 0.1 <= box.x <= WIDTH - box.width / 2 + 0.1
        assert not any(box.meets(other) for _, other in placed[one + 1 :])
    words = [label for label, _ in placed]
    assert words[0] == found.label(0, locale, "latin")
    if found.count > 3:
        assert words[-1] == found.label(found.count - 1, locale, "latin")


def test_time_runs_from_the_right() -> None:
    axis = axis_of(Times(12, 2000, 10))
    assert axis.middle(0) > WIDTH - 50
    assert axis.middle(9) < 50
    placed = place_labels(axis, Config())
    assert [box.x for _, box in placed] == sorted((box.x for _, box in placed), reverse=True)
    assert placed[0][0] == "2000"


def test_years_on_the_axis_are_regular() -> None:
    words = [int(label) for label, _ in place_labels(axis_of(Times(12, 1987, 38)), Config())]
    assert {year % 5 for year in words[1:-1]} == {0}
    assert len(words) > 5


# The time line


def test_few_articles_are_a_dot_each_with_a_link_and_a_title() -> None:
    views = views_of(edition(["2023-11", "2023-11~", "2024-06-03", "", "2024", "2024-06"]))
    figure = timeline(PAGE, views, WHERE)
    svg = tree(figure.svg)
    dots = list(svg.iter(f"{SVG}circle"))
    assert [dot.attrib["class"] for dot in dots] == [
        "ks-dot",
        "ks-dot ks-about",
        "ks-dot",
        "ks-dot",
    ]
    assert links(svg) == [f"../articles/a{n}.html" for n in (0, 1, 5, 2)]
    assert "وبلا تاريخ: مقالة واحدة." in figure.words
    assert "ولا تظهر هنا مقالة واحدة لا يُعرف في أيّ شهر نُشرت." in figure.words
    assert [row[:3] for row in figure.rows] == [("نوفمبر 2023", "2", "1"), ("يونيو 2024", "2", "0")]
    assert "[مقالة 2](../articles/a2.md)" in figure.rows[1][3]
    # Two of one month stand above one another, and the later month is at the left.
    x, y = [[float(dot.attrib[name]) for dot in dots] for name in ("cx", "cy")]
    assert x[0] == x[1] > x[2]
    assert y[0] > y[1]


def test_a_person_who_cannot_see_is_told_the_same() -> None:
    svg = tree(timeline(PAGE, views_of(edition(["2023-11", "2024-06"])), WHERE).svg)
    title, description = svg[0], svg[1]
    assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
    assert svg.attrib["aria-labelledby"].split() == [title.attrib["id"], description.attrib["id"]]
    assert "مقالتان من نوفمبر 2023 إلى يونيو 2024" in (description.text or "")
    # Links inside an image do not exist for a screen reader; without links it is one.
    assert svg.attrib["role"] == "group"
    plain = timeline(PAGE, views_of(edition(["2023-11", "2024-06"])), nowhere, links=False)
    assert tree(plain.svg).attrib["role"] == "img"
    assert links(tree(plain.svg)) == []


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ([], "لا مقالات بعد."),
        ([""], "وبلا تاريخ: مقالة واحدة."),
        (["2024-02-01", "2024-02"], "المقالات المؤرخة كلها من فبراير 2024: مقالتان."),
    ],
)
def test_what_is_no_course_of_time_is_said_in_words(dates: list[str], words: str) -> None:
    figure = timeline(PAGE, views_of(edition(dates)), WHERE)
    assert (figure.svg, figure.words, figure.rows) == ("", words, ())


def test_many_articles_are_bars_that_lead_to_the_years_of_the_index() -> None:
    dates = [day for day in months(24) for _ in range(5)] + ["2021-12?"] * 3 + ["2021-12"] * 3
    figure = timeline(PAGE, views_of(edition(dates)), WHERE)
    svg = tree(figure.svg)
    assert links(svg) == [f"../articles/index.html#_{year}" for year in (2020, 2021)]
    bars = [r for r in svg.iter(f"{SVG}rect") if "ks-bar" in r.attrib.get("class", "")]
    assert len(bars) == 25  # the last has a lighter part, of inferred dates
    assert "11" in texts(svg)
    assert figure.rows[-1] == ("ديسمبر 2021", "11", "3")


def test_5000_articles_take_no_time_and_little_room() -> None:
    dates = [f"{1990 + n % 34}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(5000)]
    topics = {f"t{n}": range(n, 5000, n + 2) for n in range(40)}
    views = views_of(edition(dates, topics=topics))
    assert views.index.times is not None
    start = time.process_time()
    figures = timeline(PAGE, views, WHERE), topics_over_time(PAGE, views, WHERE)
    assert time.process_time() - start < 2
    assert sum(len(figure.svg) for figure in figures) < 80_000
    assert len(figures[1].rows) == TOPICS


# Topics


def test_topics_are_rows_of_one_scale_the_most_frequent_first() -> None:
    topics = {"rare": [0], "often": [0, 1, 2, 3], "never": []}
    names = {"rare": "نادر", "often": "كثير", "never": "لا شيء"}
    dates = ["2023-11", "2023-11", "2024-06", ""]
    figure = topics_over_time(PAGE, views_of(edition(dates, topics=topics, names=names)), WHERE)
    svg = tree(figure.svg)
    assert links(svg) == ["../topics/often.html", "../topics/rare.html"]
    assert [row[1:] for row in figure.rows] == [
        ("3", "نوفمبر 2023: 2؛ يونيو 2024: 1"),
        ("1", "نوفمبر 2023: 1"),
    ]
    high = [float(r.attrib["height"]) for r in svg.iter(f"{SVG}rect")]
    assert high[0] == 2 * high[1] == 2 * high[2]
    names_ = [t for t in svg.iter(f"{SVG}text") if t.attrib.get("class") == "ks-name"]
    assert {t.attrib["text-anchor"] for t in names_} == {"start"}  # from the right
    assert all(float(t.attrib["x"]) > WIDTH - SIZE for t in names_)


def test_topics_without_times_are_no_picture() -> None:
    for dates in ([], [""], ["2024-02"]):
        topics = {"t": range(len(dates))}
        figure = topics_over_time(PAGE, views_of(edition(dates, topics=topics)), WHERE)
        assert (figure.svg, figure.words) == ("", "")


# A person


def test_a_sparkline_only_where_a_person_is_in_several_dated_articles() -> None:
    people = {
        "often": [0, 0, 1, 3],
        "twice": [0, 1],
        "undated": [2, 2, 2, 4],
        "one-month": [0, 5, 6],
    }
    dates = ["2023-11", "2024-06", "", "2024-07-01", "2023", "2023-11-02", "2023-11-03"]
    views = views_of(edition(dates, people))
    drawn = {p.id: sparkline(p, views) for p in views.edition.registers.people}
    assert [who for who, figure in drawn.items() if figure] == ["often"]
    often = drawn["often"]
    assert often is not None
    assert tree(often.svg).attrib["role"] == "img"
    assert often.rows == (
        ("نوفمبر 2023", "2", "1"),
        ("يونيو 2024", "1", "1"),
        ("يوليو 2024", "1", "1"),
    )
    assert often.words.startswith("4 مرات من نوفمبر 2023 إلى يوليو 2024")
