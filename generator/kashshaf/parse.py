"""A source text → its blocks: the title line, headings and paragraphs, as spans of the text.

Together the spans of a ``.txt`` hold every character of it that is seen: all but the white
space, and the bidi controls, between the blocks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kashshaf.arabic import BIDI_CONTROLS
from kashshaf.model import Block, Heading, Layout, Paragraph, Span

_BREAK: Final = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# A line without the white space and the bidi controls (which are never shown) at its edges.
_EDGE: Final = f"\\s{BIDI_CONTROLS}"
_CORE: Final = re.compile(f"[^{_EDGE}](?:[^\n\r]*[^{_EDGE}])?")
_FRONT_MATTER: Final = re.compile(
    r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.M | re.S
)
_ATX: Final = re.compile(r"(#{1,6})[ \t](.*)")
_ENDS_SENTENCE: Final = tuple(".؟?!…»”\"'’)]}")
_ENDS_CLAUSE: Final = (*_ENDS_SENTENCE, ":", "،", ",", "؛", ";", "-", "–", "—")
_OPENS: Final = tuple("“\"«'‘([-–—•*·")

# What is taken for a heading or a title: press headings on the archive's articles have 2 to 9
# words, printed titles up to 20; the limits leave room and stay below any lead paragraph.
_HEADING_WORDS: Final = 12
_HEADING_CHARS: Final = 90
_TITLE_WORDS: Final = 30
_TITLE_CHARS: Final = 250
# A line broken by a mail program or a terminal has 50 to 100 characters.
_WRAP_CHARS: Final = range(40, 110)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    start: int
    end: int
    text: str


def front_matter(text: str) -> tuple[str, int]:
    """Return the YAML of a ``.md`` source and the offset of the body; ``("", 0)`` without one."""
    match = _FRONT_MATTER.match(text)
    return (match[1], match.end()) if match else ("", 0)


def parse(text: str, layout: Layout, *, markdown: bool = False, body: int = 0) -> tuple[Block, ...]:
    """Cut ``text`` from offset ``body`` on into blocks, in reading order.

    A paragraph is a line, or, in a text whose lines were broken at a width, what stands
    between blank lines. A heading is a short line that ends no sentence and stands before a
    longer one; ``layout`` overrules every guess. In Markdown only ``#`` makes a heading.
    """
    groups = _groups(text, body)
    wrapped = layout.wrapped if layout.wrapped is not None else _is_wrapped(groups)
    if wrapped:
        lines = [_joined(text, group) for group in groups]
    else:
        lines = [line for group in groups for line in group]
    return _markdown_blocks(lines) if markdown else _text_blocks(lines, layout)


def _groups(text: str, body: int) -> list[list[_Line]]:
    """Return the lines that are not blank, in groups with a blank line between them."""
    groups: list[list[_Line]] = [[]]
    start, number = body, 1 + sum(1 for _ in _BREAK.finditer(text, 0, body))
    for match in (*_BREAK.finditer(text, body), None):
        end = match.start() if match else len(text)
        core = _CORE.search(text, start, end)
        words = core[0] if core else ""
        if core:
            first = core.start()
            groups[-1].append(_Line(number, first, first + len(words), words))
        elif groups[-1]:
            groups.append([])
        start, number = (match.end() if match else end), number + 1
    return [group for group in groups if group]


def _is_wrapped(groups: list[list[_Line]]) -> bool:
    """Tell lines that were broken at a width: of like lengths, most of them in mid-sentence."""
    inner = [line for group in groups for line in group[:-1]]
    if len(groups) < 2 or len(inner) < 3:
        return False
    open_ended = sum(not line.text.endswith(_ENDS_SENTENCE) for line in inner)
    alike = sum(len(line.text) in _WRAP_CHARS for line in inner)
    return open_ended >= 0.6 * len(inner) and alike >= 0.8 * len(inner)


def _joined(text: str, group: list[_Line]) -> _Line:
    start, end = group[0].start, group[-1].end
    return _Line(group[0].number, start, end, text[start:end])


def _text_blocks(lines: list[_Line], layout: Layout) -> tuple[Block, ...]:
    blocks: list[Block] = []
    paragraphs = headings = 0
    for index, line in enumerate(lines):
        span = Span(line.start, line.end)
        title = layout.title_line
        if index == 0 and (title if title is not None else _is_title(lines)):
            blocks.append(Heading(0, span))
        elif (
            line.number in layout.headings
            if layout.headings is not None
            else _is_heading(lines, index)
        ):
            headings += 1
            blocks.append(Heading(headings, span))
        else:
            paragraphs += 1
            blocks.append(Paragraph(paragraphs, span))
    return tuple(blocks)


def _markdown_blocks(lines: list[_Line]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    paragraphs = headings = 0
    for index, line in enumerate(lines):
        match = _ATX.fullmatch(line.text)
        if match:
            words = match[2].lstrip(" \t")
            start = line.end - len(words)
            span = Span(start, start + len(_without_closing(words)))
            if index == 0 and match[1] == "#":
                blocks.append(Heading(0, span))
            else:
                headings += 1
                blocks.append(Heading(headings, span))
        else:
            paragraphs += 1
            blocks.append(Paragraph(paragraphs, Span(line.start, line.end)))
    return tuple(blocks)


def _without_closing(words: str) -> str:
    """Return a heading without the signs that close it: «## فرعي ##»."""
    opened = words.rstrip("#")
    return opened.rstrip(" \t") if opened != words and opened.endswith((" ", "\t")) else words


def _is_title(lines: list[_Line]) -> bool:
    if len(lines) < 2:
        return False
    first, second = lines[0].text, lines[1].text
    return (
        len(first.split()) <= _TITLE_WORDS
        and len(first) <= _TITLE_CHARS
        and not first.endswith((".", "…", ":", "،", ",", "؛", ";"))
        and not (_is_short(second) and len(second) <= len(first))
    )


def _is_heading(lines: list[_Line], index: int) -> bool:
    if index == 0 or index + 1 >= len(lines):
        return False
    text, before, after = lines[index].text, lines[index - 1].text, lines[index + 1].text
    return (
        _is_short(text)
        and not _is_short(before)
        and not _is_short(after)
        and len(after) > len(text)
    )


def _is_short(text: str) -> bool:
    """Tell a line that may be a heading by itself: short, and no sentence nor quotation."""
    return (
        len(text) <= _HEADING_CHARS
        and len(text.split()) <= _HEADING_WORDS
        and (text.endswith(("؟", "?")) or not text.endswith(_ENDS_CLAUSE))
        and not text.startswith(_OPENS)
        and any(char.isalpha() for char in text)
    )
