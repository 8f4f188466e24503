"""The network: the same for the same archive, and no name upon another one."""

from __future__ import annotations

import itertools
import math
import random
import time
from typing import Final

import pytest

from kashshaf.pictures import people as pictured
from kashshaf.pictures.axis import SIZE, WIDTH
from kashshaf.pictures.figure import on_page
from kashshaf.pictures.layout import apart, fitted, loose, stress
from kashshaf.pictures.people import PEOPLE, names, network, people_together, placed
from kashshaf.pictures.svg import Box, esc, number, width
from tests.pictures import SVG, edition, links, texts, tree, views_of

PAGE: Final = "pictures/index.md"
WHERE: Final = on_page(PAGE)
SYLLABLES: Final = "با تو شا جي صو خا دي سو را زي ضا مي نو كا".split()


def crowd(count: int, articles: int, seed: int, each: int = 6) -> dict[str, list[int]]:
    """Return people, some of them often mentioned, in random company."""
    draw = random.Random(seed)
    weights = [1 / (n + 1) for n in range(count)]
    found: dict[str, list[int]] = {f"p{n}": [] for n in range(count)}
    for article in range(articles):
        for who in sorted(set(draw.choices(range(count), weights, k=each))):
            found[f"p{who}"].append(article)
    return found


def named(count: int, seed: int) -> dict[str, str]:
    draw = random.Random(seed)
    return {
        f"p{n}": " ".join("".join(draw.choices(SYLLABLES, k=draw.randint(2, 5))) for _ in range(2))
        for n in range(count)
    }


def test_who_is_together_and_how_often() -> None:
    people = {"a": [0, 1, 2], "b": [0, 1], "c": [2], "alone": [3]}
    found = network(views_of(edition([""] * 4, people)).index)
    assert [person.id for person in found.people] == ["a", "b", "c"]
    assert found.pairs == ((0, 1, 2), (0, 2, 1))


def test_few_pairs_are_all_drawn_and_of_many_the_strongest() -> None:
    few = network(views_of(edition([""], {who: [0] for who in "abcde"})).index)
    assert few.drawn() == few.pairs
    many = network(views_of(edition([""] * 40, crowd(60, 40, 1))).index)
    assert PEOPLE <= len(many.drawn()) <= PEOPLE * 3 < len(many.pairs)
    assert set(range(PEOPLE)) == {at for pair in many.drawn() for at in pair[:2]}


def test_nodes_lead_to_people_and_the_table_says_the_same() -> None:
    people = {"a": [0, 1], "b": [0, 1], "c": [1]}
    names_ = {"a": "سالم العالي", "b": "ليلى حداد", "c": "كريم حداد"}
    figure = people_together(PAGE, views_of(edition(["", ""], people, names=names_)), WHERE)
    svg = tree(figure.svg)
    assert links(svg) == [f"../people/{who}.html" for who in "abc"]
    assert svg.attrib["role"] == "group"
    # A surname that two people share does not say who is meant.
    assert texts(svg) == ["العالي", "ليلى حداد", "كريم حداد"]
    assert figure.rows[0][2] == "2"
    assert "[سالم العالي](../people/a.md)" in figure.rows[0][0]
    thick = [float(line.attrib["stroke-width"]) for line in svg.iter(f"{SVG}line")]
    assert thick == [5, 1, 1]


@pytest.mark.parametrize("people", [{}, {"a": [0]}, {"a": [0], "b": [1]}])
def test_nobody_together_is_said_in_words(people: dict[str, list[int]]) -> None:
    figure = people_together(PAGE, views_of(edition(["", ""], people)), WHERE)
    assert (figure.svg, figure.rows) == ("", ())
    assert figure.words


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("count", "articles"), [(2, 1), (16, 5), (60, 40), (200, 300)])
def test_no_name_lies_on_another_one(seed: int, count: int, articles: int) -> None:
    made = edition([""] * articles, crowd(count, articles, seed), names=named(count, seed))
    found = network(views_of(made).index)
    assert len(found.people) <= PEOPLE
    sizes = [12.0 - 7.5 * n / PEOPLE for n in range(len(found.people))]
    boxes, height = placed(found, sizes)
    assert all(loose(boxes))  # every name has its room, none had to go
    for one, other in itertools.combinations(boxes, 2):
        assert not one.meets(other)
    for box in boxes:
        assert box.width / 2 - 0.1 <= box.x <= WIDTH - box.width / 2 + 0.1
        assert box.height / 2 - 0.1 <= box.y <= height - box.height / 2 + 0.1


