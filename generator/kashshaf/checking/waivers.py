"""Findings that editors said may stay: they are set aside, each with the reason given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kashshaf.checking.codes import may_be_waived
from kashshaf.findings import finding
from kashshaf.model import Article, Edition, Finding, Waiver
from kashshaf.source import Lines

_MARKS: Final = "[\"«»“”„']"
_UNQUOTED: Final = re.compile(_MARKS)
_BETWEEN: Final = rf"(?:\s|{_MARKS})*"


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that was waived, and the reason."""

    finding: Finding
    reason: str


class _Place:
    """An article whose record has waivers: which paragraph of it a finding is about."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._lines: Lines | None = None

    def offset(self, found: Finding) -> int | None:
        """Return the offset in the source that a finding points to, if it points into it."""
        if found.location.path != self._article.path or not found.location.line:
            return None
        self._lines = self._lines or Lines(self._article.path, self._article.printed)
        return self._lines.offset(found.location)

    def anchor(self, found: Finding) -> str:
        offset = self.offset(found)
        if offset is not None:
            for block in self._article.blocks:
                span = self._article.in_source(block.span)
                if span.start <= offset < max(span.end, span.start + 1):
                    return block.anchor
        return found.fix.anchor if found.fix else ""

    def stands_in(self, surface: str, found: Finding) -> bool:
        """Tell whether a finding is at, or right beside, the surface within one block.

        White space and marks of quotation may be other ones than the source has.
        """
        offset = self.offset(found)
        if offset is None:
            return False
        spans = map(self._article.block_in_source, self._article.blocks)
        room = next((span for span in spans if span.start <= offset <= span.end), None)
        reach = 2 * len(surface) + 20
        first = max(room.start if room else 0, offset - reach)
        last = min(room.end if room else len(self._article.printed), offset + reach)
        words = _UNQUOTED.sub(" ", surface.strip("…")).split()
        if not words:
            return False
        pattern = _BETWEEN.join(f"{_MARKS}*".join(map(re.escape, word)) for word in words)
        return any(
            match.start() - 1 <= offset - first <= match.end()
            for match in re.finditer(
                f"{_MARKS}*{pattern}{_MARKS}*", self._article.printed[first:last]
            )
        )


def waive(
    edition: Edition, findings: Iterable[Finding], unasked: tuple[str, ...] = ()
) -> tuple[tuple[Finding, ...], tuple[Waived, ...]]:
    """Return the findings that stay open, and those that are waived.

    A waiver in a record is for the findings about that article: in its source and in its record.
    Open are also those about the waivers themselves: the ones that nothing was waived by.
    """
    places: dict[str, tuple[_Place, tuple[Waiver, ...]]] = {}
    for article in edition.articles:
        if article.record.waivers:
            place = _Place(article)
            for path in (article.path, article.record.location.path):
                places[path] = (place, article.record.waivers)
    general = edition.config.options.waivers
    if not places and not general:
        return tuple(findings), ()
    stay: list[Finding] = []
    waived: list[Waived] = []
    used: set[Waiver] = set()
    for found in findings:
        one, own = places.get(found.location.path, (None, ()))
        fitting = _first(found, one, own) or _first(found, None, general)
        if fitting is None or not may_be_waived(found):
            stay.append(found)
        else:
            used.add(fitting)
            waived.append(Waived(found, fitting.reason))
    written = (*general, *(w for article in edition.articles for w in article.record.waivers))
    for waiver in written:
        if waiver not in used and not waiver.code.startswith(unasked):
            what = f" of «{waiver.surface[:80]}»" if waiver.surface else ""
            message = f"nothing here is waived by the waiver of {waiver.code}{what}"
            stay.append(finding("K430", waiver.location, message))
    return tuple(stay), tuple(waived)


def _first(found: Finding, place: _Place | None, waivers: Sequence[Waiver]) -> Waiver | None:
    return next((waiver for waiver in waivers if _fits(waiver, found, place)), None)


def _fits(waiver: Waiver, found: Finding, place: _Place | None) -> bool:
    if waiver.code != found.code or waiver.path not in ("", found.location.path):
        return False
    if waiver.anchor and (place is None or place.anchor(found) != waiver.anchor):
        return False
    if not waiver.surface or f"«{waiver.surface}»" in found.message:
        return True
    if found.fix and " ".join(found.fix.surface.split()) == waiver.surface:
        return True
    return place is not None and place.stands_in(waiver.surface, found)
