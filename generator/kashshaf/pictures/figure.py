"""What every picture is on a page: a drawing, what it shows in words, and the same as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kashshaf import paths
from kashshaf.pictures.svg import esc

#: Returns the address of a page (``people/x.md``) and an anchor, as the picture's page has it.
Where = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Figure:
    """``svg`` may be empty: then the words say why. Cells of the table are Markdown."""

    svg: str
    words: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def on_page(page: str) -> Where:
    """Return addresses as they are in the HTML of ``page``, which is below ``site_src``."""

    def where(target: str, anchor: str = "") -> str:
        found = paths.link(page, target)
        return found.removesuffix(".md") + ".html" + (f"#{anchor}" if anchor else "")

    return where


def nowhere(target: str, anchor: str = "") -> str:
    """Return no address: the picture has no links."""
    return ""


def markdown(figure: Figure, css: str = "") -> str:
    """Return a figure for a Markdown page; the table opens on request."""
    words = f'<figcaption class="ks-caption">{esc(figure.words)}</figcaption>'
    name = f"ks-picture {css}".strip()
    parts = [f'<figure class="{name}">{figure.svg}{words}</figure>']
    if not figure.svg:
        parts = [f'<p class="ks-caption">{esc(figure.words)}</p>'] if figure.words else []
    if figure.rows:
        parts.append(
            '<details class="ks-table" markdown>\n<summary>الأرقام في جدول</summary>\n\n'
            f"{_table(figure.head, figure.rows)}\n\n</details>"
        )
    return "\n\n".join(parts)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
