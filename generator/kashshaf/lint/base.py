"""What a rule is: what it is given, and what it yields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from kashshaf.arabic import ADDRESS
from kashshaf.lint.letters import WORD
from kashshaf.model import (
    Article,
    Block,
    CorrectionKind,
    Edition,
    Location,
    Mention,
    Severity,
    Span,
)


class Fault(NamedTuple):
    """A fault of a text: a span of the reading, and the correction of just that where certain.

    ``correct`` None: an editor must decide. Empty: what is there is taken out.
    """

    span: Span
    message: str
    correct: str | None = None
    kind: CorrectionKind = "punctuation"


class Note(NamedTuple):
    """A fault of what editors wrote themselves, at its place in their file."""

    location: Location
    message: str


class Piece:
    """One block of a text as rules see it: addresses are blanked out, offsets are the same."""

    __slots__ = ("__dict__", "block", "start", "text")

    def __init__(self, block: Block, text: str) -> None:
        self.block = block
        self.start = block.span.start
        self.text = ADDRESS.sub(_blank, text) if _ADDRESS_SIGN.search(text) else text

    def span(self, start: int, end: int) -> Span:
        """Return the span of the reading that a stretch of this piece is."""
        return Span(self.start + start, self.start + end)

    @cached_property
    def words(self) -> tuple[re.Match[str], ...]:
        """The Arabic words, in order."""
        return tuple(WORD.finditer(self.text))


_ADDRESS_SIGN = re.compile(r"://|www\.|@|[a-z]/")


def _blank(match: re.Match[str]) -> str:
    return "x" * len(match[0])


class Text:
    """An article as rules see it. ``mentions`` are those of people and terms."""

    def __init__(self, article: Article, mentions: Sequence[Mention] = ()) -> None:
        self.article = article
        self.mentions = mentions
        self.pieces = tuple(Piece(block, article.words(block)) for block in article.blocks)
        #: What several rules need of one text, by the module that finds it.
        self.memo: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that an archive has: a number, or words that are added to the rule's own."""

    name: str
    what: str
    default: int | tuple[str, ...] = ()


class Values:
    """The options of a rule as an archive has set them."""

    def __init__(
        self,
        options: Sequence[Option] = (),
        numbers: Mapping[str, int] | None = None,
        words: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self._numbers = {o.name: o.default for o in options if isinstance(o.default, int)}
        self._numbers.update(numbers or {})
        self._words = {o.name: o.default for o in options if isinstance(o.default, tuple)}
        for name, more in (words or {}).items():
            self._words[name] = (*self._words.get(name, ()), *more)

    def number(self, name: str) -> int:
        return self._numbers[name]

    def words(self, name: str) -> tuple[str, ...]:
        return self._words.get(name, ())


#: Surfaces that a rule passes over: every rule about texts has this option.
EXCEPT = Option("except", "surfaces that are no fault here")

OfText = Callable[[Text, Values], Iterator[Fault]]
OfTexts = Callable[[Sequence[Text], Values], Iterator[tuple[Text, Fault]]]
OfEdition = Callable[[Edition, Values], Iterator[Note]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. It has one of three checks: of a text, of all texts, of what editors wrote.

    ``on`` tells whether it runs in an archive that says nothing of it.
    """

    code: str
    name: str
    severity: Severity
    title: str
    title_ar: str
    hint: str
    hint_ar: str
    check: OfText | None = None
    check_all: OfTexts | None = None
    check_own: OfEdition | None = None
    on: bool = True
    options: tuple[Option, ...] = field(default=())

    @property
    def choices(self) -> tuple[Option, ...]:
        """Return all options, the common one included."""
        return self.options if self.check_own else (*self.options, EXCEPT)
