"""Article × names → mentions: every one in the text, and none that would be a guess.

The rules (a mention's ``rule``):

- ``name``: the heading or a variant stands there as it is written in the register;
- ``surname``: a surname alone, and the article gives the full name of one person who bears it,
  earlier or (as in a title) later;
- ``ruling``: an editor said who is meant;
- ``phrase``: a phrase of a topic.

Three more have no record, and are findings: ``ambiguous``, two records fit; ``other-name``, a
given name stands before the surname that no bearer of it has; ``bare-surname``, a surname alone
in an article that gives no full name. On 8,000 press articles the one bearer in the register was
meant by nearly all of 43 such «نتنياهو», and by none of 18 «أوستن» (a city): only an editor can
say so, by listing the bare surname among the variants.

A name that stands inside a longer one does not fire: the longest variant wins, so that
«جامعة براون» is not a person «براون».
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import Final

from kashshaf.arabic import ADDRESS, WORD, fold
from kashshaf.findings import finding
from kashshaf.given_names import GIVEN_NAMES, NISBAS, TITLES
from kashshaf.model import Article, Finding, Kind, Mention, Paragraph, Ruling, Span
from kashshaf.names import Hit, Names, Words, split
from kashshaf.source import Lines

# A bare surname of three letters or fewer («بول», «علي») is too often an ordinary word to be
# reported in an article that does not name its bearer.
_MIN_LONE_SURNAME: Final = 4


def match(article: Article, names: Names) -> tuple[tuple[Mention, ...], tuple[Finding, ...]]:
    """Return the mentions of ``article`` in reading order, and what could not be decided."""
    words = _words(article)
    hits = _longest(_possible(article, names, words))
    rulings = _Rulings(article)
    decided: list[_Decision] = []
    lone: list[list[Hit]] = []
    named = _Named(names, words, rulings, _body(article))
    for group in hits:
        if all(hit.entry.kind == "person" for hit in group) and _is_lone(group, names):
            lone.append(group)
            continue
        decision = _decide(group, names, rulings)
        decided.append(decision)
        named.note(group, decision)
    decided += [named.whose(group) for group in lone]
    starts = [block.span.start for block in article.blocks]
    mentions = tuple(
        sorted(
            (decision.mention(article, starts) for decision in decided if not decision.ruled_out),
            key=lambda mention: (mention.span, mention.kind),
        )
    )
    lines = Lines(article.path, article.printed)
    reported = {decision.hit.start for decision in decided if decision.reported}
    undecided = [m for m in mentions if m.record is None and m.span.start not in reported]
    # A stranger is one finding, however often the surname comes after.
    named_strangers = [m for m in undecided if m.rule == "other-name"]
    strangers = {(m.candidates, fold(m.surface)): m for m in reversed(named_strangers)}
    findings = [
        _undecided(mention, lines, article)
        for mention in undecided
        if mention.rule != "other-name"
        or strangers[mention.candidates, fold(mention.surface)] is mention
    ]
    return mentions, (*findings, *rulings.unused(names.kinds))


def _body(article: Article) -> int:
    return article.paragraphs[0].span.start if article.paragraphs else len(article.text)


def evidence(article: Article, names: Names) -> tuple[Mention, ...]:
    """Return the phrases of topics in ``article``; phrases of two topics may share words."""
    found: dict[tuple[int, str], Hit] = {}
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
    hit: Hit
    record: str | None
    candidates: tuple[str, ...]
    rule: str
    ruled_out: bool = False
    ruled_kind: Kind | None = None
    reported: bool = False

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


def _words(article: Article) -> Words:
    """Return the words of the blocks (a ``.md`` source has front matter before them)."""
    if not article.blocks:
        return ()
    start, end = article.blocks[0].span.start, article.blocks[-1].span.end
    return tuple(WORD.finditer(article.text, start, end))


def _possible(article: Article, names: Names, words: Words) -> list[Hit]:
    """Return the hits that lie in one block, outside addresses, with nothing but space inside."""
    hits = names.hits(words)
    if not hits:
        return []
    text = article.text
    addresses = _addresses(text)
    starts = [block.span.start for block in article.blocks]
    kept: list[Hit] = []
    for hit in hits:
        block = article.blocks[bisect_right(starts, hit.start) - 1]
        if hit.start < block.span.start or hit.end > block.span.end:
            continue
        nearest = bisect_right(addresses, (hit.end, 0)) - 1
        if nearest >= 0 and addresses[nearest][1] > hit.start:
            continue
        gaps = zip(words[hit.first : hit.last], words[hit.first + 1 : hit.last + 1], strict=True)
        if all(_is_gap(text[left.end() : right.start()]) for left, right in gaps):
            kept.append(hit)
    return kept


def _addresses(text: str) -> list[tuple[int, int]]:
    if not any(sign in text for sign in ("@", "/", "www.")):
        return []  # seen at once, where the pattern would try at every word
    return [match.span() for match in ADDRESS.finditer(text)]


def _is_gap(between: str) -> bool:
    """Tell what may stand between two words of one name."""
    return between in _GAPS or not fold(between).strip()


# The underscore ties a name in a hashtag: #باراك_أوباما
_GAPS: Final = frozenset(" \u00a0-\u2010\u2011_")


def _longest(hits: list[Hit]) -> list[list[Hit]]:
    """Choose the longest hits that do not overlap; equal ones stay together in a group."""
    order = sorted(hits, key=lambda hit: (hit.first - hit.last, hit.stripped, hit.first, -hit.end))
    taken: dict[int, list[Hit]] = {}
    groups: list[list[Hit]] = []
    for hit in order:
        group = taken.get(hit.first)
        if group is not None and (group[0].last, group[0].start) == (hit.last, hit.start):
            group.append(hit)
        elif not any(index in taken for index in range(hit.first, hit.last + 1)):
            group = [hit]
            groups.append(group)
            taken.update(dict.fromkeys(range(hit.first, hit.last + 1), group))
    return sorted(groups, key=lambda group: group[0].start)


def _is_lone(group: list[Hit], names: Names) -> bool:
    """Tell a bare surname, which needs the article to say whose it is."""
    if any(hit.entry.surname for hit in group):
        return True
    word = " ".join(group[0].entry.words)
    return word in names.bearers and len(group[0].entry.words) == 1


def _decide(group: list[Hit], names: Names, rulings: _Rulings) -> _Decision:
    """Decide a name that is written whole: one record has it, or an editor said whose it is."""
    hit = group[0]
    ruling = rulings.of(hit)
    if ruling is not None:
        return _ruled(group, ruling, names)
    records = tuple(sorted({hit.entry.record for hit in group}))
    if len(records) == 1:
        return _Decision(hit, records[0], (), "name")
    return _Decision(hit, None, records, "ambiguous")


def _ruled(group: list[Hit], ruling: Ruling, names: Names) -> _Decision:
    """Follow an editor's word, which may name a record that the surface is no variant of."""
    hit = group[0]
    if ruling.record is None:
        return _Decision(hit, None, (), "ruling", ruled_out=True)
    kind = names.kinds.get(ruling.record)
    if kind is None:  # an unknown id, which is a finding of its own, decides nothing
        candidates = tuple(sorted({hit.entry.record for hit in group}))
        return _Decision(hit, None, candidates, "ambiguous", reported=True)
    return _Decision(hit, ruling.record, (), "ruling", ruled_kind=kind)


