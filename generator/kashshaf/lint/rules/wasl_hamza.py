"""A hamza on the alef of a verb or noun that begins with a connecting one: «إستقبل»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.letters import L, W, words

_WORD: Final = re.compile(rf"(?<![{W}])([وف]?[بلك]?(?:ال)?)(إ[{W}]{{2,12}})(?![{W}])")
#: How verbs of the forms VII, VIII and X and their nouns begin.
_STEMS: Final = tuple(
    words(
        "إبتدا إبتسا إبتسم إبتعد إبتكا إتجا إتجه إتحا إتخا إتخذ إتسا إتصا إتصل إتفا إتفق "
        "إتها إتهم إثنين إثنان إثنا إجتما إجتمع إجتاح إجتياح إحتج إحترا إحترم إحتفا إحتفظ "
        "إحتفل إحتل إحتما إحتوى إحتوا إحتيا إحتاج إختار إختبا إختبر إخترا إخترق إختصا إختطا "
        "إختطف إختفا إختفى إختلا إختلف إختيا إرتبا إرتبط إرتدا إرتدى إرتفا إرتفع إرتكا إرتكب "
        "إرتيا إزدا إزديا إشتبا إشتبك إشترا إشترط إشترك إشتعا إشتعل إشتمل إضطر إضطرا إعتبا "
        "إعتبر إعتدا إعتدى إعتذا إعتذر إعترا إعترض إعترف إعتزا إعتزل إعتزم إعتصا إعتصم إعتقا "
        "إعتقد إعتقل إعتما إعتمد إعتنا إغتيا إغتال إغتصا إغتنا إفتتا إفتتح إفترا إفتقا إفتقد "
        "إقتحا إقتحم إقترا إقترب إقترح إقتصا إقتنا إقتنع إكتسا إكتسب إكتشا إكتشف إكتفا إكتفى "
        "إكتمل إلتحا إلتحق إلتزا إلتزم إلتقا إلتقى إلتقت إلتها إمتحا إمتلا إمتلك إمتنا إمتنع "
        "إمتدا إمتد إنتحا إنتحر إنتخا إنتخب إنتزا إنتزع إنتشا إنتشر إنتصا إنتصر إنتظا إنتظر "
        "إنتقا إنتقد إنتقل إنتما إنتمى إنتها إنتهى إنتهت إنتهك إنجذا إنحسا إنحيا إنحاز إنخفا "
        "إنخفض إندلا إندلع إندما إندمج إنسحا إنسحب إنشقا إنشق إنضم إنطلا إنطلق إنعدا إنعقا "
        "إنعقد إنعكا إنعكس إنفتا إنفجا إنفجر إنفرا إنفصا إنفصل إنقسا إنقسم إنقطا إنقطع إنقلا "
        "إنقلب إنكما إنهار إنهيا"
    )
)
_TENTH: Final = re.compile(rf"إست(?!را|رل|ون|اد|ود|ان|ب|ي[بف]|ر[ياو]|ر\Z)[{L}]{{2}}")


_STEM: Final = re.compile(rf"[وف]?[بلكسنيت]?(?:ال|ل)?(ا[{L}]+)\Z")
_BARE: Final = ("اصط", "اضط", "ازد", "ادع", "ائت", *("ا" + stem[1:] for stem in _STEMS))


def begins_connected(word: str) -> bool:
    """Tell a word, without marks, that begins with a connecting alef: «باتجاه», «الاستقبال».

    >>> begins_connected("باتجاه"), begins_connected("الاسلام")
    (True, False)
    """
    stems = {word, *(match[1] for match in (_STEM.match(word),) if match)}
    return any(
        stem.startswith(_BARE) or _TENTH.match("إ" + stem[1:]) or stem in _NOUNS for stem in stems
    )


_NOUNS: Final = words("اسم اسمه اسمها اسما ابن ابنه ابنها ابنة ابنته امرأة")


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for piece in text.pieces:
        if "إ" not in piece.text:
            continue
        for match in _WORD.finditer(piece.text):
            word = match[2]
            if not word.startswith(_STEMS) and not _TENTH.match(word):
                continue
            right = f"{match[1]}ا{word[1:]}"
            message = f"«{match[0]}» begins with a connecting alef: «{right}»"
            yield Fault(piece.span(*match.span()), message, right, "spelling")


RULE = Rule(
    code="K727",
    name="wasl_hamza",
    severity="warning",
    title="a hamza on a connecting alef",
    title_ar="همزة قطع في موضع همزة وصل",
    hint="verbs of five and six letters and their nouns begin with a bare alef",
    hint_ar="الخماسي والسداسي ومصدرهما يُكتبان بألف الوصل بلا همزة",
    check=_check,
)
