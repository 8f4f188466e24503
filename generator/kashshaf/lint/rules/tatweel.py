"""Tatweel inside a word: «الـــقاهرة»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.letters import L, M, W

_WORD: Final = re.compile(rf"(?<![{W}])[{L}{M}]+\u0640[{W}]*")
_END: Final = re.compile(rf"\u0640+(?=[{M}]*\Z)")
# «لـمحمد»: one tatweel keeps a proclitic visible before a name; many do.
_PROCLITIC: Final = re.compile(rf"[{M}]*(?:[وفبلكس]|ال|[وف][بلك]|[وفب]ال)[{M}]*\u0640[{L}{M}]+\Z")


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for piece in text.pieces:
        if "\u0640" not in piece.text:
            continue
        for match in _WORD.finditer(piece.text):
            word = match[0]
            inside = _END.sub("", word)
            if "\u0640" not in inside or _PROCLITIC.match(word):
                continue
            right = inside.replace("\u0640", "") + word[len(inside) :]
            message = f"tatweel in «{word}»"
            yield Fault(piece.span(*match.span()), message, right, "spelling")


RULE = Rule(
    code="K710",
    name="tatweel",
    severity="warning",
    title="tatweel inside a word",
    title_ar="تطويل داخل الكلمة",
    hint="write the word without it",
    hint_ar="احذف التطويل (ـ) من الكلمة",
    check=_check,
)
