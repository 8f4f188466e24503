"""Rules × articles → findings, each at its place in the source, with the correction if certain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from kashshaf.findings import finding
from kashshaf.lint.base import Fault, Rule, Text, Values
from kashshaf.lint.registry import RULES
from kashshaf.model import Article, CheckSettings, Edition, Finding, Fix, Severity, Span
from kashshaf.source import Lines

#: How many findings of one rule an article gets before the rest are only counted.
REPEATS: Final = 20
#: Words that are added to a surface until it occurs once.
_NEIGHBOURS: Final = 12
_SHOWN: Final = 80

Progress = Callable[[str, int, int], None]
Chosen = tuple[Rule, Severity, Values]


def chosen(settings: CheckSettings) -> tuple[Chosen, ...]:
    """Return the rules that run in an archive, with their severities and options."""
    said = dict(settings.rules)
    found: list[Chosen] = []
    for rule in RULES:
        setting = said.get(rule.code)
        if setting is None:
            if rule.on:
                found.append((rule, rule.severity, Values(rule.choices)))
        elif setting.severity != "off":
            values = Values(rule.choices, dict(setting.numbers), dict(setting.words))
            found.append((rule, setting.severity or rule.severity, values))
    return tuple(found)


def lint(
    edition: Edition, progress: Progress = lambda what, done, total: None
) -> tuple[Finding, ...]:
    """Return what the rules find in the articles of an edition and in its editors' words."""
    rules = chosen(edition.config.check)
    found: list[Finding] = []
    over_all = [rule for rule in rules if rule[0].check_all]
    faults: dict[str, list[tuple[Chosen, Fault]]] = {}
    if over_all:
        texts = [Text(article) for article in edition.articles]
        for which in over_all:
            check_all = which[0].check_all
            assert check_all is not None
            for text, fault in check_all(texts, which[2]):
                faults.setdefault(text.article.id, []).append((which, fault))
    for done, article in enumerate(edition.articles):
        if done % 64 == 0:
            progress("linting", done, len(edition.articles))
        text = Text(article, edition.mentions.get(article.id, ()))
        own = faults.get(article.id, [])
        own += [(which, fault) for which in rules for fault in of_text(which, text)]
        found += in_article(article, own)
    for rule, severity, values in rules:
        if rule.check_own:
            found += [
                replace(finding(rule.code, note.location, note.message), severity=severity)
                for note in rule.check_own(edition, values)
            ]
    return tuple(found)


def of_text(which: Chosen, text: Text) -> Iterator[Fault]:
    """Yield what one rule finds in one article, without what the archive says is no fault."""
    rule, _, values = which
    if rule.check is None:
        return
    spared = set(values.words("except"))
    for fault in rule.check(text, values):
        if not spared or text.article.text[fault.span.start : fault.span.end] not in spared:
            yield fault


def in_article(article: Article, faults: list[tuple[Chosen, Fault]]) -> Iterator[Finding]:
    """Turn the faults of one article into findings, in the order of the text."""
    if not faults:
        return
    lines = Lines(article.path, article.printed)
    fixes = _Fixes(article)
    repeats: dict[str, int] = {}
    last: dict[str, Finding] = {}
    for (rule, severity, _), fault in sorted(faults, key=lambda f: (f[1].span, f[0][0].code)):
        repeats[rule.code] = repeats.get(rule.code, 0) + 1
        if repeats[rule.code] > REPEATS:
            continue
        where = lines.at(article.in_source(fault.span).start)
        made = finding(rule.code, where, _message(article.text, fault))
        last[rule.code] = made = replace(made, severity=severity, fix=fixes.of(fault))
        yield made
    for code, number in repeats.items():
        if number > REPEATS:
            more = f"and {number - REPEATS} more of the same in this article"
            yield replace(last[code], message=more, fix=None)


def quote(text: str) -> str:
    """Return a surface as a message shows it: on one line, and not too long.

    >>> quote("كلمة  كلمة")
    '«كلمة كلمة»'
    """
    words = " ".join(text.split())
    return f"«{words[:_SHOWN]}…»" if len(words) > _SHOWN else f"«{words}»"


def _message(text: str, fault: Fault) -> str:
    """Return what a fault says; one that names no words is given those where it stands."""
    if "«" in fault.message.replace("opening «", "").replace("with «", ""):
        return fault.message
    start, end = _left(text, fault.span.start), _right(text, fault.span.end)
    return f"{fault.message}: {quote(text[start:end])}"


class _Fixes:
    """The corrections of one article: none of them overlaps another one."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._blocks = [(block.span, block.anchor) for block in article.blocks]
        self._taken = [edit.printed for edit in article.edits]

    def of(self, fault: Fault) -> Fix | None:
        """Return the correction of a fault; its surface occurs once in its block."""
        if fault.correct is None:
            return None
        article = self._article
        here = fault.span
        at = next(
            (b for b in self._blocks if b[0].start <= here.start and here.end <= b[0].end), None
        )
        if at is None:
            return None
        span, room = article.in_source(here), article.in_source(at[0])
        printed = article.printed
        if printed[span.start : span.end] != article.text[here.start : here.end]:
            return None  # the place has been corrected, and is wrong still: not for a machine
        wide = _once(printed[room.start : room.end], span.start - room.start, span.end - room.start)
        if wide is None:
            return None
        first, end = wide[0] + room.start, wide[1] + room.start
        if any(first < taken.end and taken.start < end for taken in self._taken):
            return None  # the next run finds it, when the other one has been made
        surface = printed[first:end]
        correct = printed[first : span.start] + fault.correct + printed[span.end : end]
        # A record is YAML, which keeps no other white space than single spaces.
        if " ".join(surface.split()) != surface or " ".join(correct.split()) != correct:
            return None
        self._taken.append(Span(first, end))
        return Fix(article.record.location.path, at[1], surface, correct, fault.kind)


_SPACE: Final = re.compile(r"\s")


def _once(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Lengthen a stretch of ``text`` to whole words, and by words, until it occurs once."""
    start, end = _left(text, start), _right(text, end)
    for step in range(_NEIGHBOURS):
        if text.find(text[start:end]) == start and text.find(text[start:end], start + 1) < 0:
            return start, end
        if start and (step % 2 == 0 or end == len(text)):
            start = _left(text, len(text[:start].rstrip()))
        elif end < len(text):
            end = _right(text, len(text) - len(text[end:].lstrip()))
    return None


def _left(text: str, at: int) -> int:
    while at and not text[at - 1].isspace():
        at -= 1
    return at


def _right(text: str, at: int) -> int:
    found = _SPACE.search(text, at)
    return found.start() if found else len(text)
