"""A survey → what the terminal prints: the counts as a table, then every list whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kashshaf.desk.survey import KINDS, STATUSES, Row, Survey
from kashshaf.markup import clip

#: Code points of a title.
_LONGEST: Final = 100

_HEADINGS: Final = {
    "changed": "Changed since their review, or with a review that is not whole",
    "ambiguous": "Names that fit two records",
    "unattributed": "Names that belong to nobody of the registers",
    "undated": "Articles without a date",
    "unsourced": "Without a source",
    "unreviewed-articles": "Articles that nobody has reviewed",
    "unreviewed-people": "People whom nobody has reviewed",
    "unreviewed-topics": "Topics that nobody has reviewed",
    "unreviewed-terms": "Terms that nobody has reviewed",
    "other": "Other findings",
}


def report(found: Survey) -> Iterator[str]:
    """Yield the lines."""
    yield f"{'':10}{'all':>8}" + "".join(f"{status:>10}" for status in STATUSES) + "  reviewed"
    for many in KINDS.values():
        counts = found.counts[many]
        share = f"{found.share(many)} %" if counts["all"] else "-"
        numbers = "".join(f"{counts[status]:>10}" for status in STATUSES)
        yield f"{many:10}{counts['all']:>8}{numbers}{share:>10}"
    for name, heading in _HEADINGS.items():
        rows = found.lists[name]
        if rows:
            yield ""
            yield f"{heading}: {len(rows)}"
            yield from (f"  {_row(row)}" for row in rows)


def _row(row: Row) -> str:
    if row.finding is not None:
        return f"{row.location}: {row.finding.code} {row.finding.message}"
    about = f"{row.location}: {row.item.id if row.item else ''} «{clip(row.name, _LONGEST)}»"
    return f"{about} (unknown, says its record)" if row.answered else about
