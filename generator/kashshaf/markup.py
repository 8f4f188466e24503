"""Text → Markdown that shows exactly that text, and back.

Everything that Markdown or HTML would read as markup is escaped, runs that the bidirectional
algorithm would reorder are isolated, and ``plain`` proves that nothing else was changed.
"""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from kashshaf.arabic import BIDI_CONTROLS, PAGE_OR_MAIL

_ENTITIES: Final = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "|": "&#124;",
    "~": "&#126;",
    "^": "&#94;",
    "=": "&#61;",
    "\t": "&#9;",
}
_ESCAPES: Final = str.maketrans({**_ENTITIES, **{char: "\\" + char for char in "\\`*_{}[]"}})
_BIDI: Final = str.maketrans(dict.fromkeys(map(ord, BIDI_CONTROLS)))
_BREAK: Final = re.compile(
    "(?<!\\s)[^\\S\n\r\x0b\x0c\x85\u2028\u2029]*[\n\r\x0b\x0c\x85\u2028\u2029]\\s*"
)
# What begins a list, a heading, a rule, a definition or an admonition at the start of a line.
_LINE_START: Final = re.compile(r"(?:#|[+\-](?=[\s\-+]|$)|:|!!!|\?\?\?)|(\d+)(?=[.)])")

_LETTERS: Final = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
# A run of Latin words: further words after a space, digits only where they are tied on (F-16),
# since a number after a space may as well belong to the Arabic that follows.
_LATIN_RUN: Final = (
    rf"(?:[@#]|(?<![0-9]))[0-9]*[{_LETTERS}][{_LETTERS}0-9_]*"
    rf"(?:(?:[ \u00a0]?&[ \u00a0]?|[ \u00a0](?=[{_LETTERS}])|['’./:@#_\-–]+)[{_LETTERS}0-9_]+)*"
)
# Numbers that a right-to-left paragraph reorders: telephone numbers, dates tied by hyphens,
# and numbers with a sign or a currency before them (UAX #9, W2 to W7).
_NUMBER_RUN: Final = (
    r"(?<![0-9A-Za-z_.,])(?:\+[0-9]+(?:[ \u00a0\-\u2013][0-9]+)+|[0-9]+(?:[\-\u2013][0-9]+){2,}"
    r"|(?:[+\-\u2212]|[$€£¥₪][ \u00a0]?)[0-9](?:[0-9.,]*[0-9])?)(?!\w)"
)
_RUN: Final = re.compile(rf"({PAGE_OR_MAIL.pattern})|({_LATIN_RUN})|({_NUMBER_RUN})")
# Most Arabic prose has nothing to escape and no run to isolate; one search tells.
_TELLING: Final = re.compile(rf"[{re.escape(''.join(map(chr, _ESCAPES)))}@0-9{_LETTERS}]|!\Z")
_UNSEEN: Final = re.compile(f"[{BIDI_CONTROLS}\n\r\x0b\x0c\x85\u2028\u2029]")


class Link(NamedTuple):
    """A stretch of a text (offsets in code points) that becomes a link to ``url``."""

    start: int
    end: int
    url: str
    css: str


def shown(text: str) -> str:
    """Return what a reader sees of ``text``: no bidi controls, a line break is a space."""
    return _BREAK.sub(" ", text.translate(_BIDI)) if _UNSEEN.search(text) else text


def escape(text: str) -> str:
    """Return Markdown for ``text`` in the middle of a line.

    A last ``!`` is escaped too, since it would make an image of a link that comes next.

    >>> escape("a_b <script> [x](y)")
    'a\\\\_b &lt;script&gt; \\\\[x\\\\](y)'
    """
    escaped = text.translate(_ESCAPES)
    return f"{escaped[:-1]}\\!" if escaped.endswith("!") else escaped


