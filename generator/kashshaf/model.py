"""The immutable types that every stage passes to the next one.

Nothing local is imported here. Offsets are code points of an article's source text (the
decoded file without its byte order mark); lines and columns are 1-based, columns in code
points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]
Kind = Literal["person", "topic", "term"]
Status = Literal["draft", "reviewed", "approved"]
Rights = Literal["full", "excerpt", "none"]
CorrectionKind = Literal["spelling", "punctuation", "boilerplate", "translation"]
FailOn = Literal["error", "warning", "info", "never"]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a hand-written file; ``line`` 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Fix:
    """A correction that a rule proposes; ``record`` is the path of the record to write it in."""

    record: str
    anchor: str
    surface: str
    correct: str
    kind: CorrectionKind


@dataclass(frozen=True, slots=True)
class Finding:
    """What an editor should know: errors fail a build, warnings fail ``--strict``."""

    code: str
    severity: Severity
    location: Location
    message: str
    hint: str = ""
    fix: Fix | None = None
    hint_ar: str = ""

    def __str__(self) -> str:
        hint = f" (hint: {self.hint})" if self.hint else ""
        return f"{self.location}: {self.code} {self.message}{hint}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of one source text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; paragraphs are numbered from 1 in reading order, headings not counted."""

    number: int
    span: Span

    @property
    def anchor(self) -> str:
        return f"p{self.number}"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a text, numbered from 1; number 0 is the title line."""

    number: int
    span: Span

    @property
    def anchor(self) -> str:
        return f"h{self.number}" if self.number else "title"


Block = Paragraph | Heading


@dataclass(frozen=True, slots=True)
class Date:
    """An EDTF date as it was written, with the day that it sorts by.

    ``first`` and ``last`` are ISO days between which the date lies.
    """

    edtf: str
    first: str
    last: str
    basis: str = ""

    @property
    def inferred(self) -> bool:
        return any(mark in self.edtf for mark in "~?%")

    @property
    def year(self) -> str:
        return self.first[:4]


@dataclass(frozen=True, slots=True)
class Source:
    """Who published an article; ``basis`` says what an inferred publisher rests on."""

    name: str
    url: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """An editor's word on who a surface means; ``record`` None means nobody of the registers.

    ``location`` is where the record is named, ``surface_at`` where the surface is.
    """

    surface: str
    record: str | None
    paragraph: int | None
    location: Location
    surface_at: Location | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What should stand where a source has ``surface``; ``correct`` empty takes it out.

    ``anchor`` names the block (``p3``, ``h1``, ``title``) where the surface occurs twice.
    """

    surface: str
    correct: str
    kind: CorrectionKind
    anchor: str
    note: str
    location: Location


@dataclass(frozen=True, slots=True)
class Edit:
    """A correction where it was made: ``span`` of the reading, ``printed`` of the source.

    The first ``head`` and the last ``tail`` code points of the two are the same.
    """

    span: Span
    printed: Span
    correction: Correction
    head: int = 0
    tail: int = 0

    @property
    def changed(self) -> Span:
        """What is not the same, in the reading."""
        return Span(self.span.start + self.head, self.span.end - self.tail)

    @property
    def changed_printed(self) -> Span:
        """What is not the same, in the source."""
        return Span(self.printed.start + self.head, self.printed.end - self.tail)


