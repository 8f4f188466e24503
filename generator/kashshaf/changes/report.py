"""Changes → a report: sentences under headings, of a length that can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, Protocol

from kashshaf.changes.change import Change, Section
from kashshaf.changes.style import Markdown, Style, Terminal

#: Subjects of a section, and sentences of a subject; what is more is counted.
MOST: Final = 20
MOST_SAID: Final = 8
_LONGEST_HEADING: Final = 60
#: Bytes of Markdown: a comment of GitHub's has 65,536 characters, a job's summary more.
MOST_BYTES: Final = 60_000


class Language(Protocol):
    """The sentences of a language."""

    direction: str
    sections: dict[Section, str]
    nothing: str
    disk: str
    no_archive: str

    def title(self, old: str, new: str) -> str:
        """What the report is about; both states are named."""

    def more(self, number: int) -> str:
        """Where a section is cut."""

    def cut(self, number: int) -> str:
        """Where the whole is cut."""

    def say(self, change: Change, style: Style) -> str:
        """What happened to the subject of a change."""


def as_text(
    changes: Sequence[Change], language: Language, old: str, new: str, *, every: bool = False
) -> str:
    """Return the report for a terminal, with a line break at its end."""
    if not changes:
        return f"{language.nothing}\n"
    style = Terminal()
    lines = [f"{language.title(style.text(old), style.text(new))}:"]
    for section, sentences in _sections(changes, language, style, every):
        lines += ["", language.sections[section]]
        shown, left = _first(sentences, every)
        lines += [f"  {sentence}" for sentence in shown]
        if left:
            lines.append(f"  … {language.more(left)}")
    return "\n".join(lines) + "\n"


def as_markdown(
    changes: Sequence[Change], language: Language, old: str, new: str, *, every: bool = False
) -> str:
    """Return the report as Markdown of less than ``MOST_BYTES`` bytes."""
    style = Markdown()
    lines = [f"## {language.title(style.code(old), style.code(new))}", ""]
    if not changes:
        return "\n".join([*lines, language.nothing, ""])
    for section, sentences in _sections(changes, language, style, every):
        lines += [f"### {language.sections[section]}", ""]
        shown, left = _first(sentences, every)
        lines += [f"- {sentence}" for sentence in shown]
        if left:
            lines.append(f"- … {language.more(left)}")
        lines.append("")
    if language.direction == "rtl":
        lines = ['<div dir="rtl">', "", *lines, "</div>", ""]
    return _bounded(lines, language)


def _sections(
    changes: Iterable[Change], language: Language, style: Style, every: bool
) -> Iterator[tuple[Section, list[str]]]:
    for section, group in groupby(changes, key=lambda change: change.section):
        subjects = groupby(group, key=lambda change: change.id)
        yield (
            section,
            [_line(tuple(changes), language, style, every) for _, changes in subjects],
        )


def _line(changes: Sequence[Change], language: Language, style: Style, every: bool) -> str:
    """Return all that happened to one subject."""
    subject = changes[0]
    rtl = language.direction == "rtl"
    sentences, left = _first([language.say(change, style) for change in changes], every, MOST_SAID)
    said = ("؛ " if rtl else "; ").join(sentences + [language.more(left)] * bool(left))
    if rtl and subject.section == "findings":
        return said  # it names the code; titles of findings are English
    title = subject.heading
    heading = f" ({style.text(title, _LONGEST_HEADING)})" if title else ""
    return f"{style.code(subject.id)}{heading}: {said}"


def _first(sentences: list[str], every: bool, most: int = MOST) -> tuple[list[str], int]:
    # «and 1 more» would take the place of the one.
    if every or len(sentences) <= most + 1:
        return sentences, 0
    return sentences[:most], len(sentences) - most


def _bounded(lines: Sequence[str], language: Language) -> str:
    """Join lines up to the limit; where it is reached, count the sentences that are left."""
    end = ["</div>", ""] if language.direction == "rtl" else [""]
    room = MOST_BYTES - 300
    kept: list[str] = []
    for number, line in enumerate(lines):
        room -= len(line.encode()) + 1
        if room < 0:
            left = sum(line.startswith("- ") for line in lines[number:])
            return "\n".join([*kept, f"- … {language.cut(left)}", "", *end])
        kept.append(line)
    return "\n".join(kept)
