"""A quotation mark on the wrong side of a space: «الصراع" الإسرائيلي"»."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.quotes import Sign, opening, quotes_of

_LETTERS: Final = frozenset(map(chr, (*range(0x621, 0x63B), *range(0x641, 0x64B))))
#: Code points. In a longer quotation a mark in the wrong place may be one of an inner quotation.
_SHORT: Final = 60


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for first, last in quotes_of(text).pairs:
        if first.piece.text[first.at + 1 : last.at].strip():
            short = last.at - first.at <= _SHORT
            yield from _opening(first, short)
            yield from _closing(last, short)


def _opening(sign: Sign, short: bool) -> Iterator[Fault]:
    words, at = sign.piece.text, sign.at
    mark = words[at]
    sure = short or opening(words, at) is not False
    if words[at + 1].isspace():
        end = at + 1
        while words[end].isspace():
            end += 1
        gap = "" if at == 0 or words[at - 1].isspace() or words[at - 1] in "([ـ" else " "
        right = f"{gap}{mark}" if sure else None
        yield Fault(sign.piece.span(at, end), f"a space after the opening {mark}", right)
    elif at and words[at - 1] in _LETTERS and opening(words, at) is None:
        yield Fault(sign.piece.span(at, at + 1), f"no space before the opening {mark}", f" {mark}")


def _closing(sign: Sign, short: bool) -> Iterator[Fault]:
    words, at = sign.piece.text, sign.at
    mark = words[at]
    after = words[at + 1 : at + 2]
    if words[at - 1].isspace():
        start = at
        while words[start - 1].isspace():
            start -= 1
        gap = " " if after and after in _LETTERS else ""
        right = f"{mark}{gap}" if short or opening(words, at) is not True else None
        yield Fault(sign.piece.span(start, at + 1), f"a space before the closing {mark}", right)
    elif after and after in _LETTERS:
        yield Fault(sign.piece.span(at, at + 1), f"no space after the closing {mark}", f"{mark} ")


RULE = Rule(
    code="K703",
    name="quotes_misplaced",
    severity="warning",
    title="a quotation mark on the wrong side of a space",
    title_ar="علامة تنصيص في الجهة الخطأ من المسافة",
    hint="a mark touches the words that it encloses, and is apart from the others",
    hint_ar="تلتصق العلامة بما بين العلامتين، وتفصلها مسافة عمّا سواه",
    check=_check,
)
