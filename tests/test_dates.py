"""EDTF dates: what is one, between which days it lies, how it is said."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.dates import arabic_date, parse_date

DATES = [
    ("2024-06-30", "2024-06-30", "2024-06-30"),
    ("2024-06", "2024-06-01", "2024-06-30"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2023-02~", "2023-02-01", "2023-02-28"),
    ("2024", "2024-01-01", "2024-12-31"),
    ("2024?", "2024-01-01", "2024-12-31"),
    ("2024-06-30%", "2024-06-30", "2024-06-30"),
    ("2024-06/2024-08", "2024-06-01", "2024-08-31"),
    ("[2024-07..2025-01]", "2024-07-01", "2025-01-31"),
    ("202X", "2020-01-01", "2029-12-31"),
    ("0001", "0001-01-01", "0001-12-31"),
]


@pytest.mark.parametrize(("text", "first", "last"), DATES)
def test_the_days_between_which_a_date_lies(text: str, first: str, last: str) -> None:
    date = parse_date(text)
    assert date is not None
    assert (date.edtf, date.first, date.last) == (text, first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2024-13", "2024-00", "2024-02-30", "2023-02-29", "24", "2024-6", "30/06/2024"),
        *("0000", "yesterday", "٢٠٢", "2024-06-30T", "2024-06-30 ", "~2024x", "2024/2023"),
        *("9" * 70, "2024-06-31", "[..]", "/", "10000-01"),
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_only_marked_dates_are_inferred() -> None:
    for text, inferred in [("2024", False), ("2024~", True), ("2024?", True), ("2024%", True)]:
        date = parse_date(text)
        assert date is not None
        assert date.inferred is inferred


@pytest.mark.parametrize(
    ("text", "locale", "words"),
    [
        ("2024-06-30", "ar_SY", "30 حزيران 2024"),
        ("2024-06-30", "ar_EG", "30 يونيو 2024"),
        ("2024-08-01", "ar_MA", "1 غشت 2024"),
        ("2024-06", "ar_SY", "حزيران 2024"),
        ("2024", "ar_SY", "2024"),
        ("2024-06~", "ar_SY", "نحو حزيران 2024"),
        ("2024-06?", "ar_SY", "حزيران 2024 (غير مؤكد)"),
        ("2024%", "ar_SY", "نحو 2024 (غير مؤكد)"),
        ("2024-06/2024-08", "ar_EG", "بين يونيو 2024 وأغسطس 2024"),
    ],
)
def test_how_a_date_is_said(text: str, locale: str, words: str) -> None:
    date = parse_date(text)
    assert date is not None
    assert arabic_date(date, locale) == words


def test_arabic_digits_where_the_archive_chose_them() -> None:
    date = parse_date("2024-06-30")
    assert date is not None
    assert arabic_date(date, "ar_SY", "arabic") == "٣٠ حزيران ٢٠٢٤"


@given(st.dates(min_value=datetime.date(1, 1, 1)))
def test_every_day_is_itself(day: datetime.date) -> None:
    date = parse_date(day.isoformat())
    assert date is not None
    assert (date.first, date.last) == (day.isoformat(), day.isoformat())


@given(st.text(alphabet="0123456789-/X?~%.[]{},TZ:+ ", max_size=30))
def test_any_text_is_a_date_or_none_and_its_days_are_in_order(text: str) -> None:
    date = parse_date(text)
    if date is not None:
        assert date.first <= date.last
        assert arabic_date(date, "ar_SY")


def test_arabic_digits_are_digits() -> None:
    assert parse_date("٢٠٢٤-٠٦-٣٠") == parse_date("2024-06-30")
    assert parse_date("٢٠٢٤-١٣") is None


@pytest.mark.parametrize(
    "text", ["2024-06-30/..", "../2024-06", "[..2024]", "2024/", "2024-12/2024-01"]
)
def test_an_interval_without_two_ends_in_order_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_an_interval_says_its_ends_alike() -> None:
    words = {
        "2024-03-10/2024-03-31": "بين 10 آذار 2024 و31 آذار 2024",
        "2024/2025": "بين 2024 و2025",
    }
    for text, wanted in words.items():
        date = parse_date(text)
        assert date is not None
        assert arabic_date(date, "ar_SY") == wanted
    doubtful = parse_date("1984?/2004~")
    assert doubtful is not None
    assert "غير مؤكد" in arabic_date(doubtful, "ar_SY")
