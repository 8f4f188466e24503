"""One word in two spellings in one article: «اوباما» and «أوباما», «المستشفي» and «المستشفى»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from kashshaf.lint.base import Fault, Option, Rule, Text, Values
from kashshaf.lint.letters import bare, words
from kashshaf.lint.rules.wasl_hamza import begins_connected
from kashshaf.model import Span

_ALEF: Final = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا"})
_PROCLITIC: Final = re.compile("[وف]?(?:[بلك]?ال|لل|[بلكس])?")
_ANNA: Final = re.compile("[وفبلك]*ان(?:ه|ها|هم|هما|هن|نا|ني|ك|كم)?\\Z")
# Not إلى: «إلي» may be «إليّ».
_FUNCTION: Final = words("في الذي التي حتى هي أي")
# Two words that differ by a hamza: كان and كأن are no spellings of each other.
_TWO_WORDS: Final = words("كان وكان فكان بان فان وبان وان ثار بدا سال قرا فار ران نان ان وان آن")


#: Beginnings of one word that are written in several ways, all of them well known.
_SAME: Final = (
    "أمريك أميرك",
    "مسؤول مسئول",
    "شؤون شئون",
    "تلفزيون تليفزيون",
    "نتنياهو نتانياهو",
    "أوروبي أوربي",
    "ترامب ترمب",
    "إنجلترا إنكلترا",
    "إنجليزي إنكليزي",
    "فيسبوك فايسبوك",
    "غوغل جوجل",
    "بنتاغون بنتاجون",
    "دبلوماسي ديبلوماسي",
    "واشنطن واشنطون",
    "بروكسل بروكسيل",
    "مئة مائة",
)
_HAMZAS: Final = ("ا", "أ", "إ", "آ")


def _check(text: Text, values: Values) -> Iterator[Fault]:
    seen: dict[str, list[tuple[int, int, str]]] = {}
    spellings: dict[str, set[str]] = {}
    for piece in text.pieces:
        for match in piece.words:
            word = bare(match[0])
            if len(word) < 3:
                continue
            key = word.translate(_ALEF)
            if key[-1] == "ى":
                key = key[:-1] + "ي"
            place = piece.start + match.start(), piece.start + match.end(), word
            seen.setdefault(key, []).append(place)
            spellings.setdefault(key, set()).add(word)
    for key, forms in spellings.items():
        if len(forms) < 2:
            continue
        for start, end, word in seen[key]:
            right = _better(word, forms)
            if right is not None:
                # Whether «انه» is أنه or إنه is for the sentence to say.
                sure = None if _ANNA.match(word) else right
                yield Fault(Span(start, end), _message(word, right, seen[key]), sure, "spelling")
    yield from _known(seen, values.words("same"))


def _message(word: str, other: str, seen: list[tuple[int, int, str]]) -> str:
    number = sum(form == other for _, _, form in seen)
    return f"«{word}» here, «{other}» elsewhere in this article ({number})"


def _known(seen: dict[str, list[tuple[int, int, str]]], same: tuple[str, ...]) -> Iterator[Fault]:
    """Yield the rarer one of two spellings that are both known: «أميركا» and «أمريكا»."""
    lines, pattern = _stems(same)
    found: dict[int, dict[str, list[tuple[int, int, str]]]] = {}
    for key, places in seen.items():
        match = pattern.match(key)
        if match:
            stem = match[1]
            found.setdefault(lines[stem], {}).setdefault(stem, []).extend(places)
    for stems in found.values():
        ranked = sorted(stems, key=lambda stem: (-len(stems[stem]), stems[stem][0]))
        usual = stems[ranked[0]]
        for stem in ranked[1:]:
            for start, end, word in stems[stem]:
                message = f"«{word}» here, «{usual[0][2]}» elsewhere in this article ({len(usual)})"
                yield Fault(Span(start, end), message, None, "spelling")


@lru_cache(maxsize=8)
def _stems(same: tuple[str, ...]) -> tuple[dict[str, int], re.Pattern[str]]:
    """Return the line of each stem (hamzas left out), and a pattern that finds them in words."""
    lines = {
        stem.translate(_ALEF): number for number, line in enumerate(same) for stem in line.split()
    }
    either = "|".join(sorted(map(re.escape, lines), key=len, reverse=True))
    return lines, re.compile(rf"{_PROCLITIC.pattern}({either or '(?!)'})")


def _better(word: str, forms: set[str]) -> str | None:
    """Return the form with the hamza that ``word`` lacks, or the dots that it has too many."""
    others = [form for form in forms if form != word and _only_better(word, form)]
    return others[0] if len(others) == 1 else None


def _only_better(word: str, form: str) -> bool:
    if word in _TWO_WORDS or begins_connected(word):
        return False
    if word.startswith("ال") and form[0] != "ا" and word[2:3] in _HAMZAS:
        return False  # the alef of the article has none
    better = False
    for index, (one, other) in enumerate(zip(word, form, strict=True)):
        if one == other:
            continue
        if one == "ا" and other in "أإآ":
            # At the beginning of the stem, or in a long word, no other word is so written.
            stem = _PROCLITIC.match(word)
            if index not in (0, stem.end() if stem else 0) and len(word) < 5:
                return False
            better = True
        elif index == len(word) - 1 and {one, other} == {"ى", "ي"}:
            plain = form.removeprefix("و")
            if plain not in _FUNCTION:
                return False
            better = True
        else:
            return False
    return better


RULE = Rule(
    code="K719",
    name="two_spellings",
    severity="warning",
    title="one word in two spellings in one article",
    title_ar="كلمة واحدة برسمين في مقالة واحدة",
    hint="write it in one way within an article",
    hint_ar="اكتب الكلمة برسم واحد في المقالة",
    check=_check,
    options=(Option("same", "beginnings of one word in its spellings: «أمريك أميرك»", _SAME),),
)
