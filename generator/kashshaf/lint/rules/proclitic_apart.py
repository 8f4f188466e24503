"""A proclitic apart from its word: «و قال», «ب القاهرة»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.letters import D, L, M, W, bare, words
from kashshaf.lint.rules.doubled_conjunction import is_conjunction

_APART: Final = re.compile(
    rf"(?<![{W}{D}A-Za-z.٬،_#/-])([وفبلك])[{M}]?[ \u00a0]+([{L}][{W}]{{2,}})(?![{W}])"
)
# Words after which a letter is a name: «المجموعة ب», «فيتامين ك».
_NAMED: Final = words(
    "المجموعة مجموعة الفئة فئة الفقرة فقرة حرف الحرف فيتامين القسم البند الدرجة الطبقة "
    "قاعة الصنف النوع نوع المستوى الجزء الملحق الخيار فصيلة الفيروس"
)


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for piece in text.pieces:
        for match in _APART.finditer(piece.text):
            letter, word = match[1], match[2]
            before = piece.text[: match.start()].split()[-1:]
            last = bare(before[0]) if before else ""
            if letter != "و" and (last in _NAMED or len(last.strip("\"'()،.")) == 1):
                continue
            if len(last) == 1:  # «أ ف ب»: letters that stand for words
                continue
            if letter == "و" and is_conjunction(bare(word)):
                continue  # a doubled conjunction
            yield Fault(
                piece.span(*match.span()),
                f"«{letter}» apart from «{word}»",
                _joined(letter, word) if letter == "و" or word.startswith("ال") else None,
                "spelling",
            )


def _joined(letter: str, word: str) -> str:
    """Join a proclitic to its word: ل takes the alef of the article away.

    >>> _joined("ل", "القاهرة"), _joined("ب", "القاهرة")
    ('للقاهرة', 'بالقاهرة')
    """
    if letter == "ل" and word.startswith("ال") and len(word) > 3:
        return f"ل{word[1:]}" if not word.startswith("الل") else f"ل{word[2:]}"
    return f"{letter}{word}"


RULE = Rule(
    code="K715",
    name="proclitic_apart",
    severity="warning",
    title="a proclitic apart from its word",
    title_ar="حرف متصل مكتوب منفصلًا عن كلمته",
    hint="و ف ب ل ك are written together with the word after them",
    hint_ar="تُكتب الواو والفاء والباء واللام والكاف متصلة بما بعدها",
    check=_check,
)
