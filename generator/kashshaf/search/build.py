"""Articles and records → the rows of the search index: what stands where, under which word."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from kashshaf.search.absent import absent_words
from kashshaf.search.analyse import Analyser
from kashshaf.search.dictionary import SPELLING, WHOLE, Dictionary, make_dictionary
from kashshaf.search.documents import Card, Document, Tokens, tokenize
from kashshaf.search.files import DIGITS, Row, aligned, index_files
from kashshaf.search.lexicon import lexicon
from kashshaf.search.pack import STEP_BITS, TITLE_PLACES, pack, size_of
from kashshaf.search.text import coarse, fine, key, words
from kashshaf.search.vocabulary import vocabulary

#: A particle in more articles than this share has no list: it tells nothing from nothing.
_STOP: Final = 0.1
_FEW: Final = 20
#: Up to so many articles, no particle tells anything, however rare it is.
_FEW_ARTICLES: Final = 200
#: Of so many articles a form is in one at least, to be offered while its beginning is typed; up
#: to three in archives of middle size.
_BEGINNING: Final = 2000
_BEGINNING_SMALL: Final = 100

#: A base → the articles that have it, and the numbers of the words there.
Places = Mapping[str, Sequence[tuple[int, Sequence[int]]]]


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
    places, sizes = _invert(tokens, analyser)
    made = make_dictionary({base: len(found) for base, found in places.items()}, analyser)
    for form in times:
        _check_form(made, form, analyser)
    mentions = _add_cards(made, cards, documents, tokens)
    _add_exonyms(made, analyser)
    rows = _rows(made, places, mentions, cards, analyser, sizes)
    seen = {base: len(found) for base, found in places.items()}
    small = analyser.lexicon.function_words
    most = max(_FEW, int(_STOP * len(documents)))
    common = most if len(documents) > _FEW_ARTICLES else -1
    particles = {word for word in small if seen.get(word, 0) > common} | analyser.lexicon.questions
    begun = _beginnings(seen, len(documents))
    absent = absent_words(made, seen, analyser)
    return index_files(rows, begun, sorted(particles), absent, documents, tokens, sizes, cards)


def _invert(
    tokens: Sequence[Tokens], analyser: Analyser
) -> tuple[dict[str, list[tuple[int, list[int]]]], list[int]]:
    """Return base → articles and places, and the size of each article (a number of ``SIZES``)."""
    found: dict[str, list[tuple[int, list[int]]]] = defaultdict(list)
    sizes: list[int] = []
    joined = _joined(tokens, analyser)
    starts = {name[:size] for name in joined for size in range(2, len(name) - 1)}
    bases: dict[str, str] = {}
    begins: dict[str, str] = {}
    for word in set().union(*(document.title + document.body for document in tokens)):
        plain = coarse(word)
        bases[word] = analyser.base(word)
        if plain in starts:
            begins[word] = plain
    for number, document in enumerate(tokens):
        here: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(document.title):
            here[bases[word]].append(min(at, TITLE_PLACES - 1))
        at = TITLE_PLACES
        start = 0
        for length in document.blocks:
            last = ""
            for place, word in enumerate(document.body[start : start + length], at):
                here[bases[word]].append(place)
                if last and (whole := joined.get(last + coarse(word))):
                    here[whole].append(place - 1)
                last = begins.get(word, "")
            start += length
            at = aligned(at + length)
        for word, places in here.items():
            found[word].append((number, places))
        sizes.append(size_of(at >> STEP_BITS))
    return found, sizes


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
        at = aligned(at + length)
    return starts


def _add_exonyms(made: Dictionary, analyser: Analyser) -> None:
    """Let English names that no rule transliterates lead to the Arabic ones that are there."""
    for name, forms in analyser.lexicon.exonyms.items():
        latin = " ".join(word for word, _, _ in words(name))
        for form in forms:
            arabic = [analyser.base(word) for word, _, _ in words(form)]
            if latin and arabic and all(word in made.homes for word in arabic):
                made.alias(latin, "+".join(made.homes[word] for word in arabic))


def _rows(
    made: Dictionary,
    places: Places,
    mentions: Places,
    cards: Sequence[Card],
    analyser: Analyser,
    sizes: Sequence[int],
) -> list[Row]:
    """Return the dictionary's rows, sorted.

    ``head|forms|links|card``, without what is empty at the end. Among the forms, which spaces
    divide, the head itself is empty; ``-`` stands for none. An alias is ``form>links>size``, the
    size left out where the form has no list; without links it leads to the word of its name.
    """
    small = analyser.lexicon.function_words
    most = max(_FEW, int(_STOP * len(sizes)))
    rare = max(2, int(_STOP * len(sizes) / 5))
    rows: list[Row] = []
    for head, entry in made.entries.items():
        links = {target: weight for target, weight in entry.links.items() if _leads(made, target)}
        kept = [form for form in entry.forms if form not in small or len(places[form]) <= most]
        if not kept and not links:
            continue
        forms = " ".join("" if form == head else form for form in kept) if kept else "-"
        lists = tuple(
            pack(places[form], sizes, places=form not in small or len(places[form]) <= rare)
            for form in kept
        )
        text = f"{head}|{forms}|{_links(links, SPELLING)}".rstrip("|")
        rows.append(Row(key(head.lstrip("*")), text, lists))
    for card in cards:
        head = f"@{card.id}"
        packed = pack(mentions[head], sizes) if mentions[head] else ""
        shown = json.dumps(
            [card.kind, card.heading, card.note, card.url, card.articles, card.names],
            ensure_ascii=False,
        )
        rows.append(Row(key(head), f"{head}|||{shown}", (packed,)))
    for form, heads in made.aliases.items():
        there = {head: weight for head, weight in heads.items() if _there(made, head, mentions)}
        if there:
            size = len(places[form]).bit_length() if form in places else ""
            leads = "" if there == {form: WHOLE} else _links(there, WHOLE)
            text = f"{form}>{leads}>{size}" if size else f"{form}>{leads}"
            rows.append(Row(key(form.partition(" ")[0]), text))
    return sorted(rows)


def _links(links: Mapping[str, int], usual: int) -> str:
    """Return links with their weights in tenths, the strongest first; the usual is not written."""
    return " ".join(
        target if weight == usual else f"{target}:{weight}"
        for target, weight in sorted(links.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _leads(made: Dictionary, target: str) -> bool:
    entry = made.entries.get(target)
    return "@" in target or (entry is not None and bool(entry.forms or entry.links))


def _there(made: Dictionary, head: str, mentions: Mapping[str, object]) -> bool:
    return "+" in head or head in mentions or _leads(made, head)


def _beginnings(seen: Mapping[str, int], articles: int) -> list[tuple[str, str]]:
    """Return the forms for a reader who is still typing, by letters: (coarse form, line).

    A line is the form and, as one digit, the bits of the number of its articles.
    """
    least = max(1, min(3, articles // _BEGINNING_SMALL), articles // _BEGINNING)
    return sorted(
        (coarse(form), f"{form}{DIGITS[count.bit_length()]}")
        for form, count in seen.items()
        if count >= least and len(form) > 3 and not form[0].isdecimal()
    )
