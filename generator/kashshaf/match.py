"""Article × names → mentions: every one in the text, and none that would be a guess.

The rules (a mention's ``rule``):

- ``name``: the heading or a variant stands there as it is written in the register;
- ``surname``: a surname alone, and the article gives the full name of one person who bears it,
  earlier or (as in a title) later;
- ``ruling``: an editor said who is meant;
- ``phrase``: a phrase of a topic.

Three more have no record, and are findings: ``ambiguous``, two records fit; ``other-name``, a
given name stands before the surname that no bearer of it has; ``bare-surname``, a surname alone
in an article that gives no full name. On 8,000 press articles of other years the one bearer in
the register was meant by every bare «نتنياهو» and by none of 21 «أوستن» (a city): only an
editor can say so, by listing the bare surname among the variants.

A name that stands inside a longer one does not fire: the longest variant wins, so that
«جامعة براون» is not a person «براون».
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from kashshaf.arabic import ADDRESS, WORD, fold, fold_with_offsets
from kashshaf.findings import finding
from kashshaf.given_names import GIVEN_NAMES, WORDS_TOO
from kashshaf.model import (
    Article,
    Authority,
    Finding,
    Kind,
    Mention,
    Person,
    Registers,
    Ruling,
    Span,
)
from kashshaf.source import Lines

_CONJUNCTIONS: Final = ("و", "ف")
_PREPOSITIONS: Final = ("ب", "ل", "ك")
# A remainder this short may be anything; «لنا» is not ل + a person «نا».
_MIN_REMAINDER: Final = 3
# A bare surname of three letters or fewer («بول», «علي») is too often an ordinary word to be
# reported in an article that does not name its bearer.
_MIN_LONE_SURNAME: Final = 4


class _Form(NamedTuple):
    """One reading of a word: what is left after its proclitics, and where that begins."""

    rest: str
    start: int
    stripped: int
    article: bool
    future: bool


class _Entry(NamedTuple):
    """A way to write a record's name. ``loose``: words without ال also match with it."""

    words: tuple[str, ...]
    kind: Kind
    record: str
    surname: bool
    loose: bool


class _Hit(NamedTuple):
    first: int
    last: int
    start: int
    end: int
    stripped: int
    entry: _Entry


_Words = Sequence[re.Match[str]]


class Names:
    """The names of some registers, made ready for matching; words are analysed once each."""

    def __init__(self, records: Iterable[Authority], kind: Kind) -> None:
        # First word → second word (None: there is none) → entries, numbered in their order: of a
        # large register hundreds of names begin with the same given name.
        self._first: dict[str, dict[str | None, list[tuple[int, _Entry]]]] = defaultdict(dict)
        self._entries = 0
        self._forms: dict[str, tuple[_Form, ...]] = {}
        self._folds: dict[str, str] = {}
        self.bearers: dict[str, set[str]] = defaultdict(set)
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
            self._entry(_Entry(words, kind, record.id, False, loose=kind != "person"))
            if kind == "person" and len(words) == 1:
                self.spelled.add((words[0], record.id))
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
            self._entry(_Entry(words, "person", person.id, True, loose=False))

    def _entry(self, entry: _Entry) -> None:
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
        bearers = self._given.get(word, set())
        return (bool(bearers) or word in GIVEN_NAMES) and not bearers & set(candidates)

    def hits(self, words: _Words) -> list[_Hit]:
        """Return everything that the registers could mean in ``words``, overlaps included."""
        found: list[_Hit] = []
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
                    if form.stripped and len(entry.words) == 1 and len(form.rest) < _MIN_REMAINDER:
                        continue
                    last = self._last(words, index, entry)
                    if last is not None:
                        start = word.start() + form.start
                        end = words[last].end()
                        found.append(_Hit(index, last, start, end, form.stripped, entry))
        return found

    def _read(self, raw: str) -> tuple[_Form, ...]:
        """Return the readings of a word of which some name could begin."""
        folded, offsets = fold_with_offsets(raw)
        # «على» is the preposition, and begins no name of an Ali (whose ي has its dots).
        if raw.rstrip("\u064b\u0640").endswith("ى") and folded in ("علي", "الي"):
            return ()
        readings = [_Form(folded, 0, 0, article=False, future=False)]
        for proclitic, article, future in _PROCLITICS:
            if not folded.startswith(proclitic) or len(folded) <= len(proclitic):
                continue
            size = len(proclitic)
            if offsets[size] == offsets[size - 1]:
                continue  # the border lies inside a ligature
            if future and folded[size] not in "اينت":
                continue
            readings.append(_Form(folded[size:], offsets[size], size, article, future))
            if proclitic.endswith("لل"):
                # للأمم: ل and الأمم, whose alef is not written
                readings.append(_Form("ال" + folded[size:], offsets[size], size, False, False))
        return tuple(form for form in readings if form.rest in self._first)

    def _beginning(self, first: str, words: _Words, index: int) -> Iterable[_Entry]:
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

    def _last(self, words: _Words, index: int, entry: _Entry) -> int | None:
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
    return tuple(fold(word) for word in WORD.findall(text))


