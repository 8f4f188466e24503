"""The rendered site → what of it goes into the bundle, changed where it must be, and findings."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kashshaf.bundle.web import Use, css_urls, hosts_in_script, read_html, rewrite, target
from kashshaf.findings import finding
from kashshaf.model import Finding, Location
from kashshaf.site import SITE

#: Of no use without a server, or to a reader: crawlers' lists, feeds, the page of a server's
#: errors, maps for debuggers, and Material's own search, which does not work on file://.
LEFT_OUT: Final = re.compile(
    r"(?:404\.html|sitemap\.xml(?:\.gz)?|data/feed\.(?:xml|json)|data/cards/.*|robots\.txt|CNAME"
    r"|search/search_index\.json|.*\.map"
    r"|assets/javascripts/(?:lunr|workers)/.*|(?:.*/)?\..*)\Z"
)
#: The data of the search, which are articles' words and no program.
_DATA: Final = re.compile(r"search/files/[^/]+\.js\Z")
#: Material's script would load three things from other hosts, were they asked for.
_THEME_SCRIPT: Final = re.compile(r"assets/javascripts/bundle\.[^/]*\.js\Z")
_FOREIGN_STRING: Final = re.compile(r"""(["'`])https?://(?!www\.w3\.org/)""")
#: Anchors that a browser knows without an id.
_ALWAYS: Final = frozenset(("", "top"))

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Content:
    """The files of a bundle: those of ``folder``, but for what is ``changed`` (path → bytes)."""

    folder: Path
    paths: list[str]
    changed: dict[str, bytes] = field(default_factory=dict)

    def read(self, path: str) -> bytes:
        """Return the bytes of a file. Raises OSError where it cannot be read."""
        data = self.changed.get(path)
        return (self.folder / path).read_bytes() if data is None else data


def listed(folder: Path) -> list[str]:
    """Return the files of a site that go into its bundle, sorted."""
    found: list[str] = []
    for directory, _, names in os.walk(folder):
        for name in names:
            path = (Path(directory) / name).relative_to(folder).as_posix()
            path = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
            if not LEFT_OUT.match(path):
                found.append(path)
    return sorted(found)


def check_site(content: Content, progress: Progress) -> tuple[Finding, ...]:
    """Find what would not work without a network, and complete the links to folders.

    Raises OSError where a file cannot be read.
    """
    check = _Check(frozenset(content.paths))
    for done, path in enumerate(content.paths):
        if done % 64 == 0:
            progress("checking the site", done, len(content.paths))
        kind = path.rpartition(".")[2].lower()
        if kind in ("html", "htm", "xhtml", "svg"):
            text = content.read(path).decode("utf-8", "surrogateescape")
            new = check.page(path, text)
            if new != text:
                content.changed[path] = new.encode("utf-8", "surrogateescape")
        elif kind == "css":
            check.style(path, content.read(path).decode("utf-8", "replace"))
        elif kind in ("js", "mjs") and not _DATA.match(path):
            text = content.read(path).decode("utf-8", "surrogateescape")
            if _THEME_SCRIPT.match(path):
                text = _FOREIGN_STRING.sub(r"\1data:,", text)
                content.changed[path] = text.encode("utf-8", "surrogateescape")
            check.script(path, text)
    check.anchors()
    return tuple(check.findings)


class _Check:
    def __init__(self, files: frozenset[str]) -> None:
        self.files = files
        self.findings: list[Finding] = []
        self._ids: dict[str, set[str]] = {}
        # (page, use, target, fragment): answered when every page has been read.
        self._asked: list[tuple[str, Use, str, str]] = []

    def page(self, path: str, text: str) -> str:
        document = read_html(text)
        self._ids[path] = document.ids
        folders: list[Use] = []
        for use in document.uses:
            where = _at(path, use.line, use.column)
            lead = target(path, use.url, self.files)
            if lead is None:
                continue
            if lead.foreign and use.loads:
                self._foreign(where, use.url)
            elif lead.wrong:
                self._wrong(where, use.url, lead.wrong)
            elif lead.folder and not (use.attribute and use.attribute != "srcset"):
                self._wrong(where, use.url, "this is a folder and no file")
            elif not lead.foreign:
                if lead.folder:
                    folders.append(use)
                page = lead.path.endswith((".html", ".htm"))
                if page and not use.loads and lead.fragment not in _ALWAYS:
                    self._asked.append((path, use, lead.path, lead.fragment))
        for use in document.named:
            self._named(_at(path, use.line, use.column), use.url)
        return rewrite(text, folders) if folders else text

    def style(self, path: str, text: str) -> None:
        for url, line in css_urls(text):
            lead = target(path, url, self.files)
            if lead is None or (lead.path == path and not lead.wrong):
                continue
            if lead.foreign:
                self._foreign(_at(path, line, 1), url)
            elif lead.wrong or lead.folder:
                self._wrong(_at(path, line, 1), url, lead.wrong or "this is a folder and no file")

    def script(self, path: str, text: str) -> None:
        for url, line in hosts_in_script(text):
            self._named(_at(path, line, 1), url)

    def anchors(self) -> None:
        for page, use, path, fragment in self._asked:
            if fragment not in self._ids.get(path, ()):
                where = _at(page, use.line, use.column)
                self._wrong(where, use.url, f"«{path}» has no such place")

    def _foreign(self, where: Location, url: str) -> None:
        message = f"«{_short(url)}» would be loaded from another host"
        self.findings.append(finding("K600", where, message))

    def _named(self, where: Location, url: str) -> None:
        self.findings.append(finding("K601", where, f"the script names «{_short(url)}»"))

    def _wrong(self, where: Location, url: str, why: str) -> None:
        self.findings.append(finding("K602", where, f"the link «{_short(url)}»: {why}"))


def _at(path: str, line: int, column: int) -> Location:
    return Location(f"{SITE}/{path}", line, column)


def _short(url: str) -> str:
    url = " ".join(url.split())
    return url if len(url) <= 120 else f"{url[:119]}…"
