"""What the tests share: small archives on disk, articles in memory, pages read back."""

from __future__ import annotations

import html.parser
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final

import yaml
from click.testing import CliRunner, Result

from kashshaf.archive import SEARCH_FILES
from kashshaf.authority import surname_of
from kashshaf.cli import main
from kashshaf.compose import compose
from kashshaf.match import match
from kashshaf.model import (
    Article,
    ArticleRecord,
    Edition,
    Finding,
    Layout,
    Location,
    Mention,
    Person,
    Registers,
    Ruling,
    Term,
    Topic,
    Variant,
)
from kashshaf.names import compile_names
from kashshaf.parse import parse

ROOT: Final = Path(__file__).resolve().parents[1]
GENERATOR: Final = ROOT / "generator"
HERE: Final = Location("people.yml", 1, 1)

#: Raises AttributeError nowhere: JSON and YAML are untyped, and tests index into them.
Json = Any


class Archive:
    """A small archive in a temporary folder, and the command run on it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, content: str | bytes | object) -> Path:
        """Write bytes, text, or anything else as YAML."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(encoded(content))
        return file

    def article(self, name: str, text: str | bytes, **record: object) -> Path:
        """Write ``seeds/articles/NAME.txt`` and, if any key is given, its record."""
        if record:
            self.write(f"seeds/articles/{name}.yml", record)
        return self.write(f"seeds/articles/{name}.txt", text)

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def json(self, name: str) -> Json:
        """Return the records of ``site_src/data/NAME.json``."""
        return json.loads(self.read(f"site_src/data/{name}.json"))[name]

    def files(self, folder: str = "") -> dict[str, bytes]:
        """Return every file below ``folder`` but Kashshaf's own and the search index's.

        Path in the archive → bytes.
        """
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted((self.root / folder).rglob("*"))
            if path.is_file()
            and ".kashshaf" not in path.relative_to(self.root).parts
            and SEARCH_FILES not in path.as_posix()
        }

    def inputs(self) -> dict[str, bytes]:
        """Return what people wrote: all but the machine's rooms."""
        return {p: b for p, b in self.files().items() if not p.startswith(("site_src/", "theme/"))}

    def pages(self) -> dict[str, str]:
        """Return the Markdown pages of the edition: path below ``site_src`` → text."""
        return {
            path.removeprefix("site_src/"): data.decode()
            for path, data in self.files("site_src").items()
            if path.endswith(".md")
        }

    def run(self, *arguments: str) -> Result:
        """Run the command in this process."""
        command, *rest = arguments
        result = CliRunner().invoke(main, [command, "-C", str(self.root), *rest])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def build(self, *options: str) -> Result:
        """Run ``kashshaf build --no-site``: what most tests are about."""
        return self.run("build", "--no-site", *options)

    def findings(self) -> list[Json]:
        """Return what ``kashshaf check --no-pages`` finds."""
        found: list[Json] = json.loads(self.run("check", "--no-pages", "--format", "json").stdout)
        return found

    def codes(self) -> set[str]:
        return {found["code"] for found in self.findings()}


def command(
    *arguments: str, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "kashshaf", *arguments],
        cwd=cwd,
        env=environment(env),
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=120,
        check=False,
    )


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment in which a checkout's package is found."""
    return {**os.environ, "PYTHONPATH": str(GENERATOR), "PYTHONUTF8": "1", **(more or {})}


def article(
    text: str,
    *,
    identity: str = "a",
    rulings: Sequence[tuple[str, str | None, int | None]] = (),
    layout: Layout | None = None,
) -> Article:
    """Return an article made of ``text``, a paragraph a line unless ``layout`` says otherwise."""
    layout = layout or Layout(title_line=False, headings=(), wrapped=False)
    where = Location("seeds/articles/a.yml", 1, 1)
    return Article(
        id=identity,
        path="seeds/articles/a.txt",
        text=text,
        sha256="",
        encoding="UTF-8",
        title="مقالة",
        title_from="record",
        blocks=parse(text, layout),
        printed=text,
        record=ArticleRecord(
            where,
            rulings=tuple(Ruling(surface, who, n, where) for surface, who, n in rulings),
        ),
    )


def person(identity: str, name: str, *variants: str, surname: str | None = None) -> Person:
    return Person(
        id=identity,
        heading=name,
        variants=_variants(variants),
        sort=name,
        surname=surname_of(name) if surname is None else surname,
        location=HERE,
    )


def term(identity: str, name: str, *variants: str) -> Term:
    return Term(id=identity, heading=name, variants=_variants(variants), sort=name, location=HERE)


