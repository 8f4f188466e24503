"""What an editor may have meant: an id that there is, words that a source has."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from kashshaf.arabic import INVISIBLE

_MANY: Final = 1000
_LONGEST: Final = 80
_DIGITS: Final = re.compile("[0-9]+")
#: Ids from this length on may differ in two letters and be meant; one is much in a short id.
_LONG_ID: Final = 8
_SHORT_ID: Final = 4
_LIKE_ID: Final = 0.9


def near_id(word: str, ids: Iterable[str]) -> str:
    """Return a hint naming the id that is all but ``word``, or nothing.

    A key that is guessed wrong is seen at once. An id that is guessed wrong is a citation of
    something else that nothing finds again, so that it must be the same but for a slip.

    >>> near_id("miler-resignation", ("miller-resignation",))
    'did you mean «miller-resignation»?'
    >>> near_id("casey-resignation", ("miller-resignation",))
    ''
    """
    known = tuple(ids)
    word = word[:_LONGEST]
    if len(known) > _MANY or len(word) < _SHORT_ID:
        return ""
    matcher = difflib.SequenceMatcher(None, "", word)
    near: list[tuple[float, str]] = []
    for one in known:
        # The third interview is not a slip for the second.
        if _DIGITS.findall(one) != _DIGITS.findall(word) or abs(len(one) - len(word)) > len(word):
            continue
        matcher.set_seq1(one)
        if matcher.real_quick_ratio() < 2 / 3 or matcher.quick_ratio() < 2 / 3:
            continue
        edits = sum(
            max(b - a, d - c) for what, a, b, c, d in matcher.get_opcodes() if what != "equal"
        )
        if edits <= (2 if len(word) >= _LONG_ID else 1) or matcher.ratio() >= _LIKE_ID:
            near.append((-matcher.ratio(), one))
    return f"did you mean «{min(near)[1]}»?" if near else ""


# Words of a source

#: Code points of a source that is searched for the words nearest to others.
_LARGEST: Final = 50_000
_LIKE: Final = 0.75
_WORD: Final = re.compile(r"[^\s\0]+")
_UNSEEN: Final = f"[{INVISIBLE}]*"
_SPACES: Final = rf"[\s{INVISIBLE}]+"
#: Letters that look alike within a word, and stand on two keyboards.
_TWINS: Final = {char: f"[{twins}]" for twins in ("يی", "كک") for char in twins}


class Near(NamedTuple):
    """Words of a text at ``start``, and how much they are like those that were looked for."""

    start: int
    words: str
    like: float


def unseen_difference(surface: str, text: str) -> tuple[int, str] | None:
    """Return where ``text`` has what looks like ``surface``, and the character that differs.

    >>> unseen_difference("قال\\u00a0.", "ثم قال .")
    (3, 'the surface has U+00A0 where the source has a space')
    """
    parts = [
        _SPACES if part.isspace() else f"{_TWINS.get(part, re.escape(part))}{_UNSEEN}"
        for part in re.findall(r"\s+|\S", re.sub(_UNSEEN, "", surface))
    ]
    found = re.search("".join(parts), text) if any(map(str.strip, parts)) else None
    if found is None:
        return None
    # What follows the last letter unseen is no part of it, unless the surface has it, too.
    there = found[0].rstrip(INVISIBLE)
    at = next((n for n, (a, b) in enumerate(zip(surface, there, strict=False)) if a != b), -1)
    at = min(len(surface), len(there)) if at < 0 else at
    ours, theirs = surface[at : at + 1], there[at : at + 1]
    if _is_extra(ours) and not _is_extra(theirs):
        return found.start(), f"the surface has {_named(ours)} that the source does not have"
    if _is_extra(theirs) and not _is_extra(ours):
        return found.start(), f"the source has {_named(theirs)} that the surface does not have"
    return found.start(), f"the surface has {_named(ours)} where the source has {_named(theirs)}"


def _is_extra(char: str) -> bool:
    return not char or char.isspace() or char in INVISIBLE


def _named(char: str) -> str:
    if char == " ":
        return "a space"
    return f"U+{ord(char):04X}" if char else "nothing"


def nearest(surface: str, text: str, without: str = "") -> Near | None:
    """Return the words of ``text`` that are nearest to ``surface``, if any are near.

    Those that have a part in an occurrence of ``without`` are passed over.

    >>> nearest("ابوباما", "قال أوباما إن اوباما.", "أوباما")
    Near(start=14, words='اوباما', like=0.9230769230769231)
    """
    if not surface.strip() or len(text) > _LARGEST or len(surface) > _LONGEST:
        return None
    taken = [m.span() for m in re.finditer(re.escape(without), text)] if without else []
    matcher = difflib.SequenceMatcher(None, "", surface)
    best: Near | None = None
    for start, end in _windows(surface, text):
        least = max(_LIKE, best.like if best else 0)
        words = text[start:end]
        matcher.set_seq1(words)
        if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
            continue
        like = matcher.ratio()
        if like < _LIKE or (best and like <= best.like):
            continue
        if not any(first < end and start < last for first, last in taken):
            best = Near(start, words, like)
    return best


def _windows(surface: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield stretches of about as many words, without marks at their ends if it has none."""
    spans = [found.span() for found in _WORD.finditer(text)]
    count = len(surface.split())
    for first in range(len(spans)):
        for size in {max(1, count - 1), count, count + 1}:
            if first + size > len(spans):
                continue
            start, end = spans[first][0], spans[first + size - 1][1]
            if "\0" in text[start:end]:
                continue
            while start < end and _is_mark(text[start]) and not _is_mark(surface.strip()[0]):
                start += 1
            while start < end and _is_mark(text[end - 1]) and not _is_mark(surface.strip()[-1]):
                end -= 1
            if start < end:
                yield start, end


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "PSC"
