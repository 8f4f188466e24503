"""An archive on disk: where it begins, and the bytes that people wrote in it."""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kashshaf.findings import finding
from kashshaf.model import Finding, Location
from kashshaf.source import MAX_BYTES
from kashshaf.yamlio import MAX_BYTES as MAX_YAML

CONFIG: Final = "kashshaf.yml"
SEEDS: Final = "seeds"
ARTICLES: Final = f"{SEEDS}/articles"
REGISTERS: Final = f"{SEEDS}/registers"
#: The folders that Kashshaf writes in; whatever else an archive holds belongs to people.
ROOMS: Final = tuple(
    f"site_src/{name}"
    for name in ["articles", "people", "topics", "glossary", "data", "search", "pictures"]
)
#: The search index: made at every build, not committed.
SEARCH_FILES: Final = "site_src/search/files"
#: Pictures of titles for social networks: made at every build, not committed.
CARD_FILES: Final = "site_src/data/cards"
THEME: Final = "theme"
#: Bytes; a record of an article above this is something else.
MAX_RECORD: Final = 1_000_000
#: Control characters, line breaks and bidi controls: no name has them, no terminal gets them.
IMPROPER: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Inputs:
    """What people wrote: POSIX path in the archive → bytes, in the order of the paths.

    ``unread`` are the files that are there and could not be read; each has its finding.
    """

    files: dict[str, bytes]
    findings: tuple[Finding, ...]
    unread: frozenset[str] = frozenset()


def find_root(start: Path) -> Path | None:
    """Return the nearest folder from ``start`` upwards that holds ``kashshaf.yml``."""
    with contextlib.suppress(OSError, RuntimeError):  # RuntimeError: a link to itself
        start = start.resolve()
        for folder in (start, *start.parents):
            with contextlib.suppress(OSError):  # a folder that may not be looked into
                if (folder / CONFIG).is_file():
                    return folder
    return None


def read_inputs(root: Path) -> Inputs:
    """Read the configuration, the registers and all under ``seeds/articles``.

    Nothing else is read: a link that leads out of ``seeds`` is a finding, even where it stays in
    ``root``, whose other files are not to be published. Files that are too large are not read.
    """
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    base = root.resolve()
    paths = [CONFIG, *_listed(root, REGISTERS, findings), *_listed(root, ARTICLES, findings)]
    for path in paths:
        try:
            _read(base, path, files, findings)
        except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself, before 3.13
            reason = getattr(error, "strerror", None) or error
            message = f"the file cannot be read: {reason}"
            findings.append(finding("K107", Location(_shown(path)), message))
    unread = {path for path in paths if path not in files and path != CONFIG}
    unread |= {found.location.path for found in findings} - {CONFIG}  # folders, too
    return Inputs(dict(sorted(files.items())), tuple(findings), frozenset(unread))


def _listed(root: Path, folder: str, findings: list[Finding]) -> list[str]:
    """Return the files below ``folder``, sorted; links to folders are not followed."""
    found: list[str] = []

    def unreadable(error: OSError) -> None:
        if isinstance(error, FileNotFoundError):  # an archive may have no such folder
            return
        where = Location(_shown(Path(error.filename).relative_to(root).as_posix()))
        message = f"the folder cannot be read: {error.strerror or error}"
        findings.append(finding("K107", where, message))

    for directory, names, files in os.walk(root / folder, onerror=unreadable):
        names[:] = sorted(name for name in names if not name.startswith("."))
        here = Path(directory)
        # A linked folder is listed as a file, so that it is reported and not passed over.
        linked = [name for name in names if (here / name).is_symlink()]
        for name in sorted(files + linked):
            if not is_passed_over(name):
                found.append((here / name).relative_to(root).as_posix())
    return sorted(found)


def is_passed_over(name: str) -> bool:
    """Tell the name of a file that is none of the archive's: hidden, or an editor program's."""
    hidden = name.startswith(".") and not name.endswith((".txt", ".md"))
    return hidden or name.endswith(("~", ".swp", ".tmp"))


def limit_of(path: str) -> int:
    """Return how many bytes a file of the archive may have."""
    if path.startswith(ARTICLES):
        return MAX_RECORD if path.endswith(".yml") else MAX_BYTES
    return MAX_YAML


def too_large(path: str, size: int) -> Finding:
    message = f"the file is too large: {size / 1e6:.1f} MB, the limit is"
    return finding("K105", Location(path), f"{message} {limit_of(path) / 1e6:.0f} MB")


def _read(base: Path, path: str, files: dict[str, bytes], findings: list[Finding]) -> None:
    where = Location(_shown(path))
    if _shown(path) != path:
        findings.append(finding("K107", where, "the name of the file is not valid Unicode"))
        return
    if IMPROPER.search(path):
        message = "the name of the file has a character that no name should have"
        findings.append(finding("K107", where, message))
        return
    file = base / path
    real = file.resolve()
    if not (real == file if path == CONFIG else real.is_relative_to(base / SEEDS)):
        message = f"the link leads out of {SEEDS}/" if path != CONFIG else "this may be no link"
        findings.append(finding("K106", where, message))
        return
    if real.is_dir():
        findings.append(finding("K106", where, "a link to a folder is not followed"))
        return
    if not real.is_file():
        findings.append(finding("K107", where, "this is no regular file"))
        return
    size = real.stat().st_size
    if size > limit_of(path):
        findings.append(too_large(_shown(path), size))
        return
    files[path] = real.read_bytes()


def _shown(path: str) -> str:
    """Return a path that can be printed: undecodable bytes of a name are written out."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
