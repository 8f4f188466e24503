"""Records → their keys and values as plain texts, so that any two of them can be compared.

What a dataclass gains later is compared too, under the name of its field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Final

from kashshaf.model import (
    Correction,
    Date,
    Location,
    Place,
    Reference,
    Role,
    Ruling,
    Source,
    Variant,
)

Value = str | tuple[str, ...]

#: What is told elsewhere, or follows from something else.
_SKIPPED: Final = frozenset(
    {"id", "location", "unknown", "given", "topics_add", "topics_drop", "definition_at"}
    # The hash of what is told by itself.
    | {"content"}
    # Told as sentences of their own.
    | {"status", "reviewed", "approved", "corrections"}
)
#: Field → the key of the hand-written file.
_KEYS: Final = {
    "heading": "name",
    "category": "kind",
    "rulings": "mentions",
    "link_people": "link.people",
    "link_terms": "link.terms",
}


def values_of(record: object) -> dict[str, Value]:
    """Return key → text, or the texts of a list, of a dataclass; nested keys have a dot."""
    found = dict(_fields(record, ""))
    for key in getattr(record, "unknown", ()):
        found[key] = "unknown"
    # What follows from the name changes with it, and need not be said.
    if found.get("sort") == found.get("name"):
        found.pop("sort", None)
    return found


def _fields(record: object, prefix: str) -> Iterator[tuple[str, Value]]:
    assert is_dataclass(record)
    for field in fields(record):
        if field.name in _SKIPPED:
            continue
        key = prefix + _KEYS.get(field.name, field.name)
        value = getattr(record, field.name)
        if isinstance(value, Location):
            continue
        if isinstance(value, tuple | frozenset | list):
            texts = (_text(item) for item in value)
            yield key, tuple(texts) if not isinstance(value, frozenset) else tuple(sorted(texts))
        elif isinstance(value, Mapping):
            yield key, tuple(f"{name}: {_text(item)}" for name, item in sorted(value.items()))
        elif isinstance(value, Date):
            yield key, value.edtf
            yield f"{key}.basis", value.basis
        elif isinstance(value, Source):
            yield key, value.name
            yield f"{key}.url", value.url
            yield f"{key}.basis", value.basis
        elif is_dataclass(value) and not isinstance(value, Reference | Place | Variant):
            yield from _fields(value, f"{key}.")
        else:
            yield key, _text(value)


def text_of(correction: Correction) -> str:
    """Return a correction without its kind and its note."""
    where = f" ({correction.anchor})" if correction.anchor else ""
    return f"{correction.surface} → {correction.correct or '∅'}{where}"


def _text(value: object) -> str:
    """Return one value as an editor would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Reference):
        return value.id
    if isinstance(value, Variant):
        return value.text
    if isinstance(value, Place):
        return f"{value.article}#{value.anchor}"
    if isinstance(value, Role):
        return f"{value.text} ({_text(value.at)})" if value.at else value.text
    if isinstance(value, Ruling):
        where = f" (p{value.paragraph})" if value.paragraph else ""
        return f"{value.surface} = {value.record or 'none'}{where}"
    if is_dataclass(value):
        parts = (
            (field.name, _text(getattr(value, field.name)))
            for field in fields(value)
            if not isinstance(getattr(value, field.name), Location)
        )
        return ", ".join(f"{name}: {text}" for name, text in parts if text)
    if isinstance(value, tuple | list):
        return ", ".join(_text(item) for item in value)
    return str(value)
