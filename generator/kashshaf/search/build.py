"""Articles and records → the files of the search index.

Every file is a script that hands one string to ``kashshaf.search``: ``<script src>`` works from a
hosted site and from a folder alike. The files are

- ``root.js``: how many articles, how long each is, and the directory of the other files;
- ``w*.js``: entries of the dictionary with their posting lists, sorted by key;
- ``b*.js``: the forms by letters, for a reader who is still typing;
- ``d*.js``: for some articles each address, title, length of paragraphs and name of its text;
- ``t*.js``: the text of one article, for the lines that results show;
- ``f*.js``: which articles have a person, a topic, a source or a year.

All but the root carry a hash of their content in the name: what changed has another name.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Final

from kashshaf.search.analyse import Analyser
from kashshaf.search.dictionary import Dictionary, make_dictionary
from kashshaf.search.lexicon import lexicon
from kashshaf.search.pack import STEP_BITS, TITLE_PLACES, pack
from kashshaf.search.text import coarse, fine, key, words
from kashshaf.search.vocabulary import vocabulary

#: Code points of dictionary entries in one file; about three quarters of that after gzip.
CHUNK: Final = 9_000
#: Articles in one file of addresses.
DOCUMENTS: Final = 16
#: A particle in more articles than this share has no list: it tells nothing from nothing.
_STOP: Final = 0.1
_FEW: Final = 20
#: Articles that a form is in at least, to be offered while its beginning is typed.
_BEGINNING: Final = 3
#: The format of the files; the reader's side refuses another one.
FORMAT: Final = 1
_DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(frozen=True, slots=True)
class Document:
    """An article as readers may see it: ``url`` from the site's root, blocks (anchor, text)."""

    id: str
    url: str
    title: str
    blocks: tuple[tuple[str, str], ...]
    year: str = ""
    date: str = ""
    source: str = ""
    people: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A record as the search shows it. ``names`` are its written forms, Latin ones included.

    ``mentions`` are (number of the article, anchor of the block, number of the word in it).
    """

    id: str
    kind: str
    heading: str
    note: str
    url: str
    names: tuple[str, ...]
    articles: int
    mentions: tuple[tuple[int, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a document in fine form, the title's apart; ``blocks`` counts each block's."""

    title: tuple[str, ...]
    body: tuple[str, ...]
    blocks: tuple[int, ...]


def tokenize(document: Document) -> Tokens:
    """Return the words of a document."""
    body: list[str] = []
    lengths: list[int] = []
    for anchor, text in document.blocks:
        if anchor == "title":
            lengths.append(0)
            continue
        before = len(body)
        body.extend(word for word, _, _ in words(text))
        lengths.append(len(body) - before)
    return Tokens(tuple(word for word, _, _ in words(document.title)), tuple(body), tuple(lengths))


def make_index(
    documents: Sequence[Document],
    cards: Sequence[Card] = (),
    names: Iterable[str] = (),
    tokens: Sequence[Tokens] | None = None,
    kept: Path | None = None,
) -> dict[str, bytes]:
    """Return the files of the index: name → bytes.

    ``names`` are words that are never stemmed; ``kept`` is the lexicon's file (see there).
    """
    if tokens is None:
        tokens = [tokenize(document) for document in documents]
    times = Counter[str]()
    for found in tokens:
        times.update(found.title)
        times.update(found.body)
    analyser = Analyser(lexicon(kept), vocabulary(times), frozenset(fine(name) for name in names))
    places, lengths = _invert(tokens, analyser)
    made = make_dictionary({base: len(found) for base, found in places.items()}, analyser)
    for form in times:
        _check_form(made, form, analyser)
    mentions = _add_cards(made, cards, documents, tokens)
    _add_exonyms(made, analyser)
    lines = _lines(made, places, mentions, cards, analyser, len(documents))
    seen = {base: len(found) for base, found in places.items()}
    small = analyser.lexicon.function_words
    most = max(_FEW, int(_STOP * len(documents)))
    particles = sorted(word for word in small if seen.get(word, 0) > most)
    return _files(lines, _beginnings(seen), particles, documents, tokens, lengths, cards)


