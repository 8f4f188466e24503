"""A source and its corrections → the reading, and what could not be corrected.

The blocks are cut from the source, so that a paragraph keeps its number whatever is corrected in
it: one that is taken out whole stays as a block without words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final, NamedTuple

from kashshaf.arabic import BIDI_CONTROLS
from kashshaf.findings import finding
from kashshaf.hints import nearest, unseen_difference
from kashshaf.model import Block, Correction, Edit, Finding, Paragraph, Span

# No text has it (see ``source.decode``), so that nothing found crosses the border of a block.
_BORDER: Final = "\0"
# What stands at the edge of no block (see ``parse``).
_EDGE: Final = BIDI_CONTROLS + "".join(filter(str.isspace, map(chr, range(0x3001))))
_QUOTED: Final = 80
#: So many surfaces that are not there get a hint, which is a search through the text.
_HINTS: Final = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its corrections made; spans of ``blocks`` are offsets of it."""

    text: str
    blocks: tuple[Block, ...]
    edits: tuple[Edit, ...] = ()


class _Found(NamedTuple):
    """A correction where the source has its surface, in the block of that place in the list."""

    block: int
    start: int
    end: int
    correction: Correction


@dataclass(slots=True)
class _Piece:
    """A stretch of the source that stays, or (with a correction) what stands there instead."""

    start: int
    end: int
    new: str
    correction: Correction | None = None


def apply(
    text: str, blocks: Sequence[Block], corrections: Sequence[Correction]
) -> tuple[Reading, tuple[Finding, ...]]:
    """Return the reading of ``text`` (a source, cut into ``blocks``), and what stands against it.

    A correction with a finding is not made; of two that overlap, the first in the text is.
    """
    whole = Reading(text, tuple(blocks))
    if not corrections:
        return whole, ()
    findings: list[Finding] = []
    found = sorted(
        _places(text, blocks, corrections, findings), key=lambda one: (one.start, one.end)
    )
    reading = _made(text, blocks, list(_apart(found, findings)))
    if not all(_is_left(kind, blocks, reading.blocks) for kind in (Paragraph, object)):
        message = "the corrections take out every paragraph; none of them is made"
        findings.append(finding("K414", found[-1].correction.location, message))
        return whole, tuple(findings)
    return reading, tuple(findings)


def _is_left(kind: type, before: Sequence[Block], after: Sequence[Block]) -> bool:
    """Tell whether any block of a kind has words, if there was one."""
    return not any(isinstance(block, kind) for block in before) or any(
        isinstance(block, kind) and block.span.start < block.span.end for block in after
    )


def _places(
    text: str,
    blocks: Sequence[Block],
    corrections: Sequence[Correction],
    findings: list[Finding],
) -> Iterator[_Found]:
    joined = _BORDER.join(text[block.span.start : block.span.end] for block in blocks)
    starts: list[int] = []
    at = 0
    for block in blocks:
        starts.append(at)
        at += block.span.end - block.span.start + 1
    missed = 0
    by_anchor = {block.anchor: number for number, block in enumerate(blocks)}
    for correction in corrections:
        surface, where = correction.surface, correction.location
        if correction.correct == surface:
            message = f"«{surface[:_QUOTED]}» is corrected to the same"
            findings.append(finding("K413", where, message))
            continue
        low, high = 0, len(joined)
        if correction.anchor:
            number = by_anchor.get(correction.anchor, -1)
            if number < 0:
                message = f"the article has no block {correction.anchor}"
                findings.append(finding("K410", where, message))
                continue
            low = starts[number]
            high = low + blocks[number].span.end - blocks[number].span.start
        first = joined.find(surface, low, high)
        if first < 0:
            missed += 1
            findings.append(
                _missing(correction, joined, (low, high), starts, blocks, hinted=missed <= _HINTS)
            )
            continue
        number = bisect_right(starts, first) - 1
        second = joined.find(surface, first + 1, high)
        if second >= 0:
            other = bisect_right(starts, second) - 1
            findings.append(_repeated(correction, blocks[number], blocks[other]))
            continue
        start = blocks[number].span.start + first - starts[number]
        yield _Found(number, start, start + len(surface), correction)


def _missing(
    correction: Correction,
    joined: str,
    place_in: tuple[int, int],
    starts: list[int],
    blocks: Sequence[Block],
    *,
    hinted: bool,
) -> Finding:
    place = f" in {correction.anchor}" if correction.anchor else ""
    message = f"«{correction.surface[:_QUOTED]}» is not there{place}"
    elsewhere = joined.find(correction.surface) if correction.anchor else -1
    if elsewhere >= 0:
        hint = f"it stands in {_anchor_at(elsewhere, starts, blocks)}"
    elif hinted:
        hint = _meant(correction, joined, place_in, starts, blocks)
    else:
        hint = ""
    return finding("K410", correction.location, message, hint)


def _anchor_at(at: int, starts: list[int], blocks: Sequence[Block]) -> str:
    return blocks[bisect_right(starts, at) - 1].anchor


