"""Dates → the months or years by which the pictures count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kashshaf.arabic import digits, month_name
from kashshaf.model import Article, Date

# A step, in months, and how many of it a picture can show side by side.
_STEPS: Final = ((1, 36), (12, 40), (60, 40), (120, 40), (300, 40), (600, 40), (1200, 100))
# A step that is too fine for more than this share of the dates would hide them.
_TOO_FINE: Final = 0.2


@dataclass(frozen=True, slots=True)
class Times:
    """Equal stretches of time: ``step`` months each, ``count`` of them, from ``start``.

    ``start`` counts in steps since the year 0. A date belongs to a stretch only if it lies
    within: one that is known by its year has no month.
    """

    step: int
    start: int
    count: int

    def place(self, date: Date | None) -> int | None:
        """Return the stretch in which a date lies, from 0, or None if that cannot be said."""
        at = None if date is None else _step_of(date, self.step)
        return None if at is None or not 0 <= at - self.start < self.count else at - self.start

    def year(self, place: int) -> int:
        """Return the year in which a stretch begins."""
        return (self.start + place) * self.step // 12

    def opens_year(self, place: int) -> bool:
        """Tell whether a stretch is the first of its year."""
        return (self.start + place) * self.step % 12 == 0

    def month(self, place: int, locale: str) -> str:
        """Return the name of a stretch's month; only for steps of one month."""
        return month_name((self.start + place) % 12 + 1, locale)

    def label(self, place: int, locale: str, style: str) -> str:
        """Return a stretch in words: «تموز 2024», «2024», «1990–1999»."""
        first = self.year(place)
        if self.step == 1:
            return digits(f"{self.month(place, locale)} {first}", style)
        if self.step == 12:
            return digits(first, style)
        return digits(f"{first}–{first + self.step // 12 - 1}", style)

    @property
    def unit(self) -> str:
        """What a stretch is called, as in «by month»."""
        return {1: "شهر", 12: "سنة"}.get(self.step, "فترة")

    @property
    def plural(self) -> str:
        """The same, as in «by months»."""
        return {1: "الأشهر", 12: "السنوات"}.get(self.step, "الفترات")


@lru_cache(maxsize=16384)
def _step_of(date: Date, step: int) -> int | None:
    first, last = (_month(day) // step for day in (date.first, date.last))
    return first if first == last else None


def _month(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def times_of(articles: Iterable[Article]) -> Times | None:
    """Return the stretches that suit the dates of some articles; None if none has a date.

    The finest step that fits the span, and of which most dates are known.
    """
    dates = [article.record.date for article in articles if article.record.date]
    for step, most in _STEPS:
        places = [place for date in dates if (place := _step_of(date, step)) is not None]
        if not places or len(places) < (1 - _TOO_FINE) * len(dates):
            continue
        start, end = min(places), max(places)
        if end - start < most:
            return Times(step, start, end - start + 1)
    return None
