"""Which words there are, and how often: the archive's own, and a background vocabulary.

An affix is taken off only when what remains is a word. A small archive attests few words, so a
background vocabulary votes as well: ``wordfreq`` (code Apache-2.0, data CC BY-SA 4.0), which is
read while the index is made. Of it are shipped the relations that it confirmed, and filters of the
usual words that an archive has not (``absent``), from which no word can be read back.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from kashshaf.search.text import coarse, fine

_PLAIN: Final = re.compile("[ء-ي]{2,24}\\Z")
#: What stands before a noun and ends in the article, longest first.
ARTICLES: Final = ("وبال", "وكال", "فبال", "وال", "بال", "فال", "كال", "ال", "ولل", "فلل", "لل")
_ARTICLE: Final = re.compile(f"({'|'.join(ARTICLES)})(?=..)")
#: The background counts as a text of so many words, beside the archive's own.
_BACKGROUND_WORDS: Final = 20_000_000.0


class Counts:
    """Numbers by word: the background's and the archive's own, added."""

    __slots__ = ("_background", "_own")

    def __init__(self, background: Mapping[str, float], own: Mapping[str, float]) -> None:
        self._background = background
        self._own = own

    def get(self, word: str, default: float = 0.0) -> float:
        found = self._background.get(word, default)
        return found + self._own[word] if word in self._own else found

    def __contains__(self, word: str) -> bool:
        return word in self._own or word in self._background


@dataclass(frozen=True, slots=True)
class Background:
    """The background vocabulary: fine form → times in 20 million words.

    ``definite`` counts a word with the article, under the bare word; ``spellings`` has the forms
    that are written alike but for dots and hamzas, under their coarse form.
    """

    times: Mapping[str, float]
    definite: Mapping[str, float]
    spellings: Mapping[str, tuple[str, ...]]


@cache
def background() -> Background:
    """Return the background vocabulary: 580,000 forms that are Arabic words."""
    from wordfreq import get_frequency_dict

    times: dict[str, float] = {}
    for word, share in get_frequency_dict("ar", wordlist="large").items():
        if _PLAIN.match(word):
            times[word] = share * _BACKGROUND_WORDS
        elif word > "\u0620" and (plain := fine(word)) != word and _PLAIN.match(plain):
            times[plain] = times.get(plain, 0.0) + share * _BACKGROUND_WORDS
    definite = _definite(times, Counts(times, {}))
    spellings: dict[str, tuple[str, ...]] = {}
    for word in sorted(times.keys() | definite.keys()):
        plain = coarse(word)
        spellings[plain] = (*spellings.get(plain, ()), word)
    return Background(times, definite, spellings)


def _definite(counts: Mapping[str, float], times: Counts) -> dict[str, float]:
    """Return how often each word stands with the article among ``counts``, under the bare word."""
    found: dict[str, float] = defaultdict(float)
    for word, count in counts.items():
        match = _ARTICLE.match(word)
        if match:
            rest = word[match.end() :]
            # «للغة» is ل and «اللغة», «للشركات» ل and «الشركات».
            if match[1].endswith("لل") and times.get("الل" + rest) > times.get("ال" + rest):
                rest = "ل" + rest
            found[rest] += count
    return dict(found)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Counts of fine forms, the background's and the archive's together; see ``Background``."""

    times: Counts
    definite: Counts
    known: Background
    own_spellings: Mapping[str, tuple[str, ...]]

    def weight(self, word: str) -> float:
        """Return how often a word stands bare or with the article, proclitics not counted."""
        return self.times.get(word) + self.definite.get(word)

    def spellings(self, plain: str) -> tuple[str, ...]:
        """Return the forms whose coarse form is ``plain``, in order."""
        return self.own_spellings.get(plain) or self.known.spellings.get(plain, ())


def vocabulary(own: Mapping[str, int]) -> Vocabulary:
    """Return the counts of the archive (fine form → times) together with the background's."""
    known = background()
    words = {word: float(count) for word, count in own.items() if _PLAIN.match(word)}
    times = Counts(known.times, words)
    definite = _definite(words, times)
    new: dict[str, set[str]] = defaultdict(set)
    for word in words.keys() | definite.keys():
        if word not in known.times and word not in known.definite:
            new[coarse(word)].add(word)
    spellings = {
        plain: tuple(sorted({*forms, *known.spellings.get(plain, ())}))
        for plain, forms in new.items()
    }
    return Vocabulary(times, Counts(known.definite, definite), known, spellings)