def _meant(
    correction: Correction,
    joined: str,
    place_in: tuple[int, int],
    starts: list[int],
    blocks: Sequence[Block],
) -> str:
    """Return what a surface that is not there may be a slip for, or why it is gone."""
    surface, correct = correction.surface, correction.correct
    low, high = place_in
    rooms = [(low, joined[low:high])] + ([(0, joined)] if correction.anchor else [])
    for first, room in rooms:
        if unseen := unseen_difference(surface, room):
            at, said = unseen
            return f"{said} ({_anchor_at(first + at, starts, blocks)})"
    is_right = bool(correct) and correct in rooms[0][1]
    # A source that was mended has what is correct; what is nearer to the surface is a slip for it.
    least = SequenceMatcher(None, correct, surface).ratio() if is_right else 0
    for first, room in rooms[:1] if is_right else rooms:
        near = nearest(surface, room, correct)
        if near and near.like >= least:
            anchor = _anchor_at(first + near.start, starts, blocks)
            return f"did you mean «{near.words[:_QUOTED]}» ({anchor})?"
    if is_right:
        return f"«{correct[:_QUOTED]}» is there: if the source is right now, remove this"
    return ""


def _repeated(correction: Correction, first: Block, second: Block) -> Finding:
    surface = correction.surface[:_QUOTED]
    if first is second:
        message = f"«{surface}» is there more than once in {first.anchor}"
        hint = "write more of the words around it"
    else:
        message = f"«{surface}» is there more than once, in {first.anchor} and {second.anchor}"
        hint = f"name the one that is meant: `paragraph: {first.anchor}`"
    return finding("K411", correction.location, message, hint)


def _apart(found: Sequence[_Found], findings: list[Finding]) -> Iterator[_Found]:
    """Yield the corrections that do not overlap, in the order of the text."""
    last: _Found | None = None
    for one in found:
        if last is not None and one.start < last.end:
            message = (
                f"«{one.correction.surface[:_QUOTED]}» overlaps the correction of "
                f"«{last.correction.surface[:_QUOTED]}» (line {last.correction.location.line}) "
                "and is left out"
            )
            findings.append(finding("K412", one.correction.location, message))
        else:
            last = one
            yield one


def _made(text: str, blocks: Sequence[Block], found: Sequence[_Found]) -> Reading:
    by_block = {number: list(group) for number, group in groupby(found, key=lambda one: one.block)}
    parts: list[str] = []
    cut: list[Block] = []
    edits: list[Edit] = []
    at = length = 0  # how far the source is read, and the reading written
    for number, block in enumerate(blocks):
        parts.append(text[at : block.span.start])
        length += block.span.start - at
        start = length
        for piece in _pieces(text, block, by_block.get(number, ())):
            new = piece.new if piece.correction else text[piece.start : piece.end]
            if piece.correction:
                edits.append(_edit(text, piece, Span(length, length + len(new))))
            parts.append(new)
            length += len(new)
        at = block.span.end
        cut.append(replace(block, span=Span(start, length)))
    parts.append(text[at:])
    return Reading("".join(parts), tuple(cut), tuple(edits))


def _pieces(text: str, block: Block, found: Sequence[_Found]) -> list[_Piece]:
    pieces: list[_Piece] = []
    at = block.span.start
    for one in found:
        if at < one.start:
            pieces.append(_Piece(at, one.start, ""))
        pieces.append(_Piece(one.start, one.end, one.correction.correct, one.correction))
        at = one.end
    if at < block.span.end:
        pieces.append(_Piece(at, block.span.end, ""))
    if found:
        _trim(text, pieces, at_start=True)
        _trim(text, pieces, at_start=False)
    return [piece for piece in pieces if piece.start < piece.end]


def _trim(text: str, pieces: Sequence[_Piece], *, at_start: bool) -> None:
    """Let corrections at the edge of a block take the white space that would be left there.

    A block has none at its edges: Markdown would read it as a line break, or as code.
    """
    before: _Piece | None = None
    for piece in pieces if at_start else reversed(pieces):
        if piece.correction:
            piece.new = piece.new.lstrip(_EDGE) if at_start else piece.new.rstrip(_EDGE)
            if piece.new:
                return
            before = piece
            continue
        kept = text[piece.start : piece.end]
        core = kept.lstrip(_EDGE) if at_start else kept.rstrip(_EDGE)
        if before and at_start:
            before.end = piece.start = piece.end - len(core)
        elif before:
            before.start = piece.end = piece.start + len(core)
        if core:
            return


def _edit(text: str, piece: _Piece, span: Span) -> Edit:
    assert piece.correction is not None
    was, new = text[piece.start : piece.end], piece.new
    head = _alike(was, new)
    tail = _alike(was[head:][::-1], new[head:][::-1])
    return Edit(span, Span(piece.start, piece.end), piece.correction, head, tail)


def _alike(one: str, other: str) -> int:
    """Return how many code points two texts have in common at their start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
