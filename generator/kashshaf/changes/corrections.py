"""Corrections of two states of an article's record → what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kashshaf.changes.change import Change
from kashshaf.changes.values import text_of
from kashshaf.model import Article, Correction


def correction_changes(old: Article, new: Article) -> Iterator[Change]:
    """Yield corrections that changed, those that were added, and those that were removed.

    One is the same correction where it has the same surface, in the same block if it names one.
    """
    before, after = list(old.record.corrections), list(new.record.corrections)
    blank = Change(section="articles", id=new.id, heading=new.title, what="correction")
    pairs = (
        *_pairs(before, after, "surface", "correct", "kind", "anchor", "note"),
        *_pairs(before, after, "surface", "anchor"),
        *_pairs(before, after, "surface"),
    )
    for earlier, later in pairs:
        change = replace(blank, items=(text_of(later),))
        if text_of(earlier) != text_of(later):
            yield replace(change, old=text_of(earlier))
        if earlier.kind != later.kind:
            yield replace(change, key="kind", old=earlier.kind, new=later.kind)
        if earlier.note != later.note:
            yield replace(change, key="note", old=earlier.note, new=later.note)
    blank = replace(blank, key="corrections")
    for one in after:
        yield replace(blank, what="item-added", items=(text_of(one),))
    for one in before:
        yield replace(blank, what="item-removed", items=(text_of(one),))


def _pairs(
    before: list[Correction], after: list[Correction], *same: str
) -> Sequence[tuple[Correction, Correction]]:
    """Take those out of both lists that are the same in what is named."""

    def key(one: Correction) -> tuple[object, ...]:
        return tuple(getattr(one, name) for name in same)

    left: dict[tuple[object, ...], list[Correction]] = {}
    for one in before:
        left.setdefault(key(one), []).append(one)
    found = [(left[key(one)].pop(0), one) for one in after if left.get(key(one))]
    gone, come = {id(old) for old, _ in found}, {id(new) for _, new in found}
    before[:] = [one for one in before if id(one) not in gone]
    after[:] = [one for one in after if id(one) not in come]
    return found
