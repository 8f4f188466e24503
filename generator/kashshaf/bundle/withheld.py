"""The words that no excerpt shows, and whether they are in a bundle after all.

What was made is read, and not how it was made: a page that quotes more than an excerpt is found
whoever wrote it, and whatever part of the program did.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kashshaf.bundle.checks import Content, Progress
from kashshaf.findings import finding
from kashshaf.model import Article, Edition, Finding, Location
from kashshaf.site import SITE
from kashshaf.views import Views

#: Words in a row that are a quotation, and no turn of phrase that two texts may share.
RUN: Final = 8
_TEXTUAL: Final = re.compile(
    r"\.(?:html?|xhtml|svg|xml|js|mjs|json|css|txt|md|csv|vtt|bib|ris)\Z", re.IGNORECASE
)
#: A word with its vowel signs, which are no word characters to Python.
_WORD: Final = re.compile(r"[\w\u064b-\u065f\u0670]+")
# A tag of these parts words; any other may stand inside one: و<a>بلينكن</a>.
_PARTS_WORDS: Final = re.compile(
    r"</?(?:p|div|li|ul|ol|h[1-6]|t[dhr]|table|br|nav|title|blockquote|d[dlt])\b[^<>]*>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Withheld:
    """``runs`` of words that stand in no excerpt (hash → article), and the ``editors``' words."""

    runs: Mapping[int, str]
    editors: str


def withheld_words(edition: Edition, views: Views) -> tuple[Withheld, tuple[Finding, ...]]:
    """Return the words of an edition that nothing made of it may show.

    What an editor quotes in a register or a record is the editor's own: it is left out, and said.
    """
    runs: dict[int, str] = {}
    for article in edition.articles:
        for block in article.blocks:
            printed = article.block_in_source(block)
            for text in (article.words(block), article.printed[printed.start : printed.end]):
                for run, _ in _runs(text):
                    runs.setdefault(run, article.id)
    for article in edition.articles:
        for text in _shown(article, views):
            for run, _ in _runs(text):
                runs.pop(run, None)
    findings: list[Finding] = []
    own = list(_editors(edition, views))
    for where, text in own:
        quoted = {run: words for run, words in _runs(text) if run in runs}
        for run, words in list(quoted.items())[:1]:
            message = f"this quotes «{words}…» of the article «{runs[run]}»"
            findings.append(finding("K609", where, message))
        for run in quoted:
            del runs[run]
    editors = "".join(f" {' '.join(words_of(text))} \n" for _, text in own)
    return Withheld(runs, editors), tuple(findings)


def _shown(article: Article, views: Views) -> Iterator[str]:
    yield article.title
    if article.title_from == "source":
        yield article.words(article.blocks[0])
    if article.record.rights != "none":
        yield from (text for _, text in views.excerpt_text(article))


def _editors(edition: Edition, views: Views) -> Iterator[tuple[Location, str]]:
    """Yield what editors wrote, but for what stands on their own pages (index.md, about.md)."""
    for article in edition.articles:
        record = article.record
        bases = (record.date, record.source)
        for text in (record.note, *(given.basis for given in bases if given)):
            yield record.location, text
        for correction in record.corrections:
            yield correction.location, correction.note
    registers = edition.registers
    for person in registers.people:
        yield from ((person.location, role.text) for role in person.roles)
    for topic in registers.topics:
        yield topic.location, views.resolver.plain(topic.definition)
    for term in registers.terms:
        yield term.location, views.resolver.plain(term.definition)
        yield term.location, term.basis
    for one in (*registers.people, *registers.topics, *registers.terms):
        for text in (one.heading, one.note, *(variant.text for variant in one.variants)):
            yield one.location, text


def words_of(text: str) -> list[str]:
    """Return the words of a text, without what stands between them."""
    return _WORD.findall(text)


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the hash and the words of every run of words of a text."""
    words = words_of(text)
    for start in range(len(words) - RUN + 1):
        run = " ".join(words[start : start + RUN])
        yield hash(run), run


def find_withheld(content: Content, withheld: Withheld, progress: Progress) -> Iterator[Finding]:
    """Yield the files of a bundle that hold eight words in a row of a text beyond its excerpt.

    Raises OSError where a file cannot be read.
    """
    for done, path in enumerate(content.paths):
        if done % 64 == 0:
            progress("looking for withheld words", done, len(content.paths))
        if not _TEXTUAL.search(path):
            continue
        for text in _readings(content.read(path).decode("utf-8", "replace")):
            run, words = _first(text, withheld)
            if words:
                message = f"this quotes «{words}…» of the article «{withheld.runs[run]}»"
                yield finding("K605", Location(f"{SITE}/{path}"), message)
                break


def _first(text: str, withheld: Withheld) -> tuple[int, str]:
    for run, words in _runs(text):
        if run in withheld.runs and not _is_two(words.split(), withheld.editors):
            return run, words
    return 0, ""


def _is_two(words: Sequence[str], editors: str) -> bool:
    """Tell a run that only came about where two pieces of editors' words stand side by side."""
    return any(
        f" {' '.join(words[:cut])} " in editors and f" {' '.join(words[cut:])} " in editors
        for cut in range(1, len(words))
    )


def _readings(text: str) -> Iterator[str]:
    """Yield the words of a file, attributes included, and those of a page as it is read."""
    if "\\u" in text:
        text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    text = re.sub(r"(?:\\)+[nrt]", " ", text)
    yield html.unescape(text)
    if "<" in text:
        yield html.unescape(re.sub(r"<[^<>]*>", "", _PARTS_WORDS.sub(" ", text)))
