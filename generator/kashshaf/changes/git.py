"""The bytes of an archive as git has them: a revision → ``Inputs``, and nothing written.

A revision is what somebody typed, or a workflow was given: it never reaches git but behind
``--end-of-options``, and from there on only the hash that git made of it does. No shell is run.
"""

from __future__ import annotations

import os
import posixpath
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from kashshaf.archive import (
    ARTICLES,
    CONFIG,
    IMPROPER,
    REGISTERS,
    SEEDS,
    Inputs,
    is_passed_over,
    limit_of,
    too_large,
)
from kashshaf.findings import finding
from kashshaf.model import Finding, Location

_LINK: Final = "120000"
_FILES: Final = ("100644", "100755", "100664")
_DEEPEST: Final = 8  # links to links
_LONGEST_LINK: Final = 4096


class GitError(Exception):
    """What an editor is told: no git, no repository, no such revision."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A revision: what it was called, and the hash that it stands for."""

    name: str
    sha: str

    def __str__(self) -> str:
        return self.name if self.sha.startswith(self.name) else f"{self.name} ({self.sha[:9]})"


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository around an archive; ``prefix`` leads from its top to the archive."""

    root: Path
    prefix: str


def open_repository(root: Path) -> Repository:
    """Return the repository that ``root`` lies in. Raises GitError."""
    prefix = _text(root, ["rev-parse", "--show-prefix"], "this archive is not in a git repository")
    return Repository(root, prefix)


def commits(repository: Repository, revision: str) -> tuple[Commit, Commit | None]:
    """Return the two states that ``revision`` names; None stands for the files on the disk.

    ``A..B`` are two commits, ``A...B`` what B has changed since it left A. Raises GitError.
    """
    for dots in ("...", ".."):
        first, found, second = revision.partition(dots)
        if found:
            old = _commit(repository, first or "HEAD")
            new = _commit(repository, second or "HEAD")
            if dots == "...":
                message = f"{first} and {second} have no common past in this clone"
                base = _text(repository.root, ["merge-base", old.sha, new.sha], message)
                old = Commit(f"the fork of {old.name} and {new.name}", base)
            return old, new
    return _commit(repository, revision), None


def _commit(repository: Repository, name: str) -> Commit:
    if not name or name.startswith("-") or IMPROPER.search(name):
        raise GitError(f"«{IMPROPER.sub('', name)[:80]}» is no name of a revision")
    query = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"]
    done = _run(repository.root, query)
    sha = done.stdout.decode("utf-8", "replace").strip()
    if done.returncode or not sha:
        message = f"there is no revision «{name[:80]}» in this repository"
        shallow = _run(repository.root, ["rev-parse", "--is-shallow-repository"])
        if shallow.stdout.strip() == b"true":
            message += (
                "; the clone is shallow: fetch more of its past"
                " (git fetch --unshallow; in a workflow, fetch-depth: 0)"
            )
        raise GitError(message)
    return Commit(name, sha)


@dataclass(frozen=True, slots=True)
class _Entry:
    mode: str
    sha: str
    size: int


def read_commit(repository: Repository, commit: Commit) -> Inputs:
    """Return what people wrote in the archive at ``commit``, by the rules of ``read_inputs``.

    The bytes are those that git has: no filter (line ends, LFS) is run. Raises GitError.
    """
    entries = _entries(repository, commit)
    findings: list[Finding] = []
    wanted: dict[str, str] = {}
    paths = sorted(path for path in entries if path == CONFIG or _is_listed(path))
    short = {e.sha for e in entries.values() if e.mode == _LINK and e.size < _LONGEST_LINK}
    links = _blobs(repository, sorted(short))
    for path in paths:
        if IMPROPER.search(path):
            message = "the name of the file has a character that no name should have"
            findings.append(finding("K107", Location(path), message))
            continue
        target = _follow(path, entries, links)
        entry = entries.get(target) if target else None
        if entry is None or entry.mode not in _FILES:
            findings.append(finding("K106", Location(path), f"the link leads out of {SEEDS}/"))
        elif entry.size > limit_of(path):
            findings.append(too_large(path, entry.size))
        else:
            wanted[path] = entry.sha
    blobs = _blobs(repository, tuple(dict.fromkeys(wanted.values())))
    files = {path: blobs[sha] for path, sha in wanted.items()}
    unread = frozenset(path for path in paths if path not in files and path != CONFIG)
    return Inputs(files, tuple(findings), unread)


def _is_listed(path: str) -> bool:
    folders = (PurePosixPath(REGISTERS), PurePosixPath(ARTICLES))
    if not any(folder in PurePosixPath(path).parents for folder in folders):
        return False
    *above, name = path.split("/")
    return not any(step.startswith(".") for step in above) and not is_passed_over(name)


def _follow(path: str, entries: dict[str, _Entry], links: dict[str, bytes]) -> str | None:
    """Return where a path leads, through links inside of the seeds; None if it leads out."""
    for _ in range(_DEEPEST):
        entry = entries.get(path)
        if entry is None or entry.mode != _LINK:
            return path
        target = links.get(entry.sha, b"/").decode("utf-8", "backslashreplace")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        if not path.startswith(f"{SEEDS}/"):
            return None
    return None


def _entries(repository: Repository, commit: Commit) -> dict[str, _Entry]:
    """Return the files of the archive at ``commit``: path in the archive → what git has."""
    prefix = repository.prefix
    query = ["ls-tree", "-r", "-l", "-z", "--full-tree", commit.sha]
    query += ["--", f"{prefix}{CONFIG}", f"{prefix}{SEEDS}/"]
    done = _run(repository.root, query)
    if done.returncode:
        raise GitError(_reason(done) or f"git cannot read {commit}")
    found: dict[str, _Entry] = {}
    for row in done.stdout.split(b"\0"):
        head, tab, name = row.partition(b"\t")
        if not tab:
            continue
        mode, kind, sha, size = head.decode("ascii").split()
        path = name.decode("utf-8", "backslashreplace").removeprefix(prefix)
        if kind == "blob":
            found[path] = _Entry(mode, sha, int(size))
    return found


def _blobs(repository: Repository, shas: Sequence[str]) -> dict[str, bytes]:
    if not shas:
        return {}
    asked = "".join(f"{sha}\n" for sha in shas).encode("ascii")
    done = _run(repository.root, ["cat-file", "--batch"], asked)
    if done.returncode:
        raise GitError(_reason(done) or "git cannot read its files")
    found: dict[str, bytes] = {}
    data, at = done.stdout, 0
    for sha in shas:
        end = data.find(b"\n", at)
        parts = data[at:end].split()
        if end < 0 or len(parts) != 3 or parts[1] != b"blob":
            raise GitError(f"git does not have the file {sha[:9]} (is the clone a partial one?)")
        size = int(parts[2])
        found[sha] = data[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return found


def _text(root: Path, query: Sequence[str], otherwise: str) -> str:
    done = _run(root, query)
    if done.returncode:
        reason = _reason(done)
        known = "not a git repository" in reason or not reason
        raise GitError(otherwise if known else f"{otherwise} ({reason})")
    return done.stdout.decode("utf-8", "backslashreplace").rstrip("\n")


def _reason(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return IMPROPER.sub(" ", lines[0].removeprefix("fatal: "))[:300] if lines else ""


def _run(
    root: Path, query: Sequence[str], given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    # Messages are compared above; a lock or a pager is never wanted.
    env = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    command = ["git", "--no-pager", "--literal-pathspecs", *query]
    try:
        return subprocess.run(
            command, cwd=root, env=env, input=given, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise GitError("git is not installed, or not to be found") from None
    except OSError as error:
        raise GitError(f"git cannot be run: {error.strerror or error}") from None