def topic(identity: str, name: str, *phrases: str) -> Topic:
    return Topic(id=identity, heading=name, variants=_variants(phrases), sort=name, location=HERE)


def _variants(texts: Iterable[str]) -> tuple[Variant, ...]:
    return tuple(Variant(text, HERE) for text in texts)


def matched(
    text: str,
    people: Sequence[Person] = (),
    terms: Sequence[Term] = (),
    rulings: Sequence[tuple[str, str | None, int | None]] = (),
) -> tuple[list[tuple[str, str | None]], tuple[Mention, ...], tuple[Finding, ...]]:
    """Return (surface, record) of each mention, the mentions and the findings.

    Every surface is checked against the text that its span cuts out.
    """
    registers = Registers(people=tuple(people), terms=tuple(terms))
    names, _ = compile_names(registers)
    mentions, findings = match(article(text, rulings=rulings), names)
    for mention in mentions:
        assert text[mention.span.start : mention.span.end] == mention.surface
    return [(mention.surface, mention.record) for mention in mentions], mentions, findings


def composed(files: Mapping[str, object]) -> tuple[Edition, tuple[Finding, ...]]:
    """Return the edition of an archive in memory; what is neither bytes nor text is YAML."""
    return compose({path: encoded(content) for path, content in files.items()})


def encoded(content: object) -> bytes:
    if isinstance(content, bytes):
        return content
    if not isinstance(content, str):
        options: Json = {"allow_unicode": True, "sort_keys": False, "width": 10_000}
        content = str(yaml.dump(content, Dumper=_Dumper, **options))
    return content.encode()


class _Dumper(yaml.SafeDumper):
    """Writes a value that stands in two places twice: an archive's YAML has no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


class Element:
    """An element of an HTML page: its tag, attributes, children and text."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []

    @property
    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    def without(self, css: str) -> str:
        """Return the text without that of elements of a class."""
        return "".join(
            c if isinstance(c, str) else "" if css in c.classes else c.without(css)
            for c in self.children
        )

    @property
    def id(self) -> str:
        return self.attributes.get("id", "")

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def walk(self) -> Iterator[Element]:
        """Yield every element below this one."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def find(self, keep: Callable[[Element], bool]) -> list[Element]:
        return [element for element in self.walk() if keep(element)]

    def with_class(self, name: str) -> list[Element]:
        return self.find(lambda element: name in element.classes)


_VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())


class _Parser(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.here = self.root = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)
        if tag not in _VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)

    def handle_endtag(self, tag: str) -> None:
        above: Element | None = self.here
        while above is not None and above.tag != tag:
            above = above.parent
        if above is not None and above.parent is not None:
            self.here = above.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)

    def handle_comment(self, data: str) -> None:
        self.here.children.append(Element("!--", {}, self.here))


def parse_html(text: str) -> Element:
    """Return a document as a tree; a stray end tag is passed over."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    return parser.root


#: Files of the edition that are no pages, and that pages link to.
OTHER_FILES: Final = frozenset(f"data/citations.{kind}" for kind in ("bib", "ris", "json"))
_BLOCK_ID: Final = re.compile(r"(?:title|[hp]\d+)\Z")
_LINK: Final = re.compile(r"(?<!\\)\]\(([^)\s]*)\)")
_ANCHOR: Final = re.compile(r"(?<!\\)\{:? (?:[^{}]*\s)?#([\w-]+)")


def links(page: str) -> list[str]:
    """Return the targets of the links in a Markdown page."""
    return _LINK.findall(body(page))


def anchors(page: str) -> list[str]:
    """Return the explicit ids in a Markdown page."""
    return _ANCHOR.findall(body(page))


def body(page: str) -> str:
    """Return a page without its front matter."""
    return page.split("\n---\n", 1)[1] if page.startswith("---\n") else page


def matter(page: str) -> Json:
    """Return the front matter of a page."""
    return yaml.safe_load(page.split("\n---\n", 1)[0].removeprefix("---\n"))


def broken_links(pages: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the (page, link) pairs that lead to no page or to an anchor that is not there."""
    known = {path: set(anchors(text)) for path, text in pages.items()}
    broken: list[tuple[str, str]] = []
    for path, text in pages.items():
        for target in links(text):
            if re.match(r"[a-z]+:", target):
                continue
            file, _, anchor = target.partition("#")
            joined = os.path.normpath(PurePosixPath(path).parent / file) if file else path
            if joined in OTHER_FILES:
                continue
            if joined not in known or (anchor and anchor not in known[joined]):
                broken.append((path, target))
    return broken