def compile_names(registers: Registers) -> tuple[Names, Names]:
    """Return the names of people and terms, which exclude each other, and topics' phrases."""
    return (
        Names(registers.people, "person") | Names(registers.terms, "term"),
        Names(registers.topics, "topic"),
    )


def match(article: Article, names: Names) -> tuple[tuple[Mention, ...], tuple[Finding, ...]]:
    """Return the mentions of ``article`` in reading order, and what could not be decided."""
    words = _words(article)
    hits = _longest(_possible(article, names, words))
    rulings = _Rulings(article)
    decided: list[_Decision] = []
    full: dict[str, list[tuple[int, str]]] = defaultdict(list)  # surname → (where, who)
    lone: list[list[_Hit]] = []
    for group in hits:
        if all(hit.entry.kind == "person" for hit in group) and _is_lone(group, names):
            lone.append(group)
            continue
        decision = _decide(group, names, rulings)
        decided.append(decision)
        if decision.kind == "person" and decision.record is not None:
            for surname, bearers in _surnames_of(group, names):
                if decision.record in bearers:
                    full[surname].append((group[0].start, decision.record))
    decided += [_refer_back(group, names, words, full, rulings) for group in lone]
    starts = [block.span.start for block in article.blocks]
    mentions = tuple(
        sorted(
            (decision.mention(article, starts) for decision in decided if not decision.ruled_out),
            key=lambda mention: (mention.span, mention.kind),
        )
    )
    lines = Lines(article.path, article.text)
    findings = [_undecided(mention, lines) for mention in mentions if mention.record is None]
    return mentions, (*findings, *rulings.unused())


def evidence(article: Article, names: Names) -> tuple[Mention, ...]:
    """Return the phrases of topics in ``article``; phrases of two topics may share words."""
    found: dict[tuple[int, str], _Hit] = {}
    for hit in _possible(article, names, _words(article)):
        key = (hit.start, hit.entry.record)
        if key not in found or found[key].end < hit.end:
            found[key] = hit
    starts = [block.span.start for block in article.blocks]
    mentions: list[Mention] = []
    ends: dict[str, int] = {}
    for hit in sorted(found.values(), key=lambda hit: (hit.start, -hit.end, hit.entry.record)):
        if ends.get(hit.entry.record, -1) < hit.end:
            ends[hit.entry.record] = hit.end
            mentions.append(_Decision(hit, hit.entry.record, (), "phrase").mention(article, starts))
    return tuple(mentions)