@dataclass(frozen=True, slots=True)
class Waiver:
    """An editor's word that a finding may stay, and why. What is empty fits whatever is there.

    ``path`` is a file of the archive and stands in ``kashshaf.yml`` only, ``anchor`` (``p3``,
    ``h1``, ``title``) in the record of an article only.
    """

    code: str
    reason: str
    location: Location
    surface: str = ""
    anchor: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Who read an article against its source, when, and the hash of the bytes they read.

    Of an entry of a register ``sha256`` is the hash of what the entry said.
    """

    by: str = ""
    on: str = ""
    sha256: str = ""
    location: Location = Location("")
    #: The hash of what the record said (``status.canonical``); records of old have none.
    record: str = ""


@dataclass(frozen=True, slots=True)
class Approved:
    """Who answers for what was reviewed, and since when."""

    by: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """An editor's word on how a text is cut into blocks; None leaves it to the parser."""

    title_line: bool | None = None
    headings: tuple[int, ...] | None = None
    wrapped: bool | None = None


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """What an editor wrote beside an article; every field may be missing.

    ``known`` lists the keys that the editor answered with ``unknown``: nobody knows, and
    nobody needs to be asked again. ``given`` those that have a value, were it a wrong one.
    """

    location: Location
    title: str = ""
    slug: str = ""
    source: Source | None = None
    author: str = ""
    date: Date | None = None
    unknown: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    status: Status = "draft"
    reviewed: Reviewed | None = None
    rights: Rights = "full"
    topics_add: tuple[Reference, ...] = ()
    topics_drop: tuple[Reference, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    corrections: tuple[Correction, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    layout: Layout = Layout()
    note: str = ""
    approved: Approved | None = None
    #: The hash of what it says (``status.canonical``); empty where it could not be read.
    content: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """A source text, cut into blocks, and its record. ``id`` is the slug of its page.

    ``text`` is the reading: the source (``printed``) with its corrections made. Spans of blocks
    and mentions are offsets of the reading; ``in_source`` leads back. ``edits`` are in order.
    """

    id: str
    path: str
    text: str
    sha256: str
    encoding: str
    title: str
    title_from: Literal["record", "source", "opening"]
    blocks: tuple[Block, ...]
    record: ArticleRecord
    printed: str
    edits: tuple[Edit, ...] = ()

    def in_source(self, span: Span) -> Span:
        """Return the stretch of the source that a stretch of the reading stands for.

        What begins or ends among characters that a correction changed takes in all of them.
        """
        if not self.edits:
            return span
        first, last = span.start, span.end
        before = bisect_right(self.edits, span.start, key=lambda edit: edit.changed.start)
        if before:
            now, was = self.edits[before - 1].changed, self.edits[before - 1].changed_printed
            first = was.start if span.start < now.end else span.start + was.end - now.end
        after = bisect_left(self.edits, span.end, key=lambda edit: edit.changed.end)
        if after < len(self.edits):
            now, was = self.edits[after].changed, self.edits[after].changed_printed
            last = was.end if now.start < span.end else span.end + was.start - now.start
        else:
            last = span.end + len(self.printed) - len(self.text)
        if first >= last and span.start < span.end:  # of what a correction adds
            return self.edits[before - 1].printed if before else Span(first, first)
        return Span(first, max(first, last))

    def block_in_source(self, block: Block) -> Span:
        """Return where a block stands in the source, with what was taken out at its edges."""
        first, last = block.span.start, block.span.end
        before = bisect_left(self.edits, first, key=lambda edit: edit.span.start)
        if before:
            edit = self.edits[before - 1]
            first += edit.printed.end - edit.span.end
        upto = bisect_right(self.edits, last, key=lambda edit: edit.span.start)
        if upto:
            edit = self.edits[upto - 1]
            last += edit.printed.end - edit.span.end
        return Span(first, last)

    def edits_in(self, block: Block) -> tuple[Edit, ...]:
        """Return the corrections of one block, in order."""
        first = bisect_left(self.edits, block.span.start, key=lambda edit: edit.span.start)
        upto = bisect_right(self.edits, block.span.end, key=lambda edit: edit.span.start)
        return self.edits[first:upto]

    def words(self, block: Block) -> str:
        """Return the characters of one block of the reading; none if corrections took it out."""
        return self.text[block.span.start : block.span.end]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))


@dataclass(frozen=True, slots=True)
class Reference:
    """A written id, and where it is written."""

    id: str
    location: Location


@dataclass(frozen=True, slots=True)
class Place:
    """``ARTICLE-ID#ANCHOR``: the paragraph that a claim rests on."""

    article: str
    anchor: str
    location: Location


