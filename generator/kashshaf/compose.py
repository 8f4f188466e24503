"""What people wrote → the edition: a pure function of their bytes, and its findings."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final, Literal

from kashshaf.arabic import ascii_slug
from kashshaf.archive import ARTICLES, REGISTERS
from kashshaf.authority import FILES, read_registers
from kashshaf.check import check_articles, check_registers, check_unmet
from kashshaf.config import read_config, text_of
from kashshaf.corrections import Reading, apply
from kashshaf.findings import finding
from kashshaf.lint.settings import tuned
from kashshaf.match import evidence, match
from kashshaf.model import (
    Article,
    ArticleRecord,
    Assignment,
    Block,
    Edition,
    Finding,
    Heading,
    Location,
    Mention,
    Topic,
)
from kashshaf.names import compile_names
from kashshaf.parse import front_matter, parse
from kashshaf.publish import published
from kashshaf.record import read_record, unreadable
from kashshaf.schema import MAX_ID, RESERVED
from kashshaf.source import decode
from kashshaf.status import settled_articles, settled_registers
from kashshaf.unread import Unread, unread_of
from kashshaf.yamlio import read_yaml

_OPENING_WORDS: Final = 12
_OPENS_MATTER: Final = re.compile(r"\s*---[ \t]*[\r\n]")
# Names that an editor may give to a record by mistake.
_STRAYS: Final = (".yaml", ".YAML", ".YML", ".yml")

Progress = Callable[[str, int, int], None]


def compose(
    files: Mapping[str, bytes],
    progress: Progress = lambda what, done, total: None,
    unread: frozenset[str] = frozenset(),
) -> tuple[Edition, tuple[Finding, ...]]:
    """Return the edition that ``files`` (path → bytes, as ``archive.read_inputs``) make.

    ``progress`` is told the name of the step and how much of it is done; ``unread`` are files
    that are there, and could not be read.
    """
    findings: list[Finding] = []
    config = read_config(files, findings)
    registers, found = read_registers(_register_texts(files, findings))
    findings += found
    registers, found_by = settled_registers(registers)
    findings += found_by
    articles, found_by = settled_articles(_articles(files, unread, findings, progress))
    findings += found_by
    lacking = unread_of(unread, findings, articles)
    names, phrases = compile_names(registers)
    mentions: dict[str, tuple[Mention, ...]] = {}
    phrases_in: dict[str, tuple[Mention, ...]] = {}
    topics_of: dict[str, tuple[Assignment, ...]] = {}
    for done, article in enumerate(articles):
        progress("matching", done, len(articles))
        mentions[article.id], found = match(article, names)
        findings += _known(found, article, lacking)
        phrases_in[article.id] = evidence(article, phrases)
        topics_of[article.id] = _assign(article, registers.topics, phrases_in[article.id])
    findings += check_articles(articles)
    findings += check_registers(registers, articles, lacking)
    if not lacking.articles:
        findings += check_unmet(registers, mentions, topics_of)
    whole = Edition(config, articles, registers, mentions, phrases_in, topics_of)
    edition, found = published(whole)
    return edition, tuned((*findings, *found), config.check)


def _known(found: tuple[Finding, ...], article: Article, lacking: Unread) -> Iterator[Finding]:
    """Yield what the matching found without what follows from a file that cannot be read.

    Rulings of a record that is not known may have decided it, or names of a register be met.
    """
    if article.id not in lacking.records:
        no_names = lacking.any_of(("person", "term"))
        yield from (one for one in found if not (no_names and one.code == "K013"))


def _register_texts(
    files: Mapping[str, bytes], findings: list[Finding]
) -> dict[str, tuple[str, str]]:
    for path in files:
        folder, _, name = path.rpartition("/")
        if folder == REGISTERS and name not in FILES:
            message = f"this is none of the registers ({', '.join(FILES)})"
            findings.append(finding("K111", Location(path), message, "rename or remove it"))
    texts: dict[str, tuple[str, str]] = {}
    for name in FILES:
        path = f"{REGISTERS}/{name}"
        text = text_of(path, files, findings)
        if text is not None:
            texts[name] = (path, text)
    return texts


def _articles(
    files: Mapping[str, bytes],
    unread: frozenset[str],
    findings: list[Finding],
    progress: Progress,
) -> tuple[Article, ...]:
    here = PurePosixPath(ARTICLES)
    paths = [path for path in files if here in PurePosixPath(path).parents]
    sources = [path for path in paths if _is_source(path)]
    stems: dict[str, str] = {}
    for path in sources:
        stems.setdefault(path.rpartition(".")[0], path)
    for path in paths:
        stem, _, suffix = path.rpartition(".")
        if path in sources:
            if stems[stem] != path:
                message = f"the record {stem}.yml belongs to {stems[stem]} already"
                findings.append(finding("K109", Location(path), message))
        elif suffix == "yml" and stem not in stems and not {f"{stem}.txt", f"{stem}.md"} & unread:
            message = "there is no article of this name beside it"
            findings.append(finding("K110", Location(path), message))
        elif suffix != "yml":
            findings.append(finding("K111", Location(path), "this is neither article nor record"))
    articles: dict[str, Article] = {}
    for done, path in enumerate(stems.values()):
        progress("reading", done, len(stems))
        article = _article(path, files, unread, findings)
        if article is None:
            continue
        other = articles.setdefault(article.id, article)
        if other is not article:
            message = f"the id «{article.id}» is that of {other.path} too; this one is left out"
            findings.append(finding("K109", article.record.location, message))
    return tuple(sorted(articles.values(), key=_by_date))


def _is_source(path: str) -> bool:
    """Tell an article by its name; a hidden file is none (and is reported)."""
    name = PurePosixPath(path).name
    return name.lower().endswith((".txt", ".md")) and not name.startswith(".")


def _by_date(article: Article) -> tuple[str, str, str]:
    date = article.record.date
    return (date.first, date.last, article.id) if date else ("9999-99", "", article.id)


def _article(
    path: str, files: Mapping[str, bytes], unread: frozenset[str], findings: list[Finding]
) -> Article | None:
    source, found = decode(path, files[path])
    findings += found
    if source is None:
        return None
    markdown = path.lower().endswith(".md")
    matter, body = front_matter(source.text) if markdown else ("", 0)
    stem = path.rpartition(".")[0]
    record_path = f"{stem}.yml"
    if markdown and not matter and _OPENS_MATTER.match(source.text):
        findings.append(finding("K200", Location(path, 1, 1), "the front matter has no end"))
        unread = unread | {record_path}
    elif record_path not in files and any(
        other in files for ending in _STRAYS for other in (f"{stem}{ending}", f"{path}{ending}")
    ):  # reported as a stray file; it may be the record, and may withhold the text
        unread = unread | {record_path}
    if record_path in unread:
        record = unreadable(record_path)
    else:
        record = _record(path, record_path, matter, files, findings)
    blocks = parse(source.text, record.layout, markdown=markdown, body=body)
    if not blocks:
        findings.append(finding("K100", Location(path), "the file has no text"))
        return None
    reading, found = apply(source.text, blocks, record.corrections)
    findings += found
    identity = record.slug or _slug(path, record.location, findings)
    title, title_from = _title(reading, record, identity)
    return Article(
        id=identity,
        path=path,
        text=reading.text,
        sha256=source.sha256,
        encoding=source.encoding,
        title=title,
        title_from=title_from,
        blocks=reading.blocks,
        record=record,
        printed=source.text,
        edits=reading.edits,
    )


def _record(
    path: str,
    record_path: str,
    matter: str,
    files: Mapping[str, bytes],
    findings: list[Finding],
) -> ArticleRecord:
    """Return the record beside an article, or in its front matter: one of them, not both."""
    if record_path in files:
        if matter:
            message = f"the front matter is not read, since {record_path} is there"
            findings.append(finding("K201", Location(path, 1, 1), message, "keep one of the two"))
            if "rights" in matter.lower():
                return unreadable(record_path, matter)
        own = text_of(record_path, files, findings)
        if own is None:
            return unreadable(record_path)
        path, text, line = record_path, own, 0
    else:
        text, line = matter, 1
    node, found = read_yaml(path, text, line)
    if found and matter:  # a conflict in it was found in the source already
        told = {(one.code, one.location) for one in findings}
        findings += (one for one in found if (one.code, one.location) not in told)
    else:
        findings += found
    if node is None and found:
        return unreadable(path, text)
    record, found = read_record(node, path)
    findings += found
    return record


def _slug(path: str, where: Location, findings: list[Finding]) -> str:
    """Return an id made of the file's name, for an article that was given none."""
    stem = PurePosixPath(path).stem if path.count(".") else PurePosixPath(path).name
    slug = ascii_slug(stem)
    if not slug or slug in RESERVED:
        slug = f"a-{hashlib.sha256(stem.encode()).hexdigest()[:8]}"
    slug = slug[:MAX_ID]
    if slug != stem.lower().replace("_", "-").replace(" ", "-"):
        message = f"the id «{slug}» is made from the file name"
        findings.append(finding("K108", where, message, f"write `slug: {slug}` in its record"))
    return slug


