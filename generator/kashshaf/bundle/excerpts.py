"""An edition that shows of every text an excerpt at the most, made in a folder of its own.

The archive's own pages are not touched.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final

from kashshaf import write
from kashshaf.archive import ROOMS, THEME, read_inputs
from kashshaf.bundle.checks import Progress
from kashshaf.bundle.withheld import Withheld, withheld_words
from kashshaf.checking.judge import judge
from kashshaf.compose import compose
from kashshaf.desk import store as desk_store
from kashshaf.face_cut import cut_face
from kashshaf.fonts import faces_of
from kashshaf.glossary import place_terms
from kashshaf.index import Index, Occurrence
from kashshaf.model import Article, Edition, Finding, Mention, Rights
from kashshaf.pipeline import OF_TEXTS, baseline_of, edition_files, ordered
from kashshaf.search import edition as search_edition
from kashshaf.search import store as search_store
from kashshaf.share.published import read_published
from kashshaf.site import MKDOCS, SITE
from kashshaf.views import EXCERPT_PARAGRAPHS, EXCERPT_WORDS, Views

_DOCS: Final = "site_src"
_FONTS: Final = f"{THEME}/assets/kashshaf/fonts"
#: What of an archive is no part of how its site is rendered.
_ELSEWHERE: Final = frozenset((_DOCS, THEME, MKDOCS, SITE, "seeds", "dist"))


@dataclass(frozen=True, slots=True)
class Staged:
    """What was made: its findings, how many articles, and the words that it withholds."""

    findings: tuple[Finding, ...]
    articles: int
    withheld: Withheld


def stage(root: Path, room: Path, progress: Progress) -> Staged:
    """Write the archive at ``root`` into the empty folder ``room``, its rights capped.

    Nothing is written if the archive has errors. Raises OSError where a file cannot be read or
    written.
    """
    inputs = read_inputs(root)
    whole, found = compose(inputs.files, progress, inputs.unread)
    every = (*inputs.findings, *found)
    findings = judge(whole, ordered(every), baseline_of(root, inputs), unasked=OF_TEXTS).findings
    if any(f.severity == "error" for f in findings):
        return Staged(findings, len(whole.articles), Withheld({}, ""))
    edition = capped(whole)
    index = ExcerptIndex(edition)
    views = Views(index)
    views.term_pages = place_terms(index)
    views.published = read_published(root)
    _copy(root, room)
    files = edition_files(edition, progress, views)
    files[write.MANIFEST] = write.manifest(files)
    for face in faces_of(edition):
        path = f"{_FONTS}/{face.name}"
        with contextlib.suppress(FileNotFoundError):  # not installed: the archive's build says so
            files[path] = (root / path).read_bytes() if (root / path).is_file() else cut_face(face)
    for path, data in files.items():
        write.replace(room, path, data)
    search_store.refresh(
        room,
        search_edition.documents(index, views),
        search_edition.cards(index, views),
        search_edition.names(index),
    )
    withheld, quoted = withheld_words(edition, views)
    return Staged((*findings, *quoted), len(edition.articles), withheld)


def capped(edition: Edition) -> Edition:
    """Return the edition with no article's rights above ``excerpt``."""
    return replace(
        edition,
        articles=tuple(
            _with_rights(article, "excerpt") if article.record.rights == "full" else article
            for article in edition.articles
        ),
    )


def _with_rights(article: Article, rights: Rights) -> Article:
    return replace(article, record=replace(article.record, rights=rights))


class ExcerptIndex(Index):
    """An index that gives places without words where the words are withheld.

    An archive's own indexes quote an excerpt shortly wherever a name stands in its text; the
    sum of such quotations is more than an excerpt.
    """

    @cached_property
    def occurrences(self) -> Mapping[str, tuple[Occurrence, ...]]:
        """Record id → its occurrences; those that may not be quoted are in an unquoted article."""
        return {
            record: tuple(
                replace(one, article=self._quoted(one.article, one.mentions)) for one in all_
            )
            for record, all_ in super().occurrences.items()
        }

    @cached_property
    def articles_of_topic(self) -> Mapping[str, tuple[Article, ...]]:
        return {
            topic: tuple(
                self._quoted(one, (m for m in self.edition.evidence[one.id] if m.record == topic))
                for one in articles
            )
            for topic, articles in super().articles_of_topic.items()
        }

    def _quoted(self, article: Article, mentions: Iterable[Mention]) -> Article:
        whole = _shown_whole(article)
        if all(mention.block.anchor in whole for mention in mentions):
            return article
        return _with_rights(article, "none")


def _shown_whole(article: Article) -> frozenset[str]:
    """Return the anchors of the blocks that an excerpt shows to their end."""
    found = {"title"} if article.title_from == "source" else set()
    left = EXCERPT_WORDS
    there = (block for block in article.paragraphs if article.words(block))
    for block in islice(there, EXCERPT_PARAGRAPHS):
        left -= len(article.words(block).split())
        if left >= 0:
            found.add(block.anchor)
    return frozenset(found)


def _copy(root: Path, room: Path) -> None:
    """Copy what people made for the site; the rest of the archive is linked, for hooks."""
    rooms = {path.removeprefix(f"{_DOCS}/") for path in ROOMS}
    docs = root / _DOCS
    if desk_store.is_ours(root):
        rooms.add(Path(desk_store.FOLDER).name)

    def machine(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if Path(folder) == docs and name in rooms]

    if docs.is_dir():
        shutil.copytree(docs, room / _DOCS, ignore=machine, ignore_dangling_symlinks=True)
    if (root / THEME).is_dir():
        shutil.copytree(root / THEME, room / THEME, ignore_dangling_symlinks=True)
    shutil.copyfile(root / MKDOCS, room / MKDOCS)
    for item in sorted(root.iterdir()):
        if item.name not in _ELSEWHERE and not item.name.startswith("."):
            with contextlib.suppress(OSError):  # Windows lets not everybody make links
                (room / item.name).symlink_to(item, target_is_directory=item.is_dir())
