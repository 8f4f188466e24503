"""Pages → files: write what changed, remove what is ours and gone, touch nothing else.

A manifest (path → SHA-256, committed with the edition) says what the machine wrote. A file
that differs from it was edited by hand and is left alone; a file that is not in it is
somebody else's. New bytes go to a temporary file that is then renamed, and a journal of what
is being written lets a run that was cut short be told from an edit.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kashshaf.archive import CARD_FILES, ROOMS, SEARCH_FILES, THEME
from kashshaf.findings import finding
from kashshaf.model import Finding, Location

MANIFEST: Final = "site_src/data/manifest.json"
#: Kashshaf's own folder in an archive: ignored by git, may be removed at any time.
PRIVATE: Final = ".kashshaf"
_JOURNAL: Final = f"{PRIVATE}/journal.json"
_KEPT: Final = f"{PRIVATE}/kept"
#: After so many files that could not be written, the disk is the matter and not the file.
_PATIENCE: Final = 3
#: How many stale pages are named one by one.
_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class Plan:
    """What there is to do: paths to write, to remove, and what was found on the way.

    ``rows`` are the manifest's rows of pages that belong to nothing and are there (path → hash).
    """

    write: tuple[str, ...]
    remove: tuple[str, ...]
    edited: tuple[str, ...]
    findings: tuple[Finding, ...]
    rows: Mapping[str, str]

    def kept(self, gone: Iterable[str]) -> dict[str, str]:
        """Return the rows that stay once ``gone`` are removed: the next run must know them."""
        removed = set(gone)
        return {path: row for path, row in self.rows.items() if path not in removed}


@dataclass(slots=True)
class Written:
    """What was done."""

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refused: int = 0
    kept: int = 0


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def file_digest(path: Path) -> str:
    """Return the hash of a file's bytes; empty where there is none."""
    data = _read(path)
    return digest(data) if data is not None else ""


def manifest(files: Mapping[str, bytes], kept: Mapping[str, str] | None = None) -> bytes:
    """Return the manifest of ``files``, one a line, in the order of the paths.

    ``kept`` are files of an earlier edition that stay (path → hash).
    """
    hashes = {path: digest(data) for path, data in files.items()} | dict(kept or {})
    rows = ",\n".join(f'"{path}": "{hashes[path]}"' for path in sorted(hashes))
    return f'{{"format": 1, "files": {{\n{rows}\n}}}}\n'.encode()


def read_manifest(root: Path) -> dict[str, str]:
    """Return what the machine wrote last, by the manifest and the journal; maybe nothing."""
    return _hashes(root / MANIFEST)