@dataclass(frozen=True, slots=True)
class _Decision:
    hit: _Hit
    record: str | None
    candidates: tuple[str, ...]
    rule: str
    ruled_out: bool = False
    ruled_kind: Kind | None = None

    @property
    def kind(self) -> Kind:
        return self.ruled_kind or self.hit.entry.kind

    def mention(self, article: Article, starts: Sequence[int]) -> Mention:
        span = Span(self.hit.start, self.hit.end)
        block = article.blocks[bisect_right(starts, span.start) - 1]
        surface = article.text[span.start : span.end]
        return Mention(
            article.id, block, span, surface, self.kind, self.record, self.candidates, self.rule
        )


def _words(article: Article) -> _Words:
    """Return the words of the blocks (a ``.md`` source has front matter before them)."""
    if not article.blocks:
        return ()
    start, end = article.blocks[0].span.start, article.blocks[-1].span.end
    return tuple(WORD.finditer(article.text, start, end))


def _possible(article: Article, names: Names, words: _Words) -> list[_Hit]:
    """Return the hits that lie in one block, outside addresses, with nothing but space inside."""
    hits = names.hits(words)
    if not hits:
        return []
    text = article.text
    addresses = _addresses(text)
    starts = [block.span.start for block in article.blocks]
    kept: list[_Hit] = []
    for hit in hits:
        block = article.blocks[bisect_right(starts, hit.start) - 1]
        if hit.start < block.span.start or hit.end > block.span.end:
            continue
        if any(start < hit.end and hit.start < end for start, end in addresses):
            continue
        gaps = zip(words[hit.first : hit.last], words[hit.first + 1 : hit.last + 1], strict=True)
        if all(_is_gap(text[left.end() : right.start()]) for left, right in gaps):
            kept.append(hit)
    return kept


def _addresses(text: str) -> list[tuple[int, int]]:
    if not any(sign in text for sign in ("@", "://", "www.")):
        return []  # seen at once, where the pattern would try at every word
    return [match.span() for match in ADDRESS.finditer(text)]


def _is_gap(between: str) -> bool:
    """Tell what may stand between two words of one name."""
    return between in _GAPS or not fold(between).strip()


_GAPS: Final = frozenset(" \u00a0-\u2010\u2011")


def _longest(hits: list[_Hit]) -> list[list[_Hit]]:
    """Choose the longest hits that do not overlap; equal ones stay together in a group."""
    order = sorted(hits, key=lambda hit: (hit.first - hit.last, hit.stripped, hit.first, -hit.end))
    taken: dict[int, list[_Hit]] = {}
    groups: list[list[_Hit]] = []
    for hit in order:
        group = taken.get(hit.first)
        if group is not None and (group[0].last, group[0].start) == (hit.last, hit.start):
            group.append(hit)
        elif not any(index in taken for index in range(hit.first, hit.last + 1)):
            group = [hit]
            groups.append(group)
            taken.update(dict.fromkeys(range(hit.first, hit.last + 1), group))
    return sorted(groups, key=lambda group: group[0].start)


def _is_lone(group: list[_Hit], names: Names) -> bool:
    """Tell a bare surname, which needs the article to say whose it is."""
    if any(hit.entry.surname for hit in group):
        return True
    word = " ".join(group[0].entry.words)
    return word in names.bearers and len(group[0].entry.words) == 1


def _surnames_of(group: list[_Hit], names: Names) -> list[tuple[str, set[str]]]:
    """Return the surnames that the full names of ``group`` end in, with their bearers."""
    found = []
    for words in {hit.entry.words for hit in group}:
        for size in range(1, len(words)):
            surname = " ".join(words[-size:])
            if surname in names.bearers:
                found.append((surname, names.bearers[surname]))
    return found


def _decide(group: list[_Hit], names: Names, rulings: _Rulings) -> _Decision:
    """Decide a name that is written whole: one record has it, or an editor said whose it is."""
    hit = group[0]
    ruling = rulings.of(hit)
    if ruling is not None:
        return _ruled(group, ruling, names)
    records = tuple(sorted({hit.entry.record for hit in group}))
    if len(records) == 1:
        return _Decision(hit, records[0], (), "name")
    return _Decision(hit, None, records, "ambiguous")


