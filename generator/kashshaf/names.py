"""Names of the registers → a dictionary that finds them in a text, proclitics and all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from kashshaf.arabic import WORD, fold, fold_with_offsets
from kashshaf.given_names import GIVEN_NAMES, WHOLE_NAMES, WORDS_TOO
from kashshaf.model import Authority, Kind, Person, Registers

_CONJUNCTIONS: Final = ("و", "ف")
_PREPOSITIONS: Final = ("ب", "ل", "ك")
# A remainder this short may be anything; «لنا» is not ل + a person «نا».
_MIN_REMAINDER: Final = 3
# A word that is longer than this is not found by chance inside another one.
_HAMZA_LETTERS: Final = 4


class _Form(NamedTuple):
    """One reading of a word: what is left after its proclitics, and where that begins."""

    rest: str
    start: int
    stripped: int
    article: bool
    future: bool
    bare_alef: bool = False


class Entry(NamedTuple):
    """A way to write a record's name. ``loose``: words without ال also match with it."""

    words: tuple[str, ...]
    kind: Kind
    record: str
    surname: bool
    loose: bool
    hamza: bool = False


class Hit(NamedTuple):
    first: int
    last: int
    start: int
    end: int
    stripped: int
    entry: Entry


Words = Sequence[re.Match[str]]


class Names:
    """The names of some registers, made ready for matching; words are analysed once each."""

    def __init__(self, records: Iterable[Authority], kind: Kind) -> None:
        # First word → second word (None: there is none) → entries, numbered in their order: of a
        # large register hundreds of names begin with the same given name.
        self._first: dict[str, dict[str | None, list[tuple[int, Entry]]]] = defaultdict(dict)
        self._entries = 0
        self._forms: dict[str, tuple[_Form, ...]] = {}
        self._folds: dict[str, str] = {}
        self.bearers: dict[str, set[str]] = defaultdict(set)
        self.surnames: dict[str, set[str]] = defaultdict(set)
        self._given: dict[str, set[str]] = defaultdict(set)
        self.spelled: set[tuple[str, str]] = set()
        self.kinds: dict[str, Kind] = {}
        for record in records:
            self._add(record, kind)

    def _add(self, record: Authority, kind: Kind) -> None:
        self.kinds[record.id] = kind
        spellings = [variant.text for variant in record.variants]
        if kind != "topic":
            spellings = [record.heading, *spellings, record.latin]
        texts = dict.fromkeys(spellings)
        for text in texts:
            words = split(text)
            if not words:
                continue
            # «كامل» is no ك + «أمل», whose hamza a text with proclitics would have kept.
            hamza = len(words) == 1 and len(words[0]) <= _HAMZA_LETTERS and text[0] in "أإآ"
            loose = kind != "person"
            self._entry(Entry(words, kind, record.id, False, loose, hamza))
            if kind == "person" and len(words) == 1:
                self.spelled.add((words[0], record.id))
            for other in _abd(words):
                self._entry(Entry(other, kind, record.id, False, loose=kind != "person"))
        if isinstance(record, Person):
            self._add_parts(record, texts)

    def _add_parts(self, person: Person, texts: Iterable[str]) -> None:
        """Add the given names and surnames of a person, as their variants spell them.

        A variant need not be a name («الرئيس الأمريكي»): its parts count where they are like
        those of the heading, as «غرينبرغ» is like «جرينبرج».
        """
        heading, surname = split(person.heading), split(person.surname)
        surnames = {surname} if surname else set()
        for text in texts:
            words = split(text)
            if len(words) < 2:
                continue
            given = not text.startswith("ال") and words[0] not in WORDS_TOO
            if given and _alike(words[:1], heading[:1]):
                self._given[words[0]].add(person.id)
            if surname and len(words) > len(surname) and _alike(words[-len(surname) :], surname):
                surnames.add(words[-len(surname) :])
        for words in surnames:
            self.bearers[" ".join(words)].add(person.id)
            self.surnames[person.id].add(" ".join(words))
            self._entry(Entry(words, "person", person.id, True, loose=False))

    def _entry(self, entry: Entry) -> None:
        second = entry.words[1] if len(entry.words) > 1 else None
        self._first[entry.words[0]].setdefault(second, []).append((self._entries, entry))
        self._entries += 1

    def __or__(self, other: Names) -> Names:
        both = Names((), "person")
        for names in (self, other):
            lists = (entries for seconds in names._first.values() for entries in seconds.values())
            for _, entry in sorted(numbered for entries in lists for numbered in entries):
                both._entry(entry)
            for word, ids in names.bearers.items():
                both.bearers[word] |= ids
            for word, ids in names._given.items():
                both._given[word] |= ids
            for who, surnames in names.surnames.items():
                both.surnames[who] |= surnames
            both.spelled |= names.spelled
            both.kinds |= names.kinds
        return both

    def fold(self, raw: str) -> str:
        folded = self._folds.get(raw)
        if folded is None:
            folded = self._folds[raw] = fold(raw)
        return folded

    def is_other_name(self, word: str, candidates: Iterable[str]) -> bool:
        """Tell a given name (folded) that none of the ``candidates`` has."""
        readings = _readings(word)
        bearers = {who for reading in readings for who in self._given.get(reading, ())}
        is_given = bool(bearers) or any(reading in GIVEN_NAMES for reading in readings)
        return is_given and not bearers & set(candidates)

    def is_given(self, word: str) -> bool:
        """Tell a given name (folded), of the registers or of those that the press often writes."""
        return any(r in GIVEN_NAMES or r in self._given for r in _readings(word))

    def hits(self, words: Words) -> list[Hit]:
        """Return everything that the registers could mean in ``words``, overlaps included."""
        found: list[Hit] = []
        forms = self._forms
        for index, word in enumerate(words):
            readings = forms.get(word[0])
            if readings is None:
                readings = forms[word[0]] = self._read(word[0])
            for form in readings:
                for entry in self._beginning(form.rest, words, index):
                    if (form.article and not entry.loose) or (
                        form.future and entry.kind == "person"
                    ):
                        continue
                    if form.bare_alef and entry.hamza:
                        continue
                    if form.stripped and len(entry.words) == 1 and len(form.rest) < _MIN_REMAINDER:
                        continue
                    last = self._last(words, index, entry)
                    if last is not None:
                        start = word.start() + form.start
                        end = words[last].end()
                        found.append(Hit(index, last, start, end, form.stripped, entry))
        return found

    def _read(self, raw: str) -> tuple[_Form, ...]:
        """Return the readings of a word of which some name could begin."""
        folded, offsets = fold_with_offsets(raw)
        # «على» is the preposition, and begins no name of an Ali (whose ي has its dots).
        if raw.rstrip("\u064b\u0640").endswith("ى") and folded in ("علي", "الي"):
            return ()
        readings = [_Form(folded, 0, 0, article=False, future=False)]
        if folded in WHOLE_NAMES:
            return tuple(form for form in readings if form.rest in self._first)
        for proclitic, article, future in _PROCLITICS:
            if not folded.startswith(proclitic) or len(folded) <= len(proclitic):
                continue
            size = len(proclitic)
            if size > 1 and proclitic[0] in _CONJUNCTIONS and folded[1:] in WHOLE_NAMES:
                continue
            if offsets[size] == offsets[size - 1]:
                continue  # the border lies inside a ligature
            if future and folded[size] not in "اينت":
                continue
            bare = raw[offsets[size]] == "ا"
            readings.append(_Form(folded[size:], offsets[size], size, article, future, bare))
            if proclitic.endswith("لل"):
                # للأمم: ل and الأمم, whose alef is not written
                readings.append(_Form("ال" + folded[size:], offsets[size], size, False, False))
                # للجنة: ل and اللجنة, of whose three ل two are written
                second, rest = offsets[size - 1], "ل" + folded[size:]
                readings.append(_Form("ال" + rest, second, size - 1, False, False))
                readings.append(_Form(rest, second, size - 1, article=True, future=False))
        return tuple(form for form in readings if form.rest in self._first)

    def _beginning(self, first: str, words: Words, index: int) -> Iterable[Entry]:
        """Return the entries that begin with ``first`` and may go on as ``words`` do."""
        seconds = self._first[first]
        possible: set[str | None] = {None}
        if index + 1 < len(words):
            second = self.fold(words[index + 1][0])
            possible.add(second)
            if second.startswith("ال"):
                possible.add(second[2:])
            if len(second) == 1 and index + 2 < len(words):
                possible.add(second + self.fold(words[index + 2][0]))
        found = [numbered for key in possible for numbered in seconds.get(key, ())]
        return [entry for _, entry in sorted(found)]

    def _last(self, words: Words, index: int, entry: Entry) -> int | None:
        """Return the index of the last word of ``entry``, if it stands at ``index``.

        A proclitic of a later word may be written apart: «التعاون و التنمية».
        """
        at = index
        for wanted in entry.words[1:]:
            at += 1
            if at >= len(words):
                return None
            word = self.fold(words[at][0])
            if word == wanted or (entry.loose and word == "ال" + wanted):
                continue
            if len(word) == 1 and at + 1 < len(words) and wanted.startswith(word):
                at += 1
                if word + self.fold(words[at][0]) == wanted:
                    continue
            return None
        return at


