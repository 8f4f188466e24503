"""What could not be read, and so what cannot be said of the files that speak of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kashshaf.archive import ARTICLES, REGISTERS
from kashshaf.model import Article, Finding, Kind
from kashshaf.record import is_unreadable

#: The findings of a file that was not read as a whole, and of one in YAML.
_UNREAD: Final = frozenset({"K102", "K105", "K106", "K107", "K109"})
_UNREAD_YAML: Final = frozenset({"K101", "K200", "K205", "K211"})
_REGISTER_OF: Final[dict[Kind, str]] = {
    "person": f"{REGISTERS}/people.yml",
    "topic": f"{REGISTERS}/topics.yml",
    "term": f"{REGISTERS}/glossary.yml",
}


def holds(found: Finding) -> bool:
    """Tell a finding that a file as a whole could not be read, or has no page for another's sake.

    Nothing is removed meanwhile: the page that belongs to nothing may be that file's.
    """
    if found.code in _UNREAD:
        return True
    return found.code in _UNREAD_YAML and found.location.path.endswith(".yml")


@dataclass(frozen=True, slots=True)
class Unread:
    """What is not known while some files cannot be read.

    A reference that leads to nothing may lead there, so it is no finding: one slip in a register
    would be forty. ``records`` are the ids of articles whose record is not known.
    """

    kinds: frozenset[Kind] = frozenset()
    records: frozenset[str] = frozenset()
    ids: bool = False  # of articles: whatever id is asked for may be one of theirs

    @property
    def articles(self) -> bool:
        """Tell whether anything of any article is not known."""
        return self.ids or bool(self.records)

    def any_of(self, kinds: Iterable[Kind]) -> bool:
        """Tell whether records of one of these kinds are not known."""
        return not self.kinds.isdisjoint(kinds)


NOTHING: Final = Unread()


def unread_of(
    paths: Collection[str], findings: Iterable[Finding], articles: Sequence[Article]
) -> Unread:
    """Return what is not known: ``paths`` could not be read, others have their findings."""
    gone = {*paths, *(found.location.path for found in findings if holds(found))}
    known = {path for one in articles for path in (one.path, one.record.location.path)}
    withheld = [one for one in articles if is_unreadable(one.record)]
    return Unread(
        frozenset(kind for kind, path in _REGISTER_OF.items() if path in gone or REGISTERS in gone),
        frozenset(one.id for one in withheld),
        any(path.startswith(ARTICLES) for path in gone - known)
        or not all(one.record.slug for one in withheld),
    )
