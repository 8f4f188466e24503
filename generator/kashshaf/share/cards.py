"""A picture of an article's title, which social networks show beside a link to it (Open Graph).

Optional (``kashshaf[cards]``): Pillow draws it, and only one that shapes Arabic, by Raqm; without
that there is no card, since letters that do not join are worse. The bytes depend on the version
of Pillow, so that cards are not committed: they are made at every build, each one once.
"""

from __future__ import annotations

import contextlib
import hashlib
import html
import json
import re
from collections.abc import Callable
from functools import cache
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kashshaf.archive import CARD_FILES, THEME
from kashshaf.fonts import sans_source
from kashshaf.markup import inline
from kashshaf.model import Article
from kashshaf.share.facts import Citable, citable
from kashshaf.views import Views
from kashshaf.write import PRIVATE, replace

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

#: Pixels, as the networks ask for.
SIZE: Final = (1200, 630)
CARDS_HTML: Final = f"{THEME}/kashshaf/cards.html"
_STAMP: Final = f"{PRIVATE}/cards.json"
#: Grows when cards are drawn in another way.
_DESIGN: Final = "1"
_PAPER, _INK, _INK_2, _RED = "#fbf8f1", "#221d18", "#6b6055", "#9c2b1e"
_MARGIN: Final = 84
_TITLE_SIZES: Final = (68, 60, 52, 46)
#: Where the title begins and ends at the latest.
_TOP, _BOTTOM = 156, 492
#: Height of a line in sizes of its letters: marks stand above and below.
_LEADING: Final = 1.55

Progress = Callable[[str, int, int], None]


@cache
def available() -> str:
    """Return the versions of what draws the cards; nothing if that cannot shape Arabic."""
    try:
        import PIL
        from PIL import features
    except ImportError:
        return ""
    if not (features.check("raqm") and features.check("fribidi") and features.check("harfbuzz")):
        return ""
    return f"{PIL.__version__} {features.version('raqm')} {features.version('harfbuzz')}"


def refresh(root: Path, views: Views, progress: Progress) -> None:
    """Bring the cards of the archive at ``root`` up to date, or remove them if none are wanted.

    Raises OSError where a file cannot be written.
    """
    articles = views.edition.articles if views.published.url and available() else ()
    old, new = _read_stamp(root), {}
    for done, article in enumerate(articles):
        if done % 16 == 0:
            progress("drawing cards", done, len(articles))
        cited, words = citable(article, views), _words(article, views)
        name = f"{article.id}.png"
        new[name] = _key(cited, words)
        if old.get(name) != new[name] or not (root / CARD_FILES / name).is_file():
            replace(root, f"{CARD_FILES}/{name}", draw(cited.title, cited.archive, words))
    for name in sorted(_present(root) - set(new)):
        (root / CARD_FILES / name).unlink(missing_ok=True)
    if new:
        replace(root, _STAMP, json.dumps(new, sort_keys=True).encode())
        replace(root, CARDS_HTML, _html(views).encode())
    else:
        with contextlib.suppress(OSError):
            (root / CARDS_HTML).unlink(missing_ok=True)
            (root / _STAMP).unlink(missing_ok=True)
            (root / CARD_FILES).rmdir()


def state(root: Path) -> str:
    """Return what is on disk, and what would draw it, as a text to compare."""
    listed = " ".join(sorted(_present(root)))
    found = f"{available()}\0{listed}\0{(root / CARDS_HTML).is_file()}"
    return hashlib.sha256(found.encode()).hexdigest()


def _present(root: Path) -> set[str]:
    try:
        return {item.name for item in (root / CARD_FILES).iterdir() if item.suffix == ".png"}
    except OSError:
        return set()


def _read_stamp(root: Path) -> dict[str, str]:
    try:
        found = json.loads((root / _STAMP).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _key(cited: Citable, words: str) -> str:
    parts = (_DESIGN, available(), cited.title, cited.archive, words)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _words(article: Article, views: Views) -> str:
    """Return the line below a title: who published it, and when."""
    cited = citable(article, views)
    return " · ".join(part for part in (cited.source, views.date(article)) if part)


def _html(views: Views) -> str:
    address = f"{views.published.absolute('data/cards/')}{{{{ page.meta.kashshaf.id }}}}.png"
    width, height = SIZE
    return (
        f'<meta property="og:image" content="{address}">\n'
        f'<meta property="og:image:type" content="image/png">\n'
        f'<meta property="og:image:width" content="{width}">\n'
        f'<meta property="og:image:height" content="{height}">\n'
        '<meta property="og:image:alt" content="{{ page.meta.title | e }}">\n'
        f'<meta name="twitter:image" content="{address}">\n'
    )


def draw(title: str, archive: str, words: str) -> bytes:
    """Return the card as PNG: the archive's name, the title, and ``words`` below it."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", SIZE, _PAPER)
    pen = ImageDraw.Draw(image)
    width, height = SIZE
    right, room = width - _MARGIN, width - 2 * _MARGIN
    pen.rectangle((0, 0, width, 14), fill=_RED)
    small = _font(34, 400)
    _line(pen, (right, 62), _fitting(archive, small, room, 1)[0], small, _RED)
    for size in _TITLE_SIZES:
        large = _font(size, 700)
        most = int((_BOTTOM - _TOP) / (size * _LEADING))
        if len(_wrapped(title, large, room)) <= most:
            break
    for number, text in enumerate(_fitting(title, large, room, most)):
        _line(pen, (right, _TOP + number * size * _LEADING), text, large, _INK)
    pen.rectangle((right - 120, height - 128, right, height - 125), fill=_RED)
    _line(pen, (right, height - 108), _fitting(words, small, room, 1)[0], small, _INK_2)
    buffer = BytesIO()
    image.quantize(32).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _line(
    pen: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    font: ImageFont.FreeTypeFont,
    colour: str,
) -> None:
    pen.text(
        at, isolated(text), font=font, fill=colour, anchor="ra", direction="rtl", language="ar"
    )


def isolated(text: str) -> str:
    """Return text with its left-to-right runs isolated, as on a page but by characters."""
    marked = inline(text)
    for tag, control in (('<bdi dir="ltr">', "\u2066"), ("<bdi>", "\u2068"), ("</bdi>", "\u2069")):
        marked = marked.replace(tag, control)
    return html.unescape(re.sub(r"\\(.)", r"\1", marked))


def _width(text: str, font: ImageFont.FreeTypeFont) -> float:
    return font.getlength(isolated(text), direction="rtl", language="ar")


def _wrapped(text: str, font: ImageFont.FreeTypeFont, room: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _width(longer, font) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _fitting(text: str, font: ImageFont.FreeTypeFont, room: float, most: int) -> list[str]:
    """Return the text on at most so many lines, its end left out where there is no room."""
    lines = _wrapped(text, font, room)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + " …"]
    return [_cut(line, font, room) for line in lines]


def _cut(line: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    while _width(line, font) > room and len(line) > 2:
        line = line.removesuffix("…").rstrip()[:-1].rstrip() + "…"
    return line


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    with resources.as_file(sans_source()) as path:
        data = BytesIO(path.read_bytes())
    font = ImageFont.truetype(data, size, layout_engine=ImageFont.Layout.RAQM)
    values = {b"Weight": float(weight), b"Width": 100.0}
    axes = font.get_variation_axes()
    font.set_variation_by_axes([values[bytes(axis["name"] or b"")] for axis in axes])
    return font