def _title(
    reading: Reading, record: ArticleRecord, identity: str
) -> tuple[str, Literal["record", "source", "opening"]]:
    if record.title:
        return record.title, "record"
    # A block that corrections took out has no words.
    block = next(block for block in reading.blocks if block.span.start < block.span.end)
    first = " ".join(reading.text[block.span.start : block.span.end].split())
    if isinstance(block, Heading) and block.number == 0:
        return first, "source"
    if record.rights == "none":  # not even its first words
        return f"مقالة بلا عنوان ({identity})", "opening"
    words = first.split()
    more = "…" if len(words) > _OPENING_WORDS else ""
    return " ".join(words[:_OPENING_WORDS])[:120] + more, "opening"


def _assign(
    article: Article, topics: tuple[Topic, ...], phrases: tuple[Mention, ...]
) -> tuple[Assignment, ...]:
    """Return the article's topics: those with evidence enough, and those an editor added."""
    added = {reference.id for reference in article.record.topics_add}
    dropped = {reference.id for reference in article.record.topics_drop}
    where: dict[str, dict[str, Block]] = {}
    for mention in phrases:
        where.setdefault(str(mention.record), {})[mention.block.anchor] = mention.block
    found: list[Assignment] = []
    for topic in topics:
        blocks = tuple(where.get(topic.id, {}).values())
        enough = len(blocks) >= topic.at_least
        if topic.id in added:
            found.append(Assignment(topic.id, blocks, by_editor=True))
        elif enough and topic.id not in dropped:
            found.append(Assignment(topic.id, blocks))
    return tuple(found)
