"""The same word twice: «في في»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kashshaf.arabic import fold
from kashshaf.given_names import GIVEN_NAMES
from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.letters import L, Q, W, bare, words

_TWICE: Final = re.compile(rf"(?<![{W}])([{L}][{W}]*)[ \u00a0]+\1(?![{W}])")
# Said twice on purpose, or two words that look alike.
_MEANT: Final = words(
    "جدا لا نعم كلا يوما شيئا رويدا خطوة مرة مليون كثيرا سنة عاما بيتا واحدا فردا حرفا "
    "كلمة بابا قرية أن إن من ما ألا هل أخي حبيبي يا رب الله أكبر دكا صفا جنبا وجها شارعا "
    "حيا منزلا دار بو دبليو دي كي جو سي يو لي تو نو زي كو شي مي كان ال بي"
)

# Short words may be names spelled by letters («إس إس»); these are none.
_SMALL: Final = words(
    "في على إلى عن مع هذا هذه ذلك التي الذي بعد قبل بين قد لم لن هو هي أو ثم كما حيث إذا"
)
_SHORTEST: Final = 4


def _check(text: Text, values: Values) -> Iterator[Fault]:
    spared = _MEANT
    for piece in text.pieces:
        for match in _TWICE.finditer(piece.text):
            word = bare(match[1])
            around = (
                piece.text[max(0, match.start() - 1) : match.start()],
                piece.text[match.end() :][:1],
            )
            if all(around) and all(char in Q for char in around):
                continue  # what a crowd shouts
            if fold(word) in GIVEN_NAMES or word.endswith("وا"):
                continue  # «محمد محمد» is a name, «ثوروا ثوروا» a call
            if word in spared or (len(word) < _SHORTEST and word not in _SMALL):
                continue
            message = f"the same word twice: «{match[0]}»"
            yield Fault(piece.span(*match.span()), message, match[1], "spelling")


RULE = Rule(
    code="K721",
    name="repeated_word",
    severity="warning",
    title="the same word twice",
    title_ar="كلمة مكررة",
    hint="keep one of them",
    hint_ar="أبقِ إحداهما",
    check=_check,
)