@dataclass(slots=True)
class _Named:
    """Who is named in full in an article, and so whom a bare surname refers back to."""

    names: Names
    words: Words
    rulings: _Rulings
    body: int  # where the first paragraph begins
    # surname → who → where first; and where a stranger of that surname is first named
    full: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    strangers: dict[str, int] = field(default_factory=dict)

    def note(self, group: list[Hit], decision: _Decision) -> None:
        """Remember a name that is written whole."""
        hit = group[0]
        if decision.kind != "person" or decision.record is None or hit.first == hit.last:
            return
        # In every spelling that the record has: «ليلي جرينبرج … غرينبرغ».
        for surname in self.names.surnames.get(decision.record, ()):
            self.full[surname].setdefault(decision.record, hit.start)

    def whose(self, group: list[Hit]) -> _Decision:
        """Decide a bare surname; groups come in reading order."""
        hit = group[0]
        ruling = self.rulings.of(hit)
        if ruling is not None:
            return _ruled(group, ruling, self.names)
        candidates = tuple(sorted({hit.entry.record for hit in group}))
        surname = " ".join(hit.entry.words)
        if self._is_stranger(hit, candidates):
            self.strangers.setdefault(surname, hit.start)
        elif self._is_noun(hit):
            return _Decision(hit, None, candidates, "bare-surname")
        if surname in self.strangers:
            return _Decision(hit, None, candidates, "other-name")
        if self._is_given_here(hit):
            return _Decision(hit, None, candidates, "bare-surname")
        named = {who: at for who, at in self.full.get(surname, {}).items() if who in candidates}
        earlier = {who for who, at in named.items() if at < hit.start}
        # Headlines say the surname first; a text that does may mean an ordinary word.
        meant = earlier or (set(named) if hit.start < self.body else set())
        if len(meant) == 1:
            return _Decision(hit, meant.pop(), (), "surname")
        if meant or len(candidates) > 1:
            return _Decision(hit, None, tuple(sorted(meant)) or candidates, "ambiguous")
        if (surname, candidates[0]) in self.names.spelled:
            return _Decision(hit, candidates[0], (), "name")
        # Not even worth a finding: فلورانس is no ف + لورانس, and بول may be anything.
        unlikely = hit.stripped > 0 or len(surname) < _MIN_LONE_SURNAME
        return _Decision(hit, None, candidates, "bare-surname", ruled_out=unlikely)

    def _is_noun(self, hit: Hit) -> bool:
        """Tell a surname in ال that may be an ordinary word here.

        So it is before a given name («القاضي عماد»), and after a definite noun («الشعب المصري»)
        that is no title («الرئيس السيسي»).
        """
        surname = hit.entry.words[0]
        if not surname.startswith("ال"):
            return False
        words, fold = self.words, self.names.fold
        if hit.first and _beside(words[hit.first - 1], words[hit.first]):
            before = fold(words[hit.first - 1][0])
            noun = before.lstrip("وفبك")
            if noun.startswith("ال") and (noun not in TITLES or surname in NISBAS):
                return True
        if hit.last + 1 >= len(words):
            return False
        after = words[hit.last + 1]
        return _beside(words[hit.last], after) and self.names.is_given(fold(after[0]))

    def _is_given_here(self, hit: Hit) -> bool:
        """Tell a surname that is the given name of the next word: «عباس كامل», not محمود عباس."""
        if hit.entry.words[-1] not in GIVEN_NAMES or hit.last + 1 >= len(self.words):
            return False
        after = self.words[hit.last + 1]
        word = self.names.fold(after[0])
        named = word in self.names.bearers or word in GIVEN_NAMES
        return named and _beside(self.words[hit.last], after)

    def _is_stranger(self, hit: Hit, candidates: tuple[str, ...]) -> bool:
        """Tell a surname right after a given name that none of its bearers has."""
        if not hit.first or hit.stripped:
            return False
        before = self.words[hit.first - 1]
        return _beside(before, self.words[hit.first]) and self.names.is_other_name(
            self.names.fold(before[0]), candidates
        )