def _ruled(group: list[_Hit], ruling: Ruling, names: Names) -> _Decision:
    """Follow an editor's word, which may name a record that the surface is no variant of."""
    hit = group[0]
    if ruling.record is None:
        return _Decision(hit, None, (), "ruling", ruled_out=True)
    kind = names.kinds.get(ruling.record)
    if kind is None:  # an unknown id, which is a finding of its own, decides nothing
        candidates = tuple(sorted({hit.entry.record for hit in group}))
        return _Decision(hit, None, candidates, "ambiguous")
    return _Decision(hit, ruling.record, (), "ruling", ruled_kind=kind)


def _refer_back(
    group: list[_Hit],
    names: Names,
    words: _Words,
    full: dict[str, list[tuple[int, str]]],
    rulings: _Rulings,
) -> _Decision:
    hit = group[0]
    ruling = rulings.of(hit)
    if ruling is not None:
        return _ruled(group, ruling, names)
    candidates = tuple(sorted({hit.entry.record for hit in group}))
    if hit.first and not hit.stripped:
        before = words[hit.first - 1]
        beside = hit.start - before.end() == 1
        if beside and names.is_other_name(names.fold(before[0]), candidates):
            return _Decision(hit, None, candidates, "other-name")
    named = full.get(" ".join(hit.entry.words), [])
    named = [(where, who) for where, who in named if who in candidates]
    earlier = {who for where, who in named if where < hit.start}
    meant = earlier or {who for _, who in named}
    if len(meant) == 1:
        return _Decision(hit, meant.pop(), (), "surname")
    if meant or len(candidates) > 1:
        return _Decision(hit, None, tuple(sorted(meant)) or candidates, "ambiguous")
    word = " ".join(hit.entry.words)
    if (word, candidates[0]) in names.spelled:
        return _Decision(hit, candidates[0], (), "name")
    # Not even worth a finding: فلورانس is no ف + لورانس, and بول may be anything.
    unlikely = hit.stripped > 0 or len(word) < _MIN_LONE_SURNAME
    return _Decision(hit, None, candidates, "bare-surname", ruled_out=unlikely)


class _Rulings:
    """What the article's record says under ``mentions:``, and which of it was met."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._met: set[int] = set()
        self._words = [split(ruling.surface) for ruling in article.record.rulings]

    def of(self, hit: _Hit) -> Ruling | None:
        rulings = self._article.record.rulings
        if not rulings:
            return None
        surface = split(self._article.text[hit.start : hit.end])
        found: Ruling | None = None
        for index, ruling in enumerate(rulings):
            if self._words[index] not in (surface, hit.entry.words):
                continue
            if ruling.paragraph is not None and not self._in_paragraph(hit, ruling.paragraph):
                continue
            self._met.add(index)
            # A ruling for one paragraph stands above a ruling for the article.
            if found is None or (found.paragraph is None and ruling.paragraph is not None):
                found = ruling
        return found

    def _in_paragraph(self, hit: _Hit, number: int) -> bool:
        return any(
            block.number == number and block.span.start <= hit.start < block.span.end
            for block in self._article.paragraphs
        )

    def unused(self) -> tuple[Finding, ...]:
        return tuple(
            finding("K013", ruling.location, f"«{ruling.surface}» is no name here that needs it")
            for index, ruling in enumerate(self._article.record.rulings)
            if index not in self._met
        )


def _undecided(mention: Mention, lines: Lines) -> Finding:
    who = ", ".join(mention.candidates)
    where = lines.at(mention.span.start)
    if mention.rule == "other-name":
        message = f"«{mention.surface}» follows a given name that is not of {who}"
        return finding("K011", where, message)
    if mention.rule == "bare-surname":
        message = f"«{mention.surface}» may be {who}, whose full name is not in this article"
        return finding("K015", where, message)
    return finding("K012", where, f"«{mention.surface}» fits two records here: {who}")
