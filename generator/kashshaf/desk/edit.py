"""Keys of a YAML mapping set in its text: every other byte stays, comments and order included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import yaml

from kashshaf.markup import quoted

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BARE: Final = re.compile(r"[a-z][a-z-]*")
_BREAK: Final = re.compile(r"\r\n|\n|\r")

#: A value to write: a scalar, a mapping of scalars, or None to take the key out.
Value = str | Mapping[str, str] | None


class CannotEditError(Exception):
    """A text whose form leaves no sure place for the keys; carries what to say."""


@dataclass(frozen=True, slots=True)
class Change:
    """What stands in ``text[start:end]`` afterwards."""

    start: int
    end: int
    text: str


def document(text: str) -> yaml.Node | None:
    """Return the one document of a YAML text as nodes that know their offsets."""
    return yaml.compose(text, Loader=_LOADER)


def applied(text: str, changes: list[Change]) -> str:
    """Return ``text`` with changes that do not overlap, each made where it belongs.

    Those at one place are made in the order in which they are given.
    """
    parts: list[str] = []
    end = 0
    for change in sorted(changes, key=lambda change: (change.start, change.end)):
        if change.start < end:
            raise CannotEditError("the keys stand too close to each other")
        parts += (text[end : change.start], change.text)
        end = change.end
    return "".join((*parts, text[end:]))


def created(values: Mapping[str, Value]) -> str:
    """Return a new file that holds ``values``."""
    return "".join(f"{row}\n" for key, value in values.items() for row in _rows(key, value, ""))


def changes(
    text: str, node: yaml.Node | None, values: Mapping[str, str] | Mapping[str, Value]
) -> Iterator[Change]:
    """Yield what makes ``values`` of the mapping at ``node``; None is an empty document."""
    line = _BREAK.search(text)
    newline = line[0] if line else "\n"
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        start = "" if not text or text.endswith(("\n", "\r")) else newline
        added = created({key: value for key, value in values.items() if value is not None})
        yield Change(len(text), len(text), start + added.replace("\n", newline))
        return
    if not isinstance(node, yaml.MappingNode):
        raise CannotEditError("this is no mapping (key: value)")
    if node.flow_style:
        yield from _flow(text, node, values)
    else:
        yield from _block(text, node, values, newline)


def _block(
    text: str, node: yaml.MappingNode, values: Mapping[str, Value], newline: str
) -> Iterator[Change]:
    pairs = {key.value: (key, value) for key, value in node.value}
    indent = " " * node.value[0][0].start_mark.column
    stay = [value for key, value in node.value if values.get(key.value, "") is not None]
    if not stay:
        raise CannotEditError("nothing would be left of it")
    last = _end_of_line(text, end_of(text, stay[-1]))
    rows: list[str] = []
    for name, value in values.items():
        if name not in pairs:
            rows += _rows(name, value, indent)
            continue
        key, old = pairs[name]
        start, end = key.start_mark.index, end_of(text, old)
        if value is None:
            if text[:start].rstrip(" ").endswith(("\n", "\r")) or not text[:start].strip():
                begin = start - len(indent)
                yield Change(begin, _next_line(text, end), "")
            else:
                raise CannotEditError(f"`{name}:` stands first in its entry")
        elif isinstance(value, str) and isinstance(old, yaml.ScalarNode):
            space = "" if text[old.start_mark.index - 1 : old.start_mark.index].isspace() else " "
            yield Change(old.start_mark.index, end, space + _scalar(value))
        elif isinstance(value, Mapping) and isinstance(old, yaml.MappingNode) and old.value:
            yield from changes(text, old, value)
        else:
            yield Change(start, end, newline.join(_rows(name, value, indent))[len(indent) :])
    if rows:
        joined = newline.join(rows)
        yield Change(last, last, newline + joined)


def _flow(text: str, node: yaml.MappingNode, values: Mapping[str, Value]) -> Iterator[Change]:
    names = [key.value for key, _ in node.value]
    kept = {name: value for name, value in values.items() if value is not None}
    added = [f"{name}: {_inline(value)}" for name, value in kept.items() if name not in names]
    for at, (key, old) in enumerate(node.value):
        start, end = key.start_mark.index, end_of(text, old)
        new = kept.get(key.value)
        if isinstance(new, Mapping) and isinstance(old, yaml.MappingNode) and old.value:
            yield from changes(text, old, new)
        elif key.value in kept:
            yield Change(start, end, f"{key.value}: {_inline(kept[key.value])}")
        elif key.value in values and at:
            yield Change(end_of(text, node.value[at - 1][1]), end, "")
        elif key.value in values:
            raise CannotEditError(f"`{key.value}:` stands first in its entry")
    if added:
        last = end_of(text, node.value[-1][1]) if names else node.start_mark.index + 1
        yield Change(last, last, (", " if names else "") + ", ".join(added))


def end_of(text: str, node: yaml.Node) -> int:
    """Return where the last character of a node is over: no comment, no empty line below it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return end_of(text, last[1] if isinstance(last, tuple) else last)
    end: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return len(text[:end].rstrip())
    return end


def _end_of_line(text: str, at: int) -> int:
    match = _BREAK.search(text, at)
    return match.start() if match else len(text)


def _next_line(text: str, at: int) -> int:
    match = _BREAK.search(text, at)
    return match.end() if match else len(text)


def _rows(name: str, value: Value, indent: str) -> list[str]:
    if value is None:
        return []
    if isinstance(value, str):
        return [f"{indent}{name}: {_scalar(value)}"]
    return [
        f"{indent}{name}:",
        *(f"{indent}  {key}: {_scalar(item)}" for key, item in value.items()),
    ]


def _inline(value: str | Mapping[str, str]) -> str:
    if isinstance(value, str):
        return _scalar(value)
    return "{" + ", ".join(f"{key}: {_scalar(item)}" for key, item in value.items()) + "}"


def _scalar(text: str) -> str:
    """Return a scalar that a YAML reader of any kind takes for this text."""
    return text if _BARE.fullmatch(text) and text not in _RESERVED else quoted(text)


#: Words that some reader of YAML takes for something else than a text.
_RESERVED: Final = frozenset("null true false yes no on off y n".split())
