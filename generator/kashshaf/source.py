"""Bytes of a source file → its text, hash and encoding, and lines for locations."""

from __future__ import annotations

import codecs
import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kashshaf.arabic import ARABIC_LETTER, BIDI_CONTROLS
from kashshaf.findings import finding
from kashshaf.model import Finding, Location

#: Bytes; a text above this is no press article (the longest books stay below it).
MAX_BYTES: Final = 5_000_000
#: How many findings of one kind a file gets before the rest are only counted.
_REPEATS: Final = 5

_BREAK: Final = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
#: What no page may have; in a source text it is shown as U+FFFD.
CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
#: What no page may have: it would turn around what others wrote.
BIDI: Final = re.compile(f"[{BIDI_CONTROLS}]")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A decoded file. ``text`` has as many code points as the decoded bytes without a BOM:
    what cannot stand in a page (control characters, invalid bytes) is U+FFFD there.
    """

    path: str
    text: str
    sha256: str
    encoding: str


class Lines:
    """Turns offsets of one text (code points) into 1-based lines and columns."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._starts = [0, *(match.end() for match in _BREAK.finditer(text))]

    def line(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def at(self, offset: int) -> Location:
        line = self.line(offset)
        return Location(self._path, line, offset - self._starts[line - 1] + 1)

    def offset(self, place: Location) -> int:
        """Return the offset of a line and column of this text."""
        return self._starts[min(place.line, len(self._starts)) - 1] + place.column - 1


def decode(path: str, data: bytes) -> tuple[SourceText | None, tuple[Finding, ...]]:
    """Return the text of ``data``, or None if it cannot be read, and what an editor should know.

    UTF-8 is the rule; UTF-8 with a byte order mark, UTF-16 (with or without one) and
    Windows-1256 are told apart by their bytes, read, and reported.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    whole = Location(path)
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1e6:.1f} MB, the limit is {MAX_BYTES / 1e6:.0f} MB"
        return None, (finding("K105", whole, f"the file is too large: {size}"),)
    encoding = _encoding(data)
    if encoding is None:
        return None, (finding("K102", whole, "the encoding of the file is not known"),)
    findings: list[Finding] = []
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    lines = Lines(path, text)
    if encoding != "utf-8":
        findings.append(finding("K103", whole, f"the file is {_LABELS[encoding]}, not UTF-8"))
    # Invalid bytes become U+FFFD; one that stands in the file itself tells of an earlier loss.
    bad = [match.start() for match in re.finditer("\ufffd", text)]
    bad += [match.start() for match in CONTROL.finditer(text)]
    findings += _each("K101", lines, sorted(bad), lambda at: _name(text[at]))
    controls = [match.start() for match in BIDI.finditer(text)]
    findings += _each("K104", lines, controls, lambda at: f"bidi control {_name(text[at])}")
    findings += _each("K211", lines, _conflicts(text), lambda at: "a merge conflict is left here")
    text = CONTROL.sub("\ufffd", text)
    if not text.strip("\ufffd \t\r\n"):
        findings.append(finding("K100", whole, "the file is empty"))
        return None, tuple(findings)
    return SourceText(path, text, sha256, _LABELS[encoding]), tuple(findings)


_MARKER: Final = re.compile(r"^(?:([<>])\1{6}(?= |\r?$)|(={7})(?=\r?$))", re.M)


def _conflicts(text: str) -> list[int]:
    """Return where git has left a merge conflict in a text: <, = and > in their order.

    One of these lines alone may be a line that somebody drew.
    """
    if "<<<<<<<" not in text or ">>>>>>>" not in text:
        return []
    found: list[int] = []
    start, halved = -1, False
    for match in _MARKER.finditer(text):
        if match[1] == "<":
            start, halved = match.start(), False
        elif match[2]:
            halved = start >= 0
        elif halved:
            found.append(start)
            start, halved = -1, False
    return found


_LABELS: Final = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a byte order mark",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 without a byte order mark (little-endian)",
    "utf-16-be": "UTF-16 without a byte order mark (big-endian)",
    "cp1256": "Windows-1256",
    "iso8859-6": "ISO 8859-6",
}


_COMMON: Final = frozenset(
    [
        "في",
        "من",
        "على",
        "عن",
        "إلى",
        "أن",
        "إن",
        "ما",
        "لا",
        "هذا",
        "هذه",
        "التي",
        "الذي",
        "مع",
        "أو",
        "كان",
    ]
)


def _encoding(data: bytes) -> str | None:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    wide = _utf16_order(data)
    if wide is not None:
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    # Text that is UTF-8 but for some broken bytes stays UTF-8: in no other encoding do most
    # of the high bytes pair up by chance.
    high = sum(byte >= 0x80 for byte in data)
    lost = data.decode("utf-8", errors="replace").count("\ufffd")
    if high and lost / high < 0.1:
        return "utf-8"
    scores = {name: _arabic_words(data, name) for name in ("cp1256", "iso8859-6")}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0 else None


def _arabic_words(data: bytes, encoding: str) -> float:
    """Return the share of words that any Arabic text has many of; 0 if it reads as none."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return 0
    words = [word for word in re.findall(r"[^\W\d_]+", text) if not word.isascii()]
    arabic = sum(len(ARABIC_LETTER.findall(word)) for word in words)
    if not words or arabic < 0.8 * sum(map(len, words)):
        return 0
    common = sum(word.startswith(("ال", "وال", "بال")) or word in _COMMON for word in words)
    return (common + 0.01) / len(words) if common or len(words) < 10 else 0


def _utf16_order(data: bytes) -> str | None:
    """Recognise UTF-16 by its high bytes: 06 for Arabic, 00 or 20 for Latin and punctuation."""
    if len(data) < 4 or len(data) % 2:
        return None
    sample = data[:4096]
    half = len(sample) // 2
    even = sum(byte in (0x00, 0x06, 0x20) for byte in sample[0::2])
    odd = sum(byte in (0x00, 0x06, 0x20) for byte in sample[1::2])
    if b"\x06" not in sample:
        return None
    if odd > 0.9 * half > even:
        return "utf-16-le"
    if even > 0.9 * half > odd:
        return "utf-16-be"
    return None


def _each(
    code: str, lines: Lines, offsets: list[int], message: Callable[[int], str]
) -> list[Finding]:
    shown = [finding(code, lines.at(at), message(at)) for at in offsets[:_REPEATS]]
    if len(offsets) > _REPEATS:
        more = f"and {len(offsets) - _REPEATS} more of the same in this file"
        shown.append(finding(code, lines.at(offsets[_REPEATS]), more))
    return shown


def _name(char: str) -> str:
    return (
        "invalid byte, or a character lost before (U+FFFD)"
        if char == "\ufffd"
        else f"U+{ord(char):04X}"
    )