@dataclass(frozen=True, slots=True)
class Role:
    """What an article says that a person is or was."""

    text: str
    at: Place | None


@dataclass(frozen=True, slots=True)
class Variant:
    """A written form of a name, and where the register has it."""

    text: str
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """What the records of the three registers share (authority records)."""

    id: str
    heading: str
    variants: tuple[Variant, ...]
    sort: str
    latin: str = ""
    note: str = ""
    location: Location
    status: Status = "draft"
    reviewed: Reviewed | None = None
    approved: Approved | None = None
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Authority):
    """A person. ``surname`` empty: never matched by the surname alone.

    ``different_from`` names people who are easily taken for this one (as Wikidata's P1889).
    """

    surname: str
    different_from: tuple[Reference, ...] = ()
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Authority):
    """A topic; its ``variants`` are the phrases that are evidence for it."""

    definition: str = ""
    definition_at: Location = Location("")
    at_least: int = 1
    broader: tuple[Reference, ...] = ()
    related: tuple[Reference, ...] = ()
    sources: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Authority):
    """A glossary entry; one with ``see`` is a pure cross-reference."""

    category: str = "other"
    definition: str = ""
    definition_at: Location = Location("")
    basis: str = ""
    see: Reference | None = None
    see_also: tuple[Reference, ...] = ()
    sources: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Registers:
    """The three registers, each in the order of its file."""

    people: tuple[Person, ...] = ()
    topics: tuple[Topic, ...] = ()
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that stands in a text. ``record`` None: ambiguous, or nobody of the registers.

    ``span`` leaves proclitics out. ``rule`` says why it matched (see ``match``).
    """

    article: str
    block: Block
    span: Span
    surface: str
    kind: Kind
    record: str | None
    candidates: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """What an archive says of one rule: its severity (empty: the rule's own) and its options."""

    severity: Severity | Literal["off", ""] = ""
    numbers: tuple[tuple[str, int], ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """``check:`` of ``kashshaf.yml``; ``rules`` has a setting for each code that is named there."""

    rules: tuple[tuple[str, RuleSetting], ...] = ()


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """Which findings count in an archive. ``select`` and ``ignore`` are codes or their beginnings,
    ``fail_on`` the least severity that fails ``kashshaf check``, ``baseline`` a path.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: FailOn = "warning"
    baseline: str = "kashshaf-baseline.json"
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """``kashshaf.yml``: the choices of an archive."""

    title: str = ""
    description: str = ""
    locale: str = "ar_SY"
    digits: Literal["latin", "arabic"] = "latin"
    text_face: Literal["sans", "naskh"] = "sans"
    characters: Literal["own", "all"] = "own"
    link_people: str = "first-in-paragraph"
    link_terms: str = "first-in-article"
    check: CheckSettings = CheckSettings()
    options: CheckOptions = CheckOptions()
    publish_people: str = "reviewed"
    publish_articles: str = "all"
    desk: bool = False
    location: Location = Location("kashshaf.yml")


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the edition: its path in the archive (POSIX) and its whole text."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that the pages are made of. Maps are read-only by convention.

    ``articles`` are in date order (undated last), then by id. The maps have a key for each
    article: ``mentions`` of people and terms, ``evidence`` the phrases of topics, both in
    reading order; ``topics_of`` the topics that follow from the evidence or an editor's word.
    What is not published yet is in ``unpublished`` and ``unpublished_articles`` alone, for editors.
    """

    config: Config
    articles: tuple[Article, ...]
    registers: Registers
    mentions: Mapping[str, tuple[Mention, ...]]
    evidence: Mapping[str, tuple[Mention, ...]]
    topics_of: Mapping[str, tuple[Assignment, ...]]
    unpublished: Registers = Registers()
    unpublished_articles: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """A topic of an article: by evidence (its blocks) or by an editor's word."""

    topic: str
    blocks: tuple[Block, ...]
    by_editor: bool = False
