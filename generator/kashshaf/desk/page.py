"""A survey → the page ``desk/index.md``: the same for editors who read it in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kashshaf import paths
from kashshaf.desk.forge import Forge
from kashshaf.desk.survey import KINDS, STATUSES, Row, Survey
from kashshaf.findings import RULES
from kashshaf.markup import clip, escape, front_matter, inline
from kashshaf.model import Article, Page
from kashshaf.views import SHORT_TITLE, STATUS, Views, fill

PATH: Final = "desk/index.md"
#: Rows of each list; the terminal has all of them. The page stays below 300 kB.
LISTED: Final = 40
#: Code points of a finding.
_MESSAGE: Final = 300

_HEADINGS: Final = {
    "changed": "تغيّر بعد مراجعته",
    "ambiguous": "أسماء ملتبسة",
    "unattributed": "أسماء لم تُنسب إلى أحد",
    "undated": "مقالات بلا تاريخ",
    "unsourced": "بلا مصدر أو سند",
    "unreviewed-articles": "مقالات لم تُراجَع",
    "unreviewed-people": "أشخاص لم يُراجَعوا",
    "unreviewed-topics": "موضوعات لم تُراجَع",
    "unreviewed-terms": "مصطلحات لم تُراجَع",
    "other": "ملاحظات أخرى",
}
_MANY: Final = {
    "articles": "المقالات",
    "people": "الأشخاص",
    "topics": "الموضوعات",
    "terms": "المصطلحات",
}


def desk_page(found: Survey, views: Views, forge: Forge) -> Page:
    """Return the page; nothing of a text that its rights withhold is on it."""
    sections = [
        (
            name,
            heading,
            views.digits(len(rows)),
            "\n".join(_table(rows[:LISTED], views, forge)),
            _more(len(rows) - LISTED, views),
        )
        for name, heading in _HEADINGS.items()
        if (rows := found.lists[name])
    ]
    matter = front_matter(
        (
            ("title", "مكتب التحرير"),
            ("description", "ما ينتظر المحرّر: ما لم يُراجَع، وما التبس، وما نقص."),
            ("kashshaf", {"generated": True, "kind": "desk"}),
        )
    )
    text = fill(
        "desk.md", matter=matter, counts="\n".join(_counts(found, views)), sections=sections
    )
    return Page(f"{paths.DOCS}/{PATH}", text)


def _counts(found: Survey, views: Views) -> Iterator[str]:
    heads = ("النوع", "المجموع", *(STATUS[status] for status in STATUSES), "ما رُوجع")
    yield _cells(heads)
    yield _cells(["---"] * len(heads))
    for many in KINDS.values():
        counts = found.counts[many]
        numbers = [views.digits(counts[key]) for key in ("all", *STATUSES)]
        share = views.digits(found.share(many))
        yield _cells((_MANY[many], *numbers, f"{share}٪" if counts["all"] else "—"))


def _table(rows: tuple[Row, ...], views: Views, forge: Forge) -> Iterator[str]:
    yield _cells(("ما هو", "موضعه", "الملاحظة"))
    yield _cells(("---", "---", "---"))
    for row in rows:
        yield _cells((_name(row, views), _where(row, forge), _remark(row)))


def _cells(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _name(row: Row, views: Views) -> str:
    """Return what a row is about, as a link if it has a page."""
    item = row.item
    if item is None:
        return "—"
    name = inline(clip(row.name, SHORT_TITLE))
    if isinstance(item, Article):
        known, page = item.id in views.index.articles, paths.article(item.id)
        return f"[{name}]({paths.link(PATH, page)})" if known else name
    known = any(item.id in register for register in views.index.registers)
    return views.record(PATH, item.id) if known else f"{name} {views.muted('لا يُنشر')}"


def _where(row: Row, forge: Forge) -> str:
    place = f'<bdi dir="ltr">{escape(str(row.location))}</bdi>'
    edit = forge.edit(row.location)
    return f"[{place}]({edit})" if edit else place


def _remark(row: Row) -> str:
    """Return what was found, in English from left to right; its words only where they are public.

    A finding about a text quotes it: of one that is not shown whole, the page tells the kind.
    """
    if row.finding is None:
        return "غير معروف" if row.answered else ""
    code, message = row.finding.code, row.finding.message
    if isinstance(row.item, Article) and row.item.record.rights != "full":
        message = RULES[code].title
    return f'<span lang="en" dir="ltr">{code} {escape(clip(message, _MESSAGE))}</span>'


def _more(number: int, views: Views) -> str:
    if number <= 0:
        return ""
    return f"وغيرها {views.digits(number)}، وكلها في الطرفية: `kashshaf status`."
