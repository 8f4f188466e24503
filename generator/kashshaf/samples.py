"""Index → what the page of the search gives as examples: words that this archive answers to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeVar
from urllib.parse import quote

from kashshaf.index import Index
from kashshaf.markup import inline
from kashshaf.model import Article, Authority
from kashshaf.search.text import coarse, words

R = TypeVar("R", bound=Authority)
#: Names of several plain words: no quotation marks, nothing that a query would read as a sign.
_PLAIN: Final = re.compile(r"[^\W_]+(?: [^\W_]+){1,4}\Z")
#: Of so many people pairs are tried.
_TRIED: Final = 20


def samples(index: Index) -> dict[str, str]:
    """Return Markdown of examples, each a link that asks for it; empty where there is none.

    ``phrase`` is a quotation, ``without`` a word and one to leave out, ``latin`` a name in Latin
    letters and ``arabic`` the record it finds. Only articles that are shown whole count.
    """
    shown = _articles(index)
    phrase = _first(index.terms, shown, lambda record: _is_written(record, index)) or _first(
        index.people, shown, lambda record: _is_written(record, index)
    )
    named = _first(index.people, shown, lambda record: bool(record.latin))
    without = next(_without(index, shown), "")
    return {
        "phrase": _link(f"«{phrase.heading}»") if phrase else "",
        "without": _link(without) if without else "",
        "latin": _link(named.latin) if named else "",
        "arabic": inline(named.heading) if named else "",
    }


def _link(query: str) -> str:
    return f'<a class="ks-sample" href="index.html?q={quote(query, safe="")}">{inline(query)}</a>'


def _is_whole(article: Article) -> bool:
    return article.record.rights == "full"


def _articles(index: Index) -> dict[str, frozenset[str]]:
    """Return record → the articles that name it and are shown whole."""
    return {
        record: frozenset(one.article.id for one in found if _is_whole(one.article))
        for record, found in index.occurrences.items()
    }


def _ranked(records: Mapping[str, R], shown: Mapping[str, frozenset[str]]) -> list[R]:
    """Return records that articles name, those of most articles first."""
    return sorted(
        (record for record in records.values() if shown.get(record.id)),
        key=lambda record: (-len(shown[record.id]), record.id),
    )


def _first(
    records: Mapping[str, Authority],
    shown: Mapping[str, frozenset[str]],
    wanted: Callable[[Authority], bool],
) -> Authority | None:
    return next((record for record in _ranked(records, shown) if wanted(record)), None)


def _is_written(record: Authority, index: Index) -> bool:
    """Tell whether a text has the heading of a record, word for word."""
    return bool(_PLAIN.match(record.heading)) and any(
        _words(mention.surface) == _words(record.heading)
        for one in index.occurrences[record.id]
        if _is_whole(one.article)
        for mention in one.mentions
    )


def _words(text: str) -> list[str]:
    return [coarse(word) for word, _, _ in words(text)]


def _without(index: Index, shown: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Yield «ا -ب»: a surname, and one that some of its articles have, and not all."""
    people = [p for p in _ranked(index.people, shown) if len(_words(p.surname)) == 1]
    bearers: dict[str, int] = {}
    for person in people:
        bearers[person.surname] = bearers.get(person.surname, 0) + 1
    alone = [person for person in people if bearers[person.surname] == 1]
    for one in alone[:_TRIED]:
        for other in alone[:_TRIED]:
            both = shown[one.id] & shown[other.id]
            if both and both != shown[one.id]:
                yield f"{one.surname} -{other.surname}"
