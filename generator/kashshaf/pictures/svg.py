"""SVG as text: escaped, with a name and a description, and the width of Arabic words.

Nothing here asks a browser: how wide a word is must be known at build, so that no label is
put upon another one.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from kashshaf.markup import shown

# Hundredths of an em of the packaged face at weight 500, measured in Chromium: joined to what
# follows (or in the middle of its word), and at the end of a word, the wider form of each.
_JOINED: Final = {
    **dict.fromkeys("ء", 43),
    **dict.fromkeys("ؤو", 50),
    **dict.fromkeys("ئبنىي", 39),
    **dict.fromkeys("تثپ", 39),
    **dict.fromkeys("جحخچ", 66),
    **dict.fromkeys("دذ", 56),
    **dict.fromkeys("رز", 43),
    **dict.fromkeys("سش", 92),
    **dict.fromkeys("صض", 98),
    **dict.fromkeys("طظ", 74),
    **dict.fromkeys("عغ", 55),
    **dict.fromkeys("فقڤ", 52),
    **dict.fromkeys("كگ", 54),
    **dict.fromkeys("آأإال", 33),
    **dict.fromkeys("م", 60),
    **dict.fromkeys("هة", 54),
}
_FINAL: Final = {
    **_JOINED,
    **dict.fromkeys("ئىين", 78),
    **dict.fromkeys("بتثپفڤ", 111),
    **dict.fromkeys("جحخچ", 73),
    **dict.fromkeys("سش", 132),
    **dict.fromkeys("صض", 138),
    **dict.fromkeys("طظ", 84),
    **dict.fromkeys("ق", 82),
    **dict.fromkeys("كگ", 97),
    **dict.fromkeys("ل", 75),
    **dict.fromkeys("ه", 70),
}
_OTHER: Final = {" ": 27, "،": 33, "-": 33, "–": 50, ".": 28, "(": 32, ")": 32, ":": 28, "…": 80}
# Other faces may stand in for the packaged one.
_SPARE: Final = 1.06
#: Height of a line of labels, in ems: Arabic has marks above and tails below.
LINE: Final = 1.5

_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def esc(text: str) -> str:
    """Return ``text`` for an element or attribute of SVG or HTML, inside a Jinja template too.

    >>> esc('<b> & "{{ x }}"')
    '&lt;b&gt; &amp; &quot;&#123;&#123; x &#125;&#125;&quot;'
    """
    plain = _NOT_XML.sub("", shown(text))
    return html.escape(plain).replace("{", "&#123;").replace("}", "&#125;")


def width(text: str, size: float) -> float:
    """Return how wide ``text`` is at most, in the units of ``size`` (the size of its face)."""
    total = 0
    chars = [char for char in text if unicodedata.category(char) not in ("Mn", "Cf")]
    for at, char in enumerate(chars):
        last = at + 1 == len(chars) or not chars[at + 1].isalpha()
        known = (_FINAL if last else _JOINED).get(char) or _OTHER.get(char)
        total += known or (96 if char in "mwMW@%" or ord(char) > 0x2000 else 66)
    return total * size * _SPARE / 100


def number(value: float) -> str:
    """Return a coordinate: one decimal at most, the same on every machine.

    >>> number(3.0), number(2.25), number(-0.01)
    ('3', '2.2', '0')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``x`` and ``y`` are its middle, in the picture's units."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """Tell whether two rectangles have more than an edge in common."""
        return (
            abs(self.x - other.x) * 2 < self.width + other.width - 0.01
            and abs(self.y - other.y) * 2 < self.height + other.height - 0.01
        )


def label(x: float, y: float, words: str, size: float, css: str = "", anchor: str = "") -> str:
    """Return a line of text with its baseline at ``y``; in the middle unless ``anchor`` says.

    ``anchor`` is ``start`` (the line begins at ``x`` and runs to the left) or ``end``.
    """
    name = f' class="{css}"' if css else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}"'
        f' text-anchor="{anchor or "middle"}"{name}>{esc(words)}</text>'
    )


def link(url: str, name: str, inner: str) -> str:
    """Return a link around shapes; ``name`` is what is read out and shown on hover."""
    if not url:
        return inner
    return f'<a href="{url}" aria-label="{esc(name)}"><title>{esc(name)}</title>{inner}</a>'


def picture(
    identity: str,
    size: tuple[float, float],
    title: str,
    description: str,
    inner: str,
    *,
    css: str,
    links: bool,
) -> str:
    """Return an ``<svg>`` with its name and description.

    With links in it, it is a group: what is inside an image does not exist for a screen
    reader, and a link that gets the focus must.
    """
    wide, high = (number(side) for side in size)
    return (
        f'<svg class="ks-svg {css}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}"'
        f' width="{wide}" height="{high}" role="{"group" if links else "img"}" direction="rtl"'
        f' aria-labelledby="{identity}-title {identity}-desc">'
        f'<title id="{identity}-title">{esc(title)}</title>'
        f'<desc id="{identity}-desc">{esc(description)}</desc>{inner}</svg>'
    )