def _hashes(path: Path) -> dict[str, str]:
    try:
        content = json.loads(path.read_bytes())
        found = content["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name): str(value) for name, value in found.items()}


def plan(root: Path, files: Mapping[str, bytes]) -> Plan:
    """Compare ``files`` (the edition without its manifest) with what is on disk."""
    old = {path: value for path, value in read_manifest(root).items() if _is_ours(path)}
    journal = {path: row for path, row in _journaled(root).items() if _is_ours(path)}
    write: list[str] = []
    edited: list[str] = []
    findings: list[Finding] = []
    barred = _barred(root, (*files, *old, MANIFEST, _JOURNAL))
    findings += (finding("K504", Location(path), "this link leads elsewhere") for path in barred)
    for path, data in sorted(files.items()):
        if _below(path, barred):
            continue
        current = _read(root / path)
        if current == data:
            continue
        if current is None and (error := _denied(root / path)):
            findings.append(_unreadable(path, error))
        elif current is None or digest(current) in (old.get(path), *journal.get(path, "").split()):
            write.append(path)
        else:
            edited.append(path)
            what = "was edited by hand" if path in old else "is not the machine's"
            findings.append(finding("K500", Location(path), f"the page {what}; it is left alone"))
    remove: list[str] = []
    rows: dict[str, str] = {}
    # The journal knows pages, too, that a run which was cut short wrote before its manifest.
    for path in sorted({*old, *journal} - {*files, MANIFEST}):
        if _below(path, barred):
            continue
        current = _read(root / path)
        if current is None:
            if error := _denied(root / path):
                findings.append(_unreadable(path, error))
        elif (value := digest(current)) in (old.get(path), *journal.get(path, "").split()):
            remove.append(path)
            rows[path] = value
        elif path in old:
            rows[path] = old[path]
            message = "the page was edited by hand, and would be removed; it is left alone"
            findings.append(finding("K500", Location(path), message))
            edited.append(path)
    for path in foreign(root, {*old, *remove, *files, MANIFEST}):
        findings.append(finding("K502", Location(path), "the machine did not write this file"))
    return Plan(tuple(write), tuple(remove), tuple(edited), tuple(findings), rows)


def check(root: Path, files: Mapping[str, bytes], *, hold: bool = False) -> tuple[Finding, ...]:
    """Report every file that a build would write, remove or hold; write nothing."""
    planned = plan(root, files)
    if not (root / MANIFEST).exists() and not planned.edited:
        never = finding("K501", Location(MANIFEST), "the edition has not been built yet")
        return (*planned.findings, never)
    stale = [
        finding(
            "K501",
            Location(path),
            "the page is missing" if _read(root / path) is None else "the page is out of date",
        )
        for path in planned.write
    ]
    if not hold:
        stale += [
            finding("K501", Location(path), "the page belongs to nothing any more")
            for path in planned.remove
        ]
    found = [*planned.findings, *_some(stale)]
    if hold:
        found += _held(planned)
    if _read(root / MANIFEST) != manifest(files, planned.kept(() if hold else planned.remove)):
        found.append(finding("K501", Location(MANIFEST), "the manifest is out of date"))
    return tuple(found)


def _held(planned: Plan) -> list[Finding]:
    message = "the page is kept while another file cannot be read"
    hint = "correct the files that cannot be read; what then belongs to nothing is removed"
    if len(planned.remove) > 1:
        message = (
            f"{len(planned.remove)} pages, of which this is the first, "
            "are kept while another file cannot be read"
        )
    return [finding("K501", Location(path), message, hint) for path in planned.remove[:1]]


def _some(findings: list[Finding]) -> list[Finding]:
    """Return the first of many findings, and how many there are more."""
    if len(findings) <= _NAMED:
        return findings
    more = f"{len(findings) - _NAMED} more pages are out of date"
    return [*findings[:_NAMED], finding("K501", findings[_NAMED].location, more)]


def write(
    root: Path, files: Mapping[str, bytes], *, replace_edited: bool = False, hold: bool = False
) -> Written:
    """Bring the edition on disk to ``files``; see the module for what is left alone.

    With ``hold`` nothing is removed: an edition that was made of what could be read of half an
    archive says nothing of the other half.
    ``replace_edited`` also writes over pages that were edited by hand; a copy of each goes to
    ``.kashshaf/kept/`` first.
    """
    planned = plan(root, files)
    done = Written()
    todo = list(planned.write)
    remove = [] if hold else list(planned.remove)
    if hold:
        done.findings += _held(planned)
        done.kept = len(planned.remove)
    replaced = [path for path in planned.edited if replace_edited and (path in files or not hold)]
    done.findings += (
        found
        for found in planned.findings
        if not (found.code == "K500" and found.location.path in replaced)
    )
    try:
        for path in replaced:
            _keep(root, path)
            (todo if path in files else remove).append(path)
        whole = {**files, MANIFEST: manifest(files, planned.kept(remove))}
        if todo or remove or _read(root / MANIFEST) != whole[MANIFEST]:
            replace(root, _JOURNAL, _journal(root, (*todo, MANIFEST), whole))
    except OSError as error:
        done.findings.append(cannot(_JOURNAL, error))
        return done
    for path in sorted(todo):
        _attempt(done, path, lambda path: replace(root, path, whole[path]), done.written)
    for path in sorted(remove):
        _attempt(done, path, lambda path: (root / path).unlink(missing_ok=True), done.removed)
    _prune(root, done.removed)
    # Last, so that a run that was cut short is seen to have been.
    if not any(found.code == "K503" for found in done.findings):
        if _read(root / MANIFEST) != whole[MANIFEST]:
            _attempt(done, MANIFEST, lambda path: replace(root, path, whole[path]), done.written)
        if not _barred(root, (_JOURNAL,)):
            with contextlib.suppress(OSError):
                (root / _JOURNAL).unlink(missing_ok=True)
    return done


def _attempt(done: Written, path: str, act: Callable[[str], None], log: list[str]) -> None:
    """Do one thing to one file and log it, or report why not; give up on a full disk."""
    if done.refused >= _PATIENCE:
        return
    try:
        act(path)
        log.append(path)
    except OSError as error:
        done.refused += 1
        done.findings.append(cannot(path, error))


def _journaled(root: Path) -> dict[str, str]:
    return {} if _barred(root, (_JOURNAL,)) else _hashes(root / _JOURNAL)


def _journal(root: Path, todo: Iterable[str], files: Mapping[str, bytes]) -> bytes:
    """Return the hashes of what is about to be written, after those of runs cut short."""
    hashes = _journaled(root)
    for path in todo:
        known = hashes.get(path, "").split()
        hashes[path] = " ".join(dict.fromkeys((*known, digest(files[path]))))
    return json.dumps({"files": hashes}, indent=0, sort_keys=True).encode()


def _keep(root: Path, path: str) -> None:
    stem, dot, suffix = path.rpartition(".")
    kept, number = f"{_KEPT}/{path}", 1
    while (root / kept).exists():
        number += 1
        kept = f"{_KEPT}/{stem}.{number}{dot}{suffix}"
    replace(root, kept, (root / path).read_bytes())


def replace(root: Path, path: str, data: bytes) -> None:
    """Write ``data`` beside ``path`` and rename it; the old file is whole until then.

    Raises OSError if it cannot be written, or if a folder on the way is a link.
    """
    target = root / path
    if _barred(root, (path,)):
        raise OSError(errno.ELOOP, "a folder on the way is a link")
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name[:100]}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def cannot(path: str, error: OSError) -> Finding:
    """Return the finding for a file that could not be written."""
    message = f"the file cannot be written: {error.strerror or error}"
    return finding("K503", Location(path), message)


