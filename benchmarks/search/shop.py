"""The folder that everything is built in: sites, kept from run to run, and npm packages."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Final

from benchmarks.search.queries import Document

ENVIRONMENT: Final = {**os.environ, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
_STAMP: Final = "made.json"


@dataclass(frozen=True, slots=True)
class Made:
    """A folder that was made, and how many seconds that took when it was."""

    folder: Path
    seconds: float


class Workshop:
    """A working folder for one set of documents, which are called a00000, a00001… in it."""

    def __init__(self, folder: Path, documents: Sequence[Document]) -> None:
        self.folder = folder
        self.documents = documents
        text = json.dumps([astuple(document) for document in documents])
        self.digest = hashlib.sha256(text.encode()).hexdigest()[:12]

    def made(self, name: str, key: str, make: Callable[[Path], None]) -> Made:
        """Return the folder ``name``, made by ``make`` unless it was, of these documents and key.

        What ``make`` gets is a new and empty folder.
        """
        folder = self.folder / f"{name}-{self.digest}"
        stamp = folder / _STAMP
        if stamp.is_file():
            found = json.loads(stamp.read_text(encoding="utf-8"))
            if found["key"] == key:
                return Made(folder, found["seconds"])
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        say(f"  {name}: building")
        start = time.perf_counter()
        make(folder)
        seconds = time.perf_counter() - start
        stamp.write_text(json.dumps({"key": key, "seconds": seconds}), encoding="utf-8")
        return Made(folder, seconds)

    def npm(self, package: str, version: str) -> Path:
        """Return the folder of a package of npm, installed below the working folder."""
        room = self.folder / "npm" / f"{package}-{version}"
        folder = room / "node_modules" / package
        if not (folder / "package.json").is_file():
            room.mkdir(parents=True, exist_ok=True)
            (room / "package.json").write_text('{"private": true}\n', encoding="utf-8")
            run("npm", "install", "--no-audit", "--no-fund", f"{package}@{version}", cwd=room)
        return folder


def slug(number: int) -> str:
    """Return the name of a document, by its place in the file, from 0 on."""
    return f"a{number:05}"


def run(*command: str | Path, cwd: Path, path: str = "") -> None:
    """Run a command; stop with what it said if it fails. ``path`` is for PYTHONPATH."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**ENVIRONMENT, "PYTHONPATH": path} if path else ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        said = done.stdout.decode("utf-8", "replace")[-2000:]
        raise SystemExit(f"{' '.join(map(str, command))}: exit {done.returncode}\n{said}")


def python(*arguments: str, cwd: Path, path: str = "") -> None:
    """Run this Python with the arguments; stop if it fails."""
    run(sys.executable, *arguments, cwd=cwd, path=path)


def say(text: str) -> None:
    """Tell who waits what is being done."""
    print(text, file=sys.stderr, flush=True)
