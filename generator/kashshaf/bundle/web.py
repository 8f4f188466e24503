"""What a page asks for: read out of HTML, style sheets and scripts, without running them."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final
from urllib.parse import unquote, urlsplit

#: The attributes whose addresses a browser loads without being asked.
_LOADS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("script", "iframe", "frame", "embed", "input", "audio", "track"), ("src",)),
    **dict.fromkeys(("img", "source"), ("src", "srcset")),
    **dict.fromkeys(("image", "feimage", "use"), ("href", "xlink:href")),
    **dict.fromkeys(("body", "table", "tr", "td", "th"), ("background",)),
    "video": ("src", "poster"),
    "object": ("data",),
    "base": ("href",),
}
#: Those that a reader follows.
_LINKS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("a", "area"), ("href", "xlink:href")),
    "form": ("action",),
    **dict.fromkeys(("button", "input"), ("formaction",)),
}
#: Relations of a <link> that a browser only notes; all others may make it load something.
_NOTED: Final = frozenset(
    "alternate author bookmark canonical first help last license me next prev shortlink up".split()
)
_CODE: Final = ("", "module", "text/javascript", "application/javascript", "text/ecmascript")
_CSS_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_TOKEN: Final = re.compile(
    r"""(?P<call>url\(\s*)?(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)')"""
    r"""|url\(\s*(?P<bare>[^"'\s)]+)""",
    re.IGNORECASE | re.DOTALL,
)
_ABROAD: Final = re.compile(r"(?:https?:|wss?:)?//[\w\[]", re.IGNORECASE)
_IMPORTS: Final = re.compile(r"@import\s*\Z|image-set\([^)]*\Z", re.IGNORECASE)
_NAMESPACE: Final = re.compile(r"@namespace\s+(?:[\w-]+\s*)?\Z", re.IGNORECASE)
#: An address of another host at the beginning of a string of a script.
_HOST: Final = re.compile(
    r"""["'`](?P<url>(?:https?:|wss?:|ftp:)//(?!www\.w3\.org/)[^\s"'`<>]*"""
    r"""|//[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?![\w.-])[^\s"'`<>]*)""",
    re.IGNORECASE,
)
_ATTRIBUTE: Final = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_REFRESH: Final = re.compile(r"^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)
_STRIPPED: Final = "".join(map(chr, range(33)))


@dataclass(frozen=True, slots=True)
class Use:
    """An address in a file: ``loads`` if a browser fetches it by itself.

    ``line`` and ``column`` are 1-based and those of the element; ``attribute`` is empty where
    the address is in no attribute of its own.
    """

    url: str
    line: int
    column: int
    loads: bool
    attribute: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Where an address leads: to a ``path`` of the site and an id in it, or why nowhere.

    ``folder`` tells an address that only a server would complete by ``index.html``; ``foreign``
    one of another host.
    """

    path: str = ""
    fragment: str = ""
    folder: bool = False
    foreign: bool = False
    wrong: str = ""


@dataclass(slots=True)
class Document:
    """What was read out of one HTML page."""

    ids: set[str] = field(default_factory=set)
    uses: list[Use] = field(default_factory=list)
    #: Addresses of other hosts that stand in scripts of the page.
    named: list[Use] = field(default_factory=list)


def read_html(text: str) -> Document:
    """Return the ids and the addresses of a page (or of an SVG file)."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Document()
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values: dict[str, str] = {}
        for name, value in attrs:
            values.setdefault(name, value or "")
        self._inside = tag if tag == "style" else ""
        if tag == "script" and values.get("type", "").strip().lower() in _CODE:
            self._inside = tag
        anchors = ("id", "name") if tag == "a" else ("id",)
        self.found.ids |= {values[name] for name in anchors if name in values}
        for name in _LOADS.get(tag, ()):
            value = values.get(name, "")
            for url in _candidates(value) if name == "srcset" else [value]:
                self._use(url, True, name)
        for name in _LINKS.get(tag, ()):
            self._use(values.get(name), False, name)
        if tag == "link":
            noted = set(values.get("rel", "").lower().split()) <= _NOTED
            self._use(values.get("href"), not noted, "href")
        if tag == "a" and "ping" in values:
            self._use(values["ping"], True, "ping")
        if tag == "meta" and values.get("http-equiv", "").strip().lower() == "refresh":
            refresh = _REFRESH.match(values.get("content", ""))
            self._use(refresh[1] if refresh else None, True)
        if "style" in values:
            self._style(values["style"])
        if "srcdoc" in values:
            inner = read_html(values["srcdoc"])
            self.found.uses += (self._at(use.url, use.loads) for use in inner.uses)
            self.found.named += (self._at(use.url, False) for use in inner.named)
        for name, value in values.items():
            if name.startswith("on"):
                self._script(value)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._inside = ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "style":
            self._style(data)
        elif self._inside == "script":
            self._script(data)

    def _at(self, url: str, loads: bool, attribute: str = "") -> Use:
        line, column = self.getpos()
        return Use(url, line, column + 1, loads, attribute)

    def _use(self, url: str | None, loads: bool, attribute: str = "") -> None:
        if url is not None and url.strip(_STRIPPED):
            self.found.uses.append(self._at(url, loads, attribute))

    def _style(self, text: str) -> None:
        self.found.uses += (self._at(url, True) for url, _ in css_urls(text))

    def _script(self, text: str) -> None:
        self.found.named += (self._at(url, False) for url, _ in hosts_in_script(text))


def _candidates(srcset: str) -> list[str]:
    return [part.split()[0] for part in re.split(r",\s+|,\Z", srcset) if part.strip()]


def css_urls(text: str) -> Iterator[tuple[str, int]]:
    """Yield each address that a style sheet loads, and its line (1-based)."""
    text = _CSS_COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for match in _CSS_TOKEN.finditer(text):
        url = next(part for part in match.group("bare", "double", "single") if part is not None)
        before = text[max(0, match.start() - 200) : match.start()]
        called = match["bare"] is not None or match["call"] is not None
        loads = called or _IMPORTS.search(before) or _ABROAD.match(url)
        if loads and not _NAMESPACE.search(before):
            yield url, text.count("\n", 0, match.start()) + 1


def hosts_in_script(text: str) -> Iterator[tuple[str, int]]:
    """Yield each address of another host that begins a string, and its line (1-based)."""
    for match in _HOST.finditer(text):
        yield match["url"], text.count("\n", 0, match.start()) + 1


def target(page: str, url: str, files: Container[str]) -> Target | None:
    """Return where ``url`` on ``page`` (a path of the site) leads; None for what is no link.

    ``files`` are the paths of the site. Read as a browser reads it on ``file://``.
    """
    clean = re.sub(r"[\t\r\n]", "", url.strip(_STRIPPED)).replace("\\", "/")
    try:
        parts = urlsplit(clean)
    except ValueError:
        return Target(wrong="this is no address")
    if parts.scheme in ("http", "https", "ws", "wss", "ftp"):
        return Target(foreign=True)
    if parts.netloc or clean.startswith("//"):
        return Target(foreign=True, wrong="without «https:» this is no address on file://")
    if parts.scheme == "file":
        return Target(wrong="this is a file of one computer")
    if parts.scheme:
        return None
    fragment = unquote(parts.fragment).partition(":~:")[0]
    if not parts.path:
        return Target(page, fragment)
    path = unquote(parts.path)
    if path.startswith("/"):
        return Target(wrong="without a server there is no address that begins with «/»")
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    if joined in files and not path.endswith("/"):
        return Target(joined, fragment)
    index = posixpath.normpath(posixpath.join(joined, "index.html"))
    if index in files:
        return Target(index, fragment, folder=True)
    outside = joined == ".." or joined.startswith("../")
    return Target(wrong="this leads out of the bundle" if outside else "there is no such file")


def completed(url: str) -> str:
    """Return an address of a folder with the name of its page.

    >>> completed("."), completed("../people/?q=1#x"), completed("a")
    ('./index.html', '../people/index.html?q=1#x', 'a/index.html')
    """
    url = url.strip(_STRIPPED)
    rest = re.search(r"[?#]", url)
    path = url[: rest.start()] if rest else url
    slash = "" if path.endswith(("/", "\\")) else "/"
    return f"{path}{slash}index.html{url[len(path) :]}"


def rewrite(text: str, uses: Sequence[Use]) -> str:
    """Return a page in which the addresses of ``uses`` (of attributes) are completed."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    done = set()
    parts: list[str] = []
    end = 0
    for use in sorted(uses, key=lambda use: (use.line, use.column)):
        start = starts[use.line - 1] + use.column - 1
        if (start, use.attribute) in done:
            continue
        done.add((start, use.attribute))
        place = _value(text, start, use.attribute)
        if place is None or place[0] < end:
            continue
        first, last = place
        parts += (text[end:first], f'"{html.escape(completed(use.url))}"')
        end = last
    return "".join((*parts, text[end:]))


def _value(text: str, start: int, attribute: str) -> tuple[int, int] | None:
    """Return where the value of an attribute stands, its quotes included."""
    at = start + 1
    name = re.compile(r"[^\s/>]*").match(text, at)
    at = name.end() if name else at
    while at < len(text):
        gap = re.compile(r"[\s/]*").match(text, at)
        at = gap.end() if gap else at
        match = _ATTRIBUTE.match(text, at)
        if match is None or text[at] == ">":
            return None
        if match[1].lower() == attribute and match[2] is not None:
            return match.span(2)
        at = match.end()
    return None
