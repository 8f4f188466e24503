"""Times as places in a picture: they run from the right to the left, as Arabic is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kashshaf.arabic import digits
from kashshaf.model import Config
from kashshaf.pictures.svg import LINE, Box, label, number, width
from kashshaf.pictures.times import Times

#: Units of width of every picture: on the narrowest phone a label (15 of them) is 12 pixels high.
WIDTH: Final = 400.0
SIZE: Final = 15.0
_EDGE: Final = 4.0
# Up to this many months each may have its name.
_NAMED: Final = 14
_EVERY: Final = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Axis:
    """Where each stretch of time stands: ``step`` units wide, the first at the right."""

    times: Times
    step: float

    def middle(self, place: int) -> float:
        return WIDTH - _EDGE - (place + 0.5) * self.step

    def bar(self, place: int, base: float, height: float, css: str) -> str:
        """Return a bar that stands on ``base``; what there is of it is always seen."""
        if height <= 0:
            return ""
        wide = max(1.5, min(self.step * 0.72, 26.0))
        high = max(height, 2.0)
        return (
            f'<rect x="{number(self.middle(place) - wide / 2)}" y="{number(base - high)}"'
            f' width="{number(wide)}" height="{number(high)}" class="{css}"/>'
        )

    def area(self, first: int, last: int, top: float, base: float) -> str:
        """Return what can be touched of some stretches: all of their height."""
        start = self.middle(last) - self.step / 2
        return (
            f'<rect x="{number(start)}" y="{number(top)}"'
            f' width="{number((last - first + 1) * self.step)}" height="{number(base - top)}"'
            ' fill="none" pointer-events="all"/>'
        )

    def line(self, base: float) -> str:
        return (
            f'<line x1="{number(_EDGE)}" y1="{number(base)}" x2="{number(WIDTH - _EDGE)}"'
            f' y2="{number(base)}" stroke="currentColor" class="ks-axis"/>'
        )

    def labels(self, base: float, config: Config, told: Iterable[int] = ()) -> str:
        """Return the names of as many times as have room below ``base``.

        First the ends, then the beginnings of years, then those in ``told``.
        """
        placed = place_labels(self, config, told)
        drawn = (label(box.x, base + SIZE * 1.2, words, SIZE) for words, box in placed)
        return "".join(drawn)


def axis_of(times: Times) -> Axis:
    return Axis(times, (WIDTH - 2 * _EDGE) / times.count)


def place_labels(axis: Axis, config: Config, told: Iterable[int] = ()) -> list[tuple[str, Box]]:
    """Return words and their boxes (their ``y`` is 0), from the first time to the last."""
    placed: list[tuple[float, str, Box]] = []
    for place, words in _wanted(axis.times, config, told):
        wide = width(words, SIZE)
        middle = min(max(axis.middle(place), wide / 2), WIDTH - wide / 2)
        box = Box(middle, 0, wide + SIZE * 0.6, SIZE * LINE)
        if not any(box.meets(other) for _, _, other in placed):
            placed.append((-middle, words, Box(middle, 0, wide, SIZE * LINE)))
    return [(words, box) for _, words, box in sorted(placed, key=lambda one: one[0])]


def _wanted(times: Times, config: Config, told: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Yield places and their words, the most important first."""
    last = times.count - 1
    for place in (0, last):
        yield place, times.label(place, config.locale, config.digits)
    inner = range(1, last)
    if times.step == 1:
        for place in inner:
            if times.opens_year(place):
                yield place, digits(times.year(place), config.digits)
        if times.count <= _NAMED:
            for place in sorted(set(told).intersection(inner)):
                yield place, times.month(place, config.locale)
        return
    # Every year, or every second, fifth…: the first that leaves room between its names.
    named = {place: times.label(place, config.locale, config.digits) for place in inner}
    room = max((width(words, SIZE) for words in named.values()), default=0.0) + SIZE * 0.6
    step, years = (WIDTH - 2 * _EDGE) / times.count, times.step // 12
    every = next((n for n in _EVERY if n * step >= room), _EVERY[-1])
    for place, words in named.items():
        if times.year(place) % (every * years) == 0:
            yield place, words
