"""A stop in the middle of a sentence: what follows it is only a part of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.letters import D, W, bare, words

_AFTER_STOP: Final = re.compile(
    rf"(?<=[{W}{D}\"»”)])\.[ \u00a0]+([^.؟!:…\n]+)(?=[.؟!…](?![{D}])|\Z)"
)
_RELATIVE: Final = words("الذي التي الذين اللذان اللتان اللذين اللتين اللاتي اللواتي")
_HEADS: Final = words("من إلى عن على في بين ضد لدى خلال منذ حتى عبر نحو تجاه بعد قبل")
_NOT_PART: Final = words(
    "حين المقرر المتوقع الممكن المحتمل المعروف المرجح الضروري جهته جانبه جهتها جانبها ناحيته "
    "ناحيتها هنا بينهم بينها أبرز أهم غير المؤكد"
)
_LONGEST: Final = 4
#: Characters before a sentence in which a question may stand.
_BEFORE: Final = 80


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for piece in text.pieces:
        if ". " not in piece.text:
            continue
        for match in _AFTER_STOP.finditer(piece.text):
            if "؟" in piece.text[max(0, match.start() - _BEFORE) : match.start()]:
                continue  # an answer need not be a sentence
            part = match[1].split()
            first = bare(part[0]) if part else ""
            if first in _RELATIVE:
                message = f"a relative pronoun begins a sentence: «{' '.join(part[:6])}»"
            elif first in _HEADS and _is_fragment(part):
                message = f"a sentence of a few words without a verb: «{match[1].strip()}»"
            else:
                continue
            yield Fault(piece.span(match.start(1), match.end(1)), message)


def _is_fragment(part: list[str]) -> bool:
    if not 2 <= len(part) <= _LONGEST:
        return False
    return not any(bare(word) in _NOT_PART or "،" in word for word in part[1:])


RULE = Rule(
    code="K717",
    name="fragment",
    severity="info",
    title="a part of a sentence after a stop",
    title_ar="شبه جملة بعد نقطة",
    hint="look into the original: the stop may be wrong, or words may be missing",
    hint_ar="راجع الأصل: قد تكون النقطة زائدة، أو في النص سقط",
    check=_check,
)
