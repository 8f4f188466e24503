"""An archive → its bundle: the site built, checked, and packed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kashshaf import pipeline, site
from kashshaf.archive import CONFIG
from kashshaf.bundle import excerpts, pack
from kashshaf.bundle.checks import Content, Progress, check_site, listed
from kashshaf.bundle.names import check_names, default_name
from kashshaf.bundle.withheld import Withheld, find_withheld
from kashshaf.findings import finding
from kashshaf.model import Finding, Location
from kashshaf.schema import Reader
from kashshaf.write import cannot
from kashshaf.yamlio import Map, read_yaml

DIST: Final = "dist"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an editor asked for; what is empty gets its default.

    ``when`` is SOURCE_DATE_EPOCH, in seconds since 1970.
    """

    name: str = ""
    version: str = ""
    output: Path | None = None
    excerpt_only: bool = False
    when: int | None = None


@dataclass(frozen=True, slots=True)
class Bundled:
    """What came of it: ``path`` is the zip, or None where errors kept it from being written.

    ``files`` and ``size`` (bytes) are those of the zip; ``output`` is what MkDocs said, if the
    site could not be rendered.
    """

    findings: tuple[Finding, ...]
    articles: int = 0
    path: Path | None = None
    files: int = 0
    size: int = 0
    output: str = ""


@dataclass(frozen=True, slots=True)
class _Built:
    root: Path
    findings: tuple[Finding, ...]
    articles: int
    withheld: Withheld | None = None


class _ChangedError(Exception):
    """A file of the site is another one than it was a moment ago."""


def make(root: Path, asked: Asked, progress: Progress) -> Bundled:
    """Build the archive at ``root`` and write its bundle, unless there are errors.

    With ``excerpt_only`` the archive's own edition and site are left alone.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="kashshaf-", ignore_cleanup_errors=True) as room:
            if asked.excerpt_only:
                staged = excerpts.stage(root, Path(room), progress)
                built = _Built(Path(room), staged.findings, staged.articles, staged.withheld)
            else:
                result = pipeline.generate(root, progress=progress)
                built = _Built(root, result.findings, result.articles)
            if _errors(built.findings):
                return Bundled(pipeline.ordered(built.findings), built.articles)
            progress("rendering the site", 0, 1)
            rendered = site.render(built.root)
            if not rendered.ok:
                return Bundled(built.findings, built.articles, output=rendered.output)
            return _pack(root, built, asked, progress)
    except OSError as error:
        where = str(asked.output or error.filename or DIST)
        return Bundled((cannot(where, error),))


def _pack(root: Path, built: _Built, asked: Asked, progress: Progress) -> Bundled:
    content = Content(built.root / site.SITE, listed(built.root / site.SITE))
    found = [*built.findings, *check_site(content, progress)]
    if built.withheld:
        found += find_withheld(content, built.withheld, progress)
    files = {path: pack.entry(content.read(path)) for path in content.paths}
    title = title_of(root)
    about = pack.About(
        asked.name or default_name(title, excerpt_only=asked.excerpt_only),
        asked.version or pack.default_version(files, asked.when),
        title,
        built.articles,
        asked.excerpt_only,
    )
    found += check_names((*pack.OURS, *content.paths), about.top, site.SITE)
    findings = pipeline.ordered(tuple(found))
    if _errors(findings):
        return Bundled(findings, built.articles)
    target = asked.output or root / DIST / f"{about.top}.zip"
    own = {pack.README: pack.readme(about)}
    files[pack.README] = pack.entry(own[pack.README])
    own[pack.MANIFEST] = pack.manifest(about, files)
    own[pack.SUMS] = pack.sums(files | {pack.MANIFEST: pack.entry(own[pack.MANIFEST])})

    def members() -> Iterator[tuple[str, bytes]]:
        paths = sorted((*own, *content.paths))
        for done, path in enumerate(paths):
            if done % 64 == 0:
                progress("packing", done, len(paths))
            data = own[path] if path in own else content.read(path)
            if path in files and pack.entry(data) != files[path]:
                raise _ChangedError(path)
            yield f"{about.top}/{path}", data

    try:
        pack.write_zip(target, members(), asked.when)
    except _ChangedError as changed:
        message = "the file changed while it was packed"
        where = Location(f"{site.SITE}/{changed}")
        return Bundled((*findings, finding("K606", where, message)), built.articles)
    size = target.stat().st_size
    return Bundled(findings, built.articles, target, len(own) + len(content.paths), size)


def title_of(root: Path) -> str:
    """Return the archive's title as its configuration has it, or nothing."""
    text = (root / CONFIG).read_bytes().decode("utf-8-sig", "replace")
    node, _ = read_yaml(CONFIG, text)
    return Reader(node, [], "").text("title") if isinstance(node, Map) else ""


def _errors(findings: tuple[Finding, ...]) -> bool:
    return any(found.severity == "error" for found in findings)