def inline(text: str) -> str:
    """Return Markdown for ``text`` with left-to-right runs isolated.

    >>> inline("قال لـHuffPost في 2023-10-07")
    'قال لـ<bdi>HuffPost</bdi> في <bdi dir="ltr">2023-10-07</bdi>'
    """
    if not _TELLING.search(text):
        return text
    parts: list[str] = []
    end = 0
    for match in _RUN.finditer(text):
        parts.append(escape(text[end : match.start()]))
        parts.append(f"{_tag(match)}{escape(match[0])}</bdi>")
        end = match.end()
    parts.append(escape(text[end:]))
    return "".join(parts)


def inline_html(text: str) -> str:
    """Return the same as HTML, for a template of the theme: its braces are escaped as well.

    >>> inline_html("قال لـHuffPost {{ x }} و<b>")
    'قال لـ<bdi>HuffPost</bdi> &#123;&#123; <bdi>x</bdi> &#125;&#125; و&lt;<bdi>b</bdi>&gt;'
    """

    def escaped(part: str) -> str:
        return html.escape(part).replace("{", "&#123;").replace("}", "&#125;")

    text = shown(text)
    parts: list[str] = []
    end = 0
    for match in _RUN.finditer(text):
        parts += (escaped(text[end : match.start()]), _tag(match), escaped(match[0]), "</bdi>")
        end = match.end()
    return "".join(parts) + escaped(text[end:])


class Wrap(NamedTuple):
    """A stretch of a text (offsets in code points) with Markdown before and after it."""

    start: int
    end: int
    before: str
    after: str


def line(text: str, links: Sequence[Link] = (), *, heading: bool = False) -> str:
    """Return one line of Markdown for a block of a text; ``links`` are in order, apart."""
    wraps = [Wrap(link.start, link.end, "[", f"]({link.url}){{ .{link.css} }}") for link in links]
    result = wrapped(text, wraps)
    return result.replace("#", "\\#") if heading else at_start(result)


def wrapped(text: str, wraps: Sequence[Wrap]) -> str:
    """Return Markdown for ``text`` with ``wraps`` (in order, apart) put around parts of it.

    A left-to-right run that holds a wrap stays one run: isolated in three parts, the words of
    «The Washington Post Magazine» would stand in the wrong order.
    """
    parts: list[str] = []
    end = 0
    for start, stop, tag, inside in _stretches(text, wraps):
        parts.append(inline(shown(text[end:start])))
        show = inline if not tag else escape
        parts.append(tag)
        at = start
        for wrap in inside:
            parts.append(show(shown(text[at : wrap.start])))
            parts.append(wrap.before + show(shown(text[wrap.start : wrap.end])) + wrap.after)
            at = wrap.end
        parts.append(show(shown(text[at:stop])))
        parts.append("</bdi>" if tag else "")
        end = stop
    parts.append(inline(shown(text[end:])))
    return "".join(parts)


def _stretches(
    text: str, wraps: Sequence[Wrap]
) -> Iterator[tuple[int, int, str, tuple[Wrap, ...]]]:
    """Yield (start, end, tag, wraps): a wrap by itself, or a run with the wraps inside it."""
    left = deque(wraps)
    # A run holds a wrap only if there is something Latin in it, which there seldom is.
    latin = any(_TELLING.search(text, wrap.start, wrap.end) for wrap in wraps)
    for run in _RUN.finditer(text) if latin else ():
        start, end = run.span()
        while left and left[0].end <= start:
            wrap = left.popleft()
            yield wrap.start, wrap.end, "", (wrap,)
        inside: list[Wrap] = []
        for wrap in left:
            if wrap.start >= end:
                break
            inside.append(wrap)
        larger = any(start < wrap.start or wrap.end < end for wrap in inside)
        if larger and all(start <= wrap.start and wrap.end <= end for wrap in inside):
            yield start, end, _tag(run), tuple(inside)
            for _ in inside:
                left.popleft()
    for wrap in left:
        yield wrap.start, wrap.end, "", (wrap,)