def _invert(
    tokens: Sequence[Tokens], analyser: Analyser
) -> tuple[dict[str, list[tuple[int, list[int]]]], list[int]]:
    """Return base → articles and places, and the length of each article in words."""
    found: dict[str, list[tuple[int, list[int]]]] = defaultdict(list)
    lengths: list[int] = []
    joined = _joined(tokens, analyser)
    starts = {name[:size] for name in joined for size in range(2, len(name) - 1)}
    known: dict[str, tuple[str, str, bool]] = {}

    def look(word: str) -> tuple[str, str, bool]:
        plain = coarse(word)
        entry = known[word] = (analyser.base(word), plain, plain in starts)
        return entry

    for number, document in enumerate(tokens):
        here: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(document.title):
            here[(known.get(word) or look(word))[0]].append(min(at, TITLE_PLACES - 1))
        last = ""
        at = TITLE_PLACES
        start = 0
        for length in document.blocks:
            for word in document.body[start : start + length]:
                base, plain, begins = known.get(word) or look(word)
                here[base].append(at)
                if last and (whole := joined.get(last + plain)):
                    here[whole].append(at - 1)
                last = plain if begins else ""
                at += 1
            start += length
            at = _aligned(at)
            last = ""
        for word, places in here.items():
            found[word].append((number, places))
        lengths.append(len(document.body) + 3 * len(document.title))
    return found, lengths


def _aligned(at: int) -> int:
    """Return the next place that begins a step: no step lies in two paragraphs."""
    return (at + (1 << STEP_BITS) - 1) >> STEP_BITS << STEP_BITS


def _joined(tokens: Sequence[Tokens], analyser: Analyser) -> dict[str, str]:
    """Return names that are also written as two words: coarse form → base («فيسبوك»)."""
    known = analyser.lexicon
    found: dict[str, str] = {}
    for word in sorted(set().union(*(document.body for document in tokens))):
        base = analyser.base(word)
        if len(base) > 5 and not known.noun(base) and base not in known.families and base == word:
            found[coarse(base)] = base
    return found


def _check_form(made: Dictionary, form: str, analyser: Analyser) -> None:
    """Let a form lead to its word, where the reader's side would come to another one."""
    base = analyser.base(form)
    if base != form and base in made.homes and reader_base(form, made) != base:
        for head, weight in (made.aliases.get(base) or {made.homes[base]: 10}).items():
            made.alias(form, head, weight)


_PROCLITICS: Final = "وفبلك"
_ARTICLES: Final = ("وبال", "وكال", "فبال", "وال", "بال", "فال", "كال", "ولل", "فلل", "ال", "لل")


def reader_base(form: str, made: Dictionary) -> str:
    """Return what ``search.js`` takes a form for: the first of its parts that is in the index."""
    for part in parts(form):
        if part in made.homes or part in made.aliases:
            return part
    return form


def parts(form: str) -> list[str]:
    """Return a form, and what remains of it without proclitics, the longest first."""
    found = [form]
    for article in _ARTICLES:
        if form.startswith(article) and len(form) - len(article) >= 2:
            rest = form[len(article) :]
            found.extend(["ل" + rest, rest] if article.endswith("لل") else [rest])
            break
    if len(form) > 3 and (form[0] in _PROCLITICS or (form[0] == "س" and form[1] in "يتنأ")):
        found.extend(part for part in parts(form[1:]) if part not in found)
    return found


def _add_cards(
    made: Dictionary, cards: Sequence[Card], documents: Sequence[Document], tokens: Sequence[Tokens]
) -> dict[str, list[tuple[int, list[int]]]]:
    """Let the names of a record lead to it; return its mentions as postings."""
    starts = [_starts(document, found) for document, found in zip(documents, tokens, strict=True)]
    postings: dict[str, list[tuple[int, list[int]]]] = {}
    for card in cards:
        head = f"@{card.id}"
        for name in card.names:
            form = " ".join(word for word, _, _ in words(name))
            if not form:
                continue
            if form in made.homes and form not in made.aliases:
                made.alias(form, made.homes[form])
            made.alias(form, head)
        here: dict[int, list[int]] = defaultdict(list)
        for number, anchor, word in card.mentions:
            if anchor == "title":
                here[number].append(min(word, TITLE_PLACES - 1))
            elif anchor in starts[number]:
                first, length = starts[number][anchor]
                if word < length:
                    here[number].append(first + word)
        postings[head] = [(number, sorted(found)) for number, found in sorted(here.items())]
    return postings


