"""The record of an article: YAML → ArticleRecord, every field optional."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar, cast
from urllib.parse import urlsplit

from kashshaf.arabic import fold
from kashshaf.checking.reading import read_waivers
from kashshaf.dates import parse_date
from kashshaf.findings import finding
from kashshaf.model import (
    ArticleRecord,
    Correction,
    CorrectionKind,
    Date,
    Finding,
    Layout,
    Location,
    Reference,
    Rights,
    Ruling,
    Source,
)
from kashshaf.schema import ANCHOR, MAX_TEXT, RESERVED, Reader, did_you_mean
from kashshaf.status import canonical, read_approved, read_reviewed, read_status
from kashshaf.yamlio import Map, Node, Scalar, Seq

T = TypeVar("T")

#: What an article should have; an editor who does not know says `unknown`.
ASKED: Final = frozenset(("title", "date", "source"))
RIGHTS: Final = ("full", "excerpt", "none")
UNKNOWN: Final = ("unknown", "غير معروف")
KINDS: Final = ("spelling", "punctuation", "boilerplate", "translation")
#: Corrections of one article; one that needs more is to be had from a better source.
MAX_CORRECTIONS: Final = 1000


def read_record(node: Node | None, path: str) -> tuple[ArticleRecord, tuple[Finding, ...]]:
    """Return the record that ``node`` holds, or an empty one for None."""
    if node is None:
        return ArticleRecord(Location(path), content=canonical(None)), ()
    findings: list[Finding] = []
    reader = Reader(node, findings, "the record")
    if not isinstance(node, Map):
        return unreadable(path), tuple(findings)
    unknown: set[str] = set()
    add, drop = _topics(reader)
    record = ArticleRecord(
        location=node.location,
        title=_or_unknown(reader, "title", unknown, _title) or "",
        slug=reader.optional_id("slug"),
        source=_with_url(reader, _or_unknown(reader, "source", unknown, _source)),
        author=_or_unknown(reader, "author", unknown, _text) or "",
        date=_or_unknown(reader, "date", unknown, _date),
        status=read_status(reader),
        reviewed=read_reviewed(reader, "sha256", "record"),
        approved=read_approved(reader),
        content=canonical(node),
        # What is not understood is not published.
        rights=cast(Rights, reader.choice("rights", RIGHTS, "none" if _given(reader) else "full")),
        topics_add=add,
        topics_drop=drop,
        rulings=reader.list("mentions", lambda item: _ruling(item, reader)),
        corrections=_corrections(reader),
        waivers=read_waivers(reader),
        layout=_layout(reader),
        note=reader.text("note", longest=MAX_TEXT),
        # What is there and wrong has its own finding, and is not missing.
        unknown=frozenset(unknown),
        given=frozenset(key for key in ASKED if reader.node(key) is not None),
    )
    reader.done()
    doubtful = any(did_you_mean(key.lower(), ("rights",)) for key in reader.unknown())
    if doubtful or "rights" in node.repeated:
        record = replace(record, rights="none")
    return record, tuple(findings)


def unreadable(path: str, text: str = "") -> ArticleRecord:
    """Return the record of an article whose record (``text``) cannot be read.

    It may say that the text must not be shown, so the text is not shown; what else it says is
    not asked for again. Only its slug is saved, since other pages lead there.
    """
    slug = re.search(
        r"^slug:[ \t]*[\"']?([a-z0-9]+(?:-[a-z0-9]+)*)[\"']?[ \t]*(?:#.*)?$", text, re.M
    )
    return ArticleRecord(
        Location(path),
        slug=slug[1] if slug and slug[1] not in RESERVED else "",
        rights="none",
        unknown=ASKED,
    )


def is_unreadable(record: ArticleRecord) -> bool:
    """Tell what ``unreadable`` returned: it has no place, and asks for nothing."""
    return not record.location.line and record.unknown == ASKED


def _given(reader: Reader) -> bool:
    return reader.node("rights") is not None


def _or_unknown(
    reader: Reader, key: str, unknown: set[str], read: Callable[[Reader, str, Node], T | None]
) -> T | None:
    node = reader.node(key)
    if node is None:
        return None
    if isinstance(node, Scalar) and node.text in UNKNOWN:
        unknown.add(key)
        return None
    return read(reader, key, node)


def _title(reader: Reader, key: str, node: Node) -> str | None:
    # No limit here: what is too long is said of the title wherever it comes from.
    return reader.as_text(node, key, longest=1_000_000) or None


def _text(reader: Reader, key: str, node: Node) -> str | None:
    return reader.as_text(node, key) or None


def _source(parent: Reader, key: str, node: Node) -> Source | None:
    """A publisher's name, or a mapping of name, url and basis."""
    if isinstance(node, Scalar):
        name = parent.as_text(node, key)
        return Source(name) if name else None
    reader = Reader(node, parent.findings, f"`{key}:`")
    source = Source(reader.text("name", required=True), _url(reader), reader.text("basis"))
    reader.done()
    return source if source.name else None


def _with_url(reader: Reader, source: Source | None) -> Source | None:
    """Add the address of the article itself, which may stand beside ``source:``."""
    address = _url(reader)
    if not address:
        return source
    if source is None:  # no publisher is named: the address names its site
        return Source(urlsplit(address).hostname or address, address)
    return Source(source.name, source.url or address, source.basis)


