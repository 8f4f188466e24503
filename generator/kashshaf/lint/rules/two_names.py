"""One name in two spellings in one article: «بلينكن» and «بلنكن»."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from kashshaf.arabic import fold
from kashshaf.given_names import GIVEN_NAMES
from kashshaf.lint.base import Fault, Piece, Rule, Text, Values
from kashshaf.lint.letters import bare
from kashshaf.model import Span
from kashshaf.search.spelling import alike

_PROCLITICS: Final = ("و", "ف", "ب", "ل", "ك")
_SHORTEST: Final = 4
#: Words that are compared of those that follow one name.
_MOST: Final = 40


def _check(text: Text, values: Values) -> Iterator[Fault]:
    """Compare what follows one given name, and the words of one person's mentions."""
    names: dict[str, dict[str, list[Span]]] = {}
    for piece in text.pieces:
        for given, word, span in _full_names(piece):
            names.setdefault(given, {}).setdefault(word, []).append(span)
    for mention in text.mentions:
        if mention.kind == "person" and mention.record:
            start = mention.span.start
            for part in mention.surface.split():
                at = mention.surface.index(part)
                span = Span(start + at, start + at + len(part))
                names.setdefault(mention.record, {}).setdefault(bare(part), []).append(span)
    done: set[Span] = set()
    for words in names.values():
        if len(words) < 2:
            continue
        counts = Counter({word: len(spans) for word, spans in words.items()})
        ranked = sorted(words, key=lambda word: (-counts[word], words[word][0]))[:_MOST]
        for place, word in enumerate(ranked):
            usual = next((other for other in ranked[:place] if _same_name(word, other)), None)
            if usual is None:
                continue
            for span in words[word]:
                if span not in done:
                    done.add(span)
                    message = (
                        f"«{word}» here, «{usual}» elsewhere in this article ({counts[usual]})"
                    )
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


def _same_name(left: str, right: str) -> bool:
    """Tell two spellings of one foreign name; the differences of hamzas are another rule's."""
    one, other = fold(left), fold(right)
    if one == other or min(len(one), len(other)) < _SHORTEST:
        return False
    if one[1:] == other or other[1:] == one:
        return False  # a proclitic, and no spelling
    if one in GIVEN_NAMES and other in GIVEN_NAMES:
        return False  # «محمد» and «محمود» are two names
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
