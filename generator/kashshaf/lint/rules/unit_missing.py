"""A number without the unit that its sentence calls for: «بنسبة 12 خلال»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.letters import D, W

_NUMBER: Final = rf"[{D}]+(?:[.,٫،][{D}]+)?(?![{D}٪%/-])"
_BIG: Final = r"(?:[ \u00a0]+(?:ألف|آلاف|مليون|ملايين|مليار|مليارات|تريليون))?"
_ABOUT: Final = r"(?:(?:نحو|حوالي|قرابة)[ \u00a0]+)?"
_UNITLESS: Final = re.compile(
    rf"(?<![{W}])(?:[وف]?ب?(?:نسبة|مسافة|ارتفاع|وزن|قيمة|مبلغ|كلفة|تكلفة|مساحة|سرعة))"
    rf"[ \u00a0]+{_ABOUT}({_NUMBER}{_BIG})(?=[ \u00a0]*(?:[،.؛]|\Z)|[ \u00a0]+(?:من|في|على|عن|إلى"
    rf"|خلال|بين|بعد|قبل|منذ|مقارنة|أمام|هذا|العام)(?![{W}]))"
)
_YEAR: Final = re.compile("(?:19|20)[0-9]{2}|[\u0661\u0662][\u0660-\u0669]{3}")
_PERCENT: Final = re.compile(
    r"[ \u00a0]+(?:في|من|ب)[ \u00a0]*(?:ال)?(?:مئة|مائة|مئه|مائه|الألف|ألف)"
)
_SHARE: Final = re.compile(rf"[ \u00a0]+(?:من|إلى|على|في)[ \u00a0]*(?:كل[ \u00a0]+)?[{D}]")


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for piece in text.pieces:
        for match in _UNITLESS.finditer(piece.text):
            if _YEAR.fullmatch(match[1]):
                continue
            if _PERCENT.match(piece.text, match.end()) or _SHARE.match(piece.text, match.end()):
                continue
            if re.match(rf"[.,٫،][{D}]", piece.text[match.end() : match.end() + 2]):
                continue
            yield Fault(
                piece.span(*match.span()),
                f"a number without its unit: «{match[0]}»",
                None,
                "translation",
            )


RULE = Rule(
    code="K718",
    name="unit_missing",
    severity="warning",
    title="a number without its unit",
    title_ar="عدد بلا وحدته",
    hint="say percent, metres or which currency, as the original does",
    hint_ar="أضف الوحدة كما في الأصل: في المئة، متر، العملة",
    check=_check,
)
