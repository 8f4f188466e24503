"""YAML with its positions: text → nodes that know their line and column, and findings.

Read event by event with a stack of our own, so that neither depth nor aliases can hurt:
anchors, aliases and tags are findings, and every scalar stays the string that was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import yaml

from kashshaf.findings import finding
from kashshaf.model import Finding, Location

#: Bytes. A register of 10,000 people has about 3 MB.
MAX_BYTES: Final = 16_000_000
_MAX_DEPTH: Final = 12
#: A line that git leaves where two sides changed the same words; no YAML begins like this.
CONFLICT: Final = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)|={7}$")
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar as it was written; ``plain`` ones without quotes may mean null."""

    text: str
    plain: bool
    location: Location

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in ("", "~", "null")


@dataclass(frozen=True, slots=True)
class Seq:
    """A sequence of nodes."""

    items: tuple[Node, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Map:
    """A mapping; of duplicate keys the first one is kept (the second is a finding)."""

    items: dict[str, tuple[Scalar, Node]]
    location: Location
    repeated: frozenset[str] = frozenset()


Node = Scalar | Seq | Map


class _StopError(Exception):
    """Reading cannot go on; carries the finding."""

    def __init__(self, found: Finding) -> None:
        self.finding = found


@dataclass(slots=True)
class _Open:
    """A collection that is still being read."""

    is_map: bool
    location: Location
    nodes: list[Node]


def read_yaml(path: str, text: str, line: int = 0) -> tuple[Node | None, tuple[Finding, ...]]:
    """Return the one document of ``text`` (None if empty or unreadable) and the findings.

    ``line`` is added to every line number, for YAML inside another file (front matter).
    """
    if len(text) * 2 > MAX_BYTES and len(text.encode()) > MAX_BYTES:
        return None, (finding("K105", Location(path), "the file is too large to be a record"),)
    conflict = _conflict(path, text, line)
    if conflict is not None:
        return None, (conflict,)
    findings: list[Finding] = []
    try:
        return _build(_events(path, text, line), findings, path), tuple(findings)
    except _StopError as stop:
        return None, (*findings, stop.finding)


def _conflict(path: str, text: str, line: int) -> Finding | None:
    """Find a merge-conflict marker, of which YAML would speak in riddles."""
    if not any(sign in text for sign in ("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        return None
    for number, words in enumerate(text.splitlines(), 1):
        if CONFLICT.match(words):
            where = Location(path, number + line, 1)
            return finding("K211", where, f"a merge conflict is left here («{words[:40]}»)")
    return None


def _events(path: str, text: str, line: int) -> Iterator[tuple[yaml.Event, Location]]:
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            start = event.start_mark
            assert start is not None  # every event that is read from a text has one
            yield event, Location(path, start.line + 1 + line, start.column + 1)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Location(path, mark.line + 1 + line, mark.column + 1) if mark else Location(path)
        problem = (error.problem or str(error)).replace("\n", " ")
        hint = _hint(problem, text, mark)
        raise _StopError(finding("K200", where, f"not readable as YAML: {problem}", hint)) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        column = error.position - (before.rfind("\n") + 1) + 1
        where = Location(path, before.count("\n") + 1 + line, column)
        code = f"U+{ord(error.character):04X}" if isinstance(error.character, str) else "a byte"
        raise _StopError(finding("K101", where, f"{code} cannot stand in YAML")) from None


def _hint(problem: str, text: str, mark: yaml.Mark | None) -> str:
    """Say in an editor's words what most often stands behind a problem of the YAML reader."""
    if _has_tab(text, mark):
        return "use spaces, not tabs"
    if "mapping values are not allowed" in problem:
        return "put quotation marks around a value that has a colon, and check the indentation"
    if "could not find expected ':'" in problem:
        return "a key needs a colon and a space after it; or check the indentation"
    if "did not find expected" in problem or "found unexpected" in problem:
        return "check the indentation, the brackets and the quotation marks, here and just above"
    if "cannot start any token" in problem:
        return "put quotation marks around the value"
    return ""


def _has_tab(text: str, mark: yaml.Mark | None) -> bool:
    """Tell whether a tab indents the line at ``mark`` or stands there."""
    lines = text.splitlines()
    if mark is None or mark.line >= len(lines):
        return False
    words = lines[mark.line]
    indent = words[: len(words) - len(words.lstrip())]
    return "\t" in indent or "\t" in words[mark.column : mark.column + 1]


def _build(
    events: Iterator[tuple[yaml.Event, Location]], findings: list[Finding], path: str
) -> Node | None:
    stack: list[_Open] = []
    root: Node | None = None
    documents = 0
    for event, where in events:
        node: Node
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _StopError(finding("K200", where, "a second document begins here"))
            continue
        if isinstance(event, yaml.AliasEvent):
            raise _StopError(finding("K205", where, f"an alias (*{event.anchor})"))
        if isinstance(event, yaml.ScalarEvent):
            _no_extras(event, where, findings)
            node = Scalar(event.value, not event.style, where)
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            _no_extras(event, where, findings)
            if len(stack) >= _MAX_DEPTH:
                raise _StopError(finding("K200", where, f"nested deeper than {_MAX_DEPTH} levels"))
            stack.append(_Open(isinstance(event, yaml.MappingStartEvent), where, []))
            continue
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            node = _close(stack.pop(), findings)
        else:
            continue
        if stack:
            stack[-1].nodes.append(node)
        else:
            root = node
    if isinstance(root, Scalar) and root.is_null:
        return None
    return root


def _close(opened: _Open, findings: list[Finding]) -> Node:
    if not opened.is_map:
        return Seq(tuple(opened.nodes), opened.location)
    items: dict[str, tuple[Scalar, Node]] = {}
    repeated: set[str] = set()
    for key, value in zip(opened.nodes[::2], opened.nodes[1::2], strict=True):
        if not isinstance(key, Scalar):
            findings.append(finding("K203", key.location, "a key must be a word"))
        elif key.text in items:
            repeated.add(key.text)
            findings.append(
                finding("K201", key.location, f"the key «{key.text[:80]}» is here twice")
            )
        else:
            items[key.text] = (key, value)
    return Map(items, opened.location, frozenset(repeated))


def _no_extras(
    event: yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent,
    where: Location,
    findings: list[Finding],
) -> None:
    if event.anchor:
        raise _StopError(finding("K205", where, f"an anchor (&{event.anchor})"))
    if event.tag not in (None, "!"):
        findings.append(finding("K205", where, f"a tag ({event.tag}); it is ignored"))
