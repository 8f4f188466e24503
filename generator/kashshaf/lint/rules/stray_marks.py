"""Signs that do not belong inside a word: «الم*دينة», a vowel mark at a space, one twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.letters import L, M, W

_SIGN: Final = re.compile(rf"(?<=[{L}])[`´^~*|\\<>=+•·¬¨§$]+(?=[{L}])")
_FOREIGN: Final = re.compile(
    rf"(?<=[{L}])[A-Za-z]{{1,2}}(?=[{L}])|(?<=[{L}]{{2}})[0-9](?=[{L}]{{2}})(?!إن)"
)
_TWICE: Final = re.compile(r"([\u064b-\u0652])\1")
_APART: Final = re.compile(rf"(?<=[\s\"«“(])[\u064b-\u0652]+(?=[{L}\s])")
_TANWIN: Final = re.compile(rf"[\u064c\u064d](?=[{L}])|\u064b(?=[{L}])(?![اىء](?![{L}]))")
_HIDDEN: Final = re.compile(rf"(?<=[{L}{M}])[\u00ad\u200c\u200d\u2060\ufeff]+(?=[{L}])")
_ANY: Final = re.compile("[`´^~*|\\\\<>=+•·¬¨§$\u064b-\u0652\u00ad\u200c\u200d\u2060\ufeff]")
_HALF: Final = re.compile(rf"[{W}\u00ad\u200c\u200d\u2060\ufeff]+")
_BEFORE: Final = re.compile(rf"[{W}\u00ad\u200c\u200d\u2060\ufeff]+\Z")
_INVISIBLE: Final = str.maketrans("", "", "\u00ad\u200c\u200d\u2060\ufeff")
_LONGEST: Final = 40
_UNDECIDED: Final = (
    (_SIGN, "a sign inside the word"),
    (_FOREIGN, "a Latin letter or a digit inside the word"),
    (_TANWIN, "tanwin inside the word"),
)


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for piece in text.pieces:
        words = piece.text
        for pattern, what in _UNDECIDED:
            for match in pattern.finditer(words):
                start, end = _word(words, *match.span())
                message = f"{what} «{words[start:end]}»"
                yield Fault(piece.span(start, end), message, None, "spelling")
        if not _ANY.search(words):
            continue
        for match in _TWICE.finditer(words):
            message = f"a vowel mark twice: {words[slice(*_word(words, *match.span()))]}"
            yield Fault(piece.span(*match.span()), message, match[1], "spelling")
        for match in _APART.finditer(words):
            message = "a vowel mark without its letter"
            yield Fault(piece.span(*match.span()), message, "", "spelling")
        for match in _HIDDEN.finditer(words):
            start, end = _word(words, *match.span())
            plain = words[start:end].translate(_INVISIBLE)
            message = f"an invisible character inside the word «{plain}»"
            yield Fault(piece.span(*match.span()), message, "", "spelling")


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the word around a stretch of ``text``."""
    before = _BEFORE.search(text, max(0, start - _LONGEST), start)
    after = _HALF.match(text, end)
    return before.start() if before else start, after.end() if after else end


RULE = Rule(
    code="K713",
    name="stray_marks",
    severity="warning",
    title="a stray mark inside a word",
    title_ar="علامة دخيلة داخل كلمة",
    hint="take it out, or write what it stands for",
    hint_ar="احذف العلامة، أو اكتب ما حلّت محلّه",
    check=_check,
)
