"""What an archive still needs: how far each kind is, and each thing to do with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kashshaf.desk.items import Item, everything
from kashshaf.model import Article, Edition, Finding, Location, Topic

#: Kind → what many of them are called, in the order of all lists.
KINDS: Final = {"article": "articles", "person": "people", "topic": "topics", "term": "terms"}
STATUSES: Final = ("draft", "reviewed", "approved")

#: A list → the codes of the findings in it. What is in none of them is in ``other``.
_CODES: Final[Mapping[str, frozenset[str]]] = {
    "changed": frozenset(("K403", "K420", "K421", "K422", "K423")),
    "unsourced": frozenset(("K308", "K309")),
    "ambiguous": frozenset(("K012",)),
    "unattributed": frozenset(("K011", "K015")),
}
#: Findings that a list of its own tells better.
_TOLD: Final = frozenset(("K401", "K402", "K424"))
#: The lists, in the order in which an editor needs them.
LISTS: Final = (
    *("changed", "ambiguous", "unattributed", "undated", "unsourced"),
    *(f"unreviewed-{many}" for many in KINDS.values()),
    "other",
)
_SEVERITIES: Final = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to do. ``item`` is what it is about, ``finding`` what was found, if either."""

    location: Location
    kind: str = ""
    item: Item | None = None
    finding: Finding | None = None
    #: An editor said that nobody knows.
    answered: bool = False

    @property
    def name(self) -> str:
        if self.item is None:
            return ""
        return self.item.title if isinstance(self.item, Article) else self.item.heading


@dataclass(frozen=True, slots=True)
class Survey:
    """``counts``: many of a kind → status (and ``all``) → how many; ``lists``: as in ``LISTS``."""

    counts: Mapping[str, Mapping[str, int]]
    lists: Mapping[str, tuple[Row, ...]]

    def share(self, many: str) -> int:
        """Return how many of a hundred are reviewed or approved; 100 only if all are."""
        counts = self.counts[many]
        return 100 * (counts["reviewed"] + counts["approved"]) // max(counts["all"], 1)


def survey(edition: Edition, findings: Sequence[Finding]) -> Survey:
    """Return what the archive still needs; what is not published counts too."""
    items = everything(edition)
    found = Counter((kind, _status(item)) for kind, item in items)
    counts = {
        many: {
            "all": sum(found[kind, status] for status in STATUSES),
            **{status: found[kind, status] for status in STATUSES},
        }
        for kind, many in KINDS.items()
    }
    subject = _Subjects(items)
    lists: dict[str, list[Row]] = {name: [] for name in LISTS}
    for kind, item in items:
        if _status(item) == "draft":
            lists[f"unreviewed-{KINDS[kind]}"].append(Row(_place(item), kind, item))
        for name, answered in _lacks(item):
            lists[name].append(Row(_place(item), kind, item, None, answered))
    for one in sorted(findings, key=lambda one: (_SEVERITIES.index(one.severity), one.location)):
        if one.code in _TOLD:
            continue
        kind, about = subject.of(one.location)
        name = next((name for name, codes in _CODES.items() if one.code in codes), "other")
        lists[name].append(Row(one.location, kind, about, one))
    return Survey(counts, {name: tuple(rows) for name, rows in lists.items()})


class _Subjects:
    """What a place in a file is about: an article by its files, an entry by its lines."""

    def __init__(self, items: Iterable[tuple[str, Item]]) -> None:
        self._articles: dict[str, tuple[str, Item]] = {}
        entries: dict[str, list[tuple[int, str, Item]]] = {}
        for kind, item in items:
            if isinstance(item, Article):
                self._articles[item.path] = self._articles[_place(item).path] = kind, item
            else:
                where = item.location
                entries.setdefault(where.path, []).append((where.line, kind, item))
        self._entries = {
            path: sorted(rows, key=lambda row: row[0]) for path, rows in entries.items()
        }

    def of(self, where: Location) -> tuple[str, Item | None]:
        if where.path in self._articles:
            return self._articles[where.path]
        rows = self._entries.get(where.path, [])
        at = bisect_right(rows, where.line, key=lambda row: row[0])
        return rows[at - 1][1:] if at else ("", None)


def _status(item: Item) -> str:
    return item.record.status if isinstance(item, Article) else item.status


def _place(item: Item) -> Location:
    return item.record.location if isinstance(item, Article) else item.location


def _lacks(item: Item) -> Iterator[tuple[str, bool]]:
    if isinstance(item, Article):
        if item.record.date is None:
            yield "undated", "date" in item.record.unknown
        if item.record.source is None:
            yield "unsourced", "source" in item.record.unknown
    elif isinstance(item, Topic) and item.definition and not item.sources:
        yield "unsourced", False


def as_json(found: Survey, edit: Mapping[Location, str]) -> dict[str, object]:
    """Return a survey for programs; ``edit`` are the addresses at which files are edited."""
    return {
        "format": 1,
        "counts": {
            many: {**counts, "reviewed_percent": found.share(many)}
            for many, counts in found.counts.items()
        },
        "totals": {name: len(rows) for name, rows in found.lists.items()},
        "lists": {
            name: [_row(row, edit.get(row.location, "")) for row in rows]
            for name, rows in found.lists.items()
        },
    }


def places(found: Survey) -> Iterable[Location]:
    return (row.location for rows in found.lists.values() for row in rows)


def _row(row: Row, edit: str) -> dict[str, object]:
    finding = row.finding
    return {
        "kind": row.kind or None,
        "id": row.item.id if row.item else None,
        "name": row.name or None,
        "path": row.location.path,
        "line": row.location.line or None,
        "column": row.location.column or None,
        "code": finding.code if finding else None,
        "severity": finding.severity if finding else None,
        "message": finding.message if finding else None,
        "unknown": row.answered,
        "edit": edit or None,
    }
