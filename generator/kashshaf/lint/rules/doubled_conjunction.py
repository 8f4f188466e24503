"""A conjunction twice: «و ولم», «و و»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.letters import W, bare, words

_FOLLOWED: Final = re.compile(rf"(?<![\w{W}])و[ \u00a0]+((?:و[ \u00a0]+)*)([{W}]+)")
_LONG: Final = re.compile(rf"(?<![\w{W}])وو[{W}]+")
# What follows a و that is a conjunction; «و وزير» has only one.
_AFTER: Final = words(
    "لم لن لا لكن لكنه لكنها قد لقد قال قالت قالوا يقول تقول أن إن أنه إنه أنها إنها "
    "أنهم إنهم كان كانت كانوا يكون تكون هو هي هم نحن أنا ذلك هذا هذه هناك هنا هؤلاء تلك "
    "الذي التي الذين اللذان في فيه فيها من منه منها على عليه عليها إلى إليه إليها عن عنه "
    "عنها مع معه بعد قبل بين حتى إذا إذ لو ليس ليست ما ماذا كما كل كذلك أكد أكدت أضاف "
    "أضافت أوضح أوضحت أشار أشارت ذكر ذكرت أعلن أعلنت تابع تابعت اعتبر اعتبرت شدد شددت "
    "جاء جاءت تم يتم بدأ بدأت قام قامت غير عدم عند عندما حيث أيضا أما أو ثم بذلك لذلك "
    "بسبب بحسب خلال رغم"
)
_OWN: Final = words(
    "والد والدة والدي والدتي والده والدته والدها والدتها والدهم والدين والدان والي واليا والدا"
)

# «ووفي», «ووعد», «وولا» are words; «وومن» is a foreign name.
_NAMES: Final = words("في عد قد لا عن من")


def _check(text: Text, values: Values) -> Iterator[Fault]:
    for piece in text.pieces:
        for match in _FOLLOWED.finditer(piece.text):
            word = bare(match[2])
            if match[1]:
                message, right = f"the conjunction twice: «{match[0]}»", f"و{match[2]}"
                if is_conjunction(word):
                    right = match[2]
            elif is_conjunction(word):
                message, right = f"the conjunction twice: «{match[0]}»", match[2]
            else:
                continue
            yield Fault(piece.span(*match.span()), message, right, "spelling")
        for match in _LONG.finditer(piece.text):
            word = bare(match[0])
            if word[2:] in _AFTER and word[2:] not in _NAMES:
                message = f"the conjunction twice: «{match[0]}»"
                yield Fault(piece.span(*match.span()), message, match[0][1:], "spelling")


def is_conjunction(word: str) -> bool:
    """Tell a word whose و is a conjunction: «ولم», «والحكومة», and not «والدته»."""
    rest = word[1:]
    if not word.startswith("و") or not rest:
        return False
    return rest in _AFTER or (rest.startswith("ال") and len(rest) > 3 and word not in _OWN)


RULE = Rule(
    code="K714",
    name="doubled_conjunction",
    severity="warning",
    title="a conjunction twice",
    title_ar="حرف عطف مكرر",
    hint="one و is enough",
    hint_ar="تكفي واو واحدة",
    check=_check,
)
