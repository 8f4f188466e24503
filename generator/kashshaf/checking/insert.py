"""Entries added to ``corrections:`` of a record, as an insertion: every other byte stays.

The record's own way of writing is followed: block or flow, its indentation, its line ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import yaml

from kashshaf.markup import quoted
from kashshaf.model import Fix

KEY: Final = "corrections"
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE_END: Final = re.compile(r"[\r\n]|\Z")


def with_corrections(text: str, fixes: Sequence[Fix]) -> str | None:
    """Return the YAML ``text`` with ``fixes`` at the end of its corrections.

    None where there is no place for them: a list that is something else, an explicit null.
    ``text`` must be readable; what comes out must be read again, to see that it is what is meant.
    """
    root = yaml.compose(text, Loader=_LOADER)
    line = "\r\n" if "\r\n" in text else "\n"
    if root is None:
        return _appended(text, len(text), _block(fixes, "", line), line)
    if not isinstance(root, yaml.MappingNode):
        return None
    for key, value in root.value:
        if key.value == KEY:
            return _into(text, key, value, fixes, line)
    if root.flow_style:
        listed = f"{KEY}: [{', '.join(map(_flow, fixes))}]"
        last = root.value[-1][1] if root.value else None
        return _in_flow(text, root, last, listed)
    indent = " " * root.start_mark.column
    return _appended(text, _end(text), _block(fixes, indent, line), line)


def _into(
    text: str, key: yaml.Node, value: yaml.Node, fixes: Sequence[Fix], line: str
) -> str | None:
    if isinstance(value, yaml.ScalarNode) and value.start_mark.index == value.end_mark.index:
        at = _line_end(text, key.end_mark.index)  # «corrections:» and nothing after it
        indent = " " * (key.start_mark.column + 2)
        return text[:at] + line + line.join(_items(fixes, indent, flow=False)) + text[at:]
    if not isinstance(value, yaml.SequenceNode):
        return None
    last = value.value[-1] if value.value else None
    if value.flow_style:
        return _in_flow(text, value, last, ", ".join(map(_flow, fixes)))
    if last is None:
        return None
    indent = " " * value.start_mark.column
    flow = isinstance(last, yaml.CollectionNode) and bool(last.flow_style)
    items = _items(fixes, indent, flow=flow)
    leaf = _last_leaf(last)
    if isinstance(leaf, yaml.ScalarNode) and leaf.style in ("|", ">"):
        return _appended(text, leaf.end_mark.index, line.join(items), line)
    at = _line_end(text, leaf.end_mark.index)
    return text[:at] + line + line.join(items) + text[at:]


def _in_flow(text: str, node: yaml.Node, last: yaml.Node | None, words: str) -> str:
    """Insert into a flow collection, after its last value or, if it is empty, at its start."""
    if last is None:
        at = node.start_mark.index + 1
        return text[:at] + words + text[at:]
    at = last.end_mark.index
    return f"{text[:at]}, {words}{text[at:]}"


def _appended(text: str, at: int, words: str, line: str) -> str:
    """Insert lines at the start of a line, or at the end of a last line that has no end."""
    before = line if at and text[at - 1] not in "\r\n" else ""
    return text[:at] + before + words + line + text[at:]


def _end(text: str) -> int:
    """Return where a document ends: at ``...``, or with the text."""
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.DocumentEndEvent) and event.explicit:
            assert event.start_mark is not None  # every event that is read from a text has one
            return event.start_mark.index
    return len(text)


def _last_leaf(node: yaml.Node) -> yaml.Node:
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _line_end(text: str, at: int) -> int:
    match = _LINE_END.search(text, at)
    return match.start() if match else len(text)


def _block(fixes: Sequence[Fix], indent: str, line: str) -> str:
    return line.join((f"{indent}{KEY}:", *_items(fixes, f"{indent}  ", flow=False)))


def _items(fixes: Sequence[Fix], indent: str, *, flow: bool) -> list[str]:
    if flow:
        return [f"{indent}- {_flow(fix)}" for fix in fixes]
    lines: list[str] = []
    for fix in fixes:
        first, *rest = (f"{key}: {value}" for key, value in pairs(fix))
        lines += [f"{indent}- {first}", *(f"{indent}  {other}" for other in rest)]
    return lines


def _scalar(text: str) -> str:
    """Return a quoted scalar, in the quotation marks that need no backslashes."""
    if ('"' in text or "\\" in text) and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return quoted(text)


def _flow(fix: Fix) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in pairs(fix)) + "}"


def pairs(fix: Fix) -> list[tuple[str, str]]:
    """Return the keys and YAML scalars of a correction; ``paragraph`` only where it has one."""
    found = [
        ("surface", _scalar(fix.surface)),
        ("correct", _scalar(fix.correct)),
        ("kind", fix.kind),
    ]
    if fix.anchor:
        found.append(("paragraph", fix.anchor.removeprefix("p")))
    return found