def _unreadable(path: str, error: OSError) -> Finding:
    message = f"the file cannot be read, and is left alone: {error.strerror or error}"
    return finding("K503", Location(path), message)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (OSError, ValueError):  # ValueError: no file can have such a name
        return None


def _denied(path: Path) -> OSError | None:
    """Return why a file that is there cannot be read; None where there is none."""
    try:
        path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    except OSError as error:
        return None if error.errno == errno.ENAMETOOLONG else error
    return None


def _is_ours(path: str) -> bool:
    """Tell a path that a manifest may speak of: one cannot have our pruning remove others."""
    rooms = (*ROOMS, THEME)
    if not (path.isascii() and path.isprintable()) or set("\\:") & set(path):
        return False
    if path == f"{THEME}/main.html" or {"", ".", ".."} & set(path.split("/")):
        return False
    return any(path.startswith(f"{room}/") for room in rooms)


def _barred(root: Path, paths: Iterable[str]) -> list[str]:
    """Return the folders of ``paths`` that are links: whatever is behind them is not ours."""
    folders = {folder for path in paths for folder in _parents(path)}
    return [folder for folder in sorted(folders) if (root / folder).is_symlink()]


def _below(path: str, folders: Iterable[str]) -> bool:
    return any(path.startswith(f"{folder}/") for folder in folders)


def _parents(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]


def foreign(root: Path, known: set[str]) -> list[str]:
    """Return the files in the machine's rooms that are not ``known``."""
    found: list[str] = []
    for room in ROOMS:
        for directory, _, names in os.walk(root / room):
            here = Path(directory).relative_to(root)
            if here.as_posix() in (SEARCH_FILES, CARD_FILES):
                continue
            found += [
                path
                for name in names
                if not name.startswith(".") and (path := (here / name).as_posix()) not in known
            ]
    return sorted(
        path.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for path in found
    )


def _prune(root: Path, removed: Iterable[str]) -> None:
    """Remove the folders that the removed files leave empty."""
    for folder in sorted({p for path in removed for p in _parents(path)}, reverse=True):
        if folder not in ("site_src", "theme"):
            with contextlib.suppress(OSError):
                (root / folder).rmdir()