def test_a_name_that_finds_no_room_goes_and_its_circle_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pictured, "apart", lambda boxes, width, height: list(boxes))
    monkeypatch.setattr(pictured, "fitted", lambda points, *size: [(99.0, 99.0)] * len(points))
    people = {"a": [0, 1], "b": [0, 1], "c": [1]}
    svg = tree(people_together(PAGE, views_of(edition(["", ""], people)), WHERE).svg)
    assert len(texts(svg)) == 1
    assert len(list(svg.iter(f"{SVG}circle"))) == 3
    assert [a.attrib["aria-label"][0] for a in svg.iter(f"{SVG}a")] == ["a", "b", "c"]


def test_names_are_cut_where_they_are_very_long() -> None:
    found = network(views_of(edition([""], {"a": [0], "b": [0]}, names={"a": "ا" * 200})).index)
    assert max(map(len, names(found.people))) < 30


def test_the_same_archive_the_same_picture() -> None:
    crowded, called = crowd(60, 40, 7), named(60, 7)
    one = people_together(PAGE, views_of(edition([""] * 40, crowded, names=called)), WHERE)
    other = people_together(PAGE, views_of(edition([""] * 40, crowded, names=called)), WHERE)
    assert one == other


def test_5000_articles_take_a_moment() -> None:
    made = edition([""] * 5000, crowd(800, 5000, 3, each=8), names=named(800, 3))
    views = views_of(made)
    assert views.index.people_in
    start = time.process_time()
    figure = people_together(PAGE, views, WHERE)
    assert time.process_time() - start < 5
    assert len(figure.svg) < 40_000
    assert len(texts(tree(figure.svg))) == PEOPLE


# The layout


def test_what_is_linked_is_near_and_what_is_not_is_far() -> None:
    chain = {(n, n + 1): 1.0 for n in range(5)}
    points = stress(6, chain)
    ends = math.dist(points[0], points[5])
    assert all(math.dist(points[n], points[n + 1]) < ends / 3 for n in range(5))


def test_parts_without_a_link_stand_apart() -> None:
    points = stress(4, {(0, 1): 1.0, (2, 3): 1.0})
    assert math.dist(points[0], points[1]) < math.dist(points[0], points[2])
    assert all(map(math.isfinite, itertools.chain.from_iterable(points)))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_small_networks_have_places(count: int) -> None:
    points = fitted(stress(count, {}), 100, 100, 10)
    assert len(set(points)) == count


def test_boxes_on_one_point_come_apart() -> None:
    boxes = apart([Box(50, 50, 30, 20)] * 6, 300, 200)
    assert all(loose(boxes))


def test_where_there_is_no_room_the_later_ones_are_not_free() -> None:
    boxes = apart([Box(50, 50, 90, 90)] * 3, 100, 100)
    assert loose(boxes) == [True, False, False]


# Words


def test_what_comes_from_sources_is_escaped() -> None:
    assert (
        esc("</svg>\u202e{{ x }}\x00&'\"")
        == "&lt;/svg&gt;&#123;&#123; x &#125;&#125;&amp;&#x27;&quot;"
    )


def test_marks_have_no_width_and_wide_letters_more() -> None:
    assert width("مُحَمَّد", SIZE) == width("محمد", SIZE)
    assert width("سسس", SIZE) > 1.5 * width("ااا", SIZE)
    assert width("", SIZE) == 0


def test_numbers_are_short() -> None:
    assert [number(n) for n in (1.0, -0.001, 2.34, -3.96)] == ["1", "0", "2.3", "-4"]
