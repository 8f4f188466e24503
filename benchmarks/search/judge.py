"""Say which documents are relevant to a query, by lists of forms and a grammar of clitics.

Words are compared without marks and tatweel, with one alef, one set of digits, and Arabic kaf and
yeh for the Persian ones. ة and ه, ى and ي are *not* the same (مكتبه is "his office", مكتبة a
library): instead each form is also taken as a careless writer would spell it.

Left out on purpose: ي (my), ك (your), and the interrogative أ.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.search.queries import Alternative, Document, Group, Query

_MARKS: Final = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640"
    "\u200c-\u200f\u202a-\u202e\u2066-\u2069\ufeff"
)
_MARK: Final = re.compile(f"[{_MARKS}]")
_WORD: Final = re.compile(
    rf"[\u0621-\u064a\u0671-\u06d3{_MARKS}]+|[0-9\u0660-\u0669\u06f0-\u06f9]+|[A-Za-z]+"
)
_FOLD: Final = str.maketrans("أإآٱکی٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "ااااكي01234567890123456789")
#: Last letter of a form → what a careless writer puts in its place.
_CARELESS: Final = {"ة": "ه", "ي": "ى", "ى": "ي"}

_BEFORE_NOUN: Final = ("", *"وفبكل", "وب", "ول", "وك", "فب", "فل")
_BEFORE_VERB: Final = ("", *"وفسل", "وس", "فس", "ول", "فل")
_BEFORE_NAME: Final = ("", *"وفبلك", "وب", "ول", "فب", "فل")
_ARTICLES: Final = tuple("ال وال فال بال كال وبال فبال وكال لل ولل فلل لال".split())
_AFTER_NOUN: Final = tuple("ه ها هم هما هن نا كم".split())
_AFTER_VERB: Final = (*_AFTER_NOUN, "ني")
_TWO_LETTERS: Final = frozenset({"حل", "حق"})  # so short, and yet with a suffix


@dataclass(frozen=True, slots=True)
class Verdict:
    """The ids of the documents that a query means, and of those that do not count."""

    relevant: frozenset[str]
    neutral: frozenset[str]


def bare(word: str) -> str:
    """Return a word without marks and tatweel."""
    return _MARK.sub("", word)


def fold(word: str) -> str:
    """Return a word as it is compared."""
    return bare(word).translate(_FOLD)


def words(text: str) -> list[str]:
    """Return the words and numbers of a text in order, without marks."""
    return [bare(match.group()) for match in _WORD.finditer(text)]


def accepted(group: Group) -> frozenset[str]:
    """Return every word that stands for one of the forms, folded."""
    found = set()
    for form in group.forms:
        for word in _WITH_CLITICS[group.clitics](form):
            found.add(fold(word))
            if careless := _CARELESS.get(word[-1:]):
                found.add(fold(word[:-1] + careless))
    return frozenset(found)


def _alone(form: str) -> Iterator[str]:
    yield form


def _name(form: str) -> Iterator[str]:
    yield from (before + form for before in _BEFORE_NAME)
    if form.startswith("ال"):  # الرياض, للرياض
        yield from (before + form[2:] for before in ("لل", "ولل"))


def _verb(form: str) -> Iterator[str]:
    stem = form[:-1] if form.endswith("وا") else form
    for before in _BEFORE_VERB:
        yield before + form
        yield from (before + stem + after for after in _AFTER_VERB)
    # Participles and verbal nouns are listed with their verbs.
    yield from (before + form for before in (*_ARTICLES, *_BEFORE_NOUN))


def _noun(form: str) -> Iterator[str]:
    yield from (before + form for before in (*_BEFORE_NOUN, *_ARTICLES))
    if len(form) > 2 or form in _TWO_LETTERS:
        for stem in _before_suffix(form):
            for before in _BEFORE_NOUN:
                yield from (before + stem + after for after in _AFTER_NOUN)
    if not form.endswith(("ين", "ون", "ان", "ة", "ا", "اء", "ى")):
        yield from (before + form + "ا" for before in _BEFORE_NOUN)  # the accusative: كتابا


def _before_suffix(form: str) -> tuple[str, ...]:
    """Return what a noun becomes before a suffix."""
    if form.endswith("ة"):
        return (form[:-1] + "ت",)
    if form.endswith("اء"):
        return tuple(form[:-1] + hamza for hamza in "ءؤئ")
    if form.endswith("ى"):
        return (form[:-1] + "ا",)
    if form.endswith(("ين", "ون", "ان")):
        return (form[:-1],)
    return (form,)


_WITH_CLITICS: Final = {"0": _alone, "x": _name, "v": _verb, "n": _noun}


class Judge:
    """Queries, ready to be held against documents."""

    def __init__(self, queries: Sequence[Query]) -> None:
        self._queries = queries
        self._reject: list[frozenset[str]] = []
        #: Folded word → the groups (by number) that it may stand for.
        self._groups: dict[str, list[int]] = defaultdict(list)
        self._rules = [
            (
                [(self._numbers(one), one.phrase) for one in query.alternatives],
                [self._number(group) for group in query.neutral],
            )
            for query in queries
        ]

    def _number(self, group: Group) -> int:
        number = len(self._reject)
        self._reject.append(group.reject)
        for word in accepted(group):
            self._groups[word].append(number)
        return number

    def _numbers(self, alternative: Alternative) -> list[int]:
        return [self._number(group) for group in alternative.groups]

    def verdicts(self, documents: Iterable[Document]) -> dict[str, Verdict]:
        """Return id of query → verdict. Time grows with the words of the documents."""
        relevant: dict[str, set[str]] = {query.id: set() for query in self._queries}
        neutral: dict[str, set[str]] = {query.id: set() for query in self._queries}
        for document in documents:
            places = self._places(words(f"{document.title} \n {document.text}"))
            for query, (alternatives, others) in zip(self._queries, self._rules, strict=True):
                if any(_fits(places, groups, phrase) for groups, phrase in alternatives):
                    relevant[query.id].add(document.id)
                elif any(group in places for group in others):
                    neutral[query.id].add(document.id)
        return {
            query.id: Verdict(frozenset(relevant[query.id]), frozenset(neutral[query.id]))
            for query in self._queries
        }

    def _places(self, text: Sequence[str]) -> dict[int, set[int]]:
        """Return number of group → places of its words, counted in words; no group is empty."""
        places: dict[int, set[int]] = defaultdict(set)
        for place, word in enumerate(text):
            for group in self._groups.get(word.translate(_FOLD), ()):
                if word not in self._reject[group]:
                    places[group].add(place)
        return dict(places)


def _fits(places: dict[int, set[int]], groups: Sequence[int], phrase: bool) -> bool:
    if not all(group in places for group in groups):
        return False
    if not phrase:
        return True
    reached = places[groups[0]]
    for group in groups[1:]:
        reached = {place + 1 for place in reached} & places[group]
    return bool(reached)
