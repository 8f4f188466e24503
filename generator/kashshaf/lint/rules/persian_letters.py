"""Persian yeh and kaf in an Arabic word: «ی», «ک»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.letters import W, bare, words

_WORD: Final = re.compile(rf"(?<![{W}])[{W}]*[یکےہھ][{W}]*")
_PERSIAN: Final = re.compile("[پچژگٹڈڑں]")
_LETTERS: Final = str.maketrans({"ی": "ي", "ک": "ك", "ے": "ي", "ہ": "ه", "ھ": "ه"})
_FINAL: Final = str.maketrans({"ک": "ك", "ہ": "ه", "ھ": "ه"})
_ALEF: Final = words("على إلى الى حتى لدى متى سوى مدى أخرى كبرى")
_YA: Final = words("في التي الذي هي أي حوالي")


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for piece in text.pieces:
        for match in _WORD.finditer(piece.text):
            word = match[0]
            if _PERSIAN.search(word):
                continue  # a Persian word, and not an Arabic one with a wrong keyboard
            message = f"a Persian letter in «{word}»"
            yield Fault(piece.span(*match.span()), message, in_arabic(word), "spelling")


def in_arabic(word: str) -> str | None:
    """Return the word in Arabic letters; None where a final yeh may be ي or ى."""
    last = word[-1:]
    if last not in "یے":
        return word.translate(_LETTERS)
    start = word[:-1].translate(_LETTERS)
    plain = bare(start).removeprefix("و")
    if plain + "ى" in _ALEF:
        return start + "ى"
    if plain + "ي" in _YA:
        return start + "ي"
    return None


RULE = Rule(
    code="K712",
    name="persian_letters",
    severity="warning",
    title="a Persian letter in an Arabic word",
    title_ar="حرف فارسي في كلمة عربية",
    hint="write ي or ى for ی, and ك for ک",
    hint_ar="اكتب ي أو ى بدل ی، و ك بدل ک",
    check=_check,
)
