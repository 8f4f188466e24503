"""Posting lists: what pack.py writes, the reader's script reads."""

from __future__ import annotations

import base64
import string
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kashshaf.search.files import DIGITS
from kashshaf.search.pack import MOST_PLACES, SIZES, STEP_BITS, pack, size_of, steps
from tests.search.support import Json, Script

Postings = list[tuple[int, list[int]]]

PLACES = st.lists(st.integers(0, 200_000), min_size=1, max_size=12).map(sorted)
#: Archives of a few articles, and of very many: gaps of one, and of more than a table holds.
ARTICLES = st.one_of(
    st.sets(st.integers(0, 40), min_size=1, max_size=40),
    st.sets(st.integers(0, 200_000), min_size=1, max_size=12),
    st.integers(1, 400).map(lambda number: set(range(number))),
)


@st.composite
def lists(draw: st.DrawFn) -> Postings:
    """Any list as make_index gives it: articles rise, every one has a place."""
    few = draw(st.lists(PLACES, min_size=1, max_size=6))
    articles = sorted(draw(ARTICLES))
    return [(article, few[at % len(few)]) for at, article in enumerate(articles)]


def sizes_for(many: list[Postings]) -> list[int]:
    """Return sizes of articles that have room for all places, or nearly: the last cut off."""
    largest = max(number for row in many for number, _ in row)
    needed = [0] * (largest + 1)
    for row in many:
        for number, places in row:
            needed[number] = max(needed[number], size_of((places[-1] >> STEP_BITS) + 1))
    return needed


def written(js: Script, many: list[Postings], *, places: bool = True) -> list[Json]:
    sizes = sizes_for(many)
    packed = [pack(row, sizes, places=places) for row in many]
    return read(js, packed, sizes)


def read(js: Script, packed: list[str], sizes: list[int]) -> list[Json]:
    rows = js.unpacked(packed, "".join(DIGITS[size] for size in sizes))
    return [[(number, found, count) for number, found, count in row] for row in rows]


@settings(max_examples=60)
@given(many=st.lists(lists(), min_size=1, max_size=12))
def test_a_list_comes_back_as_it_was(js: Script, many: list[Postings]) -> None:
    wanted: list[Json] = [
        [(number, steps(places), len(steps(places))) for number, places in row] for row in many
    ]
    assert written(js, many) == wanted


@settings(max_examples=60)
@given(many=st.lists(lists(), min_size=1, max_size=12))
def test_a_list_without_places_says_how_often_and_not_where(
    js: Script, many: list[Postings]
) -> None:
    wanted: list[Json]
    wanted = [[(number, [], len(steps(places))) for number, places in row] for row in many]
    assert written(js, many, places=False) == wanted


def test_sizes_rise_to_articles_that_nobody_reads() -> None:
    assert len(SIZES) == 64
    assert all(one < other <= one * 5 / 4 for one, other in pairwise(SIZES))
    assert SIZES[-1] << STEP_BITS > 140_000
    assert [size_of(steps) for steps in (0, 8, 9, SIZES[-1], SIZES[-1] + 1)] == [0, 0, 1, 63, 63]


def test_places_beyond_the_end_are_taken_for_the_end(js: Script) -> None:
    end = SIZES[-1]
    row = [(0, [3, (end + 5) << STEP_BITS]), (1, [(end + 5) << STEP_BITS])]
    packed = pack(row, [63, 63])
    assert read(js, [packed], [63, 63]) == [[(0, [0, end - 1], 2), (1, [end - 1], 1)]]


@given(row=lists())
def test_a_list_is_of_letters_that_a_script_and_the_index_can_carry(row: Postings) -> None:
    # «|», «;», «:» and «,» divide the lines of the index.
    assert set(pack(row, sizes_for([row]))) <= set(string.ascii_letters + string.digits + "+/")


@given(row=lists())
def test_what_is_left_out_at_the_end_is_zero(row: Postings) -> None:
    packed = pack(row, sizes_for([row]))
    assert not packed.endswith("A")
    assert base64.b64decode(packed + "A" * (-len(packed) % 4), validate=True)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param([(0, [0])], id="the first word of the first article"),
        pytest.param([(999_999, [199_999])], id="far away"),
        pytest.param([(0, [0]), (999_999, [0])], id="a gap of a million"),
        pytest.param([(number, [0]) for number in range(3000)], id="in every article"),
        pytest.param([(7, list(range(0, 8000, 40)))], id="more places than are kept"),
        pytest.param([(511, [512 << STEP_BITS])], id="at the end of the tables"),
    ],
)
def test_the_ends_of_what_can_be(js: Script, row: Postings) -> None:
    wanted = [(number, steps(places), len(steps(places))) for number, places in row]
    assert written(js, [row]) == [wanted]


def test_places_are_kept_in_steps_each_once_and_not_too_many() -> None:
    assert steps([0, 1, 7, 8, 8, 100]) == [0, 1, 100 >> STEP_BITS]
    many = steps(range(0, 10_000, 8))
    assert many == list(range(MOST_PLACES))


def test_half_a_list_does_no_harm(js: Script) -> None:
    """A file that was cut on its way is read to its end and no further."""
    packed = pack([(number, [number * 9]) for number in range(50)], [40] * 50)
    for cut in ("", packed[:1], packed[: len(packed) // 2]):
        [found] = read(js, [cut], [40] * 50)
        assert len(found) <= 50


def test_what_stands_often_takes_less_than_a_byte_an_article() -> None:
    assert len(pack([(number, [0]) for number in range(1000)], [20] * 1000)) * 6 / 8 < 1000
