"""One name in two spellings in one article: «بلينكن» and «بلنكن»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from kashshaf.arabic import fold
from kashshaf.given_names import GIVEN_NAMES
from kashshaf.lint.base import Fault, Piece, Rule, Text, Values
from kashshaf.lint.letters import WORD, bare
from kashshaf.model import Span
from kashshaf.search.spelling import alike

_PROCLITICS: Final = frozenset("وفبلك")
_SHORTEST: Final = 4
#: Letters that a surname alone has, to be known by its consonants.
_LONG: Final = 5
_VOWELS: Final = re.compile("[اوي]")
_VOWEL_SET: Final = frozenset("وي")
#: Words that are compared of those that follow one name.
_MOST: Final = 40


def _check(text: Text, values: Values) -> Iterator[Fault]:
    """Compare what follows one given name, and the words of one person's mentions."""
    names: dict[str, dict[str, list[Span]]] = {}
    for key, word, span in _alone(text.pieces):  # first, since these are the most
        names.setdefault(key, {}).setdefault(word, []).append(span)
    for piece in text.pieces:
        for given, word, span in _full_names(piece):
            names.setdefault(f"{given} …", {}).setdefault(word, []).append(span)
    for mention in text.mentions:
        if mention.kind == "person" and mention.record:
            for part in WORD.finditer(mention.surface):
                span = Span(mention.span.start + part.start(), mention.span.start + part.end())
                names.setdefault(mention.record, {}).setdefault(bare(part[0]), []).append(span)
    right: set[str] = set()
    wrong: set[str] = set()
    for words in names.values():
        ranked = sorted(words, key=lambda word: (-len(words[word]), words[word][0]))[:_MOST]
        for place, word in enumerate(ranked):
            if word in right or word in wrong:
                continue
            others = (other for other in ranked[:place] if other not in wrong)
            usual = next((other for other in others if _same_name(word, other)), None)
            if usual is None:
                continue
            right.add(usual)
            wrong.add(word)
            number = len(words[usual])
            message = f"«{word}» here, «{usual}» elsewhere in this article ({number})"
            for span in dict.fromkeys(words[word]):
                yield Fault(span, message, None, "spelling")


def _full_names(piece: Piece) -> Iterator[tuple[str, str, Span]]:
    """Yield each word that follows a given name directly: given name, word, where it stands."""
    matches = piece.words
    for before, after in pairwise(matches):
        given = fold(before[0])
        if given not in GIVEN_NAMES:
            given = given[1:] if given[:1] in _PROCLITICS and given[1:] in GIVEN_NAMES else ""
        if given and piece.text[before.end() : after.start()] == " ":
            yield given, bare(after[0]), piece.span(*after.span())


def _alone(pieces: Sequence[Piece]) -> Iterator[tuple[str, str, Span]]:
    """Yield the words of a text that may be a surname of it, with a long vowel more or less.

    Surnames are what follows a given name; «ال» and what looks like a verb are none.
    """
    surnames: set[str] = set()
    for piece in pieces:
        surnames.update(
            _skeleton(fold(word)) for _, word, _ in _full_names(piece) if _foreign(word)
        )
    if not surnames:
        return
    for piece in pieces:
        for match in piece.words:
            for skip in (0, 1) if match[0][0] in _PROCLITICS else (0,):
                word = bare(match[0])[skip:]
                if _foreign(word) and (key := _skeleton(fold(word))) in surnames:
                    yield key, word, piece.span(match.start() + skip, match.end())


def _foreign(word: str) -> bool:
    folded = fold(word)
    return (
        len(folded) >= _LONG
        and folded not in GIVEN_NAMES
        and not folded.startswith(("ال", "است"))
        and not folded.endswith("ها")
    )


def _skeleton(word: str) -> str:
    """Return a folded word without its long vowels, but for the first letter."""
    return word[0] + _VOWELS.sub("", word[1:])


def _same_name(left: str, right: str) -> bool:
    """Tell two spellings of one foreign name; the differences of hamzas are another rule's."""
    one, other = fold(left), fold(right)
    if one == other or min(len(one), len(other)) < _SHORTEST:
        return False
    if one[1:] == other or other[1:] == one:
        return False  # a proclitic, and no spelling
    if one in GIVEN_NAMES and other in GIVEN_NAMES:
        return False  # «محمد» and «محمود» are two names
    if one[0] != other[0] and {one[0], other[0]} & _VOWEL_SET:
        return False  # «ودخل» and «يدخل» are verbs
    if one.startswith("ال") != other.startswith("ال"):
        return False
    return alike(one, other)


RULE = Rule(
    code="K720",
    name="two_names",
    severity="warning",
    title="one name in two spellings in one article",
    title_ar="اسم واحد برسمين في مقالة واحدة",
    hint="write a name in one way within an article; variants belong into people.yml",
    hint_ar="اكتب الاسم برسم واحد في المقالة؛ والصيغ الأخرى محلها people.yml",
    check=_check,
)