def _url(reader: Reader) -> str:
    address = reader.text("url", longest=2000)
    if not address:
        return ""
    try:
        sound = urlsplit(address).scheme in ("http", "https") and bool(urlsplit(address).hostname)
    except ValueError:
        sound = False
    if not sound:
        message = "`url:` must be an address that begins with https:// or http://"
        reader.findings.append(finding("K203", reader.where("url"), message))
    return address if sound else ""


def _date(parent: Reader, key: str, node: Node) -> Date | None:
    """An EDTF string, or a mapping of edtf and basis."""
    basis, where = "", node.location
    if isinstance(node, Scalar):
        text = parent.as_text(node, key)
    else:
        reader = Reader(node, parent.findings, f"`{key}:`")
        text, basis = reader.text("edtf", required=True), reader.text("basis", longest=MAX_TEXT)
        where = reader.where("edtf")
        reader.done()
    date = parse_date(text, basis) if text else None
    if date is None:
        if text:
            parent.findings.append(finding("K207", where, f"«{text[:80]}» is no date in EDTF"))
    elif date.inferred and not basis:
        message = f"the inferred date «{text}» has no basis"
        parent.findings.append(finding("K208", where, message))
    return date


def _topics(parent: Reader) -> tuple[tuple[Reference, ...], tuple[Reference, ...]]:
    """A list of topics to add, or a mapping of add and drop."""
    node = parent.node("topics")
    if not isinstance(node, Map):
        return parent.references("topics"), ()
    reader = Reader(node, parent.findings, "`topics:`")
    add, drop = reader.references("add"), reader.references("drop")
    reader.done()
    return add, drop


def _ruling(node: Node, parent: Reader) -> Ruling | None:
    reader = Reader(node, parent.findings, "the ruling")
    if not isinstance(node, Map):
        return None
    surface, record = reader.text("surface", required=True), reader.text("record", required=True)
    number = reader.number("paragraph", 0)
    where, surface_at = reader.where("record"), reader.where("surface")
    reader.done()
    if not surface or not record:
        return None
    who = None if record == "none" else record
    return Ruling(surface, who, number or None, where, surface_at)


def _corrections(parent: Reader) -> tuple[Correction, ...]:
    """Read as many as an article may have; a list of a million is not gone through."""
    node = parent.node("corrections")
    if isinstance(node, Seq) and len(node.items) > MAX_CORRECTIONS:
        message = (
            f"`corrections:` has {len(node.items)} entries; "
            f"the first {MAX_CORRECTIONS} are made, and no more"
        )
        where = node.items[MAX_CORRECTIONS].location
        parent.findings.append(finding("K209", where, message))
        found = (_correction(item, parent) for item in node.items[:MAX_CORRECTIONS])
        return tuple(correction for correction in found if correction)
    return parent.list("corrections", lambda item: _correction(item, parent))


def _correction(node: Node, parent: Reader) -> Correction | None:
    """Return a correction, or None where anything of it is wrong: then nothing is changed."""
    if not isinstance(node, Map):
        parent.wrong(node, "a correction is a mapping of `surface:`, `correct:` and `kind:`")
        return None
    before = len(parent.findings)
    reader = Reader(node, parent.findings, "the correction")
    surface = reader.exact("surface", empty=False)
    correct = reader.exact("correct", strict=True)
    kind = reader.choice("kind", KINDS, "")
    if not reader.text("kind"):
        parent.findings.append(
            finding("K204", reader.location, "the correction has no `kind:`", " | ".join(KINDS))
        )
    anchor = _anchor(reader)
    correction = Correction(
        surface=surface or "",
        correct=correct or "",
        kind=cast(CorrectionKind, kind),
        anchor=anchor,
        note=reader.text("note", longest=MAX_TEXT),
        location=reader.where("surface"),
    )
    reader.done()
    return correction if len(parent.findings) == before else None


def _anchor(reader: Reader) -> str:
    """Return the block that `paragraph:` names: 3, p3, h1, title."""
    text = fold(reader.text("paragraph"))
    anchor = f"p{int(text)}" if text.isascii() and text.isdigit() and len(text) < 7 else text
    if anchor and not ANCHOR.match(anchor):
        message = "`paragraph:` must be a number from 1 up, or `title`, or a heading as `h1`"
        reader.findings.append(finding("K203", reader.where("paragraph"), message))
    return anchor


def _layout(parent: Reader) -> Layout:
    node = parent.node("layout")
    if node is None:
        return Layout()
    reader = Reader(node, parent.findings, "`layout:`")
    headings: tuple[int, ...] | None = None
    if reader.node("headings") is not None:
        numbers: list[int] = []
        for text, where in reader.texts("headings"):
            if text.isascii() and text.isdigit() and len(text) < 7:
                numbers.append(int(text))
            else:
                message = "`headings:` are line numbers of the source"
                reader.findings.append(finding("K203", where, message))
        headings = tuple(numbers)
    layout = Layout(reader.flag("title_line"), headings, reader.flag("wrapped"))
    reader.done()
    return layout
