"""Names that are written in several ways: «غرينبرغ» and «جرينبرج», «ترامب» and «ترمب».

Foreign names are spelled by ear: g is غ, ج, ق or ك, s is س or ص, a long vowel is written or not.
``theme/assets/kashshaf/search.js`` has the same function; the parity fixtures hold both to it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_PAIRS: Final = (
    "غج",
    "غق",
    "جق",
    "غك",
    "كق",
    "جك",
    "تط",
    "سص",
    "دض",
    "ذد",
    "ظز",
    "ثت",
    "زس",
    "شج",
    "سش",
    "زش",
    "سث",
)
_SOUNDS: Final = frozenset(pair for two in _PAIRS for pair in (two, two[::-1]))
_G: Final = frozenset("غجقك")
_VOWELS: Final = frozenset("اوي")


@lru_cache(maxsize=1 << 16)
def distance(left: str, right: str) -> float:
    """Return how far two bare forms are apart as spellings of one foreign name; 9 for too far.

    A letter of the same sound costs 1, a long vowel or ه more or less 1 (at the end 3:
    «رونالد» is not «رونالدو»), another vowel 1.5; at the start only sounds and ا count.

    >>> distance("ترامب", "ترمب"), distance("غرينبرغ", "جرينبرج"), distance("حرب", "محراب")
    (1.0, 2.0, 9.0)
    """
    rows, columns = len(left), len(right)
    if abs(rows - columns) > 3:
        return 9.0
    line = [0.0] * (columns + 1)
    for row in range(rows + 1):
        above, line = line, [9.0] * (columns + 1)
        for column in range(columns + 1):
            best = 0.0 if row == column == 0 else 9.0
            if row and column:
                one, other = left[row - 1], right[column - 1]
                if one == other:
                    cost = 0.0
                elif one + other in _SOUNDS:
                    cost = 1.0
                elif one in _VOWELS and other in _VOWELS:
                    cost = 1.5
                else:
                    cost = 9.0
                best = min(best, above[column - 1] + cost)
            if row and _silent(left, row - 1):
                best = min(best, above[column] + (3.0 if row == rows else 1.0))
            if column and _silent(right, column - 1):
                best = min(best, line[column - 1] + (3.0 if column == columns else 1.0))
            line[column] = min(best, 9.0)
    return line[columns]


def _silent(word: str, at: int) -> bool:
    """Tell a letter that another spelling of the name may leave out."""
    return word[at] == "ا" if at == 0 else word[at] in "اويه"


def alike(left: str, right: str) -> bool:
    """Tell two bare forms that are spellings of one name: one step apart, or two if long."""
    if len(left) > 3 and same_sounds(left, right):
        return True
    far = distance(left, right)
    return far <= 1.5 or (far <= 2.5 and min(len(left), len(right)) >= 6)


def same_sounds(left: str, right: str) -> bool:
    """Tell two bare forms that differ in how they write g alone: «بنتاغون», «بنتاجون»."""
    return len(left) == len(right) and all(
        one == other or (one in _G and other in _G) for one, other in zip(left, right, strict=True)
    )
