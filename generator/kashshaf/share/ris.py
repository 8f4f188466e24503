"""A citation as RIS: one line a field, a tag of two letters before each."""

from __future__ import annotations

from collections.abc import Iterator

from kashshaf.share.facts import Citable


def ris(cited: Citable) -> str:
    """Return one record, from ``TY`` to ``ER``, with a line break at its end."""
    return "".join(f"{tag}  - {_value(value)}\n" for tag, value in _fields(cited))


def _fields(cited: Citable) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "ID", cited.id
    if cited.author:
        yield "AU", cited.author
    yield "TI", cited.title
    if cited.source:
        yield "T2", f"[{cited.source}]" if cited.inferred else cited.source
    when = cited.when
    if when and when.sure == "known":
        yield "PY", f"{when.parts[0]:04}"
        parts = [f"{part:02}" for part in when.parts] + ["", "", ""]
        yield "DA", "/".join(parts[:3]) + "/"
    if cited.url:
        yield "UR", cited.url
    if cited.archive:
        yield "DP", cited.archive
    for word in cited.keywords:
        yield "KW", word
    for note in cited.notes:
        yield "N1", note
    yield "LA", "ar"
    yield "ER", ""


def _value(text: str) -> str:
    return " ".join(text.split())
