"""Documents and queries, as they stand in files of JSON lines.

A document is ``{"id", "title", "text"}``. A query says what a reader types and, in lists of forms,
what an article must hold to be what the reader meant; no engine has a part in that::

    {"qid": "HAM03", "cat": "HAM", "query": "الاردن",
     "any": [{"groups": [{"forms": ["الأردن"], "cl": "x", "reject": []}], "phrase": false}],
     "neutral": [{"forms": ["أردني", "أردنية"], "cl": "n", "reject": []}]}

An article is relevant if one of ``any`` fits: each of its groups has a word in the article and,
for a ``phrase``, the words stand one after the other. ``cl`` is what may stand on a form (see
``judge``), ``reject`` are words that would fit by accident. An article that only ``neutral`` fits
counts neither for nor against an engine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

CLITICS: Final = frozenset("nvx0")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """An article; ``text`` has a paragraph a line."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Forms of one word, what may stand on them (a letter of CLITICS), and words refused."""

    forms: tuple[str, ...]
    clitics: str
    reject: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Alternative:
    """Groups that an article must have all of; as a phrase, one after the other."""

    groups: tuple[Group, ...]
    phrase: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, and what it means."""

    id: str
    category: str
    text: str
    alternatives: tuple[Alternative, ...]
    neutral: tuple[Group, ...] = ()


def read_documents(path: Path, count: int | None = None) -> tuple[Document, ...]:
    """Return the first ``count`` documents of a file (all of them if it is None).

    Raise ValueError if an id is there twice.
    """
    documents = tuple(
        Document(str(row["id"]), row["title"], row["text"]) for row in _rows(path, count)
    )
    if len({document.id for document in documents}) < len(documents):
        raise ValueError(f"{path}: an id is there twice")
    return documents


def read_queries(path: Path) -> tuple[Query, ...]:
    """Return the queries of a file; raise ValueError where a query cannot be judged."""
    return tuple(_query(row) for row in _rows(path))


def _rows(path: Path, count: int | None = None) -> Iterator[Json]:
    """Yield the objects of a file of JSON lines, up to ``count`` of them."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(line for line in lines if line.strip()):
            if number == count:
                return
            yield json.loads(line)


def _query(row: Json) -> Query:
    alternatives = tuple(
        Alternative(tuple(map(_group, one["groups"])), bool(one.get("phrase")))
        for one in row["any"]
    )
    if not all(one.groups for one in alternatives):
        raise ValueError(f"query {row['qid']}: an alternative without groups")
    neutral = tuple(map(_group, row.get("neutral") or ()))
    return Query(row["qid"], row["cat"], row["query"], alternatives, neutral)


def _group(row: Json) -> Group:
    if row["cl"] not in CLITICS:
        raise ValueError(f"cl: «{row['cl']}» is none of {', '.join(sorted(CLITICS))}")
    return Group(tuple(row["forms"]), row["cl"], frozenset(row.get("reject") or ()))
