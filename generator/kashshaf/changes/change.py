"""The types of a comparison: what changed, without a word of any language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Section = Literal["archive", "articles", "people", "topics", "terms", "findings"]
SECTIONS: Final[tuple[Section, ...]] = (
    *("archive", "articles", "people", "topics", "terms", "findings"),
)
What = Literal[
    "added",  # the subject is new
    "removed",
    "published",  # it was there before, but nobody had reviewed it
    "withdrawn",
    "id",  # it is called ``new`` and was called ``old``
    "file",  # the same for an article's path
    "text",  # the source: ``counts`` of paragraphs added, removed, changed
    "blocks",  # the same words are cut into other blocks
    "set",  # ``key`` has a value and had none
    "unset",
    "changed",  # ``key``: ``old`` → ``new``, both empty where they are too long to be told
    "item-added",  # ``key`` is a list, ``items`` are what is new in it
    "item-removed",
    "correction",  # ``items``: its text; its text was ``old``, or ``key`` (kind, note) changed
    "review",  # ``items``: by whom, when; ``old``: by whom before. No ``items``: taken out
    "approval",  # the same
    "status",  # the one that holds, where no review or approval says it
    "mentions",  # ``effect``, for another reason than those above
    "gained",  # a topic: ``items`` are articles
    "lost",
    "by-editor",  # a topic of ``items`` that follows from an editor's word now, or (``old``) did
    "settled",  # a name: ``items`` its blocks, ``old`` the candidates, ``new`` who is meant now
    "open",  # the other way round
    "reassigned",  # a name: ``old`` and ``new`` are who was and who is meant
    "found",  # findings of one code: ``counts`` of new and gone ones, ``items`` where
]


@dataclass(frozen=True, slots=True)
class Effect:
    """Mentions that a record gained and lost: (article, how many), in the order of the ids."""

    gained: tuple[tuple[str, int], ...] = ()
    lost: tuple[tuple[str, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gained or self.lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one subject: a record or an article (``id``), or the findings of a code.

    ``surface`` is a name as a text has it; ``key`` the key of the hand-written file.
    """

    section: Section
    id: str
    heading: str
    what: What
    key: str = ""
    old: str = ""
    new: str = ""
    surface: str = ""
    items: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    effect: Effect = Effect()
    people: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
