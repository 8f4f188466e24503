"""What an engine is to this benchmark: a site that somebody would ship, and a script to drive it.

The script runs in the page before anything else does. It finds ``bench.word`` and defines

- ``bench.start()``: resolves to ms from the search's beginning to load until it has answered
  ``bench.word`` with as many results as it would show at first;
- ``bench.all(query)``: resolves to ``{refs, ms}``, the complete ranked list of results, as strings
  that ``Site.articles`` or the name in them (a00042) leads to documents, and how long it took.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from benchmarks.search.queries import Document
from benchmarks.search.shop import Workshop

_NAME: Final = re.compile(r"(?<![a-z0-9])a(\d{5,})(?![a-z0-9])")


@dataclass(frozen=True, slots=True)
class Site:
    """A built site: where it is, the page to open, the script; ``seconds`` is all of building."""

    folder: Path
    page: str
    script: str
    seconds: float
    articles: Mapping[str, str] | None = None

    def ids(self, refs: Iterable[str], documents: Sequence[Document]) -> tuple[str, ...]:
        """Return the ids of the articles among results, each once; other pages are left out."""
        if self.articles is not None:
            refs = (self.articles.get(ref, "") for ref in refs)
        found = (_NAME.search(ref) for ref in refs)
        return tuple(dict.fromkeys(documents[int(one[1])].id for one in found if one))


class Engine(Protocol):
    """An engine; ``version`` is what the reader of the table is told."""

    @property
    def name(self) -> str: ...

    def version(self) -> str: ...

    def build(self, shop: Workshop) -> Site: ...
