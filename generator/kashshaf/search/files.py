"""The index as files: scripts that hand one string each to ``kashshaf.search``.

``<script src>`` works from a hosted site and from a folder alike. The files are

- ``root.js``: how many articles, how long each is, and the directory of the other files;
- ``w*.js``: entries of the dictionary, sorted by key, and ``p*.js``: their posting lists, one a
  line; apart, because letters and base64 in one text pack worse by a twelfth;
- ``b*.js``: the forms by letters, for a reader who is still typing;
- ``t*.js``: one article: address, title, date, source, paragraphs;
- ``d*.js``: addresses and titles of many articles, for whoever wants a long list;
- ``x*.js``: which usual words are in none of the articles (see ``absent``);
- ``f*.js``: which articles have a person, a topic, a source or a year.

All but the root carry a hash in the name: what changed has another name. The two files of a part
of the dictionary share one hash, and so do the articles of one ``d*.js``.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kashshaf.search.absent import filters
from kashshaf.search.documents import Card, Document, Tokens
from kashshaf.search.pack import SIZES, STEP_BITS, pack

#: Characters of entries and posting lists in one pair of files; 8 kB after gzip.
CHUNK: Final = 9_000
#: Articles in one file of addresses.
DOCUMENTS: Final = 88
#: The format of the files; the reader's side refuses another one.
FORMAT: Final = 2
#: Characters of a hash in a name.
HASH: Final = 6
DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A line of the dictionary under its key, with the posting lists of its forms."""

    key: str
    text: str
    lists: tuple[str, ...] = ()


def index_files(
    rows: Sequence[Row],
    beginnings: Sequence[tuple[str, str]],
    particles: Sequence[str],
    absent: Sequence[str],
    documents: Sequence[Document],
    tokens: Sequence[Tokens],
    sizes: Sequence[int],
    cards: Sequence[Card],
) -> dict[str, bytes]:
    """Return the files of an index: name → bytes.

    ``rows`` and ``beginnings`` (key, line) are sorted; ``sizes`` is each article's (``SIZES``).
    """
    files: dict[str, bytes] = {}

    def close(*parts: tuple[str, str]) -> str:
        hashed = hashlib.sha256("\0".join(text for _, text in parts).encode()).hexdigest()[:HASH]
        for kind, text in parts:
            name = f"{kind}-{hashed}"
            files[f"{name}.js"] = f'kashshaf.search.got("{name}",{_script(text)})\n'.encode()
        return hashed

    firsts: list[str] = []
    names: list[str] = []
    for start, end in _cuts([(row.key, len(row.text) + sum(map(len, row.lists))) for row in rows]):
        part = rows[start:end]
        firsts.append(part[0].key)
        text = "\n".join(row.text for row in part)
        lists = "\n".join(packed for row in part for packed in row.lists)
        names.append(close((f"w{len(names)}", text), (f"p{len(names)}", lists)))
    begins: list[str] = []
    begin_names: list[str] = []
    for start, end in _cuts([(word, len(line)) for word, line in beginnings]):
        begins.append(beginnings[start][0])
        text = "\n".join(line for _, line in beginnings[start:end])
        begin_names.append(close((f"b{len(begin_names)}", text)))
    groups: list[str] = []
    for start in range(0, len(documents), DOCUMENTS):
        listed: list[str] = []
        whole: list[tuple[str, str]] = []
        for number in range(start, min(start + DOCUMENTS, len(documents))):
            document = documents[number]
            url = "" if document.url == f"articles/{document.id}.html" else document.url
            title = " ".join(document.title.split())
            row = [document.id, url, title, _block_steps(document, tokens[number])]
            listed.append("\t".join(row))
            shown = [*row, document.date, document.source, document.blocks]
            whole.append((f"t{number}", _json(shown)))
        groups.append(close((f"d{len(groups)}", "\n".join(listed)), *whole))
    root = {
        "format": FORMAT,
        "articles": len(documents),
        "average": round(sum(SIZES[size] for size in sizes) / max(1, len(sizes)), 1),
        "sizes": "".join(DIGITS[size] for size in sizes),
        "firsts": " ".join(firsts),
        "words": "".join(names),
        "begins": " ".join(begins),
        "beginnings": "".join(begin_names),
        "documents": "".join(groups),
        "group": DOCUMENTS,
        "particles": " ".join(particles),
        "absent": "".join(close((f"x{at}", text)) for at, text in enumerate(filters(absent))),
        "facets": close(("f0", _json(_facets(documents, cards, sizes)))),
    }
    files["root.js"] = f"kashshaf.search.got('root',{_json(root)})\n".encode()
    return files


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _cuts(rows: Sequence[tuple[str, int]]) -> list[tuple[int, int]]:
    """Return where to cut sorted (key, length) into parts of ``CHUNK``, none inside a key."""
    cuts: list[tuple[int, int]] = []
    start = size = 0
    for number, (word, length) in enumerate(rows):
        if number > start and size + length > CHUNK and word != rows[number - 1][0]:
            cuts.append((start, number))
            start, size = number, 0
        size += length + 1
    if start < len(rows):
        cuts.append((start, len(rows)))
    return cuts


def _block_steps(document: Document, found: Tokens) -> str:
    """Return the length of each block in steps, with its anchor where that does not follow."""
    parts: list[str] = []
    following = 1
    for (anchor, _), length in zip(document.blocks, found.blocks, strict=True):
        steps = aligned(length) >> STEP_BITS
        parts.append(str(steps) if anchor == f"p{following}" else f"{anchor}:{steps}")
        if anchor.startswith("p"):
            following = int(anchor[1:]) + 1
    return " ".join(parts)


def aligned(at: int) -> int:
    """Return the next place that begins a step: no step lies in two paragraphs."""
    return (at + (1 << STEP_BITS) - 1) >> STEP_BITS << STEP_BITS


def _script(text: str) -> str:
    """Return a string literal that may stand in a script, in HTML as well."""
    return (
        json.dumps(text, ensure_ascii=False)
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def _facets(
    documents: Sequence[Document], cards: Sequence[Card], sizes: Sequence[int]
) -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Return kind → value → what it is called, and the articles that have it, packed."""
    labels = {card.id: card.heading for card in cards}
    found: dict[str, dict[str, list[int]]] = {
        kind: defaultdict(list) for kind in ("people", "topics", "source", "year")
    }
    for number, document in enumerate(documents):
        for kind, values in (
            ("people", document.people),
            ("topics", document.topics),
            ("source", (document.source,)),
            ("year", (document.year,)),
        ):
            for value in values:
                if value:
                    found[kind][value].append(number)
    return {
        kind: {
            value: (
                labels.get(value, value) if kind in ("people", "topics") else value,
                pack([(number, (0,)) for number in numbers], sizes, places=False),
            )
            for value, numbers in sorted(values.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        }
        for kind, values in found.items()
    }