def _starts(document: Document, found: Tokens) -> dict[str, tuple[int, int]]:
    """Return the place of the first word of each block, and how many words it has."""
    starts: dict[str, tuple[int, int]] = {}
    at = TITLE_PLACES
    for (anchor, _), length in zip(document.blocks, found.blocks, strict=True):
        if anchor != "title":
            starts[anchor] = (at, length)
        at = _aligned(at + length)
    return starts


def _add_exonyms(made: Dictionary, analyser: Analyser) -> None:
    """Let English names that no rule transliterates lead to the Arabic ones that are there."""
    for name, forms in analyser.lexicon.exonyms.items():
        latin = " ".join(word for word, _, _ in words(name))
        for form in forms:
            arabic = [analyser.base(word) for word, _, _ in words(form)]
            if latin and arabic and all(word in made.homes for word in arabic):
                made.alias(latin, "+".join(made.homes[word] for word in arabic))


def _lines(
    made: Dictionary,
    places: Mapping[str, list[tuple[int, list[int]]]],
    mentions: Mapping[str, list[tuple[int, list[int]]]],
    cards: Sequence[Card],
    analyser: Analyser,
    articles: int,
) -> list[tuple[str, str]]:
    """Return the entries as (key, line), sorted."""
    small = analyser.lexicon.function_words
    most = max(_FEW, int(_STOP * articles))
    rare = max(2, int(_STOP * articles / 5))
    lines: list[tuple[str, str]] = []
    for head, entry in made.entries.items():
        links = {target: weight for target, weight in entry.links.items() if _leads(made, target)}
        if not entry.forms and not links:
            continue
        kept = [form for form in entry.forms if form not in small or len(places[form]) <= most]
        if not kept and entry.forms and not links:
            continue
        forms = ";".join(
            f"{form}:{pack(places[form], places=form not in small or len(places[form]) <= rare)}"
            for form in kept
        )
        targets = ",".join(
            target if weight == 10 else f"{target}:{weight}"
            for target, weight in sorted(links.items(), key=lambda pair: (-pair[1], pair[0]))
        )
        lines.append((key(head.lstrip("*")), f"{head}|{forms}|{targets}"))
    for card in cards:
        head = f"@{card.id}"
        packed = pack(mentions[head]) if mentions[head] else ""
        shown = json.dumps(
            [card.kind, card.heading, card.note, card.url, card.articles, card.names],
            ensure_ascii=False,
        )
        lines.append((key(head), f"{head}|{head}:{packed}||{shown}"))
    for form, heads in made.aliases.items():
        there = {head: weight for head, weight in heads.items() if _there(made, head, mentions)}
        if there:
            targets = ",".join(
                head if weight == 10 else f"{head}:{weight}"
                for head, weight in sorted(there.items(), key=lambda pair: (-pair[1], pair[0]))
            )
            size = len(places[form]).bit_length() if form in places else ""
            lines.append((key(form.partition(" ")[0]), f"{form}>{targets}>{size}"))
    return sorted(lines)


def _leads(made: Dictionary, target: str) -> bool:
    entry = made.entries.get(target)
    return "@" in target or (entry is not None and bool(entry.forms or entry.links))


def _there(made: Dictionary, head: str, mentions: Mapping[str, object]) -> bool:
    return "+" in head or head in mentions or _leads(made, head)


