"""Posting lists as text: bits in base64, which a ``<script>`` can carry.

A list says in which articles a form stands and where. Gaps between article numbers are Rice codes
(Rice and Plaut 1971), whose parameter follows from how many articles have the form; a place is a
truncated binary code among the steps that are left in its article. Measured on 10,000 press
articles: less than half the size of variable-length characters after gzip, and a tenth less than
Rice codes for the places as well.
"""

from __future__ import annotations

import base64
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Final

#: Places are kept in steps of so many words (a power of two, as bits): half the index would be
#: places otherwise. Two words in one step or in neighbouring ones stand side by side or nearly.
STEP_BITS: Final = 3
#: The first places belong to the title; longer titles end here.
TITLE_PLACES: Final = 32
#: Places kept of one form in one article.
MOST_PLACES: Final = 3

Posting = tuple[int, Sequence[int]]


def _sizes() -> tuple[int, ...]:
    sizes = [8]
    while len(sizes) < 64:
        sizes.append(sizes[-1] + max(1, sizes[-1] * 9 >> 6))
    return tuple(sizes)


#: How long an article can be, in steps: 64 sizes, the last of about 147,000 words. Places beyond
#: the end of a longer one are taken for its end.
SIZES: Final = _sizes()


def size_of(steps: int) -> int:
    """Return the least of ``SIZES`` (its number) that has room for so many steps."""
    return min(bisect_left(SIZES, steps), len(SIZES) - 1)


def _rice(value: int, parameter: int) -> str:
    low = format(value & ((1 << parameter) - 1), f"0{parameter}b") if parameter else ""
    return "1" * (value >> parameter) + "0" + low


_TABLES: Final = [[_rice(value, parameter) for value in range(512)] for parameter in range(24)]


def _gamma(value: int) -> str:
    """Return the Elias gamma code of a number from 1."""
    bits = format(value, "b")
    return "0" * (len(bits) - 1) + bits


@cache
def _binary(value: int, room: int) -> str:
    """Return the truncated binary code of a number below ``room``."""
    if room < 2:
        return ""
    width = (room - 1).bit_length()
    short = (1 << width) - room
    if value < short:
        return format(value, f"0{width - 1}b") if width > 1 else ""
    return format(value + short, f"0{width}b")


def parameter(articles: int, found: int) -> int:
    """Return the Rice parameter for the gaps of ``found`` articles among ``articles``."""
    mean = articles * 11 // (found * 16)
    return min(23, max(0, mean.bit_length() - 1))


def steps(places: Sequence[int], last: int = SIZES[-1] - 1) -> list[int]:
    """Return places (word numbers) as distinct steps up to ``last``, the first ones of them."""
    return sorted({min(place >> STEP_BITS, last) for place in places})[:MOST_PLACES]


def pack(postings: Sequence[Posting], sizes: Sequence[int], *, places: bool = True) -> str:
    """Return postings (article number, word numbers; in order) as base64 text without padding.

    ``sizes`` are the numbers of the articles' ``SIZES``. Bits: gamma(articles), whether places
    follow; for each article its gap, the number of steps less one (``10``, ``11``: two, three),
    and the steps, each among those that are left when the later ones have room.
    """
    chosen = parameter(len(sizes), len(postings))
    gaps = _TABLES[chosen]
    out = [_gamma(len(postings)), "1" if places else "0"]
    last = -1
    for number, found in postings:
        gap = number - last - 1
        last = number
        out.append(gaps[gap] if gap < 512 else _rice(gap, chosen))
        room = SIZES[sizes[number]]
        if len(found) == 1:
            step = found[0] >> STEP_BITS
            out.append("0")
            if places:
                out.append(_binary(step if step < room else room - 1, room))
            continue
        here = steps(found, room - 1)
        out.append(_COUNTS[len(here)])
        if places:
            left, at = len(here), -1
            for step in here:
                left -= 1
                out.append(_binary(step - at - 1, room - at - 1 - left))
                at = step
    bits = "".join(out)
    bits += "0" * (-len(bits) % 24)
    data = int(bits, 2).to_bytes(len(bits) // 8, "big")
    return base64.b64encode(data).decode("ascii").rstrip("A")


_COUNTS: Final = ("", "0", "10", "11")
