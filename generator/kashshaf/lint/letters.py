"""The characters of Arabic press text, as parts of regular expressions."""

from __future__ import annotations

import re
from typing import Final

#: Letters, without tatweel and presentation forms; to stand inside brackets.
L: Final = "\u0621-\u063a\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06fa-\u06fc"
#: Marks above and below letters.
M: Final = "\u064b-\u065f\u0670"
#: What stands in a word: letters, marks, tatweel.
W: Final = f"{L}{M}\u0640"
#: Digits: Latin, Arabic-Indic, Persian.
D: Final = "0-9\u0660-\u0669\u06f0-\u06f9"
#: Marks of quotation.
Q: Final = '"«»“”„'

#: An Arabic word with its marks.
WORD: Final = re.compile(f"[{L}][{W}]*")
_MARKS: Final = re.compile(f"[{M}\u0640]")


def bare(word: str) -> str:
    """Return a word without its marks and tatweel; its letters stay as they are.

    >>> bare("لِيلي")
    'ليلي'
    """
    return _MARKS.sub("", word)


def words(text: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(text.split())
