"""Letters in presentation forms («ﻻ»), which old programs and PDF files leave behind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.letters import W
from kashshaf.lint.rules.persian_letters import in_arabic

# Not U+FDF0–U+FDFF: «ﷺ» is written on purpose.
_SHAPES: Final = "\ufb50-\ufdcf\ufe70-\ufefc"
_FORMS: Final = re.compile(rf"(?<![{W}{_SHAPES}])[{W}]*[{_SHAPES}][{W}{_SHAPES}]*")


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for piece in text.pieces:
        if piece.text.isascii():
            continue
        for match in _FORMS.finditer(piece.text):
            plain = in_arabic(unicodedata.normalize("NFKC", match[0]).strip())
            message = f"presentation forms in «{match[0]}»"
            yield Fault(piece.span(*match.span()), message, plain, "spelling")


RULE = Rule(
    code="K711",
    name="presentation_forms",
    severity="warning",
    title="letters in presentation forms",
    title_ar="أشكال عرض بدل الحروف العربية",
    hint="write the plain letters",
    hint_ar="اكتب الحروف العربية المعتادة",
    check=_check,
)
