"""Two states of a source text → how many paragraphs came, went and were rewritten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

from kashshaf.changes.change import Change
from kashshaf.model import Article

#: Above so many paragraphs in either text they are counted, and not put beside each other.
_MANY: Final = 1000


def text_changes(old: Article, new: Article) -> Iterator[Change]:
    """Yield what became of the source's own text (corrections are told of the record)."""
    before, after = _printed(old), _printed(new)
    if before == after:
        return
    told = Change(section="articles", id=new.id, heading=new.title, what="text")
    if " ".join(before) == " ".join(after):
        yield replace(told, what="blocks", counts=(len(before), len(after)))
    else:
        yield replace(told, counts=differences(before, after))


def _printed(article: Article) -> list[str]:
    """Return the blocks as the source has them; line ends and blank lines are not told."""
    found = []
    for block in article.blocks:
        span = article.block_in_source(block)
        found.append(" ".join(article.printed[span.start : span.end].split()))
    return found


def differences(before: Sequence[str], after: Sequence[str]) -> tuple[int, int, int]:
    """Return how many paragraphs were added, removed and changed.

    >>> differences(["a", "b", "c"], ["a", "B", "c", "d"])
    (1, 0, 1)
    """
    first = 0
    while first < min(len(before), len(after)) and before[first] == after[first]:
        first += 1
    last = 0
    while last < min(len(before), len(after)) - first and before[-1 - last] == after[-1 - last]:
        last += 1
    before, after = before[first : len(before) - last], after[first : len(after) - last]
    if max(len(before), len(after)) > _MANY:
        came = (Counter(after) - Counter(before)).total()
        went = (Counter(before) - Counter(after)).total()
        changed = min(came, went)
        return came - changed, went - changed, changed
    added = removed = changed = 0
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            both = min(j - i, m - k)
            changed, removed, added = changed + both, removed + j - i - both, added + m - k - both
    return added, removed, changed
