"""Definitions: text with ``[[references]]`` → pieces, each resolved to a record or to none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from kashshaf.model import Authority, Kind, Registers
from kashshaf.names import split

_REFERENCE: Final = re.compile(r"\[\[([^\[\]|]{1,200})(?:\|([^\[\]|]{1,200}))?\]\]")


#: In the order in which a reference is looked up.
KINDS: Final[tuple[Kind, ...]] = ("term", "topic", "person")


def kinds_of(wanted: str) -> tuple[Kind, ...]:
    """Return the kinds of records that a reference may name: one, if it says which.

    >>> kinds_of("person:sam-brown"), kinds_of("sam-brown")
    (('person',), ('term', 'topic', 'person'))
    """
    prefix, colon, _ = wanted.partition(":")
    return tuple(kind for kind in KINDS if colon and kind == prefix) or KINDS


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a definition; ``target`` is (kind, id), ``wanted`` the reference as written.

    A piece with ``wanted`` and no ``target`` is unresolved, or ambiguous if ``candidates``.
    """

    text: str
    wanted: str = ""
    target: tuple[Kind, str] | None = None
    candidates: tuple[str, ...] = ()


class Resolver:
    """Finds what a reference names: an id, else a heading or variant; terms come first."""

    def __init__(self, registers: Registers) -> None:
        self._ids: dict[tuple[str, str], Authority] = {}
        self._names: dict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
        kinds: tuple[tuple[Kind, tuple[Authority, ...]], ...] = (
            ("term", registers.terms),
            ("topic", registers.topics),
            ("person", registers.people),
        )
        for kind, records in kinds:
            for record in records:
                self._ids[kind, record.id] = record
                self._names[kind, split(record.heading)].add(record.id)
                if kind != "topic":
                    for variant in record.variants:
                        self._names[kind, split(variant.text)].add(record.id)

    def pieces(self, definition: str) -> tuple[Piece, ...]:
        """Return ``definition`` cut at its references."""
        pieces: list[Piece] = []
        end = 0
        for match in _REFERENCE.finditer(definition):
            pieces.append(Piece(definition[end : match.start()]))
            pieces.append(self._resolve(match[1].strip(), match[2]))
            end = match.end()
        pieces.append(Piece(definition[end:]))
        return tuple(piece for piece in pieces if piece.text)

    def plain(self, definition: str) -> str:
        """Return ``definition`` as it is read, without the brackets."""
        return "".join(piece.text for piece in self.pieces(definition))

    def without(
        self, definition: str, gone: Container[str], instead: str
    ) -> tuple[str, tuple[str, ...]]:
        """Return ``definition`` without references to the ids of ``gone``, and those it named.

        Words that a reference gives ([[id|words]]) stay as words; else ``instead`` stands there.
        """
        named: list[str] = []

        def unlinked(match: re.Match[str]) -> str:
            piece = self._resolve(match[1].strip(), match[2])
            ids = (piece.target[1],) if piece.target else piece.candidates
            if not any(identity in gone for identity in ids):
                return match[0]
            if match[2]:
                return match[2]
            named.extend(identity for identity in ids if identity in gone)
            return instead

        return _REFERENCE.sub(unlinked, definition), tuple(named)

    def _resolve(self, wanted: str, shown: str | None) -> Piece:
        named = kinds_of(wanted)
        name = wanted if named == KINDS else wanted.partition(":")[2].strip()
        for kind in named:
            record = self._ids.get((kind, name))
            if record is not None:
                return Piece(shown or record.heading, wanted, (kind, record.id))
        for kind in named:
            ids = self._names.get((kind, split(name)), set())
            if len(ids) == 1:
                return Piece(shown or name, wanted, (kind, next(iter(ids))))
            if ids:
                return Piece(shown or name, wanted, None, tuple(sorted(ids)))
        return Piece(shown or name, wanted)