def _beginnings(seen: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return the forms for a reader who is still typing, by letters: (coarse form, line).

    A line is the form and, as one digit, the bits of the number of its articles.
    """
    return sorted(
        (coarse(form), f"{form}{_DIGITS[count.bit_length()]}")
        for form, count in seen.items()
        if count >= _BEGINNING and len(form) > 3
    )


def _files(
    lines: list[tuple[str, str]],
    beginnings: list[tuple[str, str]],
    particles: list[str],
    documents: Sequence[Document],
    tokens: Sequence[Tokens],
    lengths: Sequence[int],
    cards: Sequence[Card],
) -> dict[str, bytes]:
    files: dict[str, bytes] = {}

    def close(kind: str, text: str) -> str:
        hashed = hashlib.sha256(text.encode()).hexdigest()[:6]
        name = f"{kind}-{hashed}"
        files[f"{name}.js"] = f'kashshaf.search.got("{name}",{_script(text)})\n'.encode()
        return hashed

    firsts, names = _chunks("w", lines, close)
    begins, begin_names = _chunks("b", beginnings, close)
    groups: list[str] = []
    rows: list[str] = []
    for number, (document, found) in enumerate(zip(documents, tokens, strict=True)):
        text = json.dumps(
            [document.date, document.source, document.blocks],
            ensure_ascii=False,
            separators=(",", ":"),
        )
        blocks = _block_steps(document, found)
        url = "" if document.url == f"articles/{document.id}.html" else document.url
        row = [document.id, url, document.title, blocks, close(f"t{number}", text)]
        rows.append(json.dumps(row, ensure_ascii=False, separators=(",", ":")))
        if len(rows) == DOCUMENTS or number == len(documents) - 1:
            groups.append(close(f"d{len(groups)}", "[" + ",\n".join(rows) + "]"))
            rows = []
    facets = close(
        "f0", json.dumps(_facets(documents, cards), ensure_ascii=False, separators=(",", ":"))
    )
    average = sum(lengths) / len(lengths) if lengths else 1.0
    root = {
        "format": FORMAT,
        "articles": len(documents),
        "average": round(average, 1),
        "lengths": _short(lengths),
        "firsts": firsts,
        "words": names,
        "begins": begins,
        "beginnings": begin_names,
        "documents": "".join(groups),
        "group": DOCUMENTS,
        "particles": " ".join(particles),
        "facets": facets,
    }
    files["root.js"] = (
        f"kashshaf.search.got('root',{json.dumps(root, ensure_ascii=False)})\n".encode()
    )
    return files


def _chunks(
    kind: str, lines: list[tuple[str, str]], close: Callable[[str, str], str]
) -> tuple[str, str]:
    """Write sorted lines to files of about ``CHUNK`` characters, none cut inside a key.

    Return the first key of each, with spaces between, and their hashes without.
    """
    firsts: list[str] = []
    names: list[str] = []
    chunk: list[str] = []
    size = 0
    for number, (word, line) in enumerate(lines):
        if chunk and size + len(line) > CHUNK and word != lines[number - 1][0]:
            names.append(close(f"{kind}{len(names)}", "\n".join(chunk)))
            chunk, size = [], 0
        if not chunk:
            firsts.append(word)
        chunk.append(line)
        size += len(line) + 1
    if chunk:
        names.append(close(f"{kind}{len(names)}", "\n".join(chunk)))
    return " ".join(firsts), "".join(names)


def _block_steps(document: Document, found: Tokens) -> str:
    """Return the length of each block in steps, with its anchor where that does not follow."""
    parts: list[str] = []
    following = 1
    for (anchor, _), length in zip(document.blocks, found.blocks, strict=True):
        steps = _aligned(length) >> STEP_BITS
        parts.append(str(steps) if anchor == f"p{following}" else f"{anchor}:{steps}")
        if anchor.startswith("p"):
            following = int(anchor[1:]) + 1
    return " ".join(parts)


def _script(text: str) -> str:
    """Return a string literal that may stand in a script, in HTML as well."""
    return (
        json.dumps(text, ensure_ascii=False)
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def _short(lengths: Sequence[int]) -> str:
    """Return lengths in words, two to a character: eight steps of a power of two each.

    A step is 32 words or fewer, 64, 128 … 4,096 or more.
    """
    steps = [min(7, max(0, round(log2(max(length, 1)) - 5))) for length in lengths]
    if len(steps) % 2:
        steps.append(0)
    return "".join(
        _DIGITS[one * 8 + other] for one, other in zip(steps[::2], steps[1::2], strict=True)
    )


def _facets(
    documents: Sequence[Document], cards: Sequence[Card]
) -> dict[str, dict[str, tuple[str, str]]]:
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
                pack([(n, (0,)) for n in numbers], places=False),
            )
            for value, numbers in sorted(values.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        }
        for kind, values in found.items()
    }
