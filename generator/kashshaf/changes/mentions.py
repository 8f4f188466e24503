"""Mentions before and after: what each record gained and lost in the articles that stayed.

A mention is the same where the same words stand at the same place of a paragraph with the same
text. What is left over is set off within an article, record by record: a name in a paragraph
that was rewritten is neither gained nor lost.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kashshaf.arabic import fold
from kashshaf.changes.change import Effect
from kashshaf.model import Article, Block, Mention
from kashshaf.names import split


@dataclass(frozen=True, slots=True)
class Turn:
    """A name that stands where it stood and means another record; None: it fits several."""

    article: str
    anchor: str
    surface: str
    old: str | None
    new: str | None
    candidates: tuple[str, ...]


@dataclass(slots=True)
class Shifts:
    """All that moved: record → its mentions gained and lost, and the names that turned."""

    gained: dict[str, list[Mention]] = field(default_factory=lambda: defaultdict(list))
    lost: dict[str, list[Mention]] = field(default_factory=lambda: defaultdict(list))
    turns: list[Turn] = field(default_factory=list)

    def note(
        self, pair: tuple[Article, Article], old: Sequence[Mention], new: Sequence[Mention]
    ) -> None:
        """Compare the mentions of one article. Gained and lost ones are given its new id."""
        before, after = _by_place(pair[0], old), _by_place(pair[1], new)
        gone: list[Mention] = []
        come: list[Mention] = []
        for place, mention in before.items():
            other = after.get(place)
            if other is None:
                gone.append(mention)
            elif other.record != mention.record or _is_open(other) != _is_open(mention):
                self._turn(pair[1].id, mention, other)
                gone.append(mention)
                come.append(other)
        come += [mention for place, mention in after.items() if place not in before]
        self._set_off(gone, come)

    def _turn(self, article: str, old: Mention, new: Mention) -> None:
        if (old.record is None and not _is_open(old)) or (new.record is None and not _is_open(new)):
            return  # a surname that nobody is given: what became of it is said by its finding
        candidates = old.candidates or new.candidates
        turn = Turn(article, new.block.anchor, new.surface, old.record, new.record, candidates)
        self.turns.append(turn)

    def _set_off(self, gone: list[Mention], come: list[Mention]) -> None:
        left: dict[str, list[Mention]] = defaultdict(list)
        for mention in gone:
            if mention.record is not None:
                left[mention.record].append(mention)
        for mention in come:
            if mention.record is None:
                continue
            same = left.get(mention.record)
            if not same:
                self.gained[mention.record].append(mention)
                continue
            words = fold(mention.surface)
            nearest = next((n for n, m in enumerate(same) if fold(m.surface) == words), 0)
            same.pop(nearest)
        for record, mentions in left.items():
            if mentions:
                self.lost[record] += mentions


def _is_open(mention: Mention) -> bool:
    return mention.record is None and mention.rule == "ambiguous"


def _by_place(article: Article, mentions: Iterable[Mention]) -> dict[tuple[object, ...], Mention]:
    """Return the mentions by paragraph (its words, which of its kind), place in it and record.

    Phrases of two topics may share words, so theirs is part of the place.
    """
    count: Counter[str] = Counter()
    blocks: dict[Block, tuple[str, int]] = {}
    for block in article.blocks:
        words = article.words(block)
        blocks[block] = (words, count[words])
        count[words] += 1
    return {
        (
            *blocks[mention.block],
            mention.span.start - mention.block.span.start,
            mention.span.end - mention.span.start,
            mention.record if mention.kind == "topic" else "",
        ): mention
        for mention in mentions
    }


def effect(gained: Iterable[Mention], lost: Iterable[Mention], new_id: dict[str, str]) -> Effect:
    """Count mentions by article; ``new_id`` has the articles whose id changed."""
    came = Counter(mention.article for mention in gained)
    went = Counter(new_id.get(mention.article, mention.article) for mention in lost)
    return Effect(tuple(sorted(came.items())), tuple(sorted(went.items())))


def due_to(spelling: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that a spelling of the register evidently explains.

    They have its words (ال apart), or are the surname that the spelling ends with.
    """
    words = tuple(map(_bare, split(spelling)))
    if not words:
        return []
    found = []
    for mention in mentions:
        own = tuple(map(_bare, split(mention.surface)))
        tail = mention.rule == "surname" and own == words[-len(own) :]
        if own == words or tail:
            found.append(mention)
    return found


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word
