"""Marks of quotation in a text: which opens, which closes, which belongs to which.

A straight mark says nothing of its direction; the spaces around it do, and the mark before it.
A quotation may run over several paragraphs, each of which may begin with a mark again.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kashshaf.lint.base import Piece, Text
from kashshaf.lint.letters import D, L, M, W

MARK: Final = re.compile('["«»“”„]')
_STYLES: Final = {"«": "«»", "»": "«»", "“": "“”", "”": "“”", "„": "“”", '"': '"'}
_PROCLITIC: Final = re.compile(
    rf"(?<![{W}])[{M}]*[وف]?[{M}]*(?:[بلكس]|ال|[بك]ال|لل)?[{M}\u0640]*\Z"
)
_WORD: Final = re.compile(f"[{W}{D}A-Za-z]")
_ARABIC: Final = re.compile(f"[{L}]")


class Sign(NamedTuple):
    """One mark of a piece: its offset there, and whether it opens."""

    piece: Piece
    at: int
    opens: bool

    @property
    def style(self) -> str:
        return _STYLES[self.piece.text[self.at]]


class Quotes(NamedTuple):
    """Pairs of one piece, and the marks that have no other one anywhere."""

    pairs: tuple[tuple[Sign, Sign], ...]
    alone: tuple[Sign, ...]


def quotes_of(text: Text) -> Quotes:
    """Return the quotations of a text (worked out once for each text)."""
    found = text.memo.get("quotes")
    if not isinstance(found, Quotes):
        found = text.memo["quotes"] = _quotes(text)
    return found


def _quotes(text: Text) -> Quotes:
    pairs: list[tuple[Sign, Sign]] = []
    alone: list[Sign] = []
    running: list[Sign] = []  # opened in an earlier paragraph, and not closed since
    for piece in text.pieces:
        signs = _signs(piece)
        if not signs:
            continue
        more, left = _pair(signs)
        pairs += more
        if running and left and not left[0].opens:  # here ends what began paragraphs ago
            running, left = [], left[1:]
        elif running and signs[0].opens and not piece.text[: signs[0].at].strip():
            running = []  # each paragraph of a long quotation opens it again
        alone += running
        # Only what is open at the end of a paragraph can go on in the next one.
        running = left[-1:] if left and left[-1].opens and left[-1] == signs[-1] else []
        alone += left[: len(left) - len(running)]
    alone += running
    return Quotes(tuple(pairs), tuple(sorted(alone, key=lambda s: s.piece.start + s.at)))


def opening(text: str, at: int) -> bool | None:
    """Tell from the spaces whether the mark at ``at`` opens; None where they do not say."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    free_before = not before or before.isspace() or before in "([{:-–—/«“"
    free_after = not after or after.isspace() or after in ".,،؛;:!?؟)]}…-–—/»”"
    if free_before and not free_after:
        return True
    if free_after and not free_before:
        return False
    if not free_before and not free_after and _PROCLITIC.search(text[max(0, at - 8) : at]):
        return True
    return None


def _signs(piece: Piece) -> list[Sign]:
    text = piece.text
    marks = [match.start() for match in MARK.finditer(text)]
    if not marks:
        return []
    spaces = [opening(text, at) for at in marks if text[at] == '"']
    nested = _balanced(spaces)
    even = len(spaces) % 2 == 0
    signs: list[Sign] = []
    is_open = False
    for at in marks:
        char = text[at]
        spaced = opening(text, at)
        if char in "«»":
            opens = char == "«"
        elif char in "“”„":
            opens = spaced if spaced is not None else char != "”"
        elif nested and spaced is not None:
            opens = spaced
        elif even or spaced is None:
            opens = not is_open
        else:
            opens = spaced
        if char == '"':
            is_open = opens
        signs.append(Sign(piece, at, opens))
    return signs


def _balanced(opens: list[bool | None]) -> bool:
    """Tell marks that are certain to open and to close in turn, one within the other or not."""
    depth = 0
    for one in opens:
        if one is None:
            return False
        depth += 1 if one else -1
        if depth < 0:
            return False
    return depth == 0


def _pair(signs: list[Sign]) -> tuple[list[tuple[Sign, Sign]], list[Sign]]:
    """Return the pairs of one piece and the marks that are left."""
    pairs: list[tuple[Sign, Sign]] = []
    stack: list[Sign] = []
    left: list[Sign] = []
    nested = {
        style: _balanced([sign.opens for sign in signs if sign.style == style])
        for style in {sign.style for sign in signs}
    }
    for sign in signs:
        if sign.opens:
            if stack and stack[-1].style == sign.style and not nested[sign.style]:
                left.append(stack.pop())
            stack.append(sign)
        else:
            same = next(
                (n for n in range(len(stack) - 1, -1, -1) if stack[n].style == sign.style), None
            )
            if same is None and stack:
                same = len(stack) - 1
            if same is None:
                left.append(sign)
            else:
                left += stack[same + 1 :]
                pairs.append((stack[same], sign))
                del stack[same:]
    return pairs, sorted([*left, *stack], key=lambda sign: sign.at)