def _beside(left: re.Match[str], right: re.Match[str]) -> bool:
    """Tell two words with nothing but white space between them, in one line."""
    between = left.string[left.end() : right.start()]
    return between.isspace() and not _LINE_BREAK.search(between)


_LINE_BREAK: Final = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")


class _Rulings:
    """What the article's record says under ``mentions:``, and which of it was met."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._starts = [block.span.start for block in article.blocks]
        self._met: set[int] = set()
        self._words = [split(ruling.surface) for ruling in article.record.rulings]

    def of(self, hit: Hit) -> Ruling | None:
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

    def _in_paragraph(self, hit: Hit, number: int) -> bool:
        block = self._article.blocks[bisect_right(self._starts, hit.start) - 1]
        return isinstance(block, Paragraph) and block.number == number

    def unused(self, known: Container[str]) -> tuple[Finding, ...]:
        """Report rulings that meet nothing; one for an unknown id has its finding already."""
        return tuple(
            finding(
                "K013",
                ruling.surface_at or ruling.location,
                f"«{ruling.surface}» is no name here that needs it",
            )
            for index, ruling in enumerate(self._article.record.rulings)
            if index not in self._met and (ruling.record is None or ruling.record in known)
        )


def _undecided(mention: Mention, lines: Lines, article: Article) -> Finding:
    who = ", ".join(mention.candidates)
    where = lines.at(article.in_source(mention.span).start)
    if mention.rule == "other-name":
        before = article.text[: mention.span.start].split()[-1:]
        name = " ".join((*before, mention.surface))
        message = f"«{name}» is not {who}, whose surname it is"
        return finding("K011", where, message)
    if mention.rule == "bare-surname":
        message = f"«{mention.surface}» may be {who}, and nothing before it says so"
        return finding("K015", where, message)
    message = f"«{mention.surface}» fits more than one record here: {who}"
    return finding("K012", where, message)
