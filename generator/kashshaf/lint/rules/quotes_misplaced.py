"""A quotation mark on the wrong side of a space: «الصراع" الإسرائيلي"»."""

from __future__ import annotations

from collections.abc import Iterator

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.quotes import Sign, opening, quotes_of


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for first, last in quotes_of(text).pairs:
        if first.piece.text[first.at + 1 : last.at].strip():
            yield from _opening(first)
            yield from _closing(last)


def _opening(sign: Sign) -> Iterator[Fault]:
    words, at = sign.piece.text, sign.at
    mark = words[at]
    if words[at + 1].isspace():
        end = at + 1
        while words[end].isspace():
            end += 1
        gap = "" if at == 0 or words[at - 1].isspace() or words[at - 1] in "([" else " "
        if at and words[at - 1] == "ـ":
            gap = ""
        yield Fault(sign.piece.span(at, end), f"a space after the opening {mark}", f"{gap}{mark}")
    elif at and words[at - 1] in W_SET and opening(words, at) is None:
        yield Fault(sign.piece.span(at, at + 1), f"no space before the opening {mark}", f" {mark}")


def _closing(sign: Sign) -> Iterator[Fault]:
    words, at = sign.piece.text, sign.at
    mark = words[at]
    if words[at - 1].isspace():
        start = at
        while words[start - 1].isspace():
            start -= 1
        after = words[at + 1 : at + 2]
        gap = " " if after in W_SET and after else ""
        yield Fault(
            sign.piece.span(start, at + 1), f"a space before the closing {mark}", f"{mark}{gap}"
        )
    elif at + 1 < len(words) and words[at + 1] in W_SET:
        yield Fault(sign.piece.span(at, at + 1), f"no space after the closing {mark}", f"{mark} ")


W_SET = frozenset(chr(c) for c in (*range(0x621, 0x63B), *range(0x641, 0x64B)))

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