def run_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch of ``text``, widened to the left-to-right runs that it cuts."""
    for run in _RUN.finditer(text):
        if run.start() < end and start < run.end():
            start, end = min(start, run.start()), max(end, run.end())
    return start, end


def _tag(run: re.Match[str]) -> str:
    return '<bdi dir="ltr">' if run[2] is None else "<bdi>"


def at_start(markdown: str) -> str:
    """Return inline Markdown so that it may begin a line or an item: «1.» begins no list.

    >>> at_start("1. ن"), at_start("# ن")
    ('1\\\\. ن', '&#35; ن')
    """
    match = _LINE_START.match(markdown)
    return f"{_escape_start(match)}{markdown[match.end() :]}" if match else markdown


def _escape_start(match: re.Match[str]) -> str:
    return f"{match[1]}\\" if match[1] else "".join(f"&#{ord(char)};" for char in match[0])


def url(path: str) -> str:
    """Return a link target that closes no parenthesis and breaks no line."""
    return re.sub(r"[\s()<>\"'\\]", lambda match: f"%{ord(match[0]):02X}", path)


_BLOCK: Final = re.compile(
    r"^(?:#{1,6} (?P<heading>.*) \{ #(?P<anchor>title|h\d+)[^}\n]* \}"
    r"|(?P<paragraph>.+)\n\{: #(?P<number>p\d+|title|h\d+)[^}\n]*\})$",
    re.M,
)
_LINK: Final = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)*)\]\([^)\s]*\)\{ \.[\w-]+ \}")
# The two sides of a correction (see ``corrected``), with the link to what is said of it.
_WAS: Final = re.compile(r'<del class="ks-was">.*?</del>')
_NOW: Final = re.compile(r'<ins class="ks-now">.*?</ins>')
_MARKUP: Final = re.compile(r'<a class="ks-fix"[^>]*></a>|</?(?:bdi|del|ins)[^>]*>')


def plain(page: str) -> str:
    """Return the text in the Markdown of an article page, its corrections made, a block a line.

    The inverse of what ``render`` does to a text: ``plain(page)`` is every block of the
    article, ``shown``.
    """
    return _without(_WAS, page)


def as_printed(page: str) -> str:
    """Return the source's own text in the Markdown of an article page, a block a line."""
    return _without(_NOW, page)


def _without(side: re.Pattern[str], page: str) -> str:
    found: list[str] = []
    for match in _BLOCK.finditer(page):
        text = match["heading"] if match["heading"] is not None else match["paragraph"]
        text = _MARKUP.sub("", side.sub("", _LINK.sub(r"\1", text)))
        text = re.sub(r"\\(.)", r"\1", text)
        found.append(html.unescape(text))
    return "\n".join(found)


_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def quoted(text: str) -> str:
    """Return ``text`` as a double-quoted YAML scalar (which JSON's strings are) on one line."""
    plain_json = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", plain_json)


def front_matter(items: Iterable[tuple[str, object]]) -> str:
    """Return YAML front matter; values are strings, numbers, flags, lists of ids and maps."""
    lines = ["---"]
    for key, value in items:
        if isinstance(value, dict):
            lines.append(f"{key}:")
            lines += [f"  {name}: {_yaml_value(item)}" for name, item in value.items()]
        else:
            lines.append(f"{key}: {_yaml_value(value)}")
    return "\n".join((*lines, "---"))


def _yaml_value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple | list):
        return f"[{', '.join(str(item) for item in value)}]"
    return quoted(str(value))


def clip(text: str, limit: int) -> str:
    """Return ``text``, cut at a word if it has more than ``limit`` code points.

    >>> clip("واحد اثنان ثلاثة", 12)
    'واحد اثنان…'
    """
    if len(text) <= limit:
        return text
    return text[: limit + 1].rsplit(" ", 1)[0].rstrip(" ،,.؛:")[:limit] + "…"