def _abd(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the other ways to space «عبد الرحمن» and «عبدالرحمن» in a name."""
    for index, word in enumerate(words):
        if word == "عبد" and index + 1 < len(words) and words[index + 1].startswith("ال"):
            yield (*words[:index], word + words[index + 1], *words[index + 2 :])
        elif word.startswith("عبدال") and len(word) > 6:
            yield (*words[:index], "عبد", word[3:], *words[index + 1 :])


def _readings(word: str) -> list[str]:
    """Return a folded word, and what it is without a proclitic of one letter."""
    if word[:1] in tuple("وفبلك") and len(word) > _MIN_REMAINDER:
        return [word, word[1:]]
    return [word]


def _alike(some: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell two spellings of one name from two names (at least half of the letters agree)."""
    return some == other or SequenceMatcher(None, " ".join(some), " ".join(other)).ratio() >= 0.5


def _proclitics() -> tuple[tuple[str, bool, bool], ...]:
    """Return every string that may hang before a word: (letters, ends in ال, is future س)."""
    heads = ["", *_CONJUNCTIONS]
    plain = [head + tail for head in heads for tail in ("", *_PREPOSITIONS) if head + tail]
    article = [f"{head}{tail}ال" for head in heads for tail in ("", "ب", "ك")]
    article += [f"{head}لل" for head in heads]
    future = [f"{head}س" for head in heads]
    return (
        *((text, False, False) for text in plain),
        *((text, True, False) for text in article),
        *((text, False, True) for text in future),
    )


_PROCLITICS: Final = _proclitics()


def split(text: str) -> tuple[str, ...]:
    """Return the folded words of a name.

    >>> split("وكالة «فرانس برس»")
    ('وكاله', 'فرانس', 'برس')
    """
    return tuple(folded for word in WORD.findall(text) if (folded := fold(word)))


def compile_names(registers: Registers) -> tuple[Names, Names]:
    """Return the names of people and terms, which exclude each other, and topics' phrases."""
    return (
        Names(registers.people, "person") | Names(registers.terms, "term"),
        Names(registers.topics, "topic"),
    )
